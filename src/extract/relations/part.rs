//! What belongs to whom: "the Omani Foreign Ministry", "Iran's air defences", "USS Caldera", "Lyon, France".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Trigger, VerbId};
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{Rule, keep_all};
use crate::model::{ChainId, Form, Kind, Mention, RelationKind, Span, Subkind};

pub(super) const RULES: &[Rule] = &[Rule {
    kind: RelationKind::Operates,
    source: &[Kind::State, Kind::Organization],
    target: &[Kind::MilitaryAsset],
    keep: keep_all,
}];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let mut found: Vec<Found> = scene
        .clauses
        .groups()
        .flat_map(|(id, _)| of_group(scene, id))
        .collect();
    found.extend(
        scene
            .clauses
            .mentions
            .iter()
            .filter_map(|mention| of_name(scene, mention)),
    );
    found.extend(
        scene
            .clauses
            .verbs()
            .flat_map(|(id, ..)| fielded(scene, id)),
    );
    // A battalion is fielded by its state and a part of it.
    let units: Vec<Found> = found
        .iter()
        .filter(|found| {
            found.kind == RelationKind::Operates
                && scene.subkind(found.target) == Some(Subkind::Unit)
        })
        .map(|found| Found {
            kind: RelationKind::PartOf,
            source: found.target,
            target: found.source,
            ..found.clone()
        })
        .collect();
    found.extend(units);
    found.extend(
        scene
            .clauses
            .groups()
            .filter_map(|(id, _)| province(scene, id)),
    );
    found
}

/// "Chad sent three frigates to Aden": ships and planes that a state moves are its own.
fn fielded(scene: &Scene, id: VerbId) -> Vec<Found> {
    let Some((verb, ties)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    let moves = matches!(
        verb.lemma.as_str(),
        "send" | "deploy" | "dispatch" | "station" | "position" | "keep" | "move"
    );
    let told = verb.finite && !verb.passive && !verb.negated && verb.modal.is_none();
    let owner = ties
        .subject
        .and_then(|subject| scene.named(subject))
        .filter(|&chain| moves && told && scene.kind(chain) == Some(Kind::State));
    let (Some(owner), Some(span)) = (owner, scene.clauses.verb_span(id)) else {
        return Vec::new();
    };
    // "sent tanks to Chad" gives them away.
    let given = scene
        .clauses
        .preps_of_verb(id, &["to"])
        .into_iter()
        .filter_map(|to| scene.actor(to))
        .any(|to| scene.kind(to) != Some(Kind::Place));
    let objects = ties.objects.iter().filter(|_| !given);
    let objects = objects
        .flat_map(|&object| scene.clauses.members(object))
        .filter(|&object| scene.owner(object).is_none());
    // "a P-3C patrol plane": the name stands before the noun.
    let things = objects.filter_map(|object| {
        let before = scene.modifiers(object).into_iter().map(|(chain, _)| chain);
        scene
            .named_best(object)
            .into_iter()
            .chain(before)
            .find(|&chain| {
                matches!(
                    scene.subkind(chain),
                    Some(Subkind::Ship | Subkind::Aircraft)
                )
            })
    });
    things
        .map(|thing| Found {
            trigger: Some(Trigger::Verb(id)),
            ..found(RelationKind::Operates, owner, thing, span, "fielded")
        })
        .collect()
}

/// "Syria's Idlib province", "the Syrian province Idlib": a place before or in the noun for what it is.
fn province(scene: &Scene, id: GroupId) -> Option<Found> {
    let group = scene.group(id)?;
    if group.mention.is_some() || !SORTS.contains(&group.noun.as_str()) {
        return None;
    }
    let modifiers = scene.modifiers(id);
    let mut places = modifiers.iter().map(|(chain, _)| *chain);
    let place = places.find(|&chain| scene.kind(chain) == Some(Kind::Place))?;
    let owner = group.owner.and_then(|owner| scene.actor(owner));
    let adjective = modifiers
        .iter()
        .find(|(_, form)| *form == Form::Demonym)
        .map(|(chain, _)| *chain);
    let state = owner
        .or(adjective)
        .filter(|&chain| scene.kind(chain) == Some(Kind::State))?;
    let span = scene.clauses.group_span(id)?;
    Some(found(RelationKind::PartOf, place, state, span, "belongs"))
}

/// What a place may be called.
const SORTS: &[&str] = &[
    "city",
    "town",
    "village",
    "port",
    "province",
    "region",
    "island",
    "district",
    "capital",
    "governorate",
    "suburb",
];

fn of_group(scene: &Scene, id: GroupId) -> Vec<Found> {
    let Some((own, group)) = scene.named(id).zip(scene.group(id)) else {
        return Vec::new();
    };
    let span = scene.clauses.group_span(id);
    let owner = group
        .owner
        .and_then(|owner| scene.actor(owner))
        .or_else(|| scene.modifiers(id).first().map(|(chain, _)| *chain))
        .or_else(|| {
            group
                .owner_mention
                .and_then(|at| scene.clauses.mention(at))
                .map(|mention| mention.of)
        })
        .or_else(|| {
            group
                .preps
                .first()
                .filter(|(prep, _)| prep == "of")
                .and_then(|(_, object)| scene.actor(*object))
        });
    let mut found: Vec<Found> = owner
        .zip(span)
        .and_then(|(owner, span)| belongs(scene, own, owner, span, is_of_state(scene, id)))
        .into_iter()
        .collect();
    found.extend(city_and_state(scene, id));
    found.extend(city_of(scene, id));
    found.extend(city_in_apposition(scene, id));
    found
}

/// Whether the words say that a body is the state's own: "state television", "state-run".
fn is_of_state(scene: &Scene, id: GroupId) -> bool {
    scene.clauses.group_words(id).iter().any(|word| {
        matches!(
            word.lower.as_str(),
            "state" | "official" | "national" | "government"
        )
    })
}

/// The relation of a thing to its owner, by their kinds.
fn belongs(
    scene: &Scene,
    own: ChainId,
    owner: ChainId,
    span: Span,
    of_state: bool,
) -> Option<Found> {
    let owner_kind = scene.kind(owner)?;
    // "Chadian soldiers": the adjective says all that a line could.
    if is_plain_troops(scene, own) || is_named_alike(scene, own, owner) {
        return None;
    }
    let body = matches!(owner_kind, Kind::State | Kind::Organization);
    let kind = match scene.kind(own)? {
        Kind::MilitaryAsset if body => RelationKind::Operates,
        Kind::Organization if body => match scene.subkind(own) {
            Some(Subkind::Delegation) if is_mission(scene, own) => RelationKind::PartOf,
            Some(Subkind::Delegation) => RelationKind::Represents,
            Some(Subkind::Media) if !of_state => return None,
            // Rebels and refugees carry the adjective of a state and are no organ of it.
            Some(Subkind::People) => return None,
            // A state's government stands for it; its embassy for more than a line can say.
            _ if is_government(scene, own) && !is_mission(scene, own) => return None,
            Some(
                Subkind::Company | Subkind::Party | Subkind::ArmedGroup | Subkind::International,
            ) if owner_kind == Kind::State => return None,
            _ => RelationKind::PartOf,
        },
        Kind::Place if matches!(owner_kind, Kind::State | Kind::Place) => RelationKind::PartOf,
        _ => return None,
    };
    let (source, target) = if kind == RelationKind::Operates {
        (owner, own)
    } else {
        (own, owner)
    };
    Some(found(kind, source, target, span, "belongs"))
}

/// Soldiers told by the noun alone.
fn is_plain_troops(scene: &Scene, own: ChainId) -> bool {
    const TROOPS: &[&str] = &[
        "soldiers",
        "soldier",
        "troops",
        "forces",
        "servicemen",
        "fighters",
        "marines",
        "warplanes",
        "jets",
        "aircraft",
        "warships",
        "ships",
        "tanks",
        "planes",
        "drones",
    ];
    scene
        .chain(own)
        .filter(|chain| !chain.named)
        .is_some_and(|chain| {
            let last = chain.name.rsplit(' ').next().unwrap_or_default();
            let before = chain.name.split(' ').count() - 1;
            TROOPS.contains(&last)
                && before <= 1
                && !chain.name.starts_with(|first: char| first.is_ascii_digit())
        })
}

/// "the Wagner group" and "Wagner".
fn is_named_alike(scene: &Scene, own: ChainId, owner: ChainId) -> bool {
    let name = |id| scene.chain(id).map_or("", |chain| chain.name.as_str());
    scene.kind(owner) == Some(Kind::Organization)
        && name(own).strip_prefix(name(owner)).is_some_and(|rest| {
            matches!(
                rest,
                " group" | " organisation" | " organization" | " movement" | " company"
            )
        })
}

/// "the Chadian embassy": an organ of its state.
fn is_mission(scene: &Scene, body: ChainId) -> bool {
    let name = scene.chain(body).map_or("", |chain| chain.name.as_str());
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    matches!(last.as_str(), "embassy" | "consulate")
}

/// "the US government", "the Chadian embassy".
fn is_government(scene: &Scene, body: ChainId) -> bool {
    let name = scene
        .chain(body)
        .map_or("", |chain| chain.name.as_str())
        .to_lowercase();
    [
        "government",
        "administration",
        "embassy",
        "authorities",
        "regime",
        "officials",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

fn found(
    kind: RelationKind,
    source: ChainId,
    target: ChainId,
    span: Span,
    rule: &'static str,
) -> Found {
    Found {
        kind,
        source,
        target,
        trigger: None,
        span,
        rule,
        attributes: BTreeMap::new(),
    }
}

/// "Muscat, Oman".
fn city_and_state(scene: &Scene, id: GroupId) -> Option<Found> {
    let is_base = |chain: &ChainId| scene.subkind(*chain) == Some(Subkind::Base);
    let city = scene
        .named(id)
        .filter(|chain| scene.kind(*chain) == Some(Kind::Place) || is_base(chain))?;
    let beside = scene.group(id)?.apposition?;
    let whole = scene
        .named(beside)
        .filter(|&chain| matches!(scene.kind(chain), Some(Kind::State | Kind::Place)))?;
    let bare = scene.clauses.group_words(beside).len()
        == scene
            .clauses
            .words
            .iter()
            .filter(|word| {
                scene
                    .mention_span(beside)
                    .is_some_and(|span| span.contains(word.span))
            })
            .count();
    let span = scene
        .clauses
        .group_span(id)?
        .join(scene.clauses.group_span(beside)?);
    // A base lies in a state, and need not be the state's.
    let kind = if is_base(&city) {
        RelationKind::LocatedIn
    } else {
        RelationKind::PartOf
    };
    bare.then(|| found(kind, city, whole, span, "city, state"))
}

/// "Lyon, the second city of France".
fn city_in_apposition(scene: &Scene, id: GroupId) -> Option<Found> {
    let city = scene
        .named(id)
        .filter(|&chain| scene.kind(chain) == Some(Kind::Place))?;
    let beside = scene.group(id)?.apposition?;
    let noun = scene.group(beside)?.noun.as_str();
    let sort = SORTS.contains(&noun);
    let of = scene.clauses.prep_of_group(beside, &["of"]);
    let whole = of
        .and_then(|of| scene.named(of))
        .filter(|&chain| matches!(scene.kind(chain), Some(Kind::State | Kind::Place)))?;
    let span = scene
        .clauses
        .group_span(id)?
        .join(scene.clauses.group_span(beside)?);
    sort.then(|| found(RelationKind::PartOf, city, whole, span, "city, capital of"))
}

/// "the Iraqi city of Mosul".
fn city_of(scene: &Scene, id: GroupId) -> Option<Found> {
    let city = scene
        .named(id)
        .filter(|&chain| scene.kind(chain) == Some(Kind::Place))?;
    let (above, prep) = scene.clauses.above(id)?;
    let noun = scene.group(above)?.noun.as_str();
    if prep != "of" || !SORTS.contains(&noun) {
        return None;
    }
    let state = scene
        .owner(above)
        .filter(|&chain| scene.kind(chain) == Some(Kind::State))?;
    let span = scene
        .clauses
        .group_span(above)?
        .join(scene.clauses.group_span(id)?);
    Some(found(RelationKind::PartOf, city, state, span, "city of"))
}

/// A name that begins with its state: "US Navy", "Omani Foreign Ministry"; a hull prefix: "USS Caldera".
fn of_name(scene: &Scene, mention: &Mention) -> Option<Found> {
    let chain = scene.chain(mention.of)?;
    if !matches!(mention.form, Form::Name | Form::Nominal)
        || !matches!(chain.kind, Kind::Organization | Kind::MilitaryAsset)
    {
        return None;
    }
    let text: &str = &scene.page.article.text;
    let inner = scene.clauses.mentions.iter().find(|inner| {
        let first = inner.span.start() == mention.span.start()
            && inner.span != mention.span
            && mention.span.contains(inner.span);
        first && scene.kind(inner.of) == Some(Kind::State)
    });
    if let Some(inner) = inner {
        let named_state = scene
            .text(mention.span)
            .split_whitespace()
            .any(|word| matches!(word, "News" | "National" | "State"));
        return belongs(scene, mention.of, inner.of, mention.span, named_state);
    }
    // "the Central Bank of Chad"
    let last = scene.clauses.mentions.iter().find(|inner| {
        inner.span.end() == mention.span.end()
            && inner.span.start() > mention.span.start()
            && scene.kind(inner.of) == Some(Kind::State)
    });
    if let Some(last) = last.filter(|last| {
        let before = text.get(mention.span.start()..last.span.start());
        before.is_some_and(|before| before.ends_with(" of ") || before.ends_with(" of the "))
    }) {
        return belongs(scene, mention.of, last.of, mention.span, false);
    }
    if let Some(state) = runs(scene, mention) {
        return Some(found(
            RelationKind::PartOf,
            mention.of,
            state,
            mention.span,
            "state-run",
        ));
    }
    let prefix = mention.span.of(text).split_whitespace().next()?;
    let flags = scene.page.lexicon.assets.hull(prefix)?;
    // "HMS" is Britain's and Sweden's: the one of them that the article names.
    let chains = scene.draft.chains.iter().enumerate();
    let mut named = chains.filter(|(_, chain)| {
        let iso = chain.iso.as_deref();
        chain.kind == Kind::State && iso.is_some_and(|iso| flags.contains(&iso))
    });
    let state = named.next().filter(|_| named.next().is_none())?.0;
    Some(found(
        RelationKind::Operates,
        ChainId(state as u32),
        mention.of,
        mention.span,
        "hull prefix",
    ))
}

/// The state that runs a known medium, where the words before it say that one does: "the state-run Oman News Agency".
fn runs(scene: &Scene, mention: &Mention) -> Option<ChainId> {
    let text: &str = &scene.page.article.text;
    let before = text.get(scene.sentence.span.start()..mention.span.start())?;
    let last = before.split_whitespace().next_back()?;
    if !["state-run", "state-owned", "state-controlled", "official"].contains(&last) {
        return None;
    }
    let media = &scene.page.lexicon.organizations;
    let iso = media.medium_at(text, mention.span.start())?.value.run_by?;
    let chains = scene.draft.chains.iter();
    let state = chains
        .enumerate()
        .find(|(_, chain)| chain.iso.as_deref() == Some(iso))?;
    Some(ChainId(state.0 as u32))
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn organs_and_assets() {
        check(
            "[Kenya]'s [Foreign Ministry|o] spoke.",
            &["Foreign Ministry part_of Kenya"],
        );
        check(
            "[Kenya]'s [air defences|a] were hit.",
            &["Kenya operates air defences"],
        );
        check(
            "The [Kenyan|d] [air defences|a] were hit.",
            &["Kenyan operates air defences"],
        );
        check("[Kenya] left. [Foreign Ministry|o] spoke.", &[]);
    }

    #[test]
    fn what_a_state_sends_is_its_own() {
        let told = |text: &str| {
            let article = std::sync::Arc::new(crate::model::Article::of_text(text));
            let reading = crate::extract::read(&article, crate::lexicon::lexicon());
            let operates = crate::model::RelationKind::Operates;
            let claims = reading.claims.iter();
            claims.filter(|claim| claim.kind == operates).count()
        };
        assert_eq!(told("Kenya sent three frigates to the Gulf of Aden."), 1);
        assert_eq!(told("Kenya sent three frigates to Chad."), 0);
    }

    #[test]
    fn an_adjective_says_whose_soldiers() {
        let text = "Chadian soldiers fought in Oslo with the Kenyan navy.";
        let article = std::sync::Arc::new(crate::model::Article::of_text(text));
        let reading = crate::extract::read(&article, crate::lexicon::lexicon());
        let of = |kind| {
            reading
                .claims
                .iter()
                .filter(|claim| claim.kind == kind)
                .count()
        };
        assert_eq!(of(crate::model::RelationKind::Operates), 0);
        assert_eq!(of(crate::model::RelationKind::PartOf), 1);
    }

    #[test]
    fn places_in_places() {
        check("[Lyon|c], [France], is old.", &["Lyon part_of France"]);
        check(
            "The [French|d] city of [Lyon|c] is old.",
            &["Lyon part_of French"],
        );
        check(
            "[Lyon|c], a city of [France], is old.",
            &["Lyon part_of France"],
        );
        check(
            "[Syria]'s [Idlib|c] province is old.",
            &["Idlib part_of Syria"],
        );
        check("[Lyon|c] and [France] are old.", &[]);
    }
}

//! Offices: who holds which, who speaks for whom, who commands what.

use std::collections::BTreeMap;

use crate::extract::clause::{Trigger, is_in};
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::lexicon::Scope;
use crate::model::{ChainId, Form, Kind, RelationKind, Role, RoleTime, Span, Subkind};

const BODIES: &[Kind] = &[Kind::State, Kind::Organization];

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::HoldsOffice,
        source: &[Kind::Person],
        target: BODIES,
        keep: heads,
    },
    Rule {
        kind: RelationKind::Commands,
        source: &[Kind::Person, Kind::Organization],
        target: &[Kind::Organization, Kind::MilitaryAsset],
        keep: is_led,
    },
    Rule {
        kind: RelationKind::Appoints,
        source: PARTY,
        target: &[Kind::Person],
        keep: keep_all,
    },
];

/// "who heads the Council", not "led the delegation": a body with a name.
fn heads(scene: &Scene, found: &Found) -> bool {
    let named = scene.chain(found.target).is_some_and(|chain| chain.named);
    matches!(
        found.verb(scene),
        "head" | "chair" | "run" | "govern" | "rule" | "lead" | "preside"
    ) && named
        && scene.kind(found.target) == Some(Kind::Organization)
}

/// Whether it is a force or a ship that is led; whatever is commanded is one.
fn is_led(scene: &Scene, found: &Found) -> bool {
    is_force(scene, found.target) || found.verb(scene) == "command"
}

fn is_force(scene: &Scene, of: ChainId) -> bool {
    matches!(
        scene.subkind(of),
        Some(
            Subkind::Military | Subkind::Unit | Subkind::ArmedGroup | Subkind::Ship | Subkind::Base
        )
    ) || scene.kind(of) == Some(Kind::MilitaryAsset)
}

/// The offices that the sentence prints beside a name.
pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, chain) in scene.draft.chains.iter().enumerate() {
        for role in &chain.roles {
            let here = role
                .evidence
                .iter()
                .find(|span| scene.sentence.span.contains(**span));
            let (Some(span), Some(of)) = (here, role.of) else {
                continue;
            };
            let holder = ChainId(at as u32);
            let mut offices: Vec<Found> = kinds(scene, role, of)
                .into_iter()
                .map(|kind| office(kind, holder, of, *span, role))
                .collect();
            if let Some(host) = accredited_to(scene, *span) {
                let envoys = offices.iter_mut();
                for envoy in envoys.filter(|found| found.kind == RelationKind::Represents) {
                    envoy.attributes.insert("accredited_to", host.clone());
                }
            }
            found.extend(offices);
        }
    }
    found.extend(delegates(scene));
    found.extend(envoys(scene));
    found.extend(forces(scene));
    found.extend(stances(scene));
    found.extend(appointments(scene));
    found
}

/// "Iran's ambassador to Iraq", "the French envoy in Beirut": who or what stands behind the title.
fn accredited_to(scene: &Scene, title: Span) -> Option<String> {
    let text: &str = &scene.page.article.text;
    let behind = text.get(title.end()..)?;
    let prep = [" to the ", " to ", " in "]
        .iter()
        .find(|prep| behind.starts_with(**prep))?;
    let start = title.end() + prep.len();
    let mut mentions = scene.clauses.mentions.iter();
    let host = mentions.find(|mention| {
        let at = mention.span.start();
        at == start || at + 4 == start && mention.span.end() > start
    })?;
    let is_host = matches!(
        scene.kind(host.of),
        Some(Kind::State | Kind::Place | Kind::Organization)
    );
    is_host.then(|| {
        scene
            .chain(host.of)
            .map_or(String::new(), |chain| chain.name.clone())
    })
}

/// "appointed Bo Li as secretary of the council": Bo Li holds it from then on.
fn appointments(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, verb, ties) in scene.clauses.verbs() {
        if !matches!(
            verb.lemma.as_str(),
            "appoint" | "name" | "elect" | "reappoint" | "install" | "nominate"
        ) {
            continue;
        }
        let appointee = if verb.passive {
            ties.subject
        } else {
            ties.objects.first().copied()
        };
        let post = scene
            .clauses
            .preps_of_verb(id, &["as"])
            .first()
            .copied()
            .or_else(|| ties.objects.get(usize::from(!verb.passive)).copied());
        let (Some(appointee), Some(post)) = (appointee, post) else {
            continue;
        };
        let holder = scene
            .named_best(appointee)
            .filter(|&chain| scene.kind(chain) == Some(Kind::Person));
        let body = scene
            .owner(post)
            .filter(|&chain| scene.kind(chain).is_some_and(|kind| BODIES.contains(&kind)));
        let (Some(holder), Some(body), Some(span)) = (holder, body, scene.clauses.verb_span(id))
        else {
            continue;
        };
        let title = scene
            .clauses
            .group_span(post)
            .map(|span| scene.text(span).to_owned())
            .unwrap_or_default();
        found.push(Found {
            kind: RelationKind::HoldsOffice,
            source: holder,
            target: body,
            trigger: Some(Trigger::Verb(id)),
            span,
            rule: "appointment",
            attributes: BTreeMap::from([("title", title), ("time", "current".to_owned())]),
        });
    }
    found
}

/// "Ana Duarte (Kenya) said": in the minutes of a body, a person's state stands behind the name.
fn delegates(scene: &Scene) -> Vec<Found> {
    let text: &str = &scene.page.article.text;
    let pairs = scene.clauses.mentions.windows(2);
    let delegates = pairs.filter_map(|pair| {
        let [person, state] = pair else { return None };
        let is_person = scene.kind(person.of) == Some(Kind::Person) && person.form == Form::Name;
        let is_state = scene.kind(state.of) == Some(Kind::State) && state.form == Form::Name;
        let between = text.get(person.span.end()..state.span.start())?;
        let bracketed =
            matches!(between, " (" | " (the ") && text[state.span.end()..].starts_with(')');
        (is_person && is_state && bracketed).then(|| Found {
            kind: RelationKind::Represents,
            source: person.of,
            target: state.of,
            trigger: None,
            span: person.span.join(state.span),
            rule: "delegate",
            attributes: BTreeMap::new(),
        })
    });
    delegates.collect()
}

/// "Duarte reiterates Kenya's commitment": she speaks for Kenya.
fn stances(scene: &Scene) -> Vec<Found> {
    const VOICES: &str = "reiterate reaffirm restate underline outline express convey stress";
    const STANCES: &str =
        "commitment support position policy view determination concern readiness resolve stance";
    let mut found = Vec::new();
    for (id, verb, ties) in scene.clauses.verbs() {
        let stance = ties.objects.first().copied().filter(|&object| {
            let noun = scene.group(object).map_or("", |group| group.noun.as_str());
            is_in(VOICES, &verb.lemma) && is_in(STANCES, noun) && !verb.negated
        });
        let is = |kind: Kind| move |chain: &ChainId| scene.kind(*chain) == Some(kind);
        let person = ties
            .subject
            .and_then(|subject| scene.named_best(subject))
            .filter(is(Kind::Person));
        let state = stance
            .and_then(|stance| scene.owner(stance))
            .filter(is(Kind::State));
        let (Some(source), Some(target), Some(span)) = (person, state, scene.clauses.verb_span(id))
        else {
            continue;
        };
        found.push(Found {
            kind: RelationKind::Represents,
            source,
            target,
            trigger: Some(Trigger::Verb(id)),
            span,
            rule: "stance",
            attributes: BTreeMap::new(),
        });
    }
    found
}

/// What an appointing verb does: "sacked" takes the post away.
pub(super) fn act(lemma: &str) -> &'static str {
    const DISMISSALS: &str = "dismiss sack fire remove oust replace dismissal sacking";
    if is_in(DISMISSALS, lemma) {
        "dismiss"
    } else {
        "appoint"
    }
}

fn office(
    kind: RelationKind,
    holder: ChainId,
    of: ChainId,
    span: Span,
    role: &Role<ChainId, Span>,
) -> Found {
    let time = match role.time {
        RoleTime::Current => "current",
        RoleTime::Former => "former",
        RoleTime::Designate => "designate",
    };
    Found {
        kind,
        source: holder,
        target: of,
        trigger: None,
        span,
        rule: "office",
        attributes: BTreeMap::from([("title", role.title.clone()), ("time", time.to_owned())]),
    }
}

/// What holding the office makes its holder: an envoy represents, an aide advises, the head of a force commands it.
fn kinds(scene: &Scene, role: &Role<ChainId, Span>, of: ChainId) -> Vec<RelationKind> {
    let title = role.title.to_lowercase();
    let starts = title
        .char_indices()
        .filter(|(at, _)| *at == 0 || title.as_bytes().get(at - 1) == Some(&b' '))
        .map(|(at, _)| at);
    let tie = starts
        .filter_map(|at| scene.page.lexicon.titles.tie_at(&title, at))
        .find(|hit| {
            let rest = title.get(hit.span.end()..).unwrap_or_default();
            // "assistant secretary of state" is an office of its own.
            let office = hit.value.kind == RelationKind::AdviserTo
                && scene
                    .page
                    .lexicon
                    .titles
                    .titles()
                    .at(&title, 0)
                    .is_some_and(|whole| {
                        whole.span.end() == title.len() && whole.value.scope == Scope::State
                    });
            !office && (rest.is_empty() || rest.starts_with(' '))
        });
    if let Some(kind) = tie
        .map(|hit| hit.value.kind)
        .filter(|kind| *kind != RelationKind::FamilyOf)
    {
        return vec![kind];
    }
    let calling = scene
        .page
        .lexicon
        .titles
        .titles()
        .at(&title, 0)
        .is_some_and(|hit| hit.value.scope == Scope::Calling && hit.span.end() == title.len());
    let body = matches!(
        scene.kind(of),
        Some(Kind::State | Kind::Organization | Kind::MilitaryAsset)
    );
    // "the Chadian businessman Bo Li" serves nobody.
    if !body || calling && scene.kind(of) == Some(Kind::State) {
        return Vec::new();
    }
    // "a Republican senator": of a party one is a member.
    let sits = [
        "member",
        "lawmaker",
        "senator",
        "legislator",
        "mp",
        "congressman",
        "congresswoman",
        "deputy",
    ]
    .iter()
    .any(|word| title.split(' ').any(|part| part == *word));
    if sits && scene.subkind(of) == Some(Subkind::Party) {
        return vec![RelationKind::MemberOf];
    }
    let leads = [
        "commander",
        "chief",
        "head",
        "leader",
        "captain",
        "commandant",
        "general",
    ]
    .iter()
    .any(|word| title.split([' ', '-']).any(|part| part == *word));
    match (leads && is_force(scene, of), scene.kind(of)) {
        (true, Some(Kind::MilitaryAsset)) => vec![RelationKind::Commands],
        (true, _) => vec![RelationKind::HoldsOffice, RelationKind::Commands],
        (false, Some(Kind::MilitaryAsset)) => Vec::new(),
        (false, _) => vec![RelationKind::HoldsOffice],
    }
}

/// "Chad dispatched an envoy, Ana Duarte,": she speaks for whoever sent her.
fn envoys(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, verb, ties) in scene.clauses.verbs() {
        let sends = matches!(
            verb.lemma.as_str(),
            "send" | "dispatch" | "appoint" | "name"
        );
        let (Some(subject), Some(&object)) = (ties.subject, ties.objects.first()) else {
            continue;
        };
        let Some(group) = scene.group(object).filter(|_| sends && !verb.passive) else {
            continue;
        };
        let is_envoy = scene
            .clauses
            .group_words(object)
            .iter()
            .any(|word| matches!(word.lower.as_str(), "envoy" | "emissary"));
        let own = scene.named(object);
        let beside = group.apposition.and_then(|beside| scene.named(beside));
        let envoy = own
            .into_iter()
            .chain(beside)
            .find(|&chain| scene.kind(chain) == Some(Kind::Person));
        let sender = scene
            .actors(subject)
            .into_iter()
            .find(|&chain| scene.kind(chain).is_some_and(|kind| PARTY.contains(&kind)));
        let (Some(source), Some(target), Some(span)) = (
            envoy.filter(|_| is_envoy),
            sender,
            scene.clauses.verb_span(id),
        ) else {
            continue;
        };
        found.push(Found {
            kind: RelationKind::Represents,
            source,
            target,
            trigger: None,
            span,
            rule: "envoy sent",
            attributes: BTreeMap::new(),
        });
    }
    found
}

/// "General Okoro's forces".
fn forces(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, group) in scene.clauses.groups() {
        let force = matches!(
            group.noun.as_str(),
            "force" | "forces" | "troop" | "troops" | "army" | "fighter" | "militia"
        );
        let owner = group
            .owner
            .and_then(|owner| scene.named(owner))
            .filter(|&owner| scene.kind(owner) == Some(Kind::Person));
        let (Some(owner), Some(own), Some(span)) =
            (owner, scene.named(id), scene.clauses.group_span(id))
        else {
            continue;
        };
        if force
            && matches!(
                scene.kind(own),
                Some(Kind::Organization | Kind::MilitaryAsset)
            )
        {
            found.push(Found {
                kind: RelationKind::Commands,
                source: owner,
                target: own,
                trigger: None,
                span,
                rule: "forces",
                attributes: BTreeMap::new(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn appointments() {
        check(
            "[Ana|p] appointed [Bo|p] as secretary of [the Council|o].",
            &["Ana appoints Bo", "Bo holds_office the Council"],
        );
        check("[Bo|p] was dismissed by [Ana|p].", &["Ana appoints Bo"]);
        check("[Ana|p] appointed a panel.", &[]);
    }

    #[test]
    fn envoys_are_accredited_somewhere() {
        let text = "Iran's ambassador to Iraq, Ali Karimi, left for Oslo.";
        let article = std::sync::Arc::new(crate::model::Article::of_text(text));
        let reading = crate::extract::read(&article, crate::lexicon::lexicon());
        let claims = reading.claims.iter();
        let mut hosts = claims.filter_map(|claim| claim.attributes.get("accredited_to"));
        assert_eq!(hosts.next().map(String::as_str), Some("Iraq"));
    }

    #[test]
    fn delegates_with_their_state_in_brackets() {
        check(
            "[Ana|p] ([Kenya]) asked for more time.",
            &["Ana represents Kenya"],
        );
        check("[Ana|p] (left) met [Bo|p].", &["Ana meets Bo"]);
    }

    #[test]
    fn envoys_that_are_sent() {
        check(
            "[Kenya] dispatched an envoy, [Ana|p], to [Chad].",
            &["Ana represents Kenya"],
        );
        check("[Kenya] dispatched a letter.", &[]);
    }

    #[test]
    fn whose_stance_somebody_tells() {
        check(
            "[Ana|p] reiterated [Kenya]'s commitment to peace.",
            &["Ana represents Kenya"],
        );
        check("[Ana|p] stressed the heat in [Kenya].", &[]);
    }

    #[test]
    fn forces_of_a_commander() {
        check("[Ana|p]'s [forces|o] left.", &["Ana commands forces"]);
        check("[Ana|p]'s [party|o] left.", &[]);
    }
}

//! Where things are: "a palace near the airport", "the destroyer in the strait".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Standing, Trigger, VerbId};
use crate::extract::relations::Rule;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::verbs::is_passive;
use crate::model::{Kind, RelationKind, Subkind};

const SITES: &[Kind] = &[Kind::Place, Kind::State];

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::DeployedTo,
        source: &[Kind::MilitaryAsset, Kind::Organization],
        target: &[Kind::Place, Kind::State, Kind::MilitaryAsset],
        keep: can_move,
    },
    Rule {
        kind: RelationKind::LocatedIn,
        source: &[
            Kind::Organization,
            Kind::MilitaryAsset,
            Kind::Event,
            Kind::Place,
        ],
        target: SITES,
        keep: stands_still,
    },
];

/// Ships and troops are sent; a party or a company has its seat.
fn can_move(scene: &Scene, found: &Found) -> bool {
    let force = matches!(
        scene.subkind(found.source),
        Some(Subkind::Military | Subkind::Unit | Subkind::ArmedGroup | Subkind::People)
    );
    scene.kind(found.source) == Some(Kind::MilitaryAsset) || force
}

fn stands_still(scene: &Scene, found: &Found) -> bool {
    let site = matches!(
        scene.subkind(found.source),
        Some(Subkind::Base | Subkind::Site)
    );
    let asset = scene.kind(found.source) == Some(Kind::MilitaryAsset);
    (!asset || site)
        && !matches!(
            scene.subkind(found.source),
            Some(Subkind::People | Subkind::Unit)
        )
}

const IN: &[&str] = &[
    "in",
    "at",
    "on the outskirts of",
    "near",
    "outside",
    "off",
    "off the coast of",
    "inside",
    "on",
];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let groups = scene
        .clauses
        .groups()
        .flat_map(|(id, _)| of_group(scene, id));
    let verbs = scene.clauses.verbs();
    groups
        .chain(verbs.filter_map(|(id, ..)| where_it_is(scene, id)))
        .chain(
            scene
                .clauses
                .groups()
                .filter_map(|(id, _)| based(scene, id)),
        )
        .chain(
            scene
                .clauses
                .verbs()
                .filter_map(|(id, ..)| where_held(scene, id)),
        )
        .collect()
}

/// "the Oslo-based Institute".
fn based(scene: &Scene, id: GroupId) -> Option<Found> {
    let text: &str = &scene.page.article.text;
    let body = scene
        .named(id)
        .filter(|&chain| scene.kind(chain) == Some(Kind::Organization))?;
    let span = scene.clauses.group_span(id)?;
    let mut inside = scene
        .clauses
        .mentions
        .iter()
        .filter(|mention| span.contains(mention.span));
    let seat = inside.find(|mention| {
        text.get(mention.span.end()..)
            .is_some_and(|rest| rest.starts_with("-based "))
    })?;
    let is_site = scene
        .kind(seat.of)
        .is_some_and(|kind| SITES.contains(&kind));
    is_site.then(|| Found {
        kind: RelationKind::LocatedIn,
        source: body,
        target: seat.of,
        trigger: None,
        span,
        rule: "based",
        attributes: BTreeMap::new(),
    })
}

/// "Ana Duarte has been held at her residence in Oslo".
fn where_held(scene: &Scene, id: VerbId) -> Option<Found> {
    let (verb, ties) = scene.clauses.verb(id).zip(scene.clauses.ties(id))?;
    let held = matches!(
        verb.lemma.as_str(),
        "hold" | "detain" | "jail" | "imprison" | "confine" | "hospitalise" | "hospitalize"
    );
    if !held || !is_passive(scene, id, verb) {
        return None;
    }
    let person = ties
        .subject
        .and_then(|subject| scene.named_best(subject))
        .filter(|&chain| scene.kind(chain) == Some(Kind::Person))?;
    let at = scene
        .clauses
        .preps_of_verb(id, &["in", "at", "near", "outside"]);
    let sites = at.iter().flat_map(|&site| {
        let inner = scene.clauses.prep_of_group(site, &["in", "at", "near"]);
        [Some(site), inner]
    });
    let place = sites
        .flatten()
        .filter_map(|site| scene.named(site))
        .find(|&chain| scene.kind(chain).is_some_and(|kind| SITES.contains(&kind)))?;
    Some(Found {
        kind: RelationKind::LocatedIn,
        source: person,
        target: place,
        trigger: Some(Trigger::Verb(id)),
        span: scene.clauses.verb_span(id)?,
        rule: "held",
        attributes: BTreeMap::new(),
    })
}

/// "Palm Beach, where the estate is located".
fn where_it_is(scene: &Scene, id: VerbId) -> Option<Found> {
    let (verb, ties) = scene.clauses.verb(id).zip(scene.clauses.ties(id))?;
    let is_where = matches!(&ties.parent, Parent::Adverbial(_, word) if word == "where");
    let sits = matches!(
        verb.lemma.as_str(),
        "locate" | "base" | "situate" | "headquarter" | "stand" | "lie" | "sit"
    );
    let thing = ties.subject.filter(|_| is_where && sits && !verb.negated)?;
    let group = scene.group(thing)?;
    let site = scene.named(thing).or_else(|| {
        let before = scene.modifiers(thing).into_iter().map(|(chain, _)| chain);
        let mut places = before.filter(|&chain| scene.kind(chain) == Some(Kind::Place));
        places.next_back()
    })?;
    // The group before "where", and of "Palm Beach, Florida" the first.
    let first = group.owner.map_or(thing, |owner| owner.min(thing));
    let before = GroupId(first.0.checked_sub(1)?);
    let groups = scene.clauses.groups();
    let city = groups
        .filter(|(at, group)| *at < before && group.apposition == Some(before))
        .map(|(at, _)| at)
        .last();
    let place = scene.named(city.unwrap_or(before))?;
    let found = Found {
        kind: RelationKind::LocatedIn,
        source: site,
        target: place,
        trigger: Some(Trigger::Verb(id)),
        span: scene.clauses.verb_span(id)?,
        rule: "where",
        attributes: BTreeMap::new(),
    };
    let at_place = scene.kind(place).is_some_and(|kind| SITES.contains(&kind));
    let thing = matches!(
        scene.kind(site),
        Some(Kind::Place | Kind::Organization | Kind::MilitaryAsset)
    );
    (at_place && thing).then_some(found)
}

fn of_group(scene: &Scene, id: GroupId) -> Vec<Found> {
    let Some(group) = scene.group(id) else {
        return Vec::new();
    };
    if group.noun == "deployment" {
        return deployment(scene, id);
    }
    let Some((prep, object)) = group
        .preps
        .first()
        .filter(|(prep, _)| IN.contains(&prep.as_str()))
    else {
        return Vec::new();
    };
    let Some(place) = scene
        .named(*object)
        .filter(|&chain| scene.kind(chain).is_some_and(|kind| SITES.contains(&kind)))
    else {
        return Vec::new();
    };
    let Some(span) = scene
        .clauses
        .group_span(id)
        .zip(scene.clauses.group_span(*object))
        .map(|(a, b)| a.join(b))
    else {
        return Vec::new();
    };
    let things = scene
        .clauses
        .members(id)
        .into_iter()
        .filter_map(|member| scene.named(member));
    let mut found = Vec::new();
    for thing in things {
        // "over the Baltic Sea near Estonia".
        let wide = matches!(scene.subkind(thing), Some(Subkind::Water | Subkind::Region));
        let kind = match scene.kind(thing) {
            _ if wide && prep == "near" => continue,
            _ if scene.subkind(thing) == Some(Subkind::People) => continue,
            Some(Kind::MilitaryAsset)
                if !matches!(scene.subkind(thing), Some(Subkind::Base | Subkind::Site)) =>
            {
                RelationKind::DeployedTo
            }
            Some(Kind::Organization)
                if matches!(
                    scene.subkind(thing),
                    Some(Subkind::Military | Subkind::Unit)
                ) =>
            {
                RelationKind::DeployedTo
            }
            // "renewed its contract with Gazprom in Moscow": where it was done.
            Some(Kind::Organization) if is_dealt_with(scene, id) => continue,
            Some(Kind::MilitaryAsset | Kind::Place | Kind::Event | Kind::Organization) => {
                RelationKind::LocatedIn
            }
            _ => continue,
        };
        let mut attributes = BTreeMap::new();
        if prep == "near" {
            attributes.insert("nearness", "near".to_owned());
        }
        found.push(Found {
            kind,
            source: thing,
            target: place,
            trigger: None,
            span,
            rule: "in place",
            attributes,
        });
    }
    found
}

/// Whether a group stands behind "with" or "by": what follows tells where.
fn is_dealt_with(scene: &Scene, id: GroupId) -> bool {
    let before = scene
        .group(id)
        .and_then(|group| group.words.start.checked_sub(1));
    before
        .and_then(|at| scene.clauses.words.get(at))
        .is_some_and(|word| matches!(word.lower.as_str(), "with" | "by"))
}

/// "left for a deployment to Oslo", "the deployment of the brigade to Oslo": of whoever leaves, or of what stands behind "of".
fn deployment(scene: &Scene, id: GroupId) -> Vec<Found> {
    let Some(place) = scene
        .clauses
        .prep_of_group(id, &["to", "in", "at"])
        .and_then(|place| scene.named(place))
        .filter(|&chain| {
            let base = scene.subkind(chain) == Some(Subkind::Base);
            base || scene.kind(chain).is_some_and(|kind| SITES.contains(&kind))
        })
    else {
        return Vec::new();
    };
    let of = scene.clauses.prep_of_group(id, &["of"]);
    let governor = scene.clauses.governor(id).and_then(|(verb, standing)| {
        let leaves = scene.clauses.verb(verb).is_some_and(|verb| {
            matches!(
                verb.lemma.as_str(),
                "depart"
                    | "leave"
                    | "begin"
                    | "start"
                    | "finish"
                    | "return"
                    | "prepare"
                    | "complete"
            )
        });
        let ties = scene.clauses.ties(verb)?;
        ties.subject
            .filter(|_| leaves && standing != Standing::Subject)
    });
    let own = scene.group(id).and_then(|group| group.owner);
    let mover = of.or(governor).or(own);
    let movers = mover
        .map(|mover| scene.clauses.members(mover))
        .unwrap_or_default();
    let trigger = Trigger::Noun(id);
    let Some(span) = scene.clauses.trigger_span(trigger) else {
        return Vec::new();
    };
    let found = movers.into_iter().filter_map(|mover| {
        Some(Found {
            kind: RelationKind::DeployedTo,
            source: scene.named_best(mover)?,
            target: place,
            trigger: Some(trigger),
            span,
            rule: "deployment",
            attributes: BTreeMap::new(),
        })
    });
    found.filter(|found| can_move(scene, found)).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn sites_and_forces() {
        check(
            "The [palace|o] near [Muscat|c] is old.",
            &["palace located_in Muscat"],
        );
        check(
            "The [destroyer|a] off [Aden|c] is old.",
            &["destroyer deployed_to Aden"],
        );
        check(
            "[Kenya] sent a [destroyer|a] to [Aden|c].",
            &["destroyer deployed_to Aden"],
        );
        check(
            "The [frigate|a] left for a deployment to [Aden|c].",
            &["frigate deployed_to Aden"],
        );
        check("A deployment to [Aden|c] is dear.", &[]);
        check(
            "They met in [Aden|c], where the [palace|o] is located.",
            &["palace located_in Aden"],
        );
        check(
            "The [Muscat|c]-based [Institute|o] is old.",
            &["Institute located_in Muscat"],
        );
        check("The [palace|o] is old, and [Muscat|c] is older.", &[]);
        check(
            "[Kenya] renewed its contract with the [Firm|o] in [Muscat|c].",
            &["Kenya agrees_with Firm"],
        );
    }

    #[test]
    fn where_somebody_is_held() {
        check(
            "[Ana|p] has been held at her house in [Muscat|c].",
            &["Ana located_in Muscat"],
        );
        check("[Ana|p] held a speech in [Muscat|c].", &[]);
    }

    #[test]
    fn moved_and_due() {
        check(
            "The [destroyer|a] is due in [Aden|c] on Friday.",
            &["destroyer deployed_to Aden (planned)"],
        );
        check(
            "The [jets|a] had flown to [Aden|c].",
            &["jets deployed_to Aden"],
        );
    }
}

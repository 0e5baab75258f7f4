//! Taking part in an event that stands on the map: "attended the summit", "talks between A and B".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Standing, Trigger};
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{ChainId, Kind, RelationKind};

pub(super) const RULES: &[Rule] = &[Rule {
    kind: RelationKind::ParticipatesIn,
    source: PARTY,
    target: &[Kind::Event],
    keep: keep_all,
}];

/// Verbs whose subject takes part in their object, with the part it takes.
const PARTS: &[(&str, &str)] = &[
    ("hold", "party"),
    ("attend", "attendee"),
    ("lead", "leader"),
    ("join", "party"),
    ("host", "host"),
    ("mediate", "mediator"),
    ("chair", "leader"),
    ("begin", "party"),
    ("open", "party"),
    ("resume", "party"),
    ("conduct", "party"),
    ("conclude", "party"),
    ("finish", "party"),
    ("enter", "party"),
    ("broker", "mediator"),
    ("facilitate", "mediator"),
    ("convene", "host"),
];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let events = scene.clauses.groups().filter_map(|(id, _)| {
        let event = scene
            .named(id)
            .filter(|&chain| scene.kind(chain) == Some(Kind::Event))?;
        Some((id, event))
    });
    events
        .flat_map(|(id, event)| in_event(scene, id, event))
        .collect()
}

fn in_event(scene: &Scene, id: GroupId, event: ChainId) -> Vec<Found> {
    let mut parties: Vec<(ChainId, &str)> = Vec::new();
    if let Some(between) = scene.clauses.prep_of_group(id, &["between", "among"]) {
        parties.extend(
            scene
                .actors(between)
                .into_iter()
                .map(|chain| (chain, "party")),
        );
    }
    let owner = scene
        .group(id)
        .and_then(|group| group.owner)
        .map(|owner| scene.actors(owner))
        .unwrap_or_default();
    parties.extend(owner.into_iter().map(|chain| (chain, "party")));
    parties.extend(
        scene
            .modifiers(id)
            .into_iter()
            .map(|(chain, _)| (chain, "party")),
    );
    if let Some((verb, standing)) = scene.clauses.governor(id) {
        let lemma = scene
            .clauses
            .verb(verb)
            .map_or("", |verb| verb.lemma.as_str());
        let part = match standing {
            Standing::Object => PARTS
                .iter()
                .find(|(verb, _)| *verb == lemma)
                .map(|(_, part)| *part),
            Standing::Prep(prep)
                if prep == "in" && matches!(lemma, "participate" | "engage" | "take" | "join") =>
            {
                Some("party")
            }
            // "joined ministers in Paris for talks"
            Standing::Prep(prep)
                if prep == "for"
                    && matches!(
                        lemma,
                        "join" | "meet" | "gather" | "convene" | "host" | "arrive" | "travel"
                    ) =>
            {
                Some("party")
            }
            _ => None,
        };
        let subject = scene
            .clauses
            .ties(verb)
            .and_then(|ties| ties.subject)
            .filter(|_| scene.clauses.verb(verb).is_some_and(|verb| !verb.passive));
        if let (Some(part), Some(subject)) = (part, subject) {
            parties.extend(scene.actors(subject).into_iter().map(|chain| (chain, part)));
        }
    }
    // "Kenya's talks with Chad", or in a headline "Talks with Chad"; "lodged a protest with Chad" has Chad in no protest.
    let alone = scene.clauses.governor(id).is_none();
    let with = scene.clauses.prep_of_group(id, &["with"]);
    if let Some(with) = with.filter(|_| alone || !parties.is_empty()) {
        let others = scene.actors(with).into_iter();
        parties.extend(others.map(|chain| (chain, "party")));
    }
    let Some(span) = scene.clauses.trigger_span(Trigger::Noun(id)) else {
        return Vec::new();
    };
    let admitted = parties
        .into_iter()
        .filter(|(chain, _)| scene.kind(*chain).is_some_and(|kind| PARTY.contains(&kind)));
    admitted
        .map(|(source, part)| Found {
            kind: RelationKind::ParticipatesIn,
            source,
            target: event,
            trigger: Some(Trigger::Noun(id)),
            span,
            rule: "takes part",
            attributes: BTreeMap::from([("role", part.to_owned())]),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn parties_hosts_and_leaders() {
        check(
            "[Ana|p] attended the [summit|e].",
            &["Ana participates_in summit"],
        );
        check(
            "The [summit|e] between [Kenya] and [Chad] ended.",
            &[
                "Chad participates_in summit",
                "Kenya meets Chad",
                "Kenya participates_in summit",
            ],
        );
        check("[Ana|p] missed the [summit|e].", &[]);
        check(
            "[Ana|p] held [talks|e] with [Bo|p].",
            &[
                "Ana negotiates_with Bo",
                "Ana participates_in talks",
                "Bo participates_in talks",
            ],
        );
        check("[Ana|p] shunned the [fair|e] with [Bo|p].", &[]);
    }
}

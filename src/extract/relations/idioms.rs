//! Phrases whose telling word stands behind the one it is about: "held Chad responsible", "declared the envoy persona non
//! grata", "told Chad to leave", "acted as a go-between for Chad and Mali".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Tag, Trigger, VerbId};
use crate::extract::relations::PARTY;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::verbs::is_passive;
use crate::model::{ChainId, Kind, RelationKind, Subkind};

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let verbs = scene.clauses.verbs().map(|(id, ..)| id);
    verbs.flat_map(|id| of_verb(scene, id)).collect()
}

fn of_verb(scene: &Scene, id: VerbId) -> Vec<Found> {
    let Some((verb, ties)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    let (subject, object) = if verb.passive || verb.lemma == "hold" && is_passive(scene, id, verb) {
        let by = scene.clauses.preps_of_verb(id, &["by"]).first().copied();
        (by, ties.subject)
    } else {
        (ties.subject, ties.objects.first().copied())
    };
    let kind = match verb.lemma.as_str() {
        "hold" if follows(scene, id, object, BLAMED) => Some(RelationKind::Accuses),
        "take" | "bring" | "haul" | "drag" if follows(scene, id, object, COURTS) => {
            Some(RelationKind::Accuses)
        }
        "hold" | "take" if follows(scene, id, object, SEIZED) => Some(RelationKind::Coerces),
        "hold" if is_held(scene, id, object) => Some(RelationKind::Coerces),
        "declare" | "name" if follows(scene, id, object, UNWANTED) => Some(RelationKind::Sanctions),
        "tell" if !verb.passive && is_told_to(scene, id, object) => Some(RelationKind::DemandsOf),
        "give" if !verb.passive && has_deadline(scene, id) => Some(RelationKind::DemandsOf),
        _ => None,
    };
    let sources = || {
        subject
            .map(|subject| scene.actors(subject))
            .unwrap_or_default()
    };
    if let Some(kind) = kind {
        let targets = object
            .map(|object| scene.concerned(object))
            .unwrap_or_default();
        return relations(scene, kind, id, &sources(), &targets);
    }
    let mut found = Vec::new();
    if matches!(verb.lemma.as_str(), "recall" | "withdraw") && !verb.infinitive {
        found.extend(envoy_recalled(scene, id, subject, object));
    }
    found.extend(under_mediation(scene, id));
    found.extend(with_help(scene, id, subject));
    if matches!(verb.lemma.as_str(), "act" | "serve") {
        let sides = scene
            .clauses
            .preps_of_verb(id, &["as"])
            .into_iter()
            .filter(|&role| is_go_between(scene, role))
            .filter_map(|role| {
                scene
                    .clauses
                    .prep_of_group(role, &["between", "for", "among"])
            })
            .flat_map(|sides| scene.actors(sides))
            .collect::<Vec<_>>();
        found.extend(relations(
            scene,
            RelationKind::Mediates,
            id,
            &sources(),
            &sides,
        ));
    }
    found
}

/// "recalled its ambassador to Chad", "the Omani ambassador to Chad was recalled".
fn envoy_recalled(
    scene: &Scene,
    id: VerbId,
    subject: Option<GroupId>,
    envoy: Option<GroupId>,
) -> Vec<Found> {
    let Some(envoy) = envoy.filter(|&envoy| {
        scene.group(envoy).is_some_and(|group| {
            matches!(
                group.noun.as_str(),
                "ambassador" | "envoy" | "diplomat" | "consul"
            )
        })
    }) else {
        return Vec::new();
    };
    let sender = subject
        .map(|subject| scene.actors(subject))
        .filter(|senders| !senders.is_empty())
        .unwrap_or_else(|| scene.owner(envoy).into_iter().collect());
    let host = scene
        .clauses
        .prep_of_group(envoy, &["to", "in", "from"])
        .map(|host| scene.actors(host))
        .unwrap_or_default();
    relations(scene, RelationKind::Sanctions, id, &sender, &host)
}

/// "Talks between Chad and Mali opened under Omani mediation".
fn under_mediation(scene: &Scene, id: VerbId) -> Vec<Found> {
    let behind = scene
        .clauses
        .preps_of_verb(id, &["under", "through", "with", "after"]);
    let mediation = behind.into_iter().find(|&group| {
        scene.group(group).is_some_and(|group| {
            matches!(
                group.noun.as_str(),
                "mediation" | "auspices" | "facilitation"
            )
        })
    });
    let Some((mediation, ties)) = mediation.zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    let mediators: Vec<ChainId> = scene.owner(mediation).into_iter().collect();
    let ends = ties.subject.into_iter().chain(ties.objects.iter().copied());
    let sides: Vec<ChainId> = ends
        .flat_map(
            |end| match scene.clauses.prep_of_group(end, &["between", "with"]) {
                Some(between) => scene.actors(between),
                None => scene.actors(end),
            },
        )
        .filter(|side| !mediators.contains(side))
        .collect();
    relations(scene, RelationKind::Mediates, id, &mediators, &sides)
}

/// "captured the town with the help of Chad", "with Chadian support": whoever helps aids whoever acts.
fn with_help(scene: &Scene, id: VerbId, agent: Option<GroupId>) -> Vec<Found> {
    const WITH: &[&str] = &["with the help of", "with the aid of"];
    const HELP: &[&str] = &["help", "aid", "assistance", "support", "backing"];
    let Some(agent) = agent else {
        return Vec::new();
    };
    let aided = scene.actors(agent);
    if let Some(&helper) = scene.clauses.preps_of_verb(id, WITH).first() {
        return relations(scene, RelationKind::Aids, id, &scene.actors(helper), &aided);
    }
    let with = scene.clauses.preps_of_verb(id, &["with"]);
    let help = with.into_iter().find(|&group| {
        scene
            .group(group)
            .is_some_and(|group| HELP.contains(&group.noun.as_str()))
    });
    let Some(help) = help else {
        return Vec::new();
    };
    let helpers = match scene.clauses.prep_of_group(help, &["of", "from"]) {
        Some(of) => scene.actors(of),
        None => scene.owner(help).into_iter().collect(),
    };
    let trigger = Trigger::Noun(help);
    let mut found = relations(scene, RelationKind::Aids, id, &helpers, &aided);
    for found in &mut found {
        found.trigger = Some(trigger);
        found.span = scene.clauses.trigger_span(trigger).unwrap_or(found.span);
    }
    found
}

const BLAMED: &[&str] = &["responsible", "accountable", "liable", "culpable"];
const SEIZED: &[&str] = &["hostage", "captive", "prisoner", "hostages", "prisoners"];
const UNWANTED: &[&str] = &["persona", "personae"];

/// Whether one of the words stands in the two places behind the object, or in its own group ("took him hostage").
fn follows(scene: &Scene, id: VerbId, object: Option<GroupId>, wanted: &[&str]) -> bool {
    let from = scene.clauses.verb(id).map_or(0, |verb| verb.words.end);
    let end = object
        .and_then(|object| scene.group(object))
        .map_or(from, |group| group.words.end.max(from));
    let words = scene.clauses.words.get(from..).unwrap_or_default();
    let near = words.iter().take((end - from) + 3);
    near.take_while(|word| !matches!(word.tag, Tag::Edge | Tag::Comma | Tag::Break))
        .any(|word| wanted.contains(&word.lower.as_str()))
}

/// "Ana Duarte, held by Chad": people, and not talks.
fn is_held(scene: &Scene, id: VerbId, object: Option<GroupId>) -> bool {
    let passive = scene
        .clauses
        .verb(id)
        .is_some_and(|verb| is_passive(scene, id, verb));
    let held = object.and_then(|object| scene.named_best(object));
    passive
        && held.is_some_and(|held| {
            scene.kind(held) == Some(Kind::Person)
                || matches!(scene.subkind(held), Some(Subkind::People | Subkind::Unit))
        })
}

const COURTS: &[&str] = &["court", "tribunal", "arbitration", "trial"];

/// "told Chad to leave"; "told Chad that" only informs.
fn is_told_to(scene: &Scene, id: VerbId, object: Option<GroupId>) -> bool {
    scene.clauses.verbs().any(|(_, verb, ties)| {
        verb.infinitive
            && object.is_some()
            && ties.parent == Parent::Infinitive(id)
            && ties.subject == object
    })
}

/// "gave Chad 48 hours to leave".
fn has_deadline(scene: &Scene, id: VerbId) -> bool {
    let Some(ties) = scene.clauses.ties(id) else {
        return false;
    };
    let from = scene.clauses.verb(id).map_or(0, |verb| verb.words.end);
    let words = scene.clauses.words.get(from..).unwrap_or_default();
    let near = words.iter().take(8);
    let mut clause = near.take_while(|word| !matches!(word.tag, Tag::Edge | Tag::Comma));
    let units = ["hours", "days", "weeks", "deadline", "ultimatum", "until"];
    let counted = clause.any(|word| units.contains(&word.lower.as_str()));
    let infinitive = scene
        .clauses
        .verbs()
        .any(|(_, verb, child)| verb.infinitive && child.parent == Parent::Infinitive(id));
    counted && infinitive && !ties.objects.is_empty()
}

fn is_go_between(scene: &Scene, group: GroupId) -> bool {
    scene.group(group).is_some_and(|group| {
        matches!(
            group.noun.as_str(),
            "mediator"
                | "go-between"
                | "intermediary"
                | "broker"
                | "facilitator"
                | "channel"
                | "conduit"
        )
    })
}

fn relations(
    scene: &Scene,
    kind: RelationKind,
    id: VerbId,
    sources: &[ChainId],
    targets: &[ChainId],
) -> Vec<Found> {
    let Some(span) = scene.clauses.verb_span(id) else {
        return Vec::new();
    };
    let is_party = |id: &ChainId| {
        scene.subkind(*id) == Some(Subkind::Unit)
            || scene.kind(*id).is_some_and(|kind| PARTY.contains(&kind))
    };
    let pairs = sources
        .iter()
        .filter(|id| is_party(id))
        .flat_map(|&source| {
            let targets = targets.iter().filter(|id| is_party(id));
            targets.map(move |&target| (source, target))
        });
    pairs
        .map(|(source, target)| Found {
            kind,
            source,
            target,
            trigger: Some(Trigger::Verb(id)),
            span,
            rule: "idiom",
            attributes: BTreeMap::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn blame_and_courts() {
        check(
            "[Kenya] held [Chad] responsible for the flood.",
            &["Kenya accuses Chad"],
        );
        check("[Kenya] took [Chad] to court.", &["Kenya accuses Chad"]);
        check("[Kenya] took [Chad] for a friend.", &[]);
    }

    #[test]
    fn people_who_are_held() {
        check(
            "[Ana|p] was held by [Kenya] since May.",
            &["Kenya coerces Ana"],
        );
        check("The talks held by [Kenya] ended.", &[]);
    }

    #[test]
    fn orders_and_deadlines() {
        check("[Kenya] told [Chad] to leave.", &["Kenya demands_of Chad"]);
        check(
            "[Kenya] gave [Chad] 48 hours to leave.",
            &["Kenya demands_of Chad"],
        );
        check(
            "[Kenya] gave [Chad] until Friday to leave.",
            &["Kenya demands_of Chad"],
        );
        check("[Kenya] told [Chad] that it was late.", &[]);
    }

    #[test]
    fn go_betweens() {
        check(
            "[Oman] acted as a go-between for [Kenya] and [Chad].",
            &["Oman mediates Chad", "Oman mediates Kenya"],
        );
        check("[Oman] acted as a brake on [Kenya].", &[]);
        check(
            "Talks between [Kenya] and [Chad] opened under [Omani|d] mediation.",
            &[
                "Kenya negotiates_with Chad",
                "Omani mediates Chad",
                "Omani mediates Kenya",
            ],
        );
    }

    #[test]
    fn help_of_others() {
        check(
            "[Kenya] arrested [Ana|p] with the help of [Chad].",
            &["Chad aids Kenya", "Kenya coerces Ana"],
        );
        check(
            "[Ana|p] was arrested by [Kenya] with [Chadian|d] help.",
            &["Chadian aids Kenya", "Kenya coerces Ana"],
        );
        check("[Kenya] helped itself with [Chad] far away.", &[]);
    }

    #[test]
    fn envoys_called_home() {
        check(
            "The [Kenyan|d] ambassador to [Chad] was recalled.",
            &["Kenyan sanctions Chad"],
        );
        check("[Kenya] recalled the day.", &[]);
    }
}

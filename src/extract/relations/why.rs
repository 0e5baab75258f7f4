//! By which way of grammar an end of a relation is tied to its trigger: what the detail pane says in plain words.

use crate::extract::clause::{GroupId, Parent, Trigger, VerbId};
use crate::extract::relations::ends::speaker_meant;
use crate::extract::relations::scene::Scene;
use crate::model::{ChainId, Tied};

/// How `end` is tied to `trigger`.
pub(super) fn tied(scene: &Scene, trigger: Trigger, end: ChainId) -> Tied {
    match trigger {
        Trigger::Verb(id) => to_verb(scene, id, end).or_else(|| below(scene, id, end)),
        Trigger::Noun(id) => to_noun(scene, id, end),
    }
    .unwrap_or_default()
}

fn to_verb(scene: &Scene, id: VerbId, end: ChainId) -> Option<Tied> {
    let ties = scene.clauses.ties(id)?;
    let stands = |group: GroupId| stands_for(scene, group, end);
    if ties
        .subject
        .is_some_and(|subject| stands(subject) || speaker_meant(scene, subject).is_some_and(stands))
    {
        return Some(Tied::Subject);
    }
    if ties.objects.iter().copied().any(stands) {
        return Some(Tied::Object);
    }
    let behind = ties.preps.iter().find(|(_, group)| stands(*group));
    if let Some((prep, _)) = behind {
        return Some(Tied::After(prep.clone()));
    }
    // "held talks with Chad", "signed a treaty with Chad".
    let mut objects = ties.objects.iter().copied();
    let tied = objects.find_map(|object| to_noun_alone(scene, object, end))?;
    Some(match tied {
        Tied::Owner | Tied::Modifier => Tied::ThingOf,
        tied => tied,
    })
}

fn to_noun(scene: &Scene, id: GroupId, end: ChainId) -> Option<Tied> {
    to_noun_alone(scene, id, end).or_else(|| {
        let verb = scene.clauses.governor(id).map(|(verb, _)| verb);
        let verb = verb.or_else(|| {
            let (above, _) = scene.clauses.above(id)?;
            scene.clauses.governor(above).map(|(verb, _)| verb)
        })?;
        to_verb(scene, verb, end)
    })
}

fn to_noun_alone(scene: &Scene, id: GroupId, end: ChainId) -> Option<Tied> {
    let group = scene.group(id)?;
    if group
        .owner
        .is_some_and(|owner| stands_for(scene, owner, end))
        || group
            .owner_mention
            .and_then(|at| scene.clauses.mention(at))
            .is_some_and(|mention| mention.of == end)
    {
        return Some(Tied::Owner);
    }
    if scene.modifiers(id).iter().any(|(chain, _)| *chain == end) {
        return Some(Tied::Modifier);
    }
    let behind = group
        .preps
        .iter()
        .find(|(_, object)| stands_for(scene, *object, end))?;
    Some(Tied::After(behind.0.clone()))
}

/// In a clause that hangs on the verb: "urged Kenya to leave Chad".
fn below(scene: &Scene, id: VerbId, end: ChainId) -> Option<Tied> {
    let mut children = scene.clauses.verbs().filter(|(_, _, ties)| {
        matches!(&ties.parent, Parent::Infinitive(over) | Parent::Complement(over) | Parent::Gerund(over, _) if *over == id)
    });
    children
        .any(|(child, ..)| to_verb(scene, child, end).is_some())
        .then_some(Tied::Clause)
}

/// Whether a group, or somebody in its list, is `end` or a thing of theirs.
fn stands_for(scene: &Scene, group: GroupId, end: ChainId) -> bool {
    let members = scene.clauses.members(group);
    members
        .iter()
        .any(|&member| scene.named(member) == Some(end))
        || scene.actors(group).contains(&end)
        || scene.concerned(group).contains(&end)
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::reasons;

    #[track_caller]
    fn check(sentence: &str, expected: &str) {
        let found = reasons(sentence);
        assert!(
            found.iter().any(|reason| reason == expected),
            "{sentence}: {found:?}"
        );
    }

    #[test]
    fn ends_are_tied_by_subject_object_and_preposition() {
        check("[Kenya] bombed [Chad].", "Subject bombed Object");
        check(
            "[Chad] was bombed by [Kenya].",
            "After(\"by\") bombed Subject",
        );
        check(
            "[Kenya] bombed a [Chadian|d] [depot|a].",
            "Subject bombed ThingOf",
        );
        check("[Ana|p] met with [Bo|p].", "Subject met After(\"with\")");
        check(
            "[Kenya]'s attack on [Chad] went on.",
            "Owner attack After(\"on\")",
        );
        check("[Kenya]-[Somalia] talks ended.", "Modifier talks Modifier");
        check(
            "[Kenya] demanded that [Chad] stop.",
            "Subject demanded Clause",
        );
    }

    #[test]
    fn the_word_that_decides_the_status_is_kept() {
        check("[Kenya] will bomb [Chad].", "Subject bomb Object by will");
        check(
            "[Kenya] refused to bomb [Chad].",
            "Subject bomb Object by refused",
        );
    }
}

//! What somebody says that others must do: "“Chad must withdraw,” Duarte said", "It is essential that Chad withdraw".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Trigger, Verb, VerbForm, VerbId};
use crate::extract::relations::PARTY;
use crate::extract::relations::quotes::Quotes;
use crate::extract::relations::scene::{Found, Scene};
use crate::model::{ChainId, RelationKind, Speaker};

pub(super) const RULE: &str = "must";

/// Demands made in the words of a quotation or a statement whose speaker is known.
pub(super) fn of_speakers(scene: &Scene, quotes: &Quotes) -> Vec<Found> {
    let verbs = scene.clauses.verbs();
    verbs
        .filter(|(id, verb, _)| is_wished(scene, *id, verb))
        .flat_map(|(id, ..)| demands(scene, quotes, id))
        .collect()
}

fn demands(scene: &Scene, quotes: &Quotes, id: VerbId) -> Vec<Found> {
    let span = scene.clauses.verb_span(id);
    let speaker = span.and_then(|span| quotes.speaker_of(span));
    let clause = scene.clauses.verb(id).zip(scene.clauses.ties(id));
    let (Some(span), Some(Speaker::Entity(speaker)), Some((verb, ties))) = (span, speaker, clause)
    else {
        return Vec::new();
    };
    let asked = ties.subject.map(|subject| asked(scene, subject, verb));
    asked
        .unwrap_or_default()
        .into_iter()
        .filter(|&asked| {
            asked != speaker && scene.kind(asked).is_some_and(|kind| PARTY.contains(&kind))
        })
        .map(|target| Found {
            kind: RelationKind::DemandsOf,
            source: speaker,
            target,
            trigger: Some(Trigger::Verb(id)),
            span,
            rule: RULE,
            attributes: BTreeMap::new(),
        })
        .collect()
}

/// Those a subject stands for, and those that it is said to include; "we must" asks nobody else.
fn asked(scene: &Scene, subject: GroupId, verb: &Verb) -> Vec<ChainId> {
    let first_person = scene
        .group(subject)
        .is_some_and(|group| matches!(group.noun.as_str(), "we" | "i"));
    if first_person {
        return Vec::new();
    }
    // "The neighbours – including Chad and Mali – must help".
    let words = scene.clauses.words.get(..verb.words.start);
    let including =
        words.and_then(|words| words.iter().rposition(|word| word.lower == "including"));
    let mut groups = scene.clauses.groups();
    let included = including.and_then(|at| groups.find(|(_, group)| group.words.start == at + 1));
    let mut asked = scene.actors(subject);
    if let Some((included, _)) = included.filter(|(included, _)| *included > subject) {
        asked.extend(scene.actors(included));
    }
    asked
}

/// "must leave", "it is vital that Chad leave"; what must be so or be done by nobody is no demand.
fn is_wished(scene: &Scene, id: VerbId, verb: &Verb) -> bool {
    let told = scene
        .clauses
        .ties(id)
        .is_some_and(|ties| !matches!(ties.parent, Parent::Adverbial(..)));
    if verb.passive || asks_nothing(verb) || !told {
        return false;
    }
    verb.modal.as_deref() == Some("must") || verb.form == VerbForm::Base && is_vital(scene, verb)
}

/// "must be hot", "must expect a response".
pub(super) fn asks_nothing(verb: &Verb) -> bool {
    matches!(
        verb.lemma.as_str(),
        "be" | "expect" | "know" | "understand" | "realise" | "realize"
    )
}

/// "essential that" before the subject, and no other verb between.
fn is_vital(scene: &Scene, verb: &Verb) -> bool {
    const VITAL: &[&str] = &["essential", "vital", "imperative", "crucial", "important"];
    let head = scene
        .clauses
        .words
        .get(..verb.words.start)
        .unwrap_or_default();
    let Some(that) = head.iter().rposition(|word| word.lower == "that") else {
        return false;
    };
    let vital = that.checked_sub(1).and_then(|at| head.get(at));
    let mut verbs = scene.clauses.verbs();
    let between =
        verbs.any(|(_, other, _)| other.words.start > that && other.words.start < verb.words.start);
    vital.is_some_and(|word| VITAL.contains(&word.lower.as_str())) && !between
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn what_others_must_do() {
        check(
            "“[Chad] must leave. It is vital that [Kenya] help,” [Ana|p] said.",
            &[
                "Ana demands_of Chad (says Ana)",
                "Ana demands_of Kenya (says Ana)",
            ],
        );
        check("“We must leave [Chad],” [Ana|p] said.", &[]);
        check("[Chad] must be hot.", &[]);
        check("“[Chad] must expect a response,” [Ana|p] said.", &[]);
    }
}

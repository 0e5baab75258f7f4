//! What somebody asked or charged, told by the answer: "turned down a Chadian request", "dismissed Chad's accusations".

use std::collections::BTreeMap;

use crate::extract::clause::{Trigger, VerbId, is_in};
use crate::extract::relations::PARTY;
use crate::extract::relations::scene::{Found, Scene};
use crate::model::RelationKind;

/// The rule's name: what is answered was said, whatever the answer.
pub(super) const RULE: &str = "answered";

const ANSWERS: &str = "reject refuse dismiss rebuff spurn accept grant heed ignore defy deny";

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let verbs = scene.clauses.verbs().map(|(id, ..)| id);
    verbs.flat_map(|id| answered(scene, id)).collect()
}

fn answered(scene: &Scene, id: VerbId) -> Vec<Found> {
    let Some((verb, ties)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    let down = verb.lemma == "turn" && verb.particle.as_deref() == Some("down");
    let told = verb.finite && !verb.passive && !verb.negated && verb.modal.is_none();
    if !told || !down && !is_in(ANSWERS, &verb.lemma) {
        return Vec::new();
    }
    let (Some(subject), Some(&object)) = (ties.subject, ties.objects.first()) else {
        return Vec::new();
    };
    let noun = scene.group(object).map_or("", |group| group.noun.as_str());
    let kind = match noun {
        // "rejected Chad's demand" tells of a demand of old.
        "request" | "demand" | "appeal" | "plea" | "ultimatum"
            if !is_in("reject refuse rebuff", &verb.lemma) =>
        {
            RelationKind::DemandsOf
        }
        "accusation" | "allegation" | "criticism" | "charge" => RelationKind::Accuses,
        "threat" | "warning" => RelationKind::Threatens,
        _ => return Vec::new(),
    };
    // "any request": none was made; "a request to Chad" was made of Chad.
    let some = scene
        .clauses
        .group_words(object)
        .iter()
        .any(|word| matches!(word.lower.as_str(), "any" | "no"));
    let aimed = scene
        .clauses
        .prep_of_group(object, &["to", "against", "of"])
        .is_some();
    let Some(asker) = scene.owner(object).filter(|_| !some && !aimed) else {
        return Vec::new();
    };
    let trigger = Trigger::Noun(object);
    let Some(span) = scene.clauses.trigger_span(trigger) else {
        return Vec::new();
    };
    let is_party = |id| scene.kind(id).is_some_and(|kind| PARTY.contains(&kind));
    let asked = scene.actors(subject).into_iter();
    asked
        .filter(|&asked| asked != asker && is_party(asked) && is_party(asker))
        .map(|asked| Found {
            kind,
            source: asker,
            target: asked,
            trigger: Some(trigger),
            span,
            rule: RULE,
            attributes: BTreeMap::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn the_answer_tells_the_question() {
        check(
            "[Chad] turned down a [Kenyan|d] request to leave.",
            &["Chad rejects Kenyan", "Kenyan demands_of Chad"],
        );
        check(
            "[Chad] dismissed [Kenya]'s accusations.",
            &["Chad rejects Kenya", "Kenya accuses Chad"],
        );
        check(
            "[Chad] will reject any [Kenyan|d] request.",
            &["Chad rejects Kenyan (planned)"],
        );
    }
}

//! Who turns down whom without naming him: "Chad accused Kenya of the raid. Kenya denied the charge."

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Trigger, is_in};
use crate::extract::relations::scene::{Found, Scene};
use crate::model::{Chain, ChainId, RelationKind};

/// What was said to somebody in this sentence or the one before: who, to whom, which kind.
pub(super) type Said = (ChainId, ChainId, RelationKind);

const CHARGES: &str =
    "charge accusation allegation claim involvement responsibility wrongdoing suggestion it that";
const WISHES: &str = "demand call request appeal ultimatum it that";
const WARNINGS: &str = "warning threat ultimatum it";
/// "a charge Chad denies", "something Chad denies".
const RESUMES: &str = "charge accusation allegation claim something";

/// The refusals of a sentence that points back at what was said. `before` is what the sentence before said, `own` what this one says.
pub(super) fn in_scene(scene: &Scene, before: &[Said], own: &[Found]) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, verb, ties) in scene.clauses.verbs() {
        let turns_down = is_in(
            "deny reject dismiss refuse rebuff refute spurn scorn defy",
            &verb.lemma,
        );
        let (Some(span), true) = (
            scene.clauses.verb_span(id),
            turns_down && !verb.negated && !verb.passive && verb.finite,
        ) else {
            continue;
        };
        let here = own.iter().filter(|told| told.span.end() <= span.start());
        let mut said: Vec<Said> = here
            .map(|told| (told.source, told.target, told.kind))
            .collect();
        said.extend(before);
        let answers = |kind: RelationKind| match kind {
            RelationKind::Accuses => {
                verb.lemma != "refuse" && points_back(scene, &ties.objects, CHARGES)
                    || verb.lemma == "deny" && resumes(scene, ties.subject)
            }
            RelationKind::Threatens => {
                verb.lemma != "deny" && points_back(scene, &ties.objects, WARNINGS)
            }
            RelationKind::DemandsOf => {
                verb.lemma != "deny"
                    && (points_back(scene, &ties.objects, WISHES)
                        || verb.lemma == "refuse" && ties.objects.is_empty())
            }
            _ => false,
        };
        let subjects = ties.subject.map(|subject| scene.actors(subject));
        for actor in subjects.unwrap_or_default() {
            let mut askers = said
                .iter()
                .filter(|(source, target, kind)| {
                    speaks_for(scene, actor, *target) && *source != actor && answers(*kind)
                })
                .map(|(source, ..)| *source);
            let Some(asker) = askers.next() else {
                continue;
            };
            if askers.all(|other| other == asker) {
                found.push(Found {
                    kind: RelationKind::Rejects,
                    source: actor,
                    target: asker,
                    trigger: Some(Trigger::Verb(id)),
                    span,
                    rule: "answer",
                    attributes: BTreeMap::new(),
                });
            }
        }
    }
    found
}

/// Whether it was said to the actor himself or to whoever he holds an office of.
fn speaks_for(scene: &Scene, actor: ChainId, target: ChainId) -> bool {
    let serves = |chain: &Chain| chain.roles.iter().any(|role| role.of == Some(target));
    actor == target || scene.chain(actor).is_some_and(serves)
}

/// Whether a word that takes up what was said stands right before the subject.
fn resumes(scene: &Scene, subject: Option<GroupId>) -> bool {
    let start = subject
        .and_then(|subject| scene.group(subject))
        .and_then(|group| group.words.start.checked_sub(1));
    let before = start.and_then(|at| scene.clauses.words.get(at));
    let own = subject
        .map(|subject| scene.clauses.group_words(subject))
        .unwrap_or_default();
    let mut words = own.iter().chain(before);
    words.any(|word| is_in(RESUMES, &word.lower))
}

/// Whether the object is "the charge", "it", "any involvement": nobody's in its own words.
fn points_back(scene: &Scene, objects: &[GroupId], nouns: &'static str) -> bool {
    let object = objects.first().and_then(|&object| scene.group(object));
    object.is_some_and(|group| {
        is_in(nouns, &group.noun) && group.owner.is_none() && group.modifiers.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::model::{Article, RelationKind};

    fn rejections(text: &str) -> usize {
        let article = Arc::new(Article::of_text(text));
        let reading = crate::extract::read(&article, crate::lexicon::lexicon());
        let claims = reading.claims.iter();
        claims
            .filter(|claim| claim.kind == RelationKind::Rejects)
            .count()
    }

    #[test]
    fn whoever_denies_the_charge_turns_down_the_one_who_made_it() {
        let denied = "Chad accused Kenya of the raid, but Kenya denied the charge.";
        assert_eq!(rejections(denied), 1);
        assert_eq!(
            rejections("Chad urged Kenya to leave, but Kenya refused."),
            1
        );
        let others = "Chad accused Kenya of the raid, but Mali denied the charge.";
        assert_eq!(rejections(others), 0);
        let resumed = "Chad accused Kenya of the raid, a charge Kenya denies.";
        assert_eq!(rejections(resumed), 1);
        let warned = "Chad warned Kenya. Kenyan Defence Minister Ana Duarte dismissed the warning.";
        assert_eq!(rejections(warned), 1);
    }
}

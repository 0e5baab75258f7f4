//! Demanding, accusing, rejecting, threatening.

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Trigger, Verb, VerbId, is_in};
use crate::extract::relations::ends::speaker_meant;
use crate::extract::relations::musts::asks_nothing;
use crate::extract::relations::nouns::noun_agents;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::verbs::aims;
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{ChainId, Kind, Quad, RelationKind, Span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::DemandsOf,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Accuses,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Rejects,
        source: PARTY,
        target: PARTY,
        keep: is_refused,
    },
    Rule {
        kind: RelationKind::Threatens,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
];

/// Claims are dismissed; people are dismissed from their posts.
fn is_refused(scene: &Scene, found: &Found) -> bool {
    let passive = |id| scene.clauses.verb(id).is_some_and(|verb| verb.passive);
    let Some(Trigger::Verb(id)) = found.trigger else {
        return true;
    };
    let theme = if passive(id) {
        scene.clauses.ties(id).and_then(|ties| ties.subject)
    } else {
        scene
            .clauses
            .ties(id)
            .and_then(|ties| ties.objects.first().copied())
    };
    let person = theme
        .and_then(|theme| scene.named(theme))
        .is_some_and(|chain| scene.kind(chain) == Some(Kind::Person));
    found.verb(scene) != "dismiss" || !person
}

/// Acts that are announced: the one they are aimed at stands in the clause below.
pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let mut found: Vec<Found> = scene
        .clauses
        .verbs()
        .flat_map(|(child, ..)| announced(scene, child))
        .collect();
    found.extend(
        scene
            .clauses
            .verbs()
            .flat_map(|(id, ..)| called_for(scene, id)),
    );
    found.retain(|found| {
        [found.source, found.target]
            .iter()
            .all(|end| scene.kind(*end).is_some_and(|kind| PARTY.contains(&kind)))
    });
    found
}

/// "called for an end to Chad's attacks", "demanded the withdrawal of Chad": asked of whoever does what is to end.
fn called_for(scene: &Scene, id: VerbId) -> Vec<Found> {
    let Some((verb, ties)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    let wanted = match verb.lemma.as_str() {
        "call" | "appeal" | "push" | "press" if !verb.passive => {
            scene.clauses.preps_of_verb(id, &["for"]).first().copied()
        }
        "demand" | "urge" | "seek" if !verb.passive => ties.objects.first().copied(),
        _ => None,
    };
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    let noun = scene.group(wanted).map_or("", |group| group.noun.as_str());
    let asked = match noun {
        "end" | "halt" | "stop" => scene
            .clauses
            .prep_of_group(wanted, &["to"])
            .and_then(|what| scene.owner(what)),
        "withdrawal" | "resignation" | "retreat" | "compliance" | "restraint" | "cooperation"
        | "departure" | "pullout" => scene.owner(wanted),
        _ => None,
    };
    let sources = ties
        .subject
        .map(|subject| speakers(scene, subject))
        .unwrap_or_default();
    relations(
        RelationKind::DemandsOf,
        Trigger::Verb(id),
        scene.clauses.verb_span(id),
        &sources,
        asked.as_slice(),
    )
}

fn announced(scene: &Scene, child: VerbId) -> Vec<Found> {
    let Some(ties) = scene.clauses.ties(child) else {
        return Vec::new();
    };
    match ties.parent {
        Parent::Infinitive(id) | Parent::Complement(id) | Parent::Gerund(id, _) => {
            let Some((verb, above)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
                return Vec::new();
            };
            let sources = above
                .subject
                .map(|subject| speakers(scene, subject))
                .unwrap_or_default();
            // "said that Chad must withdraw".
            let asks = scene
                .clauses
                .verb(child)
                .filter(|verb| !asks_nothing(verb) || is_to_be_ready(scene, verb));
            let modal = asks.and_then(|verb| verb.modal.as_deref());
            let reported = matches!(ties.parent, Parent::Complement(_))
                && scene.page.lexicon.verbs.reporting(&verb.lemma).is_some();
            if reported && modal == Some("must") && !verb.negated {
                let asked = ties
                    .subject
                    .map(|subject| scene.concerned(subject))
                    .unwrap_or_default();
                let span = scene
                    .clauses
                    .verb_span(id)
                    .zip(scene.clauses.verb_span(child))
                    .map(|(said, must)| said.join(must));
                return relations(
                    RelationKind::DemandsOf,
                    Trigger::Verb(id),
                    span,
                    &sources,
                    &asked,
                );
            }
            // "pressed for Chad to leave", "appealed to Chad to leave".
            let of_other = ties.subject.filter(|subject| {
                above.preps.iter().any(|(prep, object)| {
                    matches!(prep.as_str(), "for" | "on" | "upon" | "to") && object == subject
                })
            });
            if let (Some(asked), "call" | "press" | "push" | "appeal" | "plead" | "ask" | "argue") =
                (of_other, verb.lemma.as_str())
            {
                return relations(
                    RelationKind::DemandsOf,
                    Trigger::Verb(id),
                    scene.clauses.verb_span(id),
                    &sources,
                    &scene.concerned(asked),
                );
            }
            let kind = match verb.lemma.as_str() {
                _ if verb.negated || verb.passive => return Vec::new(),
                // "threatened to bomb Chad", "vowed to punish Chad", "warned it would respond to any strike by Chad".
                "threaten" => RelationKind::Threatens,
                // "refused to respond to a demand from Chad".
                "refuse" | "decline" if meets_halfway(scene, child) => RelationKind::Rejects,
                "vow" | "swear" | "warn"
                    if own_act(scene, ties.subject, above.subject) && is_hostile(scene, child) =>
                {
                    RelationKind::Threatens
                }
                // "wants the talks to cover Chad's missiles".
                "want" | "demand"
                    if above.objects.iter().all(|&object| {
                        scene
                            .actors(object)
                            .iter()
                            .all(|&actor| scene.kind(actor) == Some(Kind::Event))
                    }) && !own_act(scene, ties.subject, above.subject)
                        && !is_asked(scene, ties.subject) =>
                {
                    RelationKind::DemandsOf
                }
                _ => return Vec::new(),
            };
            let span = scene.clauses.verb_span(id);
            let mut targets = aims(scene, child);
            // "wants the talks to go further, to cover Chad's missiles".
            if targets.is_empty() && kind == RelationKind::DemandsOf {
                let below = scene
                    .clauses
                    .verbs()
                    .filter(|(_, _, ties)| ties.parent == Parent::Infinitive(child));
                targets = below.flat_map(|(below, ..)| aims(scene, below)).collect();
            }
            if targets.is_empty() && kind == RelationKind::Threatens {
                targets = conditions(scene, child);
            }
            relations(kind, Trigger::Verb(id), span, &sources, &targets)
        }
        Parent::Noun(group) => {
            let noun = scene
                .clauses
                .group(group)
                .map_or("", |group| group.noun.as_str());
            let kind = match noun {
                "threat" | "warning" => RelationKind::Threatens,
                _ => return Vec::new(),
            };
            let span = scene.clauses.trigger_span(Trigger::Noun(group));
            let sources = noun_agents(scene, group, &["by", "from", "of"], &[]);
            relations(
                kind,
                Trigger::Noun(group),
                span,
                &sources,
                &aims(scene, child),
            )
        }
        _ => Vec::new(),
    }
}

/// "must be ready to", "must be prepared to": something to do.
fn is_to_be_ready(scene: &Scene, verb: &Verb) -> bool {
    let next = scene.clauses.words.get(verb.words.end);
    verb.lemma == "be"
        && next.is_some_and(|word| matches!(word.lower.as_str(), "ready" | "prepared"))
}

/// "demanded that Chad withdraw from Mali": asked of Chad, whatever it is to do to others.
fn is_asked(scene: &Scene, subject: Option<GroupId>) -> bool {
    let actors = subject.map(|subject| scene.actors(subject));
    let mut actors = actors.unwrap_or_default().into_iter();
    actors.any(|actor| scene.kind(actor).is_some_and(|kind| PARTY.contains(&kind)))
}

/// Those a subject stands for; of "it" in reported speech the one who speaks.
fn speakers(scene: &Scene, subject: GroupId) -> Vec<ChainId> {
    let own = scene.actors(subject);
    let meant = speaker_meant(scene, subject).filter(|_| own.is_empty());
    meant.map_or(own, |meant| scene.actors(meant))
}

/// Of a threat without an aim: where it would be felt, or who could avert it ("unless Chad leaves").
fn conditions(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let places = scene
        .clauses
        .preps_of_verb(id, &["in"])
        .into_iter()
        .filter_map(|group| scene.named(group));
    let mut found: Vec<ChainId> = places
        .filter(|&chain| scene.kind(chain) == Some(Kind::State))
        .collect();
    for (_, _, ties) in scene.clauses.verbs() {
        let conditional = matches!(&ties.parent, Parent::Adverbial(_, word) if matches!(word.as_str(), "if" | "unless"));
        if found.is_empty() && conditional {
            found = ties
                .subject
                .map(|subject| scene.actors(subject))
                .unwrap_or_default();
        }
    }
    found
}

/// Whether the one who speaks is the one who will act: the same group, or "it" and "he".
fn own_act(scene: &Scene, child: Option<GroupId>, above: Option<GroupId>) -> bool {
    let (Some(child), Some(above)) = (child, above) else {
        return true;
    };
    let same = scene.actor(child).is_some() && scene.actor(child) == scene.actor(above);
    let pronoun = matches!(
        scene.group(child).map(|group| group.noun.as_str()),
        Some("it" | "he" | "she" | "they" | "we")
    );
    child == above || same || pronoun
}

/// Whether the verb is something one does with somebody: "declined to comment on Chad" refuses Chad nothing.
fn meets_halfway(scene: &Scene, id: VerbId) -> bool {
    const ACTS: &str = "meet negotiate talk speak respond reply cooperate work recognise recognize receive see sign join \
         accept obey comply answer attend deal engage hand extradite allow let grant give admit return";
    scene
        .clauses
        .verb(id)
        .is_some_and(|verb| is_in(ACTS, &verb.lemma))
}

/// Whether the verb tells an act against somebody.
fn is_hostile(scene: &Scene, id: VerbId) -> bool {
    let Some(verb) = scene.clauses.verb(id) else {
        return false;
    };
    let actions = scene.page.lexicon.verbs.actions(&verb.lemma);
    matches!(
        verb.lemma.as_str(),
        "respond" | "retaliate" | "hit" | "punish" | "avenge" | "strike" | "react"
    ) || actions
        .iter()
        .any(|action| matches!(action.kind.quad(), Some(Quad::MaterialConflict)))
}

fn relations(
    kind: RelationKind,
    trigger: Trigger,
    span: Option<Span>,
    sources: &[ChainId],
    targets: &[ChainId],
) -> Vec<Found> {
    let Some(span) = span else { return Vec::new() };
    let pairs = sources
        .iter()
        .flat_map(|&source| targets.iter().map(move |&target| (source, target)));
    pairs
        .map(|(source, target)| Found {
            kind,
            source,
            target,
            trigger: Some(trigger),
            span,
            rule: "announced act",
            attributes: BTreeMap::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn demands() {
        check(
            "[Kenya] urged [Somalia] to withdraw from [Chad].",
            &[
                "Kenya demands_of Somalia",
                "Somalia yields_to Chad (demanded; says Kenya)",
            ],
        );
        check(
            "[Kenya] demanded that [Chad] stop.",
            &["Kenya demands_of Chad"],
        );
        check(
            "[Kenya] said [Chad] must leave.",
            &["Kenya demands_of Chad"],
        );
        check(
            "[Kenya] called for an end to [Chad]'s patrols.",
            &["Kenya demands_of Chad"],
        );
        check(
            "[Kenya] wants [Chad] to free [Ana|p].",
            &[
                "Chad yields_to Ana (demanded)",
                "Kenya demands_of Chad (demanded)",
            ],
        );
        check(
            "[Kenya] said [Chad] must be ready to leave.",
            &["Kenya demands_of Chad"],
        );
        check("[Kenya] urged its citizens to vote.", &[]);
    }

    #[test]
    fn accusations() {
        check(
            "[Kenya] accused [Chad] of bombing [Somalia].",
            &[
                "Chad attacks Somalia (hypothetical; says Kenya)",
                "Kenya accuses Chad",
            ],
        );
        check("[Kenya] condemned [Chad]'s raids.", &["Kenya accuses Chad"]);
        check("[Kenya] blamed the rain.", &[]);
    }

    #[test]
    fn refusals() {
        check("[Kenya] rejected [Chad]'s offer.", &["Kenya rejects Chad"]);
        check(
            "[Kenya] refused to respond to a demand from [Chad].",
            &["Kenya rejects Chad"],
        );
        check(
            "[Kenya] denied bombing [Chad].",
            &["Kenya attacks Chad (denied; says Kenya)"],
        );
        check("[Kenya] declined to comment on [Chad].", &[]);
    }

    #[test]
    fn threats() {
        check(
            "[Kenya] threatened to bomb [Chad].",
            &["Kenya attacks Chad (hypothetical)", "Kenya threatens Chad"],
        );
        check(
            "[Kenya]'s threats against [Chad] go on.",
            &["Kenya threatens Chad"],
        );
        check(
            "[Kenya] has since threatened [Chad].",
            &["Kenya threatens Chad"],
        );
        check(
            "[Kenya], according to officials, threatened [Chad].",
            &["Kenya threatens Chad (says “officials”)"],
        );
        check(
            "[Kenya], officials said, threatened [Chad].",
            &["Kenya threatens Chad (says “officials”)"],
        );
        check("[Kenya] warned that the dam might break.", &[]);
    }
}

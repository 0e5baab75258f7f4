//! Relations told by verbs of the word lists: "A met B", "B was bombed by A", "A imposed sanctions on B".

use std::collections::BTreeMap;

use crate::extract::clause::{
    Clauses, GroupId, Parent, Standing, Tag, Trigger, Verb, VerbForm, VerbId, is_in,
};
use crate::extract::relations::ends::{
    across, distant, events, moved, others, pairs, parties, parties_of, speaker_meant,
    speaking_above, struck, toward, within,
};
use crate::extract::relations::may_end;
use crate::extract::relations::nouns::nominals;
use crate::extract::relations::scene::{Found, Scene};
use crate::lexicon::{Action, Slot};
use crate::model::{ChainId, Kind, RelationKind, Span};

/// The verb frames of a sentence.
pub(super) fn of_verbs(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, verb, _) in scene.clauses.verbs() {
        for action in readings(scene, id, verb) {
            found.extend(verb_relations(scene, id, verb, action));
        }
    }
    found
}

/// The readings of a verb that fit its particle and its object; those with a fixed object win over those without.
fn readings<'a>(scene: &Scene<'a>, id: VerbId, verb: &Verb) -> Vec<&'a Action> {
    let actions = scene.page.lexicon.verbs.actions(&verb.lemma);
    let followed = |particle: &str| {
        let words = scene.clauses.words.get(verb.head + 1..).unwrap_or_default();
        particle
            .split(' ')
            .zip(words)
            .all(|(want, word)| word.lower == want)
            && particle.split(' ').count() <= words.len()
    };
    let fits = |action: &&Action| action.particle.is_empty() || followed(action.particle);
    let theme = theme(scene, id, verb);
    // "sent USS Caldera to": an asset by name stands for its noun.
    let is_asset = |group: &GroupId| {
        scene
            .named(*group)
            .is_some_and(|chain| scene.kind(chain) == Some(Kind::MilitaryAsset))
    };
    let has_object = |action: &&Action| {
        let moves = matches!(
            action.kind,
            RelationKind::DeployedTo | RelationKind::MobilizesAgainst
        );
        action.objects.is_empty()
            || theme
                .iter()
                .any(|&group| is_one_of(&scene.clauses, group, &action.objects))
            || moves && theme.iter().any(is_asset)
    };
    let fitting: Vec<&Action> = actions.iter().filter(fits).filter(has_object).collect();
    let particle = fitting.iter().any(|action| !action.particle.is_empty());
    let object = fitting.iter().any(|action| !action.objects.is_empty());
    fitting
        .into_iter()
        .filter(|action| !particle || !action.particle.is_empty())
        .filter(|action| !object || !action.objects.is_empty())
        .collect()
}

/// The groups that undergo the verb: its objects, or of a passive its subject.
fn theme(scene: &Scene, id: VerbId, verb: &Verb) -> Vec<GroupId> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    let is_passive = is_passive(scene, id, verb);
    if is_passive {
        // "was given asylum": who gets it, and what.
        let given = matches!(
            verb.lemma.as_str(),
            "give" | "grant" | "offer" | "award" | "hand"
        );
        let kept = ties.objects.iter().copied().filter(|_| given);
        ties.subject.into_iter().chain(kept).collect()
    } else {
        ties.objects.clone()
    }
}

pub(super) fn is_passive(scene: &Scene, id: VerbId, verb: &Verb) -> bool {
    let ties = scene.clauses.ties(id);
    // "is opposed to", "is allied with": a state of the subject, nobody's act upon it.
    let adjectival = matches!(
        verb.lemma.as_str(),
        "oppose" | "commit" | "ally" | "align" | "involve" | "engage"
    ) && ties
        .is_some_and(|ties| ties.preps.first().is_some_and(|(prep, _)| prep != "by"));
    !adjectival
        && (verb.passive || ties.is_some_and(|ties| ties.reduced) && verb.form != VerbForm::Ing)
}

/// Whether the group's noun, or one of its list, or what it is a round of, is one of `nouns`.
fn is_one_of(clauses: &Clauses, group: GroupId, nouns: &[&str]) -> bool {
    // The head, or in "military aid programme" the noun before it.
    let is = |id: GroupId| {
        let nouns_of = clauses
            .group_words(id)
            .iter()
            .rev()
            .filter(|word| word.tag == Tag::Noun);
        let mut last = nouns_of.take(2);
        last.any(|word| {
            nouns.contains(&word.lemma.as_str())
                || nouns.contains(&word.lemma.trim_end_matches('s'))
        })
    };
    let of = clauses
        .group(group)
        .and_then(|group| group.preps.first())
        // "two rounds of talks", "$40 million in aid".
        .filter(|(prep, _)| matches!(prep.as_str(), "of" | "in"));
    clauses.members(group).into_iter().any(is) || of.is_some_and(|(_, object)| is(*object))
}

fn verb_relations(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<Found> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    let passive = is_passive(scene, id, verb);
    let subject = if passive {
        scene.clauses.preps_of_verb(id, &["by"]).first().copied()
    } else {
        ties.subject
    };
    // Told of the thing that moves, not of who sends it.
    let moves = matches!(
        action.kind,
        RelationKind::DeployedTo | RelationKind::LocatedIn
    );
    let mut sources: Vec<ChainId> = if moves {
        let theme = theme(scene, id, verb);
        let mover = theme
            .first()
            .copied()
            .filter(|_| (!ties.objects.is_empty() || passive) && verb.lemma != "be")
            .or(ties.subject);
        mover
            .map(|group| {
                scene
                    .clauses
                    .members(group)
                    .into_iter()
                    .filter_map(|member| moved(scene, member))
                    .collect()
            })
            .unwrap_or_default()
    } else {
        subject
            .map(|group| agents(scene, group, action.kind))
            .unwrap_or_default()
    };
    if sources.is_empty() && !moves && !passive {
        sources = speaking_above(scene, id);
    }
    let mut targets = targets_of(scene, id, verb, action);
    for slot in &action.slots {
        // "received aid from Chad": the subject is the one who gets.
        if let (true, Slot::SourceAfter(prep)) = (targets.is_empty(), slot) {
            let givers = after(scene, id, action, prep);
            if !givers.is_empty() {
                targets = std::mem::replace(&mut sources, givers);
            }
        }
    }
    let span = trigger_span(scene, id, verb, action);
    let pair = targets.is_empty() && action.slots.contains(&Slot::Pair);
    let pairs = if targets.is_empty() && is_mutual(scene, id) {
        both_ways(pairs(&sources))
    } else if pair {
        let sides = within(scene, ties.subject.filter(|_| !passive));
        // "traded blows": each hit the other.
        if action.kind.directed() {
            both_ways(sides)
        } else {
            sides
        }
    } else {
        across(&sources, &targets)
    };
    let Some(span) = span else { return Vec::new() };
    let trigger = Some(Trigger::Verb(id));
    // "The negotiators of Chad and Mali met".
    let negotiate = action.kind == RelationKind::Meets
        && subject
            .and_then(|subject| scene.group(subject))
            .is_some_and(|group| group.noun == "negotiator");
    let kind = if negotiate {
        RelationKind::NegotiatesWith
    } else {
        action.kind
    };
    pairs
        .into_iter()
        .map(|(source, target)| Found {
            kind,
            source,
            target,
            trigger,
            span,
            rule: "verb",
            attributes: BTreeMap::new(),
        })
        .collect()
}

fn both_ways(sides: Vec<(ChainId, ChainId)>) -> Vec<(ChainId, ChainId)> {
    let back: Vec<_> = sides
        .iter()
        .map(|&(first, second)| (second, first))
        .collect();
    [sides, back].concat()
}

/// "accused each other", "met with one another".
fn is_mutual(scene: &Scene, id: VerbId) -> bool {
    let from = scene.clauses.verb(id).map_or(0, |verb| verb.words.end);
    let words = scene.clauses.words.get(from..).unwrap_or_default();
    words.windows(2).take(2).any(|pair| {
        let [first, second] = pair else { return false };
        matches!(
            (first.lower.as_str(), second.lower.as_str()),
            ("each", "other") | ("one", "another")
        )
    })
}

/// The other side of a verb: the first of its slots that holds somebody.
fn targets_of(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let filled = action.slots.iter().map(|slot| match slot {
        Slot::Object => object_targets(scene, id, verb, action),
        Slot::Owner => owners(scene, id, verb, action),
        Slot::After(prep) => after(scene, id, action, prep),
        Slot::Clause => clause_subject(scene, id),
        Slot::SourceAfter(_) | Slot::Pair => Vec::new(),
    });
    // "supplied boats to Chad": boats are nobody, so the next slot is asked.
    let fit = filled.map(|mut targets| {
        targets.retain(|&target| may_end(scene, action.kind, target));
        targets
    });
    let mut fit = fit.filter(|targets| !targets.is_empty());
    fit.next().unwrap_or_default()
}

/// The verb, with its particle or fixed object where that is what tells: "imposed sanctions".
fn trigger_span(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Option<Span> {
    let head = scene.clauses.verb_span(id)?;
    if !action.particle.is_empty() {
        let last = verb.head + action.particle.split(' ').count();
        return scene.clauses.word_span(last).map(|last| head.join(last));
    }
    if !action.objects.is_empty() {
        let object = theme(scene, id, verb)
            .into_iter()
            .find(|&group| is_one_of(&scene.clauses, group, &action.objects));
        let noun = object.and_then(|group| scene.clauses.trigger_span(Trigger::Noun(group)));
        return Some(noun.map_or(head, |noun| head.join(noun)));
    }
    Some(head)
}

/// Those who act: the subject's list; "Israel's attacks killed" acts for Israel.
fn agents(scene: &Scene, subject: GroupId, kind: RelationKind) -> Vec<ChainId> {
    let actors = scene.actors(subject);
    if let (true, Some(speaker)) = (actors.is_empty(), speaker_meant(scene, subject)) {
        return scene.actors(speaker);
    }
    if !actors.is_empty()
        && scene.group(subject).is_some_and(|group| {
            group.mention.is_none()
                || !actors
                    .iter()
                    .all(|&actor| scene.kind(actor) == Some(Kind::Event))
        })
    {
        return actors;
    }
    let nouns = nominals(scene, subject);
    let same = nouns.iter().any(|nominal| {
        nominal.kind == kind
            || kind == RelationKind::Attacks && nominal.kind == RelationKind::Coerces
    });
    if same {
        scene.owner(subject).into_iter().collect()
    } else {
        Vec::new()
    }
}

/// "accepted Chad's offer", "heeded a call from Chad".
fn owners(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let fixed = theme(scene, id, verb)
        .into_iter()
        .filter(|&group| is_one_of(&scene.clauses, group, &action.objects));
    fixed.filter_map(|group| scene.owner(group)).collect()
}

fn object_targets(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let groups = theme(scene, id, verb);
    // "gave Chad aid": the object that is not the fixed noun.
    let free = groups.iter().copied().find(|&group| {
        action.objects.is_empty() || !is_one_of(&scene.clauses, group, &action.objects)
    });
    let fixed = groups.first().copied().filter(|_| {
        matches!(
            action.kind,
            RelationKind::ParticipatesIn | RelationKind::Mediates | RelationKind::Attacks
        )
    });
    let Some(group) = free.or(fixed) else {
        return Vec::new();
    };
    match action.kind {
        RelationKind::Mediates => parties(scene, group),
        RelationKind::ParticipatesIn => events(scene, group),
        RelationKind::Attacks => struck(scene, group),
        // One meets, visits, thanks, joins those named, not the owners of things named.
        RelationKind::Meets
        | RelationKind::Visits
        | RelationKind::Appoints
        | RelationKind::MemberOf
        | RelationKind::HoldsOffice
        | RelationKind::Commands
        | RelationKind::Operates
        | RelationKind::FamilyOf
        | RelationKind::NegotiatesWith
        | RelationKind::CooperatesWith
        | RelationKind::Aids
        | RelationKind::YieldsTo => scene.actors(group),
        _ => others(scene, id, group),
    }
}

fn after(scene: &Scene, id: VerbId, action: &Action, prep: &str) -> Vec<ChainId> {
    let mut all = Vec::new();
    let kind = action.kind;
    // "landed their catch in Chad", "returned the recruits to Mali": something goes there, not who brings it.
    let brings = scene
        .clauses
        .verb(id)
        .zip(scene.clauses.ties(id))
        .is_some_and(|(verb, ties)| {
            is_in("land return move fly sail drive", &verb.lemma) && !ties.objects.is_empty()
        });
    if kind == RelationKind::Visits && brings && action.objects.is_empty() {
        return all;
    }
    for group in scene.clauses.preps_of_verb(id, &[prep]) {
        // "advanced to within ten miles of Chad".
        let group = distant(scene, group).unwrap_or(group);
        if belongs_to_noun(scene, group, action, prep) {
            continue;
        }
        let found = match kind {
            RelationKind::ParticipatesIn => events(scene, group),
            // "claimed responsibility for the attack on Chad".
            RelationKind::Attacks if prep == "for" => scene
                .clauses
                .prep_of_group(group, &["on", "against", "in", "at", "of"])
                .map(|hit| struck(scene, hit))
                .unwrap_or_default(),
            RelationKind::Attacks => struck(scene, group),
            RelationKind::DeployedTo | RelationKind::Visits => scene
                .clauses
                .members(group)
                .into_iter()
                .filter_map(|member| scene.actor(member).or_else(|| part_of_place(scene, member)))
                .collect(),
            RelationKind::Meets
            | RelationKind::NegotiatesWith
            | RelationKind::MemberOf
            | RelationKind::Mediates => scene.actors(group),
            // "joined in the last days of Chad's campaign".
            RelationKind::CooperatesWith => {
                let actors = parties_of(scene, group);
                if actors.is_empty() {
                    scene.owner(group).into_iter().collect()
                } else {
                    actors
                }
            }
            // "complained about an allegation by Chad" blames nobody.
            RelationKind::Accuses
                if nominals(scene, group)
                    .iter()
                    .any(|nominal| nominal.kind == kind) =>
            {
                Vec::new()
            }
            // One withdraws from a country, and from a treaty with it; the second gives it nothing.
            RelationKind::YieldsTo if !toward(scene, group).is_empty() => Vec::new(),
            _ => others(scene, id, group),
        };
        for chain in found {
            if !all.contains(&chain) {
                all.push(chain);
            }
        }
    }
    all
}

/// "the mouth of the Senegal river", "the coast of Chad": the place that a part without a name belongs to.
fn part_of_place(scene: &Scene, group: GroupId) -> Option<ChainId> {
    const PARTS: &str = "mouth coast waters shore shores edge outskirts vicinity border north south east west centre center \
         region area entrance approaches port town city village district province gates capital";
    let noun = &scene.group(group)?.noun;
    let of = scene.clauses.prep_of_group(group, &["of"])?;
    let place = scene.named(of).filter(|_| is_in(PARTS, noun))?;
    matches!(scene.kind(place), Some(Kind::Place | Kind::State)).then_some(place)
}

/// Whether the phrase hangs on a noun with a relation of its own before it: "agreed to mediation in the talks with Chad".
fn belongs_to_noun(scene: &Scene, group: GroupId, action: &Action, prep: &str) -> bool {
    let holders = scene.clauses.groups().filter(|(_, holder)| {
        holder.preps.first().is_some_and(|(known, object)| {
            known == prep && scene.clauses.members(group).contains(object)
        })
    });
    let mut holders = holders
        .map(|(id, _)| id)
        .filter(|&id| !is_one_of(&scene.clauses, id, &action.objects));
    holders.any(|holder| {
        let takes = |slot: &Slot| {
            matches!(slot, Slot::After(known) if *known == prep)
                || *slot == Slot::Pair && matches!(prep, "between" | "among")
        };
        scene
            .clauses
            .governor(holder)
            .is_none_or(|(_, standing)| matches!(standing, Standing::Prep(_)))
            && nominals(scene, holder)
                .iter()
                .any(|nominal| nominal.targets.iter().any(takes))
    })
}

/// The subject of the clause that hangs on a verb: "demanded that Chad withdraw", "wants Chad to withdraw".
fn clause_subject(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let child = scene
        .clauses
        .verbs()
        .find(|(_, _, ties)| matches!(ties.parent, Parent::Complement(said) if said == id));
    let subject = child.and_then(|(_, _, ties)| ties.subject);
    subject
        .map(|group| scene.concerned(group))
        .unwrap_or_default()
}

/// Whom the act of a verb is aimed at: its objects, else those behind "against", "on", "to".
pub(super) fn aims(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    // "threatened to recall its ambassador from Oslo": where the act itself finds its target.
    if let Some(verb) = scene.clauses.verb(id) {
        let of_act: Vec<ChainId> = readings(scene, id, verb)
            .into_iter()
            .flat_map(|action| targets_of(scene, id, verb, action))
            .collect();
        if !of_act.is_empty() {
            return of_act;
        }
    }
    let own = ties
        .subject
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    // "reopen its border to Chad": its own border is nobody else.
    let objects: Vec<ChainId> = ties
        .objects
        .iter()
        .flat_map(|&object| scene.concerned(object))
        .filter(|chain| !own.contains(chain))
        .collect();
    if !objects.is_empty() {
        return objects;
    }
    let behind = scene
        .clauses
        .preps_of_verb(id, &["against", "on", "to", "at", "with", "from", "into"]);
    behind
        .into_iter()
        .flat_map(|group| scene.concerned(group))
        .collect()
}

//! Relations told by nouns of the word lists: "talks between A and B", "A's attack on B", "A won praise from B".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Standing, Tag, Trigger, is_in};
use crate::extract::relations::ends::{across, events, pairs, struck};
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::verbs::is_passive;
use crate::lexicon::{Nominal, Slot};
use crate::model::{ChainId, Kind, RelationKind};

/// Verbs that only carry their noun: "held talks with", "launched an attack on", "issued a warning to".
const LIGHT: &str = "hold launch carry conduct make give sign issue stage begin start open resume continue conclude \
    finish end have take impose wage mount lead pay reach strike express offer provide send deliver \
    voice join enter announce declare organise organize attend prepare order renew repeat reiterate \
    increase step intensify respond extend suspend abandon complete plan set execute file lodge \
    perform undertake host maintain keep level exert put bring show engage pursue commit perpetrate \
    be cease stop halt face approve authorise authorize grant allocate earmark unveil promise pledge \
    propose agree return escalate deepen demand call rule consider contemplate threaten cancel postpone";

/// One goes somewhere "for talks with".
const TRAVEL: &str =
    "visit travel fly arrive go come be gather return sit stay leave head sail drive";

/// One kills "in a raid on".
const HARM: &str = "kill wound injure destroy hit damage sink capture seize";

/// The noun frames of a sentence.
pub(super) fn of_nouns(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, group) in scene.clauses.groups() {
        // A name is no noun: "the Daily Strike".
        let is_name = group.mention.is_some()
            && scene
                .named(id)
                .and_then(|chain| scene.kind(chain))
                .is_some_and(|kind| kind != Kind::Event);
        if is_name {
            continue;
        }
        for nominal in nominals(scene, id) {
            found.extend(noun_relations(scene, id, nominal));
        }
    }
    found
}

/// The nouns of the word list that a group's head is, the longest first found.
pub(super) fn nominals<'a>(scene: &Scene<'a>, id: GroupId) -> &'a [Nominal] {
    let Some(head) = scene.clauses.trigger_span(Trigger::Noun(id)) else {
        return &[];
    };
    let text = &scene.page.article.text;
    for word in scene.clauses.group_words(id) {
        let hit = scene.page.lexicon.verbs.noun_at(text, word.span.start());
        if let Some(hit) = hit.filter(|hit| hit.span.contains(head)) {
            return hit.value;
        }
    }
    &[]
}

fn noun_relations(scene: &Scene, id: GroupId, nominal: &Nominal) -> Vec<Found> {
    let Some(span) = scene.clauses.trigger_span(Trigger::Noun(id)) else {
        return Vec::new();
    };
    let mut targets = Vec::new();
    let mut camps = Vec::new();
    for slot in &nominal.targets {
        match slot {
            Slot::After(prep) if targets.is_empty() => {
                if let Some(group) = scene.clauses.prep_of_group(id, &[prep]) {
                    targets = match nominal.kind {
                        RelationKind::Attacks => struck(scene, group),
                        RelationKind::ParticipatesIn => events(scene, group),
                        RelationKind::Visits | RelationKind::Meets => scene.actors(group),
                        _ => scene.concerned(group),
                    };
                }
            }
            Slot::Pair => camps = sides(scene, id),
            // "its demand that Chad withdraw".
            Slot::Clause if targets.is_empty() => {
                let child = scene
                    .clauses
                    .verbs()
                    .find(|(_, verb, ties)| verb.finite && ties.parent == Parent::Noun(id));
                let subject = child.and_then(|(_, _, ties)| ties.subject);
                targets = subject
                    .map(|subject| scene.concerned(subject))
                    .unwrap_or_default();
            }
            _ => {}
        }
    }
    // "attacks in the town of Jabla" hit it; in a state they may hit anybody.
    if targets.is_empty() && nominal.kind == RelationKind::Attacks {
        let place = scene
            .clauses
            .prep_of_group(id, &["in"])
            .map(|place| scene.concerned(place))
            .unwrap_or_default();
        targets.extend(
            place
                .into_iter()
                .filter(|&chain| scene.kind(chain) == Some(Kind::Place)),
        );
    }
    let suffered = suffered(scene, id, nominal);
    let relations = if !suffered.is_empty() {
        suffered
    } else if let [one, other] = camps.as_slice() {
        across(one, other)
    } else if camps.len() > 1 {
        pairs(&camps.concat())
    } else {
        let sources = noun_agents(scene, id, &nominal.sources, &targets);
        let carried = scene
            .clauses
            .governor(id)
            .is_some_and(|(_, standing)| standing == Standing::Object);
        if targets.is_empty() && carried && nominal.targets.contains(&Slot::Pair) {
            pairs(&sources)
        } else {
            across(&sources, &targets)
        }
    };
    relations
        .into_iter()
        .map(|(source, target)| Found {
            kind: nominal.kind,
            source,
            target,
            trigger: Some(Trigger::Noun(id)),
            span,
            rule: "noun",
            attributes: BTreeMap::new(),
        })
        .collect()
}

/// "won praise from Chad", "came under attack by Chad": the subject is the one to whom it is done.
fn suffered(scene: &Scene, id: GroupId, nominal: &Nominal) -> Vec<(ChainId, ChainId)> {
    const RECEIVES: &str = "win draw earn receive get attract face suffer provoke prompt trigger meet incur sustain \
         survive endure spark";
    let Some((verb, standing)) = scene.clauses.governor(id) else {
        return Vec::new();
    };
    let lemma = scene
        .clauses
        .verb(verb)
        .map_or("", |verb| verb.lemma.as_str());
    let receives = match &standing {
        Standing::Object => is_in(RECEIVES, lemma),
        Standing::Prep(prep) => {
            prep == "under" && matches!(lemma, "come" | "be")
                || prep == "with" && lemma == "meet"
                || prep == "for" && lemma == "come"
        }
        Standing::Subject => false,
    };
    let told = nominal.kind.quad().is_some() && nominal.kind.directed();
    if !receives || !told {
        return Vec::new();
    }
    let by = scene
        .clauses
        .prep_of_group(id, &["from", "by"])
        .map(|by| scene.actors(by))
        .unwrap_or_default();
    let own = scene.modifiers(id).first().map(|(chain, _)| *chain);
    let sources: Vec<ChainId> = if by.is_empty() {
        own.into_iter().collect()
    } else {
        by
    };
    let subject = scene.clauses.ties(verb).and_then(|ties| ties.subject);
    let targets = subject
        .map(|subject| scene.concerned(subject))
        .unwrap_or_default();
    across(&sources, &targets)
}

/// The sides of a reciprocal noun: "between A and B", "A-B talks". "Between A and B, C and D" has two, else each is one of its own.
fn sides(scene: &Scene, id: GroupId) -> Vec<Vec<ChainId>> {
    if let Some(between) = scene.clauses.prep_of_group(id, &["between", "among"]) {
        let alone = |side: ChainId| vec![side];
        return match camps(scene, between) {
            Some(camps) => camps.into(),
            None => dealing(scene, between).into_iter().map(alone).collect(),
        };
    }
    let modifiers = scene.modifiers(id);
    let sides: Vec<Vec<ChainId>> = modifiers.iter().map(|(chain, _)| vec![*chain]).collect();
    if sides.len() == 2 { sides } else { Vec::new() }
}

/// Those named in a list, or whose people they are: "American and Chadian diplomats".
pub(super) fn dealing(scene: &Scene, list: GroupId) -> Vec<ChainId> {
    let actors = scene.actors(list);
    if actors.len() > 1 {
        return actors;
    }
    let concerned = scene.concerned(list);
    let adjectives = scene.modifiers(list).into_iter().map(|(chain, _)| chain);
    [concerned, adjectives.collect()]
        .into_iter()
        .find(|sides| sides.len() > 1)
        .unwrap_or(actors)
}

/// "Between A and B, C and D": A faces the others. The first "and" parts them, since a list has but one.
fn camps(scene: &Scene, list: GroupId) -> Option<[Vec<ChainId>; 2]> {
    let members = scene.clauses.members(list);
    let (&first, rest) = members.split_first().filter(|(_, rest)| rest.len() > 1)?;
    let joint = |before: GroupId, after: GroupId| {
        let from = scene.group(before)?.words.end;
        let words = scene
            .clauses
            .words
            .get(from..scene.group(after)?.words.start)?;
        let is = |tag: Tag| words.iter().any(|word| word.tag == tag);
        Some(is(Tag::And) && !is(Tag::Comma))
    };
    let second = *rest.first()?;
    let closed = rest.windows(2).any(|pair| match pair {
        [before, after] => joint(*before, *after) == Some(true),
        _ => false,
    });
    if joint(first, second) != Some(true) || !closed {
        return None;
    }
    let of = |ids: &[GroupId]| -> Vec<ChainId> {
        let own = ids
            .iter()
            .filter_map(|&id| scene.actor(id).or_else(|| scene.owner(id)));
        own.collect()
    };
    Some([of(&[first]), of(rest)])
}

/// Who does what a noun tells: its owner, its adjective, whoever stands behind one of `sources`, or the subject of a light verb.
pub(super) fn noun_agents(
    scene: &Scene,
    id: GroupId,
    sources: &[&str],
    targets: &[ChainId],
) -> Vec<ChainId> {
    let Some(group) = scene.group(id) else {
        return Vec::new();
    };
    let own = scene
        .modifiers(id)
        .first()
        .map(|(chain, _)| *chain)
        .filter(|chain| !targets.contains(chain));
    if let Some(owner) = group.owner {
        let owners = scene.actors(owner);
        if !owners.is_empty() {
            return owners;
        }
    }
    if let Some(chain) = own {
        return vec![chain];
    }
    let by = scene.clauses.prep_of_group(id, sources);
    if let Some(by) = by.filter(|&by| scene.is_nearest(id, by)) {
        let actors = scene.actors(by);
        if !actors.is_empty() && actors != targets {
            return actors;
        }
    }
    // "launched an attack on": the subject of the verb that carries the noun.
    let is = |kind: RelationKind| {
        nominals(scene, id)
            .iter()
            .any(|nominal| nominal.kind == kind)
    };
    let meeting = !targets.is_empty() && is(RelationKind::Meets);
    let reciprocal = meeting || is(RelationKind::NegotiatesWith);
    let harm = is(RelationKind::Attacks);
    let bound = !targets.is_empty() && is(RelationKind::AgreesWith);
    let carried = scene.clauses.governor(id).filter(|(verb, standing)| {
        let verb = scene.clauses.verb(*verb);
        let within = |prep: &str, verbs: &'static str| {
            matches!(standing, Standing::Prep(found) if found == prep)
                && verb.is_some_and(|verb| is_in(verbs, &verb.lemma) && !verb.passive)
        };
        // "is to visit Oslo for talks with", "killed ten in a raid on"
        !targets.is_empty() && (reciprocal && within("for", TRAVEL) || harm && within("in", HARM))
            // "under a deal with Chad, the company mines copper"
            || bound && matches!(standing, Standing::Prep(prep) if prep == "under")
            || matches!(standing, Standing::Object) && verb.is_some_and(|verb| is_in(LIGHT, verb.lemma.as_str()))
            // "raised this in a call with"
            || meeting && matches!(standing, Standing::Prep(prep) if matches!(prep.as_str(), "in" | "during" | "at"))
            || matches!(standing, Standing::Prep(prep) if matches!(prep.as_str(), "in" | "with" | "to" | "into")) && verb.is_some_and(|verb| matches!(verb.lemma.as_str(), "engage" | "respond" | "join" | "enter" | "participate" | "return"))
    });
    if let Some((verb, _)) = carried {
        let passive = scene
            .clauses
            .verb(verb)
            .is_some_and(|inner| is_passive(scene, verb, inner));
        let ties = scene.clauses.ties(verb);
        let subject = if passive {
            scene.clauses.preps_of_verb(verb, &["by"]).first().copied()
        } else {
            ties.and_then(|ties| ties.subject)
        };
        let actors = subject
            .map(|subject| scene.actors(subject))
            .unwrap_or_default();
        return actors
            .into_iter()
            .filter(|actor| scene.kind(*actor) != Some(Kind::Event))
            .collect();
    }
    let judged = judged(scene, id);
    if !judged.is_empty() {
        return judged;
    }
    group
        .owner_mention
        .and_then(|at| scene.clauses.mention(at))
        .map(|mention| mention.of)
        .or_else(|| scene.owner_in_list(id))
        .into_iter()
        .collect()
}

/// "jailed Salas for the murder of Frei", "accused of the murder of Frei": done by the one who is judged.
fn judged(scene: &Scene, id: GroupId) -> Vec<ChainId> {
    const JUDGES: &str = "jail imprison convict sentence charge indict arrest detain try hang execute accuse suspect condemn \
         prosecute hold punish extradite blame";
    let governor = scene.clauses.governor(id);
    let Some((verb, Standing::Prep(prep))) = governor else {
        return Vec::new();
    };
    let clause = scene.clauses.verb(verb).zip(scene.clauses.ties(verb));
    let Some((inner, ties)) =
        clause.filter(|_| matches!(prep.as_str(), "for" | "of" | "over" | "with"))
    else {
        return Vec::new();
    };
    let theme = if is_passive(scene, verb, inner) {
        ties.subject
    } else {
        ties.objects.first().copied()
    };
    let judged = theme.filter(|_| is_in(JUDGES, &inner.lemma));
    judged
        .map(|judged| scene.actors(judged))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn one_side_against_several() {
        check(
            "Talks between [Iran] and [Kenya], [Chad] and [Mali] began.",
            &[
                "Iran negotiates_with Chad",
                "Iran negotiates_with Kenya",
                "Iran negotiates_with Mali",
            ],
        );
        check(
            "Talks between [Kenya], [Chad] and [Mali] began.",
            &[
                "Chad negotiates_with Mali",
                "Kenya negotiates_with Chad",
                "Kenya negotiates_with Mali",
            ],
        );
    }

    #[test]
    fn where_one_goes_for_talks() {
        check(
            "[Ana|p] flew to [Oslo|c] for talks with [Bo|p].",
            &["Ana negotiates_with Bo", "Ana visits Oslo"],
        );
        check("[Ana|p] left [Oslo|c] for lack of talks.", &[]);
    }

    #[test]
    fn killed_in_a_raid() {
        check(
            "[Kenya] killed ten in a raid on [Oslo|c].",
            &["Kenya attacks Oslo"],
        );
        check("[Kenya] lost ten men in a raid on [Oslo|c].", &[]);
    }
}

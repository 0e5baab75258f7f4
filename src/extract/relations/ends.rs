//! Who stands at the ends of a frame: whose thing it is, who is hit, which sides there are.

use crate::extract::clause::{GroupId, Parent, Standing, VerbId};
use crate::extract::relations::nouns::{dealing, nominals};
use crate::extract::relations::scene::Scene;
use crate::extract::relations::verbs::is_passive;
use crate::model::{ChainId, Kind};

/// Whose the thing is, or of one's own with whom: "rejected Chad's offer", "broke off his talks with Chad", "massed troops on
/// its border with Chad".
pub(super) fn others(scene: &Scene, id: VerbId, group: GroupId) -> Vec<ChainId> {
    let acts = scene
        .clauses
        .verb(id)
        .is_some_and(|verb| !is_passive(scene, id, verb));
    let subject = scene.clauses.ties(id).and_then(|ties| ties.subject);
    let own = subject
        .filter(|_| acts)
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    let mut concerned = scene.concerned(group);
    concerned.retain(|chain| !own.contains(chain));
    if concerned.is_empty() {
        toward(scene, group)
    } else {
        concerned
    }
}

/// "rejected talks with Chad", "broke his commitment to Chad".
pub(super) fn toward(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let borders = scene.group(group).is_some_and(|group| {
        matches!(
            group.noun.as_str(),
            "border" | "frontier" | "boundary" | "commitment" | "obligation" | "tie" | "ties"
        )
    });
    let is_dealing = borders || !nominals(scene, group).is_empty();
    let with = scene.clauses.prep_of_group(group, &["with", "to"]);
    with.filter(|_| is_dealing)
        .map(|with| scene.actors(with))
        .unwrap_or_default()
}

/// What is hit, and whose it is.
pub(super) fn struck(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let mut targets = Vec::new();
    for member in scene.clauses.members(group) {
        let hit = scene.named(member);
        // The site and the state it belongs to; of a person, a state or a body nobody else is hit.
        let has_owner = hit.is_none_or(|chain| {
            matches!(
                scene.kind(chain),
                Some(Kind::MilitaryAsset | Kind::Place | Kind::Event)
            )
        });
        let owner = scene.owner(member).filter(|&owner| {
            has_owner && (hit.is_none() || scene.kind(owner) != Some(Kind::Person))
        });
        for chain in hit.into_iter().chain(owner) {
            if !targets.contains(&chain) {
                targets.push(chain);
            }
        }
    }
    targets
}

/// The sides of mediated talks: "between A and B", "A-B talks".
pub(super) fn parties(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    if let Some(between) = scene
        .clauses
        .prep_of_group(group, &["between", "among", "with"])
    {
        return dealing(scene, between);
    }
    let sides: Vec<ChainId> = scene
        .modifiers(group)
        .into_iter()
        .map(|(chain, _)| chain)
        .collect();
    if sides.len() > 1 { sides } else { Vec::new() }
}

/// The list of a group, events left out.
pub(super) fn parties_of(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let mut actors = scene.actors(group);
    actors.retain(|&actor| scene.kind(actor) != Some(Kind::Event));
    actors
}

pub(super) fn events(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let named = |member: GroupId| {
        scene
            .named(member)
            .filter(|&chain| scene.kind(chain) == Some(Kind::Event))
    };
    scene
        .clauses
        .members(group)
        .into_iter()
        .filter_map(named)
        .collect()
}

/// Each of one side with each of the other.
pub(super) fn across(sources: &[ChainId], targets: &[ChainId]) -> Vec<(ChainId, ChainId)> {
    sources
        .iter()
        .flat_map(|&source| targets.iter().map(move |&target| (source, target)))
        .collect()
}

/// Each with each other: "A, B and C agreed".
pub(super) fn within(scene: &Scene, group: Option<GroupId>) -> Vec<(ChainId, ChainId)> {
    let actors = group.map(|group| scene.actors(group)).unwrap_or_default();
    pairs(&actors)
}

pub(super) fn pairs(actors: &[ChainId]) -> Vec<(ChainId, ChainId)> {
    let mut pairs = Vec::new();
    for (at, &first) in actors.iter().enumerate() {
        pairs.extend(actors.iter().skip(at + 1).map(|&second| (first, second)));
    }
    pairs
}

/// "Chad said it would": the pronoun is whoever speaks.
pub(super) fn speaker_meant(scene: &Scene, subject: GroupId) -> Option<GroupId> {
    let group = scene.group(subject)?;
    let points_back =
        matches!(group.noun.as_str(), "it" | "they" | "he" | "she") && group.mention.is_none();
    let child = scene
        .clauses
        .verbs()
        .find(|(_, _, ties)| ties.subject == Some(subject))?;
    match child.2.parent {
        Parent::Complement(said) if points_back => scene.clauses.ties(said)?.subject,
        // "Kenya denied claims that it bombed Chad", "claims that it bombed Chad were denied by Kenya".
        Parent::Noun(claim) if points_back => {
            let (said, standing) = scene.clauses.governor(claim)?;
            match standing {
                Standing::Object => scene.clauses.ties(said)?.subject,
                Standing::Subject => scene.clauses.preps_of_verb(said, &["by"]).first().copied(),
                Standing::Prep(_) => None,
            }
        }
        // "Kenya never bombed Chad, but it bombed Mali".
        Parent::Beside(other) if points_back && matches!(group.noun.as_str(), "it" | "they") => {
            scene.clauses.ties(other)?.subject
        }
        _ => None,
    }
}

/// What moves: the name of a ship rather than "a survey ship", unless the name was taken for something else.
pub(super) fn moved(scene: &Scene, group: GroupId) -> Option<ChainId> {
    let is_thing = |chain: &ChainId| {
        matches!(
            scene.kind(*chain),
            Some(Kind::MilitaryAsset | Kind::Organization)
        )
    };
    let best = scene.named_best(group);
    best.filter(is_thing)
        .or_else(|| scene.named(group).filter(is_thing))
        .or(best)
}

/// "Chad said that the boats had left but called on Mali": a verb beside one that things are the subject of, below what somebody said,
/// is that speaker's.
pub(super) fn speaking_above(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let clauses = &scene.clauses;
    let speaks = |id: VerbId| {
        let verb = clauses.verb(id);
        verb.is_some_and(|verb| scene.page.lexicon.verbs.reporting(&verb.lemma).is_some())
    };
    let parent = |id: VerbId| clauses.ties(id).map(|ties| &ties.parent);
    let mut here = match parent(id) {
        Some(Parent::Beside(other)) if speaks(id) => *other,
        _ => return Vec::new(),
    };
    for _ in 0..4 {
        let above = match parent(here) {
            Some(Parent::Complement(said)) => Some(*said),
            Some(Parent::Noun(group)) => clauses.governor(*group).map(|(verb, _)| verb),
            _ => None,
        };
        let Some(above) = above.filter(|above| above.0 < here.0) else {
            break;
        };
        let subject = clauses.ties(above).and_then(|ties| ties.subject);
        let actors = subject
            .map(|subject| scene.actors(subject))
            .unwrap_or_default();
        if speaks(above) && !actors.is_empty() {
            return actors;
        }
        here = above;
    }
    Vec::new()
}

/// The place that a distance is measured from: "ten miles of Chad".
pub(super) fn distant(scene: &Scene, group: GroupId) -> Option<GroupId> {
    const MEASURES: &[&str] = &[
        "kilometre",
        "kilometer",
        "km",
        "mile",
        "metre",
        "meter",
        "yard",
    ];
    let noun = scene.group(group)?.noun.as_str();
    let measured = MEASURES.contains(&noun);
    let from = || scene.clauses.prep_of_group(group, &["of", "from"]);
    measured.then(from).flatten()
}

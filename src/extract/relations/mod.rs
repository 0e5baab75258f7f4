//! Who does what to whom, sentence by sentence.
//!
//! Takes a [`Page`] and the mentions found on it, gives claims. Verbs and nouns of the word lists tell events ([`verbs`], [`nouns`]);
//! the shape of noun phrases tells who holds which office and what belongs to whom. Both ends of a claim are tied to its
//! trigger by grammar: standing in one sentence never makes a relation.

mod answers;
mod attributes;
mod ends;
mod force;
mod help;
mod idioms;
mod kin;
mod member;
mod musts;
mod nouns;
mod office;
mod part;
mod place;
mod press;
mod promises;
mod quotes;
mod requests;
mod scene;
mod take_part;
mod talk;
mod verbs;
mod why;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(in crate::extract) use tests::check;

use std::collections::BTreeSet;

use crate::extract::attribution::speakers;
use crate::extract::clause::{GroupId, Parent, Trigger, VerbId};
use crate::extract::relations::quotes::Quotes;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::status::{Told, status};
use crate::extract::when::Direction;
use crate::extract::{Draft, Page};
use crate::model::{
    BlockKind, ChainId, Claim, EventDate, Kind, Reason, RelationKind, Speaker, Status, Subkind,
    Tied,
};

/// What may stand at the ends of a kind told by verbs and nouns.
struct Rule {
    kind: RelationKind,
    source: &'static [Kind],
    target: &'static [Kind],
    /// A last look at what was found; most rules keep all.
    keep: fn(&Scene, &Found) -> bool,
}

/// Those who act.
const PARTY: &[Kind] = &[Kind::Person, Kind::State, Kind::Organization];

/// All rules of events, family by family.
const RULES: &[&[Rule]] = &[
    talk::RULES,
    help::RULES,
    press::RULES,
    force::RULES,
    kin::RULES,
    member::RULES,
    office::RULES,
    part::RULES,
    place::RULES,
    take_part::RULES,
];

/// Relations told by the shape of a noun phrase.
const SHAPES: &[fn(&Scene) -> Vec<Found>] = &[
    office::shapes,
    kin::shapes,
    member::shapes,
    part::shapes,
    place::shapes,
    press::shapes,
    promises::shapes,
    requests::shapes,
    idioms::shapes,
    take_part::shapes,
];

fn keep_all(_: &Scene, _: &Found) -> bool {
    true
}

/// The claims of a page, in order of their sentences.
pub(crate) fn claims(page: &Page, draft: &mut Draft) -> Vec<Claim> {
    draft.sort();
    let first: Vec<usize> = first_mentions(draft);
    let told = page.sentences.iter().filter(|sentence| {
        let kind = sentence.block;
        let aside = matches!(
            kind,
            BlockKind::Navigation | BlockKind::Credit | BlockKind::Byline | BlockKind::Dateline
        );
        !aside
    });
    let scenes = Scene::all(page, draft, told);
    let quotes = Quotes::new(page, &scenes);
    let mut claims = Vec::new();
    let mut before: Vec<answers::Said> = Vec::new();
    for scene in &scenes {
        let mut told = BTreeSet::new();
        let musts = musts::of_speakers(scene, &quotes);
        let mut all = found_in(scene);
        let answers = answers::in_scene(scene, &before, &all);
        let said = all
            .iter()
            .map(|found| (found.source, found.target, found.kind));
        before = said.collect();
        all.extend(answers);
        for mut found in all.into_iter().chain(musts) {
            let place = |id: ChainId| first.get(id.0 as usize).copied().unwrap_or(usize::MAX);
            // Undirected kinds name first whoever the article names first.
            if !found.kind.directed() && place(found.target) < place(found.source) {
                std::mem::swap(&mut found.source, &mut found.target);
            }
            // An office named in passing is nobody's claim.
            let is_told = found.trigger.is_some();
            let mut claim = claim(scene, &found);
            if is_told && claim.attributed_to.is_empty() {
                claim.attributed_to.extend(quotes.speaker_of(claim.trigger));
            }
            if told.insert((claim.source, claim.target, claim.kind, claim.status)) {
                claims.push(claim);
            }
        }
    }
    claims
}

fn first_mentions(draft: &Draft) -> Vec<usize> {
    let mut first = vec![usize::MAX; draft.chains.len()];
    for mention in &draft.mentions {
        if let Some(place) = first.get_mut(mention.of.0 as usize) {
            *place = (*place).min(mention.span.start());
        }
    }
    first
}

fn found_in(scene: &Scene) -> Vec<Found> {
    let mut found: Vec<Found> = verbs::of_verbs(scene);
    found.extend(nouns::of_nouns(scene));
    found.retain(|found| fits(scene, found));
    found.extend(SHAPES.iter().flat_map(|shape| shape(scene)));
    found.retain(|found| found.source != found.target);
    help::drop_cut_aid(&mut found);
    found
}

fn rule_of(kind: RelationKind) -> Option<&'static Rule> {
    let mut rules = RULES.iter().copied().flatten();
    rules.find(|rule| rule.kind == kind)
}

/// Whether somebody of this sort may have a relation of this kind done to them.
fn may_end(scene: &Scene, kind: RelationKind, target: ChainId) -> bool {
    let rule = rule_of(kind).zip(scene.kind(target));
    rule.is_some_and(|(rule, target)| rule.target.contains(&target))
}

/// Whether the rule of its kind admits the two ends.
fn fits(scene: &Scene, found: &Found) -> bool {
    let Some(rule) = rule_of(found.kind) else {
        return false;
    };
    // "captured by the 7th Battalion": a unit acts as a body does.
    let admits = |kinds: &[Kind], id: ChainId| {
        let unit = scene.subkind(id) == Some(Subkind::Unit) && kinds.contains(&Kind::Organization);
        unit || scene.kind(id).is_some_and(|kind| kinds.contains(&kind))
    };
    admits(rule.source, found.source)
        && admits(rule.target, found.target)
        && (rule.keep)(scene, found)
}

fn claim(scene: &Scene, found: &Found) -> Claim {
    let Told { status, cue } = status_of(scene, found);
    let trigger = found.trigger;
    let reason = Reason {
        source: end(scene, trigger, found.source),
        target: end(scene, trigger, found.target),
        cue,
    };
    let mut attributes = found.attributes.clone();
    attributes::fill(scene, found, &reason, &mut attributes);
    Claim {
        source: found.source,
        target: found.target,
        kind: found.kind,
        status,
        attributed_to: trigger
            .filter(|_| found.rule != requests::RULE)
            .map(|trigger| attributed_to(scene, trigger))
            .unwrap_or_default(),
        when: trigger.and_then(|trigger| when(scene, trigger, status)),
        place: trigger
            .and_then(|trigger| place(scene, trigger))
            .filter(|place| ![found.source, found.target].contains(place)),
        sentence: scene.sentence.span,
        trigger: found.span,
        rule: found.rule,
        reason,
        attributes,
    }
}

fn end(scene: &Scene, trigger: Option<Trigger>, end: ChainId) -> Tied {
    trigger.map_or(Tied::Phrase, |trigger| why::tied(scene, trigger, end))
}

fn status_of(scene: &Scene, found: &Found) -> Told {
    let Some(trigger) = found.trigger else {
        return Told::DONE;
    };
    let told = status(&scene.clauses, &scene.page.lexicon.verbs, trigger);
    let lemma = attributes::lemma(scene, trigger);
    let as_made = |status| Told {
        status,
        cue: scene.clauses.trigger_span(trigger),
    };
    match (found.kind, told.status) {
        // A promise is told as made, and what it promises is to come.
        (RelationKind::AgreesWith, Status::Asserted)
            if matches!(lemma, "offer" | "promise" | "pledge" | "commit") =>
        {
            as_made(Status::Planned)
        }
        (RelationKind::AgreesWith, Status::Asserted) if found.rule == "promise" => {
            as_made(Status::Planned)
        }
        // "Chad must leave", somebody says: the demand is made.
        (RelationKind::DemandsOf, _) if found.rule == musts::RULE => as_made(Status::Asserted),
        (_, _) if found.rule == requests::RULE => as_made(Status::Asserted),
        (RelationKind::DemandsOf, Status::Asserted) if lemma == "want" => as_made(Status::Demanded),
        _ => told,
    }
}

fn attributed_to(scene: &Scene, trigger: Trigger) -> Vec<Speaker<ChainId>> {
    let mut all = Vec::new();
    for group in speakers(&scene.clauses, &scene.page.lexicon.verbs, trigger) {
        if let Some(speaker) = speaker(scene, group).filter(|speaker| !all.contains(speaker)) {
            all.push(speaker);
        }
    }
    all
}

/// Somebody with a name, or the words that describe who said it.
fn speaker(scene: &Scene, group: GroupId) -> Option<Speaker<ChainId>> {
    // "the foreign minister, Ana Duarte,": the name.
    if let Some(chain) = scene.named_best(group) {
        return Some(Speaker::Entity(chain));
    }
    let span = scene.clauses.group_span(group)?;
    let words = scene.clauses.group_words(group);
    // "he" without a name is nobody to attribute anything to.
    if words
        .iter()
        .all(|word| word.tag == crate::extract::clause::Tag::Pronoun)
    {
        return None;
    }
    let preps = scene
        .clauses
        .group(group)
        .map(|group| group.preps.as_slice())
        .unwrap_or_default();
    let end = preps
        .iter()
        .filter_map(|(_, object)| scene.clauses.group_span(*object))
        .next_back();
    Some(Speaker::Text(
        scene
            .text(end.map_or(span, |end| span.join(end)))
            .to_owned(),
    ))
}

fn when(scene: &Scene, trigger: Trigger, status: Status) -> Option<EventDate> {
    let published = scene.page.article.published.map(|published| published.date);
    let direction = if matches!(status, Status::Planned | Status::Demanded) {
        Direction::Future
    } else {
        Direction::Past
    };
    let text: &str = &scene.page.article.text;
    let word_at = |byte: usize| {
        scene
            .clauses
            .words
            .partition_point(|word| word.span.start() < byte)
    };
    let verb = match trigger {
        Trigger::Verb(id) => Some(id),
        Trigger::Noun(id) => {
            // "talks on Friday": directly behind the noun or its phrases.
            let end = scene.clauses.group(id).map_or(0, |group| group.words.end);
            let behind = scene
                .times
                .iter()
                .find(|time| word_at(time.span.start()) == end);
            if let Some(date) = behind.and_then(|time| time.resolve(text, published, direction)) {
                return Some(date);
            }
            scene.clauses.governor(id).map(|(verb, _)| verb)
        }
    }?;
    let of_verb = |verb| {
        let near = scene
            .times
            .iter()
            .filter(|time| scene.clauses.verb_near(word_at(time.span.start())) == Some(verb));
        near.filter_map(|time| time.resolve(text, published, direction))
            .next()
    };
    // "In June Kenya bombed Chad, joining a campaign": at the time of the verb it stands beside.
    let beside = || match scene.clauses.ties(verb)?.parent {
        Parent::Beside(other) if scene.clauses.verb(verb).is_some_and(|verb| !verb.finite) => {
            of_verb(other)
        }
        _ => None,
    };
    of_verb(verb).or_else(beside)
}

/// Where it happened: the nearest "in" or "at" behind the trigger or what it takes, else at the head of the sentence.
fn place(scene: &Scene, trigger: Trigger) -> Option<ChainId> {
    const AT: &[&str] = &["in", "at"];
    let clauses = &scene.clauses;
    let of_verb = |id: VerbId| {
        let mut groups = clauses.preps_of_verb(id, AT);
        groups.retain(|&group| !is_of_topic(scene, group));
        let objects = clauses.ties(id).map(|ties| ties.objects.as_slice());
        let of_objects = objects.unwrap_or_default().iter();
        groups.extend(of_objects.filter_map(|&object| behind(scene, object, AT)));
        groups
    };
    let (verb, mut groups) = match trigger {
        Trigger::Verb(id) => (Some(id), of_verb(id)),
        Trigger::Noun(id) => {
            let verb = clauses.governor(id).map(|(verb, _)| verb);
            let mut groups: Vec<GroupId> = behind(scene, id, AT).into_iter().collect();
            if groups.is_empty() {
                groups = verb.map(of_verb).unwrap_or_default();
            }
            (verb, groups)
        }
    };
    let start = |group: &GroupId| scene.group(*group).map_or(0, |group| group.words.start);
    groups.sort_by_key(start);
    // "In Oslo, Kenya met Chad".
    let opens = clauses
        .words
        .first()
        .is_some_and(|word| AT.contains(&word.lower.as_str()));
    let is_main = verb
        .and_then(|verb| clauses.ties(verb))
        .is_some_and(|ties| ties.parent == Parent::Root);
    if opens && is_main {
        groups.extend(clauses.groups().map(|(id, _)| id).find(|id| start(id) == 1));
    }
    groups
        .into_iter()
        .filter_map(|group| scene.named(group))
        .find(|&chain| matches!(scene.kind(chain), Some(Kind::Place | Kind::State)))
}

/// The phrase behind a group, and not one of a thing it is about: "talks on the famine in Chad".
fn behind(scene: &Scene, group: GroupId, preps: &[&str]) -> Option<GroupId> {
    let found = scene.clauses.prep_of_group(group, preps)?;
    (!is_of_topic(scene, found)).then_some(found)
}

/// Whether a phrase hangs on a thing that is talked about.
fn is_of_topic(scene: &Scene, group: GroupId) -> bool {
    let Some((above, _)) = scene.clauses.above(group) else {
        return false;
    };
    let before = scene
        .group(above)
        .and_then(|group| group.words.start.checked_sub(1))
        .and_then(|at| scene.clauses.words.get(at));
    let topic = before.is_some_and(|word| {
        matches!(
            word.lower.as_str(),
            "on" | "about" | "over" | "of" | "regarding" | "concerning"
        )
    });
    topic && scene.named(above).is_none()
}

//! People who are told by what they are: "Burundian militiamen", "rebels in the Ivory Coast", "French paper workers".
//!
//! They are no part of the state whose adjective they carry, so they need a node of their own; but only where somebody does
//! something to them or they to somebody. `Draft::drop_idle_crowds` drops the others.

use std::ops::Range;

use crate::extract::beside;
use crate::extract::line::{Line, Look, Setting};
use crate::extract::work::{Work, described, one_line};
use crate::lexicon::{Number, PeopleNoun};
use crate::model::{BlockKind, ChainId, Kind, Subkind};
use crate::text::{Upos, tag};

/// Words of the longest description before its noun.
const LONGEST: usize = 6;
/// Sentences over which "the rebels" are the rebels told of before.
const REACH: usize = 12;

/// A crowd told of.
struct Crowd {
    line: usize,
    noun: String,
    /// Whose or whence: a chain, or an adjective that no list knows ("Tamil").
    whose: Whose,
    id: ChainId,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Whose {
    Chain(ChainId),
    Word(String),
    Nobody,
}

/// Adds the groups of people that no earlier pass took for a body.
pub(super) fn add(work: &mut Work) {
    let mut known: Vec<Crowd> = Vec::new();
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let aside = matches!(
            line.block,
            BlockKind::Navigation | BlockKind::Credit | BlockKind::Byline
        );
        if aside || line.setting == Setting::Headline {
            continue;
        }
        let nouns: Vec<_> = (0..line.len())
            .filter_map(|i| noun_at(work, at, i))
            .collect();
        if nouns.is_empty() {
            continue;
        }
        let tags: Vec<Upos> = tags_of(line);
        for (words, noun) in nouns {
            crowd(work, at, &words, noun, &tags, &mut known);
        }
    }
}

/// The part of speech of each word of a line.
pub(super) fn tags_of(line: &Line) -> Vec<Upos> {
    let words: Vec<&str> = (0..line.len()).map(|i| line.text(i)).collect();
    tag(&words).into_iter().map(|pos| pos.upos()).collect()
}

/// The longest noun for people at word `i`, if no mention has it yet.
fn noun_at(work: &Work, at: usize, i: usize) -> Option<(Range<usize>, PeopleNoun)> {
    let line = work.lines.get(at)?;
    // "Citizen Airmen": armies write their people with a capital; "Western powers".
    let shown = line.look(i) == Look::Lower
        || line.look(i) == Look::Capital
            && (line.opens(i) || line.is(i, &["airmen", "soldiers", "marines", "sailors"]))
        || line.look(i) == Look::Capital && line.is(i + 1, &["powers"]);
    if !shown || work.is_taken(at, i) {
        return None;
    }
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .organizations
        .people_at(&line.page.article.text, start)?;
    Some((line.words_of(hit.span)?, *hit.value))
}

fn crowd(
    work: &mut Work,
    at: usize,
    noun: &Range<usize>,
    kind: PeopleNoun,
    tags: &[Upos],
    known: &mut Vec<Crowd>,
) -> Option<()> {
    let number = kind.number;
    let last = noun.end.checked_sub(1)?;
    let tag = |i: usize| tags.get(i).copied();
    let line = work.lines.get(at)?;
    // "the refugee camp", "rebel leader Bo Li", "he people the town".
    let leads_on = !line.is_possessive(noun.end)
        && (number == Number::One && matches!(tag(noun.end), Some(Upos::Noun | Upos::Propn))
            || work
                .starting(at, noun.end)
                .is_some_and(|next| next.found.kind == Kind::Person));
    if leads_on || work.is_taken(at, last) {
        return None;
    }
    let (from, mut whose, definite) = before(work, at, noun.start, tags);
    // "the town rebels"; behind its adjectives it is a noun whatever the tagger thinks.
    let is_noun = matches!(tag(last), Some(Upos::Noun | Upos::Propn));
    if !is_noun && (from == noun.start || number == Number::One) {
        return None;
    }
    let mut to = noun.end;
    // "rebels in the Ivory Coast", "residents of Mosul".
    if whose == Whose::Nobody && line.is(to, &["in", "of", "from"]) {
        let name = to + 1 + usize::from(line.is(to + 1, &["the"]));
        let placed = work.starting(at, name).filter(|placed| {
            matches!(
                placed.found.kind,
                Kind::State | Kind::Place | Kind::Organization | Kind::MilitaryAsset
            ) || placed.found.kind == Kind::Person && line.is(to, &["of"])
        });
        if let Some(placed) = placed {
            whose = Whose::Chain(placed.of);
            to = placed.found.words.end;
        }
    }
    // One alone is somebody only with a state or a people.
    if (number == Number::One || kind.needs_owner) && whose == Whose::Nobody {
        return None;
    }
    let word = one_line(line.page.text(line.span_of(noun))).to_lowercase();
    let kind = match number {
        Number::One => Kind::Person,
        Number::Many => Kind::Organization,
    };
    let subkind = (number == Number::Many).then_some(Subkind::People);
    let found = described(line, from..to, kind, subkind);
    let name = one_line(line.page.text(found.span));
    let same = known.iter().rev().find(|crowd| {
        let told_before = definite && whose == Whose::Nobody && at <= crowd.line + REACH;
        crowd.noun == word && number == Number::Many && (crowd.whose == whose || told_before)
    });
    // "his lawyer, Ana Holm, said".
    let beside = beside::named(work, at, &(from..to), kind).filter(|_| number == Number::One);
    let id = match beside.or(same.map(|crowd| crowd.id)) {
        Some(id) => id,
        None => {
            let id = work.add_chain(kind, subkind, &name);
            if let Some(chain) = work.chains.get_mut(id.0 as usize) {
                chain.named = false;
            }
            id
        }
    };
    work.place(at, found, id);
    known.push(Crowd {
        line: at,
        noun: word,
        whose,
        id,
    });
    Some(())
}

/// Leftwards from a noun: where its description begins, whose people they are, and whether "the" or "its" points at them.
fn before(work: &Work, at: usize, noun: usize, tags: &[Upos]) -> (usize, Whose, bool) {
    const POINTERS: &[&str] = &["the", "these", "those", "this", "that"];
    let mut from = noun;
    let mut whose = Whose::Nobody;
    let Some(line) = work.lines.get(at) else {
        return (from, whose, false);
    };
    while let Some(last) = from.checked_sub(1).filter(|_| noun - from < LONGEST) {
        let owner_end = if line.is_possessive(last) { last } else { from };
        let owner = work.ending(at, owner_end).filter(|owner| {
            owner.found.kind != Kind::Event && owner.found.kind != Kind::MilitaryAsset
        });
        if let Some(owner) = owner {
            // "the South Korean and Japanese fishermen" are counted with the nearer.
            let start = owner.found.words.start;
            let counted = start
                .checked_sub(1)
                .filter(|&i| tags.get(i) == Some(&Upos::Num));
            return (counted.unwrap_or(start), Whose::Chain(owner.of), false);
        }
        let tag = tags.get(last).copied();
        let modifies = matches!(tag, Some(Upos::Adj | Upos::Noun | Upos::Num | Upos::Propn));
        let participle = tag == Some(Upos::Verb) && line.text(last).contains('-');
        match line.look(last) {
            Look::Lower if modifies || participle => {}
            Look::Number => {}
            Look::Capital if line.opens(last) && tag != Some(Upos::Propn) && modifies => {}
            // "Tamil refugees": of a people that no list has.
            Look::Capital if modifies && !work.is_taken(at, last) => {
                whose = Whose::Word(line.text(last).to_lowercase());
            }
            _ => break,
        }
        from = last;
    }
    (from, whose, line.is_before(from, POINTERS))
}

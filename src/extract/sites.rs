//! Buildings without a name where something happens: "a palace on the outskirts of Muscat", later "the palace".

use std::collections::BTreeMap;

use crate::extract::line::{Line, Look, Setting};
use crate::extract::places;
use crate::extract::work::{Work, described, one_line};
use crate::model::{BlockKind, ChainId, Kind, Subkind};

/// What stands between a building and the town it is in.
const IN: &[&[&str]] = &[
    &["on", "the", "outskirts", "of"],
    &["on", "the", "edge", "of"],
    &["in"],
    &["near"],
    &["outside"],
    &["at"],
];
/// Words of the longest description before its noun.
const LONGEST: usize = 4;

/// Adds buildings that are told with their town, and those that point back at them.
pub(super) fn add(work: &mut Work) {
    let mut known: BTreeMap<String, ChainId> = BTreeMap::new();
    for at in 0..work.lines.len() {
        let n_words = work.lines.get(at).map_or(0, Line::len);
        for i in 0..n_words {
            site(work, at, i, &mut known);
        }
    }
}

fn site(work: &mut Work, at: usize, i: usize, known: &mut BTreeMap<String, ChainId>) -> Option<()> {
    let line = work.lines.get(at)?;
    let aside = matches!(
        line.block,
        BlockKind::Navigation | BlockKind::Credit | BlockKind::Byline
    );
    if aside || line.setting == Setting::Headline || line.look(i) != Look::Lower {
        return None;
    }
    let (n_words, subkind) = places::noun_at(line, i)?;
    let words = i..i + n_words;
    if subkind != Subkind::Building || words.clone().any(|word| work.is_taken(at, word)) {
        return None;
    }
    let noun = line.page.text(line.span_of(&words)).to_lowercase();
    let (from, determiner) = before(line, i)?;
    if work.is_taken(at, from) {
        return None;
    }
    let place = town(work, at, words.end);
    let back = known
        .get(&noun)
        .copied()
        .filter(|_| determiner != "a" && determiner != "an");
    let end = place.unwrap_or(words.end);
    let line = work.lines.get(at)?;
    let found = described(line, from..end, Kind::Place, Some(Subkind::Building));
    let id = match (back, place) {
        (Some(id), _) => id,
        (None, Some(_)) => {
            let name = one_line(line.page.text(found.span));
            let id = work.add_chain(Kind::Place, Some(Subkind::Building), &name);
            if let Some(chain) = work.chains.get_mut(id.0 as usize) {
                chain.named = false;
            }
            id
        }
        (None, None) => return None,
    };
    known.insert(noun, id);
    work.place(at, found, id);
    Some(())
}

/// Over adjectives to "a" or "the": where the description begins, and that word.
fn before<'a>(line: &Line<'a>, noun: usize) -> Option<(usize, &'a str)> {
    let mut from = noun;
    while noun - from < LONGEST {
        let last = from.checked_sub(1)?;
        if line.is(last, &["a", "an", "the", "this", "that"]) {
            return Some((from, line.text(last)));
        }
        if line.look(last) != Look::Lower {
            return None;
        }
        from = last;
    }
    None
}

/// The end of ", in Oslo" behind a building.
fn town(work: &Work, at: usize, end: usize) -> Option<usize> {
    let line = work.lines.get(at)?;
    let from = end + usize::from(line.is(end, &[","]));
    let phrase = IN.iter().find(|phrase| {
        phrase
            .iter()
            .enumerate()
            .all(|(step, word)| line.is(from + step, &[word]))
    })?;
    let name = from + phrase.len();
    let name = name + usize::from(line.is(name, &["the"]));
    let placed = work.starting(at, name)?;
    let is_town = matches!(placed.found.kind, Kind::Place | Kind::State);
    let ends = !line.is_possessive(placed.found.words.end);
    (is_town && ends).then_some(placed.found.words.end)
}

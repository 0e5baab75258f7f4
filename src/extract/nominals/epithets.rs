//! "The sultanate", "the country", "Chad's leadership": a state by another word than its name.

use std::collections::BTreeMap;

use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Look};
use crate::extract::work::{Work, described};
use crate::model::{BlockKind, ChainId, Form, Kind, Source};

/// Adds the states that are not named.
pub(super) fn add(work: &mut Work) {
    kinds(work);
    rulers(work);
    countries(work);
}

/// "the sultanate" for the state of that kind that the article speaks of, if there is but one.
fn kinds(work: &mut Work) {
    // The states told so far, by code.
    let mut told: BTreeMap<String, ChainId> = BTreeMap::new();
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        for placed in work.on(at) {
            if let Some(iso) = work.chain(placed.of).and_then(|chain| chain.iso.clone()) {
                told.entry(iso).or_insert(placed.of);
            }
        }
        if let Some(line) = work
            .lines
            .get(at)
            .filter(|line| line.block != BlockKind::Navigation)
        {
            for i in 1..line.len() {
                if work.is_taken(at, i) || !line.is_before(i, &["the", "this", "that"]) {
                    continue;
                }
                let Some(start) = line.words.get(i).map(|word| word.span.start()) else {
                    continue;
                };
                let states = &line.page.lexicon.states;
                let Some(hit) = states.epithet_at(&line.page.article.text, start) else {
                    continue;
                };
                let Some(words) = line.words_of(hit.span) else {
                    continue;
                };
                // "the republic's president", but not "the kingdom of heaven" and not "the Islamic Republic News Agency".
                let goes_on = line.has_capital(words.end) || line.is(words.end, &["of"]);
                let mut candidates = hit.value.iter().filter_map(|iso| told.get(*iso));
                let only = candidates.next().filter(|_| candidates.next().is_none());
                if let Some(only) = only
                    && !goes_on
                {
                    let found = Found::new(line, words, Kind::State, Key::Letters, Trust::Shown);
                    let source = Source::Listed {
                        list: "kinds of state",
                        entry: hit.phrase,
                    };
                    more.push((found.formed(Form::Nominal).because(source), *only));
                }
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

const RULES: Source = Source::Shown("those who rule a state stand for it");

/// Those who rule a state are the state: "the Chadian side", "Chad's leadership", and from then on "the leadership".
fn rulers(work: &mut Work) {
    const RULERS: &[&str] = &["leadership", "theocracy", "monarchy", "rulers"];
    let mut told: BTreeMap<String, Option<ChainId>> = BTreeMap::new();
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        let Some(line) = read(work, at) else {
            continue;
        };
        for i in 1..line.len() {
            let side = line.is(i, &["side"]);
            if line.look(i) != Look::Lower || !side && !line.is(i, RULERS) {
                continue;
            }
            let owner = if line.is_possessive(i - 1) && !side {
                work.ending(at, i - 1)
            } else {
                work.ending(at, i)
                    .filter(|owner| owner.found.form == Form::Demonym)
            };
            let noun = line.text(i).to_lowercase();
            match owner.filter(|owner| owner.found.kind == Kind::State) {
                Some(owner) => {
                    let words = owner.found.words.start..i + 1;
                    let found = described(line, words, Kind::State, None);
                    more.push((found.because(RULES), owner.of));
                    let known = told.entry(noun).or_insert(Some(owner.of));
                    // Two states with a leadership: "the leadership" may be either.
                    known.take_if(|known| *known != owner.of);
                }
                None if line.is_before(i, &["the"]) && !side => {
                    if let Some(Some(of)) = told.get(&noun) {
                        let found = described(line, i..i + 1, Kind::State, None);
                        more.push((found.because(RULES), *of));
                    }
                }
                None => {}
            }
        }
        place(work, at, more);
    }
}

/// "The country" where it cannot be another: whose it is that is spoken of ("Chad defends the country's ports"), or, opening a
/// sentence, the one state of the sentence before. Not "urged them to leave the country".
fn countries(work: &mut Work) {
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        let Some(line) = read(work, at) else {
            continue;
        };
        for i in 1..line.len() {
            let noun = line.is(i, &["country", "nation"]) && !work.is_taken(at, i);
            let pointed = line.is_before(i, &["that"]);
            if !noun || !pointed && !line.is_before(i, &["the"]) {
                continue;
            }
            // "sanctions on Chad, months after that country signed".
            if let Some(of) = last_state(work, at, i).filter(|_| pointed) {
                let found = described(line, i..i + 1, Kind::State, None);
                let source = Source::Shown("it is the state spoken of just before");
                more.push((found.because(source), of));
                continue;
            }
            let owns = line.is_possessive(i + 1);
            let here = owns.then(|| last_state(work, at, i)).flatten();
            let before = || only_state(work, at.checked_sub(1)?);
            let opens = i < 3;
            let of = here.or_else(|| if opens { before() } else { None });
            if let Some(of) = of {
                let found = described(line, i..i + 1, Kind::State, None);
                let source = Source::Shown("it is the state spoken of just before");
                more.push((found.because(source), of));
            }
        }
        place(work, at, more);
    }
}

/// The state named last before word `i`, those in titles aside: "US President X said the country's …" may speak of another.
fn last_state(work: &Work, at: usize, i: usize) -> Option<ChainId> {
    let titles = work.titles.get(at)?;
    let last = work.on(at).iter().rfind(|placed| {
        let words = &placed.found.words;
        let in_title = titles
            .iter()
            .any(|title| title.words.start == words.end || title.words.contains(&words.start));
        placed.found.kind == Kind::State && words.end <= i && !in_title
    })?;
    Some(last.of)
}

/// The state of a line of running text that speaks of but one.
fn only_state(work: &Work, at: usize) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    let mut states = work
        .on(at)
        .iter()
        .filter(|placed| placed.found.kind == Kind::State && line.block == BlockKind::Body);
    let first = states.next()?.of;
    states.all(|other| other.of == first).then_some(first)
}

fn read<'w, 'a>(work: &'w Work<'a>, at: usize) -> Option<&'w Line<'a>> {
    let line = work.lines.get(at)?;
    (line.block != BlockKind::Navigation).then_some(line)
}

fn place(work: &mut Work, at: usize, more: Vec<(Found, ChainId)>) {
    for (found, of) in more {
        work.place(at, found, of);
    }
}

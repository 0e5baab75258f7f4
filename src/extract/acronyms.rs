//! Abbreviations that the article never spells out beside the long form: "Iraqi security forces … the ISF".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::chains::merge;
use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Look};
use crate::extract::work::{Placed, Work, one_line};
use crate::model::{BlockKind, ChainId, Kind, Source};

/// Joins each unknown abbreviation to the one body whose initials it is.
pub(super) fn add(work: &mut Work) {
    complete(work);
    let long_forms = long_forms(work);
    let mut merges = BTreeMap::new();
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        if line.block == BlockKind::Navigation {
            continue;
        }
        for i in 0..line.len() {
            // "PLO" and "P.L.O."
            let letters = line.text(i).replace('.', "");
            let dotted = letters.len() < line.text(i).len();
            let n_letters = letters.chars().count();
            if line.look(i) != Look::Capitals && !dotted
                || !(3..=6).contains(&n_letters)
                || !letters.chars().all(char::is_uppercase)
            {
                continue;
            }
            let Some((of, numbered)) = spelt_out(line, i, &letters, &long_forms) else {
                continue;
            };
            let from = i - usize::from(numbered);
            // The letters themselves, not "the chairman of the PLO".
            let here = work.on(at).iter();
            let here = here.filter(|placed| placed.found.words.contains(&i));
            match here.min_by_key(|placed| placed.found.words.len()) {
                Some(placed) if placed.found.key == Key::Letters && placed.of != of => {
                    merges.insert(placed.of, of);
                }
                Some(_) => {}
                None => {
                    let kind = work.kind(of).unwrap_or(Kind::Organization);
                    let found = Found::new(line, from..i + 1, kind, Key::Letters, Trust::Shown);
                    let source =
                        Source::Shown("its letters are the initials of a name in the article");
                    more.push((found.because(source), of));
                }
            }
        }
        for (found, of) in more {
            if let Some(chain) = work.chains.get_mut(of.0 as usize) {
                chain.named = true;
            }
            work.place(at, found, of);
        }
    }
    merge(work, &merges);
}

/// "the National Movement for the Liberation of Azawad (MNLA)": the letters in brackets say where the name before them begins and ends.
fn complete(work: &mut Work) {
    let mut merges = BTreeMap::new();
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let mut more = Vec::new();
        for bracket in 1..line.len() {
            if !line.is(bracket, &["("]) || !line.is(bracket + 2, &[")"]) {
                continue;
            }
            let spelt = spelt_before(line, bracket);
            let Some(words) = spelt.or_else(|| contracted_before(line, bracket)) else {
                continue;
            };
            let within = |placed: &&Placed| {
                let Range { start, end } = placed.found.words;
                start >= words.start && end <= words.end
            };
            let parts: Vec<&Placed> = work.on(at).iter().filter(within).collect();
            let Some(first) = parts.iter().find(|placed| {
                placed.found.kind == Kind::Organization && placed.found.words.start == words.start
            }) else {
                continue;
            };
            if first.found.words != words {
                let found = Found {
                    words: words.clone(),
                    span: line.span_of(&words),
                    ..first.found.clone()
                };
                more.push((found, first.of));
            }
            let letters = work.starting(at, bracket + 1);
            if let Some(letters) = letters.filter(|letters| {
                letters.of != first.of && letters.found.kind == Kind::Organization
            }) {
                merges.insert(letters.of, first.of);
            }
        }
        let names: Vec<String> = more
            .iter()
            .map(|(found, _)| one_line(line.page.text(found.span)))
            .collect();
        for ((found, of), name) in more.into_iter().zip(names) {
            if let Some(list) = work.placed.get_mut(at) {
                let inside = |placed: &Placed| {
                    placed.found.words.start >= found.words.start
                        && placed.found.words.end <= found.words.end
                };
                list.retain(|placed| placed.of != of || !inside(placed));
            }
            work.place(at, found, of);
            if let Some(chain) = work.chains.get_mut(of.0 as usize) {
                chain.name = name;
            }
        }
    }
    merge(work, &merges);
}

/// The words before a bracket whose initials are the letters in it, in any order (they may be those of another language), small words
/// left out.
fn spelt_before(line: &Line, bracket: usize) -> Option<Range<usize>> {
    let letters = line.text(bracket + 1).replace('.', "");
    let mut letters: Vec<char> = letters.chars().collect();
    if letters.len() < 3 || !letters.iter().all(|letter| letter.is_uppercase()) {
        return None;
    }
    let mut from = bracket;
    while !letters.is_empty() {
        from = from.checked_sub(1)?;
        let first = line.text(from).chars().next()?;
        match letters.iter().rposition(|letter| *letter == first) {
            Some(at) => {
                letters.remove(at);
            }
            None if is_small(line.text(from))
                || line.is(from, &["de", "la", "du", "des", "del"]) => {}
            None => return None,
        }
    }
    (bracket - from > 2).then_some(from..bracket)
}

/// "African Union Mission in Somalia (AMISOM)": the words before a bracket whose beginnings, in order, make the letters in it; one word
/// with a capital may give none.
fn contracted_before(line: &Line, bracket: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 8;
    let letters: Vec<char> = line.text(bracket + 1).to_lowercase().chars().collect();
    if letters.len() < 4 || line.look(bracket + 1) != Look::Capitals {
        return None;
    }
    let words: Vec<Vec<char>> = (bracket.saturating_sub(LONGEST)..bracket)
        .map(|at| line.text(at).to_lowercase().chars().collect())
        .collect();
    let opens = |from: &usize| {
        let first = words.get(*from).and_then(|word| word.first());
        first == letters.first() && line.has_capital(bracket - words.len() + from)
    };
    let from = (0..words.len().saturating_sub(2))
        .rev()
        .find(|from| opens(from) && makes(&words[*from..], &letters, false))?;
    Some(bracket - words.len() + from..bracket)
}

/// Whether the beginnings of words make these letters; the last word gives one at least.
fn makes(words: &[Vec<char>], letters: &[char], skipped: bool) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    let shared = word.iter().zip(letters).take_while(|(a, b)| a == b).count();
    let gives = (1..=shared).any(|n| makes(rest, &letters[n..], skipped));
    let small = is_small(&word.iter().collect::<String>());
    let may_skip = !rest.is_empty() && (small || !skipped);
    gives || may_skip && makes(rest, letters, skipped || !small)
}

/// The initials of every body and unit, with a number before them if the name has one.
fn long_forms(work: &Work) -> LongForms {
    let mut forms = LongForms::new();
    for (line, list) in work.lines.iter().zip(&work.placed) {
        for placed in list {
            let body = matches!(
                placed.found.kind,
                Kind::Organization | Kind::MilitaryAsset | Kind::Event
            );
            if !body {
                continue;
            }
            let name = one_line(line.page.text(placed.found.span));
            let mut words = name
                .split([' ', '-'])
                .filter(|word| !is_small(word))
                .peekable();
            let number = words
                .next_if(|word| word.starts_with(|c: char| c.is_ascii_digit()))
                .map(str::to_owned);
            let initials: String = words
                .filter_map(|word| word.chars().next())
                .flat_map(char::to_uppercase)
                .collect();
            if initials.chars().count() >= 3 {
                let list = forms.entry(initials).or_default();
                if !list.contains(&(number.clone(), placed.of)) {
                    list.push((number, placed.of));
                }
            }
        }
    }
    forms
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "and" | "for" | "in" | "on" | "'s" | "’s" | ""
    )
}

/// The one chain with these initials, and whether the number before belongs to it.
fn spelt_out(line: &Line, i: usize, letters: &str, forms: &LongForms) -> Option<(ChainId, bool)> {
    let list = forms.get(letters)?;
    let numbered = |number: &Option<String>| {
        number
            .as_deref()
            .is_none_or(|number| line.before(i) == number)
    };
    let mut fitting = list.iter().filter(|(number, _)| numbered(number));
    let (number, of) = fitting.next()?;
    fitting
        .all(|(_, other)| other == of)
        .then_some((*of, number.is_some()))
}

/// By initials: the number before the name, if it has one, and the chain.
type LongForms = BTreeMap<String, Vec<(Option<String>, ChainId)>>;

//! Abbreviations that the article never spells out beside the long form: "Iraqi security forces … the ISF".

use std::collections::BTreeMap;

use crate::extract::chains::merge;
use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Look};
use crate::extract::work::{Work, one_line};
use crate::model::{BlockKind, ChainId, Kind, Source};

/// Joins each unknown abbreviation to the one body whose initials it is.
pub(super) fn add(work: &mut Work) {
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
            let text = line.text(i);
            let n_letters = text.chars().count();
            if line.look(i) != Look::Capitals
                || !(3..=6).contains(&n_letters)
                || !text.chars().all(char::is_uppercase)
            {
                continue;
            }
            let Some((of, numbered)) = spelt_out(line, i, &long_forms) else {
                continue;
            };
            let from = i - usize::from(numbered);
            match work
                .on(at)
                .iter()
                .find(|placed| placed.found.words.contains(&i))
            {
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
fn spelt_out(line: &Line, i: usize, forms: &LongForms) -> Option<(ChainId, bool)> {
    let list = forms.get(line.text(i))?;
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

//! Where the name of a person begins and ends.

use std::ops::Range;

use crate::extract::found::{
    Found, Key, TitleAt, Trust, is_no_name, is_organization_noun, state_at,
};
use crate::extract::line::{Line, Look};
use crate::lexicon::{Scope, StateForm, WordForm};
use crate::model::{Kind, Span};

/// The person whom a title introduces, at word `i` right after it.
/// "Foreign Minister Ana Duarte", "Mr Duarte"; not "Foreign Minister Monday", "President of".
pub(super) fn after_title(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let words = name_at(line, i, titles)?;
    let only_one = words.len() == 1;
    if only_one && (starts_known(line, i, &words) || is_organization_noun(line, i)) {
        return None;
    }
    Some(Found::new(
        line,
        words,
        Kind::Person,
        Key::Letters,
        Trust::Shown,
    ))
}

/// A person by a given name: "Ana Duarte", "J. Duarte", "Xi Jinping".
pub(super) fn by_given_name(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let words = name_at(line, i, titles)?;
    let n_units = words.len();
    if n_units < 2 {
        return None;
    }
    let names = &line.page.lexicon.names;
    let first = names.given(line.text(i));
    let second = names.given(line.text(i + 1));
    let initial = |at: usize| is_initial(line.text(at));
    let state = state_at(line, i);
    let shown = match first {
        Some(WordForm::Given) => state.is_none() || n_units == 2,
        Some(WordForm::Doubtful) => {
            let rest_is_plain = (i + 1..words.end).all(|at| !is_place_or_state(line, at));
            (!line.opens(i) || second.is_some() || n_units == 2) && rest_is_plain
        }
        None => {
            state.is_none()
                && !line.opens(i)
                && (second == Some(WordForm::Given) || initial(i) || initial(i + 1))
                // "Republican Ana Duarte", "Incumbent Ana Duarte": the name begins one later.
                && (n_units == 2 || second != Some(WordForm::Given) || initial(i))
                && n_units <= 4
        }
    };
    shown.then(|| Found::new(line, words, Kind::Person, Key::Letters, Trust::Shown))
}

/// The words of what may be a person's name at word `i`: capitals, initials, particles between them.
pub(super) fn name_at(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Range<usize>> {
    let mut end = i;
    let mut at = i;
    while at < line.len() && at - i < 8 {
        let text = line.text(at);
        if is_name_word(line, at) && !begins_title(titles, at, end == i) {
            if end > i && breaks_off(line, i, at) {
                break;
            }
            at += 1;
            end = at;
            // "J." stands before more of the name, "Jr." ends it.
            if text == "Jr" || text == "Jr." || text == "Sr." {
                break;
            }
        } else if line.page.lexicon.names.is_particle(text)
            && (line.look(at) == Look::Lower || end > i)
            && line.has_capital(at + 1)
        {
            at += 1;
        } else {
            break;
        }
    }
    let last_is_initial = end > i && is_initial(line.text(end - 1)) && end - i == 1;
    (end > i && !last_is_initial).then_some(i..end)
}

pub(super) fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    capital
        && matches!(
            (chars.next(), chars.next()),
            (None, None) | (Some('.'), None)
        )
        || text.len() == 4 && text.ends_with('.') && text.get(1..2) == Some(".")
}

fn is_name_word(line: &Line, i: usize) -> bool {
    let text = line.text(i);
    match line.look(i) {
        Look::Capital => !is_no_name(text),
        // "KIM" in a headline, "J.", "JD": but not "NATO".
        Look::Capitals => {
            is_initial(text)
                || text.chars().count() == 2 && line.page.lexicon.names.given(text).is_some()
        }
        _ => false,
    }
}

/// Whether a title begins here; one may be part of a name only when it opens it ("Pope Francis" is cut before this).
fn begins_title(titles: &[TitleAt], i: usize, first: bool) -> bool {
    titles.iter().any(|title| {
        let starts = title.words.start == i;
        // "Major" and "King" are surnames as often as ranks; before another word of the name they are titles.
        starts && (first || title.title.scope != Scope::Courtesy || title.words.len() > 1)
    })
}

/// Whether a name that began at `from` does not go on with word `at`.
fn breaks_off(line: &Line, from: usize, at: usize) -> bool {
    // "Witkoff US" and "Johnson Iran": a state ends the name before it, unless it may be a surname.
    let state = state_at(line, at).is_some_and(|(words, _, form)| {
        matches!(
            form,
            StateForm::Name | StateForm::Demonym | StateForm::People
        ) && words.len() + from > from
    });
    let given = line.page.lexicon.names.given(line.text(at)).is_some();
    state && !given
}

fn starts_known(line: &Line, i: usize, words: &Range<usize>) -> bool {
    let Some(start) = line.words.get(i).map(|word| word.span.start()) else {
        return false;
    };
    let text = &line.page.article.text;
    let lexicon = line.page.lexicon;
    let whole = |span: Span| span.end() >= line.span_of(words).end();
    lexicon
        .states
        .at(text, start)
        .is_some_and(|h| whole(h.span))
        || lexicon
            .organizations
            .at(text, start)
            .is_some_and(|h| whole(h.span))
}

fn is_place_or_state(line: &Line, i: usize) -> bool {
    let Some(word) = line.words.get(i) else {
        return false;
    };
    let text = &line.page.article.text;
    let lexicon = line.page.lexicon;
    let start = word.span.start();
    lexicon.states.at(text, start).is_some()
        || lexicon.places.noun_at(text, start).is_some()
        || lexicon.organizations.noun_at(text, start).is_some()
}

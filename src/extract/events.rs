//! Events that have a name: "Operation Inherent Resolve", "Yom Kippur War", "2001 Italian general election".

use crate::extract::bodies::{self, run};
use crate::extract::found::{Found, Key, TitleAt, Trust, is_no_name};
use crate::extract::line::{Line, Look};
use crate::lexicon::Event;
use crate::model::{Kind, Subkind};

/// "JCPOA", "Iran-Iraq War": an event of the word list that begins at word `i`.
pub(super) fn known(line: &Line, i: usize) -> Option<Found> {
    let start = line.words.get(i)?.span.start();
    let page = line.page;
    let hit = page.lexicon.events.at(&page.article.text, start)?;
    let words = line.words_of(hit.span)?;
    let found = Found::new(line, words, Kind::Event, Key::Letters, Trust::Known);
    Some(found.with(Some(hit.value.subkind)))
}

/// A named event that begins at word `i`.
pub(super) fn named(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    operation(line, i, titles)
        .or_else(|| exercise(line, i, titles))
        .or_else(|| dated(line, i))
        .or_else(|| by_noun(line, i, titles))
}

fn operation(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    if line.text(i) != "Operation"
        || line.look(i + 1) != Look::Capital
        || is_no_name(line.text(i + 1))
    {
        return None;
    }
    let words = i..run(line, i + 1, titles).end;
    let found = Found::new(line, words, Kind::Event, Key::Letters, Trust::Shown);
    Some(found.with(Some(Subkind::War)))
}

/// "the exercise, Southern Lantern": a name behind its noun. "After the exercise, Ella Marsh said" is somebody.
fn exercise(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let comma = line.is_before(i, &[","]);
    let (_, event) = noun_at(line, i.checked_sub(if comma { 2 } else { 1 })?)?;
    let words = i..run(line, i, titles).end;
    let is_person = line.page.lexicon.names.given(line.text(i)).is_some();
    if event.subkind != Some(Subkind::Exercise)
        || words.len() < 2
        || is_person
        || comma && line.look(words.end) != Look::Mark
    {
        return None;
    }
    let found = Found::new(line, words, Kind::Event, Key::Letters, Trust::Shown);
    Some(found.with(event.subkind))
}

/// "1979 Islamic Revolution", "2019 Ukrainian parliamentary election": a year, capitals, perhaps small words, the noun.
fn dated(line: &Line, i: usize) -> Option<Found> {
    let year = line.text(i);
    let dated =
        year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|b| b.is_ascii_digit());
    if !dated || !line.has_capital(i + 1) {
        return None;
    }
    let mut last = None;
    for at in i + 2..(i + 8).min(line.len()) {
        if let Some((n_words, event)) = noun_at(line, at) {
            last = Some((at + n_words, event.subkind));
        }
        let small = line.look(at) == Look::Lower
            && line.is(
                at,
                &[
                    "of", "and", "on", "in", "at", "for", "to", "by", "were", "was", "as",
                ],
            );
        if last.is_some() || line.look(at) == Look::Mark || small {
            break;
        }
    }
    let (end, subkind) = last?;
    Some(Found::new(line, i..end, Kind::Event, Key::Letters, Trust::Shown).with(subkind))
}

fn by_noun(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let run = run(line, i, titles);
    let event_in_run = |at: usize| {
        let (n_words, event) = noun_at(line, at)?;
        (line.look(at) == Look::Capital && at + n_words <= run.end && event.named)
            .then_some((at + n_words, event.subkind))
    };
    // "Cessation of Hostilities": a noun of several words, all with capitals.
    if let Some((n_words, event)) = noun_at(line, i)
        && n_words > 1
        && event.named
        && line.look(i) == Look::Capital
        && line.look(i + n_words - 1) == Look::Capital
    {
        let words = i..i + n_words;
        let found = Found::new(line, words, Kind::Event, Key::Letters, Trust::Shown);
        return Some(found.with(event.subkind));
    }
    // "Battle of Algiers".
    if let Some((end, subkind)) = event_in_run(i)
        && line.is(end, &["of"])
    {
        let from = end + 1 + usize::from(line.is(end + 1, &["the"]));
        if line.look(from) == Look::Capital && !is_no_name(line.text(from)) {
            let words = i..self::run(line, from, titles).end;
            return Some(
                Found::new(line, words, Kind::Event, Key::Letters, Trust::Shown).with(subkind),
            );
        }
    }
    let (noun, (end, subkind)) = (i + 1..run.end)
        .filter_map(|at| Some((at, event_in_run(at)?)))
        .next_back()?;
    // "UN Security Council Resolution": the council is a body, the paper is none.
    let body = bodies::known(line, i).or_else(|| bodies::by_head(line, i, titles));
    if subkind == Some(Subkind::Treaty) && body.is_some_and(|body| body.words.end >= noun) {
        return None;
    }
    Some(Found::new(line, i..end, Kind::Event, Key::Letters, Trust::Shown).with(subkind))
}

/// A noun for events at word `i`: how many words it takes, and what it is.
pub(super) fn noun_at<'a>(line: &Line<'a>, i: usize) -> Option<(usize, &'a Event)> {
    let start = line.words.get(i)?.span.start();
    let page = line.page;
    let hit = page.lexicon.events.noun_at(&page.article.text, start)?;
    // "3 and 4 March" is no protest.
    let numbered = |at: usize| line.look(at) == Look::Number;
    let month = line.text(i) == "March" && (numbered(i + 1) || i > 0 && numbered(i - 1));
    (!month).then_some((line.words_of(hit.span)?.len(), hit.value))
}

/// Nouns of people who talk.
pub(super) fn is_talk(noun: &str) -> bool {
    let last = noun.split(' ').next_back().unwrap_or(noun);
    matches!(
        last,
        "talks"
            | "negotiations"
            | "discussions"
            | "consultations"
            | "meeting"
            | "summit"
            | "dialogue"
            | "negotiation"
    )
}

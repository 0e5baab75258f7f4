//! Organisations, known by name or by the noun that heads it.

use std::ops::Range;

use crate::extract::found::{Found, Key, TitleAt, Trust, is_no_name, state_at};
use crate::extract::line::{Line, Look};
use crate::lexicon::{MediaKind, StateForm};
use crate::model::{Form, Kind, Span, Subkind};

/// An organisation or medium that the word lists know.
pub(super) fn known(line: &Line, i: usize) -> Option<Found> {
    let start = line.words.get(i)?.span.start();
    let text = &line.page.article.text;
    let organizations = &line.page.lexicon.organizations;
    let body = organizations.at(text, start).and_then(|hit| {
        let body = organizations.get(*hit.value)?;
        let words = line.words_of(hit.span)?;
        let found = Found::new(
            line,
            words,
            Kind::Organization,
            Key::Organization(body.name),
            Trust::Known,
        );
        Some(found.with(body.subkind))
    });
    let medium = organizations.medium_at(text, start).and_then(|hit| {
        let mut words = line.words_of(hit.span)?;
        // "X" is a platform where something is written on it, else a letter.
        let platform = hit.value.kind == MediaKind::Platform;
        if platform
            && !line.is_before(
                i,
                &["on", "to", "from", "via", "platform", "network", "app"],
            )
        {
            return None;
        }
        words.end += agency_noun(line, words.end);
        let found = Found::new(
            line,
            words,
            Kind::Organization,
            Key::Medium(hit.value.name),
            Trust::Known,
        );
        Some(found.with(Some(Subkind::Media)))
    });
    match (body, medium) {
        // "AFP" is a news agency before it is anything else; a longer name wins.
        (Some(body), Some(medium)) if medium.words.len() < body.words.len() => Some(body),
        (body, medium) => medium.or(body),
    }
}

/// An organisation by the noun that heads its name: "Omani Foreign Ministry", "Ministry of Fisheries", "Karabla clan".
pub(super) fn by_head(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let run = run(line, i, titles);
    let Some((head, subkind)) = last_head(line, &run) else {
        return by_common_head(line, &run);
    };
    // "San Martín Palace" is a building, whoever sits in it.
    if subkind.is_none() && run.len() > 1 && line.is(head.start, &["palace"]) {
        return None;
    }
    // "the Ministry" is no name; "Iran's Parliament", "the Foreign Ministry" and "Bank of Chad" are.
    let end = of_what(line, head.end, titles);
    let owned = i
        .checked_sub(1)
        .is_some_and(|before| line.is_possessive(before));
    if run.len() == 1 && end == head.end && !owned {
        return None;
    }
    // "the Government of Iraq" is Iraq.
    let government = line.is(head.start, &["government"]) && head.start == i;
    if government {
        return None;
    }
    // "Jordanian 71st Group": the number begins the name.
    if state_at(line, i).is_some_and(|(words, ..)| is_ordinal(line.text(words.end))) {
        return None;
    }
    let words = i..end.max(head.end);
    Some(Found::new(line, words, Kind::Organization, Key::Letters, Trust::Shown).with(subkind))
}

/// The capitals that belong together from word `i` on: "Foreign and Commonwealth Office", up to a title or a mark.
pub(super) fn run(line: &Line, i: usize, titles: &[TitleAt]) -> Range<usize> {
    let mut at = i;
    while at < line.len() && at - i < 12 {
        let name_word = line.has_capital(at) && (at == i || !is_no_name(line.text(at)));
        let counted = is_ordinal(line.text(at)) && line.has_capital(at + 1);
        if name_word || counted {
            let titled = at > i && titles.iter().any(|title| title.words.start == at);
            if titled {
                break;
            }
            at += 1;
        } else if line.is(at, &["and", "&"])
            && at > i
            && line.look(at + 1) == Look::Capital
            && joins_adjectives(line, i, at)
        {
            at += 1;
        } else {
            break;
        }
    }
    i..at.max(i + 1)
}

/// "5th", "82nd", "71st".
pub(super) fn is_ordinal(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = text.get(digits.len()..).unwrap_or_default();
    let numbered = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    numbered
        && matches!(
            ending,
            "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH"
        )
}

/// "Truth and Reconciliation Commission": what stands before "and" is one word, and nobody's name.
fn joins_adjectives(line: &Line, from: usize, and: usize) -> bool {
    let start = line.words.get(and - 1).map_or(0, |word| word.span.start());
    let text = &line.page.article.text;
    let lexicon = line.page.lexicon;
    let name = lexicon.states.at(text, start).is_some()
        || lexicon.organizations.at(text, start).is_some()
        || lexicon.organizations.noun_at(text, start).is_some()
        || lexicon.places.at(text, start).is_some()
        || lexicon.names.given(line.text(and - 1)).is_some();
    !name && and - from <= 2 && head_within(line, and + 1..and + 4)
}

fn head_within(line: &Line, words: Range<usize>) -> bool {
    let mut within = words.filter(|i| line.look(*i) == Look::Capital);
    within.any(|i| noun_at(line, i).is_some())
}

/// The last noun in the run that heads names of organisations.
fn last_head(line: &Line, run: &Range<usize>) -> Option<(Range<usize>, Option<Subkind>)> {
    let mut found = None;
    let mut at = run.start;
    while at < run.end {
        match noun_at(line, at) {
            Some((words, subkind)) if words.end <= run.end && line.has_capital(at) => {
                at = words.end;
                found = Some((words, subkind));
            }
            _ => at += 1,
        }
    }
    found
}

/// A noun that heads names of bodies, with the finer kind it tells.
pub(super) fn noun_at(line: &Line, i: usize) -> Option<(Range<usize>, Option<Subkind>)> {
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .organizations
        .noun_at(&line.page.article.text, start)?;
    Some((line.words_of(hit.span)?, *hit.value))
}

/// Where "of Fisheries and Oceans", "for the Animals", "of Canada" after a head noun ends.
fn of_what(line: &Line, head: usize, titles: &[TitleAt]) -> usize {
    let mut end = head;
    let mut at = head;
    while line.is(at, &["of", "for", "on", "against"]) && end - head < 10 {
        let mut from = at + 1;
        if line.is(from, &["the"]) {
            from += 1;
        }
        // "for Friday" and "on Monday" end the name; so does a person.
        if line.look(from) != Look::Capital && line.look(from) != Look::Capitals
            || is_no_name(line.text(from))
        {
            break;
        }
        if line.is(at, &["on", "for", "against"])
            && known_actor(line, from)
            && !line.is(at, &["for"])
        {
            break;
        }
        if titles.iter().any(|title| title.words.start == from) {
            break;
        }
        let part = run(line, from, titles);
        // "Bank of Chad Ana Duarte": the state ends the name, unless another noun goes on with it.
        end = match state_at(line, from) {
            Some((state, ..)) if !head_within(line, state.end..part.end) => state.end,
            _ => part.end,
        };
        while line.is(end, &["and", "&"])
            && line.look(end + 1) == Look::Capital
            && state_at(line, end + 1).is_none()
            && !is_no_name(line.text(end + 1))
            && !titles.iter().any(|title| title.words.start == end + 1)
            && line.page.lexicon.names.given(line.text(end + 1)).is_none()
            && !head_within(line, end + 1..run(line, end + 1, titles).end)
        {
            end = run(line, end + 1, titles).end;
        }
        at = end;
    }
    end
}

fn known_actor(line: &Line, i: usize) -> bool {
    let Some(word) = line.words.get(i) else {
        return false;
    };
    let text = &line.page.article.text;
    let lexicon = line.page.lexicon;
    let start = word.span.start();
    lexicon.states.at(text, start).is_some() || lexicon.organizations.at(text, start).is_some()
}

/// "Fars news agency", "Shammar tribe": a common noun right after the capitals.
fn by_common_head(line: &Line, run: &Range<usize>) -> Option<Found> {
    let noun = run.end;
    let name = |words, subkind| {
        let found = Found::new(line, words, Kind::Organization, Key::Letters, Trust::Shown);
        Some(found.with(subkind))
    };
    let n_agency = agency_noun(line, noun);
    let only_state = state_at(line, run.start).is_some_and(|(words, ..)| words.end >= run.end);
    if only_state {
        return None;
    }
    if n_agency > 0 {
        return name(run.start..noun + n_agency, Some(Subkind::Media));
    }
    if line.is(noun, &["clan", "tribe", "militia", "brigade", "battalion"]) {
        return name(run.start..noun + 1, None);
    }
    None
}

/// How many words "news agency" takes here.
fn agency_noun(line: &Line, i: usize) -> usize {
    match (line.is(i, &["news"]), line.is(i + 1, &["agency"])) {
        (true, true) => 2,
        _ => 0,
    }
}

/// What stands before a plain name and makes it one: "Oman's" of "Oman's Foreign Ministry", "the American military's" of
/// "the American military's Central Command".
pub(super) fn owner_before(line: &Line, found: &Found) -> Option<usize> {
    let first = found.words.start;
    let owner_end = first.checked_sub(1).filter(|i| line.is_possessive(*i))?;
    let last = owner_end.checked_sub(1)?;
    if let Some(begin) = state_ending_at(line, last) {
        return Some(begin);
    }
    let noun = line.words.get(last)?.span.start();
    let text = &line.page.article.text;
    line.page.lexicon.organizations.noun_at(text, noun)?;
    state_ending_at(line, last.checked_sub(1)?)
}

/// The first word of a state's name or adjective that ends with word `last`.
fn state_ending_at(line: &Line, last: usize) -> Option<usize> {
    (last.saturating_sub(3)..=last).find(|from| {
        state_at(line, *from).is_some_and(|(words, _, form)| {
            words.end == last + 1 && matches!(form, StateForm::Name | StateForm::Demonym)
        })
    })
}

/// Whether a name is made of nouns that every state has one of: "Foreign Ministry", "Supreme Court", "Central Command".
pub(super) fn is_plain(line: &Line, found: &Found) -> bool {
    let has_owner_word = found
        .words
        .clone()
        .any(|i| state_at(line, i).is_some() || line.look(i) == Look::Capitals);
    found.key == Key::Letters && !has_owner_word && found.words.len() <= 4
}

/// A state's name that opens the name of one of its bodies, "US" of "US Navy": it tells whose the body is, and acts for nobody.
pub(super) fn state_within(line: &Line, found: &Found) -> Option<Found> {
    let (words, iso, form) = state_at(line, found.words.start)?;
    let inside = words.end < found.words.end;
    let media = found.subkind == Some(Subkind::Media);
    if !inside || media || matches!(found.key, Key::Organization(_)) && words.len() > 1 {
        return None;
    }
    if !matches!(form, StateForm::Name | StateForm::Demonym) {
        return None;
    }
    let state = Found::new(line, words, Kind::State, Key::State(iso), Trust::Known);
    Some(state.formed(Form::Demonym))
}

/// The span of a found thing with its owner.
pub(super) fn widened(line: &Line, found: &Found, from: usize) -> Found {
    let words = from..found.words.end;
    let span: Span = line.span_of(&words);
    Found {
        words,
        span,
        ..found.clone()
    }
}

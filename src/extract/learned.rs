//! Where rules only guess, the recogniser decides; where they see nothing, it may add. What lists and titles show stands.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::extract::assets;
use crate::extract::found::{Found, Key, TitleAt, Trust};
use crate::extract::line::{Line, Look, Setting};
use crate::extract::recogniser::{self, Class};
use crate::model::{BlockKind, Kind, Source, Span};

/// Weighs what was found against what the recogniser sees in the same lines.
pub(super) fn weigh(lines: &[Line], titles: &[Vec<TitleAt>], found: &mut [Vec<Found>]) {
    let Some(page) = lines.first().map(|line| line.page) else {
        return;
    };
    let tokens: Vec<Vec<Span>> = lines
        .iter()
        .map(|line| line.words.iter().map(|word| word.span).collect())
        .collect();
    let tokens: Vec<&[Span]> = tokens.iter().map(Vec::as_slice).collect();
    let names = recogniser::names(
        recogniser::model(),
        page.lexicon,
        &page.article.text,
        &tokens,
    );
    let parts = parts(lines, found);
    let is_part = |line: &Line, words: &Range<usize>| parts.contains(&line.texts(words));
    for ((line, titles), known) in lines.iter().zip(titles).zip(found) {
        let first = names.partition_point(|(span, ..)| span.end() <= line.span.start());
        let here = names
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|(span, ..)| span.start() < line.span.end());
        if !matches!(
            line.block,
            BlockKind::Navigation | BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit
        ) {
            let here: Vec<(Range<usize>, Class, u8)> = here
                .filter_map(|(span, class, sure)| Some((line.words_of(*span)?, *class, *sure)))
                .filter(|(words, ..)| !is_part(line, words))
                .collect();
            weigh_line(line, &here, titles, known);
        }
    }
}

/// The ends of all longer names: "Marsh" after "Ella Marsh" and "Roald Vang" after "HNoMS Roald Vang" are not for the recogniser to
/// say, since the second pass knows.
fn parts<'a>(lines: &[Line<'a>], found: &[Vec<Found>]) -> BTreeSet<Vec<&'a str>> {
    let mut parts = BTreeSet::new();
    for (line, known) in lines.iter().zip(found) {
        for name in known.iter().filter(|name| name.trust != Trust::Guessed) {
            let Range { start, end } = name.words;
            parts.extend((start + 1..end).map(|from| line.texts(&(from..end))));
        }
    }
    parts
}

fn weigh_line(
    line: &Line,
    names: &[(Range<usize>, Class, u8)],
    titles: &[TitleAt],
    known: &mut Vec<Found>,
) {
    if line.setting == Setting::Running {
        // Two capitals that the recogniser takes for no name, or for a work or a people, are no person.
        known.retain(|found| {
            found.trust != Trust::Guessed
                || found.kind != Kind::Person
                || names
                    .iter()
                    .any(|(words, class, _)| overlap(words, &found.words) && kind(*class).is_some())
        });
    }
    for (words, class, sure) in names {
        let Some(kind) = kind(*class).filter(|kind| is_likely(line, words, *kind)) else {
            continue;
        };
        let overlaps = |found: &Found| overlap(&found.words, words);
        // A place after "in", a body with its head noun: where a rule saw more than capitals, its kind stands.
        let seen = |found: &Found| found.trust != Trust::Guessed || found.kind != Kind::Person;
        if known.iter().any(|found| overlaps(found) && seen(found)) {
            continue;
        }
        let kind = if is_titled(line, words, titles) {
            Kind::Person
        } else {
            kind
        };
        known.retain(|found| !overlaps(found));
        let words = words.clone();
        let found = Found::new(line, words, kind, Key::Letters, Trust::Shown);
        known.push(found.because(Source::Learned(*sure)));
    }
    known.sort_by_key(|found| (found.words.start, std::cmp::Reverse(found.words.end)));
}

/// "the water minister, Rehema Mwakasege, said": whoever stands between commas behind an office holds it.
fn is_titled(line: &Line, words: &Range<usize>, titles: &[TitleAt]) -> bool {
    let office = |title: &TitleAt| title.words.end + 1 == words.start && !title.title.plural;
    words.len() > 1
        && line.is_before(words.start, &[","])
        && line.is(words.end, &[","])
        && titles.iter().any(office)
}

/// Weapons and units are the rules' business, and one capital is little to make an organisation of.
fn is_likely(line: &Line, words: &Range<usize>, kind: Kind) -> bool {
    let lone = words.len() == 1 && line.look(words.start) != Look::Capitals;
    let is_asset = words.clone().any(|i| assets::noun_at(line, i).is_some());
    let lone_body = lone && kind == Kind::Organization;
    let has_capital = words.clone().any(|i| line.has_capital(i));
    has_capital && !is_asset && !is_epithet(line, words) && !lone_body
}

/// "the Islamic Republic" is some state, and the descriptions find which.
fn is_epithet(line: &Line, words: &Range<usize>) -> bool {
    let span = line.span_of(words);
    let page = line.page;
    let hit = page
        .lexicon
        .states
        .epithet_at(&page.article.text, span.start());
    hit.is_some_and(|hit| hit.span == span)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn kind(class: Class) -> Option<Kind> {
    match class {
        Class::Person => Some(Kind::Person),
        Class::Organization => Some(Kind::Organization),
        Class::Place => Some(Kind::Place),
        Class::Event => Some(Kind::Event),
        Class::Other => None,
    }
}

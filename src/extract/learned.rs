//! Where rules only guess, the recogniser decides; where they see nothing, it may add. What lists and titles show stands.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Setting};
use crate::extract::recogniser::{self, Class};
use crate::model::{BlockKind, Kind, Span};

/// Weighs what was found against what the recogniser sees in the same lines.
pub(super) fn weigh(lines: &[Line], found: &mut [Vec<Found>]) {
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
    // "Marsh" after "Ella Marsh" is not for the recogniser to say: the second pass knows.
    let parts: BTreeSet<&str> = lines
        .iter()
        .zip(found.iter())
        .flat_map(|(line, known)| {
            known
                .iter()
                .filter(|found| found.trust != Trust::Guessed && found.words.len() > 1)
                .map(|found| line.text(found.words.end - 1))
        })
        .collect();
    let is_part = |line: &Line, words: &Range<usize>| {
        words.len() == 1 && parts.contains(line.text(words.start))
    };
    for (line, known) in lines.iter().zip(found) {
        let first = names.partition_point(|(span, _)| span.end() <= line.span.start());
        let here = names
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|(span, _)| span.start() < line.span.end());
        if !matches!(
            line.block,
            BlockKind::Navigation | BlockKind::Byline | BlockKind::Credit
        ) {
            let here: Vec<(Range<usize>, Class)> = here
                .filter_map(|(span, class)| Some((line.words_of(*span)?, *class)))
                .filter(|(words, _)| !is_part(line, words))
                .collect();
            weigh_line(line, &here, known);
        }
    }
}

fn weigh_line(line: &Line, names: &[(Range<usize>, Class)], known: &mut Vec<Found>) {
    if line.setting == Setting::Running {
        // Two capitals that the recogniser takes for no name, or for a work or a people, are no person and no place.
        known.retain(|found| {
            found.trust != Trust::Guessed
                || found.kind == Kind::Organization
                || names
                    .iter()
                    .any(|(words, class)| overlap(words, &found.words) && kind(*class).is_some())
        });
    }
    for (words, class) in names {
        let Some(kind) = kind(*class) else { continue };
        let there: Vec<&Found> = known
            .iter()
            .filter(|found| overlap(&found.words, words))
            .collect();
        if there.iter().any(|found| found.trust != Trust::Guessed) {
            continue;
        }
        // "in Zumar" is a place, however much it looks like a person.
        let placed = there
            .iter()
            .any(|found| found.kind == Kind::Place && found.words == *words);
        let kind = if placed && kind == Kind::Person {
            Kind::Place
        } else {
            kind
        };
        known.retain(|found| !overlap(&found.words, words));
        known.push(Found::new(
            line,
            words.clone(),
            kind,
            Key::Letters,
            Trust::Shown,
        ));
    }
    known.sort_by_key(|found| (found.words.start, std::cmp::Reverse(found.words.end)));
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

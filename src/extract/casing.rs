//! Text set all in capitals, or without any, put into ordinary letters for the rules to read.
//!
//! Rules and parser know words by their small letters. The names are found in the capitals, of which the recogniser has learned;
//! all else is set small. Each letter keeps its bytes, so that every span holds for the text as it was written.

use std::ops::Range;
use std::sync::Arc;

use crate::extract::found::{Found, TitleAt};
use crate::extract::line::Line;
use crate::extract::{Page, mentions};
use crate::lexicon::Lexicon;
use crate::model::{Article, BlockKind, Kind, Span};

/// A block of fewer letters may be a headline or a sign.
const ENOUGH: usize = 40;

/// Small words within names and titles.
const INNER: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "y",
];

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
];

/// Other words too, but beside a number months.
const DATED: &[&str] = &[
    "march", "may", "august", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec",
];

/// The article in ordinary letters; `None` where it has them.
pub(super) fn ordinary(article: &Arc<Article>, lexicon: &Lexicon) -> Option<Arc<Article>> {
    let told = |kind| {
        matches!(
            kind,
            BlockKind::Body | BlockKind::Caption | BlockKind::Headline
        )
    };
    let blocks: Vec<Span> = article
        .blocks
        .iter()
        .filter(|block| told(block.kind))
        .map(|block| block.span)
        .collect();
    let looks: Vec<Look> = blocks
        .iter()
        .map(|span| look(span.of(&article.text)))
        .collect();
    let is = |wanted: Look| looks.contains(&wanted) && !looks.contains(&Look::Ordinary);
    let set: Vec<Span> = if is(Look::Small) && !looks.contains(&Look::Loud) {
        blocks
    } else if is(Look::Loud) {
        // Its headline is only as loud as all else.
        blocks
    } else {
        let loud = blocks.into_iter().zip(&looks);
        loud.filter(|(_, look)| **look == Look::Loud)
            .map(|(span, _)| span)
            .collect()
    };
    if set.is_empty() {
        return None;
    }
    let small = with(article, &set, small);
    let loud = with(article, &set, loud);
    let page = Page::new(&loud, lexicon);
    let (lines, titles, found) = mentions::named(&page);
    let mut capitals = Vec::new();
    for ((line, titles), found) in lines.iter().zip(&titles).zip(&found) {
        if set.iter().any(|span| span.contains(line.span)) {
            mark(line, titles, found, &mut capitals);
        }
    }
    Some(Arc::new(raised(&small, &capitals)))
}

/// How a block is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Ordinary,
    Loud,
    Small,
    /// Too short to tell.
    Short,
}

fn look(text: &str) -> Look {
    let (mut n_large, mut n_small) = (0_usize, 0_usize);
    for letter in text.chars() {
        n_large += usize::from(letter.is_uppercase());
        n_small += usize::from(letter.is_lowercase());
        // "McCARTHY" has a small one.
        if n_small > 4 && n_large > 4 {
            return Look::Ordinary;
        }
    }
    match (n_large, n_small) {
        (0, small) if small >= ENOUGH => Look::Small,
        (large, small) if large >= ENOUGH && small * 25 <= large => Look::Loud,
        (large, small) if large + small < ENOUGH && (large == 0 || small == 0) => Look::Short,
        _ => Look::Ordinary,
    }
}

/// What of a loud line has capitals in ordinary letters: spans of words, and whether all their letters have.
fn mark(line: &Line, titles: &[TitleAt], found: &[Found], capitals: &mut Vec<(Span, Raise)>) {
    let word = |i: usize| line.words.get(i).map(|word| word.span);
    let mut raise = |i: usize, how: Raise| capitals.extend(word(i).map(|span| (span, how)));
    if let Some(first) = (0..line.len()).find(|&i| line.text(i).starts_with(char::is_alphabetic)) {
        raise(first, Raise::First);
    }
    for (i, text) in (0..line.len()).map(|i| (i, line.text(i))) {
        let folded = text.to_lowercase();
        let numbered = [i.wrapping_sub(1), i + 1, i + 2].iter().any(|&at| {
            line.text(at).starts_with(|c: char| c.is_ascii_digit())
                && (at < i + 2 || line.text(i + 1) == ".")
        });
        let bare = folded.trim_end_matches('.');
        if DAYS.contains(&bare) || MONTHS.contains(&bare) || numbered && DATED.contains(&bare) {
            raise(i, Raise::First);
        } else if folded == "i" || is_dotted(text) {
            raise(i, Raise::All);
        }
    }
    for name in found {
        let words = name.words.clone();
        if name.kind == Kind::Person {
            let held = titles.iter().filter(|title| title.words.end == words.start);
            for i in held.flat_map(|title| title.words.clone()) {
                raise_inner(line, i, &mut raise);
            }
        }
        let short = is_short_name(line, &words);
        if short == Some(Raise::None) {
            continue;
        }
        for i in words.clone() {
            match short {
                Some(how) => raise(i, how),
                None if i == words.start => raise(i, how_of(line, i)),
                None => raise_inner(line, i, &mut raise),
            }
        }
    }
}

fn raise_inner(line: &Line, i: usize, raise: &mut impl FnMut(usize, Raise)) {
    let folded = line.text(i).to_lowercase();
    let particle = line.page.lexicon.names.is_particle(&folded);
    if !INNER.contains(&folded.as_str()) && !particle {
        raise(i, how_of(line, i));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Raise {
    None,
    First,
    All,
}

/// "HMS", "KGB", "XVI": letters and numbers of the old Romans stay.
fn how_of(line: &Line, i: usize) -> Raise {
    let text = line.text(i);
    let all = |letters: &str| text.chars().all(|c| letters.contains(c));
    let short = text.chars().count() <= 5;
    let hull = line.page.lexicon.assets.hull(text).is_some();
    if short && (all("IVX") || !text.contains(['A', 'E', 'I', 'O', 'U', 'Y'])) || hull {
        Raise::All
    } else {
        Raise::First
    }
}

/// Whether a name of one word is letters only ("NATO"), by what the lists know; or no name but a word that looks like one: "PLAN".
fn is_short_name(line: &Line, words: &Range<usize>) -> Option<Raise> {
    let text = line.text(words.start);
    let short = words.len() == 1 && (2..=6).contains(&text.len()) && text.is_ascii();
    if !short {
        return None;
    }
    let lexicon = line.page.lexicon;
    let written = [
        lexicon.organizations.at(text, 0).map(|hit| hit.phrase),
        lexicon.states.at(text, 0).map(|hit| hit.phrase),
        lexicon.places.at(text, 0).map(|hit| hit.phrase),
        lexicon.assets.at(text, 0).map(|hit| hit.phrase),
    ];
    if !written.contains(&Some(text)) {
        return None;
    }
    let folded = text.to_lowercase();
    let verbs = &lexicon.verbs;
    let is_word = verbs.is_common(&folded) || verbs.is_nounish(&folded) || folded == "who";
    Some(if is_word { Raise::None } else { Raise::All })
}

/// "U.S.", "J."
fn is_dotted(text: &str) -> bool {
    let mut letters = text.split_terminator('.');
    text.ends_with('.') && letters.all(|letter| letter.chars().count() == 1)
}

/// The article with some stretches changed letter by letter.
fn with(article: &Article, set: &[Span], change: fn(char) -> char) -> Arc<Article> {
    let mut text = String::with_capacity(article.text.len());
    let mut from = 0;
    for span in set {
        text.push_str(article.text.get(from..span.start()).unwrap_or_default());
        text.extend(span.of(&article.text).chars().map(change));
        from = span.end();
    }
    text.push_str(article.text.get(from..).unwrap_or_default());
    Arc::new(in_letters(article, text))
}

/// The same article, its spans and its id too, in other letters of as many bytes.
fn in_letters(article: &Article, text: String) -> Article {
    debug_assert_eq!(text.len(), article.text.len());
    let mut article = article.clone();
    article.text = text.into();
    article
}

fn raised(article: &Article, capitals: &[(Span, Raise)]) -> Article {
    let mut bytes = article.text.as_bytes().to_vec();
    for (span, how) in capitals {
        let mut begins = true;
        for (at, letter) in span.of(&article.text).char_indices() {
            if begins && *how != Raise::None || *how == Raise::All {
                let at = span.start() + at;
                let end = at + letter.len_utf8();
                if let Some(place) = bytes.get_mut(at..end) {
                    loud(letter).encode_utf8(place);
                }
            }
            // "Jean-Paul"; "O'Neill", but "Iran's".
            let is_irish = letter == '\'' && at == 1 && span.len() > 4;
            begins = matches!(letter, '-' | '‐' | '‑') || is_irish;
        }
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|_| article.text.as_ref().to_owned());
    in_letters(article, text)
}

/// The small letter, if it takes as many bytes.
fn small(letter: char) -> char {
    same_size(letter, letter.to_lowercase())
}

fn loud(letter: char) -> char {
    same_size(letter, letter.to_uppercase())
}

fn same_size(letter: char, mut changed: impl Iterator<Item = char>) -> char {
    match (changed.next(), changed.next()) {
        (Some(other), None) if other.len_utf8() == letter.len_utf8() => other,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;
    use crate::lexicon::lexicon;

    #[track_caller]
    fn check(text: &str, wanted: Option<&str>) {
        let article = Arc::new(ingest::article("a.txt", text.as_bytes()).unwrap());
        let found = ordinary(&article, lexicon());
        assert_eq!(found.as_ref().map(|article| article.text.as_ref()), wanted);
        if let Some(found) = found {
            assert_eq!(found.blocks, article.blocks);
            assert_eq!(found.id, article.id);
        }
    }

    #[test]
    fn capitals_become_ordinary_letters() {
        check(
            "NATO AND THE U.S. TOLD PERUVIAN FOREIGN MINISTER ANGELA MARSH ON FRIDAY, MAY 3, THAT THEY MAY MEET HER AND ITS ENVOYS WITH A PLAN.",
            Some(
                "NATO and the U.S. told Peruvian Foreign Minister Angela Marsh on Friday, May 3, that they may meet her and its envoys with a plan.",
            ),
        );
    }

    #[test]
    fn small_letters_become_ordinary_letters() {
        check(
            "nato and peru told angela marsh that they would meet her again in oslo on friday.",
            Some(
                "NATO and Peru told Angela Marsh that they would meet her again in Oslo on Friday.",
            ),
        );
    }

    #[test]
    fn ordinary_letters_stay() {
        check(
            "ENVOYS MEET IN OSLO\n\nThe envoys of Peru met in Oslo on Friday and left in the night.",
            None,
        );
        check("OSLO", None);
        check(
            "The envoys met in Oslo and the USA, the UN, the EU, NATO and OPEC were there.",
            None,
        );
    }
}

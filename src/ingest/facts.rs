//! Title, publisher and day of an article, where the page states them.

use crate::ingest::cues::{ends_sentence, n_words};
use crate::ingest::date::{self, Label, Reading};
use crate::ingest::lines::Form;
use crate::ingest::{markdown, words};
use crate::model::{Block, BlockKind, Note, Published, Span};
use crate::text::{plain, sentences};

/// What a page says about itself.
pub(super) struct Facts {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<Published>,
    pub note: Option<Note>,
}

/// What may stand before a publisher's name.
const SOURCES: &[&str] = &[
    "source:",
    "publisher:",
    "published by:",
    "published by ",
    "outlet:",
    "publication:",
];

/// A title is not longer than this, in characters.
const LONGEST_TITLE: usize = 140;

pub(super) fn facts(text: &str, blocks: &[Block], form: Form) -> Facts {
    let front = |keys: &[&str]| {
        (form == Form::Markdown)
            .then(|| markdown::front_value(text, keys))
            .flatten()
    };
    let (headline, suffix) = headline(text, blocks);
    let title = front(&["title", "headline"])
        .map(clean)
        .or(headline)
        .or_else(|| first_line(text, blocks));
    let publisher = front(&["publisher", "source", "site", "publication", "outlet"])
        .map(clean)
        .or_else(|| publisher(text, blocks))
        .or(suffix);
    let front_date = front(&["published", "date", "pubdate", "updated"]).map(date::read);
    let (page_date, unclear) = published(text, blocks);
    let published = match front_date {
        Some(Reading::Day(found)) => Some(found.published),
        _ => page_date,
    };
    let note = unclear.filter(|_| published.is_none()).map(|span| Note {
        span: Some(span),
        what: format!("“{}” may be read with the day or the month first, so the date of publication is left open.", span.of(text)),
    });
    Facts {
        title,
        publisher,
        published,
        note,
    }
}

/// "The Northern Herald", "Lagos Times": the name of a paper and nothing else.
pub(super) fn is_outlet(line: &str) -> bool {
    // "X-Mailer: Northern Mail" is none.
    if line.contains(':') {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(6).collect();
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "&")
    };
    let last = words
        .last()
        .map(|word| word.to_lowercase())
        .unwrap_or_default();
    (2..=5).contains(&words.len())
        && words.iter().copied().all(capital)
        && words::outlets().has(&last)
}

/// "Northern News, Oslo": a paper or station and a place.
pub(super) fn is_station(line: &str) -> bool {
    let Some((name, place)) = line.split_once(", ") else {
        return false;
    };
    is_outlet(name)
        && place.starts_with(char::is_uppercase)
        && place.split(' ').count() <= 3
        && place.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// The title, and the publisher's name behind a bar or dash: "Envoys meet in Oslo | The Northern Herald".
fn headline(text: &str, blocks: &[Block]) -> (Option<String>, Option<String>) {
    let story = blocks
        .iter()
        .position(|block| block.kind == BlockKind::Body)
        .unwrap_or(blocks.len());
    let mut over = blocks
        .iter()
        .take(story)
        .filter(|block| block.kind == BlockKind::Headline)
        .map(|block| clean(block.span.of(text)));
    let first = over.next().or_else(|| {
        let anywhere = blocks
            .iter()
            .find(|block| block.kind == BlockKind::Headline);
        anywhere
            .filter(|block| block.span.of(text).starts_with('#'))
            .map(|block| clean(block.span.of(text)))
    });
    let Some(first) = first else {
        return (None, None);
    };
    // A kicker of a word or two stands over the headline itself.
    let title = match over.next() {
        Some(second) if first.split(' ').count() <= 3 => second,
        _ => first,
    };
    let split = [" | ", " – ", " — ", " - "]
        .into_iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .find(|(_, name)| is_outlet(name));
    match split {
        Some((title, name)) => (Some(title.trim().to_owned()), Some(name.trim().to_owned())),
        None => (Some(title), None),
    }
}

/// The first sentence of the first paragraph, cut at a word where it is long.
fn first_line(text: &str, blocks: &[Block]) -> Option<String> {
    let block = blocks
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Body | BlockKind::Caption))?;
    let end = text.floor_char_boundary(block.span.end().min(block.span.start() + 1000));
    let sentence = sentences(text, Span::new(block.span.start(), end))
        .into_iter()
        .next()?;
    let title = clean(sentence.of(text));
    if title.chars().count() <= LONGEST_TITLE {
        return Some(title);
    }
    let head: String = title.chars().take(LONGEST_TITLE).collect();
    let cut = head.rfind(' ').unwrap_or(head.len());
    Some(format!(
        "{}…",
        head.get(..cut)?
            .trim_end_matches([',', ';', ':', ' ', '–', '—'])
    ))
}

/// One line, one space between words, no marks, nothing invisible.
fn clean(line: &str) -> String {
    let bare = markdown::unmarked(&plain(line));
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The best date of the page, and a date that could be read in two ways.
fn published(text: &str, blocks: &[Block]) -> (Option<Published>, Option<Span>) {
    let is_story = |block: &Block| {
        let line = block.span.of(text);
        block.kind == BlockKind::Body && (ends_sentence(line) || n_words(line, 20) == 20)
    };
    let story = blocks.iter().position(is_story).unwrap_or(blocks.len());
    let mut best: Option<(u8, Published)> = None;
    let mut unclear = None;
    for (i, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Dateline | BlockKind::Byline) {
            continue;
        }
        let found = match date::read(block.span.of(text)) {
            Reading::Day(found) => found,
            Reading::Ambiguous => {
                unclear = unclear.or(Some(block.span));
                continue;
            }
            Reading::None => continue,
        };
        // A place and a day before the story are when it was written, not when it appeared, and rarely have a year.
        let rank = match (found.label, block.kind) {
            (Some(Label::Published), _) => 0,
            (Some(Label::Updated), _) => 1,
            (None, BlockKind::Byline) => 3,
            (None, _) if found.alone && i < story => 2,
            (None, _) if found.alone => 5,
            (None, _) if i < story && !block.span.of(text).ends_with(['–', '—', '-']) => 4,
            // "OSLO, March 5, 2025 (Agency) —": better than none.
            (None, _) if i < story => 6,
            _ => continue,
        };
        if best.is_none_or(|(before, _)| rank < before) {
            best = Some((rank, found.published));
        }
    }
    (best.map(|(_, published)| published), unclear)
}

/// The publisher the page names: a line of its own, "Source: …", "© 2025 …", or with the writer's name.
fn publisher(text: &str, blocks: &[Block]) -> Option<String> {
    let near = blocks
        .iter()
        .take(16)
        .chain(blocks.iter().skip(16.max(blocks.len().saturating_sub(12))));
    near.filter(|block| block.span.len() < 200)
        .find_map(|block| {
            let line = plain(block.span.of(text));
            let line = line.trim();
            match block.kind {
                BlockKind::Headline | BlockKind::Caption | BlockKind::Repeat => None,
                BlockKind::Navigation if is_outlet(line) => Some(line.to_owned()),
                BlockKind::Byline => named(line).or_else(|| beside_writer(line)),
                _ => named(line).or_else(|| copyright(line)),
            }
        })
}

/// "By Ama Mensah, The Northern Herald", "Northern News, Oslo".
fn beside_writer(line: &str) -> Option<String> {
    let parts: Vec<&str> = line
        .split([',', '|', '•', '–', '—'])
        .map(str::trim)
        .take(6)
        .collect();
    let name = parts
        .iter()
        .find(|part| parts.len() > 1 && is_outlet(part))?;
    Some((*name).to_owned())
}

/// "Source: The Northern Herald".
fn named(line: &str) -> Option<String> {
    let folded = line.to_ascii_lowercase();
    let lead = SOURCES.iter().find(|lead| folded.starts_with(**lead))?;
    let name = line.get(lead.len()..)?.trim().trim_end_matches('.');
    // "Northern News and agencies"
    let name = name
        .split_once(" and ")
        .filter(|(_, rest)| rest.to_lowercase().ends_with("agencies"))
        .map_or(name, |(name, _)| name);
    let words = name.split_whitespace().count();
    ((1..=6).contains(&words) && name.starts_with(char::is_alphanumeric)).then(|| name.to_owned())
}

/// "© 2025 The Northern Herald. All rights reserved."
fn copyright(line: &str) -> Option<String> {
    let folded = line.to_ascii_lowercase();
    let rest = match folded.find('©') {
        Some(0) => line.strip_prefix('©')?,
        _ => line
            .get(..9)
            .filter(|word| word.eq_ignore_ascii_case("copyright"))
            .and_then(|word| line.get(word.len()..))?,
    };
    let rest = rest.trim_start_matches(|c: char| {
        c.is_numeric()
            || c.is_whitespace()
            || matches!(c, '©' | '(' | ')' | '-' | '–' | ',' | ':' | 'c')
    });
    let rest = rest.trim_start_matches("by ");
    let name = rest.split(['.', '|', ',', '-', '–']).next()?.trim();
    let name = name
        .split(" All rights")
        .next()?
        .split(" all rights")
        .next()?
        .trim();
    let words = name.split_whitespace().count();
    ((1..=7).contains(&words) && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::ingest::article;

    #[track_caller]
    fn check(
        name: &str,
        page: &str,
        title: &str,
        publisher: Option<&str>,
        published: Option<&str>,
    ) {
        let article = article(name, page.as_bytes()).unwrap();
        let found = article
            .published
            .map(|published| published.date.to_string());
        assert_eq!(
            (
                article.title.as_str(),
                article.publisher.as_deref(),
                found.as_deref()
            ),
            (title, publisher, published)
        );
    }

    #[test]
    fn pages_say_what_they_are() {
        check(
            "a.txt",
            "Envoys meet in Oslo\nThe Northern Herald\nUpdated: March 06, 2025, 9:59 AM\nPublished: 5 March 2025\nThe envoys met on 1 January 2020 and left again.",
            "Envoys meet in Oslo",
            Some("The Northern Herald"),
            Some("2025-03-05"),
        );
        check(
            "a.txt",
            "Envoys meet in Oslo | Lagos Times\nBy Ama Mensah | 5 March 2025\nThe envoys met in the old palace.",
            "Envoys meet in Oslo",
            Some("Lagos Times"),
            Some("2025-03-05"),
        );
        check(
            "a.txt",
            "The envoys met in the old palace. They left.\nUpdated: March 06, 2025, 9:59 AM\n© 2025 The Northern Herald. All rights reserved.",
            "The envoys met in the old palace.",
            Some("The Northern Herald"),
            Some("2025-03-06"),
        );
        check(
            "a.md",
            "---\ndate: 2025-03-05\npublisher: 'Lagos Times'\n---\n# Envoys *meet*\n\nThey met.",
            "Envoys meet",
            Some("Lagos Times"),
            Some("2025-03-05"),
        );
    }

    #[test]
    fn pages_of_other_kinds_say_what_they_are_too() {
        check(
            "a.txt",
            "From: Press Office <press@fish.example>\nTo: undisclosed-recipients\nDate: Wed, 5 Mar 2025 10:32:05 +0200\nSubject: Envoys meet in Oslo\nX-Mailer: Northern Mail\n\nThe envoys met in the old palace and left again.",
            "Envoys meet in Oslo",
            None,
            Some("2025-03-05"),
        );
        check(
            "a.txt",
            "Envoys meet in Oslo\nAma Mensah, Jon Berg and Ida Holm\nOslo, 5 March 2025\nReading time: 4 minutes\nThe envoys met in the old palace and left again.",
            "Envoys meet in Oslo",
            None,
            Some("2025-03-05"),
        );
        check(
            "a.txt",
            "Envoys meet in Oslo\nMarch 5 (AFP)\nOSLO, March 5, 2025 (AFP) - The envoys met in the old palace and left again.",
            "Envoys meet in Oslo",
            None,
            Some("2025-03-05"),
        );
        check(
            "a.txt",
            "JOINT COMMUNIQUE\nof the Second Meeting of the Lake Commission\nOslo, 4–5 March 2025\nThe envoys met in the old palace and left again.",
            "JOINT COMMUNIQUE",
            None,
            Some("2025-03-05"),
        );
    }

    #[test]
    fn what_a_page_does_not_say_stays_open() {
        check(
            "a.txt",
            "OSLO, March 5 (AFP) - The envoys met in the old palace.\nAFP",
            "The envoys met in the old palace.",
            None,
            None,
        );
        let article = article(
            "a.txt",
            b"Envoys meet\n05/03/2025\nThe envoys met in the old palace.",
        )
        .unwrap();
        assert_eq!(article.published, None);
        assert_eq!(article.notes.len(), 1, "it says why");
    }
}

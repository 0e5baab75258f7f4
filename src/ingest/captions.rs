//! Photo captions and the credits that end them.

use crate::ingest::cues::{ends_sentence, n_words};
use crate::ingest::words;

/// Words that prose reports with; a caption shows.
const REPORTED: &[&str] = &[" said", " told ", " added", " according to", " wrote "];

/// Longest caption, in bytes.
const LONGEST: usize = 900;

/// A credit at the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Credit {
    /// The byte of the line where it starts; 0 if it is the whole line.
    pub start: usize,
    /// It follows a dash, as an agency signs its story.
    pub dashed: bool,
}

/// How much a line looks like a caption, credits aside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Look {
    Prose,
    Open,
    Weak,
    Strong,
}

/// The credit that ends `line`: "AFP", "Photo: Ama Mensah", "Foreign Ministry / AFP", "(Reuters)".
pub(super) fn credit(line: &str) -> Option<Credit> {
    if line.len() > LONGEST {
        return None;
    }
    let at = |start| {
        Some(Credit {
            start,
            dashed: false,
        })
    };
    if is_whole_credit(line) {
        return at(0);
    }
    if let Some(start) = labelled(line) {
        return at(start);
    }
    if let Some(start) = bracketed(line) {
        return at(start);
    }
    for (start, dashed) in starts(line) {
        let rest = line.get(start..).unwrap_or_default();
        let bare = rest.trim_start_matches(['-', '–', '—', '|', ' ']);
        if is_signature(bare) && (!dashed || is_agency(bare)) {
            return Some(Credit { start, dashed });
        }
    }
    None
}

/// What the words of a line without its credit say about it.
pub(super) fn look(line: &str) -> Look {
    if line.len() > LONGEST || n_words(line, 71) > 70 {
        return Look::Prose;
    }
    let folded = line.to_lowercase();
    // "(c) called on both sides": the third of several points, not somebody in the middle.
    let folded = folded.trim_start_matches("(c) ");
    let quoted = line.contains(['"', '“', '”']);
    if words::caption_cues().are_in(folded) {
        Look::Strong
    } else if REPORTED.iter().any(|word| folded.contains(word)) || quoted {
        Look::Prose
    } else if words::caption_hints().are_in(folded) {
        Look::Weak
    } else {
        Look::Open
    }
}

/// A line that is nothing but a credit. An unknown name needs a label or a slash: "Foreign Office" may be anything.
fn is_whole_credit(line: &str) -> bool {
    let bare = line
        .trim_matches(['(', ')', '[', ']', '*', '_', ' ', '-', '–', '—'])
        .trim_end_matches('.');
    if bare.is_empty() || n_words(bare, 13) > 12 {
        return false;
    }
    let folded = bare.to_lowercase();
    let label =
        words::credit_labels().begin(&folded) && !(ends_sentence(line) && n_words(bare, 9) > 8);
    let split = bare.contains(['/', '|']) || folded.contains(" via ");
    label
        || is_known_agency(bare)
        || split
            && is_signature(bare)
            && bare
                .split(['/', '|'])
                .any(|part| is_known_agency(part.trim()) || folded.contains(" via "))
}

/// A label that follows a sentence, a bracket or a bar, with a name behind it up to the end.
fn labelled(line: &str) -> Option<usize> {
    let folded = line.to_ascii_lowercase();
    let found = words::credit_labels().places(&folded).filter(|&at| {
        let head = line
            .get(..at)
            .unwrap_or_default()
            .trim_end_matches(['(', '[', '|', '–', '—', '-', '*', ' ', '\u{a0}']);
        let opened = head.len() < at
            && line
                .get(head.len()..at)
                .is_some_and(|gap| gap.contains(['(', '[', '|', '–', '—', '*']));
        let rest = line.get(at..).unwrap_or_default();
        at > 0 && (opened || ends_sentence(head)) && n_words(rest, 15) <= 14
    });
    let at = found.min()?;
    let head = line
        .get(..at)?
        .trim_end_matches(['(', '[', '|', '–', '—', '-', '*', ' ']);
    let gap = line.get(head.len()..at)?;
    Some(head.len() + gap.len() - gap.trim_start().len())
}

/// "(AFP)" or "[Ama Mensah/Reuters]" at the end; "(RSF)" may be anything, and "(Reuters)." ends a sentence.
fn bracketed(line: &str) -> Option<usize> {
    let inner = line.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let inside = inner.get(open + 1..)?;
    let signed = is_known_agency(inside) || inside.contains('/') && is_signature(inside);
    (open > 0 && signed).then_some(open)
}

/// Places where a credit may start: after the last sentences, from the last backwards, or at a dash.
fn starts(line: &str) -> impl Iterator<Item = (usize, bool)> {
    let is_start = move |at: usize| {
        let head = line.get(..at).unwrap_or_default();
        let body = head.trim_end();
        let spaced = body.len() < head.len();
        let dash = body.ends_with(['–', '—', '|']) || body.ends_with(" -");
        spaced && dash || (spaced && ends_sentence(body) && !ends_in_initial(body))
    };
    let words = line
        .char_indices()
        .rev()
        .filter(|&(_, c)| c == ' ' || c == '\u{a0}')
        .map(|(at, c)| at + c.len_utf8());
    words
        .take(12)
        .filter(move |&at| is_start(at))
        .map(move |at| {
            let head = line.get(..at).unwrap_or_default().trim_end();
            let dashed = head.ends_with(['–', '—', '-']);
            let mark = head.trim_end_matches(['–', '—', '-', '|']);
            (
                if mark.len() < head.len() {
                    mark.len() + usize::from(mark.ends_with(' ')).saturating_sub(1)
                } else {
                    at
                },
                dashed,
            )
        })
}

/// "… in Oslo. J." is no end.
fn ends_in_initial(head: &str) -> bool {
    let last = head.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.ends_with('.') && last.chars().count() == 2
}

/// Names, perhaps several, the last or first of them somebody who hands out pictures.
fn is_signature(rest: &str) -> bool {
    let rest = rest.trim().trim_end_matches(['.', ')', ']']);
    if rest.is_empty() || n_words(rest, 11) > 10 || rest.contains(['!', '?', ':', '"', '”']) {
        return false;
    }
    let small = |word: &str| {
        matches!(
            word,
            "of" | "the"
                | "via"
                | "for"
                | "and"
                | "de"
                | "bin"
                | "al"
                | "/"
                | "|"
                | "-"
                | "&"
                | "by"
        ) || word.starts_with("al-")
    };
    let names = rest
        .split_whitespace()
        .all(|word| small(word) || !word.starts_with(char::is_lowercase) || is_known_agency(word));
    names
        && (is_agency(rest)
            || rest
                .split(['/', '|', ','])
                .any(|part| is_agency(part.trim()))
            || rest.contains(" via "))
}

fn is_known_agency(name: &str) -> bool {
    words::agencies().has(&name.trim().to_lowercase())
}

/// A known agency, a short word all in capitals, or a name that ends as those of press offices do.
fn is_agency(name: &str) -> bool {
    let name = name.trim().trim_end_matches('.');
    let last = name
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let capitals = (2..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    is_known_agency(name)
        || capitals
        || (n_words(name, 7) <= 6
            && name.starts_with(char::is_uppercase)
            && words::picture_sources().has(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks where the credit starts.
    #[track_caller]
    fn check(marked: &str) {
        let line = marked.replacen('|', "", 1);
        let found = credit(&line).map(|credit| credit.start);
        assert_eq!(found, marked.find('|'), "{marked}");
    }

    #[test]
    fn credits_end_captions() {
        check("|AFP");
        check("|Photo: Ama Mensah");
        check("|Getty Images");
        check("|Jon Berg / AFP");
        check("Two envoys meet in Oslo on Friday. |AFP");
        check("Two envoys ahead of talks, in Oslo. |Foreign Ministry / AFP");
        check("The two ministers. |Photo: Northern News Agency");
        check("The two ministers leave Oslo. |J. Berg / Reuters");
        check("The two ministers leave Oslo |(Jon Berg/Reuters)");
        check("The two ministers leave Oslo. |[Jon Berg/Reuters]");
        check("The two ministers leave Oslo. |© Northern Media");
        check("The two ministers leave Oslo on Friday |[File: Jon Berg/Reuters]");
    }

    #[test]
    fn prose_has_no_credit() {
        for line in [
            "He spoke to Reuters.",
            "The minister left. The Foreign Office declined to comment.",
            "Ministers from AFP to Reuters",
            "It belongs to NATO",
            "The White House. It was late. Ministers met",
            "Foreign Office",
            "They fought the Rapid Support Forces (RSF).",
            "They fought the Rapid Support Forces (RSF)",
        ] {
            check(line);
        }
    }

    #[test]
    fn captions_show_and_prose_reports() {
        assert_eq!(
            look("Ama Mensah (L) shakes hands with Jon Berg in Oslo."),
            Look::Strong
        );
        assert_eq!(
            look("Ama Mensah receives Jon Berg ahead of talks."),
            Look::Weak
        );
        assert_eq!(
            look("The ministers met during the night, officials said."),
            Look::Prose
        );
    }
}

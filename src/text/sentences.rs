//! Where sentences begin and end in news prose.

use crate::model::Span;
use crate::text::chars::{
    at, before, is_bullet, is_closer, is_inner, is_opener, is_space, is_terminal, skip,
    skip_at_most, sticks,
};
use crate::text::dots::{Dot, dot_at};
use crate::text::plain;

/// Lines of wrapped text have at least and at most so many characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=130;

/// After a quotation that ends in "?" or "!", a name and one of these still belong to it.
const SPEECH: &[&str] = &[
    "said", "says", "asked", "asks", "told", "wrote", "writes", "added", "adds", "replied",
    "warned", "declared", "insisted", "shouted", "tweeted", "posted", "demanded",
];

/// The sentences of `within`, in order, trimmed of white space and of the marks of lists and headings before them.
///
/// A blank line always ends a sentence, and so does a line end, unless the text is wrapped at a fixed width or goes on in lower
/// case. Headlines and captions without a full stop are sentences.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let part = within.of(text);
    let wrapped = is_wrapped(part);
    let mut spans = Vec::new();
    let mut start = 0;
    let mut here = 0;
    while let Some(c) = at(part, here) {
        let next = here + c.len_utf8();
        if is_line_end(c) {
            let (resume, goes_on) = line_break(part, here, wrapped);
            if !goes_on {
                push(&mut spans, part, start..here);
                start = resume;
            }
            here = resume;
        } else if is_terminal(c) {
            let (end, ends) = stop(part, start, here);
            if ends {
                push(&mut spans, part, start..end);
                start = end;
            }
            here = end;
        } else {
            // White space before a sentence is passed over once.
            start += usize::from(here == start && is_space(c)) * c.len_utf8();
            here = next;
        }
    }
    push(&mut spans, part, start..part.len());
    let shift = within.start();
    spans
        .iter()
        .map(|&(start, end)| Span::new(shift + start, shift + end))
        .collect()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

/// Text of mail and wire services, broken into lines of one width: line ends mean nothing there.
fn is_wrapped(part: &str) -> bool {
    let mut lines = part
        .lines()
        .map(|line| line.trim().chars().take(WRAPPED.end() + 1).count())
        .peekable();
    let mut n_wrapped = 0;
    while let Some(length) = lines.next() {
        let ends_paragraph = lines.peek().is_none_or(|&next| next == 0);
        if length > *WRAPPED.end() || (length > 0 && !ends_paragraph && !WRAPPED.contains(&length))
        {
            return false;
        }
        n_wrapped += usize::from(length > 0 && !ends_paragraph);
    }
    n_wrapped > 0
}

/// Where reading resumes after the line end at `here`, and whether the sentence goes on there.
fn line_break(part: &str, here: usize, wrapped: bool) -> (usize, bool) {
    let resume = skip(part, here, |c| is_space(c) || sticks(c));
    let gap = part.get(here..resume).unwrap_or_default();
    let n_ends = gap
        .chars()
        .filter(|&c| c == '\n')
        .count()
        .max(gap.chars().filter(|&c| c == '\r').count());
    if n_ends > 1 || gap.contains(['\u{2029}', '\u{c}']) {
        return (resume, false);
    }
    let Some(first) = at(part, resume) else {
        return (resume, false);
    };
    let listed = is_bullet(first) && at(part, resume + first.len_utf8()).is_some_and(is_space);
    (resume, !listed && (wrapped || first.is_lowercase()))
}

/// Looks at the terminal character at `here`: where the run of terminals and closing marks ends, and whether the sentence does.
fn stop(part: &str, start: usize, here: usize) -> (usize, bool) {
    let run = skip(part, here, |c| is_terminal(c) || sticks(c));
    let closed = after_closers(part, run);
    let marks = part.get(here..run).unwrap_or_default();
    let marks = plain(marks);
    let plain_dot = marks == ".";
    let dot = if plain_dot {
        dot_at(part, here)
    } else {
        Dot::Ends
    };
    if dot == Dot::Abbreviates {
        return (run, false);
    }
    let Some(follower) = at(part, closed) else {
        return (closed, true);
    };
    if !is_space(follower) {
        let glued =
            plain_dot && !is_numbered(part, start, here) && begins_glued(part, here, run, closed);
        let glued = glued || (!plain_dot && closed > run && is_capital_word(part, closed));
        return if glued { (closed, true) } else { (run, false) };
    }
    let resume = skip(part, closed, |c| is_space(c) || sticks(c));
    let opened = skip_at_most(part, resume, 3, |c| is_opener(c) || sticks(c));
    let Some(next) = at(part, opened) else {
        return (closed, true);
    };
    if plain_dot && is_numbered(part, start, here) {
        return (closed, false);
    }
    let ends = if next.is_lowercase() {
        // "in Hama. al-Masri left" begins anew; "“Why?” she asked" does not. Who begins small goes on so: "i know. they left".
        let asks = marks.contains('?') && !is_speaker(part, opened);
        let small = asks || begins_small(part, start);
        closed == run && (plain_dot && is_name_with_article(part, opened) || small)
    } else if marks.contains(['?', '!', '…']) || marks.len() > 1 {
        // "“Enough!” the envoy …", "Who knows? – so they asked"
        next.is_alphanumeric() && !(closed > run && is_speaker(part, opened))
            || is_opener(next)
            || (is_bullet(next) && !matches!(next, '-' | '–'))
    } else {
        !matches!(next, ',' | ';' | ':' | ')' | ']' | '%')
    };
    (closed, ends)
}

/// Past quotes, brackets and the note numbers of encyclopaedias: `ended.”[12]`, `ended. [3] [4]`.
fn after_closers(part: &str, from: usize) -> usize {
    let mut end = skip(part, from, |c| is_closer(c) || sticks(c));
    loop {
        let open = skip_at_most(part, end, 1, |c| c == ' ');
        let digits = match at(part, open) {
            Some('[') => skip_at_most(part, open + 1, 3, |c| c.is_ascii_digit()),
            _ => return end,
        };
        if digits == open + 1 || at(part, digits) != Some(']') {
            return end;
        }
        end = digits + 1;
    }
}

/// "1. The first point": the number of a list, not the end of a sentence.
fn is_numbered(part: &str, start: usize, dot: usize) -> bool {
    let head = part.get(start..dot).unwrap_or_default();
    let lead = head.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(head.len() - lead.len())) && lead.trim_start().is_empty()
}

/// No space after the full stop: `interests."Omani Minister` and `left.The` are two sentences; "example.Com", "v2.Next" are not.
fn begins_glued(part: &str, dot: usize, run: usize, closed: usize) -> bool {
    if !is_capital_word(part, closed) {
        return false;
    }
    let mut letters = part
        .get(..dot)
        .unwrap_or_default()
        .chars()
        .rev()
        .filter(|&c| !sticks(c));
    closed > run
        || letters
            .by_ref()
            .take(3)
            .filter(|c| c.is_lowercase())
            .count()
            == 3
}

/// A capital and at least one more letter, small where it is the second of a word longer than two: "Omani", "US", "A new".
fn is_capital_word(part: &str, from: usize) -> bool {
    let from = skip_at_most(part, from, 2, is_opener);
    let mut letters = part
        .get(from..)
        .unwrap_or_default()
        .chars()
        .filter(|&c| !sticks(c));
    letters.next().is_some_and(char::is_uppercase)
        && letters
            .next()
            .is_some_and(|c| c.is_lowercase() || c == ' ' || c.is_uppercase())
}

/// Whether the sentence at `start` is of those that care for no capitals.
fn begins_small(part: &str, start: usize) -> bool {
    let head = part.get(start..).unwrap_or_default();
    let first = head.chars().find(|&c| is_inner(c));
    first.is_some_and(char::is_lowercase)
}

/// "al-Masri", "el-Sayed".
fn is_name_with_article(part: &str, from: usize) -> bool {
    let end = skip_at_most(part, from, 4, char::is_lowercase);
    at(part, end) == Some('-') && at(part, end + 1).is_some_and(char::is_uppercase)
}

/// `“Enough!” Minister Adeyemi said`: the words up to the next punctuation hold a verb of speech among the first five.
fn is_speaker(part: &str, from: usize) -> bool {
    let end = skip_at_most(part, from, 80, |c| is_inner(c) || c == ' ' || c == '-');
    let clause = part.get(from..end).unwrap_or_default();
    clause.split(' ').take(5).any(|word| SPEECH.contains(&word))
}

/// Adds a sentence, trimmed; nothing where there is nothing to read.
fn push(spans: &mut Vec<(usize, usize)>, part: &str, range: std::ops::Range<usize>) {
    let blank = |c| is_space(c) || sticks(c);
    let Some(raw) = part.get(range.clone()) else {
        return;
    };
    let end = range.start + raw.trim_end_matches(blank).len();
    let mut start = skip(part, range.start, blank).min(end);
    // "• English", "## Talks resume", "> quoted"
    let marked = skip(part, start, is_bullet);
    if marked > start
        && marked < end
        && at(part, marked).is_some_and(is_space)
        && begins_line(part, start)
    {
        start = skip(part, marked, blank);
    }
    if start < end {
        spans.push((start, end));
    }
}

fn begins_line(part: &str, start: usize) -> bool {
    let head = part.get(..start).unwrap_or_default();
    before(head, head.trim_end_matches([' ', '\t']).len()).is_none_or(is_line_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks where one sentence ends and the next begins.
    #[track_caller]
    fn check(marked: &str) {
        let text: String = marked.split('|').collect();
        let found: Vec<&str> = sentences(&text, Span::new(0, text.len()))
            .iter()
            .map(|span| span.of(&text))
            .collect();
        let wanted: Vec<String> = marked
            .split('|')
            .map(|part| part.trim().to_owned())
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_full_stop_ends_unless_it_abbreviates() {
        check("The envoys met. |They talked for hours.");
        check("Rear Adm. Lena Ortiz met Gen. Paul Weir. |They spoke.");
        check("Sen. J. D. Hale and Boutros B. Karim flew in.");
        check("They chose plan B. |The others left.");
        check("The U.S. Navy sent ships. |He flew to the U.S. |The talks went on.");
        check("He lives in Washington, D.C., near the river.");
        check("No. 10 declined to comment. |\"No. |We will not.\"");
        check("They met on Feb. 6 at 9 p.m. local time. |It rained.");
        check("They met at 9 p.m. |Officials said nothing.");
        check("Growth was 3.5 percent. |In 2024. |Then it fell.");
        check("Arms, e.g. Rockets, were found, i.e. Old ones.");
        check("Acme Corp. sold jets. |Acme Inc. |The firm is old.");
        check("Dr. Amal St. John v. Mr. Brown vs. Others");
        check("See example.org for more. |Or www.example.com.");
    }

    #[test]
    fn letters_that_care_for_no_capitals_have_sentences_too() {
        check("i saw the envoy. |he left early! |nobody knows.");
        check("Why did they leave? |nobody knows.");
        check("The firm Yahoo! said no.");
        check("“Why?” she asked.");
    }

    #[test]
    fn quotes_and_brackets_close_after_the_stop() {
        check("“We met.” |“It went well.”");
        check("\"Equal standing matters.\" |He left. |\"Truly.\"");
        check("“Why now?” she asked. |“Stop!” Minister Okoro said.");
        check("“Stop!” |The crowd cheered and left.");
        check("(He declined.) |Then they left.");
        check("It ended.[12] |A new round began.[3][4]");
        check("It ended. [12] [13] |A new round began. [3]");
        check("Bo Li (d. 1990) wed Ada Obi (m. 1949; div. 1964). |They left.");
        check(
            "She guards the nation's interests.\"|Foreign Minister Rao and guests ahead of talks.",
        );
        check("He left.|The talks failed.");
    }

    #[test]
    fn some_stops_do_not_end() {
        check("He paused ... and went on… quietly.");
        check("He paused… |Then he left.");
        check("1. The first point. |2. The second point.");
        check("MUSCAT, Oman (Agency) — Two envoys met. |They left.");
        check("LAGOS, Nov. 3 (Agency) - Two envoys met.");
        check("He fled Hama. |al-Masri stayed.");
    }

    #[test]
    fn lines_end_sentences_unless_wrapped() {
        check(
            "Envoys meet in Oslo\n|By A. Writer\n|They met on Friday in the old palace by the harbour, officials of both countries said, and left without a word.",
        );
        check("Envoys meet\n\n|English");
        check(
            "The two delegations met for a third time in the old palace by\nHarbour Street on Friday and left without a word to reporters.\n\n|They are to meet again.",
        );
        check("a line that\ngoes on");
        let text = "- First\n- Second\n# Head";
        let found: Vec<&str> = sentences(text, Span::new(0, text.len()))
            .iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(found, ["First", "Second", "Head"]);
    }

    #[test]
    fn invisible_marks_do_not_disturb() {
        check("The Adm.\u{200e} Ortiz nego\u{ad}tiated. |They left.");
        let text = "\u{200f}They left.\u{200e} Then rain fell.";
        let found: Vec<&str> = sentences(text, Span::new(0, text.len()))
            .iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(found, ["They left.", "Then rain fell."]);
    }
}

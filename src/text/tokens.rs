//! Words, numbers and punctuation.

use std::ops::Range;

use crate::model::Span;
use crate::text::chars::{
    at, before, is_apostrophe, is_hyphen, is_inner, is_space, skip, skip_at_most, sticks,
};
use crate::text::dots::{Dot, dot_at, is_acronym, starts_upper};
use crate::text::{Token, TokenKind, plain};

/// First parts that bind a double name together: "Al-Masri", "Jean-Luc".
const BINDING: &[&str] = &[
    "al",
    "el",
    "ul",
    "ad",
    "an",
    "ar",
    "as",
    "ash",
    "at",
    "az",
    "ben",
    "bin",
    "bint",
    "ibn",
    "abu",
    "abd",
    "umm",
    "bar",
    "jean",
    "marie",
    "pierre",
    "anne",
    "hans",
    "karl",
    "kim",
    "mc",
    "vice",
    "major",
    "lieutenant",
    "brigadier",
    "attorney",
    "director",
    "secretary",
    "co",
    "ex",
];

/// Before a name these are words of their own: "pro-Iranian", "mid-June".
const LOOSE_PREFIXES: &[&str] = &[
    "pro", "anti", "non", "ex", "post", "pre", "mid", "then", "trans", "intra", "inter", "cross",
    "now",
];

/// After a name these tell what it did or is: "US-led", "Oslo-based"; others end in -ed.
const DONE_BY: &[&str] = &[
    "led", "made", "held", "run", "built", "born", "bound", "friendly",
];

/// Endings that follow an apostrophe and are words of their own.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Ends of addresses written without "www."
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "int", "edu", "mil", "info", "co", "eu", "uk", "tv", "io",
];

/// The tokens of `within`.
///
/// - "'s", "’s" and the lone "’" of a plural possessive are tokens of their own; so are the endings "n't", "'re", "'ve", "'ll",
///   "'d", "'m", as in the treebanks: "didn't" is "did", "n't".
/// - Full stops stay with abbreviations ("U.S.", "Adm.", "J." before a name, "p.m.") and inside numbers.
/// - A hyphen splits ("US", "-", "Iran") between two capitalised words, between a name and what it did ("US-led", "Oslo-based"),
///   and after "pro-", "anti-", "mid-" … before a name. All else with hyphens is one token: lower case ("long-range"), with a
///   digit ("12-day", "F-35"), a capital before lower case ("Nimitz-class", "Jong-un"), with a lower-case middle ("Mar-a-Lago"),
///   after a binding part ("Al-Masri", "Jean-Luc") or a single letter ("X-Ray").
/// - Dashes and slashes between words always split; runs of one mark ("...", "--") are one token.
/// - Addresses of the web and of mail are one token.
pub fn tokens(text: &str, within: Span) -> Vec<Token> {
    let part = within.of(text);
    let mut scan = Scan {
        part,
        shift: within.start(),
        tokens: Vec::with_capacity(part.len() / 6),
    };
    let mut here = 0;
    while let Some(c) = at(part, here) {
        here = if is_space(c) || sticks(c) {
            here + c.len_utf8()
        } else {
            scan.token(here, c)
        };
    }
    scan.tokens
}

struct Scan<'a> {
    part: &'a str,
    shift: usize,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    /// Reads the token or tokens that start at `here` with `c`; gives the byte after them, always past `here`.
    fn token(&mut self, here: usize, c: char) -> usize {
        if let Some(end) = address(self.part, here) {
            return self.push(here, end, TokenKind::Word);
        }
        if c.is_alphanumeric() {
            return self.chain(here);
        }
        if is_apostrophe(c)
            && before(self.part, here).is_some_and(|c| !is_space(c))
            && let Some(end) = clitic(self.part, here)
        {
            return self.push(here, end, TokenKind::Word);
        }
        let after = here + c.len_utf8();
        if c == '@' && at(self.part, after).is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return self.push(here, skip(self.part, after, is_inner), TokenKind::Word);
        }
        let end = match c {
            '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '–' | '—' | '…' | '#' => {
                skip(self.part, after, |next| next == c)
            }
            _ => after,
        };
        self.push(here, skip(self.part, end, sticks), TokenKind::Punctuation)
    }

    /// A word or number, or several joined by hyphens.
    fn chain(&mut self, start: usize) -> usize {
        let mut parts = vec![(start, word(self.part, start))];
        let mut end = parts[0].1;
        // Real chains are short; a line of nothing but "a-a-a-…" is cut into pieces.
        while parts.len() < 8
            && let Some(hyphen) = at(self.part, end).filter(|&c| is_hyphen(c))
            && at(self.part, end + hyphen.len_utf8()).is_some_and(char::is_alphanumeric)
        {
            let next = end + hyphen.len_utf8();
            end = word(self.part, next);
            parts.push((next, end));
        }
        let words: Vec<&str> = parts
            .iter()
            .map(|&(start, end)| self.part.get(start..end).unwrap_or_default())
            .collect();
        if !splits(&words) {
            self.word(start, end);
            return self.ending(end);
        }
        let mut last = start;
        for (start, end) in parts {
            if start > last {
                self.push(last, start, TokenKind::Punctuation);
            }
            self.word(start, end);
            last = end;
        }
        self.ending(end)
    }

    /// A clitic right after a word: "'s", "n't".
    fn ending(&mut self, from: usize) -> usize {
        match clitic(self.part, from).or_else(|| negation(self.part, from)) {
            Some(end) => self.push(from, end, TokenKind::Word),
            None => from,
        }
    }

    fn word(&mut self, start: usize, end: usize) {
        let text = self.part.get(start..end).unwrap_or_default();
        let number = text.chars().all(|c| {
            c.is_numeric() || matches!(c, '.' | ',' | ':' | '/') || is_hyphen(c) || sticks(c)
        });
        self.push(
            start,
            end,
            if number {
                TokenKind::Number
            } else {
                TokenKind::Word
            },
        );
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        let text = self.part.get(start..end).unwrap_or_default();
        let trimmed = start + text.trim_end_matches(sticks).len();
        if trimmed > start {
            let span = Span::new(self.shift + start, self.shift + trimmed);
            self.tokens.push(Token { span, kind });
        }
        end
    }
}

/// Where the word that starts at `start` ends: before a hyphen, a clitic, or a full stop that is not its own.
fn word(part: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let stretch = end;
        end = skip(part, end, is_inner);
        let Some(mark) = at(part, end) else {
            return end;
        };
        let run = part.get(stretch..end).unwrap_or_default();
        let last = run.chars().rev().find(|&c| !sticks(c));
        if is_apostrophe(mark) {
            if clitic(part, end).is_some() {
                return end;
            }
            // "n" is one byte.
            if end > start + 1 && negation(part, end - 1).is_some() {
                return end - 1;
            }
        }
        let after = end + mark.len_utf8();
        if !joins(part, start..end, last, mark) {
            let numeric = last.is_some_and(char::is_numeric);
            let own =
                mark == '.' && !numeric && end - start <= 24 && dot_at(part, end) != Dot::Ends;
            return if own { after } else { end };
        }
        end = after;
    }
}

/// Whether the word so far goes on after `mark`, which follows its character `last`.
fn joins(part: &str, so_far: Range<usize>, last: Option<char>, mark: char) -> bool {
    let after = so_far.end + mark.len_utf8();
    let next = at(part, after);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    match mark {
        ',' if digit(last) => digit(next) && three_digits(part, after),
        '.' | ':' | '/' | '٫' | '٬' if digit(last) => digit(next),
        '&' => upper(last) && upper(next),
        '@' => next.is_some_and(char::is_alphanumeric),
        '.' => {
            let so_far = part.get(so_far).unwrap_or_default();
            let single =
                skip_at_most(part, after, 2, is_inner) - after == next.map_or(0, char::len_utf8);
            // "U.S", "p.m", "Ph.D"; "example.org".
            let lettered = so_far.len() <= 16
                && (so_far.chars().nth(1).is_none() || so_far == "Ph" || is_acronym(so_far));
            letter(next) && single && lettered || is_domain(part, after, so_far)
        }
        c if is_apostrophe(c) => letter(last) && letter(next),
        _ => false,
    }
}

fn three_digits(part: &str, from: usize) -> bool {
    skip_at_most(part, from, 4, char::is_numeric) - from == 3
}

/// The end of "n't", if its "n" is at `from`.
fn negation(part: &str, from: usize) -> Option<usize> {
    at(part, from).filter(|c| matches!(c, 'n' | 'N'))?;
    let mark = at(part, from + 1).filter(|&c| is_apostrophe(c))?;
    let t = from + 1 + mark.len_utf8();
    at(part, t).filter(|c| matches!(c, 't' | 'T'))?;
    (!at(part, t + 1).is_some_and(is_inner)).then_some(t + 1)
}

/// The end of "'s", "'re" …, if one is at `apostrophe`.
fn clitic(part: &str, apostrophe: usize) -> Option<usize> {
    let mark = at(part, apostrophe).filter(|&c| is_apostrophe(c))?;
    let from = apostrophe + mark.len_utf8();
    let end = skip_at_most(part, from, 4, is_inner);
    let letters = plain(part.get(from..end)?).to_lowercase();
    // A second apostrophe makes it a name or French: "coup d'état", "s'il".
    let known = CLITICS.contains(&letters.as_str()) && !at(part, end).is_some_and(is_apostrophe);
    known.then_some(end)
}

/// Whether the parts of a hyphenated word are words of their own.
fn splits(words: &[&str]) -> bool {
    let has_digit = |word: &str| word.chars().any(char::is_numeric);
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
        return false;
    };
    if words.len() < 2 || words.iter().any(|word| has_digit(word)) {
        return false;
    }
    let long = |word: &str| word.chars().nth(1).is_some();
    let fold = |word: &str| plain(word).to_lowercase();
    let names = words.get(..words.len() - 1).unwrap_or_default();
    let capitals = names.iter().all(|word| starts_upper(word) && long(word));
    if capitals && starts_upper(last) {
        return !BINDING.contains(&fold(first).as_str());
    }
    if capitals {
        let last = fold(last);
        return DONE_BY.contains(&last.as_str()) || last.len() > 4 && last.ends_with("ed");
    }
    words.len() == 2 && starts_upper(last) && long(last) && LOOSE_PREFIXES.contains(&first)
}

/// "example" "." "org", not "left.The" nor "end.of".
fn is_domain(part: &str, after_dot: usize, so_far: &str) -> bool {
    let end = skip_at_most(part, after_dot, 6, |c| c.is_ascii_lowercase());
    let known = part
        .get(after_dot..end)
        .is_some_and(|name| DOMAINS.contains(&name));
    so_far.len() > 1 && known && !at(part, end).is_some_and(is_inner)
}

/// The end of an address that starts at `here`: up to white space or a closing mark, without the punctuation of the sentence.
fn address(part: &str, here: usize) -> Option<usize> {
    let head = part.get(here..part.floor_char_boundary(here + 8))?;
    let prefix = ["https://", "http://", "www."]
        .into_iter()
        .find(|prefix| head.starts_with(prefix))?;
    if before(part, here).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = skip(part, here, |c| {
        !is_space(c) && !matches!(c, '"' | '”' | '“' | '<' | '>' | ')' | ']' | '|')
    });
    let trimmed = here
        + part
            .get(here..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’'])
            .len();
    (trimmed > here + prefix.len()).then_some(trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let found: Vec<&str> = tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|token| token.span.of(text))
            .collect();
        assert_eq!(found.join(" "), wanted);
    }

    #[test]
    fn endings_are_tokens_of_their_own() {
        check(
            "Oman's and Oman’s, the states' and IRAN’S",
            "Oman 's and Oman ’s , the states ' and IRAN ’S",
        );
        check(
            "They didn't; it wasn’t. I'm, we've, he'd, can't",
            "They did n't ; it was n’t . I 'm , we 've , he 'd , ca n't",
        );
        check(
            "Sana'a's O'Neill said 'no'",
            "Sana'a 's O'Neill said ' no '",
        );
        check("“Mission”'s end; 'tis", "“ Mission ” 's end ; ' tis");
    }

    #[test]
    fn stops_stay_with_abbreviations() {
        check(
            "Adm. Ortiz of the U.S. left.",
            "Adm. Ortiz of the U.S. left .",
        );
        check("J. D. Hale spoke at 9 p.m.", "J. D. Hale spoke at 9 p.m.");
        check(
            "U.S.-Iran talks, U.S.-led",
            "U.S. - Iran talks , U.S. - led",
        );
        check(
            "No. 10 said no. We left.The end",
            "No. 10 said no . We left . The end",
        );
        check("Plan B. The rest... and …", "Plan B . The rest ... and …");
    }

    #[test]
    fn hyphens_split_between_names_only() {
        check(
            "US-Iran, Iranian-American, Iran-Israel-US",
            "US - Iran , Iranian - American , Iran - Israel - US",
        );
        check(
            "12-day F-35 S-400 B-52H 2025-26",
            "12-day F-35 S-400 B-52H 2025-26",
        );
        check(
            "Nimitz-class Mar-a-Lago vice-president long-range son-in-law",
            "Nimitz-class Mar-a-Lago vice-president long-range son-in-law",
        );
        check(
            "Al-Masri al-Masri Jean-Luc Jong-un X-Ray",
            "Al-Masri al-Masri Jean-Luc Jong-un X-Ray",
        );
        check(
            "US-led, Oslo-based, pro-Iranian, mid-June",
            "US - led , Oslo - based , pro - Iranian , mid - June",
        );
        check("US–Iran and/or - so — yes", "US – Iran and / or - so — yes");
    }

    #[test]
    fn numbers_and_addresses_hold_together() {
        check(
            "1,000 or 3.5 at 16:31 on 06/02/2026, $5bn, 7%",
            "1,000 or 3.5 at 16:31 on 06/02/2026 , $ 5bn , 7 %",
        );
        check(
            "See https://example.org/a?b=1, or (www.example.com).",
            "See https://example.org/a?b=1 , or ( www.example.com ) .",
        );
        check(
            "press@example.org @envoy example.org. AT&T",
            "press@example.org @envoy example.org . AT&T",
        );
        let kinds: Vec<TokenKind> = tokens("3.5 x 12-day !", Span::new(0, 14))
            .iter()
            .map(|token| token.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                TokenKind::Number,
                TokenKind::Word,
                TokenKind::Word,
                TokenKind::Punctuation
            ]
        );
    }

    #[test]
    fn invisible_marks_stay_inside() {
        check(
            "nego\u{ad}tia\u{200b}tion\u{200e}, \u{200f}Oman\u{200e}'s",
            "nego\u{ad}tia\u{200b}tion , Oman 's",
        );
    }
}

//! Tokens cut finer, as the corpora of names have them.

use crate::model::Span;

/// Cuts a token at hyphens, dashes and slashes between letters: "US-led" is three pieces, "F-35" stays one.
pub fn pieces(text: &str, token: Span, out: &mut Vec<Span>) {
    let word = token.of(text);
    if word.chars().any(char::is_numeric) || !word.contains(is_cut) {
        out.push(token);
        return;
    }
    let mut start = 0;
    for (at, letter) in word.char_indices().filter(|(_, letter)| is_cut(*letter)) {
        let end = at + letter.len_utf8();
        if start < at {
            out.push(Span::new(token.start() + start, token.start() + at));
        }
        out.push(Span::new(token.start() + at, token.start() + end));
        start = end;
    }
    if start < word.len() {
        out.push(Span::new(token.start() + start, token.end()));
    }
}

fn is_cut(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Vec<&str> {
        let mut out = Vec::new();
        pieces(word, Span::new(0, word.len()), &mut out);
        out.into_iter().map(|span| span.of(word)).collect()
    }

    #[test]
    fn hyphens_between_letters_cut() {
        assert_eq!(cut("US-led"), ["US", "-", "led"]);
        assert_eq!(cut("F-35"), ["F-35"]);
        assert_eq!(cut("-"), ["-"]);
        assert_eq!(cut("Reuters/AP"), ["Reuters", "/", "AP"]);
        assert_eq!(cut("–Oslo–"), ["–", "Oslo", "–"]);
    }
}

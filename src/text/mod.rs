//! Sentences and tokens of a text, with exact offsets; parts of speech and lemmas of words.
//!
//! Takes `&str`, gives spans into it. Never changes the text and never knows what a word means.
//! Every function takes time in proportion to the text, and no text makes one panic.

mod chars;
pub mod clusters;
mod dots;
pub mod language;
pub mod lemma;
pub mod memo;
pub mod parser;
mod pos;
mod sentences;
mod shelves;
mod tag_set;
pub mod tagger;
mod tokens;
pub mod weights;
pub mod word_classes;

use std::borrow::Cow;

use crate::model::Span;

pub use chars::{is_invisible, shape};
pub use lemma::lemma;
pub use parser::{Dependency, Deprel, parse, parse_all, readable};
pub use pos::{Pos, Upos, Xpos};
pub use sentences::sentences;
pub use tagger::tag;
pub use tokens::tokens;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Anything with a letter in it: "Oman", "12-day", "F-35", "'s", "n't", "@envoy", an address of the web.
    Word,
    /// Digits and what belongs to them: "1,000", "3.5", "16:31", "06/02/2026".
    Number,
    Punctuation,
}

/// One token; tokens are in order and do not overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

/// The text without what cannot be seen: soft hyphens, zero-width characters, direction marks. For comparing words;
/// offsets always refer to the text itself.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_invisible) {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_drops_only_what_cannot_be_seen() {
        assert_eq!(plain("nego\u{ad}tia\u{200b}tions\u{200e}"), "negotiations");
        assert!(matches!(plain("Zürich – قم"), Cow::Borrowed(_)));
    }

    /// Strings of pieces that are awkward to read, from a small generator with a seed.
    fn awkward(seed: u64) -> String {
        const PIECES: &[&str] = &[
            "Iran", "US", "-", "-", "'", "’", "s", "n't", ".", ".", "..", "…", "!", "?", "\"", "”",
            "“", " ", " ", "\n", "\n\n", "\r\n", "\t", "U.S.", "Adm.", "p.m.", "3.5", "1,000",
            "12", "é", "e\u{301}", "\u{ad}", "\u{200e}", "\u{feff}", "伊朗", "قم", "🇮🇷", "👍🏽", "@",
            "#", "https://", "www.", ".com", "&", "/", ":", "(", ")", "[1]", "]", "•", "–", "\0",
            "\u{85}", "\u{2028}", "a", "B", "led", "ﬁ", "İ", "ß", "'", "No.", "_", "٫", "۔",
        ];
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut draw = |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as usize % n
        };
        (0..draw(40)).map(|_| PIECES[draw(PIECES.len())]).collect()
    }

    #[test]
    fn any_text_gives_ordered_spans_on_boundaries() {
        for seed in 0..20_000 {
            let text = awkward(seed);
            let cuts: Vec<usize> = (0..=text.len())
                .filter(|&at| text.is_char_boundary(at))
                .collect();
            let from = cuts[seed as usize % cuts.len()].min(text.len() / 2);
            let within = Span::new(text.floor_char_boundary(from), text.len());
            let tokens: Vec<Span> = tokens(&text, within)
                .iter()
                .map(|token| token.span)
                .collect();
            for spans in [&sentences(&text, within), &tokens] {
                let mut end = within.start();
                for span in spans {
                    assert!(!span.of(&text).is_empty(), "{span:?} in {text:?}");
                    assert!(
                        end <= span.start() && span.end() <= within.end(),
                        "{span:?} in {text:?}"
                    );
                    end = span.end();
                }
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let read: usize = tokens.iter().map(|span| letters(span.of(&text))).sum();
            assert_eq!(
                read,
                letters(within.of(&text)),
                "every letter is in a token: {text:?}"
            );
        }
    }

    #[test]
    fn a_foreign_span_gives_nothing() {
        assert_eq!(sentences("é", Span::new(1, 9)), []);
        assert_eq!(tokens("é", Span::new(1, 9)), []);
    }
}

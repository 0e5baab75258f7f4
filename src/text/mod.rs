//! Sentences and tokens of a text, with exact offsets.
//!
//! Takes `&str`, gives spans into it. Never changes the text and never knows what a word means.

use crate::model::Span;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    Word,
    Number,
    Punctuation,
}

/// One token; tokens are in order and do not overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

/// The sentences of `within`, trimmed of white space, in order.
pub fn sentences(_text: &str, _within: Span) -> Vec<Span> {
    Vec::new()
}

/// The tokens of `within`. A possessive ending ("'s", "’s", a lone "’") is a token of its own; so are brackets and quotes;
/// "US-Iran" is three tokens, "12-day" one, "U.S." one, "Adm." one.
pub fn tokens(_text: &str, _within: Span) -> Vec<Token> {
    Vec::new()
}

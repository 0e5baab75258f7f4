//! A sentence as names are read in it: words with their look, hyphenated names in one piece.

use std::ops::Range;

use crate::extract::{Page, Sentence};
use crate::lexicon::StateForm;
use crate::model::{BlockKind, Span};
use crate::text::{Token, TokenKind};

/// A table pasted as text may be one "sentence" of a megabyte; every pass over a line is allowed to be quadratic in this.
const MAX_WORDS: usize = 300;

/// What a word looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Lower,
    /// "Oman".
    Capital,
    /// "NATO", "J.": every letter is a capital.
    Capitals,
    Number,
    /// Punctuation, and the ending of a possessive.
    Mark,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub look: Look,
}

/// Whether capitals say anything here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Setting {
    Running,
    /// "Envoys Meet in Oslo", "ENVOYS MEET IN OSLO": every word has one.
    Headline,
}

/// A sentence, its words, and look-ups that never leave it.
pub(super) struct Line<'a> {
    pub page: &'a Page<'a>,
    pub block: BlockKind,
    pub span: Span,
    pub words: Vec<Word>,
    pub setting: Setting,
}

impl<'a> Line<'a> {
    /// One line for a sentence; several for one so long that it is none.
    pub fn of(page: &'a Page<'a>, sentence: &Sentence) -> Vec<Self> {
        let words = words(page, &sentence.tokens);
        let parts = words.chunks(MAX_WORDS);
        parts
            .map(|words| Self::new(page, sentence, words.to_vec()))
            .collect()
    }

    fn new(page: &'a Page<'a>, sentence: &Sentence, words: Vec<Word>) -> Self {
        let mut line = Self {
            page,
            block: sentence.block,
            span: sentence.span,
            words,
            setting: Setting::Running,
        };
        line.setting = line.how_set();
        line
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The characters of a word; nothing beyond the ends.
    pub fn text(&self, i: usize) -> &'a str {
        self.words
            .get(i)
            .map_or("", |word| self.page.text(word.span))
    }

    /// The characters of each of some words.
    pub fn texts(&self, words: &Range<usize>) -> Vec<&'a str> {
        words.clone().map(|i| self.text(i)).collect()
    }

    /// The characters of the word before.
    pub fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |i| self.text(i))
    }

    pub fn look(&self, i: usize) -> Look {
        self.words.get(i).map_or(Look::Mark, |word| word.look)
    }

    pub fn is(&self, i: usize, any_of: &[&str]) -> bool {
        let text = self.text(i);
        any_of.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    pub fn is_before(&self, i: usize, any_of: &[&str]) -> bool {
        i.checked_sub(1).is_some_and(|i| self.is(i, any_of))
    }

    pub fn has_capital(&self, i: usize) -> bool {
        matches!(self.look(i), Look::Capital | Look::Capitals)
    }

    /// "'s" or a lone apostrophe after a word.
    pub fn is_possessive(&self, i: usize) -> bool {
        is_possessive(self.text(i)) && self.is_glued(i)
    }

    /// Whether nothing stands between this word and the one before.
    pub fn is_glued(&self, i: usize) -> bool {
        let pair = i
            .checked_sub(1)
            .and_then(|before| self.words.get(before..=i));
        matches!(pair, Some([a, b]) if a.span.end() == b.span.start())
    }

    /// The span of some words.
    pub fn span_of(&self, words: &Range<usize>) -> Span {
        match self.words.get(words.clone()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.span.start(), self.span.start()),
        }
    }

    /// The words a span takes, if it begins and ends with words.
    pub fn words_of(&self, span: Span) -> Option<Range<usize>> {
        let from = self
            .words
            .partition_point(|word| word.span.start() < span.start());
        let to = self
            .words
            .partition_point(|word| word.span.end() <= span.end());
        let first = self.words.get(from)?;
        let last = self.words.get(to.checked_sub(1)?)?;
        let fits = first.span.start() == span.start() && last.span.end() == span.end();
        (fits && from < to).then_some(from..to)
    }

    /// Whether word `i` has its capital for standing first in the sentence, quotation or bullet.
    pub fn opens(&self, i: usize) -> bool {
        let mut before = (0..i).rev().map(|at| self.text(at));
        match before.next() {
            None => true,
            Some(mark) => {
                let quoted = matches!(mark, "\"" | "“" | "‘" | "'" | "•" | "-" | "–" | "—" | "*");
                quoted
                    && before
                        .next()
                        .is_none_or(|b| matches!(b, "," | ":" | "." | "said"))
            }
        }
    }

    fn how_set(&self) -> Setting {
        let long = |word: &&Word| word.span.len() > 3 && word.look != Look::Number;
        let longs = || self.words.iter().filter(long);
        let n_capital = longs()
            .filter(|word| matches!(word.look, Look::Capital | Look::Capitals))
            .count();
        let n_long = longs().filter(|word| word.look != Look::Mark).count();
        let all_short = self.words.iter().filter(|word| word.look == Look::Lower);
        // "Boris Johnson" alone on a line is a name; with few lower-case words among many it is a headline.
        let headline = n_long >= 4 && n_capital * 10 >= n_long * 8 && all_short.count() <= n_long;
        if headline && self.words.len() <= 25 {
            Setting::Headline
        } else {
            Setting::Running
        }
    }
}

pub(super) fn is_possessive(text: &str) -> bool {
    matches!(text, "'s" | "’s" | "'S" | "’S" | "'" | "’")
}

/// Tokens, with "Jean-Claude", "al-Masri" and "long-range" in one piece and "US-Iran", "Iran-backed" in three.
fn words(page: &Page, tokens: &[Token]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let [first, after @ ..] = rest {
        rest = after;
        let mut span = first.span;
        while let [hyphen, next, after @ ..] = rest {
            let touching =
                span.end() == hyphen.span.start() && hyphen.span.end() == next.span.start();
            if !touching || !joins(page, span, hyphen.span, next.span) {
                break;
            }
            span = span.join(next.span);
            rest = after;
        }
        words.push(Word {
            span,
            look: look(page.text(span), first.kind),
        });
    }
    words
}

/// Whether a hyphen makes one word of its two sides.
fn joins(page: &Page, left: Span, hyphen: Span, right: Span) -> bool {
    if !matches!(page.text(hyphen), "-" | "‐" | "‑") {
        return false;
    }
    let (l, r) = (page.text(left), page.text(right));
    if !r.starts_with(char::is_alphanumeric) || !l.ends_with(char::is_alphanumeric) {
        return false;
    }
    let lexicon = page.lexicon;
    let text = &page.article.text;
    let beyond = |end: usize| end >= right.end();
    let known = lexicon
        .places
        .at(text, left.start())
        .is_some_and(|h| beyond(h.span.end()))
        || lexicon
            .organizations
            .at(text, left.start())
            .is_some_and(|h| beyond(h.span.end()))
        || lexicon
            .states
            .at(text, left.start())
            .is_some_and(|h| beyond(h.span.end()))
        || lexicon
            .assets
            .at(text, left.start())
            .is_some_and(|h| beyond(h.span.end()));
    if known {
        return true;
    }
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let shouts = |word: &str| !word.chars().any(char::is_lowercase);
    let stands_alone = |span: Span| {
        let state = lexicon.states.at(text, span.start());
        state.is_some_and(|h| h.span.end() >= span.end() && h.value.form != StateForm::Capital)
            || lexicon
                .organizations
                .at(text, span.start())
                .is_some_and(|h| h.span.end() == span.end())
    };
    match (capital(l), capital(r)) {
        (false, true) => lexicon.names.is_particle(l),
        (false, false) => true,
        // "Mar-a-Lago", "Al-qaeda"; but "London-based" is two.
        (true, false) => {
            let numbered = r.starts_with(|c: char| c.is_ascii_digit()) && l.chars().count() <= 4;
            r.chars().count() <= 2 || numbered || lexicon.names.is_particle(l)
        }
        (true, true) => {
            !stands_alone(left)
                && !stands_alone(right)
                && (!shouts(l) || r.chars().any(|c| c.is_ascii_digit()))
        }
    }
}

fn look(text: &str, kind: TokenKind) -> Look {
    if is_possessive(text) || kind == TokenKind::Punctuation {
        return Look::Mark;
    }
    // "4", "12-day", "507th".
    if kind == TokenKind::Number || text.starts_with(|c: char| c.is_ascii_digit()) {
        return Look::Number;
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Look::Number,
        Some(first) if !first.is_uppercase() => {
            // "al-Masri" and "iPhone" are names all the same.
            if text.contains('-')
                && text
                    .split('-')
                    .next_back()
                    .is_some_and(|part| part.starts_with(char::is_uppercase))
            {
                Look::Capital
            } else {
                Look::Lower
            }
        }
        Some(_) => {
            if letters.clone().next().is_none() || !letters.any(char::is_lowercase) {
                Look::Capitals
            } else {
                Look::Capital
            }
        }
    }
}

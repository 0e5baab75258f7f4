//! A page cut into its paragraphs, before anybody says what they are.

use std::path::Path;

use crate::ingest::cues::ends_sentence;
use crate::model::{BlockKind, Span};
use crate::text::is_invisible;

/// How a page marks its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Plain,
    Markdown,
}

impl Form {
    pub fn from_name(path: &Path) -> Self {
        let extension = path
            .extension()
            .map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

/// A stretch of the page on its way to becoming a block; trimmed, never empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub span: Span,
    /// What it is, once that is known.
    pub kind: Option<BlockKind>,
    /// A blank line or the start of the page stands before it.
    pub apart: bool,
    /// The same words stand more than once on the page.
    pub repeated: bool,
}

impl Piece {
    pub fn new(span: Span, apart: bool) -> Self {
        Self {
            span,
            kind: None,
            apart,
            repeated: false,
        }
    }

    pub fn known(self, kind: BlockKind) -> Self {
        Self {
            kind: Some(kind),
            ..self
        }
    }

    /// The part of this piece between two bytes of the text, trimmed; nothing if that is empty.
    pub fn part(self, text: &str, start: usize, end: usize) -> Option<Self> {
        let span = trim(text, start, end)?;
        Some(Self { span, ..self })
    }
}

/// A page of lines of one width has none longer than this, and most paragraphs reach at least that far.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=130;

/// The paragraphs of a page from byte `from` on: its lines, put together again where they were wrapped.
pub(super) fn paragraphs(text: &str, from: usize, form: Form) -> Vec<Piece> {
    let lines = lines(text, from);
    let width = wrap_width(text, &lines);
    let mut joined: Vec<Piece> = Vec::with_capacity(lines.len());
    let mut before: Option<Piece> = None;
    for line in lines {
        let goes_on = before.is_some_and(|before| {
            let wrapped = width.is_some_and(|width| fills(text, before, line, width));
            !line.apart
                && !is_listed(line.span.of(text))
                && (wrapped || continues(text, before, line, form))
        });
        match joined.last_mut() {
            Some(paragraph) if goes_on => paragraph.span = paragraph.span.join(line.span),
            _ => joined.push(line),
        }
        before = Some(line);
    }
    joined
}

/// A sentence broken at a line end: the next line goes on in lower case. In Markdown a line end is as good as a space.
fn continues(text: &str, before: Piece, line: Piece, form: Form) -> bool {
    let small = line.span.of(text).starts_with(char::is_lowercase);
    let open = !ends_sentence(before.span.of(text)) && !is_listed(before.span.of(text));
    let long = |least: usize| (least..=*WIDTHS.end()).contains(&n_chars(text, before));
    open && (small && long(40) || form == Form::Markdown && long(60))
}

/// The span without white space, control characters and invisible marks at either end.
pub(super) fn trim(text: &str, start: usize, end: usize) -> Option<Span> {
    let blank = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let raw = text.get(start..end)?;
    let tail = raw.trim_start_matches(blank);
    let start = start + raw.len() - tail.len();
    let body = tail.trim_end_matches(blank);
    (!body.is_empty()).then(|| Span::new(start, start + body.len()))
}

fn lines(text: &str, from: usize) -> Vec<Piece> {
    let is_end = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let mut found = Vec::new();
    let (mut start, mut apart) = (from, true);
    for raw in text.get(from..).unwrap_or_default().split_inclusive(is_end) {
        let end = start + raw.len();
        match trim(text, start, end) {
            Some(span) => {
                found.push(Piece::new(span, apart));
                apart = false;
            }
            // The "\n" of "\r\n" is an empty line of its own here.
            None if raw == "\n" && text.get(..start).is_some_and(|head| head.ends_with('\r')) => {}
            None => apart = true,
        }
        start = end;
    }
    found
}

/// The width at which the page is wrapped: a line ends there only because the next word would not have fitted.
fn wrap_width(text: &str, lines: &[Piece]) -> Option<usize> {
    let longest = lines.iter().map(|line| n_chars(text, *line)).max()?;
    if !WIDTHS.contains(&longest) {
        return None;
    }
    let pairs = || {
        lines
            .windows(2)
            .filter(|pair| matches!(pair, [_, next] if !next.apart))
    };
    let n_pairs = pairs().count();
    let n_full = pairs()
        .filter(|pair| matches!(pair, [line, next] if fills(text, *line, *next, longest)))
        .count();
    (n_pairs >= 3 && n_full * 10 >= n_pairs * 7).then_some(longest)
}

/// Whether the first word of `next` would have made `line` too long, give or take a few characters.
fn fills(text: &str, line: Piece, next: Piece, width: usize) -> bool {
    let word = next
        .span
        .of(text)
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count());
    n_chars(text, line) + 1 + word + 4 > width
}

/// Characters of a line, as far as they matter.
fn n_chars(text: &str, line: Piece) -> usize {
    line.span.of(text).chars().take(WIDTHS.end() + 1).count()
}

fn is_listed(line: &str) -> bool {
    let mut chars = line.chars();
    chars
        .next()
        .is_some_and(|c| matches!(c, '•' | '-' | '*' | '#' | '>' | '|' | '!' | '[' | '<' | '`'))
        && chars
            .next()
            .is_some_and(|c| matches!(c, ' ' | '#' | '[' | '`' | '!'))
}

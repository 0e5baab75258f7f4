//! Places in a text: bytes inside the program, code points for the outside.

use std::ops::Range;

use crate::model::ArticleId;

/// Bytes of [`crate::model::Article::text`], half open, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span of bytes; texts above 4 GiB are refused long before this.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.end as usize
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The characters of `text` here; empty if the span is not one of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// Unicode code points of an article's text, half open: the unit of the W3C Web Annotation `TextPositionSelector`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CharSpan {
    pub start: u32,
    pub end: u32,
}

/// How anything says "here": an article, whatever its path, and bytes of its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Anchor {
    pub article: ArticleId,
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_span_slices_to_nothing() {
        assert_eq!(Span::new(0, 4).of("Oman"), "Oman");
        assert_eq!(Span::new(2, 9).of("Oman"), "");
        assert_eq!(Span::new(0, 1).of("–"), "", "not on a character boundary");
    }
}

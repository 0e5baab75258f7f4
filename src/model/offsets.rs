//! Bytes to code points and back.

use crate::model::{CharSpan, Span};

/// One entry for every stretch of this many bytes.
const STRIDE: usize = 64;

/// Byte ↔ code point in O(log n), after one pass over the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CharIndex {
    /// Code points before byte `i * STRIDE` (counted at the next character boundary).
    marks: Vec<u32>,
}

impl CharIndex {
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        for (n_chars, (byte, _)) in text.char_indices().enumerate() {
            while marks.len() * STRIDE <= byte {
                marks.push(n_chars as u32);
            }
        }
        Self { marks }
    }

    /// Code points before `byte` of `text`, the text this index was made of.
    pub fn char_from_byte(&self, text: &str, byte: usize) -> u32 {
        let byte = byte.min(text.len());
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let Some(&before) = self.marks.get(mark) else {
            return 0;
        };
        let from = text.ceil_char_boundary(mark * STRIDE);
        before
            + text
                .get(from..byte)
                .map_or(0, |part| part.chars().count() as u32)
    }

    /// The byte where code point `n_chars` starts; `None` past the end.
    pub fn byte_from_char(&self, text: &str, n_chars: u32) -> Option<usize> {
        let mark = self
            .marks
            .partition_point(|&before| before <= n_chars)
            .saturating_sub(1);
        let before = self.marks.get(mark).copied().unwrap_or(0);
        let from = text.ceil_char_boundary(mark * STRIDE);
        let rest = text.get(from..)?;
        let ends = rest
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([rest.len()]);
        ends.map(|byte| from + byte)
            .nth((n_chars - before) as usize)
    }

    pub fn chars(&self, text: &str, span: Span) -> CharSpan {
        CharSpan {
            start: self.char_from_byte(text, span.start()),
            end: self.char_from_byte(text, span.end()),
        }
    }

    pub fn bytes(&self, text: &str, span: CharSpan) -> Option<Span> {
        let start = self.byte_from_char(text, span.start)?;
        let end = self.byte_from_char(text, span.end)?;
        (start <= end).then(|| Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_at_every_character() {
        let mixed = "“Iran’s” – 伊朗 🇮🇷 ".repeat(40);
        for text in ["", "a", "–", mixed.as_str()] {
            let index = CharIndex::new(text);
            let bytes = text
                .char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()]);
            for (n_chars, byte) in bytes.enumerate() {
                assert_eq!(index.char_from_byte(text, byte), n_chars as u32);
                assert_eq!(index.byte_from_char(text, n_chars as u32), Some(byte));
            }
            assert_eq!(
                index.byte_from_char(text, text.chars().count() as u32 + 1),
                None
            );
        }
    }
}

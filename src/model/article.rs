//! One news article, as it was read, for ever.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::words::words;
use crate::model::{ArticleId, CharIndex, CharSpan, Date, Note, Span};

words! {
    /// What a stretch of a page is there for.
    BlockKind {
        Headline = "headline", "headline";
        Byline = "byline", "byline";
        Dateline = "dateline", "dateline";
        Body = "body", "body";
        Caption = "caption", "photo caption";
        Credit = "credit", "credit";
        Navigation = "navigation", "navigation";
        /// Said before on the same page, word for word: cited, never counted again.
        Repeat = "repeat", "repeat";
    }
}

/// One block of a page; blocks do not overlap and stand in reading order. Lines of white space belong to none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// When an article says it was published or last updated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    pub date: Date,
    /// Hour and minute, where stated.
    pub time: Option<(u8, u8)>,
}

/// An article: its text as decoded, never cleaned or trimmed, and what its layout says.
/// Two files of the same text are one article with two paths.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    pub id: ArticleId,
    /// Where it was read from; sorted, may be empty for a text that came out of a project file.
    pub paths: Vec<PathBuf>,
    pub title: String,
    pub publisher: Option<String>,
    pub published: Option<Published>,
    pub text: Arc<str>,
    pub blocks: Vec<Block>,
    /// What reading the file could not settle, for people.
    pub notes: Vec<Note>,
    offsets: CharIndex,
}

impl Article {
    /// An article of `text` with nothing known about it yet.
    pub fn of_text(text: &str) -> Self {
        Self {
            id: ArticleId::from_text(text),
            paths: Vec::new(),
            title: String::new(),
            publisher: None,
            published: None,
            text: text.into(),
            blocks: Vec::new(),
            notes: Vec::new(),
            offsets: CharIndex::new(text),
        }
    }

    pub fn chars(&self, span: Span) -> CharSpan {
        self.offsets.chars(&self.text, span)
    }

    /// `None` where the code points are not in this text.
    pub fn bytes(&self, span: CharSpan) -> Option<Span> {
        self.offsets.bytes(&self.text, span)
    }

    pub fn n_chars(&self) -> u32 {
        self.offsets.char_from_byte(&self.text, self.text.len())
    }

    /// The block that holds byte `at`.
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.span.end() <= at);
        self.blocks
            .get(after)
            .filter(|block| block.span.start() <= at)
    }

    /// The number people would give the paragraph at byte `at`, counting body blocks from 1; `None` outside the body.
    pub fn paragraph_at(&self, at: usize) -> Option<u32> {
        let block = self
            .block_at(at)
            .filter(|block| block.kind == BlockKind::Body)?;
        let before = self
            .blocks
            .iter()
            .take_while(|other| other.span.start() <= block.span.start());
        Some(before.filter(|other| other.kind == BlockKind::Body).count() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_count_the_body_only() {
        let mut article = Article::of_text("Head\nOne.\nPhoto: AFP\nTwo.");
        let spans = [
            (BlockKind::Headline, 0, 4),
            (BlockKind::Body, 5, 9),
            (BlockKind::Credit, 10, 20),
            (BlockKind::Body, 21, 25),
        ];
        article.blocks = spans
            .map(|(kind, start, end)| Block {
                kind,
                span: Span::new(start, end),
            })
            .to_vec();
        assert_eq!(
            [0, 6, 12, 21, 24].map(|at| article.paragraph_at(at)),
            [None, Some(1), None, Some(2), Some(2)]
        );
        assert_eq!(article.block_at(4), None, "a line end belongs to no block");
    }
}

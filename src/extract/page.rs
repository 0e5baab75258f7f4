//! An article cut into sentences and tokens, as every rule sees it.

use crate::lexicon::Lexicon;
use crate::model::{Article, BlockKind, Span};
use crate::text::language::{foreign, foreign_parts};
use crate::text::{Token, sentences, tokens};

/// One sentence with its tokens.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub span: Span,
    pub block: BlockKind,
    pub tokens: Vec<Token>,
}

/// An article, its sentences in reading order, and the word lists.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub article: &'a Article,
    pub lexicon: &'a Lexicon,
    pub sentences: Vec<Sentence>,
}

impl<'a> Page<'a> {
    /// Cuts each block by itself: no sentence runs from a caption into the next paragraph.
    pub fn new(article: &'a Article, lexicon: &'a Lexicon) -> Self {
        let main = foreign(&article.text);
        let mut page = Self {
            article,
            lexicon,
            sentences: Vec::new(),
        };
        for block in &article.blocks {
            page.add(block.kind, block.span, main);
        }
        // A text that nobody has laid out yet is all body.
        if article.blocks.is_empty() {
            let whole = Span::new(0, article.text.len());
            page.add(BlockKind::Body, whole, main);
        }
        page
    }

    /// What cannot be read is looked through for names that the lists know, as a byline is: it is cut out of its sentence.
    fn add(&mut self, kind: BlockKind, within: Span, main: Option<&'static str>) {
        let aside = matches!(kind, BlockKind::Navigation | BlockKind::Credit);
        let parts = if aside {
            Vec::new()
        } else {
            foreign_parts(&self.article.text, within, main)
        };
        if parts.first().is_some_and(|(part, _)| *part == within) {
            self.cut(BlockKind::Byline, within);
            return;
        }
        let mut from = within.start();
        for (part, _) in parts {
            self.cut(kind, Span::new(from, part.start()));
            self.cut(BlockKind::Byline, part);
            from = part.end();
        }
        self.cut(kind, Span::new(from, within.end()));
    }

    fn cut(&mut self, block: BlockKind, within: Span) {
        let text = &self.article.text;
        let found = sentences(text, within).into_iter();
        self.sentences.extend(found.map(|span| Sentence {
            span,
            block,
            tokens: tokens(text, span),
        }));
    }

    /// The characters at `span`.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.article.text)
    }
}

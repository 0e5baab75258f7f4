//! An article cut into sentences and tokens, as every rule sees it.

use crate::lexicon::Lexicon;
use crate::model::{Article, BlockKind, Span};
use crate::text::language::is_foreign;
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
        let whole = Span::new(0, article.text.len());
        let foreign = is_foreign(&article.text);
        let cut = |kind: BlockKind, within: Span| {
            // What cannot be read is looked through for names that the lists know, as a byline is.
            let aside = matches!(kind, BlockKind::Navigation | BlockKind::Credit);
            let kind = if !aside && (foreign || is_foreign(within.of(&article.text))) {
                BlockKind::Byline
            } else {
                kind
            };
            sentences(&article.text, within)
                .into_iter()
                .map(move |span| Sentence {
                    span,
                    block: kind,
                    tokens: tokens(&article.text, span),
                })
        };
        let mut page = Self {
            article,
            lexicon,
            sentences: Vec::new(),
        };
        for block in &article.blocks {
            page.sentences.extend(cut(block.kind, block.span));
        }
        // A text that nobody has laid out yet is all body.
        if article.blocks.is_empty() {
            page.sentences.extend(cut(BlockKind::Body, whole));
        }
        page
    }

    /// The characters at `span`.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.article.text)
    }
}

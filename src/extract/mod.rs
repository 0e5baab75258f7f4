//! What an article says: mentions, names, offices, and who does what to whom.
//!
//! Takes an [`Article`] and the word lists, gives a [`Reading`]. Cannot fail; doubts become notes. Never looks at another article.

mod attribution;
mod clause;
mod draft;
mod page;
mod relations;
mod status;
mod when;

use std::sync::Arc;

pub(crate) use draft::Draft;
pub(crate) use page::{Page, Sentence};

use crate::lexicon::Lexicon;
use crate::model::{Article, Reading};

/// Reads one article.
pub fn read(article: &Arc<Article>, lexicon: &Lexicon) -> Reading {
    let page = Page::new(article, lexicon);
    let mut draft = Draft::default();
    let claims = relations::claims(&page, &mut draft);
    draft.sort();
    Reading {
        article: Arc::clone(article),
        chains: draft.chains,
        mentions: draft.mentions,
        claims,
        notes: draft.notes,
    }
}

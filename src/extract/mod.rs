//! What an article says: mentions, names, offices, and who does what to whom.
//!
//! Takes an [`Article`] and the word lists, gives a [`Reading`]. Cannot fail; doubts become notes. Never looks at another article.

mod casing;
mod draft;
mod page;

pub mod recogniser;

mod mentions;

mod assets;
mod bodies;
mod events;
mod found;
mod learned;
mod line;
mod metonyms;
mod names;
mod people;
mod places;
mod repeats;

mod acronyms;
mod also_known;
mod beside;
mod chains;
mod crowds;
mod first_person;
mod full_names;
mod happenings;
mod nominals;
mod phrases;
mod pronouns;
mod roles;
mod shortened;
mod sites;
mod things;
mod whose;
mod work;

mod attribution;
mod clause;
mod relations;
mod speeches;

mod status;
#[cfg(test)]
mod tests;
mod when;

use std::sync::Arc;

pub(crate) use chains::{canonical, without_prefix};
pub(crate) use draft::Draft;
pub(crate) use full_names::is_short_for;
pub(crate) use page::{Page, Sentence};

use crate::lexicon::Lexicon;
use crate::model::{Article, Reading};

/// The names, offices and descriptions of one article, without what they have to do with each other.
pub fn names(article: &Arc<Article>, lexicon: &Lexicon) -> Reading {
    let seen = casing::ordinary(article, lexicon);
    let draft = mentions::find(&Page::new(seen.as_ref().unwrap_or(article), lexicon));
    Reading {
        article: Arc::clone(article),
        chains: draft.chains,
        mentions: draft.mentions,
        claims: Vec::new(),
        notes: draft.notes,
    }
}

/// Reads one article.
pub fn read(article: &Arc<Article>, lexicon: &Lexicon) -> Reading {
    let seen = casing::ordinary(article, lexicon);
    let page = Page::new(seen.as_ref().unwrap_or(article), lexicon);
    let mut draft = mentions::find(&page);
    let mut claims = relations::claims(&page, &mut draft);
    draft.drop_idle_crowds(&mut claims);
    draft.sort();
    phrases::widen(&page, &mut draft);
    draft.sort();
    Reading {
        article: Arc::clone(article),
        chains: draft.chains,
        mentions: draft.mentions,
        claims,
        notes: draft.notes,
    }
}

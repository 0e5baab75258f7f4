//! Bytes to articles: decoding, headline, date, publisher, blocks.
//!
//! Takes a path or bytes, gives an [`Article`] whose text is what was decoded, to the character; what a page carries beside
//! its story is told by blocks laid over the text. Only [`open`] and [`article_files`] touch the disk; nothing is ever
//! written.

mod blocks;
mod captions;
mod cues;
mod date;
mod decode;
mod facts;
mod files;
pub mod fonts;
mod lines;
mod mail;
mod markdown;
mod repeats;
mod tongues;
mod words;

use std::io;
use std::path::{Path, PathBuf};

use crate::ingest::lines::Form;
use crate::model::Article;

pub use files::{MAX_BYTES, article_files, open};

/// Why a file is no article. Each message says what, what to do, and where.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    #[error("The file is empty: there is nothing to read in it\n{}", path.display())]
    Empty { path: PathBuf },
    #[error("The file has no words in it: nothing to read\n{}", path.display())]
    NoText { path: PathBuf },
    #[error("This is {what}; Legation reads .txt and .md files for now: save its text as .txt\n{}", path.display())]
    NotText { path: PathBuf, what: &'static str },
    #[error("The file is too large: {megabytes} MB, and articles may have {} MB; split it\n{}", MAX_BYTES / 1_000_000, path.display())]
    TooLarge { path: PathBuf, megabytes: u64 },
    #[error("The file is no longer there: it may have been moved or renamed\n{}", path.display())]
    Vanished { path: PathBuf },
    #[error("This is a folder: open it with “Open folder…”\n{}", path.display())]
    Folder { path: PathBuf },
    #[error("This is not a file but a device, pipe or socket: choose a .txt or .md file\n{}", path.display())]
    NotAFile { path: PathBuf },
    #[error("The file cannot be read ({source}): check its permissions\n{}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("There is no .txt or .md file in this folder: choose one that holds articles\n{}", path.display())]
    NoArticles { path: PathBuf },
}

/// An article from bytes; `name` is for messages and for finding a title where the text has none.
/// A name that ends in ".md" or ".markdown" has its marks read as Markdown.
pub fn article(name: &str, bytes: &[u8]) -> Result<Article, IngestError> {
    let path = || PathBuf::from(name);
    if bytes.is_empty() {
        return Err(IngestError::Empty { path: path() });
    }
    if bytes.len() as u64 > MAX_BYTES {
        let megabytes = bytes.len() as u64 / 1_000_000;
        return Err(IngestError::TooLarge {
            path: path(),
            megabytes,
        });
    }
    let decoded =
        decode::decode(bytes).map_err(|what| IngestError::NotText { path: path(), what })?;
    if !decoded.text.chars().any(char::is_alphabetic) {
        return Err(IngestError::NoText { path: path() });
    }
    let mut article = article_from_text(name, &decoded.text);
    article.notes.splice(0..0, decoded.note);
    Ok(article)
}

/// An article from text that was decoded before, whatever it holds.
pub fn article_from_text(name: &str, text: &str) -> Article {
    let mut article = Article::of_text(text);
    let form = Form::from_name(Path::new(name));
    article.blocks = blocks::blocks(&article.text, form);
    let facts = facts::facts(&article.text, &article.blocks, form);
    article.title = facts.title.unwrap_or_else(|| stem(name));
    article.publisher = facts.publisher;
    article.published = facts.published;
    article.notes = facts.note.into_iter().collect();
    article.notes.splice(0..0, tongues::note(&article));
    article
}

/// "morning-talks" of "/home/me/morning-talks.txt".
fn stem(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty())
        .unwrap_or_else(|| "Untitled".to_owned())
}

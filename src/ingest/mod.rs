//! Bytes to articles: decoding, headline, date, publisher, blocks.
//!
//! Takes a path or bytes, gives an [`Article`]. Only [`open`] touches a file; nothing is ever written near it.

use std::io;
use std::path::{Path, PathBuf};

use crate::model::Article;

/// Why a file is no article. Each message says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    #[error("cannot read the file: {source}\n{}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

/// An article from bytes; `name` is for messages and for finding a title where the text has none.
pub fn article(_name: &str, bytes: &[u8]) -> Result<Article, IngestError> {
    Ok(Article::of_text(&String::from_utf8_lossy(bytes)))
}

/// Reads one file.
pub fn open(path: &Path) -> Result<Article, IngestError> {
    let unreadable = |source| IngestError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let mut article = article(&path.display().to_string(), &bytes)?;
    article.paths.push(path.to_owned());
    Ok(article)
}

//! The one place that reads from the disk.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::ingest::{IngestError, article};
use crate::model::Article;

/// No news article comes near this; a file that does was chosen by mistake.
pub const MAX_BYTES: u64 = 20_000_000;

/// Reads one file. Never waits on a pipe, and never loads a file that is too large.
pub fn open(path: &Path) -> Result<Article, IngestError> {
    let bytes = read(path)?;
    let mut article =
        article(&path.display().to_string(), &bytes).map_err(|error| at(path, error))?;
    article.paths.push(path.to_owned());
    Ok(article)
}

/// The `.txt` and `.md` files of a folder (not of the folders in it), sorted by name; hidden files are left out.
pub fn article_files(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let trouble = |source| trouble(folder, source);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        if is_article_name(&path) && path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        let path = folder.to_owned();
        return Err(IngestError::NoArticles { path });
    }
    files.sort_unstable();
    Ok(files)
}

fn is_article_name(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    !hidden
        && matches!(
            extension.as_deref(),
            Some("txt" | "text" | "md" | "markdown")
        )
}

fn read(path: &Path) -> Result<Vec<u8>, IngestError> {
    let trouble = |source| trouble(path, source);
    // Asked before opening: opening a pipe would wait for somebody to write into it.
    let about = fs::metadata(path).map_err(trouble)?;
    let owned = || path.to_owned();
    if about.is_dir() {
        return Err(IngestError::Folder { path: owned() });
    }
    if !about.is_file() {
        return Err(IngestError::NotAFile { path: owned() });
    }
    let too_large = |n_bytes: u64| IngestError::TooLarge {
        path: owned(),
        megabytes: n_bytes / 1_000_000,
    };
    if about.len() > MAX_BYTES {
        return Err(too_large(about.len()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    let mut file = File::open(path).map_err(trouble)?.take(MAX_BYTES + 1);
    file.read_to_end(&mut bytes).map_err(trouble)?;
    // It grew while it was read.
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn trouble(path: &Path, source: io::Error) -> IngestError {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::NotFound => IngestError::Vanished { path },
        _ => IngestError::Unreadable { path, source },
    }
}

/// The error with the path itself: [`article`] knows only how it is displayed.
fn at(at: &Path, mut error: IngestError) -> IngestError {
    match &mut error {
        IngestError::Empty { path }
        | IngestError::NoText { path }
        | IngestError::NotText { path, .. }
        | IngestError::TooLarge { path, .. }
        | IngestError::Vanished { path }
        | IngestError::Folder { path }
        | IngestError::NotAFile { path }
        | IngestError::Unreadable { path, .. }
        | IngestError::NoArticles { path } => at.clone_into(path),
    }
    error
}

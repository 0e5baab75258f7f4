//! Project files: one JSON document with everything that cannot be derived again.
//!
//! Takes a path, gives a project whole or a sentence why not; a file that cannot be read is left as it is.

mod leftovers;
mod migrate;
mod v1;
mod versions;
mod write_whole;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::project::{Project, View};

pub use v1::Unknown;
pub use versions::{N_VERSIONS, keep_version, version_path};
pub use write_whole::{Faults, Step, WriteError, write_whole, write_whole_with};

/// Texts, edits and views of a thousand long articles are a tenth of this.
const MAX_BYTES: u64 = 1 << 30;

/// Why a project cannot be loaded or saved.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    #[error("There is no such file: choose another, or look where it was moved to\n{}", path.display())]
    Missing { path: PathBuf },
    #[error("This is a folder: choose a project file in it\n{}", path.display())]
    Folder { path: PathBuf },
    #[error("Cannot read the file ({source}): check that you may read it\n{}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("The file is empty: go back to a copy of it\n{}", path.display())]
    Empty { path: PathBuf },
    #[error("The file is too large for a project ({} MB; up to {} MB can be read)\n{}", n_bytes >> 20, MAX_BYTES >> 20, path.display())]
    TooLarge { path: PathBuf, n_bytes: u64 },
    #[error("Not a Legation project: {why}; open articles with Open articles…\n{}", path.display())]
    Foreign { path: PathBuf, why: &'static str },
    #[error("The project file is damaged ({what}): go back to a copy of it\n{}", path.display())]
    Damaged { path: PathBuf, what: String },
    #[error("No view can be read from the file ({what}): choose one that Legation wrote\n{}", path.display())]
    NoView { path: PathBuf, what: String },
    #[error("Written by a newer Legation (format {format}, this one reads up to {}): update the program\n{}", migrate::CURRENT, path.display())]
    Newer { path: PathBuf, format: u64 },
    #[error(transparent)]
    Unwritten(#[from] WriteError),
    #[error("The project cannot be put into words ({source}): please report this\n{}", path.display())]
    Unwordable {
        path: PathBuf,
        source: serde_json::Error,
    },
}

/// A loaded project, and what a person should know about the loading.
#[derive(Debug)]
pub struct Loaded {
    pub project: Project,
    /// What is not as it should be, a sentence each; the parts concerned are kept in the file but do nothing.
    pub notes: Vec<String>,
}

/// Reads a project file; leaves it untouched whatever happens.
pub fn load(path: &Path) -> Result<Loaded, ProjectError> {
    let text = String::from_utf8(bytes_of(path)?).map_err(|error| ProjectError::Damaged {
        path: path.to_owned(),
        what: format!("no text from byte {} on", error.utf8_error().valid_up_to()),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let file = migrate::read(text).map_err(|fault| fault.at(path))?;
    Ok(file.into_project())
}

/// Takes away what killed processes left half-written beside `path`.
pub fn sweep_beside(path: &Path) {
    let real = std::fs::canonicalize(path);
    leftovers::sweep(write_whole::folder_of(real.as_deref().unwrap_or(path)));
}

/// Writes the whole project, or leaves what was there before.
pub fn save(project: &Project, path: &Path) -> Result<(), ProjectError> {
    save_with(project, path, &|_| Ok(()))
}

/// As [`save`], on a disk with faults.
pub fn save_with(project: &Project, path: &Path, faults: Faults) -> Result<(), ProjectError> {
    let bytes = v1::write(project).map_err(|source| ProjectError::Unwordable {
        path: path.to_owned(),
        source,
    })?;
    write_whole_with(path, &bytes, faults)?;
    sweep_beside(path);
    Ok(())
}

/// One view as JSON, for another project or another person.
pub fn view_to_json(view: &View) -> serde_json::Result<Vec<u8>> {
    v1::view_to_json(view)
}

/// The view that such JSON holds; the error says what is wrong with it.
pub fn view_from_json(text: &str) -> Result<View, String> {
    v1::view_from_json(text)
}

/// The view of a file of its own.
pub fn read_view(path: &Path) -> Result<View, ProjectError> {
    let damaged = |what| ProjectError::NoView {
        path: path.to_owned(),
        what,
    };
    let text = String::from_utf8(bytes_of(path)?);
    let text = text.map_err(|_no_text| damaged("it is no text".to_owned()))?;
    view_from_json(&text).map_err(damaged)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, ProjectError> {
    let to_own = || path.to_owned();
    let trouble = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ProjectError::Missing { path: to_own() },
        io::ErrorKind::IsADirectory => ProjectError::Folder { path: to_own() },
        _ => {
            let path = to_own();
            ProjectError::Unreadable { path, source }
        }
    };
    let file = File::open(path).map_err(trouble)?;
    let about = file.metadata().map_err(trouble)?;
    if about.is_dir() {
        return Err(ProjectError::Folder { path: to_own() });
    }
    let too_large = |n_bytes| ProjectError::TooLarge {
        path: to_own(),
        n_bytes,
    };
    if about.len() > MAX_BYTES {
        return Err(too_large(about.len()));
    }
    // A pipe or device tells no length: it is read no further than a project may be long.
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    match bytes.len() as u64 {
        0 => Err(ProjectError::Empty { path: to_own() }),
        n_bytes if n_bytes > MAX_BYTES => Err(too_large(n_bytes)),
        _ => Ok(bytes),
    }
}

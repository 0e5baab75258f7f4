//! Project files for the reader's thread: saving with care, loading with what a person should know, unsaved work.

use std::path::{Path, PathBuf};

use crate::ingest;
use crate::model::Article;
use crate::project::lock::{self, Holder, Lock};
use crate::project::recovery::{self, Lost, Recovery};
use crate::project::{self, Loaded, Project, Stamp, View};
use crate::worker::batch;

/// A project to be written.
#[derive(Debug)]
pub struct Save {
    pub project: Box<Project>,
    pub path: PathBuf,
    /// How the file is believed to be; if it is another by now, nothing is written. `None`: whatever it is.
    pub over: Option<Stamp>,
    /// Keep the last good versions beside it.
    pub versions: bool,
}

/// What became of a save.
#[derive(Debug)]
pub enum Kept {
    Saved {
        path: PathBuf,
        project: Box<Project>,
        stamp: Option<Stamp>,
    },
    /// Somebody else changed the file meanwhile.
    Changed(PathBuf),
    Failed {
        path: PathBuf,
        what: String,
    },
}

/// A project that was opened, how its file is, and who else has it open.
#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub stamp: Option<Stamp>,
    pub holder: Option<Holder>,
}

/// Holds the lock of the project that is open.
#[derive(Debug, Default)]
pub struct Keeper {
    lock: Option<(PathBuf, Lock)>,
}

impl Keeper {
    pub fn save(&mut self, save: Save) -> Kept {
        let Save {
            project,
            path,
            over,
            versions,
        } = save;
        if over.is_some_and(|stamp| stamp.is_outdated(&path)) {
            return Kept::Changed(path);
        }
        if versions {
            // A version that cannot be kept must not keep the newest from being written.
            project::keep_version(&path).ok();
        }
        match project::save(&project, &path) {
            Ok(()) => {
                self.hold(&path);
                Kept::Saved {
                    stamp: Stamp::of(&path).ok(),
                    path,
                    project,
                }
            }
            Err(error) => Kept::Failed {
                what: batch::without_path(&error.to_string(), &path),
                path,
            },
        }
    }

    pub fn load(&mut self, path: &Path) -> Result<Opened, String> {
        // The stamp comes first: what is written between the two is noticed at the next save.
        let stamp = Stamp::of(path).ok();
        let loaded = project::load(path);
        let loaded = loaded.map_err(|error| batch::without_path(&error.to_string(), path))?;
        project::sweep_beside(path);
        Ok(Opened {
            loaded,
            stamp,
            holder: self.hold(path),
        })
    }

    /// Nothing that has a file is open any more.
    pub fn let_go(&mut self) {
        self.lock = None;
    }

    /// Takes the lock of `path`, or says who has it.
    fn hold(&mut self, path: &Path) -> Option<Holder> {
        if self.lock.as_ref().is_some_and(|(held, _)| held == path) {
            return None;
        }
        match Lock::take(path) {
            Ok(lock) => {
                self.lock = lock.map(|lock| (path.to_owned(), lock));
                None
            }
            Err(holder) => Some(holder),
        }
    }
}

/// Writes a copy of unsaved work; the error is for the log.
pub fn keep_copy(
    project: &Project,
    recovery: &Recovery,
    path: Option<&Path>,
    n_unsaved: usize,
) -> Result<(), String> {
    let kept = recovery.keep(project, path, n_unsaved);
    kept.map_err(|error| error.to_string())
}

pub fn lost_work(folder: &Path) -> Vec<Lost> {
    recovery::lost_work(folder)
}

pub fn discard(lost: &Lost) {
    recovery::discard(lost);
}

/// What became of the file of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceNow {
    Changed,
    Missing,
}

/// Looks whether the files of an article still hold its text; `None` where one does, or where it came from no file.
pub fn source_now(article: &Article) -> Option<SourceNow> {
    if article.paths.is_empty() {
        return None;
    }
    let mut now = SourceNow::Missing;
    for path in &article.paths {
        match ingest::open(path) {
            Ok(read) if read.id == article.id => return None,
            Ok(_) => now = SourceNow::Changed,
            Err(_) if path.exists() => now = SourceNow::Changed,
            Err(_) => {}
        }
    }
    Some(now)
}

/// The text that the file of an article holds now.
pub fn read_again(article: &Article) -> Result<Article, String> {
    let mut why = "It came from no file".to_owned();
    for path in &article.paths {
        match ingest::open(path) {
            Ok(read) => return Ok(read),
            Err(error) => why = batch::without_path(&error.to_string(), path),
        }
    }
    Err(why)
}

/// Writes a file of its own; the error is a sentence without the path.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = project::write_whole(path, bytes);
    written.map_err(|error| batch::without_path(&error.to_string(), path))
}

/// The view of a file of its own.
pub fn read_view(path: &Path) -> Result<View, String> {
    let view = project::read_view(path);
    view.map_err(|error| batch::without_path(&error.to_string(), path))
}

/// Who else has it open, in words.
pub fn in_words(holder: &lock::Holder) -> String {
    if holder.elsewhere {
        format!(
            "It is open on another machine ({}), as far as can be told from here",
            holder.host
        )
    } else {
        format!("It is open in another window (process {})", holder.process)
    }
}

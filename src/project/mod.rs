//! The user's work: article texts, the journal of edits, views; on disk and in memory.
//!
//! Takes edits, gives the active ones; takes a path, gives a project whole or a sentence why not. Never holds anything derived.

mod file;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Anchor, Article, Edit, MapPos};
use crate::query::Filter;

pub use file::{WriteError, write_whole};

/// What the user said, in order, with a cursor. Undo moves the cursor; a push drops what was undone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Journal {
    edits: Vec<Edit>,
    done: usize,
}

impl Journal {
    pub fn push(&mut self, edit: Edit) {
        self.edits.truncate(self.done);
        self.edits.push(edit);
        self.done = self.edits.len();
    }

    /// The edit that no longer holds.
    pub fn undo(&mut self) -> Option<&Edit> {
        self.done = self.done.checked_sub(1)?;
        self.edits.get(self.done)
    }

    /// The edit that holds again.
    pub fn redo(&mut self) -> Option<&Edit> {
        let edit = self.edits.get(self.done)?;
        self.done += 1;
        Some(edit)
    }

    pub fn active(&self) -> &[Edit] {
        self.edits.get(..self.done).unwrap_or_default()
    }
}

/// Where one looks at the map from: the map point at the middle of the window, and pixels per map unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    pub centre: MapPos,
    pub zoom: f32,
}

/// A named arrangement of the map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    pub name: String,
    /// Every node that had a place, by an anchor of its own; pins are edits of the journal.
    pub positions: Vec<(Anchor, MapPos)>,
    pub camera: Option<Camera>,
    pub filter: Filter,
    pub selection: Vec<Anchor>,
}

/// Everything a project file holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Project {
    /// Every article the journal speaks of, removed ones included, so that undo can bring them back.
    pub articles: Vec<Arc<Article>>,
    pub journal: Journal,
    pub views: Vec<View>,
    pub title: String,
}

/// Why a project cannot be loaded or saved.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    #[error("not a Legation project\n{}", path.display())]
    Foreign { path: PathBuf },
}

/// A loaded project, and what a person should know about the loading.
#[derive(Debug)]
pub struct Loaded {
    pub project: Project,
    pub notes: Vec<String>,
}

/// Reads a project file; leaves it untouched whatever happens.
pub fn load(path: &Path) -> Result<Loaded, ProjectError> {
    Err(ProjectError::Foreign {
        path: path.to_owned(),
    })
}

/// Writes the whole project: temporary file beside the target, fsync, rename.
pub fn save(_project: &Project, path: &Path) -> Result<(), ProjectError> {
    Err(ProjectError::Foreign {
        path: path.to_owned(),
    })
}

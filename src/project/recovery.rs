//! Work that was not saved when the program ended without being asked to.
//!
//! A folder of the user's own holds a copy for each window with unsaved work; what a dead process left there is offered again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::project::process::Process;
use crate::project::{Project, ProjectError, load, save, write_whole};

/// Where one window keeps a copy of its unsaved work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovery {
    folder: PathBuf,
    name: String,
}

/// Unsaved work that somebody may want back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lost {
    /// The copy: a project file like any other.
    pub copy: PathBuf,
    /// The project it was to become.
    pub path: Option<PathBuf>,
    pub title: String,
    pub n_articles: usize,
    /// Steps since it was last saved.
    pub n_unsaved: usize,
    /// Seconds since 1970.
    pub kept: u64,
}

#[derive(Serialize, Deserialize)]
struct Record {
    process: Process,
    path: Option<String>,
    n_unsaved: usize,
    kept: u64,
}

/// The folder that this person's programs keep their state in; `None` where there is no home.
pub fn folder() -> Option<PathBuf> {
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let state = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        let own = var("XDG_STATE_HOME").filter(|path| path.is_absolute());
        own.or_else(|| var("HOME").map(|home| home.join(".local/state")))
    };
    Some(state?.join("legation").join("recovery"))
}

impl Recovery {
    /// For one window of this process.
    pub fn in_folder(folder: &Path) -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let process = Process::this();
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        // Numbers of processes come again, so the moment is part of the name.
        let name = format!("{}-{}-{number}", now(), process.id);
        Self {
            folder: folder.to_owned(),
            name,
        }
    }

    /// Writes the copy, over the one before.
    pub fn keep(
        &self,
        project: &Project,
        path: Option<&Path>,
        n_unsaved: usize,
    ) -> Result<(), ProjectError> {
        fs::create_dir_all(&self.folder).map_err(|source| ProjectError::Unreadable {
            path: self.folder.clone(),
            source,
        })?;
        save(project, &self.file("legation"))?;
        let record = Record {
            process: Process::this(),
            path: path.map(|path| path.to_string_lossy().into_owned()),
            n_unsaved,
            kept: now(),
        };
        let bytes = serde_json::to_vec(&record).map_err(|source| ProjectError::Unwordable {
            path: self.file("json"),
            source,
        })?;
        write_whole(&self.file("json"), &bytes)?;
        Ok(())
    }

    /// Everything is saved, or was let go on purpose.
    pub fn forget(&self) {
        // What was never kept is not there.
        fs::remove_file(self.file("legation")).ok();
        fs::remove_file(self.file("json")).ok();
    }

    fn file(&self, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", self.name))
    }
}

/// What dead processes left in `folder`, the newest first. Nothing is taken away.
pub fn lost_work(folder: &Path) -> Vec<Lost> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let records = paths.filter(|path| path.extension().is_some_and(|word| word == "json"));
    let mut lost: Vec<Lost> = records.filter_map(|path| lost(&path)).collect();
    lost.sort_by(|a, b| (b.kept, &a.copy).cmp(&(a.kept, &b.copy)));
    lost
}

/// Takes unsaved work away that nobody wants back.
pub fn discard(lost: &Lost) {
    // The record goes last: without it the copy would never be found again.
    fs::remove_file(&lost.copy).ok();
    fs::remove_file(lost.copy.with_extension("json")).ok();
}

fn lost(record: &Path) -> Option<Lost> {
    let copy = record.with_extension("legation");
    let record: Record = serde_json::from_slice(&fs::read(record).ok()?).ok()?;
    if record.process.runs() == Some(true) {
        return None;
    }
    let project = load(&copy).ok()?.project;
    Some(Lost {
        copy,
        path: record.path.map(PathBuf::from),
        title: project.title_or_untitled().to_owned(),
        n_articles: project.active_articles().len(),
        n_unsaved: record.n_unsaved,
        kept: record.kept,
    })
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Article, Edit};

    #[test]
    fn unsaved_work_of_a_dead_process_is_found_with_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("not/there/yet");
        assert_eq!(lost_work(&folder), []);
        let article = Arc::new(Article::of_text("Oman hosts talks."));
        let mut project = Project {
            title: "Talks".to_owned(),
            ..Project::default()
        };
        project.journal.push(Edit::AddArticle(article.id));
        project.keep_article(article);
        let own = Recovery::in_folder(&folder);
        own.keep(&project, Some(Path::new("/maps/talks.legation")), 3)
            .unwrap();
        own.keep(&project, Some(Path::new("/maps/talks.legation")), 4)
            .unwrap();
        assert_eq!(lost_work(&folder), [], "this process is alive");
        let json = fs::read_to_string(own.file("json")).unwrap();
        let id = format!("\"id\":{}", std::process::id());
        assert!(json.contains(&id), "{json}");
        // The number of no process.
        let dead = json.replace(&id, "\"id\":4194305");
        write_whole(&own.file("json"), dead.as_bytes()).unwrap();
        if Process::this().runs() == Some(true) {
            let [found] = lost_work(&folder).try_into().unwrap();
            assert_eq!(found.title, "Talks");
            assert_eq!((found.n_articles, found.n_unsaved), (1, 4));
            assert_eq!(
                found.path.as_deref(),
                Some(Path::new("/maps/talks.legation"))
            );
            assert_eq!(load(&found.copy).unwrap().project.journal, project.journal);
            discard(&found);
        } else {
            own.forget();
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}

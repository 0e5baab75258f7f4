//! File dialogs: the desktop's portal, else zenity, else a line to type a path in.
//!
//! Takes a question, gives the answer over a channel, so that no frame waits for a person. Knows nothing of projects.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What a person is asked to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    Articles,
    Folder,
    Project,
    SaveAs {
        suggested: String,
    },
    /// Where a view goes.
    ExportView {
        at: usize,
        suggested: String,
    },
    ImportView,
    CompareProject,
    MergeProject,
}

/// What they chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Never empty.
    Paths(Vec<PathBuf>),
    Cancelled,
    /// This desktop has no file dialog.
    NoDialog,
}

/// Wakes the window up.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Whoever can put such a question to a person.
pub trait Dialogs {
    /// Asks without waiting; `wake` is called once the answer lies in the channel.
    fn ask(&mut self, question: Question, wake: Wake) -> Receiver<Answer>;
}

/// The desktop's own dialogs.
#[derive(Debug, Default)]
pub struct DesktopDialogs;

impl Dialogs for DesktopDialogs {
    fn ask(&mut self, question: Question, wake: Wake) -> Receiver<Answer> {
        let (give, take) = channel();
        let refused = give.clone();
        let asking = thread::Builder::new()
            .name("legation-dialog".to_owned())
            .spawn(move || {
                // The window may be gone by the time the person answers.
                give.send(ask_desktop(&question)).ok();
                wake();
            });
        if asking.is_err() {
            // Nobody listening is no loss here: the receiver is returned just below.
            refused.send(Answer::NoDialog).ok();
        }
        take
    }
}

/// `path` with the extension of a project file, unless it has it.
pub fn with_project_extension(path: &Path) -> PathBuf {
    let is_project = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("legation"));
    if is_project {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".legation");
    name.into()
}

fn ask_desktop(question: &Question) -> Answer {
    let start = Instant::now();
    let dialog = rfd::FileDialog::new();
    let chosen = match question {
        Question::Articles => dialog
            .set_title("Open articles")
            .add_filter("Articles", &["txt", "md", "text", "markdown"])
            .add_filter("All files", &["*"])
            .pick_files(),
        Question::Folder => dialog
            .set_title("Open all articles of a folder")
            .pick_folder()
            .map(|folder| vec![folder]),
        Question::CompareProject | Question::MergeProject => dialog
            .set_title("Choose the other project")
            .add_filter("Legation projects", &["legation"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|file| vec![file]),
        Question::Project => dialog
            .set_title("Open project")
            .add_filter("Legation projects", &["legation"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|file| vec![file]),
        Question::ExportView { suggested, .. } => dialog
            .set_title("Write the view")
            .set_file_name(suggested)
            .add_filter("Views", &["json"])
            .save_file()
            .map(|file| vec![file]),
        Question::ImportView => dialog
            .set_title("Add a view")
            .add_filter("Views", &["json"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|file| vec![file]),
        Question::SaveAs { suggested } => dialog
            .set_title("Save project")
            .set_file_name(suggested)
            .add_filter("Legation projects", &["legation"])
            .save_file()
            .map(|file| vec![file]),
    };
    // rfd says `None` both when the person cancels and when nothing could be asked; nobody cancels that fast.
    if chosen.is_none() && start.elapsed() < Duration::from_secs(1) && !is_on_path("zenity") {
        return Answer::NoDialog;
    }
    answer(chosen.unwrap_or_default())
}

/// zenity answers a cancelled choice with no path, or with one that is empty.
fn answer(mut paths: Vec<PathBuf>) -> Answer {
    paths.retain(|path| !path.as_os_str().is_empty());
    if paths.is_empty() {
        return Answer::Cancelled;
    }
    Answer::Paths(rejoined(paths))
}

/// Puts names with a `|` together again, at which zenity's answer was split.
fn rejoined(parts: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut whole: Vec<PathBuf> = Vec::new();
    for part in parts {
        match whole.last_mut() {
            Some(before) if part.is_relative() && !part.exists() => {
                let mut name = std::mem::take(before).into_os_string();
                name.push("|");
                name.push(part);
                *before = name.into();
            }
            _ => whole.push(part),
        }
    }
    whole
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_chosen_is_cancelled() {
        assert_eq!(answer(Vec::new()), Answer::Cancelled);
        assert_eq!(answer(vec![PathBuf::new()]), Answer::Cancelled);
    }

    #[test]
    fn a_name_with_a_bar_survives_zenity() {
        let split = ["/news/a.txt", "/news/Talks ", " day two.txt"].map(PathBuf::from);
        let whole = ["/news/a.txt", "/news/Talks | day two.txt"].map(PathBuf::from);
        assert_eq!(answer(split.to_vec()), Answer::Paths(whole.to_vec()));
    }

    #[test]
    fn a_project_gets_its_extension_once() {
        for (typed, file) in [
            ("talks", "talks.legation"),
            ("talks.legation", "talks.legation"),
            ("v1.2", "v1.2.legation"),
        ] {
            assert_eq!(with_project_extension(Path::new(typed)), Path::new(file));
        }
    }
}

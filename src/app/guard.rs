//! Keeps the user's work: a copy of what is unsaved every few seconds, what a crash left behind, a file that others changed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui;

use crate::app::App;
use crate::app::commands::{Elsewhere, Job, Offered};
use crate::app::files::file_name;
use crate::project::lock::Holder;
use crate::project::recovery::{Lost, Recovery};
use crate::project::{Project, Stamp};
use crate::worker::ReaderJob;

/// Between two copies of unsaved work.
const KEEP_EVERY: Duration = Duration::from_secs(4);

/// What watches over the work.
#[derive(Debug, Default)]
pub struct Guard {
    recovery: Option<Recovery>,
    folder: Option<PathBuf>,
    /// Steps of the journal in the last copy: how many hold, how many there are.
    kept: Option<(usize, usize)>,
    kept_at: Option<Instant>,
    /// What was found from before, offered one after the other.
    pub lost: Vec<Lost>,
    /// What is being opened of it.
    restoring: Option<Lost>,
    /// How the project's file was when it was read or written.
    pub stamp: Option<Stamp>,
    /// A save that did not go through.
    pub trouble: Option<Trouble>,
    /// A project that was read and is open in another window.
    pub held: Option<Held>,
}

/// A project that somebody else has open; shown once it is said how.
#[derive(Debug)]
pub struct Held {
    pub path: PathBuf,
    pub holder: Holder,
    project: Project,
    stamp: Option<Stamp>,
}

/// Why a save did not go through; the work stays in memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    pub path: PathBuf,
    pub what: String,
    /// It could be written over all the same.
    pub can_overwrite: bool,
}

impl App {
    /// Looks for what a crash left behind, and keeps copies from here on.
    pub(super) fn keep_copies_in(&mut self, folder: PathBuf) {
        self.guard.recovery = Some(Recovery::in_folder(&folder));
        self.reader.ask(ReaderJob::FindLost(folder.clone()));
        self.guard.folder = Some(folder);
    }

    /// Every few seconds, if there is something that would be lost.
    pub(super) fn keep_copy(&mut self, ctx: &egui::Context) {
        let Some(recovery) = self.guard.recovery.clone() else {
            return;
        };
        let journal = &self.state.project.journal;
        let now = (journal.done(), journal.all().len());
        if self.guard.kept == Some(now) || self.files.saving || self.state.is_saved() {
            return;
        }
        let since = self.guard.kept_at.map(|at| at.elapsed());
        if let Some(left) = since.and_then(|since| KEEP_EVERY.checked_sub(since)) {
            ctx.request_repaint_after(left);
            return;
        }
        self.guard.kept = Some(now);
        self.guard.kept_at = Some(Instant::now());
        self.reader.ask(ReaderJob::Keep {
            project: Box::new(self.state.project_to_save(self.map.camera())),
            recovery,
            path: self.state.path.clone(),
            n_unsaved: self.state.n_unsaved(),
        });
    }

    /// What is in memory is in its file, or was let go on purpose.
    pub(super) fn forget_copy(&mut self) {
        self.guard.kept = None;
        if let Some(recovery) = self.guard.recovery.clone() {
            self.reader.ask(ReaderJob::Forget(recovery));
        }
    }

    pub(super) fn offered(&mut self, answer: Offered) {
        let Some(lost) = self.guard.lost.first().cloned() else {
            return;
        };
        match answer {
            Offered::Open => {
                self.guard.lost.remove(0);
                self.reader.ask(ReaderJob::Load(lost.copy.clone()));
                self.files.loading = true;
                self.guard.restoring = Some(lost);
            }
            Offered::Discard => {
                self.guard.lost.remove(0);
                self.reader.ask(ReaderJob::Discard(lost));
            }
            // It is offered again at the next start.
            Offered::Later => self.guard.lost.clear(),
        }
    }

    /// Whether the project that was just read is one that had been lost; then it is unsaved still, and its old copy goes once
    /// there is a new one.
    pub(super) fn is_restored(&mut self, read: &Path) -> Option<Lost> {
        self.guard.restoring.take().filter(|lost| lost.copy == read)
    }

    pub(super) fn restored(&mut self, ctx: &egui::Context, lost: Lost) {
        self.guard.stamp = None;
        self.guard.kept = None;
        self.guard.kept_at = None;
        self.keep_copy(ctx);
        self.reader.ask(ReaderJob::Discard(lost));
        self.toasts
            .say("This is the unsaved work; save it to keep it");
    }

    /// Asks how to open what somebody else has open.
    pub(super) fn ask_how(
        &mut self,
        path: PathBuf,
        holder: Holder,
        project: Project,
        stamp: Option<Stamp>,
    ) {
        self.guard.held = Some(Held {
            path,
            holder,
            project,
            stamp,
        });
    }

    pub(super) fn open_held(&mut self, answer: Elsewhere) {
        let Some(held) = self.guard.held.take() else {
            return;
        };
        if answer == Elsewhere::Cancel {
            return;
        }
        // The lock is the other window's; that of the project before is let go.
        self.reader.ask(ReaderJob::LetGo);
        self.show_loaded(held.path, held.project, held.stamp);
        self.state.read_only = answer == Elsewhere::ReadOnly;
    }

    /// Asks what to do about a save that did not go through.
    pub(super) fn save_trouble(&mut self, path: PathBuf, what: &str, can_overwrite: bool) {
        self.files.saving = false;
        self.files.after_save = None;
        self.guard.trouble = Some(Trouble {
            what: format!("{} was not saved: {what}", file_name(&path)),
            path,
            can_overwrite,
        });
    }

    pub(super) fn answer_trouble(&mut self, ctx: &egui::Context, job: Option<Job>) {
        let trouble = self.guard.trouble.take();
        match job {
            Some(Job::Save) => {
                // Written over on purpose.
                self.guard.stamp = None;
                self.save(trouble.map(|trouble| trouble.path));
            }
            Some(job) => self.carry_out_job(ctx, job),
            None => {}
        }
    }
}

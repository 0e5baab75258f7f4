//! Everything about files: dialogs, opening, saving, and the question before unsaved changes are lost.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui;

use crate::app::commands::{Command, Job, Unsaved};
use crate::app::dialogs::{Answer, Question, with_project_extension};
use crate::app::keeping::Look;
use crate::app::panels::modals::PathUi;
use crate::app::state::Batch;
use crate::app::{App, samples};
use crate::project::Project;
use crate::worker::ReaderJob;
use crate::worker::keeper::Save;

/// What is asked of the user or the disk at the moment.
#[derive(Default)]
pub struct Files {
    /// A dialog of the desktop is open.
    asked: Option<(Question, Receiver<Answer>)>,
    /// No dialog can be: a path is typed instead.
    pub path_to_type: Option<PathUi>,
    /// What waits for the answer to "Save changes?".
    pub unsaved: Option<Next>,
    /// What comes once the file is written.
    pub after_save: Option<Next>,
    pub saving: bool,
    /// How the map that is being saved was looked at.
    look: Look,
    pub loading: bool,
    /// Nothing stands in the way of closing any more.
    pub may_close: bool,
}

/// What would lose unsaved changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Next {
    New,
    Choose,
    Open(PathBuf),
    Quit,
}

impl Files {
    pub const fn is_waiting(&self) -> bool {
        self.asked.is_some() || self.saving || self.loading
    }
}

impl App {
    pub(super) fn is_modal(&self) -> bool {
        self.guard.trouble.is_some()
            || self.guard.held.is_some()
            || !self.guard.lost.is_empty()
            || self.files.unsaved.is_some()
            || self.form.is_some()
            || self.files.path_to_type.is_some()
    }

    pub(super) fn carry_out_job(&mut self, ctx: &egui::Context, job: Job) {
        match job {
            Job::Open(paths) => self.open(ctx, paths),
            Job::ChooseArticles => self.ask(Question::Articles),
            Job::ChooseFolder => self.ask(Question::Folder),
            Job::ChooseProject => self.unless_unsaved(ctx, Next::Choose),
            Job::NewProject => self.unless_unsaved(ctx, Next::New),
            Job::OpenProject(path) => self.unless_unsaved(ctx, Next::Open(path)),
            Job::TrySamples => self.open_samples(),
            Job::Save => self.save(None),
            Job::SaveAs => self.ask_where(),
            Job::CancelReading => self.reader.cancel(),
            Job::Typed(question, typed) => {
                let path = from_home(&typed);
                self.answered(ctx, question, Answer::Paths(vec![path]));
            }
            Job::Answered(answer) => self.answer_unsaved(ctx, answer),
            Job::Offered(answer) => self.offered(answer),
            Job::OpenElsewhere(answer) => self.open_held(answer),
            Job::AfterTrouble(job) => self.answer_trouble(ctx, job.map(|job| *job)),
            Job::Quit => self.unless_unsaved(ctx, Next::Quit),
        }
    }

    /// The answer of a dialog, once it is there.
    pub(super) fn take_answer(&mut self, ctx: &egui::Context) {
        let Some((question, answers)) = self.files.asked.take() else {
            return;
        };
        match answers.try_recv() {
            Ok(answer) => self.answered(ctx, question, answer),
            Err(TryRecvError::Empty) => self.files.asked = Some((question, answers)),
            Err(TryRecvError::Disconnected) => self.files.after_save = None,
        }
    }

    /// Files let go over the window.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        let paths: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        if !paths.is_empty() {
            self.commands.push(Command::Ask(Job::Open(paths)));
        }
    }

    /// The window's own close button asks the same question as Quit.
    pub(super) fn hold_close(&mut self, ctx: &egui::Context) {
        if !ctx.input(|input| input.viewport().close_requested()) || self.files.may_close {
            return;
        }
        if self.state.is_saved() {
            self.files.may_close = true;
            self.forget_copy();
        } else {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.files.unsaved = Some(Next::Quit);
        }
    }

    /// Goes on with what waited for a save.
    pub(super) fn saved(&mut self, ctx: &egui::Context, path: PathBuf, project: &Project) {
        self.files.saving = false;
        let look = std::mem::take(&mut self.files.look);
        self.state.mark_saved(project, look);
        self.state.settings.remember(&path);
        self.toasts.say(format!("Saved {}", file_name(&path)));
        self.forget_copy();
        self.state.path = Some(path);
        self.state.read_only = false;
        if let Some(next) = self.files.after_save.take() {
            self.go_on(ctx, next);
        }
    }

    fn open(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        let (projects, articles): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_project(path));
        if !articles.is_empty() {
            self.read(articles);
        }
        match projects.as_slice() {
            [] => {}
            [only] => self.unless_unsaved(ctx, Next::Open(only.clone())),
            _ => self
                .toasts
                .warn("Several projects at once cannot be opened; choose one."),
        }
    }

    fn read(&mut self, paths: Vec<PathBuf>) {
        self.state.batch.get_or_insert_with(Batch::default);
        self.reader.ask(ReaderJob::Open(paths));
    }

    fn open_samples(&mut self) {
        let articles = samples::articles();
        let mut ids = Vec::new();
        for article in articles {
            ids.push(article.id);
            self.state.project.keep_article(Arc::new(article));
        }
        self.add_to_map(&ids);
    }

    pub(super) fn ask(&mut self, question: Question) {
        if self.files.asked.is_some() {
            return;
        }
        let answers = self.dialogs.ask(question.clone(), Arc::clone(&self.wake));
        self.files.asked = Some((question, answers));
    }

    fn ask_where(&mut self) {
        let suggested = match &self.state.path {
            Some(path) => file_name(path),
            None => format!("{}.legation", self.suggested_name()),
        };
        self.ask(Question::SaveAs { suggested });
    }

    /// The first words of the first article, as a file may be called.
    fn suggested_name(&self) -> String {
        let title = self.state.articles().next().map(|article| {
            let words = article.title.split_whitespace().take(4);
            words.collect::<Vec<_>>().join(" ")
        });
        let name = title.unwrap_or_default();
        let name: String = name
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
            .collect();
        if name.trim().is_empty() {
            "My map".to_owned()
        } else {
            name.trim().to_owned()
        }
    }

    fn answered(&mut self, ctx: &egui::Context, question: Question, answer: Answer) {
        let paths = match answer {
            Answer::Paths(paths) => paths,
            Answer::Cancelled => {
                self.files.after_save = None;
                return;
            }
            Answer::NoDialog => {
                self.files.path_to_type = Some(PathUi::new(question));
                return;
            }
        };
        match question {
            Question::Articles | Question::Folder => self.open(ctx, paths),
            Question::Project => {
                if let Some(path) = paths.into_iter().next() {
                    self.load(path);
                }
            }
            Question::ExportView { at, .. } => {
                if let Some(path) = paths.into_iter().next() {
                    self.export_view(at, path);
                }
            }
            Question::CompareProject => {
                if let Some(path) = paths.into_iter().next() {
                    self.reader.ask(ReaderJob::CompareProject(path));
                }
            }
            Question::MergeProject => {
                if let Some(path) = paths.into_iter().next() {
                    self.reader.ask(ReaderJob::Merge {
                        mine: Box::new(self.state.project.clone()),
                        path,
                    });
                }
            }
            Question::ImportView => {
                if let Some(path) = paths.into_iter().next() {
                    self.reader.ask(ReaderJob::ReadView(path));
                }
            }
            Question::SaveAs { .. } => {
                if let Some(path) = paths.into_iter().next() {
                    self.save(Some(with_project_extension(&path)));
                }
            }
        }
    }

    pub(super) fn save(&mut self, path: Option<PathBuf>) {
        if self.files.saving {
            return;
        }
        let known = self.state.path.clone().filter(|_| !self.state.read_only);
        let Some(path) = path.or(known) else {
            return self.ask_where();
        };
        if self.state.read_only && self.state.path.as_ref() == Some(&path) {
            let what = "it is open read-only here, since another window has it";
            return self.save_trouble(path, what, false);
        }
        let stem = path.file_stem().unwrap_or_default();
        self.state.project.title = stem.to_string_lossy().into_owned();
        let project = Box::new(self.state.project_to_save(self.map.camera()));
        self.files.saving = true;
        self.files.look = self.state.look();
        // Another file than the one that was read is asked about by the dialog.
        let is_same = self.state.path.as_ref() == Some(&path);
        self.reader.ask(ReaderJob::Save(Save {
            project,
            path,
            over: self.guard.stamp.clone().filter(|_| is_same),
            versions: self.state.settings.keep_versions,
        }));
    }

    fn load(&mut self, path: PathBuf) {
        self.files.loading = true;
        self.reader.ask(ReaderJob::Load(path));
    }

    /// Does `next`, after asking about changes that would be lost.
    fn unless_unsaved(&mut self, ctx: &egui::Context, next: Next) {
        if self.state.is_saved() {
            self.go_on(ctx, next);
        } else {
            self.files.unsaved = Some(next);
        }
    }

    fn answer_unsaved(&mut self, ctx: &egui::Context, answer: Unsaved) {
        let Some(next) = self.files.unsaved.take() else {
            return;
        };
        match answer {
            Unsaved::Save => {
                self.files.after_save = Some(next);
                self.save(None);
            }
            Unsaved::Discard => self.go_on(ctx, next),
            Unsaved::Cancel => {}
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, next: Next) {
        self.forget_copy();
        match next {
            Next::New => self.start_over(Project::default(), None),
            Next::Choose => self.ask(Question::Project),
            Next::Open(path) => self.load(path),
            Next::Quit => {
                self.files.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
    }
}

/// What people call a file.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn is_project(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("legation"))
}

/// A typed path; "~/" is the home folder.
fn from_home(typed: &str) -> PathBuf {
    let home = std::env::var_os("HOME");
    match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(typed),
    }
}

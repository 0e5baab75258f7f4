//! What comes from the two workers: articles, graphs, files written, positions.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use crate::app::App;
use crate::app::arrangement;
use crate::app::files::file_name;
use crate::app::fonts::News;
use crate::app::state::Batch;
use crate::app::wording;
use crate::model::{ArticleId, Edit, Graph};
use crate::project::{Project, Stamp};
use crate::worker::batch::Problem;
use crate::worker::keeper::{Kept, Opened};
use crate::worker::{Nudge, ReaderJob, Report};

impl App {
    pub(super) fn take_reports(&mut self, ctx: &egui::Context) {
        let reports: Vec<Report> = self.reader.reports().collect();
        for report in reports {
            self.take_report(ctx, report);
        }
    }

    fn take_report(&mut self, ctx: &egui::Context, report: Report) {
        match report {
            Report::Progress { done, total, name } => {
                let name = file_name(name.as_ref());
                self.state.batch = Some(Batch {
                    n_done: done,
                    n_files: total,
                    name,
                });
            }
            Report::Article(article) => {
                self.fonts.ask(&article.text, &self.wake);
                self.arriving.push(article.id);
                self.state.project.keep_article(article);
            }
            Report::Problem(problem) => self.problem(problem),
            Report::OpenDone {
                n_problems,
                cancelled,
                ..
            } => self.opened(n_problems, cancelled),
            Report::Graph {
                revision,
                graph,
                asleep,
                ..
            } => self.take_graph(revision, graph, asleep),
            Report::Kept(Kept::Saved {
                path,
                project,
                stamp,
            }) => {
                self.guard.stamp = stamp;
                self.saved(ctx, path, &project);
            }
            Report::Kept(Kept::Failed { path, what }) => self.save_trouble(path, &what, false),
            Report::Kept(Kept::Changed(path)) => {
                let what = "another program changed the file since it was opened here";
                self.save_trouble(path, what, true);
            }
            Report::NotKept { what } => {
                self.toasts
                    .warn(format!("No copy of the unsaved work: {what}"));
            }
            Report::Lost(lost) => self.guard.lost = lost,
            Report::Sources(now) => self.state.sources = now.into_iter().collect(),
            Report::ReadAgain { old, article } => self.read_again(old, article),
            Report::Compared(with) => self.compared(with),
            Report::Merging { merge, united } => self.merging(merge, *united),
            Report::Written(path) => self.toasts.say(format!("Wrote {}", file_name(&path))),
            Report::View(view) => self.take_view(*view),
            Report::FileFailed { path, what } => {
                self.toasts.warn(format!("{}: {what}", file_name(&path)));
            }
            Report::Loaded { path, opened } => self.loaded(ctx, path, *opened),
            Report::LoadFailed { path, what } => {
                self.files.loading = false;
                if !path.exists() {
                    self.state.settings.forget(&path);
                }
                let text = format!("{} was not opened: {what}", file_name(&path));
                self.toasts.warn(text);
            }
            Report::Fault { what } => {
                self.layout.arrived = self.layout.revision;
                self.state.batch = None;
                self.files.loading = false;
                self.files.saving = false;
                self.files.after_save = None;
                self.toasts.warn(what);
            }
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.state
            .problems
            .retain(|known| known.path != problem.path);
        self.state.problems.push(problem);
    }

    /// All files of a batch are done: what is new of them goes on the map as one step.
    fn opened(&mut self, n_problems: usize, cancelled: bool) {
        self.state.batch = None;
        let arrived = std::mem::take(&mut self.arriving);
        let n_new = self.add_to_map(&arrived);
        if n_problems > 0 {
            let shown = self.state.problems.last();
            let text = match (n_problems, shown) {
                (1, Some(problem)) => {
                    format!(
                        "{} was not read: {}",
                        file_name(&problem.path),
                        problem.what
                    )
                }
                _ => format!(
                    "{} could not be read; the left pane says why.",
                    wording::count(n_problems, "file")
                ),
            };
            self.toasts.warn(text);
        }
        if cancelled {
            let read = wording::count(n_new, "article");
            self.toasts.say(format!("Cancelled; {read} read so far."));
        } else if n_new > 0 {
            let read = wording::count(n_new, "article");
            self.toasts.say(format!("{read} read"));
        } else if !arrived.is_empty() {
            self.toasts.say("Already on the map");
        } else if n_problems == 0 {
            self.toasts.warn("No text files there (.txt or .md).");
        }
    }

    /// Puts articles on the map that are not there yet; says how many.
    pub(super) fn add_to_map(&mut self, ids: &[ArticleId]) -> usize {
        let mut edits: Vec<Edit> = Vec::new();
        for id in ids {
            let edit = Edit::AddArticle(*id);
            if !self.state.is_on_map(*id) && !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        let n_new = edits.len();
        if n_new > 0 {
            self.edit(Edit::Group(edits));
        }
        n_new
    }

    pub(super) fn resolve(&mut self) {
        self.layout.revision += 1;
        self.reader.ask(ReaderJob::Resolve {
            revision: self.layout.revision,
            articles: self.state.project.active_articles(),
            edits: without_hiding(&self.state.said).into(),
        });
    }

    fn take_graph(&mut self, revision: u64, graph: Arc<Graph>, asleep: Vec<usize>) {
        if revision != self.layout.revision {
            return;
        }
        self.layout.arrived = revision;
        for entity in graph.entities() {
            self.fonts.ask(&entity.name, &self.wake);
        }
        self.state.batch = None;
        self.state.asleep = asleep;
        self.state.set_graph(graph);
        if let Some(view) = self.layout.restoring.take() {
            self.state.positions = Arc::new(self.state.positions_of(&view));
            self.wear(&view);
            self.state.mark_look_saved();
            self.layout.fit_at_rest = view.camera.is_none();
        } else if self.state.positions.at.is_empty() {
            self.layout.fit_at_rest = true;
        }
        self.reshape();
        if let Some(at) = self.layout.then_show.take() {
            self.show_on_opening(at);
        }
    }

    /// Takes fonts that came, and says where there is none.
    pub(super) fn take_fonts(&mut self, ctx: &egui::Context) {
        for news in self.fonts.take(ctx) {
            if let News::Missing(script) = news {
                self.toasts.warn(format!(
                    "No font for {} letters on this computer. Install one, for instance of the Noto family.",
                    script.label()
                ));
            }
            // The map finds by itself that its letters lie elsewhere now.
            ctx.request_repaint();
        }
    }

    /// Tells the mover what the map looks like now, if that is news.
    pub(super) fn reshape(&mut self) {
        let request = arrangement::request(&self.state);
        if self.layout.request.as_ref() == Some(&request) {
            return;
        }
        self.layout.request = Some(request);
        self.send_shape();
    }

    /// Tells the mover, news or not: the places of nodes may have changed.
    pub(super) fn send_shape(&mut self) {
        if let Some(request) = &self.layout.request {
            // An older picture must not arrive after this one.
            self.mover.take();
            let shape = Nudge::Shape(request.clone(), Arc::clone(&self.state.positions));
            self.mover.nudge(shape);
        }
    }

    pub(super) fn take_positions(&mut self) {
        if let Some(positions) = self.mover.take() {
            self.state.positions = positions;
        }
        if self.layout.fit_at_rest && !self.state.positions.at.is_empty() {
            self.map.fit();
            self.layout.fit_at_rest = self.mover.is_moving();
        }
    }

    fn loaded(&mut self, ctx: &egui::Context, path: PathBuf, opened: Opened) {
        let Opened {
            loaded,
            stamp,
            holder,
        } = opened;
        self.files.loading = false;
        for note in &loaded.notes {
            self.toasts.say(note.clone());
        }
        if let Some(lost) = self.is_restored(&path) {
            self.start_over(loaded.project, lost.path.clone());
            self.state.mark_unsaved();
            self.restored(ctx, lost);
            return;
        }
        match holder {
            Some(holder) => self.ask_how(path, holder, loaded.project, stamp),
            None => self.show_loaded(path, loaded.project, stamp),
        }
    }

    pub(super) fn show_loaded(&mut self, path: PathBuf, project: Project, stamp: Option<Stamp>) {
        self.state.settings.remember(&path);
        self.start_over(project, Some(path));
        self.guard.stamp = stamp;
        self.look_at_sources();
    }

    /// Shows another project, or none.
    pub(super) fn start_over(&mut self, project: Project, path: Option<std::path::PathBuf>) {
        // The map as it was left, unless a view was chosen to be shown on opening.
        let chosen = project.view_on_opening();
        self.layout.restoring = project.views.first().cloned();
        self.layout.then_show = chosen.filter(|at| *at > 0);
        self.layout.fit_at_rest = project.views.is_empty();
        self.layout.request = None;
        self.layout.before_drag = None;
        self.guard.stamp = None;
        if path.is_none() {
            self.reader.ask(ReaderJob::LetGo);
        }
        self.state.replace_project(project, path);
        self.resolve();
    }
}

/// The list still has what is hidden, so the graph must.
fn without_hiding(edits: &[Edit]) -> Vec<Edit> {
    let kept = |edit: &Edit| match edit {
        // Its place in the journal stays its number.
        Edit::Hide { .. } | Edit::Show { .. } => Edit::Group(Vec::new()),
        Edit::Group(edits) => Edit::Group(without_hiding(edits)),
        other => other.clone(),
    };
    edits.iter().map(kept).collect()
}

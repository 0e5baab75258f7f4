//! The thread `legation-reader`: files, readings, the graph, and project files.
//!
//! One job after another; of several `Resolve`s the newest counts. Whatever goes wrong becomes a report.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use crate::lexicon::lexicon;
use crate::model::{Anchor, Article, ArticleId, Date, Edit, Graph, MapPos, Reading};
use crate::project::recovery::{Lost, Recovery};
use crate::project::{self, Loaded, Merge, Project, View};
use crate::resolve::{Resolved, resolve_all};
use crate::worker::batch::{self, Problem};
use crate::worker::keeper::{self, Keeper, Kept, Opened, Save, SourceNow};

/// What the reader can be asked to do.
#[derive(Debug)]
pub enum ReaderJob {
    /// Opens and reads files, and the articles of folders.
    Open(Vec<PathBuf>),
    /// Makes a graph. A later revision replaces an earlier one that is still waiting.
    Resolve {
        revision: u64,
        articles: Vec<Arc<Article>>,
        edits: Arc<[Edit]>,
    },
    Save(Save),
    Load(PathBuf),
    /// The project that was open is no longer.
    LetGo,
    /// A copy of unsaved work.
    Keep {
        project: Box<Project>,
        recovery: Recovery,
        path: Option<PathBuf>,
        n_unsaved: usize,
    },
    /// That copy is not needed any more.
    Forget(Recovery),
    /// What a crash left behind in this folder.
    FindLost(PathBuf),
    /// Nobody wants it back.
    Discard(Lost),
    /// Bytes for a file of their own.
    Write {
        path: PathBuf,
        bytes: Vec<u8>,
    },
    /// A view out of a file of its own.
    ReadView(PathBuf),
    /// Whether the files of these still hold their texts.
    LookAtSources(Vec<Arc<Article>>),
    /// The file of one article once more.
    ReadAgain(Arc<Article>),
    /// A graph to compare with.
    Compare {
        title: String,
        articles: Vec<Arc<Article>>,
        edits: Arc<[Edit]>,
        /// Compared is only what articles up to this day tell.
        until: Option<Date>,
    },
    CompareProject(PathBuf),
    /// Lays another project beside this one.
    Merge {
        mine: Box<Project>,
        path: PathBuf,
    },
}

/// What the reader tells.
#[derive(Debug)]
pub enum Report {
    /// `name` is what was just done.
    Progress {
        done: usize,
        total: usize,
        name: String,
    },
    /// One of the files asked for, opened and read; in the order of the files.
    Article(Arc<Article>),
    Problem(Problem),
    OpenDone {
        n_articles: usize,
        n_problems: usize,
        cancelled: bool,
    },
    Graph {
        revision: u64,
        graph: Arc<Graph>,
        /// Edits whose place is not there, by number.
        asleep: Vec<usize>,
        /// Sorted by article.
        readings: Vec<Arc<Reading>>,
    },
    Kept(Kept),
    /// A copy of unsaved work could not be written.
    NotKept {
        what: String,
    },
    /// Never empty.
    Lost(Vec<Lost>),
    /// What does not hold its text any more; the others do.
    Sources(Vec<(ArticleId, SourceNow)>),
    ReadAgain {
        old: ArticleId,
        article: Arc<Article>,
    },
    Compared(ComparedWith),
    Merging {
        merge: Merge,
        /// Mine with the articles and views of the other.
        united: Box<Project>,
    },
    Written(PathBuf),
    View(Box<View>),
    /// A file beside the project was not written or read.
    FileFailed {
        path: PathBuf,
        what: String,
    },
    Loaded {
        path: PathBuf,
        opened: Box<Opened>,
    },
    LoadFailed {
        path: PathBuf,
        what: String,
    },
    /// A job ended in a fault of the program; whatever waits for it waits no longer.
    Fault {
        what: String,
    },
}

/// Another map to compare with.
#[derive(Debug)]
pub struct ComparedWith {
    pub title: String,
    pub before: Arc<Graph>,
    /// Where its nodes stood, as far as that is known.
    pub stood: Vec<(Anchor, MapPos)>,
    pub until: Option<Date>,
}

/// The other end of the reader's channels. Dropping it cancels what is read, finishes what is saved, and waits for the end.
#[derive(Debug)]
pub struct Reader {
    /// `None` once the reader was told to end.
    jobs: Option<Sender<(u64, ReaderJob)>>,
    reports: Receiver<Report>,
    signals: Arc<Signals>,
    thread: Option<JoinHandle<()>>,
}

/// What long loops look at between two articles.
#[derive(Debug, Default)]
struct Signals {
    /// Raised by each cancel: jobs of an earlier epoch stop.
    epoch: AtomicU64,
    /// The newest graph that was asked for.
    revision: AtomicU64,
    /// Nobody looks at graphs any more.
    closing: AtomicBool,
}

impl Reader {
    /// Starts the thread; it calls `wake` after each report. Fails where the system gives no thread.
    pub fn spawn(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (jobs, inbox) = mpsc::channel();
        let (outbox, reports) = mpsc::channel();
        let signals = Arc::new(Signals::default());
        let worker = Worker {
            inbox,
            queue: VecDeque::new(),
            outbox,
            wake: Box::new(wake),
            signals: Arc::clone(&signals),
            readings: BTreeMap::new(),
            unreadable: BTreeSet::new(),
            keeper: Keeper::default(),
        };
        let thread = thread::Builder::new()
            .name("legation-reader".to_owned())
            .spawn(move || worker.run())?;
        Ok(Self {
            jobs: Some(jobs),
            reports,
            signals,
            thread: Some(thread),
        })
    }

    pub fn ask(&self, job: ReaderJob) {
        if let ReaderJob::Resolve { revision, .. } = &job {
            self.signals.revision.store(*revision, Ordering::Release);
        }
        let epoch = self.signals.epoch.load(Ordering::Acquire);
        if let Some(jobs) = &self.jobs {
            // The thread ends only with this end of the channel.
            jobs.send((epoch, job)).ok();
        }
    }

    /// Stops every `Open` asked for so far; what was opened stays.
    pub fn cancel(&self) {
        self.signals.epoch.fetch_add(1, Ordering::AcqRel);
    }

    /// What was reported since last asked; never waits.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        self.reports.try_iter()
    }

    /// The next report; waits for it. `None` once the thread has ended.
    pub fn wait(&self) -> Option<Report> {
        self.reports.recv().ok()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.signals.closing.store(true, Ordering::Release);
        self.cancel();
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // Faults were reported where they happened.
            thread.join().ok();
        }
    }
}

struct Worker {
    inbox: Receiver<(u64, ReaderJob)>,
    /// Taken from the inbox to see whether a newer `Resolve` waits.
    queue: VecDeque<(u64, ReaderJob)>,
    outbox: Sender<Report>,
    wake: Box<dyn Fn() + Send>,
    signals: Arc<Signals>,
    readings: BTreeMap<ArticleId, Arc<Reading>>,
    /// Articles whose reading failed: told once, not tried again.
    unreadable: BTreeSet<ArticleId>,
    keeper: Keeper,
}

impl Worker {
    fn run(mut self) {
        while let Some((epoch, job)) = self.next() {
            if let Err(what) = batch::guarded(|| self.carry_out(epoch, job)) {
                self.report(Report::Fault { what });
            }
        }
    }

    fn next(&mut self) -> Option<(u64, ReaderJob)> {
        if self.queue.is_empty() {
            self.queue.push_back(self.inbox.recv().ok()?);
        }
        self.queue.extend(self.inbox.try_iter());
        self.queue.pop_front()
    }

    fn carry_out(&mut self, epoch: u64, job: ReaderJob) {
        match job {
            ReaderJob::Open(paths) => self.open(epoch, &paths),
            ReaderJob::Resolve {
                revision,
                articles,
                edits,
            } => self.resolve(revision, &articles, &edits),
            ReaderJob::Save(save) => {
                let kept = self.keeper.save(save);
                self.report(Report::Kept(kept));
            }
            ReaderJob::Load(path) => self.load(path),
            ReaderJob::LetGo => self.keeper.let_go(),
            ReaderJob::Keep {
                project,
                recovery,
                path,
                n_unsaved,
            } => {
                let kept = keeper::keep_copy(&project, &recovery, path.as_deref(), n_unsaved);
                if let Err(what) = kept {
                    self.report(Report::NotKept { what });
                }
            }
            ReaderJob::Forget(recovery) => recovery.forget(),
            ReaderJob::FindLost(folder) => {
                let lost = keeper::lost_work(&folder);
                if !lost.is_empty() {
                    self.report(Report::Lost(lost));
                }
            }
            ReaderJob::Discard(lost) => keeper::discard(&lost),
            ReaderJob::Write { path, bytes } => {
                let report = match keeper::write(&path, &bytes) {
                    Ok(()) => Report::Written(path),
                    Err(what) => Report::FileFailed { path, what },
                };
                self.report(report);
            }
            ReaderJob::LookAtSources(articles) => {
                let now = articles.iter().filter_map(|article| {
                    let now = keeper::source_now(article)?;
                    Some((article.id, now))
                });
                self.report(Report::Sources(now.collect()));
            }
            ReaderJob::ReadAgain(article) => {
                let old = article.id;
                let path = article.paths.first().cloned().unwrap_or_default();
                let report = match keeper::read_again(&article) {
                    Ok(read) => Report::ReadAgain {
                        old,
                        article: Arc::new(read),
                    },
                    Err(what) => Report::FileFailed { path, what },
                };
                self.report(report);
            }
            ReaderJob::Compare {
                title,
                articles,
                edits,
                until,
            } => {
                let before = Arc::new(self.graph_of(&articles, &edits));
                self.report(Report::Compared(ComparedWith {
                    title,
                    before,
                    stood: Vec::new(),
                    until,
                }));
            }
            ReaderJob::CompareProject(path) => match project::load(&path) {
                Ok(Loaded { project, .. }) => {
                    let title = format!("Against {}", project.title_or_untitled());
                    let articles = project.active_articles();
                    let before = Arc::new(self.graph_of(&articles, &project.said()));
                    let view = project.views.into_iter().next();
                    self.report(Report::Compared(ComparedWith {
                        title,
                        before,
                        stood: view.map(|view| view.positions).unwrap_or_default(),
                        until: None,
                    }));
                }
                Err(error) => self.failed(path, &error.to_string()),
            },
            ReaderJob::Merge { mine, path } => match project::load(&path) {
                Ok(Loaded { project, .. }) => self.merge(*mine, &project),
                Err(error) => self.failed(path, &error.to_string()),
            },
            ReaderJob::ReadView(path) => {
                let report = match keeper::read_view(&path) {
                    Ok(view) => Report::View(Box::new(view)),
                    Err(what) => Report::FileFailed { path, what },
                };
                self.report(report);
            }
        }
    }

    fn report(&self, report: Report) {
        // Nobody listens while the window closes; saving goes on.
        self.outbox.send(report).ok();
        (self.wake)();
    }

    fn open(&mut self, epoch: u64, paths: &[PathBuf]) {
        let (files, problems) = batch::files_of(paths);
        let mut n_problems = problems.len();
        for problem in problems {
            self.report(Report::Problem(problem));
        }
        let total = files.len();
        let mut n_articles = 0;
        let mut cancelled = false;
        let signals = Arc::clone(&self.signals);
        let known = &self.readings;
        let work = |at: usize| {
            if signals.epoch.load(Ordering::Acquire) != epoch {
                return None;
            }
            let article = match batch::open_file(files.get(at)?) {
                Ok(article) => Arc::new(article),
                Err(problem) => return Some(Err(problem)),
            };
            let reading = match known.get(&article.id) {
                Some(reading) => Ok(Arc::clone(reading)),
                None => batch::read_article(&article, lexicon()),
            };
            Some(reading.map(|reading| (article, reading)))
        };
        let mut fresh = Vec::new();
        batch::in_order(total, work, |at, result| {
            match result {
                None => {
                    cancelled = true;
                    return;
                }
                Some(Err(problem)) => {
                    n_problems += 1;
                    self.report(Report::Problem(problem));
                }
                Some(Ok((article, reading))) => {
                    n_articles += 1;
                    fresh.push(reading);
                    self.report(Report::Article(article));
                }
            }
            let name = files.get(at).map(|path| path.display().to_string());
            self.report(Report::Progress {
                done: at + 1,
                total,
                name: name.unwrap_or_default(),
            });
        });
        for reading in fresh {
            self.readings.insert(reading.article.id, reading);
        }
        self.report(Report::OpenDone {
            n_articles,
            n_problems,
            cancelled,
        });
    }

    fn resolve(&mut self, revision: u64, articles: &[Arc<Article>], edits: &[Edit]) {
        let signals = Arc::clone(&self.signals);
        let outdated = || {
            signals.closing.load(Ordering::Acquire)
                || signals.revision.load(Ordering::Acquire) != revision
        };
        if outdated() {
            return;
        }
        self.read_missing(articles, &outdated);
        if outdated() {
            return;
        }
        let ids: BTreeSet<_> = articles.iter().map(|article| article.id).collect();
        let readings: Vec<_> = ids
            .iter()
            .filter_map(|id| self.readings.get(id).cloned())
            .collect();
        let Resolved { graph, asleep } = resolve_all(&readings, edits);
        let graph = Arc::new(graph);
        self.report(Report::Graph {
            revision,
            graph,
            asleep,
            readings,
        });
    }

    fn failed(&self, path: PathBuf, what: &str) {
        let what = batch::without_path(what, &path);
        self.report(Report::FileFailed { path, what });
    }

    /// Which things are the same is seen in the graph of all articles, with what is said here.
    fn merge(&mut self, mut mine: Project, theirs: &Project) {
        let mut articles = mine.active_articles();
        articles.extend(theirs.active_articles());
        let graph = self.graph_of(&articles, &mine.said());
        let is_same = |a, b| match (graph.entity_at(a), graph.entity_at(b)) {
            (Some(a), Some(b)) => a.id == b.id,
            _ => false,
        };
        let name = theirs.title_or_untitled().to_owned();
        let merge = project::merge(&mut mine, theirs, &name, &is_same);
        self.report(Report::Merging {
            merge,
            united: Box::new(mine),
        });
    }

    fn graph_of(&mut self, articles: &[Arc<Article>], edits: &[Edit]) -> Graph {
        self.read_missing(articles, &|| false);
        let ids: BTreeSet<_> = articles.iter().map(|article| article.id).collect();
        let readings = ids.iter().filter_map(|id| self.readings.get(id).cloned());
        let readings: Vec<_> = readings.collect();
        resolve_all(&readings, edits).graph
    }

    /// Reads what came out of a project file and was never read here.
    fn read_missing(&mut self, articles: &[Arc<Article>], outdated: &(impl Fn() -> bool + Sync)) {
        let missing: Vec<_> = articles
            .iter()
            .filter(|article| !self.readings.contains_key(&article.id))
            .filter(|article| !self.unreadable.contains(&article.id))
            .collect();
        let work = |at: usize| {
            let article = missing.get(at).filter(|_| !outdated())?;
            Some((article.id, batch::read_article(article, lexicon())))
        };
        let total = missing.len();
        batch::in_order(total, work, |at, result| {
            match result {
                None => return,
                Some((id, Ok(reading))) => {
                    self.readings.insert(id, reading);
                }
                Some((id, Err(problem))) => {
                    self.unreadable.insert(id);
                    self.report(Report::Problem(problem));
                }
            }
            let name = missing.get(at).map(|article| article.title.clone());
            self.report(Report::Progress {
                done: at + 1,
                total,
                name: name.unwrap_or_default(),
            });
        });
    }

    fn load(&mut self, path: PathBuf) {
        let report = match self.keeper.load(&path) {
            Ok(opened) => Report::Loaded {
                path,
                opened: Box::new(opened),
            },
            Err(what) => Report::LoadFailed { path, what },
        };
        self.report(report);
    }
}

#[cfg(test)]
mod tests;

//! The reader in a thread of its own: what is opened, refused, cancelled, saved.

use super::*;
use crate::model::MapPos;

fn folder_with(names: &[&str]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = names.iter().map(|name| {
        let path = folder.path().join(name);
        let text = format!("News of {name}\n\nOman said on Friday it would host talks.\n");
        project::write_whole(&path, text.as_bytes()).unwrap();
        path
    });
    let paths = paths.collect();
    (folder, paths)
}

fn reader() -> Reader {
    Reader::spawn(|| {}).unwrap()
}

/// Reports up to and with the first that `ends`.
fn until(reader: &Reader, ends: impl Fn(&Report) -> bool) -> Vec<Report> {
    let mut reports = Vec::new();
    while let Some(report) = reader.wait() {
        let last = ends(&report);
        reports.push(report);
        if last {
            return reports;
        }
    }
    panic!("the reader ended after {reports:?}");
}

fn is_open_done(report: &Report) -> bool {
    matches!(report, Report::OpenDone { .. })
}

#[test]
fn articles_come_in_order_and_a_bad_file_stops_none() {
    let (folder, mut paths) = folder_with(&["a.txt", "b.txt", "c.txt", "d.txt"]);
    paths.insert(2, folder.path().join("missing.txt"));
    let reader = reader();
    reader.ask(ReaderJob::Open(paths));
    let mut story = Vec::new();
    for report in until(&reader, is_open_done) {
        story.push(match report {
            Report::Article(article) => format!(
                "article {}",
                article.paths[0].file_name().unwrap().display()
            ),
            Report::Problem(problem) => {
                format!("problem {}", problem.path.file_name().unwrap().display())
            }
            Report::Progress { done, total, .. } => format!("{done} of {total}"),
            Report::OpenDone {
                n_articles,
                n_problems,
                cancelled,
            } => {
                format!("done {n_articles} {n_problems} {cancelled}")
            }
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(
        story,
        [
            "article a.txt",
            "1 of 5",
            "article b.txt",
            "2 of 5",
            "article c.txt",
            "3 of 5",
            "article d.txt",
            "4 of 5",
            "problem missing.txt",
            "5 of 5",
            "done 4 1 false",
        ]
    );
}

#[test]
fn the_newest_question_is_answered() {
    let reader = reader();
    let article = Arc::new(Article::of_text("Oman hosts talks."));
    for revision in 1..=20 {
        reader.ask(ReaderJob::Resolve {
            revision,
            articles: vec![Arc::clone(&article)],
            edits: Arc::from([]),
        });
    }
    let newest = |report: &Report| matches!(report, Report::Graph { revision: 20, .. });
    let reports = until(&reader, newest);
    let Some(Report::Graph { readings, .. }) = reports.last() else {
        panic!("a graph ends the reports");
    };
    assert_eq!(readings.len(), 1);
    assert_eq!(readings[0].article.id, article.id);
}

#[test]
fn what_was_cancelled_before_it_began_opens_nothing() {
    let (_folder, paths) = folder_with(&["a.txt", "b.txt"]);
    let reader = reader();
    // The signal is raised before the job is sent under the old epoch, as when the button is quicker than the thread.
    let jobs = reader.jobs.as_ref().unwrap();
    reader.cancel();
    jobs.send((0, ReaderJob::Open(paths.clone()))).unwrap();
    let reports = until(&reader, is_open_done);
    assert!(
        matches!(
            reports[..],
            [Report::OpenDone {
                n_articles: 0,
                n_problems: 0,
                cancelled: true
            }]
        ),
        "{reports:?}"
    );
    reader.ask(ReaderJob::Open(paths));
    let reports = until(&reader, is_open_done);
    assert!(matches!(
        reports.last(),
        Some(Report::OpenDone {
            n_articles: 2,
            cancelled: false,
            ..
        })
    ));
}

#[test]
fn projects_are_saved_even_when_the_window_closes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    let mut project = Project {
        title: "Talks".to_owned(),
        ..Project::default()
    };
    let article = Arc::new(Article::of_text("Oman hosts talks."));
    project.journal.push(Edit::AddArticle(article.id));
    let span = crate::model::Span::new(0, 4);
    let at = crate::model::Anchor {
        article: article.id,
        span,
    };
    project.journal.push(Edit::Pin {
        at,
        pos: Some(MapPos { x: 0.1, y: 0.2 }),
    });
    project.keep_article(article);
    let reader = reader();
    let save = |path| {
        ReaderJob::Save(Save {
            project: Box::new(project.clone()),
            path,
            over: None,
            versions: false,
        })
    };
    reader.ask(save(path.clone()));
    drop(reader);
    let reader = self::reader();
    reader.ask(ReaderJob::Load(path.clone()));
    match reader.wait() {
        Some(Report::Loaded { opened, .. }) => {
            assert_eq!(opened.loaded.project.journal, project.journal);
            assert_eq!(opened.holder, None);
        }
        other => panic!("{other:?}"),
    }
    reader.ask(ReaderJob::Load(folder.path().join("none.legation")));
    match reader.wait() {
        Some(Report::LoadFailed { what, .. }) => {
            assert!(what.starts_with("There is no such file"), "{what}");
        }
        other => panic!("{other:?}"),
    }
    reader.ask(save(folder.path().join("gone/map.legation")));
    match reader.wait() {
        Some(Report::Kept(Kept::Failed { what, .. })) => {
            assert!(what.starts_with("The folder does not exist"), "{what}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_report_wakes_the_window() {
    let (wake, woken) = mpsc::channel();
    let reader = Reader::spawn(move || wake.send(()).unwrap()).unwrap();
    reader.ask(ReaderJob::Open(Vec::new()));
    until(&reader, is_open_done);
    woken.recv().unwrap();
    assert_eq!(reader.reports().count(), 0);
}

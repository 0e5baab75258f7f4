//! How long it takes to save, load and resolve a year's work: 1,000 articles, 5,000 edits, a view with every node placed; and
//! what an edit costs the frame it is made in.
//!
//! `cargo bench --no-default-features --bench project`
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at its first surprise"
)]
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::sync::Arc;
use std::time::Instant;

use legation::ingest;
use legation::lexicon::lexicon;
use legation::model::{Anchor, Edit, Line, MapPos, RelationKind, Span, Status};
use legation::project::{Marks, Project, View, load, pins, save};
use legation::resolve::resolve;
use legation::worker::batch;

const N_ARTICLES: usize = 1000;
const N_EDITS: usize = 5000;
/// Each is to be done at least once within this.
const LIMIT_SECS: f64 = 1.0;

fn main() {
    let project = project();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("year.legation");
    let mut saves = Vec::new();
    let mut loads = Vec::new();
    for _ in 0..5 {
        let begin = Instant::now();
        save(&project, &path).unwrap();
        saves.push(begin.elapsed().as_secs_f64());
        let begin = Instant::now();
        let loaded = load(&path).unwrap();
        loads.push(begin.elapsed().as_secs_f64());
        assert!(loaded.notes.is_empty() && loaded.project == project);
    }
    let megabytes = path.metadata().unwrap().len() as f64 / 1e6;
    let best = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
    let worst = |times: &[f64]| times.iter().copied().fold(0.0, f64::max);
    println!("{N_ARTICLES} articles, {N_EDITS} edits, {megabytes:.1} MB");
    for (what, times) in [("save", &saves), ("load", &loads)] {
        println!(
            "{what}: {:.3} s at best, {:.3} s at worst",
            best(times),
            worst(times)
        );
        assert!(best(times) <= LIMIT_SECS, "{what} takes too long");
    }
    resolving(&project);
}

/// The graph after an edit, made by the reader's thread; and what the window does meanwhile.
fn resolving(project: &Project) {
    let articles = project.active_articles();
    let mut readings = Vec::new();
    let begin = Instant::now();
    let read = |at: usize| batch::read_article(&articles[at], lexicon());
    batch::in_order(articles.len(), read, |_, reading| readings.extend(reading));
    println!(
        "read: {:.1} s for {} articles",
        begin.elapsed().as_secs_f64(),
        readings.len()
    );
    let edits = project.said();
    for with in ["no", "all"] {
        let edits: &[Edit] = if with == "all" { &edits } else { &[] };
        let begin = Instant::now();
        let graph = resolve(&readings, edits);
        println!(
            "resolve with {with} edits: {:.3} s, {} entities, {} relations",
            begin.elapsed().as_secs_f64(),
            graph.entities().len(),
            graph.relations().len()
        );
        let begin = Instant::now();
        let said = project.said();
        let held = pins(&said, &graph);
        let marks = Marks::of(&said, &graph);
        let views = project.named_views();
        println!(
            "in the frame of an edit: {:.1} ms ({} pins, {} notes, {} views)",
            begin.elapsed().as_secs_f64() * 1e3,
            held.len(),
            marks.notes.len(),
            views.len()
        );
    }
}

fn project() -> Project {
    let mut project = Project::default();
    let mut anchors = Vec::new();
    for number in 0..N_ARTICLES {
        let mut text = format!("Talks, day {number}\n\nBy Ilse Varga\n\nMarch 4, 2031\n");
        for paragraph in 0..14 {
            text.push_str(&format!(
                "\nForeign Minister Ansa Tolvanen of Norrland met her colleague in Ostrava, she said on day {number}. \
                 The {paragraph}th round of talks opens on Friday – “a good sign”, the ministry added. \
                 Nobody was told what the two had agreed on, and the harbour stays closed until further notice.\n"
            ));
        }
        let article = ingest::article(&format!("{number}.txt"), text.as_bytes()).unwrap();
        let start = article.text.find("Ansa").unwrap();
        anchors.push(Anchor {
            article: article.id,
            span: Span::new(start, start + 13),
        });
        project.journal.push(Edit::AddArticle(article.id));
        project.keep_article(Arc::new(article));
    }
    let mut view = View {
        name: "Start".to_owned(),
        ..View::default()
    };
    for (number, at) in anchors
        .iter()
        .cycle()
        .take(N_EDITS - N_ARTICLES)
        .enumerate()
    {
        let at = *at;
        let pos = MapPos {
            x: number as f32 / 3.0,
            y: -1.0,
        };
        view.positions.push((at, pos));
        let line = Line {
            sentence: at,
            kind: RelationKind::Meets,
            status: Status::Asserted,
            ends: Some((at, at)),
        };
        project.journal.push(match number % 4 {
            0 => Edit::Pin { at, pos: Some(pos) },
            1 => Edit::Rename {
                at,
                name: format!("Name {number}"),
            },
            2 => Edit::Reject { line },
            _ => Edit::Note {
                on: legation::model::Noted::Node(at),
                text: "asked twice".to_owned(),
            },
        });
    }
    project.views.push(view);
    project
}

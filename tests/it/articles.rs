//! The sample articles as they are read, with the marks in the text, so that a wrong name stands out in a diff.
//!
//! `LEGATION_SNAPSHOTS=write cargo test articles` writes them anew; look at the diff before keeping it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use legation::lexicon::lexicon;
use legation::model::{Article, Form, Graph, Reading};
use legation::{extract, ingest, resolve};

/// The sample articles, by name, with their readings.
pub fn samples() -> Vec<(String, Arc<Reading>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut article: Article = ingest::open(&path).unwrap();
        article.paths.clear();
        (name, Arc::new(extract::read(&Arc::new(article), lexicon())))
    };
    paths.into_iter().map(read).collect()
}

/// All samples as one graph.
pub fn graph(samples: &[(String, Arc<Reading>)]) -> Graph {
    let readings: Vec<_> = samples
        .iter()
        .map(|(_, reading)| Arc::clone(reading))
        .collect();
    resolve::resolve(&readings, &[])
}

/// The text with "[name|kind]", "{description|kind}", "(pronoun|kind)" in it.
fn marked(reading: &Reading) -> String {
    let text = &*reading.article.text;
    let mut marks: Vec<(usize, bool, usize, String)> = Vec::new();
    for mention in &reading.mentions {
        let kind = reading.chains[mention.of.0 as usize].kind.word();
        let (open, close, form) = match mention.form {
            Form::Name => ('[', ']', ""),
            Form::Demonym => ('[', ']', "~"),
            Form::Metonym => ('[', ']', "^"),
            Form::Nominal => ('{', '}', ""),
            Form::Pronoun => ('(', ')', ""),
        };
        let (start, end) = (mention.span.start(), mention.span.end());
        marks.push((start, true, usize::MAX - end, open.to_string()));
        marks.push((
            end,
            false,
            usize::MAX - start,
            format!("|{kind}{form}{close}"),
        ));
    }
    marks.sort();
    let mut out = String::new();
    let mut done = 0;
    for (at, _, _, mark) in marks {
        out.push_str(&text[done..at]);
        out.push_str(&mark);
        done = at;
    }
    out.push_str(&text[done..]);
    out.push('\n');
    out
}

/// Named entities with their offices, then all relations, one a line.
fn told(graph: &Graph) -> String {
    let mut out = String::new();
    for entity in graph.entities() {
        write!(out, "{}", entity.id).unwrap();
        for role in &entity.roles {
            let of = role.of.as_ref().map_or("-", |of| of.as_str());
            write!(out, " | {} @ {of} ({})", role.title, role.time.word()).unwrap();
        }
        out.push('\n');
    }
    out.push('\n');
    for relation in graph.relations() {
        let (source, target) = (&relation.source, &relation.target);
        let (kind, status) = (relation.kind.word(), relation.status.word());
        writeln!(
            out,
            "{source} {kind} {target} ({status}, {})",
            relation.evidence.len()
        )
        .unwrap();
    }
    out
}

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/articles")
        .join(name);
    if env::var_os("LEGATION_SNAPSHOTS").is_some() {
        write(&path, found);
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    for (n, (was, is)) in kept.lines().zip(found.lines()).enumerate() {
        assert_eq!(is, was, "{name}, line {}", n + 1);
    }
    assert_eq!(found.lines().count(), kept.lines().count(), "{name}");
}

#[expect(
    clippy::disallowed_methods,
    reason = "a snapshot is written again if it breaks"
)]
fn write(path: &Path, found: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, found).unwrap();
}

#[test]
fn the_samples_are_read_as_before() {
    for (name, reading) in samples() {
        compare(&format!("{name}.marks"), &marked(&reading));
    }
}

#[test]
fn the_samples_give_the_graph_they_gave() {
    compare("samples.graph", &told(&graph(&samples())));
}

//! `legation extract`: the whole pipeline, top to bottom.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use lexopt::{Arg, ValueExt as _};

use crate::cli::{Command, Exit, Failure, say};
use crate::export::{self, Sheet};
use crate::layout::Positions;
use crate::lexicon::lexicon;
use crate::model::{Anchor, Article, Edit, Graph, MapPos};
use crate::project;
use crate::resolve::resolve;
use crate::worker::batch::{self, Problem};

pub(super) const COMMAND: Command = Command {
    name: "extract",
    about: "read articles and print who deals with whom",
    help: "\
Reads articles and prints who deals with whom, with the sentence behind each line.

Usage:
  legation extract (FILES… | FOLDER… | PROJECT…) [--format FORMAT] [-o OUT]

A project (*.legation) counts with its articles, corrections and places.

Options:
  -f, --format FORMAT   json        schema legation.graph/1, one record a line (the default)
                        jsonl       the same records, one JSON value a line
                        graphml     for networkx, igraph, yEd, Gephi
                        gexf        for Gephi
                        csv-nodes   tables for spreadsheets and Gephi
                        csv-edges
                        csv-together  who is named in one sentence without a relation
  -o, --output OUT      write to this file, whole or not at all
  -h, --help            this text

Offsets count Unicode code points of the decoded text.
The same files give the same bytes, in whatever order they are named.

Examples:
  legation extract monday.txt tuesday.txt
  legation extract articles/ --format json -o graph.json
  legation extract talks.legation --format gexf -o talks.gexf
  legation extract articles/*.txt | jq -r '.entities[].name'

Exit code: 0 done; 1 done, but some file had trouble (named on stderr); 2 not done.
",
    run,
};

/// Every format by the name it is asked for.
const FORMATS: &[(&str, Writer)] = &[
    ("json", |sheet, out| {
        export::json(sheet.graph, sheet.articles, out)
    }),
    ("jsonl", |sheet, out| {
        export::jsonl(sheet.graph, sheet.articles, out)
    }),
    ("graphml", export::graphml),
    ("gexf", export::gexf),
    ("csv-nodes", export::csv_nodes),
    ("csv-edges", export::csv_edges),
    ("csv-together", export::csv_together),
];

type Writer = fn(&Sheet<'_>, &mut dyn Write) -> io::Result<()>;

struct Options {
    inputs: Vec<PathBuf>,
    format: Writer,
    output: Option<PathBuf>,
}

/// What files and projects hold together.
#[derive(Default)]
struct Input {
    articles: Vec<Article>,
    edits: Vec<Edit>,
    places: Vec<(Anchor, MapPos)>,
}

fn run(
    parser: &mut lexopt::Parser,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Failure> {
    let options = parse(parser)?;
    let mut problems = Vec::new();
    let input = gather(&options, &mut problems)?;
    let articles = batch::join_same_texts(input.articles);
    let mut readings = Vec::new();
    for result in batch::read_articles(&articles, lexicon()) {
        match result {
            Ok(reading) => readings.push(reading),
            Err(problem) => problems.push(problem),
        }
    }
    for Problem { path, what } in &problems {
        say(err, &format!("{}: {what}", path.display()));
    }
    match (readings.is_empty(), problems.is_empty()) {
        (true, true) => return Err(anyhow!("there is no article in what was given").into()),
        (true, false) => return Ok(Exit::NotDone),
        (false, _) => {}
    }

    let graph = resolve(&readings, &input.edits);
    let positions = positions(&graph, &input.places);
    let sheet = Sheet::new(&graph, &articles, &positions);
    match options.output {
        None => (options.format)(&sheet, out)?,
        Some(path) => {
            let mut bytes = Vec::new();
            (options.format)(&sheet, &mut bytes)?;
            project::write_whole(&path, &bytes).map_err(anyhow::Error::new)?;
        }
    }
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::Trouble
    })
}

/// Opens articles, and the articles and edits of projects.
fn gather(options: &Options, problems: &mut Vec<Problem>) -> Result<Input, Failure> {
    let (projects, files): (Vec<_>, Vec<_>) = options
        .inputs
        .iter()
        .cloned()
        .partition(|path| is_project(path));
    let (files, mut trouble) = batch::files_of(&files);
    if let Some(output) = &options.output {
        let mut inputs = files.iter().chain(&projects);
        if inputs.any(|input| is_same_file(input, output)) {
            let sentence = "the output would replace one of the inputs: give it another name";
            return Err(Failure::Usage(sentence.to_owned()));
        }
    }
    let mut input = Input::default();
    for result in batch::open_files(&files) {
        match result {
            Ok(article) => input.articles.push(article),
            Err(problem) => trouble.push(problem),
        }
    }
    for path in projects {
        match project::load(&path) {
            Ok(loaded) => {
                let project = loaded.project;
                let active = project.active_articles().into_iter();
                input.articles.extend(active.map(Arc::unwrap_or_clone));
                input.edits.extend(project.said());
                let view = project.views.into_iter().next();
                input
                    .places
                    .extend(view.into_iter().flat_map(|view| view.positions));
                let notes = loaded.notes.into_iter();
                trouble.extend(notes.map(|what| Problem {
                    path: path.clone(),
                    what,
                }));
            }
            Err(error) => trouble.push(Problem {
                what: batch::without_path(&error.to_string(), &path),
                path,
            }),
        }
    }
    trouble.sort_by(|a, b| a.path.cmp(&b.path));
    problems.append(&mut trouble);
    Ok(input)
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        // What is not there cannot be replaced.
        _ => false,
    }
}

fn is_project(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("legation"))
}

fn positions(graph: &Graph, places: &[(Anchor, MapPos)]) -> Positions {
    let place =
        |(anchor, pos): &(Anchor, MapPos)| Some((graph.entity_at(*anchor)?.id.clone(), *pos));
    let at: BTreeMap<_, _> = places.iter().filter_map(place).collect();
    Positions {
        at: at.into_iter().collect(),
    }
}

fn parse(parser: &mut lexopt::Parser) -> Result<Options, Failure> {
    let mut options = Options {
        inputs: Vec::new(),
        format: writer("json")?,
        output: None,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Err(Failure::HelpWanted),
            Arg::Short('f') | Arg::Long("format") => {
                options.format = writer(&parser.value()?.string()?)?;
            }
            Arg::Short('o') | Arg::Long("output") => options.output = Some(parser.value()?.into()),
            Arg::Value(file) => options.inputs.push(file.into()),
            _ => return Err(arg.unexpected().into()),
        }
    }
    // The order of the files must not show, not even in what is said about them.
    options.inputs.sort();
    options.inputs.dedup();
    if options.inputs.is_empty() {
        return Err(Failure::Usage("no files given".to_owned()));
    }
    Ok(options)
}

fn writer(format: &str) -> Result<Writer, Failure> {
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    known.map(|(_, writer)| *writer).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|(name, _)| *name).collect();
        Failure::Usage(format!(
            "there is no format “{format}”; there are {}",
            names.join(", ")
        ))
    })
}

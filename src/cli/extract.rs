//! `legation extract`: the whole pipeline, top to bottom.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use lexopt::{Arg, ValueExt as _};

use crate::cli::{Command, Exit, Failure, say};
use crate::export;
use crate::lexicon::lexicon;
use crate::model::{Article, Graph};
use crate::project;
use crate::resolve::resolve;
use crate::worker::batch;

pub(super) const COMMAND: Command = Command {
    name: "extract",
    about: "read articles and print who deals with whom",
    help: "\
Reads articles and prints who deals with whom, with the sentence behind each line.

Usage:
  legation extract FILES… [--format FORMAT] [-o OUT]

Options:
  -f, --format FORMAT   json: schema legation.graph/1, one record a line (the default)
  -o, --output OUT      write to this file, whole or not at all
  -h, --help            this text

Offsets count Unicode code points of the decoded text. The same files give the same bytes, in whatever order they are named.

Examples:
  legation extract monday.txt tuesday.txt
  legation extract articles/*.txt --format json -o graph.json
  legation extract articles/*.txt | jq -r '.entities[].name'

Exit code: 0 done; 1 done, but some file had trouble (named on stderr); 2 not done.
",
    run,
};

/// One way to write a graph down.
type Writer = fn(&Graph, &[Arc<Article>], &mut dyn Write) -> io::Result<()>;

const FORMATS: &[(&str, Writer)] = &[("json", export::json)];

struct Options {
    files: Vec<PathBuf>,
    format: Writer,
    output: Option<PathBuf>,
}

fn run(
    parser: &mut lexopt::Parser,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Failure> {
    let options = parse(parser)?;
    let mut exit = Exit::Done;
    let mut trouble = |problem: batch::Problem| {
        say(
            err,
            &format!("{}: {}", problem.path.display(), problem.what),
        );
        exit = Exit::Trouble;
    };

    let mut articles = Vec::new();
    for result in batch::open_files(&options.files) {
        result.map_or_else(&mut trouble, |article| articles.push(article));
    }
    let articles = batch::join_same_texts(articles);
    let mut readings = Vec::new();
    for result in batch::read_articles(&articles, lexicon()) {
        result.map_or_else(&mut trouble, |reading| readings.push(reading));
    }
    if readings.is_empty() {
        return Ok(Exit::NotDone);
    }
    let graph = resolve(&readings, &[]);

    match options.output {
        None => (options.format)(&graph, &articles, out)?,
        Some(path) => {
            let mut bytes = Vec::new();
            (options.format)(&graph, &articles, &mut bytes)?;
            project::write_whole(&path, &bytes).map_err(anyhow::Error::new)?;
        }
    }
    Ok(exit)
}

fn parse(parser: &mut lexopt::Parser) -> Result<Options, Failure> {
    let mut options = Options {
        files: Vec::new(),
        format: export::json,
        output: None,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Err(Failure::HelpWanted),
            Arg::Short('f') | Arg::Long("format") => {
                options.format = writer(&parser.value()?.string()?)?;
            }
            Arg::Short('o') | Arg::Long("output") => options.output = Some(parser.value()?.into()),
            Arg::Value(file) => options.files.push(file.into()),
            _ => return Err(arg.unexpected().into()),
        }
    }
    // The order of the files must not show, not even in what is said about them.
    options.files.sort();
    options.files.dedup();
    if options.files.is_empty() {
        return Err(Failure::Usage("no files given".to_owned()));
    }
    Ok(options)
}

fn writer(format: &str) -> Result<Writer, Failure> {
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    known.map(|(_, writer)| *writer).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|(name, _)| *name).collect();
        Failure::Usage(format!(
            "there is no format “{format}”; there is {}",
            names.join(", ")
        ))
    })
}

//! `legation check`: is this project file whole?

use std::io::Write;
use std::path::PathBuf;

use lexopt::Arg;

use crate::cli::{Command, Exit, Failure, say};
use crate::project;

pub(super) const COMMAND: Command = Command {
    name: "check",
    about: "say whether a project file is whole",
    help: "\
Says whether a project file is whole: that each text is the one that was saved,
and that each edit and each place of a view still points to words of these texts.
Changes nothing.

Usage:
  legation check PROJECT…

Options:
  -h, --help   this text

Examples:
  legation check talks.legation
  legation check maps/*.legation

Exit code: 0 whole; 1 usable, but something is wrong (named on stderr); 2 not usable.
",
    run,
};

fn run(
    parser: &mut lexopt::Parser,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Err(Failure::HelpWanted),
            Arg::Value(path) => paths.push(path.into()),
            _ => return Err(arg.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(Failure::Usage("no project file given".to_owned()));
    }
    let mut worst = Exit::Done;
    for path in paths {
        let shown = path.display();
        let loaded = match project::load(&path) {
            Ok(loaded) => loaded,
            Err(error) => {
                say(err, &error.to_string());
                worst = Exit::NotDone;
                continue;
            }
        };
        for note in &loaded.notes {
            say(err, &format!("{shown}: {note}"));
        }
        let project = loaded.project;
        let counts = [
            counted(project.articles.len(), "article"),
            counted(project.journal.all().len(), "edit"),
            counted(project.named_views().len(), "view"),
        ]
        .join(", ");
        if loaded.notes.is_empty() {
            writeln!(out, "{shown}: whole: {counts}")?;
        } else {
            let n_troubles = counted(loaded.notes.len(), "trouble");
            writeln!(out, "{shown}: {n_troubles} in {counts}")?;
            worst = worst.max(Exit::Trouble);
        }
    }
    Ok(worst)
}

/// "1 view", "2 views".
fn counted(n: usize, what: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {what}{ending}")
}

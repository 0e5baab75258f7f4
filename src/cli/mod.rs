//! The command line.
//!
//! Takes arguments and two places to write to, gives an [`Exit`]; never ends the process itself, so that tests can call it.
//! A command is a file with a `Command` in it and one line in `COMMANDS`.

mod check;
mod extract;
mod layout;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::Arg;

use crate::worker::batch;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    Done = 0,
    /// Done, but some file had trouble; each was named.
    Trouble = 1,
    NotDone = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What the arguments came to.
#[derive(PartialEq, Eq, Debug)]
pub enum Outcome {
    Exit(Exit),
    /// No command: the window is wanted, with these files.
    Window(Vec<PathBuf>),
}

/// One command: `legation NAME …`.
struct Command {
    name: &'static str,
    /// What it does, in the list of commands.
    about: &'static str,
    help: &'static str,
    run: fn(&mut lexopt::Parser, &mut dyn Write, &mut dyn Write) -> Result<Exit, Failure>,
}

/// In the order of `--help`.
const COMMANDS: &[Command] = &[extract::COMMAND, layout::COMMAND, check::COMMAND];

/// Why a command stopped early.
enum Failure {
    /// `--help` among its options.
    HelpWanted,
    /// The arguments make no sense: a sentence.
    Usage(String),
    /// What it should write cannot be written.
    Output(io::Error),
    Failed(anyhow::Error),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// Carries out a command line; `args` are those after the program's name.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let mut parser = lexopt::Parser::from_args(args);
    let mut files = Vec::new();
    loop {
        let result = match parser.next() {
            Ok(None) => return Outcome::Window(files),
            Ok(Some(Arg::Value(word))) => {
                let known = COMMANDS.iter().find(|command| word == command.name);
                if let Some(command) = known.filter(|_| files.is_empty()) {
                    return Outcome::Exit(run_command(command, &mut parser, out, err));
                }
                match mistyped_command(&word).filter(|_| files.is_empty()) {
                    None => {
                        files.push(word.into());
                        continue;
                    }
                    Some(command) => Err(Failure::Usage(format!(
                        "no file or command is called “{}”; did you mean `{command}`?",
                        word.to_string_lossy()
                    ))),
                }
            }
            Ok(Some(Arg::Short('h') | Arg::Long("help"))) => Err(Failure::HelpWanted),
            Ok(Some(Arg::Short('V') | Arg::Long("version"))) => {
                writeln!(out, "legation {}", env!("CARGO_PKG_VERSION"))
                    .map_or_else(|error| Err(error.into()), |()| Ok(Exit::Done))
            }
            Ok(Some(arg)) => Err(arg.unexpected().into()),
            Err(error) => Err(error.into()),
        };
        return Outcome::Exit(finish("legation", &help(), result, out, err));
    }
}

fn run_command(
    command: &Command,
    parser: &mut lexopt::Parser,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let result = batch::guarded(|| (command.run)(parser, out, err))
        .unwrap_or_else(|fault| Err(anyhow::Error::msg(fault).into()));
    let name = format!("legation {}", command.name);
    finish(&name, command.help, result, out, err)
}

/// Says what has to be said at the end, and how it ended.
fn finish(
    name: &str,
    help: &str,
    result: Result<Exit, Failure>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let result = match result {
        Err(Failure::HelpWanted) => out
            .write_all(help.as_bytes())
            .map_err(Failure::Output)
            .map(|()| Exit::Done),
        other => other,
    };
    let flushed = out.flush().map_err(Failure::Output);
    let sentence = match result.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => return exit,
        // `legation extract … | head`: whoever reads has read enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return Exit::Done;
        }
        Err(Failure::HelpWanted) => return Exit::Done,
        Err(Failure::Output(error)) => format!("cannot write the result: {error}"),
        Err(Failure::Usage(sentence)) => {
            say(err, &sentence);
            // As for what `say` writes: there is nowhere else to say it.
            writeln!(err, "Try `{name} --help`.").ok();
            return Exit::NotDone;
        }
        Err(Failure::Failed(error)) => format!("{error:#}"),
    };
    say(err, &sentence);
    Exit::NotDone
}

/// A line on stderr; messages put a path on a line of its own, here one trouble is one line.
fn say(err: &mut dyn Write, sentence: &str) {
    // Whether it can be written changes nothing: there is nowhere else to say it.
    writeln!(err, "legation: {}", sentence.replace('\n', ": ")).ok();
}

/// The command a word that is no file was probably meant to be.
fn mistyped_command(word: &OsString) -> Option<&'static str> {
    let path = PathBuf::from(word);
    let typed = word.to_str().filter(|_| !path.exists())?;
    let near =
        |command: &&Command| command.name.starts_with(typed) || one_slip(typed, command.name);
    COMMANDS.iter().find(near).map(|command| command.name)
}

/// Whether two words differ by one letter added, lost, changed, or two swapped.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let ahead = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest_a = a.get(ahead..).unwrap_or_default();
    let rest_b = b.get(ahead..).unwrap_or_default();
    match (rest_a, rest_b) {
        ([_, tail_a @ ..], [_, tail_b @ ..]) if tail_a == tail_b => true,
        ([x, y, tail_a @ ..], [v, w, tail_b @ ..]) if (x, y) == (w, v) && tail_a == tail_b => true,
        ([_, tail_a @ ..], rest) if tail_a == rest => true,
        (rest, [_, tail_b @ ..]) => rest == tail_b,
        _ => false,
    }
}

fn help() -> String {
    let mut text = format!(
        "\
Legation {}: turns news articles into a map of who deals with whom,
with the sentence behind every line. Works offline.

Usage:
  legation [FILES…]              the window, with these articles or this project
",
        env!("CARGO_PKG_VERSION")
    );
    for command in COMMANDS {
        let usage = format!("legation {} …", command.name);
        // Writing to a string cannot fail.
        writeln!(text, "  {usage:<30} {}", command.about).ok();
    }
    text.push_str(
        "
Options:
  -h, --help                     this text; `legation COMMAND --help` for one command
  -V, --version                  the version

Examples:
  legation monday.txt tuesday.txt
  legation talks.legation
  legation extract articles/*.txt -o graph.json

Exit code: 0 done; 1 done, but some file had trouble; 2 not done.
",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Outcome, stdout and stderr of a command line.
    fn run_line(line: &str) -> (Outcome, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = line.split_whitespace().map(OsString::from);
        let outcome = run(args, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (outcome, text(out), text(err))
    }

    #[test]
    fn no_command_is_the_window() {
        assert_eq!(run_line("").0, Outcome::Window(Vec::new()));
        assert_eq!(
            run_line("a.txt -- extract").0,
            Outcome::Window(vec!["a.txt".into(), "extract".into()])
        );
    }

    #[test]
    fn help_and_version_go_to_stdout() {
        let done = Outcome::Exit(Exit::Done);
        let (outcome, out, err) = run_line("--version");
        assert_eq!((outcome, err.as_str()), (Outcome::Exit(Exit::Done), ""));
        assert_eq!(out, format!("legation {}\n", env!("CARGO_PKG_VERSION")));
        for command in COMMANDS {
            let (outcome, out, err) = run_line(&format!("{} --help", command.name));
            assert_eq!((&outcome, err.as_str()), (&done, ""));
            assert!(out.contains("Examples:"), "{out}");
            assert!(run_line("-h").1.contains(command.about));
        }
    }

    #[test]
    fn what_makes_no_sense_gets_a_sentence_and_a_hint() {
        for (line, expected) in [
            (
                "--colour",
                "legation: invalid option '--colour'\nTry `legation --help`.\n",
            ),
            (
                "extract",
                "legation: no files given\nTry `legation extract --help`.\n",
            ),
            (
                "extract --fast a.txt",
                "legation: invalid option '--fast'\nTry `legation extract --help`.\n",
            ),
            (
                "extract a.txt --format tea",
                "legation: there is no format “tea”; there are json, jsonl, graphml, gexf, csv-nodes, csv-edges, csv-together\nTry `legation extract --help`.\n",
            ),
            (
                "extrct a.txt",
                "legation: no file or command is called “extrct”; did you mean `extract`?\nTry `legation --help`.\n",
            ),
        ] {
            let (outcome, out, err) = run_line(line);
            assert_eq!(
                (outcome, out.as_str()),
                (Outcome::Exit(Exit::NotDone), ""),
                "{line}"
            );
            assert_eq!(err, expected);
        }
    }

    #[test]
    fn a_reader_that_has_enough_is_no_trouble() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut err = Vec::new();
        let outcome = run(["--help".into()], &mut Closed, &mut err);
        assert_eq!(outcome, Outcome::Exit(Exit::Done));
        assert!(err.is_empty());
    }

    #[test]
    fn slips_of_the_finger() {
        for word in ["extrac", "extractt", "extarct", "extrakt", "xtract"] {
            assert!(one_slip(word, "extract"), "{word}");
        }
        for word in ["extra", "a.txt", "tcartxe"] {
            assert!(!one_slip(word, "extract"), "{word}");
        }
    }
}

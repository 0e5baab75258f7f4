//! Runs the command line; opens the window where no command was given.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use legation::cli::{self, Exit, Outcome};
use legation::worker::batch;

fn main() -> ExitCode {
    batch::quiet_guarded_panics();
    let args = std::env::args_os().skip(1);
    let mut out = io::BufWriter::new(io::stdout());
    match cli::run(args, &mut out, &mut io::stderr()) {
        Outcome::Exit(exit) => exit.into(),
        Outcome::Window(files) => window(files),
    }
}

#[cfg(feature = "window")]
fn window(files: Vec<PathBuf>) -> ExitCode {
    match legation::app::run(files) {
        Ok(()) => Exit::Done.into(),
        Err(error) => refuse(&format!(
            "cannot open a window: {error}; is there a display? `legation extract --help` needs none"
        )),
    }
}

#[cfg(not(feature = "window"))]
fn window(_files: Vec<PathBuf>) -> ExitCode {
    refuse("this build has no window; try `legation extract --help`")
}

fn refuse(sentence: &str) -> ExitCode {
    // If even this cannot be said, the exit code still tells.
    writeln!(io::stderr(), "legation: {sentence}").ok();
    Exit::NotDone.into()
}

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
        Err(error) => {
            // What comes before are names of source files.
            let error = error.to_string();
            let reason = error.rsplit(": ").next().unwrap_or(&error);
            refuse(&format!(
                "cannot open a window ({}): start it where there is a display, or use `legation extract`, which needs none",
                reason.trim_end_matches('.')
            ))
        }
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

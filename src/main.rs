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

fn window(_files: Vec<PathBuf>) -> ExitCode {
    let sentence = "this build has no window; try `legation extract --help`";
    // If even this cannot be said, the exit code still tells.
    writeln!(io::stderr(), "legation: {sentence}").ok();
    Exit::NotDone.into()
}

//! Makes the weights under `assets/model` from named corpora; see `assets/README.md`.
//!
//! `cargo run --release --no-default-features --features train --bin train -- PART DATA_DIR`, where PART names what is learnt.
//! `names` takes `--hold CORPUS,…` too: what it learns without these is measured on them and written only where `--to FILE` says.
//! Same corpora in, same bytes out.
#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

mod conllu;
mod eval;
mod lemmas;
mod names;
mod net;
mod parser;
mod perceptron;
mod products;
mod random;
mod tagger;
mod tokens;
mod told;
mod treebanks;
mod word_classes;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use legation::project::write_whole;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(part), Some(data)) = (args.next(), args.next()) else {
        bail!(
            "say what to learn and where the corpora are: train word_classes|names|tagger|parser|eval DATA_DIR"
        );
    };
    let data = PathBuf::from(data);
    match part.as_str() {
        "word_classes" => word_classes::pack(&data),
        "eval" => eval::print(&data),
        "names" => names::train(&data, args),
        "parser" => parser::train(&data),
        "tagger" => tagger::train(&data),
        other => bail!(
            "nothing here learns {other}; say word_classes, names, tagger or parser; eval measures"
        ),
    }
}

/// Puts a file under `assets/model`, and notes what its learner was told.
fn write(name: &str, bytes: &[u8]) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/model")
        .join(name);
    write_whole(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    told::note(name)
}

//! Makes the weights under `assets/model` from named corpora; see `assets/README.md`.
//!
//! `cargo run --release --no-default-features --features train --bin train -- PART DATA_DIR`, where PART names what is learnt.
//! Same corpora in, same bytes out.
#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

mod conllu;
mod lemmas;
mod net;
mod parser;
mod perceptron;
mod random;
mod tagger;
mod tokens;

use std::path::PathBuf;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(part), Some(data)) = (args.next(), args.next()) else {
        bail!("say what to learn and where the corpora are: train parser DATA_DIR");
    };
    let data = PathBuf::from(data);
    match part.as_str() {
        "parser" => parser::train(&data),
        "tagger" => tagger::train(&data),
        other => bail!("nothing here learns {other}: parser, tagger"),
    }
}

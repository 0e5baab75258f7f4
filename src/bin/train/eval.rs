//! How the weights in the tree do on a treebank that none of them has seen.

use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::clusters::clusters;
use legation::text::parser::Parser;
use legation::text::tagger::Weights;

use crate::{parser, tagger};

/// Prints the figures of `assets/README.md`, those of EWT test: parts of speech, lemmas, attachment.
pub fn print(data: &Path) -> Result<()> {
    let weights = include_bytes!("../../../assets/model/tagger.bin");
    let weights = Weights::read(weights).context("a file of weights")?;
    let lemmas = include_str!("../../../assets/model/lemmas.tsv");
    tagger::on_test(&weights, clusters(), lemmas, data)?;
    let parser = include_bytes!("../../../assets/model/parser.bin");
    let parser = Parser::from_bytes(parser).context("a file of weights")?;
    println!("words of the treebank: {}", parser::on_test(&parser, data)?);
    Ok(())
}

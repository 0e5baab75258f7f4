//! Learning to tag, and the lemmas.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::clusters::{Clusters, hash};
use legation::text::tagger::Weights;

use crate::conllu;
use crate::lemmas::{learn_lemmas, lemma_accuracy};
use crate::perceptron::{tagger_accuracy, train_tagger};
use crate::tokens::as_tokens;
use crate::treebanks::{TRAINED_ON, learned_from, seen};
use crate::write;

const CLUSTERED_FROM: &str = "Brown clusters of spacy-lookups-data 1.0.5 (MIT)";

const N_EPOCHS: usize = 8;

/// Smaller weights are dropped, to keep the file small.
const SMALLEST: f64 = 1.0;

/// Learns from the treebanks, writes what was learned, and prints how it does on EWT test.
pub fn train(data: &Path) -> Result<()> {
    let sentences = learned_from(data)?;
    let lemmas = learn_lemmas(&sentences, TRAINED_ON);
    write("lemmas.tsv", lemmas.as_bytes())?;
    let clusters = clusters(data)?;
    write("clusters.bin", &clusters)?;
    let clusters = Clusters::read(&clusters).context("a file of classes")?;
    let seen = seen(&sentences);
    let seen: Vec<&[conllu::Word]> = seen.iter().map(|(_, words)| words.as_slice()).collect();
    let weights = train_tagger(&seen, TRAINED_ON, N_EPOCHS, SMALLEST, &clusters);
    write("tagger.bin", &weights)?;
    let weights = Weights::read(&weights).context("a file of weights")?;
    on_test(&weights, &clusters, &lemmas, data)
}

/// Prints how a tagger and lemmas do on EWT test.
pub fn on_test(weights: &Weights, clusters: &Clusters, lemmas: &str, data: &Path) -> Result<()> {
    let test = conllu::read(&data.join("ud_ewt/test.conllu"))?;
    let own = test.iter().map(|sentence| as_tokens(sentence)).collect();
    for (cut, sentences) in [
        ("words of the treebank", &test),
        ("tokens of this program", &own),
    ] {
        let (upos, xpos) = tagger_accuracy(weights, clusters, sentences);
        let (upos, xpos) = (100.0 * upos, 100.0 * xpos);
        println!("{cut}: UPOS {upos:.2} %, XPOS {xpos:.2} %");
    }
    let right = lemma_accuracy(lemmas, &test).context("a file of lemmas")?;
    println!("lemmas, tags given: {:.2} %", 100.0 * right);
    Ok(())
}

/// The clusters of words, the lowest 16 bits of their paths: of forms that differ in capitals only, the first counts.
fn clusters(data: &Path) -> Result<Vec<u8>> {
    let path = data.join("clusters/brown.tsv");
    let table = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut classes: BTreeMap<u32, u16> = BTreeMap::new();
    for (word, class) in table.lines().filter_map(|line| line.split_once('\t')) {
        let usual = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if c.is_numeric() { '0' } else { c });
        let path: u32 = class.parse().context("a path is a number")?;
        classes.entry(hash(usual)).or_insert(path as u16);
    }
    Ok(Clusters::write(
        CLUSTERED_FROM,
        &classes.into_iter().collect::<Vec<_>>(),
    ))
}

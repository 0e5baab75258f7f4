//! Learning to tag, and the lemmas.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::project::write_whole;
use legation::text::clusters::{Clusters, hash};
use legation::text::tagger::Weights;

use crate::conllu::{self, Word};
use crate::lemmas::{learn_lemmas, lemma_accuracy};
use crate::perceptron::{tagger_accuracy, train_tagger};

/// The open genres of GUM are left out: their treebank's licence excludes commercial use, whatever that of the texts.
const TRAINED_ON: &str = "UD English EWT, train and dev sections (CC BY-SA 4.0)";

const CLUSTERED_FROM: &str = "Brown clusters of spacy-lookups-data 1.0.5 (MIT)";

/// Smaller weights are dropped, to keep the file small.
const SMALLEST: f64 = 1.0;

/// Learns from EWT train and dev, writes what was learned, and prints how it does on EWT test; run from the root of the
/// repository.
pub fn train(data: &Path) -> Result<()> {
    let mut sentences = section(data, "train")?;
    sentences.extend(section(data, "dev")?);
    let test = section(data, "test")?;
    let lemmas = learn_lemmas(&sentences, TRAINED_ON);
    save("assets/model/lemmas.tsv", lemmas.as_bytes())?;
    println!(
        "lemmas, tags given: {:.2} %",
        100.0 * lemma_accuracy(&lemmas, &test).context("a file of lemmas")?
    );
    let clusters = clusters(data)?;
    save("assets/model/clusters.bin", &clusters)?;
    let clusters = Clusters::read(&clusters).context("a file of classes")?;
    let weights = train_tagger(&sentences, TRAINED_ON, SMALLEST, &clusters);
    save("assets/model/tagger.bin", &weights)?;
    let weights = Weights::read(&weights).context("a file of weights")?;
    for (cut, (upos, xpos)) in ["words of the treebank", "tokens of this program"]
        .iter()
        .zip(tagger_accuracy(&weights, &clusters, &test))
    {
        println!(
            "{cut}: UPOS {:.2} %, XPOS {:.2} %",
            100.0 * upos,
            100.0 * xpos
        );
    }
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

fn section(data: &Path, name: &str) -> Result<Vec<Vec<Word>>> {
    conllu::read(&data.join("ud_ewt").join(name).with_extension("conllu"))
}

fn save(path: &str, bytes: &[u8]) -> Result<()> {
    write_whole(Path::new(path), bytes).with_context(|| format!("writing {path}"))?;
    println!("{path}: {} bytes", bytes.len());
    Ok(())
}

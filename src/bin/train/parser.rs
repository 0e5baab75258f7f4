//! Learning to parse.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::parser::{FORM, N_FEATURES, Sizes, features};

use crate::conllu::{self, Word};
use crate::net::{Example, Learner, ROOT, UNKNOWN};
use crate::random::Random;

const HIDDEN: usize = 96;
const EMBEDDING: usize = 96;
const DROP: f32 = 0.35;
const N_EPOCHS: usize = 15;
const BATCH: usize = 8;
/// Longer sentences of the treebanks are lists and tables.
const LONGEST: usize = 80;
/// A feature seen less often has no row.
const SEEN: u32 = 2;

/// Learns from EWT train and the open genres of GUM, and prints how it does on EWT dev and test.
pub fn train(data: &Path) -> Result<()> {
    let mut sentences = conllu::read(&data.join("ud_ewt/train.conllu"))?;
    sentences.extend(conllu::read(&data.join("ud_gum_open/all.conllu"))?);
    let maker = Maker::new(&sentences, clusters(data)?);
    let examples: Vec<Example> = sentences
        .iter()
        .filter(|words| words.len() <= LONGEST)
        .map(|words| maker.example(words))
        .collect();
    let sizes = Sizes {
        embedding: EMBEDDING,
        hidden: HIDDEN,
        projection: HIDDEN,
        n_labels: maker.labels.len(),
    };
    let mut random = Random::new(1);
    let mut learner = Learner::new(sizes, maker.rows.len() + 2, DROP, &mut random);
    println!(
        "{} sentences, {} rows, {} labels",
        examples.len(),
        maker.rows.len(),
        maker.labels.len()
    );

    let dev = maker.examples(&data.join("ud_ewt/dev.conllu"))?;
    let mut order: Vec<&Example> = examples.iter().collect();
    let n_steps = (N_EPOCHS * examples.len().div_ceil(BATCH)) as f32;
    let mut step = 0.0;
    for epoch in 1..=N_EPOCHS {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH) {
            loss += learner.learn(batch, 0.002 * (1.0 - 0.98 * step / n_steps), &mut random);
            step += 1.0;
        }
        println!(
            "epoch {epoch}: loss {:.2}, dev {}",
            loss / examples.len() as f32,
            score(&learner, &dev)
        );
    }
    println!(
        "test {}",
        score(&learner, &maker.examples(&data.join("ud_ewt/test.conllu"))?)
    );
    Ok(())
}

/// Turns words into rows of the embedding table.
struct Maker {
    labels: Vec<String>,
    clusters: HashMap<String, u16>,
    counts: BTreeMap<u32, u32>,
    rows: BTreeMap<u32, u32>,
}

impl Maker {
    fn new(sentences: &[Vec<Word>], clusters: HashMap<String, u16>) -> Self {
        let mut labels: Vec<String> = sentences
            .iter()
            .flatten()
            .map(|word| word.relation.clone())
            .collect();
        labels.sort_unstable();
        labels.dedup();
        let mut maker = Self {
            labels,
            clusters,
            counts: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        for word in sentences.iter().flatten() {
            for feature in maker.features(word).into_iter().flatten() {
                *maker.counts.entry(feature).or_default() += 1;
            }
        }
        let seen = maker
            .counts
            .iter()
            .filter(|(_, count)| **count >= SEEN)
            .map(|(feature, _)| *feature);
        maker.rows = seen.zip(ROOT + 1..).collect();
        maker
    }

    fn features(&self, word: &Word) -> [Option<u32>; N_FEATURES] {
        let cluster = self
            .clusters
            .get(&word.form)
            .or_else(|| self.clusters.get(&word.form.to_lowercase()));
        features(&word.form, [&word.upos, &word.xpos], cluster.copied())
    }

    fn examples(&self, path: &Path) -> Result<Vec<Example>> {
        Ok(conllu::read(path)?
            .iter()
            .map(|words| self.example(words))
            .collect())
    }

    fn example(&self, words: &[Word]) -> Example {
        let mut example = Example {
            rows: vec![vec![ROOT]],
            form_counts: vec![u32::MAX],
            gold: Vec::new(),
        };
        for word in words {
            let features = self.features(word);
            let form = features[FORM].unwrap_or_default();
            let mut rows = vec![self.rows.get(&form).copied().unwrap_or(UNKNOWN)];
            rows.extend(
                features[FORM + 1..]
                    .iter()
                    .flatten()
                    .filter_map(|feature| self.rows.get(feature)),
            );
            example.rows.push(rows);
            example
                .form_counts
                .push(self.counts.get(&form).copied().unwrap_or(0));
            let label = self.labels.binary_search(&word.relation).unwrap_or(0);
            example.gold.push((word.head, label as u16));
        }
        example
    }
}

/// Word classes by form: low six bits the coarse class, all bits the fine one.
fn clusters(data: &Path) -> Result<HashMap<String, u16>> {
    let path = data.join("clusters/vector_clusters.tsv");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let entry = |line: &str| {
        let (word, class) = line.split_once('\t')?;
        Some((word.to_owned(), class.parse().ok()?))
    };
    Ok(text.lines().filter_map(entry).collect())
}

/// Unlabelled and labelled attachment over all tokens.
fn score(learner: &Learner, examples: &[Example]) -> String {
    let (mut heads, mut both, mut all) = (0, 0, 0);
    for example in examples {
        let found = learner.net.parse(&learner.input(&example.rows));
        for (found, gold) in found.iter().zip(&example.gold) {
            all += 1;
            heads += usize::from(found.0 == gold.0);
            both += usize::from(found == gold);
        }
    }
    let share = |n: usize| 100.0 * n as f32 / all as f32;
    format!("UAS {:.2} LAS {:.2}", share(heads), share(both))
}

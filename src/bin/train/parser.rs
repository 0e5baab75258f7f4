//! Learning to parse.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::parser::{FORM, N_FEATURES, Parser, ROOT, Sizes, UNKNOWN, features};
use legation::text::word_classes::word_class;

use crate::conllu::{self, Word};
use crate::net::{Example, Learner};
use crate::random::Random;
use crate::write;

const HIDDEN: usize = 96;
const EMBEDDING: usize = 96;
const DROP: f32 = 0.35;
const N_EPOCHS: usize = 15;
const BATCH: usize = 8;
/// Longer sentences of the treebanks are lists and tables.
const LONGEST: usize = 80;
/// A feature seen less often has no row.
const SEEN: u32 = 2;

/// Learns from EWT train, and prints how it does on EWT dev and test.
pub fn train(data: &Path) -> Result<()> {
    let sentences = conllu::read(&data.join("ud_ewt/train.conllu"))?;
    let maker = Maker::new(&sentences);
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
            progress(&learner, &dev)
        );
    }
    let known = maker.rows.keys().copied().collect();
    let whole = Parser::new(learner.net, maker.labels, known, learner.table);
    let bytes = whole.to_bytes();
    let parser = Parser::from_bytes(&bytes).context("the weights do not read back")?;
    let test = conllu::read(&data.join("ud_ewt/test.conllu"))?;
    println!(
        "test {}, as written {}, {} bytes",
        attachment(&whole, &test),
        attachment(&parser, &test),
        bytes.len()
    );
    write("parser.bin", &bytes)
}

/// Turns words into rows of the embedding table.
struct Maker {
    labels: Vec<String>,
    counts: BTreeMap<u32, u32>,
    rows: BTreeMap<u32, u32>,
}

impl Maker {
    fn new(sentences: &[Vec<Word>]) -> Self {
        let mut labels: Vec<String> = sentences
            .iter()
            .flatten()
            .map(|word| word.relation.clone())
            .collect();
        labels.sort_unstable();
        labels.dedup();
        let mut maker = Self {
            labels,
            counts: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        for word in sentences.iter().flatten() {
            for feature in features_of(word).into_iter().flatten() {
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
            let features = features_of(word);
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

/// What the network is told about a word of a treebank.
fn features_of(word: &Word) -> [Option<u32>; N_FEATURES] {
    features(&word.form, [&word.upos, &word.xpos], word_class(&word.form))
}

/// Unlabelled and labelled attachment over all tokens, of a learner in the middle of its work.
fn progress(learner: &Learner, examples: &[Example]) -> String {
    let mut score = Score::default();
    for example in examples {
        for (found, gold) in learner
            .net
            .parse(&learner.input(&example.rows))
            .iter()
            .zip(&example.gold)
        {
            score.count(found.0 == gold.0, found.1 == gold.1);
        }
    }
    score.to_string()
}

/// Unlabelled and labelled attachment over all tokens.
fn attachment(parser: &Parser, sentences: &[Vec<Word>]) -> String {
    let mut score = Score::default();
    for sentence in sentences {
        let words: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        let tags: Vec<[&str; 2]> = sentence
            .iter()
            .map(|word| [word.upos.as_str(), word.xpos.as_str()])
            .collect();
        for (found, gold) in parser.parse(&words, &tags).iter().zip(sentence) {
            let head = found.head.map_or(0, |head| head as u32 + 1);
            score.count(head == gold.head, found.relation == gold.relation);
        }
    }
    score.to_string()
}

#[derive(Default)]
struct Score {
    n_words: usize,
    n_heads: usize,
    n_labelled: usize,
}

impl Score {
    fn count(&mut self, head: bool, relation: bool) {
        self.n_words += 1;
        self.n_heads += usize::from(head);
        self.n_labelled += usize::from(head && relation);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |n: usize| 100.0 * n as f32 / self.n_words.max(1) as f32;
        write!(
            f,
            "UAS {:.2} LAS {:.2}",
            share(self.n_heads),
            share(self.n_labelled)
        )
    }
}

//! Learning to parse.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::clusters::clusters;
use legation::text::parser::{
    Deprel, FORM, Parser, ROOT, Sizes, UNKNOWN, features, write as write_parser,
};
use legation::text::tagger::{Memory, Weights};
use legation::text::{Pos, tag};

use crate::conllu::{self, Word};
use crate::net::{Example, Learner};
use crate::perceptron::train_tagger;
use crate::random::Random;
use crate::treebanks::{TRAINED_ON, learned_from, seen};
use crate::write;

const HIDDEN: usize = 96;
const EMBEDDING: usize = 96;
const PROJECTION: usize = 96;
const DROP: f32 = 0.35;
const N_EPOCHS: usize = 15;
const BATCH: usize = 8;
/// Longer sentences of the treebanks are lists and tables.
const LONGEST: usize = 80;
/// A feature seen less often has no row.
const SEEN: u32 = 2;

/// Tags to learn from are guessed by a tagger that has not seen the sentence: one of so many parts of the treebanks is left out.
const N_FOLDS: usize = 5;
/// Neighbouring sentences come from one text, and stay in one part.
const BLOCK: usize = 100;
const TAGGER_EPOCHS: usize = 5;

/// A sentence with the tags that a tagger gives it.
struct Tagged {
    words: Vec<Word>,
    tags: Vec<Pos>,
}

/// Learns from the treebanks, and prints how it does on EWT test.
pub fn train(data: &Path) -> Result<()> {
    let sentences = tagged_by_others(seen(&learned_from(data)?))?;
    let maker = Maker::new(&sentences);
    let examples: Vec<Example> = sentences
        .iter()
        .filter(|sentence| sentence.words.len() <= LONGEST)
        .map(|sentence| maker.example(sentence))
        .collect();
    let sizes = Sizes {
        embedding: EMBEDDING,
        hidden: HIDDEN,
        projection: PROJECTION,
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
        println!("epoch {epoch}: loss {:.2}", loss / examples.len() as f32);
    }
    let bytes = maker.file(&learner);
    let parser = Parser::from_bytes(&bytes).context("the weights do not read back")?;
    println!(
        "{} bytes, EWT test {}",
        bytes.len(),
        on_test(&parser, data)?
    );
    write("parser.bin", &bytes)
}

/// How a parser does on EWT test, with the tags of the program's tagger.
pub fn on_test(parser: &Parser, data: &Path) -> Result<Score> {
    let test = tagged(conllu::read(&data.join("ud_ewt/test.conllu"))?);
    Ok(attachment(parser, &test))
}

/// Tags each sentence by a tagger that has seen neither it nor its neighbours.
fn tagged_by_others(sentences: Vec<(usize, Vec<Word>)>) -> Result<Vec<Tagged>> {
    let fold_of = |number: usize| number / BLOCK % N_FOLDS;
    let mut taggers = Vec::with_capacity(N_FOLDS);
    for fold in 0..N_FOLDS {
        let others: Vec<&[Word]> = sentences
            .iter()
            .filter(|(number, _)| fold_of(*number) != fold)
            .map(|(_, words)| words.as_slice())
            .collect();
        let file = train_tagger(&others, TRAINED_ON, TAGGER_EPOCHS, 0.0, clusters());
        let tagger = Weights::read(&file).context("a file of weights")?;
        taggers.push((Memory::new(&tagger), tagger));
    }
    let tagged = sentences.into_iter().map(|(number, words)| {
        let (memory, tagger) = &mut taggers[fold_of(number)];
        let tags = tagger.tag(&forms(&words), clusters(), memory);
        Tagged { words, tags }
    });
    Ok(tagged.collect())
}

/// Tags each sentence by the tagger of the program.
fn tagged(sentences: Vec<Vec<Word>>) -> Vec<Tagged> {
    let tagged = |words: Vec<Word>| {
        let tags = tag(&forms(&words));
        Tagged { words, tags }
    };
    sentences.into_iter().map(tagged).collect()
}

fn forms(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.form.as_str()).collect()
}

/// Turns words into rows of the embedding table.
struct Maker {
    labels: Vec<Deprel>,
    counts: BTreeMap<u32, u32>,
    rows: BTreeMap<u32, u32>,
}

impl Maker {
    fn new(sentences: &[Tagged]) -> Self {
        let words = sentences.iter().flat_map(|sentence| &sentence.words);
        let mut labels: Vec<Deprel> = words
            .filter_map(|word| Deprel::from_name(&word.relation))
            .collect();
        labels.sort_unstable();
        labels.dedup();
        let mut maker = Self {
            labels,
            counts: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        for sentence in sentences {
            for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
                for feature in features(&word.form, *tag).into_iter().flatten() {
                    *maker.counts.entry(feature).or_default() += 1;
                }
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

    fn example(&self, sentence: &Tagged) -> Example {
        let mut example = Example {
            rows: vec![vec![ROOT]],
            form_counts: vec![u32::MAX],
            gold: Vec::new(),
        };
        for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
            let features = features(&word.form, *tag);
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
            let label = Deprel::from_name(&word.relation)
                .and_then(|relation| self.labels.binary_search(&relation).ok())
                .unwrap_or(0);
            example.gold.push((word.head, label as u16));
        }
        example
    }

    fn file(&self, learner: &Learner) -> Vec<u8> {
        let known: Vec<u32> = self.rows.keys().copied().collect();
        write_parser(
            learner.sizes,
            &self.labels,
            &known,
            &learner.table,
            &learner.weights,
        )
    }
}

/// Unlabelled and labelled attachment over all words.
fn attachment(parser: &Parser, sentences: &[Tagged]) -> Score {
    let mut score = Score::default();
    let words: Vec<Vec<&str>> = sentences
        .iter()
        .map(|sentence| forms(&sentence.words))
        .collect();
    let tagged: Vec<(&[&str], &[Pos])> = words
        .iter()
        .zip(sentences)
        .map(|(words, sentence)| (words.as_slice(), sentence.tags.as_slice()))
        .collect();
    for (sentence, found) in sentences.iter().zip(parser.parse_all(&tagged)) {
        for (found, gold) in found.iter().zip(&sentence.words) {
            let head = found.head.map_or(0, |head| head as u32 + 1);
            score.count(head == gold.head, found.relation.name() == gold.relation);
        }
    }
    score
}

#[derive(Default)]
pub struct Score {
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

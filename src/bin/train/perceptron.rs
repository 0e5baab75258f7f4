//! The averaged perceptron.

use std::collections::BTreeMap;

use legation::text::Pos;
use legation::text::clusters::Clusters;
use legation::text::tagger::{BITS, Context, Memory, Weights, Word, write};

use crate::conllu;
use crate::random::Random;
use crate::tokens::pos;

/// Pairs of tags seen less often are mistakes of a treebank more than parts of speech.
const RARE: usize = 4;

/// Weights are stored as steps of this size.
const STEP: f64 = 0.25;

/// Learns from `sentences`, each with its number as [`seen`](crate::treebanks::seen) gives them. Weights smaller than `smallest` are
/// dropped.
pub fn train_tagger(
    sentences: &[&[conllu::Word]],
    trained_on: &str,
    n_epochs: usize,
    smallest: f64,
    clusters: &Clusters,
) -> Vec<u8> {
    let classes = classes(sentences);
    let mut learner = Learner::new(classes.len());
    let examples: Vec<(Context, Vec<usize>)> = sentences
        .iter()
        .filter_map(|sentence| {
            let gold = sentence
                .iter()
                .map(|word| classes.binary_search(&pos(word)?).ok())
                .collect::<Option<Vec<usize>>>()?;
            let words = sentence.iter().map(|word| Word::new(&word.form, clusters));
            Some((Context::new(words), gold))
        })
        .collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(1);
    for _ in 0..n_epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (context, gold) = &examples[at];
            learner.learn(context, gold);
        }
    }
    write(&classes, trained_on, &learner.rows(smallest))
}

/// Shares of words whose universal tag, and whose Penn tag, a tagger finds.
pub fn tagger_accuracy(
    weights: &Weights,
    clusters: &Clusters,
    sentences: &[Vec<conllu::Word>],
) -> (f64, f64) {
    let (mut n, mut n_upos, mut n_xpos) = (0, 0, 0);
    let mut memory = Memory::new(weights);
    for sentence in sentences {
        let words: Vec<&str> = sentence.iter().map(|word| word.form.as_str()).collect();
        let tags = weights.tag(&words, clusters, &mut memory);
        for (found, gold) in tags.iter().zip(sentence) {
            n += 1;
            n_upos += usize::from(found.upos().name() == gold.upos);
            n_xpos += usize::from(found.xpos().name() == gold.xpos);
        }
    }
    (n_upos as f64 / n as f64, n_xpos as f64 / n as f64)
}

fn classes(sentences: &[&[conllu::Word]]) -> Vec<Pos> {
    let mut counts: BTreeMap<Pos, usize> = BTreeMap::new();
    for pos in sentences.iter().copied().flatten().filter_map(pos) {
        *counts.entry(pos).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|&(_, n)| n >= RARE)
        .map(|(pos, _)| pos)
        .collect()
}

/// Dense tables of weights while they are learned.
struct Learner {
    n_classes: usize,
    weights: Vec<i16>,
    /// Each change times the moment it was made, for the average over all moments.
    moments: Vec<i64>,
    now: i64,
    scores: Vec<i32>,
}

impl Learner {
    fn new(n_classes: usize) -> Self {
        let n = n_classes << BITS;
        Self {
            n_classes,
            weights: vec![0; n],
            moments: vec![0; n],
            now: 1,
            scores: vec![0; n_classes],
        }
    }

    /// Tags a sentence and learns from each mistake.
    fn learn(&mut self, context: &Context, gold: &[usize]) {
        let mut before = [usize::MAX; 2];
        for (at, &right) in gold.iter().enumerate() {
            let rows = context.rows(at, before);
            let found = self.best(&rows);
            if found != right {
                self.change(&rows, right, 1);
                self.change(&rows, found, -1);
            }
            self.now += 1;
            before = [found, before[0]];
        }
    }

    fn best(&mut self, rows: &[u32]) -> usize {
        self.scores.fill(0);
        for &row in rows {
            let start = row as usize * self.n_classes;
            for (score, &weight) in self
                .scores
                .iter_mut()
                .zip(&self.weights[start..start + self.n_classes])
            {
                *score += i32::from(weight);
            }
        }
        let best = (0..self.n_classes)
            .rev()
            .max_by_key(|&class| self.scores[class]);
        best.unwrap_or(0)
    }

    fn change(&mut self, rows: &[u32], class: usize, by: i16) {
        for &row in rows {
            let cell = row as usize * self.n_classes + class;
            self.weights[cell] = self.weights[cell].saturating_add(by);
            self.moments[cell] += i64::from(by) * self.now;
        }
    }

    /// The averages, in steps, without those that are small.
    fn rows(&self, smallest: f64) -> Vec<(u32, Vec<(u8, i8)>)> {
        let mean = |cell: usize| {
            f64::from(self.weights[cell]) - self.moments[cell] as f64 / self.now as f64
        };
        let mut rows = Vec::new();
        for row in 0..1 << BITS {
            let cells: Vec<(u8, i8)> = (0..self.n_classes)
                .map(|class| (class, mean(row * self.n_classes + class)))
                .filter(|(_, weight)| weight.abs() >= smallest)
                .map(|(class, weight)| {
                    (
                        class as u8,
                        (weight / STEP).round().clamp(-127.0, 127.0) as i8,
                    )
                })
                .filter(|&(_, weight)| weight != 0)
                .collect();
            if !cells.is_empty() {
                rows.push((row as u32, cells));
            }
        }
        rows
    }
}

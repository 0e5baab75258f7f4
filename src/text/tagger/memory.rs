//! What words say by themselves, summed once: most words of an article were met before.

use std::rc::Rc;

use crate::text::clusters::Clusters;
use crate::text::memo::Memo;
use crate::text::tagger::Weights;
use crate::text::tagger::features::{N_PLACES, Word, alone};

/// How many words are remembered for sure.
const REMEMBERED: usize = 2048;

/// A word wherever it stands.
#[derive(Debug)]
pub struct Seen {
    pub word: Word,
    /// By place: the sums of the scores of the classes.
    scores: Vec<i16>,
}

impl Seen {
    fn new(word: Word, weights: &Weights) -> Self {
        let n_classes = weights.classes.len();
        let mut scores = vec![0; N_PLACES * n_classes];
        let mut rows = Vec::new();
        for (place, scores) in scores.chunks_exact_mut(n_classes).enumerate() {
            rows.clear();
            alone(&word, place, &mut rows);
            weights.add(&rows, scores);
        }
        Self { word, scores }
    }
}

/// The words that one table of weights has met.
#[derive(Debug)]
pub struct Memory {
    /// Beyond the ends of a sentence.
    nothing: Rc<Seen>,
    words: Memo<Seen>,
}

impl Memory {
    pub fn new(weights: &Weights) -> Self {
        Self {
            nothing: Rc::new(Seen::new(Word::nothing(), weights)),
            words: Memo::new(REMEMBERED),
        }
    }

    /// The words of a sentence.
    pub fn of(&mut self, words: &[&str], weights: &Weights, clusters: &Clusters) -> Vec<Rc<Seen>> {
        let seen = |word: &&str| {
            let new = || Seen::new(Word::new(word, clusters), weights);
            self.words.get(word, new)
        };
        words.iter().map(seen).collect()
    }

    /// Puts what the word at `at` and its neighbours say by themselves into `scores`.
    pub fn put_alone(&self, words: &[Rc<Seen>], at: usize, scores: &mut [i16]) {
        scores.fill(0);
        for place in 0..5 {
            let word = (at + place).checked_sub(2).and_then(|at| words.get(at));
            let place = if place == 2 && at == 0 { 5 } else { place };
            let seen = word.unwrap_or(&self.nothing);
            let terms = seen.scores.chunks_exact(scores.len()).nth(place);
            for (sum, term) in scores.iter_mut().zip(terms.unwrap_or_default()) {
                *sum += term;
            }
        }
    }
}

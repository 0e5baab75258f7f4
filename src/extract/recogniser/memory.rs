//! What words say by themselves, summed once: most words of an article were met before.

use std::cell::RefCell;
use std::rc::Rc;

use crate::extract::recogniser::features::{N_NEAR, Word, alone};
use crate::extract::recogniser::{N_LABELS, model};
use crate::text::memo::Memo;

/// How many words a thread remembers for sure.
const REMEMBERED: usize = 4096;

/// A word wherever it stands.
#[derive(Debug)]
pub struct Seen {
    pub word: Word,
    pub lower: Box<str>,
    /// By its place among the words that are looked at: the sum of the scores of its own features.
    scores: [[f32; N_LABELS]; N_NEAR],
}

impl Seen {
    fn new(word: Word, lower: &str) -> Self {
        let scores = |place| {
            let mut rows = Vec::new();
            alone(&word, place, &mut rows);
            model().scores(&rows)
        };
        Self {
            scores: std::array::from_fn(scores),
            lower: lower.into(),
            word,
        }
    }
}

struct Memory {
    /// Beyond the ends of a sentence.
    nothing: Rc<Seen>,
    words: Memo<Seen>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::new(Memory {
        nothing: Rc::new(Seen::new(Word::default(), "")),
        words: Memo::new(REMEMBERED),
    });
}

/// The words of each sentence.
pub fn known(sentences: &[Vec<&str>]) -> Vec<Vec<Rc<Seen>>> {
    MEMORY.with_borrow_mut(|memory| {
        let mut seen = |word: &&str| {
            memory.words.get(word, || {
                let lower = word.to_lowercase();
                Seen::new(Word::new(word, &lower), &lower)
            })
        };
        let sentences = sentences.iter();
        sentences
            .map(|words| words.iter().map(&mut seen).collect())
            .collect()
    })
}

/// Adds what the word at `at` and its neighbours say by themselves.
pub fn add_alone(words: &[Rc<Seen>], at: usize, scores: &mut [f32; N_LABELS]) {
    let nothing = MEMORY.with_borrow(|memory| Rc::clone(&memory.nothing));
    for place in 0..N_NEAR {
        let word = (at + place).checked_sub(N_NEAR / 2);
        let seen = word.and_then(|at| words.get(at)).unwrap_or(&nothing);
        for (sum, score) in scores.iter_mut().zip(&seen.scores[place]) {
            *sum += score;
        }
    }
}

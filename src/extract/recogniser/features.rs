//! What the recogniser is told about a word and its neighbours.

use std::collections::HashMap;

use crate::text::clusters::{self, clusters};
use crate::text::shape;
use crate::text::word_classes::word_class;

/// Features index a table of 2^20 rows.
pub const N_BITS: u32 = 20;

/// The words of one sentence with what is known about each by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Words {
    words: Vec<Word>,
    /// Normal, all capitals, or every word capitalised: how much a capital says.
    case: u64,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct Word {
    exact: u64,
    lower: u64,
    shape: u64,
    starts: [u64; 4],
    ends: [u64; 4],
    fine: u64,
    coarse: u64,
    /// Path in the tree of Brown clusters; 0 where the word has none.
    path: u64,
    /// How the word is written elsewhere in the article.
    elsewhere: u64,
    /// Bits of the word lists, with the place in the phrase.
    lists: u32,
}

/// How words are written over a whole article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Usage {
    /// By lower-case word: written small; written with a capital inside a sentence.
    seen: HashMap<String, (bool, bool)>,
}

impl Usage {
    /// `sentences` are all of the article.
    pub fn new<'a>(sentences: impl IntoIterator<Item = &'a [&'a str]>) -> Self {
        let mut seen: HashMap<String, (bool, bool)> = HashMap::new();
        for sentence in sentences {
            if case_of(sentence) != NORMAL {
                continue;
            }
            for (at, word) in sentence.iter().enumerate() {
                let entry = seen.entry(word.to_lowercase()).or_default();
                let capital = word.starts_with(char::is_uppercase);
                entry.0 |= !capital;
                entry.1 |= capital && at > 0;
            }
        }
        Self { seen }
    }
}

impl Words {
    /// `lists` are the bits of the word lists for each word, as `lists` of this folder gives them; shorter means none.
    pub fn new(words: &[&str], lists: &[u32], usage: &Usage) -> Self {
        let word = |(at, word): (usize, &&str)| Word {
            lists: lists.get(at).copied().unwrap_or(0),
            ..Word::new(word, usage)
        };
        Self {
            words: words.iter().enumerate().map(word).collect(),
            case: case_of(words),
        }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Word {
    fn new(word: &str, usage: &Usage) -> Self {
        let lower = word.to_lowercase();
        let (small, capital) = usage.seen.get(&lower).copied().unwrap_or_default();
        let class = word_class(word);
        let usual = |c: char| if c.is_numeric() { '0' } else { c };
        let path = clusters().class(clusters::hash(lower.chars().map(usual)));
        Self {
            path: path.into(),
            exact: hash(word),
            shape: hash(&shape(word)),
            starts: std::array::from_fn(|n| hash(start(&lower, n + 1))),
            ends: std::array::from_fn(|n| hash(end(&lower, n + 1))),
            fine: class.map_or(0, |class| u64::from(class) + 1),
            coarse: class.map_or(0, |class| u64::from(class & 63) + 1),
            elsewhere: u64::from(small) * 2 + u64::from(capital) + 1,
            lists: 0,
            lower: hash(&lower),
        }
    }
}

/// The rows of the table for word `at`, appended to `out`.
pub fn features(words: &Words, at: usize, out: &mut Vec<u32>) {
    let none = Word::default();
    let near = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| words.words.get(at))
            .unwrap_or(&none)
    };
    let (b2, b1, w, a1, a2) = (near(-2), near(-1), near(0), near(1), near(2));
    let mut slot = 0_u64;
    let mut say = |a: u64, b: u64, c: u64| {
        slot += 1;
        out.push(row(slot, a, b, c));
    };
    say(0, 0, 0);
    say(w.exact, 0, 0);
    for near in [b2, b1, w, a1, a2] {
        say(near.lower, 0, 0);
        say(near.shape, 0, 0);
        say(near.coarse, near.fine, 0);
    }
    for near in [b1, w, a1] {
        say(near.coarse, 0, 0);
    }
    say(b1.fine, w.fine, 0);
    say(w.fine, a1.fine, 0);
    say(b1.coarse, w.coarse, a1.coarse);
    say(w.fine, w.shape, 0);
    say(b1.lower, w.lower, 0);
    say(w.lower, a1.lower, 0);
    for near in [b1, w, a1] {
        say(near.path & 0xf, 0, 0);
        say(near.path & 0x3f, 0, 0);
        say(near.path & 0x3ff, 0, 0);
        say(near.path, 0, 0);
    }
    say(b2.path & 0x3ff, 0, 0);
    say(a2.path & 0x3ff, 0, 0);
    say(b1.path & 0x3ff, w.path & 0x3ff, 0);
    say(w.path & 0x3ff, a1.path & 0x3ff, 0);
    say(w.path & 0x3ff, w.shape, 0);
    say(u64::from(w.path == 0) + 1, w.shape, 0);
    say(b1.shape, w.shape, 0);
    say(w.shape, a1.shape, 0);
    say(b1.shape, w.shape, a1.shape);
    say(b1.lower, w.shape, 0);
    say(w.shape, a1.lower, 0);
    say(b2.lower, b1.lower, w.shape);
    say(w.shape, a1.lower, a2.lower);
    say(b1.lower, a1.lower, w.shape);
    for n in 0..4 {
        say(w.starts[n], 0, 0);
        say(w.ends[n], 0, 0);
    }
    say(b1.ends[2], 0, 0);
    say(a1.ends[2], 0, 0);
    say(words.case + 1, w.shape, 0);
    say(u64::from(at == 0) + 1, w.shape, words.case);
    say(w.elsewhere, w.shape, u64::from(at == 0));
    say(b1.elsewhere, w.elsewhere, a1.elsewhere);
    for (near, offset) in [(b1, 1), (w, 2), (a1, 3)] {
        say(u64::from(near.lists) + 1, offset, 0);
    }
    say(u64::from(w.lists) + 1, w.shape, 0);
    say(u64::from(b1.lists) + 1, u64::from(w.lists) + 1, w.shape);
    say(u64::from(w.lists) + 1, u64::from(a1.lists) + 1, w.shape);
    for (near, offset) in [(b1, 100_u64), (w, 200), (a1, 300)] {
        let mut bits = near.lists;
        while bits != 0 {
            let bit = u64::from(bits.trailing_zeros());
            out.push(row(offset + bit, 1, 0, 0));
            bits &= bits - 1;
        }
    }
}

const NORMAL: u64 = 0;
const CAPITALS: u64 = 1;
const TITLE: u64 = 2;

fn case_of(words: &[&str]) -> u64 {
    let (mut all, mut upper, mut long, mut first) = (0, 0, 0, 0);
    for word in words
        .iter()
        .filter(|word| word.chars().any(char::is_alphabetic))
    {
        all += 1;
        upper += usize::from(!word.chars().any(char::is_lowercase));
        // "of", "in" and "the" stay small in titles.
        if word.chars().count() > 3 {
            long += 1;
            first += usize::from(word.starts_with(char::is_uppercase));
        }
    }
    if all >= 3 && upper * 10 >= all * 9 {
        CAPITALS
    } else if long >= 3 && first * 10 >= long * 9 {
        TITLE
    } else {
        NORMAL
    }
}

fn start(word: &str, n: usize) -> &str {
    word.char_indices()
        .nth(n)
        .map_or(word, |(at, _)| &word[..at])
}

fn end(word: &str, n: usize) -> &str {
    word.char_indices()
        .rev()
        .nth(n - 1)
        .map_or(word, |(at, _)| &word[at..])
}

fn hash(text: &str) -> u64 {
    let fold = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, fold)
}

fn row(slot: u64, a: u64, b: u64, c: u64) -> u32 {
    let mut state = slot.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for part in [a, b, c] {
        state = (state ^ part).wrapping_mul(0xff51_afd7_ed55_8ccd);
        state ^= state >> 32;
    }
    (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - N_BITS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_told_from_sentences() {
        let case = |text: &str| case_of(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(case("Envoys meet in Oslo to settle the border"), NORMAL);
        assert_eq!(case("ENVOYS MEET IN OSLO"), CAPITALS);
        assert_eq!(case("Envoys Meet in Oslo Over Border"), TITLE);
    }

    #[test]
    fn a_word_is_known_from_elsewhere_on_the_page() {
        let usage = Usage::new([["They", "saw", "Mark"].as_slice(), ["a", "mark"].as_slice()]);
        assert_eq!(usage.seen["mark"], (true, true));
        assert!(
            !usage.seen["they"].1,
            "the first word of a sentence says nothing"
        );
    }

    #[test]
    fn every_word_has_features() {
        let words = Words::new(&["", "’", "伊朗", "NATO"], &[], &Usage::default());
        for at in 0..words.len() {
            let mut out = Vec::new();
            features(&words, at, &mut out);
            assert!(out.len() > 40 && out.iter().all(|row| *row < 1 << N_BITS));
        }
    }
}

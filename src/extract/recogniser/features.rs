//! What the recogniser is told about a word and its neighbours.

use std::borrow::Cow;
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

/// One word; its default is beyond the ends of a sentence.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Word {
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
        let mut usage = Self::default();
        for sentence in sentences {
            usage.add(sentence, |_, word| Cow::Owned(word.to_lowercase()));
        }
        usage
    }

    /// Takes in a sentence, whose words `lower` gives in lower case by place and word.
    pub fn add<'a>(&mut self, sentence: &[&str], lower: impl Fn(usize, &str) -> Cow<'a, str>) {
        if case_of(sentence) != NORMAL {
            return;
        }
        for (at, word) in sentence.iter().enumerate() {
            let lower = lower(at, word);
            let capital = word.starts_with(char::is_uppercase);
            let seen = match self.seen.get_mut(lower.as_ref()) {
                Some(seen) => seen,
                None => self.seen.entry(lower.into_owned()).or_default(),
            };
            seen.0 |= !capital;
            seen.1 |= capital && at > 0;
        }
    }

    /// How a word in lower case is written.
    fn of(&self, lower: &str) -> u64 {
        let (small, capital) = self.seen.get(lower).copied().unwrap_or_default();
        u64::from(small) * 2 + u64::from(capital) + 1
    }
}

impl Words {
    /// `lists` are the bits of the word lists for each word, as `lists` of this folder gives them; shorter means none.
    pub fn new(words: &[&str], lists: &[u32], usage: &Usage) -> Self {
        let word = |word: &&str| {
            let lower = word.to_lowercase();
            let known = Word::new(word, &lower);
            known.in_article(usage, &lower)
        };
        Self::of(words, words.iter().map(word).collect(), lists)
    }

    /// The same of words that are known already.
    pub fn of(words: &[&str], mut known: Vec<Word>, lists: &[u32]) -> Self {
        for (word, lists) in known.iter_mut().zip(lists) {
            word.lists = *lists;
        }
        Self {
            words: known,
            case: case_of(words),
        }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word at `at` among its neighbours.
    #[inline(always)]
    fn near<'a>(&'a self, at: usize, none: &'a Word) -> [&'a Word; N_NEAR] {
        let before = |n| at.checked_sub(n).and_then(|at| self.words.get(at));
        let behind = |n| self.words.get(at + n);
        [before(2), before(1), behind(0), behind(1), behind(2)].map(|word| word.unwrap_or(none))
    }
}

impl Word {
    /// What is known of a word wherever it stands.
    pub fn new(word: &str, lower: &str) -> Self {
        let class = word_class(word);
        let usual = |c: char| if c.is_numeric() { '0' } else { c };
        let path = clusters().class(clusters::hash(lower.chars().map(usual)));
        Self {
            path: path.into(),
            exact: hash(word),
            shape: hash(&shape(word)),
            starts: std::array::from_fn(|n| hash(start(lower, n + 1))),
            ends: std::array::from_fn(|n| hash(end(lower, n + 1))),
            fine: class.map_or(0, |class| u64::from(class) + 1),
            coarse: class.map_or(0, |class| u64::from(class & 63) + 1),
            elsewhere: 0,
            lists: 0,
            lower: hash(lower),
        }
    }

    /// The same with how the article writes it.
    pub fn in_article(&self, usage: &Usage, lower: &str) -> Self {
        Self {
            elsewhere: usage.of(lower),
            ..self.clone()
        }
    }
}

/// The words that are looked at: two before, the word itself, two behind.
pub const N_NEAR: usize = 5;

/// Whose a feature is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Of {
    /// Of one word of [`N_NEAR`], wherever it stands.
    One(usize),
    /// Of several words, or of the article.
    More,
}

const FAR: Of = Of::One(0);
const LEFT: Of = Of::One(1);
const OWN: Of = Of::One(2);
const RIGHT: Of = Of::One(3);
const LAST: Of = Of::One(4);

/// The rows of the table for word `at`, appended to `out`.
pub fn features(words: &Words, at: usize, out: &mut Vec<u32>) {
    let none = Word::default();
    each(words.near(at, &none), words.case, at == 0, |_, feature| {
        out.push(row(feature));
    });
}

/// Those that are of several words or of the article.
pub fn together(words: &Words, at: usize, out: &mut Vec<u32>) {
    let none = Word::default();
    each(words.near(at, &none), words.case, at == 0, |of, feature| {
        if of == Of::More {
            out.push(row(feature));
        }
    });
}

/// Those that a word has by itself in one place of [`N_NEAR`].
pub fn alone(word: &Word, place: usize, out: &mut Vec<u32>) {
    let none = Word::default();
    let near = std::array::from_fn(|at| if at == place { word } else { &none });
    each(near, NORMAL, false, |of, feature| {
        if of == Of::One(place) {
            out.push(row(feature));
        }
    });
}

/// Every feature of a word among its neighbours, with whose it is.
#[inline(always)]
fn each(near: [&Word; N_NEAR], case: u64, is_first: bool, mut tell: impl FnMut(Of, [u64; 4])) {
    let [b2, b1, w, a1, a2] = near;
    let is_first = u64::from(is_first);
    let mut slot = 0_u64;
    let mut say = |of: Of, a: u64, b: u64, c: u64| {
        slot += 1;
        tell(of, [slot, a, b, c]);
    };
    say(OWN, 0, 0, 0);
    say(OWN, w.exact, 0, 0);
    for (of, near) in [(FAR, b2), (LEFT, b1), (OWN, w), (RIGHT, a1), (LAST, a2)] {
        say(of, near.lower, 0, 0);
        say(of, near.shape, 0, 0);
        say(of, near.coarse, near.fine, 0);
    }
    for (of, near) in [(LEFT, b1), (OWN, w), (RIGHT, a1)] {
        say(of, near.coarse, 0, 0);
    }
    say(Of::More, b1.fine, w.fine, 0);
    say(Of::More, w.fine, a1.fine, 0);
    say(Of::More, b1.coarse, w.coarse, a1.coarse);
    say(OWN, w.fine, w.shape, 0);
    say(Of::More, b1.lower, w.lower, 0);
    say(Of::More, w.lower, a1.lower, 0);
    for (of, near) in [(LEFT, b1), (OWN, w), (RIGHT, a1)] {
        say(of, near.path & 0xf, 0, 0);
        say(of, near.path & 0x3f, 0, 0);
        say(of, near.path & 0x3ff, 0, 0);
        say(of, near.path, 0, 0);
    }
    say(FAR, b2.path & 0x3ff, 0, 0);
    say(LAST, a2.path & 0x3ff, 0, 0);
    say(Of::More, b1.path & 0x3ff, w.path & 0x3ff, 0);
    say(Of::More, w.path & 0x3ff, a1.path & 0x3ff, 0);
    say(OWN, w.path & 0x3ff, w.shape, 0);
    say(OWN, u64::from(w.path == 0) + 1, w.shape, 0);
    say(Of::More, b1.shape, w.shape, 0);
    say(Of::More, w.shape, a1.shape, 0);
    say(Of::More, b1.shape, w.shape, a1.shape);
    say(Of::More, b1.lower, w.shape, 0);
    say(Of::More, w.shape, a1.lower, 0);
    say(Of::More, b2.lower, b1.lower, w.shape);
    say(Of::More, w.shape, a1.lower, a2.lower);
    say(Of::More, b1.lower, a1.lower, w.shape);
    for n in 0..4 {
        say(OWN, w.starts[n], 0, 0);
        say(OWN, w.ends[n], 0, 0);
    }
    say(LEFT, b1.ends[2], 0, 0);
    say(RIGHT, a1.ends[2], 0, 0);
    say(Of::More, case + 1, w.shape, 0);
    say(Of::More, is_first + 1, w.shape, case);
    say(Of::More, w.elsewhere, w.shape, is_first);
    say(Of::More, b1.elsewhere, w.elsewhere, a1.elsewhere);
    for (near, offset) in [(b1, 1), (w, 2), (a1, 3)] {
        say(Of::More, u64::from(near.lists) + 1, offset, 0);
    }
    say(Of::More, u64::from(w.lists) + 1, w.shape, 0);
    let [left, own, right] = [b1, w, a1].map(|near| u64::from(near.lists) + 1);
    say(Of::More, left, own, w.shape);
    say(Of::More, own, right, w.shape);
    for (near, offset) in [(b1, 100_u64), (w, 200), (a1, 300)] {
        let mut bits = near.lists;
        while bits != 0 {
            let bit = u64::from(bits.trailing_zeros());
            tell(Of::More, [offset + bit, 1, 0, 0]);
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

/// The row of a feature: which it is, and up to three things that it looks at.
fn row([slot, a, b, c]: [u64; 4]) -> u32 {
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
    fn features_are_of_one_word_or_of_more() {
        let words = ["Ana", "met", "NATO", "envoys", "in", "Oslo", "."];
        let words = Words::new(&words, &[0, 3, 5], &Usage::default());
        let none = Word::default();
        for at in 0..words.len() {
            let (mut all, mut parts) = (Vec::new(), Vec::new());
            features(&words, at, &mut all);
            for (place, word) in words.near(at, &none).into_iter().enumerate() {
                alone(word, place, &mut parts);
            }
            together(&words, at, &mut parts);
            all.sort_unstable();
            parts.sort_unstable();
            assert_eq!(all, parts);
        }
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

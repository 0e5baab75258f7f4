//! What the tagger looks at, as rows of a table of weights.

use crate::text::clusters::{self, Clusters};
use crate::text::plain;

/// Rows of the table, as a power of two.
pub const BITS: u32 = 19;

/// Features of one word in its place.
pub const N_FEATURES: usize = 46;

/// Stands for "no word" and "no tag" beyond the ends of the sentence.
const NOTHING: u64 = 0x6a09_e667_f3bc_c908;

/// One word, hashed.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    lower: u64,
    exact: u64,
    suffixes: [u64; 4],
    prefixes: [u64; 3],
    shape: u64,
    /// The cluster of words that are used like it, and the larger ones that hold it: the lowest 10, 6 and 4 bits of its path.
    cluster: u64,
    clusters: [u64; 3],
}

impl Word {
    /// Digits count as one another, curly quotes as straight ones, and what cannot be seen does not count.
    pub fn new(word: &str, classes: &Clusters) -> Self {
        let exact: Vec<char> = plain(word).chars().map(usual).collect();
        let lower: Vec<char> = exact
            .iter()
            .flat_map(|c| c.to_lowercase())
            .map(|c| if c.is_numeric() { '0' } else { c })
            .collect();
        let cluster = u64::from(classes.class(clusters::hash(lower.iter().copied())));
        let ending = |n: usize| hash(lower.iter().skip(lower.len().saturating_sub(n)));
        let beginning = |n: usize| hash(lower.iter().take(n));
        Self {
            lower: hash(&lower),
            exact: hash(&exact),
            suffixes: [ending(1), ending(2), ending(3), ending(4)],
            prefixes: [beginning(1), beginning(2), beginning(3)],
            shape: shape(&exact),
            cluster,
            clusters: [cluster & 0x3ff, cluster & 0x3f, cluster & 0xf],
        }
    }

    fn nothing() -> Self {
        Self {
            lower: NOTHING,
            exact: NOTHING,
            suffixes: [NOTHING; 4],
            prefixes: [NOTHING; 3],
            shape: NOTHING,
            cluster: NOTHING,
            clusters: [NOTHING; 3],
        }
    }
}

/// The words of a sentence with two empty ones at either end.
#[derive(Debug)]
pub struct Context {
    words: Vec<Word>,
}

impl Context {
    pub fn new(words: Vec<Word>) -> Self {
        let edge = || [Word::nothing(); 2];
        let words = edge().into_iter().chain(words).chain(edge()).collect();
        Self { words }
    }

    /// The rows of the word at `at`, given the classes of the two words before it, the nearer first.
    pub fn rows(&self, at: usize, before: [usize; 2], rows: &mut [u32; N_FEATURES]) {
        let Some([far, left, word, right, last]) = self.words.get(at..at + 5) else {
            debug_assert!(false, "no word {at}");
            return;
        };
        let [t1, t2] = before.map(|class| (class as u64).wrapping_add(1));
        let start = u64::from(at == 0);
        let [s1, s2, s3, s4] = word.suffixes;
        let [p1, p2, p3] = word.prefixes;
        let features: [(u64, u64); N_FEATURES] = [
            (word.lower, 0),
            (word.exact, start),
            (s1, 0),
            (s2, 0),
            (s3, 0),
            (s4, 0),
            (p1, 0),
            (p2, 0),
            (p3, 0),
            (word.shape, start),
            (word.shape, s3),
            (far.lower, 0),
            (left.lower, 0),
            (right.lower, 0),
            (last.lower, 0),
            (left.lower, word.lower),
            (word.lower, right.lower),
            (right.lower, last.lower),
            (left.suffixes[2], 0),
            (right.suffixes[2], 0),
            (right.suffixes[1], s2),
            (left.shape, word.shape),
            (word.shape, right.shape),
            (left.shape, join(word.shape, right.shape)),
            (t1, 0),
            (t1, t2),
            (t1, word.lower),
            (t1, right.lower),
            (t1, s3),
            (t1, right.suffixes[2]),
            (t1, join(word.shape, start)),
            (t1, join(t2, word.lower)),
            (t1, join(s2, right.suffixes[1])),
            (left.lower, right.lower),
            (word.cluster, 0),
            (word.clusters[0], 0),
            (word.clusters[1], 0),
            (word.clusters[2], 0),
            (word.clusters[1], word.shape),
            (left.clusters[0], 0),
            (right.clusters[0], 0),
            (left.clusters[0], word.clusters[0]),
            (word.clusters[0], right.clusters[0]),
            (t1, word.clusters[0]),
            (t1, right.clusters[0]),
            (t1, join(left.clusters[1], right.clusters[1])),
        ];
        for (template, (row, (a, b))) in rows.iter_mut().zip(features).enumerate() {
            let mixed = join(join(template as u64 + 1, a), b);
            *row = (mixed >> (64 - BITS)) as u32;
        }
    }
}

/// "Xx" of "Oslo", "X-d" of "F-35", "xx-xx" of "long-range": runs are cut at two.
fn shape(word: &[char]) -> u64 {
    let mut out: Vec<char> = Vec::with_capacity(8);
    for &c in word {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_numeric() => 'd',
            _ if c.is_alphabetic() => 'x',
            _ => c,
        };
        let full = out.len() >= 2 && out.iter().rev().take(2).all(|&before| before == class);
        if !full && out.len() < 12 {
            out.push(class);
        }
    }
    hash(&out)
}

fn usual(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '–' => '-',
        _ => c,
    }
}

/// FNV-1a over code points.
fn hash<'a>(chars: impl IntoIterator<Item = &'a char>) -> u64 {
    chars.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, &c| {
        (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3)
    })
}

fn join(a: u64, b: u64) -> u64 {
    let mixed = (a ^ b.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

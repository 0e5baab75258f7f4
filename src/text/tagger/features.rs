//! What the tagger looks at, as rows of a table of weights.

use crate::text::clusters::{self, Clusters};
use crate::text::plain;

/// Rows of the table, as a power of two.
pub const BITS: u32 = 19;

/// Features that words have only together or with the classes of words before them.
pub const N_TOGETHER: usize = 22;
/// The words that are looked at: two before, the word, two after. The last place is that of a word that begins its sentence.
pub const N_PLACES: usize = 6;

/// Stands for "no word" and "no tag" beyond the ends of the sentence.
const NOTHING: u64 = 0x6a09_e667_f3bc_c908;

/// One word, hashed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

    pub fn nothing() -> Self {
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

/// The rows of what a word says by itself, in one of the places, to the word in the middle.
pub fn alone(word: &Word, place: usize, rows: &mut Vec<u32>) {
    let start = u64::from(place == 5);
    let [s1, s2, s3, s4] = word.suffixes;
    let [p1, p2, p3] = word.prefixes;
    let [c1, c2, c3] = word.clusters;
    let features: &[Feature] = match place {
        0 => &[(11, word.lower, 0)],
        1 => &[(12, word.lower, 0), (18, s3, 0), (39, c1, 0)],
        3 => &[(13, word.lower, 0), (19, s3, 0), (40, c1, 0)],
        4 => &[(14, word.lower, 0)],
        _ => &[
            (0, word.lower, 0),
            (1, word.exact, start),
            (2, s1, 0),
            (3, s2, 0),
            (4, s3, 0),
            (5, s4, 0),
            (6, p1, 0),
            (7, p2, 0),
            (8, p3, 0),
            (9, word.shape, start),
            (10, word.shape, s3),
            (34, word.cluster, 0),
            (35, c1, 0),
            (36, c2, 0),
            (37, c3, 0),
            (38, c2, word.shape),
        ],
    };
    rows.extend(features.iter().copied().map(row));
}

/// Which feature it is, and what it is made of.
type Feature = (u64, u64, u64);

fn row((feature, a, b): Feature) -> u32 {
    let mixed = join(join(feature + 1, a), b);
    (mixed >> (64 - BITS)) as u32
}

/// The words of a sentence with two empty ones at either end.
#[derive(Debug)]
pub struct Context {
    words: Vec<Word>,
}

impl Context {
    pub fn new(words: impl IntoIterator<Item = Word>) -> Self {
        let edge = || [Word::nothing(); 2];
        let words = edge().into_iter().chain(words).chain(edge()).collect();
        Self { words }
    }

    /// All rows of the word at `at`, given the classes of the two words before it, the nearer first.
    #[cfg(feature = "train")]
    pub fn rows(&self, at: usize, before: [usize; 2]) -> Vec<u32> {
        let mut rows = self.together(at, before).to_vec();
        for (place, word) in self.words.iter().skip(at).take(5).enumerate() {
            let begins = place == 2 && at == 0;
            alone(word, if begins { 5 } else { place }, &mut rows);
        }
        rows
    }

    /// The rows of what the words around `at` say together, given the classes of the two words before it, the nearer first.
    pub fn together(&self, at: usize, before: [usize; 2]) -> [u32; N_TOGETHER] {
        let Some([_, left, word, right, last]) = self.words.get(at..at + 5) else {
            debug_assert!(false, "no word {at}");
            return [0; N_TOGETHER];
        };
        let [t1, t2] = before.map(|class| (class as u64).wrapping_add(1));
        let start = u64::from(at == 0);
        let [_, s2, s3, _] = word.suffixes;
        let features: [Feature; N_TOGETHER] = [
            (15, left.lower, word.lower),
            (16, word.lower, right.lower),
            (17, right.lower, last.lower),
            (20, right.suffixes[1], s2),
            (21, left.shape, word.shape),
            (22, word.shape, right.shape),
            (23, left.shape, join(word.shape, right.shape)),
            (24, t1, 0),
            (25, t1, t2),
            (26, t1, word.lower),
            (27, t1, right.lower),
            (28, t1, s3),
            (29, t1, right.suffixes[2]),
            (30, t1, join(word.shape, start)),
            (31, t1, join(t2, word.lower)),
            (32, t1, join(s2, right.suffixes[1])),
            (33, left.lower, right.lower),
            (41, left.clusters[0], word.clusters[0]),
            (42, word.clusters[0], right.clusters[0]),
            (43, t1, word.clusters[0]),
            (44, t1, right.clusters[0]),
            (45, t1, join(left.clusters[1], right.clusters[1])),
        ];
        let mut rows = [0; N_TOGETHER];
        for (slot, feature) in rows.iter_mut().zip(features) {
            *slot = row(feature);
        }
        rows
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

//! Who depends on whom in a sentence: a small BiLSTM with a biaffine head, trained on Universal Dependencies.
//!
//! Takes words with their parts of speech, gives a head and a relation for each. Same words, same tree, on any machine.
//! The weights are `assets/model/parser.bin`; how they were made is `src/bin/train`.

mod deprel;
mod features;
mod file;
pub mod math;
mod matrix;
mod net;
mod sizes;
mod tree;

use std::sync::LazyLock;

use crate::text::Pos;
use net::Net;

pub use deprel::Deprel;
pub use features::{FORM, N_FEATURES, features, key};
#[cfg(feature = "train")]
pub use file::write;
pub use sizes::{Places, Sizes};

/// The row of the embedding table for forms that were not seen in training.
pub const UNKNOWN: u32 = 0;
/// The row of the artificial root.
pub const ROOT: u32 = 1;

/// Longer sentences are parsed piece by piece, so that time stays in proportion to length.
const LONGEST: usize = 150;

/// What one word hangs from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// Index of the head among the words; `None` for the root of the sentence.
    pub head: Option<usize>,
    pub relation: Deprel,
}

static PARSER: LazyLock<Parser<'static>> = LazyLock::new(|| {
    let file = include_bytes!("../../../assets/model/parser.bin");
    Parser::from_bytes(file).expect("assets/model/parser.bin is checked by a test of this module")
});

/// The tree of one sentence: what each word hangs from. Exactly one word hangs from nothing.
pub fn parse(words: &[&str], tags: &[Pos]) -> Vec<Dependency> {
    PARSER.parse(words, tags)
}

/// How many of the words, from the first, are read as one sentence: all of them, or of an endless one as far as the last semicolon or
/// else comma before there are too many.
pub fn readable(words: &[&str]) -> usize {
    if words.len() <= LONGEST {
        return words.len();
    }
    let candidates = words.get(LONGEST / 2..LONGEST).unwrap_or_default();
    let last = |mark: &str| candidates.iter().rposition(|word| *word == mark);
    let cut = last(";").or_else(|| last(","));
    cut.map_or(LONGEST, |at| LONGEST / 2 + at + 1)
}

/// A trained parser, reading from the bytes of its file.
#[derive(Clone, Debug)]
pub struct Parser<'a> {
    net: Net,
    labels: Vec<Deprel>,
    /// Sorted hashes of the features that have a row.
    known: &'a [[u8; 4]],
    /// [`UNKNOWN`], [`ROOT`], then a row for each of `known`.
    table: Table<'a>,
}

/// The embedding table: in each row a scale, then a byte for each number.
#[derive(Clone, Copy, Debug)]
struct Table<'a> {
    wide: usize,
    rows: &'a [u8],
}

impl Parser<'_> {
    /// See [`parse`].
    pub fn parse(&self, words: &[&str], tags: &[Pos]) -> Vec<Dependency> {
        let mut out: Vec<Dependency> = Vec::with_capacity(words.len());
        let mut first_root = None;
        while let Some(words) = words.get(out.len()..).filter(|rest| !rest.is_empty()) {
            let start = out.len();
            let words = words.get(..readable(words)).unwrap_or(words);
            let found = self.parse_piece(words, tags.get(start..).unwrap_or_default());
            for (at, (head, relation)) in found.into_iter().enumerate() {
                out.push(match ((head as usize).checked_sub(1), first_root) {
                    (Some(head), _) => Dependency {
                        head: Some(start + head),
                        relation,
                    },
                    (None, Some(root)) => Dependency {
                        head: Some(root),
                        relation: Deprel::Parataxis,
                    },
                    (None, None) => {
                        first_root = Some(start + at);
                        Dependency {
                            head: None,
                            relation,
                        }
                    }
                });
            }
        }
        out
    }

    /// A head, counted from 1, and a relation for each word.
    fn parse_piece(&self, words: &[&str], tags: &[Pos]) -> Vec<(u32, Deprel)> {
        let wide = self.table.wide;
        let mut input = vec![0.0; (words.len() + 1) * wide];
        let mut inputs = input.chunks_exact_mut(wide);
        if let Some(input) = inputs.next() {
            self.table.add_row(ROOT, input);
        }
        let unknown = Pos::new(crate::text::Upos::X, crate::text::Xpos::Fw);
        let tags = tags.iter().copied().chain(std::iter::repeat(unknown));
        for ((word, pos), input) in words.iter().zip(tags).zip(inputs) {
            for (slot, feature) in features(word, pos).iter().enumerate() {
                let row = feature.and_then(|feature| self.row(feature));
                if let Some(row) = row.or((slot == FORM).then_some(UNKNOWN)) {
                    self.table.add_row(row, input);
                }
            }
        }
        let label = |label: u16| self.labels.get(usize::from(label)).copied();
        let arcs = self.net.parse(&input).into_iter();
        arcs.map(|(head, at)| (head, label(at).unwrap_or(Deprel::Dep)))
            .collect()
    }

    /// The row of a feature that was seen in training.
    fn row(&self, feature: u32) -> Option<u32> {
        self.known
            .binary_search_by_key(&feature, |bytes| u32::from_le_bytes(*bytes))
            .ok()
            .map(|at| at as u32 + ROOT + 1)
    }
}

impl Table<'_> {
    fn add_row(self, row: u32, input: &mut [f32]) {
        let start = row as usize * (4 + self.wide);
        let bytes = self.rows.get(start..start + 4 + self.wide);
        let Some((scale, numbers)) = bytes.and_then(|bytes| bytes.split_first_chunk()) else {
            return;
        };
        let scale = f32::from_le_bytes(*scale);
        for (slot, byte) in input.iter_mut().zip(numbers) {
            *slot += f32::from(byte.cast_signed()) * scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Upos, Xpos, tag};

    /// The file of a tiny parser that has learned nothing.
    pub fn small() -> Vec<u8> {
        let sizes = Sizes {
            embedding: 3,
            hidden: 2,
            projection: 4,
            n_labels: 2,
        };
        let value = |at: usize| ((at * 29 % 17) as f32 - 8.0) / 8.0;
        let weights: Vec<f32> = (0..sizes.places().n_weights).map(value).collect();
        let known = [3, 50, 700];
        let table: Vec<f32> = (0..(known.len() + 2) * 3).map(value).collect();
        file::write(
            sizes,
            &[Deprel::Root, Deprel::Nsubj],
            &known,
            &table,
            &weights,
        )
    }

    #[test]
    fn every_sentence_gets_a_tree() {
        let bytes = small();
        let parser = Parser::from_bytes(&bytes).unwrap();
        assert!(parser.parse(&[], &[]).is_empty());
        let words = ["Oslo", "said", "", "…", "no", "."];
        let found = parser.parse(&words, &[Pos::new(Upos::X, Xpos::Fw); 6]);
        assert_eq!(found.iter().filter(|word| word.head.is_none()).count(), 1);
    }

    #[test]
    fn the_weights_are_whole() {
        let file = include_bytes!("../../../assets/model/parser.bin");
        assert!(Parser::from_bytes(file).is_some());
        assert!(file.len() < 3_000_000);
    }

    /// Floors, not hopes: on a treebank that it has not seen, the parser finds nine heads of ten.
    #[test]
    fn plain_sentences_of_news_have_their_trees() {
        let file = include_str!("../../../tests/trees.txt");
        let (mut n, mut n_tags, mut n_heads, mut n_relations) = (0, 0, 0, 0);
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let gold: Vec<Vec<&str>> = line
                .split(' ')
                .map(|word| word.splitn(4, '/').collect())
                .collect();
            let words: Vec<&str> = gold.iter().map(|word| word[0]).collect();
            let tags = tag(&words);
            for ((found, pos), gold) in parse(&words, &tags).iter().zip(&tags).zip(&gold) {
                let head = found.head.map_or(0, |head| head + 1).to_string() == gold[2];
                n += 1;
                n_tags += usize::from(pos.upos().name() == gold[1]);
                n_heads += usize::from(head);
                n_relations += usize::from(head && found.relation.name() == gold[3]);
            }
        }
        let share = |of: usize| 100 * of / n;
        assert!(share(n_tags) >= 97, "{n_tags} of {n} parts of speech");
        assert!(share(n_heads) >= 95, "{n_heads} of {n} heads");
        assert!(
            share(n_relations) >= 92,
            "{n_relations} of {n} heads and relations"
        );
    }

    #[test]
    fn endless_sentences_hang_together() {
        let words = ["and", "Oslo", "met", "Bergen", ","].repeat(200);
        let found = parse(&words, &tag(&words));
        assert_eq!(found.len(), words.len());
        assert_eq!(found.iter().filter(|word| word.head.is_none()).count(), 1);
        for start in 0..found.len() {
            let steps = std::iter::successors(Some(start), |&at| found[at].head);
            assert!(
                steps.take(words.len() + 1).count() <= words.len(),
                "a cycle"
            );
        }
    }
}

//! Who depends on whom in a sentence: a small BiLSTM with a biaffine head, trained on Universal Dependencies.
//!
//! Takes words with their tags, gives a head and a relation for each. Same words, same tree, on any machine.

mod features;
pub mod math;
mod net;
mod tree;

use crate::text::weights::{Reader, Writer};
use crate::text::word_classes::word_class;

pub use features::{FORM, N_FEATURES, features, key};
pub use net::{Net, Places, Sizes};

/// The row of the embedding table for forms that were not seen in training.
pub const UNKNOWN: u32 = 0;
/// The row of the artificial root.
pub const ROOT: u32 = 1;

/// What one word hangs from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dependency<'a> {
    /// Index of the head among the words; `None` for the root of the sentence.
    pub head: Option<usize>,
    /// With subtype: "nsubj:pass".
    pub relation: &'a str,
}

/// A trained parser.
#[derive(Clone, PartialEq, Debug)]
pub struct Parser {
    net: Net,
    labels: Vec<String>,
    /// Sorted hashes of the features that have a row.
    known: Vec<u32>,
    /// [`UNKNOWN`], [`ROOT`], then a row for each of `known`.
    table: Vec<f32>,
}

impl Parser {
    /// `known` sorted; `table` with two rows more than `known`, `net.sizes.embedding` wide.
    pub fn new(net: Net, labels: Vec<String>, known: Vec<u32>, table: Vec<f32>) -> Self {
        debug_assert_eq!(table.len(), (known.len() + 2) * net.sizes.embedding);
        Self {
            net,
            labels,
            known,
            table,
        }
    }

    /// The dependency of each word. `tags` are each word's universal and Penn part of speech.
    pub fn parse(&self, words: &[&str], tags: &[[&str; 2]]) -> Vec<Dependency<'_>> {
        let wide = self.net.sizes.embedding;
        let mut input = vec![0.0; (words.len() + 1) * wide];
        let mut inputs = input.chunks_exact_mut(wide);
        if let Some(input) = inputs.next() {
            self.add_row(ROOT, input);
        }
        for ((word, tags), input) in words.iter().zip(tags).zip(inputs) {
            let features = features(word, *tags, word_class(word));
            for (slot, feature) in features.iter().enumerate() {
                let row = feature.and_then(|feature| self.row(feature));
                if let Some(row) = row.or((slot == FORM).then_some(UNKNOWN)) {
                    self.add_row(row, input);
                }
            }
        }
        let arcs = self.net.parse(&input).into_iter();
        arcs.map(|(head, label)| Dependency {
            head: (head as usize).checked_sub(1),
            relation: self
                .labels
                .get(usize::from(label))
                .map_or("dep", String::as_str),
        })
        .collect()
    }

    /// The row of a feature that was seen in training.
    pub fn row(&self, feature: u32) -> Option<u32> {
        self.known
            .binary_search(&feature)
            .ok()
            .map(|at| at as u32 + ROOT + 1)
    }

    fn add_row(&self, row: u32, input: &mut [f32]) {
        let start = row as usize * input.len();
        if let Some(row) = self.table.get(start..start + input.len()) {
            math::add_scaled(1.0, row, input);
        }
    }

    /// Reads what [`Parser::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let mut size = || reader.u16().map(usize::from);
        let sizes = Sizes {
            embedding: size()?,
            hidden: size()?,
            projection: size()?,
            n_labels: size()?,
        };
        let labels = (0..sizes.n_labels)
            .map(|_| reader.text().map(str::to_owned))
            .collect::<Option<_>>()?;
        let n_known = reader.u32()? as usize;
        let hashes = reader.bytes(n_known.checked_mul(4)?)?.as_chunks().0;
        let known = hashes
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
            .collect();
        let table = reader.rows(n_known + 2, sizes.embedding)?;
        let mut weights = Vec::with_capacity(sizes.places().n_weights);
        for (n_rows, wide) in sizes.matrices() {
            weights.extend(reader.rows(n_rows, wide)?);
        }
        reader.is_empty().then_some(Self {
            net: Net { sizes, weights },
            labels,
            known,
            table,
        })
    }

    /// The weights, one byte each with a scale a row.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new(MAGIC);
        let sizes = self.net.sizes;
        for size in [
            sizes.embedding,
            sizes.hidden,
            sizes.projection,
            sizes.n_labels,
        ] {
            writer.u16(size);
        }
        for label in &self.labels {
            writer.text(label);
        }
        writer.u32(self.known.len() as u32);
        for hash in &self.known {
            writer.u32(*hash);
        }
        writer.rows(&self.table, sizes.embedding);
        let mut weights = self.net.weights.as_slice();
        for (n_rows, wide) in sizes.matrices() {
            let (matrix, rest) = weights.split_at(n_rows * wide);
            writer.rows(matrix, wide);
            weights = rest;
        }
        writer.finish()
    }
}

const MAGIC: &[u8] = b"legation parser 1\n";

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Parser {
        let sizes = Sizes {
            embedding: 3,
            hidden: 2,
            projection: 4,
            n_labels: 2,
        };
        let value = |at: usize| ((at * 29 % 17) as f32 - 8.0) / 8.0;
        let weights = (0..sizes.places().n_weights).map(value).collect();
        let known = vec![3, 50, 700];
        let table = (0..(known.len() + 2) * 3).map(value).collect();
        Parser::new(
            Net { sizes, weights },
            vec!["root".into(), "nsubj".into()],
            known,
            table,
        )
    }

    #[test]
    fn what_is_written_reads_back() {
        let once = Parser::from_bytes(&small().to_bytes()).unwrap();
        let twice = Parser::from_bytes(&once.to_bytes()).unwrap();
        assert_eq!(
            (&once.labels, &once.known),
            (&small().labels, &small().known)
        );
        assert!(
            once.table
                .iter()
                .zip(&twice.table)
                .all(|(a, b)| (a - b).abs() < 1e-5)
        );
    }

    #[test]
    fn a_file_cut_short_is_no_parser() {
        let bytes = small().to_bytes();
        for len in 0..bytes.len() {
            assert!(Parser::from_bytes(&bytes[..len]).is_none(), "{len}");
        }
    }

    #[test]
    fn every_sentence_gets_a_tree() {
        let parser = small();
        assert!(parser.parse(&[], &[]).is_empty());
        let words = ["Oslo", "said", "", "…", "no", "."];
        let found = parser.parse(&words, &[["X", "FW"]; 6]);
        assert_eq!(found.iter().filter(|word| word.head.is_none()).count(), 1);
    }
}

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

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::Pos;
use crate::text::shelves::Shelves;
use net::{Net, Scratch};

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

/// In so many sentences each word is looked up once.
const BATCH: usize = 64;
/// So many sentences go through the network side by side.
const ABREAST: usize = 16;

/// With more words than this in it, the memory of a thread begins anew.
const REMEMBERED: usize = 2048;

/// What the network made of words met before, and its memory: what it says of a word is the same each time.
#[derive(Default)]
struct Memory {
    /// By word and part of speech: a row of `first`. Row 0 is the root's.
    rows: HashMap<Box<str>, Vec<(Pos, usize)>>,
    n_words: usize,
    first: Vec<f32>,
    scratch: Scratch,
}

impl Memory {
    /// The row of a word, and whether it still has to be made.
    fn row(&mut self, word: &str, pos: Pos) -> (usize, bool) {
        let next = self.n_words;
        let Some(rows) = self.rows.get_mut(word) else {
            self.rows.insert(word.into(), vec![(pos, next)]);
            self.n_words += 1;
            return (next, true);
        };
        if let Some((_, row)) = rows.iter().find(|(known, _)| *known == pos) {
            return (*row, false);
        }
        rows.push((pos, next));
        self.n_words += 1;
        (next, true)
    }

    fn trim(&mut self) {
        if self.n_words > REMEMBERED {
            self.rows.clear();
            self.n_words = 0;
        }
    }
}

/// A sentence, or a part of an endless one, that is parsed by itself.
struct Piece<'a> {
    sentence: usize,
    start: usize,
    words: &'a [&'a str],
    /// Of the words, and perhaps of more.
    tags: &'a [Pos],
}

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
    let tree = parse_all(&[(words, tags)]).pop();
    tree.unwrap_or_default()
}

/// The trees of many sentences, as [`parse`] gives each; faster than one by one.
pub fn parse_all(sentences: &[(&[&str], &[Pos])]) -> Vec<Vec<Dependency>> {
    thread_local! {
        static MEMORY: RefCell<Memory> = RefCell::default();
    }
    let mut memory = MEMORY.take();
    let trees = PARSER.parse_with(sentences, &mut memory);
    MEMORY.set(memory);
    trees
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
    shelves: Shelves,
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
    /// See [`parse_all`].
    pub fn parse_all(&self, sentences: &[(&[&str], &[Pos])]) -> Vec<Vec<Dependency>> {
        self.parse_with(sentences, &mut Memory::default())
    }

    fn parse_with(
        &self,
        sentences: &[(&[&str], &[Pos])],
        memory: &mut Memory,
    ) -> Vec<Vec<Dependency>> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(sentences.len());
        for (sentence, (words, tags)) in sentences.iter().enumerate() {
            let mut start = 0;
            while let Some(rest) = words.get(start..).filter(|rest| !rest.is_empty()) {
                let words = rest.get(..readable(rest)).unwrap_or(rest);
                pieces.push(Piece {
                    sentence,
                    start,
                    words,
                    tags: tags.get(start..).unwrap_or_default(),
                });
                start += words.len();
            }
        }
        // Sentences of about the same length go through the network side by side.
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        let len = |at: &usize| pieces.get(*at).map_or(0, |piece| piece.words.len());
        order.sort_by_key(|at| std::cmp::Reverse(len(at)));
        let mut found = vec![Vec::new(); pieces.len()];
        for batch in order.chunks(BATCH) {
            let batched: Vec<&Piece> = batch.iter().filter_map(|&at| pieces.get(at)).collect();
            let found_here = self.parse_batch(&batched, memory);
            for (&at, arcs) in batch.iter().zip(found_here) {
                if let Some(slot) = found.get_mut(at) {
                    *slot = arcs;
                }
            }
            memory.trim();
        }
        let mut trees = vec![Vec::new(); sentences.len()];
        for (piece, found) in pieces.iter().zip(found) {
            if let Some(tree) = trees.get_mut(piece.sentence) {
                join(tree, piece.start, found);
            }
        }
        trees
    }

    /// A head, counted from 1, and a relation for each word of each piece; the longest piece is the first.
    fn parse_batch(&self, pieces: &[&Piece], memory: &mut Memory) -> Vec<Vec<(u32, Deprel)>> {
        let unknown = Pos::new(crate::text::Upos::X, crate::text::Xpos::Fw);
        let wide = self.table.wide;
        let mut inputs = Vec::new();
        let n_before = memory.n_words;
        if n_before == 0 {
            inputs.resize(wide, 0.0);
            self.table.add_row(ROOT, &mut inputs);
            memory.n_words = 1;
        }
        let rows: Vec<Vec<usize>> = pieces
            .iter()
            .map(|piece| {
                let tags = piece.tags.iter().copied().chain(std::iter::repeat(unknown));
                let words = piece.words.iter().zip(tags);
                let places = words.map(|(word, pos)| {
                    let (row, is_new) = memory.row(word, pos);
                    if is_new {
                        let start = inputs.len();
                        inputs.resize(start + wide, 0.0);
                        self.add_word(word, pos, &mut inputs[start..]);
                    }
                    row
                });
                std::iter::once(0).chain(places).collect()
            })
            .collect();
        let Memory { first, scratch, .. } = memory;
        self.net.first(&inputs, n_before, first);
        let label = |label: u16| self.labels.get(usize::from(label)).copied();
        let named = |(head, at)| (head, label(at).unwrap_or(Deprel::Dep));
        let trees = rows.chunks(ABREAST);
        let trees = trees.flat_map(|rows| self.net.parse(first, rows, scratch));
        trees
            .map(|arcs| arcs.into_iter().map(named).collect())
            .collect()
    }

    /// Adds the rows of a word's features.
    fn add_word(&self, word: &str, pos: Pos, input: &mut [f32]) {
        for (slot, feature) in features(word, pos).iter().enumerate() {
            let row = feature.and_then(|feature| self.row(feature));
            if let Some(row) = row.or((slot == FORM).then_some(UNKNOWN)) {
                self.table.add_row(row, input);
            }
        }
    }

    /// The row of a feature that was seen in training.
    fn row(&self, feature: u32) -> Option<u32> {
        let shelf = self.shelves.of(feature);
        let at = self
            .known
            .get(shelf.clone())?
            .binary_search_by_key(&feature, |bytes| u32::from_le_bytes(*bytes))
            .ok()?;
        Some((shelf.start + at) as u32 + ROOT + 1)
    }
}

/// Hangs the words of a piece that begins at `start` to the pieces before it: its root stands beside the root of the first.
fn join(tree: &mut Vec<Dependency>, start: usize, found: Vec<(u32, Deprel)>) {
    let mut first_root = tree.iter().position(|word| word.head.is_none());
    for (at, (head, relation)) in found.into_iter().enumerate() {
        let head = (head as usize).checked_sub(1).map(|head| start + head);
        let aside = head.is_none().then_some(first_root).flatten();
        if head.is_none() {
            first_root = first_root.or(Some(start + at));
        }
        tree.push(Dependency {
            head: head.or(aside),
            relation: if aside.is_some() {
                Deprel::Parataxis
            } else {
                relation
            },
        });
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
        let words = ["Oslo", "said", "", "…", "no", "."];
        let tags = [Pos::new(Upos::X, Xpos::Fw); 6];
        let found = parser.parse_all(&[(&[], &[]), (&words, &tags)]);
        assert!(found[0].is_empty());
        let n_roots = |tree: &[Dependency]| tree.iter().filter(|word| word.head.is_none()).count();
        assert_eq!(n_roots(&found[1]), 1);
    }

    #[test]
    fn sentences_side_by_side_do_not_see_each_other() {
        let file = include_str!("../../../tests/trees.txt");
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let sentences: Vec<Vec<&str>> = lines
            .map(|line| {
                line.split(' ')
                    .map(|word| word.split('/').next().unwrap())
                    .collect()
            })
            .collect();
        let tags: Vec<Vec<Pos>> = sentences.iter().map(|words| tag(words)).collect();
        let pairs: Vec<(&[&str], &[Pos])> = sentences
            .iter()
            .zip(&tags)
            .map(|(words, tags)| (words.as_slice(), tags.as_slice()))
            .collect();
        for (tree, (words, tags)) in parse_all(&pairs).iter().zip(&pairs) {
            assert_eq!(*tree, parse(words, tags));
        }
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

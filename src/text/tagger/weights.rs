//! The table of weights, and its file.
//!
//! ```text
//! "LegTag1\n"  bits: u8  length: u16, "VERB VBD\n…" (the classes)  length: u16, where it was learned
//! rows: u32, then each: how many rows further (varint), weights (u8), each: class (u8), weight (i8)   checksum: u64
//! ```
//! Numbers are little endian. Rows without weights are left out.

use crate::text::clusters::Clusters;
use crate::text::pos::{Pos, Upos, Xpos};
use crate::text::tagger::features::{BITS, Context, N_FEATURES, Word};
use crate::text::weights::{Reader, checksum};
#[cfg(feature = "train")]
use crate::text::weights::{push_text, push_varint};

const MAGIC: &[u8] = b"LegTag1\n";

/// As many as a byte can tell apart.
const N_CLASSES: usize = 256;

/// Weights that are not zero, row by row.
#[derive(Debug)]
pub struct Weights {
    pub classes: Vec<Pos>,
    pub trained_on: String,
    /// Where each row starts in `cells`; one more than there are rows.
    starts: Vec<u32>,
    cells: Vec<(u8, i8)>,
}

impl Weights {
    /// `None` where the bytes are not a whole file of this format.
    pub fn read(file: &[u8]) -> Option<Self> {
        let (body, sum) = file.split_last_chunk::<8>()?;
        let mut reader = Reader::new(body, MAGIC)?;
        if checksum(body) != u64::from_le_bytes(*sum) || u32::from(reader.byte()?) != BITS {
            return None;
        }
        let classes = reader
            .text()?
            .lines()
            .map(class_from_name)
            .collect::<Option<Vec<Pos>>>()?;
        let trained_on = reader.text()?.to_owned();
        let n_rows = reader.u32()?;
        let mut starts = Vec::with_capacity((1 << BITS) + 1);
        let mut cells = Vec::new();
        for _ in 0..n_rows {
            let skipped = reader.varint()? as usize;
            if starts.len() + skipped >= 1 << BITS {
                return None;
            }
            starts.resize(starts.len() + skipped + 1, cells.len() as u32);
            for _ in 0..reader.byte()? {
                let &[class, weight] = reader.chunk()?;
                if usize::from(class) >= classes.len() {
                    return None;
                }
                cells.push((class, weight.cast_signed()));
            }
        }
        starts.resize((1 << BITS) + 1, cells.len() as u32);
        (reader.is_empty() && !classes.is_empty()).then_some(Self {
            classes,
            trained_on,
            starts,
            cells,
        })
    }

    /// See [`tag`](crate::text::tag).
    pub fn tag(&self, words: &[&str], clusters: &Clusters) -> Vec<Pos> {
        let context = Context::new(words.iter().map(|word| Word::new(word, clusters)).collect());
        let mut rows = [0; N_FEATURES];
        let mut scores = [0; N_CLASSES];
        let mut before = [usize::MAX; 2];
        let mut tags = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            context.rows(at, before, &mut rows);
            let class = self.best(&rows, &mut scores);
            before = [class, before[0]];
            tags.extend(self.classes.get(class));
        }
        tags
    }

    /// The class with the highest score, the first of equals. First it is looked up where all rows are, then how each begins, so that
    /// the memory is asked for many at once.
    fn best(&self, rows: &[u32; N_FEATURES], scores: &mut [i32; N_CLASSES]) -> usize {
        let mut spans = [(0, 0); N_FEATURES];
        let mut n = 0;
        for &row in rows {
            let row = row as usize;
            let (Some(&start), Some(&end)) = (self.starts.get(row), self.starts.get(row + 1))
            else {
                continue;
            };
            if let Some(slot) = spans.get_mut(n) {
                *slot = (start as usize, end as usize);
            }
            n += usize::from(start < end);
        }
        let spans = spans.get(..n).unwrap_or_default();
        let mut firsts = [(0, 0); N_FEATURES];
        for (first, (start, _)) in firsts.iter_mut().zip(spans) {
            *first = self.cells.get(*start).copied().unwrap_or_default();
        }
        scores.fill(0);
        for (first, &(start, end)) in firsts.iter().zip(spans) {
            let rest = self.cells.get(start + 1..end).unwrap_or_default();
            for &(class, weight) in std::iter::once(first).chain(rest) {
                scores[usize::from(class)] += i32::from(weight);
            }
        }
        let scores = scores.get(..self.classes.len()).unwrap_or_default();
        let highest = scores.iter().copied().max();
        let best = scores.iter().position(|&score| Some(score) == highest);
        best.unwrap_or(0)
    }
}

/// The file of a table; `rows` are in order, each with its class and weight pairs.
#[cfg(feature = "train")]
pub fn write(classes: &[Pos], trained_on: &str, rows: &[(u32, Vec<(u8, i8)>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.push(BITS as u8);
    let names: Vec<String> = classes
        .iter()
        .map(|pos| format!("{} {}", pos.upos().name(), pos.xpos().name()))
        .collect();
    push_text(&mut out, &names.join("\n"));
    push_text(&mut out, trained_on);
    out.extend((rows.len() as u32).to_le_bytes());
    let mut next = 0;
    for (row, cells) in rows {
        push_varint(&mut out, row - next);
        out.push(cells.len() as u8);
        out.extend(
            cells
                .iter()
                .flat_map(|&(class, weight)| [class, weight.cast_unsigned()]),
        );
        next = row + 1;
    }
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}

fn class_from_name(line: &str) -> Option<Pos> {
    let (upos, xpos) = line.split_once(' ')?;
    Some(Pos::new(Upos::from_name(upos)?, Xpos::from_name(xpos)?))
}

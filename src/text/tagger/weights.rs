//! The table of weights, and its file.
//!
//! ```text
//! "LegTag1\n"  bits: u8  length: u16, "VERB VBD\n…" (the classes)  length: u16, where it was learned
//! rows: u32, then each: how many rows further (varint), weights (u8), each: class (u8), weight (i8)   checksum: u64
//! ```
//! Numbers are little endian. Rows without weights are left out.

use crate::text::clusters::Clusters;
use crate::text::pos::{Pos, Upos, Xpos};
use crate::text::tagger::features::{BITS, Context, N_TOGETHER};
use crate::text::tagger::memory::Memory;
use crate::text::weights::{Reader, checksum};
#[cfg(feature = "train")]
use crate::text::weights::{push_text, push_varint};

const MAGIC: &[u8] = b"LegTag1\n";

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

    /// See [`tag`](crate::text::tag). The memory is of words that these weights have met.
    pub fn tag(&self, words: &[&str], clusters: &Clusters, memory: &mut Memory) -> Vec<Pos> {
        let seen = memory.of(words, self, clusters);
        let context = Context::new(seen.iter().map(|seen| seen.word));
        let mut scores = vec![0; self.classes.len()];
        let mut before = [usize::MAX; 2];
        let mut tags = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            memory.put_alone(&seen, at, &mut scores);
            self.add_together(&context.together(at, before), &mut scores);
            let class = best(&scores);
            before = [class, before[0]];
            tags.extend(self.classes.get(class));
        }
        tags
    }

    /// Adds the weights of rows to the scores of the classes.
    pub fn add(&self, rows: &[u32], scores: &mut [i16]) {
        for &row in rows {
            let (start, end) = self.span(row);
            for &(class, weight) in self.cells.get(start..end).unwrap_or_default() {
                scores[usize::from(class)] += i16::from(weight);
            }
        }
    }

    /// The same; first it is looked up where all rows are, then how each begins, so that the memory is asked for many at once.
    fn add_together(&self, rows: &[u32; N_TOGETHER], scores: &mut [i16]) {
        let mut spans = [(0, 0); N_TOGETHER];
        let mut n = 0;
        for &row in rows {
            let (start, end) = self.span(row);
            if let Some(slot) = spans.get_mut(n) {
                *slot = (start, end);
            }
            n += usize::from(start < end);
        }
        let spans = spans.get(..n).unwrap_or_default();
        let mut firsts = [(0, 0); N_TOGETHER];
        for (first, (start, _)) in firsts.iter_mut().zip(spans) {
            *first = self.cells.get(*start).copied().unwrap_or_default();
        }
        for (first, &(start, end)) in firsts.iter().zip(spans) {
            let rest = self.cells.get(start + 1..end).unwrap_or_default();
            for &(class, weight) in std::iter::once(first).chain(rest) {
                scores[usize::from(class)] += i16::from(weight);
            }
        }
    }

    /// Where the cells of a row begin and end.
    fn span(&self, row: u32) -> (usize, usize) {
        let row = row as usize;
        match self.starts.get(row..row + 2) {
            Some(&[start, end]) => (start as usize, end as usize),
            _ => (0, 0),
        }
    }
}

/// The class with the highest score, the first of equals.
fn best(scores: &[i16]) -> usize {
    let highest = scores.iter().copied().max();
    let best = scores.iter().position(|&score| Some(score) == highest);
    best.unwrap_or(0)
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

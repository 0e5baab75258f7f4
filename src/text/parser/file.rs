//! The file of a parser.
//!
//! ```text
//! "LegDep1\n"  embedding, hidden, projection, labels: u16 each  the labels: length u16 and text each
//! features: u32  their hashes, sorted: u32 each  two rows more than features: scale f32, then an i8 for each number
//! by layer: input to gates of both directions, bias, own state to gates of each direction
//! projection, bias  arcs, bias  labels, bias   checksum: u64
//! ```
//! A matrix is written output by output: scale f32, then an i8 for each input. Numbers are little endian.

use crate::text::parser::deprel::Deprel;
use crate::text::parser::net::Net;
use crate::text::parser::sizes::Sizes;
use crate::text::parser::{Parser, Table};
use crate::text::shelves::Shelves;
#[cfg(any(test, feature = "train"))]
use crate::text::weights::Writer;
use crate::text::weights::{Reader, checksum};

const MAGIC: &[u8] = b"LegDep1\n";

impl<'a> Parser<'a> {
    /// `None` where the bytes are not a whole file of this format.
    pub fn from_bytes(file: &'a [u8]) -> Option<Self> {
        let (body, sum) = file.split_last_chunk::<8>()?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut reader = Reader::new(body, MAGIC)?;
        let mut size = || reader.u16().map(usize::from);
        let sizes = Sizes {
            embedding: size()?,
            hidden: size()?,
            projection: size()?,
            n_labels: size()?,
        };
        let labels = (0..sizes.n_labels)
            .map(|_| Deprel::from_name(reader.text()?))
            .collect::<Option<_>>()?;
        let n_known = reader.u32()? as usize;
        let known = reader.bytes(n_known.checked_mul(4)?)?.as_chunks().0;
        let row = 4 + sizes.embedding;
        let table = Table {
            wide: sizes.embedding,
            rows: reader.bytes(n_known.checked_add(2)?.checked_mul(row)?)?,
        };
        let net = Net::read(&mut reader, sizes)?;
        reader.is_empty().then_some(Self {
            net,
            labels,
            known,
            shelves: Shelves::new(known.iter().map(|bytes| u32::from_le_bytes(*bytes))),
            table,
        })
    }
}

/// The file of what was learned: `known` are the sorted hashes of features, `table` their rows after those of
/// [`UNKNOWN`](super::UNKNOWN) and [`ROOT`](super::ROOT), `weights` in the order of [`Places`](super::Places).
#[cfg(any(test, feature = "train"))]
pub fn write(
    sizes: Sizes,
    labels: &[Deprel],
    known: &[u32],
    table: &[f32],
    weights: &[f32],
) -> Vec<u8> {
    let Sizes {
        embedding,
        hidden: h,
        projection: k,
        n_labels,
    } = sizes;
    let places = sizes.places();
    let mut writer = Writer::new(MAGIC);
    for size in [embedding, h, k, n_labels] {
        writer.u16(size);
    }
    for label in labels {
        writer.text(label.name());
    }
    writer.u32(known.len() as u32);
    for hash in known {
        writer.u32(*hash);
    }
    writer.rows(table, embedding);
    let matrix = |writer: &mut Writer, start: usize, n_in: usize, n_out: usize| {
        let by_output: Vec<f32> = (0..n_out)
            .flat_map(|out| (0..n_in).map(move |at| start + at * n_out + out))
            .filter_map(|at| weights.get(at).copied())
            .collect();
        writer.rows(&by_output, n_in);
    };
    let bias = |writer: &mut Writer, start: usize, len: usize| {
        for number in weights.iter().skip(start).take(len) {
            writer.f32(*number);
        }
    };
    for (layer, directions) in places.lstm.iter().enumerate() {
        for [input, ..] in directions {
            matrix(&mut writer, *input, sizes.input(layer), 4 * h);
        }
        for [_, _, start] in directions {
            bias(&mut writer, *start, 4 * h);
        }
        for [_, own, _] in directions {
            matrix(&mut writer, *own, h, 4 * h);
        }
    }
    for ([start, biases], n_in, n_out) in [
        (places.project, 2 * h, 4 * k),
        (places.arc, k, k),
        (places.label, k, n_labels),
    ] {
        matrix(&mut writer, start, n_in, n_out);
        bias(&mut writer, biases, n_out);
    }
    let mut out = writer.finish();
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_short_or_changed_is_no_parser() {
        let mut bytes = crate::text::parser::tests::small();
        assert!(Parser::from_bytes(&bytes).is_some());
        for len in 0..bytes.len() {
            assert!(Parser::from_bytes(&bytes[..len]).is_none(), "{len}");
        }
        bytes[70] ^= 1;
        assert!(Parser::from_bytes(&bytes).is_none());
    }
}

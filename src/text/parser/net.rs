//! The network: two bidirectional LSTM layers and a head that scores every arc and names the best.

use crate::text::parser::math::{dot, sigmoid, tanh};
use crate::text::parser::matrix::{Matrix, Rows};
use crate::text::parser::sizes::Sizes;
use crate::text::parser::tree::{ArcScores, heads};
use crate::text::weights::Reader;

/// A network ready to be asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Net {
    sizes: Sizes,
    /// By layer: input to the gates of both directions.
    input: [Linear; 2],
    /// By layer and direction: own state to gates.
    recurrent: [[Matrix; 2]; 2],
    project: Linear,
    arc: Linear,
    label: Linear,
}

#[derive(Clone, PartialEq, Debug)]
struct Linear {
    matrix: Matrix,
    bias: Vec<f32>,
}

impl Linear {
    fn read(reader: &mut Reader<'_>, n_in: usize, n_out: usize) -> Option<Self> {
        let matrix = Matrix::read(reader, n_in, n_out)?;
        let bias = (0..n_out).map(|_| reader.f32()).collect::<Option<_>>()?;
        Some(Self { matrix, bias })
    }

    /// The outputs for `n_rows` rows of `x`.
    #[inline(always)]
    fn of(&self, x: &Rows, n_rows: usize) -> Vec<f32> {
        let mut y = self.bias.repeat(n_rows);
        self.matrix.add_product(x, &mut y);
        y
    }
}

impl Net {
    /// Reads what [`write`](super::write) wrote.
    pub fn read(reader: &mut Reader<'_>, sizes: Sizes) -> Option<Self> {
        let Sizes {
            hidden,
            projection: k,
            n_labels,
            ..
        } = sizes;
        let mut layer = |layer: usize| {
            let input = Linear::read(reader, sizes.input(layer), 8 * hidden)?;
            let forward = Matrix::read(reader, hidden, 4 * hidden)?;
            Some((input, [forward, Matrix::read(reader, hidden, 4 * hidden)?]))
        };
        let (first, second) = (layer(0)?, layer(1)?);
        Some(Self {
            sizes,
            input: [first.0, second.0],
            recurrent: [first.1, second.1],
            project: Linear::read(reader, 2 * hidden, 4 * k)?,
            arc: Linear::read(reader, k, k)?,
            label: Linear::read(reader, k, n_labels)?,
        })
    }

    /// The head (0 is the root, words count from 1) and the label of each word. `input` holds one row per word after a row for the
    /// root, each `sizes.embedding` long.
    pub fn parse(&self, input: &[f32]) -> Vec<(u32, u16)> {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.parse_avx2(input) };
        }
        self.parse_anywhere(input)
    }

    /// The same sums, twice as many at once. Without fused multiply-add, so that the bits stay the same.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn parse_avx2(&self, input: &[f32]) -> Vec<(u32, u16)> {
        self.parse_anywhere(input)
    }

    #[inline(always)]
    fn parse_anywhere(&self, input: &[f32]) -> Vec<(u32, u16)> {
        let Sizes {
            embedding,
            hidden,
            projection: k,
            n_labels,
        } = self.sizes;
        let n_rows = input.len() / embedding;
        let n = n_rows.saturating_sub(1);
        let between = self.layer(&Rows::new(input, embedding), 0, n_rows);
        let state = self.layer(&Rows::new(&between, 2 * hidden), 1, n_rows);
        let parts = self.project.of(&Rows::new(&state, 2 * hidden), n_rows);
        let part =
            |row: usize, which: usize| &parts[(row * 4 + which) * k..(row * 4 + which + 1) * k];
        let positive = |which: usize| -> Vec<f32> {
            (0..n_rows)
                .flat_map(|row| part(row, which).iter().map(|x| x.max(0.0)))
                .collect()
        };
        let head_side = positive(0);
        let asked = self.arc.of(&Rows::new(&positive(1), k), n_rows);
        let mut arcs = ArcScores::new(n);
        for word in 1..=n {
            let asked = &asked[word * k..(word + 1) * k];
            for head in (0..=n).filter(|&head| head != word) {
                arcs.set(head, word, dot(&head_side[head * k..(head + 1) * k], asked));
            }
        }
        let heads = heads(&arcs);
        let mut both = vec![0.0; n * k];
        for ((at, &head), both) in heads.iter().enumerate().zip(both.chunks_exact_mut(k)) {
            let sides = part(at + 1, 2).iter().zip(part(head as usize, 3));
            for (both, (a, b)) in both.iter_mut().zip(sides) {
                *both = (a + b).max(0.0);
            }
        }
        let labels = self.label.of(&Rows::new(&both, k), n);
        let labels = labels.chunks_exact(n_labels).map(|row| best(row) as u16);
        heads.into_iter().zip(labels).collect()
    }

    #[inline(always)]
    fn layer(&self, input: &Rows, layer: usize, n_rows: usize) -> Vec<f32> {
        let hidden = self.sizes.hidden;
        let mut gates = self.input[layer].of(input, n_rows);
        let mut output = vec![0.0; n_rows * 2 * hidden];
        for direction in 0..2 {
            let recurrent = &self.recurrent[layer][direction];
            let (mut cell, mut out) = (vec![0.0; hidden], Rows::zeros(hidden));
            for step in 0..n_rows {
                let row = if direction == 0 {
                    step
                } else {
                    n_rows - 1 - step
                };
                let start = (row * 2 + direction) * 4 * hidden;
                let gates = &mut gates[start..start + 4 * hidden];
                recurrent.add_product(&out, gates);
                let start = (row * 2 + direction) * hidden;
                let output = &mut output[start..start + hidden];
                step_of_cells(gates, &mut cell, output);
                out.set(output);
            }
        }
        output
    }
}

/// One step of an LSTM; `gates` are i f o g.
#[inline(always)]
fn step_of_cells(gates: &[f32], cell: &mut [f32], output: &mut [f32]) {
    let hidden = cell.len();
    let (input, rest) = gates.split_at(hidden);
    let (forget, rest) = rest.split_at(hidden);
    let (out, new) = rest.split_at(hidden);
    let gates = input.iter().zip(forget).zip(out).zip(new);
    for ((cell, output), (((i, f), o), g)) in cell.iter_mut().zip(output).zip(gates) {
        *cell = sigmoid(*f) * *cell + sigmoid(*i) * tanh(*g);
        *output = sigmoid(*o) * tanh(*cell);
    }
}

fn best(scores: &[f32]) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (at, &score) in scores.iter().enumerate() {
        if score > best.0 {
            best = (score, at);
        }
    }
    best.1
}

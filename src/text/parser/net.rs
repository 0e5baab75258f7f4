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
        let starts: Vec<usize> = (0..n_rows).map(|row| row * self.bias.len()).collect();
        self.matrix.add_product(x, &mut y, &starts);
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

    /// What the first layer makes of rows of `sizes.embedding` numbers; the same row needs to be asked once only.
    pub fn first(&self, input: &[f32]) -> Vec<f32> {
        let wide = self.sizes.embedding;
        self.input[0].of(&Rows::new(input, wide), input.len() / wide)
    }

    /// For each sentence, the head (0 is the root, words count from 1) and the label of each word. `first` is what [`first`](Self::first)
    /// gave; `sentences`, the longest first, name a row of it for the root and one for each word. What sentences stand beside one another
    /// changes nothing.
    pub fn parse(&self, first: &[f32], sentences: &[Vec<usize>]) -> Vec<Vec<(u32, u16)>> {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.parse_avx2(first, sentences) };
        }
        self.parse_anywhere(first, sentences)
    }

    /// The same sums, twice as many at once. Without fused multiply-add, so that the bits stay the same.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn parse_avx2(&self, first: &[f32], sentences: &[Vec<usize>]) -> Vec<Vec<(u32, u16)>> {
        self.parse_anywhere(first, sentences)
    }

    #[inline(always)]
    fn parse_anywhere(&self, first: &[f32], sentences: &[Vec<usize>]) -> Vec<Vec<(u32, u16)>> {
        let Sizes {
            hidden,
            projection: k,
            n_labels,
            ..
        } = self.sizes;
        let lens: Vec<usize> = sentences.iter().map(Vec::len).collect();
        let n_rows = lens.iter().sum();
        let mut gates = Vec::with_capacity(n_rows * 8 * hidden);
        for &row in sentences.iter().flatten() {
            gates.extend_from_slice(&first[row * 8 * hidden..(row + 1) * 8 * hidden]);
        }
        let between = self.layer(gates, 0, &lens);
        let gates = self.input[1].of(&Rows::new(&between, 2 * hidden), n_rows);
        let state = self.layer(gates, 1, &lens);
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
        let mut all = Vec::with_capacity(sentences.len());
        let mut root = 0;
        for len in lens {
            let rows = root * k..(root + len) * k;
            let heads = heads(&arcs(&head_side[rows.clone()], &asked[rows], k));
            let mut both = vec![0.0; heads.len() * k];
            for ((at, &head), both) in heads.iter().enumerate().zip(both.chunks_exact_mut(k)) {
                let sides = part(root + at + 1, 2).iter();
                for (both, (a, b)) in both
                    .iter_mut()
                    .zip(sides.zip(part(root + head as usize, 3)))
                {
                    *both = (a + b).max(0.0);
                }
            }
            let labels = self.label.of(&Rows::new(&both, k), heads.len());
            let labels = labels.chunks_exact(n_labels).map(|row| best(row) as u16);
            all.push(heads.into_iter().zip(labels).collect());
            root += len;
        }
        all
    }

    /// The states of both directions, row by row, from what the input says to the gates. One step is taken in all sentences at once, so that the weights are read once for all.
    #[inline(always)]
    fn layer(&self, mut gates: Vec<f32>, layer: usize, lens: &[usize]) -> Vec<f32> {
        let hidden = self.sizes.hidden;
        let n_rows: usize = lens.iter().sum();
        let mut output = vec![0.0; n_rows * 2 * hidden];
        for direction in 0..2 {
            let recurrent = &self.recurrent[layer][direction];
            let mut cells = vec![0.0; lens.len() * hidden];
            let mut states = Rows::zeros(lens.len(), hidden);
            for step in 0..lens.first().copied().unwrap_or(0) {
                let mut first = 0;
                let places: Vec<usize> = lens
                    .iter()
                    .take_while(|len| **len > step)
                    .map(|len| {
                        let at = if direction == 0 { step } else { len - 1 - step };
                        first += len;
                        (first - len + at) * 2 + direction
                    })
                    .collect();
                let starts: Vec<usize> = places.iter().map(|place| place * 4 * hidden).collect();
                recurrent.add_product(&states, &mut gates, &starts);
                for (sentence, (place, cell)) in places
                    .iter()
                    .zip(cells.chunks_exact_mut(hidden))
                    .enumerate()
                {
                    let gates = &gates[place * 4 * hidden..(place + 1) * 4 * hidden];
                    let output = &mut output[place * hidden..(place + 1) * hidden];
                    step_of_cells(gates, cell, output);
                    states.set(sentence, output);
                }
            }
        }
        output
    }
}

/// The scores of all arcs of a sentence; both sides have a row of `k` numbers for the root and each word.
#[inline(always)]
fn arcs(heads: &[f32], dependents: &[f32], k: usize) -> ArcScores {
    let n = (heads.len() / k).saturating_sub(1);
    let mut arcs = ArcScores::new(n);
    for (word, dependent) in dependents.chunks_exact(k).enumerate().skip(1) {
        for (head, row) in heads.chunks_exact(k).enumerate() {
            if head != word {
                arcs.set(head, word, dot(row, dependent));
            }
        }
    }
    arcs
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

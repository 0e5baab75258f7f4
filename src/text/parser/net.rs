//! The network: two bidirectional LSTM layers and a head that scores every arc and names the best.

use crate::text::parser::math::{add_product, add_row, add_scaled, dot, sigmoid, tanh};
use crate::text::parser::tree::{ArcScores, heads};

/// The sizes of a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sizes {
    /// Numbers in a row of the embedding table.
    pub embedding: usize,
    /// Cells of one direction of one layer.
    pub hidden: usize,
    /// Numbers in each of the four projections.
    pub projection: usize,
    pub n_labels: usize,
}

/// Where each matrix lies in the one flat list of weights. All matrices are stored input by input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Places {
    /// By layer and direction: input to gates (in × 4h), own state to gates (h × 4h), bias (4h). Gates in the order i f o g.
    pub lstm: [[[usize; 3]; 2]; 2],
    /// Output of the second layer to arc head, arc dependent, label dependent, label head (2h × 4k), and bias.
    pub project: [usize; 2],
    /// Dependent to head (k × k), and bias.
    pub arc: [usize; 2],
    /// Label hidden to label (k × labels), and bias.
    pub label: [usize; 2],
    pub n_weights: usize,
}

impl Sizes {
    pub const fn input(self, layer: usize) -> usize {
        if layer == 0 {
            self.embedding
        } else {
            2 * self.hidden
        }
    }

    /// Rows and row lengths of the matrices and biases, in the order in which they are stored.
    pub fn matrices(self) -> Vec<(usize, usize)> {
        let (h, k) = (self.hidden, self.projection);
        let mut all = Vec::new();
        for layer in 0..2 {
            for _direction in 0..2 {
                all.extend([(self.input(layer), 4 * h), (h, 4 * h), (1, 4 * h)]);
            }
        }
        all.extend([
            (2 * h, 4 * k),
            (1, 4 * k),
            (k, k),
            (1, k),
            (k, self.n_labels),
            (1, self.n_labels),
        ]);
        all
    }

    pub const fn places(self) -> Places {
        let (h, k, n) = (self.hidden, self.projection, self.n_labels);
        let mut at = 0;
        let mut lstm = [[[0; 3]; 2]; 2];
        let mut layer = 0;
        while layer < 2 {
            let mut direction = 0;
            while direction < 2 {
                let wx = at;
                let wh = wx + self.input(layer) * 4 * h;
                let bias = wh + h * 4 * h;
                at = bias + 4 * h;
                lstm[layer][direction] = [wx, wh, bias];
                direction += 1;
            }
            layer += 1;
        }
        let project = [at, at + 2 * h * 4 * k];
        let arc = [project[1] + 4 * k, project[1] + 4 * k + k * k];
        let label = [arc[1] + k, arc[1] + k + k * n];
        Places {
            lstm,
            project,
            arc,
            label,
            n_weights: label[1] + n,
        }
    }
}

/// A network ready to be asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Net {
    pub sizes: Sizes,
    pub weights: Vec<f32>,
}

impl Net {
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
            hidden,
            projection: k,
            n_labels,
            ..
        } = self.sizes;
        let places = self.sizes.places();
        let n_rows = input.len() / self.sizes.embedding;
        let n = n_rows.saturating_sub(1);
        let mut state = input.to_vec();
        for layer in 0..2 {
            state = self.layer(&state, layer, n_rows);
        }
        let mut parts = repeat(self.slice(places.project[1], 4 * k), n_rows);
        add_product(
            &state,
            self.slice(places.project[0], 2 * hidden * 4 * k),
            &mut parts,
            2 * hidden,
            4 * k,
        );
        let part =
            |row: usize, which: usize| &parts[(row * 4 + which) * k..(row * 4 + which + 1) * k];

        let head_side: Vec<f32> = (0..n_rows)
            .flat_map(|row| part(row, 0).iter().map(|x| x.max(0.0)))
            .collect();
        let dependent_side: Vec<f32> = (0..n_rows)
            .flat_map(|row| part(row, 1).iter().map(|x| x.max(0.0)))
            .collect();
        let mut asked = repeat(self.slice(places.arc[1], k), n_rows);
        add_product(
            &dependent_side,
            self.slice(places.arc[0], k * k),
            &mut asked,
            k,
            k,
        );
        let mut arcs = ArcScores::new(n);
        for word in 1..=n {
            let asked = &asked[word * k..(word + 1) * k];
            for head in (0..=n).filter(|&head| head != word) {
                arcs.set(head, word, dot(&head_side[head * k..(head + 1) * k], asked));
            }
        }
        let label = |word: usize, head: usize| {
            let both: Vec<f32> = part(word, 2)
                .iter()
                .zip(part(head, 3))
                .map(|(a, b)| (a + b).max(0.0))
                .collect();
            let mut scores = self.slice(places.label[1], n_labels).to_vec();
            add_row(
                &both,
                self.slice(places.label[0], k * n_labels),
                &mut scores,
            );
            best(&scores) as u16
        };
        let heads = heads(&arcs);
        heads
            .into_iter()
            .enumerate()
            .map(|(at, head)| (head, label(at + 1, head as usize)))
            .collect()
    }

    #[inline(always)]
    fn layer(&self, input: &[f32], layer: usize, n_rows: usize) -> Vec<f32> {
        let hidden = self.sizes.hidden;
        let n_in = self.sizes.input(layer);
        let mut output = vec![0.0; n_rows * 2 * hidden];
        for direction in 0..2 {
            let [wx, wh, bias] = self.sizes.places().lstm[layer][direction];
            let mut gates = repeat(self.slice(bias, 4 * hidden), n_rows);
            add_product(
                input,
                self.slice(wx, n_in * 4 * hidden),
                &mut gates,
                n_in,
                4 * hidden,
            );
            let recurrent = self.slice(wh, hidden * 4 * hidden);
            let (mut cell, mut out) = (vec![0.0; hidden], vec![0.0; hidden]);
            for step in 0..n_rows {
                let row = if direction == 0 {
                    step
                } else {
                    n_rows - 1 - step
                };
                let gates = &mut gates[row * 4 * hidden..(row + 1) * 4 * hidden];
                for (scale, weights) in out.iter().zip(recurrent.chunks_exact(4 * hidden)) {
                    add_scaled(*scale, weights, gates);
                }
                for at in 0..hidden {
                    let gate = |which: usize| gates[which * hidden + at];
                    cell[at] = sigmoid(gate(1)) * cell[at] + sigmoid(gate(0)) * tanh(gate(3));
                    out[at] = sigmoid(gate(2)) * tanh(cell[at]);
                }
                let start = row * 2 * hidden + direction * hidden;
                output[start..start + hidden].copy_from_slice(&out);
            }
        }
        output
    }

    fn slice(&self, start: usize, len: usize) -> &[f32] {
        &self.weights[start..start + len]
    }
}

fn repeat(row: &[f32], n: usize) -> Vec<f32> {
    row.iter().copied().cycle().take(row.len() * n).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn wide_registers_change_nothing() {
        let sizes = Sizes {
            embedding: 12,
            hidden: 10,
            projection: 9,
            n_labels: 5,
        };
        let value = |at: usize| ((at * 7919 % 1013) as f32 - 506.0) / 900.0;
        let net = Net {
            sizes,
            weights: (0..sizes.places().n_weights).map(value).collect(),
        };
        let input: Vec<f32> = (0..12 * 30).map(value).collect();
        let plain = net.layer(&input, 0, 30);
        if std::is_x86_feature_detected!("avx2") {
            #[target_feature(enable = "avx2")]
            fn wide(net: &Net, input: &[f32]) -> Vec<f32> {
                net.layer(input, 0, 30)
            }
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            let wide = unsafe { wide(&net, &input) };
            let bits = |numbers: &[f32]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&plain), bits(&wide));
        }
    }
}

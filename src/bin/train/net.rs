//! Learning the parser's network: the same sums as `text::parser::net`, run backwards.

use legation::text::parser::math::{add_scaled, dot, sigmoid, tanh};
use legation::text::parser::{FORM, Places, Sizes, UNKNOWN};

use crate::products::{add_product, add_row};
use crate::random::Random;

/// A sentence to learn from.
pub struct Example {
    /// For the root and then each word, the rows of the embedding table its features have.
    pub rows: Vec<Vec<u32>>,
    /// How often each word's form was seen in training, root first.
    pub form_counts: Vec<u32>,
    /// For each word its head (0 is the root) and label.
    pub gold: Vec<(u32, u16)>,
}

/// Weights while they are being learnt.
pub struct Learner {
    pub sizes: Sizes,
    /// In the order of [`Places`].
    pub weights: Vec<f32>,
    pub table: Vec<f32>,
    places: Places,
    /// Of the two halves of a batch; the sum is in the first.
    gradients: [Gradient; 2],
    first: Vec<f32>,
    second: Vec<f32>,
    table_squares: Vec<f32>,
    n_updates: i32,
    drop: f32,
}

/// What the weights should change by.
#[derive(Default)]
struct Gradient {
    weights: Vec<f32>,
    /// Rows of the embedding table, a row perhaps several times.
    rows: Vec<(u32, Vec<f32>)>,
    loss: f32,
}

impl Gradient {
    fn clear(&mut self) {
        self.weights.fill(0.0);
        self.rows.clear();
        self.loss = 0.0;
    }
}

/// One direction of one layer over one sentence.
struct Pass {
    /// Per row: i f o g after their functions.
    gates: Vec<f32>,
    cells: Vec<f32>,
    squashed: Vec<f32>,
    out: Vec<f32>,
}

impl Learner {
    pub fn new(sizes: Sizes, n_rows: usize, drop: f32, random: &mut Random) -> Self {
        let places = sizes.places();
        let mut weights = vec![0.0; places.n_weights];
        let (h, k) = (sizes.hidden, sizes.projection);
        for layer in 0..2 {
            for direction in 0..2 {
                let [wx, wh, bias] = places.lstm[layer][direction];
                random.fill(
                    &mut weights[wx..wh],
                    (1.0 / sizes.input(layer) as f32).sqrt(),
                );
                random.fill(&mut weights[wh..bias], (1.0 / h as f32).sqrt());
                weights[bias + h..bias + 2 * h].fill(1.0);
            }
        }
        random.fill(
            &mut weights[places.project[0]..places.project[1]],
            (1.5 / h as f32).sqrt(),
        );
        random.fill(
            &mut weights[places.arc[0]..places.arc[1]],
            (1.0 / k as f32).sqrt(),
        );
        random.fill(
            &mut weights[places.label[0]..places.label[1]],
            (1.5 / k as f32).sqrt(),
        );
        let mut table = vec![0.0; n_rows * sizes.embedding];
        random.fill(&mut table, 0.1);
        let n = places.n_weights;
        Self {
            sizes,
            weights,
            table_squares: vec![0.0; table.len()],
            table,
            places,
            gradients: [0, 1].map(|_| Gradient {
                weights: vec![0.0; n],
                ..Gradient::default()
            }),
            first: vec![0.0; n],
            second: vec![0.0; n],
            n_updates: 0,
            drop,
        }
    }

    /// One step over a few sentences, half of them on each of two threads; gives the summed loss.
    pub fn learn(&mut self, batch: &[&Example], rate: f32, random: &mut Random) -> f32 {
        let seeded: Vec<(&Example, u64)> = batch
            .iter()
            .map(|&example| (example, random.next()))
            .collect();
        let (one, two) = seeded.split_at(seeded.len().div_ceil(2));
        let [mut first, mut second] = std::mem::take(&mut self.gradients);
        rayon::join(
            || self.add_up(one, &mut first),
            || self.add_up(two, &mut second),
        );
        add_scaled(1.0, &second.weights, &mut first.weights);
        first.rows.append(&mut second.rows);
        self.update(&first.weights, rate);
        let rows = &mut first.rows;
        rows.sort_by_key(|(row, _)| *row);
        for same in rows.chunk_by_mut(|(a, _), (b, _)| a == b) {
            if let Some(((row, sum), others)) = same.split_first_mut() {
                for (_, other) in others {
                    add_scaled(1.0, other, sum);
                }
                self.update_row(*row as usize, sum, rate);
            }
        }
        let loss = first.loss + second.loss;
        self.gradients = [first, second];
        loss
    }

    /// The gradient of some sentences, each with the seed of its chances.
    fn add_up(&self, examples: &[(&Example, u64)], gradient: &mut Gradient) {
        gradient.clear();
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.add_up_avx2(examples, gradient) };
        }
        for (example, seed) in examples {
            self.sentence(example, &mut Random::new(*seed), gradient);
        }
    }

    /// The same sums, twice as many at once.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn add_up_avx2(&self, examples: &[(&Example, u64)], gradient: &mut Gradient) {
        for (example, seed) in examples {
            self.sentence(example, &mut Random::new(*seed), gradient);
        }
    }

    /// The sums of rows that the network reads.
    pub fn input(&self, rows: &[Vec<u32>]) -> Vec<f32> {
        let wide = self.sizes.embedding;
        let mut input = vec![0.0; rows.len() * wide];
        for (rows, input) in rows.iter().zip(input.chunks_exact_mut(wide)) {
            for &row in rows {
                add_scaled(1.0, &self.table[row as usize * wide..][..wide], input);
            }
        }
        input
    }

    fn update(&mut self, gradient: &[f32], rate: f32) {
        const MOMENTS: (f32, f32) = (0.9, 0.98);
        let norm = dot(gradient, gradient).sqrt();
        let scale = if norm > 5.0 { 5.0 / norm } else { 1.0 };
        self.n_updates += 1;
        let bias = (
            1.0 - MOMENTS.0.powi(self.n_updates),
            1.0 - MOMENTS.1.powi(self.n_updates),
        );
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((weight, gradient), (first, second)) in
            self.weights.iter_mut().zip(gradient).zip(moments)
        {
            let g = gradient * scale;
            *first = MOMENTS.0 * *first + (1.0 - MOMENTS.0) * g;
            *second = MOMENTS.1 * *second + (1.0 - MOMENTS.1) * g * g;
            *weight -= rate * (*first / bias.0) / ((*second / bias.1).sqrt() + 1e-8);
        }
    }

    fn update_row(&mut self, row: usize, gradient: &[f32], rate: f32) {
        let wide = self.sizes.embedding;
        let range = row * wide..(row + 1) * wide;
        let squares = &mut self.table_squares[range.clone()];
        for ((weight, square), g) in self.table[range].iter_mut().zip(squares).zip(gradient) {
            *square = 0.999 * *square + g * g;
            *weight -= 5.0 * rate * g / (square.sqrt() + 0.001);
        }
    }

    /// Adds the gradient and the loss of one sentence.
    #[inline(always)]
    fn sentence(&self, example: &Example, random: &mut Random, gradient: &mut Gradient) {
        let Sizes {
            embedding,
            hidden,
            projection: k,
            n_labels,
        } = self.sizes;
        let places = self.places;
        let n_rows = example.rows.len();
        let n = n_rows - 1;

        let rows = self.heard_rows(example, random);
        let input = self.input(&rows);
        let masks = [
            random.mask(input.len(), self.drop),
            random.mask(n_rows * 2 * hidden, self.drop),
            random.mask(n_rows * 2 * hidden, self.drop),
        ];
        let mut states = vec![input];
        let mut passes = Vec::new();
        for layer in 0..2 {
            multiply(&mut states[layer], &masks[layer]);
            let both = [
                self.forward(&states[layer], layer, 0, n_rows),
                self.forward(&states[layer], layer, 1, n_rows),
            ];
            let mut out = vec![0.0; n_rows * 2 * hidden];
            for row in 0..n_rows {
                for (direction, pass) in both.iter().enumerate() {
                    out[(row * 2 + direction) * hidden..][..hidden]
                        .copy_from_slice(&pass.out[row * hidden..][..hidden]);
                }
            }
            states.push(out);
            passes.push(both);
        }
        multiply(&mut states[2], &masks[2]);

        let w = &self.weights;
        let mut parts: Vec<f32> = w[places.project[1]..][..4 * k]
            .iter()
            .copied()
            .cycle()
            .take(n_rows * 4 * k)
            .collect();
        add_product(
            &states[2],
            &w[places.project[0]..places.project[1]],
            &mut parts,
            2 * hidden,
            4 * k,
        );
        let part = |row: usize, which: usize| &parts[(row * 4 + which) * k..][..k];
        let relu = |row: usize, which: usize| -> Vec<f32> {
            part(row, which).iter().map(|x| x.max(0.0)).collect()
        };
        let head_side: Vec<Vec<f32>> = (0..n_rows).map(|row| relu(row, 0)).collect();

        let mut loss = 0.0;
        let g = &mut gradient.weights;
        let mut d_parts = vec![0.0; parts.len()];
        for word in 1..=n {
            let (gold_head, gold_label) = example.gold[word - 1];
            let gold_head = gold_head as usize;
            // Arcs.
            let own = relu(word, 1);
            let mut asked = w[places.arc[1]..][..k].to_vec();
            add_row(&own, &w[places.arc[0]..places.arc[1]], &mut asked);
            let mut scores: Vec<f32> = head_side.iter().map(|side| dot(side, &asked)).collect();
            scores[word] = f32::NEG_INFINITY;
            loss += softmax_loss(&mut scores, gold_head);
            let mut d_asked = vec![0.0; k];
            for head in (0..n_rows).filter(|&head| head != word) {
                let d = scores[head];
                add_scaled(d, &head_side[head], &mut d_asked);
                let masked: Vec<f32> = asked
                    .iter()
                    .zip(part(head, 0))
                    .map(|(asked, x)| if *x > 0.0 { *asked } else { 0.0 })
                    .collect();
                add_scaled(d, &masked, &mut d_parts[head * 4 * k..][..k]);
            }
            add_scaled(1.0, &d_asked, &mut g[places.arc[1]..][..k]);
            for at in 0..k {
                let row = places.arc[0] + at * k;
                if own[at] > 0.0 {
                    add_scaled(own[at], &d_asked, &mut g[row..row + k]);
                    d_parts[(word * 4 + 1) * k + at] += dot(&w[row..row + k], &d_asked);
                }
            }
            // Labels, at the gold head.
            let both: Vec<f32> = part(word, 2)
                .iter()
                .zip(part(gold_head, 3))
                .map(|(a, b)| (a + b).max(0.0))
                .collect();
            let mut scores = w[places.label[1]..][..n_labels].to_vec();
            add_row(&both, &w[places.label[0]..places.label[1]], &mut scores);
            loss += softmax_loss(&mut scores, gold_label as usize);
            add_scaled(1.0, &scores, &mut g[places.label[1]..][..n_labels]);
            for at in 0..k {
                if both[at] > 0.0 {
                    let row = places.label[0] + at * n_labels;
                    add_scaled(both[at], &scores, &mut g[row..row + n_labels]);
                    let d = dot(&w[row..row + n_labels], &scores);
                    d_parts[(word * 4 + 2) * k + at] += d;
                    d_parts[(gold_head * 4 + 3) * k + at] += d;
                }
            }
        }
        // Projections.
        let mut d_state = vec![0.0; states[2].len()];
        for row in 0..n_rows {
            let d_part = &d_parts[row * 4 * k..][..4 * k];
            add_scaled(1.0, d_part, &mut g[places.project[1]..][..4 * k]);
            for at in 0..2 * hidden {
                let weights = places.project[0] + at * 4 * k;
                add_scaled(
                    states[2][row * 2 * hidden + at],
                    d_part,
                    &mut g[weights..weights + 4 * k],
                );
                d_state[row * 2 * hidden + at] = dot(&w[weights..weights + 4 * k], d_part);
            }
        }
        for layer in (0..2).rev() {
            multiply(&mut d_state, &masks[layer + 1]);
            let n_in = self.sizes.input(layer);
            let mut d_input = vec![0.0; n_rows * n_in];
            for (direction, pass) in passes[layer].iter().enumerate() {
                self.backward(
                    &states[layer],
                    (layer, direction),
                    pass,
                    &d_state,
                    &mut d_input,
                    g,
                );
            }
            d_state = d_input;
        }
        multiply(&mut d_state, &masks[0]);
        for (at, rows) in rows.iter().enumerate() {
            for &row in rows {
                gradient
                    .rows
                    .push((row, d_state[at * embedding..][..embedding].to_vec()));
            }
        }
        gradient.loss += loss;
    }

    /// The rows of each word, with rare forms now and then unheard of.
    fn heard_rows(&self, example: &Example, random: &mut Random) -> Vec<Vec<u32>> {
        let mut rows = example.rows.clone();
        for (rows, &count) in rows.iter_mut().zip(&example.form_counts).skip(1) {
            if random.unit() < 0.5 / (0.5 + count as f32) {
                rows[FORM] = UNKNOWN;
            }
        }
        rows
    }

    #[inline(always)]
    fn forward(&self, input: &[f32], layer: usize, direction: usize, n_rows: usize) -> Pass {
        let hidden = self.sizes.hidden;
        let n_in = self.sizes.input(layer);
        let [wx, wh, bias] = self.places.lstm[layer][direction];
        let w = &self.weights;
        let mut gates: Vec<f32> = w[bias..][..4 * hidden]
            .iter()
            .copied()
            .cycle()
            .take(n_rows * 4 * hidden)
            .collect();
        add_product(input, &w[wx..wh], &mut gates, n_in, 4 * hidden);
        let mut pass = Pass {
            gates,
            cells: vec![0.0; n_rows * hidden],
            squashed: vec![0.0; n_rows * hidden],
            out: vec![0.0; n_rows * hidden],
        };
        let mut before: Option<usize> = None;
        for step in 0..n_rows {
            let row = if direction == 0 {
                step
            } else {
                n_rows - 1 - step
            };
            let gates = &mut pass.gates[row * 4 * hidden..][..4 * hidden];
            if let Some(before) = before {
                add_row(&pass.out[before * hidden..][..hidden], &w[wh..bias], gates);
            }
            for at in 0..hidden {
                for which in 0..3 {
                    gates[which * hidden + at] = sigmoid(gates[which * hidden + at]);
                }
                gates[3 * hidden + at] = tanh(gates[3 * hidden + at]);
                let kept = before.map_or(0.0, |before| pass.cells[before * hidden + at]);
                let cell = gates[hidden + at] * kept + gates[at] * gates[3 * hidden + at];
                pass.cells[row * hidden + at] = cell;
                pass.squashed[row * hidden + at] = tanh(cell);
                pass.out[row * hidden + at] = gates[2 * hidden + at] * tanh(cell);
            }
            before = Some(row);
        }
        pass
    }

    #[inline(always)]
    fn backward(
        &self,
        input: &[f32],
        (layer, direction): (usize, usize),
        pass: &Pass,
        d_out: &[f32],
        d_input: &mut [f32],
        g: &mut [f32],
    ) {
        let hidden = self.sizes.hidden;
        let n_in = self.sizes.input(layer);
        let n_rows = input.len() / n_in;
        let [wx, wh, bias] = self.places.lstm[layer][direction];
        let w = &self.weights;
        let (mut d_cell, mut d_hidden) = (vec![0.0; hidden], vec![0.0; hidden]);
        let mut d_gates = vec![0.0; n_rows * 4 * hidden];
        for step in (0..n_rows).rev() {
            let row = if direction == 0 {
                step
            } else {
                n_rows - 1 - step
            };
            let before = (step > 0).then(|| if direction == 0 { row - 1 } else { row + 1 });
            let gates = &pass.gates[row * 4 * hidden..][..4 * hidden];
            let d = &mut d_gates[row * 4 * hidden..][..4 * hidden];
            for at in 0..hidden {
                let (i, f, o, c) = (
                    gates[at],
                    gates[hidden + at],
                    gates[2 * hidden + at],
                    gates[3 * hidden + at],
                );
                let squashed = pass.squashed[row * hidden + at];
                let d_h = d_hidden[at] + d_out[(row * 2 + direction) * hidden + at];
                let d_c = d_cell[at] + d_h * o * (1.0 - squashed * squashed);
                let kept = before.map_or(0.0, |before| pass.cells[before * hidden + at]);
                d[at] = d_c * c * i * (1.0 - i);
                d[hidden + at] = d_c * kept * f * (1.0 - f);
                d[2 * hidden + at] = d_h * squashed * o * (1.0 - o);
                d[3 * hidden + at] = d_c * i * (1.0 - c * c);
                d_cell[at] = d_c * f;
            }
            add_scaled(1.0, d, &mut g[bias..][..4 * hidden]);
            if let Some(before) = before {
                for (at, slot) in d_hidden.iter_mut().enumerate() {
                    let weights = wh + at * 4 * hidden;
                    *slot = dot(&w[weights..weights + 4 * hidden], d);
                    add_scaled(
                        pass.out[before * hidden + at],
                        d,
                        &mut g[weights..weights + 4 * hidden],
                    );
                }
            }
        }
        for at in 0..n_in {
            let weights = wx + at * 4 * hidden;
            for row in 0..n_rows {
                let d = &d_gates[row * 4 * hidden..][..4 * hidden];
                add_scaled(
                    input[row * n_in + at],
                    d,
                    &mut g[weights..weights + 4 * hidden],
                );
                d_input[row * n_in + at] += dot(&w[weights..weights + 4 * hidden], d);
            }
        }
    }
}

fn multiply(x: &mut [f32], mask: &[f32]) {
    for (x, mask) in x.iter_mut().zip(mask) {
        *x *= mask;
    }
}

/// Turns scores into the gradient of the cross entropy; gives the loss.
fn softmax_loss(scores: &mut [f32], gold: usize) -> f32 {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    let loss = sum.ln() + top - scores[gold];
    for score in scores.iter_mut() {
        *score = (*score - top).exp() / sum;
    }
    scores[gold] -= 1.0;
    loss
}

#[cfg(test)]
mod tests {
    use legation::text::parser::ROOT;

    use super::*;

    const SIZES: Sizes = Sizes {
        embedding: 6,
        hidden: 5,
        projection: 7,
        n_labels: 4,
    };

    fn sentence() -> Example {
        Example {
            rows: vec![vec![ROOT], vec![2, 5], vec![3, 6], vec![4, 7], vec![8]],
            form_counts: vec![u32::MAX, 1, 2, 3, 4],
            gold: vec![(2, 1), (0, 0), (4, 3), (2, 2)],
        }
    }

    /// Whatever the two threads do first.
    #[test]
    fn the_same_sentences_teach_the_same_weights() {
        let learned = || {
            let mut random = Random::new(7);
            let mut learner = Learner::new(SIZES, 9, 0.3, &mut random);
            let (one, two) = (sentence(), sentence());
            for _ in 0..50 {
                learner.learn(&[&one, &two, &one], 0.01, &mut random);
            }
            [learner.weights, learner.table].map(|weights| weights.into_iter().map(f32::to_bits))
        };
        let ([weights, table], [same_weights, same_table]) = (learned(), learned());
        assert!(weights.eq(same_weights) && table.eq(same_table));
    }

    /// Every kind of weight against a finite difference, on one sentence without dropout.
    #[test]
    fn the_gradient_is_the_slope() {
        let mut random = Random::new(7);
        let mut learner = Learner::new(SIZES, 9, 0.0, &mut random);
        let example = sentence();
        let places = SIZES.places();
        let mut wrong = Vec::new();
        for at in (0..places.n_weights).step_by(11) {
            let gradient = |learner: &Learner| {
                let mut gradient = Gradient {
                    weights: vec![0.0; places.n_weights],
                    ..Gradient::default()
                };
                learner.add_up(&[(&example, 1)], &mut gradient);
                gradient
            };
            let slope = gradient(&learner).weights[at];
            let kept = learner.weights[at];
            learner.weights[at] = kept + 0.01;
            let above = gradient(&learner).loss;
            learner.weights[at] = kept - 0.01;
            let below = gradient(&learner).loss;
            learner.weights[at] = kept;
            let measured = (above - below) / 0.02;
            if (slope - measured).abs() > 0.02 + 0.05 * measured.abs() {
                wrong.push((at, slope, measured));
            }
        }
        assert!(wrong.len() <= 2, "{wrong:?}, places {places:?}");
    }
}

//! A linear CRF by stochastic gradient, with AdaGrad and dropout of features.

use legation::extract::recogniser::{Label, Model, N_BITS, N_LABELS, may_follow};

use crate::random::Random;

/// What the learner sees of a sentence.
pub struct Example {
    /// The features of each word, as rows of the table.
    pub rows: Vec<Vec<u32>>,
    /// For each word the labels that the corpus allows, one bit a label.
    pub allowed: Vec<u32>,
    pub weight: f32,
}

const N_EPOCHS: usize = 4;
/// Rounds whose weights are averaged, at the end.
const N_AVERAGED: usize = 2;
/// How often a round is looked at for the average.
const N_LOOKS: usize = 4;
const RATE: f32 = 0.2;
/// Features not heard in training: none may be leant on too much.
const DROP: f32 = 0.45;
const SHRINK: f32 = 1e-4;

/// Learns from the examples in an order drawn anew each round; keeps `n_rows` rows.
pub fn learn(mut examples: Vec<Example>, random: &mut Random, n_rows: usize) -> Model {
    let mut learner = Learner::new();
    for epoch in 1..=N_EPOCHS {
        random.shuffle(&mut examples);
        let mut loss = 0.0;
        for part in examples.chunks(examples.len().div_ceil(N_LOOKS).max(1)) {
            loss += part
                .iter()
                .map(|example| learner.learn(example, random))
                .sum::<f32>();
            if epoch + N_AVERAGED > N_EPOCHS {
                learner.look();
            }
        }
        println!(
            "epoch {epoch}: loss {:.3} a sentence",
            loss / examples.len() as f32
        );
    }
    learner.model(n_rows)
}

type Scores = [f32; N_LABELS];

/// A row of the table: weights, and the sums of their squared gradients.
#[derive(Clone, Copy)]
struct Row {
    weights: Scores,
    squares: Scores,
}

const ZERO: Row = Row {
    weights: [0.0; N_LABELS],
    squares: [0.0; N_LABELS],
};

struct Learner {
    table: Vec<Row>,
    steps: [Row; N_LABELS],
    /// Sums of `table` and `steps` over the looks.
    table_sum: Vec<Scores>,
    steps_sum: [Scores; N_LABELS],
    n_looks: usize,
}

impl Learner {
    fn new() -> Self {
        let n = 1 << N_BITS;
        Self {
            table: vec![ZERO; n],
            steps: [ZERO; N_LABELS],
            table_sum: vec![[0.0; N_LABELS]; n],
            steps_sum: [[0.0; N_LABELS]; N_LABELS],
            n_looks: 0,
        }
    }

    fn look(&mut self) {
        let rows = self.table.iter().chain(&self.steps);
        let sums = self.table_sum.iter_mut().chain(&mut self.steps_sum);
        for (sum, row) in sums.zip(rows) {
            for (sum, weight) in sum.iter_mut().zip(&row.weights) {
                *sum += weight;
            }
        }
        self.n_looks += 1;
    }

    fn model(mut self, n_rows: usize) -> Model {
        let n = self.n_looks.max(1) as f32;
        for weight in self
            .table_sum
            .iter_mut()
            .chain(&mut self.steps_sum)
            .flatten()
        {
            *weight /= n;
        }
        Model::new(&self.table_sum, self.steps_sum, n_rows)
    }

    /// One step up the likelihood of what the corpus allows; gives the loss before it.
    fn learn(&mut self, example: &Example, random: &mut Random) -> f32 {
        let heard: Vec<Vec<u32>> = example
            .rows
            .iter()
            .map(|rows| {
                let heard = rows.iter().copied().filter(|_| random.unit() >= DROP);
                heard.collect()
            })
            .collect();
        let scores: Vec<Scores> = heard.iter().map(|rows| self.scores(rows)).collect();
        let steps = self.step_factors();
        let free = Chain::new(&scores, &steps, |_| u32::MAX);
        let held = Chain::new(&scores, &steps, |at| example.allowed[at]);
        for (at, heard) in heard.iter().enumerate() {
            let (free, held) = (free.at(at), held.at(at));
            let gradient: Scores = std::array::from_fn(|label| free[label] - held[label]);
            for &row in heard {
                adagrad(&mut self.table[row as usize], &gradient, example.weight);
            }
        }
        let mut gradient = [[0.0; N_LABELS]; N_LABELS];
        free.add_steps(&steps, 1.0, &mut gradient);
        held.add_steps(&steps, -1.0, &mut gradient);
        for (row, gradient) in self.steps.iter_mut().zip(&gradient) {
            adagrad(row, gradient, example.weight);
        }
        free.total - held.total
    }

    /// Scores with some features not heard are as large as with all.
    fn scores(&self, heard: &[u32]) -> Scores {
        let mut sums = [0.0; N_LABELS];
        for &row in heard {
            for (sum, weight) in sums.iter_mut().zip(&self.table[row as usize].weights) {
                *sum += weight;
            }
        }
        sums.map(|sum| sum / (1.0 - DROP))
    }

    fn step_factors(&self) -> [Scores; N_LABELS] {
        std::array::from_fn(|before| {
            std::array::from_fn(|after| {
                if may_follow(Some(before), Some(after)) {
                    self.steps[before].weights[after].exp()
                } else {
                    0.0
                }
            })
        })
    }
}

/// Sums over all ways through a sentence, forwards and backwards, each place scaled so that its numbers stay in reach.
struct Chain {
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    factors: Vec<Scores>,
    /// Logarithm of the sum over all ways.
    total: f32,
}

impl Chain {
    fn new(scores: &[Scores], steps: &[Scores; N_LABELS], allowed: impl Fn(usize) -> u32) -> Self {
        let n = scores.len();
        let mut total = 0.0;
        let mut factors: Vec<Scores> = Vec::with_capacity(n);
        for (at, scores) in scores.iter().enumerate() {
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let open = allowed(at);
            factors.push(std::array::from_fn(|label| {
                if open >> label & 1 == 0 {
                    0.0
                } else {
                    // Never quite zero, so that what a corpus says is never impossible.
                    (scores[label] - top).exp().max(1e-20)
                }
            }));
            total += top;
        }
        let mut forward: Vec<Scores> = Vec::with_capacity(n);
        for (at, factor) in factors.iter().enumerate() {
            let mut now: Scores = match at.checked_sub(1) {
                None => std::array::from_fn(|label| {
                    f32::from(u8::from(may_follow(None, Some(label)))) * factor[label]
                }),
                Some(last) => {
                    let mut sums = [0.0; N_LABELS];
                    for (before, steps) in forward[last].iter().zip(steps) {
                        for (sum, step) in sums.iter_mut().zip(steps) {
                            *sum += before * step;
                        }
                    }
                    std::array::from_fn(|label| sums[label] * factor[label])
                }
            };
            total += scale(&mut now).ln();
            forward.push(now);
        }
        let mut backward = vec![[0.0; N_LABELS]; n];
        for at in (0..n).rev() {
            backward[at] = if at + 1 == n {
                std::array::from_fn(|label| f32::from(u8::from(may_follow(Some(label), None))))
            } else {
                let after: Scores =
                    std::array::from_fn(|label| factors[at + 1][label] * backward[at + 1][label]);
                std::array::from_fn(|label| {
                    let ways = steps[label].iter().zip(&after);
                    ways.map(|(step, after)| step * after).sum()
                })
            };
            scale(&mut backward[at]);
        }
        let ends = |(label, sum): (usize, &f32)| may_follow(Some(label), None).then_some(*sum);
        let last = forward
            .last()
            .map_or(1.0, |last| last.iter().enumerate().filter_map(ends).sum());
        Self {
            total: total + last.ln(),
            forward,
            backward,
            factors,
        }
    }

    /// How likely each label is.
    fn at(&self, at: usize) -> Scores {
        let mut likely: Scores =
            std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label]);
        scale(&mut likely);
        likely
    }

    /// Adds how often each step is taken, times `sign`.
    fn add_steps(&self, steps: &[Scores; N_LABELS], sign: f32, out: &mut [Scores; N_LABELS]) {
        for at in 1..self.forward.len() {
            let after: Scores =
                std::array::from_fn(|label| self.factors[at][label] * self.backward[at][label]);
            let before = &self.forward[at - 1];
            let mut sum = 0.0;
            for (before, steps) in before.iter().zip(steps) {
                for (step, after) in steps.iter().zip(&after) {
                    sum += before * step * after;
                }
            }
            let share = sign / sum;
            for ((before, steps), out) in before.iter().zip(steps).zip(out.iter_mut()) {
                for ((step, after), out) in steps.iter().zip(&after).zip(out) {
                    *out += before * step * after * share;
                }
            }
        }
    }
}

/// Divides by the sum, and gives it.
fn scale(numbers: &mut Scores) -> f32 {
    let sum: f32 = numbers.iter().sum();
    for number in numbers {
        *number /= sum;
    }
    sum
}

/// AdaGrad with a start of 1, so that a weight that was pushed once and lightly stays light: the heaviest rows are kept.
fn adagrad(row: &mut Row, gradient: &Scores, weight: f32) {
    for ((w, square), g) in row.weights.iter_mut().zip(&mut row.squares).zip(gradient) {
        let g = weight * (g + SHRINK * *w);
        *square += g * g;
        *w -= RATE * g / (*square + 1.0).sqrt();
    }
}

/// One bit for each of these labels.
pub fn allow(labels: impl IntoIterator<Item = Label>) -> u32 {
    labels
        .into_iter()
        .fold(0, |bits, label| bits | 1 << label.0)
}

//! The network: two bidirectional LSTM layers and a head that scores every arc and names the best.

use crate::text::parser::math::tanh_fraction;
use crate::text::parser::matrix::{Job, Matrix, NOTHING, Rows, UNIT, n_fours, put_units};
use crate::text::parser::sizes::Sizes;
use crate::text::parser::tree::{ArcScores, LANES, heads};
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
    fn read(reader: &mut Reader<'_>, n_in: usize, wide: usize, n_out: usize) -> Option<Self> {
        let matrix = Matrix::read(reader, n_in, wide, n_out)?;
        let bias = (0..n_out).map(|_| reader.f32()).collect::<Option<_>>()?;
        Some(Self { matrix, bias })
    }

    /// Puts the outputs for rows of fours into `y`.
    #[inline(always)]
    fn of<'y>(&self, fours: &[i32], jobs: &[Job], y: &'y mut Vec<f32>) -> &'y [f32] {
        let y = room(y, jobs.len() * self.bias.len());
        self.matrix.product(fours, &self.bias, y, jobs);
        y
    }

    #[inline(always)]
    fn of_rows<'y>(&self, x: &Rows, y: &'y mut Vec<f32>) -> &'y [f32] {
        self.of(&x.fours, &x.jobs(self.bias.len()), y)
    }

    /// The outputs for states that [`Net::layer`] gave.
    #[inline(always)]
    fn of_states<'y>(&self, states: &States, y: &'y mut Vec<f32>) -> &'y [f32] {
        let job = |row| Job {
            x: states.place(row, 0),
            scale: UNIT,
            base: 0,
            y: row * self.bias.len(),
        };
        let jobs: Vec<Job> = (0..states.n_rows).map(job).collect();
        self.of(&states.fours, &jobs, y)
    }
}

/// Memory that is used again for the next sentences.
#[derive(Default)]
pub struct Scratch {
    states: [States; 2],
    gates: Vec<f32>,
    step: Vec<f32>,
    parts: Vec<f32>,
    asked: Vec<f32>,
    labels: Vec<f32>,
}

/// So many numbers, whatever they were.
fn room(numbers: &mut Vec<f32>, n: usize) -> &mut [f32] {
    if numbers.len() < n {
        numbers.resize(n, 0.0);
    }
    &mut numbers[..n]
}

/// The states of both directions, row by row, as fours of whole numbers; before them one that is nothing.
#[derive(Default)]
struct States {
    n_rows: usize,
    half: usize,
    fours: Vec<i32>,
}

impl States {
    fn clear(&mut self, n_rows: usize, hidden: usize) {
        self.n_rows = n_rows;
        self.half = n_fours(hidden);
        let n = (2 * n_rows + 1) * self.half;
        if self.fours.len() < n {
            self.fours.resize(n, NOTHING);
        }
    }

    const fn place(&self, row: usize, direction: usize) -> usize {
        (1 + row * 2 + direction) * self.half
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
        let mut layer = |layer: usize, wide: usize| {
            let input = Linear::read(reader, sizes.input(layer), wide, 8 * hidden)?;
            let mut own = || Matrix::read(reader, hidden, hidden, 4 * hidden);
            Some((input, [own()?, own()?]))
        };
        let (first, second) = (layer(0, sizes.embedding)?, layer(1, hidden)?);
        Some(Self {
            sizes,
            input: [first.0, second.0],
            recurrent: [first.1, second.1],
            project: Linear::read(reader, 2 * hidden, hidden, 4 * k)?,
            arc: Linear::read(reader, k, k, k)?,
            label: Linear::read(reader, k, k, n_labels)?,
        })
    }

    /// Puts what the first layer makes of rows of `sizes.embedding` numbers behind the `n` rows that `first` holds.
    pub fn first(&self, input: &[f32], n: usize, first: &mut Vec<f32>) {
        let Linear { matrix, bias } = &self.input[0];
        let rows = Rows::new(input, self.sizes.embedding);
        let jobs = rows.jobs(bias.len());
        let start = n * bias.len();
        let end = start + jobs.len() * bias.len();
        let y = &mut room(first, end)[start..];
        matrix.product(&rows.fours, bias, y, &jobs);
    }

    /// For each sentence, the head (0 is the root, words count from 1) and the label of each word. `first` is what [`first`](Self::first)
    /// gave; `sentences`, the longest first, name a row of it for the root and one for each word. What sentences stand beside one another
    /// changes nothing.
    pub fn parse(
        &self,
        first: &[f32],
        sentences: &[Vec<usize>],
        scratch: &mut Scratch,
    ) -> Vec<Vec<(u32, u16)>> {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx512f") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.parse_avx512(first, sentences, scratch) };
        } else if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { self.parse_avx2(first, sentences, scratch) };
        }
        self.parse_anywhere(first, sentences, scratch)
    }

    /// The same sums, more at once. Without fused multiply-add, so that the bits stay the same.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn parse_avx512(
        &self,
        first: &[f32],
        sentences: &[Vec<usize>],
        scratch: &mut Scratch,
    ) -> Vec<Vec<(u32, u16)>> {
        self.parse_anywhere(first, sentences, scratch)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn parse_avx2(
        &self,
        first: &[f32],
        sentences: &[Vec<usize>],
        scratch: &mut Scratch,
    ) -> Vec<Vec<(u32, u16)>> {
        self.parse_anywhere(first, sentences, scratch)
    }

    #[inline(always)]
    fn parse_anywhere(
        &self,
        first: &[f32],
        sentences: &[Vec<usize>],
        scratch: &mut Scratch,
    ) -> Vec<Vec<(u32, u16)>> {
        let Sizes {
            hidden,
            projection: k,
            n_labels,
            ..
        } = self.sizes;
        let lens: Vec<usize> = sentences.iter().map(Vec::len).collect();
        let n_rows: usize = lens.iter().sum();
        let Scratch {
            states: [between, states],
            gates,
            step,
            parts,
            asked,
            labels,
        } = scratch;
        let bases: Vec<usize> = sentences
            .iter()
            .flatten()
            .map(|row| row * 8 * hidden)
            .collect();
        self.layer(0, first, &bases, &lens, between, step);
        let gates = self.input[1].of_states(between, gates);
        let bases: Vec<usize> = (0..n_rows).map(|row| row * 8 * hidden).collect();
        self.layer(1, gates, &bases, &lens, states, step);
        let parts = self.project.of_states(states, parts);
        let part =
            |row: usize, which: usize| &parts[(row * 4 + which) * k..(row * 4 + which + 1) * k];
        let asking = (0..n_rows).flat_map(|row| part(row, 1)).map(|x| x.max(0.0));
        let asking: Vec<f32> = asking.collect();
        let asked = self.arc.of_rows(&Rows::new(&asking, k), asked);
        let mut both = Vec::with_capacity(n_rows * k);
        let mut all: Vec<Vec<u32>> = Vec::with_capacity(sentences.len());
        let mut root = 0;
        for len in lens {
            let head_side = (root..root + len).map(|row| part(row, 0));
            let heads = heads(&arcs(head_side, &asked[root * k..(root + len) * k], k));
            for (at, &head) in heads.iter().enumerate() {
                let sides = part(root + at + 1, 2).iter();
                let sides = sides.zip(part(root + head as usize, 3));
                both.extend(sides.map(|(a, b)| (a + b).max(0.0)));
            }
            all.push(heads);
            root += len;
        }
        let labels = self.label.of_rows(&Rows::new(&both, k), labels);
        let mut labels = labels.chunks_exact(n_labels).map(|row| best(row) as u16);
        all.into_iter()
            .map(|heads| heads.into_iter().zip(labels.by_ref()).collect())
            .collect()
    }

    /// Takes both directions through all rows. What the input says to the gates of each row stands in `inputs` from one of `bases` on. One
    /// step is taken in all sentences at once, so that the weights are read once for all.
    #[inline(always)]
    fn layer(
        &self,
        layer: usize,
        inputs: &[f32],
        bases: &[usize],
        lens: &[usize],
        states: &mut States,
        step_gates: &mut Vec<f32>,
    ) {
        let hidden = self.sizes.hidden;
        states.clear(bases.len(), hidden);
        let gates = room(step_gates, lens.len() * 4 * hidden);
        let mut output = vec![0.0; hidden];
        let mut jobs: Vec<Job> = Vec::with_capacity(lens.len());
        let mut rows: Vec<usize> = Vec::with_capacity(lens.len());
        for (direction, recurrent) in self.recurrent[layer].iter().enumerate() {
            let mut cells = vec![0.0; lens.len() * hidden];
            for step in 0..lens.first().copied().unwrap_or(0) {
                jobs.clear();
                rows.clear();
                let mut root = 0;
                for len in lens.iter().take_while(|len| **len > step) {
                    let (row, before) = if direction == 0 {
                        (root + step, (root + step).wrapping_sub(1))
                    } else {
                        (root + len - 1 - step, root + len - step)
                    };
                    jobs.push(Job {
                        x: if step == 0 {
                            0
                        } else {
                            states.place(before, direction)
                        },
                        scale: UNIT,
                        base: bases[row] + direction * 4 * hidden,
                        y: jobs.len() * 4 * hidden,
                    });
                    rows.push(row);
                    root += len;
                }
                recurrent.product(&states.fours, inputs, gates, &jobs);
                let sentences = gates.chunks_exact(4 * hidden);
                let sentences = sentences.zip(cells.chunks_exact_mut(hidden));
                for (&row, (gates, cell)) in rows.iter().zip(sentences) {
                    step_of_cells(gates, cell, &mut output);
                    let place = states.place(row, direction);
                    put_units(&output, &mut states.fours[place..][..states.half]);
                }
            }
        }
    }
}

/// The scores of all arcs of a sentence; both sides have a row of `k` numbers for the root and each word. What heads say counts where it is
/// positive.
#[inline(always)]
fn arcs<'a>(
    heads: impl ExactSizeIterator<Item = &'a [f32]>,
    dependents: &[f32],
    k: usize,
) -> ArcScores {
    let mut arcs = ArcScores::new(heads.len().saturating_sub(1));
    // Number by number, so that the scores of many heads are summed side by side.
    let wide = arcs.wide();
    let mut turned = vec![0.0; k * wide];
    for (head, row) in heads.enumerate() {
        for (numbers, &number) in turned.chunks_exact_mut(wide).zip(row) {
            numbers[head] = number.max(0.0);
        }
    }
    let (rows, _) = turned.as_chunks::<LANES>();
    let dependents = dependents.get(k..).unwrap_or_default();
    let (of_four, of_one) = arcs
        .rows_mut()
        .split_at_mut(dependents.len() / k / 4 * 4 * wide);
    let (four, one) = dependents.split_at(of_four.len() / wide * k);
    for (words, scores) in four
        .chunks_exact(4 * k)
        .zip(of_four.chunks_exact_mut(4 * wide))
    {
        score::<4>(words, rows, scores, k);
    }
    for (word, scores) in one.chunks_exact(k).zip(of_one.chunks_exact_mut(wide)) {
        score::<1>(word, rows, scores, k);
    }
    arcs.without_loops()
}

/// The scores of all heads for `N` words.
#[inline(always)]
fn score<const N: usize>(words: &[f32], heads: &[[f32; LANES]], scores: &mut [f32], k: usize) {
    let wide = scores.len() / N;
    let words: [&[f32]; N] = std::array::from_fn(|word| &words[word * k..][..k]);
    for block in 0..wide / LANES {
        let mut sums = [[0.0_f32; LANES]; N];
        for (at, heads) in heads
            .iter()
            .skip(block)
            .step_by(wide / LANES)
            .enumerate()
            .take(k)
        {
            for (sums, word) in sums.iter_mut().zip(words) {
                for (sum, head) in sums.iter_mut().zip(heads) {
                    *sum += word[at] * head;
                }
            }
        }
        for (word, sums) in sums.iter().enumerate() {
            scores[word * wide + block * LANES..][..LANES].copy_from_slice(sums);
        }
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
        // With ½ + ½ tanh(x / 2) for each gate: cell = f · cell + i · tanh(g), output = o · tanh(cell).
        let (i_above, i_below) = tanh_fraction(0.5 * i);
        let (f_above, f_below) = tanh_fraction(0.5 * f);
        let (g_above, g_below) = tanh_fraction(*g);
        let kept = (f_above + f_below) * *cell * (i_below * g_below);
        let added = (i_above + i_below) * g_above * f_below;
        *cell = 0.5 * (kept + added) / (f_below * (i_below * g_below));
        let (o_above, o_below) = tanh_fraction(0.5 * o);
        let (c_above, c_below) = tanh_fraction(*cell);
        *output = 0.5 * ((o_above + o_below) * c_above) / (o_below * c_below);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parser::Parser;

    #[test]
    fn wide_registers_change_no_tree() {
        let file = include_bytes!("../../../assets/model/parser.bin");
        let parser = Parser::from_bytes(file).unwrap();
        let n_words = 40;
        let value = |at: usize| ((at * 7919 % 1013) as f32 - 500.0) / 300.0;
        let input: Vec<f32> = (0..n_words * parser.table.wide).map(value).collect();
        let mut first = Vec::new();
        parser.net.first(&input, 0, &mut first);
        let sentences: Vec<Vec<usize>> = (1..20)
            .rev()
            .map(|len| {
                (0..len * 2)
                    .map(|at| (at * at * 7 + len) % n_words)
                    .collect()
            })
            .collect();
        let net = &parser.net;
        let plain = net.parse_anywhere(&first, &sentences, &mut Scratch::default());
        assert_eq!(
            plain,
            net.parse(&first, &sentences, &mut Scratch::default())
        );
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            let wide = unsafe { net.parse_avx2(&first, &sentences, &mut Scratch::default()) };
            assert_eq!(plain, wide);
        }
    }
}

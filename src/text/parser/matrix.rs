//! Products of learned matrices with numbers of 16 bits: sums of whole numbers, so that any machine gets the same bits in any order.

#[cfg(target_arch = "x86_64")]
mod wide;

use crate::text::weights::Reader;

/// Outputs that are summed side by side, in blocks.
const PANEL: usize = WIDE * BLOCKS;
const WIDE: usize = 8;
const BLOCKS: usize = 6;
/// With longer inputs the sums might not fit 32 bits.
const MOST_INPUTS: usize = 1024;
/// The largest number that stands for an input.
const LARGEST: f32 = 16_000.0;

/// For two inputs, the two weights of each output of a panel in one number.
type Pairs = [[i32; WIDE]; BLOCKS];

/// A matrix of one-byte weights with a scale for each output.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    n_in: usize,
    n_out: usize,
    /// Panel by panel, in the order in which they are read: each with one row for every two inputs.
    panels: Vec<Pairs>,
    scales: Vec<f32>,
}

/// Rows of numbers as [`Matrix`] takes them: in pairs, scaled to whole numbers row by row.
#[derive(Clone, Debug)]
pub struct Rows {
    n_pairs: usize,
    pairs: Vec<i32>,
    scales: Vec<f32>,
}

impl Rows {
    /// `numbers` holds rows of `wide` numbers.
    #[inline(always)]
    pub fn new(numbers: &[f32], wide: usize) -> Self {
        let mut rows = Self::zeros(numbers.len() / wide.max(1), wide);
        let targets = rows.pairs.chunks_exact_mut(rows.n_pairs.max(1));
        let numbers = numbers.chunks_exact(wide.max(1));
        for ((row, target), scale) in numbers.zip(targets).zip(&mut rows.scales) {
            let largest = largest(row);
            let up = if largest > 0.0 {
                LARGEST / largest
            } else {
                1.0
            };
            *scale = 1.0 / up;
            put_pairs(row, up, target);
        }
        rows
    }

    /// Rows of zeros, to be [`set`](Self::set).
    pub fn zeros(n: usize, wide: usize) -> Self {
        Self {
            n_pairs: wide.div_ceil(2),
            pairs: vec![0; n * wide.div_ceil(2)],
            scales: vec![1.0 / LARGEST; n],
        }
    }

    /// The first `n_pairs` numbers of the rows from `at` on.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn from<const N: usize>(&self, at: usize, n_pairs: usize) -> [&[i32]; N] {
        std::array::from_fn(|row| &self.pairs[(at + row) * self.n_pairs..][..n_pairs])
    }

    /// Changes a row of those made by [`zeros`](Self::zeros); none of its numbers is over 1.
    #[inline(always)]
    pub fn set(&mut self, at: usize, row: &[f32]) {
        if let Some(target) = self.pairs.chunks_exact_mut(self.n_pairs).nth(at) {
            put_pairs(row, LARGEST, target);
        }
    }
}

/// The largest number, whatever its sign.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let (wide, rest) = row.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for numbers in wide {
        for lane in 0..8 {
            let number = numbers[lane].abs();
            lanes[lane] = if number > lanes[lane] {
                number
            } else {
                lanes[lane]
            };
        }
    }
    let all = lanes.iter().chain(rest);
    all.fold(0.0, |largest, number| largest.max(number.abs()))
}

#[inline(always)]
fn put_pairs(row: &[f32], scale: f32, out: &mut [i32]) {
    let whole = |number: f32| (number * scale) as i32;
    let (wide, numbers) = row.as_chunks::<16>();
    let (wide_out, out) = out.split_at_mut(wide.len() * 8);
    for (out, numbers) in wide_out.as_chunks_mut::<8>().0.iter_mut().zip(wide) {
        for at in 0..8 {
            out[at] = pair(whole(numbers[2 * at]), whole(numbers[2 * at + 1]));
        }
    }
    for (out, numbers) in out.iter_mut().zip(numbers.chunks(2)) {
        let number = |at: usize| numbers.get(at).map_or(0, |&number| whole(number));
        *out = pair(number(0), number(1));
    }
}

/// Two numbers of 16 bits in one of 32.
#[inline(always)]
const fn pair(a: i32, b: i32) -> i32 {
    (a & 0xffff) | (b << 16)
}

impl Matrix {
    /// Reads one output after the other: its scale, then a byte for each input.
    pub fn read(reader: &mut Reader<'_>, n_in: usize, n_out: usize) -> Option<Self> {
        if n_in == 0 || n_in > MOST_INPUTS {
            return None;
        }
        let (n_pairs, n_panels) = (n_in.div_ceil(2), n_out.div_ceil(PANEL));
        let mut panels = vec![[[0; WIDE]; BLOCKS]; n_pairs * n_panels];
        let mut scales = vec![0.0; n_out];
        for (out, scale) in scales.iter_mut().enumerate() {
            *scale = reader.f32()?;
            let panel = panels.get_mut(out / PANEL * n_pairs..)?;
            for (two, pairs) in reader.bytes(n_in)?.chunks(2).zip(panel) {
                let weight = |at: usize| two.get(at).map_or(0, |byte| byte.cast_signed().into());
                *pairs.as_flattened_mut().get_mut(out % PANEL)? = pair(weight(0), weight(1));
            }
        }
        Some(Self {
            n_in,
            n_out,
            panels,
            scales,
        })
    }

    /// `y[row] += x[row] · self` for each row of `x`, where `starts` says where its outputs lie in `y`.
    pub fn add_product(&self, x: &Rows, y: &mut [f32], starts: &[usize]) {
        debug_assert_eq!(x.n_pairs, self.n_in.div_ceil(2));
        #[cfg(target_arch = "x86_64")]
        if wide::has_vnni() {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { wide::add_vnni(self, x, y, starts) };
        } else if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { wide::add_avx2(self, x, y, starts) };
        }
        self.add_plainly(x, y, starts);
    }

    fn add_plainly(&self, x: &Rows, y: &mut [f32], starts: &[usize]) {
        let both =
            |x: i32, w: i32| i32::from(x as i16) * i32::from(w as i16) + (x >> 16) * (w >> 16);
        for (at, panel) in self.panels() {
            let rows = x.pairs.chunks_exact(x.n_pairs).zip(&x.scales).zip(starts);
            for ((row, x_scale), start) in rows {
                let mut sums = [[0; WIDE]; BLOCKS];
                for (&x, weights) in row.iter().zip(panel) {
                    let sums = sums.as_flattened_mut().iter_mut();
                    for (sum, &weight) in sums.zip(weights.as_flattened()) {
                        *sum += both(x, weight);
                    }
                }
                self.add_sums(&sums, at, *x_scale, y, *start);
            }
        }
    }

    /// Each panel with its first output.
    #[inline(always)]
    fn panels(&self) -> impl Iterator<Item = (usize, &[Pairs])> {
        let panels = self.panels.chunks_exact(self.n_in.div_ceil(2));
        panels.enumerate().map(|(at, panel)| (at * PANEL, panel))
    }

    /// Adds the sums of the outputs from `at` on to those of the row that begins at `start`.
    #[inline(always)]
    fn add_sums(&self, sums: &[[i32; WIDE]], at: usize, x_scale: f32, y: &mut [f32], start: usize) {
        let sums = sums.as_flattened();
        let to = self.n_out.min(at + sums.len());
        let (Some(scales), Some(y)) = (self.scales.get(at..to), y.get_mut(start + at..start + to))
        else {
            return;
        };
        for (y, (sum, scale)) in y.iter_mut().zip(sums.iter().zip(scales)) {
            *y += *sum as f32 * (scale * x_scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::weights::Writer;

    fn matrix(n_in: usize, n_out: usize) -> (Matrix, Vec<f32>) {
        let value = |at: usize| ((at * 37 % 23) as f32 - 11.0) / 7.0;
        let by_output: Vec<f32> = (0..n_in * n_out).map(value).collect();
        let mut writer = Writer::new(b"");
        writer.rows(&by_output, n_in);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, b"").unwrap();
        (Matrix::read(&mut reader, n_in, n_out).unwrap(), by_output)
    }

    #[test]
    fn the_product_is_the_product() {
        for (n, n_in, n_out) in [(7, 5, 19), (1, 4, 70), (4, 8, 16), (5, 1, 1), (13, 6, 99)] {
            let (matrix, weights) = matrix(n_in, n_out);
            let x: Vec<f32> = (0..n * n_in).map(|at| (at % 7) as f32 - 3.0).collect();
            let mut y = vec![1.0; n * n_out];
            let starts: Vec<usize> = (0..n).map(|row| row * n_out).collect();
            matrix.add_product(&Rows::new(&x, n_in), &mut y, &starts);
            for (row, y) in y.chunks(n_out).enumerate() {
                for (out, y) in y.iter().enumerate() {
                    let terms = (0..n_in).map(|at| x[row * n_in + at] * weights[out * n_in + at]);
                    let sum: f32 = terms.sum();
                    assert!((y - sum - 1.0).abs() < 0.1, "{y} {sum}");
                }
            }
        }
    }

    type Add = fn(&Matrix, &Rows, &mut [f32], &[usize]);

    /// Every way of adding up that this machine has.
    fn ways() -> Vec<Add> {
        let mut ways: Vec<Add> = vec![Matrix::add_plainly];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") {
                #[expect(unsafe_code, reason = "the processor was asked on the line before")]
                ways.push(|matrix, x, y, starts| unsafe { wide::add_avx2(matrix, x, y, starts) });
            }
            if wide::has_vnni() {
                #[expect(unsafe_code, reason = "the processor was asked on the line before")]
                ways.push(|matrix, x, y, starts| unsafe { wide::add_vnni(matrix, x, y, starts) });
            }
        }
        ways
    }

    #[test]
    fn wide_registers_change_no_bit() {
        for (n, n_in, n_out) in [(21, 96, 384), (3, 13, 100), (6, 192, 51), (9, 1, 1)] {
            let (matrix, _) = matrix(n_in, n_out);
            let value = |at: usize| (at * 31 % 117) as f32 - 58.0;
            let x: Vec<f32> = (0..n_in * n).map(value).collect();
            let rows = Rows::new(&x, n_in);
            // Not in order, and with a gap: rows may lie anywhere.
            let starts: Vec<usize> = (0..n).rev().map(|row| row * (n_out + 3)).collect();
            let results: Vec<Vec<u32>> = ways()
                .into_iter()
                .map(|add| {
                    let mut y = vec![0.25; n * (n_out + 3)];
                    add(&matrix, &rows, &mut y, &starts);
                    y.into_iter().map(f32::to_bits).collect()
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]));
        }
    }
}

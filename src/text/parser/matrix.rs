//! Products of learned matrices with numbers of 16 bits: sums of whole numbers, so that any machine gets the same bits in any order.

use crate::text::weights::Reader;

/// Outputs that are summed side by side.
const WIDE: usize = 8;
/// With longer inputs the sums might not fit 32 bits.
const MOST_INPUTS: usize = 1024;
/// The largest number that stands for an input.
const LARGEST: f32 = 16_000.0;

/// A matrix of one-byte weights with a scale for each output.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    n_in: usize,
    n_out: usize,
    /// Row by row for each two inputs; in a row, for each output, their two weights in one number.
    pairs: Vec<[i32; WIDE]>,
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
        let mut rows = Self {
            n_pairs: wide.div_ceil(2),
            pairs: Vec::with_capacity(numbers.len().div_ceil(2)),
            scales: Vec::with_capacity(numbers.len() / wide.max(1)),
        };
        for row in numbers.chunks_exact(wide.max(1)) {
            let largest = row
                .iter()
                .fold(0.0_f32, |largest, number| largest.max(number.abs()));
            let scale = if largest > 0.0 {
                LARGEST / largest
            } else {
                1.0
            };
            rows.scales.push(1.0 / scale);
            push_pairs(row, scale, &mut rows.pairs);
        }
        rows
    }

    /// One row of zeros, to be [`set`](Self::set).
    pub fn zeros(wide: usize) -> Self {
        Self {
            n_pairs: wide.div_ceil(2),
            pairs: vec![0; wide.div_ceil(2)],
            scales: vec![1.0],
        }
    }

    /// Makes `row` the only row; none of its numbers is over 1.
    #[inline(always)]
    pub fn set(&mut self, row: &[f32]) {
        self.pairs.clear();
        push_pairs(row, LARGEST, &mut self.pairs);
        self.scales.clear();
        self.scales.push(1.0 / LARGEST);
    }
}

#[inline(always)]
fn push_pairs(row: &[f32], scale: f32, out: &mut Vec<i32>) {
    let whole = |number: f32| (number * scale) as i32;
    let (pairs, last) = row.as_chunks::<2>();
    out.extend(pairs.iter().map(|&[a, b]| pair(whole(a), whole(b))));
    out.extend(last.iter().map(|&a| pair(whole(a), 0)));
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
        let (n_pairs, n_blocks) = (n_in.div_ceil(2), n_out.div_ceil(WIDE));
        let mut pairs = vec![[0; WIDE]; n_pairs * n_blocks];
        let mut scales = vec![0.0; n_blocks * WIDE];
        for (out, scale) in scales.iter_mut().enumerate().take(n_out) {
            *scale = reader.f32()?;
            for (at, two) in reader.bytes(n_in)?.chunks(2).enumerate() {
                let weight = |at: usize| two.get(at).map_or(0, |byte| byte.cast_signed().into());
                let block = pairs.get_mut(at * n_blocks + out / WIDE)?;
                *block.get_mut(out % WIDE)? = pair(weight(0), weight(1));
            }
        }
        Some(Self {
            n_in,
            n_out,
            pairs,
            scales,
        })
    }

    /// `y[row] += x[row] · self` for each row; `y` holds rows as long as there are outputs.
    #[inline(always)]
    pub fn add_product(&self, x: &Rows, y: &mut [f32]) {
        debug_assert_eq!(x.n_pairs, self.n_in.div_ceil(2));
        let n_blocks = self.n_out.div_ceil(WIDE);
        let mut sums = vec![[0; WIDE]; n_blocks * x.scales.len()];
        self.sums(x, &mut sums);
        let rows = sums.chunks_exact(n_blocks).zip(&x.scales);
        for ((sums, x_scale), y) in rows.zip(y.chunks_exact_mut(self.n_out)) {
            let scaled = sums.as_flattened().iter().zip(&self.scales);
            for (y, (sum, scale)) in y.iter_mut().zip(scaled) {
                *y += *sum as f32 * (scale * x_scale);
            }
        }
    }

    fn sums(&self, x: &Rows, sums: &mut [[i32; WIDE]]) {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { avx2::sums(&self.pairs, &x.pairs, x.n_pairs, sums) };
        }
        plain_sums(&self.pairs, &x.pairs, x.n_pairs, sums);
    }
}

/// `sums`: for each row of `x` the sums over its pairs, block by block.
fn plain_sums(weights: &[[i32; WIDE]], x: &[i32], n_pairs: usize, sums: &mut [[i32; WIDE]]) {
    let n_blocks = weights.len() / n_pairs;
    let both = |x: i32, w: i32| i32::from(x as i16) * i32::from(w as i16) + (x >> 16) * (w >> 16);
    for (x, sums) in x.chunks_exact(n_pairs).zip(sums.chunks_exact_mut(n_blocks)) {
        for (&x, weights) in x.iter().zip(weights.chunks_exact(n_blocks)) {
            for (sums, weights) in sums.iter_mut().zip(weights) {
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum += both(x, weight);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setr_epi32, _mm256_setzero_si256,
    };

    use super::WIDE;

    /// The same sums, eight outputs an instruction; the sums of a tile of rows and blocks stay in registers.
    #[target_feature(enable = "avx2")]
    pub fn sums(weights: &[[i32; WIDE]], x: &[i32], n_pairs: usize, sums: &mut [[i32; WIDE]]) {
        let n_blocks = weights.len() / n_pairs;
        let mut rows = x.chunks_exact(4 * n_pairs);
        let mut out = sums.chunks_exact_mut(4 * n_blocks);
        for (x, sums) in rows.by_ref().zip(out.by_ref()) {
            let mut from = 0;
            while from + 2 <= n_blocks {
                tile::<4, 2>(weights, x, n_pairs, sums, from);
                from += 2;
            }
            if from < n_blocks {
                tile::<4, 1>(weights, x, n_pairs, sums, from);
            }
        }
        let rest = rows.remainder().chunks_exact(n_pairs);
        for (x, sums) in rest.zip(out.into_remainder().chunks_exact_mut(n_blocks)) {
            let mut from = 0;
            while from + 8 <= n_blocks {
                tile::<1, 8>(weights, x, n_pairs, sums, from);
                from += 8;
            }
            while from < n_blocks {
                tile::<1, 1>(weights, x, n_pairs, sums, from);
                from += 1;
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn tile<const ROWS: usize, const BLOCKS: usize>(
        weights: &[[i32; WIDE]],
        x: &[i32],
        n_pairs: usize,
        sums: &mut [[i32; WIDE]],
        from: usize,
    ) {
        let n_blocks = weights.len() / n_pairs;
        let mut acc = [[_mm256_setzero_si256(); BLOCKS]; ROWS];
        for (at, weights) in weights.chunks_exact(n_blocks).enumerate() {
            let Some(weights) = weights
                .get(from..)
                .and_then(|row| row.first_chunk::<BLOCKS>())
            else {
                return;
            };
            let blocks = weights.each_ref().map(|block| load(block));
            for (row, acc) in acc.iter_mut().enumerate() {
                let Some(&pair) = x.get(row * n_pairs + at) else {
                    return;
                };
                let pair = _mm256_set1_epi32(pair);
                for (acc, block) in acc.iter_mut().zip(blocks) {
                    *acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(pair, block));
                }
            }
        }
        for (row, acc) in acc.into_iter().enumerate() {
            for (block, acc) in acc.into_iter().enumerate() {
                if let Some(slot) = sums.get_mut(row * n_blocks + from + block) {
                    *slot = unload(acc);
                }
            }
        }
    }

    /// One load, written so that it needs no pointer.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(x: &[i32; WIDE]) -> __m256i {
        let [a, b, c, d, e, f, g, h] = *x;
        _mm256_setr_epi32(a, b, c, d, e, f, g, h)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn unload(x: __m256i) -> [i32; WIDE] {
        [
            _mm256_extract_epi32::<0>(x),
            _mm256_extract_epi32::<1>(x),
            _mm256_extract_epi32::<2>(x),
            _mm256_extract_epi32::<3>(x),
            _mm256_extract_epi32::<4>(x),
            _mm256_extract_epi32::<5>(x),
            _mm256_extract_epi32::<6>(x),
            _mm256_extract_epi32::<7>(x),
        ]
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
        for (n, n_in, n_out) in [(7, 5, 19), (1, 4, 70), (4, 8, 16), (5, 1, 1)] {
            let (matrix, weights) = matrix(n_in, n_out);
            let x: Vec<f32> = (0..n * n_in).map(|at| (at % 7) as f32 - 3.0).collect();
            let mut y = vec![1.0; n * n_out];
            matrix.add_product(&Rows::new(&x, n_in), &mut y);
            for (row, y) in y.chunks(n_out).enumerate() {
                for (out, y) in y.iter().enumerate() {
                    let terms = (0..n_in).map(|at| x[row * n_in + at] * weights[out * n_in + at]);
                    let sum: f32 = terms.sum();
                    assert!((y - sum - 1.0).abs() < 0.1, "{y} {sum}");
                }
            }
        }
    }

    #[test]
    fn wide_registers_change_nothing() {
        let (matrix, _) = matrix(12, 100);
        let x: Vec<f32> = (0..12 * 7).map(|at| (at * 31 % 17) as f32 - 8.0).collect();
        let rows = Rows::new(&x, 12);
        let mut sums = [vec![[0; WIDE]; 7 * 13], vec![[0; WIDE]; 7 * 13]];
        matrix.sums(&rows, &mut sums[0]);
        plain_sums(&matrix.pairs, &rows.pairs, rows.n_pairs, &mut sums[1]);
        assert_eq!(sums[0], sums[1]);
    }
}

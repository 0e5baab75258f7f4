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
/// The scale of what [`put_units`] makes.
pub const UNIT: f32 = 1.0 / LARGEST;

/// For two inputs, the two weights of each output of a panel in one number.
type Pairs = [[i32; WIDE]; BLOCKS];

/// A matrix of one-byte weights with a scale for each output.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    n_pairs: usize,
    n_out: usize,
    /// Panel by panel, in the order in which they are read: each with one row for every two inputs.
    panels: Vec<Pairs>,
    scales: Vec<f32>,
}

/// One row to be multiplied: where its pairs begin in `x`, what they are scaled by, to what the product is added and where the sum goes.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub x: usize,
    pub scale: f32,
    pub base: usize,
    pub y: usize,
}

/// Rows of numbers as [`Matrix`] takes them: in pairs, scaled to whole numbers row by row.
#[derive(Clone, Debug)]
pub struct Rows {
    pub pairs: Vec<i32>,
    scales: Vec<f32>,
}

impl Rows {
    /// `numbers` holds rows of `wide` numbers.
    #[inline(always)]
    pub fn new(numbers: &[f32], wide: usize) -> Self {
        let n_pairs = n_pairs(wide);
        let mut pairs = vec![0; numbers.len() / wide * n_pairs];
        let rows = numbers.chunks_exact(wide);
        let scales = rows.zip(pairs.chunks_exact_mut(n_pairs));
        let scales = scales.map(|(row, target)| {
            let largest = largest(row);
            let up = if largest > 0.0 {
                LARGEST / largest
            } else {
                1.0
            };
            put_pairs(row, up, target);
            1.0 / up
        });
        let scales = scales.collect();
        Self { pairs, scales }
    }

    /// The products of all rows with a matrix of `n_out` outputs, each added to the same numbers.
    pub fn jobs(&self, n_out: usize) -> Vec<Job> {
        let n_pairs = self.pairs.len() / self.scales.len().max(1);
        let scales = self.scales.iter().enumerate();
        scales
            .map(|(row, &scale)| Job {
                x: row * n_pairs,
                scale,
                base: 0,
                y: row * n_out,
            })
            .collect()
    }
}

/// How many pairs a row of `wide` numbers makes.
pub const fn n_pairs(wide: usize) -> usize {
    wide.div_ceil(2)
}

/// A row of numbers none of which is over 1, as pairs whose scale is [`UNIT`].
#[inline(always)]
pub fn put_units(row: &[f32], out: &mut [i32]) {
    put_pairs(row, LARGEST, out);
}

/// The largest number, whatever its sign.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let (wide, rest) = row.as_chunks::<16>();
    let mut lanes = [0.0_f32; 16];
    for numbers in wide {
        for lane in 0..16 {
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

/// Each number with the one half a row further; of an odd row the middle one has none.
#[inline(always)]
fn put_pairs(row: &[f32], scale: f32, out: &mut [i32]) {
    let (first, second) = row.split_at(out.len());
    for (out, (first, second)) in out.iter_mut().zip(first.iter().zip(second)) {
        *out = pair(whole(first * scale), whole(second * scale));
    }
    if first.len() > second.len()
        && let (Some(out), Some(first)) = (out.last_mut(), first.last())
    {
        *out = pair(whole(first * scale), 0);
    }
}

/// The nearest whole number in its lowest 16 bits, of one that fits them: what is added leaves a float no place for anything smaller.
#[inline(always)]
const fn whole(number: f32) -> i32 {
    (number + 12_582_912.0).to_bits().cast_signed()
}

/// Two numbers of 16 bits in one of 32.
#[inline(always)]
const fn pair(a: i32, b: i32) -> i32 {
    (a & 0xffff) | (b << 16)
}

impl Matrix {
    /// Reads one output after the other: its scale, then a byte for each of `n_in` inputs, which come in rows of `wide` side by side.
    pub fn read(reader: &mut Reader<'_>, n_in: usize, wide: usize, n_out: usize) -> Option<Self> {
        if wide == 0 || !n_in.is_multiple_of(wide) || n_in > MOST_INPUTS {
            return None;
        }
        let n_pairs = n_in / wide * n_pairs(wide);
        let n_panels = n_out.div_ceil(PANEL);
        let mut panels = vec![[[0; WIDE]; BLOCKS]; n_pairs * n_panels];
        let mut scales = vec![0.0; n_out];
        for (out, scale) in scales.iter_mut().enumerate() {
            *scale = reader.f32()?;
            let mut panel = panels.get_mut(out / PANEL * n_pairs..)?.iter_mut();
            for row in reader.bytes(n_in)?.chunks(wide) {
                let (first, second) = row.split_at(self::n_pairs(wide));
                for (at, first) in first.iter().enumerate() {
                    let weight = |byte: &u8| i32::from(byte.cast_signed());
                    let second = second.get(at).map_or(0, weight);
                    let pairs = panel.next()?.as_flattened_mut();
                    *pairs.get_mut(out % PANEL)? = pair(weight(first), second);
                }
            }
        }
        Some(Self {
            n_pairs,
            n_out,
            panels,
            scales,
        })
    }

    /// `y[job.y..] = base[job.base..] + x[job.x..] · self` for each job.
    pub fn product(&self, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
        #[cfg(target_arch = "x86_64")]
        if wide::has_vnni() {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { wide::product_vnni(self, x, base, y, jobs) };
        } else if std::is_x86_feature_detected!("avx2") {
            #[expect(unsafe_code, reason = "the processor was asked on the line before")]
            return unsafe { wide::product_avx2(self, x, base, y, jobs) };
        }
        self.product_plainly(x, base, y, jobs);
    }

    fn product_plainly(&self, x: &[i32], base: &[f32], y: &mut [f32], jobs: &[Job]) {
        let both =
            |x: i32, w: i32| i32::from(x as i16) * i32::from(w as i16) + (x >> 16) * (w >> 16);
        for (at, panel) in self.panels() {
            for job in jobs {
                let mut sums = [[0; WIDE]; BLOCKS];
                for (&x, weights) in self.row(x, job).iter().zip(panel) {
                    let sums = sums.as_flattened_mut().iter_mut();
                    for (sum, &weight) in sums.zip(weights.as_flattened()) {
                        *sum += both(x, weight);
                    }
                }
                self.put_sums(&sums, at, job, base, y);
            }
        }
    }

    /// The pairs of a job.
    #[inline(always)]
    fn row<'x>(&self, x: &'x [i32], job: &Job) -> &'x [i32] {
        &x[job.x..][..self.n_pairs]
    }

    /// Each panel with its first output.
    #[inline(always)]
    fn panels(&self) -> impl Iterator<Item = (usize, &[Pairs])> {
        let panels = self.panels.chunks_exact(self.n_pairs);
        panels.enumerate().map(|(at, panel)| (at * PANEL, panel))
    }

    /// The scales of the outputs from `at` on, what the sums are added to and where they go.
    #[inline(always)]
    fn around<'a>(
        &'a self,
        at: usize,
        job: &Job,
        base: &'a [f32],
        y: &'a mut [f32],
    ) -> Option<(&'a [f32], &'a [f32], &'a mut [f32])> {
        let n = self.n_out.checked_sub(at)?;
        let base = base.get(job.base + at..job.base + at + n)?;
        let y = y.get_mut(job.y + at..job.y + at + n)?;
        Some((self.scales.get(at..at + n)?, base, y))
    }

    /// Puts the sums of the outputs from `at` on where the job wants them.
    #[inline(always)]
    fn put_sums(&self, sums: &[[i32; WIDE]], at: usize, job: &Job, base: &[f32], y: &mut [f32]) {
        let Some((scales, base, y)) = self.around(at, job, base, y) else {
            return;
        };
        let terms = sums.as_flattened().iter().zip(scales);
        for ((y, base), (sum, scale)) in y.iter_mut().zip(base).zip(terms) {
            *y = base + *sum as f32 * (scale * job.scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::weights::Writer;

    fn matrix(n_in: usize, wide: usize, n_out: usize) -> (Matrix, Vec<f32>) {
        let value = |at: usize| ((at * 37 % 23) as f32 - 11.0) / 7.0;
        let by_output: Vec<f32> = (0..n_in * n_out).map(value).collect();
        let mut writer = Writer::new(b"");
        writer.rows(&by_output, n_in);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, b"").unwrap();
        (
            Matrix::read(&mut reader, n_in, wide, n_out).unwrap(),
            by_output,
        )
    }

    #[test]
    fn the_product_is_the_product() {
        for (n, n_in, n_out) in [(7, 5, 19), (1, 4, 70), (4, 8, 16), (5, 1, 1), (13, 6, 99)] {
            let (matrix, weights) = matrix(n_in, n_in, n_out);
            let x: Vec<f32> = (0..n * n_in).map(|at| (at % 7) as f32 - 3.0).collect();
            let mut y = vec![0.0; n * n_out];
            let rows = Rows::new(&x, n_in);
            matrix.product(&rows.pairs, &vec![1.0; n_out], &mut y, &rows.jobs(n_out));
            for (row, y) in y.chunks(n_out).enumerate() {
                for (out, y) in y.iter().enumerate() {
                    let terms = (0..n_in).map(|at| x[row * n_in + at] * weights[out * n_in + at]);
                    let sum: f32 = terms.sum();
                    assert!((y - sum - 1.0).abs() < 0.1, "{y} {sum}");
                }
            }
        }
    }

    /// Inputs made of rows side by side are paired within each of them.
    #[test]
    fn rows_side_by_side_are_one_input() {
        let (whole, _) = matrix(6, 6, 4);
        let (halves, _) = matrix(6, 3, 4);
        let x = [0.5, -1.0, 0.25, 1.0, 0.75, -0.5];
        let result = |matrix: &Matrix, wide: usize| {
            let mut pairs = vec![0; matrix.n_pairs];
            for (row, out) in x.chunks(wide).zip(pairs.chunks_mut(n_pairs(wide))) {
                put_units(row, out);
            }
            let job = Job {
                x: 0,
                scale: UNIT,
                base: 0,
                y: 0,
            };
            let mut y = vec![0.0; 4];
            matrix.product(&pairs, &[0.0; 4], &mut y, &[job]);
            y
        };
        assert_eq!(result(&whole, 6), result(&halves, 3));
    }

    type Product = fn(&Matrix, &[i32], &[f32], &mut [f32], &[Job]);

    /// Every way of multiplying that this machine has.
    fn ways() -> Vec<Product> {
        let mut ways: Vec<Product> = vec![Matrix::product_plainly];
        #[cfg(target_arch = "x86_64")]
        {
            if std::is_x86_feature_detected!("avx2") {
                #[expect(unsafe_code, reason = "the processor was asked on the line before")]
                ways.push(|matrix, x, base, y, jobs| unsafe {
                    wide::product_avx2(matrix, x, base, y, jobs);
                });
            }
            if wide::has_vnni() {
                #[expect(unsafe_code, reason = "the processor was asked on the line before")]
                ways.push(|matrix, x, base, y, jobs| unsafe {
                    wide::product_vnni(matrix, x, base, y, jobs);
                });
            }
        }
        ways
    }

    #[test]
    fn wide_registers_change_no_bit() {
        for (n, n_in, n_out) in [(21, 96, 384), (3, 13, 100), (6, 192, 51), (9, 1, 1)] {
            let (matrix, _) = matrix(n_in, n_in, n_out);
            let value = |at: usize| (at * 31 % 117) as f32 - 58.0;
            let x: Vec<f32> = (0..n_in * n).map(value).collect();
            let base: Vec<f32> = (0..n_out * 2).map(value).collect();
            let rows = Rows::new(&x, n_in);
            let mut jobs = rows.jobs(n_out);
            // Not in order, and with a gap: rows may lie anywhere.
            for (row, job) in jobs.iter_mut().enumerate() {
                job.y = (n - 1 - row) * (n_out + 3);
                job.base = row % 2 * n_out;
            }
            let results: Vec<Vec<u32>> = ways()
                .into_iter()
                .map(|product| {
                    let mut y = vec![0.25; n * (n_out + 3)];
                    product(&matrix, &rows.pairs, &base, &mut y, &jobs);
                    y.into_iter().map(f32::to_bits).collect()
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]));
        }
    }
}

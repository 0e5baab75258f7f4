//! Products of learned matrices with numbers of six bits: sums of whole numbers, so that any machine gets the same bits in any order.

#[cfg(target_arch = "x86_64")]
mod wide;

use crate::text::weights::Reader;

/// Outputs that are summed side by side, in blocks.
const PANEL: usize = WIDE * BLOCKS;
const WIDE: usize = 8;
const BLOCKS: usize = 6;
/// With longer inputs the sums might not fit 32 bits.
const MOST_INPUTS: usize = 1024;
/// The largest number that stands for an input. Of four inputs from 1 to 63 with their weights, the sum fits 16 bits.
const LARGEST: f32 = 31.0;
/// The scale of what [`put_units`] makes.
pub const UNIT: f32 = 1.0 / LARGEST;
/// What stands for an input of nothing: processors multiply bytes without a sign by bytes with one.
const ZERO: i32 = 32;
/// Four inputs of nothing.
pub const NOTHING: i32 = four([ZERO; 4]);

/// For four inputs, the four weights of each output of a panel in one number.
type Fours = [[i32; WIDE]; BLOCKS];

/// A matrix of one-byte weights with a scale for each output.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    n_fours: usize,
    n_out: usize,
    /// Panel by panel, in the order in which they are read: each with one row for every four inputs.
    panels: Vec<Fours>,
    /// By panel, what the sums begin with, so that an input of nothing adds nothing.
    starts: Vec<[[i32; WIDE]; BLOCKS]>,
    scales: Vec<f32>,
}

/// The weights of some outputs, the first of which is `at`.
#[derive(Clone, Copy, Debug)]
struct Panel<'a> {
    at: usize,
    start: &'a [[i32; WIDE]; BLOCKS],
    rows: &'a [Fours],
}

/// One row to be multiplied: where its fours begin in `x`, what they are scaled by, to what the product is added and where the sum goes.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub x: usize,
    pub scale: f32,
    pub base: usize,
    pub y: usize,
}

/// Rows of numbers as [`Matrix`] takes them: in fours, scaled to whole numbers row by row.
#[derive(Clone, Debug)]
pub struct Rows {
    pub fours: Vec<i32>,
    scales: Vec<f32>,
}

impl Rows {
    /// `numbers` holds rows of `wide` numbers.
    #[inline(always)]
    pub fn new(numbers: &[f32], wide: usize) -> Self {
        let n_fours = n_fours(wide);
        let mut fours = vec![0; numbers.len() / wide * n_fours];
        let rows = numbers.chunks_exact(wide);
        let scales = rows.zip(fours.chunks_exact_mut(n_fours));
        let scales = scales.map(|(row, target)| {
            let largest = largest(row);
            let up = if largest > 0.0 {
                LARGEST / largest
            } else {
                1.0
            };
            put_fours(row, up, target);
            1.0 / up
        });
        let scales = scales.collect();
        Self { fours, scales }
    }

    /// The products of all rows with a matrix of `n_out` outputs, each added to the same numbers.
    pub fn jobs(&self, n_out: usize) -> Vec<Job> {
        let n_fours = self.fours.len() / self.scales.len().max(1);
        let scales = self.scales.iter().enumerate();
        scales
            .map(|(row, &scale)| Job {
                x: row * n_fours,
                scale,
                base: 0,
                y: row * n_out,
            })
            .collect()
    }
}

/// How many fours a row of `wide` numbers makes.
pub const fn n_fours(wide: usize) -> usize {
    wide.div_ceil(4)
}

/// A row of numbers none of which is over 1, as fours whose scale is [`UNIT`].
#[inline(always)]
pub fn put_units(row: &[f32], out: &mut [i32]) {
    put_fours(row, LARGEST, out);
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

/// Each number with those a quarter, a half and three quarters of a row further, as far as there are such.
#[inline(always)]
fn put_fours(row: &[f32], scale: f32, out: &mut [i32]) {
    let [a, b, c, d] = quarters(row);
    if a.len() == d.len() {
        let numbers = a.iter().zip(b).zip(c.iter().zip(d));
        for (out, ((a, b), (c, d))) in out.iter_mut().zip(numbers) {
            let number = |number: &f32| whole(number * scale);
            *out = four([number(a), number(b), number(c), number(d)]);
        }
        return;
    }
    for (at, out) in out.iter_mut().enumerate() {
        let number = |quarter: &[f32]| quarter.get(at).map_or(ZERO, |number| whole(number * scale));
        *out = four([number(a), number(b), number(c), number(d)]);
    }
}

/// A row in four parts; of one that cannot be parted evenly, the last ones are shorter or empty.
#[inline(always)]
fn quarters<T>(row: &[T]) -> [&[T]; 4] {
    let n = n_fours(row.len());
    let quarter = |from: usize| &row[(from * n).min(row.len())..(from * n + n).min(row.len())];
    [quarter(0), quarter(1), quarter(2), quarter(3)]
}

/// The nearest whole number and [`ZERO`], in its lowest bits: what is added leaves a float no place for anything smaller.
#[inline(always)]
const fn whole(number: f32) -> i32 {
    const ALL_WHOLE: f32 = 12_582_912.0 + ZERO as f32;
    (number + ALL_WHOLE).to_bits().cast_signed()
}

/// The lowest bytes of four numbers, in one.
#[inline(always)]
const fn four([a, b, c, d]: [i32; 4]) -> i32 {
    (a & 0xff) | (b & 0xff) << 8 | (c & 0xff) << 16 | d << 24
}

impl Matrix {
    /// Reads one output after the other: its scale, then a byte for each of `n_in` inputs, which come in rows of `wide` side by side.
    pub fn read(reader: &mut Reader<'_>, n_in: usize, wide: usize, n_out: usize) -> Option<Self> {
        if wide == 0 || !n_in.is_multiple_of(wide) || n_in > MOST_INPUTS {
            return None;
        }
        let n_fours = n_in / wide * n_fours(wide);
        let n_panels = n_out.div_ceil(PANEL);
        let mut panels = vec![[[0; WIDE]; BLOCKS]; n_fours * n_panels];
        let mut starts = vec![[[0; WIDE]; BLOCKS]; n_panels];
        let mut scales = vec![0.0; n_out];
        for (out, scale) in scales.iter_mut().enumerate() {
            *scale = reader.f32()?;
            let bytes = reader.bytes(n_in)?;
            let sum: i32 = bytes.iter().map(|byte| i32::from(byte.cast_signed())).sum();
            let start = starts.get_mut(out / PANEL)?.as_flattened_mut();
            *start.get_mut(out % PANEL)? = -ZERO * sum;
            let mut panel = panels.get_mut(out / PANEL * n_fours..)?.iter_mut();
            for row in bytes.chunks(wide) {
                let quarters = quarters(row);
                for at in 0..self::n_fours(wide) {
                    let weight =
                        |quarter: &[u8]| quarter.get(at).map_or(0, |byte| i32::from(*byte));
                    let fours = panel.next()?.as_flattened_mut();
                    *fours.get_mut(out % PANEL)? = four(quarters.map(weight));
                }
            }
        }
        Some(Self {
            n_fours,
            n_out,
            panels,
            starts,
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
        let product = |x: i32, weights: i32| -> i32 {
            let bytes = x.to_le_bytes().into_iter().zip(weights.to_le_bytes());
            let terms = bytes.map(|(x, weight)| i32::from(x) * i32::from(weight.cast_signed()));
            terms.sum()
        };
        for panel in self.panels() {
            for job in jobs {
                let mut sums = *panel.start;
                for (&x, weights) in self.row(x, job).iter().zip(panel.rows) {
                    let sums = sums.as_flattened_mut().iter_mut();
                    for (sum, &weights) in sums.zip(weights.as_flattened()) {
                        *sum += product(x, weights);
                    }
                }
                self.put_sums(&sums, panel.at, job, base, y);
            }
        }
    }

    /// The fours of a job.
    #[inline(always)]
    fn row<'x>(&self, x: &'x [i32], job: &Job) -> &'x [i32] {
        &x[job.x..][..self.n_fours]
    }

    #[inline(always)]
    fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        let panels = self.panels.chunks_exact(self.n_fours).zip(&self.starts);
        panels.enumerate().map(|(number, (rows, start))| Panel {
            at: number * PANEL,
            start,
            rows,
        })
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
            // In steps that whole numbers stand for; the first of each row is the largest.
            let step = |at: usize| {
                if at.is_multiple_of(n_in) {
                    31.0
                } else {
                    (at * 29 % 63) as f32 - 31.0
                }
            };
            let x: Vec<f32> = (0..n * n_in).map(|at| step(at) * UNIT).collect();
            let mut y = vec![0.0; n * n_out];
            let rows = Rows::new(&x, n_in);
            matrix.product(&rows.fours, &vec![1.0; n_out], &mut y, &rows.jobs(n_out));
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
            let mut fours = vec![0; matrix.n_fours];
            for (row, out) in x.chunks(wide).zip(fours.chunks_mut(n_fours(wide))) {
                put_units(row, out);
            }
            let job = Job {
                x: 0,
                scale: UNIT,
                base: 0,
                y: 0,
            };
            let mut y = vec![0.0; 4];
            matrix.product(&fours, &[0.0; 4], &mut y, &[job]);
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
    fn the_largest_sums_fit() {
        let (n_in, n_out) = (97, 50);
        let mut writer = Writer::new(b"");
        writer.rows(&vec![-1.0; n_in * n_out], n_in);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, b"").unwrap();
        let matrix = Matrix::read(&mut reader, n_in, n_in, n_out).unwrap();
        for x in [1.0, -1.0] {
            let rows = Rows::new(&vec![x; n_in], n_in);
            for product in ways() {
                let mut y = vec![0.0; n_out];
                product(
                    &matrix,
                    &rows.fours,
                    &vec![0.0; n_out],
                    &mut y,
                    &rows.jobs(n_out),
                );
                let sum = -x * n_in as f32;
                assert!(y.iter().all(|y| (y - sum).abs() < 0.1), "{sum} {y:?}");
            }
        }
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
                    product(&matrix, &rows.fours, &base, &mut y, &jobs);
                    y.into_iter().map(f32::to_bits).collect()
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]));
        }
    }
}

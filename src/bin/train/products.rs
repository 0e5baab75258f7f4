//! Products of matrices while they are being learned. Everything is inlined, so that it is compiled once more where the caller may use
//! wider registers.

use legation::text::parser::math::add_scaled;

/// `y[row] += x[row] · w` for `n` rows; `x` is n × `n_in`, `w` is `n_in` × `n_out`, `y` is n × `n_out`, all row by row.
#[inline(always)]
pub fn add_product(x: &[f32], w: &[f32], y: &mut [f32], n_in: usize, n_out: usize) {
    if n_in == 0 || n_out == 0 {
        return;
    }
    for (x, y) in x.chunks(4 * n_in).zip(y.chunks_mut(4 * n_out)) {
        if y.len() == 4 * n_out {
            four_rows(x, w, y, n_in, n_out);
        } else {
            for (x, y) in x.chunks_exact(n_in).zip(y.chunks_exact_mut(n_out)) {
                add_row(x, w, y);
            }
        }
    }
}

/// `y += x · w` for one row.
#[inline(always)]
pub fn add_row(x: &[f32], w: &[f32], y: &mut [f32]) {
    for (&scale, row) in x.iter().zip(w.chunks_exact(y.len())) {
        add_scaled(scale, row, y);
    }
}

/// Four rows at once, eight outputs at a time: the sums stay in registers.
#[inline(always)]
fn four_rows(x: &[f32], w: &[f32], y: &mut [f32], n_in: usize, n_out: usize) {
    const WIDE: usize = 8;
    let mut from = 0;
    while from < n_out {
        let to = (from + WIDE).min(n_out);
        if to - from == WIDE {
            let mut sums = [[0.0_f32; WIDE]; 4];
            for (at, w_row) in w.chunks_exact(n_out).enumerate() {
                let Some(weights) = w_row.get(from..to) else {
                    break;
                };
                for (row, sums) in sums.iter_mut().enumerate() {
                    let scale = x[row * n_in + at];
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += scale * weight;
                    }
                }
            }
            for (row, sums) in sums.iter().enumerate() {
                let start = row * n_out + from;
                for (y, sum) in y[start..start + WIDE].iter_mut().zip(sums) {
                    *y += sum;
                }
            }
        } else {
            for (at, w_row) in w.chunks_exact(n_out).enumerate() {
                for row in 0..4 {
                    add_scaled(
                        x[row * n_in + at],
                        &w_row[from..to],
                        &mut y[row * n_out + from..row * n_out + to],
                    );
                }
            }
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_is_the_product() {
        let (n, n_in, n_out) = (7, 5, 19);
        let value = |at: usize| ((at * 37 % 23) as f32 - 11.0) / 7.0;
        let x: Vec<f32> = (0..n * n_in).map(value).collect();
        let w: Vec<f32> = (0..n_in * n_out).map(|at| value(at + 5)).collect();
        let mut y = vec![1.0; n * n_out];
        add_product(&x, &w, &mut y, n_in, n_out);
        for row in 0..n {
            for col in 0..n_out {
                let sum: f32 = (0..n_in)
                    .map(|k| x[row * n_in + k] * w[k * n_out + col])
                    .sum();
                assert!((y[row * n_out + col] - sum - 1.0).abs() < 1e-4);
            }
        }
    }
}

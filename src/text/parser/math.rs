//! The arithmetic of the parser: + − × ÷ in a fixed order, so that the same bytes come out on any machine.
//! Everything is inlined, so that it is compiled once more where the caller may use wider registers.

/// `y += scale · x`.
#[inline(always)]
pub fn add_scaled(scale: f32, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += scale * x;
    }
}

/// The scalar product, summed in eight lanes.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let ((a_rows, a_rest), (b_rows, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    for (a, b) in a_rows.iter().zip(b_rows) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// tanh to about 1e-5, without a library call that may differ from machine to machine.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let (above, below) = tanh_fraction(x);
    above / below
}

/// What stands above and below the line of [`tanh`]: of several in one sum, a single division is left.
#[inline(always)]
pub fn tanh_fraction(x: f32) -> (f32, f32) {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    (
        x * (135_135.0 + s * (17_325.0 + s * (378.0 + s))),
        135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0)),
    )
}

/// The logistic function by way of [`tanh`].
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_is_close() {
        for step in -80..=80 {
            let x = step as f32 / 8.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
        }
    }
}

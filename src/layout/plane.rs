//! Points as two arrays of numbers, padded to whole lanes.

use crate::layout::wide::padded;

/// Points by index; the padding stays at zero.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Plane {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
}

impl Plane {
    pub fn new(len: usize) -> Self {
        Self {
            x: vec![0.0; padded(len)],
            y: vec![0.0; padded(len)],
        }
    }

    pub fn at(&self, node: usize) -> (f32, f32) {
        (self.x[node], self.y[node])
    }

    pub fn put(&mut self, node: usize, (x, y): (f32, f32)) {
        self.x[node] = x;
        self.y[node] = y;
    }

    /// Moves the middle of the first `len` points to zero and turns their longer extent level.
    pub fn level(&mut self, len: usize) {
        if len == 0 {
            return;
        }
        let (x, y) = (&mut self.x[..len], &mut self.y[..len]);
        let (mean_x, mean_y) = (
            x.iter().sum::<f32>() / len as f32,
            y.iter().sum::<f32>() / len as f32,
        );
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (x, y) in x.iter_mut().zip(y.iter_mut()) {
            *x -= mean_x;
            *y -= mean_y;
            xx += *x * *x;
            xy += *x * *y;
            yy += *y * *y;
        }
        let (cos, sin) = long_axis(xx, xy, yy);
        for (x, y) in x.iter_mut().zip(y.iter_mut()) {
            (*x, *y) = (*x * cos + *y * sin, *y * cos - *x * sin);
        }
    }
}

/// Direction of the larger eigenvector of a symmetric 2×2 matrix; level where there is none.
fn long_axis(xx: f32, xy: f32, yy: f32) -> (f32, f32) {
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    // Of the two ways to write the eigenvector, the one that does not cancel.
    let (x, y) = if half >= 0.0 {
        (half + root, xy)
    } else {
        (xy.abs(), if xy < 0.0 { half - root } else { root - half })
    };
    let length = (x * x + y * y).sqrt();
    if length > 0.0 && length.is_finite() {
        (x / length, y / length)
    } else {
        (1.0, 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slanted_line_comes_to_lie_level() {
        for (dx, dy) in [(1.0, 1.0), (0.0, 2.0), (-1.0, 3.0), (2.0, -0.5)] {
            let mut plane = Plane::new(5);
            for node in 0..5 {
                plane.put(node, (node as f32 * dx + 7.0, node as f32 * dy));
            }
            plane.level(5);
            assert!(plane.y.iter().all(|y| y.abs() < 1e-4), "{plane:?}");
            assert!(plane.x.iter().any(|x| *x > 1.0));
        }
    }
}

//! Boxes in level bands, so that each is compared with few others.

use std::ops::Range;

use crate::layout::plane::Plane;
use crate::layout::separate::Body;

/// From so many boxes on there is more than one band.
pub(super) const MANY: usize = 4_000;

/// Boxes in level bands, each from left to right: a box can overlap others of its own band and of the two beside it only.
pub(super) struct Bands {
    /// Left sides as they were when sorted, in that order.
    lefts: Vec<f32>,
    pub ranges: Vec<Range<usize>>,
    /// Which range holds the next band below, if there is one.
    below: Vec<Option<usize>>,
    pub widest: f32,
}

impl Bands {
    pub fn sort(bodies: &[Body], plane: &Plane, order: &mut [u32]) -> Self {
        let (widest, highest) = bodies.iter().fold((0.0_f32, 0.0_f32), |most, body| {
            (most.0.max(body.half_width), most.1.max(body.half_height))
        });
        // A small map is one band.
        let height = if bodies.len() < MANY {
            f32::INFINITY
        } else {
            highest.max(1.0) * 4.0
        };
        let band = |node: u32| (plane.y[node as usize] / height).floor() as i32;
        let left = |node: u32| plane.x[node as usize] - bodies[node as usize].half_width;
        let mut keys: Vec<(i32, f32, u32)> = order
            .iter()
            .map(|&node| {
                (
                    if height.is_finite() { band(node) } else { 0 },
                    left(node),
                    node,
                )
            })
            .collect();
        keys.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (slot, key) in order.iter_mut().zip(&keys) {
            *slot = key.2;
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut numbers = Vec::new();
        for chunk in keys.chunk_by(|a, b| a.0 == b.0) {
            let start = ranges.last().map_or(0, |range| range.end);
            ranges.push(start..start + chunk.len());
            numbers.push(chunk.first().map_or(0, |key| key.0));
        }
        let below = (0..numbers.len())
            .map(|at| (numbers.get(at + 1) == Some(&(numbers[at] + 1))).then_some(at + 1))
            .collect();
        Self {
            lefts: keys.iter().map(|key| key.1).collect(),
            ranges,
            below,
            widest,
        }
    }

    /// What the box at `at` may overlap in the band below.
    pub fn beside(&self, band: usize, at: usize) -> Range<usize> {
        let Some(below) = self.below[band] else {
            return 0..0;
        };
        let range = self.ranges[below].clone();
        let lefts = &self.lefts[range.clone()];
        let (low, high) = (
            self.lefts[at] - 3.0 * self.widest,
            self.lefts[at] + 3.0 * self.widest,
        );
        range.start + lefts.partition_point(|left| *left < low)
            ..range.start + lefts.partition_point(|left| *left <= high)
    }
}

//! New nodes beside old ones, which keep their places.

use crate::layout::hops::hops_from;
use crate::layout::plane::Plane;
use crate::layout::seed::Seed;
use crate::layout::shape::Shape;

/// Rounds in which new nodes find their places among the old.
const ROUNDS: usize = 12;
/// Distances looked at from one new node at most; beyond, the mean of the neighbours has to do.
const WORK: usize = 60_000_000;

/// Distances measured from so many placed nodes tell the size of a hop.
const RULERS: usize = 12;

/// Map units for one hop, as a placed part of a component shows it; `None` if it shows nothing.
pub(super) fn measured_hop(shape: &Shape, plane: &Plane, placed: &[bool]) -> Option<f32> {
    let there: Vec<usize> = (0..shape.len()).filter(|&node| placed[node]).collect();
    let (mut sum, mut squares) = (0.0_f32, 0.0_f32);
    for &ruler in there.iter().step_by(there.len().div_ceil(RULERS).max(1)) {
        let (x, y) = plane.at(ruler);
        for (node, far) in hops_from(shape, ruler).into_iter().enumerate() {
            if node != ruler && placed[node] && far != u32::MAX {
                let (dx, dy) = (plane.x[node] - x, plane.y[node] - y);
                let hop = (dx * dx + dy * dy).sqrt() / far as f32;
                sum += hop;
                squares += hop * hop;
            }
        }
    }
    // The hop that wrongs all pairs least, each by its share: the least of Σ(1 − drawn / (hop · far))².
    (sum > 0.0).then(|| squares / sum)
}

/// Gives places to the new nodes of a component that has some placed ones; old ones are not touched.
pub(super) fn settle_new(shape: &Shape, plane: &mut Plane, old: &[bool], hop: f32, seed: u64) {
    let n = shape.len();
    let mut placed = old.to_vec();
    let new = beside_neighbours(shape, plane, &mut placed, hop, seed);
    if new.len() * (n + shape.n_ends()) > WORK {
        return;
    }
    let hops: Vec<Vec<u32>> = new.iter().map(|&node| hops_from(shape, node)).collect();
    for _ in 0..ROUNDS {
        for (&node, hops) in new.iter().zip(&hops) {
            let place = fitted(plane, &placed, node, hops, hop);
            plane.put(node, place);
        }
    }
}

/// Puts each new node near the mean of its placed neighbours, those with more of them first; gives the order.
fn beside_neighbours(
    shape: &Shape,
    plane: &mut Plane,
    placed: &mut [bool],
    hop: f32,
    seed: u64,
) -> Vec<usize> {
    let mut seed = Seed::new(seed);
    let mut new: Vec<usize> = Vec::new();
    let mut ring: Vec<usize> = (0..shape.len()).filter(|&node| placed[node]).collect();
    while !ring.is_empty() {
        let mut next: Vec<usize> = ring
            .iter()
            .flat_map(|&node| shape.neighbours(node))
            .map(|&end| end as usize)
            .filter(|&end| !placed[end])
            .collect();
        next.sort_unstable();
        next.dedup();
        let places: Vec<(f32, f32)> = next
            .iter()
            .map(|&node| {
                let (x, y) = mean_of_placed(shape, plane, placed, node);
                (
                    x + seed.around_zero() * hop * 0.3,
                    y + seed.around_zero() * hop * 0.3,
                )
            })
            .collect();
        for (&node, place) in next.iter().zip(places) {
            plane.put(node, place);
            placed[node] = true;
        }
        new.extend(&next);
        ring = next;
    }
    new
}

fn mean_of_placed(shape: &Shape, plane: &Plane, placed: &[bool], node: usize) -> (f32, f32) {
    let (mut x, mut y, mut weight) = (0.0, 0.0, 0.0);
    for (end, strength) in shape.springs(node) {
        if placed[end] {
            x += strength * plane.x[end];
            y += strength * plane.y[end];
            weight += strength;
        }
    }
    (x / weight, y / weight)
}

/// The place that fits a node's distances to all placed ones best, near ones counting most.
fn fitted(plane: &Plane, placed: &[bool], node: usize, hops: &[u32], hop: f32) -> (f32, f32) {
    let (x, y) = plane.at(node);
    let (mut sum_x, mut sum_y, mut weights) = (0.0, 0.0, 0.0);
    for (other, &far) in hops.iter().enumerate() {
        if other == node || !placed[other] || far == u32::MAX {
            continue;
        }
        let (dx, dy) = (x - plane.x[other], y - plane.y[other]);
        let wanted = far as f32 * hop;
        let drawn = (dx * dx + dy * dy + 1e-6).sqrt();
        let weight = 1.0 / (wanted * wanted);
        sum_x += weight * (plane.x[other] + wanted * dx / drawn);
        sum_y += weight * (plane.y[other] + wanted * dy / drawn);
        weights += weight;
    }
    if weights > 0.0 {
        (sum_x / weights, sum_y / weights)
    } else {
        (x, y)
    }
}

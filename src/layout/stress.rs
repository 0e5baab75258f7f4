//! Drawn distances that follow graph distances, in hops.
//!
//! PivotMDS (Brandes and Pich 2007) finds the start; then one node after another goes where its distances to all others,
//! weighted by 1/d², are kept best (localised stress majorization, Gansner, Koren and North 2005).
//! Above a few thousand nodes each goes by its neighbours and a sample of the others, drawn once.

use crate::layout::hops::{Cell, Hops, hops_from, is_long};
use crate::layout::plane::Plane;
use crate::layout::seed::Seed;
use crate::layout::shape::Shape;
use crate::layout::wide::{LANES, rows, sum, wide};

/// Up to here all pairs of distances are kept.
pub(super) const ALL_PAIRS: usize = 5000;
/// Pivots of the start: more change the picture no longer, and a huge graph has to do with fewer.
const START_PIVOTS: usize = 40;
const FEW_PIVOTS: usize = 8;
/// Columns of the sums of a sweep; with more of them the machine has no room for so much at once.
const FEW: usize = 16;
/// Distances from pivots that are looked at, about.
const PIVOT_CELLS: usize = 8_000_000;
/// Distances to the sample that are kept, about.
const SAMPLE_CELLS: usize = 16_000_000;

/// Graph distances as the sweeps need them; a graph with long paths needs more bits for each.
#[derive(Debug)]
pub(super) enum Distances {
    All(Hops<u8>),
    AllLong(Hops<u16>),
    Sample(Sample<u8>),
    SampleLong(Sample<u16>),
}

impl Distances {
    /// All pairs while there are not too many, else a sample.
    pub fn new(shape: &Shape, seed: u64) -> Self {
        if shape.len() <= ALL_PAIRS {
            Self::all(shape)
        } else {
            Self::sampled(shape, seed)
        }
    }

    /// All pairs; costs the square of the number of nodes.
    fn all(shape: &Shape) -> Self {
        if is_long(shape) {
            Self::AllLong(Hops::between_all(shape))
        } else {
            Self::All(Hops::between_all(shape))
        }
    }

    /// To neighbours and a sample; costs in proportion to the graph.
    fn sampled(shape: &Shape, seed: u64) -> Self {
        if is_long(shape) {
            Self::SampleLong(Sample::new(shape, seed))
        } else {
            Self::Sample(Sample::new(shape, seed))
        }
    }

    /// First places by PivotMDS, with a little noise so that no two nodes fall together.
    pub fn start(&self, shape: &Shape, seed: u64) -> Plane {
        let n = shape.len();
        let pivots = (PIVOT_CELLS / n.max(1)).clamp(FEW_PIVOTS, START_PIVOTS);
        let columns = far_apart(n, pivots, |node| match self {
            Self::All(hops) => hops.from(node, n),
            Self::AllLong(hops) => hops.from(node, n),
            Self::Sample(_) | Self::SampleLong(_) => hops_from(shape, node)
                .into_iter()
                .map(|far| far as f32)
                .collect(),
        });
        let mut plane = pivot_start(n, &columns);
        let mut seed = Seed::new(seed);
        for node in 0..n {
            plane.x[node] += seed.around_zero() * 0.1;
            plane.y[node] += seed.around_zero() * 0.1;
        }
        plane
    }

    /// Pairs that one round looks at.
    pub fn n_pairs(&self, n: usize) -> usize {
        let others = match self {
            Self::All(_) | Self::AllLong(_) => n,
            Self::Sample(sample) => sample.nodes.len(),
            Self::SampleLong(sample) => sample.nodes.len(),
        };
        n * others
    }

    /// One round over all nodes; gives the root mean square of the moves wanted, in hops.
    ///
    /// `stride` is how far a node goes, as a share of the way to its best place: majorization allows anything below 2.
    pub fn sweep(&self, shape: &Shape, stride: f32, plane: &mut Plane) -> f32 {
        let (x, y) = (&mut plane.x, &mut plane.y);
        match self {
            Self::All(hops) => sweep_all(hops, shape, stride, x, y),
            Self::AllLong(hops) => sweep_all_long(hops, shape, stride, x, y),
            Self::Sample(sample) => sweep_sample(sample, shape, stride, x, y),
            Self::SampleLong(sample) => sweep_sample_long(sample, shape, stride, x, y),
        }
    }
}

wide! {
    fn sweep_all(hops: &Hops<u8>, shape: &Shape, stride: f32, x: &mut [f32], y: &mut [f32]) -> f32 {
        against_all(hops, shape, stride, x, y)
    }
}

wide! {
    fn sweep_all_long(hops: &Hops<u16>, shape: &Shape, stride: f32, x: &mut [f32], y: &mut [f32]) -> f32 {
        against_all(hops, shape, stride, x, y)
    }
}

/// One round over all nodes against all others.
#[inline(always)]
fn against_all<T: Cell>(
    hops: &Hops<T>,
    shape: &Shape,
    stride: f32,
    x: &mut [f32],
    y: &mut [f32],
) -> f32 {
    let mut moved = 0.0;
    for node in 0..shape.len() {
        let (here_x, here_y) = (x[node], y[node]);
        let [weight, sum_x, sum_y] = pull(hops.row(node), here_x, here_y, x, y);
        if weight > 0.0 {
            let (dx, dy) = (sum_x / weight, sum_y / weight);
            moved += dx * dx + dy * dy;
            x[node] = here_x + stride * dx;
            y[node] = here_y + stride * dy;
        }
    }
    (moved / shape.len().max(1) as f32).sqrt()
}

/// Sum of weights, and of the weighted ways that the others would have this one go.
#[inline(always)]
fn pull<T: Cell>(hops: &[T], here_x: f32, here_y: f32, x: &[f32], y: &[f32]) -> [f32; 3] {
    let (mut weights, mut sums_x, mut sums_y) = ([0.0; FEW], [0.0; FEW], [0.0; FEW]);
    let hops: &[[T; FEW]] = hops.as_chunks().0;
    for ((hops, x), y) in hops.iter().zip(rows::<FEW>(x)).zip(rows::<FEW>(y)) {
        for lane in 0..FEW {
            let d: f32 = hops[lane].into();
            let (dx, dy) = (here_x - x[lane], here_y - y[lane]);
            let drawn = (dx * dx + dy * dy + 1e-9).sqrt();
            // One division serves both the weight 1/d² and the direction: q = 1/(d²·drawn).
            let q = 1.0 / (d * d * drawn);
            let (weight, along) = (q * drawn, q * (d - drawn));
            weights[lane] += weight;
            sums_x[lane] += along * dx;
            sums_y[lane] += along * dy;
        }
    }
    [sum(weights), sum(sums_x), sum(sums_y)]
}

/// Nodes drawn by lot, with the distance of every node to each.
#[derive(Debug)]
pub(super) struct Sample<T> {
    nodes: Vec<u32>,
    hops: Hops<T>,
}

impl<T: Cell> Sample<T> {
    fn new(shape: &Shape, seed: u64) -> Self {
        let n = shape.len();
        let count = (SAMPLE_CELLS / n.max(1))
            .clamp(128, 1024)
            .next_multiple_of(LANES)
            .min(n);
        let mut lots: Vec<u32> = (0..n as u32).collect();
        let mut seed = Seed::new(seed);
        for at in 0..count {
            let other = at + (seed.bits() % (n - at) as u64) as usize;
            lots.swap(at, other);
        }
        lots.truncate(count);
        let mut hops = Hops::to(shape, &lots);
        // Neighbours are all looked at anyway.
        hops.forget_neighbours();
        Self { nodes: lots, hops }
    }
}

wide! {
    fn sweep_sample(sample: &Sample<u8>, shape: &Shape, stride: f32, x: &mut [f32], y: &mut [f32]) -> f32 {
        against_sample(sample, shape, stride, x, y)
    }
}

wide! {
    fn sweep_sample_long(sample: &Sample<u16>, shape: &Shape, stride: f32, x: &mut [f32], y: &mut [f32]) -> f32 {
        against_sample(sample, shape, stride, x, y)
    }
}

/// One round over all nodes against their neighbours and the sample, which stands for all others.
#[inline(always)]
fn against_sample<T: Cell>(
    sample: &Sample<T>,
    shape: &Shape,
    stride: f32,
    x: &mut [f32],
    y: &mut [f32],
) -> f32 {
    let n = shape.len();
    let stands_for = n as f32 / sample.nodes.len() as f32;
    let mut slots = vec![usize::MAX; n];
    let mut at = Plane::new(sample.nodes.len());
    for (slot, &node) in sample.nodes.iter().enumerate() {
        slots[node as usize] = slot;
        at.put(slot, (x[node as usize], y[node as usize]));
    }
    let mut moved = 0.0;
    for node in 0..n {
        let (here_x, here_y) = (x[node], y[node]);
        let pulled = pull(sample.hops.row(node), here_x, here_y, &at.x, &at.y);
        let [mut weight, mut sum_x, mut sum_y] = pulled.map(|value| value * stands_for);
        for &end in shape.neighbours(node) {
            let (x, y) = (x[end as usize], y[end as usize]);
            let (dx, dy) = (here_x - x, here_y - y);
            let along = 1.0 / (dx * dx + dy * dy + 1e-9).sqrt() - 1.0;
            weight += 1.0;
            sum_x += along * dx;
            sum_y += along * dy;
        }
        let (dx, dy) = (sum_x / weight, sum_y / weight);
        moved += dx * dx + dy * dy;
        x[node] = here_x + stride * dx;
        y[node] = here_y + stride * dy;
        if slots[node] != usize::MAX {
            at.put(slots[node], (x[node], y[node]));
        }
    }
    (moved / n.max(1) as f32).sqrt()
}

/// Distances of nodes that are far from each other: always of the one farthest from those chosen so far.
fn far_apart(
    n: usize,
    count: usize,
    mut distances: impl FnMut(usize) -> Vec<f32>,
) -> Vec<Vec<f32>> {
    let mut nearest = vec![f32::INFINITY; n];
    let mut chosen = Vec::new();
    let mut next = 0;
    while chosen.len() < count.min(n) {
        let hops = distances(next);
        for (near, far) in nearest.iter_mut().zip(&hops) {
            *near = near.min(*far);
        }
        chosen.push(hops);
        let mut best = 0.0;
        for (node, near) in nearest.iter().enumerate() {
            if *near > best {
                best = *near;
                next = node;
            }
        }
        if best == 0.0 {
            break;
        }
    }
    chosen
}

/// PivotMDS: the two main directions of the doubly centred squared distances to the pivots, scaled to hops.
fn pivot_start(n: usize, columns: &[Vec<f32>]) -> Plane {
    let k = columns.len();
    let mut plane = Plane::new(n);
    if n < 2 {
        return plane;
    }
    let mut centred: Vec<Vec<f32>> = columns
        .iter()
        .map(|hops| hops.iter().map(|far| far * far).collect())
        .collect();
    let mut row_means = vec![0.0; n];
    for column in &centred {
        for (mean, square) in row_means.iter_mut().zip(column) {
            *mean += square / k as f32;
        }
    }
    let whole = row_means.iter().sum::<f32>() / n as f32;
    for column in &mut centred {
        let mean = column.iter().sum::<f32>() / n as f32;
        for (square, row_mean) in column.iter_mut().zip(&row_means) {
            *square = (mean + row_mean - whole - *square) / 2.0;
        }
    }
    let mut inner = vec![0.0; k * k];
    for a in 0..k {
        for b in a..k {
            let product = dot(&centred[a], &centred[b]);
            inner[a * k + b] = product;
            inner[b * k + a] = product;
        }
    }
    let first = main_direction(&inner, k, None);
    let second = main_direction(&inner, k, Some(&first));
    for (at, column) in centred.iter().enumerate() {
        for (node, value) in column.iter().enumerate() {
            plane.x[node] += value * first[at];
            plane.y[node] += value * second[at];
        }
    }
    scale_to_hops(&mut plane, columns);
    plane
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for (a, b) in a.chunks(LANES).zip(b.chunks(LANES)) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    sum(lanes)
}

/// Power iteration on a symmetric k×k matrix, at right angles to a direction found before.
fn main_direction(matrix: &[f32], k: usize, apart_from: Option<&[f32]>) -> Vec<f32> {
    let mut seed = Seed::new(k as u64);
    let mut direction: Vec<f32> = (0..k).map(|_| seed.around_zero()).collect();
    for _ in 0..60 {
        if let Some(other) = apart_from {
            let shadow = dot(&direction, other);
            for (value, other) in direction.iter_mut().zip(other) {
                *value -= shadow * other;
            }
        }
        let length = dot(&direction, &direction).sqrt();
        if !(length.is_finite() && length > 0.0) {
            return vec![0.0; k];
        }
        for value in &mut direction {
            *value /= length;
        }
        let next: Vec<f32> = (0..k)
            .map(|row| dot(&matrix[row * k..(row + 1) * k], &direction))
            .collect();
        let grown = dot(&next, &next).sqrt();
        if !(grown.is_finite() && grown > 1e-12) {
            return vec![0.0; k];
        }
        direction = next.iter().map(|value| value / grown).collect();
    }
    if let Some(other) = apart_from {
        let shadow = dot(&direction, other);
        for (value, other) in direction.iter_mut().zip(other) {
            *value -= shadow * other;
        }
    }
    direction
}

/// Scales drawn distances to graph distances, measured between all nodes and the pivots.
fn scale_to_hops(plane: &mut Plane, columns: &[Vec<f32>]) {
    let (mut with, mut square) = (0.0, 0.0);
    for hops in columns {
        let Some(pivot) = hops.iter().position(|far| *far == 0.0) else {
            continue;
        };
        let (px, py) = plane.at(pivot);
        for (node, &far) in hops.iter().enumerate() {
            if far > 0.0 {
                let (x, y) = plane.at(node);
                let drawn = ((x - px) * (x - px) + (y - py) * (y - py)).sqrt();
                with += drawn / far;
                square += (drawn / far) * (drawn / far);
            }
        }
    }
    let scale = if square > 0.0 { with / square } else { 1.0 };
    if scale.is_finite() {
        for value in plane.x.iter_mut().chain(&mut plane.y) {
            *value *= scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::request;

    #[test]
    fn a_path_longer_than_eight_bits_is_not_folded() {
        let springs: Vec<_> = (1..600).map(|node| (node - 1, node, 1.0)).collect();
        let shape = Shape::new(&request(600, &springs));
        for distances in [Distances::all(&shape), Distances::sampled(&shape, 1)] {
            let mut plane = distances.start(&shape, 1);
            for _ in 0..10 {
                distances.sweep(&shape, 1.0, &mut plane);
            }
            let ((ax, ay), (bx, by)) = (plane.at(0), plane.at(599));
            let drawn = ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)).sqrt();
            assert!((drawn - 599.0).abs() < 12.0, "{drawn}");
        }
    }
}

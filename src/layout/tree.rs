//! The push between many nodes, near ones one by one and far ones by the handful.
//!
//! Nodes are sorted along a Morton curve and cut into blocks; pairs of blocks make cells, pairs of cells larger cells. For each
//! block one list is drawn up of what pushes it, single nodes where they are near and the middles of cells where they are far
//! (Barnes and Hut 1986, with one walk for a whole block), and the list is run through like an array.

use crate::layout::forces::push;
use crate::layout::plane::Plane;
use crate::layout::share::fill_both;
use crate::layout::wide::{LANES, padded, wide};

/// A cell stands for its nodes when its extent is less than this share of its distance.
const OPENING: f32 = 0.9;

/// Nodes of one step, sorted, with the cells over them.
#[derive(Debug, Default)]
pub(super) struct Tree {
    keys: Vec<u64>,
    sorted: Plane,
    masses: Vec<f32>,
    /// Blocks, then pairs of blocks, and so on up to one cell for all.
    levels: Vec<Vec<Cell>>,
    /// The push on each, in the same order.
    pushes: Plane,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    low: (f32, f32),
    high: (f32, f32),
    mass: f32,
    middle: (f32, f32),
}

/// What pushes one block.
#[derive(Debug, Default)]
struct List {
    at: Plane,
    masses: Vec<f32>,
}

impl Tree {
    /// The push on each of the first `n` nodes: sum over all others of mass times direction over distance.
    pub fn push_all(&mut self, n: usize, masses: &[f32], plane: &Plane, forces: &mut Plane) {
        self.sort(n, plane);
        self.sorted = Plane::new(n);
        self.masses.clear();
        self.masses.resize(padded(n), 0.0);
        for (at, key) in self.keys.iter().enumerate() {
            let node = (key & u64::from(u32::MAX)) as usize;
            self.sorted.put(at, plane.at(node));
            self.masses[at] = masses[node];
        }
        self.build(n);
        let mut pushes = std::mem::take(&mut self.pushes);
        pushes.x.resize(padded(n), 0.0);
        pushes.y.resize(padded(n), 0.0);
        fill_both(&mut pushes.x, &mut pushes.y, |first, fx, fy| {
            push_blocks(self, n, first, fx, fy);
        });
        for (at, key) in self.keys.iter().enumerate() {
            forces.put((key & u64::from(u32::MAX)) as usize, pushes.at(at));
        }
        self.pushes = pushes;
    }

    /// Keys of Morton code and node, in order.
    fn sort(&mut self, n: usize, plane: &Plane) {
        let (low, high) = bounds(&plane.x[..n], &plane.y[..n]);
        let extent = (high.0 - low.0).max(high.1 - low.1).max(1e-20);
        let scale = 65535.0 / extent;
        self.keys.clear();
        self.keys.extend((0..n).map(|node| {
            let column = ((plane.x[node] - low.0) * scale) as u32;
            let row = ((plane.y[node] - low.1) * scale) as u32;
            u64::from(spread_bits(column) | spread_bits(row) << 1) << 32 | node as u64
        }));
        self.keys.sort_unstable();
    }

    fn build(&mut self, n: usize) {
        self.levels.clear();
        let blocks = (0..n).step_by(LANES).map(|start| {
            let range = start..n.min(start + LANES);
            let (low, high) = bounds(&self.sorted.x[range.clone()], &self.sorted.y[range.clone()]);
            let (mut mass, mut x, mut y) = (0.0, 0.0, 0.0);
            for at in range {
                mass += self.masses[at];
                x += self.masses[at] * self.sorted.x[at];
                y += self.masses[at] * self.sorted.y[at];
            }
            Cell {
                low,
                high,
                mass,
                middle: (x / mass, y / mass),
            }
        });
        let mut level: Vec<Cell> = blocks.collect();
        while level.len() > 1 {
            let above = level.chunks(2).map(Cell::over).collect();
            self.levels.push(std::mem::replace(&mut level, above));
        }
        self.levels.push(level);
    }

    /// Fills `list` with what pushes a block.
    fn list_for(&self, block: usize, n: usize, list: &mut List) {
        list.clear();
        let target = self.levels[0][block];
        let mut open = vec![(self.levels.len() - 1, 0)];
        while let Some((level, at)) = open.pop() {
            let cell = self.levels[level][at];
            if level == 0 && (at == block || !cell.is_far_from(&target)) {
                for node in at * LANES..n.min((at + 1) * LANES) {
                    list.add(self.sorted.at(node), self.masses[node]);
                }
            } else if cell.is_far_from(&target) {
                list.add(cell.middle, cell.mass);
            } else {
                let right = 2 * at + 1;
                if right < self.levels[level - 1].len() {
                    open.push((level - 1, right));
                }
                open.push((level - 1, 2 * at));
            }
        }
        list.pad();
    }
}

wide! {
    /// Block after block against its list, from the `first` sorted node on.
    fn push_blocks(tree: &Tree, n: usize, first: usize, fx: &mut [f32], fy: &mut [f32]) {
        let mut list = List::default();
        for (block, (fx, fy)) in (first / LANES..).zip(fx.chunks_mut(LANES).zip(fy.chunks_mut(LANES))) {
            tree.list_for(block, n, &mut list);
            for (at, (fx, fy)) in (block * LANES..n).zip(fx.iter_mut().zip(fy)) {
                (*fx, *fy) = push(&list.masses, &list.at.x, &list.at.y, tree.sorted.at(at));
            }
        }
    }
}

impl Cell {
    fn over(parts: &[Self]) -> Self {
        let [a, b] = parts else {
            return parts[0];
        };
        let mass = a.mass + b.mass;
        Self {
            low: (a.low.0.min(b.low.0), a.low.1.min(b.low.1)),
            high: (a.high.0.max(b.high.0), a.high.1.max(b.high.1)),
            mass,
            middle: (
                (a.mass * a.middle.0 + b.mass * b.middle.0) / mass,
                (a.mass * a.middle.1 + b.mass * b.middle.1) / mass,
            ),
        }
    }

    /// Whether the cell's extent is small against the gap between the two.
    fn is_far_from(&self, target: &Self) -> bool {
        let gap_x = (self.low.0 - target.high.0)
            .max(target.low.0 - self.high.0)
            .max(0.0);
        let gap_y = (self.low.1 - target.high.1)
            .max(target.low.1 - self.high.1)
            .max(0.0);
        let (wide, high) = (self.high.0 - self.low.0, self.high.1 - self.low.1);
        let gap = gap_x * gap_x + gap_y * gap_y;
        gap > 0.0 && wide * wide + high * high < gap * (OPENING * OPENING)
    }
}

impl List {
    fn clear(&mut self) {
        self.at.x.clear();
        self.at.y.clear();
        self.masses.clear();
    }

    fn add(&mut self, (x, y): (f32, f32), mass: f32) {
        self.at.x.push(x);
        self.at.y.push(y);
        self.masses.push(mass);
    }

    fn pad(&mut self) {
        let whole = padded(self.masses.len());
        self.at.x.resize(whole, 0.0);
        self.at.y.resize(whole, 0.0);
        self.masses.resize(whole, 0.0);
    }
}

fn bounds(x: &[f32], y: &[f32]) -> ((f32, f32), (f32, f32)) {
    let ends = |values: &[f32]| {
        values
            .iter()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |ends, &value| {
                (ends.0.min(value), ends.1.max(value))
            })
    };
    let ((left, right), (top, bottom)) = (ends(x), ends(y));
    ((left, top), (right, bottom))
}

/// The lower 16 bits with a gap after each.
fn spread_bits(value: u32) -> u32 {
    let mut bits = value & 0xffff;
    bits = (bits | bits << 8) & 0x00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::forces::push_each;
    use crate::layout::seed::Seed;

    #[test]
    fn the_tree_pushes_like_all_pairs() {
        let n = 1500;
        let mut seed = Seed::new(3);
        let mut plane = Plane::new(n);
        let mut masses: Vec<f32> = (0..n).map(|node| 1.0 + (node % 7) as f32).collect();
        masses.resize(padded(n), 0.0);
        for node in 0..n {
            let spread = if node % 3 == 0 { 30.0 } else { 5.0 };
            plane.put(
                node,
                (seed.around_zero() * spread, seed.around_zero() * spread),
            );
        }
        let (mut exact, mut near) = (Plane::new(n), Plane::new(n));
        push_each(&masses, &plane.x, &plane.y, 0, &mut exact.x, &mut exact.y);
        Tree::default().push_all(n, &masses, &plane, &mut near);
        let alone = near.clone();
        crate::layout::wide::tests::NARROW.set(true);
        Tree::default().push_all(n, &masses, &plane, &mut near);
        assert_eq!(alone, near, "without wide vectors");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3);
        let pool = pool.build().unwrap();
        pool.install(|| Tree::default().push_all(n, &masses, &plane, &mut near));
        assert_eq!(alone, near, "among threads");
        let (mut wrong, mut whole) = (0.0, 0.0);
        for node in 0..n {
            let (a, b) = (exact.at(node), near.at(node));
            wrong += (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1);
            whole += a.0 * a.0 + a.1 * a.1;
        }
        assert!((wrong / whole).sqrt() < 0.02, "{}", (wrong / whole).sqrt());
    }
}

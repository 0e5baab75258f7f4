//! The push between many nodes, near ones one by one and far ones by the handful.
//!
//! Nodes are halved across their longer extent until blocks of a few are left. Blocks and the cells over them take far cells as
//! a whole, and hand on to their halves what is too near for that; in the end a block has a few blocks to look at node by node
//! (the fast multipole method of Greengard and Rokhlin 1987, on the tree of Bentley 1975).

use std::ops::Range;

use crate::layout::field::{Complex, Field, Moments};
use crate::layout::plane::Plane;
use crate::layout::share::fill_both;
use crate::layout::wide::{padded, wide};

/// Nodes of a block; divides the lanes, so that parts for threads are whole blocks.
const BLOCK: usize = 16;
/// Two cells are far from each other when their radii together are less than this share of their distance.
const OPENING: f32 = 0.8;
/// The order of nodes serves from one step to the next, until the blocks have grown so much.
const LOOSE: f32 = 1.15;

/// Nodes of one step, halved and halved again, with the cells over them.
#[derive(Debug, Default)]
pub(super) struct Tree {
    places: Vec<Place>,
    /// Sum of the radii of all blocks when they were last brought in order.
    tight: f32,
    sorted: Plane,
    masses: Vec<f32>,
    /// The first cell is that of all; each is followed by all under its first half.
    cells: Vec<Cell>,
    /// The push on each, in the same order.
    pushes: Plane,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    x: f32,
    y: f32,
    node: u32,
}

#[derive(Clone, Debug)]
struct Cell {
    moments: Moments,
    low: (f32, f32),
    high: (f32, f32),
    /// Greatest distance of a node from the middle, or somewhat more.
    radius: f32,
    blocks: Range<usize>,
    /// The second half; no halves: a block.
    second: Option<u32>,
}

impl Tree {
    /// The push on each of the first `n` nodes: sum over all others of mass times direction over distance.
    pub fn push_all(&mut self, n: usize, masses: &[f32], plane: &Plane, forces: &mut Plane) {
        let as_before = self.places.len() == n;
        if !as_before {
            let places = (0..n as u32).map(|node| Place {
                node,
                ..Place::default()
            });
            self.places = places.collect();
        }
        for place in &mut self.places {
            (place.x, place.y) = plane.at(place.node as usize);
        }
        if !as_before || self.grow_all(masses) > self.tight * LOOSE {
            halve(&mut self.places);
            self.tight = self.grow_all(masses);
        }
        let mut pushes = std::mem::take(&mut self.pushes);
        pushes.x.resize(padded(n), 0.0);
        pushes.y.resize(padded(n), 0.0);
        fill_both(&mut pushes.x, &mut pushes.y, |first, fx, fy| {
            let mut walk = Walk::new(self, n, first, fx, fy);
            walk.candidates.push(0);
            walk.visit(0, &Field::default(), 0);
        });
        for (at, place) in self.places.iter().enumerate() {
            forces.put(place.node as usize, pushes.at(at));
        }
        self.pushes = pushes;
    }

    /// Draws up the cells over the nodes in their order; gives the sum of the radii of all blocks.
    fn grow_all(&mut self, masses: &[f32]) -> f32 {
        let n = self.places.len();
        for numbers in [&mut self.sorted.x, &mut self.sorted.y, &mut self.masses] {
            numbers.resize(padded(n), 0.0);
        }
        for (at, place) in self.places.iter().enumerate() {
            self.sorted.put(at, (place.x, place.y));
            self.masses[at] = masses[place.node as usize];
        }
        self.cells.clear();
        self.grow(0..n.div_ceil(BLOCK), n);
        let blocks = self.cells.iter().filter(|cell| cell.second.is_none());
        blocks.map(|block| block.radius).sum()
    }

    /// Adds the cell over some blocks and all under it; gives its index.
    fn grow(&mut self, blocks: Range<usize>, n: usize) -> usize {
        let at = self.cells.len();
        let nodes = blocks.start * BLOCK..n.min(blocks.end * BLOCK);
        if blocks.len() == 1 {
            self.cells.push(self.block(blocks, nodes));
            return at;
        }
        let middle = blocks.start + blocks.len() / 2;
        self.cells.push(Cell {
            moments: Moments::default(),
            low: (0.0, 0.0),
            high: (0.0, 0.0),
            radius: 0.0,
            blocks: blocks.clone(),
            second: None,
        });
        let first = self.grow(blocks.start..middle, n);
        let second = self.grow(middle..blocks.end, n);
        let [a, b] = [&self.cells[first], &self.cells[second]];
        let cell = Cell {
            second: Some(second as u32),
            ..Cell::around(
                Moments::over(&a.moments, &b.moments),
                (a.low.0.min(b.low.0), a.low.1.min(b.low.1)),
                (a.high.0.max(b.high.0), a.high.1.max(b.high.1)),
                blocks,
            )
        };
        self.cells[at] = cell;
        at
    }

    fn block(&self, blocks: Range<usize>, nodes: Range<usize>) -> Cell {
        let (x, y) = (&self.sorted.x[nodes.clone()], &self.sorted.y[nodes.clone()]);
        let places = x.iter().zip(y).map(|(&re, &im)| Complex { re, im });
        let masses = self.masses[nodes].iter().copied();
        let ((left, right), (top, bottom)) = (ends(x), ends(y));
        Cell::around(
            Moments::of(masses.zip(places)),
            (left, top),
            (right, bottom),
            blocks,
        )
    }
}

impl Cell {
    fn around(moments: Moments, low: (f32, f32), high: (f32, f32), blocks: Range<usize>) -> Self {
        let Complex { re, im } = moments.middle;
        let (x, y) = ((re - low.0).max(high.0 - re), (im - low.1).max(high.1 - im));
        Self {
            moments,
            low,
            high,
            radius: (x * x + y * y).sqrt(),
            blocks,
            second: None,
        }
    }

    fn is_far_from(&self, other: &Self) -> bool {
        let way = self.moments.middle.minus(other.moments.middle);
        let radii = self.radius + other.radius;
        radii * radii < way.square() * (OPENING * OPENING)
    }
}

/// The way down from the cell of all to some of the blocks.
struct Walk<'a> {
    tree: &'a Tree,
    n: usize,
    /// Blocks whose pushes are wanted.
    blocks: Range<usize>,
    fx: &'a mut [f32],
    fy: &'a mut [f32],
    /// Cells that are too near for those above, from the one of all down.
    candidates: Vec<u32>,
    open: Vec<u32>,
    near: Vec<Range<usize>>,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, n: usize, first: usize, fx: &'a mut [f32], fy: &'a mut [f32]) -> Self {
        Self {
            blocks: first / BLOCK..(first + fx.len()) / BLOCK,
            tree,
            n,
            fx,
            fy,
            candidates: Vec::new(),
            open: Vec::new(),
            near: Vec::new(),
        }
    }

    /// Takes what is far from a cell, of the candidates from `from` on, and goes on to its halves with the rest.
    fn visit(&mut self, at: usize, above: &Field, from: usize) {
        let tree = self.tree;
        let cell = &tree.cells[at];
        if cell.blocks.end <= self.blocks.start || cell.blocks.start >= self.blocks.end {
            return;
        }
        let mut field = *above;
        self.open.clear();
        self.open.extend_from_slice(&self.candidates[from..]);
        self.near.clear();
        let own = self.candidates.len();
        while let Some(open) = self.open.pop() {
            let other = &tree.cells[open as usize];
            if cell.is_far_from(other) {
                field.add(cell.moments.middle, &other.moments);
                continue;
            }
            match (cell.second, other.second) {
                (None, None) => self
                    .near
                    .push(other.blocks.start * BLOCK..self.n.min(other.blocks.end * BLOCK)),
                (second, Some(other_second)) if second.is_none() || other.radius > cell.radius => {
                    self.open.extend([other_second, open + 1]);
                }
                _ => self.candidates.push(open),
            }
        }
        if let Some(second) = cell.second {
            for half in [at + 1, second as usize] {
                let by = tree.cells[half].moments.middle.minus(cell.moments.middle);
                self.visit(half, &field.moved(by), own);
            }
        } else {
            self.push_block(cell, &field);
        }
        self.candidates.truncate(own);
    }

    fn push_block(&mut self, cell: &Cell, field: &Field) {
        let tree = self.tree;
        let first = cell.blocks.start * BLOCK;
        let slot = (cell.blocks.start - self.blocks.start) * BLOCK;
        let (fx, fy) = (
            &mut self.fx[slot..slot + BLOCK],
            &mut self.fy[slot..slot + BLOCK],
        );
        let (x, y) = (
            &tree.sorted.x[first..first + BLOCK],
            &tree.sorted.y[first..first + BLOCK],
        );
        for (at, (fx, fy)) in fx.iter_mut().zip(fy.iter_mut()).enumerate() {
            let place = Complex {
                re: x[at],
                im: y[at],
            };
            (*fx, *fy) = field.at(place.minus(cell.moments.middle));
        }
        push_near(&self.near, tree, x, y, fx, fy);
    }
}

wide! {
    /// Adds the push of near nodes on those of a block, all of the block side by side.
    fn push_near(near: &[Range<usize>], tree: &Tree, x: &[f32], y: &[f32], fx: &mut [f32], fy: &mut [f32]) {
        let ([x], [y]) = (x.as_chunks::<BLOCK>().0, y.as_chunks::<BLOCK>().0) else {
            return;
        };
        let (mut sums_x, mut sums_y) = ([0.0; BLOCK], [0.0; BLOCK]);
        for nodes in near {
            let masses = &tree.masses[nodes.clone()];
            let (others_x, others_y) = (&tree.sorted.x[nodes.clone()], &tree.sorted.y[nodes.clone()]);
            for ((mass, other_x), other_y) in masses.iter().zip(others_x).zip(others_y) {
                for lane in 0..BLOCK {
                    let (dx, dy) = (x[lane] - other_x, y[lane] - other_y);
                    let q = mass / (dx * dx + dy * dy + 1e-4);
                    sums_x[lane] += q * dx;
                    sums_y[lane] += q * dy;
                }
            }
        }
        for (lane, (fx, fy)) in fx.iter_mut().zip(fy).enumerate() {
            *fx += sums_x[lane];
            *fy += sums_y[lane];
        }
    }
}

/// Sorts places so that cells of the tree are runs of them: the same order whatever order they come in.
fn halve(places: &mut [Place]) {
    let blocks = places.len().div_ceil(BLOCK);
    if blocks < 2 {
        places.sort_unstable_by_key(|place| place.node);
        return;
    }
    let across = |places: &[Place], along: fn(&Place) -> f32| {
        let (low, high) = places
            .iter()
            .map(along)
            .fold((f32::INFINITY, f32::NEG_INFINITY), |ends, value| {
                (ends.0.min(value), ends.1.max(value))
            });
        high - low
    };
    let along: fn(&Place) -> f32 =
        if across(places, |place| place.x) >= across(places, |place| place.y) {
            |place| place.x
        } else {
            |place| place.y
        };
    let middle = blocks / 2 * BLOCK;
    places.select_nth_unstable_by(middle, |a, b| {
        along(a).total_cmp(&along(b)).then(a.node.cmp(&b.node))
    });
    let (first, second) = places.split_at_mut(middle);
    halve(first);
    halve(second);
}

fn ends(values: &[f32]) -> (f32, f32) {
    values
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |ends, &value| {
            (ends.0.min(value), ends.1.max(value))
        })
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
        let mut tree = Tree::default();
        tree.push_all(n, &masses, &plane, &mut near);
        let alone = near.clone();
        crate::layout::wide::tests::NARROW.set(true);
        Tree::default().push_all(n, &masses, &plane, &mut near);
        assert_eq!(alone, near, "without wide vectors");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3);
        let pool = pool.build().unwrap();
        pool.install(|| Tree::default().push_all(n, &masses, &plane, &mut near));
        assert_eq!(alone, near, "among threads");
        assert!(
            differ(n, &exact, &near) < 0.01,
            "{}",
            differ(n, &exact, &near)
        );
        // The order of before serves places that have changed.
        for value in plane.x[..n].iter_mut().chain(&mut plane.y[..n]) {
            *value += seed.around_zero() * 2.0;
        }
        push_each(&masses, &plane.x, &plane.y, 0, &mut exact.x, &mut exact.y);
        tree.push_all(n, &masses, &plane, &mut near);
        assert!(
            differ(n, &exact, &near) < 0.01,
            "{}",
            differ(n, &exact, &near)
        );
    }

    #[test]
    fn nodes_at_one_place_push_nobody_away() {
        let n = 700;
        let masses = vec![1.0; padded(n)];
        let mut forces = Plane::new(n);
        Tree::default().push_all(n, &masses, &Plane::new(n), &mut forces);
        assert!(
            forces.x[..n]
                .iter()
                .chain(&forces.y[..n])
                .all(|push| *push == 0.0)
        );
    }

    /// Root mean square of the difference, as a share of the forces.
    fn differ(n: usize, exact: &Plane, near: &Plane) -> f32 {
        let (mut wrong, mut whole) = (0.0, 0.0);
        for node in 0..n {
            let (a, b) = (exact.at(node), near.at(node));
            wrong += (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1);
            whole += a.0 * a.0 + a.1 * a.1;
        }
        (wrong / whole).sqrt()
    }
}

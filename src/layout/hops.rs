//! Graph distances in hops: between all pairs, or to some nodes.

use crate::layout::shape::Shape;
use crate::layout::wide::padded;

/// A number of hops, in as few bits as will do.
pub(super) trait Cell: Copy + PartialEq + Into<f32> {
    /// Longest distance that is told apart.
    const FAR: Self;
    const NEXT: Self;

    fn of(hops: u32) -> Self;
}

impl Cell for u8 {
    const FAR: Self = Self::MAX;
    const NEXT: Self = 1;

    fn of(hops: u32) -> Self {
        hops.min(u32::from(Self::MAX)) as Self
    }
}

impl Cell for u16 {
    const FAR: Self = Self::MAX;
    const NEXT: Self = 1;

    fn of(hops: u32) -> Self {
        hops.min(u32::from(Self::MAX)) as Self
    }
}

/// Whether some nodes may lie too far apart for eight bits.
pub(super) fn is_long(shape: &Shape) -> bool {
    let far = hops_from(shape, 0)
        .into_iter()
        .filter(|&far| far != u32::MAX);
    far.max().is_some_and(|far| 2 * far >= u32::from(u8::MAX))
}

/// Hops from every node to all or some, one padded row a node.
///
/// The node itself and padding count as [`Cell::FAR`]: with weights of 1/d² that is as good as nothing, and no loop has to ask.
#[derive(Debug)]
pub(super) struct Hops<T> {
    stride: usize,
    cells: Vec<T>,
}

impl<T: Cell> Hops<T> {
    pub fn between_all(shape: &Shape) -> Self {
        let all: Vec<u32> = (0..shape.len() as u32).collect();
        Self::to(shape, &all)
    }

    /// From every node to some. Breadth-first search from 64 of them at once: one bit of a word for each.
    pub fn to(shape: &Shape, some: &[u32]) -> Self {
        let n = shape.len();
        let stride = padded(some.len());
        let mut hops = Self {
            stride,
            cells: vec![T::FAR; stride * n],
        };
        let mut search = Search::new(n);
        for (batch, sources) in some.chunks(64).enumerate() {
            search.run(shape, sources, |node, mut bits, level| {
                let row = &mut hops.cells[node * stride + batch * 64..];
                while bits != 0 {
                    row[bits.trailing_zeros() as usize] = T::of(level);
                    bits &= bits - 1;
                }
            });
        }
        hops
    }

    /// From one node to each, itself at 0.
    pub fn from(&self, node: usize, n: usize) -> Vec<f32> {
        let mut hops: Vec<f32> = self.row(node)[..n].iter().map(|&far| far.into()).collect();
        hops[node] = 0.0;
        hops
    }

    /// Takes distances of one hop for [`Cell::FAR`].
    pub fn forget_neighbours(&mut self) {
        for cell in &mut self.cells {
            if *cell == T::NEXT {
                *cell = T::FAR;
            }
        }
    }

    pub fn row(&self, node: usize) -> &[T] {
        &self.cells[node * self.stride..(node + 1) * self.stride]
    }
}

/// Hops from one node to all; unreachable ones stay at `u32::MAX`.
pub(super) fn hops_from(shape: &Shape, source: usize) -> Vec<u32> {
    let mut hops = vec![u32::MAX; shape.len()];
    hops[source] = 0;
    let mut queue = vec![source as u32];
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        let next = hops[node as usize] + 1;
        for &end in shape.neighbours(node as usize) {
            if hops[end as usize] == u32::MAX {
                hops[end as usize] = next;
                queue.push(end);
            }
        }
    }
    hops
}

/// Scratch of the search, kept from one batch of sources to the next.
struct Search {
    seen: Vec<u64>,
    now: Vec<u64>,
    next: Vec<u64>,
    active: Vec<u32>,
    touched: Vec<u32>,
}

impl Search {
    fn new(n: usize) -> Self {
        Self {
            seen: vec![0; n],
            now: vec![0; n],
            next: vec![0; n],
            active: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Calls `reach(node, bits of the sources that reach it first now, hops)`.
    fn run(&mut self, shape: &Shape, sources: &[u32], mut reach: impl FnMut(usize, u64, u32)) {
        self.seen.fill(0);
        self.active.clear();
        for (bit, &source) in sources.iter().enumerate() {
            self.seen[source as usize] |= 1 << bit;
            self.now[source as usize] |= 1 << bit;
            self.active.push(source);
        }
        let mut level = 0;
        while !self.active.is_empty() {
            level += 1;
            for &node in &self.active {
                let bits = self.now[node as usize];
                self.now[node as usize] = 0;
                for &end in shape.neighbours(node as usize) {
                    let end = end as usize;
                    if self.next[end] == 0 {
                        self.touched.push(end as u32);
                    }
                    self.next[end] |= bits;
                }
            }
            self.active.clear();
            for &node in &self.touched {
                let new = self.next[node as usize] & !self.seen[node as usize];
                self.next[node as usize] = 0;
                if new != 0 {
                    self.seen[node as usize] |= new;
                    self.now[node as usize] = new;
                    self.active.push(node);
                    reach(node as usize, new, level);
                }
            }
            self.touched.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{request, springs_of_a_grid};

    #[test]
    fn all_pairs_agree_with_single_searches() {
        let shape = Shape::new(&request(90, &springs_of_a_grid(9, 10)));
        let hops = Hops::<u8>::between_all(&shape);
        for source in 0..90 {
            let alone = hops_from(&shape, source);
            for (node, &far) in alone.iter().enumerate() {
                assert_eq!(hops.from(source, 90)[node], far as f32);
            }
        }
    }
}

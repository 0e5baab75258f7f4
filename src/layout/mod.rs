//! The shape of a graph to positions.
//!
//! Takes a [`Request`], gives [`Positions`]. No clock, no thread, no window: same request, same picture, to the bit.

mod anchor;
mod arrange;
mod elastic;
mod field;
mod forces;
mod grow;
mod hops;
mod pack;
mod plane;
mod seed;
mod separate;
mod shape;
mod share;
mod shelf;
mod simulation;
mod solve;
mod stress;
mod tree;
mod unfold;
mod wide;
mod yielding;

pub use arrange::{Arrangement, arrange, set_down};
pub use simulation::Simulation;

use crate::model::{EntityId, MapPos};

/// A node with the size of its shape and label together, in map units.
#[derive(Clone, PartialEq, Debug)]
pub struct NodeBox {
    pub id: EntityId,
    pub width: f32,
    pub height: f32,
}

/// A spring between two nodes, by index into [`Request::nodes`]; a larger weight pulls nearer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spring {
    pub a: u32,
    pub b: u32,
    pub weight: f32,
}

/// What the picture shows best, between distances and clusters.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Balance(f32);

impl Balance {
    pub const DISTANCES: Self = Self(0.0);
    pub const MIXED: Self = Self(0.5);
    pub const CLUSTERS: Self = Self(1.0);

    /// From 0, distances, to 1, clusters.
    pub fn new(clusters: f32) -> Self {
        if clusters.is_nan() {
            return Self::MIXED;
        }
        Self(clusters.clamp(0.0, 1.0))
    }

    pub const fn clusters(self) -> f32 {
        self.0
    }
}

impl Default for Balance {
    fn default() -> Self {
        Self::MIXED
    }
}

/// What becomes of nodes that have their places when others come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Old {
    /// They stay to the bit.
    #[default]
    Stays,
    /// Where the balance asks for distances, they may go a little out of the way; pins never.
    GivesWay,
}

/// Everything a layout depends on. Equal request and equal start: nothing to do.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Request {
    /// Sorted by id, so that the order of articles cannot show.
    pub nodes: Vec<NodeBox>,
    pub springs: Vec<Spring>,
    /// Nodes that must not move, by index.
    pub pins: Vec<(u32, MapPos)>,
    pub seed: u64,
    pub balance: Balance,
    pub old: Old,
    /// Cooled steps after the start; `None`: as many as serve.
    pub steps: Option<u32>,
}

/// Where nodes stand, sorted by id.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Positions {
    pub at: Vec<(EntityId, MapPos)>,
}

impl Positions {
    pub fn get(&self, id: &EntityId) -> Option<MapPos> {
        let at = self.at.binary_search_by(|(known, _)| known.cmp(id)).ok()?;
        self.at.get(at).map(|(_, pos)| *pos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nodes `n000`, `n001`, … with boxes like those of the window.
    pub fn request(n: u32, springs: &[(u32, u32, f32)]) -> Request {
        Request {
            nodes: (0..n)
                .map(|node| NodeBox {
                    id: EntityId::new(&format!("n{node:03}")),
                    width: 90.0,
                    height: 60.0,
                })
                .collect(),
            springs: springs
                .iter()
                .map(|&(a, b, weight)| Spring { a, b, weight })
                .collect(),
            ..Request::default()
        }
    }

    pub fn springs_of_a_grid(columns: u32, rows: u32) -> Vec<(u32, u32, f32)> {
        let at = |column: u32, row: u32| row * columns + column;
        let across =
            (0..rows).flat_map(|row| (1..columns).map(move |c| (at(c - 1, row), at(c, row), 1.0)));
        let down =
            (1..rows).flat_map(|row| (0..columns).map(move |c| (at(c, row - 1), at(c, row), 1.0)));
        across.chain(down).collect()
    }
}

//! The shape of a graph to positions.
//!
//! Takes a [`Request`], gives [`Positions`]. No clock, no thread, no window: same request, same picture, to the bit.

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

/// Everything a layout depends on. Equal request and equal start: nothing to do.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Request {
    /// Sorted by id, so that the order of articles cannot show.
    pub nodes: Vec<NodeBox>,
    pub springs: Vec<Spring>,
    /// Nodes that must not move, by index.
    pub pins: Vec<(u32, MapPos)>,
    pub seed: u64,
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

/// A layout in progress.
#[derive(Debug)]
pub struct Simulation {
    positions: Positions,
}

impl Simulation {
    /// Starts from `previous` where it knows a node: what stood somewhere stays there, new nodes start beside their neighbours.
    pub fn new(_request: Request, previous: &Positions) -> Self {
        Self {
            positions: previous.clone(),
        }
    }

    /// One cooled step.
    pub fn step(&mut self) {}

    pub fn is_settled(&self) -> bool {
        true
    }

    pub fn positions(&self) -> Positions {
        self.positions.clone()
    }

    /// Holds a node under the pointer: it stands where it is put, its neighbours make room.
    pub fn grab(&mut self, _id: &EntityId, _to: MapPos) {}

    /// Lets go of a grabbed node.
    pub fn release(&mut self, _id: &EntityId) {}
}

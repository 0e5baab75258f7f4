//! What the layout is asked for: nodes with the room they need, springs along the relations, pins.

use std::collections::BTreeMap;

use crate::app::map;
use crate::app::state::State;
use crate::layout::{NodeBox, Request, Spring};
use crate::model::Entity;

/// Any number does; this one draws the samples well.
const SEED: u64 = 7;

/// Everything that is shown or already has a place. What is switched off keeps its place, so that nothing moves when it comes back.
pub fn request(state: &State) -> Request {
    let graph = &state.graph;
    let is_placed = |entity: &&Entity| {
        state.visible.entities.contains(&entity.id) || state.positions.get(&entity.id).is_some()
    };
    let entities: Vec<&Entity> = graph.entities().iter().filter(is_placed).collect();
    let index = |id| {
        let found = entities.binary_search_by(|entity| entity.id.cmp(id));
        found.ok().map(|at| at as u32)
    };
    let mut strengths: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for relation in graph.relations() {
        if let (Some(a), Some(b)) = (index(&relation.source), index(&relation.target)) {
            let pair = (a.min(b), a.max(b));
            *strengths.entry(pair).or_default() += relation.evidence.len();
        }
    }
    let spring = |((a, b), n): ((u32, u32), usize)| Spring {
        a,
        b,
        weight: 1.0 + (n as f32).ln() * 0.5,
    };
    let pins = state.pins.iter();
    Request {
        nodes: entities.iter().map(|entity| node_box(entity)).collect(),
        springs: strengths.into_iter().map(spring).collect(),
        pins: pins
            .filter_map(|(id, pos)| Some((index(id)?, *pos)))
            .collect(),
        seed: SEED,
        ..Request::default()
    }
}

fn node_box(entity: &Entity) -> NodeBox {
    let (width, height) = map::footprint(entity);
    NodeBox {
        id: entity.id.clone(),
        width,
        height,
    }
}

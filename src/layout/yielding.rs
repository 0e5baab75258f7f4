//! Old nodes that give way to new ones a little, so that distances come true again.
//!
//! All draw towards their distances, but no old node goes farther from its old place than its rank allows: half of them,
//! those that want least, stay to the bit, and a few that have much to gain may cross to another side.

use crate::layout::grow::measured_hop;
use crate::layout::plane::Plane;
use crate::layout::shape::Shape;
use crate::layout::stress::Distances;

/// Rounds in which all draw nearer.
const ROUNDS: usize = 16;
/// Pairs looked at in all rounds.
const PAIRS: usize = 1_000_000_000;
/// How far old nodes may go, in widths of a node's share of the picture: half of them not at all, one in 25 freely.
const LIMITS: [(f32, f32); 3] = [(0.5, 0.0), (0.96, 0.4), (1.0, 20.0)];

/// Moves all nodes of a component towards their distances: new ones freely, old ones within their limits, pins not at all.
pub(super) fn give_way(shape: &Shape, plane: &mut Plane, old: &[bool], freedom: &[f32], seed: u64) {
    let n = shape.len();
    let distances = Distances::new(shape, seed);
    let width = node_width(plane, old);
    let home = plane.clone();
    let all = vec![true; n];
    for _ in 0..ROUNDS.min(PAIRS / distances.n_pairs(n).max(1)) {
        let Some(hop) = measured_hop(shape, plane, &all) else {
            return;
        };
        scale(plane, 1.0 / hop);
        distances.sweep(shape, 1.0, plane);
        scale(plane, hop);
        hold_back(plane, &home, old, freedom, width);
    }
}

fn scale(plane: &mut Plane, by: f32) {
    for value in plane.x.iter_mut().chain(&mut plane.y) {
        *value *= by;
    }
}

/// Side of the square that each old node would have for itself.
fn node_width(plane: &Plane, old: &[bool]) -> f32 {
    let places = || {
        (0..old.len())
            .filter(|&node| old[node])
            .map(|node| plane.at(node))
    };
    let extent = |value: fn((f32, f32)) -> f32| {
        let ends = places()
            .map(value)
            .fold((f32::MAX, f32::MIN), |ends, value| {
                (ends.0.min(value), ends.1.max(value))
            });
        (ends.1 - ends.0).max(0.0)
    };
    (extent(|place| place.0) * extent(|place| place.1) / places().count().max(1) as f32).sqrt()
}

/// Brings old nodes that went too far back within their limits; pins to their places.
fn hold_back(plane: &mut Plane, home: &Plane, old: &[bool], freedom: &[f32], width: f32) {
    let way = |plane: &Plane, node: usize| {
        let ((x, y), (home_x, home_y)) = (plane.at(node), home.at(node));
        (x - home_x, y - home_y)
    };
    let length = |(dx, dy): (f32, f32)| (dx * dx + dy * dy).sqrt();
    let olds = || (0..old.len()).filter(|&node| old[node]);
    let mut lengths: Vec<f32> = olds().map(|node| length(way(plane, node))).collect();
    lengths.sort_by(f32::total_cmp);
    let ranked = LIMITS.map(|(share, limit)| {
        let last = (lengths.len() as f32 * share) as usize;
        let longest = lengths.get(last).copied().unwrap_or(f32::INFINITY);
        (longest, limit * width)
    });
    for node in olds() {
        let (dx, dy) = way(plane, node);
        let long = length((dx, dy));
        let limit = ranked.iter().find(|(longest, _)| long < *longest);
        let limit = limit.map_or(LIMITS[2].1 * width, |(_, limit)| *limit);
        let (x, y) = home.at(node);
        if freedom[node] <= 0.0 || limit <= 0.0 {
            plane.put(node, (x, y));
        } else if long > limit {
            plane.put(node, (x + dx * (limit / long), y + dy * (limit / long)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{request, springs_of_a_grid};

    #[test]
    fn old_nodes_go_no_farther_than_they_may() {
        let mut springs = springs_of_a_grid(8, 8);
        // A new node draws two far corners together.
        springs.extend([(0, 64, 1.0), (63, 64, 1.0)]);
        let shape = Shape::new(&request(65, &springs));
        let mut plane = Plane::new(65);
        for node in 0..64 {
            plane.put(node, ((node % 8) as f32 * 100.0, (node / 8) as f32 * 100.0));
        }
        plane.put(64, (350.0, 350.0));
        let before = plane.clone();
        let mut old = vec![true; 65];
        old[64] = false;
        let mut freedom = vec![1.0; 65];
        freedom[0] = 0.0;
        give_way(&shape, &mut plane, &old, &freedom, 1);
        assert_eq!(plane.at(0), before.at(0));
        let mut moves: Vec<f32> = (0..64)
            .map(|node| {
                let ((x, y), (bx, by)) = (plane.at(node), before.at(node));
                ((x - bx) * (x - bx) + (y - by) * (y - by)).sqrt() / node_width(&before, &old)
            })
            .collect();
        moves.sort_by(f32::total_cmp);
        let limits = LIMITS.map(|(_, limit)| limit * 1.01);
        assert!(moves[31] == 0.0 && moves[56] < limits[1], "{moves:?}");
        assert!(moves[63] < limits[2] && moves[63] > limits[1], "{moves:?}");
    }
}

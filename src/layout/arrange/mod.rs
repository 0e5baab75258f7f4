//! Further arrangements: a circle, tiers, rings round one node, blocs, a timeline.
//!
//! Takes a [`Request`] and what the arrangement goes by, gives places for all nodes at once.
//! Pins stand where they are pinned, nothing overlaps, and the same request gives the same bits.

mod blocs;
mod circle;
mod line;
mod rings;
mod tiers;
mod timeline;

use crate::layout::pack::{Piece, pack};
use crate::layout::plane::Plane;
use crate::layout::separate::{Body, separate};
use crate::layout::shape::{Shape, bodies, is_on_the_map};
use crate::layout::shelf::{page_width, shelve};
use crate::layout::{NodeBox, Positions, Request};
use crate::model::MapPos;

/// Room between neighbours of a row or ring.
const GAP: f32 = 24.0;
/// Room between parts of the picture: tiers, rings, dates.
const AISLE: f32 = 72.0;
/// Width over height of what has no shape of its own.
const ASPECT: f32 = 1.6;

/// How to arrange. Lists have one entry for each node of the request, in its order; missing entries count as the last kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Arrangement {
    /// All on one circle, those that belong together side by side.
    Circle,
    /// Rows, the smallest number on top.
    Tiers(Vec<u32>),
    /// Round this node, each as far out as it is hops away.
    Rings(u32),
    /// Each node beside the one it belongs to; `None`: to nobody.
    Blocs(Vec<Option<u32>>),
    /// From left to right by day; `None`: below, without a date.
    Timeline(Vec<Option<i32>>),
}

/// Places for all nodes of the request.
pub fn arrange(request: &Request, how: &Arrangement) -> Positions {
    let mut bodies = bodies(request);
    let sheet = Sheet {
        shape: Shape::new(request),
        bodies: &bodies,
    };
    let n = request.nodes.len();
    let mut plane = match how {
        Arrangement::Circle => circle::circle(&sheet),
        Arrangement::Tiers(tiers) => tiers::tiers(&sheet, tiers),
        Arrangement::Rings(centre) => rings::rings(&sheet, *centre as usize),
        Arrangement::Blocs(owners) => blocs::blocs(&sheet, owners, request.seed),
        Arrangement::Timeline(days) => timeline::timeline(&sheet, days),
    };
    for &(node, pos) in &request.pins {
        let node = node as usize;
        if node < n && is_on_the_map(pos) {
            plane.put(node, (pos.x, pos.y));
            bodies[node].freedom = 0.0;
        }
    }
    separate(&bodies, &mut plane);
    let mut at: Vec<_> = request
        .nodes
        .iter()
        .enumerate()
        .map(|(node, NodeBox { id, .. })| {
            let (x, y) = plane.at(node);
            (id.clone(), MapPos { x, y })
        })
        .collect();
    at.sort_by(|a, b| a.0.cmp(&b.0));
    Positions { at }
}

/// Moves an arrangement of a part of the map, as a whole, to where that part stood or to the nearest spot free of all others.
pub fn set_down(request: &Request, now: &Positions, part: &Positions) -> Positions {
    let bodies = bodies(request);
    let (mut moved, mut others) = (Vec::new(), Vec::new());
    let (mut from, mut n) = ((0.0, 0.0), 0.0);
    for (node, body) in request.nodes.iter().zip(&bodies) {
        let as_box = |pos: MapPos| (pos.x, pos.y, body.half_width, body.half_height);
        match (part.get(&node.id), now.get(&node.id)) {
            (Some(pos), stood) => {
                let stood = stood.filter(|pos| is_on_the_map(*pos)).unwrap_or(pos);
                from = (from.0 + stood.x, from.1 + stood.y);
                n += 1.0;
                moved.push(as_box(pos));
            }
            (None, Some(pos)) if is_on_the_map(pos) => others.push(as_box(pos)),
            _ => {}
        }
    }
    if n == 0.0 {
        return part.clone();
    }
    // Packing begins at zero, so that is where the part stood.
    let home = (from.0 / n, from.1 / n);
    for body in &mut others {
        body.0 -= home.0;
        body.1 -= home.1;
    }
    let pieces = [
        Piece {
            boxes: others,
            fixed: true,
        },
        Piece {
            boxes: moved,
            fixed: false,
        },
    ];
    let by = pack(&pieces, GAP).last().copied().unwrap_or_default();
    let at = part.at.iter().map(|(id, pos)| {
        let pos = MapPos {
            x: pos.x + by.0 + home.0,
            y: pos.y + by.1 + home.1,
        };
        (id.clone(), pos)
    });
    Positions { at: at.collect() }
}

/// What every arrangement looks at.
struct Sheet<'a> {
    shape: Shape,
    bodies: &'a [Body],
}

impl Sheet<'_> {
    fn len(&self) -> usize {
        self.shape.len()
    }

    fn width(&self, node: usize) -> f32 {
        self.bodies[node].half_width * 2.0
    }

    fn height(&self, node: usize) -> f32 {
        self.bodies[node].half_height * 2.0
    }

    fn pick(&self, nodes: &[u32]) -> Vec<Body> {
        nodes
            .iter()
            .map(|&node| self.bodies[node as usize])
            .collect()
    }

    /// Sets `rest` in rows under everything `placed`, as wide as that.
    fn shelve_below(&self, plane: &mut Plane, placed: &[u32], rest: &[u32]) {
        let bodies = self.pick(rest);
        let (mut left, mut right, mut bottom) =
            (f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY);
        for &node in placed {
            let ((x, y), body) = (plane.at(node as usize), self.bodies[node as usize]);
            left = left.min(x - body.half_width);
            right = right.max(x + body.half_width);
            bottom = bottom.max(y + body.half_height);
        }
        let (middle, width, top) = if placed.is_empty() {
            (0.0, 0.0, 0.0)
        } else {
            ((left + right) / 2.0, right - left, bottom + AISLE)
        };
        let width = width.max(page_width(&bodies, GAP, ASPECT));
        let (rows, _) = shelve(&bodies, width, GAP);
        for (at, &node) in rest.iter().enumerate() {
            let (x, y) = rows.at(at);
            plane.put(node as usize, (x + middle, y + top));
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::layout::separate::overlaps;
    use crate::layout::tests::{request, springs_of_a_grid};

    /// Places in the order of the request, after a look whether they are sound.
    pub fn arranged(request: &Request, how: &Arrangement) -> Vec<(f32, f32)> {
        let positions = arrange(request, how);
        assert_eq!(positions.at.len(), request.nodes.len());
        let mut plane = Plane::new(request.nodes.len());
        for (node, asked) in request.nodes.iter().enumerate() {
            let pos = positions.get(&asked.id).unwrap();
            assert!(pos.x.is_finite() && pos.y.is_finite());
            plane.put(node, (pos.x, pos.y));
        }
        assert_eq!(overlaps(&bodies(request), &plane), 0, "{how:?}");
        assert_eq!(arrange(request, how), positions, "the same twice");
        (0..request.nodes.len())
            .map(|node| plane.at(node))
            .collect()
    }

    fn every(n: u32) -> [Arrangement; 5] {
        [
            Arrangement::Circle,
            Arrangement::Tiers((0..n).map(|node| node % 4).collect()),
            Arrangement::Rings(n / 2),
            Arrangement::Blocs(
                (0..n)
                    .map(|node| (node % 9 > 2).then_some(node % 3))
                    .collect(),
            ),
            Arrangement::Timeline(
                (0..n as i32)
                    .map(|node| (node % 5 > 0).then_some(node % 12))
                    .collect(),
            ),
        ]
    }

    #[test]
    fn every_arrangement_keeps_pins_and_bears_any_graph() {
        let mut pinned = request(60, &springs_of_a_grid(6, 9));
        let place = MapPos { x: -41.5, y: 77.7 };
        pinned.pins = vec![
            (13, place),
            (99, place),
            (
                2,
                MapPos {
                    x: f32::NAN,
                    y: 0.0,
                },
            ),
        ];
        for how in every(60) {
            assert_eq!(arranged(&pinned, &how)[13], (place.x, place.y));
        }
        let star: Vec<_> = (1..80).map(|leaf| (0, leaf, 1.0)).collect();
        let path: Vec<_> = (1..80).map(|node| (node - 1, node, 1.0)).collect();
        for request in [
            Request::default(),
            request(1, &[]),
            request(2, &[(0, 1, f32::NAN), (0, 0, 1.0), (1, 7, 1.0)]),
            request(80, &star),
            request(80, &path),
        ] {
            for how in every(request.nodes.len() as u32) {
                arranged(&request, &how);
            }
        }
    }

    #[test]
    fn a_part_is_set_down_free_of_the_others() {
        let whole = request(40, &springs_of_a_grid(5, 8));
        let mut part = whole.clone();
        part.nodes.truncate(10);
        let now = arrange(&whole, &Arrangement::Tiers(vec![0; 40]));
        let ring = set_down(&whole, &now, &arrange(&part, &Arrangement::Circle));
        assert_eq!(ring.at.len(), 10);
        let mut plane = Plane::new(40);
        for (node, asked) in whole.nodes.iter().enumerate() {
            let pos = ring.get(&asked.id).or(now.get(&asked.id)).unwrap();
            plane.put(node, (pos.x, pos.y));
        }
        assert_eq!(overlaps(&bodies(&whole), &plane), 0);
    }

    #[test]
    fn lists_that_are_too_short_or_mad_do_no_harm() {
        let request = request(12, &springs_of_a_grid(3, 4));
        for how in [
            Arrangement::Tiers(vec![u32::MAX, 0]),
            Arrangement::Rings(77),
            Arrangement::Blocs(vec![Some(1), Some(0), Some(900)]),
            Arrangement::Timeline(vec![Some(i32::MIN), Some(i32::MAX), None]),
        ] {
            arranged(&request, &how);
        }
    }
}

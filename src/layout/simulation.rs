//! A layout in progress, a bounded piece of work at a time.

use std::collections::BTreeSet;

use crate::layout::elastic::Elastic;
use crate::layout::grow::{measured_hop, settle_new};
use crate::layout::plane::Plane;
use crate::layout::separate::{Body, separate};
use crate::layout::shape::{Shape, bodies, is_on_the_map, sorted};
use crate::layout::solve::Effort;
use crate::layout::unfold::{HOP, Unfolding};
use crate::layout::{Positions, Request};
use crate::model::{EntityId, MapPos};

/// Steps in which nodes glide to their final places.
const GLIDE: u32 = 16;

/// A layout in progress.
#[derive(Debug)]
pub struct Simulation {
    ids: Vec<EntityId>,
    shape: Shape,
    bodies: Vec<Body>,
    plane: Plane,
    /// Nodes that have a place to be shown at.
    placed: Vec<bool>,
    stage: Stage,
    elastic: Elastic,
    /// What is shown while everything is laid out anew.
    veil: Option<Plane>,
}

#[derive(Debug)]
enum Stage {
    Unfold(Unfolding),
    Glide { from: Plane, to: Plane, done: u32 },
    Rest,
}

impl Simulation {
    /// Starts from `previous` where it knows a node: what stood somewhere stays there, new nodes start beside their neighbours.
    pub fn new(request: Request, previous: &Positions) -> Self {
        let request = sorted(request);
        let n = request.nodes.len();
        let mut simulation = Self {
            shape: Shape::new(&request),
            bodies: bodies(&request),
            ids: request.nodes.iter().map(|node| node.id.clone()).collect(),
            plane: Plane::new(n),
            placed: vec![false; n],
            stage: Stage::Rest,
            elastic: Elastic::default(),
            veil: None,
        };
        for (node, id) in simulation.ids.iter().enumerate() {
            if let Some(pos) = previous.get(id).filter(|pos| is_on_the_map(*pos)) {
                simulation.plane.put(node, (pos.x, pos.y));
                simulation.placed[node] = true;
            }
        }
        for &(node, pos) in &request.pins {
            let node = node as usize;
            if node < n && is_on_the_map(pos) {
                simulation.plane.put(node, (pos.x, pos.y));
                simulation.placed[node] = true;
                simulation.bodies[node].freedom = 0.0;
            }
        }
        simulation.begin(&request);
        simulation
    }

    /// Lays these nodes out anew among the others, or all where none are named, but pins; out of sight, then glides there from `now`.
    pub fn rearranging(request: Request, now: &Positions, these: &BTreeSet<EntityId>) -> Self {
        let mut others = Positions::default();
        if !these.is_empty() {
            others
                .at
                .extend(now.at.iter().filter(|(id, _)| !these.contains(id)).cloned());
        }
        let mut simulation = Self::new(request, &others);
        if !simulation.is_settled() {
            simulation.veil = simulation.as_now(now);
        }
        simulation
    }

    /// Glides from `now` to places that are known; what has none there stays.
    pub fn gliding(request: Request, now: &Positions, to: &Positions) -> Self {
        let mut simulation = Self::new(request, now);
        if !simulation.is_settled() {
            return simulation;
        }
        let mut there = simulation.plane.clone();
        for (node, id) in simulation.ids.iter().enumerate() {
            if let Some(pos) = to.get(id).filter(|pos| is_on_the_map(*pos))
                && simulation.bodies[node].freedom > 0.0
            {
                there.put(node, (pos.x, pos.y));
            }
        }
        simulation.stage = simulation.towards(there);
        simulation
    }

    /// The picture of `now`, with pins where they are pinned; `None` if it lacks a node.
    fn as_now(&self, now: &Positions) -> Option<Plane> {
        let mut plane = self.plane.clone();
        for (node, id) in self.ids.iter().enumerate() {
            let pos = now.get(id).filter(|pos| is_on_the_map(*pos))?;
            if self.bodies[node].freedom > 0.0 {
                plane.put(node, (pos.x, pos.y));
            }
        }
        Some(plane)
    }

    fn begin(&mut self, request: &Request) {
        if self.placed.iter().all(|placed| *placed) {
            return;
        }
        let effort = Effort {
            seed: request.seed,
            clusters: request.balance.clusters(),
            steps: request.steps,
        };
        let mut grown = Vec::new();
        let mut to_unfold = Vec::new();
        let mut standing = Vec::new();
        for members in self.shape.components() {
            let n_placed = members
                .iter()
                .filter(|&&node| self.placed[node as usize])
                .count();
            if n_placed * 2 < members.len() {
                to_unfold.push(members);
                continue;
            }
            if n_placed < members.len() {
                self.grow(&members, request.seed);
                grown.extend_from_slice(&members);
            }
            standing.extend(members);
        }
        self.make_room_for(&grown);
        let boxes = standing.iter().map(|&node| {
            let (x, y) = self.plane.at(node as usize);
            (x, y, self.bodies[node as usize])
        });
        let mut unfolding = Unfolding::new(boxes.collect());
        for members in to_unfold {
            let part = self.shape.part(&members);
            unfolding.add(members, part, effort, &self.plane, &self.placed);
        }
        self.stage = Stage::Unfold(unfolding);
    }

    /// Gives places to the new nodes of a component that stands already.
    fn grow(&mut self, members: &[u32], seed: u64) {
        let part = self.shape.part(members);
        let old: Vec<bool> = members
            .iter()
            .map(|&node| self.placed[node as usize])
            .collect();
        let mut plane = self.plane_of(members);
        let hop = measured_hop(&part, &plane, &old).unwrap_or(HOP);
        settle_new(&part, &mut plane, &old, hop, seed);
        for (at, &node) in members.iter().enumerate() {
            self.plane.put(node as usize, plane.at(at));
        }
    }

    /// Finds room for new nodes between the old ones, which do not move.
    fn make_room_for(&mut self, grown: &[u32]) {
        let old = self.placed.clone();
        for &node in grown {
            self.placed[node as usize] = true;
        }
        let there: Vec<u32> = (0..self.ids.len() as u32)
            .filter(|&node| self.placed[node as usize])
            .collect();
        let mut bodies = self.bodies_of(&there);
        for (body, &node) in bodies.iter_mut().zip(&there) {
            if old[node as usize] {
                body.freedom = 0.0;
            }
        }
        let mut plane = self.plane_of(&there);
        separate(&bodies, &mut plane);
        for (at, &node) in there.iter().enumerate() {
            self.plane.put(node as usize, plane.at(at));
        }
    }

    fn plane_of(&self, members: &[u32]) -> Plane {
        let mut plane = Plane::new(members.len());
        for (at, &node) in members.iter().enumerate() {
            plane.put(at, self.plane.at(node as usize));
        }
        plane
    }

    fn bodies_of(&self, members: &[u32]) -> Vec<Body> {
        members
            .iter()
            .map(|&node| self.bodies[node as usize])
            .collect()
    }

    /// One cooled step.
    pub fn step(&mut self) {
        self.elastic
            .step(&self.shape, &self.bodies, &mut self.plane);
        self.stage = match std::mem::replace(&mut self.stage, Stage::Rest) {
            Stage::Unfold(unfolding) => self.unfold(unfolding),
            Stage::Glide { from, to, done } => self.glide(from, to, done + 1),
            Stage::Rest => Stage::Rest,
        };
    }

    fn unfold(&mut self, mut unfolding: Unfolding) -> Stage {
        let to = unfolding.step(&self.bodies, &mut self.plane);
        self.elastic.insist(&mut self.plane);
        if unfolding.is_shown() {
            self.placed.fill(true);
        }
        let Some(to) = to else {
            return Stage::Unfold(unfolding);
        };
        if let Some(veil) = self.veil.take() {
            self.plane = veil;
        }
        self.towards(to)
    }

    fn towards(&self, to: Plane) -> Stage {
        if to == self.plane {
            return Stage::Rest;
        }
        Stage::Glide {
            from: self.plane.clone(),
            to,
            done: 0,
        }
    }

    fn glide(&mut self, from: Plane, to: Plane, done: u32) -> Stage {
        if done >= GLIDE {
            for node in 0..self.ids.len() {
                self.move_freely(node, to.at(node));
            }
            return Stage::Rest;
        }
        let t = done as f32 / GLIDE as f32;
        let t = t * t * (3.0 - 2.0 * t);
        for node in 0..self.ids.len() {
            let ((from_x, from_y), (to_x, to_y)) = (from.at(node), to.at(node));
            if (from_x, from_y) != (to_x, to_y) {
                self.move_freely(
                    node,
                    (from_x + (to_x - from_x) * t, from_y + (to_y - from_y) * t),
                );
            }
        }
        Stage::Glide { from, to, done }
    }

    fn move_freely(&mut self, node: usize, to: (f32, f32)) {
        if self.bodies[node].freedom > 0.0 && !self.elastic.holds(node as u32) {
            self.plane.put(node, to);
        }
    }

    pub fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::Rest) && self.elastic.is_still()
    }

    /// Whether a step can be seen: not while components are still folded up or all is laid out anew.
    pub fn is_shown(&self) -> bool {
        let folded = matches!(&self.stage, Stage::Unfold(unfolding) if !unfolding.is_shown());
        self.veil.is_none() && !folded
    }

    /// Whether components are still being laid out, folded up or in sight.
    pub fn is_unfolding(&self) -> bool {
        matches!(self.stage, Stage::Unfold(_))
    }

    /// Every node that has a place; all of them once settled.
    pub fn positions(&self) -> Positions {
        let plane = self.veil.as_ref().unwrap_or(&self.plane);
        let at = self.ids.iter().enumerate();
        Positions {
            at: at
                .filter(|(node, _)| self.veil.is_some() || self.placed[*node])
                .map(|(node, id)| {
                    let (x, y) = plane.at(node);
                    (id.clone(), MapPos { x, y })
                })
                .collect(),
        }
    }

    /// Holds a node under the pointer: it stands where it is put, its neighbours make room.
    pub fn grab(&mut self, id: &EntityId, to: MapPos) {
        if let Ok(node) = self.ids.binary_search(id)
            && is_on_the_map(to)
        {
            self.elastic
                .grab(&self.shape, &mut self.plane, node as u32, (to.x, to.y));
        }
    }

    /// Lets go of a grabbed node.
    pub fn release(&mut self, id: &EntityId) {
        if let Ok(node) = self.ids.binary_search(id) {
            self.elastic.release(node as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::seed::Seed;
    use crate::layout::separate::overlaps;
    use crate::layout::tests::{request, springs_of_a_grid};
    use crate::layout::{Balance, NodeBox, Spring};

    fn run(request: &Request, previous: &Positions) -> Simulation {
        let mut simulation = Simulation::new(request.clone(), previous);
        for _ in 0..2000 {
            if simulation.is_settled() {
                return simulation;
            }
            simulation.step();
        }
        panic!("never settles");
    }

    fn from_nothing(request: &Request) -> Positions {
        run(request, &Positions::default()).positions()
    }

    /// Like a map of the news: hubs, clusters, leaves, small pieces and single nodes.
    fn affair(n: u32) -> Request {
        let mut seed = Seed::new(11);
        let mut springs = Vec::new();
        for node in 1..n {
            let pick = |seed: &mut Seed, below: u32| (seed.bits() % u64::from(below)) as u32;
            if node % 13 == 0 {
                continue;
            }
            for _ in 0..1 + pick(&mut seed, 3) {
                let end = pick(&mut seed, node);
                let end = if node % 2 == 0 { end / 5 } else { end };
                springs.push((node, end, 1.0 + pick(&mut seed, 4) as f32));
            }
        }
        request(n, &springs)
    }

    fn furthest(a: &Positions, b: &Positions) -> f32 {
        a.at.iter()
            .filter_map(|(id, from)| {
                b.get(id)
                    .map(|to| (from.x - to.x).abs().max((from.y - to.y).abs()))
            })
            .fold(0.0, f32::max)
    }

    #[test]
    fn the_same_request_gives_the_same_bits() {
        let request = affair(148);
        let first = from_nothing(&request);
        assert_eq!(first, from_nothing(&request));
        crate::layout::wide::tests::NARROW.set(true);
        assert_eq!(first, from_nothing(&request), "without wide vectors");
    }

    #[test]
    fn the_number_of_threads_does_not_show() {
        let mut request = affair(1200);
        request.steps = Some(2);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3);
        let shared = pool.build().unwrap().install(|| from_nothing(&request));
        assert_eq!(from_nothing(&request), shared);
    }

    #[test]
    fn the_order_of_nodes_and_springs_does_not_show() {
        let request = affair(60);
        let n = request.nodes.len() as u32;
        let mut turned = request.clone();
        turned.nodes.reverse();
        turned.springs = request
            .springs
            .iter()
            .rev()
            .map(|spring| Spring {
                a: n - 1 - spring.b,
                b: n - 1 - spring.a,
                weight: spring.weight,
            })
            .collect();
        assert_eq!(from_nothing(&request), from_nothing(&turned));
    }

    #[test]
    fn nothing_overlaps_at_rest() {
        for n in [30, 148, 761] {
            let simulation = run(&affair(n), &Positions::default());
            assert_eq!(simulation.positions().at.len(), n as usize);
            assert_eq!(overlaps(&simulation.bodies, &simulation.plane), 0);
        }
    }

    #[test]
    fn what_is_known_stays_and_needs_no_step() {
        let request = affair(90);
        let rested = from_nothing(&request);
        let again = Simulation::new(request, &rested);
        assert!(again.is_settled());
        assert_eq!(again.positions(), rested);
    }

    #[test]
    fn new_nodes_come_beside_their_neighbours() {
        let whole = affair(100);
        let mut before = whole.clone();
        before.nodes.truncate(80);
        let rested = from_nothing(&before);
        let grown = run(&whole, &rested);
        assert_eq!(grown.positions().at.len(), 100);
        assert_eq!(overlaps(&grown.bodies, &grown.plane), 0);
        assert!(furthest(&rested, &grown.positions()) < HOP);
    }

    #[test]
    fn a_pin_moves_by_exactly_nothing() {
        let mut request = affair(80);
        let (here, there) = (MapPos { x: 0.1, y: -333.3 }, MapPos { x: 5000.7, y: 12.3 });
        request.pins = vec![(0, here), (7, there), (99, here)];
        let mut simulation = Simulation::new(request.clone(), &Positions::default());
        while !simulation.is_settled() {
            simulation.step();
            let positions = simulation.positions();
            assert_eq!(positions.get(&request.nodes[0].id), Some(here));
            assert_eq!(positions.get(&request.nodes[7].id), Some(there));
        }
    }

    #[test]
    fn a_few_pins_bend_the_picture_and_do_not_break_it() {
        let mut request = affair(80);
        let free = from_nothing(&request);
        // One node is drawn away, two stay where they would have come to lie.
        for (at, by) in [(0, 0.0), (1, 0.0), (2, 300.0)] {
            let place = free.at[at].1;
            let place = MapPos {
                x: place.x + by,
                y: place.y,
            };
            request.pins.push((at as u32, place));
        }
        let simulation = run(&request, &Positions::default());
        assert_eq!(overlaps(&simulation.bodies, &simulation.plane), 0);
        let mut moves: Vec<f32> = free
            .at
            .iter()
            .zip(simulation.positions().at)
            .map(|((_, from), (_, to))| (from.x - to.x).abs().max((from.y - to.y).abs()))
            .collect();
        moves.sort_by(f32::total_cmp);
        assert!(moves[moves.len() / 2] < 160.0, "{moves:?}");
    }

    #[test]
    fn a_node_can_be_held_while_all_unfolds() {
        let request = affair(40);
        let mut simulation = Simulation::new(request.clone(), &Positions::default());
        let (id, to) = (&request.nodes[5].id, MapPos { x: -900.0, y: 40.0 });
        while simulation.positions().at.is_empty() {
            simulation.step();
        }
        simulation.grab(id, to);
        while !simulation.is_settled() {
            simulation.step();
            assert_eq!(simulation.positions().get(id), Some(to));
        }
    }

    #[test]
    fn hostile_input_gives_finite_places() {
        let odd = [f32::NAN, f32::INFINITY, -1.0, 0.0, 1e30];
        let mut loops = request(
            6,
            &[
                (0, 0, 1.0),
                (0, 1, f32::NAN),
                (1, 0, -2.0),
                (4, 77, 1.0),
                (2, 3, 1e30),
            ],
        );
        for (node, size) in loops.nodes.iter_mut().zip(odd) {
            node.width = size;
        }
        loops.pins = vec![
            (
                1,
                MapPos {
                    x: f32::NAN,
                    y: 0.0,
                },
            ),
            (2, MapPos { x: 1e30, y: 0.0 }),
        ];
        let star: Vec<_> = (1..300).map(|leaf| (0, leaf, 1.0)).collect();
        let path: Vec<_> = (1..700).map(|node| (node - 1, node, 1.0)).collect();
        let complete: Vec<_> = (0..40)
            .flat_map(|a| (0..a).map(move |b| (a, b, 1.0)))
            .collect();
        for request in [
            Request::default(),
            request(1, &[]),
            request(2, &[(0, 1, 1.0)]),
            request(500, &[]),
            loops,
            request(300, &star),
            request(700, &path),
            request(40, &complete),
            request(64, &springs_of_a_grid(8, 8)),
        ] {
            let positions = from_nothing(&request);
            assert_eq!(positions.at.len(), request.nodes.len());
            assert!(
                positions
                    .at
                    .iter()
                    .all(|(_, pos)| pos.x.is_finite() && pos.y.is_finite())
            );
            let together = Positions {
                at: request
                    .nodes
                    .iter()
                    .take(30)
                    .map(|node| {
                        (
                            node.id.clone(),
                            MapPos {
                                x: 5.0,
                                y: f32::NAN,
                            },
                        )
                    })
                    .collect(),
            };
            let positions = run(&request, &together).positions();
            assert!(
                positions
                    .at
                    .iter()
                    .all(|(_, pos)| pos.x.is_finite() && pos.y.is_finite())
            );
        }
    }

    #[test]
    fn every_balance_settles() {
        let mut request = affair(60);
        for clusters in [0.0, 0.3, 1.0, f32::NAN, 7.0] {
            request.balance = Balance::new(clusters);
            assert_eq!(from_nothing(&request).at.len(), 60);
        }
    }

    #[test]
    fn ids_that_are_not_sorted_are_put_in_order() {
        let node = |id: &str| NodeBox {
            id: EntityId::new(id),
            width: 40.0,
            height: 40.0,
        };
        let request = Request {
            nodes: vec![node("b"), node("a"), node("c")],
            springs: vec![Spring {
                a: 0,
                b: 2,
                weight: 1.0,
            }],
            pins: vec![(0, MapPos { x: 1.0, y: 2.0 })],
            ..Request::default()
        };
        let positions = from_nothing(&request);
        assert!(positions.at.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(
            positions.get(&EntityId::new("b")),
            Some(MapPos { x: 1.0, y: 2.0 })
        );
    }
}

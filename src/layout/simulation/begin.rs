//! How a layout begins: what stands already, what comes beside it, what is laid out from nothing.

use std::collections::BTreeSet;

use crate::layout::grow::{measured_hop, settle_new};
use crate::layout::plane::Plane;
use crate::layout::separate::{Body, separate};
use crate::layout::simulation::{Simulation, Stage};
use crate::layout::solve::Effort;
use crate::layout::unfold::{HOP, Unfolding};
use crate::layout::yielding::give_way;
use crate::layout::{Old, Request};

/// Below this share of clusters distances count so much that old nodes give way for them, where they may.
const DISTANCES_COUNT: f32 = 0.25;
/// How freely an old node that gives way is pushed aside by boxes, against a new one.
const OLD_FREEDOM: f32 = 0.2;

fn gives_way(request: &Request) -> bool {
    request.old == Old::GivesWay && request.balance.clusters() < DISTANCES_COUNT
}

impl Simulation {
    pub(super) fn begin(&mut self, request: &Request) {
        if self.placed.iter().all(|placed| *placed) {
            return;
        }
        let effort = Effort {
            seed: request.seed,
            clusters: request.balance.clusters(),
            steps: request.steps,
        };
        let (mut grown, mut gave_way) = (Vec::new(), BTreeSet::new());
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
                gave_way.extend(self.grow(&members, request));
                grown.extend_from_slice(&members);
            }
            standing.extend(members);
        }
        self.make_room_for(&grown, &gave_way);
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

    /// Gives places to the new nodes of a component that stands already; names the old ones that gave way.
    fn grow(&mut self, members: &[u32], request: &Request) -> Vec<u32> {
        let part = self.shape.part(members);
        let old: Vec<bool> = members
            .iter()
            .map(|&node| self.placed[node as usize])
            .collect();
        let mut plane = self.plane_of(members);
        let hop = measured_hop(&part, &plane, &old).unwrap_or(HOP);
        settle_new(&part, &mut plane, &old, hop, request.seed);
        if gives_way(request) {
            let freedom: Vec<f32> = self.bodies_of(members).iter().map(|b| b.freedom).collect();
            give_way(&part, &mut plane, &old, &freedom, request.seed);
        }
        let mut gave_way = Vec::new();
        for (at, &node) in members.iter().enumerate() {
            if old[at] && plane.at(at) != self.plane.at(node as usize) {
                gave_way.push(node);
            }
            self.plane.put(node as usize, plane.at(at));
        }
        gave_way
    }

    /// Finds room for new nodes between the old ones, which do not move, or hardly.
    fn make_room_for(&mut self, grown: &[u32], gave_way: &BTreeSet<u32>) {
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
                let may_move = gave_way.contains(&node);
                body.freedom *= if may_move { OLD_FREEDOM } else { 0.0 };
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
}

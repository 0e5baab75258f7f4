//! A layout in progress, a bounded piece of work at a time.

mod begin;

use std::collections::BTreeSet;

use crate::layout::elastic::Elastic;
use crate::layout::plane::Plane;
use crate::layout::separate::Body;
use crate::layout::shape::{Shape, bodies, is_on_the_map, sorted};
use crate::layout::unfold::Unfolding;
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
mod tests;

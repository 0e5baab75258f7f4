//! A map at rest pulled at a few nodes: what is tied to them follows a part of the way, the rest stays.
//!
//! Every node near a held one has a home, the place where it rested. It is carried along by its neighbours' moves as far as
//! its other springs and its home let it; boxes in the way are pushed aside and go home when the way is clear again.
//! Nothing moves by as much as a bit if no held node does.

use std::collections::BTreeMap;

use crate::layout::plane::Plane;
use crate::layout::separate::{Body, nudge_apart};
use crate::layout::shape::Shape;

/// How strongly home holds a node one, two and three springs away from a held one, as a share of its springs.
const HOLD: [f32; 3] = [0.35, 1.2, 4.0];
/// Share of the way that a node goes in one step.
const PACE: f32 = 0.35;
/// Steps without a new pull after which all rests.
const STEPS: u32 = 60;
/// A step that moves nothing farther than this is the last, in map units.
const STILL: f32 = 0.05;

/// Nodes held by the pointer and what they have roused.
#[derive(Debug, Default)]
pub(super) struct Elastic {
    /// One let go keeps its place until all is still.
    held: BTreeMap<u32, Held>,
    roused: BTreeMap<u32, Roused>,
    steps_left: u32,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    to: (f32, f32),
    /// Whether the pointer still holds the node.
    down: bool,
}

#[derive(Clone, Copy, Debug)]
struct Roused {
    home: (f32, f32),
    /// How strongly home holds, as a share of the springs; `None` for one that was only pushed aside.
    hold: Option<f32>,
}

impl Elastic {
    pub fn is_still(&self) -> bool {
        self.steps_left == 0
    }

    pub fn holds(&self, node: u32) -> bool {
        self.held.contains_key(&node)
    }

    /// Holds a node at a place from now on.
    pub fn grab(&mut self, shape: &Shape, plane: &mut Plane, node: u32, to: (f32, f32)) {
        if self.held.insert(node, Held { to, down: true }).is_none() {
            self.rouse_neighbourhood(shape, plane);
        }
        plane.put(node as usize, to);
        self.steps_left = STEPS;
    }

    /// Lets go of a node; it stays where it is, and the rest comes to rest around it.
    pub fn release(&mut self, node: u32) {
        if let Some(held) = self.held.get_mut(&node) {
            held.down = false;
        }
        if self.steps_left == 0 {
            self.forget();
        }
    }

    /// What nobody holds any longer is at home where it is now.
    fn forget(&mut self) {
        self.held.retain(|_, held| held.down);
        if self.held.is_empty() {
            self.roused.clear();
        }
    }

    /// Puts held nodes where they are held, whatever else moved them.
    pub fn insist(&self, plane: &mut Plane) {
        for (&node, held) in &self.held {
            plane.put(node as usize, held.to);
        }
    }

    fn rouse_neighbourhood(&mut self, shape: &Shape, plane: &Plane) {
        let mut reached: BTreeMap<u32, usize> = self.held.keys().map(|&node| (node, 0)).collect();
        let mut ring: Vec<u32> = reached.keys().copied().collect();
        for away in 1..=HOLD.len() {
            let mut next = Vec::new();
            for node in ring {
                for &end in shape.neighbours(node as usize) {
                    reached.entry(end).or_insert_with(|| {
                        next.push(end);
                        away
                    });
                }
            }
            ring = next;
        }
        for (node, away) in reached {
            let hold = away.checked_sub(1).map_or(0.0, |at| HOLD[at]);
            let home = plane.at(node as usize);
            let roused = self
                .roused
                .entry(node)
                .or_insert(Roused { home, hold: None });
            roused.hold = Some(roused.hold.map_or(hold, |known| known.min(hold)));
        }
    }

    /// One step towards rest. Bodies without freedom are pins.
    pub fn step(&mut self, shape: &Shape, bodies: &[Body], plane: &mut Plane) {
        if self.steps_left == 0 {
            return;
        }
        self.steps_left -= 1;
        let before: Vec<(u32, (f32, f32))> = self
            .roused
            .keys()
            .map(|&node| (node, plane.at(node as usize)))
            .collect();
        for (&node, roused) in &self.roused {
            if self.holds(node) || bodies[node as usize].freedom <= 0.0 {
                continue;
            }
            let (carried_x, carried_y) = self.carried(shape, plane, node, *roused);
            let (x, y) = plane.at(node as usize);
            let (to_x, to_y) = (roused.home.0 + carried_x, roused.home.1 + carried_y);
            plane.put(
                node as usize,
                (x + (to_x - x) * PACE, y + (to_y - y) * PACE),
            );
        }
        self.make_room(bodies, plane);
        let moved = before.iter().any(|&(node, (x, y))| {
            let (to_x, to_y) = plane.at(node as usize);
            (to_x - x).abs() > STILL || (to_y - y).abs() > STILL
        });
        if !moved {
            self.steps_left = 0;
        }
        if self.steps_left == 0 {
            self.forget();
        }
    }

    /// How far its neighbours carry a node away from home.
    fn carried(&self, shape: &Shape, plane: &Plane, node: u32, roused: Roused) -> (f32, f32) {
        let Some(hold) = roused.hold else {
            return (0.0, 0.0);
        };
        let (mut dx, mut dy, mut springs) = (0.0, 0.0, 0.0);
        for (end, strength) in shape.springs(node as usize) {
            if let Some(other) = self.roused.get(&(end as u32)) {
                dx += strength * (plane.x[end] - other.home.0);
                dy += strength * (plane.y[end] - other.home.1);
            }
            springs += strength;
        }
        let stiff = (springs * (1.0 + hold)).max(1e-6);
        (dx / stiff, dy / stiff)
    }

    /// Pushes boxes aside that lie on a held or carried one.
    fn make_room(&mut self, bodies: &[Body], plane: &mut Plane) {
        let awake: Vec<u32> = self.roused.keys().copied().collect();
        let held = &self.held;
        let freedom = |node: u32| {
            if held.contains_key(&node) {
                0.0
            } else {
                bodies[node as usize].freedom
            }
        };
        for (node, home) in nudge_apart(bodies, plane, &awake, freedom) {
            self.roused
                .entry(node)
                .or_insert(Roused { home, hold: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{request, springs_of_a_grid};

    /// A 7×7 grid at rest, 150 units from node to node.
    fn grid() -> (Shape, Vec<Body>, Plane) {
        let shape = Shape::new(&request(49, &springs_of_a_grid(7, 7)));
        let mut plane = Plane::new(49);
        for node in 0..49 {
            plane.put(node, ((node % 7) as f32 * 150.0, (node / 7) as f32 * 150.0));
        }
        let body = Body {
            half_width: 40.0,
            half_height: 30.0,
            freedom: 1.0,
        };
        (shape, vec![body; 49], plane)
    }

    #[test]
    fn neighbours_follow_and_the_rest_does_not_stir() {
        let (shape, bodies, mut plane) = grid();
        let before = plane.clone();
        let mut elastic = Elastic::default();
        elastic.grab(&shape, &mut plane, 0, (-60.0, -20.0));
        let mut steps = 0;
        while !elastic.is_still() {
            elastic.step(&shape, &bodies, &mut plane);
            steps += 1;
        }
        assert!(steps <= STEPS);
        assert_eq!(plane.at(0), (-60.0, -20.0));
        assert!(plane.x[1] < before.x[1] - 5.0, "its neighbour follows");
        assert_eq!(plane.at(48), before.at(48));
        assert_eq!(plane.at(4), before.at(4), "four springs away");
    }

    #[test]
    fn a_grab_that_does_not_move_moves_nothing() {
        let (shape, bodies, mut plane) = grid();
        let before = plane.clone();
        let mut elastic = Elastic::default();
        elastic.grab(&shape, &mut plane, 24, before.at(24));
        while !elastic.is_still() {
            elastic.step(&shape, &bodies, &mut plane);
        }
        elastic.release(24);
        assert_eq!(plane, before);
    }

    #[test]
    fn what_lies_in_the_way_makes_room_but_a_pin_does_not() {
        let (shape, mut bodies, mut plane) = grid();
        bodies[48].freedom = 0.0;
        let mut elastic = Elastic::default();
        elastic.grab(&shape, &mut plane, 0, (880.0, 890.0));
        while !elastic.is_still() {
            elastic.step(&shape, &bodies, &mut plane);
        }
        assert_eq!(plane.at(48), (900.0, 900.0));
        elastic.grab(&shape, &mut plane, 0, (450.0, 460.0));
        while !elastic.is_still() {
            elastic.step(&shape, &bodies, &mut plane);
        }
        elastic.release(0);
        assert_ne!(plane.at(24), (450.0, 450.0));
        assert_eq!(plane.at(0), (450.0, 460.0));
    }
}

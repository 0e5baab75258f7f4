//! Components laid out from nothing and set beside what stands already.

use crate::layout::anchor::{bend, offset_to, turn_towards};
use crate::layout::pack::{Piece, pack};
use crate::layout::plane::Plane;
use crate::layout::separate::{Body, roomy_scale, separate};
use crate::layout::shape::Shape;
use crate::layout::shelf::{page_width, shelve};
use crate::layout::solve::{Effort, Solver};

/// Map units from a node to its neighbour, about, where boxes leave it open.
pub(super) const HOP: f32 = 120.0;
/// Room around single nodes.
const GAP: f32 = 36.0;
/// Room between components, in hops: enough that a neighbour is nearer than a stranger.
const BETWEEN: f32 = 0.5;
/// All components are drawn to one scale up to hops so many times the usual; beyond, each only takes the room it needs
/// itself, for one crowded star would blow up hundreds of pairs with it.
const WIDEST: f32 = 2.5;
/// Width over height of single nodes where there is nothing else.
const ASPECT: f32 = 1.6;
/// Pairs of nodes looked at in one step while nothing can be shown yet.
const WORK: usize = 2_000_000;
/// A map of more nodes is not packed twice for the unfolding to be watched.
const WATCHED: usize = 200_000;

/// Everything that is new on the map and hangs on nothing old.
#[derive(Debug, Default)]
pub(super) struct Unfolding {
    parts: Vec<Part>,
    /// Nodes without any spring.
    singles: Vec<(u32, (f32, f32))>,
    /// Boxes of no part that have their places.
    standing: Vec<(f32, f32, Body)>,
    shown: bool,
}

/// A component with the nodes it is made of; some may have their places.
#[derive(Debug)]
struct Part {
    members: Vec<u32>,
    anchors: Vec<(usize, (f32, f32))>,
    solver: Solver,
    /// Map units of a hop.
    hop: f32,
    offset: (f32, f32),
}

impl Unfolding {
    pub fn new(standing: Vec<(f32, f32, Body)>) -> Self {
        Self {
            standing,
            ..Self::default()
        }
    }

    /// Adds a component, of which nodes that are placed keep their places in `plane`.
    pub fn add(
        &mut self,
        members: Vec<u32>,
        shape: Shape,
        effort: Effort,
        plane: &Plane,
        placed: &[bool],
    ) {
        if let ([single], false) = (members.as_slice(), placed[members[0] as usize]) {
            self.singles.push((*single, (0.0, 0.0)));
            return;
        }
        let anchors = members
            .iter()
            .enumerate()
            .filter(|&(_, &node)| placed[node as usize])
            .map(|(at, &node)| (at, plane.at(node as usize)))
            .collect();
        self.parts.push(Part {
            members,
            anchors,
            solver: Solver::new(shape, effort),
            hop: HOP,
            offset: (0.0, 0.0),
        });
    }

    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// One piece of work; gives the final places once there are such.
    pub fn step(&mut self, bodies: &[Body], plane: &mut Plane) -> Option<Plane> {
        let folded = |part: &Part| !part.solver.is_unfolded();
        if !self.shown {
            let mut work = 0;
            for part in &mut self.parts {
                while folded(part) && work < WORK {
                    part.solver.step();
                    work += part.members.len() * part.members.len().min(1024);
                }
            }
            if self.parts.iter().any(folded) {
                return None;
            }
            // Nobody watches so many: the places at the end are dear enough.
            if bodies.len() <= WATCHED {
                self.place_roughly(bodies);
            }
            self.shown = true;
        } else {
            for part in &mut self.parts {
                part.solver.step();
            }
        }
        self.show(plane);
        let done = self.parts.iter().all(|part| part.solver.is_done());
        done.then(|| self.final_places(bodies, plane))
    }

    /// Gives each component a spot of its own while it still moves, so that the unfolding can be watched.
    fn place_roughly(&mut self, bodies: &[Body]) {
        for part in &mut self.parts {
            turn_towards(&mut part.solver.plane, part.members.len(), &part.anchors);
        }
        self.choose_hop(bodies);
        let places = self.placed_parts(bodies, |_, _, _| {});
        for (part, (plane, _)) in self.parts.iter_mut().zip(&places) {
            let (x, y) = part.solver.plane.at(0);
            part.offset = (plane.x[0] - x * part.hop, plane.y[0] - y * part.hop);
        }
        if let Some((plane, _)) = places.last() {
            for (at, (_, place)) in self.singles.iter_mut().enumerate() {
                *place = plane.at(at);
            }
        }
    }

    /// Writes places as they are now.
    fn show(&self, plane: &mut Plane) {
        for part in &self.parts {
            for (at, &node) in part.members.iter().enumerate() {
                let ((x, y), (off_x, off_y)) = (part.solver.plane.at(at), part.offset);
                plane.put(node as usize, (x * part.hop + off_x, y * part.hop + off_y));
            }
            for &(at, place) in &part.anchors {
                plane.put(part.members[at] as usize, place);
            }
        }
        for &(node, place) in &self.singles {
            plane.put(node as usize, place);
        }
    }

    /// Where everything comes to rest: nothing overlaps.
    fn final_places(&mut self, bodies: &[Body], plane: &Plane) -> Plane {
        for part in &mut self.parts {
            turn_towards(&mut part.solver.plane, part.members.len(), &part.anchors);
        }
        self.choose_hop(bodies);
        let places = self.placed_parts(bodies, |part, bodies, plane| {
            bend(&part.solver.shape, plane, &part.anchors);
            for &(at, _) in &part.anchors {
                bodies[at].freedom = 0.0;
            }
            separate(bodies, plane);
        });
        let mut rest = plane.clone();
        let members = self.parts.iter().map(|part| part.members.clone());
        let singles = self.singles.iter().map(|(node, _)| *node).collect();
        for (members, (plane, _)) in members.chain([singles]).zip(&places) {
            for (at, &node) in members.iter().enumerate() {
                rest.put(node as usize, plane.at(at));
            }
        }
        rest
    }

    /// Chooses the sizes of hops for components as they are now.
    fn choose_hop(&mut self, bodies: &[Body]) {
        let parts: Vec<(Vec<Body>, &Plane)> = self
            .parts
            .iter()
            .map(|part| (pick(bodies, &part.members), &part.solver.plane))
            .collect();
        let common = roomy_scale(&parts, HOP);
        let hops: Vec<f32> = if common > WIDEST * HOP {
            let own = parts.into_iter().map(|part| roomy_scale(&[part], HOP));
            own.map(|own| own.max(WIDEST * HOP).min(common)).collect()
        } else {
            vec![common; parts.len()]
        };
        for (part, hop) in self.parts.iter_mut().zip(hops) {
            part.hop = hop;
        }
    }

    /// Each part in map units, finished by `finish`, and packed; the block of singles comes last.
    fn placed_parts(
        &self,
        bodies: &[Body],
        finish: impl Fn(&Part, &mut Vec<Body>, &mut Plane),
    ) -> Vec<(Plane, Vec<Body>)> {
        let mut places = Vec::new();
        let mut anchored = Vec::new();
        for part in &self.parts {
            let mut own = pick(bodies, &part.members);
            let mut plane = part.solver.plane.clone();
            for value in plane.x.iter_mut().chain(&mut plane.y) {
                *value *= part.hop;
            }
            if !part.anchors.is_empty() {
                let by = offset_to(&plane, &part.anchors);
                shift(&mut plane, own.len(), by);
            }
            finish(part, &mut own, &mut plane);
            anchored.push(!part.anchors.is_empty());
            places.push((plane, own));
        }
        let singles: Vec<u32> = self.singles.iter().map(|(node, _)| *node).collect();
        let own = pick(bodies, &singles);
        // As wide as the largest component: rows under it make the map hardly smaller on the screen.
        let beside = places.first().map_or(0.0, |(plane, own)| width(own, plane));
        let page = beside.max(page_width(&own, GAP, ASPECT));
        places.push((shelve(&own, page, GAP).0, own));
        anchored.push(false);

        let mut pieces: Vec<Piece> = places
            .iter()
            .zip(anchored)
            .map(|((plane, bodies), fixed)| piece(bodies, plane, fixed))
            .collect();
        let standing = self
            .standing
            .iter()
            .map(|&(x, y, body)| (x, y, body.half_width, body.half_height));
        pieces.push(Piece {
            boxes: standing.collect(),
            fixed: true,
        });
        let hops = self.parts.iter().map(|part| part.hop);
        let least = hops.fold(f32::INFINITY, f32::min);
        let least = if least.is_finite() { least } else { HOP };
        let between = (least * BETWEEN).max(GAP);
        for ((plane, bodies), by) in places.iter_mut().zip(pack(&pieces, between)) {
            shift(plane, bodies.len(), by);
        }
        places
    }
}

fn pick(bodies: &[Body], members: &[u32]) -> Vec<Body> {
    members.iter().map(|&node| bodies[node as usize]).collect()
}

fn shift(plane: &mut Plane, n: usize, (dx, dy): (f32, f32)) {
    for node in 0..n {
        let (x, y) = plane.at(node);
        plane.put(node, (x + dx, y + dy));
    }
}

fn width(bodies: &[Body], plane: &Plane) -> f32 {
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for (body, x) in bodies.iter().zip(&plane.x) {
        left = left.min(x - body.half_width);
        right = right.max(x + body.half_width);
    }
    right - left
}

fn piece(bodies: &[Body], plane: &Plane, fixed: bool) -> Piece {
    let boxes = bodies.iter().enumerate().map(|(at, body)| {
        let (x, y) = plane.at(at);
        (x, y, body.half_width, body.half_height)
    });
    Piece {
        boxes: boxes.collect(),
        fixed,
    }
}

//! Forces that gather clusters: springs pull, everything pushes everything.
//!
//! The pair of ForceAtlas2 (Jacomy and others 2014): a spring pulls in proportion to its length, two nodes push by the product
//! of their masses over their distance, a node's mass is its degree and one. A step is divided by what holds the node,
//! so one step length suits leaves and hubs, and no step goes farther than it may.

use crate::layout::plane::Plane;
use crate::layout::shape::Shape;
use crate::layout::wide::{LANES, Lanes, padded, wide};

/// The forces on one component.
#[derive(Debug)]
pub(super) struct Forces {
    masses: Vec<f32>,
    push: f32,
    forces: Plane,
}

impl Forces {
    /// Sets the push so that the picture as it stands neither grows nor shrinks as a whole.
    pub fn balanced(shape: &Shape, plane: &Plane) -> Self {
        let n = shape.len();
        let mut masses = vec![0.0; padded(n)];
        for (node, mass) in masses.iter_mut().enumerate().take(n) {
            *mass = shape.degree(node) as f32 + 1.0;
        }
        let mut pull = 0.0;
        for node in 0..n {
            let (x, y) = plane.at(node);
            for (end, strength) in shape.springs(node) {
                let (dx, dy) = (x - plane.x[end], y - plane.y[end]);
                pull += strength * (dx * dx + dy * dy);
            }
        }
        let total: f32 = masses.iter().sum();
        let own: f32 = masses.iter().map(|mass| mass * mass).sum();
        let push = pull / (total * total - own).max(1.0);
        Self {
            masses,
            push,
            forces: Plane::new(n),
        }
    }

    /// One step: `share` of the way to where the forces balance, at most `reach`.
    pub fn step(&mut self, shape: &Shape, plane: &mut Plane, share: f32, reach: f32) {
        push_all(
            &self.masses,
            &plane.x,
            &plane.y,
            &mut self.forces.x,
            &mut self.forces.y,
        );
        for node in 0..shape.len() {
            let (x, y) = plane.at(node);
            let scale = self.push * self.masses[node];
            let (mut fx, mut fy) = (self.forces.x[node] * scale, self.forces.y[node] * scale);
            let mut held = 0.0;
            for (end, strength) in shape.springs(node) {
                fx -= strength * (x - plane.x[end]);
                fy -= strength * (y - plane.y[end]);
                held += strength;
            }
            self.forces.x[node] = fx / (held + 1.0);
            self.forces.y[node] = fy / (held + 1.0);
        }
        for node in 0..shape.len() {
            let (dx, dy) = (self.forces.x[node] * share, self.forces.y[node] * share);
            let length = (dx * dx + dy * dy).sqrt();
            let cut = if length > reach { reach / length } else { 1.0 };
            plane.x[node] += dx * cut;
            plane.y[node] += dy * cut;
        }
    }
}

wide! {
    /// Sum over all others of mass times direction over distance.
    fn push_all(masses: &[f32], x: &[f32], y: &[f32], fx: &mut [f32], fy: &mut [f32]) {
        let (m8, x8, y8) = (masses.as_chunks::<LANES>().0, x.as_chunks::<LANES>().0, y.as_chunks::<LANES>().0);
        for (node, (fx, fy)) in fx.iter_mut().zip(fy).enumerate() {
            let (here_x, here_y) = (Lanes::all(x[node]), Lanes::all(y[node]));
            let (mut sum_x, mut sum_y) = (Lanes::ZERO, Lanes::ZERO);
            for ((m, x), y) in m8.iter().zip(x8).zip(y8) {
                let (dx, dy) = (here_x - Lanes(*x), here_y - Lanes(*y));
                let q = Lanes(*m) / (dx * dx + dy * dy + Lanes::all(1e-4));
                sum_x += q * dx;
                sum_y += q * dy;
            }
            *fx = sum_x.sum();
            *fy = sum_y.sum();
        }
    }
}

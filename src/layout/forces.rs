//! Forces that gather clusters: springs pull, everything pushes everything.
//!
//! A spring pulls in proportion to its length, and harder than that once its ends are near each other, as in t-FDP (Zhong and
//! others 2023), so that neighbours also come to lie side by side. Two nodes push by the product of their masses over their
//! distance, as in ForceAtlas2 (Jacomy and others 2014). A step is divided by what holds the node, so one step length suits
//! leaves and hubs, and no step goes farther than it may.

use crate::layout::plane::Plane;
use crate::layout::shape::Shape;
use crate::layout::share::fill_both;
use crate::layout::tree::Tree;
use crate::layout::wide::{LANES, padded, rows, sum, wide};

/// Up to here all pairs are computed.
const EXACT: usize = 500;
/// Mass of a node without springs. Heavier makes degrees count less, and distances truer.
const BASE_MASS: f32 = 4.0;
/// A spring of no length pulls 1 + 1/`SOFT` times as hard as a long one of its strength.
const SOFT: f32 = 0.1;

/// How near the ends of a spring have to be in a large graph for their nearness to tell, squared, in hops.
const NEAR: f32 = 0.6;
/// Pull to the middle, across and down, as a share of what would hold the picture together alone.
/// It lets no branch straggle, and the stronger pull down makes the picture a bit wider than high.
const GRAVITY: (f32, f32) = (0.27, 0.33);

/// In a small graph there is room for neighbours anyway; in a large one they have to be drawn near.
fn crowd(n: usize) -> f32 {
    ((n as f32 - 50.0) / 600.0).clamp(0.0, 1.0)
}

/// The forces on one component.
#[derive(Debug)]
pub(super) struct Forces {
    /// Square of the length at which a spring's nearness begins to tell, in hops.
    near: f32,
    /// Pull to the middle for each unit of mass and distance, before its share.
    gravity: f32,
    masses: Vec<f32>,
    push: f32,
    forces: Plane,
    tree: Tree,
}

impl Forces {
    /// Sets the push so that long springs keep the picture at its size. `clusters` from 0 to 1: how close neighbours come.
    pub fn balanced(shape: &Shape, plane: &Plane, clusters: f32) -> Self {
        let n = shape.len();
        let mut masses = vec![0.0; padded(n)];
        for (node, mass) in masses.iter_mut().enumerate().take(n) {
            *mass = shape.degree(node) as f32 + BASE_MASS;
        }
        let (mut pull, mut spread) = (0.0, 0.0);
        for node in 0..n {
            let (x, y) = plane.at(node);
            spread += x * x + y * y;
            for (end, strength) in shape.springs(node) {
                let (dx, dy) = (x - plane.x[end], y - plane.y[end]);
                pull += strength * (dx * dx + dy * dy);
            }
        }
        let total: f32 = masses.iter().sum();
        let own: f32 = masses.iter().map(|mass| mass * mass).sum();
        let push = pull / (total * total - own).max(1.0);
        Self {
            near: NEAR * clusters * clusters * crowd(n),
            gravity: total / (spread / n.max(1) as f32).max(1e-6),
            masses,
            push,
            forces: Plane::new(n),
            tree: Tree::default(),
        }
    }

    /// One step: `share` of the way to where the forces balance, at most `reach`.
    pub fn step(&mut self, shape: &Shape, plane: &mut Plane, share: f32, reach: f32) {
        self.push_all(shape.len(), plane);
        for node in 0..shape.len() {
            let (x, y) = plane.at(node);
            let scale = self.push * self.masses[node];
            let (mut fx, mut fy) = (self.forces.x[node] * scale, self.forces.y[node] * scale);
            fx -= scale * self.gravity * GRAVITY.0 * x;
            fy -= scale * self.gravity * GRAVITY.1 * y;
            let mut held = 0.0;
            for (end, strength) in shape.springs(node) {
                let (dx, dy) = (x - plane.x[end], y - plane.y[end]);
                let nearness = self.near / (SOFT * self.near + dx * dx + dy * dy + 1e-6);
                let pull = strength * (1.0 + nearness);
                fx -= pull * dx;
                fy -= pull * dy;
                held += pull;
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

impl Forces {
    fn push_all(&mut self, n: usize, plane: &Plane) {
        if n > EXACT {
            self.tree.push_all(n, &self.masses, plane, &mut self.forces);
        } else {
            let (fx, fy) = (&mut self.forces.x, &mut self.forces.y);
            let masses = &self.masses;
            fill_both(fx, fy, |first, fx, fy| {
                push_each(masses, &plane.x, &plane.y, first, fx, fy);
            });
        }
    }
}

wide! {
    /// For some nodes from the `first` on: sum over all others of mass times direction over distance.
    pub(super) fn push_each(
        masses: &[f32],
        x: &[f32],
        y: &[f32],
        first: usize,
        fx: &mut [f32],
        fy: &mut [f32],
    ) {
        for (node, (fx, fy)) in (first..).zip(fx.iter_mut().zip(fy)) {
            (*fx, *fy) = push(masses, x, y, (x[node], y[node]));
        }
    }
}

/// The push on something at a place.
#[inline(always)]
fn push(masses: &[f32], x: &[f32], y: &[f32], (here_x, here_y): (f32, f32)) -> (f32, f32) {
    let (mut sums_x, mut sums_y) = ([0.0; LANES], [0.0; LANES]);
    for ((mass, x), y) in rows::<LANES>(masses)
        .iter()
        .zip(rows::<LANES>(x))
        .zip(rows::<LANES>(y))
    {
        for lane in 0..LANES {
            let (dx, dy) = (here_x - x[lane], here_y - y[lane]);
            let q = mass[lane] / (dx * dx + dy * dy + 1e-4);
            sums_x[lane] += q * dx;
            sums_y[lane] += q * dy;
        }
    }
    (sum(sums_x), sum(sums_y))
}

//! Boxes that no longer overlap.
//!
//! Overlapping boxes are pushed apart along the side that needs less, so left stays left and above stays above;
//! a few that still find no room are set down at the nearest free spot.

mod bands;
mod leftovers;

use crate::layout::plane::Plane;
use crate::layout::separate::bands::Bands;
use crate::layout::separate::leftovers::settle_leftovers;

pub(super) use crate::layout::separate::leftovers::ring;

/// A box around a point, as half sizes, and how freely it moves: 0 not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub half_width: f32,
    pub half_height: f32,
    pub freedom: f32,
}

/// Rounds of pushing before the nearest free spot is looked for, and boxes pushed in all of them: a huge map gets fewer rounds.
const ROUNDS: usize = 400;
const PUSHES: usize = 12_000_000;
/// After so many rounds the crowd must have thinned out by a third, or all draw apart; where some may not, pushing ends.
const PATIENCE: usize = 10;
/// How far all draw apart then.
const STRETCH: f32 = 1.08;

/// Moves points until no two boxes overlap, unless both may not move.
pub(super) fn separate(bodies: &[Body], plane: &mut Plane) {
    let mut order: Vec<u32> = (0..bodies.len() as u32).collect();
    let may_stretch = bodies.iter().all(|body| body.freedom >= 1.0);
    let mut crowd_before = usize::MAX;
    let rounds = (PUSHES / bodies.len().max(1)).clamp(PATIENCE, ROUNDS);
    for round in 0..rounds {
        let crowd = push_apart(bodies, plane, &mut order);
        if crowd == 0 {
            return;
        }
        if round % PATIENCE == PATIENCE - 1 {
            match (crowd > crowd_before / 3 * 2, may_stretch) {
                (true, true) => stretch(bodies.len(), plane),
                (true, false) => break,
                (false, _) => {}
            }
            crowd_before = crowd;
        }
    }
    settle_leftovers(bodies, plane);
}

fn stretch(n: usize, plane: &mut Plane) {
    for value in plane.x[..n].iter_mut().chain(&mut plane.y[..n]) {
        *value *= STRETCH;
    }
}

/// How much larger a picture has to be drawn so that few enough boxes overlap, at least `least`.
///
/// `parts` are the bodies and places of the components, which do not overlap each other.
pub(super) fn roomy_scale(parts: &[(Vec<Body>, &Plane)], least: f32) -> f32 {
    let n: usize = parts.iter().map(|(bodies, _)| bodies.len()).sum();
    let allowed = n * 3 / 5;
    let mut scale = least;
    // Beyond this what overlaps lies in one spot, and only pushing helps.
    let most = least * (n as f32).sqrt().clamp(12.0, 60.0);
    while scale < most {
        let crowded = parts
            .iter()
            .map(|(bodies, plane)| count_overlaps(bodies, plane, scale, allowed))
            .sum::<usize>();
        if crowded <= allowed {
            break;
        }
        scale *= 1.08;
    }
    scale
}

/// Overlapping pairs when places are multiplied by a scale; stops counting above `enough`.
fn count_overlaps(bodies: &[Body], plane: &Plane, scale: f32, enough: usize) -> usize {
    let mut scaled = plane.clone();
    for value in scaled.x.iter_mut().chain(&mut scaled.y) {
        *value *= scale;
    }
    let mut order: Vec<u32> = (0..bodies.len() as u32).collect();
    let bands = Bands::sort(bodies, &scaled, &mut order);
    let overlap = |a: usize, b: u32| {
        let ((ax, ay), (bx, by)) = (scaled.at(a), scaled.at(b as usize));
        let (deep_x, deep_y) = depth(bodies[a], bodies[b as usize], (bx - ax, by - ay));
        deep_x > 0.0 && deep_y > 0.0
    };
    let mut count = 0;
    for (band, range) in bands.ranges.iter().enumerate() {
        for at in range.clone() {
            let a = order[at] as usize;
            let right = scaled.x[a] + bodies[a].half_width;
            let left = |b: u32| scaled.x[b as usize] - bodies[b as usize].half_width;
            let row = order[at + 1..range.end].iter();
            let below = order[bands.beside(band, at)].iter();
            let row = row.take_while(|&&b| left(b) < right);
            count += row.chain(below).filter(|&&b| overlap(a, b)).count();
            if count > enough {
                return count;
            }
        }
    }
    count
}

/// One gentle round of pushing between some nodes and all they overlap; names who moved, and from where.
pub(super) fn nudge_apart(
    bodies: &[Body],
    plane: &mut Plane,
    awake: &[u32],
    freedom: impl Fn(u32) -> f32,
) -> Vec<(u32, (f32, f32))> {
    let mut moved = Vec::new();
    for &a in awake {
        for b in 0..bodies.len() as u32 {
            // Of two that are awake each pair comes up once.
            if a == b || (b < a && awake.binary_search(&b).is_ok()) {
                continue;
            }
            let (body, other) = (bodies[a as usize], bodies[b as usize]);
            let (from_a, from_b) = (plane.at(a as usize), plane.at(b as usize));
            let (free_a, free_b) = (freedom(a), freedom(b));
            let (dx, dy) = (from_b.0 - from_a.0, from_b.1 - from_a.1);
            let (deep_x, deep_y) = depth(body, other, (dx, dy));
            if deep_x <= 0.0 || deep_y <= 0.0 || free_a + free_b <= 0.0 {
                continue;
            }
            let (push_x, push_y) = if deep_x < deep_y {
                (if dx < 0.0 { -deep_x } else { deep_x }, 0.0)
            } else {
                (0.0, if dy < 0.0 { -deep_y } else { deep_y })
            };
            let (share_a, share_b) = (free_a / (free_a + free_b), free_b / (free_a + free_b));
            if share_a > 0.0 {
                plane.put(
                    a as usize,
                    (from_a.0 - push_x * share_a, from_a.1 - push_y * share_a),
                );
                moved.push((a, from_a));
            }
            if share_b > 0.0 {
                plane.put(
                    b as usize,
                    (from_b.0 + push_x * share_b, from_b.1 + push_y * share_b),
                );
                moved.push((b, from_b));
            }
        }
    }
    moved
}

/// How deep two boxes lie in each other, in x and y; both positive when they overlap.
fn depth(a: Body, b: Body, (dx, dy): (f32, f32)) -> (f32, f32) {
    (
        a.half_width + b.half_width - dx.abs(),
        a.half_height + b.half_height - dy.abs(),
    )
}

/// One round over all overlapping pairs, from left to right; counts those that can be helped.
fn push_apart(bodies: &[Body], plane: &mut Plane, order: &mut [u32]) -> usize {
    let bands = Bands::sort(bodies, plane, order);
    let mut crowd = 0;
    for (band, range) in bands.ranges.iter().enumerate() {
        for at in range.clone() {
            let a = order[at] as usize;
            for &b in &order[at + 1..range.end] {
                let b = b as usize;
                // Pushes of this round may have put the list out of order by a little; nothing beyond two boxes can touch.
                let right = plane.x[a] + bodies[a].half_width;
                if plane.x[b] - bodies[b].half_width > right + bands.widest {
                    break;
                }
                crowd += usize::from(push_pair(bodies, plane, a, b));
            }
            for &b in &order[bands.beside(band, at)] {
                crowd += usize::from(push_pair(bodies, plane, a, b as usize));
            }
        }
    }
    crowd
}

/// Pushes two boxes apart if they overlap and one may move.
fn push_pair(bodies: &[Body], plane: &mut Plane, a: usize, b: usize) -> bool {
    let free = bodies[a].freedom + bodies[b].freedom;
    let (dx, dy) = (plane.x[b] - plane.x[a], plane.y[b] - plane.y[a]);
    let (deep_x, deep_y) = depth(bodies[a], bodies[b], (dx, dy));
    if deep_x <= 0.0 || deep_y <= 0.0 || free <= 0.0 {
        return false;
    }
    let (share_a, share_b) = (bodies[a].freedom / free, bodies[b].freedom / free);
    // A hair more than needed, so that rounding does not leave them touching.
    if deep_x < deep_y {
        let push = (deep_x + 0.05) * if dx < 0.0 { -1.0 } else { 1.0 };
        plane.x[a] -= push * share_a;
        plane.x[b] += push * share_b;
    } else {
        let push = (deep_y + 0.05) * if dy < 0.0 { -1.0 } else { 1.0 };
        plane.y[a] -= push * share_a;
        plane.y[b] += push * share_b;
    }
    true
}

/// Pairs of boxes that overlap.
#[cfg(test)]
pub(super) fn overlaps(bodies: &[Body], plane: &Plane) -> usize {
    (0..bodies.len())
        .flat_map(|a| (0..a).map(move |b| (a, b)))
        .filter(|&(a, b)| {
            let (dx, dy) = (plane.x[b] - plane.x[a], plane.y[b] - plane.y[a]);
            let (deep_x, deep_y) = depth(bodies[a], bodies[b], (dx, dy));
            deep_x > 0.0 && deep_y > 0.0
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::seed::Seed;

    fn crowd(n: usize, room: f32) -> (Vec<Body>, Plane) {
        let mut seed = Seed::new(7);
        let mut plane = Plane::new(n);
        let bodies = (0..n)
            .map(|node| {
                plane.put(node, (seed.around_zero() * room, seed.around_zero() * room));
                Body {
                    half_width: 40.0 + 40.0 * seed.around_zero().abs(),
                    half_height: 30.0,
                    freedom: 1.0,
                }
            })
            .collect();
        (bodies, plane)
    }

    #[test]
    fn a_crowd_finds_room() {
        for room in [0.0, 30.0, 400.0] {
            let (bodies, mut plane) = crowd(60, room);
            separate(&bodies, &mut plane);
            assert_eq!(overlaps(&bodies, &plane), 0, "{room}");
        }
    }

    #[test]
    fn bands_find_every_pair() {
        let (bodies, mut plane) = crowd(bands::MANY, 3000.0);
        let pairs = overlaps(&bodies, &plane);
        assert!(pairs > 1000);
        assert_eq!(count_overlaps(&bodies, &plane, 1.0, usize::MAX), pairs);
        separate(&bodies, &mut plane);
        assert_eq!(overlaps(&bodies, &plane), 0);
    }

    #[test]
    fn what_is_fixed_stays() {
        let (mut bodies, mut plane) = crowd(40, 200.0);
        bodies[3].freedom = 0.0;
        let before = plane.at(3);
        separate(&bodies, &mut plane);
        assert_eq!(plane.at(3), before);
        assert_eq!(overlaps(&bodies, &plane), 0);
    }
}

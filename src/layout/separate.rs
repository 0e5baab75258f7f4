//! Boxes that no longer overlap.
//!
//! Overlapping boxes are pushed apart along the side that needs less, so left stays left and above stays above;
//! a few that still find no room are set down at the nearest free spot.

use std::ops::Range;

use crate::layout::plane::Plane;

/// A box around a point, as half sizes, and how freely it moves: 0 not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub half_width: f32,
    pub half_height: f32,
    pub freedom: f32,
}

/// Rounds of pushing before the nearest free spot is looked for, and boxes pushed in all of them: a huge map gets fewer rounds.
const ROUNDS: usize = 400;
const PUSHES: usize = 20_000_000;
/// After so many rounds the crowd must have thinned out by a third, or all draw apart; where some may not, pushing ends.
const PATIENCE: usize = 10;
/// How far all draw apart then.
const STRETCH: f32 = 1.08;
/// Boxes that are set down one by one at most, and spots tried for all of them.
const MOST_LEFTOVERS: usize = 3000;
const MOST_SPOTS: usize = 4_000_000;
/// From so many boxes on they are sorted into bands, lest each be compared with all above and below it.
const MANY: usize = 20_000;

/// Moves points until no two boxes overlap, unless both may not move.
pub(super) fn separate(bodies: &[Body], plane: &mut Plane) {
    let mut order: Vec<u32> = (0..bodies.len() as u32).collect();
    let may_stretch = bodies.iter().all(|body| body.freedom > 0.0);
    let mut crowd_before = usize::MAX;
    let rounds = (PUSHES / bodies.len().max(1)).clamp(3 * PATIENCE, ROUNDS);
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
    let mut order: Vec<u32> = (0..bodies.len() as u32).collect();
    let left = |node: u32| plane.x[node as usize] * scale - bodies[node as usize].half_width;
    order.sort_by(|&a, &b| left(a).total_cmp(&left(b)));
    let mut count = 0;
    for (at, &a) in order.iter().enumerate() {
        let body = bodies[a as usize];
        let right = plane.x[a as usize] * scale + body.half_width;
        for &b in order[at + 1..].iter().take_while(|&&b| left(b) < right) {
            let dy = (plane.y[b as usize] - plane.y[a as usize]) * scale;
            count += usize::from(dy.abs() < body.half_height + bodies[b as usize].half_height);
        }
        if count > enough {
            break;
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

/// Boxes in level bands, each from left to right: a box can overlap others of its own band and of the two beside it only.
struct Bands {
    /// Left sides as they were when sorted, in that order.
    lefts: Vec<f32>,
    ranges: Vec<Range<usize>>,
    /// Which range holds the next band below, if there is one.
    below: Vec<Option<usize>>,
    widest: f32,
}

impl Bands {
    fn sort(bodies: &[Body], plane: &Plane, order: &mut [u32]) -> Self {
        let (widest, highest) = bodies.iter().fold((0.0_f32, 0.0_f32), |most, body| {
            (most.0.max(body.half_width), most.1.max(body.half_height))
        });
        // A small map is one band.
        let height = if bodies.len() < MANY {
            f32::INFINITY
        } else {
            highest.max(1.0) * 4.0
        };
        let band = |node: u32| (plane.y[node as usize] / height).floor() as i32;
        let left = |node: u32| plane.x[node as usize] - bodies[node as usize].half_width;
        let mut keys: Vec<(i32, f32, u32)> = order
            .iter()
            .map(|&node| {
                (
                    if height.is_finite() { band(node) } else { 0 },
                    left(node),
                    node,
                )
            })
            .collect();
        keys.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (slot, key) in order.iter_mut().zip(&keys) {
            *slot = key.2;
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut numbers = Vec::new();
        for chunk in keys.chunk_by(|a, b| a.0 == b.0) {
            let start = ranges.last().map_or(0, |range| range.end);
            ranges.push(start..start + chunk.len());
            numbers.push(chunk.first().map_or(0, |key| key.0));
        }
        let below = (0..numbers.len())
            .map(|at| (numbers.get(at + 1) == Some(&(numbers[at] + 1))).then_some(at + 1))
            .collect();
        Self {
            lefts: keys.iter().map(|key| key.1).collect(),
            ranges,
            below,
            widest,
        }
    }

    /// What the box at `at` may overlap in the band below.
    fn beside(&self, band: usize, at: usize) -> Range<usize> {
        let Some(below) = self.below[band] else {
            return 0..0;
        };
        let range = self.ranges[below].clone();
        let lefts = &self.lefts[range.clone()];
        let (low, high) = (
            self.lefts[at] - 3.0 * self.widest,
            self.lefts[at] + 3.0 * self.widest,
        );
        range.start + lefts.partition_point(|left| *left < low)
            ..range.start + lefts.partition_point(|left| *left <= high)
    }
}

/// Takes out every box that overlaps one before it, then puts each at the nearest spot where it overlaps nothing.
fn settle_leftovers(bodies: &[Body], plane: &mut Plane) {
    let mut grid = Grid::new(bodies);
    let mut homeless = Vec::new();
    // What cannot move stands first.
    let (fixed, free): (Vec<usize>, Vec<usize>) =
        (0..bodies.len()).partition(|&node| bodies[node].freedom <= 0.0);
    for node in fixed {
        grid.add(node, bodies, plane);
    }
    for node in free {
        if grid.has_room(node, plane.at(node), bodies, plane) {
            grid.add(node, bodies, plane);
        } else {
            homeless.push(node);
        }
    }
    let mut spots_left = MOST_SPOTS;
    for node in homeless.into_iter().take(MOST_LEFTOVERS) {
        let body = bodies[node];
        let (x, y) = plane.at(node);
        let (step_x, step_y) = (body.half_width.max(1.0), body.half_height.max(1.0));
        let spot = (1..400)
            .flat_map(ring)
            .take(spots_left)
            .inspect(|_| spots_left -= 1)
            .map(|(right, down)| (x + right as f32 * step_x, y + down as f32 * step_y))
            .find(|&spot| grid.has_room(node, spot, bodies, plane));
        if let Some(spot) = spot {
            plane.put(node, spot);
        }
        grid.add(node, bodies, plane);
    }
}

/// The cells of a square ring around the middle, the nearest of them first.
pub(super) fn ring(radius: i32) -> impl Iterator<Item = (i32, i32)> {
    (0..=radius).flat_map(move |off| {
        let sides = [
            (radius, off),
            (-radius, off),
            (off, radius),
            (off, -radius),
            (radius, -off),
            (-radius, -off),
            (-off, radius),
            (-off, -radius),
        ];
        let useful = if off == 0 { 4 } else { 8 };
        sides.into_iter().take(useful)
    })
}

/// Boxes by cell, for asking what is near.
struct Grid {
    cell: f32,
    reach: (f32, f32),
    cells: std::collections::BTreeMap<(i32, i32), Vec<u32>>,
}

impl Grid {
    fn new(bodies: &[Body]) -> Self {
        let reach = bodies.iter().fold((1.0_f32, 1.0_f32), |most, body| {
            (most.0.max(body.half_width), most.1.max(body.half_height))
        });
        Self {
            cell: reach.0.max(reach.1) * 2.0,
            reach,
            cells: std::collections::BTreeMap::new(),
        }
    }

    fn cell_of(&self, value: f32) -> i32 {
        (value / self.cell).floor() as i32
    }

    fn add(&mut self, node: usize, _bodies: &[Body], plane: &Plane) {
        let (x, y) = plane.at(node);
        let cell = (self.cell_of(x), self.cell_of(y));
        self.cells.entry(cell).or_default().push(node as u32);
    }

    fn has_room(&self, node: usize, (x, y): (f32, f32), bodies: &[Body], plane: &Plane) -> bool {
        let body = bodies[node];
        let (reach_x, reach_y) = (
            body.half_width + self.reach.0,
            body.half_height + self.reach.1,
        );
        let rows = self.cell_of(y - reach_y)..=self.cell_of(y + reach_y);
        let columns = self.cell_of(x - reach_x)..=self.cell_of(x + reach_x);
        columns
            .flat_map(|column| rows.clone().map(move |row| (column, row)))
            .all(|cell| {
                self.cells.get(&cell).is_none_or(|there| {
                    there.iter().all(|&other| {
                        let other = other as usize;
                        let (dx, dy) = (plane.x[other] - x, plane.y[other] - y);
                        let (deep_x, deep_y) = depth(body, bodies[other], (dx, dy));
                        deep_x <= 0.0 || deep_y <= 0.0
                    })
                })
            })
    }
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
        let (bodies, mut plane) = crowd(MANY, 7000.0);
        let pairs = count_overlaps(&bodies, &plane, 1.0, usize::MAX);
        let mut order: Vec<u32> = (0..MANY as u32).collect();
        let bands = Bands::sort(&bodies, &plane, &mut order);
        assert!(bands.ranges.len() > 20);
        let overlap = |a: usize, b: usize| {
            let (a, b) = (order[a] as usize, order[b] as usize);
            let by = (plane.x[b] - plane.x[a], plane.y[b] - plane.y[a]);
            let (deep_x, deep_y) = depth(bodies[a], bodies[b], by);
            deep_x > 0.0 && deep_y > 0.0
        };
        let mut found = 0;
        for (band, range) in bands.ranges.iter().enumerate() {
            for at in range.clone() {
                let near =
                    (at + 1..range.end).take_while(|&b| bands.lefts[b] < bands.lefts[at] + 200.0);
                found += near
                    .chain(bands.beside(band, at))
                    .filter(|&b| overlap(at, b))
                    .count();
            }
        }
        assert_eq!(found, pairs);
        separate(&bodies, &mut plane);
        assert_eq!(count_overlaps(&bodies, &plane, 1.0, usize::MAX), 0);
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

    #[test]
    fn rings_close_around_the_middle() {
        let mut cells: Vec<_> = (1..4).flat_map(ring).collect();
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 7 * 7 - 1);
    }
}

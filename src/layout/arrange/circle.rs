//! All on one circle.
//!
//! Nodes join one after another, always the one with the most neighbours on the circle already, at the end where its lines
//! are shorter (after Baur and Brandes 2004). What deals with nobody stands below.

use std::collections::{BTreeSet, VecDeque};
use std::f32::consts::TAU;

use crate::layout::arrange::{GAP, Sheet};
use crate::layout::plane::Plane;

pub(super) fn circle(sheet: &Sheet<'_>) -> Plane {
    let (tied, rest): (Vec<u32>, Vec<u32>) =
        (0..sheet.len() as u32).partition(|&node| sheet.shape.degree(node as usize) > 0);
    let order = order(sheet, &tied);
    let mut plane = Plane::new(sheet.len());
    let sizes: Vec<f32> = order.iter().map(|&node| along(sheet, node)).collect();
    let round: f32 = sizes.iter().sum();
    let radius = round / TAU;
    let mut done = 0.0;
    for (&node, size) in order.iter().zip(&sizes) {
        let (x, y) = on_circle((done + size / 2.0) / round);
        plane.put(node as usize, (x * radius, y * radius));
        done += size;
    }
    sheet.shelve_below(&mut plane, &order, &rest);
    plane
}

/// Room that a node needs along the circle, whichever way that runs there.
pub(super) fn along(sheet: &Sheet<'_>, node: u32) -> f32 {
    sheet.width(node as usize).max(sheet.height(node as usize)) + GAP
}

/// A point of the unit circle, from the top clockwise, by share of the whole round.
///
/// Sine and cosine of the machine differ in their last bits from one to the next; these few terms do not.
pub(super) fn on_circle(share: f32) -> (f32, f32) {
    let share = share - share.floor();
    let quarter = (share * 4.0).floor();
    let angle = (share * 4.0 - quarter) * TAU / 4.0;
    let square = angle * angle;
    let series = |terms: [f32; 6]| {
        terms
            .iter()
            .rev()
            .fold(0.0, |sum, term| sum * square + term)
    };
    let sin = angle
        * series([
            1.0,
            -1.0 / 6.0,
            1.0 / 120.0,
            -1.0 / 5040.0,
            1.0 / 362_880.0,
            -1.0 / 39_916_800.0,
        ]);
    let cos = series([
        1.0,
        -0.5,
        1.0 / 24.0,
        -1.0 / 720.0,
        1.0 / 40_320.0,
        -1.0 / 3_628_800.0,
    ]);
    match quarter as u32 {
        0 => (sin, -cos),
        1 => (cos, sin),
        2 => (-sin, cos),
        _ => (-cos, -sin),
    }
}

/// Neighbours side by side, as far as may be.
fn order(sheet: &Sheet<'_>, tied: &[u32]) -> Vec<u32> {
    let shape = &sheet.shape;
    let mut place: Vec<Option<i64>> = vec![None; sheet.len()];
    let mut n_joined = vec![0_u32; sheet.len()];
    // Most neighbours on the circle first, then fewest elsewhere.
    let key = |node: u32, joined: u32| {
        let open = shape.degree(node as usize) as u32 - joined;
        (std::cmp::Reverse(joined), open, node)
    };
    let mut waiting: BTreeSet<_> = tied.iter().map(|&node| key(node, 0)).collect();
    let mut circle = VecDeque::new();
    let (mut first, mut last) = (0, 0);
    while let Some((_, _, node)) = waiting.pop_first() {
        let (mut sum, mut n_placed) = (0, 0);
        for &end in shape.neighbours(node as usize) {
            if let Some(at) = place[end as usize] {
                sum += at;
                n_placed += 1;
            } else {
                let joined = &mut n_joined[end as usize];
                waiting.remove(&key(end, *joined));
                *joined += 1;
                waiting.insert(key(end, *joined));
            }
        }
        if n_placed > 0 && sum * 2 < (first + last) * n_placed {
            first -= 1;
            place[node as usize] = Some(first);
            circle.push_front(node);
        } else {
            last += i64::from(!circle.is_empty());
            place[node as usize] = Some(last);
            circle.push_back(node);
        }
    }
    circle.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::arrange::Arrangement;
    use crate::layout::arrange::tests::arranged;
    use crate::layout::tests::request;

    #[test]
    fn the_points_of_the_circle_lie_on_it() {
        for at in 0..64 {
            let share = at as f32 / 64.0;
            let (x, y) = on_circle(share);
            let (sin, cos) = (share * TAU).sin_cos();
            assert!((x - sin).abs() < 1e-5 && (y + cos).abs() < 1e-5, "{share}");
        }
    }

    #[test]
    fn a_ring_of_nodes_keeps_its_order() {
        // A ring whose numbers are mixed up: 0-5-2-7-4-1-6-3-0.
        let ring = [0, 5, 2, 7, 4, 1, 6, 3];
        let springs: Vec<_> = (0..8)
            .map(|at| (ring[at], ring[(at + 1) % 8], 1.0))
            .collect();
        let places = arranged(&request(9, &springs), &Arrangement::Circle);
        let side = |a: usize, b: usize| {
            let ((ax, ay), (bx, by)) = (places[a], places[b]);
            ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)).sqrt()
        };
        let nearest = side(0, 5);
        for &(a, b, _) in &springs {
            assert!(
                (side(a as usize, b as usize) - nearest).abs() < 1.0,
                "{a} {b}"
            );
        }
        assert!(places[8].1 > places[..8].iter().fold(0.0, |low, place| place.1.max(low)));
    }
}

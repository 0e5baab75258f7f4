//! Rings round one node, each as far out as it is hops away.
//!
//! A node stands towards the mean of those it is tied to one ring farther in; what cannot be reached stands below.

use std::f32::consts::TAU;

use crate::layout::arrange::circle::{along, on_circle};
use crate::layout::arrange::line::spread;
use crate::layout::arrange::{AISLE, Sheet};
use crate::layout::hops::hops_from;
use crate::layout::plane::Plane;

pub(super) fn rings(sheet: &Sheet<'_>, centre: usize) -> Plane {
    let n = sheet.len();
    let mut plane = Plane::new(n);
    if centre >= n {
        sheet.shelve_below(&mut plane, &[], &(0..n as u32).collect::<Vec<_>>());
        return plane;
    }
    let hops = hops_from(&sheet.shape, centre);
    let mut by_ring: Vec<Vec<u32>> = Vec::new();
    for (node, &far) in hops.iter().enumerate() {
        if far != u32::MAX {
            by_ring.resize_with(by_ring.len().max(far as usize + 1), Vec::new);
            by_ring[far as usize].push(node as u32);
        }
    }
    let shares = shares(sheet, &hops, &by_ring);
    let mut radius = sheet.width(centre).max(sheet.height(centre)) / 2.0;
    for ring in by_ring.iter_mut().skip(1) {
        ring.sort_by(|&a, &b| {
            shares[a as usize]
                .total_cmp(&shares[b as usize])
                .then(a.cmp(&b))
        });
        let sizes: Vec<f32> = ring.iter().map(|&node| along(sheet, node)).collect();
        let deep = ring
            .iter()
            .map(|&node| sheet.height(node as usize).max(sheet.width(node as usize)))
            .fold(0.0, f32::max);
        radius = (radius + AISLE + deep / 2.0).max(sizes.iter().sum::<f32>() / TAU);
        let round = radius * TAU;
        let wanted: Vec<f32> = ring
            .iter()
            .map(|&node| shares[node as usize] * round)
            .collect();
        for (&node, at) in ring.iter().zip(round_spread(&wanted, &sizes, round)) {
            let (x, y) = on_circle(at / round);
            plane.put(node as usize, (x * radius, y * radius));
        }
        radius += deep / 2.0;
    }
    let placed: Vec<u32> = by_ring.into_iter().flatten().collect();
    let rest: Vec<u32> = (0..n as u32)
        .filter(|&node| hops[node as usize] == u32::MAX)
        .collect();
    sheet.shelve_below(&mut plane, &placed, &rest);
    plane
}

/// Where on its ring each node would stand, as a share of the round: each parent of the search tree gives its children
/// room by the leaves below them.
fn shares(sheet: &Sheet<'_>, hops: &[u32], by_ring: &[Vec<u32>]) -> Vec<f32> {
    let mut parents = vec![None; hops.len()];
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); hops.len()];
    let mut leaves = vec![0.0_f32; hops.len()];
    for &node in by_ring.iter().skip(1).flatten() {
        let inner = sheet.shape.neighbours(node as usize).iter();
        let mut inner = inner.filter(|&&end| hops[end as usize] + 1 == hops[node as usize]);
        if let Some(&parent) = inner.next() {
            parents[node as usize] = Some(parent as usize);
            children[parent as usize].push(node);
        }
    }
    for &node in by_ring.iter().rev().flatten() {
        let node = node as usize;
        leaves[node] = leaves[node].max(1.0);
        if let Some(parent) = parents[node] {
            leaves[parent] += leaves[node];
        }
    }
    let mut shares = vec![0.0; hops.len()];
    let mut spans = vec![(0.0, 1.0); hops.len()];
    for &node in by_ring.iter().flatten() {
        let (low, high) = spans[node as usize];
        shares[node as usize] = (low + high) / 2.0;
        let whole: f32 = children[node as usize]
            .iter()
            .map(|&child| leaves[child as usize])
            .sum();
        let mut from = low;
        for &child in &children[node as usize] {
            let to = from + (high - low) * leaves[child as usize] / whole;
            spans[child as usize] = (from, to);
            from = to;
        }
    }
    shares
}

/// Places round a closed line: cut open where there is most room, and drawn in where it still comes out too long.
fn round_spread(wanted: &[f32], sizes: &[f32], round: f32) -> Vec<f32> {
    let n = wanted.len();
    let widest = (0..n).max_by(|&a, &b| {
        let gap = |at: usize| match at {
            0 => wanted[0] + round - wanted[n - 1],
            _ => wanted[at] - wanted[at - 1],
        };
        gap(a).total_cmp(&gap(b)).then(b.cmp(&a))
    });
    let Some(cut) = widest else {
        return Vec::new();
    };
    let turn = |values: &[f32], add: f32| -> Vec<f32> {
        let later = values[..cut].iter().map(|value| value + add);
        values[cut..].iter().copied().chain(later).collect()
    };
    let (turned, turned_sizes) = (turn(wanted, round), turn(sizes, 0.0));
    let mut places = spread(&turned, &turned_sizes, 0.0);
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
        return Vec::new();
    };
    let ends = (turned_sizes[0] + turned_sizes[n - 1]) / 2.0;
    let room = round - ends;
    if last - first > room && n > 1 {
        // Not all can stand where they would: evenly round, in order.
        let mut at = first;
        let spare = (round - sizes.iter().sum::<f32>()).max(0.0) / n as f32;
        for (place, pair) in places.iter_mut().skip(1).zip(turned_sizes.windows(2)) {
            at += pair.iter().sum::<f32>() / 2.0 + spare;
            *place = at;
        }
    }
    places.rotate_right(cut);
    places
}

#[cfg(test)]
mod tests {
    use crate::layout::arrange::Arrangement;
    use crate::layout::arrange::tests::arranged;
    use crate::layout::tests::{request, springs_of_a_grid};

    #[test]
    fn a_ring_holds_what_is_as_many_hops_away() {
        let request = request(26, &springs_of_a_grid(5, 5));
        let places = arranged(&request, &Arrangement::Rings(12));
        let radius = |node: usize| places[node].0.hypot(places[node].1);
        assert!(radius(12) < 1.0);
        let hops = |node: usize| (node % 5).abs_diff(2) + (node / 5).abs_diff(2);
        for a in 0..25 {
            for b in 0..25 {
                if hops(a) < hops(b) {
                    assert!(radius(a) + 20.0 < radius(b), "{a} {b}");
                }
            }
        }
        assert!(places[25].1 > radius(0), "below, since nothing leads there");
    }
}

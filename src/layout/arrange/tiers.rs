//! Rows by tier, each node over or under those it is tied to.

use crate::layout::arrange::line::spread;
use crate::layout::arrange::{AISLE, ASPECT, GAP, Sheet};
use crate::layout::plane::Plane;
use crate::layout::shelf::page_width;

/// Rounds of going towards the mean of the neighbours.
const ROUNDS: usize = 12;

pub(super) fn tiers(sheet: &Sheet<'_>, tiers: &[u32]) -> Plane {
    let n = sheet.len();
    let tier = |node: u32| tiers.get(node as usize).copied().unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..n as u32).collect();
    order.sort_by_key(|&node| (tier(node), node));
    let rows: Vec<&[u32]> = order.chunk_by(|&a, &b| tier(a) == tier(b)).collect();
    let width = page_width(sheet.bodies, GAP, ASPECT);
    // A tier wider than the page runs in several lines.
    let mut lines: Vec<Vec<Vec<u32>>> = rows.iter().map(|row| deal(sheet, row, width)).collect();
    let mut plane = Plane::new(n);
    for line in lines.iter().flatten() {
        put_line(sheet, &mut plane, line, |_| 0.0);
    }
    for _ in 0..ROUNDS {
        for (row, lines) in rows.iter().zip(&mut lines) {
            let mut row: Vec<(f32, u32)> = row
                .iter()
                .map(|&node| (mean_x(sheet, &plane, node), node))
                .collect();
            row.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let sorted: Vec<u32> = row.iter().map(|&(_, node)| node).collect();
            *lines = deal(sheet, &sorted, width);
            for line in lines.iter() {
                let wanted: Vec<f32> = line
                    .iter()
                    .map(|&node| mean_x(sheet, &plane, node))
                    .collect();
                put_line(sheet, &mut plane, line, |at| wanted[at]);
            }
        }
    }
    let mut top = 0.0;
    for lines in &lines {
        for line in lines {
            let height = line
                .iter()
                .map(|&node| sheet.height(node as usize))
                .fold(0.0, f32::max);
            for &node in line {
                plane.y[node as usize] = top + height / 2.0;
            }
            top += height + GAP;
        }
        top += AISLE;
    }
    plane
}

/// Cuts a row into as many lines as the page needs; neighbours of the row come under each other, not at its two ends.
fn deal(sheet: &Sheet<'_>, row: &[u32], width: f32) -> Vec<Vec<u32>> {
    let whole: f32 = row
        .iter()
        .map(|&node| sheet.width(node as usize) + GAP)
        .sum();
    let n_lines = (whole / width.max(1.0)).ceil().max(1.0) as usize;
    let mut lines = vec![Vec::new(); n_lines];
    for (at, &node) in row.iter().enumerate() {
        lines[at % n_lines].push(node);
    }
    lines
}

fn put_line(sheet: &Sheet<'_>, plane: &mut Plane, line: &[u32], wanted: impl Fn(usize) -> f32) {
    let sizes: Vec<f32> = line
        .iter()
        .map(|&node| sheet.width(node as usize))
        .collect();
    let wanted: Vec<f32> = (0..line.len()).map(wanted).collect();
    let places = spread(&wanted, &sizes, GAP);
    for (&node, x) in line.iter().zip(places) {
        plane.x[node as usize] = x;
    }
}

/// The mean of the neighbours; a node without stays where it is.
fn mean_x(sheet: &Sheet<'_>, plane: &Plane, node: u32) -> f32 {
    let (mut sum, mut springs) = (0.0, 0.0);
    for (end, strength) in sheet.shape.springs(node as usize) {
        sum += strength * plane.x[end];
        springs += strength;
    }
    if springs > 0.0 {
        sum / springs
    } else {
        plane.x[node as usize]
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::arrange::Arrangement;
    use crate::layout::arrange::tests::arranged;
    use crate::layout::tests::request;

    #[test]
    fn tiers_lie_under_each_other_and_the_tied_near() {
        // Four above, each with one below in the opposite order.
        let springs: Vec<_> = (0..4).map(|at| (at, 7 - at, 1.0)).collect();
        let places = arranged(
            &request(8, &springs),
            &Arrangement::Tiers(vec![0, 0, 0, 0, 5, 5, 5, 5]),
        );
        for above in 0..4 {
            let below = 7 - above;
            assert!(places[above].1 + 60.0 < places[below].1);
            assert!((places[above].0 - places[below].0).abs() < 60.0, "{above}");
        }
    }

    #[test]
    fn a_long_tier_runs_in_lines() {
        let places = arranged(&request(60, &[]), &Arrangement::Tiers(vec![1; 60]));
        let wide = places
            .iter()
            .fold(0.0_f32, |most, place| most.max(place.0.abs()));
        let high = places.iter().fold(0.0_f32, |most, place| most.max(place.1));
        assert!(wide * 2.0 < high * 3.0, "{wide} {high}");
    }
}

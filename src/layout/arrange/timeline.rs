//! From left to right by day.
//!
//! All of one day stand in one band; the room between bands grows with the time between them, slowly, so that a gap of a
//! year does not press a busy week together. In its band a node stands near the height of those it is tied to.

use crate::layout::arrange::line::spread;
use crate::layout::arrange::{AISLE, ASPECT, GAP, Sheet};
use crate::layout::plane::Plane;
use crate::layout::shelf::page_width;

/// Rounds of going towards the mean of the neighbours.
const ROUNDS: usize = 8;
/// However long the time between two bands, they lie no farther apart than so many aisles.
const MOST_AISLES: f32 = 8.0;

pub(super) fn timeline(sheet: &Sheet<'_>, days: &[Option<i32>]) -> Plane {
    let day = |node: u32| days.get(node as usize).copied().flatten();
    let all = 0..sheet.len() as u32;
    let (mut dated, undated): (Vec<u32>, Vec<u32>) = all.partition(|&node| day(node).is_some());
    dated.sort_by_key(|&node| (day(node), node));
    let mut plane = Plane::new(sheet.len());
    let high = page_width(&sheet.pick(&dated), GAP, 1.0 / ASPECT);
    let bands: Vec<&[u32]> = dated.chunk_by(|&a, &b| day(a) == day(b)).collect();
    let mut columns: Vec<Vec<Vec<u32>>> = Vec::new();
    let mut left = 0.0;
    let mut before = None;
    for band in &bands {
        let today = band.first().and_then(|&node| day(node));
        if let (Some(before), Some(today)) = (before, today) {
            let n_days = (i64::from(today) - i64::from(before)) as f32;
            left += AISLE * n_days.sqrt().clamp(1.0, MOST_AISLES);
        }
        before = today;
        let band = columns_of(sheet, band, high);
        for column in &band {
            let wide = column
                .iter()
                .map(|&node| sheet.width(node as usize))
                .fold(0.0, f32::max);
            for &node in column {
                plane.x[node as usize] = left + wide / 2.0;
            }
            put_column(sheet, &mut plane, column);
            left += wide + GAP;
        }
        columns.push(band);
    }
    for _ in 0..ROUNDS {
        for column in columns.iter_mut().flatten() {
            let mut wanted: Vec<(f32, u32)> = column
                .iter()
                .map(|&node| (mean_y(sheet, &plane, node), node))
                .collect();
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (slot, &(y, node)) in column.iter_mut().zip(&wanted) {
                *slot = node;
                plane.y[node as usize] = y;
            }
            put_column(sheet, &mut plane, column);
        }
    }
    sheet.shelve_below(&mut plane, &dated, &undated);
    plane
}

/// One band in as many columns as the height of the page asks for.
fn columns_of(sheet: &Sheet<'_>, band: &[u32], high: f32) -> Vec<Vec<u32>> {
    let whole: f32 = band
        .iter()
        .map(|&node| sheet.height(node as usize) + GAP)
        .sum();
    let n_columns = (whole / high.max(1.0)).ceil().max(1.0) as usize;
    let mut columns = vec![Vec::new(); n_columns];
    for (at, &node) in band.iter().enumerate() {
        columns[at % n_columns].push(node);
    }
    columns
}

/// Puts a column in its order, as near as may be to where its nodes are.
fn put_column(sheet: &Sheet<'_>, plane: &mut Plane, column: &[u32]) {
    let heights: Vec<f32> = column
        .iter()
        .map(|&node| sheet.height(node as usize))
        .collect();
    let wanted: Vec<f32> = column.iter().map(|&node| plane.y[node as usize]).collect();
    for (&node, y) in column.iter().zip(spread(&wanted, &heights, GAP)) {
        plane.y[node as usize] = y;
    }
}

fn mean_y(sheet: &Sheet<'_>, plane: &Plane, node: u32) -> f32 {
    let (mut sum, mut springs) = (0.0, 0.0);
    for (end, strength) in sheet.shape.springs(node as usize) {
        sum += strength * plane.y[end];
        springs += strength;
    }
    // A pull to the middle keeps what is tied to little from drifting off.
    sum / (springs + 0.5)
}

#[cfg(test)]
mod tests {
    use crate::layout::arrange::Arrangement;
    use crate::layout::arrange::tests::arranged;
    use crate::layout::tests::request;

    #[test]
    fn later_is_farther_right() {
        let days: Vec<Option<i32>> = (0..40)
            .map(|node| (node % 7 != 0).then_some(node * node % 11 * 30 - 60))
            .collect();
        let springs: Vec<_> = (1..40).map(|node| (node, node / 2, 1.0)).collect();
        let places = arranged(&request(40, &springs), &Arrangement::Timeline(days.clone()));
        for a in 0..40 {
            for b in 0..40 {
                match (days[a], days[b]) {
                    (Some(early), Some(late)) if early < late => {
                        assert!(places[a].0 + 60.0 < places[b].0, "{a} {b}");
                    }
                    (Some(_), None) => assert!(places[a].1 + 60.0 < places[b].1, "{a} {b}"),
                    _ => {}
                }
            }
        }
    }
}

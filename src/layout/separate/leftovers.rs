//! Boxes that pushing has found no room for, set down one by one.

use std::collections::HashMap;

use crate::layout::plane::Plane;
use crate::layout::separate::{Body, depth};

/// Boxes that are set down one by one at most, and spots tried for all of them.
const MOST_LEFTOVERS: usize = 3000;
const MOST_SPOTS: usize = 4_000_000;

/// Takes out every box that overlaps one before it, then puts each at the nearest spot where it overlaps nothing.
pub(super) fn settle_leftovers(bodies: &[Body], plane: &mut Plane) {
    let mut grid = Grid::new(bodies);
    let mut homeless = Vec::new();
    // What cannot move stands first.
    let (fixed, free): (Vec<usize>, Vec<usize>) =
        (0..bodies.len()).partition(|&node| bodies[node].freedom <= 0.0);
    for node in fixed {
        grid.add(node, plane);
    }
    for node in free {
        if grid.has_room(node, plane.at(node), bodies, plane) {
            grid.add(node, plane);
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
        grid.add(node, plane);
    }
}

/// The cells of a square ring around the middle, the nearest of them first.
pub(in crate::layout) fn ring(radius: i32) -> impl Iterator<Item = (i32, i32)> {
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
    cells: HashMap<(i32, i32), Vec<u32>>,
}

impl Grid {
    fn new(bodies: &[Body]) -> Self {
        let reach = bodies.iter().fold((1.0_f32, 1.0_f32), |most, body| {
            (most.0.max(body.half_width), most.1.max(body.half_height))
        });
        Self {
            cell: reach.0.max(reach.1) * 2.0,
            reach,
            cells: HashMap::new(),
        }
    }

    fn cell_of(&self, value: f32) -> i32 {
        (value / self.cell).floor() as i32
    }

    fn add(&mut self, node: usize, plane: &Plane) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_close_around_the_middle() {
        let mut cells: Vec<_> = (1..4).flat_map(ring).collect();
        cells.sort_unstable();
        cells.dedup();
        assert_eq!(cells.len(), 7 * 7 - 1);
    }
}

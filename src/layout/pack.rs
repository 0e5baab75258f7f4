//! Components set side by side, close together, in a picture a bit wider than high.
//!
//! Each component is a mask of cells, holes and bays filled; the larger come first, and each takes the free spot nearest
//! to the middle (Freivalds, Dogrusoz and Kikusts 2002).

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::separate::ring;

/// The boxes of one component as (x, y, half width, half height).
#[derive(Debug)]
pub(super) struct Piece {
    pub boxes: Vec<(f32, f32, f32, f32)>,
    /// A piece that must stay where it is.
    pub fixed: bool,
}

/// Width of the whole over its height.
const ASPECT: f32 = 4.0 / 3.0;
/// Cells the whole picture is cut into, about, and at least so many for each piece.
const CELLS: f32 = 6000.0;
const CELLS_A_PIECE: f32 = 8.0;
/// So many at most, where one piece is so much larger than the others that these would be lost in their cells.
const MOST_CELLS: f32 = 60_000.0;

/// How far each piece has to be moved.
pub(super) fn pack(pieces: &[Piece], gap: f32) -> Vec<(f32, f32)> {
    let mut boxed = pieces.iter().filter(|piece| !piece.boxes.is_empty());
    if let (Some(Piece { fixed: false, .. }), None) = (boxed.next(), boxed.next()) {
        // Alone, it takes the middle.
        let middles = pieces.iter().map(Piece::middle);
        return middles.map(|(x, y)| (-x, -y)).collect();
    }
    let area: f32 = pieces.iter().map(Piece::area).sum();
    let n_cells = CELLS.max(pieces.len() as f32 * CELLS_A_PIECE);
    let side = (area / n_cells).sqrt();
    let fine = usual_side(pieces).max((area / MOST_CELLS).sqrt());
    let side = side.min(fine).max(gap / 2.0).max(1.0);
    // Cells are as much wider as the picture, so that square rings of cells make it so.
    let cell = (side * ASPECT.sqrt(), side / ASPECT.sqrt());
    let mut taken = BTreeSet::new();
    let mut moves = vec![(0.0, 0.0); pieces.len()];
    for piece in pieces.iter().filter(|piece| piece.fixed) {
        taken.extend(piece.mask(cell, gap, (0.0, 0.0)));
    }
    let mut order: Vec<usize> = (0..pieces.len()).filter(|&at| !pieces[at].fixed).collect();
    order.sort_by(|&a, &b| {
        pieces[b]
            .area()
            .total_cmp(&pieces[a].area())
            .then(a.cmp(&b))
    });
    // Where a mask found no room it finds none later either: equal masks go on from the last spot.
    let mut from: BTreeMap<Vec<(i32, i32)>, (i32, usize)> = BTreeMap::new();
    for at in order {
        let piece = &pieces[at];
        let middle = piece.middle();
        let mask = piece.mask(cell, gap, middle);
        let start = from.get(&mask).copied().unwrap_or_default();
        let is_free = |&(_, (right, down)): &(_, (i32, i32))| {
            let mut cells = mask.iter();
            cells.all(|&(column, row)| !taken.contains(&(column + right, row + down)))
        };
        let (found, spot) = spots_from(start).find(is_free).unwrap_or_default();
        taken.extend(
            mask.iter()
                .map(|&(column, row)| (column + spot.0, row + spot.1)),
        );
        moves[at] = (
            spot.0 as f32 * cell.0 - middle.0,
            spot.1 as f32 * cell.1 - middle.1,
        );
        from.insert(mask, found);
    }
    moves
}

/// The side of the middlemost piece by size.
fn usual_side(pieces: &[Piece]) -> f32 {
    let mut sides: Vec<f32> = pieces.iter().map(|piece| piece.area().sqrt()).collect();
    sides.sort_by(f32::total_cmp);
    sides.get(sides.len() / 2).copied().unwrap_or_default()
}

/// Spots around the middle from a given one on, each with its ring and number in the ring.
fn spots_from((radius, number): (i32, usize)) -> impl Iterator<Item = ((i32, usize), (i32, i32))> {
    (radius..).flat_map(move |at| {
        let skipped = if at == radius { number } else { 0 };
        let middle = (at == 0).then_some((0, 0));
        let around = (at > 0).then(|| ring(at)).into_iter().flatten();
        let spots = middle.into_iter().chain(around).enumerate();
        spots
            .skip(skipped)
            .map(move |(number, spot)| ((at, number), spot))
    })
}

impl Piece {
    /// Left, top, right and bottom.
    fn bounds(&self) -> (f32, f32, f32, f32) {
        let empty = (
            f32::INFINITY,
            f32::INFINITY,
            f32::NEG_INFINITY,
            f32::NEG_INFINITY,
        );
        self.boxes.iter().fold(empty, |bounds, &(x, y, w, h)| {
            (
                bounds.0.min(x - w),
                bounds.1.min(y - h),
                bounds.2.max(x + w),
                bounds.3.max(y + h),
            )
        })
    }

    fn area(&self) -> f32 {
        if self.boxes.is_empty() {
            return 0.0;
        }
        let (left, top, right, bottom) = self.bounds();
        (right - left) * (bottom - top)
    }

    fn middle(&self) -> (f32, f32) {
        if self.boxes.is_empty() {
            return (0.0, 0.0);
        }
        let (left, top, right, bottom) = self.bounds();
        ((left + right) / 2.0, (top + bottom) / 2.0)
    }

    /// Cells covered when `middle` comes to lie at zero, with half a gap around; sorted.
    fn mask(&self, cell: (f32, f32), gap: f32, middle: (f32, f32)) -> Vec<(i32, i32)> {
        let mut cells = BTreeSet::new();
        for &(x, y, w, h) in &self.boxes {
            let (x, y, w, h) = (x - middle.0, y - middle.1, w + gap / 2.0, h + gap / 2.0);
            let columns = span(x - w, x + w, cell.0);
            let rows = span(y - h, y + h, cell.1);
            for column in columns.0..=columns.1 {
                cells.extend((rows.0..=rows.1).map(|row| (column, row)));
            }
        }
        filled(&cells)
    }
}

fn span(low: f32, high: f32, cell: f32) -> (i32, i32) {
    ((low / cell).floor() as i32, (high / cell).ceil() as i32 - 1)
}

/// A mask with every cell that lies between two others of its row and two others of its column.
fn filled(cells: &BTreeSet<(i32, i32)>) -> Vec<(i32, i32)> {
    let mut columns: BTreeMap<i32, (i32, i32)> = BTreeMap::new();
    let mut rows: BTreeMap<i32, (i32, i32)> = BTreeMap::new();
    for &(column, row) in cells {
        let span = columns.entry(column).or_insert((row, row));
        *span = (span.0.min(row), span.1.max(row));
        let span = rows.entry(row).or_insert((column, column));
        *span = (span.0.min(column), span.1.max(column));
    }
    let mut full = Vec::new();
    for (&column, &(top, bottom)) in &columns {
        for row in top..=bottom {
            let inside = rows
                .get(&row)
                .is_some_and(|&(left, right)| left <= column && column <= right);
            if inside || cells.contains(&(column, row)) {
                full.push((column, row));
            }
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(half: f32) -> Piece {
        Piece {
            boxes: vec![(500.0, -300.0, half, half)],
            fixed: false,
        }
    }

    #[test]
    fn one_alone_takes_the_middle() {
        let nothing = Piece {
            boxes: Vec::new(),
            fixed: true,
        };
        assert_eq!(pack(&[square(30.0), nothing], 10.0)[0], (-500.0, 300.0));
    }

    #[test]
    fn equal_pieces_in_thousands_fill_the_middle() {
        let pieces: Vec<Piece> = (0..4000).map(|_| square(20.0)).collect();
        let far = pack(&pieces, 10.0)
            .into_iter()
            .map(|by| (500.0 + by.0).abs());
        assert!(far.fold(0.0, f32::max) < 4000.0);
    }

    #[test]
    fn small_ones_lie_close_around_a_huge_one() {
        let small = (0..500).map(|_| square(30.0));
        let pieces: Vec<Piece> = [square(10_000.0)].into_iter().chain(small).collect();
        let moves = pack(&pieces, 10.0).into_iter();
        let far = moves.map(|by| (500.0 + by.0).abs().max((by.1 - 300.0).abs()));
        let far = far.fold(0.0, f32::max);
        assert!(far < 11_000.0, "{far}");
    }

    #[test]
    fn pieces_do_not_touch_and_the_whole_is_wider_than_high() {
        let pieces: Vec<Piece> = (1..40).map(|size| square(size as f32 * 3.0)).collect();
        let moves = pack(&pieces, 10.0);
        let placed: Vec<(f32, f32, f32)> = pieces
            .iter()
            .zip(&moves)
            .map(|(piece, by)| (500.0 + by.0, -300.0 + by.1, piece.boxes[0].2))
            .collect();
        for (at, a) in placed.iter().enumerate() {
            for b in &placed[..at] {
                let apart = (a.0 - b.0).abs().max((a.1 - b.1).abs());
                assert!(apart >= a.2 + b.2 + 9.9, "{a:?} {b:?}");
            }
        }
        let width = placed
            .iter()
            .fold(0.0_f32, |most, a| most.max(a.0.abs() + a.2));
        let height = placed
            .iter()
            .fold(0.0_f32, |most, a| most.max(a.1.abs() + a.2));
        assert!(
            width / height > 1.0 && width / height < 1.8,
            "{width} {height}"
        );
    }
}

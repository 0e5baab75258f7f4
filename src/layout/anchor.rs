//! A picture laid over places that are given: turned, mirrored and moved as a whole, then bent.

use crate::layout::plane::Plane;
use crate::layout::shape::Shape;

/// Nodes with the places they must have.
pub(super) type Anchors = [(usize, (f32, f32))];

/// As many anchors as it takes, about, to turn a picture.
const INERTIA: f32 = 2.0;
/// Rounds in which free nodes are carried along by anchored ones.
const ROUNDS: usize = 60;
/// What holds a node back, as a share of its springs: far from all anchors nothing is bent.
const STIFFNESS: f32 = 0.05;

/// Turns the first `n` points about zero, mirrored if need be, so that anchored nodes lie towards their anchors.
pub(super) fn turn_towards(plane: &mut Plane, n: usize, anchors: &Anchors) {
    let (from, to) = (
        middle(anchors, |node, _| plane.at(node)),
        middle(anchors, |_, to| to),
    );
    // Sums of products along and across, as the points are and mirrored: the longer pair fits better.
    // The picture as it lies has a say as well, lest one anchor drawn away turn all over.
    let squares: f32 = plane.x[..n]
        .iter()
        .chain(&plane.y[..n])
        .map(|value| value * value)
        .sum();
    let spread: f32 = anchors
        .iter()
        .map(|&(_, (x, y))| (x - to.0) * (x - to.0) + (y - to.1) * (y - to.1))
        .sum();
    let mut along =
        INERTIA * (squares / n.max(1) as f32 * (spread / anchors.len().max(1) as f32)).sqrt();
    let (mut across, mut along_mirrored, mut across_mirrored) = (0.0, 0.0, 0.0);
    for &(node, (to_x, to_y)) in anchors {
        let (x, y) = (plane.x[node] - from.0, plane.y[node] - from.1);
        let (to_x, to_y) = (to_x - to.0, to_y - to.1);
        along += x * to_x + y * to_y;
        across += x * to_y - y * to_x;
        along_mirrored += x * to_x - y * to_y;
        across_mirrored += x * to_y + y * to_x;
    }
    let length = (along * along + across * across).sqrt();
    let mirrored = (along_mirrored * along_mirrored + across_mirrored * across_mirrored).sqrt();
    let (cos, sin, flip) = if mirrored > length * 1.001 {
        (along_mirrored / mirrored, across_mirrored / mirrored, -1.0)
    } else if length > 1e-12 {
        (along / length, across / length, 1.0)
    } else {
        return;
    };
    for node in 0..n {
        let (x, y) = (plane.x[node], plane.y[node] * flip);
        plane.put(node, (x * cos - y * sin, x * sin + y * cos));
    }
}

/// How far the picture has to be moved for the middle of the anchored nodes to lie on that of the anchors.
pub(super) fn offset_to(plane: &Plane, anchors: &Anchors) -> (f32, f32) {
    let (from, to) = (
        middle(anchors, |node, _| plane.at(node)),
        middle(anchors, |_, to| to),
    );
    (to.0 - from.0, to.1 - from.1)
}

/// Puts anchored nodes exactly where they must be; what hangs on them follows.
pub(super) fn bend(shape: &Shape, plane: &mut Plane, anchors: &Anchors) {
    if anchors.is_empty() {
        return;
    }
    let n = shape.len();
    let mut moves = Plane::new(n);
    let mut anchored = vec![false; n];
    for &(node, (x, y)) in anchors {
        anchored[node] = true;
        moves.put(node, (x - plane.x[node], y - plane.y[node]));
    }
    for _ in 0..ROUNDS {
        for node in (0..n).filter(|&node| !anchored[node]) {
            let (mut x, mut y, mut springs) = (0.0, 0.0, 1e-9);
            for (end, strength) in shape.springs(node) {
                x += strength * moves.x[end];
                y += strength * moves.y[end];
                springs += strength * (1.0 + STIFFNESS);
            }
            moves.put(node, (x / springs, y / springs));
        }
    }
    for node in 0..n {
        let ((x, y), (dx, dy)) = (plane.at(node), moves.at(node));
        plane.put(node, (x + dx, y + dy));
    }
    for &(node, place) in anchors {
        plane.put(node, place);
    }
}

fn middle(anchors: &Anchors, place: impl Fn(usize, (f32, f32)) -> (f32, f32)) -> (f32, f32) {
    let n = anchors.len().max(1) as f32;
    anchors.iter().fold((0.0, 0.0), |middle, &(node, to)| {
        let (x, y) = place(node, to);
        (middle.0 + x / n, middle.1 + y / n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::{request, springs_of_a_grid};

    #[test]
    fn a_turned_and_mirrored_picture_is_laid_over_its_anchors() {
        let shape = Shape::new(&request(9, &springs_of_a_grid(3, 3)));
        let mut plane = Plane::new(9);
        for node in 0..9 {
            plane.put(node, ((node % 3) as f32 - 1.0, (node / 3) as f32 - 1.0));
        }
        // Columns run up and rows run left, and all lies elsewhere.
        let wanted = |node: usize| (100.0 - (node / 3) as f32, 50.0 - (node % 3) as f32);
        let anchors: Vec<_> = (0..9).step_by(2).map(|node| (node, wanted(node))).collect();
        turn_towards(&mut plane, 9, &anchors);
        let (dx, dy) = offset_to(&plane, &anchors);
        for node in 0..9 {
            let (x, y) = plane.at(node);
            plane.put(node, (x + dx, y + dy));
        }
        bend(&shape, &mut plane, &anchors);
        for node in 0..9 {
            let ((x, y), (to_x, to_y)) = (plane.at(node), wanted(node));
            assert!(
                (x - to_x).abs() < 1e-3 && (y - to_y).abs() < 1e-3,
                "{node}: {x} {y}"
            );
        }
        assert_eq!(plane.at(8), wanted(8));
    }
}

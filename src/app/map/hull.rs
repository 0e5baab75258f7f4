//! Soft grounds around those who deal mostly with one another.

use eframe::egui::{Color32, Pos2, Stroke, Vec2};

use crate::app::map::Scene;
use crate::app::map::brush::Brush;
use crate::app::map::camera::Lens;
use crate::app::map::content::Content;
use crate::app::map::pen::Pen as _;
use crate::app::map::travel::Hold;
use crate::app::theme::Theme;
use crate::model::MapPos;

/// From the middle of a node to the edge of the ground around it, at zoom 1.
const REACH: f32 = 40.0;
const CORNERS: u16 = 14;

/// Draws a rounded hull for each community of three or more that are shown.
pub fn draw(
    scene: &Scene<'_>,
    content: &Content,
    at: &[Option<MapPos>],
    lens: &Lens,
    theme: &Theme,
    brush: &mut Brush,
) {
    // Each corner for itself: a ground is stretched with what it lies under.
    brush.tie(Some(Hold::Rows(1)));
    let reach = REACH * lens.shape_scale();
    for (number, members) in scene.communities.iter().enumerate() {
        let places = members
            .iter()
            .filter_map(|id| content.index_of(id))
            .filter_map(|index| at.get(index as usize).copied().flatten());
        let places: Vec<Pos2> = places.map(|at| lens.screen_from_map(at)).collect();
        if places.len() < 3 {
            continue;
        }
        let rim = places.iter().flat_map(|&at| around(at, reach));
        let hull = convex_hull(rim.collect());
        let color = theme.community(number);
        let line = Stroke::new(1.2, theme.on_map(color, 0.45));
        brush.polygon(&hull, veil(color), line);
    }
}

/// See-through, since hulls may lie over each other.
fn veil(color: Color32) -> Color32 {
    color.gamma_multiply(0.09)
}

fn around(at: Pos2, reach: f32) -> impl Iterator<Item = Pos2> {
    (0..CORNERS).map(move |corner| {
        let angle = f32::from(corner) * std::f32::consts::TAU / f32::from(CORNERS);
        at + Vec2::angled(angle) * reach
    })
}

/// The corners of the smallest convex shape around some points, in order (Andrew's monotone chain).
fn convex_hull(mut points: Vec<Pos2>) -> Vec<Pos2> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    points.dedup();
    let half = |points: &mut dyn Iterator<Item = Pos2>| {
        let mut chain: Vec<Pos2> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice()
                && turn(*a, *b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter().copied());
    hull.extend(half(&mut points.iter().rev().copied()));
    hull
}

/// Positive where the way from `a` over `b` to `c` turns one way, negative the other.
fn turn(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    let (ab, ac) = (b - a, c - a);
    ab.x * ac.y - ab.y * ac.x
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn a_hull_holds_every_point_and_no_inner_corner() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let inner = [(5.0, 5.0), (2.0, 3.0), (5.0, 0.0)];
        let points = square.iter().chain(&inner).map(|&(x, y)| pos2(x, y));
        let hull = convex_hull(points.collect());
        assert_eq!(hull.len(), 4, "{hull:?}");
        for (x, y) in square {
            assert!(hull.contains(&pos2(x, y)));
        }
    }
}

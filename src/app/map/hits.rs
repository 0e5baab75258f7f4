//! What lies under a point of the screen; the topmost wins.
//!
//! Lists and no grid: the pointer asks once a frame, and a walk over tens of thousands costs less than filing them would.

use eframe::egui::{Pos2, Rect, Vec2};

use crate::app::map::camera::Lens;
use crate::app::map::light::Target;
use crate::app::map::node_shape::Outline;
use crate::app::map::route::Route;

/// How near to a line the pointer must be.
const LINE_REACH: f32 = 5.0;
/// Small shapes are easier to hit than they look.
const NODE_REACH: f32 = 2.0;

/// The shape of a node in view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    pub node: u32,
    pub centre: Pos2,
    pub outline: Outline,
}

/// Everything that was drawn, in view and beyond.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The one that it was drawn under; all places are on its screen.
    pub lens: Option<Lens>,
    /// Later ones lie over earlier ones.
    pub nodes: Vec<Spot>,
    /// The middles of the counts on bundles, by line.
    pub badges: Vec<(u32, Pos2)>,
    pub badge_radius: f32,
    /// Names, by node.
    pub names: Vec<(u32, Rect)>,
    pub lines: Vec<(u32, Route)>,
}

impl Hits {
    /// The topmost thing at a point under `lens`: nodes before badges, those before names, those before the nearest line.
    pub fn at(&self, lens: &Lens, point: Pos2) -> Option<Target> {
        if !lens.rect.contains(point) {
            return None;
        }
        let point = lens.carried(point, self.lens.as_ref()?);
        self.node_at(point)
            .or_else(|| self.badge_at(point))
            .or_else(|| self.name_at(point))
            .or_else(|| self.line_at(point))
    }

    fn node_at(&self, point: Pos2) -> Option<Target> {
        let mut topmost_first = self.nodes.iter().rev();
        let hit = topmost_first.find(|spot| {
            let away = point - spot.centre;
            let half = spot.outline.half() + Vec2::splat(NODE_REACH);
            away.x.abs() <= half.x
                && away.y.abs() <= half.y
                && spot.outline.distance(away) <= NODE_REACH
        });
        hit.map(|spot| Target::Node(spot.node))
    }

    fn badge_at(&self, point: Pos2) -> Option<Target> {
        let mut topmost_first = self.badges.iter().rev();
        let hit = topmost_first.find(|(_, centre)| centre.distance(point) <= self.badge_radius);
        hit.map(|&(line, _)| Target::Line(line))
    }

    fn name_at(&self, point: Pos2) -> Option<Target> {
        let hit = self.names.iter().find(|(_, rect)| rect.contains(point));
        hit.map(|&(node, _)| Target::Node(node))
    }

    fn line_at(&self, point: Pos2) -> Option<Target> {
        let distances = self
            .lines
            .iter()
            .map(|(line, route)| (route.distance(point, LINE_REACH), *line));
        let nearest = distances.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (nearest.0 <= LINE_REACH).then_some(Target::Line(nearest.1))
    }

    /// The boxes around nodes and badges.
    #[cfg(test)]
    pub fn shapes(&self) -> Vec<Rect> {
        let nodes = self.nodes.iter();
        let nodes =
            nodes.map(|spot| Rect::from_center_size(spot.centre, 2.0 * spot.outline.half()));
        let side = Vec2::splat(2.0 * self.badge_radius);
        let badges = self.badges.iter();
        let badges = badges.map(|(_, centre)| Rect::from_center_size(*centre, side));
        nodes.chain(badges).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MapPos;
    use crate::project::Camera;
    use eframe::egui::{pos2, vec2};

    #[test]
    fn the_topmost_wins_and_lines_need_only_be_near() {
        let line = |y: f32| Route::straight(pos2(120.0, y), pos2(580.0, y));
        let node = |node, x| Spot {
            node,
            centre: pos2(x, 200.0),
            outline: Outline::Circle(15.0),
        };
        let lens = Lens {
            rect: Rect::from_min_size(pos2(100.0, 100.0), vec2(500.0, 400.0)),
            camera: Camera {
                centre: MapPos { x: 3.0, y: 4.0 },
                zoom: 0.5,
            },
        };
        let hits = Hits {
            lens: Some(lens),
            lines: vec![(7, line(200.0)), (8, line(206.0))],
            nodes: vec![node(1, 200.0), node(2, 220.0)],
            ..Hits::default()
        };
        for (x, y, expected) in [
            (195.0, 200.0, Some(Target::Node(1))),
            (210.0, 200.0, Some(Target::Node(2))),
            (400.0, 202.0, Some(Target::Line(7))),
            (400.0, 204.0, Some(Target::Line(8))),
            (400.0, 215.0, None),
            (90.0, 200.0, None),
        ] {
            assert_eq!(hits.at(&lens, pos2(x, y)), expected, "{x} {y}");
        }
        // Carried along, things are hit where they are by now.
        let camera = lens.panned(vec2(30.0, 10.0));
        let panned = Lens { camera, ..lens };
        assert_eq!(hits.at(&panned, pos2(240.0, 210.0)), Some(Target::Node(2)));
    }
}

//! What shapes are drawn with: the same strokes become egui's shapes in a pane, and one mesh on the map.

use std::sync::Arc;

use eframe::egui::epaint::{CircleShape, RectShape};
use eframe::egui::{Color32, CornerRadius, Galley, Pos2, Rect, Shape, Stroke, StrokeKind};

/// Takes strokes, bottom first.
pub trait Pen {
    /// An open chain of points.
    fn line(&mut self, points: &[Pos2], stroke: Stroke);
    /// A convex shape; its corners in order, either way round.
    fn polygon(&mut self, corners: &[Pos2], fill: Color32, stroke: Stroke);
    fn circle(&mut self, centre: Pos2, radius: f32, fill: Color32, stroke: Stroke);
    /// A box with round corners; the stroke runs in the middle of its rim.
    fn rounded(&mut self, rect: Rect, corner: f32, fill: Color32, stroke: Stroke);
    /// Letters that have no colour of their own.
    fn text(&mut self, at: Pos2, galley: &Arc<Galley>, color: Color32);
}

impl Pen for Vec<Shape> {
    fn line(&mut self, points: &[Pos2], stroke: Stroke) {
        self.push(match *points {
            [from, to] => Shape::line_segment([from, to], stroke),
            _ => Shape::line(points.to_vec(), stroke),
        });
    }

    fn polygon(&mut self, corners: &[Pos2], fill: Color32, stroke: Stroke) {
        self.push(Shape::convex_polygon(corners.to_vec(), fill, stroke));
    }

    fn circle(&mut self, centre: Pos2, radius: f32, fill: Color32, stroke: Stroke) {
        self.push(Shape::Circle(CircleShape {
            center: centre,
            radius,
            fill,
            stroke,
        }));
    }

    fn rounded(&mut self, rect: Rect, corner: f32, fill: Color32, stroke: Stroke) {
        let corner = CornerRadius::same(corner.round().clamp(0.0, 255.0) as u8);
        let shape = RectShape::new(rect, corner, fill, stroke, StrokeKind::Middle);
        self.push(Shape::Rect(shape));
    }

    fn text(&mut self, at: Pos2, galley: &Arc<Galley>, color: Color32) {
        self.push(Shape::galley(at, galley.clone(), color));
    }
}

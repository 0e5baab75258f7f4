//! Shapes of nodes: outline, fill, letters, silhouette, pin and rings; the same on the map and beside a name in a pane.

use eframe::egui::{
    self, Color32, CornerRadius, FontId, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use crate::app::icons;
use crate::app::map::silhouette;
use crate::app::theme::{self, Theme};
use crate::model::{Kind, Subkind};

/// Font sizes that letters in shapes may have: a few, so that zooming does not fill the font atlas.
const LETTER_SIZES: [f32; 14] = [
    7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 17.0, 19.0, 22.0, 26.0, 30.0,
];

/// From this size on, a person's office is shown.
const OFFICE_SCALE: f32 = 1.35;

/// The rim of a shape around its centre, in pixels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Outline {
    Circle(f32),
    Box { half: Vec2, corner: f32 },
    Diamond(f32),
}

impl Outline {
    /// The outline of a node at `scale` pixels to a unit.
    pub fn of(kind: Kind, n_letters: usize, scale: f32) -> Self {
        let boxed = |x: f32, y: f32, corner: f32| Self::Box {
            half: vec2(x, y) * scale,
            corner: corner * scale,
        };
        match kind {
            Kind::State => boxed(14.0 + 4.2 * n_letters.max(2) as f32, 17.5, 7.5),
            Kind::Person => Self::Circle(15.5 * scale),
            Kind::MilitaryAsset => boxed(17.5, 12.5, 3.5),
            Kind::Organization => boxed(8.0 + 3.2 * n_letters.max(2) as f32, 13.5, 5.0),
            Kind::Event => Self::Diamond(16.5 * scale),
            Kind::Place => Self::Circle(6.0 * scale),
        }
    }

    /// Distance from the rim, negative inside.
    pub fn distance(&self, from_centre: Vec2) -> f32 {
        match *self {
            Self::Circle(radius) => from_centre.length() - radius,
            Self::Box { half, corner } => {
                let beyond = from_centre.abs() - (half - Vec2::splat(corner));
                beyond.max(Vec2::ZERO).length() + beyond.x.max(beyond.y).min(0.0) - corner
            }
            Self::Diamond(half) => {
                let beyond = from_centre.x.abs() + from_centre.y.abs() - half;
                beyond * std::f32::consts::FRAC_1_SQRT_2
            }
        }
    }

    /// Half of the box around it.
    pub fn half(&self) -> Vec2 {
        match *self {
            Self::Circle(radius) => Vec2::splat(radius),
            Self::Box { half, .. } => half,
            Self::Diamond(half) => Vec2::splat(half),
        }
    }

    /// Where a badge sits on the rim, at the upper right.
    fn corner(&self) -> Vec2 {
        match *self {
            Self::Box { half, .. } => vec2(half.x - 1.0, -half.y + 1.0),
            Self::Circle(radius) => vec2(0.72, -0.72) * (radius + 2.0),
            Self::Diamond(half) => vec2(0.62, -0.62) * half,
        }
    }

    fn grown(self, by: f32) -> Self {
        match self {
            Self::Circle(radius) => Self::Circle(radius + by),
            Self::Box { half, corner } => Self::Box {
                half: half + Vec2::splat(by),
                corner: corner + by,
            },
            Self::Diamond(half) => Self::Diamond(half + by * std::f32::consts::SQRT_2),
        }
    }

    fn shape(&self, centre: Pos2, fill: Color32, stroke: Stroke) -> Shape {
        match *self {
            Self::Circle(radius) => {
                // egui draws each circle with at least 16 and mostly 32 corners; a thousand small ones need not be so round.
                let n_corners = (8.0 + 3.2 * radius.sqrt()).round() as u16;
                let angle =
                    |corner: u16| f32::from(corner) * std::f32::consts::TAU / f32::from(n_corners);
                let corners =
                    (0..n_corners).map(|corner| centre + Vec2::angled(angle(corner)) * radius);
                Shape::convex_polygon(corners.collect(), fill, stroke)
            }
            Self::Box { half, corner } => Shape::Rect(egui::epaint::RectShape::new(
                Rect::from_center_size(centre, 2.0 * half),
                CornerRadius::same(corner.round().clamp(0.0, 255.0) as u8),
                fill,
                stroke,
                StrokeKind::Middle,
            )),
            Self::Diamond(half) => Shape::convex_polygon(
                vec![
                    centre + vec2(0.0, -half),
                    centre + vec2(half, 0.0),
                    centre + vec2(0.0, half),
                    centre + vec2(-half, 0.0),
                ],
                fill,
                stroke,
            ),
        }
    }
}

/// All that decides how one node is drawn.
#[derive(Clone, Debug)]
pub struct Glyph<'a> {
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    pub letters: &'a str,
    pub centre: Pos2,
    /// Pixels to a unit: size of the node times the zoom of shapes.
    pub scale: f32,
    /// 1 bright, 0 gone.
    pub strength: f32,
    pub ring: Ring,
    pub pinned: bool,
    /// Marked with a dot.
    pub new: bool,
    /// Stands for others, too: drawn as a pile.
    pub stacked: bool,
    pub detail: Detail,
    /// What is behind it.
    pub ground: Color32,
}

/// How much of a shape is drawn; the same for all nodes of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    Full,
    /// Filled, and nothing in it: too small for more.
    Dot,
}

impl Detail {
    /// By the zoom of shapes.
    pub fn at(scale: f32) -> Self {
        if scale < 0.4 { Self::Dot } else { Self::Full }
    }
}

/// The ring around a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ring {
    #[default]
    None,
    Hovered,
    Selected,
}

impl Glyph<'_> {
    pub fn outline(&self) -> Outline {
        Outline::of(self.kind, self.letters.chars().count(), self.scale)
    }

    /// Appends the shapes, bottom first.
    pub fn draw(&self, painter: &egui::Painter, theme: &Theme, out: &mut Vec<Shape>) {
        let outline = self.outline();
        self.draw_ring(outline, theme, out);
        if self.stacked {
            self.draw_stack(outline, theme, out);
        }
        let color = theme::mix(self.ground, theme.kind(self.kind), self.strength);
        let line = Stroke::new((1.9 * self.scale.sqrt()).clamp(1.2, 2.6), color);
        let tint = theme::mix(self.ground, color, 0.07);
        let (fill, stroke) = match self.kind {
            Kind::State | Kind::Place => (color, Stroke::NONE),
            // Too small for letters: a dot of its form and colour.
            _ if self.detail == Detail::Dot => (theme::mix(self.ground, color, 0.75), Stroke::NONE),
            _ => (tint, line),
        };
        out.push(outline.shape(self.centre, fill, stroke));
        match self.kind {
            Kind::State => {
                let on = theme::mix(self.ground, theme.on_state, self.strength.max(0.75));
                self.draw_letters(painter, 15.5, on, out);
            }
            Kind::Person => {
                self.draw_letters(painter, 12.5, color, out);
                self.draw_office(painter, outline, theme, color, out);
            }
            Kind::Organization => self.draw_letters(painter, 11.0, color, out),
            Kind::MilitaryAsset if self.detail == Detail::Full => {
                let room = outline.half() - Vec2::splat(4.0 * self.scale);
                silhouette::draw(self.subkind, self.centre, room, color, out);
            }
            Kind::MilitaryAsset | Kind::Event | Kind::Place => {}
        }
        if self.new {
            let at = self.centre + outline.corner() * vec2(-1.0, 1.0);
            let color = theme::mix(self.ground, theme.text, self.strength);
            out.push(Shape::circle_filled(at, 5.0, self.ground));
            out.push(Shape::circle_filled(at, 3.4, color));
        }
        if self.pinned {
            self.draw_pin(outline, theme, out);
        }
    }

    /// Two more of the same behind it, seen at their edges.
    fn draw_stack(&self, outline: Outline, theme: &Theme, out: &mut Vec<Shape>) {
        for (behind, fade) in [(2.0, 0.35), (1.0, 0.6)] {
            let by = vec2(4.0, -4.0) * behind * self.scale.min(1.2);
            let color = theme::mix(self.ground, theme.kind(self.kind), fade * self.strength);
            let rim = Stroke::new(1.2, self.ground);
            out.push(outline.shape(self.centre + by, color, rim));
        }
    }

    fn draw_ring(&self, outline: Outline, theme: &Theme, out: &mut Vec<Shape>) {
        let (gap, width, color) = match self.ring {
            Ring::None => return,
            Ring::Hovered => (3.5, 1.5, theme::mix(self.ground, theme.gold, 0.7)),
            Ring::Selected => (4.5, 2.4, theme.gold),
        };
        let ring = outline.grown(gap);
        out.push(ring.shape(self.centre, self.ground, Stroke::new(width, color)));
    }

    fn draw_letters(
        &self,
        painter: &egui::Painter,
        size: f32,
        color: Color32,
        out: &mut Vec<Shape>,
    ) {
        let Some(font) = letter_font(size * self.scale) else {
            return;
        };
        let galley = painter.layout_no_wrap(self.letters.to_owned(), font, Color32::PLACEHOLDER);
        // Capitals have nothing below the line: centre what is seen, not the row.
        let size = galley.size();
        let sink = size.y * 0.012;
        let at = self.centre - size / 2.0 + vec2(0.0, sink);
        out.push(Shape::galley(at, galley, color));
    }

    /// A small sign of the office, where one looks closely.
    fn draw_office(
        &self,
        painter: &egui::Painter,
        outline: Outline,
        theme: &Theme,
        color: Color32,
        out: &mut Vec<Shape>,
    ) {
        let Some(icon) = self.subkind.and_then(icons::office) else {
            return;
        };
        if self.scale < OFFICE_SCALE {
            return;
        }
        let at = self.centre + vec2(0.72, 0.72) * outline.half().x;
        out.push(Shape::circle_filled(at, 10.0, self.ground));
        out.push(Shape::circle_stroke(at, 8.5, Stroke::new(1.2, color)));
        let font = FontId::proportional(11.0);
        let galley = painter.layout_no_wrap(icon.to_owned(), font, Color32::PLACEHOLDER);
        let ink = theme::mix(self.ground, theme.text, self.strength);
        out.push(Shape::galley(at - galley.size() / 2.0, galley, ink));
    }

    fn draw_pin(&self, outline: Outline, theme: &Theme, out: &mut Vec<Shape>) {
        let at = self.centre + outline.corner();
        let size = self.scale.clamp(0.75, 1.1);
        let gold = theme::mix(self.ground, theme.gold, self.strength.max(0.45));
        out.push(Shape::circle_filled(at, 8.2 * size, self.ground));
        out.push(Shape::circle_filled(at, 7.0 * size, gold));
        for piece in pin_pieces(at, size) {
            out.push(Shape::convex_polygon(piece, theme.on_gold, Stroke::NONE));
        }
    }
}

/// A drawing pin: head, neck and needle.
fn pin_pieces(at: Pos2, size: f32) -> [Vec<Pos2>; 3] {
    let piece = |points: &[(f32, f32)]| {
        points
            .iter()
            .map(|&(x, y)| at + vec2(x, y) * size)
            .collect()
    };
    [
        piece(&[(-2.4, -3.8), (2.4, -3.8), (2.4, -2.6), (-2.4, -2.6)]),
        piece(&[(-1.5, -2.6), (1.5, -2.6), (2.9, 0.7), (-2.9, 0.7)]),
        piece(&[(-0.55, 0.7), (0.55, 0.7), (0.0, 4.2)]),
    ]
}

/// The font of letters about `size` pixels high; `None` where they could not be read.
fn letter_font(size: f32) -> Option<FontId> {
    let fitting = LETTER_SIZES
        .iter()
        .rev()
        .find(|&&known| known <= size + 1.4);
    fitting.map(|&size| theme::semibold(size))
}

/// The glyph of a kind, for legends.
pub fn draw_kind(painter: &egui::Painter, theme: &Theme, kind: Kind, centre: Pos2, strength: f32) {
    let (letters, scale) = match kind {
        Kind::State => ("IR", 0.5),
        Kind::Person => ("AA", 0.58),
        Kind::MilitaryAsset => ("", 0.62),
        Kind::Organization => ("", 0.58),
        Kind::Event => ("", 0.58),
        Kind::Place => ("", 0.9),
    };
    let glyph = Glyph {
        kind,
        subkind: Some(Subkind::Ship),
        letters,
        centre,
        scale,
        strength,
        ring: Ring::None,
        pinned: false,
        new: false,
        stacked: false,
        detail: Detail::Full,
        ground: theme.pane,
    };
    let mut shapes = Vec::new();
    glyph.draw(painter, theme, &mut shapes);
    painter.extend(shapes);
}

/// Nearest point of the rim in a direction.
pub fn rim_point(outline: Outline, direction: Vec2) -> Pos2 {
    let unit = direction.normalized();
    let (mut near, mut far) = (0.0, 2.0 * outline.half().length());
    for _ in 0..16 {
        let middle = (near + far) / 2.0;
        if outline.distance(unit * middle) < 0.0 {
            near = middle;
        } else {
            far = middle;
        }
    }
    pos2(0.0, 0.0) + unit * near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rim_is_where_the_distance_is_nothing() {
        for kind in Kind::ALL {
            let outline = Outline::of(*kind, 3, 1.2);
            assert!(outline.distance(Vec2::ZERO) < 0.0);
            for direction in [vec2(1.0, 0.0), vec2(0.3, -0.9), vec2(-0.7, 0.7)] {
                let at = rim_point(outline, direction).to_vec2();
                assert!(outline.distance(at).abs() < 0.1, "{kind:?} {at:?}");
            }
            let half = outline.half();
            assert!(outline.distance(vec2(half.x, 0.0)).abs() < 0.01, "{kind:?}");
        }
    }
}

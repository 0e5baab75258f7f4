//! Shapes of nodes: outline, fill, letters, silhouette, pin and rings; the same on the map and beside a name in a pane.

use eframe::egui::{self, Color32, Pos2, Rect, Shape, Stroke, Vec2, vec2};

use crate::app::icons;
use crate::app::map::lettering::{Face, Lettering};
use crate::app::map::pen::Pen;
use crate::app::map::silhouette;
use crate::app::theme::{self, Theme};
use crate::model::{Kind, Subkind};

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

    /// How far the rim, moved out by `gap`, is from the centre in the direction of a unit vector.
    pub fn reach(&self, unit: Vec2, gap: f32) -> f32 {
        let away = unit.abs();
        match *self {
            Self::Circle(radius) => radius + gap,
            Self::Diamond(half) => {
                (half + gap * std::f32::consts::SQRT_2) / (away.x + away.y).max(1e-3)
            }
            Self::Box { half, corner } => {
                let (flat, corner) = (half - Vec2::splat(corner), corner + gap);
                let side = flat + Vec2::splat(corner);
                let (to_side, to_top) = (side.x / away.x.max(1e-6), side.y / away.y.max(1e-6));
                let straight = to_side.min(to_top);
                let at = away * straight;
                if at.x <= flat.x || at.y <= flat.y {
                    return straight;
                }
                // In the round corner: where the way leaves the circle around its middle.
                let along = away.dot(flat);
                let left = along * along - flat.length_sq() + corner * corner;
                along + left.max(0.0).sqrt()
            }
        }
    }

    fn draw(&self, centre: Pos2, fill: Color32, stroke: Stroke, pen: &mut impl Pen) {
        match *self {
            Self::Circle(radius) => pen.circle(centre, radius, fill, stroke),
            Self::Box { half, corner } => {
                pen.rounded(
                    Rect::from_center_size(centre, 2.0 * half),
                    corner,
                    fill,
                    stroke,
                );
            }
            Self::Diamond(half) => {
                let corners = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)];
                pen.polygon(&corners.map(|(x, y)| centre + vec2(x, y)), fill, stroke);
            }
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
    pub fn draw(&self, lettering: &mut Lettering, theme: &Theme, pen: &mut impl Pen) {
        let outline = self.outline();
        self.draw_ring(outline, theme, pen);
        if self.stacked {
            self.draw_stack(outline, theme, pen);
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
        outline.draw(self.centre, fill, stroke, pen);
        match self.kind {
            Kind::State => {
                let on = theme::mix(self.ground, theme.on_state, self.strength.max(0.75));
                self.draw_letters(lettering, 15.5, on, pen);
            }
            Kind::Person => {
                self.draw_letters(lettering, 12.5, color, pen);
                self.draw_office(lettering, outline, theme, color, pen);
            }
            Kind::Organization => self.draw_letters(lettering, 11.0, color, pen),
            Kind::MilitaryAsset if self.detail == Detail::Full => {
                let room = outline.half() - Vec2::splat(4.0 * self.scale);
                silhouette::draw(self.subkind, self.centre, room, color, pen);
            }
            Kind::MilitaryAsset | Kind::Event | Kind::Place => {}
        }
        if self.new {
            let at = self.centre + outline.corner() * vec2(-1.0, 1.0);
            let color = theme::mix(self.ground, theme.text, self.strength);
            pen.circle(at, 5.0, self.ground, Stroke::NONE);
            pen.circle(at, 3.4, color, Stroke::NONE);
        }
        if self.pinned {
            self.draw_pin(outline, theme, pen);
        }
    }

    /// Two more of the same behind it, seen at their edges.
    fn draw_stack(&self, outline: Outline, theme: &Theme, pen: &mut impl Pen) {
        for (behind, fade) in [(2.0, 0.35), (1.0, 0.6)] {
            let by = vec2(4.0, -4.0) * behind * self.scale.min(1.2);
            let color = theme::mix(self.ground, theme.kind(self.kind), fade * self.strength);
            let rim = Stroke::new(1.2, self.ground);
            outline.draw(self.centre + by, color, rim, pen);
        }
    }

    fn draw_ring(&self, outline: Outline, theme: &Theme, pen: &mut impl Pen) {
        let (gap, width, color) = match self.ring {
            Ring::None => return,
            Ring::Hovered => (3.5, 1.5, theme::mix(self.ground, theme.gold, 0.7)),
            Ring::Selected => (4.5, 2.4, theme.gold),
        };
        let ring = outline.grown(gap);
        ring.draw(self.centre, self.ground, Stroke::new(width, color), pen);
    }

    fn draw_letters(
        &self,
        lettering: &mut Lettering,
        size: f32,
        color: Color32,
        pen: &mut impl Pen,
    ) {
        let Some(face) = Face::letters(size * self.scale) else {
            return;
        };
        let galley = lettering.set(face, self.letters);
        // Capitals have nothing below the line: centre what is seen, not the row.
        let size = galley.size();
        let sink = size.y * 0.012;
        pen.text(self.centre - size / 2.0 + vec2(0.0, sink), &galley, color);
    }

    /// A small sign of the office, where one looks closely.
    fn draw_office(
        &self,
        lettering: &mut Lettering,
        outline: Outline,
        theme: &Theme,
        color: Color32,
        pen: &mut impl Pen,
    ) {
        let Some(icon) = self.subkind.and_then(icons::office) else {
            return;
        };
        if self.scale < OFFICE_SCALE {
            return;
        }
        let at = self.centre + vec2(0.72, 0.72) * outline.half().x;
        pen.circle(at, 10.0, self.ground, Stroke::NONE);
        pen.circle(at, 8.5, Color32::TRANSPARENT, Stroke::new(1.2, color));
        let galley = lettering.set(Face::Office, icon);
        let ink = theme::mix(self.ground, theme.text, self.strength);
        pen.text(at - galley.size() / 2.0, &galley, ink);
    }

    fn draw_pin(&self, outline: Outline, theme: &Theme, pen: &mut impl Pen) {
        let at = self.centre + outline.corner();
        let size = self.scale.clamp(0.75, 1.1);
        let gold = theme::mix(self.ground, theme.gold, self.strength.max(0.45));
        pen.circle(at, 8.2 * size, self.ground, Stroke::NONE);
        pen.circle(at, 7.0 * size, gold, Stroke::NONE);
        for piece in pin_pieces(at, size) {
            pen.polygon(&piece, theme.on_gold, Stroke::NONE);
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
    let mut shapes: Vec<Shape> = Vec::new();
    glyph.draw(&mut Lettering::new(painter.ctx()), theme, &mut shapes);
    painter.extend(shapes);
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
                let unit = direction.normalized();
                for gap in [0.0, 3.0] {
                    let at = unit * outline.reach(unit, gap);
                    let off = outline.distance(at) - gap;
                    assert!(off.abs() < 0.1, "{kind:?} {at:?} {off}");
                }
            }
            let half = outline.half();
            assert!(outline.distance(vec2(half.x, 0.0)).abs() < 0.01, "{kind:?}");
        }
    }
}

//! Marks of a comparison, drawn over the map: a plus on what is new, ghosts of what is gone, a turn where the status changed.

use eframe::egui::{self, Align2, FontId, Pos2, Shape, Stroke, Ui, Vec2, vec2};

use crate::app::diff::{End, Ghost, MapMarks};
use crate::app::map::Map;
use crate::app::map::camera::Lens;
use crate::app::theme::Theme;
use crate::model::RelationId;

/// Where on its way a line is marked: beside the cross of a denial, the count of a bundle and the mark of a dispute.
const MARK_AT: f32 = 0.66;
const BADGE: f32 = 6.5;
const GHOST: f32 = 14.0;

/// What a badge says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Badge {
    New,
    Gone,
    Restated,
}

impl Map {
    pub(super) fn draw_marks(&self, ui: &Ui, lens: &Lens, marks: &MapMarks) {
        let theme = Theme::of(ui);
        let painter = ui.painter().with_clip_rect(lens.rect);
        for [a, b] in &marks.gone_lines {
            if let (Some(a), Some(b)) = (self.end(a, marks, lens), self.end(b, marks, lens)) {
                let stroke = Stroke::new(1.3, theme.faint);
                painter.extend(Shape::dashed_line(&[a, b], stroke, 4.0, 4.0));
                draw_badge(&painter, a + (b - a) * 0.5, Badge::Gone, theme);
            }
        }
        for ghost in &marks.ghosts {
            draw_ghost(&painter, lens, ghost, theme);
        }
        for (ids, badge) in [
            (&marks.new_lines, Badge::New),
            (&marks.restated, Badge::Restated),
        ] {
            for at in ids.iter().filter_map(|id| self.on_line(id, lens)) {
                draw_badge(&painter, at, badge, theme);
            }
        }
        for id in &marks.new {
            let Some(at) = self.position(id).map(|at| lens.screen_from_map(at)) else {
                continue;
            };
            let half = 20.0 * lens.shape_scale();
            draw_badge(&painter, at - Vec2::splat(half * 0.8), Badge::New, theme);
        }
    }

    fn end(&self, end: &End, marks: &MapMarks, lens: &Lens) -> Option<Pos2> {
        let at = match end {
            End::Node(id) => self.position(id)?,
            End::Ghost(number) => marks.ghosts.get(*number)?.at,
        };
        Some(lens.screen_from_map(at))
    }

    /// A point of the line that tells this, where it is in sight.
    fn on_line(&self, id: &RelationId, lens: &Lens) -> Option<Pos2> {
        let line = self.content.line_of(id)?;
        let mut drawn = self.hits.lines.iter();
        let (_, route) = drawn.find(|(number, _)| *number == line)?;
        let (at, _) = route.at(MARK_AT)?;
        Some(self.hits.lens?.carried(at, lens))
    }
}

fn draw_ghost(painter: &egui::Painter, lens: &Lens, ghost: &Ghost, theme: &Theme) {
    let at = lens.screen_from_map(ghost.at);
    let radius = GHOST * lens.shape_scale();
    let n_corners = 24_u16;
    let corner = |n: u16| {
        let angle = f32::from(n) / f32::from(n_corners) * std::f32::consts::TAU;
        at + Vec2::angled(angle) * radius
    };
    let rim: Vec<Pos2> = (0..=n_corners).map(corner).collect();
    painter.circle_filled(at, radius, theme.map.gamma_multiply(0.8));
    painter.extend(Shape::dashed_line(
        &rim,
        Stroke::new(1.3, theme.secondary),
        3.0,
        3.0,
    ));
    let font = FontId::proportional(11.0);
    let below = at + vec2(0.0, radius + 3.0);
    let galley = painter.layout_no_wrap(ghost.name.clone(), font, theme.secondary);
    let place = Align2::CENTER_TOP.anchor_size(below, galley.size());
    painter.rect_filled(place.expand(1.0), 2.0, theme.map.gamma_multiply(0.8));
    let middle = place.center().y;
    painter.galley(place.min, galley, theme.secondary);
    painter.hline(place.x_range(), middle, Stroke::new(1.0, theme.secondary));
}

/// A small disc with a plus, a minus or a turn in it.
pub fn draw_badge(painter: &egui::Painter, at: Pos2, badge: Badge, theme: &Theme) {
    let (fill, ink) = match badge {
        Badge::New => (theme.gold, theme.on_gold),
        Badge::Gone => (theme.map, theme.secondary),
        Badge::Restated => (theme.text, theme.map),
    };
    painter.circle_filled(at, BADGE + 1.5, theme.map);
    painter.circle(
        at,
        BADGE,
        fill,
        Stroke::new(1.2, if badge == Badge::New { fill } else { ink }),
    );
    let stroke = Stroke::new(1.6, ink);
    let arm = vec2(3.2, 0.0);
    match badge {
        Badge::New => {
            painter.line_segment([at - arm, at + arm], stroke);
            painter.line_segment([at - arm.rot90(), at + arm.rot90()], stroke);
        }
        Badge::Gone => {
            painter.line_segment([at - arm, at + arm], stroke);
        }
        Badge::Restated => {
            // Two arrows past one another.
            for side in [-1.0, 1.0] {
                let shift = vec2(0.0, 1.9 * side);
                let tip = at + shift + arm * side;
                painter.line_segment([at + shift - arm * side, tip], stroke);
                painter.line_segment([tip, tip + vec2(-2.0 * side, -2.0)], stroke);
            }
        }
    }
}

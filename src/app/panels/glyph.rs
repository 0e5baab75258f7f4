//! The shape of a node, small, as panes show it beside a name.

use eframe::egui::{self, Color32, Painter, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::theme::{self, Theme};
use crate::model::{Entity, Kind};

/// Takes up a square of `size` and paints the glyph of `entity` into it.
pub fn glyph_ui(ui: &mut Ui, entity: &Entity, size: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    let letters = letters(entity);
    paint(
        ui.painter(),
        Theme::of(ui),
        rect,
        entity.kind,
        &letters,
        1.0,
    );
}

/// Paints the glyph of `entity` around `centre`.
pub fn small(ui: &Ui, entity: &Entity, centre: egui::Pos2, size: f32) {
    let rect = Rect::from_center_size(centre, vec2(size, size));
    let letters = letters(entity);
    paint(
        ui.painter(),
        Theme::of(ui),
        rect,
        entity.kind,
        &letters,
        1.0,
    );
}

/// Paints the glyph of a kind into the square `rect`; `strength` below 1 fades it into the pane.
pub fn paint(
    painter: &Painter,
    theme: &Theme,
    rect: Rect,
    kind: Kind,
    letters: &str,
    strength: f32,
) {
    let color = theme::mix(theme.pane, theme.kind(kind), strength);
    let (middle, size) = (rect.center(), rect.width());
    let line = Stroke::new((size / 16.0).clamp(1.4, 2.2), color);
    match kind {
        Kind::State => {
            let badge = Rect::from_center_size(middle, vec2(size, size * 0.68));
            painter.rect_filled(badge, size * 0.17, color);
            write(painter, middle, letters, size * 0.36, theme.on_state);
        }
        Kind::Person => {
            painter.circle_stroke(middle, size / 2.0 - line.width / 2.0, line);
            write(painter, middle, letters, size * 0.36, color);
        }
        Kind::Organization => {
            let square = Rect::from_center_size(middle, vec2(size * 0.86, size * 0.86));
            painter.rect_stroke(square, size * 0.22, line, StrokeKind::Inside);
            write(painter, middle, letters, size * 0.32, color);
        }
        Kind::MilitaryAsset => {
            let frame = Rect::from_center_size(middle, vec2(size, size * 0.72));
            painter.rect_stroke(frame, size * 0.12, line, StrokeKind::Inside);
            hull(painter, frame, color);
        }
        Kind::Event => {
            let reach = size * 0.46;
            let corners = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
                .map(|(x, y)| middle + vec2(x, y) * reach);
            painter.add(egui::Shape::closed_line(corners.to_vec(), line));
        }
        Kind::Place => {
            painter.circle_filled(middle, size * 0.24, color);
        }
    }
}

/// The letters in a glyph: the code of a state, the initials of anybody else.
pub fn letters(entity: &Entity) -> String {
    if let Some(iso) = &entity.iso {
        return iso.clone();
    }
    let initials = entity.name.split([' ', '-']).filter_map(|word| {
        word.chars()
            .find(|letter| letter.is_alphabetic())
            .filter(|letter| letter.is_uppercase())
    });
    let initials: Vec<char> = initials.collect();
    match initials.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [first, .., last] => [*first, *last].iter().collect(),
    }
}

/// A ship's hull: what stands for any military asset where there is no room for more.
fn hull(painter: &Painter, frame: Rect, color: Color32) {
    let at = |x: f32, y: f32| {
        pos2(
            frame.left() + frame.width() * x,
            frame.top() + frame.height() * y,
        )
    };
    let deck = [at(0.2, 0.55), at(0.8, 0.55), at(0.68, 0.78), at(0.32, 0.78)];
    painter.add(egui::Shape::convex_polygon(
        deck.to_vec(),
        color,
        Stroke::NONE,
    ));
    painter.rect_filled(Rect::from_min_max(at(0.4, 0.3), at(0.6, 0.5)), 0.0, color);
}

fn write(painter: &Painter, at: egui::Pos2, letters: &str, size: f32, color: Color32) {
    let size = if letters.chars().count() > 2 {
        size * 0.9
    } else {
        size
    };
    if size >= 6.0 {
        let font = theme::semibold(size);
        painter.text(at, egui::Align2::CENTER_CENTER, letters, font, color);
    }
}

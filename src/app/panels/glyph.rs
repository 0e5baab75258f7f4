//! The shape of a node as the map draws it, small, beside its name in a pane.

use eframe::egui::{Pos2, Sense, Shape, Ui, vec2};

use crate::app::map::{self, Detail, Glyph, Lettering, Ring};
use crate::app::theme::Theme;
use crate::model::Entity;

/// Takes up a square of `size` and paints the shape of `entity` into it.
pub fn glyph_ui(ui: &mut Ui, entity: &Entity, size: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    paint(ui, entity, rect.center(), size);
}

/// Paints the shape of `entity` around `centre`, at most `size` wide and high.
pub fn paint(ui: &Ui, entity: &Entity, centre: Pos2, size: f32) {
    let theme = Theme::of(ui);
    let letters = map::letters(entity);
    let mut glyph = Glyph {
        kind: entity.kind,
        subkind: entity.subkind,
        letters: &letters,
        centre,
        scale: 1.0,
        strength: 1.0,
        ring: Ring::None,
        pinned: false,
        new: false,
        stacked: false,
        detail: Detail::Full,
        ground: theme.pane,
    };
    glyph.scale = size / (2.0 * glyph.outline().half().max_elem());
    let mut shapes: Vec<Shape> = Vec::new();
    glyph.draw(&mut Lettering::new(ui.ctx()), theme, &mut shapes);
    ui.painter().extend(shapes);
}

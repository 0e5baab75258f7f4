//! What was taken off the map, to bring back one by one or all together.

use eframe::egui::{self, FontId, Ui, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, UiAction};
use crate::app::panels::glyph;
use crate::app::panels::left::{padded, section};
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::app::wording;
use crate::model::Entity;

/// More rows than this would push everything else away; the list of names has them all.
const MOST_ROWS: usize = 12;

/// Draws nothing where nothing is hidden.
pub fn hidden_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.hidden.is_empty() {
        return;
    }
    section(ui, "Hidden", &wording::count(state.hidden.len(), "name"));
    let entities = state.hidden.iter().filter_map(|id| state.graph.entity(id));
    for entity in entities.take(MOST_ROWS) {
        row_ui(ui, entity, out);
    }
    padded(ui, |ui| {
        let left = state.hidden.len().saturating_sub(MOST_ROWS);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if pieces::link(ui, "Show all").clicked() {
                out.extend(Action::ShowHidden.command(state));
            }
            if left > 0 && pieces::link(ui, &format!("{left} more in the list")).clicked() {
                out.push(Command::Show(UiAction::ShowList));
            }
        });
    });
}

fn row_ui(ui: &mut Ui, entity: &Entity, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let label = format!("Show {}", entity.name);
    let margin = egui::Margin::symmetric(8, 0);
    let row = egui::Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| Row::begin(ui, 26.0, &label, false))
        .inner;
    let inner = row.rect.shrink2(vec2(8.0, 0.0));
    glyph::paint(ui, entity, inner.left_center() + vec2(12.0, 0.0), 18.0);
    let font = FontId::proportional(SMALL);
    let word = pieces::one_line(ui, "Show", font, theme.cooperation, 60.0);
    let right = pieces::paint_right(ui, inner.right_center(), &word) - 8.0;
    let at = inner.left_center() + vec2(36.0, 0.0);
    let font = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.secondary, right - at.x);
    pieces::paint_left(ui, at, &name);
    if row.response.clicked() {
        let ids = vec![entity.id.clone()];
        out.push(Command::Show(UiAction::Unhide(ids)));
    }
}

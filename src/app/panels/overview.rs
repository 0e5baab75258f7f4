//! The detail pane where not exactly one thing is selected: who is most talked about, or all that is selected.

use eframe::egui::{self, FontId, Ui, pos2, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::panels::{glyph, relation_row};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::Entity;

/// Nothing selected: what there is, and who is most talked about.
pub fn overview_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let heading = egui::RichText::new("Nothing selected").font(theme::semibold(16.0));
    ui.label(heading);
    let text =
        "Click a node or a line of the map, or a name in the list, to read where it comes from.";
    ui.add(egui::Label::new(egui::RichText::new(text).color(theme.secondary)).wrap());
    if state.visible.entities.is_empty() {
        return;
    }
    ui.add_space(12.0);
    let n = wording::count(state.visible.relations.len(), "relation");
    pieces::section_ui(ui, "Most talked about", &n);
    let mut entities: Vec<(&Entity, usize)> = state
        .visible
        .entities
        .iter()
        .filter_map(|id| state.graph.entity(id))
        .map(|entity| (entity, relation_row::in_order(state, &entity.id).len()))
        .collect();
    entities.sort_by_key(|(entity, n)| {
        (
            std::cmp::Reverse(*n),
            std::cmp::Reverse(entity.mentions.len()),
        )
    });
    for (entity, n) in entities.into_iter().take(8) {
        node_row(ui, state, entity, &wording::count(n, "relation"), out);
    }
}

pub fn several_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let n = state.selection.entities.len();
    ui.label(egui::RichText::new(format!("{n} selected")).font(theme::semibold(19.0)));
    ui.horizontal_wrapped(|ui| {
        if ui.button("Pin").clicked() {
            out.push(Command::Show(UiAction::PinSelection));
        }
        let all: Vec<_> = state.selection.entities.iter().cloned().collect();
        if ui.button("Unpin").clicked() {
            out.push(Command::Show(UiAction::Unpin(all)));
        }
        if ui.button("Hide").clicked() {
            out.push(Command::Show(UiAction::HideSelection));
        }
        if ui.button("Fit").clicked() {
            out.push(Command::Show(UiAction::FitSelection));
        }
    });
    ui.add_space(6.0);
    pieces::hairline(ui);
    for entity in state
        .selection
        .entities
        .iter()
        .filter_map(|id| state.graph.entity(id))
    {
        let n = relation_row::in_order(state, &entity.id).len();
        node_row(ui, state, entity, &wording::count(n, "relation"), out);
    }
}

fn node_row(ui: &mut Ui, state: &State, entity: &Entity, remark: &str, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let row = Row::begin(ui, 36.0, &entity.name, false);
    let rect = row.rect;
    glyph::paint(ui, entity, rect.left_center() + vec2(16.0, 0.0), 24.0);
    let font = FontId::proportional(SMALL);
    let count = pieces::one_line(ui, remark, font, theme.secondary, 110.0);
    let right = pieces::paint_right(ui, rect.right_center() - vec2(4.0, 0.0), &count);
    let left = rect.left() + 38.0;
    let font = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, right - left - 8.0);
    let end = pieces::paint_left(ui, pos2(left, rect.center().y), &name);
    if state.pins.contains_key(&entity.id) {
        let font = FontId::proportional(SMALL);
        let pin = pieces::one_line(ui, icons::PIN, font, theme.gold, 20.0);
        pieces::paint_left(ui, pos2(end + 6.0, rect.center().y), &pin);
    }
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Select(Selection::of(
            entity.id.clone(),
        ))));
    }
}

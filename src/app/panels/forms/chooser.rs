//! Choosing one of the names on the map by typing a part of it.

use eframe::egui::{Ui, WidgetInfo, WidgetType};

use crate::app::panels::forms::field;
use crate::app::panels::pieces::{self, Row};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::model::{EntityId, Graph};
use crate::query;

/// Names shown at once.
const MOST: usize = 5;

/// What was typed and chosen.
#[derive(Debug, Default)]
pub struct Chooser {
    label: &'static str,
    typed: String,
    pub chosen: Option<EntityId>,
    /// Offered while nothing is typed.
    near: Vec<EntityId>,
}

impl Chooser {
    pub fn new(label: &'static str, chosen: Option<EntityId>, near: Vec<EntityId>) -> Self {
        Self {
            label,
            typed: String::new(),
            chosen,
            near,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, state: &State) {
        let graph = &state.graph;
        if let Some(id) = self.chosen.clone() {
            ui.horizontal(|ui| {
                ui.label(name(graph, &id));
                if pieces::link(ui, &format!("Change the {}", self.label)).clicked() {
                    self.chosen = None;
                }
            });
            return;
        }
        field(ui, &mut self.typed, self.label).on_hover_text("Type a part of a name");
        let hits = if self.typed.trim().is_empty() {
            self.near.clone()
        } else {
            query::search(graph, &self.typed)
        };
        for id in hits.iter().take(MOST) {
            let text = name(graph, id);
            let row = Row::begin(ui, 22.0, &text, false);
            row.response
                .widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &text));
            let color = Theme::of(ui).text;
            let font = eframe::egui::FontId::proportional(pieces::BODY);
            let line = pieces::one_line(ui, &text, font, color, row.rect.width() - 16.0);
            pieces::paint_left(
                ui,
                row.rect.left_center() + eframe::egui::vec2(8.0, 0.0),
                &line,
            );
            if row.response.clicked() {
                self.chosen = Some(id.clone());
                self.typed.clear();
            }
        }
    }
}

fn name(graph: &Graph, id: &EntityId) -> String {
    let entity = graph.entity(id);
    entity.map_or_else(|| id.to_string(), |entity| entity.name.clone())
}

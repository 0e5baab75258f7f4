//! What the marks of a comparison mean, with the way to be rid of them.

use eframe::egui::{self, Ui, vec2};

use crate::app::actions::Action;
use crate::app::commands::Command;
use crate::app::map::{Badge, draw_badge};
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::app::theme::Theme;

/// How many marks of each sort there are; nothing where nothing is compared.
pub fn changes_legend_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(compared) = &state.compared else {
        return;
    };
    let changes = &compared.changes;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        egui::Frame::new()
            .inner_margin(egui::Margin::symmetric(16, 8))
            .show(ui, |ui| {
                pieces::section_ui(ui, "Compared", "");
                let title = pieces::small(&compared.title).color(Theme::of(ui).secondary);
                ui.add(egui::Label::new(title).truncate());
                for (badge, n, word) in [
                    (
                        Badge::New,
                        changes.new_entities.len() + changes.new_relations.len(),
                        "new",
                    ),
                    (
                        Badge::Gone,
                        changes.gone_entities.len() + changes.gone_relations.len(),
                        "gone",
                    ),
                    (Badge::Restated, changes.restated.len(), "changed status"),
                ] {
                    ui.horizontal(|ui| {
                        let sense = egui::Sense::hover();
                        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), sense);
                        draw_badge(ui.painter(), rect.center(), badge, Theme::of(ui));
                        ui.label(format!("{n} {word}"));
                    });
                }
                if pieces::link(ui, "End the comparison").clicked() {
                    out.extend(Action::EndComparison.command(state));
                }
            });
    });
}

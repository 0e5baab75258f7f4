//! Gentle hints on a first map: one at a time, each told once. Doing what a hint says is as good as reading it.

use eframe::egui::{self, Rect, Ui, pos2};

use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::settings::Hint;
use crate::app::state::State;
use crate::app::theme::Theme;

/// Below this width of the map a hint would lie over a pane.
const LEAST_MAP: f32 = 460.0;

/// Shows the next hint in the upper left corner of the map, where no control is; it waits while the map is narrow.
pub fn hints_ui(ui: &Ui, map: Rect, state: &State, out: &mut Vec<Command>) {
    let done = &state.settings.hints_done;
    let next = Hint::ALL.into_iter().find(|hint| !done.contains(hint));
    let has_room = map.width() >= LEAST_MAP;
    let Some(hint) = next.filter(|_| has_room && !state.positions.at.is_empty()) else {
        return;
    };
    let theme = Theme::of(ui);
    let corner = map.left_top() + egui::vec2(14.0, 14.0);
    let area = egui::Area::new(egui::Id::new("hint"))
        .pivot(egui::Align2::LEFT_TOP)
        .fixed_pos(pos2(corner.x, corner.y))
        .order(egui::Order::Middle);
    area.show(ui.ctx(), |ui| {
        theme.card_frame().show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                ui.label(pieces::small(icons::HINT).color(theme.gold));
                ui.label(pieces::small(words(hint)));
                if pieces::link(ui, "Got it").clicked() {
                    out.push(Command::Show(UiAction::HintDone(vec![hint])));
                }
                let rest = pieces::link(ui, "No hints");
                if rest.on_hover_text("Put all hints away for good").clicked() {
                    out.push(Command::Show(UiAction::HintDone(Hint::ALL.to_vec())));
                }
            });
        });
    });
}

const fn words(hint: Hint) -> &'static str {
    match hint {
        Hint::Click => "Click a name or a line to see the sentences behind it.",
        Hint::Drag => "Drag a node and it stays where you put it.",
        Hint::Palette => "Ctrl+K finds every command and every name by typing.",
    }
}

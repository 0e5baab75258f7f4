//! The named views of the project: go to one, store the map as it is, rename, copy, delete, carry elsewhere.

use eframe::egui::{self, Ui, WidgetInfo, WidgetType};

use crate::app::commands::{Command, UiAction, ViewAction};
use crate::app::icons;
use crate::app::panels::{modals, pieces};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::app::viewing;
use crate::app::wording;
use crate::project::{Appearance, View};

/// The name that is being changed.
#[derive(Debug, Default)]
pub struct ViewsUi {
    renaming: Option<(usize, String)>,
}

impl ViewsUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        let mut ask = |action| out.push(Command::Show(UiAction::View(action)));
        let color = Theme::of(ui).secondary;
        if modals::primary(ui, "Store this view").clicked() {
            ask(ViewAction::Store);
        }
        let text = "A view keeps where everything stands, what is pinned, hidden, grouped and focused on, the filters, the days and the camera.";
        ui.add(egui::Label::new(pieces::small(text).color(color)).wrap());
        ui.add_space(8.0);
        for (n, (at, view)) in viewing::named(state).enumerate() {
            self.view_ui(ui, state, (n, at, view), &mut ask);
        }
        ui.add_space(8.0);
        if pieces::link(ui, "Add a view from a file…").clicked() {
            ask(ViewAction::Import);
        }
    }

    fn view_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        (n, at, view): (usize, usize, &View),
        ask: &mut impl FnMut(ViewAction),
    ) {
        if let Some((renamed, name)) = &mut self.renaming
            && *renamed == at
        {
            let field = ui.add(egui::TextEdit::singleline(name).desired_width(f32::INFINITY));
            field.widget_info(|| {
                WidgetInfo::labeled(WidgetType::TextEdit, true, "Name of the view")
            });
            field.request_focus();
            let (kept, left) = ui.input(|input| {
                (
                    input.key_pressed(egui::Key::Enter),
                    input.key_pressed(egui::Key::Escape),
                )
            });
            if kept {
                ask(ViewAction::Rename(at, name.clone()));
            }
            if kept || left {
                self.renaming = None;
            }
            return;
        }
        ui.horizontal(|ui| {
            let is_start = state.on_opening == Some(at);
            let go = ui.button(&view.name).on_hover_text(format!(
                "Go to this view (Ctrl+{}); Ctrl+Shift+{0} stores the map here",
                n + 1
            ));
            if go.clicked() {
                ask(ViewAction::Show(at));
            }
            let n_nodes = wording::count(view.positions.len(), "node");
            let about = if is_start {
                format!("{n_nodes} · shown on opening")
            } else {
                n_nodes
            };
            ui.label(pieces::small(&about).color(Theme::of(ui).secondary));
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                let more = ui.menu_button(icons::MORE, |ui| {
                    self.menu_ui(ui, (at, view, is_start), ask);
                });
                let label = format!("More about {}", view.name);
                more.response
                    .widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
            });
        });
    }

    fn menu_ui(
        &mut self,
        ui: &mut Ui,
        (at, view, is_start): (usize, &View, bool),
        ask: &mut impl FnMut(ViewAction),
    ) {
        if ui.button("Rename…").clicked() {
            self.renaming = Some((at, view.name.clone()));
        }
        if ui.button("Duplicate").clicked() {
            ask(ViewAction::Duplicate(at));
        }
        let word = if is_start {
            "Open as it was left"
        } else {
            "Show on opening"
        };
        if ui.button(word).clicked() {
            ask(ViewAction::SetStart((!is_start).then_some(at)));
        }
        ui.menu_button("Colours", |ui| {
            let looks = Appearance::ALL
                .iter()
                .map(|look| (Some(*look), look.label()));
            for (look, label) in std::iter::once((None, "As the window")).chain(looks) {
                if ui.radio(view.appearance == look, label).clicked() {
                    ask(ViewAction::SetAppearance(at, look));
                }
            }
        });
        if ui.button("Write to a file…").clicked() {
            ask(ViewAction::Export(at));
        }
        ui.separator();
        if ui.button("Delete").clicked() {
            ask(ViewAction::Delete(at));
        }
    }
}

//! Questions and pages that stand over the window: unsaved changes, a path to type, all keys, about.

use eframe::egui::{self, Id, Key, Modal, Ui, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, Job, UiAction, Unsaved};
use crate::app::dialogs::Question;
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::app::theme::{self, Theme};

/// What the mouse does, for the key help.
const MOUSE: [(&str, &str); 8] = [
    ("Click", "Select a node or a line"),
    ("Ctrl+click or Shift+click", "Add to the selection"),
    ("Drag a node", "Move it; it stays there"),
    ("Double-click a pinned node", "Unpin it"),
    ("Drag the ground", "Move the map"),
    ("Shift+drag", "Select all in a box"),
    ("Wheel", "Zoom at the pointer"),
    ("Right-click", "Menu"),
];

/// "Save changes?" before something else happens.
pub fn unsaved_ui(ui: &Ui, state: &State, out: &mut Vec<Command>) {
    let modal = modal(ui, "unsaved").show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        let head = format!("Save changes to “{}”?", state.title());
        ui.label(egui::RichText::new(head).font(theme::semibold(16.0)));
        let color = Theme::of(ui).secondary;
        let text = "Pins, moves and articles since the last save are lost otherwise.";
        ui.label(egui::RichText::new(text).color(color));
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            let mut answer = |ui: &mut Ui, word: &str, answer: Unsaved| {
                if ui.button(word).clicked() {
                    out.push(Command::Ask(Job::Answered(answer)));
                }
            };
            answer(ui, "Don’t save", Unsaved::Discard);
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                let entered = ui.input(|input| input.key_pressed(Key::Enter));
                let focused = ui.memory(|memory| memory.focused().is_some());
                if primary(ui, "Save").clicked() || (entered && !focused) {
                    out.push(Command::Ask(Job::Answered(Unsaved::Save)));
                }
                if ui.button("Cancel").clicked() {
                    out.push(Command::Ask(Job::Answered(Unsaved::Cancel)));
                }
            });
        });
    });
    if modal.should_close() {
        out.push(Command::Ask(Job::Answered(Unsaved::Cancel)));
    }
}

/// A path to type, where the desktop has no file dialog.
#[derive(Clone, PartialEq, Debug)]
pub struct PathUi {
    pub question: Question,
    typed: String,
    is_new: bool,
}

impl PathUi {
    pub fn new(question: Question) -> Self {
        let typed = match &question {
            Question::SaveAs { suggested } | Question::ExportView { suggested, .. } => {
                suggested.clone()
            }
            _ => String::new(),
        };
        Self {
            question,
            typed,
            is_new: true,
        }
    }

    /// Draws the question; says whether it is done with.
    pub fn ui(&mut self, ui: &Ui, out: &mut Vec<Command>) -> bool {
        let mut done = false;
        let modal = modal(ui, "path").show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            let (head, verb) = match self.question {
                Question::Articles => ("Open articles", "Open"),
                Question::Folder => ("Open folder", "Open"),
                Question::Project => ("Open project", "Open"),
                Question::SaveAs { .. } => ("Save as", "Save"),
                Question::ExportView { .. } => ("Write the view", "Write"),
                Question::ImportView => ("Add a view", "Add"),
                Question::CompareProject => ("Compare with a project", "Compare"),
                Question::MergeProject => ("Merge a project", "Merge"),
            };
            ui.label(egui::RichText::new(head).font(theme::semibold(16.0)));
            let text = "This desktop has no file dialog (neither a portal nor zenity). Type the path of the file instead.";
            ui.label(egui::RichText::new(text).color(Theme::of(ui).secondary));
            let field = egui::TextEdit::singleline(&mut self.typed)
                .hint_text("/home/…")
                .margin(egui::Margin::symmetric(8, 6))
                .desired_width(f32::INFINITY);
            let field = ui.add(field);
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Path of the file")
            });
            if std::mem::take(&mut self.is_new) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(8.0);
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                let typed = self.typed.trim();
                if (primary(ui, verb).clicked() || entered) && !typed.is_empty() {
                    let job = Job::Typed(self.question.clone(), typed.to_owned());
                    out.push(Command::Ask(job));
                    done = true;
                }
                done |= ui.button("Cancel").clicked();
            });
        });
        done || modal.should_close()
    }
}

/// All keys, from the table of actions.
pub fn keys_ui(ui: &Ui, out: &mut Vec<Command>) {
    let modal = modal(ui, "keys").show(ui.ctx(), |ui| {
        ui.set_width(640.0);
        head_ui(ui, "Keys", UiAction::ToggleHelp, out);
        let room = ui.ctx().content_rect().height() - 180.0;
        egui::ScrollArea::vertical()
            .max_height(room.max(120.0))
            .min_scrolled_height(room.clamp(120.0, 620.0))
            .show(ui, |ui| {
                ui.columns(2, |columns| {
                    if let [left, right] = columns {
                        let ctx = left.ctx().clone();
                        let keyed = Action::ALL
                            .into_iter()
                            .filter(|action| !action.entry().keys.is_empty());
                        for action in keyed {
                            let keys: Vec<String> = action.all_keys(&ctx).collect();
                            let name = action.entry().name.trim_end_matches('…');
                            key_row(left, &keys.join(", "), name);
                        }
                        for (hand, what) in MOUSE {
                            key_row(right, hand, what);
                        }
                        right.add_space(8.0);
                        key_row(right, "In the search field:", "");
                        key_row(right, "Enter, Shift+Enter", "Next, previous match");
                        key_row(right, "In the list:", "");
                        key_row(right, "Arrows", "Move along the names");
                        key_row(right, "Enter", "Bring to the middle of the map");
                    }
                });
            });
    });
    if modal.should_close() {
        out.push(Command::Show(UiAction::ToggleHelp));
    }
}

pub fn about_ui(ui: &Ui, out: &mut Vec<Command>) {
    let modal = modal(ui, "about").show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        let head = format!("Legation {}", env!("CARGO_PKG_VERSION"));
        head_ui(ui, &head, UiAction::ToggleAbout, out);
        let text = "Turns news articles into a map of who deals with whom, with the sentence behind every line.";
        ui.label(text);
        let color = Theme::of(ui).secondary;
        let promise = "It reads, thinks and draws on this machine and never opens a network connection. \
                       Article texts are written nowhere but into the projects you save.";
        ui.label(egui::RichText::new(promise).color(color));
        let licence = "MIT licence. Typeface Inter (SIL Open Font License), icons Phosphor (MIT).";
        ui.label(pieces::small(licence).color(color));
    });
    if modal.should_close() {
        out.push(Command::Show(UiAction::ToggleAbout));
    }
}

/// A card over the dimmed window.
pub fn modal(ui: &Ui, name: &str) -> Modal {
    let frame = egui::Frame::window(ui.style()).inner_margin(20);
    Modal::new(Id::new(name)).frame(frame)
}

fn head_ui(ui: &mut Ui, head: &str, close: UiAction, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(head).font(theme::semibold(16.0)));
        let to_right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(to_right, |ui| {
            if pieces::icon_button(ui, icons::CLOSE, "Close").clicked() {
                out.push(Command::Show(close));
            }
        });
    });
    ui.add_space(4.0);
}

fn key_row(ui: &mut Ui, keys: &str, what: &str) {
    ui.horizontal(|ui| {
        let theme = Theme::of(ui);
        ui.allocate_ui_with_layout(
            vec2(150.0, 20.0),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(150.0);
                ui.label(pieces::small(keys).color(theme.secondary));
            },
        );
        ui.label(what);
    });
}

/// The button that Enter means.
pub fn primary(ui: &mut Ui, word: &str) -> egui::Response {
    let theme = Theme::of(ui);
    let text = egui::RichText::new(word)
        .font(theme::semibold(13.0))
        .color(theme.on_gold);
    let button = egui::Button::new(text)
        .fill(theme.gold)
        .stroke(egui::Stroke::NONE);
    ui.add(button)
}

//! Forms over the window: what the user puts right by saying how it is. Each gives one step of undo.

mod chooser;
mod entity;
mod relation;
mod small;
mod words;

use eframe::egui::{self, Key, Ui};

use crate::app::commands::{Asked, Command, UiAction};
use crate::app::panels::modals;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::model::Edit;

/// The form that is open, and what was filled in so far.
pub enum FormUi {
    Entity(entity::EntityForm),
    Relation(relation::RelationForm),
    Split(small::SplitForm),
    Note(small::NoteForm),
    Grade(small::GradeForm),
    Words(words::WordsForm),
}

/// What a form has come to.
pub enum Done {
    NotYet,
    /// Leave everything as it is.
    Cancelled,
    Edits(Vec<Edit>),
}

impl FormUi {
    /// `None` where what is asked about is not there any more.
    pub fn new(state: &State, asked: Asked) -> Option<Self> {
        Some(match asked {
            Asked::Entity(id) => Self::Entity(entity::EntityForm::new(state, &id)?),
            Asked::Split(id) => Self::Split(small::SplitForm::new(state, &id)?),
            Asked::Relation(id) => Self::Relation(relation::RelationForm::of(state, &id)?),
            Asked::Relate(sentence) => {
                Self::Relation(relation::RelationForm::in_sentence(state, sentence))
            }
            Asked::Words(at) => Self::Words(words::WordsForm::new(state, at)?),
            Asked::Note(on) => Self::Note(small::NoteForm::new(state, on)),
            Asked::Grade(article) => Self::Grade(small::GradeForm::new(state, article)),
        })
    }

    pub fn ui(&mut self, ui: &Ui, state: &State, out: &mut Vec<Command>) {
        let mut done = Done::NotYet;
        let modal = modals::modal(ui, "form").show(ui.ctx(), |ui| {
            ui.set_width(460.0);
            done = match self {
                Self::Entity(form) => form.ui(ui, state),
                Self::Relation(form) => form.ui(ui, state),
                Self::Split(form) => form.ui(ui, state),
                Self::Note(form) => form.ui(ui),
                Self::Grade(form) => form.ui(ui, state),
                Self::Words(form) => form.ui(ui, state),
            };
        });
        if modal.should_close() {
            done = Done::Cancelled;
        }
        match done {
            Done::NotYet => return,
            Done::Cancelled => {}
            Done::Edits(mut edits) => {
                let edit = if edits.len() > 1 {
                    Some(Edit::Group(edits))
                } else {
                    edits.pop()
                };
                out.extend(edit.map(Command::Edit));
            }
        }
        out.push(Command::Show(UiAction::CloseForm));
    }
}

fn head(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).font(theme::semibold(16.0)));
    ui.add_space(6.0);
}

fn remark(ui: &mut Ui, text: &str) {
    let color = Theme::of(ui).secondary;
    ui.add(egui::Label::new(egui::RichText::new(text).color(color)).wrap());
}

/// Cancel and the button that Enter means; what was pressed.
fn buttons(ui: &mut Ui, word: &str, enabled: bool) -> Option<bool> {
    ui.add_space(10.0);
    let mut pressed = None;
    let to_right = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(to_right, |ui| {
        ui.add_enabled_ui(enabled, |ui| {
            let entered = ui.input(|input| {
                input.key_pressed(Key::Enter)
                    && (input.modifiers.is_none() || input.modifiers.command)
            });
            if modals::primary(ui, word).clicked() || (entered && enabled) {
                pressed = Some(true);
            }
        });
        if ui.button("Cancel").clicked() {
            pressed = Some(false);
        }
    });
    pressed
}

/// A line to type in that screen readers and tests find by its label.
fn field(ui: &mut Ui, text: &mut String, label: &str) -> egui::Response {
    let field = egui::TextEdit::singleline(text)
        .margin(egui::Margin::symmetric(8, 5))
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, label));
    response
}

/// One of several words, in a menu under the present one.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: &mut T,
    all: impl IntoIterator<Item = T>,
    label: impl Fn(T) -> String,
) {
    let shown = egui::ComboBox::from_id_salt(name)
        .selected_text(label(*chosen))
        .width(220.0)
        .height(360.0)
        .show_ui(ui, |ui| {
            for one in all {
                ui.selectable_value(chosen, one, label(one));
            }
        });
    let now = label(*chosen);
    shown.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, name);
        info.current_text_value = Some(now.clone());
        info
    });
}

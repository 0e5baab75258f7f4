//! The corrections of a node or a line as entries of a menu; the same on the map, in the list and in the detail pane.

use eframe::egui::{self, Ui, WidgetInfo, WidgetType};

use crate::app::commands::{Asked, Command, Correction, Selection, UiAction};
use crate::app::icons;
use crate::model::{Anchor, Edit, EntityId, Noted, RelationId};

/// What can be put right about a node; `others` are those selected besides it, `at` is a mention of it.
pub fn node_ui(
    ui: &mut Ui,
    id: &EntityId,
    at: Option<Anchor>,
    others: &[EntityId],
    out: &mut Vec<Command>,
) {
    let show = |action| Command::Show(action);
    if item(ui, icons::CORRECT, "Put right…") {
        out.push(show(UiAction::Ask(Asked::Entity(id.clone()))));
    }
    if !others.is_empty() {
        let all = others.iter().chain([id]).cloned().collect();
        if item(ui, icons::CHAIN, "Join with the selected") {
            out.push(show(UiAction::Correct(Correction::Join(all))));
        }
    }
    if let [other] = others
        && item(ui, icons::CLOSE, "Never join with the selected")
    {
        let correction = Correction::KeepApart(other.clone(), id.clone());
        out.push(show(UiAction::Correct(correction)));
    }
    if item(ui, icons::SPLIT, "Split…") {
        out.push(show(UiAction::Ask(Asked::Split(id.clone()))));
    }
    if let Some(at) = at
        && item(ui, icons::NOTE, "Note…")
    {
        out.push(show(UiAction::Ask(Asked::Note(Noted::Node(at)))));
    }
    if item(ui, icons::DELETE, "Delete") {
        out.push(show(UiAction::Correct(Correction::Delete(vec![
            id.clone(),
        ]))));
    }
}

/// What can be put right about a line; `note` says what a note on it is addressed to.
pub fn relation_ui(ui: &mut Ui, id: &RelationId, note: Option<Noted>, out: &mut Vec<Command>) {
    let select = || Command::Show(UiAction::Select(Selection::of_relation(id.clone())));
    for (icon, word, action) in [
        (
            icons::DONE,
            "Confirm the relation",
            UiAction::Correct(Correction::Confirm(id.clone())),
        ),
        (
            icons::CLOSE,
            "Reject the relation",
            UiAction::Correct(Correction::Reject(id.clone())),
        ),
        (
            icons::CORRECT,
            "Put the relation right…",
            UiAction::Ask(Asked::Relation(id.clone())),
        ),
    ] {
        if item(ui, icon, word) {
            out.extend([select(), Command::Show(action)]);
        }
    }
    if let Some(on) = note
        && item(ui, icons::NOTE, "Note…")
    {
        out.push(Command::Show(UiAction::Ask(Asked::Note(on))));
    }
}

/// What can be put right about a mention in the text.
pub fn mention_ui(ui: &mut Ui, at: Anchor, name: &str, out: &mut Vec<Command>) {
    if item(ui, icons::CLOSE, "Not a mention") {
        out.push(Command::Edit(Edit::NotAMention { at }));
    }
    if item(ui, icons::SPLIT, &format!("Not {name}: split off")) {
        let mentions = vec![at];
        out.push(Command::Edit(Edit::Split { mentions }));
    }
    if item(ui, icons::CORRECT, "Is somebody else…") {
        out.push(Command::Show(UiAction::Ask(Asked::Words(at))));
    }
}

/// What can be made of words nobody found, and of their sentence.
pub fn words_ui(ui: &mut Ui, words: Option<Anchor>, sentence: Anchor, out: &mut Vec<Command>) {
    if let Some(at) = words
        && item(ui, icons::CORRECT, "Mark as a name…")
    {
        out.push(Command::Show(UiAction::Ask(Asked::Words(at))));
    }
    if item(ui, icons::CHAIN, "Add a relation from this sentence…") {
        out.push(Command::Show(UiAction::Ask(Asked::Relate(sentence))));
    }
}

fn item(ui: &mut Ui, icon: &str, text: &str) -> bool {
    let response = ui.add(egui::Button::new((icon, text)));
    // The icon is not part of the name.
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), text));
    response.clicked()
}

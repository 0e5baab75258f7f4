//! Words of an article: whom they name, or what new thing they are.

use eframe::egui::Ui;

use crate::app::panels::forms::chooser::Chooser;
use crate::app::panels::forms::{Done, buttons, choice, head};
use crate::app::state::State;
use crate::model::{Anchor, Edit, Kind, Subkind};
use crate::query;

#[derive(Debug)]
pub struct WordsForm {
    at: Anchor,
    words: String,
    is_new: bool,
    of: Chooser,
    kind: Kind,
    subkind: Option<Subkind>,
}

impl WordsForm {
    pub fn new(state: &State, at: Anchor) -> Option<Self> {
        let article = state.article(at.article)?;
        let words = at.span.of(&article.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return None;
        }
        let near = query::search(&state.graph, &words);
        Some(Self {
            at,
            is_new: near.is_empty(),
            of: Chooser::new("name", near.first().cloned(), near),
            words,
            kind: Kind::Person,
            subkind: None,
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, state: &State) -> Done {
        head(ui, &format!("Whom does “{}” name?", self.words));
        ui.radio_value(&mut self.is_new, false, "Somebody or something on the map");
        ui.indent("of", |ui| {
            ui.add_enabled_ui(!self.is_new, |ui| self.of.ui(ui, state));
        });
        ui.radio_value(&mut self.is_new, true, "Something that was not found");
        ui.indent("new", |ui| {
            ui.add_enabled_ui(self.is_new, |ui| {
                let all = Kind::ALL.iter().copied();
                choice(ui, "Kind", &mut self.kind, all, |kind| {
                    kind.singular().to_owned()
                });
            });
        });
        let valid = self.is_new || self.of.chosen.is_some();
        match buttons(ui, "Mark the words", valid) {
            Some(true) => Done::Edits(self.edit(state).into_iter().collect()),
            Some(false) => Done::Cancelled,
            None => Done::NotYet,
        }
    }

    fn edit(&self, state: &State) -> Option<Edit> {
        let at = self.at;
        Some(if self.is_new {
            Edit::AddEntity {
                at,
                kind: self.kind,
                subkind: self.subkind,
            }
        } else {
            let of = state.anchor_of(self.of.chosen.as_ref()?)?;
            Edit::AddMention { at, of }
        })
    }
}

//! What the reader was unsure about, one question after the other, each with the sentences to look at. Nothing here changes
//! the map by itself.

use eframe::egui::{self, Key, Modifiers, ProgressBar, Ui};

use crate::app::commands::{Command, UiAction};
use crate::app::panels::cards::{self, Cited};
use crate::app::panels::{modals, pieces};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Proposal, Suggestion};

#[derive(Debug, Default)]
pub struct ReviewUi {
    /// Which question is open; questions that were answered leave the list.
    at: usize,
    n_answered: usize,
}

impl ReviewUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        let suggestions = state.graph.suggestions();
        let n = suggestions.len();
        let total = n + self.n_answered;
        let color = Theme::of(ui).secondary;
        if total > 0 {
            let text = format!("{} of {total} answered", self.n_answered);
            let part = self.n_answered as f32 / total as f32;
            ui.add(ProgressBar::new(part).desired_height(6.0));
            ui.label(pieces::small(&text).color(color));
        }
        self.at = self.at.min(n.saturating_sub(1));
        let Some(suggestion) = suggestions.get(self.at) else {
            ui.label("Nothing is left to decide.");
            let text = "Where names may be one person, a kind is doubtful or a relation hangs by a pronoun, the question comes here.";
            ui.add(egui::Label::new(pieces::small(text).color(color)).wrap());
            return;
        };
        ui.add_space(8.0);
        let question = question(state, suggestion);
        ui.add(egui::Label::new(egui::RichText::new(&question).font(theme::semibold(15.0))).wrap());
        let reason = pieces::small(&suggestion.reason).color(color);
        ui.add(egui::Label::new(reason).wrap());
        ui.add_space(6.0);
        let (yes, no) = words(&suggestion.what);
        let key = |key| {
            let open = ui.ctx().text_edit_focused();
            !open
                && ui
                    .ctx()
                    .input_mut(|input| input.consume_key(Modifiers::NONE, key))
        };
        let (y, n_key, skip) = (key(Key::Y), key(Key::N), key(Key::S));
        ui.horizontal(|ui| {
            if modals::primary(ui, &format!("{yes} (Y)")).clicked() || y {
                self.answer(suggestion.what.accept(), out);
            }
            if ui.button(format!("{no} (N)")).clicked() || n_key {
                self.answer(suggestion.what.reject(), out);
            }
            if ui.button("Later (S)").clicked() || skip {
                self.at = if self.at + 1 < n { self.at + 1 } else { 0 };
            }
        });
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        for (number, cited) in evidence(state, &suggestion.evidence).iter().enumerate() {
            cards::card_ui(ui, state, number + 1, cited, out);
        }
        if n > 1 {
            ui.add_space(8.0);
            let left = wording::count(n - 1, "more question");
            pieces::section_ui(ui, "Then", &left);
            for (number, other) in suggestions.iter().enumerate().take(40) {
                let text = self::question(state, other);
                if number != self.at && pieces::link(ui, &text).clicked() {
                    self.at = number;
                }
            }
        }
    }

    fn answer(&mut self, edit: crate::model::Edit, out: &mut Vec<Command>) {
        self.n_answered += 1;
        out.push(Command::Edit(edit));
        out.push(Command::Show(UiAction::CloseForm));
    }
}

fn name(state: &State, at: Anchor) -> String {
    let entity = state.graph.entity_at(at);
    entity.map_or_else(String::new, |entity| entity.name.clone())
}

fn question(state: &State, suggestion: &Suggestion) -> String {
    match &suggestion.what {
        Proposal::Join { a, b } => {
            format!("Are {} and {} one?", name(state, *a), name(state, *b))
        }
        Proposal::Kind { at, kind, .. } => {
            let kind = crate::project::one_of(*kind);
            format!("Is {} {kind}?", name(state, *at))
        }
        Proposal::WeakRelation { line } => {
            let ends = line.ends.map(|(a, b)| (name(state, a), name(state, b)));
            let (a, b) = ends.unwrap_or_default();
            format!("Is it told here: {a} {} {b}?", line.kind.label())
        }
    }
}

const fn words(what: &Proposal) -> (&'static str, &'static str) {
    match what {
        Proposal::Join { .. } => ("Join them", "Never join"),
        Proposal::Kind { .. } => ("Yes", "No"),
        Proposal::WeakRelation { .. } => ("Confirm", "Reject"),
    }
}

/// The sentences around what is to be looked at.
fn evidence(state: &State, anchors: &[Anchor]) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    for at in anchors {
        let Some(article) = state.article(at.article) else {
            continue;
        };
        let span = cards::sentence_around(article, at.span);
        let sentence = Anchor {
            article: at.article,
            span,
        };
        let marks = if span == at.span {
            Vec::new()
        } else {
            vec![at.span]
        };
        match cited.iter_mut().find(|known| known.sentence == sentence) {
            Some(known) => known.marks.extend(marks),
            None => cited.push(Cited {
                sentence,
                marks,
                said_by: None,
                independent: true,
            }),
        }
    }
    cited
}

//! A line: what kind it is, whether it happened, between whom. Changed where it was found, or told where nobody found it.

use eframe::egui::{Grid, Ui};

use crate::app::correcting::lines_of;
use crate::app::panels::forms::chooser::Chooser;
use crate::app::panels::forms::{Done, buttons, choice, head};
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::model::{Anchor, Edit, EntityId, Line, RelationId, RelationKind, Status};

#[derive(Debug)]
pub struct RelationForm {
    /// Empty for a line that is told anew.
    lines: Vec<Line>,
    was: Option<(RelationKind, Status, EntityId, EntityId)>,
    sentence: Anchor,
    kind: RelationKind,
    status: Status,
    source: Chooser,
    target: Chooser,
}

impl RelationForm {
    pub fn of(state: &State, id: &RelationId) -> Option<Self> {
        let relation = state.graph.relation(id)?;
        let lines = lines_of(state, relation);
        let ends = (relation.source.clone(), relation.target.clone());
        let sentence = lines.first()?.sentence;
        let near = in_sentence(state, sentence);
        Some(Self {
            lines,
            was: Some((
                relation.kind,
                relation.status,
                ends.0.clone(),
                ends.1.clone(),
            )),
            sentence,
            kind: relation.kind,
            status: relation.status,
            source: Chooser::new("source", Some(ends.0), near.clone()),
            target: Chooser::new("target", Some(ends.1), near),
        })
    }

    pub fn in_sentence(state: &State, sentence: Anchor) -> Self {
        let near = in_sentence(state, sentence);
        Self {
            lines: Vec::new(),
            was: None,
            sentence,
            kind: RelationKind::Meets,
            status: Status::Asserted,
            source: Chooser::new("source", near.first().cloned(), near.clone()),
            target: Chooser::new("target", near.get(1).cloned(), near),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, state: &State) -> Done {
        let is_new = self.lines.is_empty();
        head(
            ui,
            if is_new {
                "Add a relation"
            } else {
                "Put the relation right"
            },
        );
        if let Some(article) = state.article(self.sentence.article) {
            pieces::quote_ui(ui, &article.text, self.sentence.span, &[], 4);
            ui.add_space(6.0);
        }
        let spacing = [12.0, 8.0];
        Grid::new("relation")
            .num_columns(2)
            .spacing(spacing)
            .show(ui, |ui| {
                ui.label("From");
                ui.vertical(|ui| self.source.ui(ui, state));
                ui.end_row();
                ui.label("What");
                let all = RelationKind::ALL.iter().copied();
                choice(ui, "What", &mut self.kind, all, |kind| {
                    kind.label().to_owned()
                });
                ui.end_row();
                ui.label("To");
                ui.vertical(|ui| self.target.ui(ui, state));
                ui.end_row();
                ui.label("Status");
                let all = Status::ALL.iter().copied();
                choice(ui, "Status", &mut self.status, all, |status| {
                    status.label().to_lowercase()
                });
                ui.end_row();
            });
        if pieces::link(ui, "Turn around").clicked() {
            std::mem::swap(&mut self.source.chosen, &mut self.target.chosen);
        }
        let ends = self.source.chosen.clone().zip(self.target.chosen.clone());
        let valid = ends.as_ref().is_some_and(|(a, b)| a != b);
        match buttons(ui, if is_new { "Add" } else { "Change" }, valid) {
            Some(true) => Done::Edits(self.edits(state)),
            Some(false) => Done::Cancelled,
            None => Done::NotYet,
        }
    }

    fn edits(&self, state: &State) -> Vec<Edit> {
        let (Some(source), Some(target)) = (&self.source.chosen, &self.target.chosen) else {
            return Vec::new();
        };
        let Some(ends) = state.anchor_of(source).zip(state.anchor_of(target)) else {
            return Vec::new();
        };
        let Some((kind, status, from, to)) = &self.was else {
            return vec![Edit::Relate {
                source: ends.0,
                target: ends.1,
                kind: self.kind,
                status: self.status,
                sentence: self.sentence,
            }];
        };
        let mut edits = Vec::new();
        for line in &self.lines {
            let mut line = *line;
            if (from, to) != (source, target) {
                let (source, target) = ends;
                edits.push(Edit::Redirect {
                    line,
                    source,
                    target,
                });
                line.ends = Some(ends);
            }
            if *kind != self.kind {
                edits.push(Edit::Retype {
                    line,
                    to: self.kind,
                });
                line.kind = self.kind;
            }
            if *status != self.status {
                edits.push(Edit::SetStatus {
                    line,
                    status: self.status,
                });
            }
        }
        edits
    }
}

/// Who is named in a sentence, in order.
fn in_sentence(state: &State, sentence: Anchor) -> Vec<EntityId> {
    let mut ids: Vec<EntityId> = Vec::new();
    for (span, entity) in state.graph.mentions_in(sentence.article) {
        if sentence.span.contains(span) && !ids.contains(&entity.id) {
            ids.push(entity.id.clone());
        }
    }
    ids
}

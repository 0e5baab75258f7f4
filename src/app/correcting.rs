//! What the user puts right: from what is pointed at on the screen to edits by anchor.

use std::sync::Arc;

use crate::app::App;
use crate::app::commands::{Correction, Selection};
use crate::app::state::State;
use crate::app::viewing::{left_view, reached_view};
use crate::model::{Anchor, Edit, Entity, EntityId, Form, Line, Noted, Relation};

impl App {
    pub(super) fn correct(&mut self, correction: &Correction) {
        let edits = edits(&self.state, correction);
        self.edit_all(edits);
        if let Correction::Delete(_) = correction {
            self.state.select(Selection::default());
        }
    }

    /// Takes back or does again until `n` steps hold.
    pub(super) fn go_to_step(&mut self, n: usize) {
        let mut picture = Arc::clone(&self.state.positions);
        let mut changed = false;
        let mut worn = None;
        while self.state.project.journal.done() > n {
            let step = self.state.project.journal.done() - 1;
            let Some(edit) = self.state.project.journal.undo().cloned() else {
                break;
            };
            let before = self.state.history.undone(step, Arc::clone(&picture));
            let before = before.or_else(|| self.stood_before(&edit, &picture));
            worn = left_view(&edit).or(worn);
            picture = before.unwrap_or(picture);
            changed = true;
        }
        while self.state.project.journal.done() < n {
            let step = self.state.project.journal.done();
            let Some(edit) = self.state.project.journal.redo().cloned() else {
                break;
            };
            let after = self.state.history.redone(step);
            let after = after.or_else(|| self.stands_after(&edit, &picture));
            worn = reached_view(&edit).or(worn);
            picture = after.unwrap_or(picture);
            changed = true;
        }
        if changed {
            self.wear_of(worn);
            self.show_step(picture);
        }
    }
}

/// The edits that say it.
pub fn edits(state: &State, correction: &Correction) -> Vec<Edit> {
    let at = |id: &EntityId| state.anchor_of(id);
    match correction {
        Correction::Join(ids) => {
            let main = main_of(state, ids);
            let Some(a) = main.and_then(at) else {
                return Vec::new();
            };
            let others = ids.iter().filter(|id| Some(*id) != main).filter_map(at);
            others.map(|b| Edit::Merge { a, b }).collect()
        }
        Correction::KeepApart(a, b) => {
            let pair = at(a).zip(at(b));
            pair.map(|(a, b)| Edit::KeepApart { a, b })
                .into_iter()
                .collect()
        }
        Correction::Delete(ids) => ids
            .iter()
            .filter_map(at)
            .map(|at| Edit::Delete { at })
            .collect(),
        Correction::Confirm(id) => of_lines(state, id, |line| Edit::Confirm { line }),
        Correction::Reject(id) => of_lines(state, id, |line| Edit::Reject { line }),
    }
}

/// Of several that are one, the one that keeps its name: the most spoken of.
pub fn main_of<'i>(state: &State, ids: &'i [EntityId]) -> Option<&'i EntityId> {
    ids.iter().max_by_key(|id| {
        let entity = state.graph.entity(id);
        let n = entity.map_or(0, |entity| entity.mentions.len());
        let named = entity.is_some_and(|entity| entity.named);
        (named, n, std::cmp::Reverse(*id))
    })
}

/// An edit for each sentence that tells the relation.
pub fn of_lines(
    state: &State,
    id: &crate::model::RelationId,
    edit: impl Fn(Line) -> Edit,
) -> Vec<Edit> {
    let relation = state.graph.relation(id);
    let lines = relation.map_or_else(Vec::new, |relation| lines_of(state, relation));
    lines.into_iter().map(edit).collect()
}

/// How edits call a relation: one line for each sentence that tells it.
pub fn lines_of(state: &State, relation: &Relation) -> Vec<Line> {
    let line = |sentence: Anchor| Line {
        sentence,
        kind: relation.kind,
        status: relation.status,
        ends: end_in(state, &relation.source, sentence).zip(end_in(
            state,
            &relation.target,
            sentence,
        )),
    };
    let sentences = relation.evidence.iter().map(|told| told.sentence);
    sentences.map(line).collect()
}

/// A mention of the node in the sentence, else anywhere.
fn end_in(state: &State, id: &EntityId, sentence: Anchor) -> Option<Anchor> {
    let entity = state.graph.entity(id)?;
    let is_here = |at: &Anchor| {
        at.article == sentence.article
            && sentence.span.contains(at.span)
            && state
                .graph
                .entity_at(*at)
                .is_some_and(|found| found.id == *id)
    };
    let mut mentions = entity.mentions.iter().map(|(at, _)| *at);
    mentions.find(is_here).or_else(|| state.anchor_of(id))
}

/// What a note on the relation is addressed to.
pub fn noted_line(state: &State, relation: &Relation) -> Option<Noted> {
    lines_of(state, relation).first().copied().map(Noted::Line)
}

/// The mention that says best who it is: by its name, else by any name, else the first.
pub fn best_mention(entity: &Entity, text: impl Fn(Anchor) -> String) -> Vec<Anchor> {
    let mut mentions: Vec<(u8, Anchor)> = entity
        .mentions
        .iter()
        .map(|(at, form)| {
            let rank = match form {
                Form::Name if text(*at) == entity.name => 0,
                Form::Name => 1,
                Form::Metonym | Form::Demonym => 2,
                Form::Nominal => 3,
                Form::Pronoun => 4,
            };
            (rank, *at)
        })
        .collect();
    mentions.sort();
    mentions.into_iter().map(|(_, at)| at).collect()
}

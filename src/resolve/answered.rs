//! Which questions the user has answered already, so that nobody is asked twice.

use std::collections::BTreeSet;

use crate::model::{Anchor, Edit, Line, Proposal};
use crate::resolve::edits::{Edits, Holders, meets};

/// What was said about pairs, kinds and lines.
#[derive(Debug)]
pub(super) struct Answered<'a> {
    holders: &'a Holders,
    /// Indices of two entities, the lower first.
    apart: BTreeSet<(usize, usize)>,
    kinds: BTreeSet<usize>,
    split: BTreeSet<Anchor>,
    lines: Vec<&'a Line>,
}

impl<'a> Answered<'a> {
    pub fn of(holders: &'a Holders, edits: &Edits<'a>) -> Self {
        let mut answered = Self {
            holders,
            apart: BTreeSet::new(),
            kinds: BTreeSet::new(),
            split: BTreeSet::new(),
            lines: Vec::new(),
        };
        for (_, edit) in edits.each() {
            match edit {
                Edit::KeepApart { a, b } => {
                    let pair = answered.pair(*a, *b);
                    answered.apart.extend(pair);
                }
                Edit::SetKind { at, .. } => answered.kinds.extend(holders.at(*at)),
                Edit::Split { mentions } => answered.split.extend(mentions),
                Edit::Confirm { line } | Edit::SetStatus { line, .. } => answered.lines.push(line),
                _ => {}
            }
        }
        answered
    }

    pub fn knows(&self, proposal: &Proposal) -> bool {
        match proposal {
            Proposal::Join { a, b } => {
                let is_apart = self
                    .pair(*a, *b)
                    .is_some_and(|pair| self.apart.contains(&pair));
                is_apart || self.split.contains(a) || self.split.contains(b)
            }
            Proposal::Kind { at, .. } => self
                .holders
                .at(*at)
                .is_some_and(|at| self.kinds.contains(&at)),
            Proposal::WeakRelation { line } => self
                .lines
                .iter()
                .any(|known| known.kind == line.kind && meets(known.sentence, line.sentence)),
        }
    }

    fn pair(&self, a: Anchor, b: Anchor) -> Option<(usize, usize)> {
        let (a, b) = (self.holders.at(a)?, self.holders.at(b)?);
        Some((a.min(b), a.max(b)))
    }
}

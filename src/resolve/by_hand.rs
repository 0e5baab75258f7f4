//! What the user said of single mentions: which are none, which go together, which were missed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Anchor, Chain, ChainId, Edit, Form, Kind, Reading, Subkind};
use crate::resolve::edits::{Edits, nearly_same, reading_of};
use crate::resolve::nodes::{anchor, one_line};

/// How the chains of readings are to be cut and added to.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    dropped: BTreeSet<Anchor>,
    /// Mentions that leave their chain, with the number of the edit that says so.
    split: BTreeMap<Anchor, usize>,
    pub added: Vec<Added>,
}

/// Words that the reader took for nothing.
#[derive(Debug)]
pub(super) struct Added {
    /// Index into the readings.
    pub reading: usize,
    pub id: ChainId,
    pub chain: Chain,
    pub at: Anchor,
    pub form: Form,
    /// The mention whose thing it is, where the user said which; then it is compared with no other.
    pub of: Option<Anchor>,
}

impl Mentions {
    pub fn of(readings: &[&Reading], edits: &mut Edits) -> Self {
        let mut mentions = Self::default();
        for (number, edit) in edits.each() {
            if mentions.take(readings, number, edit) {
                edits.found(number);
            }
        }
        mentions
    }

    pub fn is_dropped(&self, mention: Anchor) -> bool {
        self.dropped.contains(&mention)
    }

    /// Mentions that were split off together have the same number.
    pub fn split(&self, mention: Anchor) -> Option<usize> {
        self.split.get(&mention).copied()
    }

    /// Whether the edit is one of these and found its place.
    fn take(&mut self, readings: &[&Reading], number: usize, edit: &Edit) -> bool {
        match edit {
            Edit::NotAMention { at } => {
                self.dropped.extend(mention_at(readings, *at));
                reading_of(readings, at.article).is_some()
            }
            Edit::Split { mentions } => {
                let found = mentions.iter().filter_map(|at| mention_at(readings, *at));
                let found: Vec<Anchor> = found.collect();
                self.split.extend(found.iter().map(|at| (*at, number)));
                !found.is_empty()
            }
            Edit::KeepApart { a, b } => {
                // A reader that takes both for one within an article is put right here.
                self.split.extend(
                    same_chain(readings, *a, *b)
                        .into_iter()
                        .map(|at| (at, number)),
                );
                false
            }
            Edit::AddMention { at, of } => match mention_at(readings, *at) {
                Some(found) => {
                    self.split.insert(found, number);
                    false
                }
                None => {
                    self.add(readings, *at, Err(*of));
                    false
                }
            },
            Edit::AddEntity { at, kind, subkind } => {
                mention_at(readings, *at).is_some()
                    || self.add(readings, *at, Ok((*kind, *subkind)))
            }
            _ => false,
        }
    }

    fn add(
        &mut self,
        readings: &[&Reading],
        at: Anchor,
        what: Result<(Kind, Option<Subkind>), Anchor>,
    ) -> bool {
        let Some((reading, read)) = reading_of(readings, at.article) else {
            return false;
        };
        let name = one_line(at.span.of(&read.article.text));
        let known = self.added.iter().any(|added| added.at == at);
        if name.is_empty() || known {
            return known;
        }
        let named = name.chars().any(char::is_uppercase);
        // Whose kind it is will be seen at the mention it belongs to.
        let (kind, subkind) = what.unwrap_or((Kind::Person, None));
        // Counted down from the end, where no chain of a reading can be.
        let id = ChainId(u32::MAX - self.added.len() as u32);
        self.added.push(Added {
            reading,
            id,
            chain: Chain {
                kind,
                subkind,
                name,
                iso: None,
                named,
                roles: Vec::new(),
            },
            at,
            form: if named { Form::Name } else { Form::Nominal },
            of: what.err(),
        });
        true
    }
}

/// The mention the reader found there: exactly, else nearly.
fn mention_at(readings: &[&Reading], at: Anchor) -> Option<Anchor> {
    let (_, reading) = reading_of(readings, at.article)?;
    let mentions = || reading.mentions.iter();
    let exact = mentions().find(|mention| mention.span == at.span);
    let near = || mentions().find(|mention| nearly_same(mention.span, at.span));
    exact.or_else(near).map(|mention| anchor(reading, mention))
}

/// The mentions that go with `b`, where `a` and `b` were put into one chain.
fn same_chain(readings: &[&Reading], a: Anchor, b: Anchor) -> Vec<Anchor> {
    let chain_at = |at: Anchor| {
        let (n, reading) = reading_of(readings, at.article)?;
        let found = mention_at(readings, at)?;
        let mut mentions = reading.mentions.iter();
        let mention = mentions.find(|mention| mention.span == found.span)?;
        Some((n, reading, mention))
    };
    let (Some((n, reading, first)), Some((m, _, second))) = (chain_at(a), chain_at(b)) else {
        return Vec::new();
    };
    if (n, first.of) != (m, second.of) {
        return Vec::new();
    }
    let words = second.span.of(&reading.article.text);
    let go_along = reading.mentions.iter().filter(|mention| {
        mention.of == second.of
            && mention.span != first.span
            && mention.span.of(&reading.article.text) == words
    });
    go_along.map(|mention| anchor(reading, mention)).collect()
}

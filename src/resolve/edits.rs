//! What the user said, sorted by what it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Anchor, Edit, Entity, EntityId, Kind, RelationKind, Status, Subkind};

/// A relation told by hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct ByHand {
    pub source: Anchor,
    pub target: Anchor,
    pub kind: RelationKind,
    pub status: Status,
    pub sentence: Anchor,
}

/// The edits that change the graph, groups opened, in order.
#[derive(Debug, Default)]
pub(super) struct Edits {
    merges: Vec<(Anchor, Anchor)>,
    splits: BTreeSet<Anchor>,
    pub names: Vec<(Anchor, String)>,
    pub kinds: Vec<(Anchor, Kind, Option<Subkind>)>,
    /// `true` hides.
    visibility: Vec<(Anchor, bool)>,
    pub related: Vec<ByHand>,
    rejected: BTreeSet<(Anchor, RelationKind)>,
    statuses: BTreeMap<(Anchor, RelationKind), Status>,
}

impl Edits {
    pub fn of(edits: &[Edit]) -> Self {
        let mut sorted = Self::default();
        for edit in edits {
            sorted.take(edit);
        }
        sorted
    }

    fn take(&mut self, edit: &Edit) {
        match edit {
            Edit::Group(edits) => {
                for edit in edits {
                    self.take(edit);
                }
            }
            Edit::Merge { a, b } => self.merges.push((*a, *b)),
            Edit::Split { mention } => {
                self.splits.insert(*mention);
            }
            Edit::Rename { at, name } => self.names.push((*at, name.clone())),
            Edit::SetKind { at, kind, subkind } => self.kinds.push((*at, *kind, *subkind)),
            Edit::Hide { at } => self.visibility.push((*at, true)),
            Edit::Show { at } => self.visibility.push((*at, false)),
            Edit::Relate {
                source,
                target,
                kind,
                status,
                sentence,
            } => self.related.push(ByHand {
                source: *source,
                target: *target,
                kind: *kind,
                status: *status,
                sentence: *sentence,
            }),
            Edit::Reject { sentence, kind } => {
                self.rejected.insert((*sentence, *kind));
            }
            Edit::SetStatus {
                sentence,
                kind,
                status,
            } => {
                self.statuses.insert((*sentence, *kind), *status);
            }
            Edit::AddArticle(_)
            | Edit::RemoveArticle(_)
            | Edit::Pin { .. }
            | Edit::Arrange { .. } => {}
        }
    }

    pub fn merges(&self) -> impl Iterator<Item = (Anchor, Anchor)> {
        self.merges.iter().copied()
    }

    pub fn is_split(&self, mention: Anchor) -> bool {
        self.splits.contains(&mention)
    }

    /// Whether the relation of this kind told at `sentence` is to be left out.
    pub fn is_rejected(&self, sentence: Anchor, kind: RelationKind) -> bool {
        self.rejected
            .iter()
            .any(|(at, rejected)| *rejected == kind && meets(*at, sentence))
    }

    pub fn status(&self, sentence: Anchor, kind: RelationKind) -> Option<Status> {
        let told = |((at, of), _): &(&(Anchor, RelationKind), &Status)| {
            *of == kind && meets(*at, sentence)
        };
        self.statuses.iter().find(told).map(|(_, status)| *status)
    }

    /// Entities that were hidden and not shown again.
    pub fn hidden(&self, entities: &[Entity]) -> BTreeSet<EntityId> {
        let mut hidden = BTreeSet::new();
        for (at, hide) in &self.visibility {
            let Some(entity) = entity_at(entities, *at) else {
                continue;
            };
            if *hide {
                hidden.insert(entity.id.clone());
            } else {
                hidden.remove(&entity.id);
            }
        }
        hidden
    }
}

/// Sentences survive a better reader that cuts them a little differently.
fn meets(a: Anchor, b: Anchor) -> bool {
    a.article == b.article && a.span.overlaps(b.span)
}

/// The entity with a mention at this anchor: exactly there, else the shortest that overlaps it.
pub(super) fn entity_at(entities: &[Entity], anchor: Anchor) -> Option<&Entity> {
    let overlapping = entities.iter().flat_map(|entity| {
        let here = entity
            .mentions
            .iter()
            .filter(move |(known, _)| meets(*known, anchor));
        here.map(move |(known, _)| (*known != anchor, known.span.len(), entity))
    });
    overlapping
        .min_by_key(|(other, len, _)| (*other, *len))
        .map(|(_, _, entity)| entity)
}

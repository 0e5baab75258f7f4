//! Questions to a graph: what is visible under a filter, who matches a search.
//!
//! Takes a [`Graph`] and a question, gives ids. Never changes or draws anything.

use std::collections::BTreeSet;

use crate::model::{ArticleId, EntityId, Graph, Kind, RelationId, Status, Tone};

/// What the user wants to see. Empty sets hide nothing: they list what is switched off.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub kinds_off: BTreeSet<Kind>,
    pub tones_off: BTreeSet<Tone>,
    pub statuses_off: BTreeSet<Status>,
    pub articles_off: BTreeSet<ArticleId>,
}

/// What a filter leaves, sorted by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Visible {
    pub entities: BTreeSet<EntityId>,
    pub relations: BTreeSet<RelationId>,
}

/// What of `graph` is to be seen.
pub fn filter(graph: &Graph, _filter: &Filter) -> Visible {
    Visible {
        entities: graph
            .entities()
            .iter()
            .map(|entity| entity.id.clone())
            .collect(),
        relations: graph
            .relations()
            .iter()
            .map(|relation| relation.id.clone())
            .collect(),
    }
}

/// Entities whose name or other name matches what was typed, best first.
pub fn search(_graph: &Graph, _typed: &str) -> Vec<EntityId> {
    Vec::new()
}

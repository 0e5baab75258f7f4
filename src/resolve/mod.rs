//! Readings and edits to one graph.
//!
//! Takes what each article says and what the user said; gives the [`Graph`], and what it would ask the user about it. Pure; the order of articles does not matter; edits win.

mod answered;
mod by_hand;
mod cluster;
mod corrections;
mod edits;
mod entities;
mod hide;
mod named;
mod nodes;
mod people;
mod relations;
mod sources;
mod spelling;
mod suggestions;
mod taught;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Anchor, Edit, Entity, EntityId, Graph, Noted, Reading, Source};
use crate::resolve::answered::Answered;
use crate::resolve::edits::{Edits, Holders};

/// A graph, and what of the edits found nothing to hold on to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Resolved {
    pub graph: Graph,
    /// Indices of edits that speak of a place that is not there now; ascending. They wake when it comes back.
    pub asleep: Vec<usize>,
}

/// Puts readings together. `edits` are the active ones of the journal, oldest first; those about articles and pins are others' business.
pub fn resolve(readings: &[Arc<Reading>], edits: &[Edit]) -> Graph {
    resolve_all(readings, edits).graph
}

/// As [`resolve`], and says which edits sleep.
pub fn resolve_all(readings: &[Arc<Reading>], edits: &[Edit]) -> Resolved {
    let mut readings: Vec<&Reading> = readings.iter().map(Arc::as_ref).collect();
    readings.sort_by_key(|reading| reading.article.id);
    readings.dedup_by_key(|reading| reading.article.id);
    let mut edits = Edits::of(edits);
    let mentions = by_hand::Mentions::of(&readings, &mut edits);
    let nodes = nodes::nodes(&readings, &mentions);
    let holders = nodes::holders(&nodes);
    let mut clusters = cluster::clusters(&readings, &nodes, &holders, &mut edits);
    let (entities, ids) =
        entities::entities(&readings, &nodes, &holders, &mut clusters, &mut edits);
    let holders = entity_holders(&entities);
    let relations = relations::relations(&readings, &ids, &entities, &holders, &mut edits);
    let hidden = hidden(&entities, &holders, &mut edits);
    let answered = Answered::of(&holders, &edits);
    let graph = hide::without_hidden(entities, relations, |id| hidden.contains(id));
    let suggestions = suggestions::suggestions(graph.entities(), graph.relations(), &answered);
    Resolved {
        graph: graph
            .with_suggestions(suggestions)
            .with_sources(sources(&readings)),
        asleep: edits.asleep(),
    }
}

/// How each mention was found: of one that is of two nodes, the first way.
fn sources(readings: &[&Reading]) -> BTreeMap<Anchor, Source> {
    let mut sources = BTreeMap::new();
    for reading in readings {
        for mention in &reading.mentions {
            let at = Anchor {
                article: reading.article.id,
                span: mention.span,
            };
            sources.entry(at).or_insert(mention.source);
        }
    }
    sources
}

fn entity_holders(entities: &[Entity]) -> Holders {
    let mentions = entities.iter().enumerate().flat_map(|(at, entity)| {
        let places = entity.mentions.iter();
        places.map(move |(anchor, _)| (*anchor, at))
    });
    Holders::of(mentions)
}

/// Entities that were hidden and not shown again, or deleted.
fn hidden(entities: &[Entity], holders: &Holders, edits: &mut Edits) -> BTreeSet<EntityId> {
    let mut hidden = BTreeSet::new();
    let mut deleted = BTreeSet::new();
    for (number, edit) in edits.each() {
        let (Edit::Hide { at }
        | Edit::Show { at }
        | Edit::Delete { at }
        | Edit::Pin { at, .. }
        | Edit::Note {
            on: Noted::Node(at),
            ..
        }) = edit
        else {
            continue;
        };
        let Some(entity) = holders.at(*at).and_then(|at| entities.get(at)) else {
            continue;
        };
        edits.found(number);
        match edit {
            Edit::Hide { .. } => {
                hidden.insert(entity.id.clone());
            }
            Edit::Show { .. } => {
                hidden.remove(&entity.id);
            }
            Edit::Delete { .. } => {
                deleted.insert(entity.id.clone());
            }
            _ => {}
        }
    }
    hidden.append(&mut deleted);
    hidden
}

#[cfg(test)]
mod edit_tests;
#[cfg(test)]
mod identity_tests;
#[cfg(test)]
mod tests;

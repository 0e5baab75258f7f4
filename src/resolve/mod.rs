//! Readings and edits to one graph.
//!
//! Takes what each article says and what the user said; gives the [`Graph`], and what it would ask the user about it. Pure; the order of articles does not matter; edits win.

mod cluster;
mod edits;
mod entities;
mod hide;
mod nodes;
mod people;
mod relations;
mod sources;
mod spelling;
mod suggestions;

use std::sync::Arc;

use crate::model::{Edit, Graph, Reading};

/// Puts readings together. `edits` are the active ones of the journal, oldest first; those about articles and pins are others' business.
pub fn resolve(readings: &[Arc<Reading>], edits: &[Edit]) -> Graph {
    let mut readings: Vec<&Reading> = readings.iter().map(Arc::as_ref).collect();
    readings.sort_by_key(|reading| reading.article.id);
    readings.dedup_by_key(|reading| reading.article.id);
    let edits = edits::Edits::of(edits);
    let nodes = nodes::nodes(&readings, &edits);
    let mut clusters = cluster::clusters(&readings, &nodes, &edits);
    let (entities, ids) = entities::entities(&readings, &nodes, &mut clusters, &edits);
    let relations = relations::relations(&readings, &ids, &entities, &edits);
    let hidden = edits.hidden(&entities);
    let graph = hide::without_hidden(entities, relations, |id| hidden.contains(id));
    let suggestions = suggestions::suggestions(graph.entities(), graph.relations(), &edits);
    graph.with_suggestions(suggestions)
}

#[cfg(test)]
mod tests;

//! The map against another one: what is marked on it, and where stood what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::state::State;
use crate::model::{Anchor, Date, Entity, EntityId, Graph, Kind, MapPos, RelationId};
use crate::query::{self, Changes};

/// Between what is gone and the one it stood with, where nobody knows better; in map units.
const BESIDE: f32 = 90.0;
/// From one to the next in a row below the map.
const ROW_STEP: f32 = 130.0;

/// The map against another one.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    pub title: String,
    pub before: Arc<Graph>,
    /// Where the nodes of `before` stood, as far as that is known.
    stood: Vec<(Anchor, MapPos)>,
    after: After,
    pub changes: Changes,
    pub marks: MapMarks,
}

/// What of the map is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    Whole,
    /// What the filters leave.
    Shown,
    /// What articles up to this day tell.
    Until(Date),
}

/// What a comparison marks on the map. Nothing moves for it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MapMarks {
    pub new: BTreeSet<EntityId>,
    pub new_lines: BTreeSet<RelationId>,
    /// Told with another status than before.
    pub restated: BTreeSet<RelationId>,
    pub ghosts: Vec<Ghost>,
    pub gone_lines: Vec<[End; 2]>,
}

/// What was there before and is no more.
#[derive(Clone, PartialEq, Debug)]
pub struct Ghost {
    pub name: String,
    pub kind: Kind,
    pub at: MapPos,
}

/// An end of a line that is gone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    Node(EntityId),
    /// By its place among the ghosts.
    Ghost(usize),
}

impl State {
    /// Compares the map with `before`, and again whenever the map changes.
    pub fn compare(
        &mut self,
        title: String,
        before: Arc<Graph>,
        stood: Vec<(Anchor, MapPos)>,
        after: After,
    ) {
        let now = self.compared_part(after);
        let changes = query::changes(&before, &now);
        let marks = self.marks(&before, &now, &stood, &changes);
        self.compared = Some(Compared {
            title,
            before,
            stood,
            after,
            changes,
            marks,
        });
    }

    pub(super) fn compare_again(&mut self) {
        if let Some(old) = self.compared.take() {
            self.compare(old.title, old.before, old.stood, old.after);
        }
    }

    fn compared_part(&self, after: After) -> Arc<Graph> {
        match after {
            After::Whole => Arc::clone(&self.graph),
            After::Shown => {
                let visible = query::filter(&self.graph, &self.filter, &self.calendar);
                Arc::new(part(
                    &self.graph,
                    |entity| visible.entities.contains(&entity.id),
                    |id| visible.relations.contains(id),
                ))
            }
            After::Until(day) => {
                let is_in = |at: &Anchor| {
                    let published = self.calendar.get(&at.article);
                    published.is_none_or(|date| *date <= day)
                };
                let told = |id: &RelationId| {
                    let relation = self.graph.relation(id);
                    let mut evidence = relation.iter().flat_map(|relation| &relation.evidence);
                    evidence.any(|told| is_in(&told.sentence))
                };
                let named = |entity: &Entity| entity.mentions.iter().any(|(at, _)| is_in(at));
                Arc::new(part(&self.graph, named, told))
            }
        }
    }

    fn marks(
        &self,
        before: &Graph,
        after: &Graph,
        stood: &[(Anchor, MapPos)],
        changes: &Changes,
    ) -> MapMarks {
        let mut ghosts = Vec::new();
        let mut ends: BTreeMap<&EntityId, End> = BTreeMap::new();
        for entity in before.entities() {
            let gone = changes.gone_entities.binary_search(&entity.id);
            let end = match query::now(entity, after) {
                Some(now) if gone.is_err() => End::Node(self.drawn_as(&now.id)),
                _ => {
                    let at = self.ghost_place(entity, before, stood, ghosts.len());
                    ghosts.push(Ghost {
                        name: entity.name.clone(),
                        kind: entity.kind,
                        at,
                    });
                    End::Ghost(ghosts.len() - 1)
                }
            };
            ends.insert(&entity.id, end);
        }
        let gone_lines = changes.gone_relations.iter().filter_map(|id| {
            let relation = before.relation(id)?;
            let [a, b] = [&relation.source, &relation.target].map(|end| ends.get(end).cloned());
            Some([a?, b?])
        });
        MapMarks {
            new: changes.new_entities.iter().cloned().collect(),
            new_lines: changes.new_relations.iter().cloned().collect(),
            restated: changes.restated.iter().map(|(id, _)| id.clone()).collect(),
            gone_lines: gone_lines.collect(),
            ghosts,
        }
    }

    /// The node that stands for it on the map.
    fn drawn_as(&self, id: &EntityId) -> EntityId {
        self.stands_for.get(id).unwrap_or(id).clone()
    }

    /// Where it stood; else beside one it dealt with, else below the map.
    fn ghost_place(
        &self,
        entity: &Entity,
        before: &Graph,
        stood: &[(Anchor, MapPos)],
        number: usize,
    ) -> MapPos {
        let is_its = |at: &Anchor| entity.mentions.iter().any(|(mention, _)| mention == at);
        let known = stood.iter().find(|(at, _)| is_its(at));
        if let Some((_, at)) = known.filter(|_| self.stands_alike(stood)) {
            return *at;
        }
        let now = query::now(entity, &self.graph);
        if let Some(at) = now.and_then(|now| self.positions.get(&now.id)) {
            return at;
        }
        let neighbour = before.relations_of(&entity.id).find_map(|relation| {
            let other = if relation.source == entity.id {
                &relation.target
            } else {
                &relation.source
            };
            let now = query::now(before.entity(other)?, &self.graph)?;
            self.positions.get(&now.id)
        });
        if let Some(at) = neighbour {
            // The golden angle: no two of them in one place.
            let angle = number as f32 * 2.399_963;
            return MapPos {
                x: at.x + BESIDE * angle.cos(),
                y: at.y + BESIDE * angle.sin(),
            };
        }
        let places = self.positions.at.iter().map(|(_, at)| at);
        let (left, bottom) = places.fold((f32::INFINITY, f32::NEG_INFINITY), |(x, y), at| {
            (x.min(at.x), y.max(at.y))
        });
        MapPos {
            x: if left.is_finite() { left } else { 0.0 } + ROW_STEP * number as f32,
            y: if bottom.is_finite() { bottom } else { 0.0 } + ROW_STEP,
        }
    }

    /// Whether places of the other map mean anything on this one: most nodes of both stand where they stood.
    fn stands_alike(&self, stood: &[(Anchor, MapPos)]) -> bool {
        let both = stood.iter().filter_map(|(at, then)| {
            let entity = self.graph.entity_at(*at)?;
            Some((*then, self.positions.get(&entity.id)?))
        });
        let (mut n, mut n_alike) = (0, 0);
        for (then, now) in both {
            n += 1;
            n_alike += usize::from((then.x - now.x).hypot(then.y - now.y) < BESIDE);
        }
        2 * n_alike >= n
    }
}

/// What of a graph is picked.
fn part(
    graph: &Graph,
    is_node_in: impl Fn(&Entity) -> bool,
    is_line_in: impl Fn(&RelationId) -> bool,
) -> Graph {
    let entities = graph.entities().iter().filter(|entity| is_node_in(entity));
    let relations = graph.relations().iter();
    let relations = relations.filter(|relation| is_line_in(&relation.id));
    Graph::new(entities.cloned().collect(), relations.cloned().collect())
}

//! The graph: entities and relations, sorted, with look-ups.

use std::collections::BTreeMap;

use crate::model::{
    Anchor, ArticleId, Entity, EntityId, Relation, RelationId, Source, Span, Suggestion,
};

/// Who deals with whom, derived from readings and edits; never changed in place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Graph {
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    /// For each entity, in order, the relations it is an end of.
    ends: Vec<Vec<u32>>,
    /// Every mention, with the entity it belongs to.
    places: BTreeMap<ArticleId, Vec<(Span, u32)>>,
    suggestions: Vec<Suggestion>,
    /// How each mention was found.
    sources: BTreeMap<Anchor, Source>,
}

impl Graph {
    /// Sorts by id; relations whose ends are not among the entities, or are the same, are dropped.
    pub fn new(mut entities: Vec<Entity>, mut relations: Vec<Relation>) -> Self {
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities.dedup_by(|a, b| a.id == b.id);
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        let index = |id: &EntityId| entities.binary_search_by(|entity| entity.id.cmp(id)).ok();
        relations.retain(|relation| {
            relation.source != relation.target
                && index(&relation.source).is_some()
                && index(&relation.target).is_some()
        });
        let mut ends = vec![Vec::new(); entities.len()];
        for (at, relation) in relations.iter().enumerate() {
            for end in [&relation.source, &relation.target] {
                if let Some(list) = index(end).and_then(|entity| ends.get_mut(entity)) {
                    list.push(at as u32);
                }
            }
        }
        let mut places: BTreeMap<ArticleId, Vec<(Span, u32)>> = BTreeMap::new();
        for (at, entity) in entities.iter().enumerate() {
            for (anchor, _) in &entity.mentions {
                places
                    .entry(anchor.article)
                    .or_default()
                    .push((anchor.span, at as u32));
            }
        }
        for list in places.values_mut() {
            list.sort_unstable();
        }
        Self {
            entities,
            relations,
            ends,
            places,
            suggestions: Vec::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The graph with what the program would ask the user about it.
    pub fn with_suggestions(self, suggestions: Vec<Suggestion>) -> Self {
        Self {
            suggestions,
            ..self
        }
    }

    /// The graph with how its mentions were found.
    pub fn with_sources(self, sources: BTreeMap<Anchor, Source>) -> Self {
        Self { sources, ..self }
    }

    /// How a mention was found; `None` where the user drew it.
    pub fn source_of(&self, mention: Anchor) -> Option<Source> {
        self.sources.get(&mention).copied()
    }

    /// Likely but unsure: never done without the user. In order of their first evidence.
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// Sorted by id.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Sorted by id.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    pub fn index_of(&self, id: &EntityId) -> Option<usize> {
        self.entities
            .binary_search_by(|entity| entity.id.cmp(id))
            .ok()
    }

    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.index_of(id).and_then(|at| self.entities.get(at))
    }

    pub fn relation(&self, id: &RelationId) -> Option<&Relation> {
        let at = self
            .relations
            .binary_search_by(|relation| relation.id.cmp(id))
            .ok()?;
        self.relations.get(at)
    }

    /// The relations an entity is an end of, sorted by id.
    pub fn relations_of(&self, id: &EntityId) -> impl Iterator<Item = &Relation> {
        let list = self.index_of(id).and_then(|at| self.ends.get(at));
        list.into_iter()
            .flatten()
            .filter_map(|&at| self.relations.get(at as usize))
    }

    /// The entity a mention belongs to: the one at exactly this span, else the innermost that overlaps it.
    pub fn entity_at(&self, anchor: Anchor) -> Option<&Entity> {
        let list = self.places.get(&anchor.article)?;
        let exact = list.iter().find(|(span, _)| *span == anchor.span);
        let near = || {
            list.iter()
                .filter(|(span, _)| span.overlaps(anchor.span))
                .min_by_key(|(span, _)| span.len())
        };
        let (_, at) = exact.or_else(near)?;
        self.entities.get(*at as usize)
    }

    /// Mentions of one article by place, each with its entity.
    pub fn mentions_in(&self, article: ArticleId) -> impl Iterator<Item = (Span, &Entity)> {
        let list = self.places.get(&article);
        list.into_iter()
            .flatten()
            .filter_map(|&(span, at)| Some((span, self.entities.get(at as usize)?)))
    }
}

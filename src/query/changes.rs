//! What became of a graph: what is new, what is gone, whose status changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, EntityId, Graph, Relation, RelationId, RelationKind, Status};

/// The differences between two graphs, each sorted by id. Ids of what is gone are those of the graph before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    pub new_entities: Vec<EntityId>,
    pub gone_entities: Vec<EntityId>,
    pub new_relations: Vec<RelationId>,
    pub gone_relations: Vec<RelationId>,
    /// The relation as it is now, and the status it had.
    pub restated: Vec<(RelationId, Status)>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a relation is apart from its status, by entities of the graph after; two who meet meet each other.
type Key = (EntityId, RelationKind, EntityId);

/// Things are the same if a mention is, else if they have one id; so a better name is no new node.
pub fn changes(before: &Graph, after: &Graph) -> Changes {
    let mut now_of: BTreeMap<&EntityId, EntityId> = BTreeMap::new();
    let mut gone_entities = Vec::new();
    for entity in before.entities() {
        match now(entity, after) {
            Some(now) => {
                now_of.insert(&entity.id, now.id.clone());
            }
            None => gone_entities.push(entity.id.clone()),
        }
    }
    let known: BTreeSet<&EntityId> = now_of.values().collect();
    let new_entities = after.entities().iter().map(|entity| &entity.id);
    let new_entities = new_entities.filter(|id| !known.contains(id)).cloned();
    let was = told(before, |id| now_of.get(id).cloned());
    let is = told(after, |id| Some(id.clone()));
    let mut changes = Changes {
        new_entities: new_entities.collect(),
        gone_entities,
        ..Changes::default()
    };
    for (key, now) in &is {
        let then = was.get(key).map(Vec::as_slice).unwrap_or_default();
        let fresh = |relation: &&&Relation| then.iter().all(|old| old.status != relation.status);
        let left: Vec<_> = then
            .iter()
            .filter(|old| now.iter().all(|relation| relation.status != old.status))
            .collect();
        for (number, relation) in now.iter().filter(fresh).enumerate() {
            match left.get(number) {
                Some(old) => changes.restated.push((relation.id.clone(), old.status)),
                None => changes.new_relations.push(relation.id.clone()),
            }
        }
    }
    let lost = before.relations().iter().filter(|relation| {
        let ends = now_of
            .get(&relation.source)
            .zip(now_of.get(&relation.target));
        ends.is_none_or(|(a, b)| !is.contains_key(&key(a.clone(), relation.kind, b.clone())))
    });
    changes.gone_relations = lost.map(|relation| relation.id.clone()).collect();
    changes.new_relations.sort();
    changes.restated.sort();
    changes
}

/// What a thing of another graph is in this one.
pub fn now<'g>(entity: &Entity, after: &'g Graph) -> Option<&'g Entity> {
    let mut mentions = entity.mentions.iter();
    let named = mentions.find_map(|(at, _)| after.entity_at(*at));
    named.or_else(|| after.entity(&entity.id))
}

fn told(
    graph: &Graph,
    id: impl Fn(&EntityId) -> Option<EntityId>,
) -> BTreeMap<Key, Vec<&Relation>> {
    let mut told: BTreeMap<Key, Vec<&Relation>> = BTreeMap::new();
    for relation in graph.relations() {
        if let (Some(a), Some(b)) = (id(&relation.source), id(&relation.target)) {
            told.entry(key(a, relation.kind, b))
                .or_default()
                .push(relation);
        }
    }
    told
}

fn key(a: EntityId, kind: RelationKind, b: EntityId) -> Key {
    if kind.directed() || a <= b {
        (a, kind, b)
    } else {
        (b, kind, a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::query::filter::tests::{entity, relation};

    #[test]
    fn new_gone_and_restated_are_told_apart() {
        let chad = || entity("Chad", Kind::State, &[1]);
        let niger = || entity("Niger", Kind::State, &[2]);
        let mali = || entity("Mali", Kind::State, &[3]);
        let meets = || relation("Chad", RelationKind::Meets, "Niger");
        let before = Graph::new(
            vec![chad(), niger()],
            vec![meets(), relation("Chad", RelationKind::Aids, "Niger")],
        );
        let mut denied = meets();
        denied.status = Status::Denied;
        denied.id = RelationId::new("denied");
        // Named anew, but the same mention.
        let mut tchad = chad();
        tchad.id = EntityId::new("Tchad");
        let mut now = denied.clone();
        now.source = tchad.id.clone();
        let after = Graph::new(
            vec![tchad, niger(), mali()],
            vec![now, relation("Mali", RelationKind::Aids, "Niger")],
        );
        let found = changes(&before, &after);
        assert_eq!(found.new_entities, [EntityId::new("Mali")]);
        assert_eq!(found.gone_entities, []);
        assert_eq!(found.new_relations, [RelationId::new("Mali aids Niger")]);
        assert_eq!(found.gone_relations, [RelationId::new("Chad aids Niger")]);
        assert_eq!(found.restated, [(denied.id, Status::Asserted)]);
        assert!(changes(&after, &after).is_empty());
        let back = changes(&after, &before);
        assert_eq!(back.gone_entities, [EntityId::new("Mali")]);
    }
}

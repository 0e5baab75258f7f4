//! Who belongs to whom, and a graph in which those who do are folded into one node.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entity, EntityId, Graph, Kind, Relation, RelationKind, RoleTime};

/// A minister of a ministry of a state belongs to the state; further than this nobody would say so.
const MOST_STEPS: usize = 3;

/// Everybody and everything that belongs to `of`, as the articles say: who holds an office in it now or represents it, what is
/// part of it or operated by it, and what belongs to these in turn. Never a state, and never `of` itself.
pub fn members(graph: &Graph, of: &EntityId) -> BTreeSet<EntityId> {
    let mut members = BTreeSet::new();
    let mut edge = vec![of.clone()];
    for _ in 0..MOST_STEPS {
        let mut next = Vec::new();
        for owner in &edge {
            for id in direct_members(graph, owner) {
                if id != *of && members.insert(id.clone()) {
                    next.push(id);
                }
            }
        }
        edge = next;
    }
    members
}

/// The graph in which each of `folded` stands for its members too, and who stands for whom. A line between a member and
/// somebody else is drawn from the one that stands for it; a member of two belongs to the first.
pub fn fold(graph: &Graph, folded: &BTreeSet<EntityId>) -> (Graph, BTreeMap<EntityId, EntityId>) {
    let mut stands_for: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    for of in folded {
        for member in members(graph, of) {
            if !folded.contains(&member) {
                stands_for.entry(member).or_insert_with(|| of.clone());
            }
        }
    }
    let end = |id: &EntityId| stands_for.get(id).unwrap_or(id).clone();
    let entities = graph.entities().iter();
    let entities = entities.filter(|entity| !stands_for.contains_key(&entity.id));
    let relations = graph.relations().iter().map(|relation| Relation {
        source: end(&relation.source),
        target: end(&relation.target),
        ..relation.clone()
    });
    let graph = Graph::new(entities.cloned().collect(), relations.collect());
    (graph, stands_for)
}

fn direct_members(graph: &Graph, of: &EntityId) -> BTreeSet<EntityId> {
    let holds = |entity: &&Entity| {
        let mut roles = entity.roles.iter();
        roles.any(|role| role.of.as_ref() == Some(of) && role.time == RoleTime::Current)
    };
    let by_office = graph.entities().iter().filter(holds);
    let by_office = by_office.map(|entity| &entity.id);
    let by_line = graph
        .relations_of(of)
        .filter_map(|relation| match relation.kind {
            RelationKind::HoldsOffice | RelationKind::Represents | RelationKind::PartOf
                if relation.target == *of =>
            {
                Some(&relation.source)
            }
            RelationKind::Operates if relation.source == *of => Some(&relation.target),
            _ => None,
        });
    let may_belong = |id: &&EntityId| {
        let entity = graph.entity(id);
        entity.is_some_and(|entity| !matches!(entity.kind, Kind::State | Kind::Event))
    };
    by_office
        .chain(by_line)
        .filter(may_belong)
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;
    use crate::query::filter::tests::{entity, relation};

    /// Norway with its minister, ministry, that one's spokeswoman and a frigate; Peru, whose minister the Norwegian one met.
    fn graph() -> Graph {
        let mut holm = entity("Holm", Kind::Person, &[1]);
        holm.roles.push(Role {
            title: "Foreign Minister".to_owned(),
            of: Some(EntityId::new("Norway")),
            time: RoleTime::Current,
            evidence: Vec::new(),
        });
        let mut vidal = holm.clone();
        vidal.id = EntityId::new("Vidal");
        vidal.roles[0].time = RoleTime::Former;
        let entities = vec![
            entity("Norway", Kind::State, &[1]),
            entity("Peru", Kind::State, &[1]),
            entity("Ministry", Kind::Organization, &[1]),
            entity("Berg", Kind::Person, &[1]),
            entity("Fjord", Kind::MilitaryAsset, &[1]),
            entity("Quispe", Kind::Person, &[1]),
            holm,
            vidal,
        ];
        let relations = vec![
            relation("Ministry", RelationKind::PartOf, "Norway"),
            relation("Berg", RelationKind::Represents, "Ministry"),
            relation("Norway", RelationKind::Operates, "Fjord"),
            relation("Quispe", RelationKind::HoldsOffice, "Peru"),
            relation("Holm", RelationKind::Meets, "Quispe"),
            relation("Norway", RelationKind::PartOf, "Peru"),
        ];
        Graph::new(entities, relations)
    }

    #[test]
    fn office_holders_parts_and_what_is_operated_belong_to_a_state() {
        let found = members(&graph(), &EntityId::new("Norway"));
        let found: Vec<_> = found.iter().map(EntityId::as_str).collect();
        assert_eq!(found, ["Berg", "Fjord", "Holm", "Ministry"]);
        let found = members(&graph(), &EntityId::new("Peru"));
        assert_eq!(found, [EntityId::new("Quispe")].into(), "never a state");
    }

    #[test]
    fn a_folded_state_takes_over_the_lines_of_its_people() {
        let both = ["Norway", "Peru"].map(EntityId::new).into();
        let (folded, stands_for) = fold(&graph(), &both);
        let names: Vec<_> = folded.entities().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["Norway", "Peru", "Holm"], "{names:?}");
        assert_eq!(stands_for.len(), 5);
        let meeting = folded
            .relation(&relation("Holm", RelationKind::Meets, "Quispe").id)
            .unwrap();
        assert_eq!(
            (meeting.source.as_str(), meeting.target.as_str()),
            ("Norway", "Peru")
        );
        let inner = relation("Ministry", RelationKind::PartOf, "Norway").id;
        assert_eq!(folded.relation(&inner), None, "inner lines are folded away");
    }
}

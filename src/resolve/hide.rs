//! What the user hid leaves the graph; what was said about others stays, in words.

use std::collections::BTreeMap;

use crate::model::{Entity, EntityId, Graph, Relation, Speaker};

/// The graph without the entities that `is_hidden` and their lines. A hidden speaker of another line is kept by name.
pub fn without_hidden(
    entities: Vec<Entity>,
    mut relations: Vec<Relation>,
    is_hidden: impl Fn(&EntityId) -> bool,
) -> Graph {
    let (hidden, mut visible): (Vec<_>, Vec<_>) = entities
        .into_iter()
        .partition(|entity| is_hidden(&entity.id));
    let names: BTreeMap<_, _> = hidden
        .into_iter()
        .map(|entity| (entity.id, entity.name))
        .collect();
    for role in visible.iter_mut().flat_map(|entity| &mut entity.roles) {
        role.of.take_if(|of| names.contains_key(of));
    }
    for relation in &mut relations {
        relation.place.take_if(|place| names.contains_key(place));
        for told in &mut relation.evidence {
            told.telling
                .place
                .take_if(|place| names.contains_key(place));
        }
        let evidence = relation.evidence.iter_mut();
        let speakers = evidence.flat_map(|told| &mut told.attributed_to);
        for speaker in speakers.chain(&mut relation.attributed_to) {
            if let Speaker::Entity(id) = speaker
                && let Some(name) = names.get(id)
            {
                *speaker = Speaker::Text(name.clone());
            }
        }
    }
    // A relation with a hidden end goes with it.
    Graph::new(visible, relations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Anchor, ArticleId, Evidence, Form, Kind, RelationId, RelationKind, Role, RoleTime, Span,
        Status, Telling,
    };

    #[test]
    fn a_hidden_speaker_is_still_named() {
        let at = Anchor {
            article: ArticleId::from_text("any"),
            span: Span::new(0, 3),
        };
        let entity = |id: &str| Entity {
            id: EntityId::new(id),
            kind: Kind::State,
            subkind: None,
            name: id.to_uppercase(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: vec![Role {
                title: "President".to_owned(),
                of: Some(EntityId::new("oman")),
                time: RoleTime::Current,
                evidence: Vec::new(),
            }],
            mentions: vec![(at, Form::Name)],
            joins: Vec::new(),
        };
        let speakers = vec![Speaker::Entity(EntityId::new("oman"))];
        let line = |source: &str, target: &str| Relation {
            id: RelationId::new(&format!("{source} {target}")),
            source: EntityId::new(source),
            target: EntityId::new(target),
            kind: RelationKind::Meets,
            status: Status::Asserted,
            attributed_to: speakers.clone(),
            when: None,
            place: Some(EntityId::new("oman")),
            attributes: BTreeMap::new(),
            evidence: vec![Evidence {
                sentence: at,
                trigger: at.span,
                rule: "test",
                attributed_to: speakers.clone(),
                telling: Telling::default(),
                independent: true,
            }],
        };
        let entities = ["iran", "iraq", "oman"].map(entity).to_vec();
        let lines = vec![line("iran", "iraq"), line("iran", "oman")];
        let graph = without_hidden(entities, lines, |id| id.as_str() == "oman");
        assert_eq!(graph.entities().len(), 2);
        assert!(
            graph
                .entities()
                .iter()
                .all(|entity| entity.roles[0].of.is_none())
        );
        let [relation] = graph.relations() else {
            panic!("the line to a hidden end is gone, the other stays");
        };
        let by_name = [Speaker::Text("OMAN".to_owned())];
        assert_eq!(relation.attributed_to, by_name);
        assert_eq!(relation.evidence[0].attributed_to, by_name);
        assert_eq!(relation.place, None);
    }
}

//! What is to be seen, and how much of each sort there is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Entity, EntityId, Graph, Kind, Relation, RelationId, Status, Tone};

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

/// How many there are of each sort, or would be were it switched on and all else left as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub kinds: BTreeMap<Kind, usize>,
    pub tones: BTreeMap<Tone, usize>,
    pub statuses: BTreeMap<Status, usize>,
}

/// What of `graph` is to be seen: an entity whose kind is on and that an article that is on speaks of; a relation between two
/// such whose tone and status are on and that an article that is on tells.
pub fn filter(graph: &Graph, filter: &Filter) -> Visible {
    let entities: BTreeSet<_> = graph
        .entities()
        .iter()
        .filter(|entity| filter.shows_kind_of(entity) && filter.shows_articles_of(entity))
        .map(|entity| entity.id.clone())
        .collect();
    let relations = graph
        .relations()
        .iter()
        .filter(|relation| filter.shows_line(relation))
        .filter(|r| entities.contains(&r.source) && entities.contains(&r.target))
        .map(|relation| relation.id.clone())
        .collect();
    Visible {
        entities,
        relations,
    }
}

/// Figures for a legend that switches `by`.
pub fn counts(graph: &Graph, by: &Filter) -> Counts {
    let mut counts = Counts::default();
    for entity in graph.entities() {
        if by.shows_articles_of(entity) {
            *counts.kinds.entry(entity.kind).or_default() += 1;
        }
    }
    let any_line = Filter {
        tones_off: BTreeSet::new(),
        statuses_off: BTreeSet::new(),
        ..by.clone()
    };
    for id in &filter(graph, &any_line).relations {
        let Some(relation) = graph.relation(id) else {
            continue;
        };
        let tone = relation.kind.tone();
        if !by.statuses_off.contains(&relation.status) {
            *counts.tones.entry(tone).or_default() += 1;
        }
        if !by.tones_off.contains(&tone) {
            *counts.statuses.entry(relation.status).or_default() += 1;
        }
    }
    counts
}

impl Filter {
    fn shows_kind_of(&self, entity: &Entity) -> bool {
        !self.kinds_off.contains(&entity.kind)
    }

    fn shows_articles_of(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter();
        mentions.any(|(anchor, _)| !self.articles_off.contains(&anchor.article))
    }

    fn shows_line(&self, relation: &Relation) -> bool {
        let mut evidence = relation.evidence.iter();
        !self.tones_off.contains(&relation.kind.tone())
            && !self.statuses_off.contains(&relation.status)
            && evidence.any(|told| !self.articles_off.contains(&told.sentence.article))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Anchor, Evidence, Form, RelationKind, Span, Telling};

    /// The article of this number.
    fn article(number: usize) -> ArticleId {
        ArticleId::from_text(&number.to_string())
    }

    fn anchor(number: usize) -> Anchor {
        Anchor {
            article: article(number),
            span: Span::new(0, 1),
        }
    }

    /// `name` of `kind`, spoken of in these articles.
    pub fn entity(name: &str, kind: Kind, articles: &[usize]) -> Entity {
        Entity {
            id: EntityId::new(name),
            kind,
            subkind: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: articles.iter().map(|&n| (anchor(n), Form::Name)).collect(),
            joins: Vec::new(),
        }
    }

    /// `source` does `kind` to `target`, told in article 1.
    pub fn relation(source: &str, kind: RelationKind, target: &str) -> Relation {
        Relation {
            id: RelationId::new(&format!("{source} {} {target}", kind.word())),
            source: EntityId::new(source),
            target: EntityId::new(target),
            kind,
            status: Status::Asserted,
            attributed_to: Vec::new(),
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: vec![Evidence {
                sentence: anchor(1),
                trigger: Span::new(0, 1),
                rule: "test",
                attributed_to: Vec::new(),
                telling: Telling::default(),
                independent: true,
            }],
        }
    }

    fn graph() -> Graph {
        let entities = vec![
            entity("Oman", Kind::State, &[1, 2]),
            entity("Qatar", Kind::State, &[1]),
            entity("Heron", Kind::MilitaryAsset, &[2]),
        ];
        let mut threat = relation("Heron", RelationKind::Threatens, "Oman");
        threat.evidence[0].sentence = anchor(2);
        threat.status = Status::Hypothetical;
        Graph::new(
            entities,
            vec![relation("Oman", RelationKind::Meets, "Qatar"), threat],
        )
    }

    fn check(by: &Filter, entities: &[&str], n_relations: usize) {
        let visible = filter(&graph(), by);
        let names: Vec<_> = visible.entities.iter().map(EntityId::as_str).collect();
        assert_eq!(
            (names.as_slice(), visible.relations.len()),
            (entities, n_relations)
        );
    }

    #[test]
    fn each_switch_hides_what_it_names_and_what_hangs_on_it() {
        let all = Filter::default;
        check(&all(), &["Heron", "Oman", "Qatar"], 2);
        check(
            &Filter {
                kinds_off: [Kind::MilitaryAsset].into(),
                ..all()
            },
            &["Oman", "Qatar"],
            1,
        );
        check(
            &Filter {
                tones_off: [Tone::Conflict].into(),
                ..all()
            },
            &["Heron", "Oman", "Qatar"],
            1,
        );
        check(
            &Filter {
                statuses_off: [Status::Hypothetical].into(),
                ..all()
            },
            &["Heron", "Oman", "Qatar"],
            1,
        );
        check(
            &Filter {
                articles_off: [article(1)].into(),
                ..all()
            },
            &["Heron", "Oman"],
            1,
        );
        check(
            &Filter {
                articles_off: [article(1), article(2)].into(),
                ..all()
            },
            &[],
            0,
        );
    }

    #[test]
    fn counts_say_what_a_switch_would_bring() {
        let no_assets = Filter {
            kinds_off: [Kind::MilitaryAsset].into(),
            ..Filter::default()
        };
        let counted = counts(&graph(), &no_assets);
        assert_eq!(
            counted.kinds,
            [(Kind::State, 2), (Kind::MilitaryAsset, 1)].into()
        );
        assert_eq!(counted.tones, [(Tone::Cooperation, 1)].into());
        let no_conflict = Filter {
            tones_off: [Tone::Conflict].into(),
            ..Filter::default()
        };
        let counted = counts(&graph(), &no_conflict);
        assert_eq!(
            counted.tones,
            [(Tone::Cooperation, 1), (Tone::Conflict, 1)].into()
        );
        assert_eq!(counted.statuses, [(Status::Asserted, 1)].into());
    }
}

//! Nodes and edges as rows, for programs that draw or count graphs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::layout::Positions;
use crate::model::{Article, Entity, Graph, MapPos, Relation, Speaker};

/// A graph with what its rows are made of.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    pub graph: &'a Graph,
    pub articles: &'a [Arc<Article>],
    positions: &'a Positions,
}

/// What the values of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Text,
    Whole,
}

/// One property of a row; an empty value is an unknown one.
pub(super) struct Column<T> {
    pub name: &'static str,
    pub sort: Sort,
    pub value: fn(&Sheet<'_>, &T) -> String,
}

impl<'a> Sheet<'a> {
    /// `positions` may be empty, or know only some of the nodes.
    pub fn new(graph: &'a Graph, articles: &'a [Arc<Article>], positions: &'a Positions) -> Self {
        Self {
            graph,
            articles,
            positions,
        }
    }

    /// Where a node stands, if it is to be written down at all.
    pub(super) fn position(&self, entity: &Entity) -> Option<MapPos> {
        let pos = self.positions.get(&entity.id)?;
        (pos.x.is_finite() && pos.y.is_finite()).then_some(pos)
    }
}

/// Beside id, label and position.
pub(super) const NODE_COLUMNS: &[Column<Entity>] = &[
    Column {
        name: "kind",
        sort: Sort::Text,
        value: |_, entity| entity.kind.word().to_owned(),
    },
    Column {
        name: "subkind",
        sort: Sort::Text,
        value: |_, entity| {
            entity
                .subkind
                .map_or("", |subkind| subkind.word())
                .to_owned()
        },
    },
    Column {
        name: "iso",
        sort: Sort::Text,
        value: |_, entity| entity.iso.clone().unwrap_or_default(),
    },
    Column {
        name: "aliases",
        sort: Sort::Text,
        value: |_, entity| entity.aliases.join("; "),
    },
    Column {
        name: "mentions",
        sort: Sort::Whole,
        value: |_, entity| entity.mentions.len().to_string(),
    },
    Column {
        name: "articles",
        sort: Sort::Whole,
        value: |_, entity| {
            let articles = entity.mentions.iter().map(|(at, _)| at.article);
            articles.collect::<BTreeSet<_>>().len().to_string()
        },
    },
];

/// Beside id, ends, direction, label and weight.
pub(super) const EDGE_COLUMNS: &[Column<Relation>] = &[
    Column {
        name: "kind",
        sort: Sort::Text,
        value: |_, relation| relation.kind.word().to_owned(),
    },
    Column {
        name: "tone",
        sort: Sort::Text,
        value: |_, relation| relation.kind.tone().word().to_owned(),
    },
    Column {
        name: "status",
        sort: Sort::Text,
        value: |_, relation| relation.status.word().to_owned(),
    },
    Column {
        name: "attributed_to",
        sort: Sort::Text,
        value: |sheet, relation| {
            let names: Vec<_> = relation
                .attributed_to
                .iter()
                .filter_map(|speaker| match speaker {
                    Speaker::Entity(id) => Some(sheet.graph.entity(id)?.name.as_str()),
                    Speaker::Text(text) => Some(text.as_str()),
                })
                .collect();
            names.join("; ")
        },
    },
    Column {
        name: "from",
        sort: Sort::Text,
        value: |_, relation| {
            let when = relation.when.as_ref();
            when.map_or_else(String::new, |when| when.from.to_string())
        },
    },
    Column {
        name: "to",
        sort: Sort::Text,
        value: |_, relation| {
            let when = relation.when.as_ref();
            when.map_or_else(String::new, |when| when.to.to_string())
        },
    },
    Column {
        name: "evidence",
        sort: Sort::Whole,
        value: |_, relation| relation.evidence.len().to_string(),
    },
    Column {
        name: "quote",
        sort: Sort::Text,
        value: |sheet, relation| {
            let quote = relation.evidence.first().and_then(|evidence| {
                let id = evidence.sentence.article;
                let article = sheet.articles.iter().find(|article| article.id == id)?;
                Some(crate::export::citation(article, evidence))
            });
            quote.unwrap_or_default()
        },
    },
];

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{
        Anchor, EntityId, Evidence, Form, Kind, RelationId, RelationKind, Span, Status, Telling,
    };

    const TEXT: &str = "Oman, \"<host>\" & friend, met Qatar.";

    /// Hands over a sheet of two states that met.
    pub fn with_sheet(check: impl FnOnce(&Sheet<'_>)) {
        let mut article = Article::of_text(TEXT);
        article.title = "Talks".to_owned();
        let whole = Anchor {
            article: article.id,
            span: Span::new(0, TEXT.len()),
        };
        let entity = |id: &str, name: &str| Entity {
            id: EntityId::new(id),
            kind: Kind::State,
            subkind: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: vec![(whole, Form::Name)],
            joins: Vec::new(),
        };
        let relation = Relation {
            id: RelationId::new("r"),
            source: EntityId::new("state:oman"),
            target: EntityId::new("state:qatar"),
            kind: RelationKind::Meets,
            status: Status::Asserted,
            attributed_to: vec![Speaker::Text("a \u{1}diplomat".to_owned())],
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: vec![Evidence {
                sentence: whole,
                trigger: Span::new(26, 29),
                rule: "meet",
                attributed_to: Vec::new(),
                telling: Telling::default(),
                independent: true,
            }],
        };
        let entities = vec![
            entity("state:oman", "Oman \"<&>\""),
            entity("state:qatar", "Qatar"),
        ];
        let graph = Graph::new(entities, vec![relation]);
        let pos = MapPos { x: 1.5, y: -2.0 };
        let positions = Positions {
            at: vec![(EntityId::new("state:oman"), pos)],
        };
        check(&Sheet::new(&graph, &[Arc::new(article)], &positions));
    }

    /// What `write` writes of that sheet.
    pub fn written(
        write: fn(&Sheet<'_>, &mut dyn std::io::Write) -> std::io::Result<()>,
    ) -> String {
        let mut bytes = Vec::new();
        with_sheet(|sheet| write(sheet, &mut bytes).unwrap());
        String::from_utf8(bytes).unwrap()
    }
}

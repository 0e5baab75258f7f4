//! The record of `legation extract`, schema `legation.graph/1`: one article, entity or relation a line.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::export::records::{Articles, article_record, entity_record, relation_record};
use crate::model::{Article, Graph};

/// Writes the whole record; the same graph and articles give the same bytes.
pub fn json(graph: &Graph, articles: &[Arc<Article>], out: &mut dyn Write) -> io::Result<()> {
    let by_id = articles_by_id(articles);
    writeln!(
        out,
        "{{\"schema\":\"legation.graph/1\",\"engine\":\"{}\",",
        env!("CARGO_PKG_VERSION")
    )?;
    write_list("articles", by_id.values().map(|a| article_record(a)), out)?;
    writeln!(out, ",")?;
    let entities = graph.entities().iter();
    write_list("entities", entities.map(|e| entity_record(e, &by_id)), out)?;
    writeln!(out, ",")?;
    let relations = graph.relations().iter();
    write_list(
        "relations",
        relations.map(|r| relation_record(r, &by_id)),
        out,
    )?;
    writeln!(out, "}}")
}

/// The same records, each with a `type` of its own, one a line and nothing around them.
pub fn jsonl(graph: &Graph, articles: &[Arc<Article>], out: &mut dyn Write) -> io::Result<()> {
    let by_id = articles_by_id(articles);
    for article in by_id.values() {
        write_line("article", article_record(article), out)?;
    }
    for entity in graph.entities() {
        write_line("entity", entity_record(entity, &by_id), out)?;
    }
    for relation in graph.relations() {
        write_line("relation", relation_record(relation, &by_id), out)?;
    }
    Ok(())
}

fn articles_by_id(articles: &[Arc<Article>]) -> Articles<'_> {
    let articles = articles.iter();
    articles.map(|article| (article.id, &**article)).collect()
}

fn write_list<T: Serialize>(
    name: &str,
    items: impl Iterator<Item = T>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for (at, item) in items.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    write!(out, "]")
}

fn write_line<T: Serialize>(sort: &'static str, record: T, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<T> {
        r#type: &'static str,
        #[serde(flatten)]
        record: T,
    }
    let line = Line {
        r#type: sort,
        record,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{
        Anchor, Entity, EntityId, Evidence, Form, Kind, Relation, RelationId, RelationKind, Span,
        Speaker, Status, Telling,
    };

    fn entity(id: &str, kind: Kind, name: &str, anchor: Anchor) -> Entity {
        Entity {
            id: EntityId::new(id),
            kind,
            subkind: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: vec![(anchor, Form::Name)],
            joins: Vec::new(),
        }
    }

    #[test]
    fn offsets_are_code_points() {
        let text = "“Peace” – Oman met Qatar.";
        let mut article = Article::of_text(text);
        article.paths.push("b/talks.txt".into());
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            let span = Span::new(start, start + words.len());
            let article = article.id;
            Anchor { article, span }
        };
        let sentence = at("Oman met Qatar.");
        let relation = Relation {
            id: RelationId::new("r"),
            source: EntityId::new("state:oman"),
            target: EntityId::new("state:qatar"),
            kind: RelationKind::Meets,
            status: Status::Asserted,
            attributed_to: vec![Speaker::Text("a diplomat".to_owned())],
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: vec![Evidence {
                sentence,
                trigger: at("met").span,
                rule: "meet",
                attributed_to: Vec::new(),
                telling: Telling::default(),
                independent: true,
            }],
        };
        let entities = vec![
            entity("state:qatar", Kind::State, "Qatar", at("Qatar")),
            entity("state:oman", Kind::State, "Oman", at("Oman")),
        ];
        let graph = Graph::new(entities, vec![relation]);
        let id = article.id.to_string();
        let mut out = Vec::new();
        json(&graph, &[Arc::new(article)], &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["schema"], "legation.graph/1");
        assert_eq!(value["articles"][0]["path"], "b/talks.txt");
        assert_eq!(value["articles"][0]["chars"], 25);
        assert_eq!(
            value["entities"][0]["mentions"][0],
            serde_json::json!({"article": id, "start": 10, "end": 14, "text": "Oman", "form": "name"})
        );
        assert_eq!(
            value["relations"][0]["evidence"][0],
            serde_json::json!({
                "article": id, "start": 10, "end": 25, "trigger": {"start": 15, "end": 18}, "rule": "meet",
                "why": {"source": "phrase", "target": "phrase"}, "independent": true
            })
        );
        assert_eq!(
            value["relations"][0]["attributed_to"][0]["text"],
            "a diplomat"
        );
        assert_eq!(value["relations"][0].get("event_date"), None);
    }
}

//! The record of `legation extract`, schema `legation.graph/1`: one article, entity or relation a line, offsets in code points.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::model::{
    Anchor, Article, ArticleId, Entity, EntityId, Evidence, Graph, Relation, Speaker,
};

/// Writes the whole record; the same graph and articles give the same bytes.
pub fn json(graph: &Graph, articles: &[Arc<Article>], out: &mut dyn Write) -> io::Result<()> {
    let by_id: Articles<'_> = articles
        .iter()
        .map(|article| (article.id, &**article))
        .collect();
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

type Articles<'a> = BTreeMap<ArticleId, &'a Article>;

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

#[derive(Serialize)]
struct ArticleRecord<'a> {
    id: String,
    path: Option<String>,
    title: &'a str,
    publisher: Option<&'a str>,
    published: Option<String>,
    language: Option<&'static str>,
    chars: u32,
    blocks: Vec<BlockRecord>,
    notes: Vec<NoteRecord<'a>>,
}

#[derive(Serialize)]
struct BlockRecord {
    kind: &'static str,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct NoteRecord<'a> {
    #[serde(flatten)]
    at: Option<Place>,
    what: &'a str,
}

#[derive(Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct EntityRecord<'a> {
    id: &'a str,
    kind: &'static str,
    subkind: Option<&'static str>,
    name: &'a str,
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    iso: Option<&'a str>,
    roles: Vec<RoleRecord<'a>>,
    mentions: Vec<MentionRecord<'a>>,
}

#[derive(Serialize)]
struct RoleRecord<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    time: &'static str,
    evidence: Vec<QuoteRecord>,
}

#[derive(Serialize)]
struct QuoteRecord {
    article: String,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct MentionRecord<'a> {
    article: String,
    start: u32,
    end: u32,
    text: &'a str,
    form: &'static str,
}

#[derive(Serialize)]
struct RelationRecord<'a> {
    id: &'a str,
    source: &'a str,
    target: &'a str,
    kind: &'static str,
    directed: bool,
    status: &'static str,
    attributed_to: Vec<SpeakerRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_date: Option<DateRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_place: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: &'a BTreeMap<&'static str, String>,
    evidence: Vec<EvidenceRecord>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum SpeakerRecord<'a> {
    Entity(&'a str),
    Words { text: &'a str },
}

#[derive(Serialize)]
struct DateRecord<'a> {
    from: String,
    to: String,
    text: &'a str,
}

#[derive(Serialize)]
struct EvidenceRecord {
    article: String,
    start: u32,
    end: u32,
    trigger: Place,
    rule: &'static str,
}

fn article_record(article: &Article) -> ArticleRecord<'_> {
    let place = |span| {
        let chars = article.chars(span);
        (chars.start, chars.end)
    };
    ArticleRecord {
        id: article.id.to_string(),
        path: article
            .paths
            .first()
            .map(|path| path.to_string_lossy().into_owned()),
        title: &article.title,
        publisher: article.publisher.as_deref(),
        published: article.published.map(|published| match published.time {
            Some((hour, minute)) => format!("{}T{hour:02}:{minute:02}", published.date),
            None => published.date.to_string(),
        }),
        language: language(&article.text),
        chars: article.n_chars(),
        blocks: article
            .blocks
            .iter()
            .map(|block| {
                let (start, end) = place(block.span);
                let kind = block.kind.word();
                BlockRecord { kind, start, end }
            })
            .collect(),
        notes: article
            .notes
            .iter()
            .map(|note| NoteRecord {
                at: note
                    .span
                    .map(place)
                    .map(|(start, end)| Place { start, end }),
                what: &note.what,
            })
            .collect(),
    }
}

/// `en` where the commonest English words make up the usual share of a text, else unknown: the only language the reader knows.
fn language(text: &str) -> Option<&'static str> {
    const COMMON: [&str; 10] = [
        "the", "of", "and", "to", "in", "a", "that", "is", "was", "for",
    ];
    let words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let (mut n_words, mut n_common) = (0, 0);
    for word in words.take(2000) {
        n_words += 1;
        n_common += usize::from(COMMON.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    // These ten make up 20–25 % of English news and under 6 % of its neighbours ("a", "in", "is" are words of theirs too).
    (n_words > 0 && n_common * 100 >= n_words * 12).then_some("en")
}

fn entity_record<'a>(entity: &'a Entity, articles: &Articles<'a>) -> EntityRecord<'a> {
    EntityRecord {
        id: entity.id.as_str(),
        kind: entity.kind.word(),
        subkind: entity.subkind.map(|subkind| subkind.word()),
        name: &entity.name,
        aliases: &entity.aliases,
        iso: entity.iso.as_deref(),
        roles: entity
            .roles
            .iter()
            .map(|role| RoleRecord {
                title: &role.title,
                of: role.of.as_ref().map(EntityId::as_str),
                time: role.time.word(),
                evidence: role
                    .evidence
                    .iter()
                    .filter_map(|anchor| quote_record(*anchor, articles))
                    .collect(),
            })
            .collect(),
        mentions: entity
            .mentions
            .iter()
            .filter_map(|(anchor, form)| {
                let article = articles.get(&anchor.article)?;
                let chars = article.chars(anchor.span);
                Some(MentionRecord {
                    article: anchor.article.to_string(),
                    start: chars.start,
                    end: chars.end,
                    text: anchor.span.of(&article.text),
                    form: form.word(),
                })
            })
            .collect(),
    }
}

fn relation_record<'a>(relation: &'a Relation, articles: &Articles<'a>) -> RelationRecord<'a> {
    RelationRecord {
        id: relation.id.as_str(),
        source: relation.source.as_str(),
        target: relation.target.as_str(),
        kind: relation.kind.word(),
        directed: relation.kind.directed(),
        status: relation.status.word(),
        attributed_to: relation
            .attributed_to
            .iter()
            .map(|speaker| match speaker {
                Speaker::Entity(id) => SpeakerRecord::Entity(id.as_str()),
                Speaker::Text(text) => SpeakerRecord::Words { text },
            })
            .collect(),
        event_date: relation.when.as_ref().map(|when| DateRecord {
            from: when.from.to_string(),
            to: when.to.to_string(),
            text: &when.text,
        }),
        event_place: relation.place.as_ref().map(EntityId::as_str),
        attributes: &relation.attributes,
        evidence: relation
            .evidence
            .iter()
            .filter_map(|evidence| evidence_record(evidence, articles))
            .collect(),
    }
}

fn evidence_record(evidence: &Evidence, articles: &Articles<'_>) -> Option<EvidenceRecord> {
    let article = articles.get(&evidence.sentence.article)?;
    let sentence = article.chars(evidence.sentence.span);
    let trigger = article.chars(evidence.trigger);
    Some(EvidenceRecord {
        article: article.id.to_string(),
        start: sentence.start,
        end: sentence.end,
        trigger: Place {
            start: trigger.start,
            end: trigger.end,
        },
        rule: evidence.rule,
    })
}

fn quote_record(anchor: Anchor, articles: &Articles<'_>) -> Option<QuoteRecord> {
    let article = articles.get(&anchor.article)?;
    let chars = article.chars(anchor.span);
    Some(QuoteRecord {
        article: anchor.article.to_string(),
        start: chars.start,
        end: chars.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Form, Kind, RelationId, RelationKind, Span, Status};

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
            serde_json::json!({"article": id, "start": 10, "end": 25, "trigger": {"start": 15, "end": 18}, "rule": "meet"})
        );
        assert_eq!(
            value["relations"][0]["attributed_to"][0]["text"],
            "a diplomat"
        );
        assert_eq!(value["relations"][0].get("event_date"), None);
    }

    #[test]
    fn only_english_is_called_english() {
        let english = "The minister said that the talks in the capital were a step to the peace of the region.";
        assert_eq!(language(english), Some("en"));
        let german =
            "Der Minister sagte, die Gespräche in der Hauptstadt seien ein Schritt zum Frieden.";
        assert_eq!(language(german), None);
        assert_eq!(language(""), None);
    }
}

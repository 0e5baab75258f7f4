//! The records of schema `legation.graph/1`; offsets are Unicode code points of an article's text, half open.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Anchor, Article, ArticleId, Entity, EntityId, Evidence, Relation, Speaker};

pub type Articles<'a> = BTreeMap<ArticleId, &'a Article>;

#[derive(Serialize)]
pub struct ArticleRecord<'a> {
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
pub struct EntityRecord<'a> {
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
pub struct RelationRecord<'a> {
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
    sources: usize,
    evidence: Vec<EvidenceRecord<'a>>,
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
struct EvidenceRecord<'a> {
    article: String,
    start: u32,
    end: u32,
    trigger: Place,
    rule: &'static str,
    why: WhyRecord<'a>,
    /// Whether it counts as a source: not where it repeats another's words.
    independent: bool,
}

#[derive(Serialize)]
struct WhyRecord<'a> {
    source: &'a str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Place>,
}

pub fn article_record(article: &Article) -> ArticleRecord<'_> {
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

pub fn entity_record<'a>(entity: &'a Entity, articles: &Articles<'a>) -> EntityRecord<'a> {
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

pub fn relation_record<'a>(relation: &'a Relation, articles: &Articles<'a>) -> RelationRecord<'a> {
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
        sources: relation.n_sources(),
        evidence: relation
            .evidence
            .iter()
            .filter_map(|evidence| evidence_record(evidence, articles))
            .collect(),
    }
}

fn evidence_record<'a>(
    evidence: &'a Evidence,
    articles: &Articles<'_>,
) -> Option<EvidenceRecord<'a>> {
    let article = articles.get(&evidence.sentence.article)?;
    let sentence = article.chars(evidence.sentence.span);
    let trigger = article.chars(evidence.trigger);
    let reason = &evidence.telling.reason;
    Some(EvidenceRecord {
        article: article.id.to_string(),
        start: sentence.start,
        end: sentence.end,
        trigger: Place {
            start: trigger.start,
            end: trigger.end,
        },
        rule: evidence.rule,
        why: WhyRecord {
            source: reason.source.word(),
            target: reason.target.word(),
            cue: reason.cue.map(|cue| {
                let cue = article.chars(cue);
                Place {
                    start: cue.start,
                    end: cue.end,
                }
            }),
        },
        independent: evidence.independent,
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

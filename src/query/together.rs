//! Who is named in one sentence without a line between them. No relation: standing together says nothing of dealing together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Anchor, Article, BlockKind, EntityId, Graph, Span};
use crate::text::sentences;

/// The word for it in files.
pub const MENTIONED_WITH: &str = "mentioned_with";

/// Two that are named together, the lesser id first, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Together {
    pub ends: [EntityId; 2],
    /// Never empty; in order of `articles`, then of place.
    pub sentences: Vec<Anchor>,
}

/// Everybody named in a sentence with somebody to whom no relation ties them, sorted by ends.
pub fn together(graph: &Graph, articles: &[Arc<Article>]) -> Vec<Together> {
    let tied: BTreeSet<[&EntityId; 2]> = graph
        .relations()
        .iter()
        .map(|relation| in_order(&relation.source, &relation.target))
        .collect();
    let mut pairs: BTreeMap<[&EntityId; 2], Vec<Anchor>> = BTreeMap::new();
    for article in articles {
        let named = named_in(graph, article);
        for sentence in told_sentences(article) {
            let from = named.partition_point(|(span, _)| span.start() < sentence.start());
            let to = named.partition_point(|(span, _)| span.start() < sentence.end());
            let here: BTreeSet<&EntityId> = named
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .map(|(_, id)| *id)
                .collect();
            for (at, &first) in here.iter().enumerate() {
                for &second in here.iter().skip(at + 1) {
                    if !tied.contains(&[first, second]) {
                        pairs.entry([first, second]).or_default().push(Anchor {
                            article: article.id,
                            span: sentence,
                        });
                    }
                }
            }
        }
    }
    pairs
        .into_iter()
        .map(|(ends, sentences)| Together {
            ends: ends.map(Clone::clone),
            sentences,
        })
        .collect()
}

fn in_order<'a>(a: &'a EntityId, b: &'a EntityId) -> [&'a EntityId; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

/// Who is named in an article, in order of place.
fn named_in<'a>(graph: &'a Graph, article: &Article) -> Vec<(Span, &'a EntityId)> {
    let mut named: Vec<(Span, &EntityId)> = graph
        .entities()
        .iter()
        .flat_map(|entity| {
            let here = entity
                .mentions
                .iter()
                .filter(|(anchor, _)| anchor.article == article.id);
            here.map(|(anchor, _)| (anchor.span, &entity.id))
        })
        .collect();
    named.sort_by_key(|(span, id)| (span.start(), *id));
    named
}

/// The sentences that tell something, not those of bylines, credits and menus.
fn told_sentences(article: &Article) -> Vec<Span> {
    if article.blocks.is_empty() {
        return sentences(&article.text, Span::new(0, article.text.len()));
    }
    let told = article.blocks.iter().filter(|block| {
        matches!(
            block.kind,
            BlockKind::Headline | BlockKind::Body | BlockKind::Caption
        )
    });
    told.flat_map(|block| sentences(&article.text, block.span))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Form, Kind, RelationKind};
    use crate::query::filter::tests::{entity, relation};

    #[test]
    fn those_in_one_sentence_whom_no_line_ties() {
        let text = "Oman met Chad near Mali. Peru slept.";
        let article = Arc::new(Article::of_text(text));
        let named = ["Chad", "Mali", "Oman", "Peru"].map(|name| {
            let start = text.find(name).unwrap();
            let anchor = Anchor {
                article: article.id,
                span: Span::new(start, start + name.len()),
            };
            let mut entity = entity(name, Kind::State, &[]);
            entity.mentions = vec![(anchor, Form::Name)];
            entity
        });
        let graph = Graph::new(
            named.into(),
            vec![relation("Oman", RelationKind::Meets, "Chad")],
        );
        let found = together(&graph, &[article]);
        let ends: Vec<_> = found
            .iter()
            .map(|pair| pair.ends.each_ref().map(EntityId::as_str))
            .collect();
        assert_eq!(ends, [["Chad", "Mali"], ["Mali", "Oman"]]);
        assert_eq!(found[0].sentences[0].span, Span::new(0, 24));
    }
}

//! What the user wrote beside the graph: notes, confirmations, grades of sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Edit, EntityId, Grade, Graph, Line, Noted, Relation, RelationId};
use crate::project::each_edit;

/// Looked up afresh for each graph.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks {
    pub notes: BTreeMap<EntityId, String>,
    pub line_notes: BTreeMap<RelationId, String>,
    pub confirmed: BTreeSet<RelationId>,
    /// Sources that were graded; all others are `F6`.
    pub grades: BTreeMap<ArticleId, Grade>,
}

impl Marks {
    pub fn of(edits: &[Edit], graph: &Graph) -> Self {
        let mut marks = Self::default();
        each_edit(edits, &mut |edit| match edit {
            Edit::Note {
                on: Noted::Node(at),
                text,
            } => {
                let id = graph.entity_at(*at).map(|entity| entity.id.clone());
                write(&mut marks.notes, id, text);
            }
            Edit::Note {
                on: Noted::Line(line),
                text,
            } => {
                let id = relation_of(line, graph).map(|relation| relation.id.clone());
                write(&mut marks.line_notes, id, text);
            }
            Edit::Confirm { line } => {
                let id = relation_of(line, graph).map(|relation| relation.id.clone());
                marks.confirmed.extend(id);
            }
            Edit::GradeSource { article, grade } => {
                marks.grades.insert(*article, *grade);
            }
            _ => {}
        });
        marks
    }

    pub fn grade(&self, article: ArticleId) -> Grade {
        self.grades.get(&article).copied().unwrap_or_default()
    }
}

fn write<K: Ord>(notes: &mut BTreeMap<K, String>, on: Option<K>, text: &str) {
    let Some(on) = on else {
        return;
    };
    if text.trim().is_empty() {
        notes.remove(&on);
    } else {
        notes.insert(on, text.to_owned());
    }
}

/// The relation that a line is part of now: of its kind and status if there is one, else of its ends.
pub fn relation_of<'g>(line: &Line, graph: &'g Graph) -> Option<&'g Relation> {
    let ends = line.ends.and_then(|(source, target)| {
        let (source, target) = (graph.entity_at(source)?, graph.entity_at(target)?);
        Some([&source.id, &target.id])
    });
    let is_told = |relation: &&Relation| {
        let has_ends = ends.is_none_or(|[a, b]| {
            [&relation.source, &relation.target] == [a, b]
                || [&relation.source, &relation.target] == [b, a]
        });
        has_ends
            && relation.evidence.iter().any(|told| {
                told.sentence.article == line.sentence.article
                    && told.sentence.span.overlaps(line.sentence.span)
            })
    };
    let told = graph.relations().iter().filter(is_told);
    told.max_by_key(|relation| {
        (
            relation.kind == line.kind,
            relation.status == line.status,
            std::cmp::Reverse(&relation.id),
        )
    })
    .filter(|relation| line.ends.is_some() || relation.kind == line.kind)
}

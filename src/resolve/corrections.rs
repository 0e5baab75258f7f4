//! What the user said of relations, laid over what the articles tell.

use std::collections::BTreeMap;

use crate::model::{
    Anchor, ArticleId, Edit, Entity, EntityId, Evidence, Line, Noted, Reading, Status, Telling,
};
use crate::resolve::edits::{Edits, Holders, meets, reading_of};
use crate::resolve::relations::Told;

/// What is told after every correction, in the order they were made. A line that the user confirmed or changed and that is
/// no longer found in its sentence is told by hand.
pub(super) fn corrected(
    told: Vec<Told>,
    readings: &[&Reading],
    entities: &[Entity],
    holders: &Holders,
    edits: &mut Edits,
) -> Vec<Told> {
    let mut by_article: BTreeMap<ArticleId, Vec<Told>> = BTreeMap::new();
    for told in told {
        let article = told.evidence.sentence.article;
        by_article.entry(article).or_default().push(told);
    }
    let who = Who { entities, holders };
    for (number, edit) in edits.each() {
        let Some(sentence) = sentence_of(edit) else {
            continue;
        };
        if reading_of(readings, sentence.article).is_none() {
            continue;
        }
        let told = by_article.entry(sentence.article).or_default();
        if who.correct(told, edit) {
            edits.found(number);
        }
    }
    by_article.into_values().flatten().collect()
}

fn sentence_of(edit: &Edit) -> Option<Anchor> {
    match edit {
        Edit::Relate { sentence, .. } => Some(*sentence),
        Edit::Reject { line }
        | Edit::Confirm { line }
        | Edit::SetStatus { line, .. }
        | Edit::Retype { line, .. }
        | Edit::Redirect { line, .. }
        | Edit::Note {
            on: Noted::Line(line),
            ..
        } => Some(line.sentence),
        _ => None,
    }
}

/// Who stands at an anchor.
struct Who<'a> {
    entities: &'a [Entity],
    holders: &'a Holders,
}

impl Who<'_> {
    fn at(&self, anchor: Anchor) -> Option<&EntityId> {
        let entity = self.entities.get(self.holders.at(anchor)?)?;
        Some(&entity.id)
    }

    fn ends(&self, line: &Line) -> Option<(&EntityId, &EntityId)> {
        let (source, target) = line.ends?;
        Some((self.at(source)?, self.at(target)?))
    }

    /// Changes what one article tells; says whether the edit found what it is about.
    fn correct(&self, told: &mut Vec<Told>, edit: &Edit) -> bool {
        match edit {
            Edit::Relate {
                source,
                target,
                kind,
                status,
                sentence,
            } => {
                let ends = Some((*source, *target));
                let line = Line {
                    sentence: *sentence,
                    kind: *kind,
                    status: *status,
                    ends,
                };
                self.tell(told, &line)
            }
            Edit::Confirm { line } => !self.told(told, line).is_empty() || self.tell(told, line),
            Edit::Reject { line } => {
                let rejected = self.told(told, line);
                let mut at = 0;
                told.retain(|_| {
                    at += 1;
                    !rejected.contains(&(at - 1))
                });
                // Not found any more is as good as rejected.
                true
            }
            Edit::SetStatus { line, status } => {
                let now = Line {
                    status: *status,
                    ..*line
                };
                self.change(told, line, &now, |told| told.status = *status)
            }
            Edit::Retype { line, to } => {
                let now = Line { kind: *to, ..*line };
                self.change(told, line, &now, |told| told.kind = *to)
            }
            Edit::Redirect {
                line,
                source,
                target,
            } => {
                let ends = Some((*source, *target));
                let now = Line { ends, ..*line };
                let Some((source, target)) = self.ends(&now) else {
                    return false;
                };
                self.change(told, line, &now, |told| {
                    told.source = source.clone();
                    told.target = target.clone();
                })
            }
            Edit::Note {
                on: Noted::Line(line),
                ..
            } => !self.told(told, line).is_empty(),
            _ => false,
        }
    }

    /// Which of `told` are the line: of the same status if any is, else of whatever status.
    fn told(&self, told: &[Told], line: &Line) -> Vec<usize> {
        let ends = self.ends(line);
        let is_it = |told: &Told| {
            let forwards = ends == Some((&told.source, &told.target));
            let backwards = !told.kind.directed() && ends == Some((&told.target, &told.source));
            told.kind == line.kind
                && meets(told.evidence.sentence, line.sentence)
                && (line.ends.is_none() || forwards || backwards)
        };
        let found: Vec<(usize, Status)> = told
            .iter()
            .enumerate()
            .filter(|(_, told)| is_it(told))
            .map(|(at, told)| (at, told.status))
            .collect();
        let any_alike = found.iter().any(|(_, status)| *status == line.status);
        let alike = found
            .into_iter()
            .filter(|(_, status)| line.ends.is_none() || !any_alike || *status == line.status);
        alike.map(|(at, _)| at).collect()
    }

    /// Makes `now` of what `line` is.
    fn change(
        &self,
        told: &mut Vec<Told>,
        line: &Line,
        now: &Line,
        change: impl Fn(&mut Told),
    ) -> bool {
        let found = self.told(told, line);
        if found.is_empty() {
            return self.tell(told, now);
        }
        for at in found {
            told.get_mut(at).into_iter().for_each(&change);
        }
        true
    }

    /// Adds a line that is not told; says whether it is now.
    fn tell(&self, told: &mut Vec<Told>, line: &Line) -> bool {
        let Some((source, target)) = self.ends(line) else {
            return false;
        };
        let known = self.told(told, line);
        let is_told = |at: &usize| told.get(*at).is_some_and(|told| told.status == line.status);
        if known.iter().any(is_told) {
            return true;
        }
        told.push(by_hand(source, target, line));
        true
    }
}

fn by_hand(source: &EntityId, target: &EntityId, line: &Line) -> Told {
    Told {
        source: source.clone(),
        target: target.clone(),
        kind: line.kind,
        status: line.status,
        evidence: Evidence {
            sentence: line.sentence,
            trigger: line.sentence.span,
            rule: "by hand",
            attributed_to: Vec::new(),
            telling: Telling::default(),
            independent: true,
        },
    }
}

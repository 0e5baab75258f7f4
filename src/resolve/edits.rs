//! What the user said, one by one, and which of it finds what it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Anchor, ArticleId, Edit, Reading, Span};

/// Edits with groups opened, oldest first.
#[derive(Debug)]
pub(super) struct Edits<'e> {
    /// Each with the step of undo it belongs to.
    flat: Vec<(usize, &'e Edit)>,
    awake: BTreeSet<usize>,
}

impl<'e> Edits<'e> {
    pub fn of(edits: &'e [Edit]) -> Self {
        fn open<'e>(step: usize, edit: &'e Edit, flat: &mut Vec<(usize, &'e Edit)>) {
            match edit {
                Edit::Group(edits) => edits.iter().for_each(|edit| open(step, edit, flat)),
                single => flat.push((step, single)),
            }
        }
        let mut flat = Vec::new();
        for (step, edit) in edits.iter().enumerate() {
            open(step, edit, &mut flat);
        }
        Self {
            flat,
            awake: BTreeSet::new(),
        }
    }

    /// Each edit with its number: a later one has the greater.
    pub fn each(&self) -> impl Iterator<Item = (usize, &'e Edit)> + use<'e> {
        let edits: Vec<_> = self.flat.iter().map(|(_, edit)| *edit).collect();
        edits.into_iter().enumerate()
    }

    /// What edit `number` speaks of was found.
    pub fn found(&mut self, number: usize) {
        self.awake.insert(number);
    }

    /// Steps with an edit whose place is gone, ascending.
    pub fn asleep(&self) -> Vec<usize> {
        let flat = self.flat.iter().enumerate();
        let mut steps: Vec<usize> = flat
            .filter(|(number, (_, edit))| speaks_of_a_place(edit) && !self.awake.contains(number))
            .map(|(_, (step, _))| *step)
            .collect();
        steps.dedup();
        steps
    }
}

const fn speaks_of_a_place(edit: &Edit) -> bool {
    !matches!(
        edit,
        Edit::AddArticle(_)
            | Edit::RemoveArticle(_)
            | Edit::ReplaceArticle { .. }
            | Edit::GradeSource { .. }
            | Edit::Arrange { .. }
            | Edit::AddView { .. }
            | Edit::ReplaceView { .. }
            | Edit::RemoveView(_)
            | Edit::StartView(_)
            | Edit::GoToView { .. }
            | Edit::Group(_)
    )
}

/// Sentences survive a better reader that cuts them a little differently.
pub(super) fn meets(a: Anchor, b: Anchor) -> bool {
    a.article == b.article && a.span.overlaps(b.span)
}

/// Whether a better reader may have meant the same words: more than half of both together.
pub(super) fn nearly_same(a: Span, b: Span) -> bool {
    let shared = a
        .end()
        .min(b.end())
        .saturating_sub(a.start().max(b.start()));
    shared * 2 > a.join(b).len()
}

/// The reading of an article; they are sorted by it.
pub(super) fn reading_of<'r>(
    readings: &[&'r Reading],
    article: ArticleId,
) -> Option<(usize, &'r Reading)> {
    let at = readings.binary_search_by_key(&article, |reading| reading.article.id);
    let at = at.ok()?;
    readings.get(at).map(|reading| (at, *reading))
}

/// Who holds which mention.
#[derive(Debug)]
pub(super) struct Holders(BTreeMap<ArticleId, Vec<(Span, usize)>>);

impl Holders {
    /// Of mentions with the number of what holds each.
    pub fn of(mentions: impl Iterator<Item = (Anchor, usize)>) -> Self {
        let mut places: BTreeMap<ArticleId, Vec<(Span, usize)>> = BTreeMap::new();
        for (anchor, holder) in mentions {
            let list = places.entry(anchor.article).or_default();
            list.push((anchor.span, holder));
        }
        for list in places.values_mut() {
            list.sort_unstable();
        }
        Self(places)
    }

    /// The holder of the mention at this anchor: exactly there, else of the shortest that overlaps it.
    pub fn at(&self, anchor: Anchor) -> Option<usize> {
        let list = self.0.get(&anchor.article)?;
        let exact = list.partition_point(|(span, _)| *span < anchor.span);
        if let Some((span, holder)) = list.get(exact)
            && *span == anchor.span
        {
            return Some(*holder);
        }
        let near = list.iter().filter(|(span, _)| span.overlaps(anchor.span));
        near.min_by_key(|(span, holder)| (span.len(), *holder))
            .map(|(_, holder)| *holder)
    }
}

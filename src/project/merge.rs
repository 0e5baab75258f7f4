//! Two projects become one: articles by their texts, what was said one after the other, views side by side.

use std::sync::Arc;

use crate::model::{Anchor, ArticleId, Edit, Line, Noted};
use crate::project::{Project, View, each_edit};

/// The two say different things of one matter.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict {
    pub mine: Edit,
    pub theirs: Edit,
    /// Theirs holds. Mine does until somebody decides.
    pub take_theirs: bool,
}

/// Another project laid beside one's own.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Merge {
    /// What the other is called.
    pub name: String,
    /// What the other says and nothing here contradicts.
    pub theirs: Vec<Edit>,
    pub conflicts: Vec<Conflict>,
}

/// Brings articles and views of `theirs` into `mine`, and says what of its journal is to be added. `is_same` says whether
/// two places are mentions of one thing.
pub fn merge(
    mine: &mut Project,
    theirs: &Project,
    name: &str,
    is_same: &dyn Fn(Anchor, Anchor) -> bool,
) -> Merge {
    for article in &theirs.articles {
        mine.keep_article(Arc::clone(article));
    }
    let n_listed = mine.named_views().len();
    // The map as it was left there, and every named view.
    let mut places = theirs.named_views();
    if !theirs.views.is_empty() && !places.contains(&0) {
        places.insert(0, 0);
    }
    let views = places.into_iter().filter_map(|at| theirs.views.get(at));
    let views = views.enumerate().map(|(n, view)| {
        let name = format!("{} ({name})", view.name);
        let view = mine.keep_view(&View {
            name,
            ..view.clone()
        });
        let at = n_listed + n;
        Edit::AddView { view, at }
    });
    let views: Vec<Edit> = views.collect();
    let mut own: Vec<&Edit> = Vec::new();
    each_edit(mine.journal.active(), &mut |edit| own.push(edit));
    let mut merge = Merge {
        name: name.to_owned(),
        ..Merge::default()
    };
    let mut said: Vec<&Edit> = Vec::new();
    each_edit(theirs.journal.active(), &mut |edit| said.push(edit));
    for edit in last_words(&said, is_same) {
        let against = own
            .iter()
            .rev()
            .find(|known| is_about_the_same(known, edit, is_same));
        match against {
            None => merge.theirs.push(edit.clone()),
            Some(known) if says_the_same(known, edit) => {}
            // Where things stand is kept side by side in the views; mine goes on.
            Some(Edit::Pin { .. }) => {}
            Some(known) => merge.conflicts.push(Conflict {
                mine: (*known).clone(),
                theirs: edit.clone(),
                take_theirs: false,
            }),
        }
    }
    merge.theirs.extend(views);
    merge
}

impl Merge {
    /// What is to be added to the journal, as one step of undo; nothing if the other says nothing new.
    pub fn edit(&self) -> Option<Edit> {
        let taken = self
            .conflicts
            .iter()
            .filter(|conflict| conflict.take_theirs);
        let taken = taken.map(|conflict| conflict.theirs.clone());
        let edits: Vec<Edit> = self.theirs.iter().cloned().chain(taken).collect();
        (!edits.is_empty()).then_some(Edit::Group(edits))
    }
}

/// Of several words on one matter the last, in the order they were said.
fn last_words<'e>(said: &[&'e Edit], is_same: &dyn Fn(Anchor, Anchor) -> bool) -> Vec<&'e Edit> {
    let mut last: Vec<&Edit> = Vec::new();
    for edit in said {
        // How the map looked there comes along as views.
        if matches!(edit, Edit::Arrange { .. }) || speaks_of_views(edit) {
            continue;
        }
        last.retain(|known| !is_about_the_same(known, edit, is_same));
        last.push(edit);
    }
    last
}

fn speaks_of_views(edit: &Edit) -> bool {
    let mut speaks = matches!(edit, Edit::StartView(_));
    edit.each_view(&mut |_| speaks = true);
    speaks
}

/// What an edit is about.
enum Matter<'e> {
    Place(ArticleId),
    Grade(ArticleId),
    Pin(Anchor),
    Presence(Anchor),
    Pair(Anchor, Anchor),
    Name(Anchor),
    Kind(Anchor),
    Iso(Anchor),
    Alias(Anchor, &'e str),
    Words(Anchor),
    Line(&'e Line),
    Note(&'e Noted),
}

fn matter(edit: &Edit) -> Option<Matter<'_>> {
    Some(match edit {
        Edit::AddArticle(id) | Edit::RemoveArticle(id) => Matter::Place(*id),
        Edit::GradeSource { article, .. } => Matter::Grade(*article),
        Edit::Pin { at, .. } => Matter::Pin(*at),
        Edit::Hide { at } | Edit::Show { at } | Edit::Delete { at } => Matter::Presence(*at),
        Edit::Merge { a, b } | Edit::KeepApart { a, b } => Matter::Pair(*a, *b),
        Edit::Rename { at, .. } => Matter::Name(*at),
        Edit::SetKind { at, .. } => Matter::Kind(*at),
        Edit::SetIso { at, .. } => Matter::Iso(*at),
        Edit::AddAlias { at, alias } | Edit::RemoveAlias { at, alias } => Matter::Alias(*at, alias),
        Edit::NotAMention { at } | Edit::AddMention { at, .. } | Edit::AddEntity { at, .. } => {
            Matter::Words(*at)
        }
        Edit::Reject { line }
        | Edit::Confirm { line }
        | Edit::SetStatus { line, .. }
        | Edit::Retype { line, .. }
        | Edit::Redirect { line, .. } => Matter::Line(line),
        Edit::Note { on, .. } => Matter::Note(on),
        Edit::ReplaceArticle { .. }
        | Edit::Arrange { .. }
        | Edit::Split { .. }
        | Edit::Relate { .. }
        | Edit::AddView { .. }
        | Edit::ReplaceView { .. }
        | Edit::RemoveView(_)
        | Edit::StartView(_)
        | Edit::GoToView { .. }
        | Edit::Group(_) => return None,
    })
}

fn is_about_the_same(a: &Edit, b: &Edit, is_same: &dyn Fn(Anchor, Anchor) -> bool) -> bool {
    let same = |a: &Anchor, b: &Anchor| a == b || is_same(*a, *b);
    let same_line = |a: &Line, b: &Line| {
        let ends = match (a.ends, b.ends) {
            (Some((a, b)), Some((c, d))) => same(&a, &c) && same(&b, &d),
            _ => true,
        };
        let meet =
            a.sentence.article == b.sentence.article && a.sentence.span.overlaps(b.sentence.span);
        a.kind == b.kind && meet && ends
    };
    let (Some(first), Some(second)) = (matter(a), matter(b)) else {
        // Told twice in the same words is told once.
        return a == b;
    };
    match (first, second) {
        (Matter::Place(a), Matter::Place(b)) | (Matter::Grade(a), Matter::Grade(b)) => a == b,
        (Matter::Pin(a), Matter::Pin(b))
        | (Matter::Presence(a), Matter::Presence(b))
        | (Matter::Name(a), Matter::Name(b))
        | (Matter::Kind(a), Matter::Kind(b))
        | (Matter::Iso(a), Matter::Iso(b)) => same(&a, &b),
        (Matter::Words(a), Matter::Words(b)) => a == b,
        (Matter::Alias(a, x), Matter::Alias(b, y)) => x == y && same(&a, &b),
        // Pairs are compared as they were pointed at: after a join both ends are one thing.
        (Matter::Pair(a, b), Matter::Pair(c, d)) => (a, b) == (c, d) || (a, b) == (d, c),
        (Matter::Line(a), Matter::Line(b)) => same_line(a, b),
        (Matter::Note(Noted::Node(a)), Matter::Note(Noted::Node(b))) => same(a, b),
        (Matter::Note(Noted::Line(a)), Matter::Note(Noted::Line(b))) => same_line(a, b),
        _ => false,
    }
}

/// The same words of perhaps another mention of the same thing.
fn says_the_same(a: &Edit, b: &Edit) -> bool {
    match (a, b) {
        (Edit::Rename { name: a, .. }, Edit::Rename { name: b, .. }) => a == b,
        (
            Edit::SetKind {
                kind: a,
                subkind: x,
                ..
            },
            Edit::SetKind {
                kind: b,
                subkind: y,
                ..
            },
        ) => (a, x) == (b, y),
        (Edit::SetIso { iso: a, .. }, Edit::SetIso { iso: b, .. }) => a == b,
        (Edit::Note { text: a, .. }, Edit::Note { text: b, .. }) => a.trim() == b.trim(),
        (Edit::SetStatus { status: a, .. }, Edit::SetStatus { status: b, .. }) => a == b,
        (Edit::Retype { to: a, .. }, Edit::Retype { to: b, .. }) => a == b,
        (Edit::Hide { .. }, Edit::Hide { .. })
        | (Edit::Show { .. }, Edit::Show { .. })
        | (Edit::Delete { .. }, Edit::Delete { .. })
        | (Edit::Merge { .. }, Edit::Merge { .. })
        | (Edit::KeepApart { .. }, Edit::KeepApart { .. })
        | (Edit::AddAlias { .. }, Edit::AddAlias { .. })
        | (Edit::RemoveAlias { .. }, Edit::RemoveAlias { .. })
        | (Edit::Reject { .. }, Edit::Reject { .. })
        | (Edit::Confirm { .. }, Edit::Confirm { .. }) => true,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Kind, MapPos, Span};

    fn at(article: &Article, start: usize) -> Anchor {
        Anchor {
            article: article.id,
            span: Span::new(start, start + 4),
        }
    }

    #[test]
    fn articles_views_and_words_come_together_and_conflicts_are_named() {
        let [one, two, three] = ["Oman and Iran. Oman.", "Mali", "Chad"].map(Article::of_text);
        let (oman, iran, again) = (at(&one, 0), at(&one, 9), at(&one, 15));
        let project = |articles: &[&Article], edits: Vec<Edit>| {
            let mut project = Project::default();
            for article in articles {
                project.keep_article(Arc::new((*article).clone()));
                project.journal.push(Edit::AddArticle(article.id));
            }
            edits
                .into_iter()
                .for_each(|edit| project.journal.push(edit));
            project.views.push(View {
                name: "Start".to_owned(),
                ..View::default()
            });
            project
        };
        let rename = |at, name: &str| Edit::Rename {
            at,
            name: name.to_owned(),
        };
        let pin = |x| Edit::Pin {
            at: oman,
            pos: Some(MapPos { x, y: 0.0 }),
        };
        let (a, b) = (oman, iran);
        let mine = vec![
            rename(oman, "Sultanate"),
            pin(1.0),
            Edit::Merge { a, b },
            Edit::Hide { at: iran },
        ];
        let theirs = vec![
            rename(again, "Other"),
            rename(again, "Sultanate of Oman"),
            pin(2.0),
            Edit::KeepApart { a: b, b: a },
            Edit::Hide { at: iran },
            Edit::SetKind {
                at: oman,
                kind: Kind::Place,
                subkind: None,
            },
        ];
        let mut united = project(&[&one, &two], mine);
        let before = united.journal.clone();
        let other = project(&[&one, &three], theirs);
        let is_same = |a: Anchor, b: Anchor| [a, b].iter().all(|at| [oman, again].contains(at));
        let mut merge = merge(&mut united, &other, "b", &is_same);
        assert_eq!(united.articles.len(), 3);
        let views: Vec<_> = united.views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(views, ["Start", "Start (b)"]);
        assert_eq!(
            united.named_views(),
            Vec::<usize>::new(),
            "before it is decided"
        );
        assert_eq!(
            united.journal, before,
            "nothing is said before it is decided"
        );
        let added = Edit::AddArticle(three.id);
        let kind = other.journal.active().last().cloned().unwrap();
        let view = united.views[1].id.clone().unwrap();
        let view = Edit::AddView { view, at: 0 };
        assert_eq!(merge.theirs, [added.clone(), kind.clone(), view.clone()]);
        let theirs: Vec<_> = merge.conflicts.iter().map(|c| c.theirs.clone()).collect();
        let name = rename(again, "Sultanate of Oman");
        assert_eq!(theirs, [name.clone(), Edit::KeepApart { a: b, b: a }]);
        merge.conflicts[0].take_theirs = true;
        assert_eq!(
            merge.edit(),
            Some(Edit::Group(vec![added, kind, view, name]))
        );
    }
}

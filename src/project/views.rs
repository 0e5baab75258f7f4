//! Views of the map: what each holds, and which the journal says there are.

use std::collections::BTreeSet;

use crate::model::{Anchor, ArticleId, Edit, MapPos, ViewId, words};
use crate::project::{Project, Unknown, each_edit, view_to_json};
use crate::query::Filter;

/// The map as it was left; on no list.
pub const START_VIEW: &str = "Start";

/// Where one looks at the map from: the map point at the middle of the window, and pixels per map unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    pub centre: MapPos,
    pub zoom: f32,
}

words! {
    /// How a view looks, whatever the desktop says.
    Appearance {
        Light = "light", "Light";
        Dark = "dark", "Dark";
    }
}

/// Only these and what is at most so many lines away.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Near {
    pub centres: Vec<Anchor>,
    pub n_steps: usize,
}

/// A named arrangement of the map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// How the journal speaks of it; `None`: it never did.
    pub id: Option<ViewId>,
    /// It is on the list only while the journal says so; others have been there before the journal spoke of views.
    pub by_journal: bool,
    pub name: String,
    /// Every node that had a place, by an anchor of its own; pins are edits of the journal.
    pub positions: Vec<(Anchor, MapPos)>,
    pub camera: Option<Camera>,
    /// Kinds, statuses, sources and the stretch of days.
    pub filter: Filter,
    pub selection: Vec<Anchor>,
    /// Held nodes and where; for the view that is being worked on the journal says so.
    pub pins: Vec<(Anchor, MapPos)>,
    /// Nodes taken off the map.
    pub hidden: Vec<Anchor>,
    /// Nodes that stand for all who belong to them.
    pub folded: Vec<Anchor>,
    /// Only a neighbourhood is shown.
    pub focus: Option<Near>,
    /// Communities are drawn around their members.
    pub communities: bool,
    /// Light or dark for this view alone.
    pub appearance: Option<Appearance>,
    /// What another version wrote into this view; kept for it.
    pub unknown: Unknown,
}

impl View {
    /// The same as a thing of its own, for others to take in.
    pub fn unlisted(&self) -> Self {
        Self {
            id: None,
            by_journal: false,
            ..self.clone()
        }
    }

    /// An id that only a view which is the same in everything would get.
    fn id_from_content(&self) -> ViewId {
        // What cannot be put into words (it can) is told by its name.
        let words = view_to_json(&self.unlisted()).unwrap_or_else(|_| self.name.clone().into());
        let digest = ArticleId::from_text(&String::from_utf8_lossy(&words));
        ViewId::new(&digest.to_string())
    }
}

impl Project {
    /// Keeps a view for the journal to speak of; one that is the same in everything is kept once.
    pub fn keep_view(&mut self, view: &View) -> ViewId {
        let view = View {
            by_journal: true,
            ..view.unlisted()
        };
        let id = view.id_from_content();
        if self.view(&id).is_none() {
            let id = Some(id.clone());
            self.views.push(View { id, ..view });
        }
        id
    }

    /// How the journal is to speak of the view at this place.
    pub fn name_view(&mut self, place: usize) -> Option<ViewId> {
        let view = self.views.get_mut(place)?;
        if view.id.is_none() {
            view.id = Some(view.id_from_content());
        }
        view.id.clone()
    }

    /// A kept view, whether on the list or not.
    pub fn view(&self, id: &ViewId) -> Option<&View> {
        let is_it = |view: &&View| view.id.as_ref() == Some(id);
        self.views.iter().find(is_it)
    }

    /// The views on the list now, as places in [`Self::views`], in the order of the list.
    pub fn named_views(&self) -> Vec<usize> {
        self.listed().0
    }

    /// The place of the view that is shown on opening.
    pub fn view_on_opening(&self) -> Option<usize> {
        self.listed().1
    }

    /// Lets go of views that no edit speaks of any more, since what was undone was dropped.
    pub fn drop_lost_views(&mut self) {
        let mut spoken_of = BTreeSet::new();
        for edit in self.journal.all() {
            edit.each_view(&mut |id| {
                spoken_of.insert(id.clone());
            });
        }
        let is_kept = |view: &View| {
            let is_spoken_of = view.id.as_ref().is_some_and(|id| spoken_of.contains(id));
            !view.by_journal || is_spoken_of
        };
        self.views.retain(is_kept);
    }

    fn listed(&self) -> (Vec<usize>, Option<usize>) {
        let views = || self.views.iter().enumerate();
        let from_the_start = views().filter(|(_, view)| !view.by_journal);
        let mut listed: Vec<usize> = from_the_start
            .filter(|(_, view)| view.name != START_VIEW)
            .map(|(place, _)| place)
            .collect();
        let name = self.start_view.as_deref();
        let mut start = listed
            .iter()
            .copied()
            .find(|place| self.views.get(*place).map(|view| &*view.name) == name);
        let place = |id: &ViewId| views().find(|(_, view)| view.id.as_ref() == Some(id));
        let place = |id: &ViewId| place(id).map(|(place, _)| place);
        each_edit(self.journal.active(), &mut |edit| match edit {
            Edit::AddView { view, at } => {
                if let Some(new) = place(view) {
                    listed.retain(|known| *known != new);
                    listed.insert((*at).min(listed.len()), new);
                }
            }
            Edit::ReplaceView { old, new } => {
                let (Some(old), Some(new)) = (place(old), place(new)) else {
                    return;
                };
                for known in listed.iter_mut().chain(&mut start) {
                    if *known == old {
                        *known = new;
                    }
                }
            }
            Edit::RemoveView(gone) => {
                let gone = place(gone);
                listed.retain(|known| Some(*known) != gone);
                start = start.filter(|known| Some(*known) != gone);
            }
            Edit::StartView(id) => start = id.as_ref().and_then(place),
            _ => {}
        });
        (listed, start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> View {
        View {
            name: name.to_owned(),
            ..View::default()
        }
    }

    fn list(project: &Project) -> Vec<&str> {
        let places = project.named_views().into_iter();
        places.map(|at| &*project.views[at].name).collect()
    }

    #[test]
    fn the_journal_says_which_views_there_are() {
        let mut project = Project {
            views: vec![named("Start"), named("Old")],
            start_view: Some("Old".to_owned()),
            ..Project::default()
        };
        assert_eq!(
            (list(&project), project.view_on_opening()),
            (vec!["Old"], Some(1))
        );
        let a = project.keep_view(&named("A"));
        let old = project.name_view(1).unwrap();
        let renamed = project.keep_view(&named("Older"));
        let steps = [
            (
                Edit::AddView {
                    view: a.clone(),
                    at: 0,
                },
                vec!["A", "Old"],
                Some("Old"),
            ),
            (
                Edit::ReplaceView {
                    old,
                    new: renamed.clone(),
                },
                vec!["A", "Older"],
                Some("Older"),
            ),
            (
                Edit::StartView(Some(a.clone())),
                vec!["A", "Older"],
                Some("A"),
            ),
            (Edit::RemoveView(a), vec!["Older"], None),
            (Edit::StartView(Some(renamed)), vec!["Older"], Some("Older")),
            (Edit::StartView(None), vec!["Older"], None),
        ];
        let start = |project: &Project| {
            let place = project.view_on_opening()?;
            Some(project.views[place].name.clone())
        };
        let mut seen = vec![(vec!["Old".to_owned()], Some("Old".to_owned()))];
        for (edit, names, first) in steps {
            project.journal.push(edit);
            assert_eq!(list(&project), names);
            assert_eq!(start(&project).as_deref(), first);
            let names = names.into_iter().map(str::to_owned).collect();
            seen.push((names, first.map(str::to_owned)));
        }
        for (names, first) in seen.iter().rev().skip(1) {
            project.journal.undo();
            assert_eq!(list(&project), *names);
            assert_eq!(start(&project), *first);
        }
    }

    #[test]
    fn what_no_edit_speaks_of_any_more_is_let_go() {
        let mut project = Project {
            views: vec![named("Start"), named("Old")],
            ..Project::default()
        };
        let [a, b] = ["A", "B"].map(|name| project.keep_view(&named(name)));
        assert_eq!(project.keep_view(&named("A")), a, "kept once");
        project.journal.push(Edit::AddView { view: a, at: 0 });
        project.journal.undo();
        project.drop_lost_views();
        assert_eq!(project.views.len(), 3, "undone is not dropped");
        project.journal.push(Edit::AddView { view: b, at: 0 });
        project.drop_lost_views();
        assert_eq!(project.views.len(), 2, "dropped, and B was let go before");
    }
}

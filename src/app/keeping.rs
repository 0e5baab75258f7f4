//! What of the window goes into a file, how it comes back, and whether all of it is saved.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::state::{Focus, Held, State, first_filter};
use crate::layout::Positions;
use crate::model::{Anchor, Edit, EntityId, MapPos};
use crate::project::{Appearance, Camera, Near, Project, START_VIEW, View};
use crate::query::Filter;

/// What the file on disk holds of what the user made.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Saved {
    edits: Vec<Edit>,
    look: Look,
}

/// How one looks at the map: what a view keeps and no edit says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Look {
    filter: Filter,
    folded: BTreeSet<EntityId>,
    focus: Option<Focus>,
    communities: bool,
    appearance: Option<Appearance>,
}

impl State {
    /// Whether the user would lose something by closing.
    pub fn is_saved(&self) -> bool {
        let now = self.project.journal.active();
        let is_new = now.is_empty() && self.saved.edits.is_empty();
        is_new || (self.saved.edits == now && self.looks_as(&self.saved.look))
    }

    /// `project` is what the file holds now, seen like this; what was changed meanwhile is not saved.
    pub fn mark_saved(&mut self, project: &Project, look: Look) {
        let edits = project.journal.active().to_vec();
        self.saved = Saved { edits, look };
    }

    /// Nothing of it is in the file it belongs to.
    pub fn mark_unsaved(&mut self) {
        self.saved = Saved::default();
    }

    /// The map is looked at as its file says.
    pub fn mark_look_saved(&mut self) {
        self.saved.look = self.look();
    }

    /// Steps that the file does not have.
    pub fn n_unsaved(&self) -> usize {
        let now = self.project.journal.active();
        let same = now.iter().zip(&self.saved.edits);
        let same = same.take_while(|(a, b)| a == b).count();
        now.len().max(self.saved.edits.len()) - same
    }

    pub fn look(&self) -> Look {
        Look {
            filter: self.filter.clone(),
            folded: self.folded.clone(),
            focus: self.focus.clone(),
            communities: self.communities,
            appearance: self.appearance,
        }
    }

    fn looks_as(&self, look: &Look) -> bool {
        self.filter == look.filter
            && self.folded == look.folded
            && self.focus == look.focus
            && self.communities == look.communities
            && self.appearance == look.appearance
    }

    /// The map as it is now.
    pub fn view(&self, camera: Option<Camera>) -> View {
        let place = |(id, pos): (&EntityId, &MapPos)| Some((self.anchor_of(id)?, *pos));
        let positions = self.positions.at.iter().map(|(id, pos)| (id, pos));
        let near = |focus: &Focus| Near {
            centres: self.anchors_of(&focus.centres),
            n_steps: focus.n_steps,
        };
        View {
            name: START_VIEW.to_owned(),
            positions: positions.filter_map(place).collect(),
            camera,
            filter: self.filter.clone(),
            selection: self.held.entities.clone(),
            pins: self.pins.iter().filter_map(place).collect(),
            hidden: self.anchors_of(&self.hidden),
            folded: self.anchors_of(&self.folded),
            focus: self.focus.as_ref().map(near),
            communities: self.communities,
            appearance: self.appearance,
            ..View::default()
        }
    }

    /// Filter, groups, focus, communities and colours as the view has them.
    pub fn wear(&mut self, view: &View) {
        self.folded = self.ids_of(&view.folded);
        self.filter = view.filter.clone();
        let near = |near: &Near| Focus {
            centres: self.ids_of(&near.centres),
            n_steps: near.n_steps,
        };
        let focus = view.focus.as_ref().map(near);
        self.focus = focus.filter(|focus| !focus.centres.is_empty());
        self.communities = view.communities;
        self.appearance = view.appearance;
        self.fold_again();
        self.refilter();
    }

    /// Places of a saved view, by the ids of the graph of today.
    pub fn positions_of(&self, view: &View) -> Positions {
        let place = |(anchor, pos): &(Anchor, MapPos)| {
            Some((self.graph.entity_at(*anchor)?.id.clone(), *pos))
        };
        let mut at: Vec<_> = view.positions.iter().filter_map(place).collect();
        at.sort_by(|a, b| a.0.cmp(&b.0));
        at.dedup_by(|a, b| a.0 == b.0);
        Positions { at }
    }

    /// Everything a file holds, as it is now.
    pub fn project_to_save(&self, camera: Option<Camera>) -> Project {
        let mut project = self.project.clone();
        project.drop_lost_views();
        let mut view = self.view(camera);
        let is_start = |view: &View| !view.by_journal && view.name == START_VIEW;
        if let Some(at) = project.views.iter().position(is_start) {
            // What another version wrote into this view stays in it.
            view.unknown = project.views.remove(at).unknown;
        }
        project.views.insert(0, view);
        project
    }

    /// Starts over with `project`; what the machine remembers stays.
    pub fn replace_project(&mut self, project: Project, path: Option<PathBuf>) {
        let view = project.views.first();
        let filter = view.map_or_else(first_filter, |view| view.filter.clone());
        let entities = view.map(|view| view.selection.clone());
        *self = Self {
            settings: std::mem::take(&mut self.settings),
            revision: self.revision,
            path,
            saved: Saved {
                edits: project.journal.active().to_vec(),
                look: Look {
                    filter: filter.clone(),
                    ..Look::default()
                },
            },
            filter,
            held: Held::nodes(entities.unwrap_or_default()),
            project,
            ..Self::default()
        };
        self.journal_changed();
    }

    fn anchors_of(&self, ids: &BTreeSet<EntityId>) -> Vec<Anchor> {
        ids.iter().filter_map(|id| self.anchor_of(id)).collect()
    }

    fn ids_of(&self, anchors: &[Anchor]) -> BTreeSet<EntityId> {
        let entities = anchors.iter().filter_map(|at| self.graph.entity_at(*at));
        entities.map(|entity| entity.id.clone()).collect()
    }
}

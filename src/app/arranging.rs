//! Puts the map into another order: laid out afresh, or one of the arrangements. Each is one step of undo.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::App;
use crate::app::arrangement;
use crate::app::commands::Scope;
use crate::layout::{Positions, arrange, set_down};
use crate::model::{Anchor, Arranged, Edit, EntityId, MapPos, ViewId};
use crate::project::each_edit;
use crate::worker::Nudge;

/// Fewer selected than this are no part worth arranging alone.
const LEAST_PART: usize = 3;

impl App {
    pub(super) fn rearrange(&mut self, scope: Scope) {
        let unpinned = match scope {
            Scope::All => self.state.pins.keys().cloned().collect(),
            Scope::Unpinned | Scope::Selected => Vec::new(),
        };
        let these = match scope {
            Scope::Selected => self.state.selection.entities.clone(),
            Scope::Unpinned | Scope::All => BTreeSet::new(),
        };
        let freed = unpinned.iter().filter_map(|id| self.state.anchor_of(id));
        let mut edits: Vec<Edit> = freed.map(|at| Edit::Pin { at, pos: None }).collect();
        edits.push(self.arranged(Arranged::Anew, |id| these.is_empty() || these.contains(id)));
        self.unpause();
        self.edit_all(edits);
        self.layout.fit_at_rest = these.is_empty();
        self.mover.nudge(Nudge::Rearrange(these));
    }

    pub(super) fn arrange(&mut self, how: Arranged) {
        let these = self.to_arrange();
        let Some(places) = self.places(how, &these) else {
            return;
        };
        let edit = self.arranged(how, |id| these.contains(id));
        self.unpause();
        self.edit(edit);
        self.layout.fit_at_rest = true;
        self.mover.nudge(Nudge::Glide(Arc::new(places)));
    }

    /// A map with another balance is another map.
    pub(super) fn set_balance(&mut self, clusters: f32) {
        self.state.settings.balance = clusters;
        self.reshape();
        self.rearrange(Scope::Unpinned);
    }

    /// Where everything of `picture` stood before the edit, for one of an earlier session.
    pub(super) fn stood_before(&self, edit: &Edit, picture: &Positions) -> Option<Arc<Positions>> {
        let mut places: Vec<(EntityId, MapPos)> = Vec::new();
        each_edit(std::slice::from_ref(edit), &mut |edit| match edit {
            Edit::Arrange { stood, .. } => {
                let found = stood.iter().filter_map(|(at, pos)| {
                    let entity = self.state.graph.entity_at(*at)?;
                    Some((entity.id.clone(), *pos))
                });
                places.extend(found);
            }
            Edit::GoToView { from, .. } => places.extend(self.places_in(from)),
            _ => {}
        });
        with_places(picture, &places)
    }

    /// Where everything of `picture` comes to stand when the edit is done again.
    pub(super) fn stands_after(&self, edit: &Edit, picture: &Positions) -> Option<Arc<Positions>> {
        let graph = &self.state.graph;
        let id = |at: &Anchor| graph.entity_at(*at).map(|entity| entity.id.clone());
        let mut places: Vec<(EntityId, MapPos)> = Vec::new();
        each_edit(std::slice::from_ref(edit), &mut |edit| match edit {
            Edit::Arrange { how, stood } => {
                let ids = stood.iter().filter_map(|(at, _)| id(at)).collect();
                let arranged = self.places(*how, &ids);
                places.extend(arranged.into_iter().flat_map(|places| places.at));
            }
            Edit::Pin { at, pos: Some(pos) } => places.extend(id(at).map(|id| (id, *pos))),
            Edit::GoToView { to, .. } => places.extend(self.places_in(to)),
            _ => {}
        });
        with_places(picture, &places)
    }

    fn places_in(&self, view: &ViewId) -> Vec<(EntityId, MapPos)> {
        let view = self.state.project.view(view);
        view.map_or_else(Vec::new, |view| self.state.positions_of(view).at)
    }

    /// What stands on the map and is picked, with its place now.
    pub(super) fn arranged(&self, how: Arranged, is_picked: impl Fn(&EntityId) -> bool) -> Edit {
        let picked = self
            .state
            .positions
            .at
            .iter()
            .filter(|(id, _)| is_picked(id));
        Edit::Arrange {
            how,
            stood: picked
                .filter_map(|(id, pos)| Some((self.state.anchor_of(id)?, *pos)))
                .collect(),
        }
    }

    /// Several that are selected and not pinned, else all that is shown.
    fn to_arrange(&self) -> BTreeSet<EntityId> {
        let free = |id: &&EntityId| !self.state.pins.contains_key(*id);
        let selected: BTreeSet<_> = self
            .state
            .selection
            .entities
            .iter()
            .filter(free)
            .cloned()
            .collect();
        if selected.len() >= LEAST_PART {
            selected
        } else {
            self.state.visible.entities.clone()
        }
    }

    /// `None` for what no arrangement gives but the layout itself.
    fn places(&self, how: Arranged, these: &BTreeSet<EntityId>) -> Option<Positions> {
        let state = &self.state;
        let whole = arrangement::request(state);
        let part = arrangement::part(&whole, these);
        let places = arrange(&part, &arrangement::arrangement(state, &part, how)?);
        let is_all = state.visible.entities.iter().all(|id| these.contains(id));
        Some(if is_all {
            places
        } else {
            set_down(&whole, &state.positions, &places)
        })
    }

    /// What is asked to move moves, paused or not.
    fn unpause(&mut self) {
        if std::mem::take(&mut self.state.layout_paused) {
            self.mover.nudge(Nudge::Run);
        }
    }
}

/// The picture with these in their places; `None` where there are none.
fn with_places(picture: &Positions, places: &[(EntityId, MapPos)]) -> Option<Arc<Positions>> {
    let mut picture = picture.clone();
    for (id, pos) in places {
        match picture.at.binary_search_by(|(known, _)| known.cmp(id)) {
            Ok(at) => {
                if let Some((_, place)) = picture.at.get_mut(at) {
                    *place = *pos;
                }
            }
            Err(at) => picture.at.insert(at, (id.clone(), *pos)),
        }
    }
    (!places.is_empty()).then(|| Arc::new(picture))
}

/// Whether it puts the map into another order; what a hand moves is no order.
pub(super) fn arranges(edit: &Edit) -> bool {
    let mut found = false;
    each_edit(std::slice::from_ref(edit), &mut |edit| {
        found |= match edit {
            Edit::Arrange { how, .. } => *how != Arranged::ByHand,
            Edit::GoToView { .. } => true,
            _ => false,
        };
    });
    found
}

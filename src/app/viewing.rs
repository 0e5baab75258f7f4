//! Named views: the map as it is now under a name, and back to it with one step of undo.

use std::collections::{BTreeMap, BTreeSet};
use std::slice;
use std::sync::Arc;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::app::App;
use crate::app::commands::{Command, UiAction, ViewAction};
use crate::app::dialogs::Question;
use crate::app::state::State;
use crate::layout::Positions;
use crate::model::{Anchor, Edit, EntityId, MapPos, ViewId};
use crate::project::{Appearance, START_VIEW, View, each_edit, view_to_json};
use crate::worker::{Nudge, ReaderJob};

const DIGITS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// Views by name, each with its place in the project; the one that is being worked on is not among them.
pub fn named(state: &State) -> impl Iterator<Item = (usize, &View)> {
    let places = state.named.iter();
    places.filter_map(|at| Some((*at, state.project.views.get(*at)?)))
}

/// Ctrl with a digit goes to that view, with Shift as well it stores the map there. A digit without a view is left to others.
pub fn pressed(ctx: &egui::Context, state: &State) -> Vec<Command> {
    let mut found = Vec::new();
    if state.is_empty() {
        return Vec::new();
    }
    let with_shift = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    for (n, key) in DIGITS.into_iter().enumerate() {
        let place = named(state).nth(n).map(|(at, _)| at);
        let pressed = |modifiers| {
            let shortcut = KeyboardShortcut::new(modifiers, key);
            ctx.input_mut(|input| input.consume_shortcut(&shortcut))
        };
        if pressed(with_shift) {
            found.push(ViewAction::StoreAt(n));
        } else if let Some(at) = place
            && pressed(Modifiers::COMMAND)
        {
            found.push(ViewAction::Show(at));
        }
    }
    let commands = found.into_iter();
    commands
        .map(|action| Command::Show(UiAction::View(action)))
        .collect()
}

/// The view that holds how the map was looked at before the edit, if that changed.
pub fn left_view(edit: &Edit) -> Option<ViewId> {
    gone_to(edit).map(|(from, _)| from)
}

/// The view that the edit goes to.
pub fn reached_view(edit: &Edit) -> Option<ViewId> {
    gone_to(edit).map(|(_, to)| to)
}

fn gone_to(edit: &Edit) -> Option<(ViewId, ViewId)> {
    let mut found = None;
    each_edit(slice::from_ref(edit), &mut |edit| {
        if let Edit::GoToView { from, to } = edit {
            found = Some((from.clone(), to.clone()));
        }
    });
    found
}

impl App {
    pub(super) fn carry_out_view(&mut self, action: ViewAction) {
        match action {
            ViewAction::Store => self.store(None),
            ViewAction::StoreAt(n) => self.store(self.state.named.get(n).copied()),
            ViewAction::Show(at) => self.show_view(at),
            ViewAction::Rename(at, name) => {
                let name = name.trim();
                if !name.is_empty() && name != START_VIEW {
                    self.replace_view(at, |view| name.clone_into(&mut view.name));
                }
            }
            ViewAction::Duplicate(at) => self.duplicate_view(at),
            ViewAction::Delete(at) => self.delete_view(at),
            ViewAction::SetStart(at) => {
                let id = at.and_then(|at| self.state.project.name_view(at));
                self.edit(Edit::StartView(id));
            }
            ViewAction::SetAppearance(at, appearance) => {
                self.replace_view(at, |view| view.appearance = appearance);
            }
            ViewAction::Export(at) => {
                if let Some(view) = self.state.project.views.get(at) {
                    let suggested = format!("{}.view.json", view.name.replace(['/', '\\'], "-"));
                    self.ask(Question::ExportView { at, suggested });
                }
            }
            ViewAction::Import => self.ask(Question::ImportView),
        }
    }

    /// Writes a view into a file of its own.
    pub(super) fn export_view(&mut self, at: usize, path: std::path::PathBuf) {
        let view = self.state.project.views.get(at);
        match view.map(view_to_json) {
            Some(Ok(bytes)) => self.reader.ask(ReaderJob::Write { path, bytes }),
            Some(Err(error)) => self
                .toasts
                .warn(format!("The view was not written: {error}")),
            None => {}
        }
    }

    /// A view out of a file of its own.
    pub(super) fn take_view(&mut self, mut view: View) {
        view.name = self.free_name(&view.name);
        self.toasts
            .say(format!("The view “{}” was added", view.name));
        self.add_view(&view, self.state.named.len());
    }

    /// Puts a view on the list, as number `at` of it.
    fn add_view(&mut self, view: &View, at: usize) {
        let view = self.state.project.keep_view(view);
        self.edit(Edit::AddView { view, at });
    }

    /// A view never changes: another takes its place.
    fn replace_view(&mut self, at: usize, change: impl FnOnce(&mut View)) {
        let Some(mut view) = self.state.project.views.get(at).cloned() else {
            return;
        };
        change(&mut view);
        let old = self.state.project.name_view(at);
        let new = self.state.project.keep_view(&view);
        if let Some(old) = old.filter(|old| *old != new) {
            self.edit(Edit::ReplaceView { old, new });
        }
    }

    fn store(&mut self, over: Option<usize>) {
        let now = self.state.view(self.map.camera());
        let known = over.and_then(|at| self.state.project.views.get(at));
        let name = known.map_or_else(|| self.free_name("View"), |known| known.name.clone());
        self.toasts.say(format!("Stored as “{name}”"));
        match over {
            // What another version wrote into it stays, and its own look.
            Some(at) => self.replace_view(at, |known| {
                *known = View {
                    name,
                    appearance: known.appearance,
                    unknown: std::mem::take(&mut known.unknown),
                    ..now
                };
            }),
            None => self.add_view(&View { name, ..now }, self.state.named.len()),
        }
    }

    fn duplicate_view(&mut self, at: usize) {
        let Some(view) = self.state.project.views.get(at).cloned() else {
            return;
        };
        let name = self.free_name(&format!("{} copy", view.name));
        let mut places = self.state.named.iter();
        let after = places.position(|known| *known == at);
        let n = after.map_or(self.state.named.len(), |after| after + 1);
        self.add_view(&View { name, ..view }, n);
    }

    fn delete_view(&mut self, at: usize) {
        let Some(id) = self.state.project.name_view(at) else {
            return;
        };
        let view = self.state.project.views.get(at);
        let name = view.map(|view| view.name.clone()).unwrap_or_default();
        self.toasts
            .say(format!("Deleted “{name}”; undo brings it back"));
        self.edit(Edit::RemoveView(id));
    }

    /// Everything as that view has it: one step of undo.
    fn show_view(&mut self, at: usize) {
        let Some(view) = self.state.project.views.get(at).cloned() else {
            return;
        };
        let places = self.state.positions_of(&view);
        let mut picture = (*self.state.positions).clone();
        for (id, pos) in &places.at {
            match picture.at.binary_search_by(|(known, _)| known.cmp(id)) {
                Ok(at) => {
                    if let Some(place) = picture.at.get_mut(at) {
                        place.1 = *pos;
                    }
                }
                Err(at) => picture.at.insert(at, (id.clone(), *pos)),
            }
        }
        let mut edits = self.edits_to(&view);
        edits.extend(self.going_to(at));
        self.edit(Edit::Group(edits));
        self.wear(&view);
        self.glide(Arc::new(picture));
        self.toasts.say(format!("View “{}”", view.name));
    }

    /// The step itself, with the map as it is kept for the way back.
    fn going_to(&mut self, at: usize) -> Option<Edit> {
        let here = View {
            name: "Before".to_owned(),
            ..self.state.view(self.map.camera())
        };
        let to = self.state.project.name_view(at)?;
        let from = self.state.project.keep_view(&here);
        Some(Edit::GoToView { from, to })
    }

    /// A view that was chosen to be seen first. Pins and hiding that are not as it has them become a step of undo.
    pub(super) fn show_on_opening(&mut self, at: usize) {
        let Some(view) = self.state.project.views.get(at).cloned() else {
            return;
        };
        let mut edits = self.edits_to(&view);
        if !edits.is_empty() {
            edits.extend(self.going_to(at));
        }
        self.state.positions = Arc::new(self.state.positions_of(&view));
        if !edits.is_empty() {
            self.edit(Edit::Group(edits));
        }
        self.wear(&view);
        self.layout.request = None;
        self.reshape();
    }

    /// Filter, groups, focus, camera and colours of a view.
    pub(super) fn wear(&mut self, view: &View) {
        self.state.wear(view);
        if let Some(camera) = view.camera {
            self.map.set_camera(camera);
        }
    }

    /// The same for one the journal speaks of.
    pub(super) fn wear_of(&mut self, view: Option<ViewId>) {
        let view = view.and_then(|id| self.state.project.view(&id).cloned());
        if let Some(view) = view {
            self.wear(&view);
        }
    }

    pub(super) fn glide(&mut self, picture: Arc<Positions>) {
        self.layout.request = None;
        self.reshape();
        if self.state.layout_paused {
            self.state.positions = picture;
            self.send_shape();
        } else {
            self.mover.nudge(Nudge::Glide(picture));
        }
    }

    /// The colours of the view that is worn, else those the person chose.
    pub(super) fn follow_colours(&self, ctx: &egui::Context) {
        let wanted = match self.state.appearance {
            Some(Appearance::Light) => egui::ThemePreference::Light,
            Some(Appearance::Dark) => egui::ThemePreference::Dark,
            None => self.state.settings.mode.preference(),
        };
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
    }

    /// Pins and hiding as the view has them.
    fn edits_to(&self, view: &View) -> Vec<Edit> {
        let state = &self.state;
        let id = |at: &Anchor| state.graph.entity_at(*at).map(|entity| entity.id.clone());
        let wanted = view
            .pins
            .iter()
            .filter_map(|(at, pos)| Some((id(at)?, *pos)));
        let wanted: BTreeMap<EntityId, MapPos> = wanted.collect();
        let hidden: BTreeSet<EntityId> = view.hidden.iter().filter_map(id).collect();
        let anchor = |id: &EntityId| state.anchor_of(id);
        let mut edits = Vec::new();
        let freed = state.pins.keys().filter(|id| !wanted.contains_key(*id));
        edits.extend(
            freed
                .filter_map(anchor)
                .map(|at| Edit::Pin { at, pos: None }),
        );
        let held = wanted
            .iter()
            .filter(|(id, pos)| state.pins.get(*id) != Some(pos));
        edits.extend(held.filter_map(|(id, pos)| {
            let at = anchor(id)?;
            Some(Edit::Pin {
                at,
                pos: Some(*pos),
            })
        }));
        let shown = state.hidden.difference(&hidden).filter_map(anchor);
        edits.extend(shown.map(|at| Edit::Show { at }));
        let gone = hidden.difference(&state.hidden).filter_map(anchor);
        edits.extend(gone.map(|at| Edit::Hide { at }));
        edits
    }

    /// The name, or the name with a number that no view has yet.
    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| named(&self.state).any(|(_, view)| view.name == name);
        let numbered = (1..).map(|n| format!("{name} {n}"));
        let plain = (name != "View").then(|| name.to_owned());
        let mut names = plain.into_iter().chain(numbered);
        names
            .find(|name| !taken(name))
            .unwrap_or_else(|| name.to_owned())
    }
}

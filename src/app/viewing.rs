//! Named views: the map as it is now under a name, and back to it with one step of undo.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::app::App;
use crate::app::commands::{Command, UiAction, ViewAction};
use crate::app::dialogs::Question;
use crate::app::history::Look;
use crate::app::state::{START_VIEW, State};
use crate::layout::Positions;
use crate::model::{Anchor, Arranged, Edit, EntityId, MapPos};
use crate::project::{Appearance, View, view_to_json};
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
    let views = state.project.views.iter().enumerate();
    views.filter(|(_, view)| view.name != START_VIEW)
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

impl App {
    pub(super) fn carry_out_view(&mut self, ctx: &egui::Context, action: ViewAction) {
        let only_looks = matches!(
            action,
            ViewAction::Show(_) | ViewAction::Export(_) | ViewAction::Import
        );
        self.state.views_changed |= !only_looks;
        match action {
            ViewAction::Store => {
                let name = self.free_name("View");
                self.store(None, name);
            }
            ViewAction::StoreAt(n) => {
                let known = named(&self.state).nth(n);
                let known = known.map(|(at, view)| (at, view.name.clone()));
                match known {
                    Some((at, name)) => self.store(Some(at), name),
                    None => {
                        let name = self.free_name("View");
                        self.store(None, name);
                    }
                }
            }
            ViewAction::Show(at) => self.show_view(ctx, at),
            ViewAction::Rename(at, name) => self.rename_view(at, name.trim()),
            ViewAction::Duplicate(at) => {
                if let Some(mut view) = self.state.project.views.get(at).cloned() {
                    view.name = self.free_name(&format!("{} copy", view.name));
                    self.state.project.views.insert(at + 1, view);
                }
            }
            ViewAction::Delete(at) => {
                if at < self.state.project.views.len() {
                    let view = self.state.project.views.remove(at);
                    self.state.deleted_view = Some((at, view));
                }
            }
            ViewAction::BringBack => {
                if let Some((at, view)) = self.state.deleted_view.take() {
                    let at = at.min(self.state.project.views.len());
                    self.state.project.views.insert(at, view);
                }
            }
            ViewAction::SetStart(at) => {
                let view = at.and_then(|at| self.state.project.views.get(at));
                self.state.project.start_view = view.map(|view| view.name.clone());
            }
            ViewAction::SetAppearance(at, appearance) => {
                if let Some(view) = self.state.project.views.get_mut(at) {
                    view.appearance = appearance;
                }
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

    pub(super) fn take_view(&mut self, mut view: View) {
        view.name = self.free_name(&view.name);
        self.toasts
            .say(format!("The view “{}” was added", view.name));
        self.state.project.views.push(view);
        self.state.views_changed = true;
    }

    fn store(&mut self, over: Option<usize>, name: String) {
        let mut view = self.state.view(self.map.camera());
        view.name = name;
        self.toasts.say(format!("Stored as “{}”", view.name));
        match over.and_then(|at| self.state.project.views.get_mut(at)) {
            Some(known) => {
                // What another version wrote into it stays, and its own look.
                view.unknown = std::mem::take(&mut known.unknown);
                view.appearance = known.appearance;
                *known = view;
            }
            None => self.state.project.views.push(view),
        }
    }

    fn rename_view(&mut self, at: usize, name: &str) {
        if name.is_empty() || name == START_VIEW {
            return;
        }
        let is_start = |view: &View, start: &Option<String>| start.as_deref() == Some(&view.name);
        let start = &self.state.project.start_view;
        let Some(view) = self.state.project.views.get_mut(at) else {
            return;
        };
        let was_start = is_start(view, start);
        view.name = name.to_owned();
        if was_start {
            self.state.project.start_view = Some(name.to_owned());
        }
    }

    /// Everything as that view has it: one step of undo.
    fn show_view(&mut self, ctx: &egui::Context, at: usize) {
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
        let before = self.present_look();
        let n = self.state.project.journal.done();
        let edits = self.edits_to(&view);
        self.edit(Edit::Group(edits));
        self.wear(ctx, &view);
        let after = self.present_look();
        self.state.history.looked(n, before, after);
        self.glide(Arc::new(picture));
        self.toasts.say(format!("View “{}”", view.name));
    }

    /// A view that was chosen to be seen first; where it is what the project shows anyway, nothing is done.
    pub(super) fn show_on_opening(&mut self, ctx: &egui::Context, at: usize) {
        let Some(view) = self.state.project.views.get(at).cloned() else {
            return;
        };
        // The places go before the comparison: they are no edit by themselves.
        self.state.positions = Arc::new(self.state.positions_of(&view));
        let edits = self.edits_to(&view);
        if edits.len() > 1 {
            self.edit(Edit::Group(edits));
        }
        self.wear(ctx, &view);
        self.layout.request = None;
        self.reshape();
    }

    /// Filter, groups, camera and colours of a view.
    fn wear(&mut self, ctx: &egui::Context, view: &View) {
        let folded = view.folded.iter();
        let folded = folded.filter_map(|at| self.state.graph.entity_at(*at));
        self.state
            .set_folded(folded.map(|entity| entity.id.clone()).collect());
        self.state.set_filter(view.filter.clone());
        if let Some(camera) = view.camera {
            self.map.set_camera(camera);
        }
        ctx.set_theme(match view.appearance {
            Some(Appearance::Light) => egui::ThemePreference::Light,
            Some(Appearance::Dark) => egui::ThemePreference::Dark,
            None => self.state.settings.mode.preference(),
        });
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

    /// What of the window belongs to a view and not to the journal.
    fn present_look(&self) -> Look {
        Look {
            filter: self.state.filter.clone(),
            folded: self.state.folded.clone(),
            camera: self.map.camera(),
        }
    }

    /// Undoing or redoing a step that changed how one looks at the map.
    pub(super) fn look_again(&mut self, look: Option<Look>) {
        if let Some(look) = look {
            self.state.set_folded(look.folded);
            self.state.set_filter(look.filter);
            if let Some(camera) = look.camera {
                self.map.set_camera(camera);
            }
        }
    }

    /// Pins and hiding as the view has them, and where everything stood before.
    fn edits_to(&self, view: &View) -> Vec<Edit> {
        let state = &self.state;
        let id = |at: &Anchor| state.graph.entity_at(*at).map(|entity| entity.id.clone());
        let wanted = view
            .pins
            .iter()
            .filter_map(|(at, pos)| Some((id(at)?, *pos)));
        let wanted: BTreeMap<EntityId, MapPos> = wanted.collect();
        let hidden: std::collections::BTreeSet<EntityId> =
            view.hidden.iter().filter_map(id).collect();
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
        edits.push(self.arranged(Arranged::View, |_| true));
        edits
    }

    /// The name, or the name with a number that no view has yet.
    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            self.state
                .project
                .views
                .iter()
                .any(|view| view.name == name)
        };
        let numbered = (1..).map(|n| format!("{name} {n}"));
        let plain = (name != "View").then(|| name.to_owned());
        let mut names = plain.into_iter().chain(numbered);
        names
            .find(|name| !taken(name))
            .unwrap_or_else(|| name.to_owned())
    }
}

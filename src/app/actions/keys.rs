//! The keys of the actions: as people write them, and as they are pressed.

use eframe::egui::{self, Key, KeyboardShortcut};

use crate::app::actions::{Action, Keys};
use crate::app::commands::Command;
use crate::app::state::State;

impl Action {
    /// The first key, as people write it: "Ctrl+Shift+S".
    pub fn key(self, ctx: &egui::Context) -> String {
        self.all_keys(ctx).next().unwrap_or_default()
    }

    /// All its keys, as people write them.
    pub fn all_keys(self, ctx: &egui::Context) -> impl Iterator<Item = String> {
        let keys = self.entry().keys.iter();
        keys.map(|&keys| ctx.format_shortcut(&shortcut(keys)))
    }
}

/// The commands of the keys pressed since the last frame.
/// `typing`: a text field had the focus when they were pressed; egui takes it away on Escape before anybody asks.
pub fn pressed(ctx: &egui::Context, state: &State, typing: bool) -> Vec<Command> {
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let mut found = Vec::new();
    for action in by_modifiers() {
        for &keys in action.entry().keys {
            let closes_popup = keys.1 == Key::Escape && egui::Popup::is_any_open(ctx);
            if is_for_the_field(keys, typing, focused) || closes_popup {
                continue;
            }
            let key = shortcut(keys);
            if ctx.input_mut(|input| input.consume_shortcut(&key)) && action.is_enabled(state) {
                found.extend(action.command(state));
            }
        }
    }
    found
}

/// egui takes Ctrl+Shift+S for Ctrl+S as well, so the longer ones are asked for first.
fn by_modifiers() -> Vec<Action> {
    let has_more = |action: &Action| {
        let keys = action.entry().keys.iter();
        keys.map(|(with, _)| usize::from(with.shift) + usize::from(with.alt))
            .max()
    };
    let mut actions = Action::ALL.to_vec();
    actions.sort_by_key(|action| std::cmp::Reverse(has_more(action)));
    actions
}

/// Whether a key belongs to the field or button that has the focus.
fn is_for_the_field((with, key): Keys, typing: bool, focused: bool) -> bool {
    let bare = !with.command && !is_function(key);
    let edits = matches!(key, Key::A | Key::Z | Key::Y | Key::C);
    (typing && (bare || edits)) || (focused && key == Key::Space)
}

const fn shortcut((modifiers, logical_key): Keys) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, logical_key)
}

const fn is_function(key: Key) -> bool {
    matches!(
        key,
        Key::F1 | Key::F2 | Key::F3 | Key::F4 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F10
    )
}

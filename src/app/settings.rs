//! What this person prefers on this machine: theme, open panes, recent projects. Kept by eframe beside the window's geometry, never in a project.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use eframe::egui;
use serde::{Deserialize, Serialize};

use crate::app::theme;
use crate::layout::Balance;

/// Under which eframe keeps the settings.
pub const KEY: &str = "settings";
const N_RECENT: usize = 8;
/// Sizes of everything that is drawn, against the plain one.
pub const SMALLEST_TEXT: f32 = 1.0;
pub const LARGEST_TEXT: f32 = 2.0;
pub const TEXT_STEP: f32 = 0.125;

/// Everything the window remembers from run to run.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub mode: Mode,
    pub motion: bool,
    pub left_pane: bool,
    pub detail_pane: bool,
    /// The strip of days under the map.
    pub time_strip: bool,
    pub text_size: f32,
    pub detail_width: f32,
    pub reader_width: f32,
    /// Whether a layout keeps distances, 0, or shows clusters, 1.
    pub balance: f32,
    /// Newest first.
    pub recent: Vec<PathBuf>,
    /// Keep the three last good versions beside each project.
    pub keep_versions: bool,
    /// Hints that were understood or put away; they do not come again.
    pub hints_done: BTreeSet<Hint>,
    /// Where copies of unsaved work go; none are made without it.
    #[serde(skip)]
    pub recovery: Option<PathBuf>,
}

/// Something to know about the map, told once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Hint {
    Click,
    Drag,
    Palette,
}

impl Hint {
    /// In the order they are told.
    pub const ALL: [Self; 3] = [Self::Click, Self::Drag, Self::Palette];
}

/// Light, dark, or what the desktop says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Mode {
    #[default]
    System,
    Light,
    Dark,
}

impl Mode {
    pub const fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::System,
            motion: true,
            left_pane: true,
            detail_pane: true,
            time_strip: true,
            text_size: 1.0,
            detail_width: theme::RIGHT_PANE,
            reader_width: 500.0,
            balance: Balance::MIXED.clusters(),
            recent: Vec::new(),
            keep_versions: false,
            hints_done: BTreeSet::new(),
            recovery: None,
        }
    }
}

impl Settings {
    /// What eframe kept; anything unreadable is as good as nothing.
    pub fn restored(storage: Option<&dyn eframe::Storage>) -> Self {
        storage
            .and_then(|storage| eframe::get_value(storage, KEY))
            .unwrap_or_default()
    }

    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(N_RECENT);
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
    }

    pub const fn motion(&self) -> theme::Motion {
        if self.motion {
            theme::Motion::Full
        } else {
            theme::Motion::Reduced
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_projects_are_few_newest_first_and_named_once() {
        let mut settings = Settings::default();
        for name in (0..12).map(|n| format!("/maps/{n}.legation")) {
            settings.remember(Path::new(&name));
        }
        settings.remember(Path::new("/maps/9.legation"));
        assert_eq!(settings.recent.len(), N_RECENT);
        let newest: Vec<_> = settings.recent.iter().take(2).collect();
        assert_eq!(
            newest,
            [
                Path::new("/maps/9.legation"),
                Path::new("/maps/11.legation")
            ]
        );
    }
}

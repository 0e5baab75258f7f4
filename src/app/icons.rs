//! Icons of buttons and menus, by what they stand for; all from the Phosphor font that `theme::fonts` puts behind the text.

use eframe::egui::IconData;
use egui_phosphor::regular;

use crate::model::Subkind;

pub const SEARCH: &str = regular::MAGNIFYING_GLASS;
pub const ZOOM_IN: &str = regular::PLUS;
pub const ZOOM_OUT: &str = regular::MINUS;
pub const FIT: &str = regular::ARROWS_OUT_SIMPLE;
pub const PIN: &str = regular::PUSH_PIN;
pub const UNPIN: &str = regular::PUSH_PIN_SLASH;
pub const HIDE: &str = regular::EYE_SLASH;
pub const SHOW: &str = regular::EYE;
pub const COPY: &str = regular::COPY;
pub const CLOSE: &str = regular::X;
pub const MORE: &str = regular::DOTS_THREE;
pub const UNDO: &str = regular::ARROW_COUNTER_CLOCKWISE;
pub const REDO: &str = regular::ARROW_CLOCKWISE;
pub const OPEN: &str = regular::FOLDER_OPEN;
pub const ARTICLE: &str = regular::NEWSPAPER;
pub const SAVE: &str = regular::FLOPPY_DISK;
pub const CENTRE: &str = regular::CROSSHAIR_SIMPLE;
pub const PAUSE: &str = regular::PAUSE;
pub const RUN: &str = regular::PLAY;
pub const STOP: &str = regular::STOP;
pub const FOCUS: &str = regular::TARGET;
pub const EXPAND: &str = regular::SHARE_NETWORK;
pub const CHAIN: &str = regular::LINK;
pub const GROUP: &str = regular::STACK;
pub const FILTER: &str = regular::FUNNEL;
pub const LEFT: &str = regular::CARET_LEFT;
pub const RIGHT: &str = regular::CARET_RIGHT;
pub const UP: &str = regular::CARET_UP;
pub const DOWN: &str = regular::CARET_DOWN;
pub const WARNING: &str = regular::WARNING;
pub const INFO: &str = regular::INFO;
pub const DONE: &str = regular::CHECK;
pub const CORRECT: &str = regular::PENCIL_SIMPLE;
pub const SPLIT: &str = regular::ARROWS_SPLIT;
pub const NOTE: &str = regular::NOTE_PENCIL;
pub const DELETE: &str = regular::TRASH;
pub const QUOTE: &str = regular::QUOTES;
pub const SELECT_ALL: &str = regular::SELECTION_ALL;
pub const HINT: &str = regular::LIGHTBULB;
pub const COMPARE: &str = regular::GIT_DIFF;
pub const REARRANGE: &str = regular::SHUFFLE;

/// The sign of an office on a person's ring.
pub fn office(subkind: Subkind) -> Option<&'static str> {
    match subkind {
        Subkind::Diplomat => Some(regular::HANDSHAKE),
        Subkind::HeadOfState => Some(regular::CROWN_SIMPLE),
        Subkind::HeadOfGovernment => Some(regular::BUILDINGS),
        Subkind::Minister => Some(regular::BRIEFCASE),
        Subkind::Official => Some(regular::IDENTIFICATION_BADGE),
        Subkind::Officer => Some(regular::MEDAL_MILITARY),
        Subkind::Spokesperson => Some(regular::MEGAPHONE_SIMPLE),
        Subkind::Legislator => Some(regular::BANK),
        _ => None,
    }
}

/// The window's own icon; `None` would only cost the icon.
pub fn window_icon() -> Option<IconData> {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon-256.png")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_has_an_icon() {
        let icon = window_icon().unwrap();
        assert_eq!((icon.width, icon.height), (256, 256));
    }
}

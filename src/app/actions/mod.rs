//! Every action that needs no argument, in one table: menus, keys and the key help are made from it.

mod doing;
mod keys;
mod needs;

use eframe::egui::{Key, Modifiers};

use crate::app::state::State;
use crate::project;

pub use keys::pressed;

/// An action. Its order here is the order of the key help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    NewProject,
    OpenArticles,
    OpenFolder,
    TrySamples,
    OpenProject,
    Save,
    SaveAs,
    Quit,
    Undo,
    Redo,
    SelectAll,
    InvertSelection,
    SelectNeighbours,
    ClearSelection,
    NextCitation,
    PreviousCitation,
    CopyCitation,
    Find,
    Palette,
    ShowList,
    ToggleLeftPane,
    ToggleDetailPane,
    ToggleTimeStrip,
    CloseReader,
    ZoomIn,
    ZoomOut,
    Fit,
    FitSelection,
    LargerText,
    SmallerText,
    Light,
    Dark,
    AsTheSystem,
    ReducedMotion,
    Pin,
    Unpin,
    UnpinAll,
    Hide,
    HideOthers,
    ShowHidden,
    FocusOne,
    FocusTwo,
    FocusThree,
    Unfocus,
    ClearFilter,
    Fold,
    UnfoldAll,
    Communities,
    PlayTime,
    Rearrange,
    RearrangeSelection,
    RearrangeAll,
    ArrangeCircle,
    ArrangeTiers,
    ArrangeRings,
    ArrangeBlocs,
    ArrangeTimeline,
    PauseLayout,
    ReviewQueue,
    History,
    Views,
    StoreView,
    News,
    EndComparison,
    Correct,
    Join,
    KeepApart,
    Split,
    Delete,
    Note,
    ConfirmRelation,
    RejectRelation,
    CorrectRelation,
    Keys,
    About,
}

/// Keys pressed together.
pub type Keys = (Modifiers, Key);

const NONE: Modifiers = Modifiers::NONE;
const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// What people see of an action.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub name: &'static str,
    pub tip: &'static str,
    pub keys: &'static [Keys],
}

impl Action {
    pub const ALL: [Self; 75] = [
        Self::NewProject,
        Self::OpenArticles,
        Self::OpenFolder,
        Self::TrySamples,
        Self::OpenProject,
        Self::Save,
        Self::SaveAs,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::SelectAll,
        Self::InvertSelection,
        Self::SelectNeighbours,
        Self::ClearSelection,
        Self::NextCitation,
        Self::PreviousCitation,
        Self::CopyCitation,
        Self::Find,
        Self::Palette,
        Self::ShowList,
        Self::ToggleLeftPane,
        Self::ToggleDetailPane,
        Self::ToggleTimeStrip,
        Self::CloseReader,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::Fit,
        Self::FitSelection,
        Self::LargerText,
        Self::SmallerText,
        Self::Light,
        Self::Dark,
        Self::AsTheSystem,
        Self::ReducedMotion,
        Self::Pin,
        Self::Unpin,
        Self::UnpinAll,
        Self::Hide,
        Self::HideOthers,
        Self::ShowHidden,
        Self::FocusOne,
        Self::FocusTwo,
        Self::FocusThree,
        Self::Unfocus,
        Self::ClearFilter,
        Self::Fold,
        Self::UnfoldAll,
        Self::Communities,
        Self::PlayTime,
        Self::Rearrange,
        Self::RearrangeSelection,
        Self::RearrangeAll,
        Self::ArrangeCircle,
        Self::ArrangeTiers,
        Self::ArrangeRings,
        Self::ArrangeBlocs,
        Self::ArrangeTimeline,
        Self::PauseLayout,
        Self::ReviewQueue,
        Self::History,
        Self::Views,
        Self::StoreView,
        Self::News,
        Self::EndComparison,
        Self::Correct,
        Self::Join,
        Self::KeepApart,
        Self::Split,
        Self::Delete,
        Self::Note,
        Self::ConfirmRelation,
        Self::RejectRelation,
        Self::CorrectRelation,
        Self::Keys,
        Self::About,
    ];

    #[rustfmt::skip]
    pub const fn entry(self) -> Entry {
        let (name, tip, keys): (_, _, &'static [Keys]) = match self {
            Self::NewProject => ("New project", "Start with an empty map", &[]),
            Self::OpenArticles => ("Open articles…", "Choose text files to read", &[(CTRL, Key::O)]),
            Self::OpenFolder => ("Open folder…", "Read every article of a folder", &[]),
            Self::TrySamples => ("Try the sample articles", "Read invented articles that come with the program", &[]),
            Self::OpenProject => ("Open project…", "Open a map saved before", &[]),
            Self::Save => ("Save", "Save the map with its articles", &[(CTRL, Key::S)]),
            Self::SaveAs => ("Save as…", "Save the map under another name", &[(CTRL_SHIFT, Key::S)]),
            Self::Quit => ("Quit", "Close the program", &[(CTRL, Key::Q)]),
            Self::Undo => ("Undo", "Take back the last change", &[(CTRL, Key::Z)]),
            Self::Redo => ("Redo", "Do it again", &[(CTRL_SHIFT, Key::Z), (CTRL, Key::Y)]),
            Self::SelectAll => ("Select all", "Select everything shown", &[(CTRL, Key::A)]),
            Self::InvertSelection => ("Invert selection", "Select what is shown and not selected", &[(CTRL, Key::I)]),
            Self::SelectNeighbours => ("Expand to neighbours", "Select also whoever deals with the selected", &[(CTRL, Key::E)]),
            Self::ClearSelection => ("Clear selection", "Select nothing", &[(NONE, Key::Escape)]),
            Self::NextCitation => ("Next citation", "Open the article at the next sentence about the selected", &[(NONE, Key::F3)]),
            Self::PreviousCitation => ("Previous citation", "Open the article at the sentence before about the selected", &[(SHIFT, Key::F3)]),
            Self::CopyCitation => ("Copy citation", "Copy the sentence and its source to the clipboard", &[(CTRL_SHIFT, Key::C)]),
            Self::Find => ("Find…", "Find a person, state or asset", &[(CTRL, Key::F)]),
            Self::Palette => ("All commands…", "Find any command or name by typing", &[(CTRL, Key::K), (CTRL_SHIFT, Key::P)]),
            Self::ShowList => ("List of names", "Show everything on the map as a list", &[(CTRL, Key::L)]),
            Self::ToggleLeftPane => ("Left pane", "Show or close sources, legend and list", &[(NONE, Key::F9)]),
            Self::ToggleDetailPane => ("Detail pane", "Show or close what is known of the selected", &[(NONE, Key::F10)]),
            Self::ToggleTimeStrip => ("Time strip", "Show or close the strip of days under the map", &[(CTRL, Key::T)]),
            Self::CloseReader => ("Close the article", "Close the source reader", &[(CTRL, Key::W)]),
            Self::ZoomIn => ("Zoom in", "Bring the map nearer", &[(CTRL, Key::Plus), (CTRL, Key::Equals)]),
            Self::ZoomOut => ("Zoom out", "See more of the map", &[(CTRL, Key::Minus)]),
            Self::Fit => ("Fit map", "Show all of the map", &[(CTRL, Key::Num0)]),
            Self::FitSelection => ("Fit selection", "Show all of the selected", &[(CTRL, Key::Num9)]),
            Self::LargerText => ("Larger text", "Make everything larger, up to twice the size", &[(CTRL_SHIFT, Key::Plus), (CTRL_SHIFT, Key::Equals)]),
            Self::SmallerText => ("Smaller text", "Make everything smaller again", &[(CTRL_SHIFT, Key::Minus)]),
            Self::Light => ("Light", "Dark letters on a light ground", &[]),
            Self::Dark => ("Dark", "Light letters on a dark ground", &[]),
            Self::AsTheSystem => ("As the system", "Light or dark as the desktop says", &[]),
            Self::ReducedMotion => ("Reduced motion", "Let nothing glide, or let it again", &[]),
            Self::Pin => ("Pin", "Hold the selected where they stand", &[(NONE, Key::P)]),
            Self::Unpin => ("Unpin", "Let the selected move again", &[(ALT, Key::P)]),
            Self::UnpinAll => ("Unpin all", "Let everything move again", &[]),
            Self::Hide => ("Hide", "Take the selected off the map; the list still has them", &[(CTRL, Key::H)]),
            Self::HideOthers => ("Hide others", "Leave only the selected on the map", &[(CTRL_SHIFT, Key::H)]),
            Self::ShowHidden => ("Show all hidden", "Bring everything back that was hidden", &[]),
            Self::FocusOne => ("Focus: 1 step", "Show only the selected and whoever deals with them", &[(ALT, Key::Num1)]),
            Self::FocusTwo => ("Focus: 2 steps", "Show only what is at most two lines away from the selected", &[(ALT, Key::Num2)]),
            Self::FocusThree => ("Focus: 3 steps", "Show only what is at most three lines away from the selected", &[(ALT, Key::Num3)]),
            Self::Unfocus => ("End focus", "Show everything again", &[(ALT, Key::Num4)]),
            Self::ClearFilter => ("Clear filters", "Switch everything on again", &[]),
            Self::Fold => ("Group with its own", "Let the selected stand for the people, bodies and assets that belong to it, or open it again", &[(CTRL, Key::G)]),
            Self::UnfoldAll => ("Open all groups", "Show everybody who was grouped", &[(CTRL_SHIFT, Key::G)]),
            Self::Communities => ("Communities", "Show or hide who deals mostly with one another", &[(CTRL, Key::M)]),
            Self::PlayTime => ("Play time", "Run through the days, or stop", &[(CTRL_SHIFT, Key::Space)]),
            Self::Rearrange => ("Rearrange", "Lay out everything that is not pinned afresh", &[]),
            Self::RearrangeSelection => ("Rearrange selection", "Find new places for the selected among the others, which stay", &[]),
            Self::RearrangeAll => ("Rearrange all", "Unpin everything and lay it all out afresh", &[]),
            Self::ArrangeCircle => ("Circle", "Put what is shown on a circle, or only the selected where there are several", &[]),
            Self::ArrangeTiers => ("Tiers by kind", "Put states above organisations, these above people, and so on down", &[]),
            Self::ArrangeRings => ("Rings round one", "Put everything round the selected, as far out as it is lines away", &[]),
            Self::ArrangeBlocs => ("By state", "Put each state together with its people and assets", &[]),
            Self::ArrangeTimeline => ("By time", "Put everything from left to right by the days it is told of", &[]),
            Self::PauseLayout => ("Pause layout", "Stop or continue the movement", &[(NONE, Key::Space)]),
            Self::ReviewQueue => ("Review", "Decide what the reader was unsure about, question by question", &[(NONE, Key::F4)]),
            Self::History => ("History", "Show everything done so far, and go back to any of it", &[(NONE, Key::F6)]),
            Self::Views => ("Views", "Show the named views of this map; Ctrl with a digit goes to one", &[(NONE, Key::F7)]),
            Self::StoreView => ("Store this view", "Keep the map as it is now under a name; Ctrl+Shift with a digit does so, too", &[]),
            Self::News => ("What changed", "Show changed files, what is new on the map, and merge another project", &[(NONE, Key::F8)]),
            Self::EndComparison => ("End comparison", "Take the marks of a comparison off the map", &[(SHIFT, Key::F8)]),
            Self::Correct => ("Put right…", "Change the name, kind, code or other names of the selected", &[(NONE, Key::F2)]),
            Self::Join => ("Join", "The selected are one", &[(CTRL, Key::J)]),
            Self::KeepApart => ("Never join", "The two selected are never one, whatever they are called", &[(CTRL_SHIFT, Key::J)]),
            Self::Split => ("Split…", "Choose which mentions of the selected are somebody else", &[]),
            Self::Delete => ("Delete", "The selected are nothing that belongs on a map", &[(NONE, Key::Delete)]),
            Self::Note => ("Note…", "Write a note on the selected", &[(CTRL, Key::N)]),
            Self::ConfirmRelation => ("Confirm the relation", "It is so, and stays even if it is no longer found", &[]),
            Self::RejectRelation => ("Reject the relation", "Its sentences do not tell it", &[]),
            Self::CorrectRelation => ("Put the relation right…", "Change the kind, status or ends of the selected line", &[]),
            Self::Keys => ("Keys", "Show all keys", &[(NONE, Key::F1), (NONE, Key::Questionmark)]),
            Self::About => ("About Legation", "What this program is", &[]),
        };
        Entry { name, tip, keys }
    }

    /// The name as the menu shows it now: undo and redo say what they are about.
    pub fn name(self, state: &State) -> String {
        let about = match self {
            Self::Undo => state.project.journal.next_undo(),
            Self::Redo => state.project.journal.next_redo(),
            Self::PauseLayout if state.layout_paused => return "Continue layout".to_owned(),
            Self::PlayTime if state.playing => return "Stop time".to_owned(),
            Self::Fold
                if state
                    .selected_entity()
                    .is_some_and(|id| state.folded.contains(id)) =>
            {
                return "Open the group".to_owned();
            }
            _ => None,
        };
        let name = self.entry().name;
        about.map_or_else(
            || name.to_owned(),
            |edit| {
                format!(
                    "{name}: {}",
                    in_sentence(&project::describe(edit, &state.project, &state.graph))
                )
            },
        )
    }
}

/// "Pinned Oman" within a line: "pinned Oman".
fn in_sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase());
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_is_listed_once_and_no_key_means_two_things() {
        let names: BTreeSet<_> = Action::ALL.iter().map(|a| a.entry().name).collect();
        assert_eq!(names.len(), Action::ALL.len());
        let mut keys = BTreeSet::new();
        for action in Action::ALL {
            assert!(!action.entry().tip.is_empty(), "{action:?}");
            for key in action.entry().keys {
                assert!(keys.insert(format!("{key:?}")), "{action:?} {key:?}");
            }
        }
    }

    #[test]
    fn an_empty_window_offers_files_and_help_only() {
        let state = State::default();
        let offered: Vec<_> = Action::ALL
            .into_iter()
            .filter(|action| action.is_enabled(&state))
            .collect();
        use Action as A;
        assert_eq!(
            offered,
            [
                A::NewProject,
                A::OpenArticles,
                A::OpenFolder,
                A::TrySamples,
                A::OpenProject,
                A::Quit,
                A::Palette,
                A::ToggleLeftPane,
                A::ToggleDetailPane,
                A::LargerText,
                A::Light,
                A::Dark,
                A::AsTheSystem,
                A::ReducedMotion,
                A::Keys,
                A::About
            ]
        );
    }
}

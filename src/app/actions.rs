//! Every action that needs no argument, in one table: menus, keys and the key help are made from it.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::app::commands::{
    Asked, Command, Correction, Job, Scope, Side, Turn, UiAction, ViewAction,
};
use crate::app::correcting;
use crate::app::settings::{self, Mode};
use crate::app::state::{State, first_filter};
use crate::model::{Arranged, EntityId, Noted};
use crate::project;

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
    pub const ALL: [Self; 74] = [
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

    pub fn is_enabled(self, state: &State) -> bool {
        let any_selected = !state.selection.entities.is_empty();
        match self {
            Self::Save | Self::SaveAs => !state.is_empty() || state.path.is_some(),
            Self::Undo => state.project.journal.next_undo().is_some(),
            Self::Redo => state.project.journal.next_redo().is_some(),
            Self::ClearSelection => !state.selection.is_empty(),
            Self::CopyCitation => state.citable().is_some(),
            Self::CloseReader => state.reader_at.is_some(),
            Self::Pin
            | Self::Hide
            | Self::HideOthers
            | Self::SelectNeighbours
            | Self::RearrangeSelection
            | Self::FocusOne
            | Self::FocusTwo
            | Self::FocusThree => any_selected,
            Self::NextCitation | Self::PreviousCitation => !state.selection.is_empty(),
            Self::ShowHidden => !state.hidden.is_empty(),
            Self::Correct | Self::Split => state.selected_entity().is_some(),
            Self::Join => state.selection.entities.len() > 1,
            Self::KeepApart => state.selection.entities.len() == 2,
            Self::Delete => any_selected,
            Self::Note => state.selected_entity().is_some() || state.selected_relation().is_some(),
            Self::ConfirmRelation => state
                .selected_relation()
                .is_some_and(|relation| !state.marks.confirmed.contains(&relation.id)),
            Self::RejectRelation | Self::CorrectRelation => state.selected_relation().is_some(),
            Self::ReviewQueue | Self::History | Self::Views | Self::StoreView | Self::News => {
                !state.project.journal.all().is_empty()
            }
            Self::Unfocus => state.focus.is_some(),
            Self::ClearFilter => {
                !state.graph.entities().is_empty() && state.filter != first_filter()
            }
            Self::Fold => state.selected_entity().is_some_and(|id| state.can_fold(id)),
            Self::UnfoldAll => !state.folded.is_empty(),
            Self::LargerText => state.settings.text_size < settings::LARGEST_TEXT,
            Self::SmallerText => state.settings.text_size > settings::SMALLEST_TEXT,
            Self::FitSelection => !state.selection.is_empty(),
            Self::Unpin => state
                .selection
                .entities
                .iter()
                .any(|id| state.pins.contains_key(id)),
            Self::UnpinAll => !state.pins.is_empty(),
            Self::SelectAll
            | Self::InvertSelection
            | Self::Find
            | Self::ShowList
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::Fit
            | Self::Rearrange
            | Self::ToggleTimeStrip
            | Self::PlayTime
            | Self::Communities
            | Self::RearrangeAll
            | Self::ArrangeCircle
            | Self::ArrangeTiers
            | Self::ArrangeRings
            | Self::ArrangeBlocs
            | Self::ArrangeTimeline
            | Self::PauseLayout => !state.graph.entities().is_empty(),
            _ => true,
        }
    }

    /// What it asks for; `None` where there is nothing to do it to.
    pub fn command(self, state: &State) -> Option<Command> {
        let show = |action| Some(Command::Show(action));
        let ask = |job| Some(Command::Ask(job));
        match self {
            Self::NewProject => ask(Job::NewProject),
            Self::OpenArticles => ask(Job::ChooseArticles),
            Self::OpenFolder => ask(Job::ChooseFolder),
            Self::TrySamples => ask(Job::TrySamples),
            Self::OpenProject => ask(Job::ChooseProject),
            Self::Save => ask(Job::Save),
            Self::SaveAs => ask(Job::SaveAs),
            Self::Quit => ask(Job::Quit),
            Self::Undo => show(UiAction::Undo),
            Self::Redo => show(UiAction::Redo),
            Self::SelectAll => show(UiAction::SelectAll),
            Self::InvertSelection => show(UiAction::InvertSelection),
            Self::SelectNeighbours => show(UiAction::SelectNeighbours),
            Self::ClearSelection => show(UiAction::ClearSelection),
            Self::NextCitation => show(UiAction::Cite(Turn::Next)),
            Self::PreviousCitation => show(UiAction::Cite(Turn::Previous)),
            Self::CopyCitation => show(UiAction::CopyCitation(state.citable()?)),
            Self::Find => show(UiAction::Find),
            Self::Palette => show(UiAction::TogglePalette),
            Self::ShowList => show(UiAction::ShowList),
            Self::ToggleLeftPane => show(UiAction::ToggleLeftPane),
            Self::ToggleDetailPane => show(UiAction::ToggleDetailPane),
            Self::ToggleTimeStrip => show(UiAction::ToggleTimeStrip),
            Self::CloseReader => show(UiAction::CloseReader),
            Self::ZoomIn => show(UiAction::ZoomBy(1.25)),
            Self::ZoomOut => show(UiAction::ZoomBy(0.8)),
            Self::Fit => show(UiAction::Fit),
            Self::FitSelection => show(UiAction::FitSelection),
            Self::LargerText => show(UiAction::ResizeText(settings::TEXT_STEP)),
            Self::SmallerText => show(UiAction::ResizeText(-settings::TEXT_STEP)),
            Self::Light => show(UiAction::SetMode(Mode::Light)),
            Self::Dark => show(UiAction::SetMode(Mode::Dark)),
            Self::AsTheSystem => show(UiAction::SetMode(Mode::System)),
            Self::ReducedMotion => show(UiAction::ToggleMotion),
            Self::Pin => show(UiAction::PinSelection),
            Self::Unpin => show(UiAction::Unpin(
                state.selection.entities.iter().cloned().collect(),
            )),
            Self::UnpinAll => show(UiAction::UnpinAll),
            Self::Hide => show(UiAction::HideSelection),
            Self::HideOthers => show(UiAction::HideOthers),
            Self::ShowHidden => show(UiAction::Unhide(state.hidden.iter().cloned().collect())),
            Self::FocusOne => show(UiAction::Focus(1)),
            Self::FocusTwo => show(UiAction::Focus(2)),
            Self::FocusThree => show(UiAction::Focus(3)),
            Self::Unfocus => show(UiAction::Unfocus),
            Self::ClearFilter => show(UiAction::SetFilter(first_filter())),
            Self::Fold => show(UiAction::Fold(state.selected_entity()?.clone())),
            Self::UnfoldAll => show(UiAction::UnfoldAll),
            Self::Communities => show(UiAction::ToggleCommunities),
            Self::PlayTime => show(UiAction::TogglePlay),
            Self::Rearrange => show(UiAction::Rearrange(Scope::Unpinned)),
            Self::RearrangeSelection => show(UiAction::Rearrange(Scope::Selected)),
            Self::RearrangeAll => show(UiAction::Rearrange(Scope::All)),
            Self::ArrangeCircle => show(UiAction::Arrange(Arranged::Circle)),
            Self::ArrangeTiers => show(UiAction::Arrange(Arranged::Tiers)),
            Self::ArrangeRings => show(UiAction::Arrange(Arranged::Rings)),
            Self::ArrangeBlocs => show(UiAction::Arrange(Arranged::Blocs)),
            Self::ArrangeTimeline => show(UiAction::Arrange(Arranged::Timeline)),
            Self::PauseLayout => show(UiAction::PauseLayout),
            Self::ReviewQueue => show(UiAction::ToggleSide(Side::Review)),
            Self::History => show(UiAction::ToggleSide(Side::History)),
            Self::Views => show(UiAction::ToggleSide(Side::Views)),
            Self::News => show(UiAction::ToggleSide(Side::News)),
            Self::StoreView => show(UiAction::View(ViewAction::Store)),
            Self::Correct => show(UiAction::Ask(Asked::Entity(
                state.selected_entity()?.clone(),
            ))),
            Self::Split => show(UiAction::Ask(Asked::Split(
                state.selected_entity()?.clone(),
            ))),
            Self::Join => show(UiAction::Correct(Correction::Join(selected(state)))),
            Self::KeepApart => match selected(state).as_slice() {
                [a, b] => show(UiAction::Correct(Correction::KeepApart(
                    a.clone(),
                    b.clone(),
                ))),
                _ => None,
            },
            Self::Delete => show(UiAction::Correct(Correction::Delete(selected(state)))),
            Self::Note => {
                let on = match state.selected_relation() {
                    Some(relation) => correcting::noted_line(state, relation)?,
                    None => Noted::Node(state.anchor_of(state.selected_entity()?)?),
                };
                show(UiAction::Ask(Asked::Note(on)))
            }
            Self::ConfirmRelation => {
                let id = state.selected_relation()?.id.clone();
                show(UiAction::Correct(Correction::Confirm(id)))
            }
            Self::RejectRelation => {
                let id = state.selected_relation()?.id.clone();
                show(UiAction::Correct(Correction::Reject(id)))
            }
            Self::CorrectRelation => {
                let id = state.selected_relation()?.id.clone();
                show(UiAction::Ask(Asked::Relation(id)))
            }
            Self::Keys => show(UiAction::ToggleHelp),
            Self::About => show(UiAction::ToggleAbout),
        }
    }

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

fn selected(state: &State) -> Vec<EntityId> {
    state.selection.entities.iter().cloned().collect()
}

/// "Pinned Oman" within a line: "pinned Oman".
fn in_sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_lowercase());
    first.into_iter().flatten().chain(letters).collect()
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

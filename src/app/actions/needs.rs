//! When an action can be done, and why not where it cannot.

use crate::app::actions::Action;
use crate::app::settings;
use crate::app::state::{State, first_filter};

const NO_MAP: &str = "There is no map yet: open some articles first";
const NOTHING_SELECTED: &str = "Nothing is selected: click something on the map first";
const NO_NODE: &str = "No node is selected: click one on the map first";
const NOT_ONE_NODE: &str = "Select exactly one node first";
const NO_LINE: &str = "No line is selected: click one on the map first";

impl Action {
    pub fn is_enabled(self, state: &State) -> bool {
        self.why_not(state).is_none()
    }

    /// Why it cannot be done now; `None` where it can.
    pub fn why_not(self, state: &State) -> Option<&'static str> {
        let unless = |can: bool, why: &'static str| (!can).then_some(why);
        let has_map = !state.graph.entities().is_empty();
        let selected = &state.selection.entities;
        match self {
            Self::Save | Self::SaveAs => unless(!state.is_empty() || state.path.is_some(), NO_MAP),
            Self::Undo => unless(
                state.project.journal.next_undo().is_some(),
                "Nothing was done yet",
            ),
            Self::Redo => unless(
                state.project.journal.next_redo().is_some(),
                "Nothing was undone",
            ),
            Self::ClearSelection
            | Self::NextCitation
            | Self::PreviousCitation
            | Self::FitSelection => unless(!state.selection.is_empty(), NOTHING_SELECTED),
            Self::CopyCitation => unless(state.citable().is_some(), NOTHING_SELECTED),
            Self::CloseReader => unless(state.reader_at.is_some(), "No article is open"),
            Self::Pin
            | Self::Hide
            | Self::HideOthers
            | Self::SelectNeighbours
            | Self::RearrangeSelection
            | Self::FocusOne
            | Self::FocusTwo
            | Self::FocusThree
            | Self::Delete => unless(!selected.is_empty(), NO_NODE),
            Self::ShowHidden => unless(!state.hidden.is_empty(), "Nothing is hidden"),
            Self::Correct | Self::Split => unless(state.selected_entity().is_some(), NOT_ONE_NODE),
            Self::Join => unless(selected.len() > 1, "Select the nodes that are one first"),
            Self::KeepApart => unless(selected.len() == 2, "Select exactly two nodes first"),
            Self::Note => unless(
                state.selected_entity().is_some() || state.selected_relation().is_some(),
                NOTHING_SELECTED,
            ),
            Self::ConfirmRelation => match state.selected_relation() {
                None => Some(NO_LINE),
                Some(relation) => unless(
                    !state.marks.confirmed.contains(&relation.id),
                    "It is confirmed already",
                ),
            },
            Self::RejectRelation | Self::CorrectRelation => {
                unless(state.selected_relation().is_some(), NO_LINE)
            }
            Self::ReviewQueue | Self::History | Self::Views | Self::StoreView | Self::News => {
                unless(!state.project.journal.all().is_empty(), NO_MAP)
            }
            Self::EndComparison => unless(state.compared.is_some(), "Nothing is compared"),
            Self::Unfocus => unless(state.focus.is_some(), "There is no focus"),
            Self::ClearFilter => unless(
                has_map && state.filter != first_filter(),
                "Nothing is filtered",
            ),
            Self::Fold => match state.selected_entity() {
                None => Some(NOT_ONE_NODE),
                Some(id) => unless(state.can_fold(id), "Nobody belongs to the selected"),
            },
            Self::UnfoldAll => unless(!state.folded.is_empty(), "There is no group"),
            Self::LargerText => unless(
                state.settings.text_size < settings::LARGEST_TEXT,
                "It is as large as it can be",
            ),
            Self::SmallerText => unless(
                state.settings.text_size > settings::SMALLEST_TEXT,
                "It has its plain size",
            ),
            Self::Unpin => unless(
                selected.iter().any(|id| state.pins.contains_key(id)),
                "Nothing that is selected is pinned",
            ),
            Self::UnpinAll => unless(!state.pins.is_empty(), "Nothing is pinned"),
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
            | Self::PauseLayout => unless(has_map, NO_MAP),
            _ => None,
        }
    }
}

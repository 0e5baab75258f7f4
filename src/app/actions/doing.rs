//! What each action asks for.

use crate::app::actions::Action;
use crate::app::commands::{
    Asked, Command, Correction, Job, NewsAction, Scope, Side, Turn, UiAction, ViewAction,
};
use crate::app::correcting;
use crate::app::settings::{self, Mode};
use crate::app::state::{State, first_filter};
use crate::model::{Arranged, EntityId, Noted};

impl Action {
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
            Self::EndComparison => show(UiAction::News(NewsAction::Forget)),
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
}

fn selected(state: &State) -> Vec<EntityId> {
    state.selection.entities.iter().cloned().collect()
}

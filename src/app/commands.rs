//! The only things a pane can produce.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::dialogs::Question;
use crate::app::settings::{Hint, Mode};
use crate::model::{Anchor, Arranged, ArticleId, Date, Edit, EntityId, MapPos, Noted, RelationId};
use crate::project::Appearance;
use crate::query::Filter;

/// What is selected, by id; looked up afresh by anchor after each new graph.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    pub entities: BTreeSet<EntityId>,
    pub relation: Option<RelationId>,
}

impl Selection {
    pub fn of(entity: EntityId) -> Self {
        Self {
            entities: [entity].into(),
            relation: None,
        }
    }

    pub fn of_relation(relation: RelationId) -> Self {
        Self {
            entities: BTreeSet::new(),
            relation: Some(relation),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.relation.is_none()
    }
}

/// One thing to do, carried out in the next `logic` by `App::carry_out` and nowhere else.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Changes the project: undoable, saved.
    Edit(Edit),
    /// Concerns a file or a worker.
    Ask(Job),
    /// Changes what is looked at.
    Show(UiAction),
}

/// Something that a worker or a dialog does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Job {
    Open(Vec<PathBuf>),
    ChooseArticles,
    ChooseFolder,
    TrySamples,
    NewProject,
    ChooseProject,
    OpenProject(PathBuf),
    Save,
    SaveAs,
    CancelReading,
    /// Paths typed where the desktop has no file dialog.
    Typed(Question, String),
    /// What to do with unsaved changes that stand in the way.
    Answered(Unsaved),
    /// What to do with work that a crash left behind.
    Offered(Offered),
    /// What to do with a project that is open elsewhere.
    OpenElsewhere(Elsewhere),
    /// What to do about a save that did not go through; `None`: nothing.
    AfterTrouble(Option<Box<Self>>),
    Quit,
}

/// The answer to "Save changes?".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsaved {
    Save,
    Discard,
    Cancel,
}

/// The answer to "Unsaved work was found".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offered {
    Open,
    Discard,
    Later,
}

/// The answer to "It is open elsewhere".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Elsewhere {
    ReadOnly,
    AllTheSame,
    Cancel,
}

/// Which way along the citations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    Next,
    Previous,
}

/// What is laid out afresh.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Unpinned,
    Selected,
    /// Pins are taken out first.
    All,
}

/// Something put right at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Correction {
    /// These are one.
    Join(Vec<EntityId>),
    /// These never are.
    KeepApart(EntityId, EntityId),
    Delete(Vec<EntityId>),
    Confirm(RelationId),
    Reject(RelationId),
}

/// Something put right by filling in a form.
#[derive(Clone, PartialEq, Debug)]
pub enum Asked {
    /// Name, kind, code, other names.
    Entity(EntityId),
    /// Which mentions are somebody else.
    Split(EntityId),
    /// Kind, status and ends of a line.
    Relation(RelationId),
    /// A line that this sentence tells and nobody found.
    Relate(Anchor),
    /// Whom these words name.
    Words(Anchor),
    Note(Noted),
    Grade(ArticleId),
}

/// What the right pane can show instead of what is selected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Questions of the reader.
    Review,
    /// Everything said, in words.
    History,
    /// Named views.
    Views,
    /// What changed on disk, since then, or against another project.
    News,
}

/// What is done about changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewsAction {
    /// Whether the files of the articles still hold their texts.
    LookAtSources,
    ReadAgain(ArticleId),
    SinceLastAdded,
    SinceDay(Date),
    /// What changed from one day to another.
    BetweenDays(Date, Date),
    /// Against what that view shows, by its place among the project's views.
    WithView(usize),
    WithProject,
    MergeProject,
    /// Of this conflict theirs holds, or mine.
    Take(usize, bool),
    Merge,
    Forget,
}

/// What is done with named views; numbers are places among the project's views.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ViewAction {
    /// The map as it is, under a new name.
    Store,
    /// The same over the view of this number among the named ones.
    StoreAt(usize),
    Show(usize),
    Rename(usize, String),
    Duplicate(usize),
    Delete(usize),
    /// Shown when the project is opened.
    SetStart(Option<usize>),
    SetAppearance(usize, Option<Appearance>),
    Export(usize),
    Import,
}

/// Something that changes the window only.
#[derive(Clone, PartialEq, Debug)]
pub enum UiAction {
    Select(Selection),
    /// Select one node and bring it to the middle.
    Centre(EntityId),
    /// A node was dragged: hold it there from now on (becomes `Edit::Pin` on release).
    Grab(EntityId, MapPos),
    /// These nodes were let go at these places: pins them all, as one step of undo.
    Drop(Vec<(EntityId, MapPos)>),
    Unpin(Vec<EntityId>),
    UnpinAll,
    PinSelection,
    Fit,
    FitSelection,
    ZoomBy(f32),
    PauseLayout,
    /// Puts what is shown into this order, or only the selected where there are several.
    Arrange(Arranged),
    Rearrange(Scope),
    /// From 0, distances kept, to 1, clusters shown.
    SetBalance(f32),
    /// Open the source reader at these words.
    Read(Anchor),
    CloseReader,
    CopyCitation(Anchor),
    CopyText(String),
    Undo,
    Redo,
    Find,
    ClearSelection,
    SelectAll,
    InvertSelection,
    /// Select the neighbours of what is selected, too.
    SelectNeighbours,
    HideSelection,
    Hide(Vec<EntityId>),
    /// Hides all that is shown and not selected.
    HideOthers,
    Unhide(Vec<EntityId>),
    SetFilter(Filter),
    /// Shows only the selected and what is at most this many lines away.
    Focus(usize),
    /// The same focus with more or fewer steps.
    Refocus(usize),
    Unfocus,
    /// Lets a node stand for all who belong to it, or opens it again.
    Fold(EntityId),
    UnfoldAll,
    ToggleCommunities,
    /// Runs through the days, or stops.
    TogglePlay,
    /// Opens the article at the sentence after or before this one about the selected.
    Cite(Turn),
    SetMode(Mode),
    ToggleMotion,
    ToggleLeftPane,
    ToggleDetailPane,
    ToggleTimeStrip,
    /// Everything larger by this part of its plain size.
    ResizeText(f32),
    TogglePalette,
    /// Show the list of all nodes and put the cursor in its search field.
    ShowList,
    ForgetProblems,
    ToggleHelp,
    ToggleAbout,
    Correct(Correction),
    Ask(Asked),
    CloseForm,
    ToggleSide(Side),
    View(ViewAction),
    News(NewsAction),
    ToggleVersions,
    /// These hints are not told again.
    HintDone(Vec<Hint>),
    /// Takes back or does again until so many steps hold.
    GoToStep(usize),
}

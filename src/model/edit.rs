//! What the user said. `resolve` reads it, the journal keeps it.

use crate::model::words::words;
use crate::model::{Anchor, ArticleId, Kind, RelationKind, Status, Subkind, ViewId};

/// A point of the map, in map units; one unit is one pixel at zoom 1.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct MapPos {
    pub x: f32,
    pub y: f32,
}

words! {
    /// In what order the map was put.
    Arranged {
        Anew = "anew", "Rearranged";
        Circle = "circle", "Arranged in a circle";
        Tiers = "tiers", "Arranged in tiers";
        Rings = "rings", "Arranged in rings";
        Blocs = "blocs", "Arranged by state";
        Timeline = "timeline", "Arranged by time";
        View = "view", "Went to a view";
        /// Dragged: the nodes under the pointer, and whoever made room.
        ByHand = "by_hand", "Moved";
    }
}

words! {
    /// How far a source can be relied on (Admiralty code, first letter).
    Reliability {
        Completely = "A", "completely reliable";
        Usually = "B", "usually reliable";
        Fairly = "C", "fairly reliable";
        NotUsually = "D", "not usually reliable";
        Unreliable = "E", "unreliable";
        Unknown = "F", "reliability cannot be judged";
    }
}

words! {
    /// How far what it says can be believed (Admiralty code, second sign).
    Credibility {
        Confirmed = "1", "confirmed by other sources";
        Probable = "2", "probably true";
        Possible = "3", "possibly true";
        Doubtful = "4", "doubtful";
        Improbable = "5", "improbable";
        Unknown = "6", "truth cannot be judged";
    }
}

/// What a person thinks of a source; `F6` until they say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Grade {
    pub reliability: Reliability,
    pub credibility: Credibility,
}

impl Default for Grade {
    fn default() -> Self {
        Self {
            reliability: Reliability::Unknown,
            credibility: Credibility::Unknown,
        }
    }
}

/// A relation as one sentence tells it: how an edit says "this one".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line {
    pub sentence: Anchor,
    pub kind: RelationKind,
    /// As it was told when the user spoke of it.
    pub status: Status,
    /// Mentions of source and target; `None`: whoever they are.
    pub ends: Option<(Anchor, Anchor)>,
}

/// What a note is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Noted {
    Node(Anchor),
    Line(Line),
}

/// One thing the user said, addressed by anchors so that it survives a better reader.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// Put an article on the map; its text is kept by the project.
    AddArticle(ArticleId),
    RemoveArticle(ArticleId),
    /// The file of `old` now reads as `new`: what was said of the old text is looked for in the new one.
    ReplaceArticle {
        old: ArticleId,
        new: ArticleId,
    },
    GradeSource {
        article: ArticleId,
        grade: Grade,
    },
    /// Hold a node in place; `None` frees it.
    Pin {
        at: Anchor,
        pos: Option<MapPos>,
    },
    /// Put nodes into another order: which, and where each stood before, for undo.
    Arrange {
        how: Arranged,
        stood: Vec<(Anchor, MapPos)>,
    },
    Hide {
        at: Anchor,
    },
    Show {
        at: Anchor,
    },
    /// Nothing that belongs on a map.
    Delete {
        at: Anchor,
    },
    Merge {
        a: Anchor,
        b: Anchor,
    },
    /// Never one, whatever they are called.
    KeepApart {
        a: Anchor,
        b: Anchor,
    },
    /// These mentions are one thing of their own.
    Split {
        mentions: Vec<Anchor>,
    },
    Rename {
        at: Anchor,
        name: String,
    },
    SetKind {
        at: Anchor,
        kind: Kind,
        subkind: Option<Subkind>,
    },
    /// ISO 3166-1 alpha-3 of a state; `None`: it has none.
    SetIso {
        at: Anchor,
        iso: Option<String>,
    },
    AddAlias {
        at: Anchor,
        alias: String,
    },
    RemoveAlias {
        at: Anchor,
        alias: String,
    },
    /// These words name nobody.
    NotAMention {
        at: Anchor,
    },
    /// The words `at` name what is mentioned at `of`.
    AddMention {
        at: Anchor,
        of: Anchor,
    },
    /// The words `at` name something that was not found.
    AddEntity {
        at: Anchor,
        kind: Kind,
        subkind: Option<Subkind>,
    },
    Relate {
        source: Anchor,
        target: Anchor,
        kind: RelationKind,
        status: Status,
        sentence: Anchor,
    },
    /// Leave out what this sentence is thought to tell.
    Reject {
        line: Line,
    },
    /// It is so; it stays even if a later version no longer finds it.
    Confirm {
        line: Line,
    },
    SetStatus {
        line: Line,
        status: Status,
    },
    Retype {
        line: Line,
        to: RelationKind,
    },
    Redirect {
        line: Line,
        source: Anchor,
        target: Anchor,
    },
    /// Words of the user's own; empty ones take the note away.
    Note {
        on: Noted,
        text: String,
    },
    /// Puts a kept view on the list of named ones, at this place of it.
    AddView {
        view: ViewId,
        at: usize,
    },
    /// `new` takes the place of `old`: renamed, stored anew or in other colours.
    ReplaceView {
        old: ViewId,
        new: ViewId,
    },
    RemoveView(ViewId),
    /// Shown when the project is opened; `None`: the map as it was left.
    StartView(Option<ViewId>),
    /// How one looks at the map changes from what `from` holds to what `to` does.
    GoToView {
        from: ViewId,
        to: ViewId,
    },
    /// Several as one step of undo.
    Group(Vec<Self>),
}

impl Edit {
    /// Every view it speaks of, those of groups included.
    pub fn each_view(&self, visit: &mut impl FnMut(&ViewId)) {
        match self {
            Self::AddView { view, .. } | Self::RemoveView(view) => visit(view),
            Self::ReplaceView { old: a, new: b } | Self::GoToView { from: a, to: b } => {
                [a, b].into_iter().for_each(visit);
            }
            Self::StartView(view) => view.iter().for_each(visit),
            Self::Group(edits) => edits.iter().for_each(|edit| edit.each_view(visit)),
            _ => {}
        }
    }

    /// Every place it speaks of, to be read or changed.
    pub fn each_anchor(&mut self, visit: &mut impl FnMut(&mut Anchor)) {
        match self {
            Self::AddArticle(_)
            | Self::RemoveArticle(_)
            | Self::ReplaceArticle { .. }
            | Self::GradeSource { .. }
            | Self::AddView { .. }
            | Self::ReplaceView { .. }
            | Self::RemoveView(_)
            | Self::StartView(_)
            | Self::GoToView { .. } => {}
            Self::Pin { at, .. }
            | Self::Hide { at }
            | Self::Show { at }
            | Self::Delete { at }
            | Self::Rename { at, .. }
            | Self::SetKind { at, .. }
            | Self::SetIso { at, .. }
            | Self::AddAlias { at, .. }
            | Self::RemoveAlias { at, .. }
            | Self::NotAMention { at }
            | Self::AddEntity { at, .. } => visit(at),
            Self::Merge { a, b } | Self::KeepApart { a, b } => [a, b].into_iter().for_each(visit),
            Self::AddMention { at, of } => [at, of].into_iter().for_each(visit),
            Self::Split { mentions } => mentions.iter_mut().for_each(visit),
            Self::Arrange { stood, .. } => stood.iter_mut().for_each(|(at, _)| visit(at)),
            Self::Relate {
                source,
                target,
                sentence,
                ..
            } => [source, target, sentence].into_iter().for_each(visit),
            Self::Reject { line }
            | Self::Confirm { line }
            | Self::SetStatus { line, .. }
            | Self::Retype { line, .. } => line.each_anchor(visit),
            Self::Redirect {
                line,
                source,
                target,
            } => {
                line.each_anchor(visit);
                [source, target].into_iter().for_each(visit);
            }
            Self::Note { on, .. } => match on {
                Noted::Node(at) => visit(at),
                Noted::Line(line) => line.each_anchor(visit),
            },
            Self::Group(edits) => edits.iter_mut().for_each(|edit| edit.each_anchor(visit)),
        }
    }
}

impl Line {
    fn each_anchor(&mut self, visit: &mut impl FnMut(&mut Anchor)) {
        visit(&mut self.sentence);
        if let Some((source, target)) = &mut self.ends {
            visit(source);
            visit(target);
        }
    }
}

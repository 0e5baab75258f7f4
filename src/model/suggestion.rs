//! What the program thinks likely but leaves to the user.

use crate::model::{Anchor, Edit, Kind, Line};

/// A question that the user can answer with one edit, or put aside.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    pub what: Proposal,
    /// Why it is likely and why it was not done, in words.
    pub reason: String,
    /// Mentions and sentences to look at before answering, sorted; never empty.
    pub evidence: Vec<Anchor>,
}

/// What would be done, addressed as an edit is: by anchors, so that an answer survives a better reader.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Proposal {
    /// Two nodes may be one; each is given by its first mention, the earlier article's first.
    Join { a: Anchor, b: Anchor },
    /// A node may be of another kind than its `own`.
    Kind { at: Anchor, kind: Kind, own: Kind },
    /// A relation hangs by one sentence that may not tell it.
    WeakRelation { line: Line },
}

impl Proposal {
    /// The edit that says yes: to a join or a kind, or that a weak relation is as it is drawn.
    pub const fn accept(self) -> Edit {
        match self {
            Self::Join { a, b } => Edit::Merge { a, b },
            Self::Kind { at, kind, .. } => Edit::SetKind {
                at,
                kind,
                subkind: None,
            },
            Self::WeakRelation { line } => Edit::Confirm { line },
        }
    }

    /// The edit that says no, once and for all.
    pub const fn reject(self) -> Edit {
        match self {
            Self::Join { a, b } => Edit::KeepApart { a, b },
            Self::Kind { at, own, .. } => Edit::SetKind {
                at,
                kind: own,
                subkind: None,
            },
            Self::WeakRelation { line } => Edit::Reject { line },
        }
    }
}

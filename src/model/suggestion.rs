//! What the program thinks likely but leaves to the user.

use crate::model::{Anchor, Edit, Kind, RelationKind, Status};

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
    /// A node may be of another kind.
    Kind { at: Anchor, kind: Kind },
    /// A relation hangs by one sentence that may not tell it.
    WeakRelation {
        sentence: Anchor,
        kind: RelationKind,
        status: Status,
    },
}

impl Proposal {
    /// The edit that says yes to a join or a kind, and that confirms a weak relation as it is drawn.
    pub fn accept(self) -> Edit {
        match self {
            Self::Join { a, b } => Edit::Merge { a, b },
            Self::Kind { at, kind } => Edit::SetKind {
                at,
                kind,
                subkind: None,
            },
            Self::WeakRelation {
                sentence,
                kind,
                status,
            } => Edit::SetStatus {
                sentence,
                kind,
                status,
            },
        }
    }
}

//! What the user said. `resolve` reads it, the journal keeps it.

use crate::model::words::words;
use crate::model::{Anchor, ArticleId, Kind, RelationKind, Status, Subkind};

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
    }
}

/// One thing the user said, addressed by anchors so that it survives a better reader.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// Put an article on the map; its text is kept by the project.
    AddArticle(ArticleId),
    RemoveArticle(ArticleId),
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
    Merge {
        a: Anchor,
        b: Anchor,
    },
    Split {
        mention: Anchor,
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
    Relate {
        source: Anchor,
        target: Anchor,
        kind: RelationKind,
        status: Status,
        sentence: Anchor,
    },
    /// Leave out the relation of this kind that this sentence gives.
    Reject {
        sentence: Anchor,
        kind: RelationKind,
    },
    SetStatus {
        sentence: Anchor,
        kind: RelationKind,
        status: Status,
    },
    /// Several as one step of undo.
    Group(Vec<Self>),
}

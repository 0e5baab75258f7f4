//! The vocabulary of the program: plain types, their invariants and look-ups.
//!
//! Takes nothing, gives words every other floor speaks: an [`Article`] holds text, a [`Reading`] says what was found in it,
//! a [`Graph`] says who deals with whom, an [`Edit`] says what the user said.
//! Never reads a file, never draws, never serialises: formats are other modules' business.

mod article;
mod date;
mod edit;
mod entity;
mod graph;
mod ids;
mod mention;
mod offsets;
mod relation;
mod span;
mod suggestion;
mod words;

pub use article::{Article, Block, BlockKind, Published};
pub use date::Date;
pub use edit::{Arranged, Credibility, Edit, Grade, Line, MapPos, Noted, Reliability};
pub use entity::{Entity, Join, Kind, Role, RoleTime, Subkind, Why};
pub use graph::Graph;
pub use ids::{ArticleId, EntityId, RelationId, ViewId};
pub use mention::{Chain, ChainId, Claim, Form, Mention, Note, Reading, Source};
pub use offsets::CharIndex;
pub use relation::{
    EventDate, Evidence, Quad, Reason, Relation, RelationKind, Speaker, Status, Telling, Tied, Tone,
};
pub use span::{Anchor, CharSpan, Span};
pub use suggestion::{Proposal, Suggestion};
pub(crate) use words::words;

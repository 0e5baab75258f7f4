//! A graph for other programs and for footnotes.
//!
//! Takes a [`crate::model::Graph`] and its articles, writes to what it is given. Never opens a file.

mod citation;
mod json;

pub use citation::{citation, citation_of};
pub use json::json;

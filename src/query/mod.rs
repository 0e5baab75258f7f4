//! Questions to a graph: what is visible under a filter, who matches a search, how two are connected.
//!
//! Takes a [`crate::model::Graph`] and a question, gives ids. Never changes or draws anything.

mod filter;
mod paths;
mod search;

pub use filter::{Counts, Filter, Visible, counts, filter};
pub use paths::{Step, neighbourhood, path};
pub use search::search;

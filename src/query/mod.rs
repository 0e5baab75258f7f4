//! Questions to a graph: what is visible under a filter, who matches a search, how two are connected, who matters.
//!
//! Takes a [`crate::model::Graph`] and a question, gives ids. Never changes or draws anything.

mod agreement;
mod changes;
mod filter;
mod groups;
mod measures;
mod paths;
mod search;
mod together;

pub use agreement::{Point, Say, Stance, agreement, disputed, is_disputed};
pub use changes::{Changes, changes, now};
pub use filter::{Calendar, Counts, Filter, Visible, Voice, counts, days_of, filter};
pub use groups::{fold, members};
pub use measures::{Measures, measures};
pub use paths::{Step, chains, neighbourhood};
pub use search::{closeness, search};
pub use together::{MENTIONED_WITH, Together, together};

//! Work beside the window: many files at once, and the two threads with their messages.
//!
//! Takes jobs over channels, gives reports; calls `wake` after each. Knows no window.

pub mod batch;
mod mover;
mod reader;
mod slot;

pub use mover::{Mover, Nudge};
pub use reader::{Reader, ReaderJob, Report};
pub use slot::Slot;

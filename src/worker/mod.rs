//! Work beside the window: many files at once, and the three threads with their messages.
//!
//! Takes jobs over channels, gives reports; calls `wake` after each. Knows no window.

pub mod batch;
pub mod keeper;
mod measurer;
mod mover;
mod reader;
mod slot;

pub use measurer::{Measured, Measurer};
pub use mover::{Mover, Nudge};
pub use reader::{ComparedWith, Reader, ReaderJob, Report};
pub use slot::Slot;

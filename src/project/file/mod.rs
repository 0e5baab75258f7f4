//! Project files on disk: whole or not at all.

mod write_whole;

pub use write_whole::{WriteError, write_whole};

//! The window.
//!
//! Takes reports from the workers and the user's hands, gives commands. Never reads, resolves or lays out by itself; a frame never waits.

pub mod commands;
pub mod icons;
pub mod map;
pub mod panels;
pub mod theme;

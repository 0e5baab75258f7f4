//! Everything that is tested from outside the crate, in one binary.
#![expect(clippy::unwrap_used, reason = "a test stops at its first surprise")]

mod articles;
mod assets;
mod cli;
#[cfg(feature = "window")]
mod commands;
#[cfg(feature = "window")]
mod corrections;
#[cfg(feature = "window")]
mod end_to_end;
mod held_back;
mod ingest;
#[cfg(feature = "window")]
mod palette;
mod project;
mod properties;
mod safety;
mod score;
#[cfg(feature = "window")]
mod sources;
mod status;
mod tidy;
#[cfg(feature = "window")]
mod views;
#[cfg(feature = "window")]
mod window;
#[cfg(feature = "window")]
mod work;

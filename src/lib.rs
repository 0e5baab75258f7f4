//! Legation turns news articles into a map of who deals with whom, with the sentence behind every line.
//!
//! ```text
//! files ─ingest─▶ Article ─extract─▶ Reading ─┐
//!                                             ├─resolve─▶ Graph ─┬─▶ layout ─▶ Positions ─┐
//! user ──commands──▶ Journal of edits ────────┘                  ├─▶ export               ├─▶ app (draws)
//!    ▲                                                           └─▶ cli                  │
//!    └────────────────────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! Modules in reading order, lowest floor first; a module imports only from floors below it (`tests/it/tidy.rs`).

pub mod model;
pub mod text;

#[cfg(feature = "window")]
pub mod app;
pub mod cli;
pub mod export;
pub mod extract;
pub mod ingest;
pub mod layout;
pub mod lexicon;
pub mod project;
pub mod query;
pub mod resolve;
pub mod worker;

/// See `Cargo.toml` for the reason.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

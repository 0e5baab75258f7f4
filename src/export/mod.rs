//! A graph for other programs and for footnotes.
//!
//! Takes a [`crate::model::Graph`] and its articles, writes to what it is given. Never opens a file.
//! A format is a file here and a line in `cli/extract.rs`; what graph programs share is in [`Sheet`].

mod citation;
mod csv;
mod gexf;
mod graphml;
mod json;
mod records;
mod sheet;
mod xml;

pub use citation::{citation, citation_of};
pub use csv::{csv_edges, csv_nodes, csv_together};
pub use gexf::gexf;
pub use graphml::graphml;
pub use json::{json, jsonl};
pub use sheet::Sheet;

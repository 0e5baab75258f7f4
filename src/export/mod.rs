//! A graph for other programs and for footnotes.
//!
//! Takes a [`Graph`] and its articles, writes to what it is given. Never opens a file.

use std::io::{self, Write};
use std::sync::Arc;

use crate::model::{Article, Graph};

/// The record of `legation extract`, schema `legation.graph/1`.
pub fn json(_graph: &Graph, _articles: &[Arc<Article>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{{}}")
}

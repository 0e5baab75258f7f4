//! Packing word classes that are published as a table.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::text::word_classes::table;

use crate::write;

/// Packs the classes of word vectors: `word`, a tab, and a number whose low six bits are the coarse class.
pub fn pack(data: &Path) -> Result<()> {
    let path = data.join("clusters/vector_clusters.tsv");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let entry = |line| {
        let (word, class): (&str, &str) = str::split_once(line, '\t')?;
        Some((word, class.parse().ok()?))
    };
    let entries: Vec<(&str, u16)> = text.lines().filter_map(entry).collect();
    write("word_classes.bin", &table(&entries))
}

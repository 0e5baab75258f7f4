//! Reading Universal Dependencies treebanks (CoNLL-U).

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// One word of a treebank.
pub struct Word {
    pub form: String,
    pub upos: String,
    pub xpos: String,
    /// 0 is the root, words count from 1.
    pub head: u32,
    /// With subtype: "nsubj:pass".
    pub relation: String,
}

/// The sentences of a file, without multi-word tokens and empty nodes.
pub fn read(path: &Path) -> Result<Vec<Vec<Word>>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut sentences = Vec::new();
    let mut words = Vec::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !words.is_empty() {
                sentences.push(std::mem::take(&mut words));
            }
        } else if !line.starts_with('#') {
            words.extend(word(line));
        }
    }
    Ok(sentences)
}

fn word(line: &str) -> Option<Word> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, _, upos, xpos, _, head, relation, ..] = columns[..] else {
        return None;
    };
    if id.contains(['-', '.']) {
        return None;
    }
    let head = head.parse().ok()?;
    Some(Word {
        form: form.into(),
        upos: upos.into(),
        xpos: xpos.into(),
        head,
        relation: relation.into(),
    })
}

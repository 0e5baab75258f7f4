//! Reading Universal Dependencies treebanks (CoNLL-U).

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// One word of a treebank.
#[derive(Clone)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    /// 0 is the root, words count from 1.
    pub head: u32,
    /// With subtype: "nsubj:pass".
    pub relation: String,
    /// White space follows.
    pub spaced: bool,
}

/// The sentences of a file; of "don't" the words "do" and "n't", without empty nodes.
pub fn read(path: &Path) -> Result<Vec<Vec<Word>>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut sentences = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    // Where the words of "don't" end, and whether white space follows them.
    let mut joined = (0, true);
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !words.is_empty() {
                sentences.push(std::mem::take(&mut words));
            }
            joined = (0, true);
        } else if let Some(last) = last_of_range(line) {
            joined = (last, is_spaced(line));
        } else if let Some(mut word) = word(line) {
            let number = words.len() + 1;
            if number <= joined.0 {
                word.spaced = number == joined.0 && joined.1;
            }
            words.push(word);
        }
    }
    Ok(sentences)
}

/// 4 of the line of a token "3-4".
fn last_of_range(line: &str) -> Option<usize> {
    let (id, _) = line.split_once('\t')?;
    id.split_once('-')?.1.parse().ok()
}

fn is_spaced(line: &str) -> bool {
    !line.ends_with("SpaceAfter=No") && !line.contains("SpaceAfter=No|")
}

fn word(line: &str) -> Option<Word> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, relation, ..] = columns[..] else {
        return None;
    };
    if id.starts_with('#') || id.contains(['-', '.']) {
        return None;
    }
    let head = head.parse().ok()?;
    Some(Word {
        form: form.into(),
        lemma: lemma.into(),
        upos: upos.into(),
        xpos: xpos.into(),
        head,
        relation: relation.into(),
        spaced: is_spaced(line),
    })
}

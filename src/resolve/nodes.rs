//! What is put together: each chain of each article, and each mention that the user split off.

use std::collections::BTreeMap;

use crate::model::{Anchor, Chain, ChainId, Form, Kind, Mention, Reading, Subkind};
use crate::resolve::edits::Edits;

/// Index of a node.
pub(super) type NodeIdx = usize;

/// One chain of one article.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Index into the readings.
    pub reading: usize,
    pub chain_id: ChainId,
    pub chain: &'a Chain,
    pub name: String,
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    pub named: bool,
    pub mentions: Vec<(Anchor, Form)>,
    /// Names in the text with how often each stands there, most frequent first.
    pub names: Vec<(String, usize)>,
    /// Split off by hand: never joined to anything by itself.
    pub alone: bool,
}

impl Node<'_> {
    pub fn first(&self) -> Option<Anchor> {
        self.mentions.first().map(|(anchor, _)| *anchor)
    }
}

/// The nodes of all readings, in order of article and chain.
pub(super) fn nodes<'a>(readings: &[&'a Reading], edits: &Edits) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let mut by_chain: BTreeMap<ChainId, Vec<&Mention>> = BTreeMap::new();
        let mut split = Vec::new();
        for mention in &reading.mentions {
            if edits.is_split(anchor(reading, mention)) {
                split.push(mention);
            } else {
                by_chain.entry(mention.of).or_default().push(mention);
            }
        }
        for (id, mentions) in by_chain {
            nodes.extend(node(reading, at, id, &mentions, false));
        }
        for mention in split {
            nodes.extend(node(reading, at, mention.of, &[mention], true));
        }
    }
    nodes
}

pub(super) fn anchor(reading: &Reading, mention: &Mention) -> Anchor {
    Anchor {
        article: reading.article.id,
        span: mention.span,
    }
}

fn node<'a>(
    reading: &'a Reading,
    at: usize,
    id: ChainId,
    mentions: &[&Mention],
    alone: bool,
) -> Option<Node<'a>> {
    let chain = reading.chains.get(id.0 as usize)?;
    let mut placed: Vec<(Anchor, Form)> = mentions
        .iter()
        .map(|m| (anchor(reading, m), m.form))
        .collect();
    placed.sort();
    placed.dedup();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for mention in mentions
        .iter()
        .filter(|m| matches!(m.form, Form::Name | Form::Metonym))
    {
        let name = one_line(mention.span.of(&reading.article.text));
        *counts
            .entry(without_article(name, &chain.name))
            .or_default() += 1;
    }
    let mut names: Vec<(String, usize)> = counts.into_iter().collect();
    names.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let own = mentions
        .first()
        .filter(|_| alone)
        .map(|m| one_line(m.span.of(&reading.article.text)))
        .map(|name| without_article(name, &chain.name));
    Some(Node {
        reading: at,
        chain_id: id,
        chain,
        name: own.unwrap_or_else(|| chain.name.clone()),
        kind: chain.kind,
        subkind: chain.subkind,
        named: chain.named,
        mentions: placed,
        names,
        alone,
    })
}

/// "the UN" is called "UN"; "The Hague" is called that.
fn without_article(name: String, full: &str) -> String {
    let bare = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "));
    match bare {
        Some(bare) if !full.starts_with("The ") => bare.to_owned(),
        _ => name,
    }
}

/// Text on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! What is put together: each chain of each article, and each mention that the user split off.

use std::collections::BTreeMap;

use crate::model::{Anchor, Chain, ChainId, Form, Kind, Mention, Reading, Subkind};
use crate::resolve::by_hand::Mentions;
use crate::resolve::edits::Holders;

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

    /// The first mention that names it, else the first.
    pub fn first_name(&self) -> Option<Anchor> {
        let mut mentions = self.mentions.iter();
        let named = mentions.find(|(_, form)| *form == Form::Name && self.kind != Kind::State);
        named.map(|(anchor, _)| *anchor).or_else(|| self.first())
    }
}

/// The nodes of all readings, in order of article and chain; what was split off comes after its article's chains.
pub(super) fn nodes<'a>(readings: &[&'a Reading], said: &'a Mentions) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let mut by_chain: BTreeMap<ChainId, Vec<&Mention>> = BTreeMap::new();
        let mut split: BTreeMap<(usize, ChainId), Vec<&Mention>> = BTreeMap::new();
        for mention in &reading.mentions {
            let place = anchor(reading, mention);
            if said.is_dropped(place) {
                continue;
            }
            let list = match said.split(place) {
                Some(number) => split.entry((number, mention.of)).or_default(),
                None => by_chain.entry(mention.of).or_default(),
            };
            list.push(mention);
        }
        for (id, mentions) in by_chain {
            nodes.extend(node(reading, at, id, &mentions, false));
        }
        for ((_, id), mentions) in split {
            nodes.extend(node(reading, at, id, &mentions, true));
        }
        for added in said.added.iter().filter(|added| added.reading == at) {
            let name = &added.chain.name;
            nodes.push(Node {
                reading: at,
                chain_id: added.id,
                chain: &added.chain,
                name: name.clone(),
                kind: added.chain.kind,
                subkind: added.chain.subkind,
                named: added.chain.named,
                mentions: vec![(added.at, added.form)],
                names: vec![(name.clone(), 1)],
                alone: added.of.is_some(),
            });
        }
    }
    of_the_same_kind(nodes, said)
}

/// What is another mention's thing is of its kind; without that mention it is nothing.
fn of_the_same_kind<'a>(mut nodes: Vec<Node<'a>>, said: &Mentions) -> Vec<Node<'a>> {
    let holders = holders(&nodes);
    let mut lost = Vec::new();
    for added in &said.added {
        let (Some(of), Some(own)) = (added.of, holders.at(added.at)) else {
            continue;
        };
        let whose = holders.at(of).filter(|whose| *whose != own);
        let kind = whose
            .and_then(|whose| nodes.get(whose))
            .map(|node| (node.kind, node.subkind));
        match (kind, nodes.get_mut(own)) {
            (Some((kind, subkind)), Some(node)) => (node.kind, node.subkind) = (kind, subkind),
            _ => lost.push(added.at),
        }
    }
    nodes.retain(|node| !node.first().is_some_and(|first| lost.contains(&first)));
    nodes
}

/// Which node holds which mention.
pub(super) fn holders(nodes: &[Node]) -> Holders {
    let mentions = nodes.iter().enumerate().flat_map(|(at, node)| {
        let places = node.mentions.iter();
        places.map(move |(anchor, _)| (*anchor, at))
    });
    Holders::of(mentions)
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
    let fullest = names.iter().max_by_key(|(name, _)| name.len());
    let first = || {
        let first = mentions.first();
        first.map(|m| one_line(m.span.of(&reading.article.text)))
    };
    let own = fullest
        .map(|(name, _)| name.clone())
        .or_else(first)
        .map(|name| without_article(name, &chain.name))
        .filter(|_| alone);
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

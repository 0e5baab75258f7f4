//! Which nodes are one, and why.

use std::collections::BTreeMap;

use crate::extract::{canonical, without_prefix};
use crate::lexicon::{Lexicon, lexicon};
use crate::model::{ChainId, Date, Kind, Reading, Why};
use crate::resolve::edits::{Edits, Holders};
use crate::resolve::nodes::{Node, NodeIdx};
use crate::resolve::people;
use crate::resolve::spelling::plain;
use crate::resolve::taught;

/// Sets of nodes, with the joins that made them.
#[derive(Debug)]
pub(super) struct Clusters {
    parents: Vec<NodeIdx>,
    /// Node, the node it was joined with, the reason.
    pub joins: Vec<(NodeIdx, NodeIdx, Why)>,
    /// For the root of a set the roots of those it must not become one with, and which edit says so.
    apart: BTreeMap<NodeIdx, BTreeMap<NodeIdx, usize>>,
}

impl Clusters {
    fn new(n_nodes: usize) -> Self {
        Self {
            parents: (0..n_nodes).collect(),
            joins: Vec::new(),
            apart: BTreeMap::new(),
        }
    }

    /// The user said in edit `number` that these are never one.
    pub fn keep_apart(&mut self, a: NodeIdx, b: NodeIdx, number: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.apart.entry(a).or_default().insert(b, number);
            self.apart.entry(b).or_default().insert(a, number);
        }
    }

    /// The user said in edit `number` that these are one; what they said later weighs more.
    pub fn join_by_hand(&mut self, node: NodeIdx, with: NodeIdx, number: usize) {
        let (a, b) = (self.root(node), self.root(with));
        if self.apart_since(a, b).is_none_or(|apart| apart < number) {
            self.forget_apart(a, b);
            self.join(node, with, Why::ByHand);
        }
    }

    fn apart_since(&self, a: NodeIdx, b: NodeIdx) -> Option<usize> {
        self.apart.get(&a)?.get(&b).copied()
    }

    fn forget_apart(&mut self, a: NodeIdx, b: NodeIdx) {
        for (from, to) in [(a, b), (b, a)] {
            if let Some(others) = self.apart.get_mut(&from) {
                others.remove(&to);
            }
        }
    }

    /// What must not become one with `old` must not with `new`, which it is part of now.
    fn inherit_apart(&mut self, old: NodeIdx, new: NodeIdx) {
        for (other, number) in self.apart.remove(&old).unwrap_or_default() {
            self.forget_apart(other, old);
            let number = self.apart_since(new, other).unwrap_or(number).max(number);
            self.keep_apart(new, other, number);
        }
    }

    /// The node that stands for the whole set: the first of it.
    pub fn root(&mut self, node: NodeIdx) -> NodeIdx {
        let mut at = node;
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            at = parent;
        }
        // Later look-ups take one step.
        let mut old = node;
        while let Some(parent) = self.parents.get_mut(old).filter(|parent| **parent != at) {
            old = std::mem::replace(parent, at);
        }
        at
    }

    pub fn same(&mut self, a: NodeIdx, b: NodeIdx) -> bool {
        self.root(a) == self.root(b)
    }

    /// Makes one set of two; nothing if they are one, or are to be kept apart.
    pub fn join(&mut self, node: NodeIdx, with: NodeIdx, why: Why) {
        let (a, b) = (self.root(node), self.root(with));
        if a == b || self.apart_since(a, b).is_some() {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        if let Some(parent) = self.parents.get_mut(high) {
            *parent = low;
        }
        self.inherit_apart(high, low);
        self.joins.push((node, with, why));
    }
}

/// Joins what is one: by key, people by name and office, then what the user said.
pub(super) fn clusters(
    readings: &[&Reading],
    nodes: &[Node],
    holders: &Holders,
    edits: &mut Edits,
) -> Clusters {
    let lexicon = lexicon();
    let mut clusters = Clusters::new(nodes.len());
    taught::keep_apart(holders, &mut clusters, edits);
    let mut by_key: BTreeMap<(Kind, String), NodeIdx> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if node.alone {
            continue;
        }
        let Some(key) = key(lexicon, node) else {
            continue;
        };
        match by_key.get(&(node.kind, key.clone())) {
            Some(first) => clusters.join(at, *first, why(nodes, *first, node)),
            None => {
                by_key.insert((node.kind, key), at);
            }
        }
    }
    acronyms(nodes, &mut clusters);
    same_talks(readings, nodes, &mut clusters);
    let by_chain: BTreeMap<(usize, ChainId), NodeIdx> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.alone)
        .map(|(at, node)| ((node.reading, node.chain_id), at))
        .collect();
    let body_of = |node: &Node, of: u32| {
        let body = nodes.get(*by_chain.get(&(node.reading, ChainId(of)))?)?;
        key(lexicon, body)
    };
    people::join(nodes, &mut clusters, body_of);
    taught::join_by_name(nodes, holders, &mut clusters, edits);
    taught::join_by_hand(holders, &mut clusters, edits);
    clusters
}

fn why(nodes: &[Node], first: NodeIdx, node: &Node) -> Why {
    let other = nodes.get(first).map_or("", |first| first.name.as_str());
    match node.kind {
        Kind::State => Why::SameState,
        _ if other == node.name => Why::SameName,
        Kind::Organization if is_acronym(other) != is_acronym(&node.name) => Why::Acronym,
        Kind::Organization => Why::SameBody,
        _ => Why::SameSpelling,
    }
}

/// What two nodes of one kind must share to be one; nothing for people and for what is only described without an owner.
fn key(lexicon: &Lexicon, node: &Node) -> Option<String> {
    if let Some(iso) = &node.chain.iso {
        return Some(iso.clone());
    }
    let organizations = &lexicon.organizations;
    match node.kind {
        Kind::Person => None,
        Kind::Organization if node.named => {
            let listed = |name: &str| {
                organizations
                    .names()
                    .get(name)
                    .and_then(|name| organizations.get(*name))
            };
            let body =
                listed(&node.name).or_else(|| node.names.iter().find_map(|(name, _)| listed(name)));
            let medium = || {
                organizations
                    .media()
                    .get(&node.name)
                    .map(|medium| medium.name)
            };
            let known = body.map(|body| body.name).or_else(medium);
            // "the Foreign Ministry" of one article is not that of another.
            if known.is_none() && organizations.nouns().get(&node.name).is_some() {
                return None;
            }
            Some(canonical(lexicon, known.unwrap_or(&node.name)))
        }
        Kind::MilitaryAsset if node.named => {
            Some(plain(without_prefix(lexicon, &node.name)).replace(['-', '.'], ""))
        }
        Kind::Place => {
            let known = lexicon
                .places
                .names()
                .get(&node.name)
                .map(|place| place.name);
            Some(known.map_or_else(|| canonical(lexicon, &node.name), str::to_lowercase))
        }
        // Events without a name are joined by their parties and dates.
        Kind::Event if !node.named => None,
        _ if node.named => Some(canonical(lexicon, &node.name)),
        // "Iran's nuclear sites" and "Iranian nuclear sites", "the international community"; "the tankers" of two articles are two.
        _ => {
            let key = canonical(lexicon, &node.name);
            let owned = key
                .get(..3)
                .is_some_and(|iso| iso.bytes().all(|b| b.is_ascii_uppercase()));
            let only_one = ["international ", "global ", "multinational "]
                .iter()
                .any(|word| key.starts_with(word));
            (owned || only_one).then_some(key)
        }
    }
}

/// Talks between the same two, in articles of the same days.
fn same_talks(readings: &[&Reading], nodes: &[Node], clusters: &mut Clusters) {
    const DAYS: i64 = 4;
    let mut told: Vec<(&str, i64, NodeIdx)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let published = readings
            .get(node.reading)
            .and_then(|reading| reading.article.published);
        let between = node.kind == Kind::Event && !node.named && node.name.contains(" between ");
        if let (Some(published), true, false) = (published, between, node.alone) {
            told.push((node.name.as_str(), day(published.date), at));
        }
    }
    told.sort_unstable();
    for pair in told.windows(2) {
        if let [(name, day, first), (other, next, second)] = pair
            && name == other
            && next - day <= DAYS
        {
            clusters.join(*second, *first, Why::SameName);
        }
    }
}

/// Days on a scale that is monotonous, and exact within a month.
fn day(date: Date) -> i64 {
    (i64::from(date.year) * 12 + i64::from(date.month)) * 31 + i64::from(date.day)
}

fn is_acronym(name: &str) -> bool {
    name.len() >= 3 && name.chars().all(char::is_uppercase)
}

/// "SDF" in one article, "Syrian Democratic Forces (SDF)" in another.
fn acronyms(nodes: &[Node], clusters: &mut Clusters) {
    let mut long: BTreeMap<&str, Vec<NodeIdx>> = BTreeMap::new();
    let bodies = || {
        let joined = |node: &&Node| node.kind == Kind::Organization && node.named && !node.alone;
        nodes
            .iter()
            .enumerate()
            .filter(move |(_, node)| joined(node))
    };
    for (at, node) in bodies().filter(|(_, node)| !is_acronym(&node.name)) {
        for (name, _) in node.names.iter().filter(|(name, _)| is_acronym(name)) {
            long.entry(name.as_str()).or_default().push(at);
        }
    }
    for (at, node) in bodies().filter(|(_, node)| is_acronym(&node.name)) {
        let Some([first, rest @ ..]) = long.get(node.name.as_str()).map(Vec::as_slice) else {
            continue;
        };
        if rest.iter().all(|other| clusters.same(*first, *other)) {
            clusters.join(at, *first, Why::Acronym);
        }
    }
}

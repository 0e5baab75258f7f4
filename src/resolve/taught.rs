//! Which nodes the user made one or two, and what that teaches about articles that came later.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Edit, Kind, Why};
use crate::resolve::cluster::Clusters;
use crate::resolve::edits::{Edits, Holders};
use crate::resolve::nodes::{Node, NodeIdx, one_line};

/// Said before anything is compared, so that no later article brings them together either.
pub(super) fn keep_apart(holders: &Holders, clusters: &mut Clusters, edits: &mut Edits) {
    for (number, edit) in edits.each() {
        if let Edit::KeepApart { a, b } = edit
            && let (Some(a), Some(b)) = (holders.at(*a), holders.at(*b))
        {
            clusters.keep_apart(a, b, number);
            edits.found(number);
        }
    }
}

/// Joins, splits and missed mentions, in the order they were said.
pub(super) fn join_by_hand(holders: &Holders, clusters: &mut Clusters, edits: &mut Edits) {
    for (number, edit) in edits.each() {
        match edit {
            Edit::Merge { a, b } | Edit::AddMention { at: b, of: a } => {
                if let (Some(a), Some(b)) = (holders.at(*a), holders.at(*b)) {
                    clusters.join_by_hand(b, a, number);
                    edits.found(number);
                }
            }
            Edit::Split { mentions } => {
                let mut nodes = mentions.iter().filter_map(|at| holders.at(*at));
                if let Some(first) = nodes.next() {
                    nodes.for_each(|node| clusters.join_by_hand(node, first, number));
                }
            }
            _ => {}
        }
    }
}

/// A thing that was renamed, given another name or put among its kind is found under that name in other articles, too.
pub(super) fn join_by_name(
    nodes: &[Node],
    holders: &Holders,
    clusters: &mut Clusters,
    edits: &Edits,
) {
    let taught = taught_names(nodes, holders, clusters, edits);
    if taught.is_empty() {
        return;
    }
    let mut by_name: BTreeMap<(Kind, String), Vec<NodeIdx>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if node.named && !node.alone {
            by_name
                .entry(key(node.kind, &node.name))
                .or_default()
                .push(at);
        }
    }
    for (key, node) in taught {
        for other in by_name.get(&key).into_iter().flatten() {
            clusters.join(*other, node, Why::SameName);
        }
    }
}

/// Kinds and names with the node each belongs to, as said last.
fn taught_names(
    nodes: &[Node],
    holders: &Holders,
    clusters: &mut Clusters,
    edits: &Edits,
) -> BTreeMap<(Kind, String), NodeIdx> {
    let mut kinds: BTreeMap<NodeIdx, Kind> = BTreeMap::new();
    let mut names: BTreeMap<NodeIdx, BTreeSet<&str>> = BTreeMap::new();
    for (_, edit) in edits.each() {
        let (at, said) = match edit {
            Edit::SetKind { at, kind, .. } => (at, Err(*kind)),
            Edit::Rename { at, name } => (at, Ok(name.as_str())),
            Edit::AddAlias { at, alias } => (at, Ok(alias.as_str())),
            _ => continue,
        };
        let Some(node) = holders.at(*at) else {
            continue;
        };
        let root = clusters.root(node);
        match said {
            Ok(name) => {
                names.entry(root).or_default().insert(name);
            }
            Err(kind) => {
                kinds.insert(root, kind);
            }
        }
    }
    let mut taught = BTreeMap::new();
    for (root, names) in &names {
        let own = nodes.get(*root).map(|node| node.kind);
        let Some(kind) = kinds.get(root).copied().or(own) else {
            continue;
        };
        taught.extend(names.iter().map(|name| (key(kind, name), *root)));
    }
    if !kinds.is_empty() {
        for (at, node) in nodes.iter().enumerate() {
            let root = clusters.root(at);
            if let Some(kind) = kinds.get(&root)
                && node.named
            {
                taught.entry(key(*kind, &node.name)).or_insert(root);
            }
        }
    }
    taught
}

fn key(kind: Kind, name: &str) -> (Kind, String) {
    (kind, one_line(name).to_lowercase())
}

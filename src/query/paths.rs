//! How two are connected, and who stands around somebody. Lines are walked both ways.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{EntityId, Graph, RelationId};
use crate::query::Visible;

/// More chains than this are not even compared.
const MOST_COMPARED: usize = 400;

/// One step of a chain: to a node, along every line there is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub to: EntityId,
    /// Sorted by id; never empty.
    pub relations: Vec<RelationId>,
}

/// The shortest chains of visible lines between two, at most `most` of them: those first whose weakest step has the most
/// independent sources. None where they are the same or not connected.
pub fn chains(
    graph: &Graph,
    visible: &Visible,
    from: &EntityId,
    to: &EntityId,
    most: usize,
) -> Vec<Vec<Step>> {
    let are_there = [from, to].iter().all(|id| visible.entities.contains(*id));
    if !are_there || from == to {
        return Vec::new();
    }
    let before = nearer(graph, visible, from, to);
    // Walked back from the goal, so that every way leads home.
    let mut found: Vec<Vec<&EntityId>> = Vec::new();
    let mut open: Vec<Vec<&EntityId>> = vec![vec![to]];
    while let Some(way) = open.pop().filter(|_| found.len() < MOST_COMPARED) {
        let Some(&here) = way.last() else { continue };
        if here == from {
            found.push(way.into_iter().rev().collect());
            continue;
        }
        for &next in before.get(here).into_iter().flatten().rev() {
            let mut longer = way.clone();
            longer.push(next);
            open.push(longer);
        }
    }
    let mut chains: Vec<(usize, Vec<Step>)> = found
        .iter()
        .map(|way| {
            let steps: Vec<Step> = way
                .windows(2)
                .filter_map(|pair| match pair {
                    [a, b] => Some(step(graph, visible, a, b)),
                    _ => None,
                })
                .collect();
            let weakest = steps.iter().map(|step| n_sources(graph, step)).min();
            (weakest.unwrap_or(0), steps)
        })
        .collect();
    chains.sort_by_key(|(weakest, _)| Reverse(*weakest));
    chains.truncate(most);
    chains.into_iter().map(|(_, steps)| steps).collect()
}

/// All that is at most `n_steps` visible lines away from one of `centres`, these included.
pub fn neighbourhood(
    graph: &Graph,
    visible: &Visible,
    centres: &BTreeSet<EntityId>,
    n_steps: usize,
) -> BTreeSet<EntityId> {
    let mut around: BTreeSet<_> = centres.intersection(&visible.entities).cloned().collect();
    let mut edge = around.clone();
    for _ in 0..n_steps {
        edge = edge
            .iter()
            .flat_map(|here| lines_of(graph, visible, here))
            .map(|(_, there)| there.clone())
            .filter(|there| !around.contains(there))
            .collect();
        around.extend(edge.iter().cloned());
    }
    around
}

/// For each node on the way out from `from`, those it can be reached from in the fewest steps; no further than `to`.
fn nearer<'a>(
    graph: &'a Graph,
    visible: &Visible,
    from: &'a EntityId,
    to: &EntityId,
) -> BTreeMap<&'a EntityId, BTreeSet<&'a EntityId>> {
    let mut n_steps: BTreeMap<&EntityId, usize> = [(from, 0)].into();
    let mut before: BTreeMap<&EntityId, BTreeSet<&EntityId>> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        let so_far = n_steps.get(here).copied().unwrap_or(0);
        if n_steps.get(to).is_some_and(|goal| so_far >= *goal) {
            break;
        }
        for (_, there) in lines_of(graph, visible, here) {
            let known = *n_steps.entry(there).or_insert_with(|| {
                queue.push_back(there);
                so_far + 1
            });
            if known == so_far + 1 {
                before.entry(there).or_default().insert(here);
            }
        }
    }
    before
}

fn step(graph: &Graph, visible: &Visible, from: &EntityId, to: &EntityId) -> Step {
    let lines = lines_of(graph, visible, from).filter(|(_, there)| *there == to);
    Step {
        to: to.clone(),
        relations: lines.map(|(relation, _)| relation.clone()).collect(),
    }
}

/// Independent sources of the best told line of a step.
fn n_sources(graph: &Graph, step: &Step) -> usize {
    let lines = step.relations.iter().filter_map(|id| graph.relation(id));
    lines.map(|line| line.n_sources()).max().unwrap_or(0)
}

/// The visible lines of a node, sorted by id, each with its other end.
pub(super) fn lines_of<'a>(
    graph: &'a Graph,
    visible: &Visible,
    here: &EntityId,
) -> impl Iterator<Item = (&'a RelationId, &'a EntityId)> {
    let lines = graph.relations_of(here);
    let lines = lines.filter(|relation| visible.relations.contains(&relation.id));
    lines.map(move |relation| {
        let other = if relation.source == *here {
            &relation.target
        } else {
            &relation.source
        };
        (&relation.id, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, RelationKind};
    use crate::query::filter::tests::{entity, relation, shown, told_in};

    /// a – b – c – d, a – c, and e alone.
    fn graph() -> Graph {
        let entities = ["a", "b", "c", "d", "e"].map(|name| entity(name, Kind::State, &[1]));
        let lines = [("a", "b"), ("c", "b"), ("c", "d"), ("a", "c")];
        let relations = lines.map(|(from, to)| relation(from, RelationKind::Meets, to));
        Graph::new(entities.into(), relations.into())
    }

    fn ways(graph: &Graph, visible: &Visible, from: &str, to: &str) -> Vec<String> {
        let chains = chains(graph, visible, &EntityId::new(from), &EntityId::new(to), 9);
        let nodes = |chain: &Vec<Step>| chain.iter().map(|step| step.to.to_string()).collect();
        chains.iter().map(nodes).collect()
    }

    #[test]
    fn the_shortest_chain_is_found() {
        let graph = graph();
        let visible = shown(&graph);
        let ways = |from, to| ways(&graph, &visible, from, to);
        assert_eq!(ways("a", "d"), ["cd"]);
        assert_eq!(ways("d", "b"), ["cb"]);
        assert!(ways("a", "a").is_empty());
        assert!(ways("a", "e").is_empty());
        assert!(ways("a", "nobody").is_empty());
    }

    #[test]
    fn all_shortest_chains_are_found_the_best_told_first() {
        let entities = ["a", "b", "c", "d"].map(|name| entity(name, Kind::State, &[1]));
        let lines = [("a", "b"), ("b", "d"), ("a", "c"), ("d", "c")];
        let mut relations = lines.map(|(from, to)| relation(from, RelationKind::Meets, to));
        for line in relations.iter_mut().skip(2) {
            line.evidence.push(told_in(2));
        }
        let mut relations: Vec<_> = relations.into();
        relations.push(relation("c", RelationKind::Supports, "a"));
        let graph = Graph::new(entities.into(), relations);
        let visible = shown(&graph);
        assert_eq!(ways(&graph, &visible, "a", "d"), ["cd", "bd"]);
        let chains = chains(
            &graph,
            &visible,
            &EntityId::new("a"),
            &EntityId::new("d"),
            1,
        );
        let lines: Vec<_> = chains[0][0]
            .relations
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(lines, ["a meets c", "c supports a"], "every line of a step");
    }

    #[test]
    fn what_is_hidden_connects_nobody() {
        let graph = graph();
        let mut visible = shown(&graph);
        visible.relations.remove("c meets d");
        assert!(ways(&graph, &visible, "a", "d").is_empty());
    }

    #[test]
    fn neighbours_step_by_step() {
        let graph = graph();
        let visible = shown(&graph);
        let around = |n_steps| {
            let around = neighbourhood(&graph, &visible, &[EntityId::new("b")].into(), n_steps);
            around.iter().map(EntityId::to_string).collect::<String>()
        };
        assert_eq!(
            [around(0), around(1), around(2), around(9)],
            ["b", "abc", "abcd", "abcd"]
        );
    }
}

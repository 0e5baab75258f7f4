//! How two are connected, and who stands around somebody. Lines are walked both ways.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::{EntityId, Graph, RelationId};
use crate::query::Visible;

/// One step of a path: along a line, to a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub relation: RelationId,
    pub to: EntityId,
}

/// A shortest chain of visible lines; of several the first by id. Empty from a node to itself, `None` where there is none.
pub fn path(graph: &Graph, visible: &Visible, from: &EntityId, to: &EntityId) -> Option<Vec<Step>> {
    if !visible.entities.contains(from) || !visible.entities.contains(to) {
        return None;
    }
    // For each node that was reached, where from and along which line.
    let mut reached: BTreeMap<EntityId, Option<(EntityId, RelationId)>> = BTreeMap::new();
    reached.insert(from.clone(), None);
    let mut queue = VecDeque::from([from.clone()]);
    while let Some(here) = queue.pop_front().filter(|_| !reached.contains_key(to)) {
        for (relation, there) in lines_of(graph, visible, &here) {
            if !reached.contains_key(there) {
                reached.insert(there.clone(), Some((here.clone(), relation.clone())));
                queue.push_back(there.clone());
            }
        }
    }
    let mut steps = Vec::new();
    let mut here = to;
    while let Some((before, relation)) = reached.get(here)? {
        steps.push(Step {
            relation: relation.clone(),
            to: here.clone(),
        });
        here = before;
    }
    steps.reverse();
    Some(steps)
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

/// The visible lines of a node, sorted by id, each with its other end.
fn lines_of<'a>(
    graph: &'a Graph,
    visible: &'a Visible,
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
    use crate::query::filter::tests::{entity, relation};
    use crate::query::{Filter, filter};

    /// a – b – c – d, a – c, and e alone.
    fn graph() -> Graph {
        let entities = ["a", "b", "c", "d", "e"].map(|name| entity(name, Kind::State, &[1]));
        let lines = [("a", "b"), ("c", "b"), ("c", "d"), ("a", "c")];
        let relations = lines.map(|(from, to)| relation(from, RelationKind::Meets, to));
        Graph::new(entities.into(), relations.into())
    }

    #[test]
    fn the_shortest_chain_is_found() {
        let graph = graph();
        let visible = filter(&graph, &Filter::default());
        let way = |from: &str, to: &str| {
            let steps = path(&graph, &visible, &EntityId::new(from), &EntityId::new(to))?;
            Some(
                steps
                    .iter()
                    .map(|step| step.relation.to_string())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(way("a", "d").unwrap(), ["a meets c", "c meets d"]);
        assert_eq!(way("d", "b").unwrap(), ["c meets d", "c meets b"]);
        assert_eq!(way("a", "a").unwrap(), Vec::<String>::new());
        assert_eq!(way("a", "e"), None);
        assert_eq!(way("a", "nobody"), None);
    }

    #[test]
    fn what_is_hidden_connects_nobody() {
        let graph = graph();
        let mut visible = filter(&graph, &Filter::default());
        visible.relations.remove("c meets d");
        assert_eq!(
            path(&graph, &visible, &EntityId::new("a"), &EntityId::new("d")),
            None
        );
    }

    #[test]
    fn neighbours_step_by_step() {
        let graph = graph();
        let visible = filter(&graph, &Filter::default());
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

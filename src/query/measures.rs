//! Who matters, in figures: the most connected, the go-betweens, and who belongs together.
//!
//! Counted over pairs: however often a caption is repeated or an agency's text reprinted, a pair is connected once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use crate::model::{EntityId, Graph};
use crate::query::Visible;

/// Up to this many nodes, ways are counted from every one of them; beyond, from as many spread evenly.
const MOST_STARTS: usize = 600;
/// Rounds of moving nodes between communities; it settles long before.
const MOST_ROUNDS: usize = 32;

/// What can be said of everybody visible.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Measures {
    /// How many others each deals with, most first.
    pub connected: Vec<(EntityId, usize)>,
    /// The share of all pairs of others whose shortest ways lead through each, largest first; nobody with none.
    pub between: Vec<(EntityId, f32)>,
    /// Those who deal with one another more than with the rest, the largest community first; none of one.
    pub communities: Vec<Vec<EntityId>>,
}

/// Measures what is visible.
pub fn measures(graph: &Graph, visible: &Visible) -> Measures {
    let net = Net::new(graph, visible);
    let n = net.ids.len();
    let mut connected: Vec<(usize, usize)> = (0..n).map(|at| (at, net.degree(at))).collect();
    connected.retain(|(_, degree)| *degree > 0);
    connected.sort_by_key(|(at, degree)| (Reverse(*degree), *at));
    let mut between: Vec<(usize, f32)> = net.betweenness().into_iter().enumerate().collect();
    between.retain(|(_, share)| *share > 1e-6);
    between.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut communities = net.communities();
    communities.retain(|members| members.len() > 1);
    communities.sort_by_key(|members| (Reverse(members.len()), members.first().copied()));
    let id = |at: usize| net.ids.get(at).map(|id| (*id).clone());
    Measures {
        connected: connected
            .into_iter()
            .filter_map(|(at, n)| Some((id(at)?, n)))
            .collect(),
        between: between
            .into_iter()
            .filter_map(|(at, share)| Some((id(at)?, share)))
            .collect(),
        communities: communities
            .into_iter()
            .map(|members| members.into_iter().filter_map(id).collect())
            .collect(),
    }
}

/// The visible pairs that deal with each other.
struct Net<'a> {
    ids: Vec<&'a EntityId>,
    /// For each node the others, by index, with how well it is told that they deal with each other.
    near: Vec<Vec<(usize, f32)>>,
}

impl<'a> Net<'a> {
    fn new(graph: &Graph, visible: &'a Visible) -> Self {
        let ids: Vec<&EntityId> = visible.entities.iter().collect();
        let index = |id: &EntityId| ids.binary_search(&id).ok();
        let mut pairs: BTreeMap<(usize, usize), f32> = BTreeMap::new();
        let lines = visible.relations.iter();
        for line in lines.filter_map(|id| graph.relation(id)) {
            if let (Some(a), Some(b)) = (index(&line.source), index(&line.target))
                && a != b
            {
                *pairs.entry((a.min(b), a.max(b))).or_default() += line.n_sources() as f32;
            }
        }
        let mut near = vec![Vec::new(); ids.len()];
        for ((a, b), sources) in pairs {
            // The second source of a line says less than the first.
            let weight = (1.0 + sources).log2();
            for (from, to) in [(a, b), (b, a)] {
                if let Some(list) = near.get_mut(from) {
                    list.push((to, weight));
                }
            }
        }
        Self { ids, near }
    }

    fn near(&self, at: usize) -> &[(usize, f32)] {
        self.near.get(at).map_or(&[], Vec::as_slice)
    }

    fn degree(&self, at: usize) -> usize {
        self.near(at).len()
    }

    /// Brandes' algorithm: shortest ways from each start, walked back with the share each node has in them.
    fn betweenness(&self) -> Vec<f32> {
        let n = self.ids.len();
        let mut shares = vec![0.0_f64; n];
        if n < 3 {
            return vec![0.0; n];
        }
        let step = n.div_ceil(MOST_STARTS);
        let starts: Vec<usize> = (0..n).step_by(step).collect();
        for &start in &starts {
            self.add_shares(start, &mut shares);
        }
        // Each pair is met from both its ends; the ends themselves do not count.
        let all = (n - 1) as f64 * (n - 2) as f64;
        let scale = n as f64 / starts.len() as f64 / all;
        shares.iter().map(|share| (share * scale) as f32).collect()
    }

    fn add_shares(&self, start: usize, shares: &mut [f64]) {
        let n = self.ids.len();
        let mut steps = vec![usize::MAX; n];
        let mut ways = vec![0.0_f64; n];
        let mut order = Vec::new();
        let mut queue = VecDeque::from([start]);
        set(&mut steps, start, 0);
        set(&mut ways, start, 1.0);
        while let Some(here) = queue.pop_front() {
            order.push(here);
            let (so_far, ways_here) = (get(&steps, here), get(&ways, here));
            for &(there, _) in self.near(here) {
                if get(&steps, there) == usize::MAX {
                    set(&mut steps, there, so_far + 1);
                    queue.push_back(there);
                }
                if get(&steps, there) == so_far + 1 {
                    let known = get(&ways, there);
                    set(&mut ways, there, known + ways_here);
                }
            }
        }
        let mut share = vec![0.0_f64; n];
        for &here in order.iter().rev() {
            let (so_far, own) = (get(&steps, here), get(&share, here));
            for &(before, _) in self.near(here) {
                if get(&steps, before).checked_add(1) == Some(so_far) {
                    let part = get(&ways, before) / get(&ways, here) * (1.0 + own);
                    let known = get(&share, before);
                    set(&mut share, before, known + part);
                }
            }
            if here != start {
                let known = get(shares, here);
                set(shares, here, known + own);
            }
        }
    }

    /// Louvain: each node joins the neighbouring community that gains most, until nobody moves; then the communities do.
    fn communities(&self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = (0..self.ids.len()).map(|at| vec![at]).collect();
        let mut near = self.near.clone();
        loop {
            let of = settle(&near);
            let n_communities = of.iter().max().map_or(0, |most| most + 1);
            if n_communities == near.len() {
                return members;
            }
            let mut joined: Vec<Vec<usize>> = vec![Vec::new(); n_communities];
            for (at, list) in members.into_iter().enumerate() {
                if let Some(community) = joined.get_mut(get(&of, at)) {
                    community.extend(list);
                }
            }
            for community in &mut joined {
                community.sort_unstable();
            }
            members = joined;
            near = between_communities(&near, &of, n_communities);
        }
    }
}

/// The community of each node, numbered without gaps. A node may have weight to itself.
fn settle(near: &[Vec<(usize, f32)>]) -> Vec<usize> {
    let n = near.len();
    let strength: Vec<f32> = near
        .iter()
        .map(|list| list.iter().map(|(_, weight)| weight).sum())
        .collect();
    let total: f32 = strength.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let mut of: Vec<usize> = (0..n).collect();
    let mut sums = strength.clone();
    for _ in 0..MOST_ROUNDS {
        let mut moved = false;
        for (at, list) in near.iter().enumerate() {
            let (own, mine) = (get(&strength, at), get(&of, at));
            let mut ties: BTreeMap<usize, f32> = [(mine, 0.0)].into();
            for &(other, weight) in list.iter().filter(|(other, _)| *other != at) {
                *ties.entry(get(&of, other)).or_default() += weight;
            }
            let sum = get(&sums, mine);
            set(&mut sums, mine, sum - own);
            let gain = |community: usize, tie: f32| tie - get(&sums, community) * own / total;
            let stay = gain(mine, ties.get(&mine).copied().unwrap_or(0.0));
            let best = ties
                .iter()
                .map(|(&community, &tie)| (community, gain(community, tie)))
                .fold((mine, stay), |best, next| {
                    if next.1 > best.1 + 1e-4 { next } else { best }
                });
            let sum = get(&sums, best.0);
            set(&mut sums, best.0, sum + own);
            moved |= best.0 != mine;
            set(&mut of, at, best.0);
        }
        if !moved {
            break;
        }
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    of.iter()
        .map(|community| {
            let next = numbers.len();
            *numbers.entry(*community).or_insert(next)
        })
        .collect()
}

fn between_communities(
    near: &[Vec<(usize, f32)>],
    of: &[usize],
    n: usize,
) -> Vec<Vec<(usize, f32)>> {
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); n];
    for (at, list) in near.iter().enumerate() {
        let Some(row) = sums.get_mut(get(of, at)) else {
            continue;
        };
        for &(other, weight) in list {
            *row.entry(get(of, other)).or_default() += weight;
        }
    }
    let rows = sums.into_iter();
    rows.map(|row| row.into_iter().collect()).collect()
}

fn get<T: Copy + Default>(list: &[T], at: usize) -> T {
    list.get(at).copied().unwrap_or_default()
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, RelationKind};
    use crate::query::filter::tests::{entity, relation, shown, told_in};

    fn measured(names: &[&str], lines: &[(&str, &str)]) -> Measures {
        let entities = names.iter().map(|name| entity(name, Kind::State, &[1]));
        let lines = lines
            .iter()
            .map(|(from, to)| relation(from, RelationKind::Meets, to));
        let graph = Graph::new(entities.collect(), lines.collect());
        measures(&graph, &shown(&graph))
    }

    /// Two triangles with a bridge, and one alone.
    const NAMES: [&str; 7] = ["a", "b", "c", "d", "e", "f", "z"];
    const LINES: [(&str, &str); 7] = [
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
        ("c", "d"),
        ("d", "e"),
        ("e", "f"),
        ("f", "d"),
    ];

    #[test]
    fn who_deals_with_most_comes_first() {
        let found = measured(&NAMES, &LINES);
        let first: Vec<_> = found.connected.iter().take(2).collect();
        assert_eq!(first, [&(EntityId::new("c"), 3), &(EntityId::new("d"), 3)]);
        assert_eq!(found.connected.len(), 6, "who is alone is not listed");
    }

    #[test]
    fn go_betweens_stand_on_the_ways_of_others() {
        let found = measured(&NAMES, &LINES);
        let between: Vec<_> = found.between.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(between, ["c", "d"], "nobody else is on a shortest way");
        // Of the 15 pairs of the six others (one of them alone), 6 lead through c: a and b with d, e and f.
        let share = found.between[0].1;
        assert!((share - 6.0 / 15.0).abs() < 1e-5, "{share}");
    }

    #[test]
    fn those_who_deal_with_each_other_are_a_community() {
        let found = measured(&NAMES, &LINES);
        let communities: Vec<String> = found
            .communities
            .iter()
            .map(|ids| ids.iter().map(EntityId::as_str).collect())
            .collect();
        assert_eq!(communities, ["abc", "def"]);
    }

    #[test]
    fn repeats_inflate_nothing() {
        let plain = measured(&NAMES, &LINES);
        let entities = NAMES.iter().map(|name| entity(name, Kind::State, &[1]));
        let lines = LINES.iter().map(|(from, to)| {
            let mut line = relation(from, RelationKind::Meets, to);
            for number in 2..30 {
                let mut copy = told_in(number);
                copy.independent = false;
                line.evidence.push(copy);
            }
            line
        });
        let graph = Graph::new(entities.collect(), lines.collect());
        assert_eq!(measures(&graph, &shown(&graph)), plain);
    }

    #[test]
    fn thousands_are_measured_from_some_of_them() {
        // A wheel: everybody deals with the hub and the next.
        let n = 2000;
        let name = |at: usize| format!("n{at:05}");
        let entities = (0..n).map(|at| entity(&name(at), Kind::State, &[1]));
        let lines = (1..n).flat_map(|at| {
            let next = if at + 1 < n { at + 1 } else { 1 };
            [(0, at), (at, next)].map(|(a, b)| relation(&name(a), RelationKind::Meets, &name(b)))
        });
        let graph = Graph::new(entities.collect(), lines.collect());
        let found = measures(&graph, &shown(&graph));
        let (hub, share) = &found.between[0];
        assert_eq!(hub.as_str(), "n00000");
        assert!((0.9..=1.01).contains(share), "{share}");
    }
}

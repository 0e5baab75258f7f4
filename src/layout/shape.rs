//! A request made sound: a simple graph with neighbours by index, in components.
//!
//! Self loops, unknown ends, parallel springs and weights that are no weights end here; nothing after this has to ask.

use crate::layout::Request;
use crate::layout::separate::Body;
use crate::model::MapPos;

/// Room between boxes.
const MARGIN: f32 = 8.0;
/// A place farther out than this is on no map.
const EDGE_OF_THE_MAP: f32 = 1e7;

/// A simple undirected graph; neighbours of a node are sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    starts: Vec<u32>,
    ends: Vec<u32>,
    strengths: Vec<f32>,
}

impl Shape {
    /// Parallel springs pull together; strength 1 is the middling one, all lie between a half and two.
    pub fn new(request: &Request) -> Self {
        let n = request.nodes.len();
        let mut pairs: Vec<(u32, u32, f32)> = request
            .springs
            .iter()
            .filter(|spring| spring.a != spring.b)
            .filter(|spring| (spring.a as usize) < n && (spring.b as usize) < n)
            .map(|spring| {
                let weight = if spring.weight > 0.0 {
                    spring.weight.clamp(1e-6, 1e6)
                } else {
                    1e-6
                };
                (spring.a.min(spring.b), spring.a.max(spring.b), weight)
            })
            .collect();
        pairs.sort_by(|p, q| (p.0, p.1).cmp(&(q.0, q.1)).then(p.2.total_cmp(&q.2)));
        pairs.dedup_by(|later, first| {
            let same = (later.0, later.1) == (first.0, first.1);
            if same {
                first.2 += later.2;
            }
            same
        });
        let mut weights: Vec<f32> = pairs.iter().map(|pair| pair.2).collect();
        weights.sort_by(f32::total_cmp);
        let middle = weights.get(weights.len() / 2).copied().unwrap_or(1.0);
        for pair in &mut pairs {
            pair.2 = (pair.2 / middle).sqrt().clamp(0.5, 2.0);
        }
        Self::from_pairs(n, &pairs)
    }

    fn from_pairs(n: usize, pairs: &[(u32, u32, f32)]) -> Self {
        let mut starts = vec![0_u32; n + 1];
        for &(a, b, _) in pairs {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for node in 0..n {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut ends = vec![0; pairs.len() * 2];
        let mut strengths = vec![0.0; pairs.len() * 2];
        let mut put = |from: u32, to: u32, strength: f32| {
            let slot = next[from as usize] as usize;
            next[from as usize] += 1;
            ends[slot] = to;
            strengths[slot] = strength;
        };
        // Pairs are sorted, so a node first gets its smaller neighbours in order, then its larger ones.
        for &(a, b, strength) in pairs {
            put(b, a, strength);
        }
        for &(a, b, strength) in pairs {
            put(a, b, strength);
        }
        Self {
            starts,
            ends,
            strengths,
        }
    }

    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn range(&self, node: usize) -> std::ops::Range<usize> {
        self.starts[node] as usize..self.starts[node + 1] as usize
    }

    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.ends[self.range(node)]
    }

    /// Neighbours with the strength of the spring to each.
    pub fn springs(&self, node: usize) -> impl Iterator<Item = (usize, f32)> {
        let range = self.range(node);
        self.ends[range.clone()]
            .iter()
            .map(|&end| end as usize)
            .zip(self.strengths[range].iter().copied())
    }

    pub fn degree(&self, node: usize) -> usize {
        self.range(node).len()
    }

    /// Ends counted from both sides, twice the number of springs.
    pub fn n_ends(&self) -> usize {
        self.ends.len()
    }

    /// Lists of connected nodes, each sorted; largest list first, then by first node.
    pub fn components(&self) -> Vec<Vec<u32>> {
        let n = self.len();
        let mut seen = vec![false; n];
        let mut components = Vec::new();
        for start in 0..n {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut members = vec![start as u32];
            let mut at = 0;
            while let Some(&node) = members.get(at) {
                at += 1;
                for &end in self.neighbours(node as usize) {
                    if !seen[end as usize] {
                        seen[end as usize] = true;
                        members.push(end);
                    }
                }
            }
            members.sort_unstable();
            components.push(members);
        }
        components.sort_by(|p, q| q.len().cmp(&p.len()).then(p.first().cmp(&q.first())));
        components
    }

    /// The part of the graph between some nodes (sorted), numbered anew in their order.
    pub fn part(&self, members: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(members.len() + 1);
        let mut ends = Vec::new();
        let mut strengths = Vec::new();
        starts.push(0);
        for &node in members {
            for (end, strength) in self.springs(node as usize) {
                if let Ok(at) = members.binary_search(&(end as u32)) {
                    ends.push(at as u32);
                    strengths.push(strength);
                }
            }
            starts.push(ends.len() as u32);
        }
        Self {
            starts,
            ends,
            strengths,
        }
    }
}

/// The boxes of the nodes with room around them, all free to move.
pub(super) fn bodies(request: &Request) -> Vec<Body> {
    let nodes = request.nodes.iter();
    nodes
        .map(|node| Body {
            half_width: (sound_size(node.width) + MARGIN) / 2.0,
            half_height: (sound_size(node.height) + MARGIN) / 2.0,
            freedom: 1.0,
        })
        .collect()
}

/// Whether anything may stand there.
pub(super) fn is_on_the_map(pos: MapPos) -> bool {
    pos.x.abs() <= EDGE_OF_THE_MAP && pos.y.abs() <= EDGE_OF_THE_MAP
}

fn sound_size(size: f32) -> f32 {
    if size.is_finite() {
        size.clamp(1.0, 2000.0)
    } else {
        1.0
    }
}

/// The request with nodes in the order of their ids, whatever order they came in.
pub(super) fn sorted(mut request: Request) -> Request {
    if request.nodes.is_sorted_by(|a, b| a.id <= b.id) {
        return request;
    }
    let mut order: Vec<u32> = (0..request.nodes.len() as u32).collect();
    order.sort_by(|&a, &b| {
        request.nodes[a as usize]
            .id
            .cmp(&request.nodes[b as usize].id)
    });
    let mut new_index = vec![u32::MAX; order.len()];
    for (new, &old) in order.iter().enumerate() {
        new_index[old as usize] = new as u32;
    }
    let renamed = |old: u32| new_index.get(old as usize).copied().unwrap_or(u32::MAX);
    for spring in &mut request.springs {
        (spring.a, spring.b) = (renamed(spring.a), renamed(spring.b));
    }
    for pin in &mut request.pins {
        pin.0 = renamed(pin.0);
    }
    request.nodes = order
        .iter()
        .map(|&old| request.nodes[old as usize].clone())
        .collect();
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::request;

    #[test]
    fn what_is_no_spring_is_dropped() {
        let shape = Shape::new(&request(
            4,
            &[
                (0, 1, 1.0),
                (1, 0, 3.0),
                (2, 2, 1.0),
                (2, 9, 1.0),
                (1, 2, f32::NAN),
            ],
        ));
        assert_eq!(shape.neighbours(0), [1]);
        assert_eq!(shape.neighbours(1), [0, 2]);
        assert_eq!(shape.degree(3), 0);
        assert!(shape.springs(1).all(|(_, strength)| strength >= 0.5));
        assert_eq!(shape.components(), [vec![0, 1, 2], vec![3]]);
    }

    #[test]
    fn a_part_is_numbered_anew() {
        let shape = Shape::new(&request(4, &[(0, 3, 1.0), (1, 3, 1.0), (1, 2, 1.0)]));
        let part = shape.part(&[1, 2, 3]);
        assert_eq!(part.neighbours(0), [1, 2]);
        assert_eq!(part.neighbours(2), [0]);
    }
}

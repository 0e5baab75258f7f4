//! Each node beside the one it belongs to, and these blocs laid out like nodes.

use crate::layout::arrange::{ASPECT, GAP, Sheet};
use crate::layout::plane::Plane;
use crate::layout::separate::Body;
use crate::layout::shelf::{page_width, shelve};
use crate::layout::{NodeBox, Positions, Request, Simulation, Spring};
use crate::model::EntityId;

/// Room between blocs, beyond what any two boxes have.
const MOAT: f32 = 48.0;
/// Owners of owners are followed so far.
const DEPTH: usize = 16;

pub(super) fn blocs(sheet: &Sheet<'_>, owners: &[Option<u32>], seed: u64) -> Plane {
    let n = sheet.len();
    let heads: Vec<usize> = (0..n).map(|node| head(node, owners, n)).collect();
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (node, &head) in heads.iter().enumerate() {
        if node != head {
            members[head].push(node as u32);
        }
    }
    let bloc_heads: Vec<usize> = (0..n).filter(|&node| heads[node] == node).collect();
    let blocs: Vec<Bloc> = bloc_heads
        .iter()
        .map(|&head| Bloc::new(sheet, head, &mut members[head]))
        .collect();
    let middles = middles(sheet, &heads, &bloc_heads, &blocs, seed);
    let mut plane = Plane::new(n);
    for (bloc, middle) in blocs.iter().zip(middles) {
        for &(node, (x, y)) in &bloc.places {
            plane.put(node as usize, (middle.0 + x, middle.1 + y));
        }
    }
    plane
}

/// Who a node belongs to in the end; itself where that goes round in a circle.
fn head(node: usize, owners: &[Option<u32>], n: usize) -> usize {
    let owner = |node: usize| {
        let owner = owners.get(node).copied().flatten()? as usize;
        (owner < n && owner != node).then_some(owner)
    };
    let mut at = node;
    for _ in 0..DEPTH {
        match owner(at) {
            Some(next) => at = next,
            None => return at,
        }
    }
    node
}

/// A head with its own in rows below, around zero.
struct Bloc {
    places: Vec<(u32, (f32, f32))>,
    width: f32,
    height: f32,
}

impl Bloc {
    fn new(sheet: &Sheet<'_>, head: usize, members: &mut [u32]) -> Self {
        // Whoever deals with many stands nearest to the head.
        members.sort_by_key(|&node| (std::cmp::Reverse(sheet.shape.degree(node as usize)), node));
        let bodies: Vec<Body> = sheet.pick(members);
        let (rows, below) = shelve(&bodies, page_width(&bodies, GAP, ASPECT), GAP);
        let head_height = sheet.height(head);
        let gap = if members.is_empty() { 0.0 } else { GAP };
        let height = head_height + gap + below;
        let top = -height / 2.0;
        let mut places = vec![(head as u32, (0.0, top + head_height / 2.0))];
        let mut half_width = sheet.width(head) / 2.0;
        for (at, &node) in members.iter().enumerate() {
            let (x, y) = rows.at(at);
            half_width = half_width.max(x.abs() + bodies[at].half_width);
            places.push((node, (x, top + head_height + gap + y)));
        }
        Self {
            places,
            width: half_width * 2.0,
            height,
        }
    }
}

/// Where the blocs stand: a map of its own, of boxes tied by all that ties their nodes.
fn middles(
    sheet: &Sheet<'_>,
    heads: &[usize],
    bloc_heads: &[usize],
    blocs: &[Bloc],
    seed: u64,
) -> Vec<(f32, f32)> {
    let at = |head: usize| bloc_heads.binary_search(&head).map(|at| at as u32);
    let mut springs = Vec::new();
    for node in 0..sheet.len() {
        for (end, strength) in sheet.shape.springs(node) {
            if node < end
                && heads[node] != heads[end]
                && let (Ok(a), Ok(b)) = (at(heads[node]), at(heads[end]))
            {
                springs.push(Spring {
                    a,
                    b,
                    weight: strength,
                });
            }
        }
    }
    let request = Request {
        nodes: blocs
            .iter()
            .enumerate()
            .map(|(at, bloc)| NodeBox {
                id: EntityId::new(&format!("{at:09}")),
                width: bloc.width + MOAT,
                height: bloc.height + MOAT,
            })
            .collect(),
        springs,
        seed,
        ..Request::default()
    };
    let mut simulation = Simulation::new(request, &Positions::default());
    while !simulation.is_settled() {
        simulation.step();
    }
    let places = simulation.positions().at;
    places.iter().map(|(_, pos)| (pos.x, pos.y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::arrange::Arrangement;
    use crate::layout::arrange::tests::arranged;
    use crate::layout::tests::request;

    #[test]
    fn a_bloc_is_one_piece() {
        // Two heads, 0 and 1, with four each, 2 to 9; 9 belongs to 8, and 10 to nobody.
        let owners = [
            None,
            None,
            Some(0),
            Some(1),
            Some(0),
            Some(1),
            Some(0),
            Some(1),
            Some(0),
            Some(8),
            None,
        ];
        let springs = [(0, 1, 1.0), (2, 3, 1.0), (10, 9, 1.0)];
        let places = arranged(&request(11, &springs), &Arrangement::Blocs(owners.to_vec()));
        let span = |nodes: &[usize]| {
            let of = |pick: fn(&(f32, f32)) -> f32| {
                let (low, high) = nodes
                    .iter()
                    .map(|&node| pick(&places[node]))
                    .fold((f32::INFINITY, f32::NEG_INFINITY), |ends, at| {
                        (ends.0.min(at), ends.1.max(at))
                    });
                (low - 45.0, high + 45.0)
            };
            (of(|place| place.0), of(|place| place.1))
        };
        let blocs = [span(&[0, 2, 4, 6, 8, 9]), span(&[1, 3, 5, 7]), span(&[10])];
        for (at, a) in blocs.iter().enumerate() {
            for b in &blocs[..at] {
                let apart = a.0.0 > b.0.1 || b.0.0 > a.0.1 || a.1.0 > b.1.1 || b.1.0 > a.1.1;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn owners_in_a_circle_belong_to_themselves() {
        let owners = [Some(1), Some(0), Some(2), Some(99)];
        assert_eq!(
            (0..4)
                .map(|node| head(node, &owners, 4))
                .collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
    }
}

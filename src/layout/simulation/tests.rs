//! What a layout promises: the same bits, pins, places that stay, room, an end.

use std::collections::BTreeMap;

use super::*;
use crate::layout::seed::Seed;
use crate::layout::separate::overlaps;
use crate::layout::tests::{request, springs_of_a_grid};
use crate::layout::unfold::HOP;
use crate::layout::{Balance, NodeBox, Old, Spring};

fn run(request: &Request, previous: &Positions) -> Simulation {
    let mut simulation = Simulation::new(request.clone(), previous);
    for _ in 0..2000 {
        if simulation.is_settled() {
            return simulation;
        }
        simulation.step();
    }
    panic!("never settles");
}

fn from_nothing(request: &Request) -> Positions {
    run(request, &Positions::default()).positions()
}

/// Like a map of the news: hubs, clusters, leaves, small pieces and single nodes.
fn affair(n: u32) -> Request {
    let mut seed = Seed::new(11);
    let mut springs = Vec::new();
    for node in 1..n {
        let pick = |seed: &mut Seed, below: u32| (seed.bits() % u64::from(below)) as u32;
        if node % 13 == 0 {
            continue;
        }
        for _ in 0..1 + pick(&mut seed, 3) {
            let end = pick(&mut seed, node);
            let end = if node % 2 == 0 { end / 5 } else { end };
            springs.push((node, end, 1.0 + pick(&mut seed, 4) as f32));
        }
    }
    request(n, &springs)
}

fn furthest(a: &Positions, b: &Positions) -> f32 {
    a.at.iter()
        .filter_map(|(id, from)| {
            b.get(id)
                .map(|to| (from.x - to.x).abs().max((from.y - to.y).abs()))
        })
        .fold(0.0, f32::max)
}

#[test]
fn the_same_request_gives_the_same_bits() {
    let request = affair(148);
    let first = from_nothing(&request);
    assert_eq!(first, from_nothing(&request));
    crate::layout::wide::tests::NARROW.set(true);
    assert_eq!(first, from_nothing(&request), "without wide vectors");
}

#[test]
fn the_number_of_threads_does_not_show() {
    let mut request = affair(1200);
    request.steps = Some(2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3);
    let shared = pool.build().unwrap().install(|| from_nothing(&request));
    assert_eq!(from_nothing(&request), shared);
}

#[test]
fn the_order_of_nodes_and_springs_does_not_show() {
    let request = affair(60);
    let n = request.nodes.len() as u32;
    let mut turned = request.clone();
    turned.nodes.reverse();
    turned.springs = request
        .springs
        .iter()
        .rev()
        .map(|spring| Spring {
            a: n - 1 - spring.b,
            b: n - 1 - spring.a,
            weight: spring.weight,
        })
        .collect();
    assert_eq!(from_nothing(&request), from_nothing(&turned));
}

#[test]
fn nothing_overlaps_at_rest() {
    for n in [30, 148, 761] {
        let mut request = affair(n);
        // As wide as names of three to thirty letters.
        for (at, node) in request.nodes.iter_mut().enumerate() {
            node.width = 40.0 + (at * 37 % 180) as f32;
        }
        let simulation = run(&request, &Positions::default());
        assert_eq!(simulation.positions().at.len(), n as usize);
        assert_eq!(overlaps(&simulation.bodies, &simulation.plane), 0);
    }
}

#[test]
fn a_crowded_star_does_not_blow_up_the_pairs_beside_it() {
    let star = (1..600).map(|leaf| (0, leaf, 1.0));
    let pairs = (300..340).map(|at| (2 * at, 2 * at + 1, 1.0));
    let springs: Vec<(u32, u32, f32)> = star.chain(pairs).collect();
    let request = request(680, &springs);
    let at = from_nothing(&request);
    let place = |node: u32| at.get(&request.nodes[node as usize].id).unwrap();
    for (a, b) in (300..340).map(|pair| (place(2 * pair), place(2 * pair + 1))) {
        let length = (a.x - b.x).hypot(a.y - b.y);
        assert!(length < 4.0 * HOP, "{length}");
    }
}

#[test]
fn what_is_known_stays_and_needs_no_step() {
    let request = affair(90);
    let rested = from_nothing(&request);
    let again = Simulation::new(request, &rested);
    assert!(again.is_settled());
    assert_eq!(again.positions(), rested);
}

#[test]
fn new_nodes_come_beside_their_neighbours() {
    let whole = affair(100);
    let mut before = whole.clone();
    before.nodes.truncate(80);
    let rested = from_nothing(&before);
    let grown = run(&whole, &rested);
    assert_eq!(grown.positions().at.len(), 100);
    assert_eq!(overlaps(&grown.bodies, &grown.plane), 0);
    assert!(furthest(&rested, &grown.positions()) < HOP);
}

#[test]
fn old_nodes_give_way_only_when_asked_and_never_pins() {
    let whole = affair(120);
    let mut before = whole.clone();
    before.nodes.truncate(100);
    before.balance = Balance::DISTANCES;
    let rested = from_nothing(&before);
    let mut grown = whole.clone();
    grown.balance = Balance::DISTANCES;
    let moved = |request: &Request| {
        let after = run(request, &rested).positions();
        let still = rested
            .at
            .iter()
            .filter(|(id, at)| after.get(id) == Some(*at));
        rested.at.len() - still.count()
    };
    assert_eq!(moved(&grown), 0);
    grown.old = Old::GivesWay;
    assert!((1..=60).contains(&moved(&grown)), "{}", moved(&grown));
    grown.pins = (0..100)
        .map(|node| (node, rested.at[node as usize].1))
        .collect();
    assert_eq!(moved(&grown), 0);
    let mixed = Request {
        old: Old::GivesWay,
        ..whole
    };
    assert_eq!(moved(&mixed), 0);
}

#[test]
fn a_pin_moves_by_exactly_nothing() {
    let mut request = affair(80);
    let (here, there) = (MapPos { x: 0.1, y: -333.3 }, MapPos { x: 5000.7, y: 12.3 });
    request.pins = vec![(0, here), (7, there), (99, here)];
    let mut simulation = Simulation::new(request.clone(), &Positions::default());
    while !simulation.is_settled() {
        simulation.step();
        let positions = simulation.positions();
        assert_eq!(positions.get(&request.nodes[0].id), Some(here));
        assert_eq!(positions.get(&request.nodes[7].id), Some(there));
    }
}

#[test]
fn a_few_pins_bend_the_picture_and_do_not_break_it() {
    let mut request = affair(80);
    let free = from_nothing(&request);
    // One node is drawn away, two stay where they would have come to lie.
    for (at, by) in [(0, 0.0), (1, 0.0), (2, 300.0)] {
        let place = free.at[at].1;
        let place = MapPos {
            x: place.x + by,
            y: place.y,
        };
        request.pins.push((at as u32, place));
    }
    let simulation = run(&request, &Positions::default());
    assert_eq!(overlaps(&simulation.bodies, &simulation.plane), 0);
    let mut moves: Vec<f32> = free
        .at
        .iter()
        .zip(simulation.positions().at)
        .map(|((_, from), (_, to))| (from.x - to.x).abs().max((from.y - to.y).abs()))
        .collect();
    moves.sort_by(f32::total_cmp);
    assert!(moves[moves.len() / 2] < 160.0, "{moves:?}");
}

#[test]
fn a_node_can_be_held_while_all_unfolds() {
    let request = affair(40);
    let mut simulation = Simulation::new(request.clone(), &Positions::default());
    let (id, to) = (&request.nodes[5].id, MapPos { x: -900.0, y: 40.0 });
    while simulation.positions().at.is_empty() {
        simulation.step();
    }
    simulation.grab(id, to);
    while !simulation.is_settled() {
        simulation.step();
        assert_eq!(simulation.positions().get(id), Some(to));
    }
}

#[test]
fn hostile_input_gives_finite_places() {
    let odd = [f32::NAN, f32::INFINITY, -1.0, 0.0, 1e30];
    let mut loops = request(
        6,
        &[
            (0, 0, 1.0),
            (0, 1, f32::NAN),
            (1, 0, -2.0),
            (4, 77, 1.0),
            (2, 3, 1e30),
        ],
    );
    for (node, size) in loops.nodes.iter_mut().zip(odd) {
        node.width = size;
    }
    loops.pins = vec![
        (
            1,
            MapPos {
                x: f32::NAN,
                y: 0.0,
            },
        ),
        (2, MapPos { x: 1e30, y: 0.0 }),
    ];
    let star: Vec<_> = (1..300).map(|leaf| (0, leaf, 1.0)).collect();
    let path: Vec<_> = (1..700).map(|node| (node - 1, node, 1.0)).collect();
    let complete: Vec<_> = (0..40)
        .flat_map(|a| (0..a).map(move |b| (a, b, 1.0)))
        .collect();
    for request in [
        Request::default(),
        request(1, &[]),
        request(2, &[(0, 1, 1.0)]),
        request(500, &[]),
        loops,
        request(300, &star),
        request(700, &path),
        request(40, &complete),
        request(64, &springs_of_a_grid(8, 8)),
    ] {
        let positions = from_nothing(&request);
        assert_eq!(positions.at.len(), request.nodes.len());
        assert!(
            positions
                .at
                .iter()
                .all(|(_, pos)| pos.x.is_finite() && pos.y.is_finite())
        );
        let together = Positions {
            at: request
                .nodes
                .iter()
                .take(30)
                .map(|node| {
                    (
                        node.id.clone(),
                        MapPos {
                            x: 5.0,
                            y: f32::NAN,
                        },
                    )
                })
                .collect(),
        };
        let positions = run(&request, &together).positions();
        assert!(
            positions
                .at
                .iter()
                .all(|(_, pos)| pos.x.is_finite() && pos.y.is_finite())
        );
    }
}

#[test]
fn every_balance_settles() {
    let mut request = affair(60);
    for clusters in [0.0, 0.3, 1.0, f32::NAN, 7.0] {
        request.balance = Balance::new(clusters);
        assert_eq!(from_nothing(&request).at.len(), 60);
    }
}

#[test]
fn ids_that_are_not_sorted_are_put_in_order() {
    let node = |id: &str| NodeBox {
        id: EntityId::new(id),
        width: 40.0,
        height: 40.0,
    };
    let request = Request {
        nodes: vec![node("b"), node("a"), node("c")],
        springs: vec![Spring {
            a: 0,
            b: 2,
            weight: 1.0,
        }],
        pins: vec![(0, MapPos { x: 1.0, y: 2.0 })],
        ..Request::default()
    };
    let positions = from_nothing(&request);
    assert!(positions.at.is_sorted_by(|a, b| a.0 < b.0));
    assert_eq!(
        positions.get(&EntityId::new("b")),
        Some(MapPos { x: 1.0, y: 2.0 })
    );
}

/// A graph thrown with dice: odd weights, loops, ends that are not there, pins, now and then all in one place.
fn thrown(seed: u64) -> (Request, Positions) {
    let mut dice = Seed::new(seed);
    let mut below = |most: u64| (dice.bits() % most) as u32;
    let n = 1 + below(70);
    let odd = [1.0, 0.0, -3.0, f32::NAN, f32::INFINITY, 1e-20, 7.0];
    let springs: Vec<_> = (0..below(200))
        .map(|_| (below(80), below(u64::from(n)), odd[below(7) as usize]))
        .collect();
    let mut request = request(n, &springs);
    let place = |a: u32, b: u32| MapPos {
        x: a as f32 * 7.3 - 900.0,
        y: b as f32 * 5.1 - 700.0,
    };
    for node in 0..below(6) {
        request.pins.push((node * 5, place(below(300), below(300))));
    }
    request.balance = Balance::new(below(5) as f32 / 4.0);
    let known = below(u64::from(n) + 1) as usize;
    let (one_place, spread) = (below(2), below(300));
    let at = request.nodes.iter().take(known).zip(0..);
    let at = at.map(|(node, number)| (node.id.clone(), place(spread, one_place * number)));
    let known = Positions { at: at.collect() };
    (request, known)
}

#[test]
fn whatever_comes_ends_in_finite_places_and_exact_pins() {
    for seed in 0..60 {
        let (request, known) = thrown(seed);
        let simulation = run(&request, &known);
        let after = simulation.positions();
        assert_eq!(after.at.len(), request.nodes.len(), "{seed}");
        let sound = |pos: &MapPos| pos.x.is_finite() && pos.y.is_finite();
        assert!(after.at.iter().all(|(_, pos)| sound(pos)), "{seed}");
        let last: BTreeMap<u32, MapPos> = request.pins.iter().copied().collect();
        for (node, pin) in last {
            let node = request.nodes.get(node as usize);
            assert!(
                node.is_none_or(|node| after.get(&node.id) == Some(pin)),
                "{seed}"
            );
        }
        let mut turned = request.clone();
        let n = request.nodes.len() as u32;
        turned.nodes.reverse();
        for spring in &mut turned.springs {
            // An end that is not there must stay one.
            let name = |end: u32| if end < n { n - 1 - end } else { end };
            (spring.a, spring.b) = (name(spring.a), name(spring.b));
        }
        for pin in &mut turned.pins {
            pin.0 = if pin.0 < n { n - 1 - pin.0 } else { pin.0 };
        }
        assert_eq!(run(&turned, &known).positions(), after, "{seed}");
    }
}

#[test]
fn a_drag_holds_what_it_holds_and_calms_down() {
    for seed in 0..30 {
        let (request, known) = thrown(seed);
        let mut simulation = run(&request, &known);
        let before = simulation.positions();
        let held = request.nodes[seed as usize % request.nodes.len()]
            .id
            .clone();
        let pins: Vec<EntityId> = request
            .pins
            .iter()
            .filter_map(|(node, _)| request.nodes.get(*node as usize))
            .map(|node| node.id.clone())
            .filter(|id| *id != held)
            .collect();
        for way in 0..20 {
            let to = MapPos {
                x: way as f32 * 40.0,
                y: -300.0,
            };
            simulation.grab(&held, to);
            simulation.step();
            let now = simulation.positions();
            assert_eq!(now.get(&held), Some(to), "{seed}");
            assert!(
                pins.iter().all(|id| now.get(id) == before.get(id)),
                "{seed}"
            );
        }
        simulation.release(&held);
        let mut steps = 0;
        while !simulation.is_settled() {
            simulation.step();
            steps += 1;
        }
        assert!(steps <= 60, "{seed}: {steps}");
        let rested = simulation.positions();
        assert_eq!(rested.get(&held).map(|pos| pos.x), Some(760.0));
        simulation.step();
        assert_eq!(simulation.positions(), rested, "{seed}");
    }
}

#[test]
fn a_part_rearranged_glides_frame_by_frame_and_back() {
    let mut request = affair(80);
    let now = from_nothing(&request);
    request.pins = vec![(3, now.at[3].1)];
    let ids = now.at.iter().map(|(id, _)| id.clone());
    let these: BTreeSet<EntityId> = ids.filter(|id| id.as_str() < "n030").collect();
    let mut simulation = Simulation::rearranging(request.clone(), &now, &these);
    let mut frames = vec![simulation.positions()];
    while !simulation.is_settled() {
        simulation.step();
        frames.push(simulation.positions());
    }
    assert_eq!(frames[0], now, "nothing jumps");
    let last = frames[frames.len() - 1].clone();
    let way = furthest(&now, &last);
    assert!(way > 1.0, "{way}");
    let mut moving = 0;
    for pair in frames.windows(2) {
        let step = furthest(&pair[0], &pair[1]);
        assert!(step <= way * 0.1, "{step} of {way}");
        moving += u32::from(step > 0.0);
        for ((id, was), (_, is)) in now.at.iter().zip(&pair[1].at) {
            let stays = !these.contains(id) || *id == now.at[3].0;
            assert!(!stays || was == is, "{id:?}");
        }
    }
    assert_eq!(moving, GLIDE);
    let mut back = Simulation::gliding(request, &last, &now);
    while !back.is_settled() {
        back.step();
    }
    assert_eq!(back.positions(), now, "undone to the bit");
}

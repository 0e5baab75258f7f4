//! `cargo bench --bench layout`: how long a layout takes, and one live step, on made-up affairs of growing size.
//!
//! Below the table: each figure that has a floor, beside it.
//!
//! Numbers after `--` are sizes to use instead: `cargo bench --bench layout -- 5000`.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use legation::layout::{Balance, NodeBox, Positions, Request, Simulation, Spring};
use legation::model::EntityId;

const SIZES: [u32; 6] = [40, 150, 750, 4_000, 16_000, 60_000];

/// At a size, the longest that a live step may take and a layout that keeps distances, in milliseconds.
const FLOORS: [(u32, f64, Option<f64>); 3] = [
    (750, 0.25, None),
    (4_000, 2.5, None),
    (16_000, 9.0, Some(1600.0)),
];
/// Distances of so many nodes and more may take the number of nodes to this power.
const GROWTH: (u32, f64) = (5_000, 1.2);

fn main() -> io::Result<()> {
    let asked: Vec<u32> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let sizes = if asked.is_empty() {
        &SIZES
    } else {
        asked.as_slice()
    };
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:>7} {:>7} {:>13} {:>9} {:>13} {:>13} {:>13}",
        "nodes",
        "springs",
        "distances ms",
        "mixed ms",
        "live step ms",
        "longest ms",
        "a tenth new ms"
    )?;
    let mut figures = Vec::new();
    for &n in sizes {
        let mixed = affair(n);
        let distances = Request {
            balance: Balance::DISTANCES,
            ..mixed.clone()
        };
        let nothing = Positions::default();
        let (all_distances, ..) = best_of(&distances, &nothing);
        let (all_mixed, live, longest, rested) = best_of(&mixed, &nothing);
        let mut before = rested;
        before.at.retain(|(id, _)| !id.as_str().ends_with('7'));
        let (grown, ..) = best_of(&mixed, &before);
        writeln!(
            out,
            "{n:>7} {:>7} {:>13.2} {:>9.2} {:>13.3} {:>13.2} {:>13.2}",
            mixed.springs.len(),
            millis(all_distances),
            millis(all_mixed),
            millis(live),
            millis(longest),
            millis(grown),
        )?;
        out.flush()?;
        figures.push((n, millis(live), millis(all_distances)));
    }
    tell_floors(&mut out, &figures)
}

/// Figures: size, live step and distances in milliseconds.
fn tell_floors(out: &mut impl Write, figures: &[(u32, f64, f64)]) -> io::Result<()> {
    let mut tell = |what: String, figure: f64, floor: f64| {
        let verdict = if figure <= floor { "holds" } else { "MISSED" };
        writeln!(out, "{what}: {figure:.3}, floor {floor}: {verdict}")
    };
    for &(n, live, distances) in figures {
        for (_, step, whole) in FLOORS.iter().filter(|floor| floor.0 == n) {
            tell(format!("live step ms at {n}"), live, *step)?;
            if let Some(whole) = whole {
                tell(format!("distances ms at {n}"), distances, *whole)?;
            }
        }
    }
    let (from, exponent) = GROWTH;
    for pair in figures.windows(2).filter(|pair| pair[0].0 >= from) {
        let ((a, _, few), (b, _, many)) = (pair[0], pair[1]);
        let growth = (many / few).ln() / (f64::from(b) / f64::from(a)).ln();
        tell(format!("growth from {a} to {b}"), growth, exponent)?;
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The fastest of some runs: whole time, a slow step among those that can be seen, the longest step; and the places.
fn best_of(request: &Request, start: &Positions) -> (Duration, Duration, Duration, Positions) {
    let n_runs = if request.nodes.len() < 1000 { 15 } else { 3 };
    let runs = (0..n_runs).map(|_| timed(request.clone(), start));
    runs.min_by_key(|run| run.0).unwrap_or_default()
}

fn timed(request: Request, start: &Positions) -> (Duration, Duration, Duration, Positions) {
    let began = Instant::now();
    let mut simulation = Simulation::new(request, start);
    let mut longest = began.elapsed();
    let mut live = Vec::new();
    while !simulation.is_settled() {
        let was_shown = simulation.is_shown();
        let step = Instant::now();
        simulation.step();
        longest = longest.max(step.elapsed());
        // Steps that only glide cost next to nothing and would flatter.
        if was_shown && simulation.is_unfolding() {
            live.push(step.elapsed());
        }
    }
    let whole = began.elapsed();
    live.sort_unstable();
    let slow = live.get(live.len() * 9 / 10).copied().unwrap_or_default();
    (whole, slow, longest, simulation.positions())
}

/// A graph like those of the news: a few hubs that all deal with, circles around them, leaves, single nodes.
fn affair(n: u32) -> Request {
    let mut state = u64::from(n);
    let mut below = move |limit: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(limit.max(1))) as u32
    };
    let circle = 24;
    let mut springs = Vec::new();
    for node in 1..n {
        for _ in 0..1 + below(4) {
            let end = match below(10) {
                // Nobody.
                0 => continue,
                // One of the powers.
                1..3 => below(2 + n / 60),
                // Somebody of the same circle.
                3..9 => node / circle * circle + below(node % circle),
                _ => below(node),
            };
            springs.push(Spring {
                a: node,
                b: end.min(n - 1),
                weight: 1.0 + below(3) as f32,
            });
        }
    }
    Request {
        nodes: (0..n)
            .map(|node| NodeBox {
                id: EntityId::new(&format!("n{node:06}")),
                width: 60.0 + (node % 7) as f32 * 14.0,
                height: 64.0,
            })
            .collect(),
        springs,
        ..Request::default()
    }
}

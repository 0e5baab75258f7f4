//! What a frame of the map costs the processor: the window's code and tessellation, no graphics card.
//!
//! Time is what this thread had of a processor, where the system tells (Linux), so that other programs do not count. The
//! figure is the median of some spells, each the mean of many frames: the system counts in steps of some milliseconds.
//! `cargo bench --bench frames`, with `-- quick` a few frames of each,
//! with `-- panning` or the like only that. Everything is in view, names and all. The last
//! column is what a frame may cost; the program ends with 1 where one costs more.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{self, Event, Modifiers, PointerButton, Pos2, Rect, vec2};
use legation::app::commands::Selection;
use legation::app::map::{Map, Scene};
use legation::app::theme::{self, Theme};
use legation::layout::Positions;
use legation::model::{
    Anchor, ArticleId, Entity, EntityId, Evidence, Form, Graph, Kind, MapPos, Relation, RelationId,
    RelationKind, Span, Status, Telling,
};
use legation::project::Camera;
use legation::query::{Calendar, Filter, Visible, filter};

const SIZE: egui::Vec2 = vec2(1280.0, 800.0);
/// Nodes, lines, and milliseconds that a frame may take.
const SIZES: [(usize, usize, f64); 3] = [
    (1_000, 3_000, 2.0),
    (5_000, 15_000, 6.0),
    (20_000, 60_000, 25.0),
];

/// How long a spell of frames is measured in one go.
const SPELL: Duration = Duration::from_millis(120);

fn main() -> io::Result<ExitCode> {
    let mut table = io::stdout().lock();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let quick = words.iter().any(|word| word == "quick");
    let doings = Doing::ALL.iter().copied();
    let named: Vec<Doing> = doings.filter(|what| words.contains(&what.name())).collect();
    let doings = if named.is_empty() {
        Doing::ALL.to_vec()
    } else {
        named
    };
    let n_spells = if quick { 1 } else { 7 };
    writeln!(
        table,
        "nodes   lines   what         ms a frame (median)   goal"
    )?;
    let mut all_good = true;
    for (n_nodes, n_lines, goal) in SIZES {
        for &what in &doings {
            let ms = Desk::new(n_nodes, n_lines).median_ms(what, n_spells);
            let good = ms <= goal;
            all_good &= good;
            let mark = if good { "" } else { "  over" };
            writeln!(
                table,
                "{n_nodes:<7} {n_lines:<7} {what:<12?} {ms:>19.2}   {goal}{mark}"
            )?;
        }
    }
    Ok(if all_good || quick {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A moment, by the time this thread has had, else by the clock on the wall.
struct Clock {
    wall: Instant,
    own: Option<Duration>,
}

impl Clock {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            own: Self::own(),
        }
    }

    fn elapsed(&self) -> Duration {
        let own = Self::own().zip(self.own);
        own.map_or_else(
            || self.wall.elapsed(),
            |(now, then)| now.saturating_sub(then),
        )
    }

    fn own() -> Option<Duration> {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanos = stat.split_whitespace().next()?.parse().ok()?;
        Some(Duration::from_nanos(nanos))
    }
}

/// What the hand does while frames are measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Doing {
    Resting,
    /// The pointer goes over the map: what it meets is singled out.
    Hovering,
    Panning,
    Zooming,
    Selecting,
    /// A node in the hand.
    Dragging,
}

impl Doing {
    const ALL: [Self; 6] = [
        Self::Resting,
        Self::Hovering,
        Self::Panning,
        Self::Zooming,
        Self::Selecting,
        Self::Dragging,
    ];

    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// A map with everything in view.
struct Desk {
    ctx: egui::Context,
    map: Map,
    graph: Arc<Graph>,
    visible: Visible,
    positions: Arc<Positions>,
    camera: Camera,
    selection: Selection,
    clock_secs: f64,
    /// What the hand does in the next frame.
    events: Vec<Event>,
}

impl Desk {
    fn new(n_nodes: usize, n_lines: usize) -> Self {
        let ctx = egui::Context::default();
        Theme::apply(&ctx, theme::fonts());
        theme::set_motion(&ctx, theme::Motion::Reduced);
        let graph = Arc::new(graph(n_nodes, n_lines));
        let positions = Arc::new(positions(&graph));
        let half = 62.0 * (n_nodes as f32).sqrt();
        let camera = Camera {
            centre: MapPos::default(),
            zoom: SIZE.y * 0.48 / half,
        };
        let mut desk = Self {
            visible: filter(&graph, &Filter::default(), &Calendar::new()),
            ctx,
            map: Map::default(),
            graph,
            positions,
            camera,
            selection: Selection::default(),
            clock_secs: 0.0,
            events: Vec::new(),
        };
        for _ in 0..4 {
            desk.map.set_camera(camera);
            desk.frame();
        }
        desk
    }

    fn median_ms(&mut self, what: Doing, n_spells: usize) -> f64 {
        let mut number = 0;
        let mut spell = || {
            let (wall, start, first) = (Instant::now(), Clock::now(), number);
            while wall.elapsed() < SPELL || number - first < 3 {
                self.act(what, number);
                self.frame();
                number += 1;
            }
            start.elapsed().as_secs_f64() * 1000.0 / (number - first) as f64
        };
        let mut spells: Vec<f64> = (0..n_spells).map(|_| spell()).collect();
        spells.sort_by(f64::total_cmp);
        spells.get(n_spells / 2).copied().unwrap_or_default()
    }

    fn act(&mut self, what: Doing, number: usize) {
        let wave = (number as f32 * 0.3).sin();
        let mut camera = self.camera;
        self.selection = Selection::default();
        let middle = (SIZE / 2.0).to_pos2();
        match what {
            Doing::Resting => return,
            Doing::Hovering => {
                let at = middle + vec2(211.0, 137.0) * wave;
                self.events.push(Event::PointerMoved(at));
                return;
            }
            Doing::Dragging => {
                // The first of all stands in the middle.
                let at = middle + vec2(90.0, 40.0) * wave;
                self.events.push(Event::PointerMoved(at));
                if number == 0 {
                    self.events.push(Event::PointerButton {
                        pos: middle,
                        button: PointerButton::Primary,
                        pressed: true,
                        modifiers: Modifiers::NONE,
                    });
                }
                return;
            }
            Doing::Panning => camera.centre.x += 30.0 * wave / camera.zoom,
            Doing::Zooming => camera.zoom *= 1.0 + 0.02 * wave,
            Doing::Selecting => {
                let at = (number * 37) % self.graph.entities().len();
                let id = self
                    .graph
                    .entities()
                    .get(at)
                    .map(|entity| entity.id.clone());
                self.selection.entities.extend(id);
            }
        }
        self.map.set_camera(camera);
    }

    fn frame(&mut self) {
        self.clock_secs += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.clock_secs),
            events: std::mem::take(&mut self.events),
            ..egui::RawInput::default()
        };
        let (nobody, nothing) = (BTreeSet::new(), BTreeSet::new());
        let apart = BTreeMap::new();
        let scene = Scene {
            graph: &self.graph,
            revision: 1,
            visible: &self.visible,
            positions: &self.positions,
            pins: &nobody,
            selection: &self.selection,
            newest: &nothing,
            chains: &[],
            stands_for: &apart,
            marks: None,
            communities: &[],
            communities_of: 0,
        };
        let map = &mut self.map;
        let mut out = Vec::new();
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| map.ui(ui, &scene, &mut out));
        let shapes = std::mem::take(&mut output.shapes);
        black_box(ctx.tessellate(shapes, output.pixels_per_point));
        output.drop_without_applying_deltas();
    }
}

/// A graph with a few states that many deal with, as news have it; the same every time.
fn graph(n_nodes: usize, n_lines: usize) -> Graph {
    let article = ArticleId::from_text("bench");
    let id = |at: usize| EntityId::new(&format!("n{at:06}"));
    let anchor = |at: usize| Anchor {
        article,
        span: Span::new(10 * at, 10 * at + 4),
    };
    let entities = (0..n_nodes).map(|at| Entity {
        id: id(at),
        kind: if at % 25 == 0 {
            Kind::State
        } else {
            Kind::ALL[1 + at % (Kind::ALL.len() - 1)]
        },
        subkind: None,
        name: format!("Somebody Called {at}"),
        aliases: Vec::new(),
        iso: (at % 25 == 0).then(|| "ABC".to_owned()),
        named: true,
        roles: Vec::new(),
        mentions: vec![(anchor(at), Form::Name)],
        joins: Vec::new(),
    });
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) as usize % below.max(1)
    };
    let relations = (0..n_lines).map(|at| {
        let source = next(n_nodes);
        // Mostly near by in number, and so on the map; some across.
        let target = if at % 8 == 0 {
            next(n_nodes)
        } else {
            (source + 1 + next(60)) % n_nodes
        };
        let kind = RelationKind::ALL[at % RelationKind::ALL.len()];
        let status = Status::ALL[if at % 5 == 0 {
            (at / 5) % Status::ALL.len()
        } else {
            0
        }];
        Relation {
            id: RelationId::new(&format!("r{at:06}")),
            source: id(source),
            target: id(target),
            kind,
            status,
            attributed_to: Vec::new(),
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: vec![Evidence {
                sentence: anchor(at),
                trigger: Span::new(0, 2),
                rule: "bench",
                attributed_to: Vec::new(),
                telling: Telling::default(),
                independent: true,
            }],
        }
    });
    Graph::new(entities.collect(), relations.collect())
}

/// A sunflower: evenly spread, the first in the middle.
fn positions(graph: &Graph) -> Positions {
    let place = |at: usize| {
        let (radius, angle) = (62.0 * (at as f32).sqrt(), 2.399_963 * at as f32);
        MapPos {
            x: radius * angle.cos(),
            y: radius * angle.sin(),
        }
    };
    let entities = graph.entities().iter().enumerate();
    Positions {
        at: entities
            .map(|(at, entity)| (entity.id.clone(), place(at)))
            .collect(),
    }
}

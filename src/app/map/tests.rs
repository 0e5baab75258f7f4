//! The map under a hand that does not exist: clicks, drags and wheels on a window without a display.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{self, Event, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::commands::{Command, Selection, Turn, UiAction};
use crate::app::map::camera::Lens;
use crate::app::map::light::Target;
use crate::app::map::{Map, Scene, sample};
use crate::app::theme::{self, Theme};
use crate::layout::Positions;
use crate::model::{ArticleId, EntityId, Graph, Kind, MapPos};
use crate::project::Camera;
use crate::query::{Calendar, Filter, Visible, filter};

const SIZE: egui::Vec2 = vec2(900.0, 700.0);

struct Desk {
    graph: Arc<Graph>,
    visible: Visible,
    positions: Arc<Positions>,
    pins: BTreeSet<EntityId>,
    selection: Selection,
    newest: BTreeSet<ArticleId>,
    map: Map,
    out: Vec<Command>,
    n_frames: usize,
}

/// The invented affair on a grid, wide enough that every name has room.
fn desk() -> Harness<'static, Desk> {
    let graph = sample::graph();
    let at = |index: usize| MapPos {
        x: 150.0 * (index % 7) as f32,
        y: 110.0 * (index / 7) as f32,
    };
    let entities = graph.entities().iter().enumerate();
    let positions = Positions {
        at: entities
            .map(|(index, entity)| (entity.id.clone(), at(index)))
            .collect(),
    };
    desk_of(graph, positions, SIZE)
}

fn desk_of(graph: Graph, positions: Positions, size: egui::Vec2) -> Harness<'static, Desk> {
    let graph = Arc::new(graph);
    let desk = Desk {
        visible: filter(&graph, &Filter::default(), &Calendar::new()),
        graph,
        positions: Arc::new(positions),
        pins: BTreeSet::new(),
        selection: Selection::default(),
        newest: BTreeSet::new(),
        map: Map::default(),
        out: Vec::new(),
        n_frames: 0,
    };
    let show = |ui: &mut egui::Ui, desk: &mut Desk| {
        desk.n_frames += 1;
        if desk.n_frames == 1 {
            Theme::apply(ui.ctx(), theme::fonts());
            // New fonts are there in the next frame.
            ui.ctx().request_repaint();
            return;
        }
        let scene = Scene {
            graph: &desk.graph,
            revision: 1,
            visible: &desk.visible,
            positions: &desk.positions,
            pins: &desk.pins,
            selection: &desk.selection,
            newest: &desk.newest,
            chains: &[],
            stands_for: &BTreeMap::new(),
            marks: None,
            communities: &[],
            communities_of: 0,
        };
        desk.map.ui(ui, &scene, &mut desk.out);
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .with_step_dt(0.05)
        .build_ui_state(show, desk);
    harness.run();
    harness.state_mut().out.clear();
    harness
}

fn lens(harness: &Harness<'_, Desk>) -> Lens {
    let map = &harness.state().map;
    Lens {
        rect: map.rect.unwrap(),
        camera: map.camera().unwrap(),
    }
}

fn screen(harness: &Harness<'_, Desk>, short: &str) -> Pos2 {
    let at = harness.state().map.position(&sample::id(short)).unwrap();
    lens(harness).screen_from_map(at)
}

fn press(harness: &Harness<'_, Desk>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
}

fn click(harness: &mut Harness<'_, Desk>, at: Pos2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.event(Event::PointerMoved(at));
    harness.step();
    press(harness, at, true, modifiers);
    press(harness, at, false, modifiers);
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
}

fn drag(harness: &mut Harness<'_, Desk>, way: &[Pos2], modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    let (first, last) = (way[0], way[way.len() - 1]);
    harness.event(Event::PointerMoved(first));
    harness.step();
    press(harness, first, true, modifiers);
    harness.step();
    for &at in way {
        harness.event(Event::PointerMoved(at));
        harness.step();
    }
    press(harness, last, false, modifiers);
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
}

fn taken(harness: &mut Harness<'_, Desk>) -> Vec<UiAction> {
    let commands = std::mem::take(&mut harness.state_mut().out).into_iter();
    let actions = commands.filter_map(|command| match command {
        Command::Show(action) => Some(action),
        _ => None,
    });
    actions.collect()
}

fn select(ids: &[&str]) -> UiAction {
    UiAction::Select(Selection {
        entities: ids.iter().map(|short| sample::id(short)).collect(),
        relation: None,
    })
}

#[test]
fn a_map_at_rest_draws_no_frames() {
    let mut harness = desk();
    let before = harness.state().n_frames;
    // `run` fails where frames are asked for without end.
    harness.run();
    assert!(harness.state().n_frames - before <= 2);
    assert!(
        harness.state().map.kept.is_some(),
        "and the picture is kept"
    );
    harness.get_by_label("Map: 44 entities, 63 relations");
}

#[test]
fn a_click_selects_and_never_pins() {
    let mut harness = desk();
    let at = screen(&harness, "nor");
    click(&mut harness, at, Modifiers::NONE);
    assert_eq!(taken(&mut harness), [select(&["nor"])]);
    harness.state_mut().selection.entities = [sample::id("nor")].into();
    let at = screen(&harness, "holm");
    click(&mut harness, at, Modifiers::COMMAND);
    assert_eq!(taken(&mut harness), [select(&["holm", "nor"])]);
    let nowhere = lens(&harness).rect.min + vec2(9.0, 9.0);
    click(&mut harness, nowhere, Modifiers::NONE);
    assert_eq!(taken(&mut harness), [UiAction::ClearSelection]);
}

#[test]
fn a_dragged_node_is_dropped_where_the_hand_was() {
    let mut harness = desk();
    // Pressed beside its centre, it must not jump there.
    let from = screen(&harness, "per") + vec2(6.0, 4.0);
    let (by, zoom) = (vec2(80.0, -40.0), lens(&harness).camera.zoom);
    let before = harness.state().map.position(&sample::id("per")).unwrap();
    drag(
        &mut harness,
        &[from, from + by / 2.0, from + by],
        Modifiers::NONE,
    );
    let actions = taken(&mut harness);
    let [UiAction::Grab(grabbed, _), .., UiAction::Drop(dropped)] = actions.as_slice() else {
        panic!("{actions:?}");
    };
    assert_eq!(*grabbed, sample::id("per"));
    let [(id, to)] = dropped.as_slice() else {
        panic!("{dropped:?}");
    };
    assert_eq!(*id, sample::id("per"));
    assert!(
        (to.x - before.x - by.x / zoom).abs() < 0.1,
        "{to:?} {before:?}"
    );
    assert!(
        (to.y - before.y - by.y / zoom).abs() < 0.1,
        "{to:?} {before:?}"
    );
}

#[test]
fn dragging_one_of_several_selected_moves_them_all() {
    let mut harness = desk();
    harness.state_mut().selection.entities = ["nor", "per", "omn"].map(sample::id).into();
    harness.run();
    let from = screen(&harness, "per");
    drag(
        &mut harness,
        &[from, from + vec2(30.0, 30.0)],
        Modifiers::NONE,
    );
    let actions = taken(&mut harness);
    let Some(UiAction::Drop(dropped)) = actions.last() else {
        panic!("{actions:?}");
    };
    assert_eq!(dropped.len(), 3);
}

#[test]
fn dragging_the_canvas_pans_and_the_wheel_zooms_about_the_pointer() {
    let mut harness = desk();
    let nowhere = lens(&harness).rect.min + vec2(9.0, 60.0);
    let held = lens(&harness).map_from_screen(nowhere);
    let to = nowhere + vec2(55.0, 25.0);
    drag(&mut harness, &[nowhere, to], Modifiers::NONE);
    let now = lens(&harness).map_from_screen(to);
    assert!((now.x - held.x).abs() < 0.1 && (now.y - held.y).abs() < 0.1);
    assert_eq!(taken(&mut harness), []);

    let zoom = lens(&harness).camera.zoom;
    let pointer = lens(&harness).rect.center() + vec2(120.0, -77.0);
    let held = lens(&harness).map_from_screen(pointer);
    harness.event(Event::PointerMoved(pointer));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 90.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    let after = lens(&harness).map_from_screen(pointer);
    assert!(lens(&harness).camera.zoom > 1.2 * zoom);
    assert!((after.x - held.x).abs() < 0.1 && (after.y - held.y).abs() < 0.1);
}

/// Whether the picture is a carried one, and not made for where it is seen from.
fn is_carried(harness: &Harness<'_, Desk>) -> bool {
    harness.state().map.hits.lens != Some(lens(harness))
}

#[test]
fn the_picture_is_carried_along_while_the_map_is_in_the_hand_and_made_anew_at_rest() {
    let mut harness = desk();
    let nowhere = lens(&harness).rect.min + vec2(9.0, 60.0);
    harness.event(Event::PointerMoved(nowhere));
    harness.step();
    press(&harness, nowhere, true, Modifiers::NONE);
    harness.step();
    for by in [vec2(21.0, 13.0), vec2(-40.0, 90.0)] {
        harness.event(Event::PointerMoved(nowhere + by));
        harness.step();
        assert!(is_carried(&harness));
        // Held still for long, too.
        harness.run();
        assert!(is_carried(&harness));
    }
    press(&harness, nowhere, false, Modifiers::NONE);
    harness.run();
    assert!(!is_carried(&harness));

    // Further than was drawn.
    let wide = lens(&harness).rect.width();
    let mut camera = lens(&harness).camera;
    camera.zoom = 3.0;
    harness.state_mut().map.set_camera(camera);
    harness.run();
    camera.centre.x += 0.4 * wide / camera.zoom;
    harness.state_mut().map.set_camera(camera);
    harness.step();
    assert!(is_carried(&harness));
    camera.centre.x += 0.4 * wide / camera.zoom;
    harness.state_mut().map.set_camera(camera);
    harness.step();
    assert!(!is_carried(&harness));
}

#[test]
fn a_box_selects_what_is_in_it() {
    let mut harness = desk();
    let area = Rect::from_center_size(screen(&harness, "nor"), vec2(70.0, 70.0));
    drag(
        &mut harness,
        &[area.min, area.center(), area.max],
        Modifiers::SHIFT,
    );
    assert_eq!(taken(&mut harness), [select(&["nor"])]);
    let way = [
        area.left_top(),
        area.right_top(),
        area.right_bottom(),
        area.left_bottom(),
    ];
    drag(&mut harness, &way, Modifiers::SHIFT | Modifiers::ALT);
    assert_eq!(taken(&mut harness), [select(&["nor"])]);
}

#[test]
fn a_saved_camera_comes_back_exactly() {
    let mut harness = desk();
    let camera = Camera {
        centre: MapPos { x: 123.4, y: -5.6 },
        zoom: 0.777,
    };
    harness.state_mut().map.set_camera(camera);
    harness.run();
    harness.set_size(vec2(700.0, 500.0));
    harness.run();
    assert_eq!(harness.state().map.camera(), Some(camera));
}

#[test]
fn the_corner_buttons_have_names() {
    let mut harness = desk();
    for (name, expected) in [
        ("Zoom in", UiAction::ZoomBy(1.3)),
        ("Show the whole map", UiAction::Fit),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(taken(&mut harness), [expected]);
    }
}

#[test]
fn a_double_click_on_a_pinned_node_frees_it() {
    let mut harness = desk();
    harness.state_mut().pins.insert(sample::id("omn"));
    let at = screen(&harness, "omn");
    harness.event(Event::PointerMoved(at));
    harness.step();
    for pressed in [true, false, true, false] {
        press(&harness, at, pressed, Modifiers::NONE);
    }
    harness.run();
    let actions = taken(&mut harness);
    let unpin = UiAction::Unpin(vec![sample::id("omn")]);
    assert!(actions.contains(&unpin), "{actions:?}");
}

#[test]
fn the_menu_of_a_node_pins_it_where_it_stands() {
    let mut harness = desk();
    let at = screen(&harness, "ken");
    harness.event(Event::PointerMoved(at));
    harness.step();
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    harness.get_by_label("Pin").click();
    harness.run();
    let place = harness.state().map.position(&sample::id("ken")).unwrap();
    assert_eq!(
        taken(&mut harness),
        [UiAction::Drop(vec![(sample::id("ken"), place)])]
    );
}

#[test]
fn arrows_walk_along_lines_and_enter_opens_the_sentences() {
    let mut harness = desk();
    let nowhere = lens(&harness).rect.min + vec2(9.0, 9.0);
    click(&mut harness, nowhere, Modifiers::NONE);
    harness.state_mut().selection = Selection::of(sample::id("holm"));
    harness.run();
    let at = |harness: &Harness<'_, Desk>, id| harness.state().map.position(&id).unwrap();
    let from = at(&harness, sample::id("holm"));
    harness.key_press(egui::Key::ArrowRight);
    harness.run();
    let actions = taken(&mut harness);
    let [UiAction::Select(selection)] = actions.as_slice() else {
        panic!("{actions:?}");
    };
    let to = selection.entities.iter().next().unwrap().clone();
    let graph = Arc::clone(&harness.state().graph);
    let mut ends = graph
        .relations()
        .iter()
        .map(|relation| [&relation.source, &relation.target]);
    let holm = sample::id("holm");
    assert!(
        ends.any(|ends| ends.contains(&&holm) && ends.contains(&&to)),
        "{to} is a neighbour"
    );
    assert!(at(&harness, to).x > from.x);
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(taken(&mut harness), [UiAction::Cite(Turn::Next)]);
    let camera = lens(&harness).camera;
    harness.key_press_modifiers(Modifiers::SHIFT, egui::Key::ArrowRight);
    harness.run();
    assert!(lens(&harness).camera.centre.x > camera.centre.x, "pans");
}

#[test]
fn a_line_under_the_pointer_dims_nothing_and_a_node_does() {
    let mut harness = desk();
    let (a, b) = (screen(&harness, "che"), screen(&harness, "geneva"));
    harness.event(Event::PointerMoved(a + (b - a) * 0.5));
    harness.run();
    let light = |harness: &Harness<'_, Desk>| harness.state().map.light.clone();
    assert!(light(&harness).hot.is_some());
    assert!(
        light(&harness)
            .nodes
            .iter()
            .all(|&strength| strength >= 1.0)
    );
    let at = screen(&harness, "ken");
    harness.event(Event::PointerMoved(at));
    harness.run();
    assert!(light(&harness).nodes.iter().any(|&strength| strength < 1.0));
}

#[test]
fn a_dragged_node_follows_in_the_same_frame_among_five_thousand() {
    let graph = sample::many(5_000);
    let place = |at: usize| MapPos {
        x: 60.0 * (at % 75) as f32,
        y: 60.0 * (at / 75) as f32,
    };
    let entities = graph.entities().iter().enumerate();
    let places = entities.map(|(at, entity)| (entity.id.clone(), place(at)));
    let positions = Positions {
        at: places.collect(),
    };
    let mut harness = desk_of(graph, positions, SIZE);
    let hits = &harness.state().map.hits;
    let start = hits.nodes[2_500].centre;
    // So close together that another may lie on top.
    let Some(Target::Node(node)) = hits.at(&lens(&harness), start) else {
        panic!("no node at {start:?}");
    };
    let centre = |harness: &Harness<'_, Desk>| {
        let nodes = &harness.state().map.hits.nodes;
        nodes.iter().find(|spot| spot.node == node).unwrap().centre
    };
    let before = centre(&harness);
    harness.event(Event::PointerMoved(start));
    harness.step();
    press(&harness, start, true, Modifiers::NONE);
    harness.step();
    for by in [vec2(12.0, 7.0), vec2(40.0, -30.0), vec2(41.0, -33.0)] {
        harness.event(Event::PointerMoved(start + by));
        harness.step();
        let off = centre(&harness) - (before + by);
        assert!(off.length() < 0.1, "{by:?}: {off:?} behind the hand");
    }
}

/// Where a graph comes to rest.
fn at_rest(graph: &Graph) -> Positions {
    let mut state = crate::app::state::State::default();
    state.set_graph(Arc::new(graph.clone()));
    let request = crate::app::arrangement::request(&state);
    let mut simulation = crate::layout::Simulation::new(request, &Positions::default());
    while !simulation.is_settled() {
        simulation.step();
    }
    simulation.positions()
}

/// No name over another, nor over a node, a badge or a button; says how many of the nodes in view are named, and which states are not.
fn check_names(graph: Graph, size: egui::Vec2) -> (f32, Vec<String>) {
    let positions = at_rest(&graph);
    let harness = desk_of(graph, positions, size);
    let map = &harness.state().map;
    let hits = &map.hits;
    let buttons = ["Zoom in", "Zoom out", "Show the whole map"];
    let buttons = buttons.map(|name| harness.get_by_label(name).rect());
    let (names, mut shapes) = (&hits.names, hits.shapes());
    shapes.extend(buttons);
    let mut over = Vec::new();
    for (at, (node, name)) in names.iter().enumerate() {
        let later = names.iter().skip(at + 1).map(|(_, name)| name);
        let hit = later.chain(&shapes);
        let hit = hit.filter(|other| name.intersect(**other).is_positive());
        over.extend(hit.map(|other| (*node, *other)));
    }
    assert!(over.is_empty(), "{over:?}");
    let nodes = (0u32..).zip(&map.content.nodes);
    let unnamed = nodes.filter(|(at, node)| {
        node.kind == Kind::State && !names.iter().any(|(named, _)| named == at)
    });
    let states = unnamed.map(|(_, node)| node.name.clone()).collect();
    (names.len() as f32 / map.content.nodes.len() as f32, states)
}

/// The graph of the articles that come with the program.
fn graph_of_samples(n_articles: usize) -> Graph {
    let lexicon = crate::lexicon::lexicon();
    let articles = crate::app::samples::articles().into_iter().take(n_articles);
    let readings: Vec<_> = articles
        .map(|article| Arc::new(crate::extract::read(&Arc::new(article), lexicon)))
        .collect();
    let edits: Vec<_> = readings
        .iter()
        .map(|reading| crate::model::Edit::AddArticle(reading.article.id))
        .collect();
    crate::resolve::resolve(&readings, &edits)
}

#[test]
fn names_lie_on_nothing_at_rest() {
    let graph = graph_of_samples(2);
    for size in [vec2(628.0, 640.0), vec2(1280.0, 800.0)] {
        let (named, states) = check_names(graph.clone(), size);
        assert!(named > 0.4, "{size:?}: {named}");
        assert_eq!(states, [""; 0], "{size:?}: states come first");
    }
    // Too narrow for an overview, and for many names.
    check_names(graph, vec2(330.0, 640.0));
}

#[test]
fn names_of_three_hundred_lie_on_nothing_at_rest() {
    for size in [vec2(628.0, 640.0), vec2(1280.0, 800.0)] {
        let (named, _) = check_names(sample::many(300), size);
        assert!(named > 0.1, "{size:?}: {named}");
    }
}

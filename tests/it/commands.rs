//! What the window can do, each by the name a person or a screen reader would find it by.

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use legation::model::{EntityId, Kind, RelationKind, Subkind};
use legation::query::Voice;

use crate::window::{Window, app, click, has, id_of, open, press, rest, select, until};

fn is_shown(window: &Window, name: &str) -> bool {
    let id = id_of(window, name);
    app(window).state.visible.entities.contains(&id)
}

/// Brings the lower end of the left pane into view; what is out of sight cannot be clicked.
fn scroll_down(window: &mut Window) {
    window.event(egui::Event::PointerMoved(egui::pos2(100.0, 500.0)));
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -5000.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
    });
    window.run_steps(20);
    rest(window);
}

fn type_in(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.step();
}

/// Runs a command as a person would who knows only its name.
fn by_palette(window: &mut Window, name: &str) {
    press(window, Modifiers::COMMAND, Key::K);
    type_in(window, name);
    press(window, Modifiers::NONE, Key::Enter);
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

#[test]
fn the_palette_finds_commands_and_names() {
    let (mut window, _folder) = open();
    press(&mut window, CTRL_SHIFT, Key::P);
    assert!(has(&window, "Type a command or a name"));
    type_in(&mut window, "kari");
    assert!(has(&window, "Go to Kari Holm"));
    press(&mut window, Modifiers::NONE, Key::Enter);
    let selected = app(&window).state.selected_entity().cloned();
    assert_eq!(selected, Some(id_of(&window, "Kari Holm")));
    assert!(!has(&window, "Type a command or a name"), "it has closed");
    by_palette(&mut window, "select all");
    let state = &app(&window).state;
    assert_eq!(state.selection.entities, state.visible.entities);
    press(&mut window, Modifiers::COMMAND, Key::K);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!has(&window, "Type a command or a name"));
    let state = &app(&window).state;
    assert!(
        !state.selection.is_empty(),
        "Escape closed the palette only"
    );
}

#[test]
fn the_key_sheet_names_every_command_with_a_key() {
    let (mut window, _folder) = open();
    press(&mut window, Modifiers::NONE, Key::F1);
    for name in ["Group with its own", "Next citation", "Focus: 2 steps"] {
        assert!(has(&window, name), "{name}");
    }
    press(&mut window, Modifiers::NONE, Key::F1);
    assert!(!has(&window, "Group with its own"));
}

#[test]
fn hide_others_leaves_the_selected_and_all_come_back() {
    let (mut window, _folder) = open();
    select(&mut window, &["Norway", "Kari Holm"]);
    press(&mut window, CTRL_SHIFT, Key::H);
    let ids: Vec<EntityId> = ["Kari Holm", "Norway"]
        .map(|name| id_of(&window, name))
        .into();
    let shown = &app(&window).state.visible.entities;
    assert!(ids.iter().all(|id| shown.contains(id)));
    assert_eq!(shown.len(), 2);
    scroll_down(&mut window);
    click(&mut window, "Show Sweden");
    assert!(is_shown(&window, "Sweden"));
    click(&mut window, "Show all");
    assert!(app(&window).state.hidden.is_empty());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(!app(&window).state.hidden.is_empty(), "one step of undo");
}

#[test]
fn a_focus_shows_who_is_near_and_widens() {
    let (mut window, _folder) = open();
    let all = app(&window).state.visible.entities.len();
    select(&mut window, &["Mette Krag"]);
    press(&mut window, Modifiers::ALT, Key::Num1);
    let near = app(&window).state.visible.entities.len();
    assert!(near < all && is_shown(&window, "Denmark"));
    assert!(has(&window, "Around Mette Krag"));
    click(&mut window, "Focus on 2 steps");
    assert!(app(&window).state.visible.entities.len() > near);
    click(&mut window, "Show everything");
    assert_eq!(app(&window).state.visible.entities.len(), all);
}

#[test]
fn two_that_are_selected_show_how_they_are_connected() {
    let (mut window, _folder) = open();
    select(&mut window, &["Mette Krag", "Sweden"]);
    assert!(has(&window, "HOW THEY ARE CONNECTED"));
    let chains = app(&window).state.chains.clone();
    assert!(!chains.is_empty());
    for step in chains.iter().flatten() {
        for id in &step.relations {
            let relation = app(&window).state.graph.relation(id).unwrap();
            assert!(!relation.evidence.is_empty(), "each step is cited");
        }
    }
    let other = if chains[0].len() == 1 {
        "directly"
    } else {
        "1. "
    };
    assert!(has(&window, other));
}

#[test]
fn a_state_stands_for_its_people_and_opens_again() {
    let (mut window, _folder) = open();
    select(&mut window, &["Norway"]);
    press(&mut window, Modifiers::COMMAND, Key::G);
    assert!(!is_shown(&window, "Kari Holm"));
    let norway = id_of(&window, "Norway");
    let sweden = id_of(&window, "Anders Lund");
    let state = &app(&window).state;
    let met = state.shown.relations_of(&norway).any(|relation| {
        relation.kind == RelationKind::Meets
            && [&relation.source, &relation.target].contains(&&sweden)
    });
    assert!(met, "the line of its minister is its own now");
    click(&mut window, "Open the group of Norway");
    assert!(is_shown(&window, "Kari Holm"));
}

#[test]
fn the_legend_unfolds_to_finer_sorts() {
    let (mut window, _folder) = open();
    let minister = Subkind::Minister;
    let has_kind = |window: &Window| {
        let state = &app(window).state;
        let shown = state.visible.entities.iter();
        shown
            .filter_map(|id| state.graph.entity(id))
            .any(|entity| entity.subkind == Some(minister))
    };
    if has_kind(&window) && has(&window, "Unfold People") {
        click(&mut window, "Unfold People");
        click(&mut window, "Minister");
        assert!(!has_kind(&window));
        click(&mut window, "Minister");
        assert!(has_kind(&window));
    }
    click(&mut window, "Unfold Conflict");
    click(&mut window, "attacks");
    let off = &app(&window).state.filter.relation_kinds_off;
    assert!(off.contains(&RelationKind::Attacks));
    scroll_down(&mut window);
    click(&mut window, "Clear filters");
    click(&mut window, "Material conflict");
    let off = &app(&window).state.filter.relation_kinds_off;
    assert!(off.contains(&RelationKind::Attacks), "the whole quad");
    scroll_down(&mut window);
    click(&mut window, "Clear filters");
    assert!(app(&window).state.filter.relation_kinds_off.is_empty());
}

#[test]
fn lines_are_filtered_by_who_says_so_and_in_how_many_articles() {
    let (mut window, _folder) = open();
    let all = app(&window).state.visible.relations.len();
    click(&mut window, "More filters");
    scroll_down(&mut window);
    click(&mut window, "At least 2 articles");
    assert!(app(&window).state.visible.relations.len() < all);
    click(&mut window, "At least 1 article");
    let quoted = app(&window)
        .state
        .counts
        .voices
        .get(&Voice::Quoted)
        .copied();
    click(&mut window, "Said by somebody in it");
    assert!(
        app(&window)
            .state
            .filter
            .voices_off
            .contains(&Voice::Quoted)
    );
    let told = quoted.unwrap_or(0);
    assert!(app(&window).state.visible.relations.len() + told >= all);
}

#[test]
fn names_without_lines_come_when_asked_for() {
    let (mut window, _folder) = open();
    let before = app(&window).state.visible.entities.len();
    let loose = app(&window).state.counts.loose;
    click(&mut window, "Names without lines");
    assert_eq!(app(&window).state.visible.entities.len(), before + loose);
}

#[test]
fn days_filter_the_map_and_play() {
    let (mut window, _folder) = open();
    let all = app(&window).state.visible.relations.len();
    let last = window.get_by_label("Last day shown");
    last.focus();
    window.step();
    for _ in 0..2 {
        press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    }
    let (from, to) = app(&window).state.filter.days.expect("a stretch of days");
    assert!(from <= to);
    assert!(app(&window).state.visible.relations.len() < all);
    click(&mut window, "Show all days");
    assert_eq!(app(&window).state.visible.relations.len(), all);
    click(&mut window, "Play time");
    assert!(app(&window).state.playing);
    until(&mut window, "the last day", |window| {
        !app(window).state.playing
    });
    rest(&mut window);
    assert_eq!(app(&window).state.visible.relations.len(), all);
    press(&mut window, Modifiers::COMMAND, Key::T);
    assert!(!has(&window, "Last day shown"), "the strip is closed");
}

#[test]
fn the_overview_says_who_matters() {
    let (mut window, _folder) = open();
    until(&mut window, "measures", |window| {
        !app(window).state.measured.measures.connected.is_empty()
    });
    window.step();
    for head in ["MOST CONNECTED", "GO-BETWEENS"] {
        assert!(has(&window, head), "{head}");
    }
    let state = &app(&window).state;
    let (id, _) = &state.measured.measures.connected[0];
    let name = state.graph.entity(id).unwrap().name.clone();
    click(&mut window, &name);
    let selected = app(&window).state.selected_entity().cloned();
    assert_eq!(selected, Some(id_of(&window, &name)));
    by_palette(&mut window, "communities");
    assert!(app(&window).state.communities);
}

#[test]
fn citations_are_gone_through_one_by_one() {
    let (mut window, _folder) = open();
    select(&mut window, &["Kari Holm"]);
    press(&mut window, Modifiers::NONE, Key::F3);
    let first = app(&window).state.reader_at.unwrap();
    assert!(has(&window, "Where it occurs: "));
    click(&mut window, "Next citation");
    let second = app(&window).state.reader_at.unwrap();
    assert_ne!(first, second);
    press(&mut window, Modifiers::SHIFT, Key::F3);
    assert_eq!(app(&window).state.reader_at, Some(first));
}

#[test]
fn everything_can_be_twice_as_large() {
    let (mut window, _folder) = open();
    for _ in 0..9 {
        press(&mut window, CTRL_SHIFT, Key::Plus);
    }
    assert_eq!(window.ctx.zoom_factor(), 2.0);
    assert!(has(&window, "File") && has(&window, "Map: "));
    press(&mut window, CTRL_SHIFT, Key::Minus);
    assert!(window.ctx.zoom_factor() < 2.0);
}

#[test]
fn every_kind_in_the_legend_can_be_switched_by_its_name() {
    let (mut window, _folder) = open();
    for kind in [Kind::State, Kind::Person, Kind::Event] {
        click(&mut window, kind.label());
        assert!(app(&window).state.filter.kinds_off.contains(&kind));
        click(&mut window, kind.label());
        assert!(!app(&window).state.filter.kinds_off.contains(&kind));
    }
    window.step();
    assert!(has(&window, "Asserted"));
}

//! Every correction by the labels a person or a screen reader finds it under.

use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use legation::app::commands::{Asked, Selection, UiAction};
use legation::model::{Anchor, Edit, EntityId, RelationKind, Span, Status};

use crate::window::{Window, app, click, command, has, id_of, open, press, rest, select};

fn last(window: &Window) -> Edit {
    let journal = &app(window).state.project.journal;
    journal.next_undo().unwrap().clone()
}

fn type_in(window: &mut Window, label: &str, text: &str) {
    window.query_all_by_label(label).last().unwrap().focus();
    window.step();
    press(window, Modifiers::COMMAND, Key::A);
    window.event(Event::Text(text.to_owned()));
    window.step();
}

/// Chooses from a list under a button.
fn choose(window: &mut Window, list: &str, one: &str) {
    window.query_all_by_label(list).last().unwrap().click();
    window.run_steps(3);
    let found = window.query_all_by_label(one).last();
    let found = found.unwrap_or_else(|| panic!("no {one:?} under {list:?}"));
    found.click();
    window.run_steps(3);
    rest(window);
}

/// Opens the menu of something by the right button.
fn menu(window: &mut Window, label: &str) {
    let found = window.query_all_by_label(label).next();
    let found = found.unwrap_or_else(|| panic!("nothing is labelled {label:?}"));
    found.click_secondary();
    window.run_steps(2);
}

/// Where these words stand in the articles.
fn place_of(window: &Window, words: &str) -> Anchor {
    let found = app(window).state.articles().find_map(|article| {
        let start = article.text.find(words)?;
        let span = Span::new(start, start + words.len());
        let article = article.id;
        Some(Anchor { article, span })
    });
    found.unwrap_or_else(|| panic!("no {words}"))
}

/// Opens the article that says so, at these words.
fn read(window: &mut Window, words: &str) {
    let at = place_of(window, words);
    command(window, UiAction::Read(at));
    window.run_steps(12);
}

fn button(window: &mut Window, pos: Pos2, button: PointerButton, pressed: bool) {
    window.event(Event::PointerMoved(pos));
    window.event(Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.step();
}

/// Draws the pointer over what follows a name in the text, to the end of its line, and opens the menu there.
fn mark_after(window: &mut Window, name: &str) {
    let link = window.query_all_by_label(name).next().unwrap().rect();
    let from = link.right_center() + vec2(6.0, 0.0);
    let to = from + vec2(300.0, 0.0);
    button(window, from, PointerButton::Primary, true);
    for step in 1..=4 {
        let at = from + (to - from) * (step as f32 / 4.0);
        window.event(Event::PointerMoved(at));
        window.step();
    }
    button(window, to, PointerButton::Primary, false);
    let at = from + vec2(80.0, 0.0);
    button(window, at, PointerButton::Secondary, true);
    button(window, at, PointerButton::Secondary, false);
    window.run_steps(2);
}

#[test]
fn words_marked_in_the_article_become_a_mention_or_something_new() {
    let (mut window, _folder) = open();
    read(&mut window, "Holm thanked Switzerland");
    mark_after(&mut window, "Switzerland in the text");
    click(&mut window, "Mark as a name…");
    assert!(has(&window, "Whom does “"));
    assert!(has(&window, "mediation"), "the words that were marked");
    click(&mut window, "Something that was not found");
    click(&mut window, "Mark the words");
    assert!(matches!(last(&window), Edit::AddEntity { .. }));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    window.run_steps(2);
    // Words like a name on the map are offered as that one.
    let words = place_of(&window, "Holm thanked");
    let span = Span::new(words.span.start(), words.span.start() + 4);
    let words = Anchor { span, ..words };
    command(&mut window, UiAction::Ask(Asked::Words(words)));
    window.run_steps(3);
    assert!(has(&window, "Whom does “Holm” name?"));
    click(&mut window, "Mark the words");
    let Edit::AddMention { of, .. } = last(&window) else {
        panic!("{:?}", last(&window));
    };
    let entity = app(&window).state.graph.entity_at(of).unwrap();
    assert_eq!(entity.name, "Kari Holm");
}

#[test]
fn a_mention_that_is_none_is_marked_so() {
    let (mut window, _folder) = open();
    read(&mut window, "Sweden attacked");
    let n = app(&window).state.graph.entity(&id_of(&window, "Sweden"));
    let n = n.unwrap().mentions.len();
    menu(&mut window, "Sweden in the text");
    click(&mut window, "Not a mention");
    assert!(matches!(last(&window), Edit::NotAMention { .. }));
    let sweden = app(&window).state.graph.entity(&id_of(&window, "Sweden"));
    assert_eq!(sweden.unwrap().mentions.len(), n - 1);
    menu(&mut window, "Norway in the text");
    click(&mut window, "Not Norway: split off");
    assert!(matches!(last(&window), Edit::Split { .. }));
}

#[test]
fn code_kind_and_other_names_are_changed_in_one_form() {
    let (mut window, _folder) = open();
    select(&mut window, &["Norway"]);
    press(&mut window, Modifiers::NONE, Key::F2);
    type_in(&mut window, "ISO code", "nox");
    click(&mut window, "Change");
    let norway = app(&window).state.graph.entity(&id_of(&window, "Norway"));
    assert_eq!(norway.unwrap().iso.as_deref(), Some("NOX"));
    select(&mut window, &["Kari Holm"]);
    press(&mut window, Modifiers::NONE, Key::F2);
    type_in(&mut window, "Another name", "K. Holm of Oslo");
    click(&mut window, "Change");
    let aliases = |window: &Window| {
        let holm = app(window).state.graph.entity(&id_of(window, "Kari Holm"));
        holm.unwrap().aliases.clone()
    };
    let alias = "K. Holm of Oslo".to_owned();
    assert!(aliases(&window).contains(&alias));
    press(&mut window, Modifiers::NONE, Key::F2);
    click(&mut window, "Remove the name K. Holm of Oslo");
    click(&mut window, "Change");
    assert!(!aliases(&window).contains(&alias));
    press(&mut window, Modifiers::NONE, Key::F2);
    choose(&mut window, "Kind", "organisation");
    click(&mut window, "Change");
    assert!(matches!(last(&window), Edit::SetKind { .. }));
}

#[test]
fn a_source_is_graded() {
    let (mut window, _folder) = open();
    let article = app(&window).state.articles().next().unwrap().id;
    command(&mut window, UiAction::Ask(Asked::Grade(article)));
    choose(
        &mut window,
        "Reliability of the source",
        "B – usually reliable",
    );
    choose(
        &mut window,
        "Credibility of what it says",
        "2 – probably true",
    );
    click(&mut window, "Grade");
    let grade = app(&window).state.marks.grade(article);
    assert_eq!(
        (grade.reliability.word(), grade.credibility.word()),
        ("B", "2")
    );
}

fn line(window: &mut Window, kind: RelationKind) -> Selection {
    let relations = app(window).state.graph.relations().iter();
    let mut of_kind = relations.filter(|relation| relation.kind == kind);
    let selection = Selection::of_relation(of_kind.next().unwrap().id.clone());
    command(window, UiAction::Select(selection.clone()));
    selection
}

#[test]
fn a_line_is_given_another_kind_and_status_and_a_note() {
    let (mut window, _folder) = open();
    line(&mut window, RelationKind::Attacks);
    click(&mut window, "Put right…");
    choose(&mut window, "What", RelationKind::Visits.label());
    choose(&mut window, "Status", "denied");
    click(&mut window, "Change");
    let relations = app(&window).state.graph.relations().iter();
    let mut denied = relations.filter(|relation| relation.status == Status::Denied);
    assert_eq!(denied.next().unwrap().kind, RelationKind::Visits);
    line(&mut window, RelationKind::Visits);
    press(&mut window, Modifiers::COMMAND, Key::N);
    type_in(&mut window, "Note", "Nobody else says so.");
    click(&mut window, "Keep the note");
    assert!(has(&window, "Nobody else says so."));
}

#[test]
fn a_relation_is_added_by_the_menu_of_its_sentence() {
    let (mut window, _folder) = open();
    read(&mut window, "Sweden attacked");
    menu(&mut window, "Norway in the text");
    click(&mut window, "Add a relation from this sentence…");
    assert!(has(&window, "Add a relation"));
    choose(&mut window, "What", RelationKind::Supports.label());
    click(&mut window, "Add");
    let Edit::Relate { kind, .. } = last(&window) else {
        panic!("{:?}", last(&window));
    };
    assert_eq!(kind, RelationKind::Supports);
}

#[test]
fn the_detail_pane_leads_to_every_correction_of_a_node() {
    let (mut window, _folder) = open();
    select(&mut window, &["Kari Holm"]);
    for (item, shown) in [
        ("Put right…", "Put Kari Holm right"),
        ("Split…", "Which of these is not Kari Holm?"),
        ("Note…", "Note on Kari Holm"),
    ] {
        click(&mut window, "Put right");
        click(&mut window, item);
        assert!(has(&window, shown), "{item}");
        click(&mut window, "Cancel");
    }
    let before: EntityId = id_of(&window, "Kari Holm");
    click(&mut window, "Put right");
    click(&mut window, "Delete");
    assert!(app(&window).state.graph.entity(&before).is_none());
    let at = egui::pos2(5.0, 5.0);
    window.event(Event::PointerMoved(at));
}

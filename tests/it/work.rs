//! The user's work in the window: put right, decided, gone back over, stored as views, found again after a crash.

use std::fs;

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use legation::app::commands::{Asked, Command, Selection, UiAction};
use legation::app::settings::Settings;
use legation::model::{Edit, MapPos, RelationKind, Status};
use legation::project::{self, View, load};

use crate::window::{
    Answers, Window, app, articles, click, command, drag, has, id_of, open, position, press, push,
    rest, select, until, window, window_with, window_with_articles, write,
};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn names(window: &Window) -> Vec<String> {
    let entities = app(window).state.graph.entities().iter();
    entities.map(|entity| entity.name.clone()).collect()
}

fn knows(window: &Window, name: &str) -> bool {
    names(window).iter().any(|known| known == name)
}

/// The ids of all lines.
fn lines(window: &Window) -> Vec<String> {
    let relations = app(window).state.graph.relations().iter();
    relations.map(|relation| relation.id.to_string()).collect()
}

/// The views on the list, with their places in the project.
fn named(window: &Window) -> Vec<(usize, View)> {
    let project = &app(window).state.project;
    let places = project.named_views().into_iter();
    places.map(|at| (at, project.views[at].clone())).collect()
}

fn view_names(window: &Window) -> Vec<String> {
    named(window)
        .into_iter()
        .map(|(_, view)| view.name)
        .collect()
}

fn type_in(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.step();
    press(window, Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(text.to_owned()));
    window.step();
}

fn select_line(window: &mut Window, kind: RelationKind) -> String {
    let relations = app(window).state.graph.relations().iter();
    let found = relations.clone().find(|relation| relation.kind == kind);
    let id = found.unwrap().id.clone();
    let selection = Selection::of_relation(id.clone());
    command(window, UiAction::Select(selection));
    id.to_string()
}

#[test]
fn a_name_is_put_right_and_the_history_says_so() {
    let (mut window, _folder) = open();
    select(&mut window, &["Kari Holm"]);
    press(&mut window, Modifiers::NONE, Key::F2);
    type_in(&mut window, "Name to show", "Kari Holm-Berg");
    click(&mut window, "Change");
    assert!(knows(&window, "Kari Holm-Berg") && !knows(&window, "Kari Holm"));
    press(&mut window, Modifiers::NONE, Key::F6);
    assert!(has(&window, "Renamed Kari Holm to Kari Holm-Berg"));
    click(&mut window, "The beginning");
    assert_eq!(app(&window).state.n_articles(), 0);
    click(&mut window, "Renamed Kari Holm to Kari Holm-Berg");
    until(&mut window, "the name", |window| {
        knows(window, "Kari Holm-Berg")
    });
    press(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, "the old name", |window| {
        knows(window, "Kari Holm")
    });
}

#[test]
fn two_are_joined_kept_apart_and_one_is_deleted() {
    let (mut window, _folder) = open();
    let n = names(&window).len();
    select(&mut window, &["Anders Lund", "Mette Krag"]);
    press(&mut window, Modifiers::COMMAND, Key::J);
    assert_eq!(names(&window).len(), n - 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    select(&mut window, &["Anders Lund", "Mette Krag"]);
    press(&mut window, CTRL_SHIFT, Key::J);
    let last = app(&window).state.project.journal.next_undo().cloned();
    assert!(matches!(last, Some(Edit::KeepApart { .. })), "{last:?}");
    select(&mut window, &["Mette Krag"]);
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(!knows(&window, "Mette Krag"));
}

#[test]
fn mentions_are_split_off_by_choosing_them() {
    let (mut window, _folder) = open();
    select(&mut window, &["Kari Holm"]);
    let id = id_of(&window, "Kari Holm");
    command(&mut window, UiAction::Ask(Asked::Split(id)));
    let all = window.query_all_by_label_contains("“Holm” (name)");
    let boxes: Vec<_> = all.collect();
    boxes.first().unwrap().click();
    drop(boxes);
    window.step();
    click(&mut window, "Split off");
    assert!(knows(&window, "Holm") && knows(&window, "Kari Holm"));
}

#[test]
fn a_line_is_confirmed_changed_and_rejected() {
    let (mut window, _folder) = open();
    let id = select_line(&mut window, RelationKind::Attacks);
    click(&mut window, "Confirm");
    assert!(has(&window, "by you"));
    click(&mut window, "Put right…");
    click(&mut window, "Turn around");
    click(&mut window, "Change");
    assert!(!lines(&window).contains(&id));
    let (source, target) = id.split_once(" attacks ").unwrap();
    let turned = format!("{target} attacks {source}");
    assert!(lines(&window).contains(&turned), "{:?}", lines(&window));
    select_line(&mut window, RelationKind::Attacks);
    click(&mut window, "Reject");
    let left = lines(&window);
    assert!(!left.contains(&turned), "{left:?}");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(lines(&window).contains(&turned));
}

#[test]
fn a_relation_is_added_from_its_sentence() {
    let (mut window, _folder) = open();
    let sentence = {
        let state = &app(&window).state;
        let attack = state.graph.relations().iter();
        let mut attack = attack.filter(|relation| relation.kind == RelationKind::Attacks);
        attack.next().unwrap().evidence[0].sentence
    };
    command(&mut window, UiAction::Ask(Asked::Relate(sentence)));
    click(&mut window, "Add");
    let added = app(&window).state.project.journal.next_undo().cloned();
    assert!(
        matches!(
            added,
            Some(Edit::Relate {
                status: Status::Asserted,
                ..
            })
        ),
        "{added:?}"
    );
    assert!(
        lines(&window)
            .iter()
            .any(|line| line.contains("meets state:")),
        "{:?}",
        lines(&window)
    );
}

#[test]
fn notes_and_grades_are_written_and_shown() {
    let (mut window, _folder) = open();
    select(&mut window, &["Kari Holm"]);
    press(&mut window, Modifiers::COMMAND, Key::N);
    type_in(&mut window, "Note", "Ask the embassy.");
    click(&mut window, "Keep the note");
    assert!(has(&window, "Ask the embassy."));
    let article = app(&window).state.articles().next().unwrap().id;
    command(&mut window, UiAction::Ask(Asked::Grade(article)));
    assert!(has(&window, "Reliability of the source"));
    let state = &app(&window).state;
    let grade = state.marks.grade(article);
    assert_eq!(
        (grade.reliability.word(), grade.credibility.word()),
        ("F", "6")
    );
}

/// Two names that differ in a letter.
const NAMESAKES: [&str; 2] = [
    "President Ana Holmgren spoke in Oslo.\n",
    "Ms Ana Holmgran left Oslo.\n",
];

#[test]
fn questions_are_answered_with_one_key_and_change_nothing_before() {
    let folder = tempfile::tempdir().unwrap();
    let paths = NAMESAKES.iter().enumerate().map(|(n, text)| {
        let path = folder.path().join(format!("{n}.txt"));
        write(&path, text);
        path
    });
    let mut window = window(&Answers::default(), paths.collect());
    until(&mut window, "a graph", |window| !names(window).is_empty());
    rest(&mut window);
    let before = names(&window);
    let n = app(&window).state.graph.suggestions().len();
    assert!(n > 0, "{before:?}");
    press(&mut window, Modifiers::NONE, Key::F4);
    assert!(has(&window, &format!("0 of {n} answered")));
    assert_eq!(names(&window), before);
    let n_edits = app(&window).state.project.journal.done();
    press(&mut window, Modifiers::NONE, Key::N);
    assert_eq!(app(&window).state.project.journal.done(), n_edits + 1);
    assert!(app(&window).state.graph.suggestions().len() < n);
    assert!(has(&window, "1 of "));
}

#[test]
fn views_are_stored_and_gone_to_with_one_step_of_undo() {
    let (mut window, _folder) = open();
    let holm = id_of(&window, "Kari Holm");
    let first = position(&window, &holm);
    press(&mut window, CTRL_SHIFT, Key::Num1);
    let away = MapPos {
        x: first.x + 300.0,
        y: first.y - 200.0,
    };
    drag(&mut window, &holm, away);
    let hidden = id_of(&window, "Mette Krag");
    command(&mut window, UiAction::Hide(vec![hidden.clone()]));
    press(&mut window, CTRL_SHIFT, Key::Num2);
    let n = app(&window).state.project.journal.done();
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    assert_eq!(position(&window, &holm), first, "to the bit");
    assert!(app(&window).state.pins.is_empty() && app(&window).state.hidden.is_empty());
    assert_eq!(app(&window).state.project.journal.done(), n + 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(position(&window, &holm), away);
    assert!(app(&window).state.hidden.contains(&hidden));
    assert!(app(&window).state.pins.contains_key(&holm));
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert_eq!(position(&window, &holm), away);
    assert!(app(&window).state.hidden.contains(&hidden));
    press(&mut window, Modifiers::NONE, Key::F7);
    assert!(has(&window, "View 1") && has(&window, "View 2"));
}

#[test]
fn a_view_travels_in_a_file_of_its_own() {
    use legation::app::commands::ViewAction as V;
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let view = |action| UiAction::View(action);
    press(&mut window, CTRL_SHIFT, Key::Num1);
    let places = named(&window)[0].1.positions.clone();
    let at = named(&window)[0].0;
    command(&mut window, view(V::Rename(at, "Morning".to_owned())));
    let at = named(&window)[0].0;
    let file = folder.path().join("morning.json");
    answers.then(&file);
    command(&mut window, view(V::Export(at)));
    until(&mut window, "the file", |_| file.exists());
    command(&mut window, view(V::Delete(at)));
    assert_eq!(view_names(&window), Vec::<String>::new());
    answers.then(&file);
    command(&mut window, view(V::Import));
    until(&mut window, "the view", |window| {
        view_names(window) == ["Morning"]
    });
    assert_eq!(named(&window)[0].1.positions, places);
    answers.then(&file);
    command(&mut window, view(V::Import));
    until(&mut window, "another of its name", |window| {
        view_names(window) == ["Morning", "Morning 1"]
    });
    assert!(!app(&window).state.is_saved());
}

#[test]
fn unsaved_work_is_kept_and_offered_again() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = folder.path().join("recovery");
    let settings = Settings {
        recovery: Some(recovery.clone()),
        ..Settings::default()
    };
    let copies = || {
        let found = fs::read_dir(&recovery).into_iter().flatten();
        found.filter(|entry| {
            let path = entry.as_ref().unwrap().path();
            path.extension().is_some_and(|word| word == "legation")
        })
    };
    let mut first = window_with(&Answers::default(), settings.clone(), articles(&folder));
    until(&mut first, "a copy of the unsaved work", |_| {
        copies().count() == 1
    });
    let copy = copies().next().unwrap().unwrap().path();
    until(&mut first, "the whole of it", |_| {
        load(&copy).is_ok_and(|loaded| loaded.project.articles.len() == 2)
    });
    // As if the process had died: the record names one that does not run.
    let record = copy.with_extension("json");
    until(&mut first, "its record", |_| record.exists());
    let json = fs::read_to_string(&record).unwrap();
    let id = format!("\"id\":{}", std::process::id());
    assert!(json.contains(&id), "{json}");
    let (dead, dead_record) = (recovery.join("dead.legation"), recovery.join("dead.json"));
    fs::copy(&copy, &dead).unwrap();
    write(&dead_record, &json.replace(&id, "\"id\":4194305"));
    let mut second = window_with(&Answers::default(), settings, Vec::new());
    until(&mut second, "the offer", |window| {
        has(window, "Unsaved work was found")
    });
    assert!(has(&second, "2 articles, 1 unsaved change"));
    rest(&mut second);
    click(&mut second, "Open it");
    until(&mut second, "the map", |window| {
        app(window).state.n_articles() == 2
    });
    rest(&mut second);
    assert!(!app(&second).state.is_saved());
    until(&mut second, "the old copy to go", |_| {
        !dead.exists() && !dead_record.exists()
    });
    assert_eq!(copies().count(), 2, "one for each window");
}

#[test]
fn a_file_that_others_changed_is_asked_about() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let path = folder.path().join("talks.legation");
    answers.then(&path);
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the file", |window| {
        path.exists() && app(window).state.is_saved()
    });
    let mut other = load(&path).unwrap().project;
    other.title = "Somebody else's".to_owned();
    project::save(&other, &path).unwrap();
    let holm = id_of(&window, "Kari Holm");
    drag(&mut window, &holm, MapPos { x: 5.0, y: 5.0 });
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(has(
        &window,
        "another program changed the file since it was opened here"
    ));
    assert_eq!(load(&path).unwrap().project.title, "Somebody else's");
    click(&mut window, "Cancel");
    assert!(!app(&window).state.is_saved());
    press(&mut window, Modifiers::COMMAND, Key::S);
    click(&mut window, "Overwrite it");
    until(&mut window, "the save", |window| {
        app(window).state.is_saved()
    });
    assert_eq!(load(&path).unwrap().project.title, "talks");
}

#[test]
fn a_save_that_fails_offers_another_place() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    answers.then(&folder.path().join("gone/talks.legation"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(has(
        &window,
        "talks.legation was not saved: The folder does not exist"
    ));
    assert!(has(&window, "Nothing is lost"));
    let path = folder.path().join("talks.legation");
    answers.then(&path);
    click(&mut window, "Save as…");
    until(&mut window, "the file", |window| {
        path.exists() && app(window).state.is_saved()
    });
    assert_eq!(load(&path).unwrap().project.active_articles().len(), 2);
}

#[test]
fn a_changed_file_is_marked_and_read_again_with_its_corrections() {
    let (mut window, folder) = open();
    select(&mut window, &["Mette Krag"]);
    press(&mut window, Modifiers::NONE, Key::F2);
    type_in(&mut window, "Name to show", "Mette Krag-Lund");
    click(&mut window, "Change");
    let file = folder.path().join("fleet.txt");
    let text = fs::read_to_string(&file).unwrap();
    write(
        &file,
        &text.replace("in Oslo on Tuesday", "in Bergen on Tuesday evening"),
    );
    press(&mut window, Modifiers::NONE, Key::F8);
    click(&mut window, "Look at the files now");
    until(&mut window, "the mark", |window| {
        has(window, "changed on disk")
    });
    let n = app(&window).state.n_articles();
    click(&mut window, "Read again");
    until(&mut window, "the new text", |window| {
        knows(window, "Bergen")
    });
    assert!(knows(&window, "Mette Krag-Lund"), "{:?}", names(&window));
    assert_eq!(app(&window).state.n_articles(), n);
    assert!(app(&window).state.asleep.is_empty());
    press(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, "the old text", |window| knows(window, "Oslo"));
    // Words that are gone for good cannot be found again: the correction is kept, and said to sleep.
    write(
        &file,
        "Denmark sends nobody\nMarch 5, 2031\n\nDenmark stays at home.\n",
    );
    click(&mut window, "Look at the files now");
    until(&mut window, "the mark", |window| {
        has(window, "changed on disk")
    });
    click(&mut window, "Read again");
    until(&mut window, "the new text", |window| {
        !knows(window, "HDMS Absalon")
    });
    assert!(has(&window, "1 correction could not be found again"));
}

#[test]
fn what_changed_since_a_day_or_against_another_project_is_listed() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    press(&mut window, Modifiers::NONE, Key::F8);
    click(&mut window, "Since a day");
    click(&mut window, "4 Mar 2031");
    until(&mut window, "the list", |window| {
        app(window).state.compared.is_some()
    });
    window.step();
    let compared = app(&window).state.compared.clone().unwrap();
    assert!(
        compared
            .changes
            .new_entities
            .contains(&id_of(&window, "Mette Krag"))
    );
    assert!(
        !compared
            .changes
            .new_entities
            .contains(&id_of(&window, "Kari Holm"))
    );
    assert!(has(&window, "Select what is new") && has(&window, "Mette Krag"));
    let path = folder.path().join("before.legation");
    let mut before = app(&window).state.project.clone();
    let fleet = app(&window)
        .state
        .articles()
        .find(|article| article.title.contains("frigate"));
    before.journal.push(Edit::RemoveArticle(fleet.unwrap().id));
    before.title = "before".to_owned();
    project::save(&before, &path).unwrap();
    answers.then(&path);
    click(&mut window, "Against a project…");
    until(&mut window, "the list", |window| {
        let compared = app(window).state.compared.as_ref();
        compared.is_some_and(|compared| compared.title == "Against before")
    });
}

#[test]
fn another_project_is_merged_with_its_conflicts_decided() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let path = folder.path().join("theirs.legation");
    let holm = id_of(&window, "Kari Holm");
    let at = app(&window).state.anchor_of(&holm).unwrap();
    let rename = |name: &str| Edit::Rename {
        at,
        name: name.to_owned(),
    };
    let mut theirs = app(&window).state.project.clone();
    theirs.title = "theirs".to_owned();
    theirs.journal.push(rename("Kari Holm of Oslo"));
    let text = "Finland hosts talks\nMarch 7, 2031\n\nFinland met Norway in Helsinki.\n";
    let article = legation::ingest::article("finland.txt", text.as_bytes()).unwrap();
    theirs.journal.push(Edit::AddArticle(article.id));
    theirs.keep_article(std::sync::Arc::new(article));
    project::save(&theirs, &path).unwrap();
    push(&mut window, Command::Edit(rename("K. Holm")));
    window.step();
    rest(&mut window);
    press(&mut window, Modifiers::NONE, Key::F8);
    answers.then(&path);
    click(&mut window, "Merge a project…");
    until(&mut window, "the conflict", |window| {
        has(window, "Leave it")
    });
    assert!(has(&window, "1 conflict") && !knows(&window, "Finland"));
    click(&mut window, "There: Renamed Kari Holm to Kari Holm of Oslo");
    click(&mut window, "Merge");
    until(&mut window, "the articles", |window| {
        knows(window, "Finland")
    });
    assert!(knows(&window, "Kari Holm of Oslo"), "{:?}", names(&window));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, "before the merge", |window| {
        !knows(window, "Finland")
    });
    assert!(knows(&window, "K. Holm"));
}

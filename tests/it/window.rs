//! The window without a display: pressed and read by label, as a screen reader would.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use legation::app::App;
use legation::app::commands::{Command, Job, Scope, Selection, UiAction};
use legation::app::dialogs::{Answer, Dialogs, Question, Wake};
use legation::app::settings::Settings;
use legation::model::{Arranged, Edit, EntityId, Kind, MapPos};
use legation::project;
use tempfile::TempDir;

pub type Window = Harness<'static, Desk>;

/// The window, once egui is there to draw it.
pub struct Desk {
    answers: Answers,
    settings: Settings,
    open: Vec<PathBuf>,
    app: Option<App>,
}

impl Desk {
    fn ui(&mut self, ui: &mut egui::Ui) {
        match &mut self.app {
            Some(app) => {
                app.work(ui.ctx());
                app.draw(ui);
            }
            None => {
                let dialogs = Box::new(self.answers.clone());
                let open = std::mem::take(&mut self.open);
                let app = App::new(ui.ctx(), self.settings.clone(), dialogs, open);
                self.app = Some(app.unwrap());
                ui.ctx().request_repaint();
            }
        }
    }
}

pub fn app(window: &Window) -> &App {
    window.state().app.as_ref().unwrap()
}

pub fn push(window: &mut Window, command: Command) {
    window.state_mut().app.as_mut().unwrap().push(command);
}

const TALKS: &str = "\
Norway and Sweden open talks in Geneva
March 4, 2031

Norwegian Foreign Minister Kari Holm met Swedish Foreign Minister Anders Lund in Geneva on Monday.

Sweden attacked a base of Norway last week, Norwegian officials said.

Holm thanked Switzerland for its mediation.
";

const FLEET: &str = "\
Denmark sends a frigate
March 5, 2031

Danish Defence Minister Mette Krag met Kari Holm, the Norwegian foreign minister, in Oslo on Tuesday.

Denmark deployed the frigate HDMS Absalon to Norway.
";

/// Answers questions for files from a list.
#[derive(Clone, Default)]
pub struct Answers(Rc<RefCell<VecDeque<Answer>>>);

impl Answers {
    pub fn then(&self, path: &Path) {
        let answer = Answer::Paths(vec![path.to_owned()]);
        self.0.borrow_mut().push_back(answer);
    }
}

impl Dialogs for Answers {
    fn ask(&mut self, _question: Question, wake: Wake) -> Receiver<Answer> {
        let (give, take) = channel();
        let answer = self.0.borrow_mut().pop_front();
        give.send(answer.unwrap_or(Answer::Cancelled)).unwrap();
        wake();
        take
    }
}

pub fn window(answers: &Answers, open: Vec<PathBuf>) -> Window {
    window_with(answers, Settings::default(), open)
}

pub fn window_with(answers: &Answers, settings: Settings, open: Vec<PathBuf>) -> Window {
    let desk = Desk {
        answers: answers.clone(),
        settings,
        open,
        app: None,
    };
    let mut window = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), desk);
    window.run_steps(2);
    window
}

/// Draws frames until something is so; two minutes are more than any step here takes on a busy machine.
pub fn until(window: &mut Window, what: &str, is_so: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !is_so(window) {
        assert!(
            start.elapsed() < Duration::from_secs(120),
            "waited for: {what}"
        );
        window.step();
        thread::yield_now();
    }
}

/// Until the workers have nothing to do and everything they told is on the screen.
pub fn rest(window: &mut Window) {
    until(window, "rest", |window| !app(window).is_busy());
    for _ in 0..3 {
        window.step();
    }
    until(window, "rest", |window| !app(window).is_busy());
}

pub fn write(path: &Path, text: &str) {
    project::write_whole(path, text.as_bytes()).unwrap();
}

pub fn articles(folder: &TempDir) -> Vec<PathBuf> {
    written(folder, &[("talks.txt", TALKS), ("fleet.txt", FLEET)])
}

fn written(folder: &TempDir, texts: &[(&str, &str)]) -> Vec<PathBuf> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.path().join(name);
        write(&path, text);
        path
    };
    texts.iter().map(write).collect()
}

/// A window with two articles on its map, at rest.
pub fn window_with_articles(answers: &Answers) -> (Window, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let window = at_rest(window(answers, articles(&folder)));
    (window, folder)
}

/// A window with the two articles, and the folder they lie in.
pub fn open() -> (Window, TempDir) {
    window_with_articles(&Answers::default())
}

/// A window with these articles, by file name, on its map, at rest.
pub fn window_of(texts: &[(&str, &str)]) -> (Window, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = written(&folder, texts);
    let window = at_rest(window(&Answers::default(), files));
    (window, folder)
}

fn at_rest(mut window: Window) -> Window {
    until(&mut window, "a graph", |window| {
        !app(window).state.graph.entities().is_empty()
    });
    rest(&mut window);
    window
}

pub fn id_of(window: &Window, name: &str) -> EntityId {
    let entities = app(window).state.graph.entities();
    let found = entities.iter().find(|entity| entity.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).id.clone()
}

pub fn has(window: &Window, label: &str) -> bool {
    window.query_all_by_label_contains(label).next().is_some()
}

pub fn click(window: &mut Window, label: &str) {
    window
        .query_all_by_label(label)
        .next()
        .unwrap_or_else(|| panic!("nothing is labelled {label:?}"))
        .click();
    window.step();
    rest(window);
}

/// As a screen reader presses it: it may be scrolled out of sight.
pub fn press_by_name(window: &mut Window, label: &str) {
    window.get_by_label(label).click_accesskit();
    window.step();
    rest(window);
}

pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.step();
    rest(window);
}

pub fn position(window: &Window, id: &EntityId) -> MapPos {
    app(window).state.positions.get(id).unwrap()
}

pub fn select(window: &mut Window, names: &[&str]) {
    let entities = names.iter().map(|name| id_of(window, name)).collect();
    let selection = Selection {
        entities,
        relation: None,
    };
    command(window, UiAction::Select(selection));
}

/// Does what a hand on the map would.
pub fn command(window: &mut Window, action: UiAction) {
    push(window, Command::Show(action));
    window.step();
    rest(window);
}

pub fn drag(window: &mut Window, id: &EntityId, to: MapPos) {
    command(window, UiAction::Grab(id.clone(), to));
    command(window, UiAction::Drop(vec![(id.clone(), to)]));
}

#[test]
fn an_empty_window_says_what_to_do() {
    let mut window = window(&Answers::default(), Vec::new());
    window.step();
    for label in ["Open articles…", "Try the sample articles", "File", "Help"] {
        assert!(has(&window, label), "{label}");
    }
    assert!(app(&window).state.is_saved());
}

#[test]
fn the_samples_make_a_map() {
    let mut window = window(&Answers::default(), Vec::new());
    window.step();
    click(&mut window, "Try the sample articles");
    until(&mut window, "a graph", |window| {
        !app(window).state.graph.relations().is_empty()
    });
    rest(&mut window);
    click(&mut window, "List");
    assert!(app(&window).state.n_articles() >= 6);
}

#[test]
fn from_a_name_to_its_sentence() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    click(&mut window, "List");
    click(&mut window, "Kari Holm");
    let selected = app(&window).state.selected_entity().cloned();
    assert_eq!(selected, Some(id_of(&window, "Kari Holm")));
    let quoted = "Citation 1: ";
    assert!(has(&window, quoted), "the pane cites");
    window
        .query_all_by_label_contains(quoted)
        .next()
        .unwrap()
        .click();
    window.step();
    rest(&mut window);
    let anchor = app(&window).state.reader_at.unwrap();
    let article = app(&window).state.article(anchor.article).unwrap();
    let sentence = anchor.span.of(&article.text).to_owned();
    assert!(sentence.contains("Holm"), "{sentence}");
    assert!(has(&window, &sentence), "the reader shows it");
    window.run_steps(20);
    let (now, asked) = (&app(&window).state.settings, Settings::default());
    let grown = now.reader_width - asked.reader_width + now.detail_width - asked.detail_width;
    assert!(grown.abs() < 2.0, "panes keep their widths: {grown}");
    click(&mut window, "Sweden in the text");
    let selected = app(&window).state.selected_entity().cloned();
    assert_eq!(selected, Some(id_of(&window, "Sweden")));
    click(&mut window, "Close the article");
    assert_eq!(app(&window).state.reader_at, None);
}

#[test]
fn a_row_of_the_legend_filters() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let norway = id_of(&window, "Norway");
    assert!(app(&window).state.visible.entities.contains(&norway));
    click(&mut window, "States");
    assert!(!app(&window).state.visible.entities.contains(&norway));
    let before = app(&window).state.positions.clone();
    click(&mut window, "States");
    assert!(app(&window).state.visible.entities.contains(&norway));
    assert_eq!(before, app(&window).state.positions, "nothing moved");
}

#[test]
fn the_list_answers_to_the_keyboard() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    press(&mut window, Modifiers::COMMAND, Key::L);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let first = app(&window).state.selected_entity().cloned();
    assert!(first.is_some(), "an arrow selects");
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let second = app(&window).state.selected_entity().cloned();
    assert_ne!(first, second);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(second, app(&window).state.selected_entity().cloned());
}

#[test]
fn search_goes_from_hit_to_hit() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(egui::Event::Text("holm".to_owned()));
    window.step();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let selected = app(&window).state.selected_entity().cloned();
    assert_eq!(selected, Some(id_of(&window, "Kari Holm")));
}

#[test]
fn a_move_is_undone_and_done_again() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let norway = id_of(&window, "Norway");
    let before = app(&window).state.positions.clone();
    let to = MapPos {
        x: 512.25,
        y: -77.5,
    };
    drag(&mut window, &norway, to);
    assert_eq!(position(&window, &norway), to);
    assert!(app(&window).state.pins.contains_key(&norway));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(app(&window).state.pins.is_empty());
    assert_eq!(app(&window).state.positions, before, "as it stood");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(position(&window, &norway), to);
    assert!(app(&window).state.pins.contains_key(&norway));
}

#[test]
fn an_arrangement_is_undone_and_done_again() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let before = app(&window).state.positions.clone();
    let arranged = [
        Arranged::Circle,
        Arranged::Tiers,
        Arranged::Rings,
        Arranged::Blocs,
        Arranged::Timeline,
    ];
    for how in arranged {
        command(&mut window, UiAction::Arrange(how));
        let after = app(&window).state.positions.clone();
        assert_ne!(before, after, "{how:?}");
        press(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!(app(&window).state.positions, before, "{how:?} undone");
        press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        assert_eq!(app(&window).state.positions, after, "{how:?} done again");
        press(&mut window, Modifiers::COMMAND, Key::Z);
    }
}

#[test]
fn the_menu_rearranges_and_undo_puts_everything_back() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let norway = id_of(&window, "Norway");
    let to = MapPos { x: 700.0, y: 9.5 };
    drag(&mut window, &norway, to);
    let before = app(&window).state.positions.clone();
    click(&mut window, "Map");
    click(&mut window, "Rearrange");
    assert_eq!(position(&window, &norway), to, "pinned");
    command(&mut window, UiAction::Rearrange(Scope::All));
    assert_ne!(position(&window, &norway), to);
    assert!(app(&window).state.pins.is_empty());
    command(&mut window, UiAction::Undo);
    command(&mut window, UiAction::Undo);
    assert_eq!(app(&window).state.positions, before);
    assert!(app(&window).state.pins.contains_key(&norway));

    let select = Selection::of(id_of(&window, "Kari Holm"));
    command(&mut window, UiAction::Select(select));
    command(&mut window, UiAction::Rearrange(Scope::Selected));
    let moved = |window: &Window| {
        let now = app(window).state.positions.clone();
        let pairs = before.at.iter().zip(&now.at);
        pairs
            .filter(|(then, now)| then != now)
            .map(|(then, _)| then.0.clone())
            .collect::<Vec<_>>()
    };
    let only = id_of(&window, "Kari Holm");
    assert!(moved(&window).iter().all(|id| *id == only));
}

#[test]
fn nothing_but_the_user_moves_the_map() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let before = app(&window).state.positions.clone();
    let norway = id_of(&window, "Norway");
    command(&mut window, UiAction::Select(Selection::of(norway.clone())));
    command(&mut window, UiAction::ToggleLeftPane);
    command(&mut window, UiAction::ToggleDetailPane);
    command(&mut window, UiAction::SelectAll);
    command(&mut window, UiAction::ZoomBy(1.7));
    command(&mut window, UiAction::Hide(vec![norway.clone()]));
    command(&mut window, UiAction::Unhide(vec![norway]));
    let mut filter = app(&window).state.filter.clone();
    filter.kinds_off.insert(Kind::Person);
    command(&mut window, UiAction::SetFilter(filter.clone()));
    filter.kinds_off.remove(&Kind::Person);
    command(&mut window, UiAction::SetFilter(filter));
    for at in [egui::pos2(500.0, 300.0), egui::pos2(700.0, 500.0)] {
        window.event(egui::Event::PointerMoved(at));
        window.step();
    }
    window.set_size(egui::vec2(1000.0, 700.0));
    window.run_steps(3);
    rest(&mut window);
    assert_eq!(app(&window).state.positions, before);
}

#[test]
fn more_articles_move_nothing_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let paths = articles(&folder);
    let mut window = window(&Answers::default(), paths[..1].to_vec());
    until(&mut window, "a graph", |window| {
        !app(window).state.graph.entities().is_empty()
    });
    rest(&mut window);
    let before = app(&window).state.positions.clone();
    push(&mut window, Command::Ask(Job::Open(paths[1..].to_vec())));
    until(&mut window, "the second article", |window| {
        let state = &app(window).state;
        state
            .graph
            .entities()
            .iter()
            .any(|entity| entity.name == "Mette Krag")
    });
    rest(&mut window);
    for (id, pos) in &before.at {
        assert_eq!(app(&window).state.positions.get(id), Some(*pos), "{id:?}");
    }
    let krag = id_of(&window, "Mette Krag");
    assert!(before.get(&krag).is_none());
    let holm = position(&window, &id_of(&window, "Kari Holm"));
    let at = position(&window, &krag);
    let away = (at.x - holm.x).hypot(at.y - holm.y);
    assert!(away < 500.0, "beside the one she met, not {away} away");
    assert_eq!(app(&window).state.newest.len(), 1, "and marked as new");
}

#[test]
fn between_distances_and_clusters_is_a_slider() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let before = app(&window).state.positions.clone();
    click(&mut window, "Map");
    assert!(has(&window, "Between distances and clusters"));
    command(&mut window, UiAction::SetBalance(0.0));
    assert_ne!(app(&window).state.positions, before);
    command(&mut window, UiAction::Undo);
    assert_eq!(app(&window).state.positions, before);
}

#[test]
fn a_removed_article_comes_back() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let graph = app(&window).state.graph.clone();
    let article = app(&window).state.articles().next().unwrap().id;
    let remove = Command::Edit(Edit::RemoveArticle(article));
    push(&mut window, remove);
    until(&mut window, "the article to go", |window| {
        app(window).state.graph != graph
    });
    rest(&mut window);
    assert_eq!(app(&window).state.n_articles(), 1);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, "the article to come", |window| {
        app(window).state.graph == graph
    });
    assert_eq!(app(&window).state.n_articles(), 2);
}

#[test]
fn what_is_hidden_can_be_shown_again() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    let norway = id_of(&window, "Norway");
    let select = Selection::of(norway.clone());
    command(&mut window, UiAction::Select(select));
    press(&mut window, Modifiers::COMMAND, Key::H);
    assert!(!app(&window).state.visible.entities.contains(&norway));
    click(&mut window, "Show Norway");
    assert!(app(&window).state.visible.entities.contains(&norway));
}

#[test]
fn a_saved_map_comes_back_to_the_bit() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let norway = id_of(&window, "Norway");
    drag(&mut window, &norway, MapPos { x: 301.7, y: 44.9 });
    let select = Selection::of(norway.clone());
    command(&mut window, UiAction::Select(select));
    click(&mut window, "Events");
    answers.then(&folder.path().join("north"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the file", |window| {
        app(window).state.is_saved()
    });
    let file = folder.path().join("north.legation");
    assert!(file.exists(), "the extension was added");
    assert!(has(&window, "Saved north.legation"));

    let mut again = self::window(&Answers::default(), vec![file]);
    until(&mut again, "the project", |again| {
        !app(again).state.graph.entities().is_empty()
    });
    rest(&mut again);
    let (old, new) = (&app(&window).state, &app(&again).state);
    assert_eq!(old.graph, new.graph);
    assert_eq!(old.positions, new.positions);
    assert_eq!(old.pins, new.pins);
    assert_eq!(old.selection, new.selection);
    assert_eq!(old.filter, new.filter);
    assert!(new.filter.kinds_off.contains(&Kind::Event));
    assert!(new.is_saved());
    let camera = |window: &Window| app(window).camera();
    assert_eq!(camera(&window), camera(&again));
}

#[test]
fn an_arrangement_is_undone_after_the_project_was_opened_again() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let before = app(&window).state.positions.clone();
    click(&mut window, "Map");
    click(&mut window, "Rearrange");
    command(&mut window, UiAction::Arrange(Arranged::Circle));
    let arranged = app(&window).state.positions.clone();
    assert_ne!(arranged, before);
    answers.then(&folder.path().join("ring"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the file", |window| {
        app(window).state.is_saved()
    });

    let file = folder.path().join("ring.legation");
    let mut again = at_rest(self::window(&Answers::default(), vec![file]));
    assert_eq!(app(&again).state.positions, arranged);
    press(&mut again, Modifiers::COMMAND, Key::Z);
    let anew = app(&again).state.positions.clone();
    assert_ne!(anew, arranged);
    press(&mut again, Modifiers::COMMAND, Key::Z);
    assert_eq!(app(&again).state.positions, before);
    press(&mut again, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    press(&mut again, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(app(&again).state.positions, arranged);
}

#[test]
fn unsaved_changes_are_asked_about() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    push(&mut window, Command::Ask(Job::NewProject));
    window.run_steps(3);
    assert!(has(&window, "Save changes to"));
    click(&mut window, "Cancel");
    assert_eq!(app(&window).state.n_articles(), 2, "nothing was lost");
    assert!(!has(&window, "Save changes to"));
    push(&mut window, Command::Ask(Job::NewProject));
    window.run_steps(3);
    click(&mut window, "Don’t save");
    assert_eq!(app(&window).state.n_articles(), 0);
    assert!(has(&window, "Open articles…"));
}

#[test]
fn saving_goes_before_what_waits_for_it() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    answers.then(&folder.path().join("first"));
    push(&mut window, Command::Ask(Job::NewProject));
    window.run_steps(3);
    click(&mut window, "Save");
    until(&mut window, "an empty map", |window| {
        app(window).state.n_articles() == 0
    });
    let file = folder.path().join("first.legation");
    let saved = project::load(&file).unwrap().project;
    assert_eq!(saved.active_articles().len(), 2);
    assert_eq!(app(&window).state.settings.recent, [file]);
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    answers.0.borrow_mut().push_back(Answer::NoDialog);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(has(&window, "neither a portal nor zenity"));
    press(&mut window, Modifiers::COMMAND, Key::A);
    let path = folder.path().join("typed");
    window.event(egui::Event::Text(path.display().to_string()));
    window.step();
    click(&mut window, "Save");
    until(&mut window, "the file", |window| {
        app(window).state.is_saved()
    });
    assert!(folder.path().join("typed.legation").exists());
}

#[test]
fn a_damaged_project_is_refused_with_a_sentence() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let file = folder.path().join("broken.legation");
    let bytes = "{\"format\": 1, \"articles\": [";
    write(&file, bytes);
    answers.then(&folder.path().join("kept.legation"));
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the file", |window| {
        app(window).state.is_saved()
    });
    let open = Command::Ask(Job::OpenProject(file.clone()));
    push(&mut window, open);
    until(&mut window, "a sentence", |window| {
        has(window, "broken.legation was not opened")
    });
    assert_eq!(app(&window).state.n_articles(), 2, "the map stays");
    assert_eq!(fs::read_to_string(&file).unwrap(), bytes, "left untouched");
}

#[test]
fn one_bad_file_harms_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = articles(&folder);
    files.push(folder.path().join("gone.txt"));
    let mut window = window(&Answers::default(), files);
    until(&mut window, "a graph", |window| {
        !app(window).state.graph.entities().is_empty()
    });
    rest(&mut window);
    assert_eq!(app(&window).state.n_articles(), 2);
    assert!(has(&window, "1 file could not be read"));
    click(&mut window, "Show");
    assert!(has(&window, "gone.txt"));
}

const STATEMENT: &str = "\
France answers Chad
March 6, 2031

French Foreign Minister Ana Duarte met Chadian Foreign Minister Issa Bello in Paris on Monday.

The ministers said that they would meet again after the talks, and that their countries have been friends for more than a century.

Le ministre a déclaré que la reprise des pourparlers est une victoire pour son pays et que les discussions ont été utiles.
";

#[test]
fn what_is_not_english_is_told_where_one_looks() {
    let (mut window, _folder) = window_of(&[("talks.txt", TALKS), ("statement.txt", STATEMENT)]);
    let note = "One paragraph is in French: only names that the lists know are read in it.";
    assert!(has(&window, note), "beside the source");
    press_by_name(&mut window, &format!("France answers Chad: {note}"));
    assert!(has(&window, "Close the article"), "the article is open");
    assert!(
        window.query_all_by_label(note).next().is_some(),
        "over its text"
    );
}

#[test]
fn a_window_at_rest_asks_for_nothing() {
    let (mut window, _folder) = window_with_articles(&Answers::default());
    // The last message goes by itself; until then nothing else keeps the window awake.
    window.run_steps(8);
    let soon = window.output().viewport_output.values().next().unwrap();
    assert!(
        soon.repaint_delay > Duration::from_millis(200),
        "{:?} because of {:?}",
        soon.repaint_delay,
        window.ctx.repaint_causes()
    );
}

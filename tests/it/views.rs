//! Views, undo and comparisons across save and reopen: what was looked at comes back as it was.

use std::path::Path;
use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers};
use legation::app::commands::{Command, Job, NewsAction, UiAction, ViewAction};
use legation::app::settings::{Hint, Mode};
use legation::layout::Positions;
use legation::model::{Arranged, Edit, EntityId, MapPos, Status};
use legation::project::{self, Appearance, load};

use crate::window::{
    Answers, Window, app, articles, click, command, drag, has, id_of, open, position, press, push,
    rest, select, until, window, window_of, window_with_articles, write,
};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn save(window: &mut Window, answers: &Answers, path: &Path) {
    answers.then(path);
    press(window, Modifiers::COMMAND, Key::S);
    until(window, "the save", |window| app(window).state.is_saved());
}

fn reopened(path: &Path) -> Window {
    let mut again = window(&Answers::default(), vec![path.to_owned()]);
    until(&mut again, "the project", |again| {
        !app(again).state.graph.entities().is_empty()
    });
    rest(&mut again);
    again
}

fn undo(window: &mut Window) {
    press(window, Modifiers::COMMAND, Key::Z);
}

fn names(window: &Window) -> Vec<String> {
    let project = &app(window).state.project;
    let places = project.named_views().into_iter();
    places.map(|at| project.views[at].name.clone()).collect()
}

fn place(window: &Window, name: &str) -> usize {
    let views = app(window).state.project.views.iter();
    let mut views = views.enumerate();
    let found = views.find(|(_, view)| view.name == name);
    found.unwrap_or_else(|| panic!("no view {name}")).0
}

fn view(window: &mut Window, action: ViewAction) {
    command(window, UiAction::View(action));
}

#[test]
fn a_drag_is_undone_to_the_bit_in_a_later_session() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let stood: Arc<Positions> = Arc::clone(&app(&window).state.positions);
    let norway = id_of(&window, "Norway");
    drag(&mut window, &norway, MapPos { x: 700.3, y: -5.1 });
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);
    let dragged = Arc::clone(&app(&window).state.positions);

    let mut again = reopened(&path);
    assert_eq!(app(&again).state.positions, dragged);
    undo(&mut again);
    assert!(app(&again).state.pins.is_empty());
    assert_eq!(app(&again).state.positions, stood);
    press(&mut again, CTRL_SHIFT, Key::Z);
    assert_eq!(position(&again, &norway), MapPos { x: 700.3, y: -5.1 });
    press(&mut again, Modifiers::NONE, Key::F6);
    assert!(has(&again, "Pinned Norway"));
}

#[test]
fn several_steps_of_an_earlier_session_are_gone_back_over_at_once() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let stood = Arc::clone(&app(&window).state.positions);
    let n = app(&window).state.project.journal.done();
    for (name, x) in [("Norway", 700.3), ("Mette Krag", -600.0), ("Norway", 0.5)] {
        let id = id_of(&window, name);
        drag(&mut window, &id, MapPos { x, y: 7.25 });
    }
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);
    let dragged = Arc::clone(&app(&window).state.positions);
    let mut again = reopened(&path);
    command(&mut again, UiAction::GoToStep(n));
    assert_eq!(app(&again).state.positions, stood);
    command(&mut again, UiAction::GoToStep(n + 3));
    let norway = id_of(&again, "Norway");
    assert_eq!(Some(position(&again, &norway)), dragged.get(&norway));
}

#[test]
fn an_arrangement_is_undone_to_the_bit_in_a_later_session() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let stood = Arc::clone(&app(&window).state.positions);
    command(&mut window, UiAction::Arrange(Arranged::Circle));
    let circle = Arc::clone(&app(&window).state.positions);
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);

    let mut again = reopened(&path);
    undo(&mut again);
    assert_eq!(app(&again).state.positions, stood);
    press(&mut again, CTRL_SHIFT, Key::Z);
    assert_eq!(app(&again).state.positions, circle);
}

#[test]
fn whatever_is_done_to_views_is_undone_in_a_later_session() {
    use ViewAction as V;
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    view(&mut window, V::Store);
    let at = place(&window, "View 1");
    view(&mut window, V::Rename(at, "Morning".to_owned()));
    let at = place(&window, "Morning");
    view(&mut window, V::Duplicate(at));
    view(&mut window, V::SetStart(Some(at)));
    view(&mut window, V::SetAppearance(at, Some(Appearance::Light)));
    let copy = place(&window, "Morning copy");
    view(&mut window, V::Delete(copy));
    assert_eq!(names(&window), ["Morning"]);
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);

    let mut again = reopened(&path);
    press(&mut again, Modifiers::NONE, Key::F6);
    let diary = [
        (
            "Deleted the view “Morning copy”",
            vec!["Morning", "Morning copy"],
        ),
        (
            "Changed the colours of the view “Morning”",
            vec!["Morning", "Morning copy"],
        ),
        (
            "Made “Morning” the view shown on opening",
            vec!["Morning", "Morning copy"],
        ),
        ("Stored the view “Morning copy”", vec!["Morning"]),
        ("Renamed the view “View 1” to “Morning”", vec!["View 1"]),
        ("Stored the view “View 1”", vec![]),
    ];
    for (words, left) in diary {
        assert!(has(&again, words), "{words}");
        let state = &app(&again).state;
        let next = state.project.journal.next_undo().unwrap();
        assert_eq!(project::describe(next, &state.project, &state.graph), words);
        undo(&mut again);
        assert_eq!(names(&again), left, "{words} undone");
    }
    assert_eq!(app(&again).state.on_opening, None);
    for _ in 0..6 {
        press(&mut again, CTRL_SHIFT, Key::Z);
    }
    assert_eq!(names(&again), ["Morning"]);
    assert!(app(&again).state.on_opening.is_some());
}

/// Everything about how the map is looked at.
fn how(window: &Window) -> impl PartialEq + std::fmt::Debug + use<> {
    let state = &app(window).state;
    (
        state.filter.clone(),
        state.folded.clone(),
        state.focus.clone(),
        state.communities,
        state.appearance,
        app(window).camera(),
        (state.hidden.clone(), state.pins.clone()),
    )
}

#[test]
fn a_view_holds_all_of_it_and_the_way_back_is_one_step_in_any_session() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    select(&mut window, &["Norway"]);
    press(&mut window, Modifiers::COMMAND, Key::G);
    press(&mut window, Modifiers::ALT, Key::Num2);
    press(&mut window, Modifiers::COMMAND, Key::M);
    let mut filter = app(&window).state.filter.clone();
    filter.statuses_off.insert(Status::Denied);
    let day = legation::model::Date::parse;
    filter.days = day("2031-03-04").zip(day("2031-03-05"));
    command(&mut window, UiAction::SetFilter(filter));
    let krag = id_of(&window, "Mette Krag");
    drag(&mut window, &krag, MapPos { x: 40.0, y: 90.5 });
    command(&mut window, UiAction::ZoomBy(1.5));
    window.run_steps(20);
    rest(&mut window);
    let rich = how(&window);
    press(&mut window, CTRL_SHIFT, Key::Num1);
    let at = place(&window, "View 1");
    view(
        &mut window,
        ViewAction::SetAppearance(at, Some(Appearance::Dark)),
    );
    // Everything otherwise.
    undo(&mut window);
    press(&mut window, CTRL_SHIFT, Key::G);
    command(&mut window, UiAction::Unfocus);
    press(&mut window, Modifiers::COMMAND, Key::M);
    command(&mut window, UiAction::SetFilter(Default::default()));
    command(&mut window, UiAction::UnpinAll);
    command(&mut window, UiAction::ZoomBy(0.5));
    window.run_steps(20);
    rest(&mut window);
    let (plain, stood) = (how(&window), Arc::clone(&app(&window).state.positions));
    assert_ne!(plain, rich);

    press(&mut window, Modifiers::COMMAND, Key::Num1);
    assert_eq!(how(&window), rich);
    let there = Arc::clone(&app(&window).state.positions);
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);
    let mut again = reopened(&path);
    assert_eq!(how(&again), rich, "as it was left");
    assert!(app(&again).state.is_saved());
    undo(&mut again);
    assert_eq!(how(&again), plain, "before the view");
    assert_eq!(app(&again).state.positions, stood);
    press(&mut again, CTRL_SHIFT, Key::Z);
    assert_eq!(how(&again), rich, "in the view again");
    assert_eq!(app(&again).state.positions, there);
    press(&mut again, Modifiers::NONE, Key::F6);
    assert!(has(&again, "Went to the view “View 1”"));
}

#[test]
fn the_colours_of_a_view_are_worn_until_it_is_left() {
    let (mut window, _folder) = open();
    let theme = |window: &Window| window.ctx.options(|options| options.theme_preference);
    command(&mut window, UiAction::SetMode(Mode::Light));
    press(&mut window, CTRL_SHIFT, Key::Num1);
    let at = place(&window, "View 1");
    view(
        &mut window,
        ViewAction::SetAppearance(at, Some(Appearance::Dark)),
    );
    assert_eq!(theme(&window), egui::ThemePreference::Light);
    press(&mut window, Modifiers::COMMAND, Key::Num1);
    assert_eq!(theme(&window), egui::ThemePreference::Dark);
    undo(&mut window);
    assert_eq!(theme(&window), egui::ThemePreference::Light);
}

#[test]
fn groups_are_not_saved_until_they_are() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);
    select(&mut window, &["Norway"]);
    press(&mut window, Modifiers::COMMAND, Key::G);
    assert!(!app(&window).state.is_saved());
    assert!(has(&window, "told of Kari Holm"), "who of the group it is");
    press(&mut window, Modifiers::COMMAND, Key::S);
    until(&mut window, "the save", |window| {
        app(window).state.is_saved()
    });
    let again = reopened(&path);
    let norway: EntityId = id_of(&again, "Norway");
    assert!(app(&again).state.folded.contains(&norway));
    assert!(app(&again).state.is_saved());
}

const BEFORE: &str = "Norway and Sweden open talks\nMarch 4, 2031\n\nNorwegian Foreign Minister Kari Holm met Swedish Foreign Minister Anders Lund in Geneva on Monday.\n";
const LATER: &str = "Norway deploys a frigate\nMarch 6, 2031\n\nNorway deployed the frigate HNoMS Otto to Iceland. Kari Holm visited Iceland.\n";
const LAST: &str = "Denmark talks\nMarch 9, 2031\n\nDanish Defence Minister Mette Krag met Kari Holm in Oslo on Tuesday.\n";

#[test]
fn what_changed_is_marked_on_the_map_and_nothing_moves() {
    let (mut window, _folder) = window_of(&[("a.txt", BEFORE), ("b.txt", LATER), ("c.txt", LAST)]);
    let stood = Arc::clone(&app(&window).state.positions);
    press(&mut window, Modifiers::NONE, Key::F8);
    click(&mut window, "Since a day");
    click(&mut window, "4 Mar 2031");
    until(&mut window, "the comparison", |window| {
        app(window).state.compared.is_some()
    });
    window.step();
    let marks = app(&window).state.compared.as_ref().unwrap().marks.clone();
    let iceland = id_of(&window, "Iceland");
    assert!(marks.new.contains(&iceland) && !marks.new_lines.is_empty());
    assert!(has(&window, "Compared: ") && has(&window, "End the comparison"));
    assert_eq!(app(&window).state.positions, stood, "nothing moves");
    press(&mut window, Modifiers::SHIFT, Key::F8);
    assert!(app(&window).state.compared.is_none());
    // Between two days: what came after the second is no news.
    let day = |text| legation::model::Date::parse(text).unwrap();
    let between = NewsAction::BetweenDays(day("2031-03-04"), day("2031-03-06"));
    command(&mut window, UiAction::News(between));
    until(&mut window, "the comparison", |window| {
        app(window).state.compared.is_some()
    });
    let compared = app(&window).state.compared.clone().unwrap();
    assert_eq!(compared.title, "From 4 Mar 2031 to 6 Mar 2031");
    assert!(compared.marks.new.contains(&iceland));
    assert!(!compared.marks.new.contains(&id_of(&window, "Mette Krag")));
    // Against a view that shows more: what it showed is a ghost in its place.
    press(&mut window, CTRL_SHIFT, Key::Num1);
    let holm = id_of(&window, "Kari Holm");
    let mut filter = app(&window).state.filter.clone();
    filter.kinds_off.insert(legation::model::Kind::Person);
    command(&mut window, UiAction::SetFilter(filter));
    let at = place(&window, "View 1");
    command(&mut window, UiAction::News(NewsAction::WithView(at)));
    let marks = app(&window).state.compared.as_ref().unwrap().marks.clone();
    let ghost = marks.ghosts.iter().find(|ghost| ghost.name == "Kari Holm");
    assert_eq!(ghost.unwrap().at, position(&window, &holm));
    assert!(!marks.gone_lines.is_empty());
    window.run_steps(2);
    assert!(has(&window, "gone"), "the legend tells");
}

#[test]
fn what_another_project_had_stands_where_it_stood() {
    let answers = Answers::default();
    let (mut window, folder) = window_with_articles(&answers);
    let path = folder.path().join("map.legation");
    save(&mut window, &answers, &path);
    let krag = id_of(&window, "Mette Krag");
    let stood = position(&window, &krag);
    let article = app(&window)
        .state
        .articles()
        .find(|article| article.title.contains("frigate"))
        .unwrap()
        .id;
    push(&mut window, Command::Edit(Edit::RemoveArticle(article)));
    until(&mut window, "the article to go", |window| {
        app(window).state.graph.entity(&krag).is_none()
    });
    rest(&mut window);
    answers.then(&path);
    command(&mut window, UiAction::News(NewsAction::WithProject));
    until(&mut window, "the comparison", |window| {
        app(window).state.compared.is_some()
    });
    let marks = app(&window).state.compared.as_ref().unwrap().marks.clone();
    let ghost = marks.ghosts.iter().find(|ghost| ghost.name == "Mette Krag");
    assert_eq!(ghost.unwrap().at, stood);
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody asks".to_owned())
    }
}

#[test]
fn files_let_go_over_the_window_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let files = articles(&folder);
    let mut window = window(&Answers::default(), Vec::new());
    let hovered = egui::HoveredFile {
        path: Some(files[0].clone()),
        ..egui::HoveredFile::default()
    };
    window.input_mut().hovered_files.push(hovered);
    window.step();
    window.input_mut().hovered_files.clear();
    for file in files {
        let dropped = Arc::new(Dropped(file));
        window.input_mut().dropped_files.push(dropped);
    }
    window.step();
    until(&mut window, "the articles", |window| {
        app(window).state.n_articles() == 2
    });
    rest(&mut window);
    id_of(&window, "Mette Krag");
}

#[test]
fn hints_come_one_by_one_and_never_again() {
    let (mut window, _folder) = open();
    assert!(has(&window, "Click a name or a line"));
    select(&mut window, &["Norway"]);
    window.step();
    assert!(!has(&window, "Click a name or a line"), "it was done");
    assert!(has(&window, "Drag a node and it stays"));
    click(&mut window, "Got it");
    assert!(has(&window, "Ctrl+K finds every command"));
    click(&mut window, "No hints");
    assert!(!has(&window, "Got it"));
    assert_eq!(
        app(&window).state.settings.hints_done.len(),
        Hint::ALL.len()
    );
}

/// A lock as a living process of this machine would leave it.
#[cfg(target_os = "linux")]
fn lock(path: &Path, process: u32) {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file = path.with_file_name(format!(".{name}.lock"));
    let json = format!(
        "{{\"process\":{{\"host\":\"{}\",\"id\":{process}}}}}",
        host.trim()
    );
    write(&file, &json);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_open_elsewhere_can_be_looked_at_and_saved_as_another() {
    let answers = Answers::default();
    let (mut first, folder) = window_with_articles(&answers);
    let path = folder.path().join("map.legation");
    save(&mut first, &answers, &path);
    drop(first);
    let mut other = std::process::Command::new("sleep")
        .arg("60")
        .spawn()
        .unwrap();
    lock(&path, other.id());
    let before = std::fs::read(&path).unwrap();
    let answers = Answers::default();
    let mut window = window(&answers, vec![path.clone()]);
    until(&mut window, "the question", |window| {
        has(window, "map.legation is open elsewhere")
    });
    rest(&mut window);
    assert!(has(&window, "It is open in another window (process"));
    click(&mut window, "Open read-only");
    until(&mut window, "the map", |window| {
        app(window).state.n_articles() == 2
    });
    rest(&mut window);
    assert!(app(&window).state.read_only);
    let norway = id_of(&window, "Norway");
    drag(&mut window, &norway, MapPos { x: 1.0, y: 2.0 });
    answers.then(&path);
    press(&mut window, Modifiers::COMMAND, Key::S);
    assert!(has(&window, "it is open read-only here"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let mine = folder.path().join("mine.legation");
    answers.then(&mine);
    click(&mut window, "Save as…");
    until(&mut window, "the save", |window| {
        app(window).state.is_saved()
    });
    assert!(!app(&window).state.read_only);
    assert!(load(&mine).is_ok());
    push(&mut window, Command::Ask(Job::OpenProject(path.clone())));
    until(&mut window, "the question", |window| {
        has(window, "map.legation is open elsewhere")
    });
    rest(&mut window);
    click(&mut window, "Cancel");
    assert_eq!(app(&window).state.path.as_ref(), Some(&mine));
    other.kill().unwrap();
    other.wait().unwrap();
}

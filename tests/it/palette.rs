//! Every command of the table, run by its name: it does its thing, or says why it cannot.

use eframe::egui::{self, Event, Key, Modifiers};
use legation::app::actions::Action;
use legation::app::commands::{Command, NewsAction, Selection, UiAction};
use legation::app::settings::Mode;
use legation::model::{Date, RelationKind};

use crate::window::{
    Answers, Window, app, command, has, id_of, open, press, push, rest, select, until, window,
};

/// What has to be there before a command can do anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
    Nothing,
    Node,
    Two,
    Line,
    Pinned,
    Hidden,
    Grouped,
    Focused,
    Filtered,
    Compared,
    Reading,
    Undone,
    Large,
    StripClosed,
}

/// What shows that it was done.
type Shows = fn(&Window) -> bool;

/// Each command with what it needs; what it shows is told against the window before, where that is not enough.
const TABLE: &[(Action, Before, Shows)] = {
    use Action as A;
    use Before as B;
    &[
        (A::NewProject, B::Nothing, |w| has(w, "Save changes to")),
        (A::OpenArticles, B::Nothing, |w| has(w, "Map: ")),
        (A::OpenFolder, B::Nothing, |w| has(w, "Map: ")),
        (A::TrySamples, B::Nothing, |w| app(w).state.n_articles() > 2),
        (A::OpenProject, B::Nothing, |w| has(w, "Save changes to")),
        (A::Save, B::Nothing, |w| !app(w).state.is_saved()),
        (A::SaveAs, B::Nothing, |w| !app(w).state.is_saved()),
        (A::Quit, B::Nothing, |w| has(w, "Save changes to")),
        (A::Undo, B::Pinned, |w| app(w).state.pins.is_empty()),
        (A::Redo, B::Undone, |w| !app(w).state.pins.is_empty()),
        (A::SelectAll, B::Nothing, |w| {
            app(w).state.selection.entities.len() > 3
        }),
        (A::InvertSelection, B::Node, |w| {
            app(w).state.selection.entities.len() > 2
        }),
        (A::SelectNeighbours, B::Node, |w| {
            app(w).state.selection.entities.len() > 1
        }),
        (A::ClearSelection, B::Node, |w| {
            app(w).state.selection.is_empty()
        }),
        (A::NextCitation, B::Node, |w| {
            app(w).state.reader_at.is_some()
        }),
        (A::PreviousCitation, B::Node, |w| {
            app(w).state.reader_at.is_some()
        }),
        (A::CopyCitation, B::Node, |w| has(w, "Citation copied")),
        (A::Find, B::Nothing, |w| w.ctx.text_edit_focused()),
        (A::Palette, B::Nothing, |w| {
            has(w, "Type a command or a name")
        }),
        (A::ShowList, B::Nothing, |w| w.ctx.text_edit_focused()),
        (A::ToggleLeftPane, B::Nothing, |w| {
            !app(w).state.settings.left_pane
        }),
        (A::ToggleDetailPane, B::Nothing, |w| {
            !app(w).state.settings.detail_pane
        }),
        (A::ToggleTimeStrip, B::Nothing, |w| {
            !app(w).state.settings.time_strip
        }),
        (A::CloseReader, B::Reading, |w| {
            app(w).state.reader_at.is_none()
        }),
        (A::ZoomIn, B::Nothing, |w| app(w).camera().is_some()),
        (A::ZoomOut, B::Nothing, |w| app(w).camera().is_some()),
        (A::Fit, B::Nothing, |w| app(w).camera().is_some()),
        (A::FitSelection, B::Node, |w| app(w).camera().is_some()),
        (A::LargerText, B::Nothing, |w| w.ctx.zoom_factor() > 1.0),
        (A::SmallerText, B::Large, |w| w.ctx.zoom_factor() < 1.25),
        (A::Light, B::Nothing, |w| {
            app(w).state.settings.mode == Mode::Light
        }),
        (A::Dark, B::Nothing, |w| {
            app(w).state.settings.mode == Mode::Dark
        }),
        (A::AsTheSystem, B::Nothing, |w| {
            app(w).state.settings.mode == Mode::System
        }),
        (A::ReducedMotion, B::Nothing, |w| {
            !app(w).state.settings.motion
        }),
        (A::Pin, B::Node, |w| app(w).state.pins.len() == 1),
        (A::Unpin, B::Pinned, |w| app(w).state.pins.is_empty()),
        (A::UnpinAll, B::Pinned, |w| app(w).state.pins.is_empty()),
        (A::Hide, B::Node, |w| app(w).state.hidden.len() == 1),
        (A::HideOthers, B::Node, |w| {
            app(w).state.visible.entities.len() == 1
        }),
        (A::ShowHidden, B::Hidden, |w| app(w).state.hidden.is_empty()),
        (A::FocusOne, B::Node, |w| app(w).state.focus.is_some()),
        (A::FocusTwo, B::Node, |w| app(w).state.focus.is_some()),
        (A::FocusThree, B::Node, |w| app(w).state.focus.is_some()),
        (A::Unfocus, B::Focused, |w| app(w).state.focus.is_none()),
        (A::ClearFilter, B::Filtered, |w| {
            app(w).state.filter.least_sources == 0
        }),
        (A::Fold, B::Node, |w| !app(w).state.folded.is_empty()),
        (A::UnfoldAll, B::Grouped, |w| app(w).state.folded.is_empty()),
        (A::Communities, B::Nothing, |w| app(w).state.communities),
        (A::PlayTime, B::StripClosed, |w| {
            app(w).state.settings.time_strip
        }),
        (A::Rearrange, B::Pinned, |w| said(w, "Rearranged")),
        (A::RearrangeSelection, B::Node, |w| said(w, "Rearranged")),
        (A::RearrangeAll, B::Pinned, |w| app(w).state.pins.is_empty()),
        (A::ArrangeCircle, B::Nothing, |w| {
            said(w, "Arranged in a circle")
        }),
        (A::ArrangeTiers, B::Nothing, |w| {
            said(w, "Arranged in tiers")
        }),
        (A::ArrangeRings, B::Node, |w| said(w, "Arranged in rings")),
        (A::ArrangeBlocs, B::Nothing, |w| {
            said(w, "Arranged by state")
        }),
        (A::ArrangeTimeline, B::Nothing, |w| {
            said(w, "Arranged by time")
        }),
        (A::PauseLayout, B::Nothing, |w| app(w).state.layout_paused),
        (A::ReviewQueue, B::Nothing, |w| has(w, "Close review")),
        (A::History, B::Nothing, |w| has(w, "The beginning")),
        (A::Views, B::Nothing, |w| has(w, "Add a view from a file…")),
        (A::StoreView, B::Nothing, |w| {
            said(w, "Stored the view “View 1”")
        }),
        (A::News, B::Nothing, |w| has(w, "Look at the files now")),
        (A::EndComparison, B::Compared, |w| {
            app(w).state.compared.is_none()
        }),
        (A::Correct, B::Node, |w| has(w, "Put Norway right")),
        (A::Join, B::Two, |w| said(w, "Joined")),
        (A::KeepApart, B::Two, |w| said(w, "Kept")),
        (A::Split, B::Node, |w| {
            has(w, "Which of these is not Norway?")
        }),
        (A::Delete, B::Node, |w| said(w, "Deleted")),
        (A::Note, B::Node, |w| has(w, "Note on Norway")),
        (A::ConfirmRelation, B::Line, |w| said(w, "Confirmed")),
        (A::RejectRelation, B::Line, |w| said(w, "Rejected")),
        (A::CorrectRelation, B::Line, |w| {
            has(w, "Put the relation right")
        }),
        (A::Keys, B::Nothing, |w| has(w, "Group with its own")),
        (A::About, B::Nothing, |w| has(w, "Legation")),
    ]
};

/// The last step in words begins so.
fn said(window: &Window, words: &str) -> bool {
    let state = &app(window).state;
    let last = state.project.journal.next_undo();
    let told = last.map(|edit| legation::project::describe(edit, &state.project, &state.graph));
    told.is_some_and(|told| told.starts_with(words))
}

fn prepare(window: &mut Window, before: Before) {
    let action = match before {
        Before::Nothing => return,
        Before::Node => return select(window, &["Norway"]),
        Before::Two => return select(window, &["Anders Lund", "Mette Krag"]),
        Before::Line => {
            let mut relations = app(window).state.graph.relations().iter();
            let attack = relations.find(|one| one.kind == RelationKind::Attacks);
            UiAction::Select(Selection::of_relation(attack.unwrap().id.clone()))
        }
        Before::Pinned | Before::Undone => {
            select(window, &["Norway"]);
            command(window, UiAction::PinSelection);
            if before == Before::Pinned {
                return;
            }
            UiAction::Undo
        }
        Before::Hidden => UiAction::Hide(vec![id_of(window, "Norway")]),
        Before::Grouped => UiAction::Fold(id_of(window, "Norway")),
        Before::Focused => {
            select(window, &["Norway"]);
            UiAction::Focus(1)
        }
        Before::Filtered => {
            let mut filter = app(window).state.filter.clone();
            filter.least_sources = 2;
            UiAction::SetFilter(filter)
        }
        Before::Compared => {
            let day = Date::parse("2031-03-04").unwrap();
            command(window, UiAction::News(NewsAction::SinceDay(day)));
            return until(window, "the comparison", |window| {
                app(window).state.compared.is_some()
            });
        }
        Before::Reading => {
            let mut relations = app(window).state.graph.relations().iter();
            UiAction::Read(relations.next().unwrap().evidence[0].sentence)
        }
        Before::Large => UiAction::ResizeText(0.25),
        Before::StripClosed => UiAction::ToggleTimeStrip,
    };
    command(window, action);
}

fn type_in_palette(window: &mut Window, name: &str) {
    press(window, Modifiers::COMMAND, Key::K);
    window.event(Event::Text(name.to_owned()));
    window.step();
}

#[test]
fn every_command_runs_from_the_palette() {
    let listed: Vec<Action> = TABLE.iter().map(|(action, ..)| *action).collect();
    assert_eq!(listed, Action::ALL, "the table tells of every command");
    let (mut window, _folder) = open();
    let start = app(&window).state.project.journal.done();
    for (action, before, shows) in TABLE {
        prepare(&mut window, *before);
        let name = action.name(&app(&window).state);
        assert!(action.is_enabled(&app(&window).state), "{action:?}");
        let camera = app(&window).camera();
        // The palette does not list itself.
        if *action == Action::Palette {
            press(&mut window, Modifiers::COMMAND, Key::K);
        } else {
            type_in_palette(&mut window, &name);
            press(&mut window, Modifiers::NONE, Key::Enter);
        }
        window.run_steps(4);
        rest(&mut window);
        assert!(shows(&window), "{action:?} did nothing");
        if matches!(action, Action::ZoomIn | Action::ZoomOut) {
            window.run_steps(20);
            assert_ne!(camera, app(&window).camera(), "{action:?}");
        }
        begin_again(&mut window, start);
    }
}

/// Whatever is open is closed, whatever was done is undone.
fn begin_again(window: &mut Window, n_steps: usize) {
    for label in ["Cancel"] {
        if has(window, label) {
            crate::window::click(window, label);
        }
    }
    for _ in 0..3 {
        press(window, Modifiers::NONE, Key::Escape);
    }
    let state = &app(window).state;
    let mut undo = Vec::new();
    if state.reader_at.is_some() {
        undo.push(UiAction::CloseReader);
    }
    if state.playing {
        undo.push(UiAction::TogglePlay);
    }
    if state.communities {
        undo.push(UiAction::ToggleCommunities);
    }
    if state.layout_paused {
        undo.push(UiAction::PauseLayout);
    }
    for (is_off, action) in [
        (!state.settings.left_pane, UiAction::ToggleLeftPane),
        (!state.settings.detail_pane, UiAction::ToggleDetailPane),
        (!state.settings.time_strip, UiAction::ToggleTimeStrip),
        (!state.settings.motion, UiAction::ToggleMotion),
        (has(window, "Group with its own"), UiAction::ToggleHelp),
    ] {
        undo.extend(is_off.then_some(action));
    }
    undo.push(UiAction::SetMode(Mode::System));
    undo.push(UiAction::SetFilter(legation::app::state::first_filter()));
    undo.push(UiAction::UnfoldAll);
    undo.push(UiAction::Unfocus);
    undo.push(UiAction::ResizeText(-1.0));
    undo.push(UiAction::ClearSelection);
    undo.push(UiAction::GoToStep(n_steps));
    for action in undo {
        push(window, Command::Show(action));
    }
    window.step();
    rest(window);
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut window = window(&Answers::default(), Vec::new());
    let mut n = 0;
    for action in Action::ALL {
        let Some(why) = action.why_not(&app(&window).state) else {
            continue;
        };
        n += 1;
        type_in_palette(&mut window, action.entry().name);
        assert!(
            has(&window, &format!("{}. {why}", action.entry().name)),
            "{action:?}"
        );
        press(&mut window, Modifiers::NONE, Key::Escape);
        assert!(!has(&window, "Type a command or a name"), "closed");
    }
    assert!(n > 40, "{n}");
    let middle = egui::pos2(700.0, 450.0);
    window.event(Event::PointerMoved(middle));
}

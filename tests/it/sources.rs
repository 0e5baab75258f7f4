//! Two articles that contradict one another, in the window: who tells what, and why a line is there.

use legation::app::commands::{Selection, UiAction};
use legation::model::{Relation, RelationKind, Status};

use crate::window::{app, click, command, has, id_of, press_by_name, window_of};

const TELLS: &str = "\
Norway strikes a Danish base
March 4, 2031

Norway bombed Denmark on Monday. Norway met Sweden in Oslo.
";

const DENIES: &str = "\
Calm in Denmark
March 5, 2031

Norway has not bombed Denmark. Norway met Sweden in Oslo again.
";

#[test]
fn a_line_says_who_contradicts_it_and_why_it_is_there() {
    let (mut window, _folder) = window_of(&[("tells.txt", TELLS), ("denies.txt", DENIES)]);
    let relations = app(&window).state.graph.relations().to_vec();
    let denmark = id_of(&window, "Denmark");
    let is_attack = |line: &&Relation| line.kind == RelationKind::Attacks && line.target == denmark;
    let mut attacks = relations.iter().filter(is_attack);
    let told = attacks
        .find(|line| line.status == Status::Asserted)
        .unwrap();
    let selection = Selection::of_relation(told.id.clone());
    command(&mut window, UiAction::Select(selection));
    for label in [
        "at odds about whether it is so",
        "Tells it",
        "Contradicts it",
        "Calm in Denmark: denied",
        "“bombed” has Norway for its subject and Denmark for its object; told as having happened",
    ] {
        assert!(has(&window, label), "{label}");
    }
    click(&mut window, "Calm in Denmark: denied");
    let anchor = app(&window).state.reader_at.unwrap();
    let article = app(&window).state.article(anchor.article).unwrap();
    assert!(anchor.span.of(&article.text).contains("has not bombed"));
}

#[test]
fn disputed_lines_can_be_shown_alone() {
    let (mut window, _folder) = window_of(&[("tells.txt", TELLS), ("denies.txt", DENIES)]);
    let n_lines = |window: &_| app(window).state.visible.relations.len();
    assert!(n_lines(&window) > 2);
    click(&mut window, "More filters");
    press_by_name(&mut window, "Only where sources disagree");
    assert_eq!(n_lines(&window), 2);
    press_by_name(&mut window, "Only where sources disagree");
    assert!(n_lines(&window) > 2);
}

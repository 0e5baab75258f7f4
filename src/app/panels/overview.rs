//! The detail pane where not exactly one thing is selected: who is most talked about, or all that is selected.

use eframe::egui::{self, FontId, Ui, pos2, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::glyph;
use crate::app::panels::left::top_of;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Entity, EntityId};

/// Names shown in each list.
const FEW: usize = 6;

/// Nothing selected: what there is, who matters, and what could not be read.
pub fn overview_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let heading = egui::RichText::new("Overview").font(theme::semibold(19.0));
    ui.label(heading);
    ui.add(egui::Label::new(pieces::small(&figures(state)).color(theme.secondary)).wrap());
    let text =
        "Click a node or a line of the map, or a name in a list, to read where it comes from.";
    ui.add(egui::Label::new(pieces::small(text).color(theme.secondary)).wrap());
    if state.visible.entities.is_empty() {
        return;
    }
    let measures = &state.measured.measures;
    ui.add_space(12.0);
    pieces::section_ui(ui, "Most connected", "deals with");
    for (id, n) in measures.connected.iter().take(FEW) {
        named_row(ui, state, id, &wording::count(*n, "other"), out);
    }
    let between: Vec<_> = measures
        .between
        .iter()
        .filter(|(_, share)| *share >= 0.005)
        .take(FEW)
        .collect();
    if !between.is_empty() {
        ui.add_space(14.0);
        pieces::section_ui(ui, "Go-betweens", "of all shortest ways");
        for (id, share) in between {
            let percent = format!("{:.0} %", (share * 100.0).max(1.0));
            named_row(ui, state, id, &percent, out);
        }
    }
    communities_ui(ui, state, out);
    let n_problems = state.problems.len();
    if n_problems > 0 {
        ui.add_space(14.0);
        pieces::section_ui(ui, "Not read", &wording::count(n_problems, "file"));
        let text = "The left pane says which, and why.";
        ui.label(pieces::small(text).color(theme.secondary));
    }
    noted_ui(ui, state, out);
}

/// Articles that were not read as any other, by title; a click opens one, and its head says why.
fn noted_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let noted: Vec<_> = state
        .articles()
        .filter(|article| !article.notes.is_empty())
        .collect();
    if noted.is_empty() {
        return;
    }
    ui.add_space(14.0);
    let remark = wording::count(noted.len(), "article");
    pieces::section_ui(ui, "Read with a note", &remark);
    let theme = Theme::of(ui);
    for article in noted.iter().take(FEW) {
        let (title, notes) = (wording::title(article), wording::notes(article));
        let row = Row::begin(ui, 30.0, &format!("{title}: {notes}"), false);
        let (left, middle) = (row.rect.left() + 4.0, row.rect.center().y);
        let font = FontId::proportional(14.0);
        let sign = pieces::one_line(ui, icons::INFO, font, theme.secondary, 20.0);
        pieces::paint_left(ui, pos2(left, middle), &sign);
        let font = FontId::proportional(BODY);
        let width = row.rect.width() - 30.0;
        let words = pieces::one_line(ui, title, font, theme.text, width);
        pieces::paint_left(ui, pos2(left + 24.0, middle), &words);
        if row.response.on_hover_text(notes).clicked() {
            out.push(Command::Show(UiAction::Read(top_of(article))));
        }
    }
}

/// "33 names and 52 lines, from 2 articles".
fn figures(state: &State) -> String {
    format!(
        "{} and {}, from {}",
        wording::count(state.visible.entities.len(), "name"),
        wording::count(state.visible.relations.len(), "line"),
        wording::count(state.n_articles(), "article"),
    )
}

/// Who deals mostly with one another; a click selects them all.
fn communities_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let communities = &state.measured.measures.communities;
    if communities.len() < 2 {
        return;
    }
    ui.add_space(14.0);
    let n = communities.len();
    pieces::section_ui(ui, "Communities", &n.to_string());
    let theme = Theme::of(ui);
    let text = "Those who deal mostly with one another.";
    ui.horizontal(|ui| {
        ui.label(pieces::small(text).color(theme.secondary));
        let word = if state.communities {
            "Hide on the map"
        } else {
            "Show on the map"
        };
        if pieces::link(ui, word).clicked() {
            out.push(Command::Show(UiAction::ToggleCommunities));
        }
    });
    for (at, members) in communities.iter().enumerate().take(FEW) {
        let names = members.iter().filter_map(|id| state.shown.entity(id));
        let mut names: Vec<&Entity> = names.collect();
        names.sort_by_key(|entity| {
            let n = state.shown.relations_of(&entity.id).count();
            std::cmp::Reverse(n)
        });
        let names: Vec<&str> = names.iter().map(|entity| entity.name.as_str()).collect();
        let text = names.join(", ");
        let row = Row::begin(ui, 30.0, &format!("Select {text}"), false);
        let at_left = row.rect.left_center();
        if state.communities {
            let dot = at_left + vec2(10.0, 0.0);
            ui.painter().circle_filled(dot, 5.0, theme.community(at));
        }
        let font = FontId::proportional(SMALL);
        let count = wording::count(members.len(), "name");
        let count = pieces::one_line(ui, &count, font, theme.secondary, 80.0);
        let right = pieces::paint_right(ui, row.rect.right_center() - vec2(4.0, 0.0), &count);
        let left = at_left.x + if state.communities { 24.0 } else { 4.0 };
        let font = FontId::proportional(BODY);
        let words = pieces::one_line(ui, &text, font, theme.text, right - left - 8.0);
        pieces::paint_left(ui, pos2(left, at_left.y), &words);
        if row.response.on_hover_text(&text).clicked() {
            let selection = Selection {
                entities: members.iter().cloned().collect(),
                relation: None,
            };
            out.push(Command::Show(UiAction::Select(selection)));
        }
    }
}

/// What can be done with all that is selected.
pub fn several_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let n = state.selection.entities.len();
    ui.label(egui::RichText::new(format!("{n} selected")).font(theme::semibold(19.0)));
    ui.horizontal_wrapped(|ui| {
        if ui.button("Pin").clicked() {
            out.push(Command::Show(UiAction::PinSelection));
        }
        let all: Vec<_> = state.selection.entities.iter().cloned().collect();
        if ui.button("Unpin").clicked() {
            out.push(Command::Show(UiAction::Unpin(all)));
        }
        if ui.button("Focus").clicked() {
            out.push(Command::Show(UiAction::Focus(1)));
        }
        if ui.button("Hide").clicked() {
            out.push(Command::Show(UiAction::HideSelection));
        }
        if ui.button("Hide others").clicked() {
            out.push(Command::Show(UiAction::HideOthers));
        }
        if ui.button("Fit").clicked() {
            out.push(Command::Show(UiAction::FitSelection));
        }
    });
    ui.add_space(6.0);
    pieces::hairline(ui);
}

/// Everybody selected, by name.
pub fn selected_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    for id in &state.selection.entities {
        let n = state.graph.relations_of(id).count();
        named_row(ui, state, id, &wording::count(n, "relation"), out);
    }
}

fn named_row(ui: &mut Ui, state: &State, id: &EntityId, remark: &str, out: &mut Vec<Command>) {
    if let Some(entity) = state.graph.entity(id) {
        node_row(ui, state, entity, remark, out);
    }
}

fn node_row(ui: &mut Ui, state: &State, entity: &Entity, remark: &str, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let row = Row::begin(ui, 32.0, &entity.name, false);
    let rect = row.rect;
    glyph::paint(ui, entity, rect.left_center() + vec2(16.0, 0.0), 24.0);
    let font = FontId::proportional(SMALL);
    let count = pieces::one_line(ui, remark, font, theme.secondary, 110.0);
    let right = pieces::paint_right(ui, rect.right_center() - vec2(4.0, 0.0), &count);
    let left = rect.left() + 38.0;
    let font = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, right - left - 8.0);
    let end = pieces::paint_left(ui, pos2(left, rect.center().y), &name);
    if state.pins.contains_key(&entity.id) {
        let font = FontId::proportional(SMALL);
        let pin = pieces::one_line(ui, icons::PIN, font, theme.gold, 20.0);
        pieces::paint_left(ui, pos2(end + 6.0, rect.center().y), &pin);
    }
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Select(Selection::of(
            entity.id.clone(),
        ))));
    }
}

//! What changed: articles whose files are others now, the map since then, another project.

use eframe::egui::{self, Ui};

use crate::app::commands::{Command, NewsAction, Selection, UiAction};
use crate::app::comparing;
use crate::app::diff::Compared;
use crate::app::panels::{modals, pieces};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::app::viewing;
use crate::app::wording;
use crate::model::{EntityId, Graph, Relation};
use crate::project::{Merge, describe};
use crate::worker::keeper::SourceNow;

/// Rows of one list.
const MOST: usize = 60;

pub fn news_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if let Some((merge, _)) = &state.merging {
        merge_ui(ui, state, merge, out);
        return;
    }
    sources_ui(ui, state, out);
    ui.add_space(10.0);
    choices_ui(ui, state, out);
    if let Some(compared) = &state.compared {
        ui.add_space(10.0);
        compared_ui(ui, state, compared, out);
    }
}

fn ask(out: &mut Vec<Command>, action: NewsAction) {
    out.push(Command::Show(UiAction::News(action)));
}

/// Files that hold another text than the map was made from.
fn sources_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let changed = |now: &SourceNow| *now == SourceNow::Changed;
    let n = state.sources.values().filter(|now| changed(now)).count();
    pieces::section_ui(ui, "Sources on disk", &wording::count(n, "changed file"));
    for (id, now) in &state.sources {
        let Some(article) = state.article(*id) else {
            continue;
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(wording::title(article));
            let color = Theme::of(ui).secondary;
            match now {
                SourceNow::Changed => {
                    ui.label(pieces::small("changed on disk").color(color));
                    if pieces::link(ui, "Read again").clicked() {
                        ask(out, NewsAction::ReadAgain(*id));
                    }
                }
                SourceNow::Missing => {
                    ui.label(pieces::small("the file is gone; its text is kept here").color(color));
                }
            }
        });
    }
    if pieces::link(ui, "Look at the files now").clicked() {
        ask(out, NewsAction::LookAtSources);
    }
    let orphans = state.asleep.len();
    if orphans > 0 && !comparing::replaced(state).is_empty() {
        let text = format!(
            "{} could not be found again in the new text; the history lists them.",
            wording::count(orphans, "correction")
        );
        ui.add(egui::Label::new(pieces::small(&text)).wrap());
    }
}

fn choices_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    pieces::section_ui(ui, "What changed on the map", "");
    ui.horizontal_wrapped(|ui| {
        if !state.newest.is_empty() && ui.button("Since the last articles").clicked() {
            ask(out, NewsAction::SinceLastAdded);
        }
        let days = comparing::days(state);
        if days.len() > 1 {
            ui.menu_button("Since a day", |ui| {
                for day in days.iter().rev().skip(1).take(40) {
                    if ui.button(wording::day(*day)).clicked() {
                        ask(out, NewsAction::SinceDay(*day));
                    }
                }
            });
        }
        if days.len() > 2 {
            ui.menu_button("Between two days", |ui| {
                for from in days.iter().rev().skip(2).take(40) {
                    ui.menu_button(wording::day(*from), |ui| {
                        let later = days.iter().rev().skip(1);
                        for to in later.take_while(|to| *to > from).take(40) {
                            if ui.button(format!("to {}", wording::day(*to))).clicked() {
                                ask(out, NewsAction::BetweenDays(*from, *to));
                            }
                        }
                    });
                }
            });
        }
        if viewing::named(state).next().is_some() {
            ui.menu_button("Against a view", |ui| {
                for (at, view) in viewing::named(state) {
                    if ui.button(&view.name).clicked() {
                        ask(out, NewsAction::WithView(at));
                    }
                }
            });
        }
        if ui.button("Against a project…").clicked() {
            ask(out, NewsAction::WithProject);
        }
        if ui.button("Merge a project…").clicked() {
            ask(out, NewsAction::MergeProject);
        }
    });
}

fn compared_ui(ui: &mut Ui, state: &State, compared: &Compared, out: &mut Vec<Command>) {
    let changes = &compared.changes;
    pieces::section_ui(ui, &compared.title, "");
    if changes.is_empty() {
        ui.label("Nothing changed.");
        return;
    }
    if !changes.new_entities.is_empty() && pieces::link(ui, "Select what is new").clicked() {
        let entities = changes.new_entities.iter().cloned().collect();
        let selection = Selection {
            entities,
            relation: None,
        };
        out.push(Command::Show(UiAction::Select(selection)));
    }
    let now = &state.graph;
    head(
        ui,
        "New",
        changes.new_entities.len() + changes.new_relations.len(),
    );
    for id in changes.new_entities.iter().take(MOST) {
        if pieces::link(ui, name(now, id)).clicked() {
            out.push(Command::Show(UiAction::Centre(id.clone())));
        }
    }
    for relation in changes
        .new_relations
        .iter()
        .filter_map(|id| now.relation(id))
        .take(MOST)
    {
        line_ui(ui, now, relation, "", out);
    }
    head(ui, "Changed", changes.restated.len());
    for (id, was) in changes.restated.iter().take(MOST) {
        if let Some(relation) = now.relation(id) {
            let text = format!(
                " – {}, was {}",
                relation.status.label().to_lowercase(),
                was.label().to_lowercase()
            );
            line_ui(ui, now, relation, &text, out);
        }
    }
    let before = &compared.before;
    head(
        ui,
        "Gone",
        changes.gone_entities.len() + changes.gone_relations.len(),
    );
    for id in changes.gone_entities.iter().take(MOST) {
        ui.label(name(before, id));
    }
    let gone = changes.gone_relations.iter();
    for relation in gone.filter_map(|id| before.relation(id)).take(MOST) {
        ui.label(sentence(before, relation));
    }
}

fn head(ui: &mut Ui, text: &str, n: usize) {
    if n > 0 {
        ui.add_space(4.0);
        ui.label(pieces::small(&format!("{text} · {n}")).color(Theme::of(ui).secondary));
    }
}

fn line_ui(ui: &mut Ui, graph: &Graph, relation: &Relation, more: &str, out: &mut Vec<Command>) {
    let text = format!("{}{more}", sentence(graph, relation));
    if pieces::link(ui, &text).clicked() {
        let selection = Selection::of_relation(relation.id.clone());
        out.push(Command::Show(UiAction::Select(selection)));
    }
}

fn sentence(graph: &Graph, relation: &Relation) -> String {
    format!(
        "{} {} {}",
        name(graph, &relation.source),
        relation.kind.label(),
        name(graph, &relation.target)
    )
}

fn name<'g>(graph: &'g Graph, id: &'g EntityId) -> &'g str {
    graph.entity(id).map_or(id.as_str(), |entity| &entity.name)
}

/// What the two projects contradict each other in: mine holds until theirs is chosen.
fn merge_ui(ui: &mut Ui, state: &State, merge: &Merge, out: &mut Vec<Command>) {
    let n = wording::count(merge.conflicts.len(), "conflict");
    pieces::section_ui(ui, &format!("Merging with {}", merge.name), &n);
    for (number, conflict) in merge.conflicts.iter().enumerate() {
        let theirs = conflict.take_theirs;
        for (is_theirs, edit, whose) in [
            (false, &conflict.mine, "Here"),
            (true, &conflict.theirs, "There"),
        ] {
            let words = describe(edit, &state.project, &state.graph);
            let text = format!("{whose}: {words}");
            if ui.radio(theirs == is_theirs, text).clicked() {
                ask(out, NewsAction::Take(number, is_theirs));
            }
        }
        ui.add_space(6.0);
    }
    ui.horizontal(|ui| {
        if modals::primary(ui, "Merge").clicked() {
            ask(out, NewsAction::Merge);
        }
        if ui.button("Leave it").clicked() {
            ask(out, NewsAction::Forget);
        }
    });
}

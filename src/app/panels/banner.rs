//! The line over the map that says why not everything is there: a focus, groups, days, filters, what is hidden; each with its way back.

use std::collections::BTreeSet;

use eframe::egui::{self, Ui, WidgetInfo, WidgetType, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::state::{Focus, State, first_filter};
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::EntityId;
use crate::query::Filter;

pub const HEIGHT: f32 = 34.0;

/// Whether there is anything to say.
pub fn has_news(state: &State) -> bool {
    state.focus.is_some()
        || !state.folded.is_empty()
        || !state.hidden.is_empty()
        || !state.newest.is_empty()
        || state.compared.is_some()
        || narrows(&state.filter)
}

pub fn banner_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    ui.horizontal_centered(|ui| {
        ui.add_space(theme::EDGE_GAP);
        ui.spacing_mut().item_spacing.x = 6.0;
        if let Some(focus) = &state.focus {
            focus_ui(ui, state, focus, out);
        }
        for id in &state.folded {
            let n = state.stands_for.values().filter(|of| *of == id).count();
            let text = format!("{} {}", icons::GROUP, group(state, id, n));
            let label = format!("Open the group of {}", name(state, id));
            if chip_ui(ui, &text, &label) {
                out.push(Command::Show(UiAction::Fold(id.clone())));
            }
        }
        if !state.hidden.is_empty() {
            let text = format!("{} {} hidden", icons::HIDE, state.hidden.len());
            if chip_ui(ui, &text, "Show all hidden") {
                out.extend(Action::ShowHidden.command(state));
            }
        }
        new_ui(ui, state, out);
        if let Some(compared) = &state.compared {
            let text = format!("{} {}", icons::COMPARE, compared.title);
            if chip_ui(ui, &text, "End comparison") {
                out.extend(Action::EndComparison.command(state));
            }
        }
        if narrows(&state.filter) {
            let text = format!("{} Filtered", icons::FILTER);
            if chip_ui(ui, &text, "Clear filters") {
                out.extend(Action::ClearFilter.command(state));
            }
        }
    });
}

/// How many names the last articles brought; a click selects them.
fn new_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.newest.is_empty() {
        return;
    }
    let is_new = |id: &&EntityId| {
        let entity = state.graph.entity(id);
        entity.is_some_and(|entity| {
            let mut mentions = entity.mentions.iter();
            mentions.all(|(at, _)| state.newest.contains(&at.article))
        })
    };
    let new: BTreeSet<EntityId> = state
        .visible
        .entities
        .iter()
        .filter(is_new)
        .cloned()
        .collect();
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(8.0, 8.0), egui::Sense::hover());
    ui.painter().circle_filled(rect.center(), 3.4, theme.text);
    let n_articles = wording::count(state.newest.len(), "article");
    let text = format!(
        "{} from the last {n_articles}",
        wording::count(new.len(), "new name")
    );
    let link = pieces::link(ui, &text).on_hover_text("Select what only the last articles tell of");
    if link.clicked() && !new.is_empty() {
        out.push(Command::Show(UiAction::Select(Selection {
            entities: new,
            relation: None,
        })));
    }
}

fn focus_ui(ui: &mut Ui, state: &State, focus: &Focus, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let names: Vec<String> = focus
        .centres
        .iter()
        .take(2)
        .map(|id| name(state, id).to_owned())
        .collect();
    let more = focus.centres.len().saturating_sub(names.len());
    let mut text = wording::list(&names);
    if more > 0 {
        text = format!("{text} and {more} more");
    }
    let text = format!("{} Around {text}", icons::FOCUS);
    ui.add(egui::Label::new(pieces::small(&text).color(theme.text)).truncate());
    for n in 1..=3 {
        let on = focus.n_steps == n;
        let button =
            egui::Button::selectable(on, pieces::small(&n.to_string())).min_size(vec2(22.0, 20.0));
        let response = ui.add(button);
        let label = format!("Focus on {}", wording::count(n, "step"));
        response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, on, &label));
        if response.on_hover_text(&label).clicked() {
            out.push(Command::Show(UiAction::Refocus(n)));
        }
    }
    ui.label(pieces::small("steps").color(theme.secondary));
    if pieces::link(ui, "Show everything").clicked() {
        out.push(Command::Show(UiAction::Unfocus));
    }
    ui.add_space(8.0);
}

/// Words that can be taken away; says whether they were.
fn chip_ui(ui: &mut Ui, text: &str, label: &str) -> bool {
    let text = format!("{text}  {}", icons::CLOSE);
    let button = egui::Button::new(pieces::small(&text)).min_size(vec2(0.0, 22.0));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    response.on_hover_text(label).clicked()
}

fn group(state: &State, id: &EntityId, n: usize) -> String {
    let others = if n == 1 { "other" } else { "others" };
    format!("{} with {n} {others}", name(state, id))
}

fn name<'a>(state: &'a State, id: &'a EntityId) -> &'a str {
    state
        .graph
        .entity(id)
        .map_or(id.as_str(), |entity| &entity.name)
}

/// Whether a filter keeps more away than a new map does.
fn narrows(filter: &Filter) -> bool {
    let base = first_filter();
    let kinds_off = filter
        .kinds_off
        .difference(&base.kinds_off)
        .next()
        .is_some();
    let rest = Filter {
        kinds_off: base.kinds_off.clone(),
        loose_off: base.loose_off,
        ..filter.clone()
    };
    kinds_off || rest != base
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn only_what_keeps_something_away_is_told() {
        assert!(!narrows(&first_filter()));
        assert!(!narrows(&Filter::default()), "shows more, not less");
        let mut filter = first_filter();
        filter.kinds_off.insert(Kind::Event);
        assert!(narrows(&filter));
        let few = Filter {
            least_sources: 2,
            ..first_filter()
        };
        assert!(narrows(&few));
    }
}

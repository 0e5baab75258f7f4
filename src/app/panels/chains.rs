//! How two that are selected are connected: the shortest chains between them, each step with its sentences.

use eframe::egui::{self, FontId, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::commands::Command;
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::panels::{cards, relation_row};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{EntityId, Graph, RelationId};
use crate::query::Step;

/// Which chain and which line of it is open.
#[derive(Debug, Default)]
pub struct ChainsUi {
    at: usize,
    open: Option<RelationId>,
}

impl ChainsUi {
    /// Draws nothing unless two are selected.
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        let mut ids = state.selection.entities.iter();
        let (Some(from), Some(to), None) = (ids.next(), ids.next(), ids.next()) else {
            return;
        };
        ui.add_space(10.0);
        let Some(shortest) = state.chains.first() else {
            pieces::section_ui(ui, "How they are connected", "");
            let text = "No chain of lines that are shown leads from one to the other.";
            ui.label(pieces::small(text).color(Theme::of(ui).secondary));
            return;
        };
        let steps = wording::count(shortest.len(), "step");
        pieces::section_ui(ui, "How they are connected", &steps);
        if state.chains.len() > 1 {
            let text = format!(
                "{} of this length, the best told first",
                wording::count(state.chains.len(), "chain")
            );
            ui.label(pieces::small(&text).color(Theme::of(ui).secondary));
        }
        let several = state.chains.len() > 1;
        for (at, chain) in state.chains.iter().enumerate() {
            let open = at == self.at || !several;
            if several && head_ui(ui, &state.graph, chain, to, open) {
                self.at = if open { usize::MAX } else { at };
                self.open = None;
            }
            if open {
                self.chain_ui(ui, state, from, chain, out);
            }
        }
        ui.add_space(8.0);
        pieces::hairline(ui);
    }

    fn chain_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        from: &EntityId,
        chain: &[Step],
        out: &mut Vec<Command>,
    ) {
        let mut here = from;
        for (number, step) in chain.iter().enumerate() {
            ui.add_space(6.0);
            let name = |id| name(&state.graph, id);
            let text = format!("{}. {} and {}", number + 1, name(here), name(&step.to));
            let text = egui::RichText::new(text).font(theme::semibold(BODY));
            ui.add(egui::Label::new(text).wrap());
            let lines = step
                .relations
                .iter()
                .filter_map(|id| state.shown.relation(id));
            for relation in lines {
                let open = self.open.as_ref() == Some(&relation.id);
                if relation_row::row_ui(ui, state, here, relation, open, out) {
                    self.open = (!open).then(|| relation.id.clone());
                }
                if !open {
                    continue;
                }
                ui.spacing_mut().item_spacing.y = 8.0;
                for (at, cited) in cards::of_relation(state, relation).iter().enumerate() {
                    cards::card_ui(ui, state, at + 1, cited, out);
                }
            }
            here = &step.to;
        }
    }
}

/// "by way of Oman, Qatar", to open and close; says whether it was clicked.
fn head_ui(ui: &mut Ui, graph: &Graph, chain: &[Step], to: &EntityId, open: bool) -> bool {
    let between = chain.iter().map(|step| &step.to).filter(|id| *id != to);
    let between: Vec<String> = between.map(|id| name(graph, id).to_owned()).collect();
    let text = if between.is_empty() {
        "directly".to_owned()
    } else {
        format!("by way of {}", wording::list(&between))
    };
    let row = Row::begin(ui, 30.0, &text, open);
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Button, true, open, &text));
    let theme = Theme::of(ui);
    let sign = if open { icons::DOWN } else { icons::RIGHT };
    let sign = pieces::one_line(ui, sign, FontId::proportional(SMALL), theme.secondary, 16.0);
    let at = row.rect.left_center();
    pieces::paint_left(ui, at + vec2(6.0, 0.0), &sign);
    let font = FontId::proportional(BODY);
    let words = pieces::one_line(ui, &text, font, theme.text, row.rect.width() - 40.0);
    pieces::paint_left(ui, pos2(at.x + 28.0, at.y), &words);
    row.response.clicked()
}

fn name<'a>(graph: &'a Graph, id: &'a EntityId) -> &'a str {
    graph.entity(id).map_or(id.as_str(), |entity| &entity.name)
}

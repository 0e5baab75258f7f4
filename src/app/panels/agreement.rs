//! Who agrees on a line: those who tell it and those who contradict it side by side, the others below.

use eframe::egui::{self, Sense, Ui, UiBuilder, WidgetInfo, WidgetType};

use crate::app::commands::{Command, UiAction};
use crate::app::panels::{cards, pieces};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{ArticleId, Relation, Status};
use crate::query::{self, Point, Say, Stance};

/// Rows of a quotation in a narrow column.
const FEW_ROWS: usize = 4;

/// Nothing where one article tells it and no other names both ends.
pub fn agreement_ui(ui: &mut Ui, state: &State, relation: &Relation, out: &mut Vec<Command>) {
    let says = query::agreement(&state.graph, relation);
    if says.len() < 2 {
        return;
    }
    let of = |wanted: fn(&Stance) -> bool| -> Vec<&Say> {
        says.iter().filter(|say| wanted(&say.stance)).collect()
    };
    let telling = of(|stance| *stance == Stance::Tells);
    let against = of(|stance| matches!(stance, Stance::Contradicts(_)));
    let otherwise = of(|stance| *stance == Stance::Otherwise);
    let silent = of(|stance| *stance == Stance::Silent);
    ui.add_space(8.0);
    pieces::section_ui(ui, "Agreement", &summary(&telling, &against));
    ui.add_space(2.0);
    if against.is_empty() {
        for say in telling.iter().chain(&otherwise) {
            say_ui(ui, state, say, 1, out);
        }
    } else {
        ui.columns(2, |columns| {
            let sides = [("Tells it", &telling), ("Contradicts it", &against)];
            for (column, (head, says)) in columns.iter_mut().zip(sides) {
                column.label(pieces::small(head).color(Theme::of(column).secondary));
                for say in says {
                    say_ui(column, state, say, FEW_ROWS, out);
                }
            }
        });
        for say in &otherwise {
            say_ui(ui, state, say, 1, out);
        }
    }
    if !silent.is_empty() {
        let names: Vec<String> = silent
            .iter()
            .map(|say| source(state, say.article))
            .collect();
        let text = format!("Names both, says nothing of it: {}", wording::list(&names));
        ui.add(egui::Label::new(pieces::small(&text).color(Theme::of(ui).secondary)).wrap());
    }
}

/// "2 articles agree", "at odds about the day".
fn summary(telling: &[&Say], against: &[&Say]) -> String {
    let mut points: Vec<Point> = against
        .iter()
        .filter_map(|say| match say.stance {
            Stance::Contradicts(point) => Some(point),
            _ => None,
        })
        .collect();
    points.sort_unstable();
    points.dedup();
    if points.is_empty() {
        return match telling.len() {
            1 => "told by one article".to_owned(),
            n => format!("{} agree", wording::count(n, "article")),
        };
    }
    let about: Vec<String> = points
        .into_iter()
        .map(|point| about(point).to_owned())
        .collect();
    format!("at odds about {}", wording::list(&about))
}

const fn about(point: Point) -> &'static str {
    match point {
        Point::Whether => "whether it is so",
        Point::Day => "the day",
        Point::Number => "how many",
        Point::Mediator => "who mediates",
    }
}

/// One article's say: who, how, when, and its sentence. A click opens the article there.
fn say_ui(ui: &mut Ui, state: &State, say: &Say, n_rows: usize, out: &mut Vec<Command>) {
    let Some((article, sentence)) = state.article(say.article).zip(say.sentence) else {
        return;
    };
    let name = source(state, say.article);
    let how = how(state, say);
    let builder = UiBuilder::new()
        .id_salt(("say", sentence, say.stance, &say.relation))
        .sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let theme = Theme::of(ui);
            let lit = ui.response().hovered() || ui.response().has_focus();
            let frame = theme.card_frame();
            let frame = if lit { frame.fill(theme.hover) } else { frame };
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 2.0;
                let name = egui::RichText::new(&name).font(theme::semibold(pieces::SMALL));
                ui.add(egui::Label::new(name.color(theme.text)).wrap());
                ui.add(egui::Label::new(pieces::small(&how).color(theme.secondary)).wrap());
                pieces::quote_ui(ui, &article.text, sentence.span, &[], n_rows);
            });
        })
        .response;
    let label = format!("{name}: {how}");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
    if response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        out.push(Command::Show(UiAction::Read(sentence)));
    }
}

/// "denied · 5 Feb 2026", "12 soldiers", "names Qatar as mediator".
fn how(state: &State, say: &Say) -> String {
    let mut parts = Vec::new();
    match (say.stance, say.status) {
        (Stance::Contradicts(Point::Mediator), _) => {
            let other = state.graph.relation(&say.relation);
            let mediator = other.and_then(|other| state.graph.entity(&other.source));
            parts.extend(mediator.map(|mediator| format!("names {}", mediator.name)));
        }
        (_, Some(Status::Asserted)) => parts.push("tells it".to_owned()),
        (_, Some(status)) => parts.push(status.word().to_owned()),
        (_, None) => {}
    }
    parts.extend(say.number.clone());
    parts.extend(say.when.as_ref().map(wording::when));
    parts.join(" · ")
}

fn source(state: &State, id: ArticleId) -> String {
    state.article(id).map_or_else(
        || id.to_string(),
        |article| cards::short_source(state, article),
    )
}

//! One relation of a node in two lines: the line's sample, the verb, the other end, what is known of it.

use eframe::egui::{self, FontId, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording::{self, End};
use crate::model::{EntityId, Relation, Status};

/// Relations as the pane lists them: cooperation, conflict, structure; by kind; the most cited first.
pub fn in_order<'a>(state: &'a State, id: &EntityId) -> Vec<&'a Relation> {
    let visible = &state.visible.relations;
    let mut relations: Vec<&Relation> = state
        .shown
        .relations_of(id)
        .filter(|relation| visible.contains(&relation.id))
        .collect();
    relations.sort_by_key(|relation| {
        let n = relation.evidence.len();
        (relation.kind.tone(), relation.kind, std::cmp::Reverse(n))
    });
    relations
}

/// One relation in two lines; says whether its fold was clicked. The other end is a link of its own.
pub fn row_ui(
    ui: &mut Ui,
    state: &State,
    from: &EntityId,
    relation: &Relation,
    open: bool,
    out: &mut Vec<Command>,
) -> bool {
    let theme = Theme::of(ui);
    let (end, other) = if relation.source == *from {
        (End::Source, &relation.target)
    } else {
        (End::Target, &relation.source)
    };
    let name = state
        .graph
        .entity(other)
        .map_or(other.as_str(), |entity| entity.name.as_str());
    let verb = wording::verb(relation.kind, end);
    let facts = facts(state, relation);
    let height = if facts.is_empty() { 26.0 } else { 42.0 };
    let mut label = format!("{verb} {name}");
    if let Some(members) = told_of(state, relation) {
        label = format!("{label}, {members}");
    }
    let row = Row::begin(ui, height, &label, false);
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Button, true, open, &label));
    let rect = row.rect;
    let upper = rect.top() + 13.0;
    let sample = egui::Rect::from_center_size(pos2(rect.left() + 10.0, upper), vec2(18.0, 10.0));
    let color = theme.line(relation.kind.quad());
    pieces::line_sample(ui, sample, color, relation.status);
    let n = wording::count(relation.evidence.len(), "citation");
    let count = pieces::one_line(ui, &n, FontId::proportional(SMALL), theme.secondary, 90.0);
    let right = pieces::paint_right(ui, pos2(rect.right() - 2.0, upper), &count);
    let verb = pieces::one_line(ui, verb, FontId::proportional(BODY), theme.secondary, 160.0);
    let left = pieces::paint_left(ui, pos2(rect.left() + 28.0, upper), &verb) + 6.0;
    let name_font = theme::semibold(BODY);
    let words = pieces::one_line(ui, name, name_font, theme.text, right - left - 10.0);
    let name_rect =
        egui::Rect::from_min_size(pos2(left, upper - words.size().y / 2.0), words.size());
    pieces::paint_left(ui, pos2(left, upper), &words);
    let font = FontId::proportional(SMALL);
    let second = pieces::one_line(ui, &facts, font, theme.secondary, rect.width() - 30.0);
    pieces::paint_left(ui, pos2(rect.left() + 28.0, rect.top() + 31.0), &second);
    let other_end = ui.interact(
        name_rect,
        ui.id().with(("end", &relation.id)),
        Sense::click(),
    );
    other_end.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, format!("Select {name}")));
    if other_end.hovered() || other_end.has_focus() {
        let line = egui::Stroke::new(1.0, theme.text);
        ui.painter()
            .hline(name_rect.x_range(), name_rect.bottom(), line);
    }
    let other_end = other_end
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(format!("Select {name}"));
    if other_end.clicked() {
        let selection = Selection::of(other.clone());
        out.push(Command::Show(UiAction::Select(selection)));
    }
    row.response.clicked()
}

/// "denied · 6 Feb 2026 · Muscat · 2 articles · says …": what there is of it.
fn facts(state: &State, relation: &Relation) -> String {
    let mut parts = Vec::new();
    parts.extend(told_of(state, relation));
    if relation.status != Status::Asserted {
        parts.push(relation.status.word().to_owned());
    }
    parts.extend(relation.attributes.get("title").cloned());
    parts.extend(relation.when.as_ref().map(wording::when));
    let place = relation
        .place
        .as_ref()
        .and_then(|id| state.graph.entity(id));
    parts.extend(place.map(|entity| entity.name.clone()));
    let n = relation.n_sources();
    if n > 1 {
        parts.push(if n == 2 && state.n_articles() == 2 {
            "both articles".to_owned()
        } else {
            wording::count(n, "article")
        });
    }
    parts.extend(wording::attribution(&state.graph, &relation.attributed_to));
    parts.join(" · ")
}

/// Who of a group it is really told of, where one stands for all.
fn told_of(state: &State, relation: &Relation) -> Option<String> {
    let told = state.graph.relation(&relation.id)?;
    let ends = [
        (&relation.source, &told.source),
        (&relation.target, &told.target),
    ];
    let members = ends.into_iter().filter(|(shown, told)| shown != told);
    let names = members.filter_map(|(_, told)| state.graph.entity(told));
    let names: Vec<String> = names.map(|entity| entity.name.clone()).collect();
    (!names.is_empty()).then(|| format!("told of {}", wording::list(&names)))
}

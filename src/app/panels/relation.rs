//! The detail pane of a line: kind, direction, status, who says so, when, where, and its evidence.

use eframe::egui::{self, Sense, Ui, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, Selection, UiAction};
use crate::app::panels::pieces::{self, Row};
use crate::app::panels::{agreement, cards, glyph};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{EntityId, Relation, Status};

pub fn relation_ui(ui: &mut Ui, state: &State, relation: &Relation, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let sample = |ui: &mut Ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(26.0, 12.0), Sense::hover());
        let color = theme.line(relation.kind.quad());
        pieces::line_sample(ui, rect, color, relation.status);
    };
    end_ui(ui, state, &relation.source, out);
    ui.horizontal(|ui| {
        ui.add_space(2.0);
        sample(ui);
        let verb = egui::RichText::new(relation.kind.label()).color(theme.secondary);
        ui.label(verb);
    });
    end_ui(ui, state, &relation.target, out);
    ui.add_space(6.0);
    pieces::hairline(ui);
    ui.add_space(2.0);
    facts_ui(ui, state, relation);
    if let Some(note) = state.marks.line_notes.get(&relation.id) {
        pieces::note_ui(ui, note);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        use Action as A;
        for (action, word) in [
            (A::ConfirmRelation, "Confirm"),
            (A::RejectRelation, "Reject"),
            (A::CorrectRelation, "Put right…"),
            (A::Note, "Note…"),
        ] {
            let button = egui::Button::new(word);
            let button = ui.add_enabled(action.is_enabled(state), button);
            if button.on_hover_text(action.entry().tip).clicked() {
                out.extend(action.command(state));
            }
        }
    });
    why_ui(ui, state, relation);
    agreement::agreement_ui(ui, state, relation, out);
    ui.add_space(8.0);
    let n = wording::count(relation.evidence.len(), "citation");
    pieces::section_ui(ui, "Citations", &n);
    ui.spacing_mut().item_spacing.y = 8.0;
    for (at, cited) in cards::of_relation(state, relation).iter().enumerate() {
        cards::card_ui(ui, state, at + 1, cited, out);
    }
    ui.add_space(theme::EDGE_GAP);
}

/// An end of a relation, as a row that selects it.
fn end_ui(ui: &mut Ui, state: &State, id: &EntityId, out: &mut Vec<Command>) {
    let Some(entity) = state.graph.entity(id) else {
        return;
    };
    let row = Row::begin(ui, 38.0, &entity.name, false);
    let theme = Theme::of(ui);
    let rect = row.rect;
    glyph::paint(ui, entity, rect.left_center() + vec2(15.0, 0.0), 30.0);
    let font = theme::semibold(16.0);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, rect.width() - 44.0);
    pieces::paint_left(ui, rect.left_center() + vec2(40.0, 0.0), &name);
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Select(Selection::of(id.clone()))));
    }
}

fn facts_ui(ui: &mut Ui, state: &State, relation: &Relation) {
    let graph = &state.graph;
    let name = |id: &EntityId| {
        graph
            .entity(id)
            .map_or_else(|| id.to_string(), |entity| entity.name.clone())
    };
    let kind = relation
        .kind
        .quad()
        .map_or("structure", |quad| quad.label());
    let mut rows = vec![("Kind", kind.to_owned())];
    rows.push((
        "Direction",
        if relation.kind.directed() {
            format!(
                "from {} to {}",
                name(&relation.source),
                name(&relation.target)
            )
        } else {
            "both alike".to_owned()
        },
    ));
    rows.push(("Status", status_words(relation.status).to_owned()));
    let said = wording::attribution(graph, &relation.attributed_to);
    rows.push((
        "Who says so",
        said.unwrap_or_else(|| "the article itself".to_owned()),
    ));
    if let Some(date) = &relation.when {
        let when = wording::when(date);
        rows.push((
            "When",
            if date.text.is_empty() {
                when
            } else {
                format!("{when} (“{}”)", date.text)
            },
        ));
    }
    rows.extend(relation.place.as_ref().map(|id| ("Where", name(id))));
    for (what, value) in &relation.attributes {
        rows.push((attribute_label(what), value.clone()));
    }
    let n_sources = wording::count(relation.n_sources(), "independent source");
    let n_sentences = wording::count(relation.evidence.len(), "sentence");
    rows.push(("Told by", format!("{n_sources} in {n_sentences}")));
    if state.marks.confirmed.contains(&relation.id) {
        rows.push(("Confirmed", "by you".to_owned()));
    }
    egui::Grid::new("facts")
        .num_columns(2)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            let theme = Theme::of(ui);
            for (what, value) in rows {
                ui.label(pieces::small(what).color(theme.secondary));
                let width = ui.available_width();
                ui.allocate_ui(vec2(width, 16.0), |ui| {
                    ui.add(egui::Label::new(pieces::small(&value)).wrap());
                });
                ui.end_row();
            }
        });
}

/// How each sentence was read, numbered as the citations are; those read alike once.
fn why_ui(ui: &mut Ui, state: &State, relation: &Relation) {
    const FEW: usize = 4;
    let mut reasons: Vec<String> = Vec::new();
    for cited in &relation.evidence {
        let Some(article) = state.article(cited.sentence.article) else {
            continue;
        };
        let reason = wording::why(&state.graph, relation, cited, &article.text);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        return;
    }
    ui.add_space(8.0);
    pieces::section_ui(ui, "Why", "");
    let theme = Theme::of(ui);
    for reason in reasons.iter().take(FEW) {
        ui.add(egui::Label::new(pieces::small(reason).color(theme.text)).wrap());
    }
    if reasons.len() > FEW {
        let more = format!("and {} more like these", reasons.len() - FEW);
        ui.label(pieces::small(&more).color(theme.secondary));
    }
}

const fn status_words(status: Status) -> &'static str {
    match status {
        Status::Asserted => "told as having happened",
        Status::Planned => "planned",
        Status::Hypothetical => "hypothetical: it may happen",
        Status::Denied => "denied",
        Status::Demanded => "demanded, not done",
    }
}

fn attribute_label(word: &str) -> &str {
    match word {
        "title" => "Office",
        "mode" => "How",
        "topic" => "About",
        "force" => "Force",
        "term" => "Term",
        "time" => "Time",
        "nearness" => "How near",
        "number" => "How many",
        "role" => "Part in it",
        "office" => "Office",
        "act" => "Act",
        other => other,
    }
}

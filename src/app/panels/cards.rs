//! Citation cards: a numbered sentence with its words marked, where it stands and who says so. A click opens the article there.

use std::collections::BTreeMap;

use eframe::egui::{
    self, CornerRadius, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, vec2,
};

use crate::app::commands::{Command, Turn, UiAction};
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Article, Entity, Relation, Span};
use crate::text;

/// Beyond this a block is no paragraph, and a sentence is looked for near the words only.
const LONG_BLOCK: usize = 20_000;
/// Bytes on either side of the words, then.
const NEAR: usize = 240;

/// One sentence to cite.
#[derive(Clone, PartialEq, Debug)]
pub struct Cited {
    pub sentence: Anchor,
    /// Words to mark, sorted, inside the sentence.
    pub marks: Vec<Span>,
    pub said_by: Option<String>,
    /// `false` where the same words stood before.
    pub independent: bool,
}

/// The sentences that tell a relation.
pub fn of_relation(state: &State, relation: &Relation) -> Vec<Cited> {
    let cited = relation.evidence.iter().map(|evidence| Cited {
        sentence: evidence.sentence,
        marks: vec![evidence.trigger],
        said_by: wording::attribution(&state.graph, &evidence.attributed_to),
        independent: evidence.independent,
    });
    cited.collect()
}

/// The sentences that mention a node, each once, in the order of the articles on the map.
pub fn of_entity(state: &State, entity: &Entity) -> Vec<Cited> {
    let mut by_sentence: BTreeMap<(usize, usize), Cited> = BTreeMap::new();
    let order: BTreeMap<_, _> = state.articles().map(|a| a.id).zip(0..).collect();
    for (anchor, _) in &entity.mentions {
        let Some(article) = state.article(anchor.article) else {
            continue;
        };
        let span = sentence_around(article, anchor.span);
        let rank = order.get(&article.id).copied().unwrap_or(usize::MAX);
        let cited = by_sentence
            .entry((rank, span.start()))
            .or_insert_with(|| Cited {
                sentence: Anchor {
                    article: article.id,
                    span,
                },
                marks: Vec::new(),
                said_by: None,
                independent: true,
            });
        cited.marks.push(anchor.span);
    }
    by_sentence.into_values().collect()
}

/// The sentence to cite after the one that is open, or before it, of all about what is selected; they go round.
pub fn turned(state: &State, turn: Turn) -> Option<Anchor> {
    let cited = of_selection(state);
    let open = state.reader_at;
    let at = cited.iter().position(|one| Some(one.sentence) == open);
    let n = cited.len();
    let next = match (at, turn) {
        (None, Turn::Next) => 0,
        (None, Turn::Previous) => n.checked_sub(1)?,
        (Some(at), Turn::Next) => (at + 1) % n,
        (Some(at), Turn::Previous) => (at + n - 1) % n,
    };
    cited.get(next).map(|one| one.sentence)
}

/// Every sentence about what is selected, in the order they are numbered.
pub fn of_selection(state: &State) -> Vec<Cited> {
    if let Some(relation) = state.selected_relation() {
        return of_relation(state, relation);
    }
    let entity = state
        .selected_entity()
        .and_then(|id| state.graph.entity(id));
    entity.map_or_else(Vec::new, |entity| of_entity(state, entity))
}

/// The sentence that holds `words`.
pub fn sentence_around(article: &Article, words: Span) -> Span {
    let block = article
        .block_at(words.start())
        .map_or(Span::new(0, article.text.len()), |block| block.span);
    if block.len() <= LONG_BLOCK {
        let sentences = text::sentences(&article.text, block);
        let found = sentences.into_iter().find(|span| span.contains(words));
        return found.unwrap_or(block);
    }
    let from = words.start().saturating_sub(NEAR).max(block.start());
    let to = (words.end() + NEAR).min(block.end());
    Span::new(
        article.text.ceil_char_boundary(from),
        article.text.floor_char_boundary(to),
    )
}

/// Draws one card. `number` is what a person would cite it by.
pub fn card_ui(ui: &mut Ui, state: &State, number: usize, cited: &Cited, out: &mut Vec<Command>) {
    let Some(article) = state.article(cited.sentence.article) else {
        return;
    };
    let is_open = state.reader_at == Some(cited.sentence);
    let builder = UiBuilder::new()
        .id_salt(("card", number, cited.sentence))
        .sense(Sense::click());
    let response = ui
        .scope_builder(builder, |ui| {
            let theme = Theme::of(ui);
            let hovered = ui.response().hovered() || ui.response().has_focus();
            let frame = match (is_open, hovered) {
                (true, _) => theme.highlight_frame(),
                (false, true) => theme.card_frame().fill(theme.hover),
                (false, false) => theme.card_frame(),
            };
            frame.show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    number_ui(ui, number, is_open);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 4.0;
                        pieces::quote_ui(ui, &article.text, cited.sentence.span, &cited.marks, 7);
                        foot_ui(ui, state, number, article, cited, out);
                    });
                });
            });
        })
        .response;
    let label = format!(
        "Citation {number}: {}",
        in_one_line(article, cited.sentence.span)
    );
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.clicked() {
        out.push(Command::Show(UiAction::Read(cited.sentence)));
    }
}

fn number_ui(ui: &mut Ui, number: usize, is_open: bool) {
    let theme = Theme::of(ui);
    let wide = if number > 99 { 26.0 } else { 20.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(wide, 20.0), Sense::hover());
    let (line, ink) = if is_open {
        (theme.gold, theme.text)
    } else {
        (
            theme::mix(theme.hairline, theme.secondary, 0.4),
            theme.secondary,
        )
    };
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(5),
        Stroke::new(1.0, line),
        egui::StrokeKind::Inside,
    );
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        number,
        theme::figures(11.0),
        ink,
    );
}

fn foot_ui(
    ui: &mut Ui,
    state: &State,
    number: usize,
    article: &Article,
    cited: &Cited,
    out: &mut Vec<Command>,
) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = ui.available_width() - 30.0;
        let text = source_line(state, article, cited);
        let label = egui::Label::new(egui::RichText::new(text).size(11.5).color(theme.secondary));
        ui.allocate_ui(vec2(width, 18.0), |ui| ui.add(label.wrap()));
        let to_right = egui::Layout::right_to_left(egui::Align::Max);
        ui.with_layout(to_right, |ui| {
            ui.spacing_mut().button_padding = vec2(3.0, 1.0);
            let icon = egui::RichText::new(icons::COPY)
                .size(13.0)
                .color(theme.secondary);
            let copy = ui.add(egui::Button::new(icon).frame_when_inactive(false));
            let label = format!("Copy citation {number}");
            copy.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
            if copy.on_hover_text("Copy citation").clicked() {
                out.push(Command::Show(UiAction::CopyCitation(cited.sentence)));
            }
        });
    });
}

/// "The National · 6 Feb 2026 · paragraph 8 · says Oman’s Foreign Ministry".
fn source_line(state: &State, article: &Article, cited: &Cited) -> String {
    let mut parts = vec![short_source(state, article)];
    if let Some(published) = &article.published {
        parts.push(wording::day(published.date));
    }
    parts.push(wording::place_in(article, cited.sentence));
    // A date or a paragraph must not come apart at the end of a line.
    let whole = |part: &String| part.replace(' ', "\u{a0}");
    let mut parts: Vec<String> = parts.iter().map(whole).collect();
    parts.extend(cited.said_by.clone());
    if !cited.independent {
        parts.push("said before, counted once".to_owned());
    }
    parts.join(" · ")
}

/// The publisher, or the first words of the title where none is stated.
pub fn short_source(state: &State, article: &Article) -> String {
    let of_one_publisher = |publisher: &str| {
        state
            .articles()
            .filter(|other| other.publisher.as_deref() == Some(publisher))
            .count()
            == 1
    };
    match article.publisher.as_deref() {
        Some(publisher) if of_one_publisher(publisher) => publisher.to_owned(),
        _ => shortened(wording::title(article), 20),
    }
}

/// At most `n` characters, cut between words.
pub fn shortened(text: &str, n: usize) -> String {
    if text.chars().count() <= n {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > n {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = text.chars().take(n).collect();
    }
    format!("{short}…")
}

fn in_one_line(article: &Article, span: Span) -> String {
    let words: Vec<_> = span.of(&article.text).split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_cut_between_words() {
        assert_eq!(shortened("Envoys meet", 34), "Envoys meet");
        let long = "Envoys of the two republics meet in the harbour city";
        assert_eq!(shortened(long, 20), "Envoys of the two…");
    }
}

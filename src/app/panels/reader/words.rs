//! The words of the page under the hand: painted, selected, clicked, marked for a correction.

use std::sync::Arc;

use eframe::egui::{self, Galley, Id, Rect, Sense, Stroke, Ui, WidgetInfo, WidgetType, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::panels::reader::page::{Look, Name, Page, Piece, size_of};
use crate::app::panels::{cards, correct_menu, pieces};
use crate::app::theme;
use crate::model::{Anchor, EntityId, Form, Span};

impl Page {
    /// Paints one piece and takes clicks on its names.
    pub(super) fn piece_ui(
        &self,
        ui: &mut Ui,
        look: Look<'_>,
        at: usize,
        (place, galley): (egui::Pos2, &Arc<Galley>),
        out: &mut Vec<Command>,
    ) {
        let Some(piece) = self.pieces.get(at) else {
            return;
        };
        let rect = Rect::from_min_size(place, vec2(self.width, galley.size().y));
        let id = Id::new(("piece", self.article.to_string(), at));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let text = piece.span.of(&look.article.text);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text));
        self.grounds(ui, look, piece, place, galley);
        egui::text_selection::LabelSelectionState::label_text_selection(
            ui,
            &response,
            place,
            Arc::clone(galley),
            look.theme.text,
            Stroke::NONE,
        );
        let marked = marked_words(ui, &response, piece, look, (place, galley));
        response.context_menu(|ui| {
            let at = |span| Anchor {
                article: self.article,
                span,
            };
            let inside = marked.unwrap_or(piece.span);
            let sentence = cards::sentence_around(look.article, inside);
            let words = marked.filter(|span| !span.is_empty()).map(at);
            correct_menu::words_ui(ui, words, at(sentence), out);
        });
        for name in self.names_of(piece.span) {
            self.name_ui(ui, look, (piece, name), (place, galley), out);
        }
    }

    /// Underlines a mention and takes clicks on it, on every row it is on.
    fn name_ui(
        &self,
        ui: &mut Ui,
        look: Look<'_>,
        (piece, name): (&Piece, &Name),
        (place, galley): (egui::Pos2, &Galley),
        out: &mut Vec<Command>,
    ) {
        let entity = look.state.graph.entity(&name.id);
        let called = entity.map_or(name.id.as_str(), |entity| entity.name.as_str());
        let chars = pieces::chars_of(&look.article.text, piece.span, name.span);
        for (row, part) in pieces::rects_of(galley, chars).into_iter().enumerate() {
            let rect = part.translate(place.to_vec2());
            let id = Id::new(("name", self.article.to_string(), name.span, row));
            let response = ui.interact(rect, id, Sense::click());
            response.widget_info(|| {
                WidgetInfo::labeled(WidgetType::Link, true, format!("{called} in the text"))
            });
            let line = underline(name, look, response.hovered());
            let y = rect.center().y + size_of(piece.kind) * 0.6;
            ui.painter().hline(rect.x_range(), y.round(), line);
            let response = response
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_text(format!("{called} · {}", name.kind.singular()));
            if response.clicked() {
                let selection = Selection::of(name.id.clone());
                out.push(Command::Show(UiAction::Select(selection)));
            }
            response.context_menu(|ui| {
                let at = Anchor {
                    article: self.article,
                    span: name.span,
                };
                correct_menu::mention_ui(ui, at, called, out);
                ui.separator();
                let others: Vec<EntityId> = Vec::new();
                correct_menu::node_ui(ui, &name.id, Some(at), &others, out);
                ui.separator();
                let sentence = cards::sentence_around(look.article, name.span);
                let sentence = Anchor {
                    span: sentence,
                    ..at
                };
                correct_menu::words_ui(ui, None, sentence, out);
            });
        }
    }

    /// What a highlighter leaves: a band behind the cited sentence, a mark behind the selected.
    fn grounds(&self, ui: &Ui, look: Look<'_>, piece: &Piece, at: egui::Pos2, galley: &Galley) {
        let text = &look.article.text;
        let size = size_of(piece.kind);
        if let Some(cited) = look.cited.filter(|cited| cited.overlaps(piece.span)) {
            for part in pieces::rects_of(galley, pieces::chars_of(text, piece.span, cited)) {
                let band = part.translate(at.to_vec2()).expand2(vec2(4.0, 0.0));
                ui.painter().rect_filled(band, 2.0, look.theme.highlight);
            }
        }
        let selected = |name: &&Name| look.state.selection.entities.contains(&name.id);
        for name in self.names_of(piece.span).iter().filter(selected) {
            for part in pieces::rects_of(galley, pieces::chars_of(text, piece.span, name.span)) {
                let row = part.translate(at.to_vec2());
                pieces::marker(ui.painter(), row, size, look.theme.trigger);
            }
        }
    }
}

/// The words the pointer was drawn over in this piece, until it is put down elsewhere; whole words, without spaces around.
fn marked_words(
    ui: &Ui,
    response: &egui::Response,
    piece: &Piece,
    look: Look<'_>,
    (place, galley): (egui::Pos2, &Galley),
) -> Option<Span> {
    let id = response.id.with("marked");
    let text = piece.span.of(&look.article.text);
    let byte_at = |pos: egui::Pos2| {
        let cursor = galley.cursor_from_pos(pos - place);
        let mut letters = text.char_indices().map(|(at, _)| at);
        letters.nth(cursor.index.0).unwrap_or(text.len())
    };
    if let Some(pos) = response.interact_pointer_pos() {
        let began = ui.input(|input| input.pointer.press_origin());
        let primary = ui.input(|input| input.pointer.primary_down());
        if let (Some(from), true) = (began.filter(|from| response.rect.contains(*from)), primary) {
            let (a, b) = (byte_at(from), byte_at(pos));
            ui.data_mut(|data| data.insert_temp(id, (a.min(b), a.max(b))));
        }
    }
    let (from, to): (usize, usize) = ui.data(|data| data.get_temp(id))?;
    let words = text.get(from..to)?;
    let start = from + words.len() - words.trim_start().len();
    let end = start + words.trim().len();
    let base = piece.span.start();
    Some(Span::new(base + start, base + end))
}

/// Names in full colour; what merely points at them fainter, and pronouns only when selected.
fn underline(name: &Name, look: Look<'_>, hovered: bool) -> Stroke {
    let color = look.theme.kind(name.kind);
    let selected = look.state.selection.entities.contains(&name.id);
    match name.form {
        _ if hovered || selected => Stroke::new(2.0, color),
        Form::Pronoun => Stroke::NONE,
        Form::Nominal => Stroke::new(1.0, theme::mix(look.theme.map, color, 0.5)),
        _ => Stroke::new(1.4, color),
    }
}

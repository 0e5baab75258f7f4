//! The source reader: an article as a page, all names underlined, the cited sentence on a highlight.
//!
//! Lays out only what is in view, so that an article of any length opens at once.

mod page;
mod words;

use eframe::egui::{
    self, FontId, Id, Rect, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::actions::Action;
use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::panels::reader::page::{Name, Page, look, names_in, pieces_of};
use crate::app::panels::{cards, pieces};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Article};

/// A line of 60 to 75 characters at the size of running text.
const MEASURE: f32 = 540.0;
const EDGE: f32 = 24.0;
/// Width of the strip of marks at the edge of the page.
const STRIP: f32 = 7.0;
/// Articles up to this many bytes are measured whole at once.
const SHORT: usize = 40_000;

/// The page that is open and how far its layout is known.
#[derive(Debug, Default)]
pub struct ReaderUi {
    page: Option<Page>,
    /// Bring these words into view; kept for the frames that layout needs to settle.
    scroll_to: Option<(Anchor, u8)>,
    shown: Option<Anchor>,
}

impl ReaderUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, anchor: Anchor, out: &mut Vec<Command>) {
        let Some(article) = state.article(anchor.article).cloned() else {
            return;
        };
        if self.shown != Some(anchor) {
            self.shown = Some(anchor);
            self.scroll_to = Some((anchor, 3));
        }
        head_ui(ui, state, &article, out);
        let width = (ui.available_width() - 2.0 * EDGE).clamp(160.0, MEASURE);
        self.refresh(ui, state, &article, width);
        let side = ((ui.available_width() - width) / 2.0).max(EDGE);
        let whole = ui.available_rect_before_wrap();
        self.text_ui(ui, state, &article, side, out);
        self.strip_ui(ui, state, &article, whole, out);
    }

    fn refresh(&mut self, ui: &Ui, state: &State, article: &Article, width: f32) {
        let is_same = self
            .page
            .as_ref()
            .is_some_and(|page| page.article == article.id && page.width == width);
        if !is_same {
            self.page = Some(Page {
                article: article.id,
                width,
                pieces: pieces_of(article, width),
                names: Vec::new(),
                revision: 0,
            });
            self.scroll_to = self.shown.map(|anchor| (anchor, 3));
        }
        let Some(page) = &mut self.page else { return };
        if page.revision != state.revision {
            page.names = names_in(state, article.id);
            page.revision = state.revision;
        }
        if !is_same && article.text.len() <= SHORT {
            let look = look(ui, state, article, None, width);
            for at in 0..page.pieces.len() {
                page.measure(ui, look, at);
            }
        }
    }

    /// Marks at the edge of the page for every place where what is selected occurs, and a brighter one for the words that are
    /// open; a click goes there.
    fn strip_ui(
        &self,
        ui: &Ui,
        state: &State,
        article: &Article,
        whole: Rect,
        out: &mut Vec<Command>,
    ) {
        let Some(page) = &self.page else { return };
        let is_selected = |name: &&Name| state.selection.entities.contains(&name.id);
        let names: Vec<&Name> = page.names.iter().filter(is_selected).collect();
        if names.is_empty() {
            return;
        }
        let theme = Theme::of(ui);
        let room = Rect::from_min_max(pos2(whole.left() + 7.0, whole.top() + 8.0), whole.max);
        let room = room
            .with_max_x(room.left() + STRIP)
            .with_max_y(room.bottom() - 8.0);
        ui.painter().rect_filled(room, 4.0, theme.pane);
        let y_of = |at: usize| room.top() + page.part_above(at) * room.height();
        for name in &names {
            let mark = Rect::from_center_size(
                pos2(room.center().x, y_of(name.span.start())),
                vec2(STRIP, 3.0),
            );
            ui.painter().rect_filled(mark, 1.0, theme.kind(name.kind));
        }
        if let Some(open) = self.shown.filter(|open| !open.span.is_empty()) {
            let at = pos2(room.center().x, y_of(open.span.start()));
            let mark = Rect::from_center_size(at, vec2(STRIP + 4.0, 5.0));
            ui.painter().rect_filled(mark, 2.0, theme.gold);
        }
        let id = Id::new((
            "strip",
            self.page.as_ref().map(|page| page.article.to_string()),
        ));
        let response = ui.interact(room.expand(3.0), id, Sense::click());
        let n = wording::count(names.len(), "place");
        let label = format!("Where it occurs: {n} in this article");
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &label));
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let pressed = response.clicked().then(|| response.interact_pointer_pos());
        if let Some(Some(at)) = pressed {
            let away = |name: &&&Name| (y_of(name.span.start()) - at.y).abs();
            let nearest = names.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
            if let Some(name) = nearest {
                let span = cards::sentence_around(article, name.span);
                out.push(Command::Show(UiAction::Read(Anchor {
                    article: article.id,
                    span,
                })));
            }
        }
        response.on_hover_text(label);
    }

    fn text_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        article: &Article,
        side: f32,
        out: &mut Vec<Command>,
    ) {
        let Some(page) = &mut self.page else { return };
        let look = look(ui, state, article, self.shown, page.width);
        let mut area = ScrollArea::vertical()
            .id_salt(("reader", article.id.to_string()))
            .auto_shrink(false);
        let room = ui.available_height();
        if let Some((anchor, frames)) = self.scroll_to {
            let top = page.top_of(ui, look, anchor);
            area = area.vertical_scroll_offset((top - room * 0.3).max(0.0));
            self.scroll_to = (frames > 1).then_some((anchor, frames - 1));
            if self.scroll_to.is_some() {
                ui.ctx().request_repaint();
            }
        }
        area.show_viewport(ui, |ui, viewport| {
            let total: f32 = page
                .pieces
                .iter()
                .map(|piece| piece.gap + piece.height)
                .sum();
            ui.set_height(total + 48.0);
            ui.set_width(ui.available_width());
            let origin = ui.min_rect().min;
            let mut top = 12.0;
            for at in 0..page.pieces.len() {
                let Some(piece) = page.pieces.get(at) else {
                    break;
                };
                let y = top + piece.gap;
                let bottom = y + piece.height;
                if bottom >= viewport.top() && y <= viewport.bottom() {
                    let galley = page.measure(ui, look, at);
                    let place = pos2(origin.x + side, origin.y + y);
                    page.piece_ui(ui, look, at, (place, &galley), out);
                }
                top = page.pieces.get(at).map_or(bottom, |piece| y + piece.height);
                if y > viewport.bottom() + 200.0 && self.scroll_to.is_none() {
                    break;
                }
            }
        });
    }
}

fn head_ui(ui: &mut Ui, state: &State, article: &Article, out: &mut Vec<Command>) {
    let margin = egui::Margin {
        left: EDGE as i8,
        right: 12,
        top: 10,
        bottom: 10,
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
        let close = Rect::from_min_size(rect.right_top() - vec2(26.0, -4.0), vec2(26.0, 26.0));
        let turns = turns_ui(ui, state, close, out);
        let width = turns - rect.left() - 12.0;
        // Small, since the headline of the page says it again.
        let title = wording::title(article);
        let font = theme::semibold(14.0);
        let head = pieces::one_line(ui, title, font, theme.text, width);
        pieces::paint_left(ui, pos2(rect.left(), rect.top() + 8.0), &head);
        let mut imprint = wording::imprint(article);
        if !state.is_on_map(article.id) {
            imprint.push_str(" · removed from the map");
        }
        let font = FontId::proportional(12.0);
        let second = pieces::one_line(ui, &imprint, font, theme.secondary, width);
        pieces::paint_left(ui, pos2(rect.left(), rect.top() + 27.0), &second);
        let whole = ui.interact(
            rect.with_max_x(close.left()),
            ui.id().with("head"),
            Sense::hover(),
        );
        let label = format!("{title}, {imprint}");
        whole.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &label));
        if let Some(path) = article.paths.first() {
            whole.on_hover_text(format!("{title}\n{}", path.display()));
        }
        ui.scope_builder(egui::UiBuilder::new().max_rect(close), |ui| {
            if pieces::icon_button(ui, icons::CLOSE, "Close the article").clicked() {
                out.push(Command::Show(UiAction::CloseReader));
            }
        });
        notes_ui(ui, article, out);
    });
    pieces::hairline(ui);
}

/// What reading the file could not settle, a quiet line each; one about certain words leads to them.
fn notes_ui(ui: &mut Ui, article: &Article, out: &mut Vec<Command>) {
    const SIGN: f32 = 20.0;
    let theme = Theme::of(ui);
    for note in &article.notes {
        ui.add_space(4.0);
        let font = FontId::proportional(14.0);
        let sign = pieces::one_line(ui, icons::INFO, font, theme.secondary, SIGN);
        let at = ui.cursor().min + vec2(0.0, 8.0);
        pieces::paint_left(ui, at, &sign);
        ui.horizontal_top(|ui| {
            ui.add_space(SIGN);
            let words = pieces::small(&note.what).color(theme.secondary);
            let label = egui::Label::new(words).wrap();
            let Some(span) = note.span else {
                ui.add(label);
                return;
            };
            let response = ui.add(label.sense(Sense::click()));
            let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, &note.what));
            if response.on_hover_text("Go to these words").clicked() {
                out.push(Command::Show(UiAction::Read(Anchor {
                    article: article.id,
                    span,
                })));
            }
        });
    }
}

/// "3 of 12" between two buttons that go along all sentences about what is selected; gives where they begin.
fn turns_ui(ui: &mut Ui, state: &State, close: Rect, out: &mut Vec<Command>) -> f32 {
    let cited = cards::of_selection(state);
    if cited.is_empty() {
        return close.left();
    }
    let at = cited
        .iter()
        .position(|one| Some(one.sentence) == state.reader_at);
    let text = match at {
        Some(at) => format!("{} of {}", at + 1, cited.len()),
        None => wording::count(cited.len(), "sentence"),
    };
    let theme = Theme::of(ui);
    let font = theme::figures(12.0);
    let words = pieces::one_line(ui, &text, font, theme.secondary, 110.0);
    let next = close.translate(vec2(-32.0, 0.0));
    let middle = next.left() - 6.0 - words.size().x;
    pieces::paint_left(ui, pos2(middle, next.center().y), &words);
    let previous = Rect::from_min_size(pos2(middle - 32.0, next.top()), next.size());
    for (rect, icon, action) in [
        (previous, icons::UP, Action::PreviousCitation),
        (next, icons::DOWN, Action::NextCitation),
    ] {
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
            let name = action.entry().name;
            if pieces::icon_button(ui, icon, name).clicked() {
                out.extend(action.command(state));
            }
        });
    }
    previous.left()
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use std::sync::Arc;

    use super::*;
    use crate::model::{Block, BlockKind, Note, Span};

    /// A page of `n` paragraphs with a cited sentence in the last but one.
    fn long_page(n: usize) -> (State, Anchor) {
        let paragraph = "Envoys of the two republics met again, and again parted without a word. ";
        let mut text = String::new();
        let mut blocks = Vec::new();
        for number in 0..n {
            let start = text.len();
            text.push_str(&format!("Day {number}. {}", paragraph.repeat(7)));
            blocks.push(Block {
                kind: BlockKind::Body,
                span: Span::new(start, text.len()),
            });
            text.push('\n');
        }
        let cited = blocks.get(n - 2).unwrap().span;
        let mut article = Article::of_text(&text);
        article.blocks = blocks;
        let anchor = Anchor {
            article: article.id,
            span: Span::new(cited.start(), cited.start() + paragraph.len()),
        };
        let mut state = State::default();
        state.project.keep_article(Arc::new(article));
        state.reader_at = Some(anchor);
        (state, anchor)
    }

    #[test]
    fn the_head_tells_what_reading_could_not_settle() {
        let text = "Envoys meet\n\nThe envoys met in the old palace.";
        let mut article = Article::of_text(text);
        article.notes = vec![
            Note {
                span: None,
                what: "Some characters are damaged.".to_owned(),
            },
            Note {
                span: Some(Span::new(13, 46)),
                what: "One paragraph is in French.".to_owned(),
            },
        ];
        let anchor = Anchor {
            article: article.id,
            span: Span::new(0, 0),
        };
        let mut state = State::default();
        state.project.keep_article(Arc::new(article));
        let mut reader = ReaderUi::default();
        let mut is_new = true;
        let mut window = Harness::builder()
            .with_size(vec2(420.0, 600.0))
            .build_ui_state(
                move |ui, out: &mut Vec<Command>| {
                    if std::mem::take(&mut is_new) {
                        Theme::apply(ui.ctx(), theme::fonts());
                        return;
                    }
                    reader.ui(ui, &state, anchor, out);
                },
                Vec::new(),
            );
        window.run_steps(4);
        let rect = |label: &str| window.get_by_label(label).rect();
        let (first, second) = (
            rect("Some characters are damaged."),
            rect("One paragraph is in French."),
        );
        assert!(first.bottom() <= second.top(), "one under the other");
        window.get_by_label("One paragraph is in French.").click();
        window.run_steps(2);
        let asked = window.state().iter().find_map(|command| match command {
            Command::Show(UiAction::Read(anchor)) => Some(anchor.span),
            _ => None,
        });
        assert_eq!(asked, Some(Span::new(13, 46)));
    }

    #[test]
    fn five_megabytes_open_at_the_cited_sentence() {
        let (state, anchor) = long_page(10_000);
        let mut reader = ReaderUi::default();
        let mut is_new = true;
        let mut window = Harness::builder()
            .with_size(vec2(600.0, 800.0))
            .build_ui(move |ui| {
                if std::mem::take(&mut is_new) {
                    Theme::apply(ui.ctx(), theme::fonts());
                    return;
                }
                reader.ui(ui, &state, anchor, &mut Vec::new());
            });
        window.run_steps(8);
        let n_shown = window.query_all_by_label_contains("Envoys of").count();
        assert!(n_shown < 12, "only what is in view is laid out: {n_shown}");
        let cited = window.get_by_label_contains("Day 9998.").rect();
        assert!((60.0..600.0).contains(&cited.top()), "in view: {cited:?}");
    }
}

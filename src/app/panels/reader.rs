//! The source reader: an article as a page, all names underlined, the cited sentence on a highlight.
//!
//! Lays out only what is in view, so that an article of any length opens at once.

use std::sync::Arc;

use eframe::egui::{
    self, FontId, Galley, Id, Rect, ScrollArea, Sense, Stroke, TextFormat, Ui, WidgetInfo,
    WidgetType, epaint::text::cursor::CCursor, pos2, text::LayoutJob, vec2,
};

use crate::app::actions::Action;
use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::{cards, correct_menu, pieces};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Article, ArticleId, BlockKind, EntityId, Form, Kind, Span};

/// A line of 60 to 75 characters at the size of running text.
const MEASURE: f32 = 540.0;
const EDGE: f32 = 24.0;
/// Width of the strip of marks at the edge of the page.
const STRIP: f32 = 7.0;
const READING: f32 = 15.5;
const FURNITURE: f32 = 12.5;
/// Bytes in one piece of layout; longer blocks are cut between words.
const PIECE: usize = 2_400;
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

#[derive(Debug)]
struct Page {
    article: ArticleId,
    width: f32,
    pieces: Vec<Piece>,
    names: Vec<Name>,
    revision: u64,
}

/// A stretch of the page that is laid out at once.
#[derive(Debug)]
struct Piece {
    span: Span,
    kind: BlockKind,
    /// Room above: a paragraph's distance, or none within a cut block.
    gap: f32,
    height: f32,
}

/// What decides how a piece of the page looks.
#[derive(Clone, Copy)]
struct Look<'a> {
    state: &'a State,
    article: &'a Article,
    cited: Option<Span>,
    theme: &'a Theme,
    width: f32,
}

/// A mention to underline.
#[derive(Debug)]
struct Name {
    span: Span,
    id: EntityId,
    kind: Kind,
    form: Form,
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

impl Page {
    /// Lays one piece out and notes its height.
    fn measure(&mut self, ui: &Ui, look: Look<'_>, at: usize) -> Arc<Galley> {
        let (span, kind) = self
            .pieces
            .get(at)
            .map_or((Span::default(), BlockKind::Body), |p| (p.span, p.kind));
        let job = job(look, span, kind, self.names_of(span));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.height = galley.size().y;
        }
        galley
    }

    /// How much of the page, from 0 to 1, stands above the piece with this byte; within it, bytes are taken for lines.
    fn part_above(&self, at: usize) -> f32 {
        let (mut above, mut whole) = (0.0, 0.0);
        for piece in &self.pieces {
            let height = piece.gap + piece.height;
            whole += height;
            if piece.span.end() <= at {
                above += height;
            } else if piece.span.start() <= at {
                let part = (at - piece.span.start()) as f32 / piece.span.len().max(1) as f32;
                above += piece.gap + part * piece.height;
            }
        }
        if whole > 0.0 { above / whole } else { 0.0 }
    }

    /// Where the piece with these words begins, in points from the top of the page.
    fn top_of(&mut self, ui: &Ui, look: Look<'_>, anchor: Anchor) -> f32 {
        let at = self
            .pieces
            .partition_point(|piece| piece.span.end() <= anchor.span.start())
            .min(self.pieces.len().saturating_sub(1));
        let before: f32 = self
            .pieces
            .iter()
            .take(at)
            .map(|piece| piece.gap + piece.height)
            .sum();
        let galley = self.measure(ui, look, at);
        let Some(piece) = self.pieces.get(at) else {
            return before;
        };
        let chars = pieces::chars_of(&look.article.text, piece.span, anchor.span);
        let line = galley.pos_from_cursor(CCursor::new(chars.start)).top();
        before + piece.gap + line + 12.0
    }

    /// Paints one piece and takes clicks on its names.
    fn piece_ui(
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

    /// The names that begin in `span`.
    fn names_of(&self, span: Span) -> &[Name] {
        let from = self
            .names
            .partition_point(|name| name.span.start() < span.start());
        let to = self
            .names
            .partition_point(|name| name.span.start() < span.end());
        self.names.get(from..to).unwrap_or_default()
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

fn look<'a>(
    ui: &Ui,
    state: &'a State,
    article: &'a Article,
    cited: Option<Anchor>,
    width: f32,
) -> Look<'a> {
    Look {
        state,
        article,
        cited: cited
            .filter(|anchor| anchor.article == article.id)
            .map(|anchor| anchor.span),
        theme: Theme::of(ui),
        width,
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
    });
    pieces::hairline(ui);
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

/// Every mention that can be clicked, by place; one inside another is left out.
fn names_in(state: &State, article: ArticleId) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (span, entity) in state.graph.mentions_in(article) {
        let anchor = Anchor { article, span };
        let form = entity
            .mentions
            .binary_search_by_key(&anchor, |(known, _)| *known)
            .ok()
            .and_then(|at| entity.mentions.get(at))
            .map_or(Form::Name, |(_, form)| *form);
        if names.last().is_some_and(|last| last.span.overlaps(span)) {
            continue;
        }
        names.push(Name {
            span,
            id: entity.id.clone(),
            kind: entity.kind,
            form,
        });
    }
    names
}

/// The page cut into what is laid out at once, heights guessed.
fn pieces_of(article: &Article, width: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut before: Option<BlockKind> = None;
    for block in &article.blocks {
        let mut gap = match (before, block.kind) {
            (None, _) => 0.0,
            (Some(a), b) if is_furniture(a) && is_furniture(b) => 6.0,
            _ => 14.0,
        };
        for span in cut(&article.text, block.span) {
            pieces.push(Piece {
                span,
                kind: block.kind,
                gap,
                height: guessed_height(span, block.kind, width),
            });
            gap = 0.0;
        }
        before = Some(block.kind);
    }
    pieces
}

fn cut(text: &str, block: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = block.start();
    while block.end() - start > PIECE {
        let limit = text.floor_char_boundary(start + PIECE);
        let part = text.get(start..limit).unwrap_or_default();
        let end = part
            .rfind(' ')
            .filter(|at| *at > 0)
            .map_or(limit, |at| start + at + 1);
        spans.push(Span::new(start, end));
        start = end;
    }
    spans.push(Span::new(start, block.end()));
    spans
}

fn guessed_height(span: Span, kind: BlockKind, width: f32) -> f32 {
    let size = size_of(kind);
    let per_line = (width / (size * 0.48)).max(8.0);
    let n_lines = (span.len() as f32 / per_line).ceil().max(1.0);
    n_lines * line_height(size)
}

const fn is_furniture(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Body | BlockKind::Headline)
}

const fn size_of(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Headline => 19.0,
        BlockKind::Body => READING,
        _ => FURNITURE,
    }
}

fn line_height(size: f32) -> f32 {
    (size * 1.55).round()
}

/// The text of a piece in its size and ink: furniture small and grey, but not where it is cited or selected.
fn job(look: Look<'_>, span: Span, kind: BlockKind, names: &[Name]) -> LayoutJob {
    let theme = look.theme;
    let size = size_of(kind);
    let format = TextFormat {
        font_id: if kind == BlockKind::Headline {
            theme::semibold(size)
        } else {
            FontId::proportional(size)
        },
        color: if is_furniture(kind) {
            theme.faint
        } else {
            theme.text
        },
        line_height: Some(line_height(size)),
        ..TextFormat::default()
    };
    let mut bright: Vec<Span> = look.cited.into_iter().collect();
    if is_furniture(kind) {
        let selected = |name: &&Name| look.state.selection.entities.contains(&name.id);
        bright.extend(names.iter().filter(selected).map(|name| name.span));
    }
    let mut edges: Vec<usize> = bright.iter().flat_map(|s| [s.start(), s.end()]).collect();
    edges.extend([span.start(), span.end()]);
    edges.retain(|edge| (span.start()..=span.end()).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    let mut job = LayoutJob::default();
    job.wrap.max_width = look.width;
    for pair in edges.windows(2) {
        let &[from, to] = pair else { continue };
        let mut format = format.clone();
        if bright.iter().any(|s| s.start() <= from && to <= s.end()) {
            format.color = theme.text;
        }
        let part = look.article.text.get(from..to).unwrap_or_default();
        job.append(part, 0.0, format);
    }
    job
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

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::model::Block;

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

    #[test]
    fn a_long_block_is_cut_between_words_and_nothing_is_lost() {
        let text = "Envoys met – again. ".repeat(1000);
        let block = Span::new(0, text.len());
        let spans = cut(&text, block);
        assert!(spans.len() > 5);
        assert!(spans.iter().all(|span| span.len() <= PIECE));
        let joined: String = spans.iter().map(|span| span.of(&text)).collect();
        assert_eq!(joined, text);
        let unbroken = "–".repeat(3000);
        let spans = cut(&unbroken, Span::new(0, unbroken.len()));
        let joined: String = spans.iter().map(|span| span.of(&unbroken)).collect();
        assert_eq!(joined, unbroken);
    }
}

//! Small parts that panes are made of: section heads, rows, links, citation quotes, hairlines.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, FontId, Galley, Layout, Pos2, Rect, Response, Sense, Stroke, TextFormat,
    Ui, Vec2, WidgetInfo, WidgetType, pos2,
    text::{CharIndex, LayoutJob},
    vec2,
};

use crate::app::map;
use crate::app::script;
use crate::app::theme::{self, Theme};
use crate::model::{Span, Status};

pub const BODY: f32 = 13.0;
pub const SMALL: f32 = 12.0;

/// A line of one pixel over the whole width of the pane.
pub fn hairline(ui: &mut Ui) {
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
    let across = ui.clip_rect().x_range();
    ui.painter()
        .hline(across, rect.center().y, Stroke::new(1.0, theme.hairline));
}

/// The head of a section, with a remark at its right.
pub fn section_ui(ui: &mut Ui, head: &str, remark: &str) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(
            theme::section(head).color(theme.secondary),
        ));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(egui::Label::new(small(remark).color(theme.secondary)));
        });
    });
}

pub fn small(text: &str) -> egui::RichText {
    egui::RichText::new(text).size(SMALL)
}

/// What the user wrote.
pub fn note_ui(ui: &mut Ui, note: &str) {
    let theme = Theme::of(ui);
    ui.add_space(4.0);
    theme.highlight_frame().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(small(note).color(theme.text)).wrap());
    });
}

/// Words that do something when clicked.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let label = egui::Label::new(small(text).color(theme.cooperation)).sense(Sense::click());
    let response = ui.add(label);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, text));
    if response.has_focus() || response.hovered() {
        let y = response.rect.bottom() - 1.0;
        ui.painter().hline(
            response.rect.x_range(),
            y,
            Stroke::new(1.0, theme.cooperation),
        );
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A button that shows an icon only; people and tests find it by `label`.
pub fn icon_button(ui: &mut Ui, icon: &str, label: &str) -> Response {
    let button = egui::Button::new(egui::RichText::new(icon).size(15.0))
        .frame_when_inactive(false)
        .min_size(vec2(26.0, 26.0));
    let response = ui.add(button).on_hover_text(label);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    response
}

/// A row over the whole width that can be clicked, lit under the pointer.
pub struct Row {
    pub response: Response,
    pub rect: Rect,
}

impl Row {
    /// Takes up the space and paints the ground; the caller paints the rest into `rect`.
    pub fn begin(ui: &mut Ui, height: f32, label: &str, lit: bool) -> Self {
        let size = vec2(ui.available_width(), height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let theme = Theme::of(ui);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, lit, label));
        let ground = if lit {
            Some(theme.card)
        } else if response.hovered() || response.has_focus() {
            Some(theme.hover)
        } else {
            None
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, theme::CORNER, ground);
        }
        if response.has_focus() {
            focus_ring(ui, rect);
        }
        Self { response, rect }
    }
}

pub fn focus_ring(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(1.5, Theme::of(ui).gold);
    ui.painter()
        .rect_stroke(rect, theme::CORNER, stroke, egui::StrokeKind::Inside);
}

/// Text in one line, cut with an ellipsis where it does not fit.
pub fn one_line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let text = script::on_screen(text).into_owned();
    let mut job = LayoutJob::simple_singleline(text, font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints text whose left edge and vertical middle are given; gives its right edge.
pub fn paint_left(ui: &Ui, at: Pos2, galley: &Arc<Galley>) -> f32 {
    let top = at.y - galley.size().y / 2.0;
    ui.painter()
        .galley(pos2(at.x, top), Arc::clone(galley), Color32::PLACEHOLDER);
    at.x + galley.size().x
}

/// Paints text whose right edge and vertical middle are given; gives its left edge.
pub fn paint_right(ui: &Ui, at: Pos2, galley: &Arc<Galley>) -> f32 {
    let left = at.x - galley.size().x;
    paint_left(ui, pos2(left, at.y), galley);
    left
}

/// A sample of a line, drawn as the map draws this status.
pub fn line_sample(ui: &Ui, rect: Rect, color: Color32, status: Status) {
    let ends = [rect.left_center(), rect.right_center()];
    map::draw_line_sample(ui.painter(), Theme::of(ui), ends, color, status);
}

/// A sentence with some words marked, white space as a newspaper would set it.
/// `marks` lie in `quoted`.
pub fn quote_ui(ui: &mut Ui, text: &str, quoted: Span, marks: &[Span], max_rows: usize) {
    let theme = Theme::of(ui);
    let format = TextFormat {
        font_id: FontId::proportional(BODY),
        color: theme.text,
        line_height: Some(19.0),
        ..TextFormat::default()
    };
    let one_line = quoted.of(text).replace(['\n', '\r', '\t'], " ");
    let one_line = script::on_screen(&one_line).into_owned();
    let mut job = LayoutJob::single_section(one_line, format);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = max_rows;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    for mark in marks {
        let chars = chars_of(text, quoted, *mark);
        for part in rects_of(&galley, chars) {
            marker(
                ui.painter(),
                part.translate(rect.min.to_vec2()),
                BODY,
                theme.trigger,
            );
        }
    }
    ui.painter().galley(rect.min, galley, theme.text);
}

/// Where `inner` lies in `outer`, in characters.
pub fn chars_of(text: &str, outer: Span, inner: Span) -> Range<usize> {
    let count = |from, to| text.get(from..to).map_or(0, |part| part.chars().count());
    let start = inner.start().clamp(outer.start(), outer.end());
    let end = inner.end().clamp(start, outer.end());
    let before = count(outer.start(), start);
    before..before + count(start, end)
}

/// Where some characters of laid out text stand: one rectangle for each row they are on.
pub fn rects_of(galley: &Galley, chars: Range<usize>) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let row_end = row_start + row.char_count_excluding_newline().0;
        let (from, to) = (chars.start.max(row_start), chars.end.min(row_end));
        if from < to {
            let x = |at: usize| row.pos.x + row.x_offset(CharIndex(at - row_start));
            rects.push(Rect::from_min_max(
                pos2(x(from), row.min_y()),
                pos2(x(to), row.max_y()),
            ));
        }
        row_start += row.char_count_including_newline().0;
    }
    rects
}

/// What a highlighter leaves behind words of this font size.
pub fn marker(painter: &egui::Painter, row: Rect, size: f32, color: Color32) {
    let height = row.height().min((size * 1.4).round());
    let ground = Rect::from_center_size(row.center(), vec2(row.width() + 4.0, height));
    painter.rect_filled(ground, 3.0, color);
}

/// Room of a fixed size between things.
pub fn gap(ui: &mut Ui, size: f32) {
    ui.allocate_space(Vec2::splat(size).min(vec2(1.0, size)));
}

//! Small parts that panes are made of: section heads, rows, links, citation quotes, hairlines.

use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, FontId, Galley, Layout, Pos2, Rect, Response, Sense, Shape, Stroke,
    TextFormat, Ui, Vec2, WidgetInfo, WidgetType, pos2, text::LayoutJob, vec2,
};

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
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
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
pub fn line_sample(painter: &egui::Painter, rect: Rect, color: Color32, status: Status) {
    let (from, to) = (rect.left_center(), rect.right_center());
    let stroke = Stroke::new(2.0, color);
    match status {
        Status::Asserted => {
            painter.line_segment([from, to], stroke);
        }
        Status::Denied => {
            painter.line_segment([from, to], stroke);
            let middle = rect.center();
            for (x, y) in [(3.5, 3.5), (3.5, -3.5)] {
                let arm = vec2(x, y);
                painter.line_segment([middle - arm, middle + arm], Stroke::new(1.6, color));
            }
        }
        Status::Planned => dashes(painter, from, to, stroke, &[7.0], &[3.5]),
        Status::Hypothetical => dashes(painter, from, to, stroke, &[2.0], &[3.0]),
        Status::Demanded => dashes(painter, from, to, stroke, &[7.0, 2.0], &[3.0, 3.0]),
    }
}

fn dashes(painter: &egui::Painter, from: Pos2, to: Pos2, stroke: Stroke, on: &[f32], off: &[f32]) {
    let line = [from, to];
    painter.extend(Shape::dashed_line_with_offset(&line, stroke, on, off, 0.0));
}

/// A sentence with some words marked, white space as a newspaper would set it.
/// `marks` lie in `quoted`, sorted, apart from each other.
pub fn quote(text: &str, quoted: Span, marks: &[Span], theme: &Theme, size: f32) -> LayoutJob {
    let plain = TextFormat {
        font_id: FontId::proportional(size),
        color: theme.text,
        line_height: Some((size * 1.42).round()),
        ..TextFormat::default()
    };
    let marked = TextFormat {
        background: theme.trigger,
        expand_bg: 1.5,
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    let mut at = quoted.start();
    for mark in marks {
        if mark.start() < at || mark.end() > quoted.end() {
            continue;
        }
        append(&mut job, text, at..mark.start(), &plain);
        append(&mut job, text, mark.range(), &marked);
        at = mark.end();
    }
    append(&mut job, text, at..quoted.end(), &plain);
    job
}

fn append(job: &mut LayoutJob, text: &str, range: std::ops::Range<usize>, format: &TextFormat) {
    let part = text.get(range).unwrap_or_default();
    if part.contains(['\n', '\r', '\t']) {
        job.append(&part.replace(['\n', '\r', '\t'], " "), 0.0, format.clone());
    } else if !part.is_empty() {
        job.append(part, 0.0, format.clone());
    }
}

/// Room of a fixed size between things.
pub fn gap(ui: &mut Ui, size: f32) {
    ui.allocate_space(Vec2::splat(size).min(vec2(1.0, size)));
}

//! The empty window, files on their way, and files held over the window.

use eframe::egui::{self, Align2, FontId, Rect, Stroke, StrokeKind, Ui, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, Job};
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::state::{Batch, State};
use crate::app::theme::{self, Theme};
use crate::app::wording;

/// What to do first, in the middle of an empty map.
pub fn welcome_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let column = centred(ui, vec2(420.0, 300.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(column), |ui| {
        ui.vertical_centered(|ui| {
            let theme = Theme::of(ui);
            ui.spacing_mut().item_spacing.y = 10.0;
            let heading = "Who deals with whom?";
            ui.label(egui::RichText::new(heading).font(theme::semibold(24.0)));
            let what = "Legation reads news articles and draws a map of the diplomats, states and \
                        military assets in them. Every name and every line leads back to its sentence.";
            ui.add(egui::Label::new(egui::RichText::new(what).size(14.0).color(theme.secondary)).wrap());
            ui.add_space(12.0);
            ui.spacing_mut().button_padding = vec2(18.0, 9.0);
            let open = egui::Button::new(
                egui::RichText::new(format!("{}  Open articles…", icons::OPEN))
                    .font(theme::semibold(14.0))
                    .color(theme.on_gold),
            )
            .fill(theme.gold)
            .stroke(Stroke::NONE);
            let open = ui.add(open);
            open.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Open articles…")
            });
            if open.clicked() {
                out.extend(Action::OpenArticles.command(state));
            }
            let drop = "or drop text files or a folder on this window";
            ui.label(pieces::small(drop).color(theme.secondary));
            ui.add_space(12.0);
            if pieces::link(ui, "Try the sample articles").clicked() {
                out.extend(Action::TrySamples.command(state));
            }
            recent_ui(ui, state, out);
        });
    });
}

fn recent_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    if state.settings.recent.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    ui.add_space(18.0);
    ui.label(theme::section("Recent").color(theme.secondary));
    ui.spacing_mut().item_spacing.y = 6.0;
    for path in state.settings.recent.iter().take(3) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let response = pieces::link(ui, &name).on_hover_text(path.display().to_string());
        if response.clicked() {
            out.push(Command::Ask(Job::OpenProject(path.clone())));
        }
    }
}

/// How far the reading is, as a card at some place of the map.
pub fn progress_ui(
    ui: &mut Ui,
    (area, place): (Rect, Align2),
    batch: &Batch,
    out: &mut Vec<Command>,
) {
    let size = vec2(380.0_f32.min(area.width() - 24.0), 74.0);
    let place = place.align_size_within_rect(size, area.shrink(20.0));
    let theme = Theme::of(ui);
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        theme.card_frame().show(ui, |ui| {
            ui.set_width(size.x - 22.0);
            let n_files = wording::count(batch.n_files, "file");
            let head = match batch.n_files {
                0 => "Reading…".to_owned(),
                _ => format!(
                    "Reading {} of {n_files}",
                    wording::grouped((batch.n_done + 1).min(batch.n_files))
                ),
            };
            ui.horizontal(|ui| {
                ui.label(egui::RichText::new(head).font(theme::semibold(13.0)));
                let to_right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(to_right, |ui| {
                    if pieces::link(ui, "Cancel").clicked() {
                        out.push(Command::Ask(Job::CancelReading));
                    }
                });
            });
            let done = batch.n_done as f32 / batch.n_files.max(1) as f32;
            bar_ui(ui, done);
            let font = FontId::proportional(12.0);
            let width = ui.available_width();
            let name = pieces::one_line(ui, &batch.name, font, theme.secondary, width);
            let (rect, _) = ui.allocate_exact_size(vec2(width, 16.0), egui::Sense::hover());
            pieces::paint_left(ui, rect.left_center(), &name);
        });
    });
}

fn bar_ui(ui: &mut Ui, done: f32) {
    let theme = Theme::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 4.0), egui::Sense::hover());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::ProgressIndicator, true, "Reading")
    });
    ui.painter().rect_filled(rect, 2.0, theme.hairline);
    let mut part = rect;
    part.set_width(rect.width() * done.clamp(0.02, 1.0));
    ui.painter().rect_filled(part, 2.0, theme.gold);
}

/// Files are held over the window: says what letting go would do.
pub fn drop_ui(ui: &Ui, area: Rect) {
    let theme = Theme::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::new("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(area, 0.0, theme.pane.gamma_multiply(0.86));
    let frame = area.shrink(16.0);
    let line = Stroke::new(2.0, theme.gold);
    painter.rect_stroke(frame, 12.0, line, StrokeKind::Inside);
    painter.text(
        area.center(),
        Align2::CENTER_CENTER,
        "Drop to open",
        theme::semibold(22.0),
        theme.text,
    );
}

fn centred(ui: &Ui, size: egui::Vec2) -> Rect {
    let area = ui.max_rect();
    let size = size.min(area.size());
    // A little above the middle looks like the middle.
    Rect::from_center_size(area.center() - vec2(0.0, area.height() * 0.05), size)
}

//! Short messages at the lower edge of the map: what was done, or what could not be. They go by themselves and never stand in the way.

use eframe::egui::{self, Align2, Rect, Stroke, Ui, vec2};

use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::theme::Theme;

const N_SHOWN: usize = 3;

/// Messages and when they go.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    n_made: u64,
}

#[derive(Debug)]
struct Toast {
    id: u64,
    text: String,
    tone: Tone,
    /// Of egui's clock; set when first drawn.
    until_secs: Option<f64>,
}

/// Whether all is well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    Done,
    Trouble,
}

impl Toasts {
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(text.into(), Tone::Done);
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.push(text.into(), Tone::Trouble);
    }

    fn push(&mut self, text: String, tone: Tone) {
        self.shown.retain(|toast| toast.text != text);
        self.n_made += 1;
        self.shown.push(Toast {
            id: self.n_made,
            text,
            tone,
            until_secs: None,
        });
        let n_over = self.shown.len().saturating_sub(N_SHOWN);
        self.shown.drain(..n_over);
    }

    /// Draws them over the lower edge of `area`, the newest lowest.
    pub fn ui(&mut self, ui: &Ui, area: Rect) {
        let now = ui.input(|input| input.time);
        let mut closed = None;
        let mut bottom = area.bottom() - 20.0;
        for toast in self.shown.iter_mut().rev() {
            let secs = match toast.tone {
                Tone::Done => 4.0,
                Tone::Trouble => 12.0,
            };
            let until = *toast.until_secs.get_or_insert(now + secs);
            let width = 420.0_f32.min(area.width() - 32.0).max(120.0);
            let at = egui::pos2(area.center().x, bottom);
            let shown = egui::Area::new(egui::Id::new(("toast", toast.id)))
                .order(egui::Order::Foreground)
                .pivot(Align2::CENTER_BOTTOM)
                .fixed_pos(at)
                .show(ui.ctx(), |ui| toast_ui(ui, toast, width));
            bottom = shown.response.rect.top() - 8.0;
            if shown.inner || until <= now {
                closed = Some(toast.id);
            } else {
                let left = std::time::Duration::from_secs_f64((until - now).clamp(0.0, 60.0));
                ui.ctx().request_repaint_after(left);
            }
        }
        if let Some(id) = closed {
            self.shown.retain(|toast| toast.id != id);
            ui.ctx().request_repaint();
        }
    }
}

/// One message; says whether it was closed.
fn toast_ui(ui: &mut Ui, toast: &Toast, width: f32) -> bool {
    let theme = Theme::of(ui);
    let (icon, color) = match toast.tone {
        Tone::Done => (icons::DONE, theme.organization),
        Tone::Trouble => (icons::WARNING, theme.conflict),
    };
    let frame = theme
        .card_frame()
        .stroke(Stroke::new(1.0, theme.hairline))
        .shadow(ui.visuals().popup_shadow);
    frame
        .show(ui, |ui| {
            ui.set_max_width(width);
            ui.horizontal(|ui| {
                ui.colored_label(color, icon);
                let room = vec2(width - 70.0, 20.0);
                ui.allocate_ui(room, |ui| ui.add(egui::Label::new(&toast.text).wrap()));
                toast.tone == Tone::Trouble
                    && pieces::icon_button(ui, icons::CLOSE, "Close the message").clicked()
            })
            .inner
        })
        .inner
}

//! What the right pane shows on demand instead of what is selected.

mod history;
mod news;
mod review;
mod views;

use eframe::egui::{self, ScrollArea, Ui};

use crate::app::commands::{Command, Side, UiAction};
use crate::app::icons;
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::app::theme;

pub use review::ReviewUi;

/// What each side pane remembers.
#[derive(Debug, Default)]
pub struct SideUi {
    review: ReviewUi,
    views: views::ViewsUi,
}

impl SideUi {
    pub fn ui(&mut self, ui: &mut Ui, side: Side, state: &State, out: &mut Vec<Command>) {
        egui::Frame::new().inner_margin(16).show(ui, |ui| {
            ui.horizontal(|ui| {
                let head = match side {
                    Side::Review => "Review",
                    Side::History => "History",
                    Side::Views => "Views",
                    Side::News => "Changes",
                };
                ui.label(egui::RichText::new(head).font(theme::semibold(19.0)));
                let to_right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(to_right, |ui| {
                    let label = format!("Close {}", head.to_lowercase());
                    if pieces::icon_button(ui, icons::CLOSE, &label).clicked() {
                        out.push(Command::Show(UiAction::ToggleSide(side)));
                    }
                });
            });
            ui.add_space(6.0);
            ScrollArea::vertical()
                .id_salt(("side", head_id(side)))
                .auto_shrink(false)
                .show(ui, |ui| match side {
                    Side::Review => self.review.ui(ui, state, out),
                    Side::History => history::history_ui(ui, state, out),
                    Side::Views => self.views.ui(ui, state, out),
                    Side::News => news::news_ui(ui, state, out),
                });
        });
    }
}

const fn head_id(side: Side) -> u8 {
    side as u8
}

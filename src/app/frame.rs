//! One frame: panes around the map, pages over it. Draws, and collects commands; changes nothing else.

use eframe::egui::{self, Panel, Ui, UiBuilder};

use crate::app::map::Scene;
use crate::app::panels::{banner, hints, modals, rescue, welcome};
use crate::app::theme::{self, Theme};
use crate::app::{App, Page};

/// Below this the source reader takes the place of the map.
const LEAST_MAP: f32 = 320.0;
const LEAST_READER: f32 = 360.0;

/// Below this there is no room for a map between two panes.
const NARROW: f32 = 1000.0;
/// Below this there is none for the reader between two panes and the map.
const READER_BESIDE_ALL: f32 = 1500.0;
/// A window less high than this has no room for days under the map.
const LEAST_HEIGHT_FOR_DAYS: f32 = 520.0;

impl App {
    /// One frame. Changes nothing but what panes remember of themselves, and collects commands.
    pub fn draw(&mut self, ui: &mut Ui) {
        self.panes_ui(ui);
        self.pages_ui(ui);
        self.typing = ui.ctx().text_edit_focused();
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    fn map_ui(&mut self, ui: &mut Ui) {
        let scene = Scene {
            graph: &self.state.shown,
            revision: self.state.revision,
            visible: &self.state.visible,
            positions: &self.state.positions,
            pins: &self.state.pins.keys().cloned().collect(),
            selection: &self.state.selection,
            newest: &self.state.newest,
            chains: &self.state.chains,
            stands_for: &self.state.stands_for,
            marks: self.state.compared.as_ref().map(|compared| &compared.marks),
            communities: if self.state.communities {
                &self.state.measured.measures.communities
            } else {
                &[]
            },
            communities_of: if self.state.communities {
                self.state.measured.revision
            } else {
                0
            },
        };
        self.map.ui(ui, &scene, &mut self.commands);
    }

    fn middle_ui(&mut self, ui: &mut Ui) {
        let area = ui.max_rect();
        if let Some(anchor) = self.state.reader_at {
            let room = area.width();
            let ground = egui::Frame::new().fill(Theme::of(ui).map);
            if room - LEAST_MAP < LEAST_READER {
                ground.show(ui, |ui| {
                    self.reader_ui
                        .ui(ui, &self.state, anchor, &mut self.commands);
                });
                return;
            }
            let width = self.state.settings.reader_width;
            let shown = Panel::right("reader")
                .resizable(true)
                .default_size(width.min(room * 0.54).max(LEAST_READER))
                .size_range(LEAST_READER..=room - LEAST_MAP)
                .frame(ground)
                .show(ui, |ui| {
                    within(ui, |ui| {
                        self.reader_ui
                            .ui(ui, &self.state, anchor, &mut self.commands);
                    });
                });
            self.state.settings.reader_width = shown.response.rect.width();
        }
        let theme = Theme::of(ui);
        let has_room = ui.available_height() > LEAST_HEIGHT_FOR_DAYS;
        if has_room && self.state.settings.time_strip && self.time.has_days(&self.state) {
            let frame = egui::Frame::new().fill(theme.pane);
            Panel::bottom("time")
                .exact_size(theme::TIME_STRIP)
                .frame(frame)
                .show(ui, |ui| self.time.ui(ui, &self.state, &mut self.commands));
        }
        if banner::has_news(&self.state) {
            Panel::top("banner")
                .exact_size(banner::HEIGHT)
                .frame(egui::Frame::new().fill(theme.map))
                .show(ui, |ui| {
                    banner::banner_ui(ui, &self.state, &mut self.commands);
                });
        }
        let area = ui.available_rect_before_wrap();
        let ground = egui::Frame::new().fill(theme.map);
        egui::CentralPanel::no_frame().frame(ground).show(ui, |ui| {
            let is_empty = self.state.is_empty();
            match &self.state.batch {
                None if is_empty => welcome::welcome_ui(ui, &self.state, &mut self.commands),
                Some(_) if is_empty => {}
                _ => {
                    self.map_ui(ui);
                    if self.state.batch.is_none() {
                        hints::hints_ui(ui, area, &self.state, &mut self.commands);
                    }
                }
            }
            if let Some(batch) = &self.state.batch {
                let place = if is_empty {
                    egui::Align2::CENTER_CENTER
                } else {
                    egui::Align2::CENTER_BOTTOM
                };
                welcome::progress_ui(ui, (area, place), batch, &mut self.commands);
            }
        });
        self.toasts.ui(ui, area);
    }

    fn panes_ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let pane = egui::Frame::new().fill(theme.pane);
        Panel::top("top")
            .exact_size(theme::TOP_BAR)
            .frame(pane)
            .show(ui, |ui| self.top.ui(ui, &self.state, &mut self.commands));
        // On a narrow window the two panes take turns: what is selected, else the legend.
        let is_narrow = ui.available_width() < NARROW;
        let looks_closer = !self.state.selection.is_empty() || self.state.reader_at.is_some();
        let settings = &self.state.settings;
        let reads = self.state.reader_at.is_some() && ui.available_width() < READER_BESIDE_ALL;
        let left = settings.left_pane && !(is_narrow && looks_closer) && !reads;
        let detail = settings.detail_pane && (looks_closer || !is_narrow || self.side.is_some());
        let widest = ui.available_width() * 0.45;
        if left && !self.state.is_empty() {
            Panel::left("left")
                .resizable(false)
                .exact_size(theme::LEFT_PANE)
                .frame(pane)
                .show(ui, |ui| self.left.ui(ui, &self.state, &mut self.commands));
        }
        if detail && (!self.state.is_empty() || self.side.is_some()) {
            let shown = Panel::right("detail")
                .resizable(true)
                .default_size(self.state.settings.detail_width)
                .size_range(320.0..=widest.clamp(320.0, 640.0))
                .frame(pane)
                .show(ui, |ui| {
                    within(ui, |ui| match self.side {
                        Some(side) => self.side_ui.ui(ui, side, &self.state, &mut self.commands),
                        None => self.detail.ui(ui, &self.state, &mut self.commands),
                    });
                });
            self.state.settings.detail_width = shown.response.rect.width();
        }
        egui::CentralPanel::no_frame().show(ui, |ui| self.middle_ui(ui));
    }

    fn pages_ui(&mut self, ui: &Ui) {
        match self.page {
            Some(Page::Keys) => modals::keys_ui(ui, &mut self.commands),
            Some(Page::About) => modals::about_ui(ui, &mut self.commands),
            None => {}
        }
        if let Some(form) = &mut self.form {
            form.ui(ui, &self.state, &mut self.commands);
        }
        self.palette.ui(ui, &self.state, &mut self.commands);
        if let Some(path) = &mut self.files.path_to_type
            && path.ui(ui, &mut self.commands)
        {
            self.files.path_to_type = None;
        }
        if let Some(trouble) = &self.guard.trouble {
            rescue::trouble_ui(ui, trouble, &mut self.commands);
        } else if let Some(held) = &self.guard.held {
            rescue::held_ui(ui, held, &mut self.commands);
        } else if let [lost, more @ ..] = self.guard.lost.as_slice() {
            rescue::lost_ui(ui, lost, more.len(), &mut self.commands);
        }
        if self.files.unsaved.is_some() {
            modals::unsaved_ui(ui, &self.state, &mut self.commands);
        }
        if ui.input(|input| !input.raw.hovered_files.is_empty()) {
            welcome::drop_ui(ui, ui.max_rect());
        }
    }
}

/// Draws into all of a pane. What does not fit is cut off: a pane as wide as its content would grow by itself.
fn within(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let area = ui.available_rect_before_wrap();
    let mut pane = ui.new_child(UiBuilder::new().max_rect(area));
    pane.shrink_clip_rect(area);
    content(&mut pane);
    ui.advance_cursor_after_rect(area);
}

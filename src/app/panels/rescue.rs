//! Questions about work that could be lost: what a crash left behind, a save that did not go through.

use eframe::egui::{self, Ui};

use crate::app::commands::{Command, Elsewhere, Job, Offered};
use crate::app::files::file_name;
use crate::app::guard::{Held, Trouble};
use crate::app::panels::{modals, pieces};
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::project::recovery::Lost;
use crate::worker::keeper;

/// Offers the newest of what was found.
pub fn lost_ui(ui: &Ui, lost: &Lost, n_more: usize, out: &mut Vec<Command>) {
    let mut answer = None;
    let modal = modals::modal(ui, "lost").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        let color = Theme::of(ui).secondary;
        let head = egui::RichText::new("Unsaved work was found").font(theme::semibold(16.0));
        ui.label(head);
        ui.label(describe(lost));
        let where_to = match &lost.path {
            Some(path) => format!("Of the project {}", path.display()),
            None => "Never saved in a file".to_owned(),
        };
        ui.add(egui::Label::new(pieces::small(&where_to).color(color)).wrap());
        if n_more > 0 {
            let more = format!("{} after this one.", wording::count(n_more, "more"));
            ui.label(pieces::small(&more).color(color));
        }
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            if ui.button("Discard it").clicked() {
                answer = Some(Offered::Discard);
            }
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                if modals::primary(ui, "Open it").clicked() {
                    answer = Some(Offered::Open);
                }
                if ui.button("Later").clicked() {
                    answer = Some(Offered::Later);
                }
            });
        });
    });
    if modal.should_close() {
        answer = Some(Offered::Later);
    }
    out.extend(answer.map(|answer| Command::Ask(Job::Offered(answer))));
}

/// What the copy contains, and from when it is.
fn describe(lost: &Lost) -> String {
    let articles = wording::count(lost.n_articles, "article");
    let steps = wording::count(lost.n_unsaved, "unsaved change");
    let when = wording::moment(lost.kept);
    format!(
        "“{}”: {articles}, {steps}, kept on {when} (UTC).",
        lost.title
    )
}

/// Another window has the project: how shall it be opened here?
pub fn held_ui(ui: &Ui, held: &Held, out: &mut Vec<Command>) {
    let mut answer = None;
    let modal = modals::modal(ui, "held").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        let name = file_name(&held.path);
        let head = egui::RichText::new(format!("{name} is open elsewhere"));
        ui.label(head.font(theme::semibold(16.0)));
        let who = format!("{}.", keeper::in_words(&held.holder));
        ui.add(egui::Label::new(who).wrap());
        let color = Theme::of(ui).secondary;
        let text = "Read-only, you can look at everything and save it under another name. Opened all the same, only one of the two windows can save what both change.";
        ui.add(egui::Label::new(pieces::small(text).color(color)).wrap());
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            if ui.button("Open all the same").clicked() {
                answer = Some(Elsewhere::AllTheSame);
            }
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                if modals::primary(ui, "Open read-only").clicked() {
                    answer = Some(Elsewhere::ReadOnly);
                }
                if ui.button("Cancel").clicked() {
                    answer = Some(Elsewhere::Cancel);
                }
            });
        });
    });
    if modal.should_close() {
        answer = Some(Elsewhere::Cancel);
    }
    out.extend(answer.map(|answer| Command::Ask(Job::OpenElsewhere(answer))));
}

/// The work is still in memory; where shall it go?
pub fn trouble_ui(ui: &Ui, trouble: &Trouble, out: &mut Vec<Command>) {
    let mut answer = None;
    let modal = modals::modal(ui, "trouble").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        let head = egui::RichText::new("Not saved").font(theme::semibold(16.0));
        ui.label(head);
        ui.add(egui::Label::new(&trouble.what).wrap());
        let color = Theme::of(ui).secondary;
        ui.label(pieces::small("Nothing is lost: the work is still here.").color(color));
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            let word = if trouble.can_overwrite {
                "Overwrite it"
            } else {
                "Try again"
            };
            if ui.button(word).clicked() {
                answer = Some(Some(Job::Save));
            }
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                if modals::primary(ui, "Save as…").clicked() {
                    answer = Some(Some(Job::SaveAs));
                }
                if ui.button("Cancel").clicked() {
                    answer = Some(None);
                }
            });
        });
    });
    if modal.should_close() {
        answer = Some(None);
    }
    if let Some(job) = answer {
        out.push(Command::Ask(Job::AfterTrouble(job.map(Box::new))));
    }
}

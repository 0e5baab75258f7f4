//! Everything the user said, in words, newest first; a click goes back to there, or forward again.

use eframe::egui::{self, FontId, Ui, vec2};

use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::app::wording;
use crate::project::describe;

/// Rows drawn; older steps are gone back to from there.
const MOST: usize = 400;

pub fn history_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let journal = &state.project.journal;
    let (all, done) = (journal.all(), journal.done());
    let color = Theme::of(ui).secondary;
    if all.is_empty() {
        ui.label("Nothing was done yet.");
        return;
    }
    if !state.asleep.is_empty() {
        let n = wording::count(state.asleep.len(), "correction");
        let text = format!(
            "{n} cannot be placed now, because the words are not on the map. Each wakes by itself when they come back."
        );
        ui.add(egui::Label::new(pieces::small(&text).color(color)).wrap());
        ui.add_space(4.0);
    }
    let undone = all.len() - done;
    if undone > 0 {
        let text = format!(
            "{} undone; a new change drops them.",
            wording::count(undone, "step")
        );
        ui.label(pieces::small(&text).color(color));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for (number, edit) in all.iter().enumerate().rev().take(MOST) {
        let words = describe(edit, &state.project, &state.graph);
        let holds = number < done;
        let asleep = holds && state.asleep.contains(&number);
        let text = if asleep {
            format!("{words} (sleeps)")
        } else {
            words
        };
        row_ui(ui, number, &text, holds, number + 1 == done, out);
    }
    if all.len() <= MOST {
        row_ui(ui, usize::MAX, "The beginning", true, done == 0, out);
    }
}

/// One step; `usize::MAX` is before the first.
fn row_ui(
    ui: &mut Ui,
    number: usize,
    text: &str,
    holds: bool,
    is_now: bool,
    out: &mut Vec<Command>,
) {
    let row = Row::begin(ui, 24.0, text, is_now);
    let theme = Theme::of(ui);
    let color = if holds { theme.text } else { theme.faint };
    let left = row.rect.left_center();
    if is_now {
        let font = FontId::proportional(SMALL);
        let mark = pieces::one_line(ui, icons::RIGHT, font, theme.gold, 16.0);
        pieces::paint_left(ui, left + vec2(4.0, 0.0), &mark);
    }
    let font = FontId::proportional(BODY);
    let line = pieces::one_line(ui, text, font, color, row.rect.width() - 28.0);
    pieces::paint_left(ui, left + vec2(22.0, 0.0), &line);
    let response = row.response.on_hover_text(text);
    if response.clicked() && !is_now {
        let n = number.wrapping_add(1);
        out.push(Command::Show(UiAction::GoToStep(n)));
    }
}

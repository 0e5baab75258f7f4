//! The command palette: every action of the table and every name, found by typing.

use eframe::egui::{
    self, Align2, Event, FontId, Id, Key, Modal, Modifiers, ScrollArea, Ui, WidgetInfo, WidgetType,
    pos2, vec2,
};

use crate::app::actions::Action;
use crate::app::commands::{Command, UiAction};
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::panels::{glyph, offices};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::model::{Entity, EntityId};
use crate::query;

const WIDTH: f32 = 560.0;
const ROW: f32 = 38.0;
const MOST_NAMES: usize = 6;
/// Up to this rank what was typed begins words; beyond, it is a slip or scattered letters.
const SURE: u8 = 2;

/// What is typed, and which hit the keyboard is at.
#[derive(Debug, Default)]
pub struct PaletteUi {
    open: bool,
    is_new: bool,
    typed: String,
    at: usize,
    /// As many as were listed last.
    n_hits: usize,
}

/// Something the palette can do.
#[derive(Clone, PartialEq, Debug)]
enum Hit {
    Do(Action),
    GoTo(EntityId),
}

impl PaletteUi {
    pub const fn is_open(&self) -> bool {
        self.open
    }

    pub fn toggle(&mut self) {
        *self = Self {
            open: !self.open,
            is_new: true,
            ..Self::default()
        };
    }

    pub fn ui(&mut self, ui: &Ui, state: &State, out: &mut Vec<Command>) {
        if !self.open {
            return;
        }
        self.keys(ui);
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let room = ui.ctx().content_rect();
        let frame = egui::Frame::window(ui.style()).inner_margin(8);
        let area = Modal::default_area(Id::new("palette"))
            .anchor(Align2::CENTER_TOP, vec2(0.0, room.height() * 0.14));
        let modal = Modal::new(Id::new("palette"))
            .area(area)
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(WIDTH.min(room.width() - 48.0));
                self.field_ui(ui);
                let hits = hits(state, &self.typed);
                self.n_hits = hits.len();
                ui.add_space(4.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                let list = ScrollArea::vertical().max_height((room.height() * 0.6).min(420.0));
                let list = list.show(ui, |ui| self.hits_ui(ui, state, &hits));
                (list.inner, hits)
            });
        let should_close = modal.should_close();
        let (clicked, hits) = modal.inner;
        let chosen = clicked.or_else(|| entered.then_some(self.at));
        if let Some(hit) = chosen.and_then(|at| hits.get(at)) {
            if let Some(command) = command(state, hit) {
                self.open = false;
                out.push(command);
            }
        } else if should_close {
            self.open = false;
        }
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let before = self.typed.clone();
        let field = egui::TextEdit::singleline(&mut self.typed)
            .hint_text("Type a command or a name")
            .margin(egui::Margin::symmetric(10, 8))
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| {
            WidgetInfo::labeled(WidgetType::TextEdit, true, "Type a command or a name")
        });
        if std::mem::take(&mut self.is_new) {
            field.request_focus();
        }
        if self.typed != before {
            self.at = 0;
        }
    }

    /// Arrows go up and down the list, and round.
    fn keys(&mut self, ui: &Ui) {
        let n = self.n_hits;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if n == 0 {
            self.at = 0;
        } else if pressed(Key::ArrowDown) {
            self.at = (self.at + 1) % n;
        } else if pressed(Key::ArrowUp) {
            self.at = (self.at + n - 1) % n;
        }
        self.at = self.at.min(n.saturating_sub(1));
    }

    /// Draws the list; gives the row that was clicked.
    fn hits_ui(&self, ui: &mut Ui, state: &State, hits: &[Hit]) -> Option<usize> {
        if hits.is_empty() {
            ui.add_space(8.0);
            let text = "No command and no name like this.";
            ui.label(pieces::small(text).color(Theme::of(ui).secondary));
            ui.add_space(8.0);
        }
        let moved = ui.input(|input| {
            let keys = [Key::ArrowDown, Key::ArrowUp];
            keys.iter().any(|key| input.key_down(*key))
                || input
                    .events
                    .iter()
                    .any(|event| matches!(event, Event::Text(_)))
        });
        let mut clicked = None;
        for (at, hit) in hits.iter().enumerate() {
            let lit = at == self.at;
            let response = match hit {
                Hit::Do(action) => action_ui(ui, state, *action, lit),
                Hit::GoTo(id) => match state.graph.entity(id) {
                    Some(entity) => name_ui(ui, state, entity, lit),
                    None => continue,
                },
            };
            if lit && moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(at);
            }
        }
        clicked
    }
}

/// Commands whose name, else whose explanation, is like what was typed; then names.
fn hits(state: &State, typed: &str) -> Vec<Hit> {
    let typed = typed.trim();
    let offered = Action::ALL
        .into_iter()
        .filter(|action| *action != Action::Palette);
    if typed.is_empty() {
        let (can, cannot): (Vec<_>, Vec<_>) = offered.partition(|action| action.is_enabled(state));
        return can.into_iter().chain(cannot).map(Hit::Do).collect();
    }
    let mut found: Vec<_> = offered
        .filter_map(|action| {
            let in_name = query::closeness(&action.name(state), typed);
            let in_tip = || query::closeness(action.entry().tip, typed);
            let in_tip = || in_tip().filter(|rank| *rank <= SURE).map(|rank| rank + 10);
            let rank = in_name.or_else(in_tip)?;
            Some((!action.is_enabled(state), rank, action))
        })
        .collect();
    found.sort_by_key(|&(off, rank, _)| (off, rank));
    // "oman" is a name before it is some letters of "communities".
    let (sure, unsure): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|(off, rank, _)| !off && *rank <= SURE);
    let names = query::search(&state.graph, typed);
    let names = names.into_iter().take(MOST_NAMES).map(Hit::GoTo);
    let actions = |found: Vec<(bool, u8, Action)>| {
        let actions = found.into_iter();
        actions.map(|(.., action)| Hit::Do(action))
    };
    actions(sure).chain(names).chain(actions(unsure)).collect()
}

fn command(state: &State, hit: &Hit) -> Option<Command> {
    match hit {
        Hit::Do(action) if action.is_enabled(state) => action.command(state),
        Hit::Do(_) => None,
        Hit::GoTo(id) => Some(Command::Show(UiAction::Centre(id.clone()))),
    }
}

fn action_ui(ui: &mut Ui, state: &State, action: Action, lit: bool) -> egui::Response {
    let theme = Theme::of(ui);
    let on = action.is_enabled(state);
    let name = action.name(state);
    let row = Row::begin(ui, ROW, &name, lit);
    let tip = action.why_not(state).unwrap_or(action.entry().tip);
    let label = format!("{name}. {tip}");
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Button, on, lit, &label));
    if lit {
        pieces::focus_ring(ui, row.rect);
    }
    let inner = row.rect.shrink2(vec2(10.0, 0.0));
    let ink = if on { theme.text } else { theme.faint };
    let key = action.key(ui.ctx());
    let font = FontId::proportional(SMALL);
    let key = pieces::one_line(ui, &key, font.clone(), theme.secondary, 140.0);
    let right = pieces::paint_right(ui, inner.right_center(), &key) - 12.0;
    let font_name = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &name, font_name, ink, right - inner.left());
    let (upper, lower) = (inner.center().y - 8.0, inner.center().y + 8.5);
    pieces::paint_left(ui, pos2(inner.left(), upper), &name);
    let tip = pieces::one_line(ui, tip, font, theme.secondary, right - inner.left());
    pieces::paint_left(ui, pos2(inner.left(), lower), &tip);
    row.response
}

fn name_ui(ui: &mut Ui, state: &State, entity: &Entity, lit: bool) -> egui::Response {
    let theme = Theme::of(ui);
    let label = format!("Go to {}", entity.name);
    let row = Row::begin(ui, ROW, &label, lit);
    if lit {
        pieces::focus_ring(ui, row.rect);
    }
    let inner = row.rect.shrink2(vec2(10.0, 0.0));
    glyph::paint(ui, entity, inner.left_center() + vec2(14.0, 0.0), 26.0);
    let left = inner.left() + 40.0;
    let width = inner.right() - left;
    let font = theme::semibold(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, width * 0.6);
    let end = pieces::paint_left(ui, pos2(left, inner.center().y), &name) + 10.0;
    let office = offices::short(&state.graph, entity);
    let font = FontId::proportional(SMALL);
    let office = pieces::one_line(ui, &office, font, theme.secondary, inner.right() - end);
    pieces::paint_left(ui, pos2(end, inner.center().y), &office);
    row.response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_name_and_by_what_they_do() {
        let state = State::default();
        let first = |typed: &str| hits(&state, typed).into_iter().next();
        assert_eq!(first("open fold"), Some(Hit::Do(Action::OpenFolder)));
        assert_eq!(first("abuot"), Some(Hit::Do(Action::About)), "a slip");
        assert_eq!(first("close the program"), Some(Hit::Do(Action::Quit)));
        assert_eq!(first("zzzz"), None);
        let all = hits(&state, "");
        assert_eq!(all.len(), Action::ALL.len() - 1, "everything but itself");
    }
}

//! The list of all names: the map's twin for keyboard, screen reader and whoever prefers a list.

use eframe::egui::{self, EventFilter, FontId, Id, Key, Modifiers, ScrollArea, Ui, pos2, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::panels::{correct_menu, glyph, offices};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Entity, EntityId, Kind};
use crate::query;

const ROW: f32 = 40.0;

/// What was typed, and where the keyboard stands.
#[derive(Debug, Default)]
pub struct ListUi {
    typed: String,
    cursor: Option<EntityId>,
    /// Set the focus on the search field, or on the row of the cursor, in this frame.
    pub focus: Option<Focus>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    Field,
    Cursor,
}

/// One line of the list.
enum Line<'a> {
    Head(String, usize),
    Name(&'a Entity),
    Hidden(&'a Entity),
}

impl ListUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        self.field_ui(ui);
        let lines = self.lines(state);
        let n_names = lines
            .iter()
            .filter(|line| matches!(line, Line::Name(_) | Line::Hidden(_)))
            .count();
        if n_names == 0 {
            return self.empty_ui(ui, state);
        }
        self.keys(ui, &lines, state, out);
        ui.spacing_mut().item_spacing.y = 0.0;
        let target = self.cursor_row(&lines).filter(|_| self.focus.is_some());
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if let Some(row) = target {
            let shown = ui.available_height();
            area = area.vertical_scroll_offset((row as f32 * ROW - shown / 2.0).max(0.0));
        }
        area.show_rows(ui, ROW, lines.len(), |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                match line {
                    Line::Head(head, n) => head_ui(ui, head, *n),
                    Line::Name(entity) => self.name_ui(ui, state, entity, out),
                    Line::Hidden(entity) => hidden_ui(ui, entity, out),
                }
            }
        });
        self.focus = None;
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let margin = egui::Margin {
            left: 12,
            right: 12,
            top: 10,
            bottom: 8,
        };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            let field = egui::TextEdit::singleline(&mut self.typed)
                .hint_text("Filter the list")
                .margin(egui::Margin::symmetric(8, 6))
                .desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Filter the list")
            });
            if self.focus == Some(Focus::Field) {
                response.request_focus();
                self.focus = None;
            }
            let goes_down = response.has_focus()
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
            let leaves = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if goes_down || leaves {
                self.cursor = None;
                self.focus = Some(Focus::Cursor);
            }
        });
    }

    fn empty_ui(&self, ui: &mut Ui, state: &State) {
        let text = if state.graph.entities().is_empty() {
            "The names on the map will be listed here.".to_owned()
        } else if self.typed.trim().is_empty() {
            "Everything is switched off in the legend.".to_owned()
        } else {
            format!("No name matches “{}”.", self.typed.trim())
        };
        let margin = egui::Margin::symmetric(theme::EDGE_GAP as i8, 8);
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            let color = Theme::of(ui).secondary;
            ui.label(pieces::small(&text).color(color));
        });
    }

    /// Names by kind, the most talked about first; matches in the order of the search; what is not on the map last.
    fn lines<'a>(&self, state: &'a State) -> Vec<Line<'a>> {
        let graph = &state.graph;
        let typed = self.typed.trim();
        let mut lines = Vec::new();
        if typed.is_empty() {
            for &kind in Kind::ALL {
                let mut names: Vec<&Entity> = graph
                    .entities()
                    .iter()
                    .filter(|e| e.kind == kind && state.visible.entities.contains(&e.id))
                    .collect();
                let weight = |e: &Entity| graph.relations_of(&e.id).count();
                names.sort_by_cached_key(|e| (std::cmp::Reverse(weight(e)), e.name.clone()));
                if !names.is_empty() {
                    lines.push(Line::Head(kind.label().to_owned(), names.len()));
                }
                lines.extend(names.into_iter().map(Line::Name));
            }
        } else {
            let hits = query::search(graph, typed);
            let found = hits
                .iter()
                .filter(|id| state.visible.entities.contains(*id) || state.aside.contains(*id));
            lines.extend(found.filter_map(|id| graph.entity(id)).map(Line::Name));
        }
        let aside: Vec<&Entity> = state
            .aside
            .iter()
            .filter(|id| typed.is_empty() && !state.hidden.contains(*id))
            .filter_map(|id| graph.entity(id))
            .filter(|entity| !state.filter.kinds_off.contains(&entity.kind))
            .collect();
        if !aside.is_empty() {
            lines.push(Line::Head("Mentioned only".to_owned(), aside.len()));
            lines.extend(aside.into_iter().map(Line::Name));
        }
        let hidden: Vec<&Entity> = state
            .hidden
            .iter()
            .filter_map(|id| graph.entity(id))
            .collect();
        if !hidden.is_empty() {
            lines.push(Line::Head("Hidden".to_owned(), hidden.len()));
            lines.extend(hidden.into_iter().map(Line::Hidden));
        }
        lines
    }

    fn cursor_row(&self, lines: &[Line<'_>]) -> Option<usize> {
        let cursor = self.cursor.as_ref()?;
        lines
            .iter()
            .position(|line| matches!(line, Line::Name(entity) if entity.id == *cursor))
    }

    /// Arrows move along the names, Enter selects one and brings it to the middle of the map.
    fn keys(&mut self, ui: &Ui, lines: &[Line<'_>], state: &State, out: &mut Vec<Command>) {
        let names: Vec<&EntityId> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Name(entity) => Some(&entity.id),
                _ => None,
            })
            .collect();
        if self.focus == Some(Focus::Cursor) && self.cursor.is_none() {
            let selected = state.selected_entity().filter(|id| names.contains(id));
            self.cursor = selected.or(names.first().copied()).cloned();
        }
        let Some(cursor) = self.cursor.clone() else {
            return;
        };
        if !ui.memory(|memory| memory.has_focus(row_id(&cursor))) {
            return;
        }
        let at = names.iter().position(|id| **id == cursor).unwrap_or(0);
        let last = names.len().saturating_sub(1);
        let step = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            match () {
                () if pressed(Key::ArrowDown) => Some((at + 1).min(last)),
                () if pressed(Key::ArrowUp) => Some(at.saturating_sub(1)),
                () if pressed(Key::PageDown) => Some((at + 10).min(last)),
                () if pressed(Key::PageUp) => Some(at.saturating_sub(10)),
                () if pressed(Key::Home) => Some(0),
                () if pressed(Key::End) => Some(last),
                () => None,
            }
        });
        if let Some(id) = step.and_then(|to| names.get(to)) {
            self.cursor = Some((*id).clone());
            self.focus = Some(Focus::Cursor);
            out.push(Command::Show(UiAction::Select(Selection::of(
                (*id).clone(),
            ))));
        }
    }

    fn name_ui(&mut self, ui: &mut Ui, state: &State, entity: &Entity, out: &mut Vec<Command>) {
        let theme = Theme::of(ui);
        let lit = state.selection.entities.contains(&entity.id);
        let row = row_ui(ui, state, entity, lit);
        let response = &row.response;
        if self.focus == Some(Focus::Cursor) && self.cursor.as_ref() == Some(&entity.id) {
            response.request_focus();
        }
        if response.has_focus() {
            if self.focus.is_none() {
                self.cursor = Some(entity.id.clone());
            }
            let arrows = EventFilter {
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        if response.clicked() {
            let (by_key, adds) = ui.input(|input| {
                let adds = input.modifiers.command || input.modifiers.shift;
                (input.key_pressed(Key::Enter), adds)
            });
            self.cursor = Some(entity.id.clone());
            out.push(Command::Show(if by_key {
                UiAction::Centre(entity.id.clone())
            } else if adds {
                UiAction::Select(with(&state.selection, &entity.id))
            } else {
                UiAction::Select(Selection::of(entity.id.clone()))
            }));
        }
        if response.double_clicked() {
            out.push(Command::Show(UiAction::Centre(entity.id.clone())));
        }
        row.response.context_menu(|ui| {
            if ui.button("Centre on the map").clicked() {
                out.push(Command::Show(UiAction::Centre(entity.id.clone())));
            }
            if ui.button("Hide").clicked() {
                out.push(Command::Show(UiAction::Hide(vec![entity.id.clone()])));
            }
            ui.separator();
            let id = &entity.id;
            let others = state.selection.entities.iter().filter(|other| *other != id);
            let others: Vec<EntityId> = others.cloned().collect();
            correct_menu::node_ui(ui, id, state.anchor_of(id), &others, out);
        });
        if state.pins.contains_key(&entity.id) {
            let font = FontId::proportional(SMALL);
            let pin = pieces::one_line(ui, icons::PIN, font, theme.gold, 20.0);
            pieces::paint_right(ui, row.rect.right_center() - vec2(34.0, 0.0), &pin);
        }
    }
}

/// The selection with one more, or one less.
fn with(selection: &Selection, id: &EntityId) -> Selection {
    let mut entities = selection.entities.clone();
    if !entities.remove(id) {
        entities.insert(id.clone());
    }
    Selection {
        entities,
        relation: None,
    }
}

fn row_id(id: &EntityId) -> Id {
    Id::new(("list row", id.as_str()))
}

fn row_ui(ui: &mut Ui, state: &State, entity: &Entity, lit: bool) -> Row {
    let theme = Theme::of(ui);
    let row = begin_row(ui, entity, lit);
    let inner = row.rect.shrink2(vec2(8.0, 0.0));
    glyph::paint(ui, entity, inner.left_center() + vec2(13.0, 0.0), 26.0);
    let n = state.graph.relations_of(&entity.id).count();
    let figure = pieces::one_line(
        ui,
        &n.to_string(),
        theme::figures(SMALL),
        theme.secondary,
        60.0,
    );
    pieces::paint_right(ui, inner.right_center(), &figure);
    name_lines(ui, state, entity, inner.left() + 36.0, inner);
    row.response.clone().on_hover_text(format!(
        "{} · {}",
        entity.name,
        wording::count(n, "relation")
    ));
    row
}

fn name_lines(ui: &Ui, state: &State, entity: &Entity, left: f32, inner: egui::Rect) {
    let theme = Theme::of(ui);
    let width = inner.right() - left - 26.0;
    let font = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, width);
    let second = offices::short(&state.graph, entity);
    if second.is_empty() {
        pieces::paint_left(ui, pos2(left, inner.center().y), &name);
        return;
    }
    pieces::paint_left(ui, pos2(left, inner.center().y - 8.0), &name);
    let font = FontId::proportional(11.5);
    let second = pieces::one_line(ui, &second, font, theme.secondary, width);
    pieces::paint_left(ui, pos2(left, inner.center().y + 8.5), &second);
}

/// A row with an id of its own, so that the focus stays on a name while the list scrolls.
fn begin_row(ui: &mut Ui, entity: &Entity, lit: bool) -> Row {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let rect = rect.shrink2(vec2(8.0, 0.0));
    let theme = Theme::of(ui);
    let response = ui.interact(rect, row_id(&entity.id), egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::WidgetType::Button, true, lit, &entity.name)
    });
    if lit {
        ui.painter().rect_filled(rect, theme::CORNER, theme.card);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::CORNER, theme.hover);
    }
    if response.has_focus() {
        pieces::focus_ring(ui, rect);
    }
    Row { response, rect }
}

fn head_ui(ui: &mut Ui, head: &str, n: usize) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let y = rect.bottom() - 12.0;
    let font = theme::semibold(11.0);
    let words = pieces::one_line(ui, &head.to_uppercase(), font, theme.secondary, 180.0);
    pieces::paint_left(ui, pos2(rect.left() + theme::EDGE_GAP, y), &words);
    let font = theme::figures(SMALL);
    let count = pieces::one_line(ui, &n.to_string(), font, theme.secondary, 60.0);
    pieces::paint_right(ui, pos2(rect.right() - theme::EDGE_GAP, y), &count);
}

fn hidden_ui(ui: &mut Ui, entity: &Entity, out: &mut Vec<Command>) {
    let margin = egui::Margin::symmetric(theme::EDGE_GAP as i8, 0);
    ui.allocate_ui(vec2(ui.available_width(), ROW), |ui| {
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.set_height(ROW);
                let color = Theme::of(ui).secondary;
                ui.label(egui::RichText::new(&entity.name).color(color));
                let to_right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(to_right, |ui| {
                    let show = pieces::link(ui, "Show");
                    let label = format!("Show {}", entity.name);
                    show.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::WidgetType::Link, true, &label)
                    });
                    if show.clicked() {
                        out.push(Command::Show(UiAction::Unhide(vec![entity.id.clone()])));
                    }
                });
            });
        });
    });
}

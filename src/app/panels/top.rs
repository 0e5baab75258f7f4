//! The top bar: menus, search in the middle, the project and whether it is saved at the right.

use eframe::egui::containers::menu::SubMenuButton;
use eframe::egui::{
    self, Align, FontId, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use crate::app::actions::Action;
use crate::app::commands::{Command, Job, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, SMALL};
use crate::app::panels::{glyph, offices};
use crate::app::settings::Mode;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::model::{Entity, EntityId};
use crate::query;

const FIELD: f32 = 420.0;
/// Left and right of the search field.
const TITLE_ROOM: f32 = 290.0;
const N_HITS: usize = 8;

/// What is typed in the search field and which hit the keyboard is at.
#[derive(Debug, Default)]
pub struct TopUi {
    typed: String,
    /// Counted from the first hit; `None` before the first Enter or arrow.
    at: Option<usize>,
    /// Put the cursor in the field in this frame.
    pub focus: bool,
}

impl TopUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        let bar = ui.max_rect();
        ui.horizontal_centered(|ui| {
            ui.add_space(6.0);
            egui::MenuBar::new().ui(ui, |ui| menus_ui(ui, state, out));
        });
        let menus_end = ui.min_rect().left() + 300.0;
        let width = FIELD.min(bar.width() - 2.0 * TITLE_ROOM).max(200.0);
        let left = (bar.center().x - width / 2.0).max(menus_end);
        let field = Rect::from_min_size(
            pos2(left, bar.top() + 8.0),
            vec2(width, bar.height() - 16.0),
        );
        self.search_ui(ui, field, state, out);
        let right = Rect::from_min_max(
            pos2(field.right() + 16.0, bar.top()),
            pos2(bar.right() - theme::EDGE_GAP, bar.bottom()),
        );
        title_ui(ui, right, state);
    }

    /// Escape was pressed in a text field.
    pub fn leave(&mut self) {
        self.typed.clear();
        self.at = None;
    }

    fn search_ui(&mut self, ui: &mut Ui, rect: Rect, state: &State, out: &mut Vec<Command>) {
        let theme = Theme::of(ui);
        let hits = self.hits(state);
        let id = ui.id().with("search field");
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused {
            self.keys(ui, &hits, out);
        }
        let key = Action::Find.key(ui.ctx());
        let field = egui::TextEdit::singleline(&mut self.typed)
            .id(id)
            .hint_text("Find a person, state or asset")
            .margin(egui::Margin {
                left: 30,
                right: 52,
                top: 5,
                bottom: 5,
            })
            .vertical_align(Align::Center);
        let response = ui.put(rect, field);
        response.widget_info(|| {
            WidgetInfo::labeled(WidgetType::TextEdit, true, "Find a person, state or asset")
        });
        if std::mem::take(&mut self.focus) {
            response.request_focus();
        }
        if response.changed() {
            self.at = None;
        }
        let font = FontId::proportional(15.0);
        let lens = pieces::one_line(ui, icons::SEARCH, font, theme.secondary, 20.0);
        pieces::paint_left(ui, rect.left_center() + vec2(9.0, 0.0), &lens);
        if self.typed.is_empty() {
            let font = FontId::proportional(SMALL);
            let key = pieces::one_line(ui, &key, font, theme.faint, 60.0);
            pieces::paint_right(ui, rect.right_center() - vec2(10.0, 0.0), &key);
        }
        let open = response.has_focus() && !self.typed.trim().is_empty();
        Popup::from_response(&response)
            .id(id.with("hits"))
            .open(open || (ui.ctx().is_pointer_over_egui() && self.is_listed(ui, id)))
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .width(rect.width())
            .gap(4.0)
            .show(|ui| self.hits_ui(ui, state, &hits, out));
    }

    /// The list stays while the pointer presses in it, although the field loses the focus then.
    fn is_listed(&self, ui: &Ui, id: egui::Id) -> bool {
        !self.typed.trim().is_empty()
            && ui.input(|input| input.pointer.any_down() || input.pointer.any_released())
            && Popup::is_id_open(ui.ctx(), id.with("hits"))
    }

    fn hits(&self, state: &State) -> Vec<EntityId> {
        let typed = self.typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        let mut hits = query::search(&state.graph, typed);
        hits.truncate(N_HITS);
        hits
    }

    /// Enter goes to the next hit, Shift+Enter to the one before; arrows do the same.
    fn keys(&mut self, ui: &Ui, hits: &[EntityId], out: &mut Vec<Command>) {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let back = pressed(Modifiers::SHIFT, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowUp);
        let next = pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowDown);
        let n = hits.len();
        if n == 0 || !(back || next) {
            return;
        }
        let at = match self.at {
            None if back => n - 1,
            None => 0,
            Some(at) if back => (at + n - 1) % n,
            Some(at) => (at + 1) % n,
        };
        self.at = Some(at);
        if let Some(id) = hits.get(at) {
            out.push(Command::Show(UiAction::Centre(id.clone())));
        }
    }

    fn hits_ui(&mut self, ui: &mut Ui, state: &State, hits: &[EntityId], out: &mut Vec<Command>) {
        ui.set_min_width(FIELD - 14.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        if hits.is_empty() {
            let text = format!("Nobody and nothing here is called “{}”.", self.typed.trim());
            ui.add_space(4.0);
            ui.label(pieces::small(&text).color(Theme::of(ui).secondary));
            ui.add_space(4.0);
        }
        for (at, id) in hits.iter().enumerate() {
            let Some(entity) = state.graph.entity(id) else {
                continue;
            };
            if hit_ui(ui, state, entity, self.at == Some(at)) {
                self.at = Some(at);
                out.push(Command::Show(UiAction::Centre(id.clone())));
                self.typed.clear();
            }
        }
    }
}

/// One hit; says whether it was clicked.
fn hit_ui(ui: &mut Ui, state: &State, entity: &Entity, lit: bool) -> bool {
    let theme = Theme::of(ui);
    let label = format!("Go to {}", entity.name);
    let row = pieces::Row::begin(ui, 34.0, &label, lit);
    if lit {
        ui.painter()
            .rect_filled(row.rect, theme::CORNER, theme.hover);
    }
    let at = row.rect.left_center();
    glyph::paint(ui, entity, at + vec2(20.0, 0.0), 24.0);
    let font = theme::semibold(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, row.rect.width() - 60.0);
    let end = pieces::paint_left(ui, at + vec2(42.0, 0.0), &name);
    let office = offices::short(&state.graph, entity);
    let font = FontId::proportional(SMALL);
    let room = row.rect.right() - end - 16.0;
    if room > 40.0 {
        let office = pieces::one_line(ui, &office, font, theme.secondary, room);
        pieces::paint_left(ui, pos2(end + 8.0, at.y), &office);
    }
    row.response.clicked()
}

fn title_ui(ui: &Ui, rect: Rect, state: &State) {
    if rect.width() < 60.0 {
        return;
    }
    let theme = Theme::of(ui);
    let saved = if state.is_empty() {
        String::new()
    } else if !state.is_saved() {
        "not saved".to_owned()
    } else {
        "saved".to_owned()
    };
    let mut right = rect.right_center();
    if !saved.is_empty() {
        let how = if state.read_only { "read-only, " } else { "" };
        let text = format!("— {how}{saved}");
        let font = FontId::proportional(SMALL + 0.5);
        let words = pieces::one_line(ui, &text, font, theme.secondary, rect.width() * 0.7);
        right.x = pieces::paint_right(ui, right, &words) - 6.0;
    }
    let room = right.x - rect.left();
    if room > 30.0 && !state.is_empty() {
        let name = pieces::one_line(ui, state.title(), theme::semibold(BODY), theme.text, room);
        pieces::paint_right(ui, right, &name);
    }
}

fn menus_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    use Action as A;
    ui.spacing_mut().button_padding = vec2(9.0, 4.0);
    ui.menu_button("File", |ui| {
        items(ui, state, &[A::NewProject], out);
        ui.separator();
        items(
            ui,
            state,
            &[A::OpenArticles, A::OpenFolder, A::TrySamples],
            out,
        );
        ui.separator();
        items(ui, state, &[A::OpenProject], out);
        recent_ui(ui, state, out);
        items(ui, state, &[A::Save, A::SaveAs], out);
        let keep = state.settings.keep_versions;
        if choice(ui, keep, "Keep the last three versions", "") {
            out.push(Command::Show(UiAction::ToggleVersions));
        }
        ui.separator();
        items(ui, state, &[A::Quit], out);
    });
    ui.menu_button("Edit", |ui| {
        items(ui, state, &[A::Undo, A::Redo], out);
        ui.separator();
        items(
            ui,
            state,
            &[
                A::SelectAll,
                A::InvertSelection,
                A::SelectNeighbours,
                A::ClearSelection,
            ],
            out,
        );
        ui.separator();
        items(ui, state, &[A::Find, A::Palette], out);
        ui.separator();
        items(
            ui,
            state,
            &[A::NextCitation, A::PreviousCitation, A::CopyCitation],
            out,
        );
    });
    ui.menu_button("View", |ui| {
        let mode = state.settings.mode;
        for (action, on) in [
            (A::AsTheSystem, mode == Mode::System),
            (A::Light, mode == Mode::Light),
            (A::Dark, mode == Mode::Dark),
            (A::ReducedMotion, !state.settings.motion),
        ] {
            if choice(ui, on, action.entry().name, "") {
                out.extend(action.command(state));
            }
        }
        ui.separator();
        for (action, on) in [
            (A::ToggleLeftPane, state.settings.left_pane),
            (A::ToggleDetailPane, state.settings.detail_pane),
            (A::ToggleTimeStrip, state.settings.time_strip),
            (A::Communities, state.communities),
        ] {
            if choice(ui, on, action.entry().name, &action.key(ui.ctx())) {
                out.extend(action.command(state));
            }
        }
        items(ui, state, &[A::CloseReader, A::ShowList], out);
        ui.separator();
        items(ui, state, &[A::Views, A::StoreView], out);
        ui.separator();
        items(
            ui,
            state,
            &[A::ZoomIn, A::ZoomOut, A::Fit, A::FitSelection],
            out,
        );
        ui.separator();
        items(ui, state, &[A::LargerText, A::SmallerText], out);
    });
    ui.menu_button("Map", |ui| {
        items(ui, state, &[A::Pin, A::Unpin, A::UnpinAll], out);
        ui.separator();
        items(
            ui,
            state,
            &[A::Hide, A::HideOthers, A::ShowHidden, A::ClearFilter],
            out,
        );
        ui.separator();
        items(
            ui,
            state,
            &[A::FocusOne, A::FocusTwo, A::FocusThree, A::Unfocus],
            out,
        );
        ui.separator();
        items(ui, state, &[A::Fold, A::UnfoldAll, A::PlayTime], out);
        ui.separator();
        items(
            ui,
            state,
            &[
                A::Rearrange,
                A::RearrangeSelection,
                A::RearrangeAll,
                A::PauseLayout,
            ],
            out,
        );
        ui.separator();
        items(
            ui,
            state,
            &[
                A::ArrangeBlocs,
                A::ArrangeTiers,
                A::ArrangeRings,
                A::ArrangeCircle,
                A::ArrangeTimeline,
            ],
            out,
        );
        ui.separator();
        balance_ui(ui, state, out);
    });
    ui.menu_button("Correct", |ui| {
        items(
            ui,
            state,
            &[A::ReviewQueue, A::History, A::News, A::EndComparison],
            out,
        );
        ui.separator();
        items(
            ui,
            state,
            &[
                A::Correct,
                A::Join,
                A::KeepApart,
                A::Split,
                A::Note,
                A::Delete,
            ],
            out,
        );
        ui.separator();
        items(
            ui,
            state,
            &[A::ConfirmRelation, A::RejectRelation, A::CorrectRelation],
            out,
        );
    });
    ui.menu_button("Help", |ui| {
        items(ui, state, &[A::Palette, A::Keys, A::About], out);
    });
}

/// Distances at one end, clusters at the other; the map follows once the handle is let go.
fn balance_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let id = ui.id().with("balance");
    let held = ui.data(|data| data.get_temp::<f32>(id));
    let mut clusters = held.unwrap_or(state.settings.balance);
    ui.add_enabled_ui(!state.graph.entities().is_empty(), |ui| {
        ui.horizontal(|ui| {
            ui.label("Distances");
            ui.spacing_mut().slider_width = 96.0;
            let slider = egui::Slider::new(&mut clusters, 0.0..=1.0).show_value(false);
            let slider = ui
                .add(slider)
                .on_hover_text("How far the map keeps distances, or shows who belongs together");
            slider.widget_info(|| {
                let text = "Between distances and clusters";
                WidgetInfo::slider(true, f64::from(clusters), text)
            });
            ui.label("Clusters");
            if slider.dragged() {
                ui.data_mut(|data| data.insert_temp(id, clusters));
            } else if slider.drag_stopped() || slider.changed() {
                ui.data_mut(|data| data.remove::<f32>(id));
                out.push(Command::Show(UiAction::SetBalance(clusters)));
            }
        });
    });
}

fn items(ui: &mut Ui, state: &State, actions: &[Action], out: &mut Vec<Command>) {
    ui.set_min_width(232.0);
    ui.spacing_mut().button_padding = vec2(8.0, 4.0);
    for action in actions {
        let mut button = egui::Button::new(action.name(state));
        let key = action.key(ui.ctx());
        // An empty one would leave a space at the end of the name.
        if !key.is_empty() {
            button = button.shortcut_text(key);
        }
        let item = ui
            .add_enabled(action.is_enabled(state), button)
            .on_hover_text(action.entry().tip)
            .on_disabled_hover_text(action.why_not(state).unwrap_or_default());
        if item.clicked() {
            out.extend(action.command(state));
            ui.close();
        }
    }
}

/// Something that is on or off; says whether it was clicked.
fn choice(ui: &mut Ui, on: bool, label: &str, key: &str) -> bool {
    ui.set_min_width(232.0);
    ui.spacing_mut().button_padding = vec2(8.0, 4.0);
    let mark = if on { icons::DONE } else { "" };
    let right = format!("{mark}  {key}");
    let response = ui.add(egui::Button::new(label).shortcut_text(right.trim().to_owned()));
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, label));
    response.clicked()
}

fn recent_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let recent = &state.settings.recent;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        let button = egui::Button::new("Open recent").right_text(icons::RIGHT);
        SubMenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(220.0);
            ui.spacing_mut().button_padding = vec2(8.0, 4.0);
            for path in recent {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let item = ui
                    .button(name.as_ref())
                    .on_hover_text(path.display().to_string());
                if item.clicked() {
                    out.push(Command::Ask(Job::OpenProject(path.clone())));
                    ui.close();
                }
            }
        });
    });
}

//! Menus and tooltips of the map.

use eframe::egui::{self, Popup, PopupCloseBehavior, Response, RichText, Sense, Ui, vec2};

use crate::app::commands::{Command, Scope, Selection, UiAction};
use crate::app::icons;
use crate::app::map::content;
use crate::app::map::edge_shape;
use crate::app::map::light::Target;
use crate::app::map::{Map, Scene};
use crate::app::panels::correct_menu;
use crate::app::script;
use crate::app::theme::{self, Theme};
use crate::model::{Edit, EntityId, Relation};
use crate::query;

impl Map {
    /// The menu of what was clicked with the right button.
    pub(super) fn context_menu_ui(&self, ui: &mut Ui, scene: &Scene<'_>, out: &mut Vec<Command>) {
        ui.set_min_width(168.0);
        match self.menu {
            Some(Target::Node(node)) => {
                if let Some(id) = self.content.node(node).map(|node| &node.id) {
                    self.node_menu_ui(ui, scene, id, out);
                }
            }
            Some(Target::Line(line)) => {
                let relations = self.relations_of_line(scene, line);
                if let [relation] = relations.as_slice() {
                    relation_menu_ui(ui, relation, out);
                } else {
                    relations_ui(ui, scene, &relations, out);
                }
            }
            None => canvas_menu_ui(ui, scene, out),
        }
    }

    /// The list of relations of a bundle that was clicked.
    pub(super) fn bundle_ui(
        &mut self,
        response: &Response,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        let Some((line, at)) = self.bundle else {
            return;
        };
        let mut open = true;
        let relations = self.relations_of_line(scene, line);
        Popup::from_response(response)
            .id(response.id.with("bundle"))
            .at_position(at)
            .open_bool(&mut open)
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .show(|ui| relations_ui(ui, scene, &relations, out));
        if !open {
            self.bundle = None;
        }
    }

    pub(super) fn tooltip_ui(&self, response: &Response, scene: &Scene<'_>) {
        let Some(target) = self.hovered else { return };
        response.clone().on_hover_ui_at_pointer(|ui| {
            let theme = Theme::of(ui);
            match target {
                Target::Node(node) => {
                    if let Some(node) = self.content.node(node) {
                        let name = RichText::new(script::on_screen(&node.name))
                            .font(theme::semibold(13.0));
                        told(ui, name);
                        told(
                            ui,
                            RichText::new(&node.about).small().color(theme.secondary),
                        );
                    }
                }
                Target::Line(line) => {
                    for relation in self.relations_of_line(scene, line).iter().take(6) {
                        told(ui, content::sentence(scene.graph, relation));
                    }
                }
            }
        });
    }

    fn node_menu_ui(&self, ui: &mut Ui, scene: &Scene<'_>, id: &EntityId, out: &mut Vec<Command>) {
        // What is done to one of several selected is done to all of them.
        let ids: Vec<EntityId> = if scene.selection.entities.contains(id) {
            scene.selection.entities.iter().cloned().collect()
        } else {
            vec![id.clone()]
        };
        if item(ui, icons::CENTRE, "Centre") {
            out.push(Command::Show(UiAction::Centre(id.clone())));
        }
        if scene.pins.contains(id) {
            if item(ui, icons::UNPIN, "Unpin") {
                out.push(Command::Show(UiAction::Unpin(ids.clone())));
            }
        } else if item(ui, icons::PIN, "Pin") {
            let places = ids
                .iter()
                .filter_map(|id| Some((id.clone(), self.position(id)?)));
            out.push(Command::Show(UiAction::Drop(places.collect())));
        }
        if item(ui, icons::HIDE, "Hide") {
            out.extend(hide(scene, &ids).map(Command::Edit));
        }
        ui.separator();
        // These are about what is selected; what was clicked is, from here on.
        let select = || {
            let entities = ids.iter().cloned().collect();
            Command::Show(UiAction::Select(Selection {
                entities,
                relation: None,
            }))
        };
        for (icon, word, action) in [
            (icons::FOCUS, "Focus", UiAction::Focus(1)),
            (icons::HIDE, "Hide others", UiAction::HideOthers),
            (
                icons::EXPAND,
                "Expand to neighbours",
                UiAction::SelectNeighbours,
            ),
        ] {
            if item(ui, icon, word) {
                out.extend([select(), Command::Show(action)]);
            }
        }
        let is_group = scene.stands_for.values().any(|of| of == id);
        let word = if is_group { "Open the group" } else { "Group" };
        if (is_group || !query::members(scene.graph, id).is_empty()) && item(ui, icons::GROUP, word)
        {
            out.push(Command::Show(UiAction::Fold(id.clone())));
        }
        let other = scene.selection.entities.iter().next();
        if let (Some(other), 1, false) = (
            other,
            scene.selection.entities.len(),
            scene.selection.entities.contains(id),
        ) {
            let name = scene.graph.entity(other).map_or("", |entity| &entity.name);
            if item(ui, icons::CHAIN, &format!("Ways to {name}")) {
                out.push(Command::Show(UiAction::Select(Selection {
                    entities: [id.clone(), other.clone()].into(),
                    relation: None,
                })));
            }
        }
        ui.separator();
        let at = scene
            .graph
            .entity(id)
            .and_then(|entity| entity.mentions.first());
        let others = scene.selection.entities.iter().filter(|other| *other != id);
        let others: Vec<EntityId> = others.cloned().collect();
        correct_menu::node_ui(ui, id, at.map(|(at, _)| *at), &others, out);
        ui.separator();
        if item(ui, icons::COPY, "Copy name")
            && let Some(entity) = scene.graph.entity(id)
        {
            out.push(Command::Show(UiAction::CopyText(entity.name.clone())));
        }
    }

    fn relations_of_line<'a>(&self, scene: &Scene<'a>, line: u32) -> Vec<&'a Relation> {
        let ids = self
            .content
            .line(line)
            .map(|line| line.relations.as_slice());
        ids.unwrap_or_default()
            .iter()
            .filter_map(|id| scene.graph.relation(id))
            .collect()
    }
}

/// Words as wide as they are, up to the width of a tooltip: near the edge of the window there is no telling how wide the
/// tooltip may be before it has been moved away from there.
fn told(ui: &mut Ui, text: impl Into<egui::WidgetText>) {
    let most = ui.spacing().tooltip_width;
    let text = text.into();
    let galley = text.into_galley(ui, None, most, egui::TextStyle::Body);
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, Theme::of(ui).text);
}

fn hide(scene: &Scene<'_>, ids: &[EntityId]) -> Option<Edit> {
    let mut edits: Vec<Edit> = ids
        .iter()
        .filter_map(|id| scene.graph.entity(id)?.mentions.first())
        .map(|(at, _)| Edit::Hide { at: *at })
        .collect();
    if edits.len() > 1 {
        return Some(Edit::Group(edits));
    }
    edits.pop()
}

fn relation_menu_ui(ui: &mut Ui, relation: &Relation, out: &mut Vec<Command>) {
    let first = relation.evidence.first().map(|evidence| evidence.sentence);
    if item(ui, icons::QUOTE, "Show evidence") {
        out.push(select(relation));
        out.extend(first.map(|at| Command::Show(UiAction::Read(at))));
    }
    if item(ui, icons::COPY, "Copy citation") {
        out.extend(first.map(|at| Command::Show(UiAction::CopyCitation(at))));
    }
    ui.separator();
    correct_menu::relation_ui(ui, &relation.id, None, out);
}

fn canvas_menu_ui(ui: &mut Ui, scene: &Scene<'_>, out: &mut Vec<Command>) {
    let mut offer = |ui: &mut Ui, icon, text, action| {
        if item(ui, icon, text) {
            out.push(Command::Show(action));
        }
    };
    offer(ui, icons::FIT, "Fit", UiAction::Fit);
    offer(ui, icons::SELECT_ALL, "Select all", UiAction::SelectAll);
    ui.separator();
    ui.add_enabled_ui(!scene.pins.is_empty(), |ui| {
        offer(ui, icons::UNPIN, "Unpin all", UiAction::UnpinAll);
    });
    offer(
        ui,
        icons::REARRANGE,
        "Rearrange",
        UiAction::Rearrange(Scope::Unpinned),
    );
}

/// One row for each relation, with its line in front.
fn relations_ui(ui: &mut Ui, scene: &Scene<'_>, relations: &[&Relation], out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    ui.set_max_width(420.0);
    egui::ScrollArea::vertical()
        .max_height(320.0)
        .show(ui, |ui| {
            for relation in relations {
                let text = content::sentence(scene.graph, relation);
                ui.horizontal(|ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(26.0, 18.0), Sense::hover());
                    let ends = [rect.left_center(), rect.right_center()];
                    let color = theme.line(relation.kind.quad());
                    edge_shape::draw_sample(ui.painter(), theme, ends, color, relation.status);
                    if ui.add(egui::Button::new(text).frame(false)).clicked() {
                        out.push(select(relation));
                        ui.close();
                    }
                });
            }
        });
}

fn select(relation: &Relation) -> Command {
    Command::Show(UiAction::Select(Selection {
        relation: Some(relation.id.clone()),
        ..Selection::default()
    }))
}

fn item(ui: &mut Ui, icon: &str, text: &str) -> bool {
    let response = ui.add(egui::Button::new((icon, text)));
    // The icon is not part of the name.
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, ui.is_enabled(), text));
    response.clicked()
}

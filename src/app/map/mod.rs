//! The map: `egui_graphs` under our own shapes, labels, camera and hands.
//!
//! Takes a [`Scene`], gives commands. The only part of the program that names `egui_graphs` is `mirror`.
//!
//! One frame: hands on what was seen last, then the camera, then the picture. The picture is made anew only when something it
//! depends on changed (`kept::Key`); else the kept mesh is painted again, carried along where only the camera moves, since egui_graphs asks for another frame after each
//! of its own and the window would never rest. Everything in it is drawn with a `Pen` into one mesh (`brush`).

mod brush;
mod camera;
mod content;
mod diff;
mod easel;
mod edge_shape;
mod hands;
mod hits;
mod hull;
mod kept;
mod keys;
mod labels;
mod lettering;
mod light;
mod looking;
mod menus;
mod mirror;
mod node_shape;
mod overview;
mod pen;
mod picture;
#[cfg(test)]
mod pictures;
mod room;
mod route;
#[cfg(test)]
mod sample;
mod silhouette;
#[cfg(test)]
mod tests;
mod travel;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    self, Id, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    WidgetType,
};

use crate::app::commands::{Command, Selection};
use crate::app::diff::MapMarks;
use crate::app::map::camera::{Flight, Lens};
use crate::app::map::content::Content;
use crate::app::map::hands::{Gesture, Held};
use crate::app::map::hits::Hits;
use crate::app::map::kept::{Kept, Key};
use crate::app::map::light::{Light, Target};
use crate::app::map::looking::{Follow, Goal};
use crate::app::map::mirror::Mirror;
use crate::app::map::node_shape::Outline;
use crate::app::map::overview::Overview;
use crate::app::theme::Theme;
use crate::layout::Positions;
use crate::model::{ArticleId, Entity, EntityId, Graph, Kind, MapPos};
use crate::project::Camera;
use crate::query::{Step, Visible};

pub use content::{about, letters, sentence};
pub use diff::{Badge, draw_badge};
pub use edge_shape::draw_sample as draw_line_sample;
pub use lettering::Lettering;
pub use node_shape::{Detail, Glyph, Ring, draw_kind};

/// Seconds after which a dropped node that the worker never heard of goes back.
const DROP_PATIENCE_SECS: f64 = 1.0;
/// Seconds without a move of the camera after which the picture is made anew.
const REST_SECS: f64 = 0.12;

/// All that the map draws, read-only.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub graph: &'a Arc<Graph>,
    /// Changes whenever `graph` or `visible` does.
    pub revision: u64,
    pub visible: &'a Visible,
    pub positions: &'a Arc<Positions>,
    pub pins: &'a BTreeSet<EntityId>,
    pub selection: &'a Selection,
    /// Articles that came last: what only they tell is marked as new. Changes only with `graph`.
    pub newest: &'a BTreeSet<ArticleId>,
    /// Ways between two that are selected: these are lit, and nothing else around the two.
    pub chains: &'a [Vec<Step>],
    /// Who is folded into whom.
    pub stands_for: &'a BTreeMap<EntityId, EntityId>,
    /// What a comparison with another map marks.
    pub marks: Option<&'a MapMarks>,
    /// Sets of nodes to draw a soft ground around.
    pub communities: &'a [Vec<EntityId>],
    /// Changes whenever these do.
    pub communities_of: u64,
}

/// The map widget: camera, hover, kept shapes.
#[derive(Debug, Default)]
pub struct Map {
    camera: Option<Camera>,
    flight: Option<Flight>,
    follow: Follow,
    /// Asked for before the next frame knows how.
    goal: Option<Goal>,
    rect: Option<Rect>,
    /// The map's own area, so that its response can be read before it is painted.
    area: Option<Id>,
    revision: Option<u64>,
    content: Rc<Content>,
    mirror: Option<Mirror>,
    positions: Option<Arc<Positions>>,
    /// Where each node of `content` stands.
    at: Vec<Option<MapPos>>,
    moves: u64,
    pins: BTreeSet<EntityId>,
    /// Whether each node of `content` is one of them.
    pinned: Rc<Vec<bool>>,
    pin_changes: u64,
    held: Vec<Held>,
    gesture: Gesture,
    hovered: Option<Target>,
    /// How bright things are by now, on the way to what is singled out.
    light: Light,
    glow: u64,
    hits: Hits,
    /// What the context menu is about.
    menu: Option<Target>,
    /// The bundle whose list is open, and where.
    bundle: Option<(u32, egui::Pos2)>,
    focus_from_click: bool,
    kept: Option<Kept>,
    /// The overview, as it was drawn last.
    overview: Option<overview::Drawn>,
    /// Where the last frame was seen from, and when that last changed.
    stirred: Option<(Lens, f64)>,
}

impl Map {
    /// Draws the map in the rest of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, out: &mut Vec<Command>) {
        let rect = ui.available_rect_before_wrap();
        if !rect.is_positive() {
            return;
        }
        self.rect = Some(rect);
        self.take_content(ui, scene);
        self.take_pins(scene);
        self.take_positions(scene, ui.input(|input| input.time));
        self.move_camera(ui, rect);
        let before = self.lens(rect);
        if let Some(response) = self.area.and_then(|area| ui.ctx().read_response(area)) {
            self.take_hands(ui, &response, &before, scene, out);
        }
        let lens = self.lens(rect);
        let builder = UiBuilder::new().max_rect(rect).id_salt("map");
        ui.scope_builder(builder, |ui| self.area_ui(ui, &lens, scene, out));
    }

    /// Where a visible node stands.
    pub fn position(&self, id: &EntityId) -> Option<MapPos> {
        let at = self.content.index_of(id)?;
        self.at.get(at as usize).copied().flatten()
    }

    fn take_content(&mut self, ui: &Ui, scene: &Scene<'_>) {
        if self.revision == Some(scene.revision) {
            return;
        }
        self.revision = Some(scene.revision);
        self.content = Rc::new(Content::new(scene));
        self.mirror = Some(Mirror::new(&self.content, ui.ctx()));
        self.positions = None;
        self.pinned = Rc::default();
        // Indices are not those of the old graph.
        self.hovered = None;
        self.menu = None;
        self.bundle = None;
        self.hits = Hits::default();
        self.light = Light::default();
    }

    fn take_positions(&mut self, scene: &Scene<'_>, now_secs: f64) {
        let same = |known: &Arc<Positions>| Arc::ptr_eq(known, scene.positions);
        if self.positions.as_ref().is_some_and(same) {
            return;
        }
        self.positions = Some(scene.positions.clone());
        self.moves += 1;
        let nodes = self.content.nodes.iter();
        self.at = nodes.map(|node| scene.positions.get(&node.id)).collect();
        let mut held = std::mem::take(&mut self.held);
        held.retain(|held| {
            let Some(dropped_secs) = held.dropped_secs else {
                return true;
            };
            let there = scene
                .positions
                .get(&held.id)
                .is_some_and(|at| (at.x - held.at.x).abs() < 0.5 && (at.y - held.at.y).abs() < 0.5);
            !there && now_secs - dropped_secs < DROP_PATIENCE_SECS
        });
        for held in &held {
            self.put(&held.id, held.at);
        }
        self.held = held;
    }

    fn put(&mut self, id: &EntityId, at: MapPos) {
        let index = self.content.index_of(id);
        if let Some(place) = index.and_then(|index| self.at.get_mut(index as usize)) {
            *place = Some(at);
            self.moves += 1;
        }
    }

    fn area_ui(&mut self, ui: &mut Ui, lens: &Lens, scene: &Scene<'_>, out: &mut Vec<Command>) {
        let theme = Theme::of(ui);
        ui.painter().rect_filled(lens.rect, 0.0, theme.map);
        let overview = Overview::new(lens, self.bounds(None));
        let selected = self.selected(scene);
        let way = self.lines_of_chains(scene);
        let goal = Light::new(&self.content, &selected, self.hovered, &way);
        self.glow_towards(ui, &goal);
        let key = Key {
            revision: scene.revision,
            moves: self.moves,
            lens: *lens,
            dark: theme.dark,
            selected,
            hovered: self.hovered,
            glow: self.glow,
            pins: self.pin_changes,
            communities: scene.communities_of,
        };
        let is_moving = self.is_moving(ui, lens);
        let ctx = ui.ctx();
        let good = self
            .kept
            .as_mut()
            .is_some_and(|kept| kept.is_fresh(&key, ctx) || (is_moving && kept.carry(&key, ctx)));
        let response = match self.kept.as_ref().filter(|_| good) {
            Some(kept) => {
                let (response, painter) =
                    ui.allocate_painter(lens.rect.size(), Sense::click_and_drag());
                kept.paint(&painter, lens.rect);
                response
            }
            None => self.paint(ui, scene, key, lens, overview.as_ref(), &goal),
        };
        if let Some(overview) = &overview {
            self.draw_overview(ui, lens, overview, is_moving);
        }
        self.area = Some(response.id);
        if let Some(marks) = scene.marks {
            self.draw_marks(ui, lens, marks);
        }
        self.describe(&response, scene);
        self.draw_gesture(ui, theme, &response);
        if self.gesture == Gesture::Idle && !response.context_menu_opened() && self.bundle.is_none()
        {
            self.tooltip_ui(&response, scene);
        }
        response.context_menu(|ui| self.context_menu_ui(ui, scene, out));
        self.bundle_ui(&response, scene, out);
        self.corner_ui(ui, lens, overview, out);
    }

    /// Whether the map is on its way, in the hand, or was so a moment ago: its picture is then carried along.
    fn is_moving(&mut self, ui: &Ui, lens: &Lens) -> bool {
        let now_secs = ui.input(|input| input.time);
        let since_secs = match self.stirred {
            Some((before, since_secs)) if before == *lens => since_secs,
            Some(_) => now_secs,
            None => f64::NEG_INFINITY,
        };
        self.stirred = Some((*lens, since_secs));
        let left_secs = REST_SECS - (now_secs - since_secs);
        if left_secs > 0.0 {
            let left = Duration::from_secs_f64(left_secs);
            ui.ctx().request_repaint_after(left);
        }
        left_secs > 0.0 || matches!(self.gesture, Gesture::Pan { .. })
    }

    fn selected(&self, scene: &Scene<'_>) -> Vec<Target> {
        let entities = scene.selection.entities.iter();
        let nodes = entities
            .filter_map(|id| self.content.index_of(id))
            .map(Target::Node);
        let relation = scene.selection.relation.as_ref();
        let line = relation
            .and_then(|id| self.content.line_of(id))
            .map(Target::Line);
        nodes.chain(line).collect()
    }

    /// The lines that the chains between two selected go along.
    fn lines_of_chains(&self, scene: &Scene<'_>) -> Vec<u32> {
        let steps = scene.chains.iter().flatten();
        let lines = steps.flat_map(|step| &step.relations);
        let mut lines: Vec<u32> = lines.filter_map(|id| self.content.line_of(id)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// What a screen reader says of the map: how much there is, and what is selected.
    fn describe(&self, response: &Response, scene: &Scene<'_>) {
        let count =
            |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        response.widget_info(|| {
            let entities = count(self.content.nodes.len(), "entity", "entities");
            let relations = count(self.content.n_relations, "relation", "relations");
            let mut label = format!("Map: {entities}, {relations}");
            let selected = scene.selection.entities.iter();
            let mut selected = selected.filter_map(|id| scene.graph.entity(id));
            if let Some(entity) = selected.next() {
                let n = count(
                    scene.graph.relations_of(&entity.id).count(),
                    "line",
                    "lines",
                );
                label = format!("{label}. Selected: {}, {n}", entity.name);
            }
            if let Some(marks) = scene.marks {
                let (new, gone) = (marks.new.len(), marks.ghosts.len());
                label = format!("{label}. Compared: {new} new, {gone} gone");
            }
            let relation = scene.selection.relation.as_ref();
            if let Some(relation) = relation.and_then(|id| scene.graph.relation(id)) {
                label = format!("{label}. Selected: {}", sentence(scene.graph, relation));
            }
            WidgetInfo::labeled(WidgetType::Image, true, label)
        });
    }

    /// The box or lasso under way, and a rim for who came here with the Tab key.
    fn draw_gesture(&self, ui: &Ui, theme: &Theme, response: &Response) {
        let painter = ui.painter().with_clip_rect(response.rect);
        let gold = Stroke::new(1.2, theme.gold);
        let veil = theme.gold.gamma_multiply(0.08);
        match &self.gesture {
            Gesture::Box { from, to } => {
                let area = Rect::from_two_pos(*from, *to);
                painter.rect(area, 2.0, veil, gold, StrokeKind::Inside);
            }
            Gesture::Lasso(way) => {
                painter.add(Shape::closed_line(way.clone(), gold));
            }
            _ => {}
        }
        if response.has_focus() && !self.focus_from_click {
            let rim = response.rect.shrink(1.0);
            painter.rect_stroke(rim, 0.0, gold, StrokeKind::Inside);
        }
    }
}

/// A node's size with its name, in map units, for the layout.
pub fn footprint(graph: &Graph, entity: &Entity) -> (f32, f32) {
    let letters = content::letters(entity);
    let scale = content::scale(graph, &entity.id);
    let half = Outline::of(entity.kind, letters.chars().count(), scale).half();
    let n_chars = entity.name.chars().count() as f32;
    let per_char = if entity.kind == Kind::State { 7.2 } else { 6.4 };
    let name = (n_chars * per_char).min(138.0);
    ((2.0 * half.x).max(name) + 10.0, 2.0 * half.y + 26.0)
}

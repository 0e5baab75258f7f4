//! The map: `egui_graphs` under our own shapes, labels, camera and hands.
//!
//! Takes a [`Scene`], gives commands. The only part of the program that names `egui_graphs` is `mirror`.
//!
//! One frame: hands on what was seen last, then the camera, then the picture. The picture is made anew only when something it
//! depends on changed ([`kept::Key`]); else the kept mesh is painted again, since egui_graphs asks for another frame after each
//! of its own and the window would never rest.

mod camera;
mod content;
mod edge_shape;
mod hands;
mod hits;
mod kept;
mod labels;
mod light;
mod menus;
mod mirror;
mod node_shape;
mod overview;
#[cfg(test)]
mod sample;
mod silhouette;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    self, Id, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
    WidgetType, pos2,
};

use crate::app::commands::{Command, Selection};
use crate::app::map::camera::{Flight, Lens};
use crate::app::map::content::Content;
use crate::app::map::hands::{Gesture, Held};
use crate::app::map::hits::{Form, Hits};
use crate::app::map::kept::{Kept, Key};
use crate::app::map::labels::{Obstacle, Rank, Wish};
use crate::app::map::light::{Light, Target};
use crate::app::map::mirror::{Looked, Mirror, Staging};
use crate::app::map::node_shape::Outline;
use crate::app::map::overview::Overview;
use crate::app::theme::Theme;
use crate::layout::Positions;
use crate::model::{ArticleId, Entity, EntityId, Graph, Kind, MapPos};
use crate::project::Camera;
use crate::query::Visible;

pub use content::{about, letters, sentence};
pub use edge_shape::draw_sample as draw_line_sample;
pub use node_shape::{Detail, Glyph, Ring, draw_kind};

/// A fitted map is shown no closer than this.
const FIT_CLOSEST: f32 = 1.25;
/// What is looked at is brought at least this close.
const LOOK_CLOSEST: f32 = 1.1;
/// Where along a line its count may stand, best first.
const BADGE_PLACES: [f32; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
/// Seconds after which a dropped node that the worker never heard of goes back.
const DROP_PATIENCE_SECS: f64 = 1.0;

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
    content: Content,
    mirror: Option<Mirror>,
    positions: Option<Arc<Positions>>,
    /// Where each node of `content` stands.
    at: Vec<Option<MapPos>>,
    moves: u64,
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
}

/// Whether the camera keeps everything in view by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Follow {
    /// Until the user looks elsewhere.
    #[default]
    All,
    Nothing,
}

/// A camera move that waits for the size of the window.
#[derive(Clone, PartialEq, Debug)]
enum Goal {
    Fit,
    Show(Vec<EntityId>),
    Zoom(f32),
}

impl Map {
    /// Draws the map in the rest of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, out: &mut Vec<Command>) {
        let rect = ui.available_rect_before_wrap();
        if !rect.is_positive() {
            return;
        }
        self.rect = Some(rect);
        self.take_content(scene);
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

    /// What is looked at, once there was anything to look at.
    pub fn camera(&self) -> Option<Camera> {
        self.camera
    }

    /// Looks from `camera` at once.
    pub fn set_camera(&mut self, camera: Camera) {
        self.goal = None;
        self.look_from(camera);
    }

    /// Moves smoothly until all that is visible fits.
    pub fn fit(&mut self) {
        self.goal = Some(Goal::Fit);
    }

    /// Moves smoothly until these nodes are in the middle.
    pub fn look_at(&mut self, ids: &[EntityId]) {
        self.goal = Some(Goal::Show(ids.to_vec()));
    }

    /// Zooms smoothly about the middle.
    pub fn zoom_by(&mut self, factor: f32) {
        self.goal = Some(Goal::Zoom(factor));
    }

    /// Where a visible node stands.
    pub fn position(&self, id: &EntityId) -> Option<MapPos> {
        let at = self.content.index_of(id)?;
        self.at.get(at as usize).copied().flatten()
    }

    fn lens(&self, rect: Rect) -> Lens {
        let camera = self.camera.unwrap_or(Camera {
            centre: MapPos::default(),
            zoom: 1.0,
        });
        Lens { rect, camera }
    }

    fn look_from(&mut self, camera: Camera) {
        self.camera = Some(camera);
        self.flight = None;
        self.follow = Follow::Nothing;
    }

    fn fly_to(&mut self, camera: Camera) {
        self.follow = Follow::Nothing;
        self.flight = self.camera.map(|from| Flight::new(from, camera));
    }

    fn take_content(&mut self, scene: &Scene<'_>) {
        if self.revision == Some(scene.revision) {
            return;
        }
        self.revision = Some(scene.revision);
        self.content = Content::new(scene);
        self.mirror = Some(Mirror::new(&self.content));
        self.positions = None;
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

    /// The box around all nodes, or around some.
    fn bounds(&self, ids: Option<&[EntityId]>) -> Option<Rect> {
        let mut bounds = Rect::NOTHING;
        match ids {
            None => {
                for at in self.at.iter().flatten() {
                    bounds.extend_with(pos2(at.x, at.y));
                }
            }
            Some(ids) => {
                for at in ids.iter().filter_map(|id| self.position(id)) {
                    bounds.extend_with(pos2(at.x, at.y));
                }
            }
        }
        bounds.is_finite().then_some(bounds)
    }

    fn move_camera(&mut self, ui: &Ui, rect: Rect) {
        let (now_secs, moves) = (
            ui.input(|input| input.time),
            ui.style().animation_time > 0.0,
        );
        if let Some(target) = self.goal.take().and_then(|goal| self.aim(goal, rect)) {
            self.flight = self.camera.map(|from| Flight::new(from, target));
            self.camera = self.camera.or(Some(target));
        }
        if let Some(flight) = self.flight.take() {
            let flight = flight.started(now_secs);
            let (camera, over) = if moves {
                flight.at(now_secs)
            } else {
                (flight.goal(), true)
            };
            self.camera = Some(camera);
            if !over {
                self.flight = Some(flight);
                ui.ctx().request_repaint();
            }
        } else if self.follow == Follow::All
            && let Some(bounds) = self.bounds(None)
        {
            self.follow(ui, camera::fitting(bounds, rect, FIT_CLOSEST));
        }
    }

    /// Glides after a map that grows or unfolds.
    fn follow(&mut self, ui: &Ui, goal: Camera) {
        let camera = self
            .camera
            .map(|camera| camera::between(camera, goal, ease(ui)));
        match camera {
            Some(camera) if !camera::looks_same(camera, goal) => {
                self.camera = Some(camera);
                ui.ctx().request_repaint();
            }
            _ => self.camera = Some(goal),
        }
    }

    fn aim(&mut self, goal: Goal, rect: Rect) -> Option<Camera> {
        match goal {
            // Nothing to fly to: it is on its way already.
            Goal::Fit if self.follow == Follow::All => None,
            Goal::Fit => {
                self.follow = Follow::All;
                let bounds = self.bounds(None)?;
                Some(camera::fitting(bounds, rect, FIT_CLOSEST))
            }
            Goal::Show(ids) => {
                let bounds = self.bounds(Some(&ids))?;
                self.follow = Follow::Nothing;
                let fitted = camera::fitting(bounds, rect, LOOK_CLOSEST);
                let zoom = self.lens(rect).camera.zoom;
                // Who looks closer already stays as close, if all fits.
                let zoom = if ids.len() == 1 {
                    zoom.max(fitted.zoom.min(0.8))
                } else {
                    fitted.zoom
                };
                Some(Camera { zoom, ..fitted })
            }
            Goal::Zoom(factor) => {
                self.follow = Follow::Nothing;
                let lens = self.lens(rect);
                // Presses in quick succession add up.
                let from = self.flight.map_or(lens.camera, |flight| flight.goal());
                Some(
                    Lens {
                        camera: from,
                        ..lens
                    }
                    .zoomed_about(rect.center(), factor),
                )
            }
        }
    }

    fn area_ui(&mut self, ui: &mut Ui, lens: &Lens, scene: &Scene<'_>, out: &mut Vec<Command>) {
        let theme = Theme::of(ui);
        ui.painter().rect_filled(lens.rect, 0.0, theme.map);
        let overview = Overview::new(lens, self.bounds(None));
        let selected = self.selected(scene);
        let goal = Light::new(&self.content, &selected, self.hovered);
        self.glow_towards(ui, &goal);
        let key = Key {
            revision: scene.revision,
            moves: self.moves,
            camera: lens.camera,
            rect: lens.rect,
            dark: theme.dark,
            selected,
            hovered: self.hovered,
            glow: self.glow,
            pins: scene.pins.clone(),
        };
        let kept = self
            .kept
            .as_ref()
            .and_then(|kept| kept.picture(&key, ui.ctx()));
        let response = match kept {
            Some(picture) => {
                let (response, painter) =
                    ui.allocate_painter(lens.rect.size(), Sense::click_and_drag());
                painter.add(picture);
                response
            }
            None => self.paint(ui, key, lens, overview, &goal),
        };
        self.area = Some(response.id);
        self.describe(&response);
        self.draw_gesture(ui, theme, &response);
        if self.gesture == Gesture::Idle && !response.context_menu_opened() && self.bundle.is_none()
        {
            self.tooltip_ui(&response, scene);
        }
        response.context_menu(|ui| self.context_menu_ui(ui, scene, out));
        self.bundle_ui(&response, scene, out);
        self.corner_ui(ui, lens, overview, out);
    }

    /// Makes the picture anew.
    fn paint(
        &mut self,
        ui: &mut Ui,
        key: Key,
        lens: &Lens,
        overview: Option<Overview>,
        goal: &Light,
    ) -> Response {
        let theme = Theme::of(ui);
        let first = kept::next_shape(ui.ctx(), ui.layer_id());
        let nodes = || self.content.nodes.iter().zip(0u32..);
        let ring = |index| {
            let target = Target::Node(index);
            if key.selected.contains(&target) {
                Ring::Selected
            } else if key.hovered == Some(target) {
                Ring::Hovered
            } else {
                Ring::None
            }
        };
        let rings: Vec<Ring> = nodes().map(|(_, index)| ring(index)).collect();
        let pinned: Vec<bool> = nodes()
            .map(|(node, _)| key.pins.contains(&node.id))
            .collect();
        let staging = Staging {
            positions: &self.at,
            goal,
            light: &self.light,
            rings: &rings,
            pinned: &pinned,
            theme,
        };
        let mirror = self
            .mirror
            .get_or_insert_with(|| Mirror::new(&self.content));
        let (response, looked) = mirror.show(ui, lens, staging);
        let mut shapes = Vec::new();
        let corner = overview.as_ref().map(Overview::corner);
        self.draw_names(ui, lens, goal, &key, corner, &mut shapes);
        if let Some(overview) = overview {
            overview.draw(theme, &self.content, &self.at, lens, &mut shapes);
        }
        ui.painter().with_clip_rect(lens.rect).extend(shapes);
        let kept = Kept::take(key, ui.ctx(), ui.layer_id(), first);
        match looked {
            Looked::AsTold => self.kept = Some(kept),
            Looked::Elsewhere => ui.ctx().request_discard("egui_graphs moved the camera"),
        }
        response
    }

    /// Moves the light some of the way to `goal`, as far as the time since the last frame goes.
    fn glow_towards(&mut self, ui: &Ui, goal: &Light) {
        if self.light == *goal {
            return;
        }
        self.glow += 1;
        let next = self.light.towards(goal, ease(ui));
        if next.is_some() {
            ui.ctx().request_repaint();
        }
        self.light = next.unwrap_or_else(|| goal.clone());
    }

    /// Draws counts and names where there is room for them, and files all that can be hit.
    fn draw_names(
        &mut self,
        ui: &Ui,
        lens: &Lens,
        goal: &Light,
        key: &Key,
        corner: Option<Rect>,
        shapes: &mut Vec<Shape>,
    ) {
        let mut hits = Hits::new(lens.rect);
        let mut wishes = Vec::new();
        let mut nodes = Vec::new();
        let view = lens.rect.expand(40.0);
        for (index, (node, at)) in (0u32..).zip(self.content.nodes.iter().zip(&self.at)) {
            let Some(at) = at else { continue };
            let centre = lens.screen_from_map(*at);
            if !view.contains(centre) {
                continue;
            }
            let scale = lens.shape_scale() * node.scale;
            let outline = Outline::of(node.kind, node.letters.chars().count(), scale);
            let target = Target::Node(index);
            let is_selected = key.selected.contains(&target);
            let rank = if is_selected || key.hovered == Some(target) {
                Rank::Chosen
            } else if goal.is_node_raised(index) {
                Rank::Neighbour
            } else {
                Rank::Other
            };
            let half = outline.half() + Vec2::splat(if is_selected { 4.0 } else { 0.0 });
            nodes.push((rank, index, centre, outline));
            wishes.push(Wish {
                node: index,
                name: &node.name,
                kind: node.kind,
                centre,
                half,
                scale,
                rank,
                weight: node.weight,
                strength: label_strength(self.light.node(index)),
            });
        }
        let mut taken: Vec<Obstacle> = wishes
            .iter()
            .map(|wish| Obstacle {
                rect: Rect::from_center_size(wish.centre, 2.0 * wish.half),
                bright: !goal.focused || goal.is_node_raised(wish.node),
            })
            .chain(corner.map(|rect| Obstacle { rect, bright: true }))
            .collect();
        // "UN" need not be said twice.
        wishes.retain(|wish| {
            let node = self.content.node(wish.node);
            node.is_none_or(|node| node.name != node.letters)
        });
        self.draw_lines_on_top(ui, &mut taken, &mut hits, shapes);
        // What is raised was drawn last, so it is hit first.
        nodes.sort_by_key(|&(rank, index, ..)| (std::cmp::Reverse(rank), index));
        for (_, index, centre, outline) in nodes {
            hits.add(Target::Node(index), Form::Node { centre, outline });
        }
        let room = lens.rect.shrink(4.0);
        let theme = Theme::of(ui);
        let names = labels::place(ui.painter(), room, &taken, wishes);
        labels::draw(&names, theme, shapes);
        for label in names {
            hits.add(Target::Node(label.node), Form::Name(label.rect));
        }
        self.hits = hits;
    }

    /// Files the lines, and draws the counts of bundles where no node hides them.
    fn draw_lines_on_top(
        &self,
        ui: &Ui,
        taken: &mut Vec<Obstacle>,
        hits: &mut Hits,
        shapes: &mut Vec<Shape>,
    ) {
        for (index, line) in (0u32..).zip(&self.content.lines) {
            let drawn = self.mirror.as_ref().and_then(|mirror| mirror.drawn(index));
            let Some((route, style)) = drawn else {
                continue;
            };
            hits.add_chain(index, &route.points);
            let Some(count) = line.count() else { continue };
            let radius = edge_shape::COUNT_RADIUS;
            let place = |part: f32| {
                let (centre, _) = route.at(part)?;
                Some(Rect::from_center_size(centre, Vec2::splat(2.0 * radius)))
            };
            let is_free = |rect: &Rect| !taken.iter().any(|other| other.rect.intersects(*rect));
            let places = BADGE_PLACES.iter().filter_map(|&part| place(part));
            let Some(rect) = places.clone().find(is_free).or_else(|| place(0.5)) else {
                continue;
            };
            let centre = rect.center();
            edge_shape::draw_count(ui.painter(), centre, count, style, shapes);
            hits.add(Target::Line(index), Form::Badge { centre, radius });
            taken.push(Obstacle { rect, bright: true });
        }
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

    fn describe(&self, response: &Response) {
        let count =
            |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        response.widget_info(|| {
            let entities = count(self.content.nodes.len(), "entity", "entities");
            let relations = count(self.content.n_relations, "relation", "relations");
            WidgetInfo::labeled(
                WidgetType::Image,
                true,
                format!("Map: {entities}, {relations}"),
            )
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

/// The part of a way that is gone since the last frame; all of it where nothing should move.
fn ease(ui: &Ui) -> f32 {
    let motion_secs = ui.style().animation_time;
    if motion_secs <= 0.0 {
        return 1.0;
    }
    let passed_secs = ui.input(|input| input.stable_dt.min(0.1));
    1.0 - (-3.0 * passed_secs / motion_secs).exp()
}

/// A node's size with its name, in map units, for the layout.
pub fn footprint(entity: &Entity) -> (f32, f32) {
    let letters = content::letters(entity);
    let scale = content::scale(entity.mentions.len());
    let half = Outline::of(entity.kind, letters.chars().count(), scale).half();
    let n_chars = entity.name.chars().count() as f32;
    let per_char = if entity.kind == Kind::State { 7.2 } else { 6.4 };
    let name = (n_chars * per_char).min(138.0);
    ((2.0 * half.x).max(name) + 10.0, 2.0 * half.y + 26.0)
}

/// Names stay readable where shapes step back.
fn label_strength(strength: f32) -> f32 {
    0.3 + 0.7 * strength
}

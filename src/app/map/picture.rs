//! The picture: nodes and lines through the mirror, then counts, names and the overview on top.

use eframe::egui::{Rect, Response, Shape, Ui, Vec2};

use crate::app::map::hits::{Form, Hits};
use crate::app::map::kept::{self, Kept, Key};
use crate::app::map::labels::{self, Obstacle, Rank, Wish};
use crate::app::map::light::{Light, Target};
use crate::app::map::looking::ease;
use crate::app::map::mirror::{Looked, Mirror, Staging};
use crate::app::map::node_shape::{Outline, Ring};
use crate::app::map::overview::Overview;
use crate::app::map::{Map, Scene, camera::Lens};
use crate::app::map::{edge_shape, hull};
use crate::app::theme::Theme;

/// Where along a line its count may stand, best first.
const BADGE_PLACES: [f32; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

impl Map {
    /// Makes the picture anew.
    pub(super) fn paint(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
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
        let mut grounds = Vec::new();
        hull::draw(scene, &self.content, &self.at, lens, theme, &mut grounds);
        ui.painter().with_clip_rect(lens.rect).extend(grounds);
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
    pub(super) fn glow_towards(&mut self, ui: &Ui, goal: &Light) {
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
}

/// Names stay readable where shapes step back.
fn label_strength(strength: f32) -> f32 {
    0.3 + 0.7 * strength
}

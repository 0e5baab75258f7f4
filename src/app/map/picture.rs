//! The picture: nodes and lines through the mirror, then counts and names on top, all in one mesh.

use std::rc::Rc;

use eframe::egui::{Rect, Response, Ui, Vec2};

use crate::app::map::easel::{Easel, Stage};
use crate::app::map::hits::{Hits, Spot};
use crate::app::map::kept::{Kept, Key};
use crate::app::map::labels::{self, Field, Rank, Wish};
use crate::app::map::light::{Light, Target};
use crate::app::map::looking::ease;
use crate::app::map::mirror::Mirror;
use crate::app::map::node_shape::{Outline, Ring};
use crate::app::map::overview::{self, Overview};
use crate::app::map::room::{Ground, Shown};
use crate::app::map::travel::Hold;
use crate::app::map::{Map, Scene, camera::Lens};
use crate::app::map::{edge_shape, hull};
use crate::app::theme::Theme;
use crate::model::MapPos;

/// How much more than the view is drawn on each side, in parts of it: so far the picture can be carried along.
const BEYOND: f32 = 0.5;
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
        overview: Option<&Overview>,
        goal: &Light,
    ) -> Response {
        let theme = Theme::of(ui);
        let view = lens.rect;
        let reach = view.expand2(view.size() * BEYOND);
        let stage = Stage {
            lens: *lens,
            reach,
            theme,
            goal: goal.clone(),
            light: self.light.clone(),
            rings: self.rings(&key),
            pinned: self.pinned.clone(),
        };
        let old = self
            .kept
            .take()
            .and_then(Kept::into_sheet)
            .unwrap_or_default();
        let mirror = self
            .mirror
            .get_or_insert_with(|| Mirror::new(&self.content, ui.ctx()));
        let easel = mirror.easel();
        {
            let easel = &mut *easel.borrow_mut();
            easel.begin(stage, ui.ctx(), old);
            let (brush, _) = easel.top();
            hull::draw(scene, &self.content, &self.at, lens, theme, brush);
        }
        mirror.place(&self.at, self.moves);
        let response = mirror.show(ui);
        let easel = &mut *easel.borrow_mut();
        easel.close();
        let corner = overview::corner(view, overview);
        let field = Field { view, reach };
        self.draw_names(&key, &field, goal, theme, corner, easel);
        let on_screen = |at: &MapPos| reach.contains(lens.screen_from_map(*at));
        let all_drawn = self.at.iter().flatten().all(on_screen);
        let reach = (!all_drawn).then_some(reach);
        let kept = Kept::new(key, ui.ctx(), easel.picture(), reach);
        kept.paint(ui.painter(), view);
        self.kept = Some(kept);
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

    /// Notes which nodes are pinned, if that is news.
    pub(super) fn take_pins(&mut self, scene: &Scene<'_>) {
        let known = self.pinned.len() == self.content.nodes.len() && self.pins == *scene.pins;
        if known {
            return;
        }
        self.pins.clone_from(scene.pins);
        self.pin_changes += 1;
        let nodes = self.content.nodes.iter();
        let pinned = nodes.map(|node| scene.pins.contains(&node.id)).collect();
        self.pinned = Rc::new(pinned);
    }

    fn rings(&self, key: &Key) -> Vec<Ring> {
        let mut rings = vec![Ring::None; self.content.nodes.len()];
        let mut put = |target: &Target, ring| {
            if let Target::Node(node) = target
                && let Some(place) = rings.get_mut(*node as usize)
            {
                *place = ring;
            }
        };
        if let Some(target) = &key.hovered {
            put(target, Ring::Hovered);
        }
        for target in &key.selected {
            put(target, Ring::Selected);
        }
        rings
    }

    /// Draws counts and names where there is room for them, and notes all that can be hit.
    fn draw_names(
        &mut self,
        key: &Key,
        field: &Field,
        goal: &Light,
        theme: &Theme,
        corner: Rect,
        easel: &mut Easel,
    ) {
        let (lens, rings) = (&key.lens, self.rings(key));
        let near = field.reach.expand(40.0);
        // The shape of each node that is drawn, with room for its ring.
        let mut spots: Vec<Option<Spot>> = vec![None; self.content.nodes.len()];
        let mut ground = Ground::new(field.reach);
        let nodes = self.content.nodes.iter().zip(&self.at);
        for ((index, (node, at)), place) in (0u32..).zip(nodes).zip(&mut spots) {
            let Some(at) = at else { continue };
            let centre = lens.screen_from_map(*at);
            if !near.contains(centre) {
                continue;
            }
            let scale = lens.shape_scale() * node.scale;
            let spot = Spot {
                node: index,
                centre,
                outline: Outline::of(node.kind, node.n_letters, scale),
            };
            *place = Some(spot);
            let shown = match !goal.focused || goal.is_node_raised(index) {
                true => Shown::Bright,
                false => Shown::Dim,
            };
            ground.add(room_of(&spot, rings.get(index as usize).copied()), shown);
        }
        ground.add(corner, Shown::Bright);
        let mut hits = Hits {
            lens: Some(*lens),
            badge_radius: edge_shape::COUNT_RADIUS,
            lines: easel.take_drawn(),
            ..Hits::default()
        };
        self.draw_counts(&mut hits, &mut ground, easel);
        let rank = |index: u32| {
            let ring = rings.get(index as usize).copied().unwrap_or_default();
            if ring != Ring::None {
                Rank::Chosen
            } else if goal.is_node_raised(index) {
                Rank::Neighbour
            } else {
                Rank::Other
            }
        };
        let wish = |index: u32| {
            let (node, spot) = (self.content.node(index)?, spots.get(index as usize)?);
            let spot = spot.as_ref()?;
            let half = room_of(spot, rings.get(index as usize).copied()).size() / 2.0;
            // "UN" need not be said twice.
            (node.name != node.letters).then(|| Wish {
                node: index,
                name: &node.name,
                kind: node.kind,
                centre: spot.centre,
                half,
                scale: lens.shape_scale() * node.scale,
                rank: rank(index),
                strength: label_strength(self.light.node(index)),
            })
        };
        let by_weight = &self.content.by_weight;
        let of_rank = |wanted: Rank| {
            let nodes = by_weight.iter().copied();
            nodes.filter(move |&index| rank(index) == wanted)
        };
        let order = [Rank::Chosen, Rank::Neighbour, Rank::Other];
        let wishes = order.into_iter().flat_map(of_rank).filter_map(wish);
        let (brush, lettering) = easel.top();
        let names = labels::place(lettering, field, &ground, wishes);
        labels::draw(&names, theme, brush);
        hits.names = names.iter().map(|name| (name.node, name.rect)).collect();
        // What is raised was drawn last, so it is hit first.
        hits.nodes = spots.into_iter().flatten().collect();
        hits.nodes
            .sort_by_key(|spot| (std::cmp::Reverse(rank(spot.node)), spot.node));
        self.hits = hits;
    }

    /// Draws the counts of bundles where no node hides them.
    fn draw_counts(&self, hits: &mut Hits, ground: &mut Ground, easel: &mut Easel) {
        let side = Vec2::splat(2.0 * hits.badge_radius);
        for &(index, ref route) in &hits.lines {
            let line = self.content.line(index);
            let (Some(count), Some(style)) =
                (line.and_then(|line| line.count()), easel.style(index))
            else {
                continue;
            };
            let place = |part: f32| {
                let (centre, _) = route.at(part)?;
                Some(Rect::from_center_size(centre, side))
            };
            let is_free = |rect: &Rect| ground.all.is_free(*rect, None);
            let places = BADGE_PLACES.iter().filter_map(|&part| place(part));
            let Some(rect) = places.clone().find(is_free).or_else(|| place(0.5)) else {
                continue;
            };
            let (brush, lettering) = easel.top();
            brush.tie(Some(Hold::Words(rect.center())));
            edge_shape::draw_count(lettering, rect.center(), count, style, brush);
            hits.badges.push((index, rect.center()));
            ground.add(rect, Shown::Bright);
        }
    }
}

/// The box around a node's shape and its ring.
fn room_of(spot: &Spot, ring: Option<Ring>) -> Rect {
    let more = if ring == Some(Ring::Selected) {
        4.0
    } else {
        0.0
    };
    Rect::from_center_size(spot.centre, 2.0 * (spot.outline.half() + Vec2::splat(more)))
}

/// Names stay readable where shapes step back.
fn label_strength(strength: f32) -> f32 {
    0.3 + 0.7 * strength
}

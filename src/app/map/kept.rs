//! The picture of the last change, kept as one mesh and painted again until something changes.

use std::sync::Arc;

use eframe::egui::{Context, Mesh, Painter, Rect, Shape, Vec2, vec2};

use crate::app::map::lettering::Atlas;
use crate::app::map::light::Target;
use crate::project::Camera;

/// Everything that the picture depends on.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    pub revision: u64,
    /// Raised whenever a node stands somewhere else.
    pub moves: u64,
    pub camera: Camera,
    /// Whether the map is in the hand: names then stay with their nodes, and are placed anew when it is let go.
    pub panning: bool,
    pub rect: Rect,
    pub dark: bool,
    pub selected: Vec<Target>,
    pub hovered: Option<Target>,
    /// Raised while the light is on its way.
    pub glow: u64,
    /// Raised whenever something else is pinned.
    pub pins: u64,
    pub communities: u64,
}

impl Key {
    /// How far the map has moved on the screen since `before`, if nothing else is new.
    pub fn panned_since(&self, before: &Self) -> Option<Vec2> {
        let camera = Camera {
            centre: self.camera.centre,
            ..before.camera
        };
        let moved = Self {
            camera,
            panning: self.panning,
            ..before.clone()
        };
        let (from, to) = (before.camera.centre, self.camera.centre);
        let by = vec2(from.x - to.x, from.y - to.y) * self.camera.zoom;
        (*self == moved).then_some(by)
    }
}

/// A picture and what it was made of.
#[derive(Clone, Debug)]
pub struct Kept {
    key: Key,
    atlas: Atlas,
    mesh: Arc<Mesh>,
}

impl Kept {
    pub fn new(key: Key, ctx: &Context, mesh: Mesh) -> Self {
        let (atlas, mesh) = (Atlas::now(ctx), Arc::new(mesh));
        Self { key, atlas, mesh }
    }

    /// Paints it over `rect`.
    pub fn paint(&self, painter: &Painter, rect: Rect) {
        // egui joins all that has one clip rectangle: what is painted next would have the whole picture copied to make room.
        let own = rect.shrink2(vec2(0.0, 0.125));
        painter
            .with_clip_rect(own)
            .add(Shape::Mesh(self.mesh.clone()));
    }

    /// Whether it is still right.
    pub fn is_fresh(&self, key: &Key, ctx: &Context) -> bool {
        self.key == *key && self.atlas.still_holds(&Atlas::now(ctx))
    }

    /// The mesh, if nobody else holds it.
    pub fn into_mesh(self) -> Option<Mesh> {
        Arc::try_unwrap(self.mesh).ok()
    }
}

//! The picture of the last change, kept as one mesh and painted again until something changes.

use std::sync::Arc;

use eframe::egui::{Context, Mesh, Rect, Shape};

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

    /// The picture, if it is still right.
    pub fn picture(&self, key: &Key, ctx: &Context) -> Option<Shape> {
        let fresh = self.key == *key && self.atlas.still_holds(&Atlas::now(ctx));
        fresh.then(|| self.shape())
    }

    pub fn shape(&self) -> Shape {
        Shape::Mesh(self.mesh.clone())
    }

    /// The mesh, if nobody else holds it.
    pub fn into_mesh(self) -> Option<Mesh> {
        Arc::try_unwrap(self.mesh).ok()
    }
}

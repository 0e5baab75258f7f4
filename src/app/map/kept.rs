//! The picture of the last change, kept as one mesh and painted again until something changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::epaint::{TessellationOptions, Tessellator};
use eframe::egui::layers::ShapeIdx;
use eframe::egui::{Context, LayerId, Mesh, Rect, Shape};

use crate::app::map::light::Target;
use crate::model::EntityId;
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
    pub pins: BTreeSet<EntityId>,
    pub communities: u64,
}

/// What letters in a mesh depend on: their place in the font atlas.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Atlas {
    size: [usize; 2],
    pixels_per_point: f32,
    /// Only grows until the atlas is made anew.
    fill: f32,
}

impl Atlas {
    fn now(ctx: &Context) -> Self {
        let pixels_per_point = ctx.pixels_per_point();
        ctx.fonts(|fonts| Self {
            size: fonts.font_image_size(),
            pixels_per_point,
            fill: fonts.font_atlas_fill_ratio(),
        })
    }

    fn still_holds(&self, now: &Self) -> bool {
        self.size == now.size
            && self.pixels_per_point == now.pixels_per_point
            && self.fill <= now.fill
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
    /// The picture, if it is still right.
    pub fn picture(&self, key: &Key, ctx: &Context) -> Option<Shape> {
        let fresh = self.key == *key && self.atlas.still_holds(&Atlas::now(ctx));
        fresh.then(|| Shape::Mesh(self.mesh.clone()))
    }

    /// Takes what was painted on `layer` since `first` and puts one mesh in its place.
    pub fn take(key: Key, ctx: &Context, layer: LayerId, first: ShapeIdx) -> Self {
        let mut shapes = Vec::new();
        ctx.graphics_mut(|layers| {
            let list = layers.entry(layer);
            for index in first.0..list.next_idx().0 {
                list.mutate_shape(ShapeIdx(index), |painted| {
                    shapes.push(std::mem::replace(&mut painted.shape, Shape::Noop));
                });
            }
        });
        let atlas = Atlas::now(ctx);
        let options = ctx.tessellation_options(TessellationOptions::clone);
        let mut tessellator =
            Tessellator::new(atlas.pixels_per_point, options, atlas.size, Vec::new());
        tessellator.set_clip_rect(key.rect);
        let mut mesh = Mesh::default();
        for shape in shapes {
            tessellator.tessellate_shape(shape, &mut mesh);
        }
        let mesh = Arc::new(mesh);
        ctx.graphics_mut(|layers| {
            layers.entry(layer).add(key.rect, Shape::Mesh(mesh.clone()));
        });
        Self { key, atlas, mesh }
    }
}

/// Where the next shape on `layer` will be.
pub fn next_shape(ctx: &Context, layer: LayerId) -> ShapeIdx {
    ctx.graphics_mut(|layers| layers.entry(layer).next_idx())
}

//! The map: `egui_graphs` under our own shapes, labels, camera and hands.
//!
//! Takes a [`Scene`], gives commands. The only part of the program that names `egui_graphs` is `mirror`.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui;

use crate::app::commands::{Command, Selection};
use crate::layout::Positions;
use crate::model::{EntityId, Graph};
use crate::project::Camera;
use crate::query::Visible;

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
}

/// The map widget: camera, hover, kept shapes.
#[derive(Debug, Default)]
pub struct Map {}

impl Map {
    /// Draws the map in the rest of `ui`.
    pub fn ui(&mut self, _ui: &mut egui::Ui, _scene: &Scene<'_>, _out: &mut Vec<Command>) {}

    pub fn camera(&self) -> Option<Camera> {
        None
    }

    /// Looks from `camera` at once.
    pub fn set_camera(&mut self, _camera: Camera) {}

    /// Moves smoothly until all that is visible fits.
    pub fn fit(&mut self) {}

    /// Moves smoothly until these nodes are in the middle.
    pub fn look_at(&mut self, _ids: &[EntityId]) {}
}

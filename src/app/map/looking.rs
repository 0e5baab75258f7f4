//! Where the map is looked at from: what the user asks for, and how the camera gets there.

use eframe::egui::{Rect, Ui, pos2};

use crate::app::map::Map;
use crate::app::map::camera::{self, Flight, Lens};
use crate::model::{EntityId, MapPos};
use crate::project::Camera;

/// A fitted map is shown no closer than this.
const FIT_CLOSEST: f32 = 1.25;
/// What is looked at is brought at least this close.
const LOOK_CLOSEST: f32 = 1.1;

/// Whether the camera keeps everything in view by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Follow {
    /// Until the user looks elsewhere.
    #[default]
    All,
    Nothing,
}

/// A camera move that waits for the size of the window.
#[derive(Clone, PartialEq, Debug)]
pub enum Goal {
    Fit,
    Show(Vec<EntityId>),
    Zoom(f32),
}

impl Map {
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

    pub(super) fn lens(&self, rect: Rect) -> Lens {
        let camera = self.camera.unwrap_or(Camera {
            centre: MapPos::default(),
            zoom: 1.0,
        });
        Lens { rect, camera }
    }

    pub(super) fn look_from(&mut self, camera: Camera) {
        self.camera = Some(camera);
        self.flight = None;
        self.follow = Follow::Nothing;
    }

    pub(super) fn fly_to(&mut self, camera: Camera) {
        self.follow = Follow::Nothing;
        self.flight = self.camera.map(|from| Flight::new(from, camera));
    }

    /// The box around all nodes, or around some.
    pub(super) fn bounds(&self, ids: Option<&[EntityId]>) -> Option<Rect> {
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

    pub(super) fn move_camera(&mut self, ui: &Ui, rect: Rect) {
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
}

/// The part of a way that is gone since the last frame; all of it where nothing should move.
pub fn ease(ui: &Ui) -> f32 {
    let motion_secs = ui.style().animation_time;
    if motion_secs <= 0.0 {
        return 1.0;
    }
    let passed_secs = ui.input(|input| input.stable_dt.min(0.1));
    1.0 - (-3.0 * passed_secs / motion_secs).exp()
}

//! Where one looks at the map from, and the short smooth ways between two such places.

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::model::MapPos;
use crate::project::Camera;

/// Pixels per map unit.
///
/// The least shows all of a map of some ten thousand nodes.
pub const ZOOM_MIN: f32 = 0.003;
pub const ZOOM_MAX: f32 = 6.0;

/// Seconds of a smooth move; egui's `animation_time` only says whether there are any.
const FLIGHT_SECS: f64 = 0.18;

/// The transform between map and screen, for one rectangle of the window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lens {
    pub rect: Rect,
    pub camera: Camera,
}

impl Lens {
    pub fn screen_from_map(&self, at: MapPos) -> Pos2 {
        let Camera { centre, zoom } = self.camera;
        self.rect.center() + vec2(at.x - centre.x, at.y - centre.y) * zoom
    }

    pub fn map_from_screen(&self, at: Pos2) -> MapPos {
        let Camera { centre, zoom } = self.camera;
        let away = (at - self.rect.center()) / zoom;
        MapPos {
            x: centre.x + away.x,
            y: centre.y + away.y,
        }
    }

    /// Where what is at a point of the screen under this lens is under another.
    pub fn carried(&self, at: Pos2, to: &Self) -> Pos2 {
        to.screen_from_map(self.map_from_screen(at))
    }

    /// Closer by `factor`, with the map point under `at` staying there.
    pub fn zoomed_about(&self, at: Pos2, factor: f32) -> Camera {
        let held = self.map_from_screen(at);
        let zoom = (self.camera.zoom * factor).clamp(ZOOM_MIN, ZOOM_MAX);
        let away = (at - self.rect.center()) / zoom;
        Camera {
            centre: MapPos {
                x: held.x - away.x,
                y: held.y - away.y,
            },
            zoom,
        }
    }

    pub fn panned(&self, by: Vec2) -> Camera {
        let Camera { centre, zoom } = self.camera;
        Camera {
            centre: MapPos {
                x: centre.x - by.x / zoom,
                y: centre.y - by.y / zoom,
            },
            zoom,
        }
    }

    /// Size of shapes: they grow and shrink less than the distances between them, so that a fitted map can still be read.
    pub fn shape_scale(&self) -> f32 {
        shape_scale(self.camera.zoom)
    }
}

pub fn shape_scale(zoom: f32) -> f32 {
    zoom.sqrt().min(1.9)
}

/// The camera that shows all of `bounds` in `rect`, no closer than `closest`.
pub fn fitting(bounds: Rect, rect: Rect, closest: f32) -> Camera {
    // Room for shapes and labels at the rim, and for the overview in the corner.
    let margin = vec2(76.0, 60.0).min(rect.size() * 0.2);
    let room = (rect.size() - 2.0 * margin).max(Vec2::splat(1.0));
    let extent = bounds.size().max(Vec2::splat(1.0));
    let zoom = (room.x / extent.x).min(room.y / extent.y);
    Camera {
        centre: map_pos(bounds.center()),
        zoom: zoom.clamp(ZOOM_MIN, closest),
    }
}

/// A part of the way from one camera to another: zoom by ratio, place by distance.
pub fn between(from: Camera, to: Camera, part: f32) -> Camera {
    let blend = |a: f32, b: f32| a + (b - a) * part;
    Camera {
        centre: MapPos {
            x: blend(from.centre.x, to.centre.x),
            y: blend(from.centre.y, to.centre.y),
        },
        zoom: from.zoom * (to.zoom / from.zoom).powf(part),
    }
}

/// Whether nobody could see the difference.
pub fn looks_same(a: Camera, b: Camera) -> bool {
    let away = vec2(a.centre.x - b.centre.x, a.centre.y - b.centre.y) * b.zoom;
    away.length() < 0.5 && (a.zoom / b.zoom - 1.0).abs() < 1e-3
}

pub fn map_pos(at: Pos2) -> MapPos {
    MapPos { x: at.x, y: at.y }
}

pub fn map_point(at: MapPos) -> Pos2 {
    pos2(at.x, at.y)
}

/// A smooth move under way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flight {
    from: Camera,
    to: Camera,
    /// `None` until the first frame of it.
    start_secs: Option<f64>,
}

impl Flight {
    pub fn new(from: Camera, to: Camera) -> Self {
        Self {
            from,
            to,
            start_secs: None,
        }
    }

    /// The same move, begun now if it was not begun before.
    pub fn started(self, now_secs: f64) -> Self {
        Self {
            start_secs: self.start_secs.or(Some(now_secs)),
            ..self
        }
    }

    pub fn goal(&self) -> Camera {
        self.to
    }

    /// Where it is by now, and whether it is over.
    pub fn at(&self, now_secs: f64) -> (Camera, bool) {
        let t =
            ((now_secs - self.start_secs.unwrap_or(now_secs)) / FLIGHT_SECS).clamp(0.0, 1.0) as f32;
        if t >= 1.0 {
            return (self.to, true);
        }
        let eased = 1.0 - (1.0 - t).powi(3);
        (between(self.from, self.to, eased), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lens() -> Lens {
        Lens {
            rect: Rect::from_min_size(pos2(250.0, 44.0), vec2(760.0, 700.0)),
            camera: Camera {
                centre: MapPos { x: 12.0, y: -70.0 },
                zoom: 0.8,
            },
        }
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let lens = lens();
        let pointer = pos2(400.0, 600.0);
        let before = lens.map_from_screen(pointer);
        for factor in [0.5, 1.1, 3.0, 1000.0] {
            let camera = lens.zoomed_about(pointer, factor);
            assert!((ZOOM_MIN..=ZOOM_MAX).contains(&camera.zoom));
            let after = Lens { camera, ..lens }.map_from_screen(pointer);
            assert!((after.x - before.x).abs() < 0.01 && (after.y - before.y).abs() < 0.01);
        }
    }

    #[test]
    fn fit_shows_everything_with_a_margin() {
        let lens = lens();
        let bounds = Rect::from_min_max(pos2(-900.0, -100.0), pos2(500.0, 300.0));
        let camera = fitting(bounds, lens.rect, 1.4);
        let fitted = Lens { camera, ..lens };
        for corner in [bounds.min, bounds.max] {
            let at = fitted.screen_from_map(map_pos(corner));
            assert!(lens.rect.shrink(56.0).contains(at), "{at:?}");
        }
    }
}

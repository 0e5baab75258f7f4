//! The picture of the last change, kept as one mesh: painted again until something changes, and carried along with the camera.

use eframe::egui::{Context, Painter, Rect, vec2};

use crate::app::map::camera::Lens;
use crate::app::map::lettering::Atlas;
use crate::app::map::light::Target;
use crate::app::map::node_shape::Detail;
use crate::app::map::travel::{Moving, Sheet};

/// Everything that the picture depends on.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    pub revision: u64,
    /// Raised whenever a node stands somewhere else.
    pub moves: u64,
    pub lens: Lens,
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
    /// Whether only the camera is another.
    fn is_same_seen_from_elsewhere(&self, other: &Self) -> bool {
        let here = Self {
            lens: self.lens,
            ..other.clone()
        };
        here == *self
    }
}

/// A picture and what it was made of.
#[derive(Clone, Debug)]
pub struct Kept {
    key: Key,
    atlas: Atlas,
    picture: Moving,
    /// The part of the screen that things were drawn in, more than what is seen; `None` if all there is was drawn.
    reach: Option<Rect>,
}

impl Kept {
    pub fn new(key: Key, ctx: &Context, sheet: Sheet, reach: Option<Rect>) -> Self {
        Self {
            picture: Moving::new(sheet, &key.lens),
            key,
            atlas: Atlas::now(ctx),
            reach,
        }
    }

    /// Paints it over `rect`.
    pub fn paint(&self, painter: &Painter, rect: Rect) {
        // egui joins all that has one clip rectangle: what is painted next would have the whole picture copied to make room.
        let own = rect.shrink2(vec2(0.0, 0.125));
        painter.with_clip_rect(own).add(self.picture.shape());
    }

    /// Whether it is what would be made anew.
    pub fn is_fresh(&self, key: &Key, ctx: &Context) -> bool {
        self.key == *key
            && self.picture.is_at(&key.lens)
            && self.atlas.still_holds(&Atlas::now(ctx))
    }

    /// Moves it to where `key` looks from; false where it has to be made anew.
    pub fn carry(&mut self, key: &Key, ctx: &Context) -> bool {
        let good = self.picture.can_go(&key.lens)
            && self.key.is_same_seen_from_elsewhere(key)
            && self.has_drawn_what_is_seen_from(&key.lens)
            && self.atlas.still_holds(&Atlas::now(ctx));
        if good {
            self.picture.carry(&key.lens, ctx.pixels_per_point());
        }
        good
    }

    fn has_drawn_what_is_seen_from(&self, lens: &Lens) -> bool {
        let made_for = &self.key.lens;
        let [min, max] =
            [lens.rect.min, lens.rect.max].map(|corner| lens.carried(corner, made_for));
        let seen = Rect::from_min_max(min, max);
        Detail::at(made_for.shape_scale()) == Detail::at(lens.shape_scale())
            && self.reach.is_none_or(|reach| reach.contains_rect(seen))
    }

    /// The sheet, if nobody else holds it: its room can be used again.
    pub fn into_sheet(self) -> Option<Sheet> {
        self.picture.into_sheet()
    }
}

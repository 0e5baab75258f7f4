//! How a finished picture follows the camera: each piece of it goes where its place on the map has gone.
//!
//! To make thousands of lines anew costs most of a frame, to move their corners next to nothing. Sizes then lag a little
//! behind, and names are not weighed again; so the picture is made anew when the map is left alone, or has gone far.

use std::ops::RangeInclusive;
use std::sync::Arc;

use eframe::egui::epaint::Vertex;
use eframe::egui::{Mesh, Pos2, Shape, Vec2};

use crate::app::map::camera::Lens;

/// Sizes lag too far behind where things are this much nearer or further apart than they were made.
const FURTHEST: RangeInclusive<f32> = 0.6..=1.7;

/// What a piece of a picture is tied to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Hold {
    /// Each row of so many corners to its own middle: a line keeps its width and goes from place to place.
    Rows(u8),
    /// To a place, as wide as it is.
    Place(Pos2),
    /// To a place, on whole pixels, so that letters stay crisp.
    Words(Pos2),
    /// As words, to the rim of a node, which is so far from its middle.
    Name(Pos2, Vec2),
    /// To a place, larger and smaller as nodes are.
    Node(Pos2),
}

/// Corners in a row, up to `end`, that are tied to one thing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Piece {
    pub hold: Hold,
    /// One more than the number of the last corner.
    pub end: usize,
}

/// A painted mesh, and what its corners are tied to.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub mesh: Mesh,
    pub pieces: Vec<Piece>,
}

/// A picture that can be carried to where another lens has it.
#[derive(Clone, Debug)]
pub struct Moving {
    mesh: Arc<Mesh>,
    pieces: Vec<Piece>,
    /// Where the corners were made, once they are carried elsewhere.
    still: Vec<Pos2>,
    made_for: Lens,
    seen_from: Lens,
}

impl Moving {
    pub fn new(Sheet { mesh, pieces }: Sheet, lens: &Lens) -> Self {
        Self {
            mesh: Arc::new(mesh),
            pieces,
            still: Vec::new(),
            made_for: *lens,
            seen_from: *lens,
        }
    }

    pub fn shape(&self) -> Shape {
        Shape::Mesh(self.mesh.clone())
    }

    /// Whether it is just as it was made, and for this.
    pub fn is_at(&self, lens: &Lens) -> bool {
        self.made_for == *lens && self.seen_from == *lens
    }

    /// Whether it would still look right there.
    pub fn can_go(&self, to: &Lens) -> bool {
        self.made_for.rect == to.rect
            && FURTHEST.contains(&(to.camera.zoom / self.made_for.camera.zoom))
    }

    pub fn carry(&mut self, to: &Lens, pixels_per_point: f32) {
        if self.seen_from == *to {
            return;
        }
        self.seen_from = *to;
        // Nobody else holds it any more, unless a test looks at the last frame.
        let mesh = Arc::make_mut(&mut self.mesh);
        if self.still.is_empty() {
            let corners = mesh.vertices.iter();
            self.still.extend(corners.map(|corner| corner.pos));
        }
        let travel = Travel::new(&self.made_for, to, pixels_per_point);
        travel.carry(&mut mesh.vertices, &self.still, &self.pieces);
    }

    /// The sheet, if nobody else holds it: its room can be used again.
    pub fn into_sheet(self) -> Option<Sheet> {
        let (mesh, pieces) = (Arc::try_unwrap(self.mesh).ok()?, self.pieces);
        Some(Sheet { mesh, pieces })
    }
}

/// Adds a piece that ends at corner `end`, or makes the last one longer.
pub fn note(pieces: &mut Vec<Piece>, hold: Hold, end: usize) {
    match pieces.last_mut() {
        Some(last) if last.hold == hold => last.end = end,
        _ => pieces.push(Piece { hold, end }),
    }
}

/// The way of points on the screen from one lens to another.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Travel {
    /// How much further apart things are.
    ratio: f32,
    by: Vec2,
    /// How much larger nodes are.
    growth: f32,
    pixels_per_point: f32,
}

impl Travel {
    fn new(from: &Lens, to: &Lens, pixels_per_point: f32) -> Self {
        let ratio = to.camera.zoom / from.camera.zoom;
        let origin = from.rect.center();
        let by = to.screen_from_map(from.map_from_screen(origin)) - origin;
        Self {
            ratio,
            // Seen from the corner of the window.
            by: by + origin.to_vec2() * (1.0 - ratio),
            growth: to.shape_scale() / from.shape_scale(),
            pixels_per_point,
        }
    }

    fn of(&self, at: Pos2) -> Vec2 {
        at.to_vec2() * (self.ratio - 1.0) + self.by
    }

    fn whole_pixels(&self, by: Vec2) -> Vec2 {
        (by * self.pixels_per_point).round() / self.pixels_per_point
    }

    /// Moves `corners`, which were made at `still`.
    fn carry(&self, corners: &mut [Vertex], still: &[Pos2], pieces: &[Piece]) {
        if self.ratio == 1.0 {
            let by = self.whole_pixels(self.by);
            for (corner, &at) in corners.iter_mut().zip(still) {
                corner.pos = at + by;
            }
            return;
        }
        let (mut corners, mut still, mut start) = (corners, still, 0);
        for piece in pieces {
            let n = (piece.end - start).min(still.len()).min(corners.len());
            let (now, later) = corners.split_at_mut(n);
            let (then, after) = still.split_at(n);
            (corners, still, start) = (later, after, piece.end);
            match piece.hold {
                Hold::Rows(3) => self.carry_rows::<3>(now, then),
                Hold::Rows(4) => self.carry_rows::<4>(now, then),
                Hold::Rows(_) => self.carry_rows::<1>(now, then),
                Hold::Place(at) => shift(now, then, self.of(at)),
                Hold::Words(at) => shift(now, then, self.whole_pixels(self.of(at))),
                Hold::Name(at, rim) => {
                    let by = self.of(at) + rim * (self.growth - 1.0);
                    shift(now, then, self.whole_pixels(by));
                }
                Hold::Node(at) => {
                    let centre = at + self.of(at);
                    for (corner, &then) in now.iter_mut().zip(then) {
                        corner.pos = centre + (then - at) * self.growth;
                    }
                }
            }
        }
    }

    fn carry_rows<const N: usize>(&self, corners: &mut [Vertex], still: &[Pos2]) {
        let rows = corners.as_chunks_mut::<N>().0.iter_mut();
        for (now, then) in rows.zip(still.as_chunks::<N>().0) {
            let (Some(&first), Some(&last)) = (then.first(), then.last()) else {
                return;
            };
            let by = self.of(first + (last - first) * 0.5);
            shift(now, then, by);
        }
    }
}

#[inline]
fn shift(corners: &mut [Vertex], still: &[Pos2], by: Vec2) {
    for (corner, &at) in corners.iter_mut().zip(still) {
        corner.pos = at + by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::map::brush::Brush;
    use crate::app::map::pen::Pen as _;
    use crate::model::MapPos;
    use crate::project::Camera;
    use eframe::egui::{Color32, Rect, Stroke, pos2, vec2};

    fn lens(x: f32, zoom: f32) -> Lens {
        Lens {
            rect: Rect::from_min_size(pos2(250.0, 44.0), vec2(760.0, 700.0)),
            camera: Camera {
                centre: MapPos { x, y: -7.0 },
                zoom,
            },
        }
    }

    /// A line and a node between two places on the map, under a lens.
    fn picture(lens: &Lens, with_node: bool) -> (Vec<Vertex>, Vec<Piece>) {
        let [a, b] = [-30.0, 50.0].map(|x| lens.screen_from_map(MapPos { x, y: 0.4 * x }));
        let mut brush = Brush::default();
        brush.restart(1.0, [64, 64]);
        brush.line(&[a, b], Stroke::new(2.0, Color32::WHITE));
        if with_node {
            brush.tie(Some(Hold::Node(a)));
            let radius = 15.0 * lens.shape_scale();
            brush.circle(a, radius, Color32::WHITE, Stroke::NONE);
        }
        let sheet = brush.swap(Sheet::default());
        (sheet.mesh.vertices, sheet.pieces)
    }

    fn furthest_off(from: &Lens, to: &Lens, with_node: bool) -> f32 {
        let (mut corners, pieces) = picture(from, with_node);
        let still: Vec<Pos2> = corners.iter().map(|corner| corner.pos).collect();
        Travel::new(from, to, 1.0).carry(&mut corners, &still, &pieces);
        let (anew, _) = picture(to, with_node);
        assert_eq!(corners.len(), anew.len());
        let pairs = corners.iter().zip(&anew);
        pairs
            .map(|(a, b)| a.pos.distance(b.pos))
            .fold(0.0, f32::max)
    }

    #[test]
    fn a_carried_picture_is_the_one_that_would_be_made_anew() {
        let from = lens(10.0, 0.8);
        for (to, off) in [
            (lens(10.0, 0.8), 1e-3),
            // On whole pixels.
            (lens(33.3, 0.8), 0.51),
            // The soft ends of a line grow and shrink with it.
            (lens(33.3, 1.1), 0.4),
            (lens(-60.0, 0.6), 0.4),
        ] {
            let found = furthest_off(&from, &to, false);
            assert!(found < off, "a line to {to:?}: {found}");
        }
        // Not so far that a larger disc would be given more corners.
        let found = furthest_off(&from, &lens(33.3, 0.81), true);
        assert!(found < 0.1, "{found}");
    }
}

//! A [`Pen`] that paints into one mesh, edges softened over one pixel, as egui itself would paint them.
//!
//! egui would keep each stroke as a shape first and work out its corners anew in each frame; for thousands of lines that is
//! most of a frame. A mesh is passed on as it is.

use std::sync::Arc;

use eframe::egui::epaint::Vertex;
use eframe::egui::{Color32, Galley, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use crate::app::map::pen::Pen;
use crate::app::map::route::unit;
use crate::app::map::travel::{self, Hold, Sheet};

/// Circles have no more corners than this.
const MOST_CORNERS: usize = 40;

/// Lines up to so many pixels are painted as ridges.
const RIDGE: f32 = 1.6;

/// A point of a path, and the way out of it: as long as the rim moves for each pixel of its lines.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Corner {
    at: Pos2,
    out: Vec2,
}

/// A mesh under way.
#[derive(Debug)]
pub struct Brush {
    sheet: Sheet,
    /// What the next strokes are tied to; by default lines to the map along their way, all else around its own middle.
    tie: Option<Hold>,
    /// How wide an edge fades, in points: one pixel.
    feather: f32,
    pixels_per_point: f32,
    /// A pixel of the font atlas.
    texel: Vec2,
    path: Vec<Corner>,
    /// Directions to the corners of a circle, by their number.
    circles: Vec<Vec<Vec2>>,
}

impl Default for Brush {
    fn default() -> Self {
        let angle = |corner: usize, n: usize| corner as f32 * std::f32::consts::TAU / n as f32;
        let circle = |n: usize| (0..n).map(move |corner| Vec2::angled(angle(corner, n)));
        Self {
            sheet: Sheet::default(),
            tie: None,
            feather: 1.0,
            pixels_per_point: 1.0,
            texel: Vec2::ZERO,
            path: Vec::new(),
            circles: (0..=MOST_CORNERS).map(|n| circle(n).collect()).collect(),
        }
    }
}

impl Brush {
    /// An empty sheet for a screen and a font atlas of some size.
    pub fn restart(&mut self, pixels_per_point: f32, atlas: [usize; 2]) {
        self.sheet.mesh.clear();
        self.sheet.pieces.clear();
        self.tie = None;
        self.feather = 1.0 / pixels_per_point;
        self.pixels_per_point = pixels_per_point;
        let [across, down] = atlas.map(|side| 1.0 / side.max(1) as f32);
        self.texel = vec2(across, down);
    }

    /// Ties the strokes that follow to something; `None` is to what they are drawn on.
    pub fn tie(&mut self, tie: Option<Hold>) {
        self.tie = tie;
    }

    /// Lays `other` over what is painted.
    pub fn lay(&mut self, other: &Self) {
        let below = self.sheet.mesh.vertices.len();
        self.sheet.mesh.append_ref(&other.sheet.mesh);
        for piece in &other.sheet.pieces {
            travel::note(&mut self.sheet.pieces, piece.hold, below + piece.end);
        }
    }

    /// Gives what is painted and takes an old sheet, whose room is used again.
    pub fn swap(&mut self, old: Sheet) -> Sheet {
        std::mem::replace(&mut self.sheet, old)
    }

    /// What was painted since the last note is tied to `own`, unless it was tied before.
    fn note(&mut self, own: Hold) {
        let end = self.sheet.mesh.vertices.len();
        travel::note(&mut self.sheet.pieces, self.tie.unwrap_or(own), end);
    }

    /// A soft rim of `ground` around letters: copies of them `around` their place.
    pub fn halo(&mut self, at: Pos2, galley: &Galley, ground: Color32, around: &[Vec2]) {
        for &by in around {
            self.letters(at + by, galley, ground);
        }
    }

    fn next(&self) -> u32 {
        self.sheet.mesh.vertices.len() as u32
    }

    /// `n` more vertices, and the number of the first.
    fn more_vertices(&mut self, n: usize) -> (u32, &mut [Vertex]) {
        let first = self.sheet.mesh.vertices.len();
        let nothing = Vertex::untextured(Pos2::ZERO, Color32::TRANSPARENT);
        self.sheet.mesh.vertices.resize(first + n, nothing);
        let more = self
            .sheet
            .mesh
            .vertices
            .get_mut(first..)
            .unwrap_or_default();
        (first as u32, more)
    }

    /// Two triangles for each strip between the rows of two neighbours of `N + 1` points, `n` times on from `first`.
    fn strips<const N: usize>(&mut self, first: u32, n: u32) {
        let before = self.sheet.mesh.indices.len();
        self.sheet
            .mesh
            .indices
            .resize(before + 6 * N * n as usize, 0);
        let more = self
            .sheet
            .mesh
            .indices
            .get_mut(before..)
            .unwrap_or_default();
        let rows = N as u32 + 1;
        for (i, strips) in (0..n).zip(more.as_chunks_mut::<6>().0.chunks_exact_mut(N)) {
            for (row, strip) in (first + i * rows..).zip(strips) {
                *strip = pair(row, row + rows);
            }
        }
    }

    /// The corners of an open chain.
    fn open_path(&mut self, points: &[Pos2]) {
        self.path.clear();
        let normal = |from: Pos2, to: Pos2| unit(to - from).rot90();
        let mut before: Option<Vec2> = None;
        for (i, &at) in points.iter().enumerate() {
            let after = points.get(i + 1).map(|&next| normal(at, next));
            match (before, after) {
                (Some(a), Some(b)) => join(&mut self.path, at, a, b),
                (Some(out), None) | (None, Some(out)) => self.path.push(Corner { at, out }),
                (None, None) => {}
            }
            before = after.or(before);
        }
    }

    /// The corners of a closed shape, ways out pointing outwards.
    fn closed_path(&mut self, corners: &[Pos2]) {
        self.path.clear();
        let n = corners.len();
        let corner = |i: usize| corners.get(i % n).copied().unwrap_or_default();
        let mut area = 0.0;
        for i in 1..n.saturating_sub(1) {
            let (a, b) = (corner(i) - corner(0), corner(i + 1) - corner(0));
            area += a.x * b.y - a.y * b.x;
        }
        let side = if area < 0.0 { -1.0 } else { 1.0 };
        let normal = |from: Pos2, to: Pos2| unit(to - from).rot90() * side;
        for i in 0..n {
            let (before, at, after) = (corner(i + n - 1), corner(i), corner(i + 1));
            // Sharp corners are not cut off: the rows of a filled shape would cross each other there.
            let between = (normal(before, at) + normal(at, after)) * 0.5;
            let out = between / between.length_sq().max(0.04);
            self.path.push(Corner { at, out });
        }
    }

    /// Fills the closed path and draws its rim.
    fn close(&mut self, fill: Color32, stroke: Stroke) {
        let n = self.path.len() as u32;
        if n < 3 {
            return;
        }
        let (half, feather) = (0.5 * self.feather, self.feather);
        let color = stroke.color;
        // From the outside to the inside: how far out each row stands, and its colour.
        let mut rows = [(0.0, Color32::TRANSPARENT); 4];
        let n_rows = if stroke.is_empty() {
            rows[0].0 = half;
            rows[1] = (-half, fill);
            2
        } else if stroke.width <= 0.9 * feather {
            let faint = color.gamma_multiply(stroke.width / feather);
            // The filled part keeps its size.
            let more = if fill.a() > 0 {
                0.5 * (feather - stroke.width)
            } else {
                0.0
            };
            rows[0].0 = more + feather;
            rows[1] = (more, faint);
            rows[2] = (more - feather, fill);
            3
        } else if stroke.width <= RIDGE * feather {
            rows[0].0 = stroke.width;
            rows[1] = (0.0, color);
            rows[2] = (-stroke.width, fill);
            3
        } else {
            let (inner, outer) = (0.5 * stroke.width - half, 0.5 * stroke.width + half);
            rows = [
                (outer, Color32::TRANSPARENT),
                (inner, color),
                (-inner, color),
                (-outer, fill),
            ];
            4
        };
        match n_rows {
            2 => self.rim::<2, 1>(rows, fill),
            3 => self.rim::<3, 2>(rows, fill),
            _ => self.rim::<4, 3>(rows, fill),
        }
    }

    /// Paints the closed path with `ROWS` rows of points, `STRIPS` between them, and what is inside the last of them.
    fn rim<const ROWS: usize, const STRIPS: usize>(
        &mut self,
        rows: [(f32, Color32); 4],
        fill: Color32,
    ) {
        let n = self.path.len() as u32;
        let path = std::mem::take(&mut self.path);
        let (first, more) = self.more_vertices(ROWS * path.len());
        for (corner, points) in path.iter().zip(more.as_chunks_mut::<ROWS>().0) {
            for (point, &(out, color)) in points.iter_mut().zip(&rows) {
                *point = Vertex::untextured(corner.at + corner.out * out, color);
            }
        }
        self.path = path;
        let rows = ROWS as u32;
        self.strips::<STRIPS>(first, n - 1);
        for row in first..first + STRIPS as u32 {
            let closing = pair(row + (n - 1) * rows, row);
            self.sheet.mesh.indices.extend(closing);
        }
        if fill.a() > 0 {
            let inside = first + rows - 1;
            let fan = (2..n).flat_map(|i| [inside, inside + (i - 1) * rows, inside + i * rows]);
            self.sheet.mesh.indices.extend(fan);
        }
    }

    fn letters(&mut self, at: Pos2, galley: &Galley, color: Color32) {
        let at = self.on_pixel(at);
        let texel = self.texel;
        for row in &galley.rows {
            let glyphs = &row.visuals.mesh;
            let corner = at + row.pos.to_vec2();
            let first = self.next();
            let indices = glyphs.indices.iter().map(|index| index + first);
            self.sheet.mesh.indices.extend(indices);
            let vertices = glyphs.vertices.iter().map(|vertex| Vertex {
                pos: corner + vertex.pos.to_vec2(),
                uv: pos2(vertex.uv.x * texel.x, vertex.uv.y * texel.y),
                color,
            });
            self.sheet.mesh.vertices.extend(vertices);
        }
        self.note(Hold::Words(at));
    }

    /// Letters are crisp only where their corner lies on a pixel.
    fn on_pixel(&self, at: Pos2) -> Pos2 {
        let round = |along: f32| (along * self.pixels_per_point).round() / self.pixels_per_point;
        pos2(round(at.x), round(at.y))
    }

    /// As many corners as keep a circle round.
    fn n_corners(&self, radius: f32) -> usize {
        let n = 6.0 + 3.4 * (radius * self.pixels_per_point).sqrt();
        (n.round() as usize).clamp(6, MOST_CORNERS)
    }
}

impl Pen for Brush {
    fn line(&mut self, points: &[Pos2], stroke: Stroke) {
        if stroke.is_empty() {
            return;
        }
        self.open_path(points);
        let n = self.path.len();
        if n < 2 {
            return;
        }
        let feather = self.feather;
        let (color, clear) = (stroke.color, Color32::TRANSPARENT);
        let path = std::mem::take(&mut self.path);
        if stroke.width <= RIDGE * feather {
            // A ridge without a flat top is as good, and a quarter less; thinner than a pixel it is fainter instead.
            let faint = color.gamma_multiply((stroke.width / feather).min(1.0));
            let (first, more) = self.more_vertices(3 * n);
            let rows = more.as_chunks_mut::<3>().0;
            for (&Corner { at, out }, points) in path.iter().zip(rows.iter_mut()) {
                let out = out * stroke.width.max(feather);
                *points = [
                    Vertex::untextured(at + out, clear),
                    Vertex::untextured(at, faint),
                    Vertex::untextured(at - out, clear),
                ];
            }
            if stroke.width > feather {
                fade(path.first(), rows.first_mut(), feather);
                fade(path.last(), rows.last_mut(), -feather);
                let last = first + 3 * (n as u32 - 1);
                let ends = [first, last].map(|end| [end, end + 1, end + 2]);
                self.sheet
                    .mesh
                    .indices
                    .extend_from_slice(ends.as_flattened());
            }
            self.strips::<2>(first, n as u32 - 1);
            self.note(Hold::Rows(3));
        } else {
            let inner = 0.5 * (stroke.width - feather);
            let outer = 0.5 * (stroke.width + feather);
            let (first, more) = self.more_vertices(4 * n);
            let rows = more.as_chunks_mut::<4>().0;
            for (&Corner { at, out }, points) in path.iter().zip(rows.iter_mut()) {
                let (inner, outer) = (out * inner, out * outer);
                *points = [
                    Vertex::untextured(at + outer, clear),
                    Vertex::untextured(at + inner, color),
                    Vertex::untextured(at - inner, color),
                    Vertex::untextured(at - outer, clear),
                ];
            }
            // The ends fade as the sides do.
            fade(path.first(), rows.first_mut(), feather);
            fade(path.last(), rows.last_mut(), -feather);
            self.strips::<3>(first, n as u32 - 1);
            let last = first + 4 * (n as u32 - 1);
            for end in [first, last] {
                let (a, b, c, d) = (end, end + 1, end + 2, end + 3);
                self.sheet.mesh.indices.extend([a, b, c, a, c, d]);
            }
            self.note(Hold::Rows(4));
        }
        self.path = path;
    }

    fn polygon(&mut self, corners: &[Pos2], fill: Color32, stroke: Stroke) {
        self.closed_path(corners);
        self.close(fill, stroke);
        if let Some(&first) = corners.first() {
            self.note(Hold::Place(first));
        }
    }

    fn circle(&mut self, centre: Pos2, radius: f32, fill: Color32, stroke: Stroke) {
        // As egui does, the rim lies round the disc, not over its edge.
        let radius = radius + 0.5 * stroke.width;
        let n = self.n_corners(radius);
        self.path.clear();
        let circle = self.circles.get(n).into_iter().flatten();
        self.path.extend(circle.map(|&out| Corner {
            at: centre + out * radius,
            out,
        }));
        self.close(fill, stroke);
        self.note(Hold::Place(centre));
    }

    fn rounded(&mut self, rect: Rect, corner: f32, fill: Color32, stroke: Stroke) {
        let corner = corner.min(0.5 * rect.width().min(rect.height())).max(0.0);
        let per_quarter = self.n_corners(corner).div_ceil(4);
        let inner = rect.shrink(corner);
        let middles = [
            inner.right_bottom(),
            inner.left_bottom(),
            inner.left_top(),
            inner.right_top(),
        ];
        self.path.clear();
        let Some(circle) = self.circles.get(4 * per_quarter) else {
            return;
        };
        for (quarter, middle) in middles.into_iter().enumerate() {
            let from = quarter * per_quarter;
            for step in from..=from + per_quarter {
                let out = circle.get(step % circle.len()).copied().unwrap_or_default();
                self.path.push(Corner {
                    at: middle + out * corner,
                    out,
                });
            }
        }
        self.close(fill, stroke);
        self.note(Hold::Place(rect.center()));
    }

    fn text(&mut self, at: Pos2, galley: &Arc<Galley>, color: Color32) {
        self.letters(at, galley, color);
    }
}

/// The two triangles between two neighbours in one row and the next.
const fn pair(a: u32, b: u32) -> [u32; 6] {
    [a, a + 1, b, a + 1, b, b + 1]
}

/// Moves the outer points of an end of a line outwards by `by`, or the other way where it is negative.
fn fade<const N: usize>(end: Option<&Corner>, points: Option<&mut [Vertex; N]>, by: f32) {
    if let (Some(end), Some([left, .., right])) = (end, points.map(|points| points.as_mut_slice()))
    {
        let beyond = end.out.rot90() * by;
        left.pos += beyond;
        right.pos += beyond;
    }
}

/// The corner between two pieces with these normals; a sharp one is cut off.
fn join(path: &mut Vec<Corner>, at: Pos2, a: Vec2, b: Vec2) {
    let between = (a + b) * 0.5;
    let length_sq = between.length_sq();
    if length_sq >= 0.5 {
        let out = between / length_sq;
        path.push(Corner { at, out });
        return;
    }
    let middle = unit(between);
    for side in [a, b] {
        let out = (side + middle) * 0.5;
        let out = out / out.length_sq().max(0.1);
        path.push(Corner { at, out });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Mesh;
    use eframe::egui::Shape;
    use eframe::egui::epaint::{TessellationOptions, Tessellator};

    fn brush() -> Brush {
        let mut brush = Brush::default();
        brush.restart(1.0, [64, 64]);
        brush
    }

    /// What egui makes of it.
    fn tessellated(shape: Shape) -> Mesh {
        let options = TessellationOptions::default();
        let mut mesh = Mesh::default();
        let mut tessellator = Tessellator::new(1.0, options, [64, 64], Vec::new());
        tessellator.tessellate_shape(shape, &mut mesh);
        mesh
    }

    /// How much ink of a colour's opacity lies on the screen, in square pixels.
    fn ink(mesh: &Mesh) -> f32 {
        let triangles = mesh.indices.chunks(3);
        triangles
            .map(|triangle| {
                let [a, b, c] = [0, 1, 2].map(|i| mesh.vertices[triangle[i] as usize]);
                let (u, v) = (b.pos - a.pos, c.pos - a.pos);
                let alpha: f32 = [a, b, c].iter().map(|v| f32::from(v.color.a())).sum();
                (u.x * v.y - u.y * v.x).abs() / 2.0 * alpha / 3.0 / 255.0
            })
            .sum()
    }

    fn bounds(mesh: &Mesh) -> Rect {
        mesh.calc_bounds()
    }

    #[test]
    fn strokes_lay_as_much_ink_as_egui_in_the_same_place() {
        let curve: Vec<Pos2> = (0..9)
            .map(|i| pos2(20.0 * i as f32, 30.0 + 2.0 * (i * (8 - i)) as f32))
            .collect();
        let head = [pos2(40.0, 20.0), pos2(28.0, 24.0), pos2(28.0, 16.0)];
        let rect = Rect::from_min_size(pos2(10.0, 10.0), vec2(50.0, 30.0));
        let (fill, none) = (Color32::WHITE, Stroke::NONE);
        type Draw<'a> = Box<dyn Fn(&mut dyn Pen) + 'a>;
        let cases: Vec<(&str, Draw<'_>)> = vec![
            (
                "thin",
                Box::new(|pen| pen.line(&curve, Stroke::new(0.6, fill))),
            ),
            (
                "line",
                Box::new(|pen| pen.line(&curve, Stroke::new(1.4, fill))),
            ),
            (
                "thick",
                Box::new(|pen| pen.line(&curve[..2], Stroke::new(4.0, fill))),
            ),
            ("head", Box::new(|pen| pen.polygon(&head, fill, none))),
            (
                "disc",
                Box::new(|pen| pen.circle(pos2(50.0, 50.0), 15.0, fill, none)),
            ),
            (
                "ring",
                Box::new(|pen| {
                    let line = Stroke::new(2.0, fill);
                    pen.circle(pos2(50.0, 50.0), 15.0, Color32::TRANSPARENT, line);
                }),
            ),
            (
                "box",
                Box::new(|pen| pen.rounded(rect, 7.0, fill, Stroke::NONE)),
            ),
            (
                "frame",
                Box::new(|pen| {
                    let line = Stroke::new(1.2, fill);
                    pen.rounded(rect, 7.0, Color32::TRANSPARENT, line);
                }),
            ),
        ];
        for (what, draw) in cases {
            let mut shapes: Vec<Shape> = Vec::new();
            draw(&mut shapes);
            let [theirs] = [tessellated(Shape::Vec(shapes))];
            let mut brush = brush();
            draw(&mut brush);
            let ours = brush.swap(Sheet::default()).mesh;
            assert!(ours.is_valid());
            let (a, b) = (ink(&ours), ink(&theirs));
            assert!((a / b - 1.0).abs() < 0.02, "{what}: {a} against {b}");
            let (a, b) = (bounds(&ours), bounds(&theirs));
            let off = (a.min - b.min).abs().max((a.max - b.max).abs());
            assert!(off.max_elem() < 0.6, "{what}: {a} against {b}");
        }
    }

    #[test]
    fn a_fill_and_its_rim_cover_what_they_should_and_nothing_twice() {
        let white = Color32::WHITE;
        let mut ring = brush();
        ring.circle(pos2(50.0, 50.0), 15.0, white, Stroke::new(2.0, white));
        let mut plate = brush();
        let rect = Rect::from_min_size(pos2(10.0, 10.0), vec2(50.0, 30.0));
        plate.rounded(rect, 7.0, white, Stroke::new(1.2, white));
        let corners = (4.0 - std::f32::consts::PI) * 7.6 * 7.6;
        let areas = [std::f32::consts::PI * 17.0 * 17.0, 51.2 * 31.2 - corners];
        for (mut brush, area) in [ring, plate].into_iter().zip(areas) {
            let inked = ink(&brush.swap(Sheet::default()).mesh);
            assert!((inked / area - 1.0).abs() < 0.02, "{inked} for {area}");
        }
    }
}

//! The way of a line on the screen, from the rim of one node to the rim of another.

use eframe::egui::{Pos2, Rect, Vec2, vec2};

use crate::app::map::node_shape::Outline;

/// An arrowhead ends this far before the rim.
const HEAD_GAP: f32 = 3.0;
/// A line without one ends here.
const TAIL_GAP: f32 = 1.5;

/// One end of a line: a node on the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct End {
    pub centre: Pos2,
    pub outline: Outline,
    pub head: bool,
}

impl End {
    fn gap(&self) -> f32 {
        if self.head { HEAD_GAP } else { TAIL_GAP }
    }
}

/// The visible way of a line from rim to rim: a curve with one control point.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Route {
    from: Pos2,
    control: Pos2,
    to: Pos2,
}

impl Route {
    /// From `a` to `b`, bent sideways by `bend` pixels at the middle; `None` where the two touch.
    pub fn new(a: &End, b: &End, bend: f32) -> Option<Self> {
        let whole = Self::whole(a.centre, b.centre, bend)?;
        let start = whole.leaves(a)?;
        let end = 1.0 - whole.turned().leaves(b)?;
        (end - start >= 1e-3).then(|| whole.part(start, end))
    }

    /// From centre to centre; `None` where the two are one.
    pub fn whole(from: Pos2, to: Pos2, bend: f32) -> Option<Self> {
        let way = to - from;
        let length = self::length(way);
        let side = vec2(-way.y, way.x) / length.max(1.0);
        (length >= 4.0).then_some(Self {
            from,
            control: from + way / 2.0 + side * (2.0 * bend),
            to,
        })
    }

    /// Straight, without any gap.
    pub fn straight(from: Pos2, to: Pos2) -> Self {
        Self {
            from,
            control: from + (to - from) / 2.0,
            to,
        }
    }

    /// The point half-way along, and the direction there.
    pub fn middle(&self) -> Option<(Pos2, Vec2)> {
        self.at(0.5)
    }

    /// The point at a part of the way, and the direction there.
    pub fn at(&self, part: f32) -> Option<(Pos2, Vec2)> {
        let way = (self.control - self.from) * (1.0 - part) + (self.to - self.control) * part;
        (way != Vec2::ZERO).then(|| (self.point(part), unit(way)))
    }

    /// The curve as straight pieces.
    pub fn chain(&self) -> Chain {
        let chord = self.from + (self.to - self.from) / 2.0;
        let bend = 0.5 * length(self.control - chord);
        // As many pieces as keep within two fifths of a pixel of the curve; a hair's breadth of a bend is none.
        let n_steps = if bend < 0.6 {
            1
        } else {
            ((2.5 * bend).sqrt().ceil() as usize).clamp(2, Chain::MOST - 1)
        };
        let mut chain = Chain::default();
        for step in 0..n_steps {
            chain.push(self.point(step as f32 / n_steps as f32));
        }
        chain.push(self.to);
        chain
    }

    /// How far a point is from it; infinite where it is further than `reach`.
    pub fn distance(&self, at: Pos2, reach: f32) -> f32 {
        let around = Rect::from_points(&[self.from, self.control, self.to]);
        if !around.expand(reach).contains(at) {
            return f32::INFINITY;
        }
        let chain = self.chain();
        let pairs = chain.windows(2).map(|pair| match *pair {
            [from, to] => distance_to_segment(at, from, to),
            _ => f32::INFINITY,
        });
        pairs.fold(f32::INFINITY, f32::min)
    }

    fn point(&self, part: f32) -> Pos2 {
        let (p, q) = (
            self.from + (self.control - self.from) * part,
            self.control + (self.to - self.control) * part,
        );
        p + (q - p) * part
    }

    fn turned(&self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            ..*self
        }
    }

    /// The curve between two parts of the way.
    fn part(&self, start: f32, end: f32) -> Self {
        let p = self.from + (self.control - self.from) * start;
        let q = self.control + (self.to - self.control) * start;
        Self {
            from: self.point(start),
            control: p + (q - p) * end,
            to: self.point(end),
        }
    }

    /// The part of the way after which it is free of the node it begins at; `None` if it never is in its first half.
    fn leaves(&self, end: &End) -> Option<f32> {
        let speed = 2.0 * length(self.control - self.from);
        let mut part = 0.0;
        // The way begins nearly straight, so what is left over shrinks fast.
        for _ in 0..4 {
            let (away, walked) = if part == 0.0 {
                (self.control - self.from, 0.0)
            } else {
                let away = self.point(part) - self.from;
                (away, length(away))
            };
            let reach = end.outline.reach(unit(away), end.gap());
            part += (reach - walked) / speed;
            if !(0.0..=0.5).contains(&part) {
                return None;
            }
            if (reach - walked).abs() < 0.1 {
                break;
            }
        }
        Some(part)
    }
}

/// A short chain of points.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    points: [Pos2; Self::MOST],
    n: usize,
}

impl Chain {
    const MOST: usize = 16;

    pub fn push(&mut self, at: Pos2) {
        if let Some(place) = self.points.get_mut(self.n) {
            *place = at;
            self.n += 1;
        }
    }

    fn pop(&mut self) -> Option<Pos2> {
        let last = self.last().copied();
        self.n = self.n.saturating_sub(1);
        last
    }

    pub fn clear(&mut self) {
        self.n = 0;
    }

    pub fn reverse(&mut self) {
        let n = self.n;
        if let Some(points) = self.points.get_mut(..n) {
            points.reverse();
        }
    }

    /// Takes `by` off the end.
    pub fn shorten(&mut self, mut by: f32) {
        while let (Some(last), true) = (self.pop(), self.n > 0) {
            let Some(&before) = self.last() else { return };
            let step = length(last - before);
            if step > by {
                self.push(last + (before - last) * (by / step));
                return;
            }
            by -= step;
        }
    }

    pub fn length(&self) -> f32 {
        let pairs = self.windows(2);
        pairs
            .map(|pair| match *pair {
                [from, to] => length(to - from),
                _ => 0.0,
            })
            .sum()
    }
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            points: [Pos2::ZERO; Self::MOST],
            n: 0,
        }
    }
}

impl std::ops::Deref for Chain {
    type Target = [Pos2];

    fn deref(&self) -> &[Pos2] {
        self.points.get(..self.n).unwrap_or(&[])
    }
}

/// The length of a way on the screen, without the care for huge numbers that egui's own takes.
pub fn length(way: Vec2) -> f32 {
    way.length_sq().sqrt()
}

/// The direction of a way; nothing where it has none.
pub fn unit(way: Vec2) -> Vec2 {
    let length = self::length(way);
    if length > 0.0 { way / length } else { way }
}

/// How far a point is from a straight piece.
fn distance_to_segment(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let way = to - from;
    let t = ((at - from).dot(way) / way.length_sq().max(1e-6)).clamp(0.0, 1.0);
    length(from + way * t - at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    fn ends() -> (End, End) {
        let end = |x, head| End {
            centre: pos2(x, 50.0),
            outline: Outline::Circle(15.0),
            head,
        };
        (end(0.0, false), end(200.0, true))
    }

    #[test]
    fn an_arrow_ends_three_pixels_before_the_rim() {
        let (a, b) = ends();
        for bend in [0.0, 20.0, -30.0] {
            let route = Route::new(&a, &b, bend).unwrap();
            let tip = *route.chain().last().unwrap();
            assert!((tip.distance(b.centre) - 18.0).abs() < 0.3, "{bend}");
            let (middle, _) = route.middle().unwrap();
            assert!((middle.y - (50.0 + bend)).abs() < 1.0, "{middle:?}");
        }
    }

    #[test]
    fn nodes_that_touch_have_no_line_between_them() {
        let (a, b) = ends();
        let near = End {
            centre: pos2(20.0, 50.0),
            ..b
        };
        assert_eq!(Route::new(&a, &near, 0.0), None);
        assert_eq!(
            Route::new(
                &a,
                &End {
                    centre: a.centre,
                    ..b
                },
                0.0
            ),
            None
        );
    }
}

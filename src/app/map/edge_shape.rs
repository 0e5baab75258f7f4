//! Shapes of lines: the way from rim to rim, dashes by status, arrowheads, the cross of a denial, the count of a bundle.

use eframe::egui::{self, Color32, Pos2, Shape, Stroke, Vec2, vec2};

use crate::app::map::node_shape::Outline;
use crate::app::theme::{self, Theme};
use crate::model::Status;

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

/// The visible way of a line, as a chain of points from rim to rim.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Route {
    pub points: Vec<Pos2>,
}

impl Route {
    /// From `a` to `b`, bent sideways by `bend` pixels at the middle; `None` where the two touch.
    pub fn new(a: &End, b: &End, bend: f32) -> Option<Self> {
        let way = b.centre - a.centre;
        let length = way.length();
        if length < 4.0 {
            return None;
        }
        let side = vec2(-way.y, way.x) / length;
        let control = a.centre + way / 2.0 + side * (2.0 * bend);
        let at = |t: f32| {
            let (p, q) = (
                a.centre + (control - a.centre) * t,
                control + (b.centre - control) * t,
            );
            p + (q - p) * t
        };
        let free_of = |end: &End, t: f32| end.outline.distance(at(t) - end.centre) >= end.gap();
        let start = crossing(|t| free_of(a, t))?;
        let end = 1.0 - crossing(|t| free_of(b, 1.0 - t))?;
        if end - start < 1e-3 {
            return None;
        }
        // As many pieces as keep within a sixth of a pixel of the curve; a hair's breadth of a bend is none.
        let n_steps = if bend.abs() < 1.2 {
            1
        } else {
            (6.0 * bend.abs()).sqrt().ceil() as usize
        };
        let points = (0..=n_steps)
            .map(|step| at(start + (end - start) * step as f32 / n_steps as f32))
            .collect();
        Some(Self { points })
    }

    /// The point half-way along, and the direction there.
    pub fn middle(&self) -> Option<(Pos2, Vec2)> {
        self.at(0.5)
    }

    /// The point at a part of the length, and the direction there.
    pub fn at(&self, part: f32) -> Option<(Pos2, Vec2)> {
        let goal = length(&self.points) * part;
        let mut walked = 0.0;
        for pair in self.points.windows(2) {
            let &[from, to] = pair else { continue };
            let step = from.distance(to);
            if step > 0.0 && walked + step >= goal {
                let t = (goal - walked) / step;
                return Some((from + (to - from) * t, (to - from) / step));
            }
            walked += step;
        }
        None
    }
}

/// What a line looks like on its way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    pub width: f32,
    pub color: Color32,
    pub status: Status,
    /// Behind the map.
    pub ground: Color32,
}

/// Appends the shapes of a line.
pub fn draw(route: &Route, head_at_a: bool, head_at_b: bool, style: Style, out: &mut Vec<Shape>) {
    let head = 5.2 + 2.1 * style.width;
    let mut points = route.points.clone();
    if length(&points) > 2.5 * head {
        if head_at_b {
            draw_head(&mut points, head, style.color, out);
        }
        if head_at_a {
            points.reverse();
            draw_head(&mut points, head, style.color, out);
            points.reverse();
        }
    }
    let stroke = Stroke::new(style.width, style.color);
    match pattern(style.status) {
        Some(pattern) => draw_dashes(&points, pattern, stroke, out),
        None => out.push(Shape::line(points, stroke)),
    }
    if style.status == Status::Denied
        && let Some((at, along)) = route.middle()
    {
        draw_cross(at, along, style, out);
    }
}

/// Appends the round badge with a number at the middle of a bundle.
pub fn draw_count(
    painter: &egui::Painter,
    at: Pos2,
    count: usize,
    style: Style,
    out: &mut Vec<Shape>,
) {
    let stroke = Stroke::new(1.4, style.color);
    out.push(Shape::circle_filled(at, COUNT_RADIUS + 1.5, style.ground));
    out.push(Shape::circle_stroke(at, COUNT_RADIUS, stroke));
    let galley = painter.layout_no_wrap(
        count.to_string(),
        theme::semibold(11.0),
        Color32::PLACEHOLDER,
    );
    let corner = at - galley.size() / 2.0;
    out.push(Shape::galley(corner, galley, style.color));
}

pub const COUNT_RADIUS: f32 = 9.0;

/// Where on its way a line is marked as disputed: beside the cross of a denial and the count of a bundle.
const DISPUTE_AT: f32 = 0.36;

/// Appends a small "≠" on the line: articles contradict one another here.
pub fn draw_dispute(route: &Route, style: Style, out: &mut Vec<Shape>) {
    const RADIUS: f32 = 6.5;
    let Some((at, _)) = route.at(DISPUTE_AT) else {
        return;
    };
    if length(&route.points) < 10.0 * RADIUS {
        return;
    }
    let stroke = Stroke::new(1.3, style.color);
    out.push(Shape::circle_filled(at, RADIUS + 1.5, style.ground));
    out.push(Shape::circle_stroke(at, RADIUS, stroke));
    let half = vec2(3.2, 0.0);
    for lift in [-1.5, 1.5] {
        let middle = at + vec2(0.0, lift);
        out.push(Shape::line_segment([middle - half, middle + half], stroke));
    }
    let slash = vec2(1.9, -3.8);
    out.push(Shape::line_segment([at - slash, at + slash], stroke));
}

/// A straight sample of a line, for legends.
pub fn draw_sample(
    painter: &egui::Painter,
    theme: &Theme,
    [from, to]: [Pos2; 2],
    color: Color32,
    status: Status,
) {
    let route = Route {
        points: vec![from, to],
    };
    let style = Style {
        width: 1.8,
        color,
        status,
        ground: theme.pane,
    };
    let mut shapes = Vec::new();
    draw(&route, false, false, style, &mut shapes);
    painter.extend(shapes);
}

/// Lengths of ink and gap in turn, in widths of the line plus pixels; `None` is solid.
fn pattern(status: Status) -> Option<&'static [f32]> {
    match status {
        Status::Asserted | Status::Denied => None,
        Status::Planned => Some(&[9.0, 5.0]),
        Status::Hypothetical => Some(&[1.6, 4.0]),
        Status::Demanded => Some(&[8.0, 3.5, 1.6, 3.5]),
    }
}

fn draw_dashes(points: &[Pos2], pattern: &[f32], stroke: Stroke, out: &mut Vec<Shape>) {
    let stretch = 0.6 + 0.4 * stroke.width / 1.4;
    let mut lengths = pattern.iter().cycle().map(|part| part * stretch);
    let Some(mut left) = lengths.next() else {
        return;
    };
    let mut ink = true;
    let mut dash: Vec<Pos2> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        let step = from.distance(to);
        if step <= 0.0 {
            continue;
        }
        let mut walked = 0.0;
        while step - walked > left {
            walked += left;
            let at = from + (to - from) * (walked / step);
            dash.push(at);
            if ink && dash.len() > 1 {
                out.push(Shape::line(std::mem::take(&mut dash), stroke));
            }
            dash.clear();
            dash.push(at);
            ink = !ink;
            left = lengths.next().unwrap_or(step);
        }
        left -= step - walked;
        if ink {
            dash.push(to);
        }
    }
    if ink && dash.len() > 1 {
        out.push(Shape::line(dash, stroke));
    }
}

/// Draws the head at the last point and takes its length off the line.
fn draw_head(points: &mut Vec<Pos2>, head: f32, color: Color32, out: &mut Vec<Shape>) {
    let Some(&tip) = points.last() else { return };
    shorten(points, head * 0.82);
    let Some(&neck) = points.last() else { return };
    let along = (tip - neck).normalized();
    let side = vec2(-along.y, along.x) * (head * 0.4);
    let base = tip - along * head;
    out.push(Shape::convex_polygon(
        vec![tip, base + side, base - side],
        color,
        Stroke::NONE,
    ));
}

fn draw_cross(at: Pos2, along: Vec2, style: Style, out: &mut Vec<Shape>) {
    let arm = 4.6 + 0.6 * style.width;
    let across = vec2(-along.y, along.x);
    let stroke = Stroke::new(style.width.max(1.8), style.color);
    for side in [along + across, along - across] {
        let reach = side * (arm * std::f32::consts::FRAC_1_SQRT_2);
        out.push(Shape::line_segment([at - reach, at + reach], stroke));
    }
}

/// Takes `by` off the end of a chain of points.
fn shorten(points: &mut Vec<Pos2>, mut by: f32) {
    while let (Some(last), true) = (points.pop(), !points.is_empty()) {
        let Some(&before) = points.last() else { return };
        let step = before.distance(last);
        if step > by {
            points.push(last + (before - last) * (by / step));
            return;
        }
        by -= step;
    }
}

fn length(points: &[Pos2]) -> f32 {
    let pairs = points.windows(2);
    pairs
        .map(|pair| match *pair {
            [from, to] => from.distance(to),
            _ => 0.0,
        })
        .sum()
}

/// The first `t` of the first half from which on `free` holds; `None` if it never does.
fn crossing(free: impl Fn(f32) -> bool) -> Option<f32> {
    const STEPS: i16 = 12;
    let at = |step: i16| 0.5 * f32::from(step) / f32::from(STEPS);
    let step = (0..=STEPS).find(|&step| free(at(step)))?;
    if step == 0 {
        return Some(0.0);
    }
    let (mut inside, mut outside) = (at(step - 1), at(step));
    for _ in 0..10 {
        let middle = (inside + outside) / 2.0;
        if free(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    Some(outside)
}

/// How far a point is from a straight piece.
pub fn distance_to_segment(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let way = to - from;
    let t = ((at - from).dot(way) / way.length_sq().max(1e-6)).clamp(0.0, 1.0);
    at.distance(from + way * t)
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
            let tip = *route.points.last().unwrap();
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

    #[test]
    fn dashes_tell_the_statuses_apart() {
        let (a, b) = ends();
        let route = Route::new(&a, &b, 24.0).unwrap();
        let n_shapes = |status| {
            let style = Style {
                width: 1.4,
                color: Color32::WHITE,
                status,
                ground: Color32::BLACK,
            };
            let mut out = Vec::new();
            draw(&route, false, true, style, &mut out);
            out.len()
        };
        let counts = Status::ALL.iter().map(|&status| n_shapes(status));
        let [asserted, planned, hypothetical, denied, demanded] = counts.collect::<Vec<_>>()[..]
        else {
            panic!("five statuses");
        };
        assert_eq!((asserted, denied), (2, 4), "line and head; and a cross");
        assert!(planned < demanded && demanded < hypothetical);
    }
}

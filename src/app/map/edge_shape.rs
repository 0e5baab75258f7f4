//! Shapes of lines: dashes by status, arrowheads, the cross of a denial, the count of a bundle.

use eframe::egui::{self, Color32, Pos2, Shape, Stroke, Vec2, vec2};

use crate::app::map::content::Line;
use crate::app::map::lettering::{Face, Lettering};
use crate::app::map::node_shape::Detail;
use crate::app::map::pen::Pen;
use crate::app::map::route::{Chain, Route, length, unit};
use crate::app::theme::Theme;
use crate::model::Status;

/// What a line looks like on its way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    pub width: f32,
    pub color: Color32,
    pub status: Status,
    pub detail: Detail,
    /// How much longer than usual dashes and the gaps between them are.
    pub stretch: f32,
    /// Behind the map.
    pub ground: Color32,
}

/// The colour of a line at full strength.
pub const fn color(theme: &Theme, line: &Line) -> Color32 {
    theme.line(line.quad)
}

/// Draws a line.
pub fn draw(route: &Route, [head_at_a, head_at_b]: [bool; 2], style: Style, pen: &mut impl Pen) {
    let mut points = route.chain();
    let stroke = Stroke::new(style.width, style.color);
    if style.detail == Detail::Dot {
        // Too far away for heads and dashes.
        pen.line(&points, stroke);
        return;
    }
    let head = 5.2 + 2.1 * style.width;
    if (head_at_a || head_at_b) && points.length() > 2.5 * head {
        if head_at_b {
            draw_head(&mut points, head, style.color, pen);
        }
        if head_at_a {
            points.reverse();
            draw_head(&mut points, head, style.color, pen);
            points.reverse();
        }
    }
    match pattern(style.status) {
        Some(pattern) => draw_dashes(&points, pattern, style, pen),
        None => pen.line(&points, stroke),
    }
    if style.status == Status::Denied
        && let Some((at, along)) = route.middle()
    {
        draw_cross(at, along, style, pen);
    }
}

/// Draws the round badge with a number on a bundle.
pub fn draw_count(
    lettering: &mut Lettering,
    at: Pos2,
    count: usize,
    style: Style,
    pen: &mut impl Pen,
) {
    let stroke = Stroke::new(1.4, style.color);
    pen.circle(at, COUNT_RADIUS + 1.5, style.ground, Stroke::NONE);
    pen.circle(at, COUNT_RADIUS, Color32::TRANSPARENT, stroke);
    let galley = lettering.set(Face::Count, &count.to_string());
    pen.text(at - galley.size() / 2.0, &galley, style.color);
}

pub const COUNT_RADIUS: f32 = 9.0;

/// Where on its way a line is marked as disputed: beside the cross of a denial and the count of a bundle.
const DISPUTE_AT: f32 = 0.36;

/// Draws a small "≠" on the line: articles contradict one another here.
pub fn draw_dispute(route: &Route, style: Style, pen: &mut impl Pen) {
    const RADIUS: f32 = 6.5;
    let Some((at, _)) = route.at(DISPUTE_AT) else {
        return;
    };
    if style.detail == Detail::Dot || route.chain().length() < 10.0 * RADIUS {
        return;
    }
    let stroke = Stroke::new(1.3, style.color);
    pen.circle(at, RADIUS + 1.5, style.ground, Stroke::NONE);
    pen.circle(at, RADIUS, Color32::TRANSPARENT, stroke);
    let half = vec2(3.2, 0.0);
    for lift in [-1.5, 1.5] {
        let middle = at + vec2(0.0, lift);
        pen.line(&[middle - half, middle + half], stroke);
    }
    let slash = vec2(1.9, -3.8);
    pen.line(&[at - slash, at + slash], stroke);
}

/// A straight sample of a line, for legends.
pub fn draw_sample(
    painter: &egui::Painter,
    theme: &Theme,
    [from, to]: [Pos2; 2],
    color: Color32,
    status: Status,
) {
    let style = Style {
        width: 1.8,
        color,
        status,
        detail: Detail::Full,
        stretch: 1.0,
        ground: theme.pane,
    };
    let mut shapes: Vec<Shape> = Vec::new();
    draw(&Route::straight(from, to), [false; 2], style, &mut shapes);
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

fn draw_dashes(points: &[Pos2], pattern: &[f32], style: Style, pen: &mut impl Pen) {
    let stroke = Stroke::new(style.width, style.color);
    let stretch = (0.6 + 0.4 * stroke.width / 1.4) * style.stretch;
    let mut lengths = pattern.iter().cycle().map(|part| part * stretch);
    let Some(mut left) = lengths.next() else {
        return;
    };
    let mut ink = true;
    let mut dash = Chain::default();
    if let Some(&first) = points.first() {
        dash.push(first);
    }
    for pair in points.windows(2) {
        let &[from, to] = pair else { continue };
        let step = length(to - from);
        if step <= 0.0 {
            continue;
        }
        let mut walked = 0.0;
        while step - walked > left {
            walked += left;
            let at = from + (to - from) * (walked / step);
            dash.push(at);
            if ink && dash.len() > 1 {
                pen.line(&dash, stroke);
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
        pen.line(&dash, stroke);
    }
}

/// Draws the head at the last point and takes its length off the line.
fn draw_head(points: &mut Chain, head: f32, color: Color32, pen: &mut impl Pen) {
    let Some(&tip) = points.last() else { return };
    points.shorten(head * 0.82);
    let Some(&neck) = points.last() else { return };
    let along = unit(tip - neck);
    let side = vec2(-along.y, along.x) * (head * 0.4);
    let base = tip - along * head;
    pen.polygon(&[tip, base + side, base - side], color, Stroke::NONE);
}

fn draw_cross(at: Pos2, along: Vec2, style: Style, pen: &mut impl Pen) {
    let arm = 4.6 + 0.6 * style.width;
    let across = vec2(-along.y, along.x);
    let stroke = Stroke::new(style.width.max(1.8), style.color);
    for side in [along + across, along - across] {
        let reach = side * (arm * std::f32::consts::FRAC_1_SQRT_2);
        pen.line(&[at - reach, at + reach], stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::map::node_shape::Outline;
    use crate::app::map::route::End;
    use eframe::egui::pos2;

    #[test]
    fn dashes_tell_the_statuses_apart() {
        let end = |x| End {
            centre: pos2(x, 50.0),
            outline: Outline::Circle(15.0),
            head: true,
        };
        let route = Route::new(&end(0.0), &end(200.0), 24.0).unwrap();
        let n_shapes = |status| {
            let style = Style {
                width: 1.4,
                color: Color32::WHITE,
                status,
                detail: Detail::Full,
                stretch: 1.0,
                ground: Color32::BLACK,
            };
            let mut out: Vec<Shape> = Vec::new();
            draw(&route, [false, true], style, &mut out);
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

//! Boxes in rows, like words on a page.

use crate::layout::plane::Plane;
use crate::layout::separate::Body;

/// Width of a page of these boxes that comes out about so much wider than high.
pub(super) fn page_width(bodies: &[Body], gap: f32, aspect: f32) -> f32 {
    let area: f32 = bodies
        .iter()
        .map(|body| (body.half_width * 2.0 + gap) * (body.half_height * 2.0 + gap))
        .sum();
    (area * aspect).sqrt()
}

/// Sets boxes in rows no wider than `width`, each row centred on zero and as high as its highest box.
///
/// Gives the places and the height of it all; the first row begins at zero.
pub(super) fn shelve(bodies: &[Body], width: f32, gap: f32) -> (Plane, f32) {
    let mut plane = Plane::new(bodies.len());
    let mut top = 0.0;
    let mut start = 0;
    while start < bodies.len() {
        let (mut end, mut wide, mut high) = (start, 0.0, 0.0_f32);
        for body in &bodies[start..] {
            let more = body.half_width * 2.0 + if end > start { gap } else { 0.0 };
            if end > start && wide + more > width {
                break;
            }
            wide += more;
            high = high.max(body.half_height * 2.0);
            end += 1;
        }
        let mut left = -wide / 2.0;
        for (node, body) in bodies.iter().enumerate().take(end).skip(start) {
            plane.put(node, (left + body.half_width, top + high / 2.0));
            left += body.half_width * 2.0 + gap;
        }
        top += high + gap;
        start = end;
    }
    (plane, (top - gap).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::separate::overlaps;

    #[test]
    fn rows_are_full_and_nothing_touches() {
        let bodies: Vec<Body> = (0..40)
            .map(|node| Body {
                half_width: 20.0 + (node % 5) as f32 * 9.0,
                half_height: 15.0,
                freedom: 1.0,
            })
            .collect();
        let (plane, height) = shelve(&bodies, 500.0, 10.0);
        assert_eq!(overlaps(&bodies, &plane), 0);
        assert!(plane.x.iter().all(|x| x.abs() < 250.0));
        assert_eq!(height, 8.0 * 40.0 - 10.0);
        assert_eq!(shelve(&[], 500.0, 10.0).1, 0.0);
    }
}

//! Silhouettes of military assets by domain, as convex pieces in a box two units wide and 1.2 high.

use eframe::egui::{Color32, Pos2, Stroke, Vec2, vec2};

use crate::app::map::pen::Pen;
use crate::model::Subkind;

type Piece = &'static [(f32, f32)];

/// No piece has more.
const MOST_CORNERS: usize = 8;

const SHIP: &[Piece] = &[
    &[(-0.95, 0.08), (0.95, 0.08), (0.66, 0.52), (-0.7, 0.52)],
    &[(-0.42, -0.2), (0.34, -0.2), (0.34, 0.08), (-0.42, 0.08)],
    &[(-0.12, -0.56), (0.08, -0.56), (0.08, -0.2), (-0.12, -0.2)],
];

const AIRCRAFT: &[Piece] = &[
    &[
        (-0.85, -0.08),
        (0.6, -0.11),
        (0.98, 0.0),
        (0.6, 0.11),
        (-0.85, 0.08),
    ],
    &[(0.3, -0.08), (-0.1, -0.08), (-0.5, -0.6), (-0.28, -0.6)],
    &[(-0.1, 0.08), (0.3, 0.08), (-0.28, 0.6), (-0.5, 0.6)],
    &[
        (-0.55, -0.06),
        (-0.8, -0.06),
        (-0.98, -0.34),
        (-0.84, -0.34),
    ],
    &[(-0.8, 0.06), (-0.55, 0.06), (-0.84, 0.34), (-0.98, 0.34)],
];

/// Rising to the right.
const MISSILE: &[Piece] = &[
    &[(-0.66, 0.3), (0.42, -0.4), (0.53, -0.22), (-0.55, 0.48)],
    &[(0.42, -0.4), (0.8, -0.56), (0.53, -0.22)],
    &[(-0.5, 0.2), (-0.62, 0.42), (-0.92, 0.36), (-0.84, 0.22)],
    &[(-0.38, 0.38), (-0.34, 0.56), (-0.52, 0.6), (-0.6, 0.5)],
];

const VEHICLE: &[Piece] = &[
    &[
        (-0.8, 0.12),
        (0.8, 0.12),
        (0.92, 0.3),
        (0.7, 0.54),
        (-0.7, 0.54),
        (-0.92, 0.3),
    ],
    &[(-0.42, -0.3), (0.22, -0.3), (0.4, 0.06), (-0.55, 0.06)],
    &[(0.28, -0.24), (0.98, -0.3), (0.98, -0.18), (0.34, -0.1)],
];

/// Two tubes on a carrier.
const AIR_DEFENCE: &[Piece] = &[
    &[(-0.85, 0.3), (0.85, 0.3), (0.75, 0.54), (-0.75, 0.54)],
    &[(-0.5, 0.22), (-0.3, 0.22), (0.28, -0.52), (0.08, -0.52)],
    &[(0.0, 0.22), (0.2, 0.22), (0.78, -0.52), (0.58, -0.52)],
];

/// Two chevrons.
const UNIT: &[Piece] = &[
    &[(-0.6, 0.0), (0.0, -0.5), (0.0, -0.24), (-0.6, 0.26)],
    &[(0.0, -0.5), (0.6, 0.0), (0.6, 0.26), (0.0, -0.24)],
    &[(-0.6, 0.36), (0.0, -0.14), (0.0, 0.12), (-0.6, 0.6)],
    &[(0.0, -0.14), (0.6, 0.36), (0.6, 0.6), (0.0, 0.12)],
];

/// A hall with a pitched roof.
const SITE: &[Piece] = &[&[
    (-0.72, -0.08),
    (0.0, -0.52),
    (0.72, -0.08),
    (0.72, 0.5),
    (-0.72, 0.5),
]];

/// A hall and its flag.
const BASE: &[Piece] = &[
    &[
        (-0.8, 0.1),
        (-0.3, -0.16),
        (0.2, 0.1),
        (0.2, 0.54),
        (-0.8, 0.54),
    ],
    &[(0.42, -0.56), (0.52, -0.56), (0.52, 0.54), (0.42, 0.54)],
    &[(0.52, -0.56), (0.94, -0.38), (0.52, -0.18)],
];

const SHIELD: &[Piece] = &[&[
    (-0.46, -0.5),
    (0.46, -0.5),
    (0.46, 0.05),
    (0.28, 0.36),
    (0.0, 0.56),
    (-0.28, 0.36),
    (-0.46, 0.05),
]];

/// Draws the silhouette of `subkind`, filling a box of half size `half` about `centre`.
pub fn draw(
    subkind: Option<Subkind>,
    centre: Pos2,
    half: Vec2,
    color: Color32,
    pen: &mut impl Pen,
) {
    let unit = half.x.min(half.y / 0.6);
    if unit < 3.0 {
        return;
    }
    for piece in pieces(subkind) {
        let mut corners = [centre; MOST_CORNERS];
        for (corner, &(x, y)) in corners.iter_mut().zip(*piece) {
            *corner = centre + vec2(x, y) * unit;
        }
        let corners = corners.get(..piece.len()).unwrap_or(&corners);
        pen.polygon(corners, color, Stroke::NONE);
    }
}

fn pieces(subkind: Option<Subkind>) -> &'static [Piece] {
    match subkind {
        Some(Subkind::Ship) => SHIP,
        Some(Subkind::Aircraft) => AIRCRAFT,
        Some(Subkind::Missile) => MISSILE,
        Some(Subkind::Vehicle) => VEHICLE,
        Some(Subkind::AirDefence) => AIR_DEFENCE,
        Some(Subkind::Unit) => UNIT,
        Some(Subkind::Base) => BASE,
        Some(Subkind::Site) => SITE,
        _ => SHIELD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// egui fills only convex polygons rightly.
    #[test]
    fn every_piece_is_convex() {
        let all = [
            SHIP,
            AIRCRAFT,
            MISSILE,
            VEHICLE,
            AIR_DEFENCE,
            UNIT,
            SITE,
            BASE,
            SHIELD,
        ];
        for piece in all.iter().flat_map(|pieces| pieces.iter()) {
            let corner = |at: usize| vec2(piece[at % piece.len()].0, piece[at % piece.len()].1);
            let turns = (0..piece.len()).map(|at| {
                let (before, after) =
                    (corner(at + 1) - corner(at), corner(at + 2) - corner(at + 1));
                before.x * after.y - before.y * after.x
            });
            let turns: Vec<f32> = turns.collect();
            let to_one_side = turns.iter().all(|&t| t > 0.0) || turns.iter().all(|&t| t < 0.0);
            assert!(to_one_side, "{piece:?}: {turns:?}");
            assert!(piece.len() <= MOST_CORNERS);
        }
    }
}

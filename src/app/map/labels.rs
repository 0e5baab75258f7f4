//! Which names are shown, and where: the most important first, never one over another or over a node.

use std::sync::Arc;

use eframe::egui::{Galley, Pos2, Rect, Vec2, pos2, vec2};

use crate::app::map::brush::Brush;
use crate::app::map::lettering::{Face, Lettering};
use crate::app::map::pen::Pen as _;
use crate::app::map::room::{Ground, Taken};
use crate::app::map::travel::Hold;
use crate::app::theme::{self, Theme};
use crate::model::Kind;

const GAP: f32 = 4.0;
/// Names in view keep off its edge.
const EDGE: f32 = 4.0;
/// Square pixels of map for each name.
const ROOM: f32 = 8500.0;
/// So many names are tried for each one that there is room for; who comes later would hardly find a place.
const TRIES: usize = 4;
/// Copies of a name that make its halo; with many names they would be most of the picture.
const HALO_COPIES: [u8; 2] = [8, 4];
const MANY: usize = 70;
/// Free space kept around each label.
const MARGIN: Vec2 = vec2(4.0, 1.0);

/// A node that would like its name shown.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    pub node: u32,
    pub name: &'a str,
    pub kind: Kind,
    pub centre: Pos2,
    /// Half of the box around its shape.
    pub half: Vec2,
    pub scale: f32,
    pub rank: Rank,
    pub strength: f32,
}

/// Who comes first, whatever the weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// Selected or under the pointer: shown even over another node's shape.
    Chosen,
    Neighbour,
    Other,
}

/// Where names may stand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Field {
    /// What is seen.
    pub view: Rect,
    /// What is drawn, and comes into view when the map is moved.
    pub reach: Rect,
}

impl Field {
    /// Nothing is drawn but what is seen.
    #[cfg(test)]
    pub const fn seen(view: Rect) -> Self {
        Self { view, reach: view }
    }

    /// Whether a name may stand there: not so that it would be cut off at the edge.
    fn holds(&self, rect: Rect) -> bool {
        self.view.shrink(EDGE).contains_rect(rect)
            || (self.reach.contains_rect(rect) && !self.view.intersects(rect))
    }
}

/// A name that found its place.
#[derive(Clone, Debug)]
pub struct Label {
    pub node: u32,
    pub rect: Rect,
    /// The middle of its node, and the way from there to the rim below the name.
    centre: Pos2,
    rim: Vec2,
    strength: f32,
    galley: Arc<Galley>,
}

/// Places as many names as fit into the `field` beside what is on the `ground`.
///
/// `wishes` come by rank, and within one the weightiest first.
pub fn place<'a>(
    lettering: &mut Lettering,
    field: &Field,
    ground: &Ground,
    wishes: impl Iterator<Item = Wish<'a>>,
) -> Vec<Label> {
    let Ground { all, bright } = ground;
    let mut names = Taken::new(field.reach);
    let mut labels = Vec::new();
    // In view and beyond.
    let mut quotas = [field.view.area(), field.reach.area() - field.view.area()].map(Quota::new);
    for wish in wishes {
        let [inside, outside] = &mut quotas;
        if inside.is_used_up() && outside.is_used_up() {
            break;
        }
        let quota = match field.view.contains(wish.centre) {
            true => inside,
            false => outside,
        };
        if wish.rank == Rank::Other && !quota.tries() {
            continue;
        }
        let galley = lettering.set(face(&wish), wish.name);
        let own = Rect::from_center_size(wish.centre, 2.0 * wish.half);
        let near = spots(&wish, galley.size(), GAP);
        // A state ringed by its people is named a little further off rather than not at all.
        let far = matches!(wish.kind, Kind::State) || wish.rank < Rank::Other;
        let far = far.then(|| [16.0, 30.0].map(|by| spots(&wish, galley.size(), by)));
        let spots = || {
            near.iter()
                .chain(far.iter().flatten().flatten())
                .copied()
                .filter(|rect| field.holds(*rect))
        };
        let room = |rect: &Rect| rect.expand2(MARGIN);
        let unnamed = || spots().filter(|rect| names.is_free(room(rect), None));
        let least_over = |rects: &mut dyn Iterator<Item = Rect>| {
            rects.min_by(|a, b| all.covered(*a, own).total_cmp(&all.covered(*b, own)))
        };
        let free = unnamed().find(|rect| all.is_free(room(rect), Some(own)));
        // Neighbours are named even over what has stepped back, who is chosen in any case.
        let over_dim = || {
            let mut rects = unnamed().filter(|rect| bright.is_free(room(rect), Some(own)));
            (wish.rank < Rank::Other)
                .then(|| least_over(&mut rects))
                .flatten()
        };
        let over_any = || {
            (wish.rank == Rank::Chosen)
                .then(|| least_over(&mut unnamed()))
                .flatten()
        };
        if let Some(rect) = free.or_else(over_dim).or_else(over_any) {
            names.add(rect);
            quota.n_named += 1;
            labels.push(Label {
                node: wish.node,
                rect,
                centre: wish.centre,
                rim: (rect.center() - wish.centre).clamp(-wish.half, wish.half),
                strength: wish.strength,
                galley,
            });
        }
    }
    labels
}

/// How many names a space takes: more could not be read, and the rest appears on zooming in.
#[derive(Clone, Copy, Debug)]
struct Quota {
    most: usize,
    n_named: usize,
    n_tried: usize,
}

impl Quota {
    fn new(area: f32) -> Self {
        Self {
            most: (area / ROOM) as usize,
            n_named: 0,
            n_tried: 0,
        }
    }

    fn is_used_up(&self) -> bool {
        self.n_named >= self.most || self.n_tried >= TRIES * self.most
    }

    /// Counts a try, if there is one left.
    fn tries(&mut self) -> bool {
        let more = !self.is_used_up();
        self.n_tried += usize::from(more);
        more
    }
}

/// Draws all names with their halos.
pub fn draw(labels: &[Label], theme: &Theme, brush: &mut Brush) {
    let [few, many] = HALO_COPIES;
    let n_copies = if labels.len() < MANY { few } else { many };
    let turn = std::f32::consts::TAU / f32::from(n_copies);
    let around: Vec<Vec2> = (0..n_copies)
        .map(|copy| Vec2::angled(f32::from(copy) * turn) * 2.0)
        .collect();
    for label in labels {
        let color = theme::mix(theme.map, theme.text, label.strength);
        brush.tie(Some(Hold::Name(label.centre, label.rim)));
        // The galley is centred on its own origin.
        let at = pos2(label.rect.center().x, label.rect.top());
        brush.halo(at, &label.galley, theme.map, &around);
        brush.text(at, &label.galley, color);
    }
}

fn face(wish: &Wish<'_>) -> Face {
    match wish.kind {
        Kind::State => Face::State,
        _ if wish.scale < 0.62 => Face::SmallName,
        _ => Face::Name,
    }
}

/// Under the node; else beside it, over it, or a little to one side.
fn spots(wish: &Wish<'_>, size: Vec2, gap: f32) -> [Rect; 12] {
    let down = wish.half.y + gap + size.y / 2.0;
    let across = wish.half.x + gap + size.x / 2.0;
    let aside = size.x * 0.32;
    // At a corner a name may come as near as a round shape leaves room, but not over the box of a wide one.
    let beside = wish.half.x * 0.75 + gap;
    let above = if beside < wish.half.x {
        wish.half.y + 1.0
    } else {
        wish.half.y * 0.75
    };
    let corner = vec2(beside + size.x / 2.0, above + (gap - GAP) + size.y / 2.0);
    [
        vec2(0.0, down),
        vec2(across, 0.0),
        vec2(-across, 0.0),
        vec2(0.0, -down),
        vec2(aside, down),
        vec2(-aside, down),
        vec2(aside, -down),
        vec2(-aside, -down),
        corner,
        corner * vec2(1.0, -1.0),
        corner * vec2(-1.0, 1.0),
        -corner,
    ]
    .map(|away| Rect::from_center_size(wish.centre + away, size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::map::room::Shown;
    use eframe::egui;

    /// A grid of nodes too narrow for all their names.
    #[test]
    fn no_label_lies_on_another_or_on_a_node() {
        let names: Vec<String> = (0..200).map(|i| format!("Minister number {i}")).collect();
        let clip = Rect::from_min_size(Pos2::ZERO, vec2(900.0, 700.0));
        let half = Vec2::splat(12.0);
        let centre = |i: usize| pos2(20.0 + 45.0 * (i % 20) as f32, 30.0 + 66.0 * (i / 20) as f32);
        let taken: Vec<Rect> = (0..names.len())
            .map(|i| Rect::from_center_size(centre(i), 2.0 * half))
            .collect();
        let mut wishes: Vec<Wish<'_>> = names
            .iter()
            .enumerate()
            .map(|(i, name)| Wish {
                node: i as u32,
                name,
                kind: Kind::Person,
                centre: centre(i),
                half,
                scale: 1.0,
                rank: if i == 77 { Rank::Chosen } else { Rank::Other },
                strength: 1.0,
            })
            .collect();
        wishes.sort_by_key(|wish| wish.rank);
        let ctx = egui::Context::default();
        Theme::apply(&ctx, theme::fonts());
        let mut labels = Vec::new();
        let run = ctx.run_ui(egui::RawInput::default(), |ui| {
            let mut ground = Ground::new(clip);
            for rect in &taken {
                ground.add(*rect, Shown::Bright);
            }
            let mut lettering = Lettering::new(ui.ctx());
            labels = place(
                &mut lettering,
                &Field::seen(clip),
                &ground,
                wishes.iter().cloned(),
            );
        });
        run.drop_without_applying_deltas();
        assert!(labels.len() > 25, "{}", labels.len());
        assert!(labels.iter().any(|label| label.node == 77));
        for (i, label) in labels.iter().enumerate() {
            assert!(clip.contains_rect(label.rect));
            for other in labels.iter().skip(i + 1) {
                assert!(!label.rect.intersects(other.rect));
            }
            for node in &taken {
                assert!(!label.rect.intersects(*node));
            }
        }
    }
}

//! Which names are shown, and where: the most important first, never one over another or over a node.

use std::sync::Arc;

use eframe::egui::{
    self, Align, Color32, FontId, Galley, Pos2, Rect, Shape, Vec2, pos2, text::LayoutJob, vec2,
};

use crate::app::theme::{self, Theme};
use crate::model::Kind;

/// Longer names are broken into two rows.
const WIDTH: f32 = 138.0;
const GAP: f32 = 4.0;
/// Square pixels of map for each name.
const ROOM: f32 = 8500.0;
/// Copies of a name that make its halo; with many names they would be most of the picture.
const HALO_COPIES: [u8; 2] = [8, 4];
const MANY: usize = 70;
/// Free space kept around each label.
const MARGIN: Vec2 = vec2(4.0, 1.0);
/// Side of a cell of the grid of what is taken.
const CELL: f32 = 64.0;

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
    pub weight: f32,
    pub strength: f32,
}

/// Something that names keep off.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Obstacle {
    pub rect: Rect,
    /// Not stepped back behind what is singled out.
    pub bright: bool,
}

/// Who comes first, whatever the weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// Selected or under the pointer: shown even over another node's shape.
    Chosen,
    Neighbour,
    Other,
}

/// A name that found its place.
#[derive(Clone, Debug)]
pub struct Label {
    pub node: u32,
    pub rect: Rect,
    strength: f32,
    galley: Arc<Galley>,
}

/// Places as many names as fit into `clip` beside `obstacles`: the shapes of all nodes in view, and other things.
pub fn place(
    painter: &egui::Painter,
    clip: Rect,
    obstacles: &[Obstacle],
    mut wishes: Vec<Wish<'_>>,
) -> Vec<Label> {
    wishes.sort_by(|a, b| {
        let key = |wish: &Wish<'_>| (wish.rank, -wish.weight);
        let (a_key, b_key) = (key(a), key(b));
        a_key
            .0
            .cmp(&b_key.0)
            .then(a_key.1.total_cmp(&b_key.1))
            .then(a.node.cmp(&b.node))
    });
    let mut all = Taken::new(clip);
    let mut bright = Taken::new(clip);
    for obstacle in obstacles {
        all.add(obstacle.rect);
        if obstacle.bright {
            bright.add(obstacle.rect);
        }
    }
    let mut names = Taken::new(clip);
    let mut labels = Vec::new();
    // More cannot be read in this space; the rest appears on zooming in.
    let most = (clip.area() / ROOM) as usize;
    for wish in wishes {
        if labels.len() >= most && wish.rank == Rank::Other {
            break;
        }
        let galley = galley(painter, &wish);
        let own = Rect::from_center_size(wish.centre, 2.0 * wish.half);
        let near = spots(&wish, galley.size(), GAP);
        // A state ringed by its people is named a little further off rather than not at all.
        let far = matches!(wish.kind, Kind::State) || wish.rank < Rank::Other;
        let far = far.then(|| [16.0, 30.0].map(|by| spots(&wish, galley.size(), by)));
        let spots = || {
            near.iter()
                .chain(far.iter().flatten().flatten())
                .copied()
                .filter(|rect| clip.contains_rect(*rect))
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
            labels.push(Label {
                node: wish.node,
                rect,
                strength: wish.strength,
                galley,
            });
        }
    }
    labels
}

/// Appends all names with their halos.
pub fn draw(labels: &[Label], theme: &Theme, out: &mut Vec<Shape>) {
    let [few, many] = HALO_COPIES;
    let n_copies = if labels.len() < MANY { few } else { many };
    for label in labels {
        label.draw(theme, n_copies, out);
    }
}

impl Label {
    fn draw(&self, theme: &Theme, n_copies: u8, out: &mut Vec<Shape>) {
        let color = theme::mix(theme.map, theme.text, self.strength);
        // The galley is centred on its own origin.
        let at = pos2(self.rect.center().x, self.rect.top());
        let halo = |by: Vec2| {
            Shape::galley_with_override_text_color(at + by, self.galley.clone(), theme.map)
        };
        for turn in 0..n_copies {
            let angle = f32::from(turn) * std::f32::consts::TAU / f32::from(n_copies);
            out.push(halo(Vec2::angled(angle) * 2.0));
        }
        out.push(Shape::galley(at, self.galley.clone(), color));
    }
}

fn galley(painter: &egui::Painter, wish: &Wish<'_>) -> Arc<Galley> {
    let font = match wish.kind {
        Kind::State => theme::semibold(12.5),
        _ if wish.scale < 0.62 => FontId::proportional(11.0),
        _ => FontId::proportional(12.0),
    };
    let mut job = LayoutJob::simple(wish.name.to_owned(), font, Color32::PLACEHOLDER, WIDTH);
    job.wrap.max_rows = 2;
    job.halign = Align::Center;
    painter.layout_job(job)
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

/// Rectangles by cell.
struct Taken {
    origin: Pos2,
    columns: usize,
    cells: Vec<Vec<Rect>>,
}

impl Taken {
    fn new(clip: Rect) -> Self {
        let columns = (clip.width() / CELL).ceil().max(1.0) as usize;
        let rows = (clip.height() / CELL).ceil().max(1.0) as usize;
        Self {
            origin: clip.min,
            columns,
            cells: vec![Vec::new(); columns * rows],
        }
    }

    fn cells_of(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let rows = self.cells.len() / self.columns;
        let span = |low: f32, high: f32, most: usize| {
            let cell = |at: f32| ((at / CELL).max(0.0) as usize).min(most - 1);
            cell(low)..=cell(high)
        };
        let (min, max) = (rect.min - self.origin, rect.max - self.origin);
        let columns = self.columns;
        let across = span(min.x, max.x, columns);
        span(min.y, max.y, rows)
            .flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }

    fn add(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            if let Some(list) = self.cells.get_mut(cell) {
                list.push(rect);
            }
        }
    }

    /// How much of `rect` is taken, near enough: what reaches into two cells counts twice.
    fn covered(&self, rect: Rect, own: Rect) -> f32 {
        self.cells_of(rect)
            .filter_map(|cell| self.cells.get(cell))
            .flatten()
            .filter(|other| **other != own)
            .map(|other| other.intersect(rect))
            .filter(|common| common.is_positive())
            .map(|common| common.area())
            .sum()
    }

    fn is_free(&self, rect: Rect, own: Option<Rect>) -> bool {
        self.cells_of(rect)
            .filter_map(|cell| self.cells.get(cell))
            .flatten()
            .all(|other| Some(*other) == own || !other.intersects(rect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let wishes: Vec<Wish<'_>> = names
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
                weight: (i % 7) as f32,
                strength: 1.0,
            })
            .collect();
        let ctx = egui::Context::default();
        Theme::apply(&ctx, theme::fonts());
        let mut labels = Vec::new();
        let run = ctx.run_ui(egui::RawInput::default(), |ui| {
            let obstacles: Vec<Obstacle> = taken
                .iter()
                .map(|&rect| Obstacle { rect, bright: true })
                .collect();
            labels = place(ui.painter(), clip, &obstacles, wishes.clone());
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

//! What lies under a point of the screen: a grid of nodes, names and lines; the topmost wins.

use eframe::egui::{Pos2, Rect};

use crate::app::map::edge_shape::distance_to_segment;
use crate::app::map::light::Target;
use crate::app::map::node_shape::Outline;

const CELL: f32 = 48.0;
/// How near to a line the pointer must be.
const LINE_REACH: f32 = 5.0;
/// Small shapes are easier to hit than they look.
const NODE_REACH: f32 = 2.0;

/// Something that can be hit, with its form.
#[derive(Clone, PartialEq, Debug)]
pub enum Form {
    Node {
        centre: Pos2,
        outline: Outline,
    },
    Name(Rect),
    Badge {
        centre: Pos2,
        radius: f32,
    },
    /// A piece of a line.
    Segment([Pos2; 2]),
}

/// Everything in view, filed by cell.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    clip: Option<Rect>,
    columns: usize,
    items: Vec<(Target, Form)>,
    cells: Vec<Vec<u32>>,
}

impl Hits {
    pub fn new(clip: Rect) -> Self {
        let columns = (clip.width() / CELL).ceil().max(1.0) as usize;
        let rows = (clip.height() / CELL).ceil().max(1.0) as usize;
        Self {
            clip: Some(clip),
            columns,
            items: Vec::new(),
            cells: vec![Vec::new(); columns * rows],
        }
    }

    /// Adds something above all that was added before in its class.
    pub fn add(&mut self, target: Target, form: Form) {
        let reach = match &form {
            Form::Node { centre, outline } => {
                Rect::from_center_size(*centre, 2.0 * outline.half()).expand(NODE_REACH)
            }
            Form::Name(rect) => *rect,
            Form::Badge { centre, radius } => {
                Rect::from_center_size(*centre, eframe::egui::Vec2::splat(2.0 * radius))
            }
            Form::Segment(ends) => Rect::from_points(ends).expand(LINE_REACH),
        };
        let item = self.items.len() as u32;
        for cell in self.cells_of(reach) {
            if let Some(list) = self.cells.get_mut(cell) {
                list.push(item);
            }
        }
        self.items.push((target, form));
    }

    /// Where names stand, with their nodes.
    #[cfg(test)]
    pub fn names(&self) -> Vec<(Target, Rect)> {
        let items = self.items.iter();
        items
            .filter_map(|(target, form)| match form {
                Form::Name(rect) => Some((*target, *rect)),
                _ => None,
            })
            .collect()
    }

    /// The boxes around nodes and badges.
    #[cfg(test)]
    pub fn shapes(&self) -> Vec<(Target, Rect)> {
        let items = self.items.iter();
        items
            .filter_map(|(target, form)| match form {
                Form::Node { centre, outline } => Some((
                    *target,
                    Rect::from_center_size(*centre, 2.0 * outline.half()),
                )),
                Form::Badge { centre, radius } => {
                    let size = eframe::egui::Vec2::splat(2.0 * radius);
                    Some((*target, Rect::from_center_size(*centre, size)))
                }
                _ => None,
            })
            .collect()
    }

    /// Adds a line piece by piece.
    pub fn add_chain(&mut self, line: u32, points: &[Pos2]) {
        for pair in points.windows(2) {
            if let &[from, to] = pair {
                self.add(Target::Line(line), Form::Segment([from, to]));
            }
        }
    }

    /// The topmost thing at a point: nodes before badges, those before names, those before the nearest line.
    pub fn at(&self, point: Pos2) -> Option<Target> {
        let clip = self.clip?;
        if !clip.contains(point) {
            return None;
        }
        let cell = self.cells_of(Rect::from_min_max(point, point)).next()?;
        let here = self.cells.get(cell)?.iter();
        let items = here.filter_map(|&item| Some((item, self.items.get(item as usize)?)));
        items
            .filter_map(|(item, (target, form))| {
                let (class, distance) = reach(form, point)?;
                Some((class, distance, item, *target))
            })
            .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(b.2.cmp(&a.2)))
            .map(|(_, _, _, target)| target)
    }

    fn cells_of(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns.max(1);
        let rows = (self.cells.len() / columns).max(1);
        let origin = self.clip.map_or(Pos2::ZERO, |clip| clip.min);
        let cell = |at: f32, most: usize| ((at / CELL).max(0.0) as usize).min(most - 1);
        let (min, max) = (rect.min - origin, rect.max - origin);
        let across = cell(min.x, columns)..=cell(max.x, columns);
        (cell(min.y, rows)..=cell(max.y, rows))
            .flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

/// The class of a hit (lower is further up) and how far off it is; `None` is a miss.
fn reach(form: &Form, point: Pos2) -> Option<(u8, f32)> {
    match form {
        Form::Node { centre, outline } => {
            let distance = outline.distance(point - *centre);
            // Within a shape the one added last is on top, however near the middle of the other.
            (distance <= NODE_REACH).then_some((0, 0.0))
        }
        Form::Badge { centre, radius } => (centre.distance(point) <= *radius).then_some((1, 0.0)),
        Form::Name(rect) => rect.contains(point).then_some((2, 0.0)),
        &Form::Segment([from, to]) => {
            let distance = distance_to_segment(point, from, to);
            (distance <= LINE_REACH).then_some((3, distance))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{pos2, vec2};

    #[test]
    fn the_topmost_wins_and_lines_need_only_be_near() {
        let mut hits = Hits::new(Rect::from_min_size(pos2(100.0, 100.0), vec2(500.0, 400.0)));
        let node = |x| Form::Node {
            centre: pos2(x, 200.0),
            outline: Outline::Circle(15.0),
        };
        hits.add_chain(7, &[pos2(120.0, 200.0), pos2(580.0, 200.0)]);
        hits.add_chain(8, &[pos2(120.0, 206.0), pos2(580.0, 206.0)]);
        hits.add(Target::Node(1), node(200.0));
        hits.add(Target::Node(2), node(220.0));
        for (x, y, expected) in [
            (195.0, 200.0, Some(Target::Node(1))),
            (210.0, 200.0, Some(Target::Node(2))),
            (400.0, 202.0, Some(Target::Line(7))),
            (400.0, 204.0, Some(Target::Line(8))),
            (400.0, 215.0, None),
            (90.0, 200.0, None),
        ] {
            assert_eq!(hits.at(pos2(x, y)), expected, "{x} {y}");
        }
    }
}

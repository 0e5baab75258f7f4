//! Which places on the screen are taken: by shapes, and by names already there.

use eframe::egui::{Pos2, Rect};

/// Side of a cell.
const CELL: f32 = 48.0;

/// What names keep off.
#[derive(Clone, Debug)]
pub struct Ground {
    pub all: Taken,
    /// What has not stepped back behind what is singled out.
    pub bright: Taken,
}

/// How strongly something is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Bright,
    Dim,
}

impl Ground {
    pub fn new(clip: Rect) -> Self {
        Self {
            all: Taken::new(clip),
            bright: Taken::new(clip),
        }
    }

    pub fn add(&mut self, rect: Rect, shown: Shown) {
        self.all.add(rect);
        if shown == Shown::Bright {
            self.bright.add(rect);
        }
    }
}

/// Rectangles by cell; for each cell a chain through one list.
#[derive(Clone, Debug)]
pub struct Taken {
    origin: Pos2,
    columns: usize,
    rows: usize,
    /// For each cell, one more than the place of its first link; 0 is none.
    first: Vec<u32>,
    links: Vec<(Rect, u32)>,
}

impl Taken {
    pub fn new(clip: Rect) -> Self {
        let columns = (clip.width() / CELL).ceil().max(1.0) as usize;
        let rows = (clip.height() / CELL).ceil().max(1.0) as usize;
        Self {
            origin: clip.min,
            columns,
            rows,
            first: vec![0; columns * rows],
            links: Vec::new(),
        }
    }

    fn cells_of(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let span = |low: f32, high: f32, most: usize| {
            let cell = |at: f32| ((at / CELL).max(0.0) as usize).min(most - 1);
            cell(low)..=cell(high)
        };
        let (min, max) = (rect.min - self.origin, rect.max - self.origin);
        let columns = self.columns;
        let across = span(min.x, max.x, columns);
        span(min.y, max.y, self.rows)
            .flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }

    pub fn add(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            if let Some(first) = self.first.get_mut(cell) {
                self.links.push((rect, *first));
                *first = self.links.len() as u32;
            }
        }
    }

    /// The rectangles near to one; what reaches into two cells comes twice.
    fn near(&self, rect: Rect) -> impl Iterator<Item = Rect> {
        self.cells_of(rect).flat_map(move |cell| {
            let mut next = self.first.get(cell).copied().unwrap_or(0);
            std::iter::from_fn(move || {
                let (rect, after) = *self.links.get((next as usize).checked_sub(1)?)?;
                next = after;
                Some(rect)
            })
        })
    }

    /// How much of `rect` is taken, near enough.
    pub fn covered(&self, rect: Rect, own: Rect) -> f32 {
        self.near(rect)
            .filter(|other| *other != own)
            .map(|other| other.intersect(rect))
            .filter(|common| common.is_positive())
            .map(|common| common.area())
            .sum()
    }

    pub fn is_free(&self, rect: Rect, own: Option<Rect>) -> bool {
        self.near(rect)
            .all(|other| Some(other) == own || !other.intersects(rect))
    }
}

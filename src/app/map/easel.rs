//! What nodes and lines draw themselves on when `egui_graphs` asks them to: two sheets, what is singled out on the upper one.
//!
//! Also the one place that knows how strong a line is, and what is left out where everything is small.

use std::rc::Rc;

use eframe::egui::{Context, Pos2, Rect};

use crate::app::map::brush::Brush;
use crate::app::map::camera::Lens;
use crate::app::map::content::{Content, Line};
use crate::app::map::edge_shape::{self, Style};
use crate::app::map::lettering::{Atlas, Lettering};
use crate::app::map::light::Light;
use crate::app::map::node_shape::{Detail, Glyph, Outline, Ring};
use crate::app::map::route::{End, Route, length};
use crate::app::map::travel::{Hold, Sheet};
use crate::app::theme::Theme;
use crate::model::{MapPos, Tone};

/// Up to this many lines are drawn at full strength.
const MANY_LINES: f32 = 200.0;
/// Shapes whose middle is this far outside of what is drawn are not made.
const CULL_MARGIN: f32 = 60.0;
/// Strength of a structure line where nothing is singled out: it should be there, not in the way.
const STRUCTURE_STRENGTH: f32 = 0.62;

/// What all shapes of a picture have in common.
#[derive(Clone, Debug)]
pub struct Stage {
    pub lens: Lens,
    /// The part of the screen that things are drawn in: more than is seen, so that the map can be moved for a while.
    pub reach: Rect,
    pub theme: &'static Theme,
    /// Where the light is going: what is raised.
    pub goal: Light,
    /// How far it has come.
    pub light: Light,
    pub rings: Vec<Ring>,
    pub pinned: Rc<Vec<bool>>,
}

/// The sheets of one map.
#[derive(Debug)]
pub struct Easel {
    content: Rc<Content>,
    stage: Option<Stage>,
    /// Strength of lines where nothing is singled out.
    calm: f32,
    lower: Brush,
    upper: Brush,
    /// The lines in view, as they run.
    drawn: Vec<(u32, Route)>,
    pub lettering: Lettering,
}

impl Easel {
    pub fn new(content: &Rc<Content>, ctx: &Context) -> Self {
        // Thousands of lines at full strength would be a wall: the more, the fainter, until something is singled out.
        let crowd = MANY_LINES / content.lines.len().max(1) as f32;
        Self {
            content: content.clone(),
            stage: None,
            calm: crowd.sqrt().sqrt().clamp(0.4, 1.0),
            lower: Brush::default(),
            upper: Brush::default(),
            drawn: Vec::new(),
            lettering: Lettering::new(ctx),
        }
    }

    /// Clears the sheets for a new picture; `old` is one that is no longer needed.
    pub fn begin(&mut self, stage: Stage, ctx: &Context, old: Sheet) {
        self.lettering.refresh();
        let atlas = Atlas::now(ctx);
        // What it gives back is empty: the picture was taken away.
        self.lower.swap(old);
        for sheet in [&mut self.lower, &mut self.upper] {
            sheet.restart(atlas.pixels_per_point, atlas.size);
        }
        self.drawn.clear();
        self.stage = Some(stage);
    }

    /// Lays the upper sheet on the lower; what follows comes on top of both.
    pub fn close(&mut self) {
        self.lower.lay(&self.upper);
    }

    /// The lower sheet, with the means to set words on it.
    pub fn top(&mut self) -> (&mut Brush, &mut Lettering) {
        (&mut self.lower, &mut self.lettering)
    }

    /// Takes the picture away.
    pub fn picture(&mut self) -> Sheet {
        self.lower.swap(Sheet::default())
    }

    pub fn take_drawn(&mut self) -> Vec<(u32, Route)> {
        std::mem::take(&mut self.drawn)
    }

    pub fn draw_node(&mut self, index: u32, at: MapPos) {
        let (Some(stage), Some(node)) = (&self.stage, self.content.node(index)) else {
            return;
        };
        let lens = &stage.lens;
        let centre = lens.screen_from_map(at);
        if !stage.reach.expand(CULL_MARGIN).contains(centre) {
            return;
        }
        let shape_scale = lens.shape_scale();
        let glyph = Glyph {
            kind: node.kind,
            subkind: node.subkind,
            letters: &node.letters,
            centre,
            scale: shape_scale * node.scale,
            strength: stage.light.node(index),
            ring: stage.rings.get(index as usize).copied().unwrap_or_default(),
            pinned: stage
                .pinned
                .get(index as usize)
                .copied()
                .unwrap_or_default(),
            new: node.new,
            stacked: node.n_folded > 0,
            detail: Detail::at(shape_scale),
            ground: stage.theme.map,
        };
        let sheet = match stage.goal.is_node_raised(index) {
            true => &mut self.upper,
            false => &mut self.lower,
        };
        sheet.tie(Some(Hold::Node(centre)));
        glyph.draw(&mut self.lettering, stage.theme, sheet);
    }

    /// Draws a line between its two ends, where they stand.
    pub fn draw_line(&mut self, index: u32, at: [MapPos; 2]) {
        let (Some(stage), Some(line)) = (&self.stage, self.content.line(index)) else {
            return;
        };
        let lens = &stage.lens;
        let scale = lens.shape_scale();
        let [a, b] = at.map(|at| lens.screen_from_map(at));
        let bend = bend(line, length(b - a), scale);
        let view = stage.reach.expand(CULL_MARGIN + bend.abs());
        if !view.intersects(Rect::from_two_pos(a, b)) {
            return;
        }
        let detail = Detail::at(scale);
        let route = match detail {
            // Nodes hide the ends, and there are no heads.
            Detail::Dot => Route::whole(a, b, bend),
            Detail::Full => self.rim_to_rim(line, [a, b], scale, bend),
        };
        let Some(route) = route else { return };
        self.drawn.push((index, route));
        let Some(style) = self.style(index) else {
            return;
        };
        let sheet = match stage.goal.is_line_raised(index) {
            true => &mut self.upper,
            false => &mut self.lower,
        };
        sheet.tie(None);
        edge_shape::draw(&route, [line.head_at_a, line.head_at_b], style, sheet);
        if line.disputed {
            edge_shape::draw_dispute(&route, style, sheet);
        }
    }

    /// How a line is drawn by now.
    pub fn style(&self, index: u32) -> Option<Style> {
        let (stage, line) = (self.stage.as_ref()?, self.content.line(index)?);
        let theme = stage.theme;
        let scale = stage.lens.shape_scale();
        let hot = stage.goal.hot == Some(index);
        let calm = match line.tone {
            _ if stage.goal.focused || hot => 1.0,
            Tone::Structure => STRUCTURE_STRENGTH * self.calm,
            Tone::Cooperation | Tone::Conflict => self.calm,
        };
        let more = if hot { 1.2 } else { 0.0 };
        Some(Style {
            width: line.width * scale.clamp(0.7, 1.25) + more,
            color: theme.on_map(
                edge_shape::color(theme, line),
                calm * stage.light.line(index),
            ),
            status: line.status,
            detail: Detail::at(scale),
            // Faint lines in small pieces would fray.
            stretch: 1.0 / self.calm,
            ground: theme.map,
        })
    }

    fn rim_to_rim(&self, line: &Line, [a, b]: [Pos2; 2], scale: f32, bend: f32) -> Option<Route> {
        let end = |centre: Pos2, node: u32, head: bool| {
            let node = self.content.node(node)?;
            let outline = Outline::of(node.kind, node.n_letters, scale * node.scale);
            Some(End {
                centre,
                outline,
                head,
            })
        };
        let a = end(a, line.a, line.head_at_a)?;
        let b = end(b, line.b, line.head_at_b)?;
        Route::new(&a, &b, bend)
    }
}

/// How far a line is bent sideways at its middle, in pixels.
fn bend(line: &Line, length: f32, scale: f32) -> f32 {
    if line.slot != 0.0 {
        return line.slot * (0.12 * length).clamp(14.0, 34.0);
    }
    match line.tone {
        Tone::Structure => 0.0,
        // A breath of a curve sets what is done apart from what is; from afar nobody would see it.
        Tone::Cooperation | Tone::Conflict if scale < 0.4 => 0.0,
        Tone::Cooperation | Tone::Conflict => (0.06 * length).min(18.0 * scale.min(1.0)),
    }
}

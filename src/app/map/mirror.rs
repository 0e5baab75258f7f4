//! The `egui_graphs` side of the map; no other file names that crate.
//!
//! It keeps the graph, its positions and what is raised, and paints nodes and lines in the right order through our
//! [`NodeShape`] and [`LineShape`]. Its own labels, layouts, navigation and hit tests stay switched off: labels would make new
//! glyphs at each zoom step, layouts run in the frame, zoom has one speed, and hit tests walk over everything and give the
//! bottom-most node.

use std::sync::Arc;

use eframe::egui::{Pos2, Response, Shape, Ui, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, GraphView, Layout, LayoutStateRandom,
    MetadataFrame, Node as GraphNode, NodeProps, SettingsInteraction, SettingsNavigation,
};
use petgraph::Directed;
use petgraph::stable_graph::{DefaultIx, EdgeIndex, NodeIndex};

use crate::app::map::camera::{self, Lens};
use crate::app::map::content::{Content, Line};
use crate::app::map::edge_shape::{self, End, Route, Style};
use crate::app::map::light::Light;
use crate::app::map::node_shape::{self, Detail, Glyph, Outline, Ring};
use crate::app::theme::Theme;
use crate::model::{Kind, MapPos, Subkind, Tone};

/// Up to this many lines are drawn at full strength.
const MANY_LINES: f32 = 200.0;

type Store = egui_graphs::Graph<u32, u32, Directed, DefaultIx, NodeShape, LineShape>;

/// Key of what egui_graphs remembers about the view in egui's memory.
const VIEW_KEY: &str = "legation-map";
/// Shapes this far outside of the window are not made.
const CULL_MARGIN: f32 = 60.0;
/// Strength of a structure line where nothing is singled out: it should be there, not in the way.
const STRUCTURE_STRENGTH: f32 = 0.62;

/// The graph as egui_graphs holds it; payloads are indices into [`Content`].
pub struct Mirror {
    store: Store,
}

/// What changes without a new graph.
#[derive(Clone, Copy, Debug)]
pub struct Staging<'a> {
    pub positions: &'a [Option<MapPos>],
    /// Where the light is going: what is raised.
    pub goal: &'a Light,
    /// How far it has come.
    pub light: &'a Light,
    pub rings: &'a [Ring],
    pub pinned: &'a [bool],
    pub theme: &'static Theme,
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mirror").finish_non_exhaustive()
    }
}

impl Mirror {
    pub fn new(content: &Content) -> Self {
        let mut store = Store::new();
        for (at, node) in content.nodes.iter().enumerate() {
            let index = store.add_node_custom(at as u32, |_| {});
            if let Some(kept) = store.node_mut(index) {
                kept.display_mut().look = Arc::new(Look {
                    kind: node.kind,
                    subkind: node.subkind,
                    letters: node.letters.clone(),
                    scale: node.scale,
                    new: node.new,
                    stacked: node.n_folded > 0,
                });
            }
        }
        for (at, line) in content.lines.iter().enumerate() {
            let ends = [line.a, line.b].map(|end| NodeIndex::new(end as usize));
            let index = store.add_edge_custom(ends[0], ends[1], at as u32, |_| {});
            if let Some(kept) = store.edge_mut(index) {
                kept.display_mut().line = Some(Arc::new(line.clone()));
            }
        }
        Self { store }
    }

    /// Paints the graph through egui_graphs and says whether it looked from where it was told to.
    pub fn show(&mut self, ui: &mut Ui, lens: &Lens, staging: Staging<'_>) -> (Response, Looked) {
        self.stage(staging);
        let zoom = lens.camera.zoom;
        let centre = camera::map_point(lens.camera.centre).to_vec2();
        let pan = lens.rect.size() / 2.0 - centre * zoom;
        let key = || Some(VIEW_KEY.to_owned());
        let mut view = MetadataFrame::new(key());
        view.zoom = zoom;
        view.pan = pan;
        view.save(ui);
        let hands_off = SettingsInteraction::new()
            .with_dragging_enabled(false)
            .with_hover_enabled(false);
        let stay = SettingsNavigation::new()
            .with_fit_to_screen_enabled(false)
            .with_zoom_and_pan_enabled(false);
        let response = GraphView::<LayoutStateRandom, StayPut>::new()
            .with_id(key())
            .with_interactions(&hands_off)
            .with_navigations(&stay)
            .show(ui, &mut self.store)
            .response;
        // The first `show` fits the map to the window whatever it is told, and one after the rectangle moved shifts it.
        let used = MetadataFrame::new(key()).load(ui);
        let looked = if used.zoom == zoom && used.pan == pan {
            Looked::AsTold
        } else {
            Looked::Elsewhere
        };
        (response, looked)
    }

    /// The way a line was drawn, and how; `None` where it was out of sight.
    pub fn drawn(&self, line: u32) -> Option<(&Route, Style)> {
        let edge = self.store.edge(EdgeIndex::new(line as usize))?;
        let display = edge.display();
        Some((display.route.as_ref()?, display.style?))
    }

    fn stage(&mut self, staging: Staging<'_>) {
        for at in 0..self.store.g().node_count() {
            let Some(node) = self.store.node_mut(NodeIndex::new(at)) else {
                continue;
            };
            // egui_graphs draws what is "selected" last: lit lines over dim nodes, lit nodes over them.
            node.set_selected(staging.goal.is_node_raised(at as u32));
            let position = staging.positions.get(at).copied().flatten();
            if let Some(position) = position {
                node.set_location(camera::map_point(position));
            }
            let display = node.display_mut();
            display.shown = position.is_some();
            display.strength = staging.light.node(at as u32);
            display.ring = staging.rings.get(at).copied().unwrap_or_default();
            display.pinned = staging.pinned.get(at).copied().unwrap_or_default();
            display.theme = staging.theme;
        }
        let n_lines = self.store.g().edge_count();
        // Thousands of lines at full strength would be a wall: the more, the fainter, until something is singled out.
        let calm = (MANY_LINES / n_lines.max(1) as f32)
            .sqrt()
            .sqrt()
            .clamp(0.4, 1.0);
        for at in 0..n_lines {
            let Some(edge) = self.store.edge_mut(EdgeIndex::new(at)) else {
                continue;
            };
            edge.set_selected(staging.goal.is_line_raised(at as u32));
            let display = edge.display_mut();
            display.strength = staging.light.line(at as u32);
            display.focused = staging.goal.focused;
            display.calm = calm;
            display.hot = staging.goal.hot == Some(at as u32);
            display.theme = staging.theme;
        }
    }
}

/// Whether `show` used the camera it was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looked {
    AsTold,
    Elsewhere,
}

/// The layout that leaves every node where the worker put it.
#[derive(Debug, Default)]
struct StayPut;

impl Layout<LayoutStateRandom> for StayPut {
    fn from_state(_state: LayoutStateRandom) -> impl Layout<LayoutStateRandom> {
        Self
    }

    fn next<N, E, Ty, Ix, Dn, De>(
        &mut self,
        _graph: &mut egui_graphs::Graph<N, E, Ty, Ix, Dn, De>,
        _ui: &Ui,
    ) where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: petgraph::graph::IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> LayoutStateRandom {
        LayoutStateRandom::default()
    }
}

/// What never changes about a node; shared, since egui_graphs clones both ends of each line in each frame.
#[derive(Debug)]
struct Look {
    kind: Kind,
    subkind: Option<Subkind>,
    letters: String,
    scale: f32,
    new: bool,
    stacked: bool,
}

#[derive(Clone, Debug)]
struct NodeShape {
    look: Arc<Look>,
    location: Pos2,
    shown: bool,
    strength: f32,
    ring: Ring,
    pinned: bool,
    theme: &'static Theme,
}

impl NodeShape {
    fn outline(&self, scale: f32) -> Outline {
        let look = &self.look;
        Outline::of(look.kind, look.letters.chars().count(), scale * look.scale)
    }
}

impl From<NodeProps<u32>> for NodeShape {
    fn from(props: NodeProps<u32>) -> Self {
        Self {
            look: Arc::new(Look {
                kind: Kind::Place,
                subkind: None,
                letters: String::new(),
                scale: 1.0,
                new: false,
                stacked: false,
            }),
            location: props.location(),
            shown: false,
            strength: 1.0,
            ring: Ring::None,
            pinned: false,
            theme: Theme::dark(),
        }
    }
}

impl DisplayNode<u32, u32, Directed, DefaultIx> for NodeShape {
    fn closest_boundary_point(&self, direction: Vec2) -> Pos2 {
        let rim = node_shape::rim_point(self.outline(1.0), direction);
        self.location + rim.to_vec2()
    }

    fn shapes(&mut self, ctx: &DrawContext<'_>) -> Vec<Shape> {
        let centre = ctx.meta.canvas_to_screen_pos(self.location);
        let view = ctx.painter.clip_rect().expand(CULL_MARGIN);
        if !self.shown || !view.contains(centre) {
            return Vec::new();
        }
        let mut shapes = Vec::new();
        let glyph = Glyph {
            kind: self.look.kind,
            subkind: self.look.subkind,
            letters: &self.look.letters,
            centre,
            scale: camera::shape_scale(ctx.meta.zoom) * self.look.scale,
            strength: self.strength,
            ring: self.ring,
            pinned: self.pinned,
            new: self.look.new,
            stacked: self.look.stacked,
            detail: Detail::at(camera::shape_scale(ctx.meta.zoom)),
            ground: self.theme.map,
        };
        glyph.draw(ctx.painter, self.theme, &mut shapes);
        shapes
    }

    fn update(&mut self, state: &NodeProps<u32>) {
        self.location = state.location();
    }

    fn is_inside(&self, at: Pos2) -> bool {
        self.shown && self.outline(1.0).distance(at - self.location) <= 0.0
    }
}

#[derive(Clone, Debug)]
struct LineShape {
    line: Option<Arc<Line>>,
    strength: f32,
    focused: bool,
    hot: bool,
    calm: f32,
    theme: &'static Theme,
    route: Option<Route>,
    style: Option<Style>,
}

impl LineShape {
    fn style(&self, line: &Line, zoom: f32) -> Style {
        let theme = self.theme;
        let calm = match line.tone {
            _ if self.focused || self.hot => 1.0,
            Tone::Structure => STRUCTURE_STRENGTH * self.calm,
            Tone::Cooperation | Tone::Conflict => self.calm,
        };
        let more = if self.hot { 1.2 } else { 0.0 };
        Style {
            width: line.width * camera::shape_scale(zoom).clamp(0.7, 1.25) + more,
            color: theme.on_map(theme.tone(line.tone), calm * self.strength),
            status: line.status,
            ground: theme.map,
        }
    }
}

impl From<EdgeProps<u32>> for LineShape {
    fn from(_props: EdgeProps<u32>) -> Self {
        Self {
            line: None,
            strength: 1.0,
            focused: false,
            hot: false,
            calm: 1.0,
            theme: Theme::dark(),
            route: None,
            style: None,
        }
    }
}

impl DisplayEdge<u32, u32, Directed, DefaultIx, NodeShape> for LineShape {
    fn shapes(
        &mut self,
        start: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        end: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        ctx: &DrawContext<'_>,
    ) -> Vec<Shape> {
        self.route = None;
        let (Some(line), true, true) = (
            self.line.clone(),
            start.display().shown,
            end.display().shown,
        ) else {
            return Vec::new();
        };
        let zoom = ctx.meta.zoom;
        let scale = camera::shape_scale(zoom);
        let [a, b] = [(start, line.head_at_a), (end, line.head_at_b)].map(|(node, head)| End {
            centre: ctx.meta.canvas_to_screen_pos(node.location()),
            outline: node.display().outline(scale),
            head,
        });
        let bend = bend(&line, a.centre.distance(b.centre));
        let view = ctx.painter.clip_rect().expand(CULL_MARGIN);
        let around = eframe::egui::Rect::from_two_pos(a.centre, b.centre).expand(bend.abs());
        if !view.intersects(around) {
            return Vec::new();
        }
        self.route = Route::new(&a, &b, bend);
        let Some(route) = &self.route else {
            return Vec::new();
        };
        let mut shapes = Vec::new();
        let style = self.style(&line, zoom);
        edge_shape::draw(route, a.head, b.head, style, &mut shapes);
        if line.disputed {
            edge_shape::draw_dispute(route, style, &mut shapes);
        }
        self.style = Some(style);
        shapes
    }

    fn update(&mut self, _state: &EdgeProps<u32>) {}

    fn is_inside(
        &self,
        _start: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        _end: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        _at: Pos2,
    ) -> bool {
        // Lines are found by `hits`, on the screen and not on the canvas.
        false
    }
}

/// How far a line is bent sideways at its middle, in pixels.
fn bend(line: &Line, length: f32) -> f32 {
    if line.slot != 0.0 {
        return line.slot * (0.12 * length).clamp(14.0, 34.0);
    }
    match line.tone {
        Tone::Structure => 0.0,
        // A breath of a curve sets what is done apart from what is.
        Tone::Cooperation | Tone::Conflict => (0.06 * length).min(18.0),
    }
}

//! The `egui_graphs` side of the map; no other file names that crate.
//!
//! It keeps the graph and where its nodes stand, and asks each line and node to draw itself: they do so on our [`Easel`], for
//! shapes given back to it would be kept, cloned and worked out one by one. Its own labels, layouts, navigation and hit tests
//! stay switched off: labels would make new glyphs at each zoom step, layouts run in the frame, zoom has one speed, and hit
//! tests walk over everything and give the bottom-most node.

use std::cell::RefCell;
use std::rc::Rc;

use eframe::egui::{Context, Pos2, Response, Shape, Ui, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, GraphView, Layout, LayoutStateRandom,
    Node as GraphNode, NodeProps, SettingsInteraction, SettingsNavigation,
};
use petgraph::Directed;
use petgraph::stable_graph::{DefaultIx, NodeIndex};

use crate::app::map::camera::{map_point, map_pos};
use crate::app::map::content::Content;
use crate::app::map::easel::Easel;
use crate::model::MapPos;

type Store = egui_graphs::Graph<u32, u32, Directed, DefaultIx, NodeShape, LineShape>;

/// The graph as egui_graphs holds it; payloads are indices into [`Content`].
pub struct Mirror {
    store: Store,
    easel: Rc<RefCell<Easel>>,
    /// The count of moves that the nodes' places are from.
    moves: Option<u64>,
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mirror").finish_non_exhaustive()
    }
}

impl Mirror {
    pub fn new(content: &Rc<Content>, ctx: &Context) -> Self {
        let easel = Rc::new(RefCell::new(Easel::new(content, ctx)));
        let mut store = Store::new();
        for at in 0..content.nodes.len() {
            let index = store.add_node_custom(at as u32, |_| {});
            if let Some(node) = store.node_mut(index) {
                node.display_mut().easel = Some(easel.clone());
            }
        }
        for (at, line) in content.lines.iter().enumerate() {
            let [a, b] = [line.a, line.b].map(|end| NodeIndex::new(end as usize));
            let index = store.add_edge_custom(a, b, at as u32, |_| {});
            if let Some(edge) = store.edge_mut(index) {
                edge.display_mut().easel = Some(easel.clone());
            }
        }
        Self {
            store,
            easel,
            moves: None,
        }
    }

    /// What nodes and lines draw on; to be cleared before [`Self::show`] and read after it.
    pub fn easel(&self) -> Rc<RefCell<Easel>> {
        self.easel.clone()
    }

    /// Puts all nodes in their places, if any moved since the last time.
    pub fn place(&mut self, positions: &[Option<MapPos>], moves: u64) {
        if self.moves.replace(moves) == Some(moves) {
            return;
        }
        for (at, position) in positions.iter().enumerate() {
            let Some(node) = self.store.node_mut(NodeIndex::new(at)) else {
                continue;
            };
            if let Some(position) = position {
                node.set_location(map_point(*position));
            }
            node.display_mut().shown = position.is_some();
        }
    }

    /// Lets egui_graphs draw the graph.
    pub fn show(&mut self, ui: &mut Ui) -> Response {
        let hands_off = SettingsInteraction::new()
            .with_dragging_enabled(false)
            .with_hover_enabled(false);
        let stay = SettingsNavigation::new()
            .with_fit_to_screen_enabled(false)
            .with_zoom_and_pan_enabled(false);
        GraphView::<LayoutStateRandom, StayPut>::new()
            .with_interactions(&hands_off)
            .with_navigations(&stay)
            .show(ui, &mut self.store)
            .response
    }
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

/// A node; small, since egui_graphs clones both ends of each line for each picture.
#[derive(Clone, Debug)]
struct NodeShape {
    index: u32,
    location: Pos2,
    shown: bool,
    easel: Option<Rc<RefCell<Easel>>>,
}

impl From<NodeProps<u32>> for NodeShape {
    fn from(props: NodeProps<u32>) -> Self {
        Self {
            index: props.payload,
            location: props.location(),
            shown: false,
            easel: None,
        }
    }
}

impl DisplayNode<u32, u32, Directed, DefaultIx> for NodeShape {
    /// Lines find the rim by themselves, on the screen.
    fn closest_boundary_point(&self, _direction: Vec2) -> Pos2 {
        self.location
    }

    fn shapes(&mut self, _ctx: &DrawContext<'_>) -> Vec<Shape> {
        if let (true, Some(easel)) = (self.shown, &self.easel) {
            easel
                .borrow_mut()
                .draw_node(self.index, map_pos(self.location));
        }
        Vec::new()
    }

    fn update(&mut self, state: &NodeProps<u32>) {
        self.location = state.location();
    }

    /// Nodes are found by `hits`, on the screen and not on the canvas.
    fn is_inside(&self, _at: Pos2) -> bool {
        false
    }
}

#[derive(Clone, Debug)]
struct LineShape {
    index: u32,
    easel: Option<Rc<RefCell<Easel>>>,
}

impl From<EdgeProps<u32>> for LineShape {
    fn from(props: EdgeProps<u32>) -> Self {
        Self {
            index: props.payload,
            easel: None,
        }
    }
}

impl DisplayEdge<u32, u32, Directed, DefaultIx, NodeShape> for LineShape {
    fn shapes(
        &mut self,
        start: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        end: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        _ctx: &DrawContext<'_>,
    ) -> Vec<Shape> {
        let ends = [start, end];
        if let (true, Some(easel)) = (ends.iter().all(|end| end.display().shown), &self.easel) {
            let at = ends.map(|end| map_pos(end.location()));
            easel.borrow_mut().draw_line(self.index, at);
        }
        Vec::new()
    }

    fn update(&mut self, _state: &EdgeProps<u32>) {}

    fn is_inside(
        &self,
        _start: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        _end: &GraphNode<u32, u32, Directed, DefaultIx, NodeShape>,
        _at: Pos2,
    ) -> bool {
        false
    }
}

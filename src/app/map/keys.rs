//! The map by keyboard: arrows walk along lines from the selected node, Enter opens its sentences, Shift with arrows pans.

use eframe::egui::{EventFilter, Key, Modifiers, Response, Ui, Vec2, vec2};

use crate::app::commands::{Command, Selection, Turn, UiAction};
use crate::app::map::camera::{Lens, map_point};
use crate::app::map::{Map, Scene};

/// Pixels that an arrow key with Shift moves the map.
const PAN: f32 = 60.0;
/// A line counts as leading up, down, left or right as far as this off the way, as a cosine.
const CONE: f32 = 0.5;

const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, vec2(-1.0, 0.0)),
    (Key::ArrowRight, vec2(1.0, 0.0)),
    (Key::ArrowUp, vec2(0.0, -1.0)),
    (Key::ArrowDown, vec2(0.0, 1.0)),
];

impl Map {
    pub(super) fn take_keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        // Held, not pressed: the press may have been taken as a shortcut.
        if ui.input(|input| input.key_down(Key::Escape)) {
            self.bundle = None;
        }
        if !response.has_focus() {
            self.focus_from_click = false;
            return;
        }
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let pressed = |with, key| ui.input_mut(|input| input.consume_key(with, key));
        for (key, way) in ARROWS {
            if pressed(Modifiers::SHIFT, key) {
                self.look_from(lens.panned(-way * PAN));
            } else if pressed(Modifiers::NONE, key) {
                self.focus_from_click = false;
                self.walk(way, lens, scene, out);
            }
        }
        if !scene.selection.is_empty() && pressed(Modifiers::NONE, Key::Enter) {
            out.push(Command::Show(UiAction::Cite(Turn::Next)));
        }
    }

    fn walk(&self, way: Vec2, lens: &Lens, scene: &Scene<'_>, out: &mut Vec<Command>) {
        let mut selected = scene.selection.entities.iter();
        let here = selected.next().and_then(|id| self.content.index_of(id));
        let to = match here {
            Some(here) => self.next_along(here, way),
            None => self.nearest_to_middle(lens),
        };
        let Some(node) = to.and_then(|to| self.content.node(to)) else {
            return;
        };
        let at = self.position(&node.id);
        let in_view = at.is_some_and(|at| {
            let room = lens.rect.shrink(40.0);
            room.contains(lens.screen_from_map(at))
        });
        out.push(Command::Show(if in_view {
            UiAction::Select(Selection::of(node.id.clone()))
        } else {
            UiAction::Centre(node.id.clone())
        }));
    }

    /// The neighbour that lies most nearly that way; where no line leads there, the nearest node of all.
    fn next_along(&self, here: u32, way: Vec2) -> Option<u32> {
        let place = |node: u32| self.at.get(node as usize).copied().flatten();
        let from = map_point(place(here)?);
        // Short and straight is best; a long way round costs as much as it is off.
        let cost = |node: &u32| {
            let to = map_point(place(*node)?) - from;
            let length = to.length();
            let along = to.dot(way) / length;
            (length > 0.0 && along >= CONE).then(|| length / along.powi(2))
        };
        let best = |nodes: &mut dyn Iterator<Item = u32>| {
            nodes
                .filter(|node| *node != here)
                .filter_map(|node| Some((cost(&node)?, node)))
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
                .map(|(_, node)| node)
        };
        let mut near = self.content.neighbours(here).map(|(_, other)| other);
        best(&mut near).or_else(|| best(&mut (0..self.content.nodes.len() as u32)))
    }

    fn nearest_to_middle(&self, lens: &Lens) -> Option<u32> {
        let middle = lens.rect.center();
        (0u32..)
            .zip(&self.at)
            .filter_map(|(node, at)| Some((node, lens.screen_from_map((*at)?))))
            .min_by(|a, b| a.1.distance(middle).total_cmp(&b.1.distance(middle)))
            .map(|(node, _)| node)
    }
}

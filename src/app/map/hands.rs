//! What the pointer does to the map: select, carry, pan, zoom, draw a box or a lasso.
//!
//! A click selects and never pins; only a node that was carried somewhere is dropped there, and so pinned.

use std::collections::BTreeSet;

use eframe::egui::{CursorIcon, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::map::camera::Lens;
use crate::app::map::light::Target;
use crate::app::map::looking::Follow;
use crate::app::map::{Map, Scene};
use crate::model::{EntityId, MapPos};

/// A node held still this far from where it was pressed was not carried.
const CARRY_THRESHOLD: f32 = 5.0;
/// Zoom per point of the wheel: one notch (40 or 50 points) is an eighth.
const ZOOM_PER_POINT: f32 = 0.0028;

/// What the pressed pointer is doing.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Gesture {
    #[default]
    Idle,
    /// This map point stays under the pointer.
    Pan {
        held: MapPos,
    },
    /// These nodes move along, each at its distance from the pointer.
    Carry {
        nodes: Vec<(EntityId, MapPos)>,
        from: Pos2,
        moved: bool,
    },
    Box {
        from: Pos2,
        to: Pos2,
    },
    Lasso(Vec<Pos2>),
    /// A press that means nothing here.
    Ignored,
}

/// A node that stands where the hand put it until the worker says the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    pub id: EntityId,
    pub at: MapPos,
    /// When it was let go; `None` while it is in the hand.
    pub dropped_secs: Option<f64>,
}

impl Map {
    /// Takes what happened to the map's area since the last frame; `response` is that area's.
    pub(super) fn take_hands(
        &mut self,
        ui: &Ui,
        response: &Response,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        self.take_wheel(ui, response, lens);
        self.take_drag(ui, response, lens, scene, out);
        self.take_click(ui, response, lens, scene, out);
        self.take_keys(ui, response, lens, scene, out);
        if response.secondary_clicked() {
            self.menu = response
                .interact_pointer_pos()
                .and_then(|at| self.hits.at(lens, at));
        }
        self.hovered = match &self.gesture {
            Gesture::Idle if response.context_menu_opened() => self.menu,
            Gesture::Idle if response.hovered() => {
                response.hover_pos().and_then(|at| self.hits.at(lens, at))
            }
            Gesture::Carry { .. } => self.hovered,
            _ => None,
        };
        let cursor = match (&self.gesture, self.hovered) {
            (Gesture::Pan { .. } | Gesture::Carry { .. }, _) => CursorIcon::Grabbing,
            (Gesture::Box { .. } | Gesture::Lasso(_), _) => CursorIcon::Crosshair,
            (Gesture::Idle, Some(_)) if response.hovered() => CursorIcon::PointingHand,
            _ => return,
        };
        ui.ctx().set_cursor_icon(cursor);
    }

    fn take_wheel(&mut self, ui: &Ui, response: &Response, lens: &Lens) {
        if !response.contains_pointer() {
            return;
        }
        let (scroll, pinch, at) = ui.input(|input| {
            (
                input.smooth_scroll_delta().y,
                input.zoom_delta(),
                input.pointer.hover_pos(),
            )
        });
        let factor = (scroll * ZOOM_PER_POINT).exp() * pinch;
        if let (Some(at), true) = (at, factor != 1.0) {
            self.look_from(lens.zoomed_about(at, factor));
        }
    }

    fn take_drag(
        &mut self,
        ui: &Ui,
        response: &Response,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        let (origin, modifiers) = ui.input(|input| (input.pointer.press_origin(), input.modifiers));
        if response.drag_started()
            && let Some(origin) = origin
        {
            self.gesture = self.begin(response, origin, modifiers, lens, scene);
            self.bundle = None;
        }
        if let Some(at) = response.interact_pointer_pos()
            && response.dragged()
        {
            self.go_on(at, lens, out);
        }
        if response.drag_stopped() {
            let gesture = std::mem::take(&mut self.gesture);
            let now_secs = ui.input(|input| input.time);
            self.finish(gesture, modifiers, now_secs, lens, scene, out);
        } else if self.gesture != Gesture::Idle && !response.dragged() {
            // The press ended out of our sight.
            self.gesture = Gesture::Idle;
            self.let_go(ui.input(|input| input.time));
        }
    }

    fn begin(
        &mut self,
        response: &Response,
        origin: Pos2,
        modifiers: Modifiers,
        lens: &Lens,
        scene: &Scene<'_>,
    ) -> Gesture {
        let held = lens.map_from_screen(origin);
        if response.drag_started_by(PointerButton::Middle) {
            return Gesture::Pan { held };
        }
        if !response.drag_started_by(PointerButton::Primary) {
            return Gesture::Ignored;
        }
        if modifiers.shift && modifiers.alt {
            return Gesture::Lasso(vec![origin]);
        }
        if modifiers.shift {
            return Gesture::Box {
                from: origin,
                to: origin,
            };
        }
        let Some(Target::Node(node)) = self.hits.at(lens, origin) else {
            return Gesture::Pan { held };
        };
        let Some(id) = self.content.node(node).map(|node| node.id.clone()) else {
            return Gesture::Pan { held };
        };
        let carried: Vec<EntityId> = if scene.selection.entities.contains(&id) {
            scene.selection.entities.iter().cloned().collect()
        } else {
            vec![id]
        };
        let distance = |id: EntityId| {
            let at = self.position(&id)?;
            let away = MapPos {
                x: at.x - held.x,
                y: at.y - held.y,
            };
            Some((id, away))
        };
        Gesture::Carry {
            nodes: carried.into_iter().filter_map(distance).collect(),
            from: origin,
            moved: false,
        }
    }

    fn go_on(&mut self, at: Pos2, lens: &Lens, out: &mut Vec<Command>) {
        let here = lens.map_from_screen(at);
        let mut gesture = std::mem::take(&mut self.gesture);
        match &mut gesture {
            Gesture::Pan { held } => {
                let by = at - lens.screen_from_map(*held);
                if by != Vec2::ZERO {
                    self.look_from(lens.panned(by));
                }
            }
            Gesture::Carry { nodes, from, moved } => {
                if *moved || from.distance(at) >= CARRY_THRESHOLD {
                    *moved = true;
                    self.follow = Follow::Nothing;
                    for (id, away) in nodes {
                        let to = MapPos {
                            x: here.x + away.x,
                            y: here.y + away.y,
                        };
                        if self.hold(id, to) {
                            out.push(Command::Show(UiAction::Grab(id.clone(), to)));
                        }
                    }
                }
            }
            Gesture::Box { to, .. } => *to = at,
            Gesture::Lasso(way) => {
                if way.last().is_none_or(|last| last.distance(at) > 3.0) {
                    way.push(at);
                }
            }
            Gesture::Idle | Gesture::Ignored => {}
        }
        self.gesture = gesture;
    }

    fn finish(
        &mut self,
        gesture: Gesture,
        modifiers: Modifiers,
        now_secs: f64,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        match gesture {
            Gesture::Carry { moved: true, .. } => {
                let places = self.let_go(now_secs);
                out.push(Command::Show(UiAction::Drop(places)));
            }
            // A long press without a way is a slow click.
            Gesture::Carry { from, .. } => {
                if let Some(target) = self.hits.at(lens, from) {
                    self.select(target, modifiers, scene, out);
                }
            }
            Gesture::Box { from, to } => {
                let area = Rect::from_two_pos(from, to);
                self.select_within(|at| area.contains(at), modifiers, lens, scene, out);
            }
            Gesture::Lasso(way) => {
                self.select_within(|at| is_within(&way, at), modifiers, lens, scene, out);
            }
            Gesture::Pan { .. } | Gesture::Idle | Gesture::Ignored => {}
        }
    }

    fn take_click(
        &mut self,
        ui: &Ui,
        response: &Response,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        let target = self.hits.at(lens, at);
        if response.double_clicked() {
            match target.and_then(|target| self.id_of(target)) {
                Some(id) if scene.pins.contains(&id) => {
                    out.push(Command::Show(UiAction::Unpin(vec![id])));
                }
                Some(id) => out.push(Command::Show(UiAction::Centre(id))),
                None => self.fly_to(lens.zoomed_about(at, 1.6)),
            }
            return;
        }
        if !response.clicked() {
            return;
        }
        response.request_focus();
        self.focus_from_click = true;
        let modifiers = ui.input(|input| input.modifiers);
        match target {
            Some(Target::Line(line))
                if self
                    .content
                    .line(line)
                    .is_some_and(|line| line.count().is_some()) =>
            {
                self.bundle = Some((line, at));
            }
            Some(target) => self.select(target, modifiers, scene, out),
            None if *scene.selection != Selection::default() => {
                out.push(Command::Show(UiAction::ClearSelection));
            }
            None => {}
        }
    }

    /// Selects one thing; Ctrl or Shift adds a node, or takes it out again.
    fn select(
        &self,
        target: Target,
        modifiers: Modifiers,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        let mut selection = Selection::default();
        match target {
            Target::Node(_) => {
                let Some(id) = self.id_of(target) else { return };
                if modifiers.command || modifiers.shift {
                    selection.entities = scene.selection.entities.clone();
                }
                if !selection.entities.remove(&id) {
                    selection.entities.insert(id);
                }
            }
            Target::Line(line) => {
                let line = self.content.line(line);
                selection.relation = line.and_then(|line| line.relations.first()).cloned();
            }
        }
        out.push(Command::Show(UiAction::Select(selection)));
    }

    fn select_within(
        &self,
        is_within: impl Fn(Pos2) -> bool,
        modifiers: Modifiers,
        lens: &Lens,
        scene: &Scene<'_>,
        out: &mut Vec<Command>,
    ) {
        let mut entities = BTreeSet::new();
        if modifiers.command {
            entities.clone_from(&scene.selection.entities);
        }
        for (node, at) in self.content.nodes.iter().zip(&self.at) {
            if at.is_some_and(|at| is_within(lens.screen_from_map(at))) {
                entities.insert(node.id.clone());
            }
        }
        let selection = Selection {
            entities,
            relation: None,
        };
        out.push(Command::Show(UiAction::Select(selection)));
    }

    /// Holds a node at a place; whether that is news.
    fn hold(&mut self, id: &EntityId, at: MapPos) -> bool {
        match self.held.iter_mut().find(|held| held.id == *id) {
            Some(held) if held.at == at && held.dropped_secs.is_none() => return false,
            Some(held) => {
                held.at = at;
                held.dropped_secs = None;
            }
            None => self.held.push(Held {
                id: id.clone(),
                at,
                dropped_secs: None,
            }),
        }
        self.put(id, at);
        true
    }

    /// Lets go of all that is in the hand, and says where it stands.
    fn let_go(&mut self, now_secs: f64) -> Vec<(EntityId, MapPos)> {
        let in_hand = self
            .held
            .iter_mut()
            .filter(|held| held.dropped_secs.is_none());
        in_hand
            .map(|held| {
                held.dropped_secs = Some(now_secs);
                (held.id.clone(), held.at)
            })
            .collect()
    }

    fn id_of(&self, target: Target) -> Option<EntityId> {
        match target {
            Target::Node(node) => Some(self.content.node(node)?.id.clone()),
            Target::Line(_) => None,
        }
    }
}

/// Whether a point lies in a closed loop of points, by the even-odd rule.
fn is_within(way: &[Pos2], at: Pos2) -> bool {
    let next = way.iter().cycle().skip(1);
    let crossings = way.iter().zip(next).filter(|(from, to)| {
        (from.y > at.y) != (to.y > at.y)
            && at.x < (to.x - from.x) * (at.y - from.y) / (to.y - from.y) + from.x
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn a_lasso_holds_what_it_goes_around() {
        let way = [
            (0.0, 0.0),
            (100.0, 0.0),
            (100.0, 100.0),
            (50.0, 20.0),
            (0.0, 100.0),
        ];
        let way: Vec<Pos2> = way.map(|(x, y)| pos2(x, y)).into();
        assert!(is_within(&way, pos2(20.0, 20.0)));
        assert!(!is_within(&way, pos2(50.0, 70.0)), "in the notch");
        assert!(!is_within(&way, pos2(120.0, 20.0)));
        assert!(!is_within(&[], pos2(0.0, 0.0)));
    }
}

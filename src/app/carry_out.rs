//! The one place that changes anything: every command of keys, menus, panes and the map ends here.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui;

use crate::app::arranging::arranges;
use crate::app::commands::{Command, Selection, UiAction};
use crate::app::panels::forms::FormUi;
use crate::app::panels::left::Tab;
use crate::app::panels::{cards, list};
use crate::app::state::Focus;
use crate::app::viewing::{left_view, reached_view};
use crate::app::{App, Page, settings, theme};
use crate::export;
use crate::layout::Positions;
use crate::model::{Anchor, Arranged, Edit, EntityId, MapPos};
use crate::project::each_edit;
use crate::worker::Nudge;

impl App {
    pub(super) fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Edit(edit) => self.edit(edit),
            Command::Ask(job) => self.carry_out_job(ctx, job),
            Command::Show(action) => self.show(ctx, action),
        }
    }

    /// Adds to the journal; the graph and the picture follow.
    pub(super) fn edit(&mut self, edit: Edit) {
        let before = self.layout.before_drag.take();
        let picture = before.unwrap_or_else(|| Arc::clone(&self.state.positions));
        let n = self.state.project.journal.done();
        self.state.history.made(n, picture);
        let changes_graph = changes_graph(&edit);
        let drops_undone = self.state.project.journal.next_redo().is_some();
        self.state.project.journal.push(edit);
        if drops_undone {
            self.state.project.drop_lost_views();
        }
        self.journal_changed(changes_graph);
    }

    fn show(&mut self, ctx: &egui::Context, action: UiAction) {
        match action {
            UiAction::Undo => self.undo(),
            UiAction::Redo => self.redo(),
            UiAction::Grab(id, to) => self.grab(id, to),
            UiAction::Drop(nodes) => self.drop_nodes(nodes),
            UiAction::PinSelection => self.pin_selection(),
            UiAction::Unpin(ids) => self.unpin(&ids),
            UiAction::UnpinAll => self.unpin(&self.state.pins.keys().cloned().collect::<Vec<_>>()),
            UiAction::PauseLayout => self.pause(),
            UiAction::News(action) => self.carry_out_news(action),
            UiAction::View(action) => self.carry_out_view(action),
            UiAction::Correct(correction) => self.correct(&correction),
            UiAction::GoToStep(n) => self.go_to_step(n),
            UiAction::Rearrange(scope) => self.rearrange(scope),
            UiAction::Arrange(how) => self.arrange(how),
            UiAction::SetBalance(clusters) => self.set_balance(clusters),
            UiAction::HideSelection => {
                let ids: Vec<_> = self.state.selection.entities.iter().cloned().collect();
                self.hide(&ids);
            }
            UiAction::Hide(ids) => self.hide(&ids),
            UiAction::HideOthers => self.hide_others(),
            UiAction::Focus(n_steps) => self.focus(n_steps),
            UiAction::Refocus(n_steps) => {
                let focus = self.state.focus.clone();
                let focus = focus.map(|focus| Focus { n_steps, ..focus });
                self.state.set_focus(focus);
                self.map.fit();
            }
            UiAction::Unfocus => {
                self.state.set_focus(None);
                self.map.fit();
            }
            UiAction::Fold(id) => {
                self.state.toggle_fold(&id);
                self.reshape();
            }
            UiAction::UnfoldAll => {
                self.state.unfold_all();
                self.reshape();
            }
            UiAction::Unhide(ids) => self.edit_each(&ids, |at| Edit::Show { at }),
            UiAction::SetFilter(filter) => {
                self.state.set_filter(filter);
                self.reshape();
            }
            UiAction::CopyCitation(anchor) => self.copy_citation(ctx, anchor),
            UiAction::CopyText(text) => {
                ctx.copy_text(text);
                self.toasts.say("Copied");
            }
            UiAction::Fit
            | UiAction::FitSelection
            | UiAction::ZoomBy(_)
            | UiAction::Centre(_)
            | UiAction::Select(_)
            | UiAction::ClearSelection
            | UiAction::SelectAll
            | UiAction::InvertSelection
            | UiAction::SelectNeighbours => self.look(action),
            other => self.arrange_window(ctx, &other),
        }
    }

    /// Selection and camera.
    fn look(&mut self, action: UiAction) {
        let visible = &self.state.visible.entities;
        let selected = &self.state.selection.entities;
        let nodes = |entities: BTreeSet<EntityId>| Selection {
            entities,
            relation: None,
        };
        match action {
            UiAction::Select(selection) => self.state.select(selection),
            UiAction::Centre(id) => {
                self.state.select(Selection::of(id.clone()));
                self.map.look_at(&[id]);
            }
            UiAction::ClearSelection => self.state.select(Selection::default()),
            UiAction::SelectAll => self.state.select(nodes(visible.clone())),
            UiAction::InvertSelection => {
                let others = visible.difference(selected).cloned().collect();
                self.state.select(nodes(others));
            }
            UiAction::SelectNeighbours => {
                let mut all = selected.clone();
                for id in selected {
                    for relation in self.state.graph.relations_of(id) {
                        if self.state.visible.relations.contains(&relation.id) {
                            all.extend([relation.source.clone(), relation.target.clone()]);
                        }
                    }
                }
                self.state.select(nodes(all));
            }
            UiAction::Fit => self.map.fit(),
            UiAction::FitSelection => {
                let mut ids: Vec<_> = selected.iter().cloned().collect();
                if let Some(relation) = self.state.selected_relation() {
                    ids.extend([relation.source.clone(), relation.target.clone()]);
                }
                self.map.look_at(&ids);
            }
            UiAction::ZoomBy(factor) => self.map.zoom_by(factor),
            _ => {}
        }
    }

    /// Panes, pages and settings.
    fn arrange_window(&mut self, ctx: &egui::Context, action: &UiAction) {
        let settings = &mut self.state.settings;
        match action {
            UiAction::Read(anchor) => self.state.reader_at = Some(*anchor),
            UiAction::Cite(turn) => {
                if let Some(sentence) = cards::turned(&self.state, *turn) {
                    self.state.reader_at = Some(sentence);
                }
            }
            UiAction::ToggleTimeStrip => settings.time_strip = !settings.time_strip,
            UiAction::TogglePlay => {
                settings.time_strip = true;
                self.state.playing = !self.state.playing;
            }
            UiAction::ToggleCommunities => self.state.communities = !self.state.communities,
            UiAction::ResizeText(by) => {
                let size = settings.text_size + by;
                settings.text_size = size.clamp(settings::SMALLEST_TEXT, settings::LARGEST_TEXT);
                ctx.set_zoom_factor(settings.text_size);
            }
            UiAction::TogglePalette => self.palette.toggle(),
            UiAction::CloseReader => self.state.reader_at = None,
            UiAction::SetMode(mode) => {
                settings.mode = *mode;
                self.state.appearance = None;
            }
            UiAction::ToggleMotion => {
                settings.motion = !settings.motion;
                theme::set_motion(ctx, settings.motion());
            }
            UiAction::ToggleLeftPane => settings.left_pane = !settings.left_pane,
            UiAction::ToggleDetailPane => settings.detail_pane = !settings.detail_pane,
            UiAction::ShowList => {
                settings.left_pane = true;
                self.left.tab = Tab::List;
                self.left.list.focus = Some(list::Focus::Field);
            }
            UiAction::Find => self.top.focus = true,
            UiAction::ForgetProblems => self.state.problems.clear(),
            UiAction::Ask(asked) => self.form = FormUi::new(&self.state, asked.clone()),
            UiAction::CloseForm => self.form = None,
            UiAction::HintDone(hints) => settings.hints_done.extend(hints),
            UiAction::ToggleVersions => settings.keep_versions = !settings.keep_versions,
            UiAction::ToggleSide(side) => {
                settings.detail_pane = true;
                self.side = (self.side != Some(*side)).then_some(*side);
            }
            UiAction::ToggleHelp => self.toggle_page(Page::Keys),
            UiAction::ToggleAbout => self.toggle_page(Page::About),
            _ => {}
        }
    }

    fn toggle_page(&mut self, page: Page) {
        self.page = (self.page != Some(page)).then_some(page);
    }

    fn undo(&mut self) {
        let n = self.state.project.journal.done();
        let picture = Arc::clone(&self.state.positions);
        let Some(edit) = self.state.project.journal.undo().cloned() else {
            return;
        };
        let now = Arc::clone(&picture);
        let before = self.state.history.undone(n.saturating_sub(1), picture);
        let before = before.or_else(|| self.stood_before(&edit, &now));
        self.wear_of(left_view(&edit));
        self.go_to(before, &edit);
    }

    fn redo(&mut self) {
        let n = self.state.project.journal.done();
        let Some(edit) = self.state.project.journal.redo().cloned() else {
            return;
        };
        let after = self.state.history.redone(n);
        let after = after.or_else(|| self.stands_after(&edit, &self.state.positions));
        self.wear_of(reached_view(&edit));
        self.go_to(after, &edit);
    }

    /// Shows a picture that belongs to another place of the journal.
    fn go_to(&mut self, picture: Option<Arc<Positions>>, edit: &Edit) {
        let glides = arranges(edit) && !self.state.layout_paused;
        if let Some(picture) = picture.as_ref().filter(|_| !glides) {
            self.state.positions = Arc::clone(picture);
        }
        self.layout.request = None;
        self.journal_changed(changes_graph(edit));
        if let Some(picture) = picture.filter(|_| glides) {
            self.mover.nudge(Nudge::Glide(picture));
        }
    }

    /// After several steps at once.
    pub(super) fn show_step(&mut self, picture: Arc<Positions>) {
        self.state.positions = picture;
        self.layout.request = None;
        self.journal_changed(true);
    }

    fn journal_changed(&mut self, changes_graph: bool) {
        self.state.journal_changed();
        if changes_graph {
            self.resolve();
        } else {
            self.reshape();
        }
    }

    fn grab(&mut self, id: EntityId, to: MapPos) {
        if self.layout.before_drag.is_none() {
            self.layout.before_drag = Some(Arc::clone(&self.state.positions));
        }
        self.mover.nudge(Nudge::Grab(id, to));
    }

    /// Each node stays where it was let go.
    fn drop_nodes(&mut self, nodes: Vec<(EntityId, MapPos)>) {
        if let Some(newest) = self.mover.take() {
            self.state.positions = newest;
        }
        let mut positions = (*self.state.positions).clone();
        for (id, to) in &nodes {
            self.mover.nudge(Nudge::Release(id.clone()));
            let at = positions.at.binary_search_by(|(known, _)| known.cmp(id));
            if let Some(place) = at.ok().and_then(|at| positions.at.get_mut(at)) {
                place.1 = *to;
            }
        }
        if self.layout.before_drag.is_none() {
            self.layout.before_drag = Some(Arc::clone(&self.state.positions));
        }
        let moved = self.moved_by_hand(&positions);
        self.state.positions = Arc::new(positions);
        let pins = self.pins(nodes);
        self.edit_all(moved.into_iter().chain(pins).collect());
    }

    /// Where the nodes stood that moved in the drag: those under the pointer and whoever made room.
    fn moved_by_hand(&self, now: &Positions) -> Option<Edit> {
        let before = self.layout.before_drag.as_ref()?;
        let moved = before
            .at
            .iter()
            .filter(|(id, pos)| now.get(id) != Some(*pos));
        let stood = moved.filter_map(|(id, pos)| Some((self.state.anchor_of(id)?, *pos)));
        let stood: Vec<_> = stood.collect();
        let how = Arranged::ByHand;
        (!stood.is_empty()).then_some(Edit::Arrange { how, stood })
    }

    fn pin_selection(&mut self) {
        let selected = self.state.selection.entities.iter();
        let nodes = selected
            .filter_map(|id| Some((id.clone(), self.state.positions.get(id)?)))
            .collect();
        let pins = self.pins(nodes);
        self.edit_all(pins);
    }

    fn pins(&self, nodes: Vec<(EntityId, MapPos)>) -> Vec<Edit> {
        let edits = nodes.into_iter().filter_map(|(id, pos)| {
            let at = self.state.anchor_of(&id)?;
            Some(Edit::Pin { at, pos: Some(pos) })
        });
        edits.collect()
    }

    fn unpin(&mut self, ids: &[EntityId]) {
        let pinned: Vec<_> = ids
            .iter()
            .filter(|id| self.state.pins.contains_key(*id))
            .cloned()
            .collect();
        self.edit_each(&pinned, |at| Edit::Pin { at, pos: None });
    }

    fn hide(&mut self, ids: &[EntityId]) {
        self.edit_each(ids, |at| Edit::Hide { at });
        let mut left = self.state.selection.clone();
        left.entities.retain(|id| !ids.contains(id));
        self.state.select(left);
    }

    /// Hides all that is shown but the selected.
    fn hide_others(&mut self) {
        let selected = &self.state.selection.entities;
        let others = self.state.visible.entities.difference(selected);
        let others: Vec<_> = others.cloned().collect();
        self.edit_each(&others, |at| Edit::Hide { at });
        self.map.fit();
    }

    fn focus(&mut self, n_steps: usize) {
        let selected = &self.state.selection.entities;
        let known = self.state.focus.as_ref().map(|focus| &focus.centres);
        let centres = known.filter(|_| selected.is_empty()).unwrap_or(selected);
        if centres.is_empty() {
            return;
        }
        let centres = centres.clone();
        self.state.set_focus(Some(Focus { centres, n_steps }));
        self.map.fit();
    }

    fn edit_each(&mut self, ids: &[EntityId], edit: impl Fn(Anchor) -> Edit) {
        let anchors = ids.iter().filter_map(|id| self.state.anchor_of(id));
        let edits = anchors.map(edit).collect();
        self.edit_all(edits);
    }

    /// One step of undo, however many there are.
    pub(super) fn edit_all(&mut self, mut edits: Vec<Edit>) {
        match edits.len() {
            0 => {}
            1 => edits.pop().into_iter().for_each(|edit| self.edit(edit)),
            _ => self.edit(Edit::Group(edits)),
        }
    }

    fn pause(&mut self) {
        let paused = !self.state.layout_paused;
        self.state.layout_paused = paused;
        self.mover
            .nudge(if paused { Nudge::Pause } else { Nudge::Run });
        self.toasts.say(if paused {
            "Layout paused; Space continues it"
        } else {
            "Layout continues"
        });
    }

    fn copy_citation(&mut self, ctx: &egui::Context, anchor: Anchor) {
        if let Some(article) = self.state.article(anchor.article) {
            ctx.copy_text(export::citation_of(article, anchor.span));
            self.toasts.say("Citation copied");
        }
    }
}

/// Whether the graph has to be made anew; pins and hiding are the window's own business.
fn changes_graph(edit: &Edit) -> bool {
    let mut changes = false;
    each_edit(std::slice::from_ref(edit), &mut |edit| {
        changes |= !matches!(
            edit,
            Edit::Pin { .. }
                | Edit::Arrange { .. }
                | Edit::Hide { .. }
                | Edit::Show { .. }
                | Edit::AddView { .. }
                | Edit::ReplaceView { .. }
                | Edit::RemoveView(_)
                | Edit::StartView(_)
                | Edit::GoToView { .. }
        );
    });
    changes
}

//! The right pane: who or what is selected, and the sentences that say so.

use eframe::egui::{self, Id, ScrollArea, Ui, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::chains::ChainsUi;
use crate::app::panels::pieces;
use crate::app::panels::{cards, correct_menu, glyph, offices, overview, relation, relation_row};
use crate::app::script;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Entity, EntityId, Relation, RelationId, Tone};

/// Mentions shown before one has to ask for more.
const FEW: usize = 12;

/// Which folds are open.
#[derive(Debug, Default)]
pub struct DetailUi {
    /// Whose folds these are.
    of: Selection,
    open: Option<RelationId>,
    why_open: bool,
    mentions_open: bool,
    n_mentions: usize,
    chains: ChainsUi,
}

impl DetailUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        if self.of != state.selection {
            *self = Self {
                of: state.selection.clone(),
                open: first_relation(state),
                n_mentions: FEW,
                ..Self::default()
            };
        }
        let id = Id::new(("detail", selection_key(&state.selection)));
        ui.push_id(id, |ui| {
            if let Some(relation) = state.selected_relation() {
                scrolled(ui, |ui| relation::relation_ui(ui, state, relation, out));
            } else if let Some(id) = state.selected_entity() {
                if let Some(entity) = state.graph.entity(id) {
                    scrolled(ui, |ui| self.entity_pane(ui, state, entity, out));
                }
            } else if state.selection.entities.is_empty() {
                scrolled(ui, |ui| overview::overview_ui(ui, state, out));
            } else {
                scrolled(ui, |ui| {
                    overview::several_ui(ui, state, out);
                    self.chains.ui(ui, state, out);
                    overview::selected_ui(ui, state, out);
                });
            }
        });
    }

    fn entity_pane(&mut self, ui: &mut Ui, state: &State, entity: &Entity, out: &mut Vec<Command>) {
        header_ui(ui, state, entity);
        self.names_ui(ui, state, entity);
        ui.add_space(2.0);
        actions_ui(ui, state, entity, out);
        if let Some(note) = state.marks.notes.get(&entity.id) {
            pieces::note_ui(ui, note);
        }
        ui.add_space(6.0);
        pieces::hairline(ui);
        self.relations_ui(ui, state, entity, out);
        self.mentions_ui(ui, state, entity, out);
        ui.add_space(theme::EDGE_GAP);
    }

    /// Other names, and on demand how they were found and why they are one.
    fn names_ui(&mut self, ui: &mut Ui, state: &State, entity: &Entity) {
        let theme = Theme::of(ui);
        let question = if entity.joins.is_empty() {
            "why is it here?".to_owned()
        } else {
            format!("why one {}?", entity.kind.singular())
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
            ui.spacing_mut().interact_size.y = 0.0;
            if !entity.aliases.is_empty() {
                let shown: Vec<_> = entity.aliases.iter().take(8).cloned().collect();
                let text = format!("Also: {}", shown.join(" · "));
                ui.add(egui::Label::new(pieces::small(&text).color(theme.secondary)).wrap());
            }
            if pieces::link(ui, &question).clicked() {
                self.why_open = !self.why_open;
            }
        });
        if self.why_open {
            why_ui(ui, state, entity);
        }
    }

    fn relations_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        entity: &Entity,
        out: &mut Vec<Command>,
    ) {
        let relations = relation_row::in_order(state, &entity.id);
        if relations.is_empty() {
            ui.add_space(4.0);
            let text =
                "No article says what it does to others, or they do to it. Its mentions are below.";
            ui.label(pieces::small(text).color(Theme::of(ui).secondary));
        }
        for &tone in Tone::ALL {
            let of_tone: Vec<&Relation> = relations
                .iter()
                .copied()
                .filter(|relation| relation.kind.tone() == tone)
                .collect();
            if of_tone.is_empty() {
                continue;
            }
            ui.add_space(8.0);
            let n = wording::count(of_tone.len(), "relation");
            pieces::section_ui(ui, tone.label(), &n);
            for relation in of_tone {
                self.relation_row(ui, state, &entity.id, relation, out);
            }
        }
    }

    fn relation_row(
        &mut self,
        ui: &mut Ui,
        state: &State,
        from: &EntityId,
        relation: &Relation,
        out: &mut Vec<Command>,
    ) {
        let open = self.open.as_ref() == Some(&relation.id);
        if relation_row::row_ui(ui, state, from, relation, open, out) {
            self.open = (!open).then(|| relation.id.clone());
        }
        if open {
            ui.spacing_mut().item_spacing.y = 8.0;
            for (at, cited) in cards::of_relation(state, relation).iter().enumerate() {
                cards::card_ui(ui, state, at + 1, cited, out);
            }
            ui.horizontal(|ui| {
                if pieces::link(ui, "Show this line on the map").clicked() {
                    let selection = Selection::of_relation(relation.id.clone());
                    out.push(Command::Show(UiAction::Select(selection)));
                }
            });
            ui.add_space(4.0);
        }
    }

    fn mentions_ui(&mut self, ui: &mut Ui, state: &State, entity: &Entity, out: &mut Vec<Command>) {
        ui.add_space(12.0);
        let open = self.mentions_open || self.open.is_none();
        let n = wording::count(entity.mentions.len(), "mention");
        pieces::section_ui(ui, "In the articles", &n);
        if !open {
            if pieces::link(ui, "Show every sentence").clicked() {
                self.mentions_open = true;
            }
            return;
        }
        ui.spacing_mut().item_spacing.y = 8.0;
        let cited = cards::of_entity(state, entity);
        for (at, one) in cited.iter().take(self.n_mentions).enumerate() {
            cards::card_ui(ui, state, at + 1, one, out);
        }
        let left = cited.len().saturating_sub(self.n_mentions);
        if left > 0 {
            let more = left.min(50);
            if pieces::link(
                ui,
                &format!("Show {}", wording::count(more, "more sentence")),
            )
            .clicked()
            {
                self.n_mentions += more;
            }
        }
    }
}

fn scrolled(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let margin = egui::Margin {
            left: 16,
            right: 16,
            top: 16,
            bottom: 8,
        };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
}

/// Scroll positions are kept for each selection.
fn selection_key(selection: &Selection) -> String {
    let ids: Vec<&str> = selection
        .entities
        .iter()
        .map(EntityId::as_str)
        .chain(selection.relation.iter().map(RelationId::as_str))
        .collect();
    ids.join(" ")
}

fn first_relation(state: &State) -> Option<RelationId> {
    let id = state.selected_entity()?;
    relation_row::in_order(state, id)
        .first()
        .map(|relation| relation.id.clone())
}

fn header_ui(ui: &mut Ui, state: &State, entity: &Entity) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        glyph::glyph_ui(ui, entity, 42.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let name =
                egui::RichText::new(script::on_screen(&entity.name)).font(theme::semibold(19.0));
            ui.add(egui::Label::new(name).wrap());
            let office = offices::line(&state.graph, entity);
            ui.add(egui::Label::new(pieces::small(&office).color(theme.secondary)).wrap());
        });
    });
    ui.add_space(2.0);
}

/// Each other name once, with the reason it was joined, and each wording with how it was found.
fn why_ui(ui: &mut Ui, state: &State, entity: &Entity) {
    let theme = Theme::of(ui);
    let words = |anchor: crate::model::Anchor| {
        let article = state.article(anchor.article)?;
        let words: Vec<_> = anchor.span.of(&article.text).split_whitespace().collect();
        Some(words.join(" "))
    };
    let mut told = std::collections::BTreeSet::new();
    theme.card_frame().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        for join in &entity.joins {
            let (Some(name), Some(with)) = (words(join.mention), words(join.with)) else {
                continue;
            };
            if !told.insert((name.to_lowercase(), join.why)) || told.len() > 10 {
                continue;
            }
            let reason = if name == with {
                format!("“{name}”: {}", join.why.reason())
            } else {
                format!("“{name}” is “{with}”: {}", join.why.reason())
            };
            ui.add(egui::Label::new(pieces::small(&reason).color(theme.secondary)).wrap());
        }
        let mut found = std::collections::BTreeSet::new();
        for (anchor, form) in &entity.mentions {
            let (Some(words), Some(source)) = (words(*anchor), state.graph.source_of(*anchor))
            else {
                continue;
            };
            if !found.insert((words.to_lowercase(), source)) || found.len() > 10 {
                continue;
            }
            let reason = format!("“{words}” is found: {}", source.reason(*form));
            ui.add(egui::Label::new(pieces::small(&reason).color(theme.secondary)).wrap());
        }
    });
}

fn actions_ui(ui: &mut Ui, state: &State, entity: &Entity, out: &mut Vec<Command>) {
    let id = &entity.id;
    ui.horizontal_wrapped(|ui| {
        let pinned = state.pins.contains_key(id);
        let (word, tip) = if pinned {
            ("Unpin", "Let it move again (Alt+P)")
        } else {
            ("Pin", "Hold it where it stands (P)")
        };
        if ui.button(word).on_hover_text(tip).clicked() {
            out.push(Command::Show(if pinned {
                UiAction::Unpin(vec![id.clone()])
            } else {
                UiAction::PinSelection
            }));
        }
        let centre = ui
            .button("Centre")
            .on_hover_text("Bring it to the middle of the map");
        if centre.clicked() {
            out.push(Command::Show(UiAction::Centre(id.clone())));
        }
        let hide = ui
            .button("Hide")
            .on_hover_text("Take it off the map (Ctrl+H); the list still has it");
        if hide.clicked() {
            out.push(Command::Show(UiAction::HideSelection));
        }
        let focus = ui
            .button("Focus")
            .on_hover_text("Show only it and whoever deals with it (Alt+1)");
        if focus.clicked() {
            out.push(Command::Show(UiAction::Focus(1)));
        }
        if state.can_fold(id) {
            let (word, tip) = if state.folded.contains(id) {
                (
                    "Ungroup",
                    "Show the people and assets that belong to it again (Ctrl+G)",
                )
            } else {
                (
                    "Group",
                    "Let it stand for the people and assets that belong to it (Ctrl+G)",
                )
            };
            if ui.button(word).on_hover_text(tip).clicked() {
                out.push(Command::Show(UiAction::Fold(id.clone())));
            }
        }
        ui.menu_button("Put right", |ui| {
            correct_menu::node_ui(ui, id, state.anchor_of(id), &[], out);
        });
        if pieces::icon_button(ui, icons::COPY, "Copy name").clicked() {
            out.push(Command::Show(UiAction::CopyText(entity.name.clone())));
        }
    });
}

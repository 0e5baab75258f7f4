//! The right pane: who or what is selected, and the sentences that say so.

use eframe::egui::{self, FontId, Id, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::commands::{Command, Selection, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::panels::{cards, glyph, offices};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording::{self, End};
use crate::model::{Entity, EntityId, Relation, RelationId, Status, Tone};

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
                scrolled(ui, |ui| relation_pane(ui, state, relation, out));
            } else if let Some(id) = state.selected_entity() {
                if let Some(entity) = state.graph.entity(id) {
                    scrolled(ui, |ui| self.entity_pane(ui, state, entity, out));
                }
            } else if state.selection.entities.is_empty() {
                scrolled(ui, |ui| overview(ui, state, out));
            } else {
                scrolled(ui, |ui| several(ui, state, out));
            }
        });
    }

    fn entity_pane(&mut self, ui: &mut Ui, state: &State, entity: &Entity, out: &mut Vec<Command>) {
        header_ui(ui, state, entity);
        self.names_ui(ui, state, entity);
        ui.add_space(2.0);
        actions_ui(ui, state, entity, out);
        ui.add_space(6.0);
        pieces::hairline(ui);
        self.relations_ui(ui, state, entity, out);
        self.mentions_ui(ui, state, entity, out);
        ui.add_space(theme::EDGE_GAP);
    }

    /// Other names, and on demand why they are one.
    fn names_ui(&mut self, ui: &mut Ui, state: &State, entity: &Entity) {
        let theme = Theme::of(ui);
        let question = format!("why one {}?", entity.kind.singular());
        if entity.aliases.is_empty() && entity.joins.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
            ui.spacing_mut().interact_size.y = 0.0;
            if !entity.aliases.is_empty() {
                let shown: Vec<_> = entity.aliases.iter().take(8).cloned().collect();
                let text = format!("Also: {}", shown.join(" · "));
                ui.add(egui::Label::new(pieces::small(&text).color(theme.secondary)).wrap());
            }
            if !entity.joins.is_empty() && pieces::link(ui, &question).clicked() {
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
        let relations = relations_in_order(state, &entity.id);
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
        if relation_line(ui, state, from, relation, open, out) {
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

/// Relations as the pane lists them: cooperation, conflict, structure; by kind; the most cited first.
fn relations_in_order<'a>(state: &'a State, id: &EntityId) -> Vec<&'a Relation> {
    let visible = &state.visible.relations;
    let mut relations: Vec<&Relation> = state
        .graph
        .relations_of(id)
        .filter(|relation| visible.contains(&relation.id))
        .collect();
    relations.sort_by_key(|relation| {
        let n = relation.evidence.len();
        (relation.kind.tone(), relation.kind, std::cmp::Reverse(n))
    });
    relations
}

fn first_relation(state: &State) -> Option<RelationId> {
    let id = state.selected_entity()?;
    relations_in_order(state, id)
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
            let name = egui::RichText::new(&entity.name).font(theme::semibold(19.0));
            ui.add(egui::Label::new(name).wrap());
            let office = offices::line(&state.graph, entity);
            ui.add(egui::Label::new(pieces::small(&office).color(theme.secondary)).wrap());
        });
    });
    ui.add_space(2.0);
}

/// Each other name once, with the reason it was joined.
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
        if ui.button("Copy name").clicked() {
            out.push(Command::Show(UiAction::CopyText(entity.name.clone())));
        }
    });
}

/// One relation in two lines; says whether its fold was clicked. The other end is a link of its own.
fn relation_line(
    ui: &mut Ui,
    state: &State,
    from: &EntityId,
    relation: &Relation,
    open: bool,
    out: &mut Vec<Command>,
) -> bool {
    let theme = Theme::of(ui);
    let (end, other) = if relation.source == *from {
        (End::Source, &relation.target)
    } else {
        (End::Target, &relation.source)
    };
    let name = state
        .graph
        .entity(other)
        .map_or(other.as_str(), |entity| entity.name.as_str());
    let verb = wording::verb(relation.kind, end);
    let facts = facts(state, relation);
    let height = if facts.is_empty() { 26.0 } else { 42.0 };
    let label = format!("{verb} {name}");
    let row = Row::begin(ui, height, &label, false);
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Button, true, open, &label));
    let rect = row.rect;
    let upper = rect.top() + 13.0;
    let sample = egui::Rect::from_center_size(pos2(rect.left() + 10.0, upper), vec2(18.0, 10.0));
    let color = theme.tone(relation.kind.tone());
    pieces::line_sample(ui, sample, color, relation.status);
    let n = wording::count(relation.evidence.len(), "citation");
    let count = pieces::one_line(ui, &n, FontId::proportional(SMALL), theme.secondary, 90.0);
    let right = pieces::paint_right(ui, pos2(rect.right() - 2.0, upper), &count);
    let verb = pieces::one_line(ui, verb, FontId::proportional(BODY), theme.secondary, 160.0);
    let left = pieces::paint_left(ui, pos2(rect.left() + 28.0, upper), &verb) + 6.0;
    let name_font = theme::semibold(BODY);
    let words = pieces::one_line(ui, name, name_font, theme.text, right - left - 10.0);
    let name_rect =
        egui::Rect::from_min_size(pos2(left, upper - words.size().y / 2.0), words.size());
    pieces::paint_left(ui, pos2(left, upper), &words);
    let font = FontId::proportional(SMALL);
    let second = pieces::one_line(ui, &facts, font, theme.secondary, rect.width() - 30.0);
    pieces::paint_left(ui, pos2(rect.left() + 28.0, rect.top() + 31.0), &second);
    let other_end = ui.interact(
        name_rect,
        ui.id().with(("end", &relation.id)),
        Sense::click(),
    );
    other_end.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, format!("Select {name}")));
    if other_end.hovered() || other_end.has_focus() {
        let line = egui::Stroke::new(1.0, theme.text);
        ui.painter()
            .hline(name_rect.x_range(), name_rect.bottom(), line);
    }
    let other_end = other_end
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(format!("Select {name}"));
    if other_end.clicked() {
        let selection = Selection::of(other.clone());
        out.push(Command::Show(UiAction::Select(selection)));
    }
    row.response.clicked()
}

/// "denied · 6 Feb 2026 · Muscat · 2 articles · says …": what there is of it.
fn facts(state: &State, relation: &Relation) -> String {
    let mut parts = Vec::new();
    if relation.status != Status::Asserted {
        parts.push(relation.status.word().to_owned());
    }
    parts.extend(relation.attributes.get("title").cloned());
    parts.extend(relation.when.as_ref().map(wording::when));
    let place = relation
        .place
        .as_ref()
        .and_then(|id| state.graph.entity(id));
    parts.extend(place.map(|entity| entity.name.clone()));
    let n = relation.n_sources();
    if n > 1 {
        parts.push(if n == 2 && state.n_articles() == 2 {
            "both articles".to_owned()
        } else {
            wording::count(n, "article")
        });
    }
    parts.extend(wording::attribution(&state.graph, &relation.attributed_to));
    parts.join(" · ")
}

/// A line of the map: kind, direction, status, who says so, when, where, and its evidence.
fn relation_pane(ui: &mut Ui, state: &State, relation: &Relation, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let sample = |ui: &mut Ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(26.0, 12.0), Sense::hover());
        let color = theme.tone(relation.kind.tone());
        pieces::line_sample(ui, rect, color, relation.status);
    };
    end_ui(ui, state, &relation.source, out);
    ui.horizontal(|ui| {
        ui.add_space(2.0);
        sample(ui);
        let verb = egui::RichText::new(relation.kind.label()).color(theme.secondary);
        ui.label(verb);
    });
    end_ui(ui, state, &relation.target, out);
    ui.add_space(6.0);
    pieces::hairline(ui);
    ui.add_space(2.0);
    facts_ui(ui, state, relation);
    ui.add_space(8.0);
    let n = wording::count(relation.evidence.len(), "citation");
    pieces::section_ui(ui, "Who says so", &n);
    ui.spacing_mut().item_spacing.y = 8.0;
    for (at, cited) in cards::of_relation(state, relation).iter().enumerate() {
        cards::card_ui(ui, state, at + 1, cited, out);
    }
    ui.add_space(theme::EDGE_GAP);
}

/// An end of a relation, as a row that selects it.
fn end_ui(ui: &mut Ui, state: &State, id: &EntityId, out: &mut Vec<Command>) {
    let Some(entity) = state.graph.entity(id) else {
        return;
    };
    let row = Row::begin(ui, 38.0, &entity.name, false);
    let theme = Theme::of(ui);
    let rect = row.rect;
    glyph::paint(ui, entity, rect.left_center() + vec2(15.0, 0.0), 30.0);
    let font = theme::semibold(16.0);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, rect.width() - 44.0);
    pieces::paint_left(ui, rect.left_center() + vec2(40.0, 0.0), &name);
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Select(Selection::of(id.clone()))));
    }
}

fn facts_ui(ui: &mut Ui, state: &State, relation: &Relation) {
    let graph = &state.graph;
    let name = |id: &EntityId| {
        graph
            .entity(id)
            .map_or_else(|| id.to_string(), |entity| entity.name.clone())
    };
    let kind = relation
        .kind
        .quad()
        .map_or("structure", |quad| quad.label());
    let mut rows = vec![("Kind", kind.to_owned())];
    rows.push((
        "Direction",
        if relation.kind.directed() {
            format!(
                "from {} to {}",
                name(&relation.source),
                name(&relation.target)
            )
        } else {
            "both alike".to_owned()
        },
    ));
    rows.push(("Status", status_words(relation.status).to_owned()));
    let said = wording::attribution(graph, &relation.attributed_to);
    rows.push((
        "Who says so",
        said.unwrap_or_else(|| "the article itself".to_owned()),
    ));
    if let Some(date) = &relation.when {
        let when = wording::when(date);
        rows.push((
            "When",
            if date.text.is_empty() {
                when
            } else {
                format!("{when} (“{}”)", date.text)
            },
        ));
    }
    rows.extend(relation.place.as_ref().map(|id| ("Where", name(id))));
    for (what, value) in &relation.attributes {
        rows.push((attribute_label(what), value.clone()));
    }
    let mut rules: Vec<_> = relation.evidence.iter().map(|e| e.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rows.push(("Found by", rules_in_words(&rules)));
    egui::Grid::new("facts")
        .num_columns(2)
        .spacing([12.0, 6.0])
        .show(ui, |ui| {
            let theme = Theme::of(ui);
            for (what, value) in rows {
                ui.label(pieces::small(what).color(theme.secondary));
                let width = ui.available_width();
                ui.allocate_ui(vec2(width, 16.0), |ui| {
                    ui.add(egui::Label::new(pieces::small(&value)).wrap());
                });
                ui.end_row();
            }
        });
}

const fn status_words(status: Status) -> &'static str {
    match status {
        Status::Asserted => "told as having happened",
        Status::Planned => "planned",
        Status::Hypothetical => "hypothetical: it may happen",
        Status::Denied => "denied",
        Status::Demanded => "demanded, not done",
    }
}

fn attribute_label(word: &str) -> &str {
    match word {
        "title" => "Office",
        "mode" => "How",
        "topic" => "About",
        "force" => "Force",
        "term" => "Term",
        "time" => "Time",
        "nearness" => "How near",
        other => other,
    }
}

/// "the rule “meet: two who meet”": rules are named so that they can be read.
fn rules_in_words(rules: &[&str]) -> String {
    let named: Vec<String> = rules
        .iter()
        .map(|rule| format!("“{}”", rule.replace(['_', '-'], " ")))
        .collect();
    let word = if rules.len() == 1 { "rule" } else { "rules" };
    format!("the {word} {}", wording::list(&named))
}

/// Nothing selected: what there is, and who is most talked about.
fn overview(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let heading = egui::RichText::new("Nothing selected").font(theme::semibold(16.0));
    ui.label(heading);
    let text =
        "Click a node or a line of the map, or a name in the list, to read where it comes from.";
    ui.add(egui::Label::new(egui::RichText::new(text).color(theme.secondary)).wrap());
    if state.visible.entities.is_empty() {
        return;
    }
    ui.add_space(12.0);
    let n = wording::count(state.visible.relations.len(), "relation");
    pieces::section_ui(ui, "Most talked about", &n);
    let mut entities: Vec<(&Entity, usize)> = state
        .visible
        .entities
        .iter()
        .filter_map(|id| state.graph.entity(id))
        .map(|entity| (entity, relations_in_order(state, &entity.id).len()))
        .collect();
    entities.sort_by_key(|(entity, n)| {
        (
            std::cmp::Reverse(*n),
            std::cmp::Reverse(entity.mentions.len()),
        )
    });
    for (entity, n) in entities.into_iter().take(8) {
        node_row(ui, state, entity, &wording::count(n, "relation"), out);
    }
}

fn several(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let n = state.selection.entities.len();
    ui.label(egui::RichText::new(format!("{n} selected")).font(theme::semibold(19.0)));
    ui.horizontal_wrapped(|ui| {
        if ui.button("Pin").clicked() {
            out.push(Command::Show(UiAction::PinSelection));
        }
        let all: Vec<_> = state.selection.entities.iter().cloned().collect();
        if ui.button("Unpin").clicked() {
            out.push(Command::Show(UiAction::Unpin(all)));
        }
        if ui.button("Hide").clicked() {
            out.push(Command::Show(UiAction::HideSelection));
        }
        if ui.button("Fit").clicked() {
            out.push(Command::Show(UiAction::FitSelection));
        }
    });
    ui.add_space(6.0);
    pieces::hairline(ui);
    for entity in state
        .selection
        .entities
        .iter()
        .filter_map(|id| state.graph.entity(id))
    {
        let n = relations_in_order(state, &entity.id).len();
        node_row(ui, state, entity, &wording::count(n, "relation"), out);
    }
}

fn node_row(ui: &mut Ui, state: &State, entity: &Entity, remark: &str, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let row = Row::begin(ui, 36.0, &entity.name, false);
    let rect = row.rect;
    glyph::paint(ui, entity, rect.left_center() + vec2(16.0, 0.0), 24.0);
    let font = FontId::proportional(SMALL);
    let count = pieces::one_line(ui, remark, font, theme.secondary, 110.0);
    let right = pieces::paint_right(ui, rect.right_center() - vec2(4.0, 0.0), &count);
    let left = rect.left() + 38.0;
    let font = FontId::proportional(BODY);
    let name = pieces::one_line(ui, &entity.name, font, theme.text, right - left - 8.0);
    let end = pieces::paint_left(ui, pos2(left, rect.center().y), &name);
    if state.pins.contains_key(&entity.id) {
        let font = FontId::proportional(SMALL);
        let pin = pieces::one_line(ui, icons::PIN, font, theme.gold, 20.0);
        pieces::paint_left(ui, pos2(end + 6.0, rect.center().y), &pin);
    }
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Select(Selection::of(
            entity.id.clone(),
        ))));
    }
}

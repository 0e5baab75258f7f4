//! The legend: what shapes, colours and dashes mean, how much of each there is, and a click to switch it off.

use std::collections::BTreeSet;

use eframe::egui::{self, FontId, Rect, Sense, Ui, WidgetInfo, WidgetType, vec2};

use crate::app::actions::Action;
use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::map;
use crate::app::panels::left::{begin_row, padded, section};
use crate::app::panels::pieces::{self, BODY, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Kind, Quad, RelationKind, Status, Subkind, Tone};
use crate::query::{Filter, Voice};

/// Which finer sorts are listed.
#[derive(Debug, Default)]
pub struct LegendUi {
    kinds_open: BTreeSet<Kind>,
    tones_open: BTreeSet<Tone>,
    more_open: bool,
}

/// A row of the legend.
struct Entry<'a> {
    label: &'a str,
    n: usize,
    on: bool,
    /// Under another row.
    finer: bool,
    /// Whether finer rows are listed under it, where there are any.
    open: Option<bool>,
}

/// What was done to a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Done {
    Nothing,
    Switched,
    Unfolded,
}

impl LegendUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        section(ui, "Show", "click to filter");
        for &kind in Kind::ALL {
            self.kind_ui(ui, state, kind, out);
        }
        loose_ui(ui, state, out);
        section(ui, "Lines", "thicker: in more articles");
        for &tone in Tone::ALL {
            self.tone_ui(ui, state, tone, out);
        }
        section(ui, "Status", "");
        for &status in Status::ALL {
            status_ui(ui, state, status, out);
        }
        self.more_ui(ui, state, out);
        if Action::ClearFilter.is_enabled(state) {
            ui.add_space(10.0);
            padded(ui, |ui| {
                if pieces::link(ui, "Clear filters").clicked() {
                    out.extend(Action::ClearFilter.command(state));
                }
            });
        }
    }

    fn kind_ui(&mut self, ui: &mut Ui, state: &State, kind: Kind, out: &mut Vec<Command>) {
        let on = !state.filter.kinds_off.contains(&kind);
        let finer = finer_kinds(state, kind);
        let open = self.kinds_open.contains(&kind);
        let entry = Entry {
            label: kind.label(),
            n: state.counts.kinds.get(&kind).copied().unwrap_or(0),
            on,
            finer: false,
            open: (finer.len() > 1).then_some(open),
        };
        let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
            let strength = if on { 1.0 } else { 0.45 };
            map::draw_kind(ui.painter(), theme, kind, rect.center(), strength);
        };
        match row_ui(ui, &entry, sample) {
            Done::Switched => change(state, out, |filter| {
                toggle_or_only(ui, &mut filter.kinds_off, kind, Kind::ALL);
            }),
            Done::Unfolded => toggle(&mut self.kinds_open, kind),
            Done::Nothing => {}
        }
        for (subkind, n) in finer.into_iter().filter(|_| open && on) {
            let entry = Entry {
                label: &wording::capitalised(subkind.label()),
                n,
                on: !state.filter.subkinds_off.contains(&subkind),
                finer: true,
                open: None,
            };
            if row_ui(ui, &entry, |_, _, _| {}) == Done::Switched {
                change(state, out, |filter| {
                    toggle(&mut filter.subkinds_off, subkind);
                });
            }
        }
    }

    fn tone_ui(&mut self, ui: &mut Ui, state: &State, tone: Tone, out: &mut Vec<Command>) {
        let on = !state.filter.tones_off.contains(&tone);
        let open = self.tones_open.contains(&tone);
        let entry = Entry {
            label: tone.label(),
            n: state.counts.tones.get(&tone).copied().unwrap_or(0),
            on,
            finer: false,
            open: Some(open),
        };
        let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
            // What is done in words and in deeds has a sample of its own below.
            if tone == Tone::Structure {
                let color = theme::mix(theme.pane, theme.structure, if on { 1.0 } else { 0.45 });
                pieces::line_sample(ui, rect, color, Status::Asserted);
            }
        };
        match row_ui(ui, &entry, sample) {
            Done::Switched => change(state, out, |filter| {
                toggle_or_only(ui, &mut filter.tones_off, tone, Tone::ALL);
            }),
            Done::Unfolded => toggle(&mut self.tones_open, tone),
            Done::Nothing => {}
        }
        for (quad, kinds) in quads(tone).into_iter().filter(|_| on) {
            quad_ui(ui, state, quad, &kinds, open, out);
        }
    }

    /// Who says so, and in how many articles: asked for less often, so behind a fold.
    fn more_ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        ui.add_space(10.0);
        let narrowed = !state.filter.voices_off.is_empty()
            || state.filter.least_sources > 1
            || state.filter.disputed_only;
        padded(ui, |ui| {
            let word = if self.more_open {
                "Fewer filters"
            } else {
                "More filters"
            };
            if pieces::link(ui, word).clicked() {
                self.more_open = !self.more_open;
            }
        });
        if !self.more_open && !narrowed {
            return;
        }
        section(ui, "Told by", "");
        for &voice in Voice::ALL {
            let entry = Entry {
                label: voice.label(),
                n: state.counts.voices.get(&voice).copied().unwrap_or(0),
                on: !state.filter.voices_off.contains(&voice),
                finer: false,
                open: None,
            };
            let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
                let icon = match voice {
                    Voice::Article => icons::ARTICLE,
                    Voice::Quoted => icons::QUOTE,
                };
                let font = FontId::proportional(15.0);
                let sign = pieces::one_line(ui, icon, font, theme.secondary, 24.0);
                pieces::paint_left(ui, rect.left_center() + vec2(4.0, 0.0), &sign);
            };
            if row_ui(ui, &entry, sample) == Done::Switched {
                change(state, out, |filter| toggle(&mut filter.voices_off, voice));
            }
        }
        section(ui, "Told in at least", "");
        padded(ui, |ui| {
            sources_ui(ui, state, out);
            let mut only = state.filter.disputed_only;
            let label = "Only where sources disagree";
            let tip = "Lines with a ≠ sign: told here and denied there, or with another day, number or mediator";
            if ui.checkbox(&mut only, label).on_hover_text(tip).changed() {
                change(state, out, |filter| filter.disputed_only = only);
            }
        });
    }
}

/// Names without any line are on the map only if asked for.
fn loose_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let on = !state.filter.loose_off;
    let entry = Entry {
        label: "Names without lines",
        n: state.counts.loose,
        on,
        finer: false,
        open: None,
    };
    let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
        let color = if on { theme.secondary } else { theme.faint };
        let line = egui::Stroke::new(1.4, color);
        ui.painter().circle_stroke(rect.center(), 6.0, line);
    };
    if row_ui(ui, &entry, sample) == Done::Switched {
        change(state, out, |filter| filter.loose_off = !filter.loose_off);
    }
}

fn status_ui(ui: &mut Ui, state: &State, status: Status, out: &mut Vec<Command>) {
    let on = !state.filter.statuses_off.contains(&status);
    let entry = Entry {
        label: status.label(),
        n: state.counts.statuses.get(&status).copied().unwrap_or(0),
        on,
        finer: false,
        open: None,
    };
    let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
        let color = if on { theme.text } else { theme.faint };
        pieces::line_sample(ui, rect, color, status);
    };
    if row_ui(ui, &entry, sample) == Done::Switched {
        change(state, out, |filter| {
            toggle_or_only(ui, &mut filter.statuses_off, status, Status::ALL);
        });
    }
}

/// A quad, and where it is `open` its kinds, as far as there are any; structure has kinds only.
fn quad_ui(
    ui: &mut Ui,
    state: &State,
    quad: Option<Quad>,
    kinds: &[RelationKind],
    open: bool,
    out: &mut Vec<Command>,
) {
    let n_of = |kind: &RelationKind| state.counts.relation_kinds.get(kind).copied().unwrap_or(0);
    let off = &state.filter.relation_kinds_off;
    let there: Vec<RelationKind> = kinds
        .iter()
        .copied()
        .filter(|kind| n_of(kind) > 0 || off.contains(kind))
        .collect();
    if there.is_empty() {
        return;
    }
    if let Some(quad) = quad {
        let on = there.iter().any(|kind| !off.contains(kind));
        let shown = there.iter().filter(|kind| !off.contains(kind));
        let entry = Entry {
            label: &wording::capitalised(quad.label()),
            n: shown.map(n_of).sum(),
            on,
            finer: true,
            open: None,
        };
        let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
            let strength = if on { 1.0 } else { 0.45 };
            let color = theme::mix(theme.pane, theme.line(Some(quad)), strength);
            pieces::line_sample(ui, rect, color, Status::Asserted);
        };
        if row_ui(ui, &entry, sample) == Done::Switched {
            change(state, out, |filter| {
                for kind in kinds {
                    if on {
                        filter.relation_kinds_off.insert(*kind);
                    } else {
                        filter.relation_kinds_off.remove(kind);
                    }
                }
            });
        }
    }
    for kind in there.into_iter().filter(|_| open) {
        let indent = if quad.is_some() { "   " } else { "" };
        let entry = Entry {
            label: &format!("{indent}{}", kind.label()),
            n: n_of(&kind),
            on: !off.contains(&kind),
            finer: true,
            open: None,
        };
        if row_ui(ui, &entry, |_, _, _| {}) == Done::Switched {
            change(state, out, |filter| {
                toggle(&mut filter.relation_kinds_off, kind);
            });
        }
    }
}

/// Buttons for how many articles must tell a line in words of their own.
fn sources_ui(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let least = state.filter.least_sources.max(1);
    let most = state.counts.most_sources.clamp(least, 5);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for n in 1..=most.max(2) {
            let on = n == least;
            let button = egui::Button::selectable(on, n.to_string()).min_size(vec2(28.0, 24.0));
            let response = ui.add(button);
            let label = format!("At least {}", wording::count(n, "article"));
            response
                .widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, on, &label));
            if response.on_hover_text(&label).clicked() {
                change(state, out, |filter| filter.least_sources = n);
            }
        }
        let noun = if least == 1 { "article" } else { "articles" };
        ui.label(pieces::small(noun).color(Theme::of(ui).secondary));
    });
}

/// The finer kinds that there are of a kind, each with its count.
fn finer_kinds(state: &State, kind: Kind) -> Vec<(Subkind, usize)> {
    let entities = state.graph.entities().iter();
    let there: BTreeSet<Subkind> = entities
        .filter(|entity| entity.kind == kind)
        .filter_map(|entity| entity.subkind)
        .collect();
    let count = |subkind| state.counts.subkinds.get(&subkind).copied().unwrap_or(0);
    let off = &state.filter.subkinds_off;
    there
        .into_iter()
        .map(|subkind| (subkind, count(subkind)))
        .filter(|(subkind, n)| *n > 0 || off.contains(subkind))
        .collect()
}

/// The kinds of a tone by quad.
fn quads(tone: Tone) -> Vec<(Option<Quad>, Vec<RelationKind>)> {
    let of_tone = RelationKind::ALL.iter().filter(|kind| kind.tone() == tone);
    let mut quads: Vec<(Option<Quad>, Vec<RelationKind>)> = Vec::new();
    for &kind in of_tone {
        match quads.iter_mut().find(|(quad, _)| *quad == kind.quad()) {
            Some((_, kinds)) => kinds.push(kind),
            None => quads.push((kind.quad(), vec![kind])),
        }
    }
    quads
}

fn change(state: &State, out: &mut Vec<Command>, change: impl FnOnce(&mut Filter)) {
    let mut filter = state.filter.clone();
    change(&mut filter);
    out.push(Command::Show(UiAction::SetFilter(filter)));
}

/// One row of the legend, with its sample in front.
fn row_ui(ui: &mut Ui, entry: &Entry<'_>, sample: impl FnOnce(&Ui, Rect, &Theme)) -> Done {
    let &Entry {
        label,
        n,
        on,
        finer,
        open,
    } = entry;
    let theme = Theme::of(ui);
    let (height, size) = if finer {
        (22.0, SMALL)
    } else {
        (theme::LEGEND_ROW, BODY)
    };
    let row = begin_row(ui, height, label, false);
    let spoken = label.trim();
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, spoken));
    let inner = row.rect.shrink2(vec2(8.0, 0.0));
    let at = inner.left_center();
    let room = Rect::from_center_size(at + vec2(12.0, 0.0), vec2(24.0, 20.0));
    sample(ui, room, theme);
    let color = match (on, finer) {
        (false, _) => theme.faint,
        (true, true) => theme.secondary,
        (true, false) => theme.text,
    };
    let words = pieces::one_line(ui, label, FontId::proportional(size), color, 150.0);
    let right = pieces::paint_left(ui, at + vec2(36.0, 0.0), &words);
    let count = if on { theme.secondary } else { theme.faint };
    let font = theme::figures(size);
    let figure = pieces::one_line(ui, &wording::grouped(n), font, count, 60.0);
    pieces::paint_right(ui, inner.right_center(), &figure);
    if !on {
        let line = egui::Stroke::new(1.0, theme.faint);
        let left = at.x + 36.0;
        ui.painter().hline(left..=right, at.y + 0.5, line);
    }
    let unfolded = open.is_some_and(|open| caret_ui(ui, right, row.rect, spoken, open));
    let word = if on { "hide" } else { "show" };
    let tip = if finer {
        format!("Click to {word}")
    } else {
        format!("Click to {word} · Ctrl+click for only this")
    };
    match (unfolded, row.response.on_hover_text(tip).clicked()) {
        (true, _) => Done::Unfolded,
        (false, true) => Done::Switched,
        (false, false) => Done::Nothing,
    }
}

/// The small sign that unfolds a row; says whether it was clicked.
fn caret_ui(ui: &Ui, left: f32, row: Rect, label: &str, open: bool) -> bool {
    let theme = Theme::of(ui);
    let at = egui::pos2(left + 12.0, row.center().y);
    let rect = Rect::from_center_size(at, vec2(20.0, row.height()));
    let response = ui.interact(rect, ui.id().with(("finer", label)), Sense::click());
    let verb = if open { "Fold" } else { "Unfold" };
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{verb} {label}")));
    let lit = response.hovered() || response.has_focus();
    if response.has_focus() {
        pieces::focus_ring(ui, rect);
    }
    let color = if lit { theme.text } else { theme.faint };
    let icon = if open { icons::DOWN } else { icons::RIGHT };
    let sign = pieces::one_line(ui, icon, FontId::proportional(11.0), color, 16.0);
    pieces::paint_left(ui, rect.left_center() + vec2(4.0, 0.0), &sign);
    response
        .on_hover_text(format!("{verb} the finer sorts"))
        .clicked()
}

/// A click switches `what`; with Ctrl it leaves only `what`, or all if only that was left.
fn toggle_or_only<T: Copy + Ord>(ui: &Ui, off: &mut BTreeSet<T>, what: T, all: &[T]) {
    if !ui.input(|input| input.modifiers.command) {
        return toggle(off, what);
    }
    let others: BTreeSet<T> = all.iter().copied().filter(|other| *other != what).collect();
    *off = if *off == others {
        BTreeSet::new()
    } else {
        others
    };
}

pub fn toggle<T: Ord>(off: &mut BTreeSet<T>, what: T) {
    if !off.remove(&what) {
        off.insert(what);
    }
}

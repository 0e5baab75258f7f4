//! The left pane: sources and legend in one tab, the list of all names in the other.

use std::collections::BTreeSet;

use eframe::egui::{self, Rect, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::map;
use crate::app::panels::list::ListUi;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Article, Edit, Kind, Span, Status, Tone};
use crate::query::Filter;

/// Which tab is open, and what each remembers.
#[derive(Debug, Default)]
pub struct LeftUi {
    pub tab: Tab,
    pub list: ListUi,
    problems_open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    #[default]
    Sources,
    List,
}

impl LeftUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        self.tabs_ui(ui, state);
        match self.tab {
            Tab::Sources => {
                ScrollArea::vertical()
                    .auto_shrink(false)
                    .show(ui, |ui| self.sources_ui(ui, state, out));
            }
            Tab::List => self.list.ui(ui, state, out),
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, state: &State) {
        let n_names = format!("List · {}", state.visible.entities.len());
        let tabs = [
            (Tab::Sources, "Sources", "Sources".to_owned()),
            (Tab::List, "List", n_names),
        ];
        let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
        let theme = Theme::of(ui);
        let mut left = bar.left() + theme::EDGE_GAP;
        for (tab, label, text) in tabs {
            let on = self.tab == tab;
            let color = if on { theme.text } else { theme.secondary };
            let font = theme::semibold(SMALL);
            let words = pieces::one_line(ui, &text, font, color, 160.0);
            let width = words.size().x;
            let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(width, bar.height()));
            let response = ui.interact(
                rect.expand2(vec2(6.0, 0.0)),
                ui.id().with(label),
                Sense::click(),
            );
            response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, label));
            pieces::paint_left(ui, rect.left_center(), &words);
            if on {
                let line = egui::Stroke::new(2.0, theme.gold);
                ui.painter().hline(rect.x_range(), bar.bottom() - 1.0, line);
            } else if response.hovered() || response.has_focus() {
                let line = egui::Stroke::new(2.0, theme.hairline);
                ui.painter().hline(rect.x_range(), bar.bottom() - 1.0, line);
            }
            if response.clicked() {
                self.tab = tab;
            }
            left += width + 20.0;
        }
        let line = egui::Stroke::new(1.0, theme.hairline);
        ui.painter().hline(bar.x_range(), bar.bottom(), line);
    }

    fn sources_ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        section(
            ui,
            "Sources",
            &wording::count(state.n_articles(), "article"),
        );
        for article in state.articles() {
            article_ui(ui, state, article, out);
        }
        if state.n_articles() == 0 {
            hint(
                ui,
                "No article yet. Open some, or drop files on the window.",
            );
        }
        self.problems_ui(ui, state, out);
        section(ui, "Show", "click to filter");
        for &kind in Kind::ALL {
            kind_ui(ui, state, kind, out);
        }
        section(ui, "Lines", "");
        for &tone in Tone::ALL {
            tone_ui(ui, state, tone, out);
        }
        section(ui, "Status", "");
        for &status in Status::ALL {
            status_ui(ui, state, status, out);
        }
        self.hidden_ui(ui, state);
        ui.add_space(theme::EDGE_GAP);
    }

    fn problems_ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        if state.problems.is_empty() {
            return;
        }
        let theme = Theme::of(ui);
        let n = wording::count(state.problems.len(), "file");
        ui.add_space(8.0);
        padded(ui, |ui| {
            theme.card_frame().show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 6.0;
                ui.horizontal(|ui| {
                    ui.colored_label(theme.conflict, icons::WARNING);
                    ui.label(pieces::small(&format!("{n} could not be read")));
                });
                ui.horizontal(|ui| {
                    let word = if self.problems_open { "Close" } else { "Show" };
                    if pieces::link(ui, word).clicked() {
                        self.problems_open = !self.problems_open;
                    }
                    if pieces::link(ui, "Dismiss").clicked() {
                        out.push(Command::Show(UiAction::ForgetProblems));
                    }
                });
                if self.problems_open {
                    for problem in &state.problems {
                        let name = problem.path.file_name().unwrap_or_default();
                        ui.label(pieces::small(&name.to_string_lossy()).strong())
                            .on_hover_text(problem.path.display().to_string());
                        ui.label(pieces::small(&problem.what).color(theme.secondary));
                    }
                }
            });
        });
    }

    fn hidden_ui(&mut self, ui: &mut Ui, state: &State) {
        let n = state.hidden.len();
        if n == 0 {
            return;
        }
        ui.add_space(18.0);
        padded(ui, |ui| {
            ui.horizontal(|ui| {
                let theme = Theme::of(ui);
                ui.label(pieces::small(&format!("{n} hidden")).color(theme.secondary));
                let to_right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(to_right, |ui| {
                    if pieces::link(ui, "Show list").clicked() {
                        self.tab = Tab::List;
                    }
                });
            });
        });
    }
}

fn section(ui: &mut Ui, head: &str, remark: &str) {
    ui.add_space(18.0);
    padded(ui, |ui| pieces::section_ui(ui, head, remark));
    ui.add_space(6.0);
}

fn hint(ui: &mut Ui, text: &str) {
    padded(ui, |ui| {
        let color = Theme::of(ui).secondary;
        ui.label(pieces::small(text).color(color));
    });
}

/// Content that keeps the usual distance from both edges of the pane.
fn padded<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin::symmetric(theme::EDGE_GAP as i8, 0);
    egui::Frame::new()
        .inner_margin(margin)
        .show(ui, content)
        .inner
}

fn article_ui(ui: &mut Ui, state: &State, article: &Article, out: &mut Vec<Command>) {
    let theme = Theme::of(ui);
    let title = wording::title(article);
    let off = state.filter.articles_off.contains(&article.id);
    let is_open = state
        .reader_at
        .is_some_and(|anchor| anchor.article == article.id);
    let row = begin_row(ui, 46.0, title, is_open);
    let inner = row.rect.shrink2(vec2(8.0, 0.0));
    let n = state.n_told.get(&article.id).copied().unwrap_or(0);
    let (upper, lower) = (inner.top() + 15.0, inner.top() + 32.0);
    let color = if off { theme.faint } else { theme.text };
    let count = pieces::one_line(
        ui,
        &n.to_string(),
        theme::figures(SMALL),
        theme.secondary,
        60.0,
    );
    let right = pieces::paint_right(ui, pos2(inner.right(), upper), &count);
    let width = right - inner.left() - 8.0;
    let font = egui::FontId::proportional(BODY);
    let head = pieces::one_line(ui, title, font, color, width);
    pieces::paint_left(ui, pos2(inner.left(), upper), &head);
    let imprint = if off {
        "hidden from the map".to_owned()
    } else {
        wording::imprint(article)
    };
    let font = egui::FontId::proportional(11.5);
    let second = pieces::one_line(ui, &imprint, font, theme.secondary, inner.width());
    pieces::paint_left(ui, pos2(inner.left(), lower), &second);
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Read(top_of(article))));
    }
    row.response
        .context_menu(|ui| article_menu(ui, state, article, out));
    row.response.on_hover_ui(|ui| {
        ui.label(title);
        let told = wording::count(n, "relation");
        ui.label(pieces::small(&format!("{told} · right-click for more")).color(theme.secondary));
    });
}

fn article_menu(ui: &mut Ui, state: &State, article: &Article, out: &mut Vec<Command>) {
    if ui.button("Open the article").clicked() {
        out.push(Command::Show(UiAction::Read(top_of(article))));
    }
    let off = state.filter.articles_off.contains(&article.id);
    let word = if off {
        "Show on the map"
    } else {
        "Hide from the map"
    };
    if ui.button(word).clicked() {
        let mut filter = state.filter.clone();
        toggle(&mut filter.articles_off, article.id);
        out.push(Command::Show(UiAction::SetFilter(filter)));
    }
    ui.separator();
    if ui.button("Remove the article").clicked() {
        out.push(Command::Edit(Edit::RemoveArticle(article.id)));
    }
}

/// The first characters of an article.
pub fn top_of(article: &Article) -> Anchor {
    let start = article.blocks.first().map_or(0, |block| block.span.start());
    Anchor {
        article: article.id,
        span: Span::new(start, start),
    }
}

fn kind_ui(ui: &mut Ui, state: &State, kind: Kind, out: &mut Vec<Command>) {
    let on = !state.filter.kinds_off.contains(&kind);
    let n = state.counts.kinds.get(&kind).copied().unwrap_or(0);
    let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
        let strength = if on { 1.0 } else { 0.45 };
        map::draw_kind(ui.painter(), theme, kind, rect.center(), strength);
    };
    if legend_row(ui, kind.label(), n, on, sample) {
        let mut filter = state.filter.clone();
        toggle_or_only(ui, &mut filter.kinds_off, kind, Kind::ALL);
        out.push(Command::Show(UiAction::SetFilter(filter)));
    }
}

fn tone_ui(ui: &mut Ui, state: &State, tone: Tone, out: &mut Vec<Command>) {
    let on = !state.filter.tones_off.contains(&tone);
    let n = state.counts.tones.get(&tone).copied().unwrap_or(0);
    let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
        let color = theme::mix(theme.pane, theme.tone(tone), if on { 1.0 } else { 0.45 });
        pieces::line_sample(ui, rect, color, Status::Asserted);
    };
    if legend_row(ui, tone.label(), n, on, sample) {
        let mut filter = state.filter.clone();
        toggle_or_only(ui, &mut filter.tones_off, tone, Tone::ALL);
        out.push(Command::Show(UiAction::SetFilter(filter)));
    }
}

fn status_ui(ui: &mut Ui, state: &State, status: Status, out: &mut Vec<Command>) {
    let on = !state.filter.statuses_off.contains(&status);
    let n = state.counts.statuses.get(&status).copied().unwrap_or(0);
    let sample = |ui: &Ui, rect: Rect, theme: &Theme| {
        let color = if on { theme.text } else { theme.faint };
        pieces::line_sample(ui, rect, color, status);
    };
    if legend_row(ui, status.label(), n, on, sample) {
        let mut filter: Filter = state.filter.clone();
        toggle_or_only(ui, &mut filter.statuses_off, status, Status::ALL);
        out.push(Command::Show(UiAction::SetFilter(filter)));
    }
}

/// One row of the legend; says whether it was clicked.
fn legend_row(
    ui: &mut Ui,
    label: &str,
    n: usize,
    on: bool,
    sample: impl FnOnce(&Ui, Rect, &Theme),
) -> bool {
    let theme = Theme::of(ui);
    let row = begin_row(ui, theme::LEGEND_ROW, label, false);
    row.response
        .widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, label));
    let inner = row.rect.shrink2(vec2(8.0, 0.0));
    let at = inner.left_center();
    sample(
        ui,
        Rect::from_center_size(at + vec2(12.0, 0.0), vec2(24.0, 20.0)),
        theme,
    );
    let color = if on { theme.text } else { theme.faint };
    let words = pieces::one_line(ui, label, egui::FontId::proportional(BODY), color, 150.0);
    let right = pieces::paint_left(ui, at + vec2(36.0, 0.0), &words);
    let count = if on { theme.secondary } else { theme.faint };
    let font = theme::figures(SMALL + 0.5);
    let figure = pieces::one_line(ui, &wording::grouped(n), font, count, 60.0);
    pieces::paint_right(ui, inner.right_center(), &figure);
    if !on {
        let line = egui::Stroke::new(1.0, theme.faint);
        let left = at.x + 36.0;
        ui.painter().hline(left..=right, at.y + 0.5, line);
    }
    let word = if on { "hide" } else { "show" };
    let tip = format!("Click to {word} · Ctrl+click for only this");
    row.response.on_hover_text(tip).clicked()
}

/// A row that is a little wider than the text, as the ground of a hover wants it.
fn begin_row(ui: &mut Ui, height: f32, label: &str, lit: bool) -> Row {
    let margin = egui::Margin::symmetric(8, 0);
    egui::Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| Row::begin(ui, height, label, lit))
        .inner
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

fn toggle<T: Ord>(off: &mut BTreeSet<T>, what: T) {
    if !off.remove(&what) {
        off.insert(what);
    }
}

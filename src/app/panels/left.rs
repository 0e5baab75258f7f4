//! The left pane: sources and legend in one tab, the list of all names in the other.

use eframe::egui::{self, Rect, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::commands::{Asked, Command, NewsAction, UiAction};
use crate::app::icons;
use crate::app::panels::changes_legend::changes_legend_ui;
use crate::app::panels::hidden;
use crate::app::panels::legend::{self, LegendUi};
use crate::app::panels::list::ListUi;
use crate::app::panels::pieces::{self, BODY, Row, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Anchor, Article, Edit, Span};
use crate::worker::keeper::SourceNow;

/// Which tab is open, and what each remembers.
#[derive(Debug, Default)]
pub struct LeftUi {
    pub tab: Tab,
    pub list: ListUi,
    legend: LegendUi,
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
        let n_names = format!("List · {}", wording::grouped(state.visible.entities.len()));
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
        changes_legend_ui(ui, state, out);
        // What is hidden should be seen to be so, however long the legend.
        hidden::hidden_ui(ui, state, out);
        self.legend.ui(ui, state, out);
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
}

pub fn section(ui: &mut Ui, head: &str, remark: &str) {
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
pub fn padded<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
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
    let imprint = if state.sources.get(&article.id) == Some(&SourceNow::Changed) {
        "changed on disk since it was read".to_owned()
    } else if off {
        "hidden from the map".to_owned()
    } else {
        let imprint = wording::imprint(article);
        match state.marks.grades.get(&article.id) {
            Some(grade) => format!("{} · {imprint}", wording::grade(*grade)),
            None => imprint,
        }
    };
    let left = noted_ui(ui, article, pos2(inner.left(), lower));
    let font = egui::FontId::proportional(11.5);
    let second = pieces::one_line(ui, &imprint, font, theme.secondary, inner.right() - left);
    pieces::paint_left(ui, pos2(left, lower), &second);
    let eye = Rect::from_center_size(pos2(inner.right() - 7.0, lower), vec2(20.0, 18.0));
    let eye = ui.interact(
        eye,
        ui.id().with(("eye", article.id.to_string())),
        Sense::click(),
    );
    let (icon, word) = if off {
        (icons::SHOW, "Show on the map")
    } else {
        (icons::HIDE, "Hide from the map")
    };
    eye.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{word}: {title}")));
    if off || row.response.hovered() || eye.hovered() || eye.has_focus() {
        let font = egui::FontId::proportional(14.0);
        let sign = pieces::one_line(ui, icon, font, theme.text, 20.0);
        let ground = if row.response.hovered() {
            theme.hover
        } else {
            theme.pane
        };
        ui.painter().rect_filled(eye.rect, 4.0, ground);
        pieces::paint_right(ui, pos2(inner.right(), lower), &sign);
        if eye.has_focus() {
            pieces::focus_ring(ui, eye.rect);
        }
    }
    if eye.on_hover_text(word).clicked() {
        switch_article(state, article, out);
    }
    if row.response.clicked() {
        out.push(Command::Show(UiAction::Read(top_of(article))));
    }
    row.response
        .context_menu(|ui| article_menu(ui, state, article, out));
    row.response.on_hover_ui(|ui| {
        ui.label(title);
        let told = wording::count(n, "relation");
        ui.label(pieces::small(&format!("{told} · right-click for more")).color(theme.secondary));
        for note in &article.notes {
            ui.label(pieces::small(&note.what).color(theme.secondary));
        }
    });
}

/// A small sign where there is something to know about how the article was read; gives where the line goes on.
fn noted_ui(ui: &Ui, article: &Article, at: egui::Pos2) -> f32 {
    if article.notes.is_empty() {
        return at.x;
    }
    let font = egui::FontId::proportional(13.0);
    let sign = pieces::one_line(ui, icons::INFO, font, Theme::of(ui).secondary, 20.0);
    let right = pieces::paint_left(ui, at, &sign);
    let rect = Rect::from_center_size(at, sign.size()).translate(vec2(sign.size().x / 2.0, 0.0));
    let response = ui.interact(
        rect,
        ui.id().with(("noted", article.id.to_string())),
        Sense::hover(),
    );
    let label = wording::notes(article);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &label));
    right + 4.0
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
        switch_article(state, article, out);
    }
    if state.sources.get(&article.id) == Some(&SourceNow::Changed)
        && ui.button("Read it again").clicked()
    {
        let action = NewsAction::ReadAgain(article.id);
        out.push(Command::Show(UiAction::News(action)));
    }
    if ui.button("Grade the source…").clicked() {
        out.push(Command::Show(UiAction::Ask(Asked::Grade(article.id))));
    }
    ui.separator();
    if ui.button("Remove the article").clicked() {
        out.push(Command::Edit(Edit::RemoveArticle(article.id)));
    }
}

fn switch_article(state: &State, article: &Article, out: &mut Vec<Command>) {
    let mut filter = state.filter.clone();
    legend::toggle(&mut filter.articles_off, article.id);
    out.push(Command::Show(UiAction::SetFilter(filter)));
}

/// The first characters of an article.
pub fn top_of(article: &Article) -> Anchor {
    let start = article.blocks.first().map_or(0, |block| block.span.start());
    Anchor {
        article: article.id,
        span: Span::new(start, start),
    }
}

/// A row that is a little wider than the text, as the ground of a hover wants it.
pub fn begin_row(ui: &mut Ui, height: f32, label: &str, lit: bool) -> Row {
    let margin = egui::Margin::symmetric(8, 0);
    egui::Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| Row::begin(ui, height, label, lit))
        .inner
}

//! The strip of days under the map: what happened when, which articles came when, and two handles that filter the map.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{
    self, CursorIcon, FontId, Id, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo,
    WidgetType, pos2, vec2,
};

use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::panels::pieces::{self, SMALL};
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::app::wording;
use crate::model::{Date, Graph, Quad};
use crate::query::{self, Filter};

/// Room of a step from one day of something to the next, and how much more a longer step takes.
const STEP: f32 = 4.0;
const GAP: f32 = 6.0;
/// Seconds for each day of something while time runs.
const STEP_SECS: f64 = 0.45;
const BAR: f32 = 7.0;
const HANDLE: f32 = 7.0;
/// From the first pixel of one date under the axis to the next.
const TICK_ROOM: f32 = 96.0;

/// What the strip shows, and which part of it is held.
#[derive(Debug, Default)]
pub struct TimeUi {
    known: Option<Known>,
    held: Option<Held>,
    /// When the next day begins while time runs.
    next_secs: Option<f64>,
}

/// What the strip was made of.
#[derive(Debug)]
struct Known {
    graph: Arc<Graph>,
    filter: Filter,
    n_articles: usize,
    days: Days,
}

/// Relations by quad, in the order of [`Quad::ALL`]; last those of structure.
type Counts = [usize; Quad::ALL.len() + 1];

/// How much happened on each day.
#[derive(Clone, PartialEq, Debug, Default)]
struct Days {
    /// By day number; relations that began then, by what colours them.
    counts: BTreeMap<i32, Counts>,
    axis: Axis,
}

/// Where a day stands, from 0 to 1: long empty stretches are squeezed.
#[derive(Clone, PartialEq, Debug, Default)]
struct Axis {
    /// Day numbers with their places, both rising.
    knots: Vec<(i32, f32)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Held {
    First,
    Last,
    /// Both, at this distance in days from the pointer.
    Window {
        first_off: i32,
        last_off: i32,
    },
}

impl TimeUi {
    pub fn ui(&mut self, ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
        self.refresh(state);
        let Some(known) = &self.known else { return };
        let days = known.days.clone();
        let Some((first, last)) = days.axis.ends() else {
            return;
        };
        let area = ui.max_rect().shrink2(vec2(theme::EDGE_GAP, 0.0));
        let shown = shown_days(state, first, last);
        head_ui(ui, area, state, shown, out);
        let chart = Rect::from_min_max(
            pos2(area.left() + 16.0, area.top() + 36.0),
            pos2(area.right() - 16.0, area.bottom() - 28.0),
        );
        self.hold(ui, state, &days.axis, chart, shown, out);
        draw(ui, state, &days, chart, shown);
        self.play(ui, state, &days, out);
    }

    /// Whether there is any day to show.
    pub fn has_days(&mut self, state: &State) -> bool {
        self.refresh(state);
        let known = self.known.as_ref();
        known.is_some_and(|known| !known.days.counts.is_empty())
    }

    fn refresh(&mut self, state: &State) {
        let filter = Filter {
            days: None,
            ..state.filter.clone()
        };
        let is_same = self.known.as_ref().is_some_and(|known| {
            Arc::ptr_eq(&known.graph, &state.shown)
                && known.filter == filter
                && known.n_articles == state.n_articles()
        });
        if is_same {
            return;
        }
        self.known = Some(Known {
            graph: Arc::clone(&state.shown),
            days: days(state, &filter),
            n_articles: state.n_articles(),
            filter,
        });
    }

    /// Lets the two handles and what is between them be dragged, and moved by arrow keys.
    fn hold(
        &mut self,
        ui: &Ui,
        state: &State,
        axis: &Axis,
        chart: Rect,
        (first, last): (i32, i32),
        out: &mut Vec<Command>,
    ) {
        let x = |day: i32| chart.left() + axis.place(day) * chart.width();
        // The handles stand outside of the days they hold, so that they hide no bar.
        let between = Rect::from_x_y_ranges(x(first)..=x(last), chart.y_range());
        let window = ui.interact(between, Id::new("days shown"), Sense::drag());
        window.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, "Days shown"));
        let handles = [
            (first, Held::First, "First day shown"),
            (last, Held::Last, "Last day shown"),
        ];
        let mut set = |from: i32, to: i32| out.extend(show_days(state, axis, from, to));
        for (day, held, name) in handles {
            let rect = Rect::from_center_size(
                pos2(x(day) + held.aside(), chart.center().y),
                vec2(HANDLE + 8.0, chart.height() + 8.0),
            );
            let response = ui.interact(rect, Id::new(name), Sense::click_and_drag());
            let spoken = Date::from_day_number(day).map_or_else(String::new, wording::day);
            response.widget_info(|| {
                let mut info = WidgetInfo::labeled(WidgetType::Slider, true, name);
                info.current_text_value = Some(spoken.clone());
                info
            });
            if response.drag_started() {
                self.held = Some(held);
            }
            if let Some(step) = stepped(ui, &response) {
                let to = axis.neighbour(day, step);
                match held {
                    Held::First => set(to.min(last), last),
                    _ => set(first, to.max(first)),
                }
            }
            if response.hovered() || response.dragged() {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            let lit = response.hovered() || response.dragged() || response.has_focus();
            draw_handle(ui, x(day) + held.aside(), chart, lit);
        }
        let at = ui.input(|input| input.pointer.interact_pos());
        let day_at = at.map(|at| axis.day((at.x - chart.left()) / chart.width()));
        if window.drag_started()
            && let Some(day) = day_at
        {
            self.held = Some(Held::Window {
                first_off: first - day,
                last_off: last - day,
            });
        }
        let (Some(held), Some(day)) = (self.held, day_at) else {
            return;
        };
        if !ui.input(|input| input.pointer.any_down()) {
            self.held = None;
            return;
        }
        match held {
            Held::First => set(day.min(last), last),
            Held::Last => set(first, day.max(first)),
            Held::Window {
                first_off,
                last_off,
            } => set(day + first_off, day + last_off),
        }
    }

    /// Goes on to the next day with something on it while time runs.
    fn play(&mut self, ui: &Ui, state: &State, days: &Days, out: &mut Vec<Command>) {
        if !state.playing {
            self.next_secs = None;
            return;
        }
        let now = ui.input(|input| input.time);
        let Some((first, last)) = days.axis.ends() else {
            return;
        };
        if self.next_secs.is_none_or(|next| now >= next) {
            let starts = self.next_secs.is_none();
            self.next_secs = Some(now + STEP_SECS);
            let shown = state.filter.days.map(|(_, to)| to.day_number());
            let from = if starts { None } else { shown };
            let next = match from {
                None => Some(first),
                Some(day) => days.counts.keys().copied().find(|&other| other > day),
            };
            match next {
                Some(day) => out.extend(show_days(state, &days.axis, first, day)),
                None => {
                    out.extend(show_days(state, &days.axis, first, last));
                    out.push(Command::Show(UiAction::TogglePlay));
                }
            }
        }
        let wait = std::time::Duration::from_secs_f64(STEP_SECS);
        ui.ctx().request_repaint_after(wait);
    }
}

impl Held {
    /// How far off its day a handle stands.
    const fn aside(self) -> f32 {
        match self {
            Self::First => -HANDLE - 2.0,
            Self::Last => HANDLE + 2.0,
            Self::Window { .. } => 0.0,
        }
    }
}

impl Axis {
    /// An axis over these days, in order.
    fn new(days: impl Iterator<Item = i32>) -> Self {
        let mut places: Vec<(i32, f32)> = Vec::new();
        for day in days {
            let place = places.last().map_or(0.0, |(before, place)| {
                place + STEP + GAP * ((day - before) as f32).ln_1p()
            });
            places.push((day, place));
        }
        let whole = places.last().map_or(0.0, |(_, place)| *place);
        if let (1, Some(&(day, _))) = (places.len(), places.first()) {
            return Self {
                knots: vec![(day - 1, 0.0), (day, 0.5), (day + 1, 1.0)],
            };
        }
        for (_, place) in &mut places {
            *place /= whole.max(1.0);
        }
        Self { knots: places }
    }

    fn ends(&self) -> Option<(i32, i32)> {
        Some((self.knots.first()?.0, self.knots.last()?.0))
    }

    fn place(&self, day: i32) -> f32 {
        let after = self.knots.partition_point(|(known, _)| *known < day);
        match (self.knots.get(after.wrapping_sub(1)), self.knots.get(after)) {
            (_, Some((known, place))) if *known == day => *place,
            (Some((a, from)), Some((b, to))) => {
                from + (to - from) * (day - a) as f32 / (b - a) as f32
            }
            (None, _) => 0.0,
            (Some(_), None) => 1.0,
        }
    }

    /// The day nearest to a place.
    fn day(&self, place: f32) -> i32 {
        let after = self.knots.partition_point(|(_, known)| *known < place);
        match (self.knots.get(after.wrapping_sub(1)), self.knots.get(after)) {
            (Some((a, from)), Some((b, to))) => {
                a + ((b - a) as f32 * (place - from) / (to - from)).round() as i32
            }
            (None, Some((day, _))) | (Some((day, _)), None) => *day,
            (None, None) => 0,
        }
    }

    /// The next day of something, or the one before.
    fn neighbour(&self, day: i32, step: i32) -> i32 {
        let mut days = self.knots.iter().map(|(known, _)| *known);
        let found = if step > 0 {
            days.find(|known| *known > day)
        } else {
            days.rfind(|known| *known < day)
        };
        found.unwrap_or(day)
    }
}

/// What a relation can be coloured by, in the order of [`Counts`].
fn colors() -> impl Iterator<Item = Option<Quad>> {
    let quads = Quad::ALL.iter().copied().map(Some);
    quads.chain([None])
}

/// What happened when, of all that is shown but for the days; the days of articles are there, too.
fn days(state: &State, filter: &Filter) -> Days {
    let visible = query::filter(&state.shown, filter, &state.calendar);
    let mut counts: BTreeMap<i32, Counts> = BTreeMap::new();
    for relation in visible
        .relations
        .iter()
        .filter_map(|id| state.shown.relation(id))
    {
        let Some((from, _)) = query::days_of(relation, &state.calendar) else {
            continue;
        };
        let of_day = counts.entry(from.day_number()).or_default();
        if let Some(n) = colors()
            .zip(of_day)
            .find_map(|(quad, n)| (quad == relation.kind.quad()).then_some(n))
        {
            *n += 1;
        }
    }
    let mut all: Vec<i32> = counts.keys().copied().collect();
    all.extend(state.calendar.values().map(|date| date.day_number()));
    all.sort_unstable();
    all.dedup();
    Days {
        axis: Axis::new(all.into_iter()),
        counts,
    }
}

fn shown_days(state: &State, first: i32, last: i32) -> (i32, i32) {
    let days = state.filter.days;
    let (from, to) = days.map_or((first, last), |(from, to)| {
        (from.day_number(), to.day_number())
    });
    (from.clamp(first, last), to.clamp(first, last))
}

/// The command that shows these days only; all of them is no filter.
fn show_days(state: &State, axis: &Axis, from: i32, to: i32) -> Option<Command> {
    let (first, last) = axis.ends()?;
    let (from, to) = (from.clamp(first, last), to.clamp(first, last));
    let is_all = from == first && to == last;
    let days = if is_all {
        None
    } else {
        Some((Date::from_day_number(from)?, Date::from_day_number(to)?))
    };
    (days != state.filter.days).then(|| {
        let filter = Filter {
            days,
            ..state.filter.clone()
        };
        Command::Show(UiAction::SetFilter(filter))
    })
}

/// Arrow keys on a handle that has the focus.
fn stepped(ui: &Ui, response: &Response) -> Option<i32> {
    if !response.has_focus() {
        return None;
    }
    let arrows = egui::EventFilter {
        horizontal_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowRight) {
            Some(1)
        } else if input.consume_key(Modifiers::NONE, Key::ArrowLeft) {
            Some(-1)
        } else {
            None
        }
    })
}

fn head_ui(
    ui: &mut Ui,
    area: Rect,
    state: &State,
    (first, last): (i32, i32),
    out: &mut Vec<Command>,
) {
    let theme = Theme::of(ui);
    let head = Rect::from_min_size(area.min + vec2(0.0, 6.0), vec2(area.width(), 26.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(head), |ui| {
        ui.horizontal_centered(|ui| {
            ui.add(egui::Label::new(
                theme::section("Time").color(theme.secondary),
            ));
            let (icon, name) = if state.playing {
                (icons::STOP, "Stop time")
            } else {
                (icons::RUN, "Play time")
            };
            if pieces::icon_button(ui, icon, name).clicked() {
                out.push(Command::Show(UiAction::TogglePlay));
            }
            if state.filter.days.is_some() && pieces::link(ui, "Show all days").clicked() {
                let filter = Filter {
                    days: None,
                    ..state.filter.clone()
                };
                out.push(Command::Show(UiAction::SetFilter(filter)));
            }
            let to_right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(to_right, |ui| {
                let ends = [first, last].map(Date::from_day_number);
                if let [Some(from), Some(to)] = ends {
                    let text = if from == to {
                        wording::day(from)
                    } else {
                        format!("{} – {}", wording::day(from), wording::day(to))
                    };
                    ui.label(pieces::small(&text).color(theme.secondary));
                }
            });
        });
    });
}

fn draw_handle(ui: &Ui, x: f32, chart: Rect, lit: bool) {
    let theme = Theme::of(ui);
    let rect = Rect::from_center_size(
        pos2(x, chart.center().y),
        vec2(HANDLE, chart.height() + 2.0),
    );
    ui.painter().rect_filled(rect, 3.0, theme.gold);
    if lit {
        let ring = Stroke::new(1.5, theme.text);
        ui.painter()
            .rect_stroke(rect.expand(2.0), 4.0, ring, egui::StrokeKind::Outside);
    }
}

fn draw(ui: &Ui, state: &State, days: &Days, chart: Rect, (first, last): (i32, i32)) {
    let theme = Theme::of(ui);
    let painter = ui.painter();
    let x = |day: i32| chart.left() + days.axis.place(day) * chart.width();
    let edge = Held::Last.aside();
    let shown = Rect::from_x_y_ranges(x(first) - edge..=x(last) + edge, chart.y_range());
    let ground = theme::mix(theme.pane, theme.cooperation, 0.10);
    painter.rect_filled(shown, 2.0, ground);
    let line = Stroke::new(1.0, theme::mix(theme.hairline, theme.secondary, 0.4));
    painter.hline(chart.x_range().expand(edge), chart.bottom(), line);
    // Bars that would lie on each other are one.
    let mut bars: BTreeMap<i32, (Counts, bool)> = BTreeMap::new();
    for (&day, counts) in &days.counts {
        let column = ((x(day) - chart.left()) / (BAR + 1.0)).round() as i32;
        let bar = bars.entry(column).or_default();
        for (sum, n) in bar.0.iter_mut().zip(counts) {
            *sum += n;
        }
        bar.1 |= (first..=last).contains(&day);
    }
    let sums = bars
        .values()
        .map(|(counts, _)| counts.iter().sum::<usize>());
    let most = sums.max().unwrap_or(1).max(1) as f32;
    let room = chart.height() - 12.0;
    for (column, (counts, is_shown)) in bars {
        let left = chart.left() + column as f32 * (BAR + 1.0) - BAR / 2.0;
        let mut bottom = chart.bottom();
        for (quad, n) in colors().zip(counts) {
            if n == 0 {
                continue;
            }
            let height = (room * n as f32 / most).max(3.0);
            let rect = Rect::from_min_max(pos2(left, bottom - height), pos2(left + BAR, bottom));
            let strength = if is_shown { 1.0 } else { 0.3 };
            let color = theme::mix(theme.pane, theme.line(quad), strength);
            painter.rect_filled(rect, 1.5, color);
            bottom -= height + 1.0;
        }
    }
    draw_articles(ui, state, days, chart);
    draw_dates(ui, days, chart);
}

/// A small page over the day of each article.
fn draw_articles(ui: &Ui, state: &State, days: &Days, chart: Rect) {
    let theme = Theme::of(ui);
    let mut by_day: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for article in state.articles() {
        if let Some(date) = state.calendar.get(&article.id) {
            let titles = by_day.entry(date.day_number()).or_default();
            titles.push(wording::title(article));
        }
    }
    for (day, titles) in by_day {
        let x = chart.left() + days.axis.place(day) * chart.width();
        let at = pos2(x, chart.top() - 1.0);
        let sign = Rect::from_center_size(at, vec2(6.0, 7.0));
        ui.painter().rect_filled(sign, 1.0, theme.text);
        let hit = ui.interact(
            sign.expand(5.0),
            Id::new(("articles of", day)),
            Sense::hover(),
        );
        let label = format!(
            "{} of {}",
            wording::count(titles.len(), "article"),
            Date::from_day_number(day).map_or_else(String::new, wording::day)
        );
        hit.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &label));
        hit.on_hover_ui(|ui| {
            ui.label(&label);
            for title in &titles {
                ui.label(pieces::small(title).color(theme.secondary));
            }
        });
    }
}

/// Dates under the axis, as many as have room; first of all the ends.
fn draw_dates(ui: &Ui, days: &Days, chart: Rect) {
    let theme = Theme::of(ui);
    let Some((first, last)) = days.axis.ends() else {
        return;
    };
    let spans_years = match [first, last].map(Date::from_day_number) {
        [Some(from), Some(to)] => from.year != to.year,
        _ => true,
    };
    let mut taken: Vec<f32> = Vec::new();
    let inner = days.counts.iter();
    let mut inner: Vec<(usize, i32)> = inner
        .map(|(day, counts)| (counts.iter().sum(), *day))
        .collect();
    inner.sort_by_key(|&(n, day)| (std::cmp::Reverse(n), day));
    let all = [first, last]
        .into_iter()
        .chain(inner.into_iter().map(|(_, day)| day));
    for day in all {
        let x = chart.left() + days.axis.place(day) * chart.width();
        if taken.iter().any(|other| (other - x).abs() < TICK_ROOM) {
            continue;
        }
        taken.push(x);
        let Some(date) = Date::from_day_number(day) else {
            continue;
        };
        let text = wording::day(date);
        let text = if spans_years {
            text
        } else {
            text.rsplit_once(' ')
                .map_or(text.clone(), |(day, _)| day.to_owned())
        };
        let font = FontId::proportional(SMALL - 0.5);
        let words = pieces::one_line(ui, &text, font, theme.secondary, TICK_ROOM);
        let half = words.size().x / 2.0;
        let left = (x - half).clamp(chart.left() - 8.0, chart.right() + 8.0 - 2.0 * half);
        pieces::paint_left(ui, pos2(left, chart.bottom() + 14.0), &words);
        let line = Stroke::new(1.0, theme.secondary);
        ui.painter()
            .vline(x, chart.bottom()..=chart.bottom() + 4.0, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_squeezes_long_gaps_and_keeps_the_order() {
        // One day decades before a busy week.
        let days = [0, 17_000, 17_001, 17_003, 17_007];
        let axis = Axis::new(days.into_iter());
        let places = days.map(|day| axis.place(day));
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!((places[0], places[4]), (0.0, 1.0));
        assert!(places[1] < 0.96, "the week has room: {places:?}");
        for day in days {
            assert_eq!(axis.day(axis.place(day)), day);
        }
        assert_eq!(axis.neighbour(0, 1), 17_000);
        assert_eq!(axis.neighbour(17_003, -1), 17_001);
        assert_eq!(axis.neighbour(17_007, 1), 17_007);
    }

    #[test]
    fn one_day_stands_in_the_middle() {
        let axis = Axis::new([5].into_iter());
        assert_eq!(axis.place(5), 0.5);
        assert_eq!(Axis::new([].into_iter()).ends(), None);
    }
}

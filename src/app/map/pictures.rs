//! What is drawn, kept as text in `tests/pictures`: each shape with its place and colour, so that a change of the picture is a
//! change somebody reads. No graphics card is asked. `LEGATION_SNAPSHOTS=write cargo test pictures` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use eframe::egui::{self, Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::app::commands::Selection;
use crate::app::map::edge_shape::{self, Style};
use crate::app::map::lettering::Lettering;
use crate::app::map::node_shape::{Detail, Glyph, Outline, Ring};
use crate::app::map::route::{End, Route};
use crate::app::map::sample;
use crate::app::panels::detail::DetailUi;
use crate::app::panels::legend::LegendUi;
use crate::app::state::State;
use crate::app::theme::{self, Theme};
use crate::model::{Kind, Quad, Status, Subkind};

/// A name and what is kept under it, dark and light.
macro_rules! kept {
    ($name:literal) => {
        (
            $name,
            [
                include_str!(concat!("../../../tests/pictures/", $name, "-dark.txt")),
                include_str!(concat!("../../../tests/pictures/", $name, "-light.txt")),
            ],
        )
    };
}

/// Compares with what is kept, in dark and in light.
fn check((name, kept): (&str, [&str; 2]), size: egui::Vec2, mut draw: impl FnMut(&mut Ui)) {
    let modes = [(egui::Theme::Dark, "dark"), (egui::Theme::Light, "light")];
    for ((mode, word), kept) in modes.into_iter().zip(kept) {
        let seen = picture(size, mode, &mut draw);
        let path = format!("tests/pictures/{name}-{word}.txt");
        if std::env::var_os("LEGATION_SNAPSHOTS").is_some_and(|how| how == "write") {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            crate::project::write_whole(&path, seen.as_bytes()).unwrap();
            continue;
        }
        let mut pairs = (1..).zip(seen.lines().zip(kept.lines()));
        if let Some((line, (seen, kept))) = pairs.find(|(_, (seen, kept))| seen != kept) {
            panic!("{path}:{line}\n kept: {kept}\n seen: {seen}");
        }
        assert_eq!(seen.lines().count(), kept.lines().count(), "{path}");
    }
}

fn picture(size: egui::Vec2, mode: egui::Theme, draw: &mut dyn FnMut(&mut Ui)) -> String {
    let ctx = egui::Context::default();
    Theme::apply(&ctx, theme::fonts());
    ctx.set_theme(mode);
    let mut text = String::new();
    // New fonts are there in the second frame; sizes have settled in the third.
    for frame in 0..3 {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(f64::from(frame)),
            ..egui::RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| draw(ui));
        text.clear();
        for shape in std::mem::take(&mut output.shapes) {
            if shape.clip_rect.is_positive() {
                describe(&shape.shape, &mut text);
            }
        }
        output.drop_without_applying_deltas();
    }
    text
}

fn describe(shape: &Shape, out: &mut String) {
    let line = match shape {
        Shape::Noop => return,
        Shape::Vec(shapes) => {
            for shape in shapes {
                describe(shape, out);
            }
            return;
        }
        Shape::Rect(rect) => format!(
            "box {} round {}{}{}",
            place(rect.rect),
            rect.corner_radius.nw,
            filled(rect.fill),
            drawn(rect.stroke)
        ),
        Shape::Circle(circle) => format!(
            "circle {} of {:.0}{}{}",
            point(circle.center),
            circle.radius,
            filled(circle.fill),
            drawn(circle.stroke)
        ),
        Shape::LineSegment {
            points: [a, b],
            stroke,
        } => {
            format!("line {} to {}{}", point(*a), point(*b), drawn(*stroke))
        }
        Shape::Path(path) => {
            let color = match &path.stroke.color {
                egui::epaint::ColorMode::Solid(color) => *color,
                egui::epaint::ColorMode::UV(_) => Color32::TRANSPARENT,
            };
            format!(
                "path of {} {}{}{}",
                path.points.len(),
                place(Rect::from_points(&path.points)),
                filled(path.fill),
                drawn(Stroke::new(path.stroke.width, color))
            )
        }
        Shape::Text(text) => {
            let own = text.galley.job.sections.first();
            let own = own.map_or(Color32::PLACEHOLDER, |section| section.format.color);
            let color = match text.override_text_color {
                Some(color) => color,
                None if own == Color32::PLACEHOLDER => text.fallback_color,
                None => own,
            };
            format!(
                "“{}” {}{}",
                text.galley.text(),
                point(text.pos),
                filled(color)
            )
        }
        other => format!("{} {}", "other", place(other.visual_bounding_rect())),
    };
    writeln!(out, "{line}").unwrap();
}

fn place(rect: Rect) -> String {
    format!(
        "{} {:.0}x{:.0}",
        point(rect.min),
        rect.width(),
        rect.height()
    )
}

fn point(at: Pos2) -> String {
    format!("{:.0},{:.0}", at.x, at.y)
}

fn filled(color: Color32) -> String {
    if color.a() == 0 {
        return String::new();
    }
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    let veil = if a == 255 {
        String::new()
    } else {
        format!("{a:02x}")
    };
    format!(" #{r:02x}{g:02x}{b:02x}{veil}")
}

fn drawn(stroke: Stroke) -> String {
    if stroke.is_empty() {
        return String::new();
    }
    format!(" line {:.1}{}", stroke.width, filled(stroke.color))
}

#[test]
fn pictures_of_nodes() {
    check(kept!("nodes"), vec2(900.0, 400.0), |ui| {
        let theme = Theme::of(ui);
        let mut shapes: Vec<Shape> = Vec::new();
        let mut lettering = Lettering::new(ui.ctx());
        let kinds = Kind::ALL.iter().map(|kind| (*kind, None));
        let assets = [
            Subkind::Ship,
            Subkind::Aircraft,
            Subkind::Missile,
            Subkind::Vehicle,
            Subkind::AirDefence,
            Subkind::Unit,
            Subkind::Base,
            Subkind::Site,
        ];
        let assets = assets.map(|subkind| (Kind::MilitaryAsset, Some(subkind)));
        for (at, (kind, subkind)) in kinds.chain(assets).enumerate() {
            let letters = match kind {
                Kind::State => "NOR",
                Kind::Person => "IH",
                Kind::Organization => "UN",
                _ => "",
            };
            for (row, ring) in [Ring::None, Ring::Hovered, Ring::Selected]
                .into_iter()
                .enumerate()
            {
                let glyph = Glyph {
                    kind,
                    subkind,
                    letters,
                    centre: pos2(40.0 + 60.0 * at as f32, 50.0 + 100.0 * row as f32),
                    scale: 1.0,
                    strength: if row == 1 { 0.25 } else { 1.0 },
                    ring,
                    pinned: row == 2,
                    new: row == 0,
                    stacked: row == 2 && kind == Kind::State,
                    detail: Detail::Full,
                    ground: theme.map,
                };
                glyph.draw(&mut lettering, theme, &mut shapes);
            }
        }
        ui.painter().extend(shapes);
    });
}

#[test]
fn pictures_of_lines() {
    check(kept!("lines"), vec2(500.0, 400.0), |ui| {
        let theme = Theme::of(ui);
        let mut shapes: Vec<Shape> = Vec::new();
        let mut lettering = Lettering::new(ui.ctx());
        for (column, quad) in Quad::ALL.iter().enumerate() {
            for (row, status) in Status::ALL.iter().enumerate() {
                let y = 40.0 + 60.0 * row as f32;
                let end = |x: f32, head| End {
                    centre: pos2(20.0 + 120.0 * column as f32 + x, y),
                    outline: Outline::Circle(12.0),
                    head,
                };
                let (a, b) = (end(0.0, false), end(96.0, true));
                let route = Route::new(&a, &b, 8.0).unwrap();
                let style = Style {
                    width: 1.4 + column as f32,
                    color: theme.line(Some(*quad)),
                    status: *status,
                    detail: Detail::Full,
                    stretch: 1.0,
                    ground: theme.map,
                };
                edge_shape::draw(&route, [a.head, b.head], style, &mut shapes);
                let (middle, _) = route.middle().unwrap();
                edge_shape::draw_count(&mut lettering, middle, row + 2, style, &mut shapes);
            }
        }
        ui.painter().extend(shapes);
    });
}

/// A window's state with the invented affair and one of it selected.
fn state() -> State {
    let mut state = State::default();
    state.set_graph(Arc::new(sample::graph()));
    state.select(Selection::of(sample::id("holm")));
    state
}

#[test]
fn pictures_of_the_legend() {
    let (state, mut legend) = (state(), LegendUi::default());
    check(kept!("legend"), vec2(252.0, 760.0), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        legend.ui(ui, &state, &mut Vec::new());
    });
}

#[test]
fn pictures_of_the_detail_pane() {
    let (state, mut detail) = (state(), DetailUi::default());
    check(kept!("detail"), vec2(400.0, 760.0), |ui| {
        detail.ui(ui, &state, &mut Vec::new());
    });
}

#[test]
fn the_same_is_drawn_the_same() {
    let draw = |ui: &mut Ui| {
        ui.label("Oman");
    };
    let size = vec2(100.0, 40.0);
    let pictures: BTreeMap<String, usize> = (0..3)
        .map(|n| (picture(size, egui::Theme::Dark, &mut { draw }), n))
        .collect();
    assert_eq!(pictures.len(), 1, "{pictures:?}");
    assert!(pictures.keys().all(|text| text.contains("“Oman”")));
}

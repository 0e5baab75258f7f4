//! The small map of the whole and the zoom buttons in the lower left corner.

use eframe::egui::{self, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, vec2};

use crate::app::commands::{Command, UiAction};
use crate::app::icons;
use crate::app::map::Map;
use crate::app::map::brush::Brush;
use crate::app::map::camera::{self, Lens};
use crate::app::map::content::Content;
use crate::app::map::pen::Pen as _;
use crate::app::map::travel::{Hold, Moving, Sheet};
use crate::app::theme::{self, Theme};
use crate::model::{Kind, MapPos};
use crate::project::Camera;

const SIZE: egui::Vec2 = vec2(136.0, 92.0);
/// Free space inside its frame.
const MARGIN: f32 = 9.0;
const BUTTON: f32 = 28.0;
const BUTTON_GAP: f32 = 4.0;
/// Corners of a dot.
const HEXAGON: [(f32, f32); 6] = [
    (1.0, 0.0),
    (0.5, 0.866),
    (-0.5, 0.866),
    (-1.0, 0.0),
    (-0.5, -0.866),
    (0.5, -0.866),
];
/// Where the map has less room than this, there is no room for a smaller one.
const LEAST_ROOM: egui::Vec2 = vec2(440.0, 340.0);
/// One press of a zoom button.
const ZOOM_STEP: f32 = 1.3;

/// The overview's own transform: all nodes, in its rectangle.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Overview {
    rect: Rect,
    lens: Lens,
}

impl Overview {
    /// `None` where there is nothing to see or no room.
    pub fn new(view: &Lens, bounds: Option<Rect>) -> Option<Self> {
        let map = view.rect;
        let seen = Rect::from_two_pos(
            camera::map_point(view.map_from_screen(map.min)),
            camera::map_point(view.map_from_screen(map.max)),
        );
        let bounds = bounds?.union(seen);
        if map.width() < LEAST_ROOM.x || map.height() < LEAST_ROOM.y {
            return None;
        }
        let corner = map.left_bottom() + vec2(theme::EDGE_GAP, -theme::EDGE_GAP - SIZE.y);
        let rect = Rect::from_min_size(corner, SIZE);
        let room = rect.size() - egui::Vec2::splat(2.0 * MARGIN);
        let extent = bounds.size().max(vec2(1.0, 1.0));
        let lens = Lens {
            rect,
            camera: Camera {
                centre: camera::map_pos(bounds.center()),
                zoom: (room.x / extent.x).min(room.y / extent.y).min(0.5),
            },
        };
        Some(Self { rect, lens })
    }

    /// Draws the nodes.
    fn draw(&self, theme: &Theme, content: &Content, at: &[Option<MapPos>], brush: &mut Brush) {
        let mut dots = Dots::new(self.rect);
        for (node, at) in content.nodes.iter().zip(at) {
            let Some(at) = at else { continue };
            let centre = self.lens.screen_from_map(*at);
            let is_state = node.kind == Kind::State;
            if !dots.is_first(centre) && !is_state {
                continue;
            }
            let radius = if is_state { 2.6 } else { 1.7 };
            let color = theme::mix(theme.pane, theme.kind(node.kind), 0.9);
            // So small that nobody sees corners.
            let corners = HEXAGON.map(|(x, y)| centre + vec2(x, y) * radius);
            brush.tie(Some(Hold::Place(centre)));
            brush.polygon(&corners, color, Stroke::NONE);
        }
    }

    /// The part of it that `view` shows.
    fn window(&self, view: &Lens) -> Option<Rect> {
        let corner = |at| view.carried(at, &self.lens);
        let window = Rect::from_min_max(corner(view.rect.min), corner(view.rect.max));
        let window = window.intersect(self.rect.shrink(2.0));
        window.is_positive().then_some(window)
    }

    fn map_from_screen(&self, at: Pos2) -> MapPos {
        self.lens.map_from_screen(at)
    }
}

/// The nodes of an overview as they were drawn last, and what of.
#[derive(Clone, Debug)]
pub struct Drawn {
    revision: u64,
    moves: u64,
    dark: bool,
    pixels_per_point: f32,
    picture: Moving,
}

/// The corner of the map with the overview, if there is room for one, and the buttons: no name should be there.
pub fn corner(map: Rect, overview: Option<&Overview>) -> Rect {
    let left = overview.map_or(map.left() + theme::EDGE_GAP, |overview| {
        overview.rect.right() + BUTTON_GAP
    });
    let height = 3.0 * BUTTON + 2.0 * BUTTON_GAP;
    let bottom = map.bottom() - theme::EDGE_GAP;
    let buttons = Rect::from_min_max(
        Pos2::new(left, bottom - height),
        Pos2::new(left + BUTTON + BUTTON_GAP, bottom),
    );
    let taken = overview.map_or(buttons, |overview| overview.rect.union(buttons));
    taken.expand(BUTTON_GAP)
}

/// Where there is a dot already: of thousands most would lie on one another.
struct Dots {
    origin: Pos2,
    columns: usize,
    there: Vec<bool>,
}

impl Dots {
    /// Dots nearer than this are one.
    const CELL: f32 = 1.5;

    fn new(rect: Rect) -> Self {
        let n_cells = (rect.size() / Self::CELL).ceil();
        Self {
            origin: rect.min,
            columns: n_cells.x as usize,
            there: vec![false; n_cells.x as usize * n_cells.y as usize],
        }
    }

    fn is_first(&mut self, at: Pos2) -> bool {
        let cell = ((at - self.origin) / Self::CELL).max(egui::Vec2::ZERO);
        let column = (cell.x as usize).min(self.columns.saturating_sub(1));
        let place = self.there.get_mut(cell.y as usize * self.columns + column);
        place.is_none_or(|there| !std::mem::replace(there, true))
    }
}

impl Map {
    /// Draws the overview; its dots anew only where they stand elsewhere, and not while the map is on its way.
    pub(super) fn draw_overview(
        &mut self,
        ui: &Ui,
        view: &Lens,
        overview: &Overview,
        is_moving: bool,
    ) {
        let theme = Theme::of(ui);
        let pixels_per_point = ui.ctx().pixels_per_point();
        let revision = self.revision.unwrap_or_default();
        let lens = &overview.lens;
        let known = self.overview.take().filter(|drawn| {
            (drawn.revision, drawn.moves) == (revision, self.moves)
                && (drawn.dark, drawn.pixels_per_point) == (theme.dark, pixels_per_point)
                && (drawn.picture.is_at(lens) || (is_moving && drawn.picture.can_go(lens)))
        });
        let mut drawn = known.unwrap_or_else(|| {
            let mut brush = Brush::default();
            // There are no letters in it.
            brush.restart(pixels_per_point, [1, 1]);
            overview.draw(theme, &self.content, &self.at, &mut brush);
            Drawn {
                revision,
                moves: self.moves,
                dark: theme.dark,
                pixels_per_point,
                picture: Moving::new(brush.swap(Sheet::default()), lens),
            }
        });
        drawn.picture.carry(lens, pixels_per_point);
        let frame = Stroke::new(1.0, theme.hairline);
        let painter = ui.painter();
        let corner = f32::from(theme::CORNER);
        painter.rect(overview.rect, corner, theme.pane, frame, StrokeKind::Inside);
        painter.add(drawn.picture.shape());
        if let Some(window) = overview.window(view) {
            let gold = Stroke::new(1.2, theme.gold);
            painter.rect_stroke(window, 2.0, gold, StrokeKind::Inside);
        }
        self.overview = Some(drawn);
    }

    /// Lets the overview be dragged and the buttons pressed.
    pub(super) fn corner_ui(
        &mut self,
        ui: &mut Ui,
        lens: &Lens,
        overview: Option<Overview>,
        out: &mut Vec<Command>,
    ) {
        let mut left = lens.rect.left() + theme::EDGE_GAP;
        if let Some(overview) = overview {
            left = overview.rect.right() + 8.0;
            self.drag_overview(ui, lens, &overview);
        }
        let buttons = [
            (icons::ZOOM_IN, "Zoom in", UiAction::ZoomBy(ZOOM_STEP)),
            (
                icons::ZOOM_OUT,
                "Zoom out",
                UiAction::ZoomBy(1.0 / ZOOM_STEP),
            ),
            (icons::FIT, "Show the whole map", UiAction::Fit),
        ];
        let height = 3.0 * BUTTON + 2.0 * BUTTON_GAP;
        let mut top = lens.rect.bottom() - theme::EDGE_GAP - height;
        for (icon, name, action) in buttons {
            let rect = Rect::from_min_size(Pos2::new(left, top), egui::Vec2::splat(BUTTON));
            top += BUTTON + BUTTON_GAP;
            let button = ui.put(rect, egui::Button::new(icon)).on_hover_text(name);
            button.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, name));
            if button.clicked() {
                out.push(Command::Show(action));
            }
        }
    }

    fn drag_overview(&mut self, ui: &Ui, lens: &Lens, overview: &Overview) {
        let id = ui.id().with("overview");
        let response = ui.interact(overview.rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, "Overview"));
        let pressed = response.is_pointer_button_down_on() || response.clicked();
        if let (true, Some(at)) = (pressed, response.interact_pointer_pos()) {
            let camera = Camera {
                centre: overview.map_from_screen(at),
                ..lens.camera
            };
            if camera != lens.camera {
                self.look_from(camera);
                ui.ctx().request_repaint();
            }
        }
    }
}

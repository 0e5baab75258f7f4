//! The window.
//!
//! Takes reports from the workers and the user's hands, gives commands. Never reads, resolves or lays out by itself; a frame never waits.

pub mod actions;
mod arrangement;
mod arranging;
mod carry_out;
pub mod commands;
mod comparing;
mod correcting;
pub mod dialogs;
pub mod diff;
mod files;
mod fonts;
mod frame;
mod guard;
mod history;
pub mod icons;
mod keeping;
pub mod map;
pub mod panels;
mod reports;
pub mod samples;
pub mod script;
pub mod settings;
pub mod state;
pub mod theme;
mod viewing;
pub mod wording;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Ui};

use crate::app::commands::{Command, Side};
use crate::app::dialogs::{DesktopDialogs, Dialogs, Wake};
use crate::app::files::Files;
use crate::app::fonts::Fonts;
use crate::app::guard::Guard;
use crate::app::map::Map;
use crate::app::panels::detail::DetailUi;
use crate::app::panels::forms::FormUi;
use crate::app::panels::left::LeftUi;
use crate::app::panels::palette::PaletteUi;
use crate::app::panels::reader::ReaderUi;
use crate::app::panels::side::SideUi;
use crate::app::panels::time::TimeUi;
use crate::app::panels::toasts::Toasts;
use crate::app::panels::top::TopUi;
use crate::app::settings::{Hint, Settings};
use crate::app::state::State;
use crate::app::theme::Theme;
use crate::layout::{Positions, Request};
use crate::model::ArticleId;
use crate::project::{Camera, Project, View, recovery};
use crate::worker::{Measurer, Mover, Reader};

/// Opens the window and stays until it is closed. Fails where there is no display.
pub fn run(open: Vec<PathBuf>) -> eframe::Result {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("legation")
        .with_title("Legation")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([800.0, 500.0]);
    viewport.icon = icons::window_icon().map(Arc::new);
    if let Some(icon) = icons::window_icon() {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "legation",
        options,
        Box::new(move |cc| {
            let mut settings = Settings::restored(cc.storage);
            settings.recovery = recovery::folder();
            let dialogs = Box::new(DesktopDialogs);
            let app = App::new(&cc.egui_ctx, settings, dialogs, open)?;
            Ok(Box::new(app))
        }),
    )
}

/// The window's own state, its two workers, and the panes.
pub struct App {
    pub state: State,
    map: Map,
    top: TopUi,
    left: LeftUi,
    detail: DetailUi,
    reader_ui: ReaderUi,
    toasts: Toasts,
    palette: PaletteUi,
    time: TimeUi,
    reader: Reader,
    mover: Mover,
    measurer: Measurer,
    /// The revision that was measured last.
    measured: u64,
    dialogs: Box<dyn Dialogs>,
    wake: Wake,
    commands: Vec<Command>,
    files: Files,
    fonts: Fonts,
    guard: Guard,
    layout: Layout,
    page: Option<Page>,
    form: Option<FormUi>,
    /// What the right pane shows instead of what is selected.
    side: Option<Side>,
    side_ui: SideUi,
    /// Articles of the files being read.
    arriving: Vec<ArticleId>,
    /// A text field has the focus.
    typing: bool,
    title: String,
}

/// A page over the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Page {
    Keys,
    About,
}

/// What the window asked of the reader and the mover last.
#[derive(Default)]
struct Layout {
    /// The newest graph asked for; older ones are dropped on arrival.
    revision: u64,
    /// The newest graph that came.
    arrived: u64,
    /// The newest request sent to the mover.
    request: Option<Request>,
    /// Look at all of the map once it rests.
    fit_at_rest: bool,
    /// The picture before the drag that is going on.
    before_drag: Option<Arc<Positions>>,
    /// To put back once the graph of a loaded project is here.
    restoring: Option<View>,
    /// The view to go to then.
    then_show: Option<usize>,
}

impl App {
    /// A window with these settings that opens these files first. Fails where the system gives no thread.
    pub fn new(
        ctx: &egui::Context,
        settings: Settings,
        dialogs: Box<dyn Dialogs>,
        open: Vec<PathBuf>,
    ) -> io::Result<Self> {
        Theme::apply(ctx, theme::fonts());
        ctx.set_theme(settings.mode.preference());
        theme::set_motion(ctx, settings.motion());
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.set_zoom_factor(settings.text_size);
        let waker = ctx.clone();
        let wake: Wake = Arc::new(move || waker.request_repaint());
        let (for_reader, for_mover) = (Arc::clone(&wake), Arc::clone(&wake));
        let for_measurer = Arc::clone(&wake);
        let mut state = State {
            settings,
            ..State::default()
        };
        state.replace_project(Project::default(), None);
        let mut app = Self {
            state,
            map: Map::default(),
            top: TopUi::default(),
            left: LeftUi::default(),
            detail: DetailUi::default(),
            reader_ui: ReaderUi::default(),
            toasts: Toasts::default(),
            palette: PaletteUi::default(),
            time: TimeUi::default(),
            reader: Reader::spawn(move || for_reader())?,
            mover: Mover::spawn(move || for_mover()),
            measurer: Measurer::spawn(move || for_measurer()),
            measured: 0,
            dialogs,
            wake,
            commands: Vec::new(),
            files: Files::default(),
            fonts: Fonts::default(),
            guard: Guard::default(),
            layout: Layout::default(),
            page: None,
            form: None,
            side: None,
            side_ui: SideUi::default(),
            arriving: Vec::new(),
            typing: false,
            title: String::new(),
        };
        if let Some(folder) = app.state.settings.recovery.clone() {
            app.keep_copies_in(folder);
        }
        if !open.is_empty() {
            let job = commands::Job::Open(open);
            app.commands.push(Command::Ask(job));
        }
        Ok(app)
    }

    /// Whether a worker has something under way.
    pub fn is_busy(&self) -> bool {
        self.layout.arrived != self.layout.revision
            || self.state.batch.is_some()
            || self.mover.is_moving()
            || self.files.is_waiting()
    }

    /// Carries `command` out before the next frame, as if a pane had asked for it.
    pub fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Where one looks at the map from.
    pub fn camera(&self) -> Option<Camera> {
        self.map.camera()
    }

    /// Before each frame: takes what the workers tell and carries commands out. Draws nothing.
    pub fn work(&mut self, ctx: &egui::Context) {
        self.take_reports(ctx);
        self.take_fonts(ctx);
        self.take_positions();
        self.take_answer(ctx);
        self.take_dropped(ctx);
        self.hold_close(ctx);
        let escaped = |input: &mut egui::InputState| {
            input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)
        };
        // Escape leaves a text field and does nothing else; egui took the focus away before anybody could ask.
        if self.typing && !self.palette.is_open() && ctx.input_mut(escaped) {
            self.top.leave();
        }
        // Keys belong to the question that is open, if one is.
        if !self.is_modal() && !self.palette.is_open() {
            self.commands.extend(viewing::pressed(ctx, &self.state));
            let pressed = actions::pressed(ctx, &self.state, self.typing);
            self.commands.extend(pressed);
        }
        for command in std::mem::take(&mut self.commands) {
            self.carry_out(ctx, command);
        }
        self.follow_colours(ctx);
        self.notice_hints();
        self.measure();
        self.keep_copy(ctx);
        self.name_window(ctx);
    }

    /// Has what is shown measured, and takes what was.
    fn measure(&mut self) {
        if self.measured != self.state.revision {
            self.measured = self.state.revision;
            let graph = Arc::clone(&self.state.shown);
            self.measurer
                .ask(self.measured, graph, self.state.visible.clone());
        }
        if let Some(measured) = self.measurer.take() {
            self.state.measured = measured;
        }
    }

    /// Who did what a hint says needs it no more.
    fn notice_hints(&mut self) {
        let done = [
            (Hint::Click, !self.state.selection.is_empty()),
            (Hint::Drag, !self.state.pins.is_empty()),
            (Hint::Palette, self.palette.is_open()),
        ];
        let done = done.into_iter().filter(|(_, is_done)| *is_done);
        let hints = &mut self.state.settings.hints_done;
        hints.extend(done.map(|(hint, _)| hint));
    }

    /// The window's own title follows the project.
    fn name_window(&mut self, ctx: &egui::Context) {
        let title = if self.state.is_empty() {
            "Legation".to_owned()
        } else {
            format!("Legation – {}", self.state.title())
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.work(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, settings::KEY, &self.state.settings);
    }

    fn auto_save_interval(&self) -> Duration {
        Duration::from_secs(300)
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        Theme::of_style(visuals).pane.to_normalized_gamma_f32()
    }

    /// Pane sizes are settings of ours; scroll positions and the map's camera must not come back by themselves.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}

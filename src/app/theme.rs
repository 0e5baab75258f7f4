//! Colours, type and spacing: the only place of the program where any of them is decided.
//!
//! Takes the mode egui is in, gives a [`Theme`]. Never draws.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText,
    Shadow, Stroke, TextStyle, vec2,
};

use crate::model::{Kind, Quad, Tone};

/// The grid everything stands on.
pub const GRID: f32 = 4.0;
/// Inside cards and between things that belong together.
pub const CARD_GAP: f32 = 8.0;
/// From the edge of a pane to what it holds.
pub const EDGE_GAP: f32 = 16.0;
/// A row of the legend.
pub const LEGEND_ROW: f32 = 26.0;
pub const TOP_BAR: f32 = 44.0;
pub const LEFT_PANE: f32 = 252.0;
pub const RIGHT_PANE: f32 = 400.0;
pub const TIME_STRIP: f32 = 116.0;
/// Corners of buttons and fields.
pub const CORNER: u8 = 6;
/// Corners of cards, menus and dialogs.
pub const CARD_CORNER: u8 = 8;
/// Seconds that a movement takes; egui's `animation_time` is 0 where the user wants none.
pub const MOTION_SECS: f32 = 0.16;

/// All colours of one mode, by what they mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    pub dark: bool,
    /// Behind the map.
    pub map: Color32,
    pub pane: Color32,
    pub card: Color32,
    pub hairline: Color32,
    /// Behind a button or row under the pointer.
    pub hover: Color32,
    pub text: Color32,
    /// Second lines, counts, captions.
    pub secondary: Color32,
    /// Hints, furniture of a page, what is switched off.
    pub faint: Color32,
    pub cooperation: Color32,
    pub conflict: Color32,
    /// Lines, in the order of [`Quad::ALL`]: words lighter than deeds.
    quads: [Color32; 4],
    pub structure: Color32,
    pub state: Color32,
    /// The letters on a state's badge.
    pub on_state: Color32,
    pub person: Color32,
    pub military_asset: Color32,
    pub organization: Color32,
    pub event: Color32,
    pub place: Color32,
    /// Selection, pins, the edge of a highlight.
    pub gold: Color32,
    /// On a gold badge.
    pub on_gold: Color32,
    /// Behind the cited sentence.
    pub highlight: Color32,
    /// Behind the trigger within a highlight.
    pub trigger: Color32,
    /// Under menus and dialogs.
    pub shadow: Color32,
    /// Soft grounds around those who deal mostly with one another; names and hulls tell them apart as well.
    communities: [Color32; 6],
}

const DARK: Theme = Theme {
    dark: true,
    map: rgb(0x14_171c),
    pane: rgb(0x1b_1f26),
    card: rgb(0x23_2831),
    hairline: rgb(0x2d_333d),
    hover: rgb(0x2a_303a),
    text: rgb(0xe6_e9ee),
    secondary: rgb(0x98_a2b0),
    faint: rgb(0x87_909d),
    cooperation: rgb(0x56_b4e9),
    conflict: rgb(0xe8_743b),
    quads: [
        rgb(0xa6_d8f5),
        rgb(0x3a_9ad9),
        rgb(0xf6_b699),
        rgb(0xe0_622a),
    ],
    structure: rgb(0x7d_8794),
    state: rgb(0xe9_edf3),
    on_state: rgb(0x14_171c),
    person: rgb(0x8f_b8ff),
    military_asset: rgb(0xe0_b050),
    organization: rgb(0x7f_c8a9),
    event: rgb(0xc7_9be0),
    place: rgb(0x8b_94a1),
    gold: rgb(0xf0_c45a),
    on_gold: rgb(0x14_171c),
    highlight: rgb(0x3a_3420),
    trigger: rgb(0x6b_5a2c),
    shadow: Color32::from_black_alpha(110),
    communities: [
        rgb(0x56_b4e9),
        rgb(0xe6_9f00),
        rgb(0x00_c08f),
        rgb(0xcc_79a7),
        rgb(0xf0_e442),
        rgb(0xd5_7e4e),
    ],
};

const LIGHT: Theme = Theme {
    dark: false,
    map: rgb(0xfb_faf7),
    pane: rgb(0xf3_f1ec),
    card: rgb(0xff_ffff),
    hairline: rgb(0xdc_d8cf),
    hover: rgb(0xea_e7df),
    text: rgb(0x1c_2128),
    secondary: rgb(0x56_5f6b),
    faint: rgb(0x66_6d77),
    cooperation: rgb(0x00_6daa),
    conflict: rgb(0xbc_4318),
    quads: [
        rgb(0x3f_93c4),
        rgb(0x00_588c),
        rgb(0xcf_6f47),
        rgb(0xa0_3408),
    ],
    structure: rgb(0x82_8993),
    state: rgb(0x23_303f),
    on_state: rgb(0xff_ffff),
    person: rgb(0x2f_6fce),
    military_asset: rgb(0xa8_720c),
    organization: rgb(0x1f_8a63),
    event: rgb(0x8a_4bb0),
    place: rgb(0x6d_7682),
    gold: rgb(0xb7_791f),
    on_gold: rgb(0xff_ffff),
    highlight: rgb(0xfd_f0cf),
    trigger: rgb(0xf2_d694),
    shadow: Color32::from_black_alpha(40),
    communities: [
        rgb(0x00_72b2),
        rgb(0xb0_7a00),
        rgb(0x00_8a66),
        rgb(0xb0_5586),
        rgb(0x8a_8200),
        rgb(0xc0_5a1c),
    ],
};

impl Theme {
    pub const fn dark() -> &'static Self {
        &DARK
    }

    pub const fn light() -> &'static Self {
        &LIGHT
    }

    /// The theme of the mode that `ui` is drawn in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::of_style(ui.visuals())
    }

    pub fn of_style(visuals: &egui::Visuals) -> &'static Self {
        if visuals.dark_mode { &DARK } else { &LIGHT }
    }

    /// Sets fonts, and colours and spacing of both modes; `fonts` is [`fonts()`], perhaps with more scripts behind.
    pub fn apply(ctx: &egui::Context, fonts: FontDefinitions) {
        ctx.set_fonts(fonts);
        for (mode, theme) in [(egui::Theme::Dark, &DARK), (egui::Theme::Light, &LIGHT)] {
            ctx.style_mut_of(mode, |style| theme.write(style));
        }
    }

    /// The colour of a node's shape.
    pub const fn kind(&self, kind: Kind) -> Color32 {
        match kind {
            Kind::State => self.state,
            Kind::Person => self.person,
            Kind::MilitaryAsset => self.military_asset,
            Kind::Organization => self.organization,
            Kind::Event => self.event,
            Kind::Place => self.place,
        }
    }

    /// The colour of a line; `None` is structure.
    pub const fn line(&self, quad: Option<Quad>) -> Color32 {
        let [verbal, material, verbal_conflict, material_conflict] = self.quads;
        match quad {
            None => self.structure,
            Some(Quad::VerbalCooperation) => verbal,
            Some(Quad::MaterialCooperation) => material,
            Some(Quad::VerbalConflict) => verbal_conflict,
            Some(Quad::MaterialConflict) => material_conflict,
        }
    }

    /// The colour of all lines of a tone together.
    pub const fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Cooperation => self.cooperation,
            Tone::Conflict => self.conflict,
            Tone::Structure => self.structure,
        }
    }

    /// The ground of the community of this rank; colours come round again.
    pub fn community(&self, at: usize) -> Color32 {
        let colors = self.communities;
        colors.get(at % colors.len()).copied().unwrap_or(self.gold)
    }

    /// `color` at `strength` (0–1) on the map's ground; opaque, so that nothing shines through.
    pub fn on_map(&self, color: Color32, strength: f32) -> Color32 {
        mix(self.map, color, strength)
    }

    /// A card: fill, hairline, rounded corners, room inside.
    pub fn card_frame(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.card)
            .stroke(Stroke::new(1.0, self.hairline))
            .corner_radius(CARD_CORNER)
            .inner_margin(Margin::symmetric(10, 8))
    }

    /// The card of the cited sentence that is open.
    pub fn highlight_frame(&self) -> egui::Frame {
        self.card_frame()
            .fill(self.highlight)
            .stroke(Stroke::new(1.0, self.gold))
    }

    fn write(&self, style: &mut egui::Style) {
        style.text_styles = [
            (TextStyle::Heading, semibold(19.0)),
            (TextStyle::Body, FontId::proportional(13.0)),
            (TextStyle::Button, FontId::proportional(13.0)),
            (TextStyle::Small, FontId::proportional(12.0)),
            (TextStyle::Monospace, FontId::monospace(12.5)),
        ]
        .into();
        style.animation_time = MOTION_SECS;
        style.interaction.tooltip_delay = 0.35;
        style.interaction.selectable_labels = false;
        let spacing = &mut style.spacing;
        spacing.item_spacing = vec2(8.0, 6.0);
        spacing.button_padding = vec2(10.0, 4.0);
        spacing.interact_size = vec2(28.0, 26.0);
        spacing.window_margin = Margin::same(16);
        spacing.menu_margin = Margin::same(6);
        spacing.indent = 16.0;
        spacing.icon_width = 16.0;
        spacing.tooltip_width = 360.0;
        spacing.scroll = egui::style::ScrollStyle {
            bar_width: 8.0,
            floating_width: 4.0,
            // A bar that comes and goes must not push the words aside.
            floating_allocated_width: 0.0,
            ..egui::style::ScrollStyle::thin()
        };
        style.visuals = self.visuals();
    }

    fn visuals(&self) -> egui::Visuals {
        let base = if self.dark {
            egui::Visuals::dark()
        } else {
            egui::Visuals::light()
        };
        let shadow = Shadow {
            offset: [0, 6],
            blur: 18,
            spread: 0,
            color: self.shadow,
        };
        egui::Visuals {
            widgets: self.widgets(),
            selection: egui::style::Selection {
                bg_fill: mix(self.card, self.cooperation, 0.32),
                stroke: Stroke::new(1.0, self.text),
            },
            weak_text_color: Some(self.secondary),
            hyperlink_color: self.cooperation,
            faint_bg_color: self.hover,
            extreme_bg_color: self.card,
            text_edit_bg_color: Some(self.card),
            code_bg_color: self.card,
            warn_fg_color: self.gold,
            error_fg_color: self.conflict,
            window_corner_radius: CornerRadius::same(CARD_CORNER),
            menu_corner_radius: CornerRadius::same(CARD_CORNER),
            window_fill: self.pane,
            panel_fill: self.pane,
            window_stroke: Stroke::new(1.0, self.hairline),
            window_shadow: shadow,
            popup_shadow: shadow,
            text_cursor: egui::style::TextCursorStyle {
                stroke: Stroke::new(1.5, self.text),
                // A blinking cursor would keep the window awake.
                blink: false,
                ..base.text_cursor
            },
            indent_has_left_vline: false,
            ..base
        }
    }

    fn widgets(&self) -> egui::style::Widgets {
        let widget = |fill, line, text| egui::style::WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, line),
            corner_radius: CornerRadius::same(CORNER),
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        let lifted = mix(self.hairline, self.secondary, 0.35);
        egui::style::Widgets {
            noninteractive: widget(self.pane, self.hairline, self.text),
            inactive: widget(self.card, self.hairline, self.text),
            hovered: widget(self.hover, lifted, self.text),
            active: widget(self.hairline, lifted, self.text),
            open: widget(self.hover, lifted, self.text),
        }
    }
}

/// Inter in two weights, its figures of one width for counts, and the icons behind all of them.
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 4] = [
        (
            "inter",
            include_bytes!("../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            "inter-semibold",
            include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "inter-figures",
            include_bytes!("../../assets/fonts/Inter-Figures.otf"),
        ),
        ("phosphor", egui_phosphor::Variant::Regular.font_bytes()),
    ];
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, ["inter", "phosphor"].as_slice()),
        (
            FontFamily::Monospace,
            &["inter-figures", "inter", "phosphor"],
        ),
        (semibold_family(), &["inter-semibold", "phosphor"]),
        (figures_family(), &["inter-figures", "inter", "phosphor"]),
    ];
    for (family, names) in families {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        fonts.families.insert(family, names);
    }
    fonts
}

/// Turns motion off or on, for egui's own widgets and the map's camera alike.
pub fn set_motion(ctx: &egui::Context, motion: Motion) {
    ctx.all_styles_mut(|style| {
        style.animation_time = match motion {
            Motion::Full => MOTION_SECS,
            Motion::Reduced => 0.0,
        };
        style.scroll_animation = match motion {
            Motion::Full => egui::style::ScrollAnimation::default(),
            Motion::Reduced => egui::style::ScrollAnimation::none(),
        };
    });
}

/// How much moves by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Motion {
    #[default]
    Full,
    Reduced,
}

pub fn semibold_family() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Names, headings, states.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, semibold_family())
}

pub fn figures_family() -> FontFamily {
    FontFamily::Name("figures".into())
}

/// Figures of one width, for counts under each other.
pub fn figures(size: f32) -> FontId {
    FontId::new(size, figures_family())
}

/// Running text in the source reader.
pub fn reading() -> FontId {
    FontId::proportional(15.5)
}

/// The head of a section: capitals, small, spaced.
pub fn section(text: &str) -> RichText {
    RichText::new(text.to_uppercase())
        .font(semibold(11.0))
        .extra_letter_spacing(0.7)
}

/// `t` of the way from `a` to `b`, as the eye sees it.
pub fn mix(a: Color32, b: Color32, t: f32) -> Color32 {
    a.lerp_to_gamma(b, t.clamp(0.0, 1.0))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place where colours are made"
)]
const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast as WCAG 2 defines it.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color: Color32| {
            let [r, g, b, _] = egui::Rgba::from(color).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    fn check(what: &str, color: Color32, grounds: &[Color32], least: f32) {
        for &ground in grounds {
            let found = contrast(color, ground);
            assert!(found >= least, "{what} {color:?} on {ground:?}: {found:.2}");
        }
    }

    #[test]
    fn text_is_readable_and_shapes_are_visible() {
        for theme in [&DARK, &LIGHT] {
            let grounds = [theme.map, theme.pane, theme.card];
            for (what, color) in [
                ("text", theme.text),
                ("secondary", theme.secondary),
                ("faint", theme.faint),
                ("cooperation", theme.cooperation),
                ("conflict", theme.conflict),
            ] {
                check(what, color, &grounds, 4.5);
            }
            check(
                "text",
                theme.text,
                &[theme.highlight, theme.trigger, theme.hover],
                4.5,
            );
            check("secondary", theme.secondary, &[theme.highlight], 4.5);
            check("letters of a state", theme.on_state, &[theme.state], 4.5);
            for &kind in Kind::ALL {
                check(kind.label(), theme.kind(kind), &grounds, 3.0);
            }
            for &tone in Tone::ALL {
                check(tone.label(), theme.tone(tone), &grounds, 3.0);
            }
            for &quad in Quad::ALL {
                check(quad.label(), theme.line(Some(quad)), &grounds, 3.0);
            }
            check("gold", theme.gold, &grounds, 3.0);
            for &color in &theme.communities {
                check("community", color, &[theme.map, theme.pane], 3.0);
            }
            check("pin", theme.on_gold, &[theme.gold], 3.0);
        }
    }

    #[test]
    fn both_families_have_letters_figures_and_icons() {
        let mut fonts = egui::epaint::text::Fonts::new(Default::default(), fonts());
        let view = fonts.with_pixels_per_point(1.0);
        let families = [
            FontFamily::Proportional,
            FontFamily::Monospace,
            semibold_family(),
            figures_family(),
        ];
        for family in families {
            let mut font = view.fonts.font(&family);
            let known = font.characters();
            let wanted = "Āzəŕ Лавров Δένδιας 0–9…“”’→·✓−";
            for letter in wanted
                .chars()
                .chain(egui_phosphor::regular::PUSH_PIN.chars())
            {
                assert!(known.contains_key(&letter), "{family:?} lacks {letter:?}");
            }
        }
    }
}

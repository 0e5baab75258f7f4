//! Words set once and kept: names and letters in a few fixed sizes, as long as the font atlas holds their glyphs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{Align, Color32, Context, FontId, Galley, text::LayoutJob};

use crate::app::{script, theme};

/// Longer names are broken into two rows.
const NAME_WIDTH: f32 = 138.0;
/// Font sizes that letters in shapes may have: a few, so that zooming does not fill the font atlas.
const LETTER_SIZES: [u8; 14] = [7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 22, 26, 30];
/// Words kept; beyond, all are set anew.
const MOST_KEPT: usize = 8_000;

/// How words are set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Face {
    /// Inside a shape, by its size.
    Letters(u8),
    /// Under a state's badge.
    State,
    Name,
    /// Under a small shape.
    SmallName,
    Count,
    Office,
}

impl Face {
    /// Letters about `size` pixels high; `None` where they could not be read.
    pub fn letters(size: f32) -> Option<Self> {
        let mut known = LETTER_SIZES.iter().rev();
        let fitting = known.find(|&&known| f32::from(known) <= size + 1.4);
        fitting.map(|&size| Self::Letters(size))
    }

    fn font(self) -> FontId {
        match self {
            Self::Letters(size) => theme::semibold(f32::from(size)),
            Self::State => theme::semibold(12.5),
            Self::Name => FontId::proportional(12.0),
            Self::SmallName | Self::Office => FontId::proportional(11.0),
            Self::Count => theme::semibold(11.0),
        }
    }

    fn is_name(self) -> bool {
        matches!(self, Self::State | Self::Name | Self::SmallName)
    }
}

/// The font atlas of a frame: where glyphs lie.
#[derive(Clone, Debug)]
pub struct Atlas {
    pub size: [usize; 2],
    pub pixels_per_point: f32,
    /// A word asked for in each frame: egui keeps it as long as the atlas, and sets it again in a new one.
    probe: Arc<Galley>,
}

impl Atlas {
    pub fn now(ctx: &Context) -> Self {
        let pixels_per_point = ctx.pixels_per_point();
        let job = LayoutJob::simple(
            "Legation".into(),
            Face::Name.font(),
            Color32::PLACEHOLDER,
            f32::INFINITY,
        );
        ctx.fonts_mut(|fonts| Self {
            probe: fonts.layout_job(job),
            size: fonts.font_image_size(),
            pixels_per_point,
        })
    }

    /// Whether a glyph that was set then is where it was, counted in pixels of the atlas.
    pub fn keeps_glyphs(&self, now: &Self) -> bool {
        self.pixels_per_point == now.pixels_per_point && Arc::ptr_eq(&self.probe, &now.probe)
    }

    /// The same, counted in parts of the atlas.
    pub fn still_holds(&self, now: &Self) -> bool {
        self.size == now.size && self.keeps_glyphs(now)
    }
}

/// Sets words, and keeps them.
#[derive(Debug)]
pub struct Lettering {
    ctx: Context,
    atlas: Option<Atlas>,
    kept: HashMap<Face, HashMap<String, Arc<Galley>>>,
    n_kept: usize,
}

impl Lettering {
    pub fn new(ctx: &Context) -> Self {
        Self {
            ctx: ctx.clone(),
            atlas: None,
            kept: HashMap::new(),
            n_kept: 0,
        }
    }

    /// Forgets what the atlas no longer holds; once before each picture.
    pub fn refresh(&mut self) {
        let now = Atlas::now(&self.ctx);
        let holds = self
            .atlas
            .as_ref()
            .is_some_and(|then| then.keeps_glyphs(&now));
        if !holds || self.n_kept > MOST_KEPT {
            self.forget();
        }
        self.atlas = Some(now);
    }

    fn forget(&mut self) {
        self.kept.clear();
        self.n_kept = 0;
    }

    /// Words without a colour; names are broken and centred on their own origin.
    pub fn set(&mut self, face: Face, words: &str) -> Arc<Galley> {
        let of_face = self.kept.entry(face).or_default();
        if let Some(galley) = of_face.get(words) {
            return galley.clone();
        }
        let width = if face.is_name() {
            NAME_WIDTH
        } else {
            f32::INFINITY
        };
        let shown = script::on_screen(words);
        // What stands in another order than it is read cannot be broken into rows.
        let width = match shown {
            Cow::Borrowed(_) => width,
            Cow::Owned(_) => f32::INFINITY,
        };
        let shown = shown.into_owned();
        let mut job = LayoutJob::simple(shown, face.font(), Color32::PLACEHOLDER, width);
        if face.is_name() {
            job.wrap.max_rows = 2;
            job.halign = Align::Center;
        }
        let galley = self.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        of_face.insert(words.to_owned(), galley.clone());
        self.n_kept += 1;
        galley
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::Theme;
    use eframe::egui::{FontFamily, RawInput, ThemePreference};
    use eframe::epaint::text::{FontInsert, FontPriority, InsertFontFamily};

    /// The other mode has an atlas of its own, in which the same glyphs lie elsewhere.
    #[test]
    fn words_are_set_again_for_a_new_atlas() {
        let ctx = Context::default();
        Theme::apply(&ctx, theme::fonts());
        let frame = || {
            let mut atlas = None;
            let run = ctx.run_ui(RawInput::default(), |ui| atlas = Some(Atlas::now(ui.ctx())));
            run.drop_without_applying_deltas();
            atlas.unwrap()
        };
        ctx.set_theme(ThemePreference::Dark);
        frame();
        let (dark, again) = (frame(), frame());
        assert!(dark.keeps_glyphs(&again));
        ctx.set_theme(ThemePreference::Light);
        frame();
        let light = frame();
        assert!(!dark.keeps_glyphs(&light));
        // So have fonts that come later.
        let later = theme::fonts()
            .font_data
            .get("inter")
            .unwrap()
            .as_ref()
            .clone();
        let family = InsertFontFamily {
            family: FontFamily::Proportional,
            priority: FontPriority::Lowest,
        };
        ctx.add_font(FontInsert::new("later", later, vec![family]));
        frame();
        assert!(!light.keeps_glyphs(&frame()));
    }
}

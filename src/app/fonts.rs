//! Fonts for scripts that come up: read from the system by a thread of its own, and put behind the bundled ones.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::{Context, FontData, FontFamily};

use crate::app::dialogs::Wake;
use crate::app::theme;
use crate::ingest::fonts::{Script, font_folders, font_for};

/// Which scripts were asked for, and what came.
#[derive(Debug)]
pub struct Fonts {
    asked: BTreeSet<Script>,
    sender: Sender<Found>,
    found: Receiver<Found>,
}

#[derive(Debug)]
struct Found {
    script: Script,
    bytes: Option<Vec<u8>>,
}

/// What became of a script.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum News {
    /// Its letters can be set from the next frame on.
    Added(Script),
    Missing(Script),
}

impl Default for Fonts {
    fn default() -> Self {
        let (sender, found) = channel();
        Self {
            asked: BTreeSet::new(),
            sender,
            found,
        }
    }
}

impl Fonts {
    /// Looks for fonts of the scripts in `text` that nobody asked for so far.
    pub fn ask(&mut self, text: &str, wake: &Wake) {
        if self.asked.len() == Script::ALL.len() {
            return;
        }
        let scripts: BTreeSet<Script> = text.chars().filter_map(Script::of).collect();
        let new: Vec<Script> = scripts.difference(&self.asked).copied().collect();
        if new.is_empty() {
            return;
        }
        self.asked.extend(&new);
        let (sender, wake) = (self.sender.clone(), wake.clone());
        let search = move || {
            let folders = font_folders();
            for script in new {
                let bytes = font_for(script, &folders);
                // Nobody listens any more when the window is closed.
                sender.send(Found { script, bytes }).ok();
                wake();
            }
        };
        let thread = thread::Builder::new().name("legation-fonts".to_owned());
        // Without a thread the letters stay boxes.
        thread.spawn(search).ok();
    }

    /// Puts what was found behind the fonts of `ctx`.
    pub fn take(&mut self, ctx: &Context) -> Vec<News> {
        let found = self.found.try_iter();
        found
            .map(|Found { script, bytes }| match bytes {
                Some(bytes) => {
                    ctx.add_font(behind_all(script, bytes));
                    News::Added(script)
                }
                None => News::Missing(script),
            })
            .collect()
    }
}

fn behind_all(script: Script, bytes: Vec<u8>) -> FontInsert {
    let families = [
        FontFamily::Proportional,
        FontFamily::Monospace,
        theme::semibold_family(),
        theme::figures_family(),
    ];
    let families = families.map(|family| InsertFontFamily {
        family,
        priority: FontPriority::Lowest,
    });
    FontInsert::new(script.label(), FontData::from_owned(bytes), families.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn each_script_is_asked_for_once() {
        let mut fonts = Fonts::default();
        let wake: Wake = Arc::new(|| {});
        for text in ["Abbas Araghchi", "عباس عراقچی", "عباس"] {
            fonts.ask(text, &wake);
        }
        assert_eq!(fonts.asked, [Script::Arabic].into());
        let ctx = Context::default();
        let found = fonts.found.recv().unwrap();
        assert_eq!(found.script, Script::Arabic);
        fonts.sender.send(found).unwrap();
        assert_eq!(fonts.take(&ctx).len(), 1);
        assert!(fonts.take(&ctx).is_empty());
    }
}

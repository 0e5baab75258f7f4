//! Who or what a node is: its name, its kind, its code, its other names.

use eframe::egui::{Grid, Ui};

use crate::app::panels::forms::{Done, buttons, choice, field, head};
use crate::app::panels::pieces;
use crate::app::state::State;
use crate::model::{Anchor, Edit, EntityId, Kind, Subkind};

#[derive(Debug)]
pub struct EntityForm {
    at: Anchor,
    was: Said,
    now: Said,
    new_alias: String,
    is_new: bool,
}

#[derive(Clone, PartialEq, Debug)]
struct Said {
    name: String,
    kind: Kind,
    subkind: Option<Subkind>,
    iso: String,
    aliases: Vec<String>,
}

impl EntityForm {
    pub fn new(state: &State, id: &EntityId) -> Option<Self> {
        let entity = state.graph.entity(id)?;
        let was = Said {
            name: entity.name.clone(),
            kind: entity.kind,
            subkind: entity.subkind,
            iso: entity.iso.clone().unwrap_or_default(),
            aliases: entity.aliases.clone(),
        };
        Some(Self {
            at: state.anchor_of(id)?,
            now: was.clone(),
            was,
            new_alias: String::new(),
            is_new: true,
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, _state: &State) -> Done {
        head(ui, &format!("Put {} right", self.was.name));
        let now = &mut self.now;
        let spacing = [12.0, 8.0];
        Grid::new("entity")
            .num_columns(2)
            .spacing(spacing)
            .show(ui, |ui| {
                ui.label("Name");
                let name = field(ui, &mut now.name, "Name to show");
                if std::mem::take(&mut self.is_new) {
                    name.request_focus();
                }
                ui.end_row();
                ui.label("Kind");
                let kind = |kind: Kind| kind.singular().to_owned();
                choice(ui, "Kind", &mut now.kind, Kind::ALL.iter().copied(), kind);
                ui.end_row();
                ui.label("More exactly");
                let all = std::iter::once(None).chain(Subkind::ALL.iter().copied().map(Some));
                choice(ui, "More exactly", &mut now.subkind, all, |subkind| {
                    subkind.map_or("not said", Subkind::label).to_owned()
                });
                ui.end_row();
                if now.kind == Kind::State {
                    ui.label("ISO code");
                    field(ui, &mut now.iso, "ISO code").on_hover_text(
                        "Three letters of ISO 3166-1, as NOR; empty where it has none",
                    );
                    ui.end_row();
                }
                ui.label("Other names");
                ui.vertical(|ui| {
                    let mut gone = None;
                    for (n, alias) in now.aliases.iter().enumerate().take(8) {
                        ui.horizontal(|ui| {
                            ui.label(pieces::small(alias));
                            let label = format!("Remove the name {alias}");
                            if pieces::icon_button(ui, crate::app::icons::CLOSE, &label).clicked() {
                                gone = Some(n);
                            }
                        });
                    }
                    if let Some(n) = gone {
                        now.aliases.remove(n);
                    }
                    field(ui, &mut self.new_alias, "Another name");
                });
                ui.end_row();
            });
        let valid = !now.name.trim().is_empty() && is_code(&now.iso);
        match buttons(ui, "Change", valid) {
            Some(true) => Done::Edits(self.edits()),
            Some(false) => Done::Cancelled,
            None => Done::NotYet,
        }
    }

    /// Only what was changed.
    fn edits(&self) -> Vec<Edit> {
        let at = self.at;
        let (was, now) = (&self.was, &self.now);
        let mut edits = Vec::new();
        let name = now.name.trim();
        if name != was.name {
            edits.push(Edit::Rename {
                at,
                name: name.to_owned(),
            });
        }
        if (now.kind, now.subkind) != (was.kind, was.subkind) {
            edits.push(Edit::SetKind {
                at,
                kind: now.kind,
                subkind: now.subkind,
            });
        }
        let iso = now.iso.trim().to_uppercase();
        if iso != was.iso {
            let iso = (!iso.is_empty()).then_some(iso);
            edits.push(Edit::SetIso { at, iso });
        }
        let removed = was
            .aliases
            .iter()
            .filter(|alias| !now.aliases.contains(alias));
        edits.extend(removed.map(|alias| Edit::RemoveAlias {
            at,
            alias: alias.clone(),
        }));
        let alias = self.new_alias.trim();
        if !alias.is_empty() {
            edits.push(Edit::AddAlias {
                at,
                alias: alias.to_owned(),
            });
        }
        edits
    }
}

fn is_code(iso: &str) -> bool {
    let iso = iso.trim();
    iso.is_empty() || (iso.len() == 3 && iso.chars().all(|c| c.is_ascii_alphabetic()))
}

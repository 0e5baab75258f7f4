//! Military assets: families by name, nouns for those without one, hull prefixes.

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{TableError, rows};
use crate::model::Subkind;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssetForm {
    /// "Patriot", "F-35 Lightning II".
    Family,
    /// "Nimitz-class": what stands before the noun or the ship.
    Class,
    Singular,
    Plural,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asset {
    pub subkind: Subkind,
    pub form: AssetForm,
    /// ISO 3166-1 alpha-3 of the state where the design comes from; not of the one that has it.
    pub made_in: Option<&'static str>,
}

#[derive(Debug, Default)]
pub struct Assets {
    names: Phrases<Asset>,
    nouns: Phrases<Asset>,
    hulls: Vec<(&'static str, Vec<&'static str>)>,
}

impl Assets {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut names = Vec::new();
        for row in rows::<4>("assets", tables.assets)? {
            let form = if row.cells[0].ends_with("-class") {
                AssetForm::Class
            } else {
                AssetForm::Family
            };
            let asset = Asset {
                subkind: row.word(2, Subkind::from_word)?,
                form,
                made_in: row.list(3).next(),
            };
            names.push((row.cells[0], asset));
            names.extend(row.list(1).map(|name| (name, asset)));
        }
        let mut nouns = Vec::new();
        for row in rows::<3>("asset_nouns", tables.asset_nouns)? {
            let asset = |form| {
                Ok(Asset {
                    subkind: row.word(2, Subkind::from_word)?,
                    form,
                    made_in: None,
                })
            };
            let (singular, plural) = (asset(AssetForm::Singular)?, asset(AssetForm::Plural)?);
            nouns.extend(row.list(0).map(|noun| (noun, singular)));
            nouns.extend(row.list(1).map(|noun| (noun, plural)));
        }
        let hulls = rows::<2>("hulls", tables.hulls)?;
        Ok(Self {
            names: phrases("assets", Case::Proper, names)?,
            nouns: phrases("asset_nouns", Case::Any, nouns)?,
            hulls: hulls
                .iter()
                .map(|row| (row.cells[0], row.list(1).collect()))
                .collect(),
        })
    }

    /// The longest name of a family or class that begins at byte `from`.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, Asset>> {
        self.names.at(text, from)
    }

    /// "aircraft carrier", "air defences", "nuclear sites".
    pub fn noun_at(&self, text: &str, from: usize) -> Option<Hit<'_, Asset>> {
        self.nouns.at(text, from)
    }

    /// The states whose ships bear this prefix; several for "INS", none for a prefix of merchant ships ("MV").
    pub fn hull(&self, prefix: &str) -> Option<&[&'static str]> {
        let found = self
            .hulls
            .binary_search_by(|(p, _)| (*p).cmp(prefix))
            .ok()?;
        self.hulls.get(found).map(|(_, states)| states.as_slice())
    }

    pub fn names(&self) -> &Phrases<Asset> {
        &self.names
    }

    pub fn nouns(&self) -> &Phrases<Asset> {
        &self.nouns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn families_classes_and_nouns_say_what_they_are() {
        let assets = &lexicon().assets;
        let check = |text, subkind, form| {
            let hit = assets.at(text, 0).or_else(|| assets.noun_at(text, 0));
            let found = hit.map(|h| (h.value.subkind, h.value.form));
            assert_eq!(found, Some((subkind, form)), "{text}");
        };
        check("Patriot batteries", Subkind::AirDefence, AssetForm::Family);
        check("Nimitz-class carrier", Subkind::Ship, AssetForm::Class);
        check("aircraft carriers", Subkind::Ship, AssetForm::Plural);
        check("air defenses", Subkind::AirDefence, AssetForm::Plural);
    }

    #[test]
    fn a_hull_prefix_names_its_states() {
        let assets = &lexicon().assets;
        assert_eq!(assets.hull("HNoMS"), Some(&["NOR"][..]));
        assert_eq!(assets.hull("INS").map(<[_]>::len), Some(2));
        assert_eq!(assets.hull("MV"), Some(&[][..]));
        assert_eq!(assets.hull("USA"), None);
    }
}

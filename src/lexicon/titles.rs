//! Offices, ranks and courtesy titles; words for relatives and aides.

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{TableError, rows};
use crate::model::{RelationKind, Subkind};

/// What a title is a title of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// An office of a state: "foreign minister".
    State,
    /// An office of any body: "chief", "spokesman"; the words beside it say of which.
    Body,
    /// A rank: "Rear Admiral".
    Rank,
    /// A form of address: "Mr", "Sayyid".
    Courtesy,
    /// A calling: "professor", "analyst".
    Calling,
}

impl Scope {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "state" => Some(Self::State),
            "body" => Some(Self::Body),
            "rank" => Some(Self::Rank),
            "courtesy" => Some(Self::Courtesy),
            "calling" => Some(Self::Calling),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Title {
    /// What its holder is, where the title says so.
    pub subkind: Option<Subkind>,
    pub scope: Scope,
    /// "foreign ministers": several holders.
    pub plural: bool,
}

/// "son-in-law", "top aide".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tie {
    /// [`RelationKind::FamilyOf`], [`RelationKind::AdviserTo`] or [`RelationKind::Represents`].
    pub kind: RelationKind,
    pub plural: bool,
}

#[derive(Debug, Default)]
pub struct Titles {
    titles: Phrases<Title>,
    ties: Phrases<Tie>,
}

impl Titles {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut titles = Vec::new();
        for row in rows::<4>("titles", tables.titles)? {
            let title = Title {
                subkind: row.word_or_none(2, Subkind::from_word)?,
                scope: row.word(3, Scope::from_word)?,
                plural: false,
            };
            titles.push((row.cells[0], title));
            let plural = Title {
                plural: true,
                ..title
            };
            titles.extend(row.list(1).map(|name| (name, plural)));
        }
        let mut ties = Vec::new();
        for row in rows::<3>("ties", tables.ties)? {
            let kind = row.word(2, RelationKind::from_word)?;
            ties.push((
                row.cells[0],
                Tie {
                    kind,
                    plural: false,
                },
            ));
            ties.extend(row.list(1).map(|name| (name, Tie { kind, plural: true })));
        }
        Ok(Self {
            titles: phrases("titles", Case::Any, titles)?,
            ties: phrases("ties", Case::Any, ties)?,
        })
    }

    /// The longest title that begins at byte `from`: "deputy foreign minister", "Vice Adm.".
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, Title>> {
        self.titles.at(text, from)
    }

    /// A word for a relative, an aide or a representative.
    pub fn tie_at(&self, text: &str, from: usize) -> Option<Hit<'_, Tie>> {
        self.ties.at(text, from)
    }

    pub fn titles(&self) -> &Phrases<Title> {
        &self.titles
    }

    pub fn ties(&self) -> &Phrases<Tie> {
        &self.ties
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    fn check(text: &str, phrase: &str, subkind: Option<Subkind>, scope: Scope) {
        let hit = lexicon().titles.at(text, 0).unwrap();
        assert_eq!(
            (hit.phrase, hit.value.subkind, hit.value.scope),
            (phrase, subkind, scope)
        );
    }

    #[test]
    fn a_title_says_what_its_holder_is() {
        check(
            "Foreign Minister Ana Duarte",
            "foreign minister",
            Some(Subkind::Minister),
            Scope::State,
        );
        check("Adm. Pia Lund", "adm.", Some(Subkind::Officer), Scope::Rank);
        check("Mr Lund", "mr", None, Scope::Courtesy);
    }

    #[test]
    fn relatives_and_aides_are_told_apart() {
        let titles = &lexicon().titles;
        let kind = |text| titles.tie_at(text, 0).map(|h| h.value.kind);
        assert_eq!(kind("son-in-law of"), Some(RelationKind::FamilyOf));
        assert_eq!(kind("adviser to"), Some(RelationKind::AdviserTo));
        assert_eq!(kind("sunlight"), None);
    }
}

//! Given names, short forms of them, and the particles of surnames.

use std::collections::BTreeMap;

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{TableError, rows};

/// How sure a word is a given name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WordForm {
    /// "Ahmed": hardly ever anything else.
    Given,
    /// "Jordan", "Grace", "Will": also a common word, a place or a surname as often.
    Doubtful,
}

#[derive(Debug, Default)]
pub struct Names {
    given: Phrases<WordForm>,
    particles: Phrases<()>,
    /// Short forms with the given names they come from; all in small letters.
    nicknames: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Names {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut given = Vec::new();
        for row in rows::<2>("given_names", tables.given_names)? {
            let form = row.word(1, |word| match word {
                "given" => Some(WordForm::Given),
                "doubtful" => Some(WordForm::Doubtful),
                _ => None,
            })?;
            given.push((row.cells[0], form));
        }
        let particles = rows::<1>("particles", tables.particles)?;
        let mut nicknames: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in rows::<2>("nicknames", tables.nicknames)? {
            for short in row.list(1) {
                nicknames.entry(short).or_default().push(row.cells[0]);
            }
        }
        Ok(Self {
            given: phrases("given_names", Case::Proper, given)?,
            particles: phrases(
                "particles",
                Case::Any,
                particles.iter().map(|row| (row.cells[0], ())),
            )?,
            nicknames,
        })
    }

    /// Whether `word` is a given name somewhere; "Jean-Claude" is one where both halves are.
    pub fn given(&self, word: &str) -> Option<WordForm> {
        if let Some(form) = self.given.get(word) {
            return Some(*form);
        }
        let (first, second) = word.split_once('-')?;
        self.given.get(first)?;
        self.given.get(second).copied()
    }

    /// Whether two given names in small letters may be one person's: "bobby" and "robert", "bob" and "bobby".
    pub fn may_be_one(&self, a: &str, b: &str) -> bool {
        let full = |name: &str| self.nicknames.get(name).map_or(&[][..], Vec::as_slice);
        let (of_a, of_b) = (full(a), full(b));
        of_a.contains(&b) || of_b.contains(&a) || of_a.iter().any(|name| of_b.contains(name))
    }

    /// "van", "bin", "al": joins what stands on both sides of it to one name.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.get(word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn given_names_of_the_world() {
        let names = &lexicon().names;
        for name in ["Ahmed", "Olga", "Kenji", "Jean-Claude", "Nguyen", "Kwame"] {
            assert_eq!(names.given(name), Some(WordForm::Given), "{name}");
        }
        assert_eq!(names.given("Jordan"), Some(WordForm::Doubtful));
        assert_eq!(names.given("Ministry"), None);
    }

    #[test]
    fn one_person_has_several_given_names() {
        let one = |a, b| lexicon().names.may_be_one(a, b);
        assert!(one("bobby", "robert") && one("robert", "bob") && one("bob", "bobby"));
        assert!(!one("robert", "william") && !one("robert", "billy") && !one("ann", "ann"));
    }

    #[test]
    fn particles_join() {
        let names = &lexicon().names;
        assert!(names.is_particle("van") && names.is_particle("Bin") && !names.is_particle("the"));
    }
}

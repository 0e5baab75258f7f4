//! Given names and the particles of surnames.

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
        Ok(Self {
            given: phrases("given_names", Case::Proper, given)?,
            particles: phrases(
                "particles",
                Case::Any,
                particles.iter().map(|row| (row.cells[0], ())),
            )?,
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
    fn particles_join() {
        let names = &lexicon().names;
        assert!(names.is_particle("van") && names.is_particle("Bin") && !names.is_particle("the"));
    }
}

//! Small words that frame a phrase: determiners, quantities, and words that no phrase goes on with.

use crate::lexicon::Tables;
use crate::lexicon::table::{TableError, rows};

/// What a small word tells of the words beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WordClass {
    /// May stand first in a sentence or headline with a capital, and is no name: "The", "Monday", "Meanwhile".
    Opens,
    /// No adjective: a description to its right begins behind it. "of |regional militias|".
    Stop,
    /// No noun: a phrase to its left ends before it. "|the UN| also", not "the UN envoy".
    After,
    /// A verb that is easily taken for an adjective: "named minister".
    Verb,
    /// "the", "their".
    Determiner,
    /// "two", "several".
    Quantity,
}

impl WordClass {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "opens" => Self::Opens,
            "stop" => Self::Stop,
            "after" => Self::After,
            "verb" => Self::Verb,
            "determiner" => Self::Determiner,
            "quantity" => Self::Quantity,
            _ => return None,
        })
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The words with their classes.
#[derive(Debug, Default)]
pub struct FunctionWords {
    /// By word.
    classes: Vec<(&'static str, u8)>,
}

impl FunctionWords {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut classes = Vec::new();
        for row in rows::<2>("function_words", tables.function_words)? {
            let mut bits = 0;
            for word in row.list(1) {
                let class = WordClass::from_word(word)
                    .ok_or_else(|| row.error(format!("Not a word this column knows: {word}")))?;
                bits |= class.bit();
            }
            classes.push((row.cells[0], bits));
        }
        classes.sort_unstable();
        Ok(Self { classes })
    }

    /// Whether `word`, in any case, is of the class.
    pub fn is(&self, word: &str, class: WordClass) -> bool {
        let lower;
        let word = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            lower = word.to_ascii_lowercase();
            &lower
        } else {
            word
        };
        let known = self
            .classes
            .binary_search_by(|(known, _)| (*known).cmp(word));
        let bits = known
            .ok()
            .and_then(|at| self.classes.get(at))
            .map_or(0, |(_, bits)| *bits);
        bits & class.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn words_have_their_classes_in_any_case() {
        let words = &lexicon().words;
        for word in ["Monday", "The", "May", "a", "Your", "yet"] {
            assert!(words.is(word, WordClass::Opens), "{word}");
        }
        assert!(!words.is("Oman", WordClass::Opens));
        assert!(words.is("of", WordClass::Stop) && !words.is("earlier", WordClass::Stop));
        assert!(words.is("earlier", WordClass::After));
        assert!(words.is("their", WordClass::Determiner));
    }
}

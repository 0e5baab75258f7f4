//! The dictionary form of a word: "met" → "meet", "ministries" → "ministry".
//!
//! Looked up in a list of exceptions, then by the longest ending that has a rule; both are `assets/model/lemmas.tsv`, learned
//! from a treebank (`src/bin/train`).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::plain;
use crate::text::pos::{Pos, Upos, Xpos};

/// Endings are looked at up to so many characters.
pub const LONGEST_ENDING: usize = 5;

/// What the file says, one line each: `=` tag, word, lemma; or `-` tag, ending, characters to cut, what to add.
#[derive(Default, Debug)]
pub struct Lemmas<'a> {
    words: HashMap<(Xpos, &'a str), &'a str>,
    endings: HashMap<(Xpos, &'a str), (usize, &'a str)>,
}

static LEMMAS: LazyLock<Lemmas<'static>> = LazyLock::new(|| {
    let file = include_str!("../../assets/model/lemmas.tsv");
    Lemmas::read(file).expect("assets/model/lemmas.tsv is checked by a test of this module")
});

/// The dictionary form of `word`, lower case except for names.
pub fn lemma(word: &str, pos: Pos) -> Cow<'_, str> {
    LEMMAS.lemma(word, pos)
}

impl<'a> Lemmas<'a> {
    /// `None` where a line is not one of this format.
    pub fn read(file: &'a str) -> Option<Self> {
        let mut lemmas = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                ["=", tag, word, lemma] => {
                    lemmas.words.insert((Xpos::from_name(tag)?, word), lemma);
                }
                ["-", tag, ending, cut, add] => {
                    lemmas
                        .endings
                        .insert((Xpos::from_name(tag)?, ending), (cut.parse().ok()?, add));
                }
                _ => return None,
            }
        }
        Some(lemmas)
    }

    pub fn lemma<'w>(&self, word: &'w str, pos: Pos) -> Cow<'w, str> {
        let key = key(word, pos);
        if let Some(&lemma) = self.words.get(&(pos.xpos(), &*key)) {
            return Cow::Owned(lemma.to_owned());
        }
        self.by_ending(key, pos.xpos())
    }

    /// The lemma by the rules alone.
    pub fn by_ending<'w>(&self, key: Cow<'w, str>, tag: Xpos) -> Cow<'w, str> {
        let rule = endings(&key).find_map(|ending| self.endings.get(&(tag, ending)));
        let Some(&(cut, add)) = rule.filter(|&&rule| rule != (0, "")) else {
            return key;
        };
        Cow::Owned(changed(&key, cut, add))
    }
}

/// What a lemma is looked up by: lower case, straight apostrophes, nothing invisible; names keep their capitals.
pub fn key(word: &str, pos: Pos) -> Cow<'_, str> {
    let word = plain(word);
    let named = pos.upos() == Upos::Propn;
    if word.contains('’') || !named && word.chars().any(char::is_uppercase) {
        let word = word.replace('’', "'");
        return Cow::Owned(if named { word } else { word.to_lowercase() });
    }
    word
}

/// The endings of a word, from the longest to the empty one; the whole word is none of its own endings but the empty one's.
pub fn endings(word: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
    let starts = starts
        .into_iter()
        .rev()
        .take(LONGEST_ENDING)
        .collect::<Vec<_>>();
    starts
        .into_iter()
        .rev()
        .filter_map(|at| word.get(at..))
        .chain([""])
}

/// `word` with its last `cut` characters replaced by `add`.
pub fn changed(word: &str, cut: usize, add: &str) -> String {
    let kept = word.chars().count().saturating_sub(cut);
    word.chars().take(kept).chain(add.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, upos: Upos, xpos: Xpos, wanted: &str) {
        assert_eq!(lemma(word, Pos::new(upos, xpos)), wanted);
    }

    #[test]
    fn the_file_is_whole() {
        assert!(Lemmas::read(include_str!("../../assets/model/lemmas.tsv")).is_some());
        assert!(Lemmas::read("=\tVBD\tmet").is_none());
        assert!(Lemmas::read("=\tVERB\tmet\tmeet").is_none());
    }

    #[test]
    fn words_go_back_to_their_dictionary_form() {
        check("met", Upos::Verb, Xpos::Vbd, "meet");
        check("Denies", Upos::Verb, Xpos::Vbz, "deny");
        check("was", Upos::Aux, Xpos::Vbd, "be");
        check("struck", Upos::Verb, Xpos::Vbn, "strike");
        check("launching", Upos::Verb, Xpos::Vbg, "launch");
        check("ministries", Upos::Noun, Xpos::Nns, "ministry");
        check("talks", Upos::Noun, Xpos::Nns, "talk");
        check("Oslo", Upos::Propn, Xpos::Nnp, "Oslo");
        check("n’t", Upos::Part, Xpos::Rb, "not");
        check("", Upos::X, Xpos::Fw, "");
    }
}

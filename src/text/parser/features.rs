//! What the parser is told about a word: a handful of hashes, each with a row of the embedding table.

use crate::text::clusters::{self, clusters};
use crate::text::word_classes::word_class;
use crate::text::{Pos, plain, shape};

/// How many features a word has.
pub const N_FEATURES: usize = 11;

/// Place of the form among the features: the one that is replaced by "unknown" where it was not seen in training.
pub const FORM: usize = 0;

/// The features of a word: of its form, its part of speech, its word class and its cluster.
pub fn features(word: &str, pos: Pos) -> [Option<u32>; N_FEATURES] {
    let key = key(word);
    let class = word_class(word);
    let cluster = Some(clusters().class(clusters::hash(key.chars()))).filter(|&path| path != 0);
    let ends = |n_letters: usize| {
        let start = key
            .char_indices()
            .rev()
            .nth(n_letters - 1)
            .map(|(at, _)| at);
        start.and_then(|at| key.get(at..))
    };
    let starts = || {
        key.char_indices()
            .nth(3)
            .map_or(key.as_str(), |(at, _)| &key[..at])
    };
    [
        Some(hash(0, &key)),
        Some(hash(1, ends(3).unwrap_or(&key))),
        Some(hash(2, ends(2).unwrap_or(&key))),
        Some(hash(3, starts())),
        Some(hash(4, &shape(word))),
        Some(hash(5, pos.upos().name())),
        Some(hash(6, pos.xpos().name())),
        class.map(|class| hash_number(7, class)),
        class.map(|class| hash_number(8, class & 63)),
        cluster.map(|path| hash_number(9, path & 0x3ff)),
        cluster.map(|path| hash_number(10, path & 0x3f)),
    ]
}

/// Lower case, every digit a zero, quotes straight, nothing invisible: what a form is looked up by.
pub fn key(word: &str) -> String {
    let usual = |letter: char| match letter {
        '’' | '‘' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        _ if letter.is_numeric() => '0',
        _ => letter,
    };
    plain(word)
        .chars()
        .flat_map(char::to_lowercase)
        .map(usual)
        .collect()
}

/// [`hash`] of a number as it is written.
fn hash_number(slot: u8, number: u16) -> u32 {
    let powers = [10_000, 1_000, 100, 10, 1];
    let digits = powers.map(|power| b'0' + (number / power % 10) as u8);
    let n_zeros = powers
        .iter()
        .filter(|&&power| power > number.max(1))
        .count();
    hash_bytes(slot, &digits[n_zeros..])
}

fn hash(slot: u8, text: &str) -> u32 {
    hash_bytes(slot, text.as_bytes())
}

/// FNV-1a over the slot and the text, folded to 32 bits.
fn hash_bytes(slot: u8, text: &[u8]) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in [slot].iter().chain(text) {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Upos, Xpos};

    #[test]
    fn digits_and_capitals_do_not_count() {
        assert_eq!(key("Su-57"), "su-00");
        assert_eq!(key("n’t"), "n't");
    }

    #[test]
    fn numbers_count_as_they_are_written() {
        for number in [0, 9, 10, 63, 100, 1023, 65535] {
            assert_eq!(hash_number(7, number), hash(7, &number.to_string()));
        }
    }

    #[test]
    fn short_and_foreign_words_have_features_too() {
        for word in ["", "a", "’s", "伊朗", "é"] {
            let pos = Pos::new(Upos::X, Xpos::Fw);
            assert!(features(word, pos)[FORM].is_some());
        }
    }
}

//! What the parser is told about a word: a handful of hashes, each with a row of the embedding table.

use crate::text::shape;

/// How many features a word has.
pub const N_FEATURES: usize = 9;

/// Place of the form among the features: the one that is replaced by "unknown" where it was not seen in training.
pub const FORM: usize = 0;

/// The features of a word. `tags` are its universal and its Penn part of speech; `class` the word class of its form, if it has one:
/// low six bits the coarse one, all bits the fine one.
pub fn features(word: &str, tags: [&str; 2], class: Option<u16>) -> [Option<u32>; N_FEATURES] {
    let key = key(word);
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
        Some(hash(5, tags[0])),
        Some(hash(6, tags[1])),
        class.map(|class| hash(7, &class.to_string())),
        class.map(|class| hash(8, &(class & 63).to_string())),
    ]
}

/// Lower case, every digit a zero: what a form is looked up by.
pub fn key(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter.is_numeric() { '0' } else { letter })
        .collect()
}

/// FNV-1a over the slot and the text, folded to 32 bits.
fn hash(slot: u8, text: &str) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in [slot].iter().chain(text.as_bytes()) {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_capitals_do_not_count() {
        assert_eq!(key("Su-57"), "su-00");
    }

    #[test]
    fn short_and_foreign_words_have_features_too() {
        for word in ["", "a", "’s", "伊朗", "é"] {
            assert!(features(word, ["X", "FW"], None)[FORM].is_some());
        }
    }
}

//! Classes of words that are used alike, from word vectors: what lets a rule learnt about one surname hold for another.

use std::sync::LazyLock;

use crate::text::shelves::Shelves;

/// Sorted hashes of words, four bytes each.
const N_HASH: usize = 4;
/// The class of each, two bytes.
const N_CLASS: usize = 2;

/// The class of a word: low six bits the coarse class, all bits the fine one. Looks for the word as it is, then in lower case.
pub fn word_class(word: &str) -> Option<u16> {
    static CLASSES: LazyLock<Table> =
        LazyLock::new(|| Table::new(include_bytes!("../../assets/model/word_classes.bin")));
    let class = CLASSES.class(word);
    class.or_else(|| CLASSES.class(&word.to_lowercase()))
}

/// The bytes of a table: hashes in order, then their classes. Of two words with one hash the first counts.
pub fn table(words: &[(&str, u16)]) -> Vec<u8> {
    let mut entries: Vec<(u32, u16)> = words
        .iter()
        .map(|(word, class)| (hash(word), *class))
        .collect();
    entries.sort_by_key(|(hash, _)| *hash);
    entries.dedup_by_key(|(hash, _)| *hash);
    let hashes = entries.iter().flat_map(|(hash, _)| hash.to_le_bytes());
    hashes
        .chain(entries.iter().flat_map(|(_, class)| class.to_le_bytes()))
        .collect()
}

/// Hashes and classes straight in the file's bytes.
struct Table {
    hashes: &'static [[u8; N_HASH]],
    classes: &'static [[u8; N_CLASS]],
    shelves: Shelves,
}

impl Table {
    /// As [`table`] made it.
    fn new(file: &'static [u8]) -> Self {
        let n = file.len() / (N_HASH + N_CLASS);
        let (hashes, classes) = file.split_at_checked(n * N_HASH).unwrap_or_default();
        let (hashes, _) = hashes.as_chunks();
        Self {
            hashes,
            classes: classes.as_chunks().0,
            shelves: Shelves::new(hashes.iter().map(|bytes| u32::from_le_bytes(*bytes))),
        }
    }

    fn class(&self, word: &str) -> Option<u16> {
        let shelf = self.shelves.of(hash(word));
        let at = self
            .hashes
            .get(shelf.clone())?
            .binary_search_by_key(&hash(word), |bytes| u32::from_le_bytes(*bytes))
            .ok()?;
        let class = self.classes.get(shelf.start + at)?;
        Some(u16::from_le_bytes(*class))
    }
}

/// FNV-1a, folded to 32 bits.
fn hash(word: &str) -> u32 {
    let fold = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let state = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, fold);
    (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_finds_what_it_was_made_of() {
        let bytes = table(&[("minister", 77), ("Oslo", 12), ("oslo", 13)]);
        let table = Table::new(bytes.leak());
        assert_eq!(table.class("minister"), Some(77));
        assert_eq!(table.class("Oslo"), Some(12));
        assert_eq!(table.class("unheard"), None);
        assert_eq!(Table::new(&[1, 2, 3]).class("minister"), None);
    }

    #[test]
    fn words_used_alike_share_a_class() {
        assert_eq!(word_class("Monday"), word_class("Tuesday"));
        assert!(word_class("Monday").is_some());
        assert_ne!(word_class("Monday"), word_class("minister"));
    }
}

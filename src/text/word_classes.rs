//! Classes of words that are used alike, from word vectors: what lets a rule learnt about one surname hold for another.

/// Sorted hashes of words, four bytes each.
const N_HASH: usize = 4;
/// The class of each, two bytes.
const N_CLASS: usize = 2;

/// The class of a word: low six bits the coarse class, all bits the fine one. Looks for the word as it is, then in lower case.
pub fn word_class(word: &str) -> Option<u16> {
    lookup(CLASSES, word).or_else(|| lookup(CLASSES, &word.to_lowercase()))
}

static CLASSES: &[u8] = include_bytes!("../../assets/model/word_classes.bin");

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

/// Binary search straight in the file's bytes: nothing to load at start.
fn lookup(table: &[u8], word: &str) -> Option<u16> {
    let n = table.len() / (N_HASH + N_CLASS);
    let (hashes, classes) = table.split_at_checked(n * N_HASH)?;
    let (hashes, _) = hashes.as_chunks::<N_HASH>();
    let at = hashes
        .binary_search_by_key(&hash(word), |bytes| u32::from_le_bytes(*bytes))
        .ok()?;
    let (classes, _) = classes.as_chunks::<N_CLASS>();
    classes.get(at).map(|bytes| u16::from_le_bytes(*bytes))
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
        assert_eq!(lookup(&bytes, "minister"), Some(77));
        assert_eq!(lookup(&bytes, "Oslo"), Some(12));
        assert_eq!(lookup(&bytes, "unheard"), None);
        assert_eq!(lookup(&[1, 2, 3], "minister"), None);
    }

    #[test]
    fn words_used_alike_share_a_class() {
        assert_eq!(word_class("Monday"), word_class("Tuesday"));
        assert!(word_class("Monday").is_some());
        assert_ne!(word_class("Monday"), word_class("minister"));
    }
}

//! Words that are used alike: Brown clusters, a path in a binary tree for each word, the lowest bit first.
//! Words whose paths begin with the same bits are used alike: "minister" and "secretary", "met" and "visited".
//!
//! ```text
//! "LegClu1\n"  length: u16, where the clusters come from  words: u32, then each: hash, as the distance from the last (varint),
//! path: u16   checksum: u64
//! ```

use std::sync::LazyLock;

use crate::text::shelves::Shelves;
use crate::text::weights::{Reader, checksum};
#[cfg(feature = "train")]
use crate::text::weights::{push_text, push_varint};

const MAGIC: &[u8] = b"LegClu1\n";

/// Classes of words, sorted by hash.
#[derive(Debug)]
pub struct Clusters {
    pub origin: String,
    classes: Vec<(u32, u16)>,
    shelves: Shelves,
}

static CLUSTERS: LazyLock<Clusters> = LazyLock::new(|| {
    let file = include_bytes!("../../assets/model/clusters.bin");
    Clusters::read(file).expect("assets/model/clusters.bin is checked by a test of this module")
});

/// The built-in classes.
pub fn clusters() -> &'static Clusters {
    &CLUSTERS
}

impl Clusters {
    /// `None` where the bytes are not a whole file of this format.
    pub fn read(file: &[u8]) -> Option<Self> {
        let (body, sum) = file.split_last_chunk::<8>()?;
        let mut reader = Reader::new(body, MAGIC)?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return None;
        }
        let origin = reader.text()?.to_owned();
        let n_words = reader.u32()?;
        let mut classes = Vec::with_capacity(body.len() / 4);
        let mut hash = 0_u32;
        for _ in 0..n_words {
            hash = hash.checked_add(reader.varint()?)?;
            classes.push((hash, reader.u16()?));
        }
        let shelves = Shelves::new(classes.iter().map(|&(hash, _)| hash));
        reader.is_empty().then_some(Self {
            origin,
            classes,
            shelves,
        })
    }

    /// The file of the classes; `hashes` as [`hash`] gives them, sorted, none twice.
    #[cfg(feature = "train")]
    pub fn write(origin: &str, hashes: &[(u32, u16)]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        push_text(&mut out, origin);
        out.extend((hashes.len() as u32).to_le_bytes());
        let mut last = 0;
        for &(hash, class) in hashes {
            push_varint(&mut out, hash - last);
            out.extend(class.to_le_bytes());
            last = hash;
        }
        let sum = checksum(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// The class of a word by its hash; 0 for a word that has none.
    pub fn class(&self, hash: u32) -> u16 {
        let shelf = self.classes.get(self.shelves.of(hash)).unwrap_or_default();
        let at = shelf.binary_search_by_key(&hash, |&(hash, _)| hash).ok();
        at.and_then(|at| shelf.get(at))
            .map_or(0, |&(_, class)| class)
    }
}

/// The hash of a word in lower case.
pub fn hash(lower: impl IntoIterator<Item = char>) -> u32 {
    let hash = lower
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3)
        });
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_used_alike_share_a_class() {
        let path = |word: &str| clusters().class(hash(word.chars()));
        let shared = |a: &str, b: &str| (path(a) ^ path(b)).trailing_zeros();
        assert!(shared("minister", "secretary") >= 6);
        assert_eq!(path("paris"), path("london"));
        assert!(shared("met", "visited") > shared("met", "minister"));
        assert_eq!(path("a word that nobody writes"), 0);
    }

    #[test]
    fn a_foreign_or_short_file_is_refused() {
        let file = include_bytes!("../../assets/model/clusters.bin");
        assert!(Clusters::read(&file[..file.len() - 1]).is_none());
        assert!(Clusters::read(b"").is_none());
        assert!(!clusters().origin.is_empty());
    }
}

//! Finding a hash among many in order: a look at its first bits says where those with the same ones stand.

use std::ops::Range;

/// Where in a sorted list of hashes to look for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shelves {
    shift: u32,
    /// By the first bits, and one more: the first hash that is not smaller.
    starts: Vec<u32>,
}

impl Shelves {
    /// `hashes` in order; about one to each shelf.
    pub fn new(hashes: impl ExactSizeIterator<Item = u32>) -> Self {
        let n = hashes.len();
        let bits = n.max(2).ilog2().min(20);
        let shift = u32::BITS - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for (at, hash) in hashes.enumerate() {
            let shelf = (hash >> shift) as usize;
            if starts.len() <= shelf {
                starts.resize(shelf + 1, at as u32);
            }
        }
        starts.resize((1 << bits) + 1, n as u32);
        Self { shift, starts }
    }

    /// The places at which `hash` may stand.
    pub fn of(&self, hash: u32) -> Range<usize> {
        let shelf = (hash >> self.shift) as usize;
        let start = |shelf: usize| self.starts.get(shelf).map_or(0, |&start| start as usize);
        start(shelf)..start(shelf + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_stands_on_its_shelf() {
        for n in [0, 1, 2, 3, 1000] {
            let mut hashes: Vec<u32> = (0..n).map(|at: u32| at.wrapping_mul(0x9e37_79b9)).collect();
            hashes.sort_unstable();
            let shelves = Shelves::new(hashes.iter().copied());
            for (at, &hash) in hashes.iter().enumerate() {
                let shelf = shelves.of(hash);
                assert!(
                    shelf.contains(&at) && shelf.len() < 9,
                    "{at} of {n}: {shelf:?}"
                );
            }
            assert!(shelves.of(u32::MAX).end <= hashes.len());
        }
    }
}

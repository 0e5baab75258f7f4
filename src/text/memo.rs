//! What was found out about a word, kept for when it comes again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// How words are hashed where nobody chooses them to harm.
pub type Hash = BuildHasherDefault<Fnv>;

type Words<T> = HashMap<Box<str>, Rc<T>, Hash>;

/// Values by word. Of more than twice `most` words those not asked for lately are forgotten.
#[derive(Debug)]
pub struct Memo<T> {
    most: usize,
    new: Words<T>,
    old: Words<T>,
}

impl<T> Memo<T> {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            new: Words::default(),
            old: Words::default(),
        }
    }

    /// The value of a word, made where it is not known.
    pub fn get(&mut self, word: &str, make: impl FnOnce() -> T) -> Rc<T> {
        if let Some(known) = self.new.get(word) {
            return Rc::clone(known);
        }
        let known = self.old.remove_entry(word);
        let (word, value) = known.unwrap_or_else(|| (word.into(), Rc::new(make())));
        if self.new.len() >= self.most {
            self.old = std::mem::take(&mut self.new);
        }
        self.new.insert(word, Rc::clone(&value));
        value
    }
}

/// FNV-1a: fast for words.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        // The table looks at the highest bits too.
        self.0 ^ self.0.rotate_left(32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays() {
        let mut memo = Memo::new(2);
        for word in ["the", "minister", "the", "left", "the", "port"] {
            assert_eq!(*memo.get(word, || word.len()), word.len());
        }
        assert_eq!(*memo.get("the", || 0), 3);
        assert_eq!(*memo.get("minister", || 0), 0, "forgotten");
        assert!(memo.new.len() + memo.old.len() <= 4);
    }
}

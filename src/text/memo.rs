//! What was found out about a word, kept for when it comes again.

use std::collections::HashMap;
use std::rc::Rc;

/// Values by word. Of more than twice `most` words those not asked for lately are forgotten.
#[derive(Debug)]
pub struct Memo<T> {
    most: usize,
    new: HashMap<Box<str>, Rc<T>>,
    old: HashMap<Box<str>, Rc<T>>,
}

impl<T> Memo<T> {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            new: HashMap::new(),
            old: HashMap::new(),
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

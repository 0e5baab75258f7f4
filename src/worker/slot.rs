//! The newest of something, handed from one thread to another without waiting.

use std::sync::{Arc, Mutex, PoisonError};

/// Room for one value: putting replaces what was there, taking empties it.
#[derive(Debug)]
pub struct Slot<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Slot<T> {
    pub fn put(&self, value: Arc<T>) {
        drop(self.swap(Some(value)));
    }

    pub fn take(&self) -> Option<Arc<T>> {
        self.swap(None)
    }

    /// The lock is held for the exchange of two pointers; what comes out is dropped after it.
    fn swap(&self, value: Option<Arc<T>>) -> Option<Arc<T>> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut slot, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_taken_once() {
        let slot = Slot::default();
        slot.put(Arc::new(1));
        slot.put(Arc::new(2));
        assert_eq!(slot.take().as_deref(), Some(&2));
        assert_eq!(slot.take(), None);
    }
}

//! Where nodes stood before and after each step of the journal, so that undoing a drag puts back the whole picture.
//!
//! In memory only: an edit keeps where the nodes stood that it moved, so that undo finds back in a later session, too.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::layout::Positions;

/// Pictures by the number of edits that hold at the time.
#[derive(Clone, Debug, Default)]
pub struct History {
    before: BTreeMap<usize, Arc<Positions>>,
    after: BTreeMap<usize, Arc<Positions>>,
}

impl History {
    /// Edit number `n` is made while the map looks like `picture`; whatever was undone before is gone.
    pub fn made(&mut self, n: usize, picture: Arc<Positions>) {
        self.before.split_off(&n);
        self.after.split_off(&n);
        self.before.insert(n, picture);
    }

    /// Edit number `n` is undone while the map looks like `picture`; gives the picture to go back to.
    pub fn undone(&mut self, n: usize, picture: Arc<Positions>) -> Option<Arc<Positions>> {
        self.after.insert(n, picture);
        self.before.get(&n).cloned()
    }

    /// Edit number `n` holds again; gives the picture it had led to.
    pub fn redone(&mut self, n: usize) -> Option<Arc<Positions>> {
        self.after.get(&n).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, MapPos};

    fn picture(x: f32) -> Arc<Positions> {
        let at = vec![(EntityId::new("state:oman"), MapPos { x, y: 0.0 })];
        Arc::new(Positions { at })
    }

    #[test]
    fn undo_and_redo_go_between_two_pictures() {
        let mut history = History::default();
        history.made(0, picture(1.0));
        assert_eq!(history.undone(0, picture(2.0)), Some(picture(1.0)));
        assert_eq!(history.redone(0), Some(picture(2.0)));
        history.undone(0, picture(2.0));
        history.made(0, picture(1.0));
        assert_eq!(history.redone(0), None, "a new edit drops what was undone");
    }
}

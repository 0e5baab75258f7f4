//! Where nodes stood before and after each step of the journal, so that undoing a drag puts back the whole picture.
//!
//! In memory only: a file keeps pins as edits and places as a view.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::layout::Positions;
use crate::model::EntityId;
use crate::project::Camera;
use crate::query::Filter;

/// Pictures by the number of edits that hold at the time.
#[derive(Clone, Debug, Default)]
pub struct History {
    before: BTreeMap<usize, Arc<Positions>>,
    after: BTreeMap<usize, Arc<Positions>>,
    /// Of steps that changed how one looks at the map: how one did before and after.
    looks: BTreeMap<usize, (Look, Look)>,
}

/// What of the window belongs to a view and not to the journal.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Look {
    pub filter: Filter,
    pub folded: BTreeSet<EntityId>,
    pub camera: Option<Camera>,
}

impl History {
    /// Edit number `n` is made while the map looks like `picture`; whatever was undone before is gone.
    pub fn made(&mut self, n: usize, picture: Arc<Positions>) {
        self.before.split_off(&n);
        self.after.split_off(&n);
        self.looks.split_off(&n);
        self.before.insert(n, picture);
    }

    /// Edit number `n` changed how one looks at the map.
    pub fn looked(&mut self, n: usize, before: Look, after: Look) {
        self.looks.insert(n, (before, after));
    }

    pub fn look_before(&self, n: usize) -> Option<Look> {
        self.looks.get(&n).map(|(before, _)| before.clone())
    }

    pub fn look_after(&self, n: usize) -> Option<Look> {
        self.looks.get(&n).map(|(_, after)| after.clone())
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
    use crate::model::MapPos;

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

//! What the user said, in order, and how far back one has gone.

use crate::model::Edit;

/// Edits with a cursor. Undo moves the cursor; a push drops what was undone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Journal {
    edits: Vec<Edit>,
    /// For each edit that this version does not wholly understand its JSON: written back as it was read.
    as_read: Vec<Option<Box<str>>>,
    done: usize,
}

impl Journal {
    pub fn push(&mut self, edit: Edit) {
        self.edits.truncate(self.done);
        self.as_read.truncate(self.done);
        self.push_read(edit, None);
        self.done = self.edits.len();
    }

    /// The edit that no longer holds.
    pub fn undo(&mut self) -> Option<&Edit> {
        self.done = self.done.checked_sub(1)?;
        self.edits.get(self.done)
    }

    /// The edit that holds again.
    pub fn redo(&mut self) -> Option<&Edit> {
        let edit = self.edits.get(self.done)?;
        self.done += 1;
        Some(edit)
    }

    /// What holds now, oldest first.
    pub fn active(&self) -> &[Edit] {
        self.edits.get(..self.done).unwrap_or_default()
    }

    /// What [`Self::undo`] would take back.
    pub fn next_undo(&self) -> Option<&Edit> {
        self.active().last()
    }

    /// What [`Self::redo`] would bring back.
    pub fn next_redo(&self) -> Option<&Edit> {
        self.edits.get(self.done)
    }

    /// Everything said, undone edits included.
    pub fn all(&self) -> &[Edit] {
        &self.edits
    }

    /// How many edits hold.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Adds an edit of a file, undone until [`Self::set_done`].
    pub(super) fn push_read(&mut self, edit: Edit, as_read: Option<Box<str>>) {
        self.edits.push(edit);
        self.as_read.push(as_read);
    }

    /// Every edit with the JSON to write instead of it, if it has some.
    pub(super) fn with_as_read(&self) -> impl Iterator<Item = (&Edit, Option<&str>)> {
        let as_read = self.as_read.iter().map(Option::as_deref);
        self.edits.iter().zip(as_read)
    }

    /// Lets the first `done` edits hold.
    pub(super) fn set_done(&mut self, done: usize) {
        self.done = done.min(self.edits.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    fn edit(text: &str) -> Edit {
        Edit::AddArticle(ArticleId::from_text(text))
    }

    #[test]
    fn undo_and_redo_move_a_cursor() {
        let mut journal = Journal::default();
        assert_eq!(journal.undo(), None);
        journal.push(edit("a"));
        journal.push(edit("b"));
        assert_eq!(journal.undo(), Some(&edit("b")));
        assert_eq!(journal.active(), [edit("a")]);
        assert_eq!(journal.next_redo(), Some(&edit("b")));
        assert_eq!(journal.redo(), Some(&edit("b")));
        assert_eq!(journal.redo(), None);
        assert_eq!(journal.next_undo(), Some(&edit("b")));
    }

    #[test]
    fn saying_something_new_drops_what_was_undone() {
        let mut journal = Journal::default();
        journal.push(edit("a"));
        journal.push(edit("b"));
        journal.undo();
        journal.push(edit("c"));
        assert_eq!(journal.all(), [edit("a"), edit("c")]);
        assert_eq!(journal.next_redo(), None);
        assert_eq!(journal.with_as_read().count(), 2);
    }
}

//! The user's work: article texts, the journal of edits, views; on disk and in memory.
//!
//! Takes edits, gives the active ones; takes a path, gives a project whole or a sentence why not. Never holds anything derived.

mod file;
mod history;
mod journal;
pub mod lock;
mod marks;
mod merge;
mod process;
mod quote;
pub mod recovery;
mod stamp;
mod views;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Anchor, Article, ArticleId, Edit, EntityId, Graph, MapPos};

pub use file::{
    Faults, Loaded, N_VERSIONS, ProjectError, Step, Unknown, WriteError, keep_version, load,
    read_view, save, save_with, sweep_beside, version_path, view_from_json, view_to_json,
    write_whole, write_whole_with,
};
pub use history::{describe, one_of};
pub use journal::Journal;
pub use marks::{Marks, relation_of};
pub use merge::{Conflict, Merge, merge};
pub use quote::find_again;
pub use stamp::Stamp;
pub use views::{Appearance, Camera, Near, START_VIEW, View};

/// Everything a project file holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Project {
    /// Every article the journal speaks of, removed ones included, so that undo can bring them back. Sorted by id.
    pub articles: Vec<Arc<Article>>,
    pub journal: Journal,
    /// The map as it was left, then every view the journal speaks of, removed ones included, so that undo can bring them
    /// back. Which are on the list now, and in what order, [`Self::named_views`] says.
    pub views: Vec<View>,
    /// The name of the view that was shown on opening before the journal spoke of that; none: the map as it was left.
    pub start_view: Option<String>,
    pub title: String,
    /// What another version wrote into the file; kept for it.
    pub unknown: Unknown,
}

impl Project {
    /// Keeps a text; one that is here already learns the new paths. Putting it on the map is an edit of its own.
    pub fn keep_article(&mut self, article: Arc<Article>) {
        match self.articles.binary_search_by_key(&article.id, |a| a.id) {
            Err(at) => self.articles.insert(at, article),
            Ok(at) => {
                let Some(known) = self.articles.get_mut(at) else {
                    return;
                };
                if article.paths.iter().any(|path| !known.paths.contains(path)) {
                    let known = Arc::make_mut(known);
                    known.paths.extend(article.paths.iter().cloned());
                    known.paths.sort();
                    known.paths.dedup();
                }
            }
        }
    }

    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        let at = self
            .articles
            .binary_search_by_key(&id, |article| article.id);
        self.articles.get(at.ok()?)
    }

    /// The articles on the map now, sorted by id.
    pub fn active_articles(&self) -> Vec<Arc<Article>> {
        let active: BTreeSet<_> = on_map(self.journal.active()).into_iter().collect();
        let articles = self.articles.iter();
        articles
            .filter(|article| active.contains(&article.id))
            .cloned()
            .collect()
    }

    /// What holds now, with the places of articles that were read again looked up in their new texts. What is not found
    /// there stays where it was, and sleeps.
    pub fn said(&self) -> Vec<Edit> {
        let mut said = self.journal.active().to_vec();
        let mut replaced: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
        each_edit(self.journal.active(), &mut |edit| {
            if let Edit::ReplaceArticle { old, new } = edit {
                replaced.insert(*old, *new);
                // Back to a text that was there before: nothing of it has moved.
                replaced.remove(new);
            }
        });
        if !replaced.is_empty() {
            for edit in &mut said {
                edit.each_anchor(&mut |at| *at = self.follow(*at, &replaced));
            }
        }
        said
    }

    /// Where a place is now, through every text that took the place of another.
    fn follow(&self, at: Anchor, replaced: &BTreeMap<ArticleId, ArticleId>) -> Anchor {
        let mut now = at;
        // A chain of texts is no longer than there are of them.
        for _ in 0..replaced.len() {
            let Some(new) = replaced.get(&now.article) else {
                break;
            };
            let texts = self.article(now.article).zip(self.article(*new));
            let found = texts.and_then(|(old, new)| find_again(&old.text, now.span, &new.text));
            let Some(span) = found else {
                return at;
            };
            now = Anchor {
                article: *new,
                span,
            };
        }
        now
    }

    pub fn title_or_untitled(&self) -> &str {
        match self.title.trim() {
            "" => "Untitled map",
            title => title,
        }
    }
}

/// Every edit, those of groups one by one, oldest first.
pub fn each_edit<'a>(edits: &'a [Edit], visit: &mut impl FnMut(&'a Edit)) {
    for edit in edits {
        match edit {
            Edit::Group(inner) => each_edit(inner, visit),
            single => visit(single),
        }
    }
}

/// Which nodes of `graph` are held, and where. What was said last holds, whichever mention it was said of.
pub fn pins(edits: &[Edit], graph: &Graph) -> BTreeMap<EntityId, MapPos> {
    let mut pins = BTreeMap::new();
    each_edit(edits, &mut |edit| {
        let Edit::Pin { at, pos } = edit else {
            return;
        };
        let Some(entity) = graph.entity_at(*at) else {
            return;
        };
        match pos {
            Some(pos) => pins.insert(entity.id.clone(), *pos),
            None => pins.remove(&entity.id),
        };
    });
    pins
}

/// What edits put on the map, in the order it was put there.
pub fn on_map(edits: &[Edit]) -> Vec<ArticleId> {
    let mut on_map: Vec<ArticleId> = Vec::new();
    each_edit(edits, &mut |edit| match edit {
        Edit::AddArticle(id) if !on_map.contains(id) => on_map.push(*id),
        Edit::RemoveArticle(id) => on_map.retain(|known| known != id),
        Edit::ReplaceArticle { old, new } => {
            let place = on_map.iter().position(|known| known == old);
            on_map.retain(|known| known != old && known != new);
            let place = place.unwrap_or(on_map.len()).min(on_map.len());
            on_map.insert(place, *new);
        }
        _ => {}
    });
    on_map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_articles_stay_for_undo() {
        let oman = Arc::new(Article::of_text("Oman"));
        let qatar = Arc::new(Article::of_text("Qatar"));
        let mut project = Project::default();
        for article in [&qatar, &oman] {
            project.keep_article(Arc::clone(article));
        }
        let both = vec![Edit::AddArticle(oman.id), Edit::AddArticle(qatar.id)];
        project.journal.push(Edit::Group(both));
        assert_eq!(project.active_articles(), project.articles);
        project.journal.push(Edit::RemoveArticle(oman.id));
        assert_eq!(project.active_articles(), [Arc::clone(&qatar)]);
        assert_eq!(project.article(oman.id), Some(&oman));
        project.journal.undo();
        assert_eq!(project.active_articles().len(), 2);
    }

    #[test]
    fn the_same_text_from_another_file_is_one_article() {
        let mut project = Project::default();
        for path in ["b.txt", "a.txt", "b.txt"] {
            let mut article = Article::of_text("Oman");
            article.paths.push(path.into());
            project.keep_article(Arc::new(article));
        }
        assert_eq!(project.articles.len(), 1);
        let paths = &project.articles[0].paths;
        assert_eq!(paths, &["a.txt", "b.txt"].map(std::path::PathBuf::from));
    }

    #[test]
    fn the_journal_says_which_articles_are_on_the_map() {
        let [a, b] = ["a", "b"].map(ArticleId::from_text);
        let add = Edit::Group(vec![Edit::AddArticle(a), Edit::AddArticle(b)]);
        let remove = Edit::RemoveArticle(a);
        assert_eq!(on_map(std::slice::from_ref(&add)), [a, b]);
        assert_eq!(on_map(&[add.clone(), remove.clone()]), [b]);
        assert_eq!(on_map(&[add.clone(), remove, Edit::AddArticle(a)]), [b, a]);
        let new = ArticleId::from_text("new");
        let replace = Edit::ReplaceArticle { old: a, new };
        assert_eq!(on_map(&[add, replace]), [new, b]);
    }
}

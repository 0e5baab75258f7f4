//! What changed: files on disk, the map since then, another project laid beside this one.

use std::sync::Arc;

use crate::app::App;
use crate::app::commands::NewsAction;
use crate::app::dialogs::Question;
use crate::app::state::{Compared, State};
use crate::model::{Article, ArticleId, Date, Edit, Graph};
use crate::project::{Merge, Project, each_edit};
use crate::query;
use crate::worker::ReaderJob;

impl App {
    pub(super) fn carry_out_news(&mut self, action: NewsAction) {
        match action {
            NewsAction::LookAtSources => self.look_at_sources(),
            NewsAction::ReadAgain(id) => {
                if let Some(article) = self.state.article(id).cloned() {
                    self.reader.ask(ReaderJob::ReadAgain(article));
                }
            }
            NewsAction::SinceLastAdded => {
                let newest = self.state.newest.clone();
                self.compare("Since the last articles were added".to_owned(), |article| {
                    !newest.contains(&article.id)
                });
            }
            NewsAction::SinceDay(day) => {
                let title = format!("Since {}", crate::app::wording::day(day));
                self.compare(title, |article| {
                    article
                        .published
                        .is_none_or(|published| published.date <= day)
                });
            }
            NewsAction::WithView(at) => self.compare_view(at),
            NewsAction::WithProject => self.ask(Question::CompareProject),
            NewsAction::MergeProject => self.ask(Question::MergeProject),
            NewsAction::Take(conflict, theirs) => {
                if let Some((merge, _)) = &mut self.state.merging
                    && let Some(conflict) = merge.conflicts.get_mut(conflict)
                {
                    conflict.take_theirs = theirs;
                }
            }
            NewsAction::Merge => self.finish_merge(),
            NewsAction::Forget => {
                self.state.compared = None;
                self.state.merging = None;
            }
        }
    }

    pub(super) fn look_at_sources(&mut self) {
        let articles: Vec<Arc<Article>> = self.state.articles().cloned().collect();
        self.reader.ask(ReaderJob::LookAtSources(articles));
    }

    /// The file of an article that was read again.
    pub(super) fn read_again(&mut self, old: ArticleId, article: Arc<Article>) {
        let new = article.id;
        if old == new {
            self.toasts.say("The file is as it was");
            self.state.sources.remove(&old);
            return;
        }
        self.state.project.keep_article(article);
        self.edit(Edit::ReplaceArticle { old, new });
        self.state.sources.remove(&old);
        self.toasts
            .say("Read again; corrections were looked up in the new text");
    }

    /// Compares with the map of those articles only that `is_in`.
    fn compare(&mut self, title: String, is_in: impl Fn(&Article) -> bool) {
        let articles = self.state.project.active_articles();
        let articles = articles
            .into_iter()
            .filter(|article| is_in(article))
            .collect();
        self.reader.ask(ReaderJob::Compare {
            title,
            articles,
            edits: Arc::clone(&self.state.said),
        });
    }

    /// What is shown now against what that view would show.
    fn compare_view(&mut self, at: usize) {
        let Some(view) = self.state.project.views.get(at) else {
            return;
        };
        let graph = &self.state.graph;
        let shown = |visible: &query::Visible| {
            let entities = graph.entities().iter();
            let entities = entities.filter(|entity| visible.entities.contains(&entity.id));
            let relations = graph.relations().iter();
            let relations = relations.filter(|line| visible.relations.contains(&line.id));
            Graph::new(entities.cloned().collect(), relations.cloned().collect())
        };
        let then = query::filter(graph, &view.filter, &self.state.calendar);
        let now = query::filter(graph, &self.state.filter, &self.state.calendar);
        let title = format!("Against the view “{}”", view.name);
        let before = shown(&then);
        let changes = query::changes(&before, &shown(&now));
        self.state.compared = Some(Compared {
            title,
            before: Arc::new(before),
            changes,
        });
    }

    pub(super) fn compared(&mut self, title: String, before: Arc<Graph>) {
        self.state.batch = None;
        let changes = query::changes(&before, &self.state.graph);
        self.state.compared = Some(Compared {
            title,
            before,
            changes,
        });
    }

    pub(super) fn merging(&mut self, merge: Merge, united: Project) {
        // Its articles were read on the way.
        self.state.batch = None;
        let base = self.state.project.journal.active().len();
        if united.journal.active().len() != base {
            // Something was said meanwhile; it must not be lost.
            self.toasts
                .warn("The map changed while the other project was read; choose it again.");
            return;
        }
        if merge.conflicts.is_empty() {
            self.state.merging = Some((merge, united));
            self.finish_merge();
        } else {
            self.state.merging = Some((merge, united));
        }
    }

    fn finish_merge(&mut self) {
        let Some((merge, united)) = self.state.merging.take() else {
            return;
        };
        let known = self.state.project.views.len();
        for article in &united.articles {
            self.state.project.keep_article(Arc::clone(article));
        }
        let views = united.views.into_iter().skip(known);
        self.state.project.views.extend(views);
        self.state.views_changed = true;
        let text = format!("Merged with {}", merge.name);
        if let Some(edit) = merge.edit() {
            self.edit(edit);
        }
        self.toasts.say(text);
    }
}

/// The days on which articles of the map were published, sorted.
pub fn days(state: &State) -> Vec<Date> {
    let days = state
        .articles()
        .filter_map(|article| Some(article.published?.date));
    let mut days: Vec<Date> = days.collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Articles whose text was replaced, with the one that took its place.
pub fn replaced(state: &State) -> Vec<(ArticleId, ArticleId)> {
    let mut replaced = Vec::new();
    each_edit(state.project.journal.active(), &mut |edit| {
        if let Edit::ReplaceArticle { old, new } = edit {
            replaced.push((*old, *new));
        }
    });
    replaced
}

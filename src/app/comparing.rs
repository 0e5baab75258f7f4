//! What changed: files on disk, the map since then, another project laid beside this one.

use std::sync::Arc;

use crate::app::App;
use crate::app::commands::NewsAction;
use crate::app::dialogs::Question;
use crate::app::diff::After;
use crate::app::state::State;
use crate::app::wording;
use crate::model::{Article, ArticleId, Date, Edit, Graph};
use crate::project::{Merge, Project, each_edit};
use crate::query;
use crate::worker::{ComparedWith, ReaderJob};

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
                let title = "Since the last articles were added".to_owned();
                self.compare(title, None, |article| !newest.contains(&article.id));
            }
            NewsAction::SinceDay(day) => {
                let title = format!("Since {}", wording::day(day));
                self.compare(title, None, |article| was_out(article, day));
            }
            NewsAction::BetweenDays(from, to) => {
                let title = format!("From {} to {}", wording::day(from), wording::day(to));
                self.compare(title, Some(to), |article| was_out(article, from));
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

    /// Compares with the map of those articles only that `is_in`; up to a day, if one is given.
    fn compare(&mut self, title: String, until: Option<Date>, is_in: impl Fn(&Article) -> bool) {
        let articles = self.state.project.active_articles();
        let articles = articles
            .into_iter()
            .filter(|article| is_in(article))
            .collect();
        self.reader.ask(ReaderJob::Compare {
            title,
            articles,
            edits: Arc::clone(&self.state.said),
            until,
        });
    }

    /// What is shown now against what that view would show.
    fn compare_view(&mut self, at: usize) {
        let Some(view) = self.state.project.views.get(at) else {
            return;
        };
        let graph = &self.state.graph;
        let then = query::filter(graph, &view.filter, &self.state.calendar);
        let entities = graph.entities().iter();
        let entities = entities.filter(|entity| then.entities.contains(&entity.id));
        let relations = graph.relations().iter();
        let relations = relations.filter(|line| then.relations.contains(&line.id));
        let before = Graph::new(entities.cloned().collect(), relations.cloned().collect());
        let title = format!("Against the view “{}”", view.name);
        let stood = view.positions.clone();
        let before = Arc::new(before);
        self.state.compare(title, before, stood, After::Shown);
    }

    pub(super) fn compared(&mut self, with: ComparedWith) {
        self.state.batch = None;
        let after = with.until.map_or(After::Whole, After::Until);
        self.state
            .compare(with.title, with.before, with.stood, after);
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
        for article in &united.articles {
            self.state.project.keep_article(Arc::clone(article));
        }
        for view in united.views {
            let known = view.id.as_ref().map(|id| self.state.project.view(id));
            if known.is_some_and(|known| known.is_none()) {
                self.state.project.views.push(view);
            }
        }
        let text = format!("Merged with {}", merge.name);
        if let Some(edit) = merge.edit() {
            self.edit(edit);
        }
        self.toasts.say(text);
    }
}

fn was_out(article: &Article, day: Date) -> bool {
    let published = article.published;
    published.is_none_or(|published| published.date <= day)
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

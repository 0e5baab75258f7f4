//! What the window knows: the project, what was derived from it, and what is looked at.
//!
//! Changed by `carry_out` and by reports of the workers only; panes read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::commands::Selection;
use crate::app::correcting::best_mention;
use crate::app::diff::Compared;
use crate::app::history::History;
use crate::app::keeping::Saved;
use crate::app::settings::Settings;
use crate::layout::Positions;
use crate::model::{
    Anchor, Article, ArticleId, Edit, EntityId, Graph, Kind, MapPos, Relation, RelationKind,
};
use crate::project::{Appearance, Marks, Merge, Project, each_edit, on_map, pins};
use crate::query::{self, Calendar, Counts, Filter, Step, Visible};
use crate::worker::Measured;
use crate::worker::batch::Problem;
use crate::worker::keeper::SourceNow;

/// Chains between two that are listed.
const MOST_CHAINS: usize = 8;

/// Everything panes may look at.
#[derive(Debug, Default)]
pub struct State {
    pub settings: Settings,
    pub project: Project,
    /// Where the project was loaded from or saved to.
    pub path: Option<PathBuf>,
    /// Another window has the project; this one must not save over it.
    pub read_only: bool,
    pub graph: Arc<Graph>,
    /// The graph as the map draws it: some nodes stand for others. The same as `graph` where none do.
    pub shown: Arc<Graph>,
    /// Nodes that stand for all who belong to them.
    pub folded: BTreeSet<EntityId>,
    /// Who is folded into whom.
    pub stands_for: BTreeMap<EntityId, EntityId>,
    /// Articles whose files do not hold their texts any more, as far as looked.
    pub sources: BTreeMap<ArticleId, SourceNow>,
    /// What the map was compared with last.
    pub compared: Option<Compared>,
    /// A project that is to be merged, and this one with its articles and views.
    pub merging: Option<(Merge, Project)>,
    /// Named views, as places among the project's views, in the order of the list.
    pub named: Vec<usize>,
    /// The one of them that is shown on opening.
    pub on_opening: Option<usize>,
    /// Only these and who is near them is shown.
    pub focus: Option<Focus>,
    /// Where exactly two are selected: the shortest chains between them.
    pub chains: Vec<Vec<Step>>,
    /// When the articles on the map were published.
    pub calendar: Calendar,
    pub filter: Filter,
    pub visible: Visible,
    /// Changes whenever `graph` or `visible` does.
    pub revision: u64,
    pub positions: Arc<Positions>,
    pub pins: BTreeMap<EntityId, MapPos>,
    /// Nodes the user hid, apart from the filter.
    pub hidden: BTreeSet<EntityId>,
    /// What has no name and deals with nobody ("a second round of talks"): in the list, not on the map.
    pub aside: BTreeSet<EntityId>,
    pub selection: Selection,
    /// The source reader is open at these words.
    pub reader_at: Option<Anchor>,
    pub batch: Option<Batch>,
    pub problems: Vec<Problem>,
    /// Who matters among what is shown, or was shown a moment ago.
    pub measured: Arc<Measured>,
    /// Figures of the legend; hidden nodes and what hangs on them are not counted.
    pub counts: Counts,
    /// Relations that each article tells.
    pub n_told: BTreeMap<ArticleId, usize>,
    pub layout_paused: bool,
    /// Time is running through the days of the strip.
    pub playing: bool,
    /// Communities are drawn around their members.
    pub communities: bool,
    /// Light or dark because a view wants it so.
    pub appearance: Option<Appearance>,
    pub history: History,
    /// What holds, with the places of articles that were read again looked up in their new texts.
    pub said: Arc<[Edit]>,
    /// Notes, confirmations and grades.
    pub marks: Marks,
    /// Edits whose place is not there, by number.
    pub asleep: Vec<usize>,
    pub(super) on_map: Vec<ArticleId>,
    /// What was added last, where there were others before.
    pub newest: BTreeSet<ArticleId>,
    pub(super) held: Held,
    pub(super) saved: Saved,
}

/// Some nodes and all that is at most this many lines away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Focus {
    pub centres: BTreeSet<EntityId>,
    pub n_steps: usize,
}

/// Files being read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Batch {
    pub n_done: usize,
    pub n_files: usize,
    /// The file that was finished last.
    pub name: String,
}

/// What was selected, in words of the articles, so that it outlives a graph.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Held {
    pub entities: Vec<Anchor>,
    relation: Option<HeldRelation>,
}

impl Held {
    pub const fn nodes(entities: Vec<Anchor>) -> Self {
        Self {
            entities,
            relation: None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct HeldRelation {
    sentence: Anchor,
    kind: RelationKind,
    source: Anchor,
    target: Anchor,
}

impl State {
    /// Articles on the map, in the order they were added.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.on_map.iter().filter_map(|id| self.article(*id))
    }

    /// An article of the project, removed ones included.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.project.article(id)
    }

    pub fn n_articles(&self) -> usize {
        self.on_map.len()
    }

    pub fn is_on_map(&self, id: ArticleId) -> bool {
        self.on_map.contains(&id)
    }

    /// Nothing to see yet.
    pub fn is_empty(&self) -> bool {
        self.on_map.is_empty() && self.reader_at.is_none()
    }

    pub fn title(&self) -> &str {
        self.project.title_or_untitled()
    }

    /// The words a person would cite now: those open in the reader, else the first of what is selected.
    pub fn citable(&self) -> Option<Anchor> {
        let of = |relation: &Relation| relation.evidence.first().map(|e| e.sentence);
        let open = self.reader_at.filter(|anchor| !anchor.span.is_empty());
        let selected = || match self.selected_relation() {
            Some(relation) => of(relation),
            None => self
                .graph
                .relations_of(self.selected_entity()?)
                .find_map(of),
        };
        open.or_else(selected)
    }

    /// The one selected node.
    pub fn selected_entity(&self) -> Option<&EntityId> {
        let mut ids = self.selection.entities.iter();
        let first = ids.next();
        first.filter(|_| ids.next().is_none() && self.selection.relation.is_none())
    }

    pub fn selected_relation(&self) -> Option<&Relation> {
        self.selection
            .relation
            .as_ref()
            .and_then(|id| self.graph.relation(id))
    }

    pub fn select(&mut self, mut selection: Selection) {
        let known = |id: &EntityId| self.graph.entity(id).is_some();
        selection.entities.retain(known);
        selection.relation = selection
            .relation
            .filter(|id| self.graph.relation(id).is_some());
        self.selection = selection;
        self.held = self.held_now();
        self.connect();
    }

    /// The newest graph: everything that names its nodes is looked up afresh.
    pub fn set_graph(&mut self, graph: Arc<Graph>) {
        self.graph = graph;
        self.aside = aside(&self.graph);
        self.selection = self.looked_up(&self.held);
        self.look_up_edits();
        self.fold_again();
        self.refilter();
        self.compare_again();
    }

    /// Lets a node stand for all who belong to it, or opens it again.
    pub fn toggle_fold(&mut self, id: &EntityId) {
        if !self.folded.remove(id) {
            self.folded.insert(id.clone());
        }
        self.fold_again();
        self.refilter();
    }

    /// Whether somebody belongs to it, or is folded into it already.
    pub fn can_fold(&self, id: &EntityId) -> bool {
        self.folded.contains(id) || !query::members(&self.graph, id).is_empty()
    }

    pub fn unfold_all(&mut self) {
        self.folded.clear();
        self.fold_again();
        self.refilter();
    }

    /// Shows only what is near some nodes, or everything again.
    pub fn set_focus(&mut self, focus: Option<Focus>) {
        self.focus = focus;
        self.refilter();
    }

    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.refilter();
    }

    /// After the journal changed in any way; the graph follows by itself.
    pub fn journal_changed(&mut self) {
        self.said = self.project.said().into();
        self.on_map = on_map(self.project.journal.active());
        self.newest = newest_articles(self.project.journal.active());
        self.named = self.project.named_views();
        self.on_opening = self.project.view_on_opening();
        let dated = |article: &Arc<Article>| Some((article.id, article.published?.date));
        self.calendar = self.articles().filter_map(dated).collect();
        self.look_up_edits();
        self.refilter();
    }

    /// An anchor that finds this node again in another graph.
    pub fn anchor_of(&self, id: &EntityId) -> Option<Anchor> {
        let entity = self.graph.entity(id)?;
        let is_its_own = |anchor: &Anchor| {
            self.graph
                .entity_at(*anchor)
                .is_some_and(|found| found.id == *id)
        };
        let text = |at: Anchor| {
            let article = self.article(at.article);
            article.map_or_else(String::new, |article| at.span.of(&article.text).to_owned())
        };
        best_mention(entity, text).into_iter().find(is_its_own)
    }

    pub(super) fn refilter(&mut self) {
        let mut visible = query::filter(&self.shown, &self.filter, &self.calendar);
        visible.entities.retain(|id| self.has_place(id));
        keep_between(&self.shown, &mut visible);
        if let Some(focus) = &self.focus {
            let centres = focus.centres.iter();
            let centres = centres.map(|id| self.stands_for.get(id).unwrap_or(id).clone());
            let centres = centres.collect();
            visible.entities = query::neighbourhood(&self.shown, &visible, &centres, focus.n_steps);
            keep_between(&self.shown, &mut visible);
        }
        self.visible = visible;
        self.revision += 1;
        self.count();
        self.connect();
    }

    fn has_place(&self, id: &EntityId) -> bool {
        !self.hidden.contains(id) && !self.aside.contains(id)
    }

    pub(super) fn fold_again(&mut self) {
        let graph = Arc::clone(&self.graph);
        self.folded.retain(|id| graph.entity(id).is_some());
        if self.folded.is_empty() {
            self.shown = graph;
            self.stands_for = BTreeMap::new();
        } else {
            let (shown, stands_for) = query::fold(&graph, &self.folded);
            self.shown = Arc::new(shown);
            self.stands_for = stands_for;
        }
    }

    /// Looks for the ways between the two that are selected.
    fn connect(&mut self) {
        let mut ids = self.selection.entities.iter();
        self.chains = match (ids.next(), ids.next(), ids.next()) {
            (Some(from), Some(to), None) => {
                query::chains(&self.shown, &self.visible, from, to, MOST_CHAINS)
            }
            _ => Vec::new(),
        };
    }

    fn look_up_edits(&mut self) {
        let mut hidden = BTreeSet::new();
        let graph = &self.graph;
        let id = |at: &Anchor| graph.entity_at(*at).map(|entity| &entity.id);
        each_edit(&self.said, &mut |edit| match edit {
            Edit::Hide { at } => hidden.extend(id(at).cloned()),
            Edit::Show { at } => {
                if let Some(id) = id(at) {
                    hidden.remove(id);
                }
            }
            _ => {}
        });
        self.hidden = hidden;
        self.marks = Marks::of(&self.said, graph);
        self.pins = pins(&self.said, graph);
    }

    fn count(&mut self) {
        let mut n_told: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for relation in self.graph.relations() {
            let evidence = relation.evidence.iter();
            let articles: BTreeSet<_> = evidence.map(|told| told.sentence.article).collect();
            for article in articles {
                *n_told.entry(article).or_default() += 1;
            }
        }
        self.n_told = n_told;
        self.counts = query::counts(&self.shown, &self.filter, &self.calendar, |id| {
            self.has_place(id)
        });
    }

    fn held_now(&self) -> Held {
        let relation = self.selected_relation().and_then(|relation| {
            Some(HeldRelation {
                sentence: relation.evidence.first()?.sentence,
                kind: relation.kind,
                source: self.anchor_of(&relation.source)?,
                target: self.anchor_of(&relation.target)?,
            })
        });
        let entities = self.selection.entities.iter();
        Held {
            entities: entities.filter_map(|id| self.anchor_of(id)).collect(),
            relation,
        }
    }

    fn looked_up(&self, held: &Held) -> Selection {
        let id = |at: Anchor| self.graph.entity_at(at).map(|entity| entity.id.clone());
        let relation = held.relation.and_then(|held| {
            let (source, target) = (id(held.source)?, id(held.target)?);
            let is_it = |relation: &&Relation| {
                relation.kind == held.kind
                    && relation.target == target
                    && relation
                        .evidence
                        .iter()
                        .any(|evidence| evidence.sentence == held.sentence)
            };
            let found = self.graph.relations_of(&source).find(is_it)?;
            Some(found.id.clone())
        });
        Selection {
            entities: held.entities.iter().filter_map(|at| id(*at)).collect(),
            relation,
        }
    }
}

fn aside(graph: &Graph) -> BTreeSet<EntityId> {
    let entities = graph.entities().iter();
    let aside =
        entities.filter(|entity| !entity.named && graph.relations_of(&entity.id).next().is_none());
    aside.map(|entity| entity.id.clone()).collect()
}

/// Leaves only lines both of whose ends are left.
fn keep_between(graph: &Graph, visible: &mut Visible) {
    let entities = &visible.entities;
    visible.relations.retain(|id| {
        let line = graph.relation(id);
        line.is_some_and(|line| entities.contains(&line.source) && entities.contains(&line.target))
    });
}

/// What a new map shows: places stay off, since few of them deal with anybody, and so does who has no line at all.
pub fn first_filter() -> Filter {
    Filter {
        kinds_off: [Kind::Place].into(),
        loose_off: true,
        ..Filter::default()
    }
}

/// The articles of the last step that added any; none where they are all there is, since nothing is new on a first map.
pub fn newest_articles(edits: &[Edit]) -> BTreeSet<ArticleId> {
    fn added(edit: &Edit) -> Vec<ArticleId> {
        match edit {
            Edit::AddArticle(id) => vec![*id],
            Edit::Group(edits) => edits.iter().flat_map(added).collect(),
            _ => Vec::new(),
        }
    }
    let mut steps = edits.iter().rev().map(added).filter(|ids| !ids.is_empty());
    match (steps.next(), steps.next()) {
        (Some(newest), Some(_)) => newest.into_iter().collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_after_a_first_map_is_new() {
        let [a, b, c] = ["a", "b", "c"].map(ArticleId::from_text);
        let first = Edit::Group(vec![Edit::AddArticle(a), Edit::AddArticle(b)]);
        let pin = Edit::Group(Vec::new());
        assert!(newest_articles(std::slice::from_ref(&first)).is_empty());
        let later = [first, pin.clone(), Edit::AddArticle(c), pin];
        assert_eq!(newest_articles(&later), [c].into());
    }
}

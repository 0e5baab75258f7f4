//! What is to be seen, and how much of each sort there is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    ArticleId, Date, Entity, EntityId, Evidence, Graph, Kind, Relation, RelationId, RelationKind,
    Status, Subkind, Tone,
};
use crate::query::agreement::is_disputed;

/// Whether the article says so itself or passes on what somebody said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Voice {
    Article,
    Quoted,
}

impl Voice {
    pub const ALL: &'static [Self] = &[Self::Article, Self::Quoted];

    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Quoted => "quoted",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Article => "Told by the article",
            Self::Quoted => "Said by somebody in it",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.word() == word)
    }

    const fn of(evidence: &Evidence) -> Self {
        if evidence.attributed_to.is_empty() {
            Self::Article
        } else {
            Self::Quoted
        }
    }
}

/// What the user wants to see. Empty sets hide nothing: they list what is switched off.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub kinds_off: BTreeSet<Kind>,
    pub subkinds_off: BTreeSet<Subkind>,
    pub tones_off: BTreeSet<Tone>,
    pub relation_kinds_off: BTreeSet<RelationKind>,
    pub statuses_off: BTreeSet<Status>,
    pub voices_off: BTreeSet<Voice>,
    pub articles_off: BTreeSet<ArticleId>,
    /// Lines that fewer articles tell in words of their own are left out; 0 and 1 leave out none.
    pub least_sources: usize,
    /// First and last day; what happened outside is left out, what has no day stays.
    pub days: Option<(Date, Date)>,
    /// Leave out who has no line.
    pub loose_off: bool,
    /// Leave out lines that nobody contradicts.
    pub disputed_only: bool,
}

/// When each article was published, where it says so.
pub type Calendar = BTreeMap<ArticleId, Date>;

/// What a filter leaves, sorted by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Visible {
    pub entities: BTreeSet<EntityId>,
    pub relations: BTreeSet<RelationId>,
}

/// How many there are of each sort, or would be were it switched on and all else left as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub kinds: BTreeMap<Kind, usize>,
    pub subkinds: BTreeMap<Subkind, usize>,
    pub tones: BTreeMap<Tone, usize>,
    pub relation_kinds: BTreeMap<RelationKind, usize>,
    pub statuses: BTreeMap<Status, usize>,
    pub voices: BTreeMap<Voice, usize>,
    /// Who has no line, whether shown or not.
    pub loose: usize,
    /// The most independent sources that any line has.
    pub most_sources: usize,
}

/// What of `graph` is to be seen: an entity whose kind is on and that an article that is on speaks of; a relation between two
/// such that passes every switch for lines.
pub fn filter(graph: &Graph, by: &Filter, calendar: &Calendar) -> Visible {
    let mut entities: BTreeSet<_> = graph
        .entities()
        .iter()
        .filter(|entity| by.shows_entity(entity))
        .map(|entity| entity.id.clone())
        .collect();
    let lines = graph.relations().iter();
    let lines: Vec<&Relation> = lines
        .filter(|r| entities.contains(&r.source) && entities.contains(&r.target))
        .filter(|relation| by.stops(relation, calendar).is_empty())
        .filter(|relation| !by.disputed_only || is_disputed(graph, relation))
        .collect();
    if by.loose_off {
        let ends = lines.iter().flat_map(|line| [&line.source, &line.target]);
        entities = ends.cloned().collect();
    }
    Visible {
        entities,
        relations: lines.iter().map(|line| line.id.clone()).collect(),
    }
}

/// Figures for a legend that switches `by`, over those for whom `is_there` holds.
pub fn counts(
    graph: &Graph,
    by: &Filter,
    calendar: &Calendar,
    is_there: impl Fn(&EntityId) -> bool,
) -> Counts {
    let mut counts = Counts::default();
    // Who has a line, and who would have one were a kind switched on.
    let mut lined: BTreeSet<(&EntityId, Option<Kind>)> = BTreeSet::new();
    for relation in graph.relations() {
        let ends = [&relation.source, &relation.target].map(|id| graph.entity(id));
        let [Some(source), Some(target)] = ends else {
            continue;
        };
        let ends = [source, target];
        if !ends
            .iter()
            .all(|end| is_there(&end.id) && by.shows_but_kind(end))
        {
            continue;
        }
        let stops = by.stops(relation, calendar);
        let off: BTreeSet<Kind> = ends.map(|end| end.kind).into();
        let off: Vec<Kind> = off.intersection(&by.kinds_off).copied().collect();
        if stops.is_empty() && off.len() < 2 {
            let with = off.first().copied();
            lined.extend(ends.map(|end| (&end.id, with)));
        }
        if off.is_empty() {
            counts.count_line(relation, &stops, by);
        }
    }
    for entity in graph.entities() {
        if is_there(&entity.id) && by.shows_articles_of(entity) {
            let off = by.kinds_off.contains(&entity.kind);
            let with = off.then_some(entity.kind);
            let has_line = lined.contains(&(&entity.id, with));
            counts.count_entity(entity, has_line, by);
        }
    }
    counts
}

/// The days on which a relation happened: those that are told, else, for what was done and not what is, the day it was first
/// reported. `None` where nobody says, or where it holds on any day.
pub fn days_of(relation: &Relation, calendar: &Calendar) -> Option<(Date, Date)> {
    if let Some(when) = &relation.when {
        return Some((when.from, when.to));
    }
    if relation.kind.tone() == Tone::Structure {
        return None;
    }
    let articles = relation.evidence.iter().map(|told| told.sentence.article);
    let first = articles.filter_map(|id| calendar.get(&id)).min()?;
    Some((*first, *first))
}

/// A part of a filter that can keep a line away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Switch {
    Tone,
    Kind,
    Status,
    Articles,
    Voice,
    Sources,
    Days,
}

impl Counts {
    fn count_line(&mut self, relation: &Relation, stops: &[Switch], by: &Filter) {
        let only = |switch| stops.iter().all(|stop| *stop == switch);
        if only(Switch::Tone) {
            *self.tones.entry(relation.kind.tone()).or_default() += 1;
        }
        if only(Switch::Kind) {
            *self.relation_kinds.entry(relation.kind).or_default() += 1;
        }
        if only(Switch::Status) {
            *self.statuses.entry(relation.status).or_default() += 1;
        }
        if only(Switch::Voice) {
            let voices: BTreeSet<Voice> = by.told(relation).map(Voice::of).collect();
            for voice in voices {
                *self.voices.entry(voice).or_default() += 1;
            }
        }
        if only(Switch::Sources) {
            self.most_sources = self.most_sources.max(relation.n_sources());
        }
    }

    fn count_entity(&mut self, entity: &Entity, has_line: bool, by: &Filter) {
        let kind_on = !by.kinds_off.contains(&entity.kind);
        let subkind_on = !by.is_subkind_off(entity);
        let counts = has_line || !by.loose_off;
        if kind_on && subkind_on && !has_line {
            self.loose += 1;
        }
        if subkind_on && counts {
            *self.kinds.entry(entity.kind).or_default() += 1;
        }
        // What is switched off by its subkind was never asked for lines.
        if let (true, Some(subkind)) = (kind_on && (counts || !subkind_on), entity.subkind) {
            *self.subkinds.entry(subkind).or_default() += 1;
        }
    }
}

impl Filter {
    fn shows_entity(&self, entity: &Entity) -> bool {
        !self.kinds_off.contains(&entity.kind) && self.shows_but_kind(entity)
    }

    fn shows_but_kind(&self, entity: &Entity) -> bool {
        !self.is_subkind_off(entity) && self.shows_articles_of(entity)
    }

    fn is_subkind_off(&self, entity: &Entity) -> bool {
        let subkind = entity.subkind.as_ref();
        subkind.is_some_and(|subkind| self.subkinds_off.contains(subkind))
    }

    fn shows_articles_of(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter();
        mentions.any(|(anchor, _)| !self.articles_off.contains(&anchor.article))
    }

    /// The sentences of a relation in articles that are on.
    fn told<'a>(&'a self, relation: &'a Relation) -> impl Iterator<Item = &'a Evidence> {
        let evidence = relation.evidence.iter();
        evidence.filter(|told| !self.articles_off.contains(&told.sentence.article))
    }

    /// All that keeps a line away; none and it is shown.
    fn stops(&self, relation: &Relation, calendar: &Calendar) -> Vec<Switch> {
        let mut stops = Vec::new();
        let mut stop = |switch, stops_it| {
            if stops_it {
                stops.push(switch);
            }
        };
        stop(Switch::Tone, self.tones_off.contains(&relation.kind.tone()));
        stop(
            Switch::Kind,
            self.relation_kinds_off.contains(&relation.kind),
        );
        stop(Switch::Status, self.statuses_off.contains(&relation.status));
        stop(Switch::Articles, self.told(relation).next().is_none());
        let is_heard = |told: &&Evidence| !self.voices_off.contains(&Voice::of(told));
        stop(
            Switch::Voice,
            !self.told(relation).any(|told| is_heard(&told)),
        );
        if self.least_sources > 1 {
            let own = self.told(relation).filter(|told| told.independent);
            let articles: BTreeSet<_> = own.map(|told| told.sentence.article).collect();
            stop(Switch::Sources, articles.len() < self.least_sources);
        }
        if let Some((first, last)) = self.days {
            let days = days_of(relation, calendar);
            let is_outside = days.is_some_and(|(from, to)| to < first || last < from);
            stop(Switch::Days, is_outside);
        }
        stops
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Anchor, EventDate, Form, Span, Speaker, Telling};

    /// The article of this number.
    pub fn article(number: usize) -> ArticleId {
        ArticleId::from_text(&number.to_string())
    }

    pub fn anchor(number: usize) -> Anchor {
        Anchor {
            article: article(number),
            span: Span::new(0, 1),
        }
    }

    /// `name` of `kind`, spoken of in these articles.
    pub fn entity(name: &str, kind: Kind, articles: &[usize]) -> Entity {
        Entity {
            id: EntityId::new(name),
            kind,
            subkind: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: articles.iter().map(|&n| (anchor(n), Form::Name)).collect(),
            joins: Vec::new(),
        }
    }

    /// `source` does `kind` to `target`, told in article 1.
    pub fn relation(source: &str, kind: RelationKind, target: &str) -> Relation {
        Relation {
            id: RelationId::new(&format!("{source} {} {target}", kind.word())),
            source: EntityId::new(source),
            target: EntityId::new(target),
            kind,
            status: Status::Asserted,
            attributed_to: Vec::new(),
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: vec![told_in(1)],
        }
    }

    pub fn told_in(number: usize) -> Evidence {
        Evidence {
            sentence: anchor(number),
            trigger: Span::new(0, 1),
            rule: "test",
            attributed_to: Vec::new(),
            telling: Telling::default(),
            independent: true,
        }
    }

    /// Every line that is shown, whatever the days.
    pub fn shown(graph: &Graph) -> Visible {
        filter(graph, &Filter::default(), &Calendar::new())
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// Oman met Qatar (articles 1 and 2); the ship Heron may threaten Oman, as somebody said in article 2; Chad is only named.
    fn graph() -> Graph {
        let mut heron = entity("Heron", Kind::MilitaryAsset, &[2]);
        heron.subkind = Some(Subkind::Ship);
        let entities = vec![
            entity("Oman", Kind::State, &[1, 2]),
            entity("Qatar", Kind::State, &[1]),
            entity("Chad", Kind::State, &[1]),
            heron,
        ];
        let mut meeting = relation("Oman", RelationKind::Meets, "Qatar");
        meeting.evidence.push(told_in(2));
        meeting.when = Some(EventDate {
            from: day("2031-03-01"),
            to: day("2031-03-02"),
            text: String::new(),
        });
        let mut threat = relation("Heron", RelationKind::Threatens, "Oman");
        threat.evidence[0] = told_in(2);
        threat.evidence[0].attributed_to = vec![Speaker::Text("a source".to_owned())];
        threat.status = Status::Hypothetical;
        Graph::new(entities, vec![meeting, threat])
    }

    fn calendar() -> Calendar {
        [
            (article(1), day("2031-03-03")),
            (article(2), day("2031-03-09")),
        ]
        .into()
    }

    /// What is left by the switches that `set` sets.
    fn check(set: impl FnOnce(&mut Filter), entities: &[&str], n_relations: usize) {
        let mut by = Filter::default();
        set(&mut by);
        let visible = filter(&graph(), &by, &calendar());
        let names: Vec<_> = visible.entities.iter().map(EntityId::as_str).collect();
        assert_eq!(
            (names.as_slice(), visible.relations.len()),
            (entities, n_relations)
        );
    }

    #[test]
    fn each_switch_hides_what_it_names_and_what_hangs_on_it() {
        let all = ["Chad", "Heron", "Oman", "Qatar"];
        let states = ["Chad", "Oman", "Qatar"];
        check(|_| {}, &all, 2);
        check(|by| by.kinds_off = [Kind::MilitaryAsset].into(), &states, 1);
        check(|by| by.subkinds_off = [Subkind::Ship].into(), &states, 1);
        check(|by| by.tones_off = [Tone::Conflict].into(), &all, 1);
        check(
            |by| by.relation_kinds_off = [RelationKind::Meets].into(),
            &all,
            1,
        );
        check(
            |by| by.statuses_off = [Status::Hypothetical].into(),
            &all,
            1,
        );
        check(|by| by.voices_off = [Voice::Quoted].into(), &all, 1);
        check(|by| by.voices_off = [Voice::Article].into(), &all, 1);
        check(|by| by.least_sources = 2, &all, 1);
        check(
            |by| by.articles_off = [article(1)].into(),
            &["Heron", "Oman"],
            1,
        );
        check(
            |by| by.articles_off = [article(1), article(2)].into(),
            &[],
            0,
        );
        check(|by| by.loose_off = true, &["Heron", "Oman", "Qatar"], 2);
    }

    #[test]
    fn what_has_no_day_of_its_own_has_that_of_its_article() {
        let between = |from, to| Some((day(from), day(to)));
        let all = ["Chad", "Heron", "Oman", "Qatar"];
        check(|by| by.days = between("2031-03-02", "2031-03-05"), &all, 1);
        check(|by| by.days = between("2031-03-09", "2031-03-09"), &all, 1);
        check(|by| by.days = between("2031-03-02", "2031-03-09"), &all, 2);
        check(|by| by.days = between("2030-01-01", "2030-02-01"), &all, 0);
        let held = relation("Oman", RelationKind::MemberOf, "Qatar");
        assert_eq!(days_of(&held, &calendar()), None, "on any day");
    }

    #[test]
    fn counts_say_what_a_switch_would_bring() {
        let count = |by: &Filter| counts(&graph(), by, &calendar(), |_| true);
        let no_assets = Filter {
            kinds_off: [Kind::MilitaryAsset].into(),
            ..Filter::default()
        };
        let counted = count(&no_assets);
        assert_eq!(
            counted.kinds,
            [(Kind::State, 3), (Kind::MilitaryAsset, 1)].into()
        );
        assert_eq!(counted.tones, [(Tone::Cooperation, 1)].into());
        assert_eq!(counted.loose, 1);
        let no_conflict = Filter {
            tones_off: [Tone::Conflict].into(),
            ..Filter::default()
        };
        let counted = count(&no_conflict);
        assert_eq!(
            counted.tones,
            [(Tone::Cooperation, 1), (Tone::Conflict, 1)].into()
        );
        assert_eq!(counted.statuses, [(Status::Asserted, 1)].into());
        assert_eq!(counted.voices, [(Voice::Article, 1)].into());
        assert_eq!(counted.relation_kinds, [(RelationKind::Meets, 1)].into());
    }

    #[test]
    fn counts_leave_out_who_has_no_line_where_they_are_off() {
        let by = Filter {
            loose_off: true,
            kinds_off: [Kind::MilitaryAsset].into(),
            ..Filter::default()
        };
        let counted = counts(&graph(), &by, &calendar(), |_| true);
        assert_eq!(
            counted.kinds,
            [(Kind::State, 2), (Kind::MilitaryAsset, 1)].into(),
            "the ship would have a line if ships were on"
        );
    }
}

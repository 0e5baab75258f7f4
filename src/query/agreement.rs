//! Whether the articles that speak of a relation agree on it.
//!
//! A relation is told with one status and of one time. Others of the same kind between the same two may say that it was not
//! so, or that it was on another day; and those who tell it may give other numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Anchor, ArticleId, EntityId, EventDate, Evidence, Graph, Relation, RelationId, RelationKind,
    Status,
};

/// Reports of one act that lie further apart are reports of two.
const DAYS_APART: u32 = 7;

/// What two tellings are at odds about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Point {
    /// Told here, denied there.
    Whether,
    Day,
    Number,
    Mediator,
}

/// How an article stands to a relation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    Tells,
    /// Tells of it in another status that does not rule this one out: as planned, demanded, possible.
    Otherwise,
    Contradicts(Point),
    /// Names both ends, and says nothing of it.
    Silent,
}

/// One article's say in a relation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Say {
    pub article: ArticleId,
    pub stance: Stance,
    /// `None` where it is silent, as are those below.
    pub status: Option<Status>,
    pub when: Option<EventDate>,
    /// "12 soldiers".
    pub number: Option<String>,
    pub sentence: Option<Anchor>,
    /// The relation the sentence tells: the one asked about, or another between the same two.
    pub relation: RelationId,
}

/// What each article says of a relation: those who tell it first, then those who tell it otherwise, those who contradict, and
/// the silent; each article once per stance.
pub fn agreement(graph: &Graph, relation: &Relation) -> Vec<Say> {
    let mut says: Vec<Say> = Vec::new();
    for say in spoken(graph, relation) {
        let known = says
            .iter()
            .any(|other| (other.article, other.stance) == (say.article, say.stance));
        if !known {
            says.push(say);
        }
    }
    let speaking: BTreeSet<ArticleId> = says.iter().map(|say| say.article).collect();
    let naming = |id| -> BTreeSet<ArticleId> {
        let mentions = graph.entity(id).map_or(&[][..], |entity| &entity.mentions);
        mentions.iter().map(|(anchor, _)| anchor.article).collect()
    };
    let both = &naming(&relation.source) & &naming(&relation.target);
    says.extend(both.difference(&speaking).map(|&article| Say {
        article,
        stance: Stance::Silent,
        status: None,
        when: None,
        number: None,
        sentence: None,
        relation: relation.id.clone(),
    }));
    says.sort_by_key(|say| (say.stance, say.article));
    says
}

/// Whether anybody contradicts what a relation tells.
pub fn is_disputed(graph: &Graph, relation: &Relation) -> bool {
    spoken(graph, relation)
        .iter()
        .any(|say| matches!(say.stance, Stance::Contradicts(_)))
}

/// All relations that somebody contradicts.
pub fn disputed(graph: &Graph) -> BTreeSet<RelationId> {
    // Most lines stand alone between their ends, and nobody can be at odds with them.
    let mut alike: BTreeMap<_, usize> = BTreeMap::new();
    for relation in graph.relations() {
        *alike.entry(ends(relation)).or_default() += 1;
    }
    let may_be = |relation: &&Relation| {
        alike.get(&ends(relation)).is_some_and(|n| *n > 1)
            || relation.evidence.len() > 1
            || relation.kind == RelationKind::Mediates
    };
    let relations = graph.relations().iter().filter(may_be);
    relations
        .filter(|relation| is_disputed(graph, relation))
        .map(|relation| relation.id.clone())
        .collect()
}

fn ends(relation: &Relation) -> (RelationKind, &EntityId, &EntityId) {
    let (a, b) = (&relation.source, &relation.target);
    if relation.kind.directed() || a < b {
        (relation.kind, a, b)
    } else {
        (relation.kind, b, a)
    }
}

fn spoken(graph: &Graph, relation: &Relation) -> Vec<Say> {
    let mut says = Vec::new();
    let counted = relation.evidence.iter().find_map(number);
    for cited in &relation.evidence {
        let stance = match (&counted, number(cited)) {
            (Some(first), Some(other)) if differ(first, &other) => {
                Stance::Contradicts(Point::Number)
            }
            _ => Stance::Tells,
        };
        says.push(say(relation, cited, stance));
    }
    for other in graph.relations_of(&relation.source) {
        if other.id == relation.id || ends(other) != ends(relation) {
            continue;
        }
        if let Some(stance) = between(relation, other) {
            says.extend(other.evidence.iter().map(|cited| say(other, cited, stance)));
        }
    }
    if relation.kind == RelationKind::Mediates {
        for other in rivals(graph, relation) {
            let stance = Stance::Contradicts(Point::Mediator);
            says.extend(other.evidence.iter().map(|cited| say(other, cited, stance)));
        }
    }
    says
}

fn say(relation: &Relation, cited: &Evidence, stance: Stance) -> Say {
    Say {
        article: cited.sentence.article,
        stance,
        status: Some(relation.status),
        when: cited.telling.when.clone(),
        number: number(cited),
        sentence: Some(cited.sentence),
        relation: relation.id.clone(),
    }
}

/// How `other`, of the same kind between the same two, stands to `relation`; `None` where it is another act.
fn between(relation: &Relation, other: &Relation) -> Option<Stance> {
    let apart = match (&relation.when, &other.when) {
        (Some(a), Some(b)) => a.days_apart(b),
        _ => 0,
    };
    let told = |status| matches!(status, Status::Asserted | Status::Planned);
    match (relation.status, other.status) {
        (a, b) if a == b => {
            // Two days close together, told by two articles of which neither tells both.
            let other_articles = articles(other);
            let apart_told = articles(relation).is_disjoint(&other_articles);
            (1..=DAYS_APART)
                .contains(&apart)
                .then_some(Stance::Contradicts(Point::Day))
                .filter(|_| apart_told)
        }
        (Status::Denied, b) if told(b) && apart == 0 => Some(Stance::Contradicts(Point::Whether)),
        (a, Status::Denied) if told(a) && apart == 0 => Some(Stance::Contradicts(Point::Whether)),
        _ => (apart <= DAYS_APART).then_some(Stance::Otherwise),
    }
}

fn articles(relation: &Relation) -> BTreeSet<ArticleId> {
    let evidence = relation.evidence.iter();
    evidence.map(|cited| cited.sentence.article).collect()
}

/// Others who are said, elsewhere, to mediate between the same two at the same time.
fn rivals<'a>(graph: &'a Graph, relation: &Relation) -> Vec<&'a Relation> {
    let mediates = |r: &&Relation| r.kind == RelationKind::Mediates && r.status == Status::Asserted;
    if relation.status != Status::Asserted {
        return Vec::new();
    }
    let parties = |mediator| -> BTreeMap<_, _> {
        let lines = graph.relations_of(mediator).filter(mediates);
        lines
            .filter(|line| line.source == *mediator)
            .map(|line| (line.target.clone(), articles(line)))
            .collect()
    };
    let own = parties(&relation.source);
    let others = graph.relations_of(&relation.target).filter(mediates);
    others
        .filter(|other| other.target == relation.target && other.source != relation.source)
        .filter(|other| match (&relation.when, &other.when) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => true,
        })
        .filter(|other| {
            let theirs = parties(&other.source);
            let shared = theirs.keys().filter(|party| own.contains_key(*party));
            let told_here: BTreeSet<_> = own.values().flatten().collect();
            let told_there: BTreeSet<_> = theirs.values().flatten().collect();
            shared.count() > 1 && told_here.is_disjoint(&told_there)
        })
        .collect()
}

fn number(cited: &Evidence) -> Option<String> {
    cited.telling.attributes.get("number").cloned()
}

/// "12 soldiers" and "15 soldiers"; "12 soldiers" and "2 tanks" count different things.
fn differ(a: &str, b: &str) -> bool {
    match (a.split_once(' '), b.split_once(' ')) {
        (Some((n, of)), Some((m, other))) => n != m && of == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Kind, Span};
    use crate::query::filter::tests::{entity, relation};
    use crate::query::{Calendar, Filter, filter};

    fn article(number: usize) -> ArticleId {
        ArticleId::from_text(&number.to_string())
    }

    /// `line`, told by article `number` in its own words, on `day` if one is told.
    fn told(mut line: Relation, number: usize, status: Status, day: Option<&str>) -> Relation {
        line.id = RelationId::new(&format!("{} {} {number}", line.id, status.word()));
        line.status = status;
        line.when = day.and_then(Date::parse).map(|day| EventDate {
            from: day,
            to: day,
            text: String::new(),
        });
        for cited in &mut line.evidence {
            cited.sentence = Anchor {
                article: article(number),
                span: Span::new(0, 1),
            };
            cited.telling.when.clone_from(&line.when);
        }
        line
    }

    fn stances(relations: Vec<Relation>) -> Vec<(usize, Stance)> {
        let names = ["a", "b", "c", "d"];
        let entities = names.map(|name| entity(name, Kind::State, &[1, 2, 3]));
        let first = relations[0].id.clone();
        let graph = Graph::new(entities.into(), relations);
        let says = agreement(&graph, graph.relation(&first).unwrap());
        let number = |id| (1..4).find(|&n| article(n) == id).unwrap();
        let mut found: Vec<_> = says
            .iter()
            .map(|say| (number(say.article), say.stance))
            .collect();
        found.sort();
        found
    }

    fn attack() -> Relation {
        relation("a", RelationKind::Attacks, "b")
    }

    #[test]
    fn told_here_and_denied_there() {
        let found = stances(vec![
            told(attack(), 1, Status::Asserted, None),
            told(attack(), 2, Status::Denied, None),
        ]);
        assert_eq!(
            found,
            [
                (1, Stance::Tells),
                (2, Stance::Contradicts(Point::Whether)),
                (3, Stance::Silent)
            ]
        );
    }

    #[test]
    fn disputed_lines_can_be_shown_alone() {
        let entities = ["a", "b", "c"].map(|name| entity(name, Kind::State, &[1, 2]));
        let lines = vec![
            told(attack(), 1, Status::Asserted, None),
            told(attack(), 2, Status::Denied, None),
            relation("a", RelationKind::Meets, "c"),
        ];
        let graph = Graph::new(entities.into(), lines);
        let by = Filter {
            disputed_only: true,
            ..Filter::default()
        };
        let shown = filter(&graph, &by, &Calendar::new()).relations;
        assert_eq!((shown.len(), shown), (2, disputed(&graph)));
    }

    #[test]
    fn a_plan_contradicts_nothing() {
        let found = stances(vec![
            told(attack(), 1, Status::Asserted, None),
            told(attack(), 2, Status::Planned, None),
        ]);
        assert_eq!(found[1], (2, Stance::Otherwise));
    }

    #[test]
    fn days_close_together_are_at_odds_and_far_apart_are_two_acts() {
        let on = |other| {
            let day = Some("2026-02-06");
            stances(vec![
                told(attack(), 1, Status::Asserted, day),
                told(attack(), 2, Status::Asserted, Some(other)),
            ])[1]
        };
        assert_eq!(on("2026-02-05"), (2, Stance::Contradicts(Point::Day)));
        assert_eq!(on("2025-06-22"), (2, Stance::Silent));
    }

    #[test]
    fn other_numbers_of_the_same_are_at_odds() {
        let mut line = told(attack(), 1, Status::Asserted, None);
        let mut second = line.evidence[0].clone();
        second.sentence.article = article(2);
        line.evidence.push(second);
        for (cited, number) in line.evidence.iter_mut().zip(["12 soldiers", "15 soldiers"]) {
            let attributes = &mut cited.telling.attributes;
            attributes.insert("number", number.to_owned());
        }
        assert_eq!(
            stances(vec![line])[1],
            (2, Stance::Contradicts(Point::Number))
        );
        assert!(!differ("12 soldiers", "2 tanks"));
    }

    #[test]
    fn another_mediator_between_the_same_two() {
        let mediates = |who, party, number| {
            let line = relation(who, RelationKind::Mediates, party);
            told(line, number, Status::Asserted, None)
        };
        let found = stances(vec![
            mediates("c", "a", 1),
            mediates("c", "b", 1),
            mediates("d", "a", 2),
            mediates("d", "b", 2),
        ]);
        assert_eq!(found[1], (2, Stance::Contradicts(Point::Mediator)));
    }
}

//! What `resolve` promises, on sentences read and on claims made by hand.

use std::collections::BTreeMap;
pub(super) use std::slice;

pub(super) use super::*;
use crate::extract;
use crate::lexicon::lexicon;
use crate::model::Form;
pub(super) use crate::model::{Anchor, Kind, RelationKind, Span, Status};
use crate::model::{
    Article, Block, BlockKind, Claim, Date, EventDate, Line, Published, Reason, Why,
};

pub(super) fn reading(text: &str) -> Arc<Reading> {
    let mut reading = extract::read(&Arc::new(Article::of_text(text)), lexicon());
    reading.claims.clear();
    Arc::new(reading)
}

pub(super) fn names(graph: &Graph, kind: Kind) -> Vec<&str> {
    let entities = graph.entities().iter().filter(|entity| entity.kind == kind);
    entities.map(|entity| entity.name.as_str()).collect()
}

/// Where `word` stands in a reading.
pub(super) fn at(reading: &Reading, word: &str) -> Anchor {
    let start = reading.article.text.find(word).unwrap();
    Anchor {
        article: reading.article.id,
        span: Span::new(start, start + word.len()),
    }
}

/// The reading with one more claim: the chain named `source` meets the chain named `target`, in the sentence that is the whole text.
pub(super) fn claiming(
    reading: &Arc<Reading>,
    source: &str,
    kind: RelationKind,
    target: &str,
) -> Arc<Reading> {
    let mut reading = Reading::clone(reading);
    let chain = |word: &str| {
        let span = at(&reading, word).span;
        let mention = reading.mentions.iter().find(|mention| mention.span == span);
        mention.unwrap().of
    };
    let whole = Span::new(0, reading.article.text.len());
    let claim = Claim {
        source: chain(source),
        target: chain(target),
        kind,
        status: Status::Asserted,
        attributed_to: Vec::new(),
        when: None,
        place: None,
        sentence: whole,
        trigger: whole,
        rule: "test",
        reason: Reason::default(),
        attributes: BTreeMap::new(),
    };
    reading.claims.push(claim);
    Arc::new(reading)
}

#[test]
fn people_of_two_articles_are_one_by_name_or_spelling() {
    let joined = |a, b| {
        let graph = resolve(&[reading(a), reading(b)], &[]);
        names(&graph, Kind::Person).len() == 1
    };
    assert!(joined(
        "President Abbas Qadiri spoke.",
        "Mr Abbas Qadiri left."
    ));
    assert!(joined(
        "President Omar bin Said Rashid spoke.",
        "Mr Omar Rashid left."
    ));
    assert!(joined(
        "President Volodar Karaqchi spoke.",
        "Mr Volodar Karaghchi left."
    ));
    assert!(joined(
        "Chadian Foreign Minister Ana Duarte spoke.",
        "Chadian Foreign Minister Duarte left."
    ));
    assert!(!joined(
        "President Ana Duarte spoke.",
        "President Peter Duarte left."
    ));
    assert!(!joined(
        "Chadian President Ana Duarte spoke.",
        "Malian President Duarte left."
    ));
}

#[test]
fn an_office_points_at_who_holds_it_in_another_article() {
    let graph = resolve(
        &[
            reading("Chadian Foreign Minister Ana Duarte spoke."),
            reading("The Chadian foreign minister left."),
        ],
        &[],
    );
    assert_eq!(names(&graph, Kind::Person), ["Ana Duarte"]);
    let person = &graph
        .entities()
        .iter()
        .find(|e| e.kind == Kind::Person)
        .unwrap();
    assert_eq!(
        person.joins.first().map(|join| join.why),
        Some(Why::SameOffice)
    );
}

#[test]
fn plain_bodies_of_two_articles_stay_two() {
    let texts = [
        "Chad closed the border, the Foreign Ministry said.",
        "Niger opened it, the Foreign Ministry said.",
    ];
    let graph = resolve(&texts.map(reading), &[]);
    assert_eq!(names(&graph, Kind::Organization).len(), 2);
    let ids: Vec<&str> = graph
        .entities()
        .iter()
        .map(|e| e.id.as_str())
        .filter(|id| id.contains("ministry"))
        .collect();
    assert_eq!(
        ids,
        [
            "organization:foreign-ministry",
            "organization:foreign-ministry-2"
        ]
    );
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let a = claiming(
        &reading("Chad met Niger."),
        "Chad",
        RelationKind::Meets,
        "Niger",
    );
    let b = claiming(
        &reading("Niger met Chad again."),
        "Niger",
        RelationKind::Meets,
        "Chad",
    );
    let c = reading("Foreign Minister Duarte left. The Foreign Ministry closed.");
    let forwards = resolve(&[a.clone(), b.clone(), c.clone()], &[]);
    let backwards = resolve(&[c, b, a], &[]);
    assert_eq!(forwards, backwards);
}

#[test]
fn told_twice_is_one_relation_and_counts_once_if_word_for_word() {
    let told = |text| claiming(&reading(text), "Chad", RelationKind::Meets, "Niger");
    let graph = resolve(
        &[
            told("Chad met Niger."),
            told("Chad met Niger !"),
            told("Chad then met Niger."),
        ],
        &[],
    );
    let [relation] = graph.relations() else {
        panic!("{:?}", graph.relations());
    };
    let n_independent = relation
        .evidence
        .iter()
        .filter(|cited| cited.independent)
        .count();
    assert_eq!((relation.evidence.len(), n_independent), (3, 2));
}

#[test]
fn what_the_user_says_wins() {
    let told = claiming(
        &reading("Chad met Niger near Oslo."),
        "Chad",
        RelationKind::Meets,
        "Niger",
    );
    let (chad, niger, oslo) = (at(&told, "Chad"), at(&told, "Niger"), at(&told, "Oslo"));
    let sentence = Anchor {
        span: Span::new(0, 25),
        ..chad
    };
    let with = |edit: Edit| resolve(slice::from_ref(&told), &[edit]);

    let merged = with(Edit::Merge { a: chad, b: niger });
    assert_eq!(
        (merged.entity_at(chad), merged.relations().len()),
        (merged.entity_at(niger), 0)
    );
    let renamed = with(Edit::Rename {
        at: oslo,
        name: "Kristiania".to_owned(),
    });
    assert_eq!(
        renamed
            .entity_at(oslo)
            .map(|e| (e.name.as_str(), e.id.as_str())),
        Some(("Kristiania", "place:kristiania"))
    );
    let kind = with(Edit::SetKind {
        at: oslo,
        kind: Kind::Organization,
        subkind: None,
    });
    assert_eq!(
        kind.entity_at(oslo).map(|e| e.kind),
        Some(Kind::Organization)
    );
    let hidden = with(Edit::Hide { at: niger });
    assert!(hidden.entity_at(niger).is_none() && hidden.relations().is_empty());
    let shown = with(Edit::Group(vec![
        Edit::Hide { at: niger },
        Edit::Show { at: niger },
    ]));
    assert_eq!(shown, resolve(slice::from_ref(&told), &[]));
    let line = Line {
        sentence,
        kind: RelationKind::Meets,
        status: Status::Asserted,
        ends: None,
    };
    let rejected = with(Edit::Reject { line });
    assert!(rejected.relations().is_empty());
    let status = with(Edit::SetStatus {
        line,
        status: Status::Planned,
    });
    assert_eq!(
        status.relations().first().map(|r| r.status),
        Some(Status::Planned)
    );
    let related = with(Edit::Relate {
        source: niger,
        target: chad,
        kind: RelationKind::Aids,
        status: Status::Asserted,
        sentence,
    });
    assert!(
        related
            .relations()
            .iter()
            .any(|r| r.kind == RelationKind::Aids && r.source.as_str() == "state:niger")
    );
}

#[test]
fn a_mention_split_off_stands_alone() {
    let two = reading("President Ana Duarte spoke. Ms Duarte left.");
    let start = two.article.text.rfind("Duarte").unwrap();
    let mention = Anchor {
        article: two.article.id,
        span: Span::new(start, start + 6),
    };
    let graph = resolve(
        slice::from_ref(&two),
        &[Edit::Split {
            mentions: vec![mention],
        }],
    );
    assert_eq!(names(&graph, Kind::Person), ["Ana Duarte", "Duarte"]);
}

#[test]
fn an_edit_about_nothing_changes_nothing() {
    let told = reading("Chad met Niger.");
    let nowhere = Anchor {
        article: told.article.id,
        span: Span::new(900, 905),
    };
    let edits = [
        Edit::Merge {
            a: nowhere,
            b: at(&told, "Chad"),
        },
        Edit::Hide { at: nowhere },
        Edit::Rename {
            at: nowhere,
            name: "X".to_owned(),
        },
        Edit::Split {
            mentions: vec![nowhere],
        },
    ];
    assert_eq!(
        resolve(slice::from_ref(&told), &edits),
        resolve(&[told], &[])
    );
}

/// Every question of a graph, with its edit in a word.
fn asked(texts: &[&str]) -> Vec<String> {
    let readings: Vec<_> = texts.iter().map(|text| reading(text)).collect();
    let graph = resolve(&readings, &[]);
    let asked = graph.suggestions().iter();
    let mut asked: Vec<String> = asked.map(|question| question.reason.clone()).collect();
    asked.sort();
    asked
}

#[test]
fn unsure_pairs_are_asked_and_not_joined() {
    assert_eq!(
        asked(&[
            "Chadian President Ana Duarte spoke.",
            "Malian President Duarte left."
        ]),
        ["“Duarte” may be short for “Ana Duarte”, but their offices are those of two states"]
    );
    assert_eq!(
        asked(&["President Ana Holmgren spoke.", "Ms Ana Holmgran left."]),
        ["“Ana Holmgran” and “Ana Holmgren” differ in one letter"]
    );
    assert_eq!(
        asked(&[
            "The Chad Fisheries Council met.",
            "The CFC rejected the plan."
        ]),
        ["“CFC” has the initials of “Chad Fisheries Council”"]
    );
    // Two different people are no question.
    assert_eq!(
        asked(&[
            "President Ana Duarte spoke.",
            "President Peter Duarte left."
        ]),
        [""; 0]
    );
}

#[test]
fn a_graph_tells_how_its_mentions_were_found() {
    let told = reading("Chad met Niger.");
    let graph = resolve(slice::from_ref(&told), &[]);
    let source = graph.source_of(at(&told, "Chad")).unwrap();
    assert_eq!(source.reason(Form::Name), "the list of states has “Chad”");
    assert_eq!(
        source.reason(Form::Metonym),
        "a capital or seat of government that acts, or is dealt with, as “Chad”"
    );
    let nowhere = Anchor {
        span: Span::new(5, 8),
        ..at(&told, "Chad")
    };
    assert_eq!(graph.source_of(nowhere), None);
}

#[test]
fn yes_to_a_question_joins_and_ends_it() {
    let readings = [
        reading("Chadian President Ana Duarte spoke."),
        reading("Malian President Duarte left."),
    ];
    let graph = resolve(&readings, &[]);
    let yes = graph.suggestions().first().unwrap().what.accept();
    let joined = resolve(&readings, &[yes]);
    assert_eq!(names(&joined, Kind::Person), ["Ana Duarte"]);
    assert!(joined.suggestions().is_empty());
}

/// The reading of an article signed by `byline`, that claims that Chad attacks Niger on `day`.
fn signed(text: &str, byline: &str, day: Option<&str>) -> Arc<Reading> {
    let mut article = Article::of_text(&format!("{byline}\n{text}"));
    let end = article.text.len();
    let block = |kind, from, to| Block {
        kind,
        span: Span::new(from, to),
    };
    article.blocks = vec![
        block(BlockKind::Byline, 0, byline.len()),
        block(BlockKind::Body, byline.len() + 1, end),
    ];
    let mut reading = extract::read(&Arc::new(article), lexicon());
    reading.claims.clear();
    let mut told = Reading::clone(&claiming(
        &Arc::new(reading),
        "Chad",
        RelationKind::Attacks,
        "Niger",
    ));
    let day = day.and_then(Date::parse);
    told.claims[0].when = day.map(|day| EventDate {
        from: day,
        to: day,
        text: String::new(),
    });
    Arc::new(told)
}

#[test]
fn two_articles_of_one_agency_are_one_source() {
    let sources = |bylines: [&str; 2]| {
        let graph = resolve(
            &[
                signed("Chad struck a camp in Niger.", bylines[0], None),
                signed("A camp in Niger was hit by Chad.", bylines[1], None),
            ],
            &[],
        );
        graph.relations()[0].n_sources()
    };
    assert_eq!(sources(["By Reuters", "By Reuters staff"]), 1);
    assert_eq!(sources(["By Reuters", "By AFP"]), 2);
    assert_eq!(sources(["By Ama Mensah", "By Jon Berg"]), 2);
}

#[test]
fn acts_of_two_days_are_two_and_one_without_a_day_is_the_nearest() {
    let told = [
        ("Chad struck Niger.", Some("2025-06-22")),
        ("Chad hit Niger again.", Some("2025-07-01")),
        ("Chad has hit Niger before.", None),
        ("Chad bombed Niger.", Some("2025-06-22")),
    ];
    let readings = told.map(|(text, day)| signed(text, "By Ama Mensah", day));
    let graph = resolve(&readings, &[]);
    let counted: Vec<_> = graph
        .relations()
        .iter()
        .map(|relation| {
            let day = relation.when.as_ref().map(|when| when.from.to_string());
            (day.unwrap_or_default(), relation.evidence.len())
        })
        .collect();
    // Without a date of its own an article is as near to the one as to the other.
    assert_eq!(
        counted,
        [("2025-06-22".to_owned(), 3), ("2025-07-01".to_owned(), 1)]
    );
    let mut dated = Reading::clone(&signed("Chad has hit Niger.", "By Ama Mensah", None));
    let mut article = Article::clone(&dated.article);
    article.published = Date::parse("2025-07-02").map(|date| Published { date, time: None });
    dated.article = Arc::new(article);
    let mut readings = readings.to_vec();
    readings.push(Arc::new(dated));
    let graph = resolve(&readings, &[]);
    let n_told = |day: &str| {
        let of_day = graph.relations().iter().find(|relation| {
            let when = relation.when.as_ref();
            when.is_some_and(|when| when.from.to_string() == day)
        });
        of_day.map(|relation| relation.evidence.len())
    };
    assert_eq!(n_told("2025-07-01"), Some(2));
}

#[test]
fn two_full_names_of_a_body_are_no_abbreviations() {
    let readings = [
        "The meeting was held by Oman's Foreign Ministry on Monday, envoys of both sides said.",
        "The meeting was held by the Omani Foreign Ministry on Monday, envoys of both sides said.",
    ]
    .map(reading);
    let graph = resolve(&readings, &[]);
    let joins = graph.entities().iter().flat_map(|entity| &entity.joins);
    let whys: Vec<Why> = joins.map(|join| join.why).collect();
    assert!(whys.contains(&Why::SameBody), "{whys:?}");
    assert!(!whys.contains(&Why::Acronym), "{whys:?}");
}

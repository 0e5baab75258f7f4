//! What the user said holds: whatever is read again, added or taken away, and however the reader changes.

use crate::model::{Credibility, Grade, Line, Reliability, Subkind};
use crate::resolve::tests::*;

/// A line that `source` and `target` of a reading are the ends of, told by the whole text.
fn line(told: &Reading, source: &str, kind: RelationKind, target: &str) -> Line {
    Line {
        sentence: whole(told),
        kind,
        status: Status::Asserted,
        ends: Some((at(told, source), at(told, target))),
    }
}

fn whole(told: &Reading) -> Anchor {
    Anchor {
        article: told.article.id,
        span: Span::new(0, told.article.text.len()),
    }
}

fn lines(graph: &Graph) -> Vec<String> {
    let relations = graph.relations().iter();
    relations.map(|relation| relation.id.to_string()).collect()
}

fn of(readings: &[Arc<Reading>], edits: &[Edit]) -> Graph {
    resolve(readings, edits)
}

/// Three states, of whom the first met both others in one sentence.
fn three() -> Arc<Reading> {
    let told = reading("Chad met Niger and Mali in Oslo.");
    let told = claiming(&told, "Chad", RelationKind::Meets, "Niger");
    claiming(&told, "Chad", RelationKind::Meets, "Mali")
}

#[test]
fn a_rejection_means_one_line_of_its_sentence() {
    let told = three();
    let line = line(&told, "Chad", RelationKind::Meets, "Mali");
    let graph = of(slice::from_ref(&told), &[Edit::Reject { line }]);
    assert_eq!(lines(&graph), ["state:chad meets state:niger"]);
    // Two who meet meet each other.
    let backwards = Line {
        ends: line.ends.map(|(a, b)| (b, a)),
        ..line
    };
    let same = of(slice::from_ref(&told), &[Edit::Reject { line: backwards }]);
    assert_eq!(lines(&same), lines(&graph));
}

#[test]
fn lines_change_their_kind_ends_and_status() {
    let told = three();
    let line = line(&told, "Chad", RelationKind::Meets, "Mali");
    let visits = Line {
        kind: RelationKind::Visits,
        ..line
    };
    let with = |edits: &[Edit]| lines(&of(slice::from_ref(&told), edits));
    let to = RelationKind::Visits;
    let retype = Edit::Retype { line, to };
    assert_eq!(
        with(slice::from_ref(&retype)),
        [
            "state:chad meets state:niger",
            "state:chad visits state:mali"
        ]
    );
    let redirect = Edit::Redirect {
        line: visits,
        source: at(&told, "Mali"),
        target: at(&told, "Chad"),
    };
    let both = with(&[retype.clone(), redirect.clone()]);
    assert!(
        both.contains(&"state:mali visits state:chad".to_owned()),
        "{both:?}"
    );
    let turned = Line {
        ends: visits.ends.map(|(a, b)| (b, a)),
        ..visits
    };
    let denied = Edit::SetStatus {
        line: turned,
        status: Status::Denied,
    };
    let all = with(&[retype, redirect, denied]);
    assert!(
        all.contains(&"state:mali visits state:chad denied".to_owned()),
        "{all:?}"
    );
}

#[test]
fn what_was_confirmed_or_changed_stays_when_the_reader_no_longer_finds_it() {
    let told = three();
    let line = line(&told, "Chad", RelationKind::Meets, "Mali");
    let silent = reading(&told.article.text);
    for edit in [
        Edit::Confirm { line },
        Edit::SetStatus {
            line: Line {
                status: Status::Denied,
                ..line
            },
            status: Status::Asserted,
        },
    ] {
        let resolved = resolve_all(slice::from_ref(&silent), slice::from_ref(&edit));
        assert_eq!(lines(&resolved.graph), ["state:chad meets state:mali"]);
        assert_eq!(resolved.graph.relations()[0].evidence[0].rule, "by hand");
        assert_eq!(resolved.asleep, [0; 0]);
    }
    let twice = of(slice::from_ref(&told), &[Edit::Confirm { line }]);
    assert_eq!(twice, of(&[told], &[]), "what is told is not told again");
}

#[test]
fn kept_apart_they_never_join_not_even_by_later_articles() {
    let first = reading("President Ana Duarte spoke.");
    let second = reading("Ms Ana Duarte left the company.");
    let third = reading("Ana Duarte wrote a book.");
    let (a, b) = (at(&first, "Ana Duarte"), at(&second, "Ana Duarte"));
    let people = |readings: &[Arc<Reading>], edits: &[Edit]| {
        let graph = of(readings, edits);
        names(&graph, Kind::Person).len()
    };
    let two = [first.clone(), second.clone()];
    let three = [third, second, first];
    let apart = Edit::KeepApart { a, b };
    let join = Edit::Merge { a, b };
    assert_eq!(people(&two, &[]), 1);
    assert_eq!(people(&two, slice::from_ref(&apart)), 2);
    assert_eq!(people(&three, slice::from_ref(&apart)), 2);
    assert_eq!(people(&three, &[join.clone(), apart.clone()]), 2);
    assert_eq!(people(&three, &[apart, join]), 1, "the last word counts");
}

#[test]
fn kept_apart_within_one_article() {
    let one = reading("President Ana Duarte spoke. Ms Duarte left. Duarte came back.");
    let mention = |word: &str| at(&one, word);
    let second = {
        let start = one.article.text.find("Ms Duarte").unwrap() + 3;
        Anchor {
            article: one.article.id,
            span: Span::new(start, start + 6),
        }
    };
    let apart = Edit::KeepApart {
        a: mention("Ana Duarte"),
        b: second,
    };
    let graph = of(slice::from_ref(&one), &[apart]);
    assert_eq!(names(&graph, Kind::Person), ["Ana Duarte", "Duarte"]);
    assert_eq!(graph.entity_at(second).unwrap().mentions.len(), 2);
}

#[test]
fn what_is_split_off_takes_along_what_its_sentences_say() {
    let text = "President Ana Duarte spoke. Ms Duarte met Niger.";
    let told = claiming(&reading(text), "Ana Duarte", RelationKind::Meets, "Niger");
    let start = text.find("Duarte met").unwrap();
    let told = {
        let mut told = Reading::clone(&told);
        told.claims[0].sentence = Span::new(28, text.len());
        told.claims[0].trigger = Span::new(start + 7, start + 10);
        Arc::new(told)
    };
    let mention = Anchor {
        article: told.article.id,
        span: Span::new(start, start + 6),
    };
    let split = Edit::Split {
        mentions: vec![mention],
    };
    let graph = of(&[told], &[split]);
    let [relation] = graph.relations() else {
        panic!("{:?}", lines(&graph));
    };
    let ends = [&relation.source, &relation.target];
    assert!(ends.contains(&&graph.entity_at(mention).unwrap().id));
}

#[test]
fn names_and_kinds_are_learned_for_later_articles() {
    let first = reading("President Ana Duarte spoke.");
    let later = reading("President Maria Duarte-Lopes left.");
    let here = at(&first, "Ana Duarte");
    let both = [first, later];
    let name = "Maria Duarte-Lopes".to_owned();
    for edit in [
        Edit::Rename {
            at: here,
            name: name.clone(),
        },
        Edit::AddAlias {
            at: here,
            alias: name.clone(),
        },
    ] {
        assert_eq!(names(&of(&both, &[]), Kind::Person).len(), 2);
        assert_eq!(
            names(&of(&both, slice::from_ref(&edit)), Kind::Person).len(),
            1,
            "{edit:?}"
        );
    }
    let ship = reading("Denmark deployed the frigate HDMS Absalon to Norway.");
    let again = reading("The frigate HDMS Absalon came back to Denmark.");
    let kind = Edit::SetKind {
        at: at(&ship, "HDMS Absalon"),
        kind: Kind::Organization,
        subkind: Some(Subkind::Company),
    };
    let graph = of(&[ship, again], &[kind]);
    assert_eq!(names(&graph, Kind::Organization), ["HDMS Absalon"]);
    assert!(names(&graph, Kind::MilitaryAsset).is_empty());
}

#[test]
fn aliases_codes_and_deletion() {
    let told = claiming(
        &reading("Chad met Niger."),
        "Chad",
        RelationKind::Meets,
        "Niger",
    );
    let chad = at(&told, "Chad");
    let with = |edits: &[Edit]| of(slice::from_ref(&told), edits);
    let alias = |alias: &str| alias.to_owned();
    let named = with(&[
        Edit::AddAlias {
            at: chad,
            alias: alias("Tchad"),
        },
        Edit::AddAlias {
            at: chad,
            alias: alias("TCD"),
        },
        Edit::RemoveAlias {
            at: chad,
            alias: alias("TCD"),
        },
        Edit::SetIso {
            at: chad,
            iso: Some(alias("XYZ")),
        },
    ]);
    let entity = named.entity_at(chad).unwrap();
    assert_eq!(entity.aliases, ["Tchad"]);
    assert_eq!(entity.iso.as_deref(), Some("XYZ"));
    let deleted = with(&[Edit::Delete { at: chad }]);
    assert!(deleted.entity_at(chad).is_none() && deleted.relations().is_empty());
}

#[test]
fn mentions_are_taken_away_and_added() {
    let told = reading("Chad met Niger. The Harbour Compact grew; the other side waited.");
    let with = |edits: &[Edit]| of(slice::from_ref(&told), edits);
    let chad = at(&told, "Chad");
    let none = with(&[Edit::NotAMention { at: chad }]);
    assert!(none.entity_at(chad).is_none());
    let words = at(&told, "other side");
    assert!(with(&[]).entity_at(words).is_none());
    let added = with(&[Edit::AddMention {
        at: words,
        of: chad,
    }]);
    assert_eq!(
        added.entity_at(words).unwrap().id,
        added.entity_at(chad).unwrap().id
    );
    let new = with(&[Edit::AddEntity {
        at: words,
        kind: Kind::Organization,
        subkind: None,
    }]);
    assert_eq!(
        new.entity_at(words).unwrap().id.as_str(),
        "organization:other-side"
    );
    // By hand, a relation of something nobody had found.
    let related = with(&[
        Edit::AddEntity {
            at: words,
            kind: Kind::Organization,
            subkind: None,
        },
        Edit::Relate {
            source: chad,
            target: words,
            kind: RelationKind::Aids,
            status: Status::Planned,
            sentence: whole(&told),
        },
    ]);
    assert_eq!(
        lines(&related),
        ["state:chad aids organization:other-side planned"]
    );
}

#[test]
fn what_finds_no_place_sleeps_and_wakes() {
    let chad = reading("Chad met Niger.");
    let mali = reading("Mali met Togo.");
    let grade = Grade {
        reliability: Reliability::Completely,
        credibility: Credibility::Confirmed,
    };
    let edits = [
        Edit::Rename {
            at: at(&mali, "Mali"),
            name: "Mali again".to_owned(),
        },
        Edit::GradeSource {
            article: mali.article.id,
            grade,
        },
        Edit::Hide {
            at: at(&chad, "Chad"),
        },
        Edit::Merge {
            a: at(&chad, "Niger"),
            b: at(&mali, "Togo"),
        },
        Edit::Pin {
            at: at(&mali, "Togo"),
            pos: None,
        },
        Edit::NotAMention {
            at: at(&mali, "Togo"),
        },
    ];
    let one = resolve_all(slice::from_ref(&chad), &edits);
    assert_eq!(one.asleep, [0, 3, 4, 5]);
    let both = resolve_all(&[chad, mali], &edits[..4]);
    assert_eq!(both.asleep, [0; 0]);
}

//! Who is one across articles, and who must never be: each pair an article of its own.

use std::sync::Arc;

use super::*;
use crate::extract;
use crate::lexicon::lexicon;
use crate::model::{Article, Kind};

fn graph(texts: &[&str]) -> Graph {
    let readings: Vec<_> = texts
        .iter()
        .map(|text| Arc::new(extract::read(&Arc::new(Article::of_text(text)), lexicon())))
        .collect();
    resolve(&readings, &[])
}

/// Names of a kind, each once a node.
fn named(texts: &[&str], kind: Kind) -> Vec<String> {
    let graph = graph(texts);
    let entities = graph.entities().iter();
    entities
        .filter(|entity| entity.kind == kind && entity.named)
        .map(|entity| entity.name.clone())
        .collect()
}

#[track_caller]
fn one(kind: Kind, a: &str, b: &str) {
    let names = named(&[a, b], kind);
    assert_eq!(names.len(), 1, "{a} | {b}: {names:?}");
}

#[track_caller]
fn two(kind: Kind, a: &str, b: &str) {
    let names = named(&[a, b], kind);
    assert_eq!(names.len(), 2, "{a} | {b}: {names:?}");
}

#[test]
fn one_person_under_many_spellings() {
    let one = |a, b| one(Kind::Person, a, b);
    one(
        "Foreign Minister Karim Araghdi spoke.",
        "Foreign Minister Seyed Karim Araqdi spoke.",
    );
    one(
        "Minister Tarek bin Said Al Rashidi spoke.",
        "Minister Tarek Alrashidi spoke.",
    );
    one(
        "Minister Tarek bin Said Al Rashidi spoke.",
        "Minister Tarek Al-Rashidi spoke.",
    );
    one(
        "President Volodymyr Zelenko spoke.",
        "President Wolodimir Zelenko spoke.",
    );
    one(
        "Minister Jean-Luc Moreau spoke.",
        "Minister Jean Luc Moreau spoke.",
    );
    one(
        "Minister J. P. Moreau spoke.",
        "Minister Jean Moreau spoke.",
    );
    one("Minister Søren Østby spoke.", "Minister Soren Ostby spoke.");
    one("Dr Ana Duarte spoke.", "Professor Ana Duarte spoke.");
}

#[test]
fn two_people_who_share_something() {
    let two = |a, b| two(Kind::Person, a, b);
    two(
        "President Ana Duarte spoke.",
        "President Peter Duarte spoke.",
    );
    two(
        "Minister Hamad Al Rashidi spoke.",
        "Minister Tarek bin Hamad Al Rashidi spoke.",
    );
    two(
        "Chadian President Ana Duarte spoke.",
        "Chadian President Omar Lund spoke.",
    );
    two("Minister Ana Duarte spoke.", "Minister Anna Duval spoke.");
}

#[test]
fn a_ship_is_not_whom_it_is_named_after() {
    let texts = [
        "The destroyer USS Peter Holm sailed.",
        "Admiral Peter Holm spoke.",
    ];
    assert_eq!(named(&texts, Kind::Person), ["Peter Holm"]);
    assert_eq!(named(&texts, Kind::MilitaryAsset), ["USS Peter Holm"]);
}

#[test]
fn seas_streets_and_regions_are_not_the_state() {
    let texts = [
        "Norway sent a trawler to the Norwegian Sea.",
        "India spoke. The ship crossed the Indian Ocean and the Gulf of Oman.",
    ];
    assert_eq!(named(&texts, Kind::State), ["India", "Norway"]);
    let places = named(&texts, Kind::Place);
    assert_eq!(places, ["Gulf of Oman", "Indian Ocean", "Norwegian Sea"]);
}

#[test]
fn bodies_whose_names_share_words() {
    let two = |a, b| two(Kind::Organization, a, b);
    two("The Bank of Chad closed.", "The Bank of Niger closed.");
    two(
        "The Chadian Foreign Ministry closed.",
        "The Nigerien Foreign Ministry closed.",
    );
    two(
        "The UN Security Council met.",
        "The UN Human Rights Council met.",
    );
    let one = |a, b| one(Kind::Organization, a, b);
    one(
        "The Chadian Ministry of Defence closed.",
        "The Chadian Ministry of Defense opened.",
    );
    one(
        "Chad's Foreign Ministry closed.",
        "The Chadian Foreign Ministry opened.",
    );
}

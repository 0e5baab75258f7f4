//! Second names that the text gives: "Ana Holm, better known as Anna Duarte", "Ana Holm (Danish: Anna Holm)".

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::extract::found::{Key, state_at};
use crate::extract::line::{Line, Look};
use crate::extract::work::Work;
use crate::lexicon::StateForm;
use crate::model::{ChainId, Form, Kind};

/// What may stand between "known by" and the name: "her stage name".
const OF_NAMES: &[&str] = &[
    "his",
    "her",
    "its",
    "their",
    "stage",
    "pen",
    "ring",
    "online",
    "name",
    "names",
    "pseudonym",
    "nickname",
    "alias",
    "moniker",
    "initials",
    "acronym",
    "abbreviation",
    "simply",
    "just",
];

/// "(Danish: Sydhavet)": a language and a colon.
fn is_foreign(line: &Line, i: usize) -> bool {
    let language = state_at(line, i).is_some_and(|(_, _, form)| form == StateForm::Demonym)
        || line.is(i, &["arabic", "persian", "hebrew", "kurdish", "latin"]);
    language && line.is(i + 1, &[":"])
}

/// "Jenna" of "Jenna Holm" and "Jenna Maria Lund", who turned out to be one.
pub(super) fn firsts(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let mut fuller: BTreeMap<&str, Vec<ChainId>> = BTreeMap::new();
    let mut full: BTreeSet<ChainId> = BTreeSet::new();
    let mut alone: Vec<(&str, ChainId)> = Vec::new();
    for (line, list) in work.lines.iter().zip(&work.placed) {
        let people = list.iter().filter(|placed| {
            placed.found.kind == Kind::Person
                && placed.found.key == Key::Letters
                && placed.found.form == Form::Name
        });
        for placed in people {
            let first = line.text(placed.found.words.start);
            if placed.found.words.len() == 1 {
                alone.push((first, placed.of));
            } else {
                full.insert(placed.of);
                fuller.entry(first).or_default().push(placed.of);
            }
        }
    }
    let mut pairs = BTreeMap::new();
    for (name, of) in alone.iter().filter(|(_, of)| !full.contains(of)) {
        if let Some([whole, others @ ..]) = fuller.get(name).map(Vec::as_slice)
            && others.iter().all(|other| other == whole)
        {
            pairs.insert(*of, *whole);
        }
    }
    pairs
}

/// "Ana Holm, better known as Anna Duarte", "Peter Lund, alias Peter Holm".
pub(super) fn known_as(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let mut pairs = BTreeMap::new();
    for (at, list) in work.placed.iter().enumerate() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        for placed in list.iter().filter(|placed| placed.found.form == Form::Name) {
            let starts = other_names(line, placed.found.words.end);
            let others = starts.iter().filter_map(|start| work.starting(at, *start));
            let others = others.filter(|other| {
                other.found.form == Form::Name
                    && other.found.kind == placed.found.kind
                    && matches!(other.found.kind, Kind::Person | Kind::Organization)
                    && other.of != placed.of
            });
            for other in others {
                let ends = |into: &ChainId| *into == other.of;
                if !pairs.contains_key(&placed.of) && !pairs.values().any(ends) {
                    pairs.insert(other.of, placed.of);
                }
            }
        }
    }
    pairs
}

/// Where the other names may begin behind a name that ends at word `i`.
fn other_names(line: &Line, i: usize) -> Vec<usize> {
    let bracket = bracket(line, i);
    let foreign = bracket.clone().filter(|at| is_foreign(line, *at));
    let mut starts: Vec<usize> = foreign.map(|at| at + 2).collect();
    // "Ana Holm (born 1980), better known as".
    let after = match line.is(bracket.end, &[")"]) && line.is(bracket.end + 1, &[","]) {
        true => bracket.end + 1,
        false => i,
    };
    starts.extend(known_name(line, after));
    for start in &mut starts {
        while line.is(*start, OF_NAMES) {
            *start += 1;
        }
        let skipped = line.look(*start) == Look::Mark || line.is(*start, &["the"]);
        *start += usize::from(skipped);
    }
    starts
}

/// The words in the bracket that opens at word `i`, if one does.
fn bracket(line: &Line, i: usize) -> Range<usize> {
    const LONGEST: usize = 40;
    if !line.is(i, &["("]) {
        return i..i;
    }
    let within = i + 1..line.len().min(i + LONGEST);
    let end = within.clone().find(|at| line.is(*at, &[")"]));
    i + 1..end.unwrap_or(within.end)
}

/// Where the name behind "known as", "alias" begins.
fn known_name(line: &Line, i: usize) -> Option<usize> {
    let marked = line.is(i, &[",", "("]);
    let mut at = i + usize::from(marked);
    while line.is(at, BEFORE_KNOWN) {
        at += 1;
    }
    if line.is(at, &["known"]) && line.is(at + 1, &["as", "by", "under"]) {
        Some(at + 2)
    } else {
        let alias = marked && line.is(at, &["alias", "a.k.a.", "aka", "born", "née", "nee"]);
        alias.then_some(at + 1)
    }
}

/// What may stand before "known as".
const BEFORE_KNOWN: &[&str] = &[
    "who",
    "is",
    "was",
    "also",
    "better",
    "commonly",
    "formerly",
    "widely",
    "popularly",
    "once",
    "now",
];

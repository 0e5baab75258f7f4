//! "The two countries", "both leaders": both of a pair.

use crate::extract::work::{Work, described};
use crate::model::{ChainId, Form, Kind, Source};

const STATES: &[&str] = &[
    "countries",
    "sides",
    "nations",
    "states",
    "governments",
    "parties",
    "neighbours",
    "neighbors",
    "powers",
];
const PEOPLE: &[&str] = &[
    "leaders",
    "presidents",
    "ministers",
    "premiers",
    "men",
    "women",
    "envoys",
    "diplomats",
    "negotiators",
    "statesmen",
];

/// Two of a kind, as they were last named together.
#[derive(Default)]
struct Pairs {
    states: Option<[ChainId; 2]>,
    people: Option<[ChainId; 2]>,
}

/// "the two countries": the two states that were last named together; "both leaders": the two people.
pub(super) fn add(work: &mut Work) {
    let mut last = Pairs::default();
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let mut more = Vec::new();
        for i in 0..line.len() {
            if let Some(pair) = pair_at(work, at, i) {
                last.states = Some(pair);
            }
            if !line.is(i, &["two", "both"]) || work.is_taken(at, i) {
                continue;
            }
            let (pair, kind) = if line.is(i + 1, STATES) {
                (last.states, Kind::State)
            } else if line.is(i + 1, PEOPLE) {
                (last.people, Kind::Person)
            } else {
                continue;
            };
            for of in pair.into_iter().flatten() {
                let found = described(line, i..i + 2, kind, None);
                let source = Source::Shown("it counts the two last named together");
                more.push((found.because(source), of));
            }
        }
        last.people = only_two(work, at, Kind::Person).or(last.people);
        // "Ethiopian leader A met Eritrean leader B".
        if last.states.is_none() {
            last.states = only_two(work, at, Kind::State);
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// The two of a kind that a line names, if there are no more.
fn only_two(work: &Work, at: usize, kind: Kind) -> Option<[ChainId; 2]> {
    let mut named: Vec<ChainId> = Vec::new();
    let placed = work.on(at).iter();
    for placed in placed.filter(|placed| placed.found.kind == kind) {
        let described = placed.found.form == Form::Nominal;
        if !described && !named.contains(&placed.of) {
            named.push(placed.of);
        }
    }
    <[ChainId; 2]>::try_from(named).ok()
}

/// Two states joined at word `i`: "Iran and the United States", "US-Iran".
fn pair_at(work: &Work, at: usize, i: usize) -> Option<[ChainId; 2]> {
    let line = work.lines.get(at)?;
    let first = work
        .starting(at, i)
        .filter(|placed| placed.found.kind == Kind::State)?;
    let and = first.found.words.end;
    if !line.is(and, &["and", "-", "–"]) {
        return None;
    }
    let next = and + 1 + usize::from(line.is(and + 1, &["the"]));
    let second = work
        .starting(at, next)
        .filter(|placed| placed.found.kind == Kind::State)?;
    (first.of != second.of).then_some([first.of, second.of])
}

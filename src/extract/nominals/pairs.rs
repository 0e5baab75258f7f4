//! "The two countries", "both leaders": both of a pair.

use std::collections::BTreeMap;

use crate::extract::line::Line;
use crate::extract::work::{Work, described};
use crate::model::{ChainId, Form, Kind, Source, Subkind};

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
    "delegations",
    "capitals",
    "rivals",
    "foes",
    "enemies",
    "allies",
];
/// "the two agreed": what follows the two where no noun does.
const DO: &[&str] = &[
    "agreed",
    "met",
    "discussed",
    "spoke",
    "signed",
    "talked",
    "disagreed",
    "clashed",
    "have",
    "had",
    "are",
    "were",
    "will",
    "would",
    "also",
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

/// "the two countries": the two states that were last named together; "both presidents": the two people of that office.
pub(super) fn add(work: &mut Work) {
    let mut last: Option<([ChainId; 2], usize)> = None;
    let main = main_pair(work);
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let mut more = Vec::new();
        for i in 0..line.len() {
            if let Some(pair) = pair_at(work, at, i) {
                last = Some((pair, at));
            }
            if !line.is(i, &["two", "both"]) || work.is_taken(at, i) {
                continue;
            }
            let (pair, kind) = if line.is(i + 1, STATES) {
                // Those just named; else the two that the article is about.
                let near = last.filter(|(_, named)| at - named <= 1 || main.is_none());
                (near.map(|(pair, _)| pair).or(main), Kind::State)
            } else if line.is(i, &["two"]) && line.is(i + 1, DO) && opens_clause(line, i) {
                let people = only_two_before(work, at, i).or_else(|| last_people(work, at, "men"));
                let states = last
                    .filter(|(_, named)| at - named <= 1)
                    .map(|(pair, _)| pair);
                let kind = if people.is_some() {
                    Kind::Person
                } else {
                    Kind::State
                };
                (people.or(states), kind)
            } else if let Some(noun) = PEOPLE.iter().find(|noun| line.is(i + 1, &[**noun])) {
                (last_people(work, at, noun), Kind::Person)
            } else {
                continue;
            };
            for of in pair.into_iter().flatten() {
                let end = i + 1 + usize::from(!line.is(i + 1, DO));
                let found = described(line, i..end, kind, None);
                let source = Source::Shown("it counts the two that are meant");
                more.push((found.because(source), of));
            }
        }
        // "Ethiopian leader A met Eritrean leader B".
        if last.is_none() {
            last = only_two(work, at, |_| true, Kind::State).map(|pair| (pair, at));
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// The two states that an article names at least twice as often as any other.
fn main_pair(work: &Work) -> Option<[ChainId; 2]> {
    let mut counts: BTreeMap<ChainId, usize> = BTreeMap::new();
    let states = work.placed.iter().flatten();
    for placed in states.filter(|placed| placed.found.kind == Kind::State) {
        *counts.entry(placed.of).or_default() += 1;
    }
    let mut counts: Vec<(ChainId, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let third = counts.get(2).map_or(0, |(_, count)| *count);
    match counts.as_slice() {
        [(first, _), (second, count), ..] if *count >= 2 * third.max(1) => Some([*first, *second]),
        _ => None,
    }
}

/// The two whom the nearest line before names who are what the noun says: of presidents, the two presidents among others.
fn last_people(work: &Work, at: usize, noun: &str) -> Option<[ChainId; 2]> {
    let fits = |id| is_one_of(work, id, noun);
    (0..at)
        .rev()
        .find_map(|line| only_two(work, line, fits, Kind::Person))
}

/// Whether a person is known to be one of the "presidents", "leaders", "men".
fn is_one_of(work: &Work, id: ChainId, noun: &str) -> bool {
    use Subkind as S;
    let Some(chain) = work.chain(id) else {
        return false;
    };
    let is = |subkinds: &[Subkind]| {
        chain
            .subkind
            .is_some_and(|subkind| subkinds.contains(&subkind))
    };
    let office = noun.trim_end_matches('s');
    let titled = chain
        .roles
        .iter()
        .any(|role| role.title.to_lowercase().ends_with(office));
    match noun {
        "men" | "women" => true,
        "leaders" | "statesmen" => titled || is(&[S::HeadOfState, S::HeadOfGovernment]),
        "premiers" => titled || is(&[S::HeadOfGovernment]),
        "ministers" => titled || is(&[S::Minister]),
        "envoys" | "diplomats" | "negotiators" => titled || is(&[S::Diplomat, S::Minister]),
        _ => titled,
    }
}

/// Whether "the two" at word `i` may be a subject: "and the two agreed", not "which of the two had".
fn opens_clause(line: &Line, i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "and", "but", ",", ";", "that", "as", "after", "before", "when", "said", "while",
    ];
    let the = i.checked_sub(1).filter(|the| line.is(*the, &["the"]));
    the.is_some_and(|the| the == 0 || line.is_before(the, BEFORE))
}

/// The two people whom a line names before word `i`, if there are no more.
fn only_two_before(work: &Work, at: usize, i: usize) -> Option<[ChainId; 2]> {
    let mut named: Vec<ChainId> = Vec::new();
    for placed in work.on(at) {
        let person = placed.found.kind == Kind::Person && placed.found.words.end <= i;
        if person && !named.contains(&placed.of) {
            named.push(placed.of);
        }
    }
    <[ChainId; 2]>::try_from(named).ok()
}

/// The two of a kind that a line names and that fit, if there are no more.
fn only_two(
    work: &Work,
    at: usize,
    fits: impl Fn(ChainId) -> bool,
    kind: Kind,
) -> Option<[ChainId; 2]> {
    let mut named: Vec<ChainId> = Vec::new();
    let placed = work.on(at).iter();
    for placed in placed.filter(|placed| placed.found.kind == kind) {
        let described = placed.found.form == Form::Nominal;
        if !described && !named.contains(&placed.of) && fits(placed.of) {
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
    // "speaks for Greenland and the Faroe Islands": others act.
    let others = ["for", "including", "like", "than"];
    let before = i - usize::from(line.is_before(i, &["the"]));
    let and = first.found.words.end;
    if line.is_before(before, &others) || !line.is(and, &["and", "-", "–"]) {
        return None;
    }
    let next = and + 1 + usize::from(line.is(and + 1, &["the"]));
    let second = work
        .starting(at, next)
        .filter(|placed| placed.found.kind == Kind::State)?;
    (first.of != second.of).then_some([first.of, second.of])
}

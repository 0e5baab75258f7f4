//! "The two countries": both of a pair.

use crate::extract::work::{Work, described};
use crate::model::{ChainId, Kind, Source};

/// "the two countries": the two states that were last named together.
pub(super) fn add(work: &mut Work) {
    let mut last: Option<[ChainId; 2]> = None;
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let mut more = Vec::new();
        for i in 0..line.len() {
            if let Some(pair) = pair_at(work, at, i) {
                last = Some(pair);
            }
            let counted = line.is(i, &["two", "both"])
                && line.is(
                    i + 1,
                    &[
                        "countries",
                        "sides",
                        "nations",
                        "states",
                        "governments",
                        "parties",
                        "neighbours",
                        "neighbors",
                        "powers",
                    ],
                );
            if counted && let Some(pair) = last {
                for of in pair {
                    let found = described(line, i..i + 2, Kind::State, None);
                    let source = Source::Shown("it counts the two states last named together");
                    more.push((found.because(source), of));
                }
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
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

//! A body or a ship and what it is, between commas: "Tass, the Soviet press agency", "its only carrier, the Caldera".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::chains::merge;
use crate::extract::line::Line;
use crate::extract::work::{Placed, Work};
use crate::model::{ChainId, Form, Kind};

/// Joins each description to the name that stands beside it.
pub(super) fn add(work: &mut Work) {
    let mut pairs: BTreeMap<ChainId, ChainId> = BTreeMap::new();
    for at in 0..work.lines.len() {
        let described = work.on(at).iter().filter(|placed| {
            placed.found.form == Form::Nominal
                && matches!(placed.found.kind, Kind::Organization | Kind::MilitaryAsset)
                && work.chain(placed.of).is_some_and(|chain| !chain.named)
        });
        for placed in described {
            let named = named(work, at, &placed.found.words, placed.found.kind);
            if let Some(named) = named.filter(|named| *named != placed.of) {
                pairs.entry(placed.of).or_insert(named);
            }
        }
    }
    pairs.retain(|_, into| work.chain(*into).is_some_and(|chain| chain.named));
    merge(work, &pairs);
}

/// Whose name stands beside a description of this kind, on either side of a comma.
pub(super) fn named(work: &Work, at: usize, words: &Range<usize>, kind: Kind) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    name_before(work, line, at, words, kind).or_else(|| name_after(work, line, at, words, kind))
}

/// "Tass, the Soviet press agency,".
fn name_before(
    work: &Work,
    line: &Line,
    at: usize,
    words: &Range<usize>,
    kind: Kind,
) -> Option<ChainId> {
    let article = words
        .start
        .checked_sub(1)
        .filter(|the| line.is(*the, &["the", "a", "an"]))?;
    let comma = article
        .checked_sub(1)
        .filter(|comma| line.is(*comma, &[","]))?;
    let named = work.ending(at, comma)?;
    let alone = !listed(line, comma, words.end);
    (alone && fits(named, kind)).then_some(named.of)
}

/// "its only carrier, the Caldera,".
fn name_after(
    work: &Work,
    line: &Line,
    at: usize,
    words: &Range<usize>,
    kind: Kind,
) -> Option<ChainId> {
    let (start, comma) = (words.start, words.end);
    let one = line.is_before(start, &["the", "its", "their", "his", "her"])
        || line.is(start, &["the", "its", "their", "his", "her"]);
    let from = comma + 1 + usize::from(line.is(comma + 1, &["the"]));
    let named = work
        .starting(at, comma + 1)
        .or_else(|| work.starting(at, from))?;
    let alone = !listed(line, comma, named.found.words.end);
    (one && line.is(comma, &[",", "("]) && alone && fits(named, kind)).then_some(named.of)
}

/// A name of the same kind; a ship may have been taken for a body.
fn fits(named: &Placed, kind: Kind) -> bool {
    named.found.kind == kind && matches!(named.found.form, Form::Name)
}

/// Whether what stands between the commas may be one of a list: nothing closes it, or an "and" follows.
fn listed(line: &Line, comma: usize, end: usize) -> bool {
    let closed = line.is(end, &[",", ".", ";", ")", ":", "”", "\""]) || end >= line.len();
    let goes_on = (1..=6).any(|more| line.is(end + more, &["and", "or"]) && line.is(end, &[","]))
        || (1..=6)
            .any(|back| comma >= back && line.is(comma - back, &["and", "or", ","]) && back < 3);
    !closed || goes_on
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lexicon::lexicon;
    use crate::model::Article;

    /// How many nodes the bodies and assets of a text are.
    fn nodes(text: &str) -> usize {
        use crate::model::Kind;
        let reading = crate::extract::names(&Arc::new(Article::of_text(text)), lexicon());
        let things = reading
            .chains
            .iter()
            .filter(|chain| matches!(chain.kind, Kind::Organization | Kind::MilitaryAsset));
        things.count()
    }

    #[test]
    fn what_stands_beside_the_name_is_the_same_body() {
        assert_eq!(
            nodes("Two men of the KGB, the Belarusian security agency, left."),
            1
        );
        assert!(nodes("The KGB, the Belarusian security agency and the navy left.") > 1);
    }
}

//! Names that the text itself ties to longer or other ones: "Harvard" of "Harvard University", "Ana Holm, known as Anna Duarte".

use std::collections::BTreeMap;

use crate::extract::chains::{canonical, merge};
use crate::extract::found::Key;
use crate::extract::line::{Line, Look};
use crate::extract::work::{Placed, Work};
use crate::model::{ChainId, Form, Kind};

/// Joins what is one.
pub(super) fn add(work: &mut Work) {
    let pairs = parts(work);
    merge(work, &pairs);
    let pairs = known_as(work);
    merge(work, &pairs);
}

/// Bodies by a part of their name, where but one name has that part.
fn parts(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let mut names: BTreeMap<Vec<String>, ChainId> = BTreeMap::new();
    for (line, list) in work.lines.iter().zip(&work.placed) {
        for placed in list.iter().filter(|placed| is_body(placed)) {
            let name = canonical(line.page.lexicon, line.page.text(placed.found.span));
            let words = name.split(' ').map(str::to_owned).collect();
            names.entry(words).or_insert(placed.of);
        }
    }
    let Some(line) = work.lines.first() else {
        return BTreeMap::new();
    };
    let lexicon = line.page.lexicon;
    let noun = |word: &String| {
        lexicon.organizations.nouns().get(word).is_some()
            || lexicon.places.nouns().get(word).is_some()
    };
    // "Red Sox" of "Boston Red Sox", but "United Party" of many.
    let place = |words: &[String]| {
        let name: Vec<String> = words.iter().map(|word| capital(word)).collect();
        let name = name.join(" ");
        lexicon.places.names().get(&name).is_some() || lexicon.states.names().get(&name).is_some()
    };
    let mut pairs = BTreeMap::new();
    for (short, of) in &names {
        let mut longer = names.iter().filter(|(full, whole)| {
            let headed = full
                .strip_prefix(short.as_slice())
                .is_some_and(|rest| matches!(rest, [head] if noun(head)));
            let placed = short.len() > 1
                && full
                    .strip_suffix(short.as_slice())
                    .is_some_and(|before| !before.is_empty() && place(before));
            *whole != of && (headed || placed)
        });
        if let Some((_, whole)) = longer.next()
            && longer.all(|(_, other)| other == whole)
            && !short.iter().any(noun)
        {
            pairs.insert(*of, *whole);
        }
    }
    // A chain that is itself joined to another is no end to join to.
    let joined: Vec<ChainId> = pairs.keys().copied().collect();
    pairs.retain(|_, into| !joined.contains(into));
    pairs
}

fn is_body(placed: &Placed) -> bool {
    let found = &placed.found;
    found.kind == Kind::Organization
        && found.form == Form::Name
        && matches!(found.key, Key::Letters | Key::Organization(_))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// "Ana Holm, better known as Anna Duarte", "Peter Lund, alias Peter Holm".
fn known_as(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let mut pairs = BTreeMap::new();
    for (at, list) in work.placed.iter().enumerate() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        for placed in list.iter().filter(|placed| placed.found.form == Form::Name) {
            let Some(start) = other_name(line, placed.found.words.end) else {
                continue;
            };
            let other = work.starting(at, start).filter(|other| {
                other.found.form == Form::Name
                    && other.found.kind == placed.found.kind
                    && matches!(other.found.kind, Kind::Person | Kind::Organization)
                    && other.of != placed.of
            });
            if let Some(other) = other
                && !pairs.contains_key(&placed.of)
                && !pairs.values().any(|into| *into == other.of)
            {
                pairs.insert(other.of, placed.of);
            }
        }
    }
    pairs
}

/// Where the other name begins behind a name that ends at word `i`.
fn other_name(line: &Line, i: usize) -> Option<usize> {
    let mut at = i;
    let marked = line.is(at, &[",", "("]);
    at += usize::from(marked);
    while line.is(
        at,
        &[
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
        ],
    ) {
        at += 1;
    }
    let known = if line.is(at, &["known"]) && line.is(at + 1, &["as"]) {
        at + 2
    } else if marked && line.is(at, &["alias", "a.k.a.", "aka", "born", "née", "nee"]) {
        at + 1
    } else {
        return None;
    };
    let skipped = line.look(known) == Look::Mark || line.is(known, &["the"]);
    Some(known + usize::from(skipped))
}

#[cfg(test)]
mod tests {
    use crate::extract::tests::reading;

    /// The names that end up in one chain.
    #[track_caller]
    fn one(text: &str, names: &[&str]) {
        let reading = reading(text);
        let of = |name: &&str| {
            let named = |mention: &&crate::model::Mention| {
                let bare = mention.span.of(text);
                bare.strip_prefix("the ").unwrap_or(bare) == *name
            };
            reading
                .mentions
                .iter()
                .find(named)
                .map(|mention| mention.of)
        };
        let chains: Vec<_> = names.iter().map(of).collect();
        assert!(
            chains
                .iter()
                .all(|chain| chain.is_some() && chain == &chains[0]),
            "{text}: {chains:?}"
        );
    }

    #[track_caller]
    fn two(text: &str, a: &str, b: &str) {
        let result = std::panic::catch_unwind(|| one(text, &[a, b]));
        assert!(result.is_err(), "{text}: {a} and {b} are one");
    }

    #[test]
    fn people_by_a_part_of_their_name() {
        one(
            "Jens Otto Harry Holm wrote. Otto Holm left.",
            &["Jens Otto Harry Holm", "Otto Holm"],
        );
        one(
            "Anna Lindqvist spoke. Then Anna left.",
            &["Anna Lindqvist", "Anna"],
        );
        // His father.
        two(
            "Badr bin Hamad Al Rashid met Hamad Al Rashid.",
            "Badr bin Hamad Al Rashid",
            "Hamad Al Rashid",
        );
        two(
            "Anna Lindqvist met Anna Holm. Anna left.",
            "Anna Lindqvist",
            "Anna",
        );
    }

    #[test]
    fn names_that_the_text_says_are_one() {
        one(
            "Anna Lindqvist, better known as Mary Holm, won.",
            &["Anna Lindqvist", "Mary Holm"],
        );
        two(
            "Anna Lindqvist has known Mary Holm.",
            "Anna Lindqvist",
            "Mary Holm",
        );
    }
}

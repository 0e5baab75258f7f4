//! Names that the text itself ties to longer or other ones: "Harvard" of "Harvard University", "Ana Holm, known as Anna Duarte".

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::also_known;
use crate::extract::chains::{canonical, merge};
use crate::extract::found::Key;
use crate::extract::work::{Placed, Work};
use crate::model::{ChainId, Form, Kind};

/// Joins what is one.
pub(super) fn add(work: &mut Work) {
    for find in [parts, headed, cities, saints] {
        let pairs = find(work);
        merge(work, &pairs);
    }
    for find in [also_known::known_as, also_known::firsts] {
        let pairs = find(work);
        merge(work, &pairs);
    }
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
    without_middles(pairs)
}

/// "Harrow" of "Harrow School" and "Socotra" of "Socotra Island": what no list knows takes the kind of the one longer name that
/// it begins.
fn headed(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let named = || {
        let lines = work.lines.iter().zip(&work.placed);
        lines
            .flat_map(|(line, list)| list.iter().map(move |placed| (line, placed)))
            .filter(|(_, placed)| placed.found.form == Form::Name)
    };
    let places = || named().filter(|(_, placed)| placed.found.kind == Kind::Place);
    let mut longer: BTreeMap<String, Vec<(ChainId, &str)>> = BTreeMap::new();
    for (line, placed) in named() {
        let name = bare(line.page.text(placed.found.span));
        let Some((start, head)) = name.rsplit_once(' ') else {
            continue;
        };
        if heads(placed.found.kind).contains(&head) {
            let whole = (placed.of, head);
            longer.entry(start.to_owned()).or_default().push(whole);
            // "Chathams" of "Chatham Islands".
            if head == "Islands" {
                longer.entry(format!("{start}s")).or_default().push(whole);
            }
        }
    }
    // Who is told to be there: "in Exeter" is the town, whatever schools are named after it.
    let inhabited: BTreeSet<ChainId> = places()
        .filter(|(line, placed)| {
            let before = ["in", "near", "to", "around", "outside"];
            line.is_before(placed.found.words.start, &before)
        })
        .map(|(_, placed)| placed.of)
        .collect();
    let mut pairs = BTreeMap::new();
    for (line, placed) in places() {
        let name = bare(line.page.text(placed.found.span));
        let Some([(whole, head), others @ ..]) = longer.get(name).map(Vec::as_slice) else {
            continue;
        };
        let body = work.kind(*whole) == Some(Kind::Organization);
        let fits = match placed.found.key {
            Key::Letters => !body || !inhabited.contains(&placed.of),
            _ => head.starts_with("Island"),
        };
        if fits && *whole != placed.of && others.iter().all(|(of, _)| of == whole) {
            pairs.insert(placed.of, *whole);
        }
    }
    without_middles(pairs)
}

/// "City of Cleveland" is Cleveland.
fn cities(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let names = || {
        let lines = work.lines.iter().zip(&work.placed);
        lines.flat_map(|(line, list)| {
            let places = list.iter().filter(|placed| {
                placed.found.kind == Kind::Place && placed.found.form == Form::Name
            });
            places.map(|placed| (bare(line.page.text(placed.found.span)), placed.of))
        })
    };
    let known: BTreeMap<&str, ChainId> = names().collect();
    let city = |(name, of): (&str, ChainId)| {
        let mut prefixes = ["City of ", "Town of ", "Village of "].iter();
        let plain = prefixes.find_map(|prefix| name.strip_prefix(prefix))?;
        known
            .get(plain)
            .filter(|into| **into != of)
            .map(|into| (of, *into))
    };
    names().filter_map(city).collect()
}

/// Nouns at the end of a name that its short form leaves out.
fn heads(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Organization => &[
            "University",
            "College",
            "School",
            "Academy",
            "Institute",
            "Airlines",
            "Airways",
        ],
        Kind::Place => &[
            "Island", "Islands", "Square", "Street", "Avenue", "Road", "Mosque", "Museum",
            "Palace", "Market", "Mall", "Tower", "Park", "Plaza",
        ],
        _ => &[],
    }
}

fn bare(name: &str) -> &str {
    let article = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "));
    article.unwrap_or(name)
}

/// "St. Jerome", taken for a place, where the article has a Jerome.
fn saints(work: &Work) -> BTreeMap<ChainId, ChainId> {
    let names = || {
        work.lines
            .iter()
            .zip(&work.placed)
            .flat_map(|(line, list)| {
                let named = list.iter().filter(|placed| placed.found.form == Form::Name);
                named.map(|placed| (line.page.text(placed.found.span), placed))
            })
    };
    let people: BTreeMap<&str, ChainId> = names()
        .filter(|(_, placed)| placed.found.kind == Kind::Person)
        .map(|(name, placed)| (name, placed.of))
        .collect();
    let saint = |name: &&str| {
        let bare = ["St. ", "St ", "Saint "]
            .iter()
            .find_map(|saint| name.strip_prefix(saint));
        bare.and_then(|bare| people.get(bare))
    };
    let places = names()
        .filter(|(_, placed)| placed.found.kind == Kind::Place && placed.found.key == Key::Letters);
    let pairs = places.filter_map(|(name, placed)| Some((placed.of, *saint(&name)?)));
    pairs.collect()
}

/// Without what leads to a chain that is itself joined to another.
fn without_middles(mut pairs: BTreeMap<ChainId, ChainId>) -> BTreeMap<ChainId, ChainId> {
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

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
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
    fn what_is_headed_by_a_noun_may_leave_it_out() {
        one(
            "He left Harwick University. At Harwick he taught law.",
            &["Harwick University", "Harwick"],
        );
        two(
            "He left Harwick University and Harwick College. He lived in Harwick.",
            "Harwick University",
            "Harwick",
        );
        two(
            "He taught at Boston University. He lived in Boston.",
            "Boston University",
            "Boston",
        );
    }

    #[test]
    fn a_name_may_be_turned() {
        one(
            "Keiko Tanabe wrote to Tanabe Keiko.",
            &["Keiko Tanabe", "Tanabe Keiko"],
        );
    }

    #[test]
    fn names_that_the_text_says_are_one() {
        one(
            "Anna Maria Lindqvist, better known by her stage name Anna Holm, sang. Anna won.",
            &["Anna Maria Lindqvist", "Anna Holm", "Anna"],
        );
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

//! People of an article by their fullest names, and which shorter ones may stand for them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::found::{Found, Key};
use crate::extract::line::{Line, Look};
use crate::extract::people::is_initial;
use crate::lexicon::lexicon;
use crate::model::Kind;

/// The people of an article by surname, for whom a shorter name may stand.
pub(super) struct People {
    by_surname: BTreeMap<String, Vec<FullName>>,
}

/// A name of two words or more, and where it stands.
struct FullName {
    words: Vec<String>,
    /// In order.
    places: Vec<usize>,
}

impl People {
    pub fn of(lines: &[Line], found: &[Vec<Found>]) -> Self {
        let mut by_surname: BTreeMap<String, Vec<FullName>> = BTreeMap::new();
        for (line, list) in lines.iter().zip(found) {
            let people = list
                .iter()
                .filter(|f| f.kind == Kind::Person && f.key == Key::Letters);
            for f in people {
                let words = name_words(line, &f.words);
                let Some(surname) = words.last().filter(|_| words.len() > 1) else {
                    continue;
                };
                let names = by_surname.entry(bare(surname).to_owned()).or_default();
                match names.iter_mut().find(|name| name.words == words) {
                    Some(name) => name.places.push(f.span.start()),
                    None => names.push(FullName {
                        words,
                        places: vec![f.span.start()],
                    }),
                }
            }
        }
        for names in by_surname.values_mut() {
            // The longest first, so that shorter ones find it; at equal length the one told first.
            names.sort_by_key(|name| {
                (
                    std::cmp::Reverse(name.words.len()),
                    name.places.first().copied(),
                )
            });
        }
        Self { by_surname }
    }

    /// The fullest name that `words`, at byte `at`, may be short for.
    pub fn full(&self, words: &[String], at: usize) -> String {
        let fitting = || {
            let surname = words.last().map(|last| bare(last)).unwrap_or_default();
            let names = self.by_surname.get(surname).map_or(&[][..], Vec::as_slice);
            names.iter().filter(|name| is_short_for(words, &name.words))
        };
        if words.len() > 1 {
            let longer = fitting().next().filter(|name| name.words != words);
            return longer
                .or_else(|| self.turned(words))
                .or_else(|| self.by_second_name(words))
                .or_else(|| self.by_beginning(words))
                .map_or(words.join(" "), |name| name.words.join(" "));
        }
        // Of two with one surname, the one named more often; then the one named last before, then the first after.
        let nearest = fitting().min_by_key(|name| {
            let n_before = name.places.partition_point(|place| *place <= at);
            let before = n_before
                .checked_sub(1)
                .and_then(|last| name.places.get(last));
            let distance = before.map_or(usize::MAX, |place| at - place);
            (std::cmp::Reverse(name.places.len()), distance)
        });
        match nearest.or_else(|| self.by_beginning(words)) {
            Some(name) => self.full(&name.words, at),
            None => words.join(" "),
        }
    }

    /// "Otto Jespersen" of "Jens Otto Harry Jespersen", where nobody else has the surname. Not "Hamad Al Busaidi" of "Badr bin Hamad
    /// Al Busaidi", who is his son.
    fn by_second_name(&self, words: &[String]) -> Option<&FullName> {
        let (last, given) = words.split_last()?;
        let names = self.by_surname.get(bare(last))?;
        let mut longer = names.iter().filter(|name| name.words != words);
        let only = longer.next().filter(|_| longer.next().is_none())?;
        let (full_last, full_given) = only.words.split_last()?;
        let of_father = only
            .words
            .iter()
            .any(|word| FATHERS.contains(&word.as_str()));
        let mut rest = full_given.iter();
        let within = given.iter().all(|word| rest.any(|other| other == word));
        (within && !of_father && same_surname(last, full_last)).then_some(only)
    }

    /// "Ichiyo Higuchi" of "Higuchi Ichiyo": the same two words, the surname first, as the article had them before.
    fn turned(&self, words: &[String]) -> Option<&FullName> {
        let [first, last] = words else {
            return None;
        };
        let names = |surname: &str| self.by_surname.get(bare(surname)).into_iter().flatten();
        let place = |[given, surname]: [&String; 2]| {
            names(surname).find(|name| name.words.iter().eq([given, surname]))
        };
        let turned = place([last, first])?;
        let own = place([first, last])?;
        (turned.places < own.places).then_some(turned)
    }

    /// "Jeanne" of "Jeanne Moreau", "Pierre Charles" of "Pierre Charles Lenoir", where all who begin so are one.
    fn by_beginning(&self, words: &[String]) -> Option<&FullName> {
        let names = self.by_surname.values().flatten();
        let longer =
            |name: &&FullName| name.words.len() > words.len() && name.words.starts_with(words);
        let mut fitting = names.filter(longer);
        let first = fitting.next()?;
        let whole = |name: &FullName| self.full(&name.words, 0);
        let only = whole(first);
        fitting.all(|name| whole(name) == only).then_some(first)
    }
}

/// A person's name as it is compared: without "St." before it and "FRS" or "Jr." behind.
pub(super) fn name_words(line: &Line, words: &Range<usize>) -> Vec<String> {
    let mut words = words.clone();
    while words.len() > 1 && line.is(words.start, &["st", "st.", "saint"]) {
        words.start += 1;
    }
    let honour = |i: usize| {
        let letters = line.text(i).chars().all(char::is_alphabetic);
        line.look(i) == Look::Capitals && letters && (2..=4).contains(&line.text(i).len())
    };
    while words.len() > 1
        && (line.is(words.end - 1, &["jr", "jr.", "sr", "sr.", "ii", "iii"])
            || words.len() > 2 && honour(words.end - 1) && line.look(words.start) == Look::Capital)
    {
        words.end -= 1;
    }
    words.map(|i| plain(line.text(i))).collect()
}

/// Small letters without accents.
pub(super) fn plain(word: &str) -> String {
    any_ascii::any_ascii(word)
        .to_lowercase()
        .replace(['‘', '’', '`'], "'")
}

/// Whether `short` leaves out words of `full` but not the surname: "Badr Al Busaidi" of "Badr Bin Hamad Al Busaidi",
/// "J. Kerry" and "Johnny Kerry" of "John Kerry", "Karbouly" of "Ziad al-Karbouly"; not "Ana Trump" of "Donald Trump".
pub(crate) fn is_short_for(short: &[String], full: &[String]) -> bool {
    let (Some((last, given)), Some((full_last, full_given))) =
        (short.split_last(), full.split_last())
    else {
        return false;
    };
    if !same_surname(last, full_last) || short.len() > full.len() {
        return false;
    }
    let mut rest = full_given.iter();
    let mut aligned = given.iter().enumerate().map(|(n, word)| {
        let mut skipped = 0;
        let hit = rest.by_ref().any(|other| {
            let fits = word == other
                || is_initial_of(word, other)
                || is_initial_of(other, word)
                || lexicon().names.may_be_one(word, other);
            skipped += usize::from(!fits);
            fits
        });
        // The given name is first in both: "Hamad Al Busaidi" is another man; a particle may begin the short form.
        hit && (n > 0 || skipped == 0 || PARTICLES.contains(&word.as_str()))
    });
    aligned.all(|fits| fits)
}

const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "abu", "van", "von", "de", "der", "den", "da", "di", "du",
    "la", "le", "del", "dos", "ter", "bint",
];

/// Before a father's name.
const FATHERS: &[&str] = &["bin", "ibn", "ben", "bint", "abu", "ould"];

fn same_surname(a: &str, b: &str) -> bool {
    a == b || bare(a) == bare(b)
}

/// A surname without the particle glued to it: "al-karbouly".
fn bare(word: &str) -> &str {
    let cut = word.split_once('-');
    cut.filter(|(particle, _)| PARTICLES.contains(particle))
        .map_or(word, |(_, rest)| rest)
}

fn is_initial_of(short: &str, long: &str) -> bool {
    let letter = short.strip_suffix('.').unwrap_or(short);
    is_initial(&short.to_uppercase()) && letter.chars().count() == 1 && long.starts_with(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.to_lowercase().split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn given_names_may_be_shorter() {
        let short = |a: &str, b: &str| is_short_for(&words(a), &words(b));
        assert!(short("Bobby Holm", "Robert F. Holm"));
        assert!(short("Robert Holm", "Bob Holm"));
        assert!(short("R. Holm", "Robert Holm"));
        assert!(!short("Bill Holm", "Robert Holm"));
        assert!(!short("Jack Holm", "Robert Holm"));
    }
}

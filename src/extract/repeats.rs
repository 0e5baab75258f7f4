//! The second pass: a name once recognised is recognised everywhere in the article, whole or shortened, in one kind.

use std::collections::BTreeMap;

use crate::extract::found::{Found, Key, Trust, Vocabulary, is_no_name};
use crate::extract::line::{Line, Look};
use crate::extract::metonyms;
use crate::extract::people::is_initial;
use crate::model::{BlockKind, Form, Kind, Source, Subkind};

/// A name to look for.
#[derive(Clone, Debug)]
struct Wanted<'a> {
    words: Vec<&'a str>,
    kind: Kind,
    subkind: Option<Subkind>,
    key: Key,
    trust: Trust,
    /// A surname: shorter than the name it comes from.
    short: bool,
}

/// Gives one string one kind, and finds it wherever the lines alone did not show it.
pub(super) fn complete(lines: &[Line], found: &mut [Vec<Found>], vocabulary: &Vocabulary) {
    agree(lines, found);
    let wanted = wanted(lines, found);
    for (at, line) in lines.iter().enumerate() {
        if matches!(line.block, BlockKind::Navigation | BlockKind::Byline) {
            continue;
        }
        let Some(known) = found.get_mut(at) else {
            continue;
        };
        let more = repeats(line, known, &wanted, vocabulary);
        // A longer name takes the place of the parts that were found before it.
        known.retain(|old| !more.iter().any(|new| new.span.contains(old.span)));
        known.extend(more);
        known.sort_by_key(|f| (f.words.start, std::cmp::Reverse(f.words.end)));
    }
}

/// The kind that most of the evidence speaks for, for names that no list knows.
fn agree(lines: &[Line], found: &mut [Vec<Found>]) {
    let mut votes: BTreeMap<String, Vec<(u32, Kind, Option<Subkind>)>> = BTreeMap::new();
    let name_of = |line: &Line, f: &Found| line.page.text(f.span).to_lowercase();
    for (line, list) in lines.iter().zip(found.iter()) {
        for f in list.iter().filter(|f| f.form == Form::Name) {
            let weight = match f.trust {
                Trust::Known => 4,
                Trust::Shown => 2,
                Trust::Guessed => 1,
            };
            let counts = votes.entry(name_of(line, f)).or_default();
            match counts.iter_mut().find(|(_, kind, _)| *kind == f.kind) {
                Some((n, _, subkind)) => {
                    *n += weight;
                    *subkind = subkind.or(f.subkind);
                }
                None => counts.push((weight, f.kind, f.subkind)),
            }
        }
    }
    for (line, list) in lines.iter().zip(found.iter_mut()) {
        let free = |f: &&mut Found| f.key == Key::Letters && f.form == Form::Name;
        for f in list.iter_mut().filter(free) {
            let counts = votes.get(&name_of(line, f)).map_or(&[][..], Vec::as_slice);
            // The first of equals, that is, the one that the article told first.
            let best = counts.iter().rev().max_by_key(|(n, ..)| *n);
            if let Some((_, kind, subkind)) = best
                && *kind != Kind::State
            {
                f.kind = *kind;
                f.subkind = *subkind;
            }
        }
    }
}

/// The names of the article by their first word, longest first.
fn wanted<'a>(lines: &[Line<'a>], found: &[Vec<Found>]) -> BTreeMap<String, Vec<Wanted<'a>>> {
    let mut by_first: BTreeMap<String, Vec<Wanted<'a>>> = BTreeMap::new();
    let mut add = |wanted: Wanted<'a>| {
        let Some(first) = wanted.words.first() else {
            return;
        };
        let list = by_first.entry(first.to_lowercase()).or_default();
        match list.iter_mut().find(|known| known.words == wanted.words) {
            // What a sentence showed outweighs what another let one guess.
            Some(known) if known.trust < wanted.trust => *known = wanted,
            Some(_) => {}
            None => list.push(wanted),
        }
    };
    for (line, list) in lines.iter().zip(found) {
        for f in list
            .iter()
            .filter(|f| f.form == Form::Name && f.key == Key::Letters)
        {
            let words: Vec<&str> = f.words.clone().map(|i| line.text(i)).collect();
            let whole = Wanted {
                words,
                kind: f.kind,
                subkind: f.subkind,
                key: f.key,
                trust: f.trust,
                short: false,
            };
            if whole.kind == Kind::Person && (f.trust >= Trust::Shown || f.words.len() > 1) {
                for words in surnames(line, &whole.words) {
                    add(Wanted {
                        words,
                        short: true,
                        ..whole.clone()
                    });
                }
            }
            // "the Skarven" after "NoCGV Skarven".
            if whole.subkind == Some(Subkind::Ship)
                && let [prefix, bare @ ..] = whole.words.as_slice()
                && line.page.lexicon.assets.hull(prefix).is_some()
                && !bare.is_empty()
            {
                add(Wanted {
                    words: bare.to_vec(),
                    ..whole.clone()
                });
            }
            let acronym = acronym_after(line, f);
            if let Some(acronym) = acronym {
                add(Wanted {
                    words: vec![acronym],
                    ..whole.clone()
                });
            }
            add(whole);
        }
    }
    for list in by_first.values_mut() {
        list.sort_by_key(|wanted| std::cmp::Reverse(wanted.words.len()));
    }
    by_first
}

/// "(SDI)" after the name of a body.
pub(super) fn acronym_after<'a>(line: &Line<'a>, f: &Found) -> Option<&'a str> {
    let end = f.words.end;
    let bracketed = line.is(end, &["("]) && line.is(end + 2, &[")", ",", ";"]);
    let named = line.has_capital(end + 1) && line.text(end + 1).len() >= 2;
    (bracketed && named && f.kind != Kind::Person && f.kind != Kind::State)
        .then(|| line.text(end + 1))
}

/// "Al Busaidi" and "Busaidi" of "Badr Bin Hamad Al Busaidi".
fn surnames<'a>(line: &Line<'a>, words: &[&'a str]) -> Vec<Vec<&'a str>> {
    let names = &line.page.lexicon.names;
    let mut words = words;
    while let [rest @ .., "Jr" | "Jr." | "Sr." | "II" | "III"] = words {
        words = rest;
    }
    let Some((last, before)) = words.split_last() else {
        return Vec::new();
    };
    if is_initial(last) || last.len() < 2 {
        return Vec::new();
    }
    let mut forms = vec![vec![*last]];
    if let Some(particle) = before.last().filter(|word| names.is_particle(word)) {
        forms.push(vec![*particle, *last]);
    }
    // "al-Karbouly" is "Karbouly" the next time.
    if let Some((particle, bare)) = last.split_once(['-', '\u{2010}', '\u{2011}'])
        && names.is_particle(particle)
        && bare.chars().count() > 2
    {
        forms.push(vec![bare]);
    }
    forms
}

fn repeats(
    line: &Line,
    known: &[Found],
    wanted: &BTreeMap<String, Vec<Wanted>>,
    vocabulary: &Vocabulary,
) -> Vec<Found> {
    let mut more = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let next = i + 1;
        let particle = line.page.lexicon.names.is_particle(line.text(i));
        let candidate = line.has_capital(i) || line.look(i) == Look::Number || particle;
        let hit = candidate.then(|| longest(line, i, wanted)).flatten();
        i = next;
        let Some(hit) = hit else {
            continue;
        };
        let words = next - 1..next - 1 + hit.words.len();
        let taken = known.iter().any(|f| {
            let overlaps = f.words.start < words.end && words.start < f.words.end;
            let inside = words.start <= f.words.start
                && f.words.end <= words.end
                && (words.len() > f.words.len()
                    || f.trust == Trust::Guessed && hit.trust > f.trust && hit.kind != f.kind);
            // A whole name from elsewhere takes a part; a guess gives way.
            overlaps && (hit.short || !inside)
        });
        if taken || hit.short && !may_be_surname(line, &words, vocabulary) {
            continue;
        }
        i = words.end;
        let form = if hit.kind == Kind::Organization
            && matches!(hit.key, Key::Seat(_))
            && metonyms::acts(line, &words)
        {
            Form::Metonym
        } else {
            Form::Name
        };
        more.push(
            Found::new(line, words, hit.kind, hit.key, Trust::Shown)
                .with(hit.subkind)
                .formed(form)
                .because(Source::Shown(if hit.short {
                    "the whole name stands elsewhere in the article"
                } else {
                    "the same name was found elsewhere in the article"
                })),
        );
    }
    more
}

fn longest<'w, 'a>(
    line: &Line,
    i: usize,
    wanted: &'w BTreeMap<String, Vec<Wanted<'a>>>,
) -> Option<&'w Wanted<'a>> {
    let list = wanted.get(&line.text(i).to_lowercase())?;
    list.iter().find(|wanted| {
        let mut words = wanted.words.iter().enumerate();
        words.all(|(n, word)| same_word(line.text(i + n), word))
    })
}

/// The same letters; a name may shout in a headline.
fn same_word(found: &str, wanted: &str) -> bool {
    let shouts = found.len() > 3 && !found.chars().any(char::is_lowercase);
    found == wanted
        || shouts && found.to_lowercase() == wanted.to_lowercase()
        || is_particle_case(found, wanted)
}

/// "Al-Qaida" opens a sentence, "al-Qaida" stands inside one.
fn is_particle_case(found: &str, wanted: &str) -> bool {
    let mut pair = (found.chars(), wanted.chars());
    let first = (pair.0.next(), pair.1.next());
    let tail = pair.0.as_str() == pair.1.as_str();
    let same_letter = matches!(first, (Some(a), Some(b)) if a.to_lowercase().eq(b.to_lowercase()));
    tail && same_letter && found.contains('-')
}

/// A surname that is also a word ("Cook", "Price") opens a sentence as a word.
fn may_be_surname(line: &Line, words: &std::ops::Range<usize>, vocabulary: &Vocabulary) -> bool {
    let word = line.text(words.start);
    let alone = words.len() == 1;
    let common = vocabulary.is_common(word) && line.opens(words.start);
    // "Lincoln Memorial", "Trump Tower": part of another name.
    let goes_on = line.look(words.end) == Look::Capital
        && !is_no_name(line.text(words.end))
        && !line.is_possessive(words.end);
    let whole = goes_on && line.setting == crate::extract::line::Setting::Running;
    line.has_capital(words.end - 1) && !(alone && (common || whole || is_no_name(word)))
}

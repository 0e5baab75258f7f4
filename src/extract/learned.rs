//! Where rules only guess, the recogniser decides; where they see nothing, it may add. What lists and titles show stands.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::extract::clause::{VerbForm, is_nounish, is_verb, verb_form};
use crate::extract::found::{Found, Key, TitleAt, Trust, state_at};
use crate::extract::line::{Line, Look, Setting};
use crate::extract::people::is_initial;
use crate::extract::recogniser::{self, Class, Hint};
use crate::extract::shortened::capital;
use crate::extract::{assets, bodies, places};
use crate::model::{BlockKind, Form, Kind, Source, Span, Subkind};
use crate::text::tag;

/// Weighs what was found against what the recogniser sees in the same lines.
pub(super) fn weigh(lines: &[Line], titles: &[Vec<TitleAt>], found: &mut [Vec<Found>]) {
    let Some(page) = lines.first().map(|line| line.page) else {
        return;
    };
    let tokens: Vec<Vec<Span>> = lines
        .iter()
        .map(|line| line.words.iter().map(|word| word.span).collect())
        .collect();
    let tokens: Vec<&[Span]> = tokens.iter().map(Vec::as_slice).collect();
    let mut hints: Vec<Hint> = found.iter().flatten().filter_map(hint).collect();
    hints.sort_by_key(|hint| hint.span);
    let names = recogniser::names(page.lexicon, &page.article.text, &tokens, &hints);
    let parts = parts(lines, found);
    let is_part = |line: &Line, words: &Range<usize>| parts.contains(&line.texts(words));
    let surnames = surnames(lines, found);
    let bears = |line: &Line, words: &Range<usize>| {
        words.len() == 1 && surnames.contains(line.text(words.start))
    };
    let holders = holders(lines, titles, &names);
    let holds = |line: &Line, words: &Range<usize>| holders.contains(&line.texts(words));
    for ((line, titles), known) in lines.iter().zip(titles).zip(found) {
        let first = names.partition_point(|(span, ..)| span.end() <= line.span.start());
        let here = names
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|(span, ..)| span.start() < line.span.end());
        if !matches!(
            line.block,
            BlockKind::Navigation | BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit
        ) {
            let here: Vec<(Range<usize>, Class, u8)> = here
                .filter_map(|(span, class, sure)| Some((line.words_of(*span)?, *class, *sure)))
                .map(|(words, class, sure)| (before_verb(line, words), class, sure))
                .map(|(words, class, sure)| (bare(line, words, class, titles), class, sure))
                .collect();
            weigh_line(line, titles, &here, known, &is_part, &bears, &holds);
        }
    }
}

/// How much a rule's finding weighs with the recogniser, in the logarithm of odds at each end of the name. Chosen on texts that
/// the weights had not seen.
fn hint(found: &Found) -> Option<Hint> {
    let class = match (found.form, found.kind) {
        (Form::Demonym, _) => Class::Other,
        (_, Kind::Person) => Class::Person,
        (_, Kind::Organization) => Class::Organization,
        (_, Kind::Place | Kind::State) => Class::Place,
        (_, Kind::Event) => Class::Event,
        _ => return None,
    };
    let weight = match (found.trust, found.kind) {
        (Trust::Guessed, Kind::Person) => return None,
        (Trust::Shown, Kind::Event) => 3.0,
        // The recogniser has the lists too.
        (Trust::Known, Kind::Place | Kind::State) => 0.3,
        _ => 1.0,
    };
    Some(Hint {
        span: found.span,
        class,
        weight,
    })
}

/// "United Nations Council Meets Envoys": where all words have capitals, a name ends before a word that can only be what it does.
fn before_verb(line: &Line, words: Range<usize>) -> Range<usize> {
    if line.setting == Setting::Running {
        return words;
    }
    // "San Antonio Spurs" are none: the tagger must see a verb too, in the words without their capitals.
    let small: Vec<String> = (0..line.len())
        .map(|at| line.text(at).to_lowercase())
        .collect();
    let tags = tag(&small.iter().map(String::as_str).collect::<Vec<_>>());
    let tells = |at: &usize| {
        let form = small.get(*at).and_then(|word| verb_form(word));
        let third = form.is_some_and(|(lemma, form)| {
            form == VerbForm::Third && is_verb(&lemma) && !is_nounish(&lemma)
        });
        third && tags.get(*at).is_some_and(|pos| pos.is_verb())
    };
    let verb = (words.start + 1..words.end).find(tells);
    words.start..verb.unwrap_or(words.end)
}

/// A name without the title before it and without its article.
fn bare(line: &Line, words: Range<usize>, class: Class, titles: &[TitleAt]) -> Range<usize> {
    let mut start = words.start;
    if class == Class::Person {
        let title = titles
            .iter()
            .find(|title| title.words.start == start && title.words.end < words.end);
        start = title.map_or(start, |title| title.words.end);
    }
    // "Handout / Polaris Photos": who hands out is not who took it.
    let slash = words.clone().rev().find(|&at| line.text(at) == "/");
    start = slash.map_or(start, |slash| start.max(slash + 1).min(words.end - 1));
    if start + 1 < words.end && line.text(start) == "the" {
        start += 1;
    }
    // "the Bangsamoro Islamic Freedom |Fighters|".
    let fighters = line.is(
        words.end,
        &["Fighters", "Warriors", "Volunteers", "Martyrs"],
    );
    let goes_on = class != Class::Person && fighters && line.has_capital(words.end);
    start..words.end + usize::from(goes_on)
}

/// The ends of all longer names: "Marsh" after "Ella Marsh" and "Roald Vang" after "HNoMS Roald Vang" are not for the recogniser to
/// say, since the second pass knows.
fn parts<'a>(lines: &[Line<'a>], found: &[Vec<Found>]) -> BTreeSet<Vec<&'a str>> {
    let mut parts = BTreeSet::new();
    for (line, known) in lines.iter().zip(found) {
        for name in known.iter().filter(|name| name.trust != Trust::Guessed) {
            let Range { start, end } = name.words;
            parts.extend((start + 1..end).map(|from| line.texts(&(from..end))));
        }
    }
    parts
}

fn weigh_line(
    line: &Line,
    titles: &[TitleAt],
    names: &[(Range<usize>, Class, u8)],
    known: &mut Vec<Found>,
    is_part: &impl Fn(&Line, &Range<usize>) -> bool,
    bears: &impl Fn(&Line, &Range<usize>) -> bool,
    holds: &impl Fn(&Line, &Range<usize>) -> bool,
) {
    if line.setting == Setting::Running {
        known.retain(|found| {
            let seen = |(words, class, _): &(Range<usize>, Class, u8)| {
                overlap(words, &found.words) && kind(*class).is_some()
            };
            needs_no_second(line, found, titles) || names.iter().any(seen)
        });
    }
    for (words, class, sure) in names {
        let Some(kind) = kind(*class).filter(|kind| is_likely(line, words, *kind, *sure)) else {
            continue;
        };
        // "Secretary of State", "(MP)".
        if kind == Kind::Organization && is_in_title(words, titles) {
            continue;
        }
        let overlaps = |found: &Found| overlap(&found.words, words);
        let shown = |found: &Found| overlaps(found) && found.trust != Trust::Guessed;
        if is_row(known, words) || !known.iter().any(shown) && is_part(line, words) {
            continue;
        }
        let alone = |found: &Found| {
            let mut others = names
                .iter()
                .filter(|(other, ..)| other != words && !is_state(line, other));
            !others.any(|(other, ..)| overlap(other, &found.words))
        };
        let bearer = kind == Kind::Person && *sure >= 50 && bears(line, words);
        let stands = |found: &Found| {
            !(bearer && found.kind == Kind::Place) && stands(line, found, words, kind, alone(found))
        };
        if known.iter().any(|found| overlaps(found) && stands(found)) {
            continue;
        }
        let (kind, trust) = if holds(line, words) || is_initialled(line, words) {
            (Kind::Person, Trust::Shown)
        } else if matches!(kind, Kind::Person | Kind::Place) && is_called_a_place(line, words) {
            (Kind::Place, Trust::Known)
        } else if matches!(kind, Kind::Person | Kind::Place) && is_called_a_body(line, words) {
            (Kind::Organization, Trust::Known)
        } else {
            (kind, Trust::Shown)
        };
        known.retain(|found| !overlaps(found));
        let name = Found::new(line, words.clone(), kind, Key::Letters, trust)
            .because(Source::Learned(*sure));
        if kind == Kind::Organization {
            known.extend(bodies::state_within(line, &name));
        }
        known.push(name);
    }
    known.sort_by_key(|found| (found.words.start, std::cmp::Reverse(found.words.end)));
}

fn is_in_title(words: &Range<usize>, titles: &[TitleAt]) -> bool {
    let holds = |title: &TitleAt| title.words.start <= words.start && words.end <= title.words.end;
    titles.iter().any(holds)
}

/// Whether what a rule found is a name even where the recogniser sees none, or a work or a people.
fn needs_no_second(line: &Line, found: &Found, titles: &[TitleAt]) -> bool {
    let start = found.words.start;
    if found.key != Key::Letters
        || found.form != Form::Name
        || found.subkind == Some(Subkind::Media)
    {
        return true;
    }
    match (found.kind, found.trust) {
        (Kind::Person, Trust::Guessed) => false,
        (Kind::Person, _) => titles.iter().any(|title| title.words.end == start),
        // "told The Standard", "the SUPA said".
        (Kind::Organization, trust) => {
            trust == Trust::Shown && line.look(start) == Look::Capitals
                || line.is_before(start, &["told"])
        }
        // "in Psychology": a preposition is little to make a place of.
        (Kind::Place, Trust::Guessed) => {
            line.look(start) != Look::Capitals && !line.is_before(start, &["in", "at", "of"])
        }
        _ => true,
    }
}

/// The surnames of people: "Washington" is one where the article tells of George Washington.
fn surnames<'a>(lines: &[Line<'a>], found: &[Vec<Found>]) -> BTreeSet<&'a str> {
    let mut surnames = BTreeSet::new();
    for (line, known) in lines.iter().zip(found) {
        let people = known
            .iter()
            .filter(|name| name.kind == Kind::Person && name.words.len() > 1);
        surnames.extend(people.map(|name| line.text(name.words.end - 1)));
    }
    surnames
}

/// Whether what a rule found keeps its place against a name that the recogniser sees at `words`, `alone` if it sees no other there.
fn stands(line: &Line, found: &Found, words: &Range<usize>, kind: Kind, alone: bool) -> bool {
    let own = matches!(found.kind, Kind::MilitaryAsset | Kind::Event);
    let listed = found.key != Key::Letters || found.form != Form::Name;
    let part = words.start <= found.words.start && found.words.end <= words.end;
    let whole = found.words.start <= words.start && words.end <= found.words.end;
    match (part, whole) {
        (true, true) => {
            listed || own || found.trust != Trust::Guessed && same_kind(found.kind, kind)
        }
        // "Air France": a longer name takes what lists know in it.
        (true, false) => found.kind == Kind::MilitaryAsset,
        // "the Minsk agreements", "Oman's Foreign Ministry", "Truth and Reconciliation Commission", "The Standard".
        (false, true) => {
            let ends = found.words.end == words.end && (alone || owned(line, words));
            let called =
                found.words.start + 1 == words.start && line.text(found.words.start) == "The";
            let shown = found.trust != Trust::Guessed;
            // "Chadian Ministry of Defence": the state in a body's name is no name beside it.
            let within = shown && found.kind == Kind::Organization && is_state(line, words);
            // "Tarek bin Said Al Rashidi" does not end with his father.
            let fathers = found.kind == Kind::Person && has_particle(line, &found.words);
            let grows = called || shown && (ends || fathers);
            listed || own || within || found.kind == kind && grows
        }
        (false, false) => listed,
    }
}

fn has_particle(line: &Line, words: &Range<usize>) -> bool {
    let names = &line.page.lexicon.names;
    words.clone().any(|at| names.is_particle(line.text(at)))
}

fn is_state(line: &Line, words: &Range<usize>) -> bool {
    state_at(line, words.start).is_some_and(|(state, ..)| state == *words)
}

fn owned(line: &Line, words: &Range<usize>) -> bool {
    let before = words.start.checked_sub(1);
    before.is_some_and(|before| line.is_possessive(before))
}

/// "US Mideast": two names in a row that lists know are no third; "Chadian Ministry of Defence" is.
fn is_row(known: &[Found], words: &Range<usize>) -> bool {
    let listed = |at: usize| {
        known.iter().find(|found| {
            found.words.start == at && found.key != Key::Letters && found.form != Form::Demonym
        })
    };
    let first = listed(words.start).map(|found| found.words.end);
    first.is_some_and(|end| {
        end < words.end && listed(end).is_some_and(|found| found.words.end == words.end)
    })
}

fn same_kind(a: Kind, b: Kind) -> bool {
    a == b
        || matches!(
            (a, b),
            (Kind::State, Kind::Place) | (Kind::Place, Kind::State)
        )
}

/// Whoever is seen to hold an office somewhere in the article, by all words of the name.
fn holders<'a>(
    lines: &[Line<'a>],
    titles: &[Vec<TitleAt>],
    names: &[(Span, Class, u8)],
) -> BTreeSet<Vec<&'a str>> {
    let mut holders = BTreeSet::new();
    for (line, titles) in lines.iter().zip(titles) {
        let first = names.partition_point(|(span, ..)| span.end() <= line.span.start());
        let here = names.get(first..).unwrap_or_default().iter();
        for (span, ..) in here.take_while(|(span, ..)| span.start() < line.span.end()) {
            if let Some(words) = line.words_of(*span)
                && is_titled(line, &words, titles)
            {
                holders.insert(line.texts(&words));
            }
        }
    }
    holders
}

/// "the water minister, Rehema Mwakasege, said": whoever stands between commas behind an office holds it.
fn is_titled(line: &Line, words: &Range<usize>, titles: &[TitleAt]) -> bool {
    let office = |title: &TitleAt| title.words.end + 1 == words.start && !title.title.plural;
    words.len() > 1
        && line.is_before(words.start, &[","])
        && line.is(words.end, &[","])
        && titles.iter().any(office)
}

/// "RICHARD M. HOLM": a given name and an initial, whatever the capitals look like.
fn is_initialled(line: &Line, words: &Range<usize>) -> bool {
    let given = capital(&line.text(words.start).to_lowercase());
    words.len() > 2
        && is_initial(line.text(words.start + 1))
        && line.page.lexicon.names.given(&given).is_some()
}

/// "the Mavuno dam": its noun says more than what "a line on Mavuno" looks like.
fn is_called_a_place(line: &Line, words: &Range<usize>) -> bool {
    let noun = line.look(words.end) == Look::Lower && places::noun_at(line, words.end).is_some();
    noun && line.is_before(words.start, &["the"])
}

/// "Hairong Pelagic, a Chinese company, may fish".
fn is_called_a_body(line: &Line, words: &Range<usize>) -> bool {
    let from = words.end + 2;
    if !line.is(words.end, &[","]) || !line.is(words.end + 1, &["a", "an", "the"]) {
        return false;
    }
    let noun = (from..from + 4)
        .filter(|&at| line.look(at) == Look::Lower)
        .find_map(|at| bodies::noun_at(line, at).map(|(noun, _)| noun));
    let plain = |at: usize| matches!(line.look(at), Look::Lower | Look::Capital | Look::Capitals);
    let ends = |end: usize| {
        line.look(end) == Look::Mark && !line.is_possessive(end)
            || line.is(end, &["that", "which", "based", "with", "of", "in", "from"])
    };
    noun.is_some_and(|noun| ends(noun.end) && (from..noun.start).all(plain))
}

/// How sure the recogniser must be that one word with one capital is an organisation.
const SURE: u8 = 60;

/// Weapons and units are the rules' business, and one capital is little to make an organisation of.
fn is_likely(line: &Line, words: &Range<usize>, kind: Kind, sure: u8) -> bool {
    let lone = words.len() == 1 && line.look(words.start) != Look::Capitals;
    let is_asset = words.clone().any(|i| assets::noun_at(line, i).is_some());
    let lone_body = lone && kind == Kind::Organization && sure < SURE && !is_medium(line, words);
    let has_capital = words.clone().any(|i| line.has_capital(i));
    // "Citizen Airmen" are people.
    let men = kind == Kind::Organization && line.text(words.end - 1).ends_with("men");
    has_capital && !is_asset && !is_epithet(line, words) && !lone_body && !men
}

/// "fined Facebook"; but "wrote on Facebook".
fn is_medium(line: &Line, words: &Range<usize>) -> bool {
    let span = line.span_of(words);
    let organizations = &line.page.lexicon.organizations;
    let hit = organizations.medium_at(&line.page.article.text, span.start());
    hit.is_some_and(|hit| hit.span == span) && !line.is_before(words.start, &["on", "via"])
}

/// "the Islamic Republic" is some state, and the descriptions find which.
fn is_epithet(line: &Line, words: &Range<usize>) -> bool {
    let span = line.span_of(words);
    let page = line.page;
    let hit = page
        .lexicon
        .states
        .epithet_at(&page.article.text, span.start());
    hit.is_some_and(|hit| hit.span.contains(span))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn kind(class: Class) -> Option<Kind> {
    match class {
        Class::Person => Some(Kind::Person),
        Class::Organization => Some(Kind::Organization),
        Class::Place => Some(Kind::Place),
        Class::Event => Some(Kind::Event),
        Class::Other => None,
    }
}

//! Names, line by line: the longest thing that begins at each word.

use std::ops::Range;

use crate::extract::found::{Found, Key, TitleAt, Trust, Vocabulary, is_no_name, state_at};
use crate::extract::line::{Line, Look, Setting};
use crate::extract::{assets, bodies, events, metonyms, people, places};
use crate::lexicon::{StateForm, WordClass};
use crate::model::{BlockKind, Form, Kind, Subkind};

/// The names of a line that the line itself shows. Nothing in navigation; in credits and bylines only whom the lists know.
pub(super) fn find(line: &Line, titles: &[TitleAt], vocabulary: &Vocabulary) -> Vec<Found> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let begins = line.has_capital(i) || line.look(i) == Look::Number;
        let Some(best) = begins
            .then(|| at(line, i, titles, vocabulary, found.last()))
            .flatten()
        else {
            i += 1;
            continue;
        };
        i = best.words.end;
        push(line, best, &mut found);
    }
    found
}

/// The longest name that begins at word `i`.
fn at(
    line: &Line,
    i: usize,
    titles: &[TitleAt],
    vocabulary: &Vocabulary,
    after: Option<&Found>,
) -> Option<Found> {
    let lists_only = matches!(
        line.block,
        BlockKind::Credit | BlockKind::Byline | BlockKind::Navigation
    );
    if line.block == BlockKind::Navigation {
        return None;
    }
    if !lists_only && let Some(ship) = assets::ship(line, i, titles) {
        return Some(ship);
    }
    let after_title = titles
        .iter()
        .any(|title| title.words.end == i && !title.title.plural);
    if after_title
        && !lists_only
        && let Some(person) = people::after_title(line, i, titles)
    {
        return Some(person);
    }
    let in_title = titles.iter().any(|title| title.words.contains(&i));
    let plain_word =
        is_no_name(line.text(i)) && (line.look(i) != Look::Capitals || line.text(i).len() < 2);
    let headline = line.setting == Setting::Headline;
    let known = [
        bodies::known(line, i),
        state(line, i),
        places::known(line, i),
        events::known(line, i),
    ];
    let mut candidates: Vec<Found> = known.into_iter().flatten().collect();
    if !plain_word && (!headline || line.block == BlockKind::Credit) {
        candidates.extend(bodies::by_head(line, i, titles));
    }
    if !lists_only {
        candidates.extend(assets::weapon(line, i));
    }
    if !lists_only && !headline && !plain_word {
        candidates.extend(events::named(line, i, titles));
        candidates.extend(assets::by_noun(line, i, titles));
        candidates.extend(places::by_noun(line, i, titles));
    }
    if !lists_only && !in_title {
        candidates.extend(people::by_given_name(line, i, titles));
    }
    let longest = candidates
        .into_iter()
        .enumerate()
        .max_by_key(|(order, found)| (found.words.end, std::cmp::Reverse(*order)))
        .map(|(_, found)| found);
    match longest {
        Some(found) if !in_title || found.words.len() > 1 || found.key != Key::Letters => {
            Some(found)
        }
        _ if in_title || lists_only || headline => None,
        _ => unknown(line, i, titles, vocabulary, after),
    }
}

/// Whether an adjective stands beside that of another state and means a people in it: "Bosnian Serb"; not "Greek Turkish talks", and
/// "Greek Americans" are Americans.
fn is_of_people_in(line: &Line, words: &Range<usize>, iso: &str) -> bool {
    let other = |i: usize| {
        state_at(line, i).filter(|(_, other, form)| {
            let adjective = matches!(form, StateForm::Demonym | StateForm::People);
            adjective && *other != iso && ![*other, iso].contains(&"USA")
        })
    };
    let before = words.start.checked_sub(1).and_then(other);
    let (end, beside) = match (before, other(words.end)) {
        (Some((before, ..)), _) => (words.end, before.end == words.start),
        (None, Some((after, ..))) => (after.end, true),
        (None, None) => return false,
    };
    beside && events::noun_at(line, end).is_none()
}

/// A state, its people, its capital or the seat of its government.
fn state(line: &Line, i: usize) -> Option<Found> {
    let (words, iso, form) = state_at(line, i)?;
    let states = &line.page.lexicon.states;
    let state = |form| {
        Some(
            Found::new(
                line,
                words.clone(),
                Kind::State,
                Key::State(iso),
                Trust::Known,
            )
            .formed(form),
        )
    };
    match form {
        StateForm::Name => state(Form::Name),
        // "Bosnian Serb positions" are neither Bosnia's nor Serbia's.
        StateForm::Demonym | StateForm::People if is_of_people_in(line, &words, iso) => None,
        StateForm::Demonym | StateForm::People => state(Form::Demonym),
        StateForm::Capital => {
            if metonyms::stands_for_state(line, &words) {
                return state(Form::Metonym);
            }
            let name = states.get(iso).and_then(|state| state.capital);
            let written = line.text(words.start);
            let name = name.filter(|name| name.starts_with(written)).or(name)?;
            let place = Found::new(line, words, Kind::Place, Key::Place(name), Trust::Known);
            Some(place.with(Some(Subkind::City)))
        }
        StateForm::Seat => {
            let hit = states.at(&line.page.article.text, line.words.get(i)?.span.start())?;
            let acts = metonyms::acts(line, &words);
            let seat = Found::new(
                line,
                words,
                Kind::Organization,
                Key::Seat(hit.phrase),
                Trust::Known,
            );
            Some(seat.formed(if acts { Form::Metonym } else { Form::Name }))
        }
    }
}

/// Capitals that no rule explains.
fn unknown(
    line: &Line,
    i: usize,
    titles: &[TitleAt],
    vocabulary: &Vocabulary,
    after: Option<&Found>,
) -> Option<Found> {
    // "told The Standard": a capital that an article would not have by itself.
    let titled = titles.iter().any(|title| title.words.start == i + 1);
    let new = || {
        !is_no_name(line.text(i + 1))
            && at(line, i + 1, titles, vocabulary, None)
                .is_none_or(|found| found.key == Key::Letters)
    };
    if line.text(i) == "The"
        && !line.opens(i)
        && line.look(i + 1) == Look::Capital
        && !titled
        && new()
    {
        let words = i..bodies::run(line, i + 1, titles).end;
        let body = Found::new(
            line,
            words,
            Kind::Organization,
            Key::Letters,
            Trust::Guessed,
        );
        let medium = line
            .is(body.words.end - 1, PAPERS)
            .then_some(Subkind::Media);
        return Some(body.with(medium));
    }
    // "Their union, the SUPA": capitals that a list does not have; the recogniser has a say.
    let lone_capitals = line.look(i) == Look::Capitals && line.text(i).len() > 2;
    let speaks = says(line, i + 1);
    let the = matches!((line.before(i), speaks), ("the", _) | ("The", true));
    if lone_capitals && the && !line.has_capital(i + 1) {
        let trust = if speaks { Trust::Shown } else { Trust::Guessed };
        let body = Found::new(line, i..i + 1, Kind::Organization, Key::Letters, trust);
        return Some(body);
    }
    if is_no_name(line.text(i)) || line.look(i) != Look::Capital {
        return None;
    }
    if line.opens(i) && vocabulary.is_common(line.text(i)) {
        return None;
    }
    let words = people::name_at(line, i, titles)?;
    let names = &line.page.lexicon.names;
    let given_inside = words.len() > 2
        && names.given(line.text(i)).is_none()
        && names.given(line.text(i + 1)).is_some();
    if given_inside {
        return None;
    }
    let common = words
        .clone()
        .any(|at| vocabulary.is_common(line.text(at)) && line.look(at) == Look::Capital);
    let found = |kind, trust| Some(Found::new(line, words.clone(), kind, Key::Letters, trust));
    // "the exercise Southern Lantern".
    let called = i
        .checked_sub(1)
        .filter(|before| line.look(*before) == Look::Lower);
    let event = called.and_then(|before| events::noun_at(line, before));
    if let Some((_, event)) = event
        && !event.plural
        && matches!(event.subkind, Some(Subkind::Exercise | Subkind::War))
        && line.is_before(
            i,
            &[
                "exercise",
                "drill",
                "operation",
                "manoeuvre",
                "maneuver",
                "campaign",
                "offensive",
            ],
        )
    {
        let named = Found::new(line, words, Kind::Event, Key::Letters, Trust::Shown);
        return Some(named.with(event.subkind));
    }
    // "the Sunflower Alliance (SFA)": an abbreviation follows.
    let abbreviated = line.is(words.end, &["("])
        && line.look(words.end + 1) == Look::Capitals
        && line.text(words.end + 1).len() > 1
        && line.is(words.end + 2, &[")"]);
    if abbreviated && words.len() >= 2 {
        return found(Kind::Organization, Trust::Shown);
    }
    // "the Asad regime", "Assad's brutal regime".
    let ruler = rules(line, words.end)
        || line.is_possessive(words.end)
            && (rules(line, words.end + 1) || rules(line, words.end + 2));
    if ruler && words.len() <= 3 && !common {
        return found(Kind::Person, Trust::Shown);
    }
    let placed = places::is_placed(line, i) && ends_phrase(line, words.end)
        || places::noun_at(line, words.end).is_some() && line.look(words.end) == Look::Lower
        || after.is_some_and(|before| {
            before.kind == Kind::Place && places::is_coordinated(line, before.words.end, i)
        }) && ends_phrase(line, words.end);
    if placed && words.len() <= 2 && !common && !line.is_possessive(words.end) {
        return found(Kind::Place, Trust::Guessed);
    }
    let speaks = says(line, words.end) || says_before(line, i);
    if speaks && words.len() <= 3 && !common && !line.opens(i) {
        return found(Kind::Person, Trust::Shown);
    }
    if words.len() == 1 || common {
        return None;
    }
    if speaks && words.len() <= 3 {
        return found(Kind::Person, Trust::Shown);
    }
    // "Polaris Press", "Meridian Wire".
    if line.is(words.end - 1, PAPERS) {
        let medium = Found::new(line, words, Kind::Organization, Key::Letters, Trust::Shown);
        return Some(medium.with(Some(Subkind::Media)));
    }
    // "Italian Radicals", "Christian Aid": an adjective begins the names of bodies.
    let state = state_at(line, i).is_some_and(|(_, _, form)| form == StateForm::Demonym);
    if state || line.is(i, ADJECTIVES) {
        return found(Kind::Organization, Trust::Guessed);
    }
    let last = line.text(words.end - 1);
    let several = last.ends_with("men")
        || last.ends_with("ers")
        || line.text(i).contains('-') && line.is_before(i, &["the"]);
    let bodily = words.clone().any(|at| {
        assets::noun_at(line, at).is_some()
            || events::noun_at(line, at).is_some()
            || places::noun_at(line, at).is_some()
    });
    if line.is_before(i, &["the"]) || bodily {
        return (!several).then(|| {
            Found::new(
                line,
                words,
                Kind::Organization,
                Key::Letters,
                Trust::Guessed,
            )
        });
    }
    (!several).then(|| Found::new(line, words, Kind::Person, Key::Letters, Trust::Guessed))
}

/// Adjectives with which parties, churches and associations begin.
const ADJECTIVES: &[&str] = &[
    "christian",
    "liberal",
    "social",
    "socialist",
    "democratic",
    "national",
    "united",
    "green",
    "popular",
    "progressive",
    "conservative",
    "republican",
    "communist",
    "international",
    "global",
    "royal",
    "free",
    "independent",
    "new",
    "federal",
    "general",
    "central",
    "islamic",
    "muslim",
    "jewish",
    "catholic",
    "radical",
    "civil",
    "public",
    "american",
    "european",
    "african",
    "asian",
    "arab",
];

/// Words with which the names of papers and agencies end.
const PAPERS: &[&str] = &[
    "press",
    "wire",
    "images",
    "news",
    "photos",
    "pictures",
    "times",
    "post",
    "herald",
    "tribune",
    "gazette",
    "courier",
    "chronicle",
    "telegraph",
    "broadcasting",
];

/// "regime", "dictatorship": whose name stands before is a ruler.
fn rules(line: &Line, i: usize) -> bool {
    line.is(
        i,
        &[
            "regime",
            "dictatorship",
            "administration",
            "presidency",
            "premiership",
        ],
    ) && line.look(i) == Look::Lower
}

/// Whether what follows a place may follow it: a mark or a small word, not the noun that it only describes.
fn ends_phrase(line: &Line, i: usize) -> bool {
    line.look(i) == Look::Mark || line.page.lexicon.words.is(line.text(i), WordClass::After)
}

/// "X said", "X told".
fn says(line: &Line, i: usize) -> bool {
    const SAYS: &[&str] = &[
        "said",
        "says",
        "told",
        "tells",
        "added",
        "adds",
        "wrote",
        "writes",
        "argued",
        "insisted",
        "explained",
        "recalled",
        "tweeted",
        "posted",
    ];
    line.is(i, SAYS)
}

/// "… ,” said X".
fn says_before(line: &Line, i: usize) -> bool {
    let quote = |at: usize| matches!(line.text(at), "\"" | "”" | "'" | "’" | ",");
    line.is_before(i, &["said", "says", "added", "wrote"]) && i >= 2 && quote(i - 2)
}

/// Adds a name, what is nested in it, and what owns it.
fn push(line: &Line, best: Found, found: &mut Vec<Found>) {
    if best.kind != Kind::Organization {
        found.push(best);
        return;
    }
    let owner = bodies::is_plain(line, &best)
        .then(|| bodies::owner_before(line, &best))
        .flatten();
    let within = bodies::state_within(line, &best);
    match owner {
        Some(from) => {
            // The owner was found just before: the longer name goes in front of it.
            let at = found.partition_point(|known| known.words.start < from);
            found.insert(at, bodies::widened(line, &best, from));
        }
        None => found.push(best),
    }
    found.extend(within);
}

//! "He", "her", "its", where but one can be meant.

use std::ops::Range;

use crate::extract::crowds::tags_of;
use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::Line;
use crate::extract::work::Work;
use crate::model::{BlockKind, ChainId, Form, Kind, Source};
use crate::text::Upos;

/// Adds pronouns that clearly point back.
pub(super) fn add(work: &mut Work) {
    for at in 0..work.lines.len() {
        let mut more: Vec<(Found, ChainId)> = Vec::new();
        if let Some(line) = work
            .lines
            .get(at)
            .filter(|line| matches!(line.block, BlockKind::Body | BlockKind::Caption))
        {
            for i in 0..line.len() {
                let (of, kind) = if line.is(i, &["he", "she", "his", "her", "him"]) {
                    let again = || again(work, at, &more, i);
                    (again().or_else(|| person(work, line, at, i)), Kind::Person)
                } else if line.is(i, &["its"]) {
                    let told = owner(work, line, at, i);
                    let heads = i == 0 || line.is_before(i, &["\"", "”", "’’", "''"]);
                    let before = || heads.then(|| opener(work, at)).flatten();
                    (told.or_else(before), Kind::State)
                } else if i == 0 && line.is(i, &["it"]) && goes_on(line) {
                    (opener(work, at), Kind::State)
                } else if line.is(i, &["it"]) && acts(line, i) {
                    (only_actor(work, at, i), Kind::State)
                } else {
                    continue;
                };
                if let Some(of) = of {
                    let found = Found::new(line, i..i + 1, kind, Key::Letters, Trust::Shown);
                    let source = Source::Shown("there is but one that it can point back at");
                    more.push((found.formed(Form::Pronoun).because(source), of));
                }
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// "it would respond", not "it would be wrong": an actor that does something, behind a verb of saying or "if".
fn acts(line: &Line, i: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let before = line.before(i);
    let said = line.is_before(i, &["if", "that", "clear", "because"])
        || verbs
            .lemmas(before)
            .any(|(lemma, _)| verbs.reporting(lemma).is_some());
    let may = line.is(
        i + 1,
        &[
            "would", "will", "wants", "wanted", "had", "has", "could", "can", "did", "does",
        ],
    );
    let empty = line.is(i + 2, &["be", "been", "seem", "take", "become", "not"]);
    said && may && !empty
}

/// "It has also", "It will now", at the head of a sentence: an actor that goes on, and not "it has been a year".
fn goes_on(line: &Line) -> bool {
    let has = line.is(1, &["has", "had", "will", "would", "also"]);
    let empty = &[
        "be", "been", "seem", "seemed", "take", "taken", "become", "emerged", "not", "n't",
    ];
    has && !line.is(2, empty) && !(line.is(2, &["also", "since", "now"]) && line.is(3, empty))
}

/// The state or body with which the sentence before opens, if it acts itself: not "Kenya's army", nor "Kenyan officials".
pub(super) fn opener(work: &Work, at: usize) -> Option<ChainId> {
    let before = at.checked_sub(1)?;
    let line = work
        .lines
        .get(before)
        .filter(|line| line.block == BlockKind::Body)?;
    let asks = usize::from(line.is(0, &["would", "will", "can", "could", "has", "did", "does"]));
    let start = asks + usize::from(line.is(asks, &["the"]));
    let first = work
        .starting(before, 0)
        .or_else(|| work.starting(before, start))?;
    let found = &first.found;
    let acts = matches!(found.kind, Kind::State | Kind::Organization)
        && found.form != Form::Demonym
        && !line.is_possessive(found.words.end)
        && !line.is(found.words.end, &["and", "-"]);
    // "France, Kenya and Chad".
    let listed =
        line.is(found.words.end, &[","]) && work.starting(before, found.words.end + 1).is_some();
    (acts && !listed).then_some(first.of)
}

/// The state or body named before word `i`, if its sentence names but one.
fn only_actor(work: &Work, at: usize, i: usize) -> Option<ChainId> {
    let mut actors = work.on(at).iter().filter(|placed| {
        matches!(placed.found.kind, Kind::State | Kind::Organization)
            && placed.found.form != Form::Demonym
            && placed.found.words.end <= i
    });
    let first = actors.next()?.of;
    actors.all(|other| other.of == first).then_some(first)
}

/// The one person named before in this sentence; else, in the sentence before, the only person, the one whom a pronoun there stands
/// for, or the subject.
fn person(work: &Work, line: &Line, at: usize, i: usize) -> Option<ChainId> {
    let mut here = people(work, at, i);
    let doer = doer(work, line, at, i);
    here.retain(|person| Some(*person) != doer);
    // "Born in Oslo, the son of a planter, Omar Said, he studied": nobody named on the way to him.
    let led_up = line.is_before(i, &[","]) && line.is(i, &["he", "she"]);
    if led_up && tags_of(line).first() == Some(&Upos::Verb) {
        here.clear();
    }
    match here.as_slice() {
        [only] => return Some(*only),
        [] => {}
        // "Duarte met Lund and urged him": whoever Duarte is not.
        [first, other]
            if line.is(i, &["him"])
                && subject(work, at) == Some(*first)
                && i.checked_sub(2).is_some_and(|two| line.is(two, &["and"])) =>
        {
            return Some(*other);
        }
        // "Duarte told Lund that he": the subject, when the pronoun is one too.
        [first, ..] => {
            let subject = subject(work, at) == Some(*first);
            return (subject
                && line.is(i, &["he", "she", "his", "her"])
                && !line.is_before(i, &["and"]))
            .then_some(*first);
        }
    }
    for before in (at.saturating_sub(2)..at).rev() {
        let body = work
            .lines
            .get(before)
            .is_some_and(|line| line.block == BlockKind::Body);
        if !body {
            continue;
        }
        // One who is not known there is not known here.
        if is_open(work, before, line.text(i)) {
            return None;
        }
        let there = people(work, before, usize::MAX);
        match there.as_slice() {
            [] => continue,
            [only] => return Some(*only),
            _ => {
                return spoken_of(work, before, line.text(i))
                    .or_else(|| subject(work, before))
                    .or_else(|| speaker(work, before));
            }
        }
    }
    None
}

/// "He was deported to Chad, which gave him asylum": whoever a pronoun of that gender stands for in this sentence already.
fn again(work: &Work, at: usize, told: &[(Found, ChainId)], i: usize) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    let forms = forms(line.text(i));
    let (before, of) = told
        .iter()
        .rfind(|(found, _)| line.is(found.words.start, forms))?;
    // "praised Holm for his work and Said for his".
    let between = before.words.end..i;
    let mut people = work
        .on(at)
        .iter()
        .filter(|placed| placed.found.kind == Kind::Person);
    if line.is(i, &["his", "her"])
        && people.any(|placed| between.contains(&placed.found.words.start))
    {
        return None;
    }
    // "He told him".
    let other = line.is(i, &["him"]) && !line.is(before.words.start, &["his"]);
    (!(other && is_one_clause(line, before.words.end, i))).then_some(*of)
}

/// "Holm, the chairman, appointed him": whoever does it is not he.
fn doer(work: &Work, line: &Line, at: usize, i: usize) -> Option<ChainId> {
    if !line.is(i, &["him"]) {
        return None;
    }
    let people = work
        .on(at)
        .iter()
        .filter(|placed| placed.found.kind == Kind::Person && placed.found.words.end <= i);
    let last = people.max_by_key(|placed| placed.found.words.end)?;
    is_one_clause(line, last.found.words.end, i).then_some(last.of)
}

/// Whether but one verb stands between, and nothing that opens another clause; "the chairman, who appointed him" is one.
fn is_one_clause(line: &Line, from: usize, to: usize) -> bool {
    let tags = tags_of(line);
    let mut verbs = (from..to).filter(|&at| tags.get(at) == Some(&Upos::Verb));
    let opens = |at| line.is(at, &["that", "whom", "which", "and", "but", "to"]);
    verbs.next().is_some() && verbs.next().is_none() && !(from..to).any(opens)
}

/// Whether a line has a pronoun of that gender for which nobody was found.
fn is_open(work: &Work, at: usize, pronoun: &str) -> bool {
    let forms = forms(pronoun);
    let Some(line) = work.lines.get(at) else {
        return false;
    };
    let mut pronouns = (0..line.len()).filter(|&i| line.is(i, forms));
    pronouns.any(|i| !work.is_taken(at, i))
}

/// The pronouns of one gender.
fn forms(pronoun: &str) -> &'static [&'static str] {
    match pronoun.to_lowercase().as_str() {
        "she" | "her" => &["she", "her"],
        _ => &["he", "him", "his"],
    }
}

/// The one person for whom a pronoun of that gender stands in a line: of whom the text goes on to speak.
fn spoken_of(work: &Work, at: usize, pronoun: &str) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    let forms = forms(pronoun);
    let told = work.on(at).iter().filter(|placed| {
        placed.found.form == Form::Pronoun && line.is(placed.found.words.start, forms)
    });
    let mut told = told.map(|placed| placed.of);
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// The people of a line before word `i`, each once, in order; not whose turn it is to speak ("Duarte: …").
fn people(work: &Work, at: usize, i: usize) -> Vec<ChainId> {
    let mut people = Vec::new();
    let is_label = |words: &Range<usize>| {
        let line = work.lines.get(at);
        words.start == 0 && line.is_some_and(|line| line.is(words.end, &[":"]))
    };
    for placed in work
        .on(at)
        .iter()
        .filter(|placed| placed.found.words.end <= i && !is_label(&placed.found.words))
    {
        if placed.found.kind == Kind::Person && !people.contains(&placed.of) {
            people.push(placed.of);
        }
    }
    people
}

/// The person with whom a sentence opens, titles aside.
fn subject(work: &Work, at: usize) -> Option<ChainId> {
    let first = work
        .on(at)
        .iter()
        .find(|placed| placed.found.kind == Kind::Person)?;
    let titles = work.titles.get(at).map_or(&[][..], Vec::as_slice);
    let line = work.lines.get(at)?;
    let opens = (0..first.found.words.start).all(|i| {
        let titled = titles.iter().any(|title| title.words.contains(&i));
        titled
            || work.is_taken(at, i)
            || line.is(
                i,
                &[
                    "the",
                    "a",
                    "'s",
                    "’s",
                    "mr",
                    "ms",
                    "and",
                    "but",
                    "meanwhile",
                    ",",
                    "then",
                ],
            )
    });
    opens.then_some(first.of)
}

/// The one who said a quoted sentence: "… ,” Duarte said".
fn speaker(work: &Work, at: usize) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    let said = work.on(at).iter().find(|placed| {
        let end = placed.found.words.end;
        placed.found.kind == Kind::Person
            && line.is(end, &["said", "says", "told", "added", "wrote"])
    });
    said.map(|placed| placed.of)
}

/// "its" in a sentence that opens with a state or a body, when no other comes between.
fn owner(work: &Work, line: &Line, at: usize, i: usize) -> Option<ChainId> {
    let actors = work.on(at).iter().filter(|placed| {
        let kind = matches!(placed.found.kind, Kind::State | Kind::Organization);
        kind && placed.found.form != Form::Demonym && placed.found.words.end <= i
    });
    let mut actors: Vec<_> = actors.collect();
    actors.dedup_by_key(|placed| placed.of);
    match actors.as_slice() {
        [only] => Some(only.of),
        [.., last] => {
            // "force Iran to change its ways": the nearest, when nothing but its verb stands between.
            let near = i - last.found.words.end <= 4
                && !(last.found.words.end..i).any(|at| line.is(at, &[",", "of", "and"]));
            let owned = actors.first().filter(|first| first.of == last.of);
            owned
                .map(|first| first.of)
                .or_else(|| near.then_some(last.of))
        }
        [] => None,
    }
}

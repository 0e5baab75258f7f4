//! Places, known by name or by the noun beside it.

use crate::extract::bodies::run;
use crate::extract::found::{Found, Key, TitleAt, Trust, is_no_name, state_at};
use crate::extract::line::{Line, Look};
use crate::lexicon::StateForm;
use crate::model::{Kind, Subkind};

/// A place that the word lists know.
pub(super) fn known(line: &Line, i: usize) -> Option<Found> {
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .places
        .at(&line.page.article.text, start)?;
    let words = line.words_of(hit.span)?;
    // "The White House" is a seat of government first.
    if state_at(line, i + 1)
        .is_some_and(|(seat, _, form)| form == StateForm::Seat && seat.end == words.end)
    {
        return None;
    }
    let place = Found::new(
        line,
        words,
        Kind::Place,
        Key::Place(hit.value.name),
        Trust::Known,
    );
    Some(place.with(Some(hit.value.subkind)))
}

/// A place by its noun: "Tabqa Dam", "Strait of Hormuz", "Mount Sinjar", "Northern Iraq".
pub(super) fn by_noun(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    noun_first(line, i, titles)
        .or_else(|| noun_last(line, i, titles))
        .or_else(|| direction(line, i))
}

fn noun_first(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let (n_words, subkind) = noun_at(line, i)?;
    let mut from = i + n_words;
    if line.is(from, &["of"]) {
        from += 1;
        if line.is(from, &["the"]) {
            from += 1;
        }
    } else if !line.is(
        i,
        &[
            "lake", "mount", "port", "cape", "camp", "fort", "mt", "mt.", "wadi", "hotel",
        ],
    ) {
        return None;
    }
    if line.look(from) != Look::Capital
        || is_no_name(line.text(from))
        || line.look(i) != Look::Capital
    {
        return None;
    }
    let words = i..run(line, from, titles).end;
    Some(Found::new(line, words, Kind::Place, Key::Letters, Trust::Shown).with(Some(subkind)))
}

fn noun_last(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let run = run(line, i, titles);
    let mut last = None;
    for at in run.start + 1..run.end {
        if let Some((n_words, subkind)) = noun_at(line, at)
            && line.has_capital(at)
            && at + n_words <= run.end
        {
            last = Some((at + n_words, subkind));
        }
    }
    let (end, subkind) = last?;
    let found = Found::new(line, i..end, Kind::Place, Key::Letters, Trust::Shown);
    Some(found.with(Some(subkind)))
}

/// "Northern Iraq": a part of a state is a place.
fn direction(line: &Line, i: usize) -> Option<Found> {
    const DIRECTIONS: &[&str] = &[
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
    ];
    if !line.is(i, DIRECTIONS) || line.look(i) != Look::Capital {
        return None;
    }
    let state = state_at(line, i + 1)
        .filter(|(_, _, form)| matches!(form, StateForm::Name | StateForm::Capital))
        .map(|(words, ..)| words.end);
    let end = state.or_else(|| known(line, i + 1).map(|place| place.words.end))?;
    let found = Found::new(line, i..end, Kind::Place, Key::Letters, Trust::Shown);
    Some(found.with(Some(Subkind::Region)))
}

/// A noun for places at word `i`: how many words it takes, and what it is.
pub(super) fn noun_at(line: &Line, i: usize) -> Option<(usize, Subkind)> {
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .places
        .noun_at(&line.page.article.text, start)?;
    Some((line.words_of(hit.span)?.len(), hit.value.subkind))
}

/// "Rabiyah and Zumar", "Rabiyah, Zumar": named in a row with a place that ends before word `from`.
pub(super) fn is_coordinated(line: &Line, from: usize, to: usize) -> bool {
    from < to && to - from <= 2 && (from..to).all(|i| line.is(i, &["and", "or", ","]))
}

/// Whether the words before word `i` say that a place follows: "in", "near", "the city of", "on the outskirts of".
pub(super) fn is_placed(line: &Line, i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "throughout",
        "within",
        "into",
        "towards",
        "toward",
        "nearby",
        "via",
        "off",
        "downtown",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "greater",
        "en",
    ];
    if line.is_before(i, BEFORE) {
        return true;
    }
    // "towns including Rabiyah", "cities such as Rabiyah".
    if line.is_before(i, &["including", "as", "like"]) {
        let near = i.saturating_sub(8)..i;
        return near.into_iter().any(|at| {
            line.is(
                at,
                &[
                    "towns",
                    "cities",
                    "villages",
                    "areas",
                    "districts",
                    "provinces",
                ],
            )
        });
    }
    let Some(of) = i
        .checked_sub(1)
        .filter(|of| line.is(*of, &["of", "from", "to", "for"]))
    else {
        return false;
    };
    let noun = of.saturating_sub(1);
    if line.is(of, &["of"]) {
        const PARTS: &[&str] = &[
            "outskirts",
            "suburbs",
            "suburb",
            "north",
            "south",
            "east",
            "west",
            "northeast",
            "northwest",
            "southeast",
            "southwest",
            "streets",
            "heart",
            "centre",
            "center",
            "parts",
            "part",
            "residents",
            "miles",
            "kilometres",
            "kilometers",
            "native",
            "natives",
            "resident",
            "people",
            "citizens",
            "out",
            "liberation",
            "fall",
            "siege",
        ];
        return line.is(noun, PARTS) || noun_at(line, noun).is_some();
    }
    const MOVES: &[&str] = &[
        "travel",
        "travels",
        "travelled",
        "traveled",
        "travelling",
        "flew",
        "fly",
        "flies",
        "flying",
        "went",
        "go",
        "going",
        "goes",
        "came",
        "come",
        "return",
        "returned",
        "returning",
        "returns",
        "arrived",
        "arriving",
        "visit",
        "visits",
        "trip",
        "trips",
        "flight",
        "flights",
        "way",
        "left",
        "leave",
        "leaving",
        "headed",
        "heading",
        "departed",
        "moved",
        "drove",
        "sailed",
        "journey",
        "road",
        "route",
        "back",
        "broadcast",
        "broadcasting",
        "reporting",
    ];
    line.is(noun, MOVES)
}

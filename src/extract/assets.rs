//! Ships, weapons, bases and units that have a name or a number.

use std::ops::Range;

use crate::extract::bodies::{is_ordinal, run};
use crate::extract::found::{Found, Key, TitleAt, Trust, is_no_name, state_at};
use crate::extract::line::{Line, Look};
use crate::lexicon::{Asset, AssetForm};
use crate::model::{Kind, Subkind};

/// A ship by its prefix or by the noun before it: "USS Abraham Lincoln", "the frigate Thetis".
pub(super) fn ship(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    // "R/V Saehrafn", "M/V Ever Dawn": a prefix in three pieces.
    let slashed =
        line.is(i, &["r", "m", "f", "s"]) && line.text(i + 1) == "/" && line.text(i + 2) == "V";
    // "ITS FORCES": where all is in capitals, hardly an Italian ship.
    let shouted = line.text(i) == "ITS" && line.look(i + 1) == Look::Capitals;
    let prefix = slashed || !shouted && line.page.lexicon.assets.hull(line.text(i)).is_some();
    let from = match (slashed, prefix) {
        (true, _) => i + 3,
        (_, true) => i + 1,
        _ => i,
    };
    let quoted = matches!(line.text(from), "\"" | "“" | "‘" | "'");
    let from = from + usize::from(quoted && prefix);
    if !prefix && !follows_ship_noun(line, i) {
        return None;
    }
    let end = ship_name_end(line, from, titles, prefix);
    if end == from {
        return None;
    }
    let found = Found::new(
        line,
        i..end,
        Kind::MilitaryAsset,
        Key::Letters,
        Trust::Shown,
    );
    Some(found.with(Some(Subkind::Ship)))
}

/// A weapon by the name or number of its model: "F-35", "Khorramshahr 4", "S-400 Triumf".
pub(super) fn weapon(line: &Line, i: usize) -> Option<Found> {
    let start = line.words.get(i)?.span.start();
    let hit = line.page.lexicon.assets.at(&line.page.article.text, start);
    if let Some(hit) = hit
        && hit.value.form == AssetForm::Family
        && let Some(words) = line.words_of(hit.span)
    {
        let end = model_end(line, words.end);
        let found = Found::new(
            line,
            words.start..end,
            Kind::MilitaryAsset,
            Key::Asset(hit.phrase),
            Trust::Known,
        );
        let key = if end > words.end {
            Key::Letters
        } else {
            found.key
        };
        return Some(Found { key, ..found }.with(Some(hit.value.subkind)));
    }
    let designation = is_designation(line.text(i));
    let numbered = line.look(i) == Look::Capital
        && model_end(line, i + 1) > i + 1
        && !is_no_name(line.text(i))
        && state_at(line, i).is_none();
    if !designation && !numbered {
        return None;
    }
    let subkind =
        noun_near(line, i).or_else(|| designation.then(|| flies(line.text(i))).flatten())?;
    let mut end = if designation {
        i + 1
    } else {
        model_end(line, i + 1)
    };
    // "KC-135R Stratotanker": the name that goes with a number.
    if designation
        && line.look(end) == Look::Capital
        && !is_no_name(line.text(end))
        && state_at(line, end).is_none()
    {
        end += 1;
    }
    let found = Found::new(
        line,
        i..end,
        Kind::MilitaryAsset,
        Key::Letters,
        Trust::Shown,
    );
    Some(found.with(Some(subkind)))
}

/// A base, site or unit by its noun: "Al Udeid Air Base", "5th Fleet", "82nd Airborne Division".
pub(super) fn by_noun(line: &Line, i: usize, titles: &[TitleAt]) -> Option<Found> {
    let run = run(line, i, titles);
    let mut last = None;
    for at in run.start + 1..run.end {
        let Some((words, asset)) = noun_at(line, at) else {
            continue;
        };
        let names = matches!(asset.subkind, Subkind::Base | Subkind::Site | Subkind::Unit);
        if names
            && asset.form == AssetForm::Singular
            && words.end <= run.end
            && line.has_capital(at)
        {
            last = Some((words.end, asset.subkind));
        }
    }
    // "507th Air Refueling Wing": with a number before it even a common word is a unit.
    if last.is_none()
        && is_ordinal(line.text(i))
        && let Some(end) = (run.start + 1..run.end).rev().find(|at| {
            line.is(
                *at,
                &["wing", "regiment", "brigade", "division", "flotilla"],
            )
        })
    {
        last = Some((end + 1, Subkind::Unit));
    }
    // "Natanz nuclear facility": a common noun right after one name.
    if last.is_none()
        && let Some((words, asset)) = noun_at(line, run.end)
        && matches!(asset.subkind, Subkind::Base | Subkind::Site)
        && asset.form == AssetForm::Singular
        && line.look(run.end) == Look::Lower
        && run.len() <= 3
        && state_at(line, run.start).is_none()
        && !is_no_name(line.text(run.start))
        && line.look(run.start) == Look::Capital
        && !line.opens(run.start)
    {
        last = Some((words.end, asset.subkind));
    }
    let (end, subkind) = last?;
    // "Jordanian 71st Battalion": the number begins the name.
    if state_at(line, i).is_some_and(|(words, ..)| is_ordinal(line.text(words.end))) {
        return None;
    }
    let found = Found::new(
        line,
        i..end,
        Kind::MilitaryAsset,
        Key::Letters,
        Trust::Shown,
    );
    Some(found.with(Some(subkind)))
}

/// A noun for military assets at word `i`.
pub(super) fn noun_at<'a>(line: &Line<'a>, i: usize) -> Option<(Range<usize>, &'a Asset)> {
    let start = line.words.get(i)?.span.start();
    let page = line.page;
    let hit = page.lexicon.assets.noun_at(&page.article.text, start)?;
    Some((line.words_of(hit.span)?, hit.value))
}

fn follows_ship_noun(line: &Line, i: usize) -> bool {
    let singular_ship = |at: usize| {
        noun_at(line, at).is_some_and(|(words, asset)| {
            words.end == i && asset.subkind == Subkind::Ship && asset.form == AssetForm::Singular
        })
    };
    // "whose ship Esperanza", "the tanker Ever Dawn": said of a name only, where a common ship is no military asset.
    const COMMON: &[&str] = &[
        "ship",
        "vessel",
        "boat",
        "trawler",
        "tanker",
        "freighter",
        "ferry",
        "yacht",
    ];
    const BEFORE: &[&str] = &["the", "its", "their", "his", "her", "whose"];
    let common = i
        .checked_sub(1)
        .is_some_and(|noun| line.is(noun, COMMON) && line.is_before(noun, BEFORE));
    line.look(i) == Look::Capital
        && state_at(line, i).is_none()
        && i.checked_sub(1)
            .is_some_and(|before| line.look(before) == Look::Lower)
        && (common || (i.saturating_sub(3)..i).any(singular_ship))
}

fn ship_name_end(line: &Line, from: usize, titles: &[TitleAt], prefix: bool) -> usize {
    let mut at = from;
    while at < line.len() && at - from < 4 {
        let text = line.text(at);
        let name = line.has_capital(at) && !is_no_name(text);
        let particle =
            line.page.lexicon.names.is_particle(text) && line.has_capital(at + 1) && at > from;
        let titled = at > from && !prefix && titles.iter().any(|title| title.words.start == at);
        if !(name || particle) || titled {
            break;
        }
        at += 1;
    }
    at
}

/// Where a model's number after its name ends: "4", "II", "-2", "MK3".
fn model_end(line: &Line, i: usize) -> usize {
    let text = line.text(i);
    let small = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty();
    let roman = matches!(text, "II" | "III" | "IV" | "V" | "VI");
    if small && !line.is(i + 1, &["percent", "per", "%", "million", "billion"]) || roman {
        i + 1
    } else {
        i
    }
}

/// "F-16", "KC-135R", "Su-57", "MQ-9B": letters, a hyphen, a number.
fn is_designation(text: &str) -> bool {
    let Some((letters, number)) = text.split_once(['-', '‑', '–']) else {
        return false;
    };
    let n_letters = letters.chars().count();
    let named = (1..=4).contains(&n_letters)
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.chars().all(|c| c.is_ascii_alphabetic());
    let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let numbered = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    named && numbered && number.len() - digits.len() <= 2
}

/// Prefixes that only aircraft have.
fn flies(designation: &str) -> Option<Subkind> {
    let prefix = designation.split(['-', '‑', '–']).next()?;
    const AIRCRAFT: &[&str] = &[
        "KC", "MQ", "RQ", "AH", "UH", "CH", "MH", "HH", "EA", "AC", "MC", "EC", "RC", "WC", "MiG",
        "Su", "Tu", "Il", "Yak",
    ];
    AIRCRAFT.contains(&prefix).then_some(Subkind::Aircraft)
}

/// What the sentence around a number speaks of: a missile, an aircraft.
fn noun_near(line: &Line, i: usize) -> Option<Subkind> {
    let near = i.saturating_sub(14)..(i + 8).min(line.len());
    let nouns = near.filter_map(|at| Some((at, noun_at(line, at)?)));
    let weapons = nouns.filter(|(_, (_, asset))| {
        matches!(
            asset.subkind,
            Subkind::Missile
                | Subkind::Aircraft
                | Subkind::AirDefence
                | Subkind::Vehicle
                | Subkind::Ship
        )
    });
    weapons
        .min_by_key(|(at, _)| at.abs_diff(i))
        .map(|(_, (_, asset))| asset.subkind)
}

//! Days and hours as pages print them.

use crate::model::{Date, Published};

/// Says what a date on a page is; the first to match wins.
const LABELS: &[(&str, Label)] = &[
    ("first published", Label::Published),
    ("originally published", Label::Published),
    ("published", Label::Published),
    ("posted", Label::Published),
    ("publication date", Label::Published),
    ("date published", Label::Published),
    ("release date", Label::Published),
    ("released", Label::Published),
    ("issued", Label::Published),
    ("date:", Label::Published),
    ("delivered on", Label::Published),
    ("last updated", Label::Updated),
    ("updated", Label::Updated),
    ("last modified", Label::Updated),
    ("modified", Label::Updated),
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const FULL_MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may stand round a date without saying anything more.
const ROUND: &[&str] = &[
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "at",
    "on",
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "am",
    "pm",
    "a",
    "m",
    "p",
    "t",
    "z",
    "h",
    "hrs",
    "hours",
    "gmt",
    "utc",
    "bst",
    "cet",
    "cest",
    "est",
    "edt",
    "et",
    "pst",
    "pt",
    "ist",
    "gst",
    "ast",
    "local",
    "time",
    "uhr",
    "first",
    "originally",
    "published",
    "posted",
    "last",
    "updated",
    "modified",
    "date",
    "publication",
    "release",
    "released",
    "issued",
    "delivered",
    "in",
    "min",
    "read",
    "ago",
];

/// A date is looked for in lines no longer than this, in bytes.
const LONGEST: usize = 240;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Label {
    Published,
    Updated,
}

/// A date in a line of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub published: Published,
    pub label: Option<Label>,
    /// Nothing else stands in the line.
    pub alone: bool,
}

/// What a line says about a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    Day(Found),
    /// "06/02/2026": the sixth of February or the second of June.
    Ambiguous,
    None,
}

/// The first date of a line, with its year.
pub(super) fn read(line: &str) -> Reading {
    if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return Reading::None;
    }
    let mut parts = parts(line);
    unglue(&mut parts);
    let mut ambiguous = false;
    for i in 0..parts.len() {
        let rest = parts.get(i..).unwrap_or_default();
        match day(rest) {
            Day::Found(date, n_parts) => {
                let published = Published {
                    date,
                    time: time(&parts, i, i + n_parts),
                };
                let others = parts.iter().enumerate().filter(|&(at, part)| {
                    let in_date = (i..i + n_parts).contains(&at);
                    !in_date
                        && part.word.chars().all(char::is_alphabetic)
                        && part.month().is_none()
                        && !ROUND.contains(&part.word.as_str())
                });
                return Reading::Day(Found {
                    published,
                    label: label(line),
                    alone: others.count() == 0,
                });
            }
            Day::Ambiguous => ambiguous = true,
            Day::None => {}
        }
    }
    if ambiguous {
        Reading::Ambiguous
    } else {
        Reading::None
    }
}

/// "18:41 GMT", "3.15pm", "16:05 Updated at 16:12": hours and nothing else, as over each part of a page that is kept up to date.
pub(super) fn is_hour(line: &str) -> bool {
    if line.len() > 40 || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts = parts(line);
    let plain = parts.iter().all(|part| {
        part.day().is_some()
            || part.number() == Some(0)
            || is_minute(part)
            || ROUND.contains(&part.word.as_str())
    });
    let bare = matches!(parts.as_slice(), [hour, minute] if hour.day().is_some_and(|hour| hour < 24)
        && is_minute(minute) && matches!(minute.before, Some('.' | ':')));
    plain && (bare || time(&parts, 0, 0).is_some())
}

fn is_minute(part: &Part) -> bool {
    part.word.len() == 2 && part.number().is_some_and(|minute| minute < 60)
}

/// Whether the line begins by saying what date it gives: "Last updated: …".
pub(super) fn label(line: &str) -> Option<Label> {
    let head = line
        .get(..line.floor_char_boundary(60))
        .unwrap_or(line)
        .to_lowercase();
    // After a bar the label may come second: "By Ama Mensah | Updated: …".
    let starts = [Some(head.as_str()), head.split(['|', '•', '·']).nth(1)];
    starts.into_iter().flatten().find_map(|start| {
        let start = start.trim_start_matches(|c: char| !c.is_alphabetic());
        LABELS
            .iter()
            .find(|(word, _)| start.starts_with(word))
            .map(|&(_, label)| label)
    })
}

/// A run of letters or of digits, and the mark before it.
struct Part {
    word: String,
    before: Option<char>,
    spaced: bool,
}

impl Part {
    fn number(&self) -> Option<u16> {
        let digits = self.word.len() <= 4 && self.word.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| self.word.parse().ok()).flatten()
    }

    fn month(&self) -> Option<u8> {
        let full = FULL_MONTHS.iter().position(|&month| month == self.word);
        let short = MONTHS
            .iter()
            .position(|&month| month == self.word || (self.word == "sept" && month == "sep"));
        full.or(short).map(|at| at as u8 + 1)
    }

    fn year(&self) -> Option<i16> {
        let year = self
            .number()
            .filter(|year| self.word.len() == 4 && (1800..2200).contains(year))?;
        i16::try_from(year).ok()
    }

    fn day(&self) -> Option<u8> {
        u8::try_from(self.number()?)
            .ok()
            .filter(|day| (1..=31).contains(day))
    }

    /// The mark before this part, if it is one of those between the numbers of a date and nothing else is.
    fn joint(&self) -> Option<char> {
        self.before
            .filter(|&c| !self.spaced && matches!(c, '-' | '/' | '.'))
    }
}

fn parts(line: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut last, mut before, mut spaced) = (' ', None, false);
    for c in line.chars() {
        let same = c.is_ascii_digit() && last.is_ascii_digit()
            || c.is_alphabetic() && last.is_alphabetic();
        if same && let Some(part) = parts.last_mut() {
            part.word.extend(c.to_lowercase());
        } else if c.is_ascii_digit() || c.is_alphabetic() {
            parts.push(Part {
                word: c.to_lowercase().collect(),
                before,
                spaced,
            });
            (before, spaced) = (None, false);
        } else if c.is_whitespace() {
            spaced = true;
        } else {
            before = Some(c);
        }
        last = c;
    }
    parts
}

/// "March 12, 20253:15 PM": a page that lost the space between year and hour.
fn unglue(parts: &mut Vec<Part>) {
    let glued = |at: usize| {
        let [part, next] = parts.get(at..at + 2)? else {
            return None;
        };
        let digits = part.word.bytes().all(|b| b.is_ascii_digit());
        (digits && matches!(part.word.len(), 5 | 6) && next.before == Some(':')).then_some(at)
    };
    let Some(at) = (0..parts.len()).find_map(glued) else {
        return;
    };
    if let Some(part) = parts.get_mut(at) {
        let hour = part.word.split_off(4);
        let hour = Part {
            word: hour,
            before: None,
            spaced: true,
        };
        parts.insert(at + 1, hour);
    }
}

enum Day {
    Found(Date, usize),
    Ambiguous,
    None,
}

/// A date at the start of `parts`, and how many of them it takes.
fn day(parts: &[Part]) -> Day {
    let [first, second, rest @ ..] = parts else {
        return Day::None;
    };
    let found = |year: i16, month: u8, day: u8, n_parts: usize| {
        Date::new(year, month, day).map_or(Day::None, |date| Day::Found(date, n_parts))
    };
    // "February 6, 2026", "Feb. 6th 2026"
    if let (Some(month), Some(day)) = (first.month(), second.day()) {
        let skipped = usize::from(rest.first().is_some_and(|part| is_ordinal(&part.word)));
        if let Some(year) = rest.get(skipped).and_then(Part::year) {
            return found(year, month, day, 3 + skipped);
        }
    }
    // "6 February 2026", "6th of February, 2026"
    if let Some(day) = first.day() {
        let skipped = parts
            .iter()
            .skip(1)
            .take(2)
            .take_while(|part| is_ordinal(&part.word) || part.word == "of")
            .count();
        if let Some(month) = parts.get(1 + skipped).and_then(Part::month)
            && let Some(year) = parts.get(2 + skipped).and_then(Part::year)
        {
            return found(year, month, day, 3 + skipped);
        }
    }
    let (Some(third), Some(joint)) = (rest.first(), second.joint()) else {
        return Day::None;
    };
    if third.joint() != Some(joint) {
        return Day::None;
    }
    // "2026-02-06", "2026/02/06"
    if let (Some(year), Some(month), Some(day)) = (first.year(), second.day(), third.day()) {
        return found(year, month, day, 3);
    }
    let (Some(a), Some(b), Some(year)) = (first.day(), second.day(), third.year()) else {
        return Day::None;
    };
    // With full stops the day comes first wherever they are used.
    match (a, b) {
        _ if joint == '.' || a > 12 || a == b => found(year, b, a, 3),
        _ if b > 12 => found(year, a, b, 3),
        _ => Day::Ambiguous,
    }
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// The first hour and minute outside the parts of the date, and before those of another.
fn time(parts: &[Part], from: usize, to: usize) -> Option<(u8, u8)> {
    let other =
        (to..parts.len()).find(|&at| parts.get(at).is_some_and(|part| part.month().is_some()));
    (0..other.unwrap_or(parts.len()))
        .filter(|at| !(from..to).contains(at))
        .find_map(|at| {
            let [hour, rest @ ..] = parts.get(at..)? else {
                return None;
            };
            let h = hour.number().filter(|&h| h < 24 && hour.word.len() <= 2)? as u8;
            let marked = |part: &Part| {
                matches!(part.before, Some(':' | '.')) && !part.spaced && part.word.len() == 2
            };
            let minute = rest
                .first()
                .filter(|part| marked(part))
                .and_then(Part::number)
                .filter(|&m| m < 60);
            let after = rest
                .get(usize::from(minute.is_some())..)
                .unwrap_or_default();
            let half = after
                .first()
                .map(|part| part.word.as_str())
                .and_then(
                    |word| match (word, after.get(1).map(|next| next.word.as_str())) {
                        ("am", _) | ("a", Some("m")) => Some(0),
                        ("pm", _) | ("p", Some("m")) => Some(12),
                        _ => None,
                    },
                );
            // "18.32 GMT"
            let zone =
                |part: &Part| matches!(part.word.as_str(), "gmt" | "bst" | "utc" | "cet" | "cest");
            let zoned = minute.is_some() && after.first().is_some_and(zone);
            let colon =
                minute.is_some() && rest.first().is_some_and(|part| part.before == Some(':'));
            let h = match half {
                Some(half) if (1..=12).contains(&h) => h % 12 + half,
                None if colon || zoned => h,
                _ => return None,
            };
            Some((h, minute.unwrap_or(0) as u8))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, wanted: &str) {
        let found = match read(line) {
            Reading::Day(found) => {
                let time = found
                    .published
                    .time
                    .map(|(h, m)| format!(" {h:02}:{m:02}"))
                    .unwrap_or_default();
                let label = found
                    .label
                    .map(|label| format!(" {label:?}"))
                    .unwrap_or_default();
                let alone = if found.alone { " alone" } else { "" };
                format!("{}{time}{label}{alone}", found.published.date)
            }
            Reading::Ambiguous => "ambiguous".to_owned(),
            Reading::None => "none".to_owned(),
        };
        assert_eq!(found, wanted, "{line}");
    }

    #[test]
    fn pages_print_days_in_many_ways() {
        check(
            "Last updated: March 5, 2025 | 16:31 ..",
            "2025-03-05 16:31 Updated alone",
        );
        check(
            "Updated: March 05, 2025, 9:59 AM",
            "2025-03-05 09:59 Updated alone",
        );
        check(
            "Published 5 March 2025 at 12:05am",
            "2025-03-05 00:05 Published alone",
        );
        check("Wednesday, 5th of March, 2025", "2025-03-05 alone");
        check("Sept. 6, 2024", "2024-09-06 alone");
        check("2025-03-05T09:59Z", "2025-03-05 09:59 alone");
        check("2025/03/05 9.15pm GMT", "2025-03-05 21:15 alone");
        check(
            "March 12, 20253:15 PM GMT+3Updated 2 hours ago",
            "2025-03-12 15:15 alone",
        );
        check("Wed 5 Mar 2025 18.32 GMT", "2025-03-05 18:32 alone");
        check(
            "Sat 5 Mar 2025 18.41 GMT First published on Sat 5 Mar 2025 07.55 GMT",
            "2025-03-05 18:41 alone",
        );
        check(
            "Published 5 March 2025 | Updated 6 March 2025, 08:15",
            "2025-03-05 Published alone",
        );
        check("25/03/2025", "2025-03-25 alone");
        check("03/25/2025 07:00", "2025-03-25 07:00 alone");
        check("5.3.2025", "2025-03-05 alone");
        check(
            "By Ama Mensah | Updated: 5 March 2025",
            "2025-03-05 Updated",
        );
        check("The treaty of 5 March 2025 was signed.", "2025-03-05");
    }

    #[test]
    fn hours_stand_alone() {
        for line in [
            "18:41 GMT",
            "17.20",
            "3.15pm",
            "16:05 GMT Updated at 16:12 GMT",
            "00:05",
        ] {
            assert!(is_hour(line), "{line}");
        }
        for line in [
            "17",
            "2020",
            "3.5",
            "18:41 the envoys met",
            "17.20 euros",
            "12 am Oslo",
        ] {
            assert!(!is_hour(line), "{line}");
        }
    }

    #[test]
    fn what_is_no_day_is_left_alone() {
        check("05/03/2025", "ambiguous");
        check("30 February 2025", "none");
        check("March 5", "none");
        check("16:31", "none");
        check("Version 1.2.3456", "none");
        check("2025", "none");
    }
}

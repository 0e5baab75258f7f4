//! Days and months that a sentence names, and which of the calendar they are.
//!
//! Takes tokens and the date of the article; gives stretches with the days they stand for. "On Friday" in a past sentence
//! is the most recent Friday, the day of publication included; in a sentence about what is to come, the next.

use jiff::ToSpan as _;
use jiff::civil::{Date as Day, Weekday};

use crate::model::{Date, EventDate, Span};
use crate::text::Token;

/// Which way to look from the day of publication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Direction {
    Past,
    Future,
}

/// A stretch that says when: its preposition included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TimePhrase {
    pub span: Span,
    says: Says,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Says {
    Weekday(Weekday, Shift),
    /// Days from publication: yesterday is -1.
    Days(i64),
    /// Weeks, months or years from publication: "last month".
    Week(i64),
    Month(i64),
    Year(i64),
    /// The ten years from this one.
    Decade(i16),
    /// "in two weeks": only of what is to come.
    Ahead(Unit, i64),
    /// Year, month, day as far as stated.
    Calendar(Option<i16>, Option<i8>, Option<i8>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "day" | "days" => Self::Day,
            "week" | "weeks" => Self::Week,
            "month" | "months" => Self::Month,
            "year" | "years" => Self::Year,
            _ => return None,
        })
    }

    fn away(self, n: i64) -> Says {
        match self {
            Self::Day => Says::Days(n),
            Self::Week => Says::Week(n),
            Self::Month => Says::Month(n),
            Self::Year => Says::Year(n),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shift {
    None,
    Last,
    Next,
}

const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan.", 1),
    ("jan", 1),
    ("february", 2),
    ("feb.", 2),
    ("feb", 2),
    ("march", 3),
    ("mar.", 3),
    ("april", 4),
    ("apr.", 4),
    ("may", 5),
    ("june", 6),
    ("jun.", 6),
    ("july", 7),
    ("jul.", 7),
    ("august", 8),
    ("aug.", 8),
    ("aug", 8),
    ("september", 9),
    ("sept.", 9),
    ("sep.", 9),
    ("october", 10),
    ("oct.", 10),
    ("oct", 10),
    ("november", 11),
    ("nov.", 11),
    ("nov", 11),
    ("december", 12),
    ("dec.", 12),
    ("dec", 12),
];

const LEADS: &[&str] = &[
    "on", "in", "since", "by", "until", "from", "during", "before", "after", "of", "late", "early",
    "back", "next", "last", "this",
];

/// The time phrases among the tokens of a sentence, in order.
pub(crate) fn time_phrases(text: &str, tokens: &[Token]) -> Vec<TimePhrase> {
    let reader = Reader { text, tokens };
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.phrase(at) {
            Some((phrase, end)) => {
                phrases.push(phrase);
                at = end;
            }
            None => at += 1,
        }
    }
    phrases
}

impl TimePhrase {
    /// The days it stands for; `None` where neither it nor the article says enough.
    pub fn resolve(
        self,
        text: &str,
        published: Option<Date>,
        direction: Direction,
    ) -> Option<EventDate> {
        let today =
            published.and_then(|date| Day::new(date.year, date.month as i8, date.day as i8).ok());
        let (from, to) = self.says.days(today, direction)?;
        Some(EventDate {
            from: date(from)?,
            to: date(to)?,
            text: self.span.of(text).to_owned(),
        })
    }
}

fn date(day: Day) -> Option<Date> {
    Date::new(day.year(), day.month() as u8, day.day() as u8)
}

impl Says {
    fn days(self, today: Option<Day>, direction: Direction) -> Option<(Day, Day)> {
        match self {
            Self::Weekday(weekday, shift) => {
                let day = nearest(today?, weekday, shift, direction)?;
                Some((day, day))
            }
            Self::Days(shift) => {
                let day = today?.checked_add(shift.days()).ok()?;
                Some((day, day))
            }
            Self::Week(shift) => {
                let day = today?.checked_add(shift.weeks()).ok()?;
                let monday = day
                    .checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                Some((monday, monday.checked_add(6.days()).ok()?))
            }
            Self::Month(shift) => {
                let day = today?.checked_add(shift.months()).ok()?;
                Some((day.first_of_month(), day.last_of_month()))
            }
            Self::Year(shift) => {
                let day = today?.checked_add(shift.years()).ok()?;
                Some((day.first_of_year(), day.last_of_year()))
            }
            Self::Decade(year) => {
                let first = Day::new(year, 1, 1).ok()?;
                let last = Day::new(year.checked_add(9)?, 12, 31).ok()?;
                Some((first, last))
            }
            Self::Ahead(unit, n) => match direction {
                Direction::Future => unit.away(n).days(today, direction),
                Direction::Past => None,
            },
            Self::Calendar(year, month, day) => calendar(year, month, day, today, direction),
        }
    }
}

fn nearest(today: Day, weekday: Weekday, shift: Shift, direction: Direction) -> Option<Day> {
    let back = i64::from(today.weekday().since(weekday));
    let past = today.checked_sub(back.days()).ok()?;
    match (shift, direction) {
        (Shift::Next, _) => past.checked_add(7.days()).ok(),
        (Shift::Last, _) if back == 0 => past.checked_sub(7.days()).ok(),
        (Shift::None, Direction::Future) if back > 0 => past.checked_add(7.days()).ok(),
        _ => Some(past),
    }
}

fn calendar(
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    today: Option<Day>,
    direction: Direction,
) -> Option<(Day, Day)> {
    let Some(month) = month else {
        let first = Day::new(year?, 1, 1).ok()?;
        return Some((first, first.last_of_year()));
    };
    let span = |year: i16| match day {
        Some(day) => Day::new(year, month, day).ok().map(|day| (day, day)),
        None => Day::new(year, month, 1)
            .ok()
            .map(|first| (first, first.last_of_month())),
    };
    if let Some(year) = year {
        return span(year);
    }
    let today = today?;
    let this = span(today.year());
    match direction {
        // "In June", told in February: last year's. "February 6", told on that day: this year's.
        Direction::Past if this.is_some_and(|(from, _)| from <= today) => this,
        Direction::Past => span(today.year() - 1),
        Direction::Future if this.is_some_and(|(_, to)| to >= today) => this,
        Direction::Future => span(today.year() + 1),
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn word(&self, at: usize) -> String {
        self.tokens
            .get(at)
            .map(|token| token.span.of(self.text).to_lowercase())
            .unwrap_or_default()
    }

    fn is_capital(&self, at: usize) -> bool {
        let surface = self
            .tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text));
        surface.chars().next().is_some_and(char::is_uppercase)
    }

    /// A time phrase from `at`, and the token after it.
    fn phrase(&self, at: usize) -> Option<(TimePhrase, usize)> {
        let mut core = at;
        while LEADS.contains(&self.word(core).as_str()) && core < at + 3 {
            core += 1;
        }
        let lead = if core > at {
            self.word(core - 1)
        } else {
            String::new()
        };
        let shift = match lead.as_str() {
            "last" => Shift::Last,
            "next" => Shift::Next,
            _ => Shift::None,
        };
        let (says, end) = self.core(core, &lead, shift)?;
        let first = self.tokens.get(at)?.span;
        let last = self.tokens.get(end.checked_sub(1)?)?.span;
        Some((
            TimePhrase {
                span: first.join(last),
                says,
            },
            end,
        ))
    }

    fn core(&self, at: usize, lead: &str, shift: Shift) -> Option<(Says, usize)> {
        let word = self.word(at);
        if word == "earlier" && matches!(self.word(at + 1).as_str(), "today" | "yesterday") {
            return self.core(at + 1, lead, shift);
        }
        if let Some(weekday) = weekday(&word).filter(|_| self.is_capital(at)) {
            // "Monday 19 December", "Monday, December 19"
            let comma = usize::from(self.word(at + 1) == ",");
            if let Some((says, end)) = self.month_day(at + 1 + comma) {
                return Some((says, end));
            }
            let end = if matches!(
                self.word(at + 1).as_str(),
                "morning" | "evening" | "night" | "afternoon"
            ) {
                at + 2
            } else {
                at + 1
            };
            return Some((Says::Weekday(weekday, shift), end));
        }
        if let Some(found) = self.month_day(at) {
            return Some(found);
        }
        if let Some(month) = self.month(at) {
            let year = self.year(at + 1).or_else(|| {
                self.year(at + 2)
                    .filter(|_| matches!(self.word(at + 1).as_str(), "of" | ","))
            });
            if let Some(year) = year {
                let end = if self.year(at + 1).is_some() {
                    at + 2
                } else {
                    at + 3
                };
                return Some((Says::Calendar(Some(year), Some(month), None), end));
            }
            return matches!(
                lead,
                "in" | "since"
                    | "last"
                    | "next"
                    | "until"
                    | "from"
                    | "by"
                    | "this"
                    | "during"
                    | "early"
                    | "late"
            )
            .then_some((Says::Calendar(None, Some(month), None), at + 1));
        }
        if let Some(found) = self.counted(at, lead).or_else(|| self.whole_date(at)) {
            return Some(found);
        }
        let unit = |shift: i64| match self.word(at).as_str() {
            "week" => Some(Says::Week(shift)),
            "month" => Some(Says::Month(shift)),
            "year" => Some(Says::Year(shift)),
            "night" => Some(Says::Days(-1)),
            "weekend" => Some(Says::Week(shift)),
            _ => None,
        };
        let turn = match lead {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        if let Some(says) = turn.and_then(unit) {
            return Some((says, at + 1));
        }
        match word.as_str() {
            "today" | "tonight" => return Some((Says::Days(0), at + 1)),
            "yesterday" => return Some((Says::Days(-1), at + 1)),
            "tomorrow" => return Some((Says::Days(1), at + 1)),
            "morning" | "evening" | "afternoon" | "night" if lead == "this" => {
                return Some((Says::Days(0), at + 1));
            }
            _ => {}
        }
        let year = self.year(at)?;
        // "of 2000 lorries" counts them.
        if self
            .word(at + 1)
            .chars()
            .next()
            .is_some_and(char::is_alphabetic)
            && lead == "of"
        {
            return None;
        }
        // A bare number is a year only behind a word that asks for one.
        matches!(
            lead,
            "in" | "since"
                | "by"
                | "until"
                | "from"
                | "during"
                | "of"
                | "early"
                | "late"
                | "after"
                | "before"
        )
        .then_some((Says::Calendar(Some(year), None, None), at + 1))
    }

    /// "two days ago", "a year ago", "in two weeks".
    fn counted(&self, at: usize, lead: &str) -> Option<(Says, usize)> {
        let n = number(&self.word(at))?;
        let unit = Unit::from_word(&self.word(at + 1))?;
        let after = self.word(at + 2);
        if after == "ago" {
            return Some((unit.away(-n), at + 3));
        }
        // "in two weeks of fighting" tells how long.
        (lead == "in" && after != "of").then_some((Says::Ahead(unit, n), at + 2))
    }

    /// "2025-05-03", "mid-March", "the 3rd of May", "the 1990s".
    fn whole_date(&self, at: usize) -> Option<(Says, usize)> {
        let word = self.word(at);
        if let Ok(day) = word.parse::<Day>() {
            let says = Says::Calendar(Some(day.year()), Some(day.month()), Some(day.day()));
            return Some((says, at + 1));
        }
        if word == "mid"
            && self.word(at + 1) == "-"
            && let Some(month) = self.month(at + 2)
        {
            let year = self.year(at + 3);
            let end = at + 3 + usize::from(year.is_some());
            return Some((Says::Calendar(year, Some(month), None), end));
        }
        if word != "the" {
            return None;
        }
        if let (Some(day), "of", Some(month)) = (
            self.day(at + 1),
            self.word(at + 2).as_str(),
            self.month(at + 3),
        ) {
            let year = self.year(at + 4);
            let end = at + 4 + usize::from(year.is_some());
            return Some((Says::Calendar(year, Some(month), Some(day)), end));
        }
        let decade = self.word(at + 1);
        let year = decade.strip_suffix("0s").filter(|_| decade.len() == 5)?;
        let year: i16 = year.parse().ok()?;
        (150..=220)
            .contains(&year)
            .then_some((Says::Decade(year * 10), at + 2))
    }

    fn month(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        month_of(&word).filter(|_| self.is_capital(at))
    }

    fn day(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day) && word.len() <= 4)
    }

    fn year(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        word.parse()
            .ok()
            .filter(|year| word.len() == 4 && (1500..=2200).contains(year))
    }

    /// "February 3, 2026", "3 February".
    fn month_day(&self, at: usize) -> Option<(Says, usize)> {
        let (month, day, mut end) = match (self.month(at), self.day(at)) {
            (Some(month), _) => (month, self.day(at + 1)?, at + 2),
            (None, Some(day)) => (self.month(at + 1)?, day, at + 2),
            _ => return None,
        };
        let comma = usize::from(self.word(end) == ",");
        let year = self.year(end + comma);
        if year.is_some() {
            end += comma + 1;
        }
        Some((Says::Calendar(year, Some(month), Some(day)), end))
    }
}

fn month_of(word: &str) -> Option<i8> {
    let known = MONTHS.iter().find(|(name, _)| *name == word);
    known.map(|(_, month)| *month)
}

/// A small number in letters or digits.
fn number(word: &str) -> Option<i64> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelt = WORDS.iter().position(|known| *known == word);
    spelt
        .map(|at| at as i64 + 1)
        .or_else(|| word.parse().ok().filter(|n| (1..=100).contains(n)))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;

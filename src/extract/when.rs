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
    /// Year, month, day as far as stated.
    Calendar(Option<i16>, Option<i8>, Option<i8>),
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

    fn month(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let known = MONTHS.iter().find(|(name, _)| *name == word);
        known
            .filter(|_| self.is_capital(at))
            .map(|(_, month)| *month)
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
mod tests {
    use super::*;
    use crate::text::tokens;

    /// The first time phrase of a sentence published on Wednesday, 14 May 2025.
    #[track_caller]
    fn check(sentence: &str, direction: Direction, expected: Option<(&str, &str, &str)>) {
        let tokens = tokens(sentence, Span::new(0, sentence.len()));
        let phrase = time_phrases(sentence, &tokens).first().copied();
        let date = phrase
            .and_then(|phrase| phrase.resolve(sentence, Date::parse("2025-05-14"), direction));
        let found = date.map(|date| (date.text, date.from.to_string(), date.to.to_string()));
        let expected =
            expected.map(|(text, from, to)| (text.to_owned(), from.to_owned(), to.to_owned()));
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn past_days_lie_at_or_before_publication() {
        let past =
            |sentence, text, from, to| check(sentence, Direction::Past, Some((text, from, to)));
        past(
            "They met on Friday.",
            "on Friday",
            "2025-05-09",
            "2025-05-09",
        );
        past(
            "They met on Wednesday.",
            "on Wednesday",
            "2025-05-14",
            "2025-05-14",
        );
        past(
            "They met last Wednesday.",
            "last Wednesday",
            "2025-05-07",
            "2025-05-07",
        );
        past(
            "They met yesterday.",
            "yesterday",
            "2025-05-13",
            "2025-05-13",
        );
        past("They met in June.", "in June", "2024-06-01", "2024-06-30");
        past(
            "They met last month.",
            "last month",
            "2025-04-01",
            "2025-04-30",
        );
        past(
            "They met on February 3.",
            "on February 3",
            "2025-02-03",
            "2025-02-03",
        );
        past(
            "They met on 23 May 2006.",
            "on 23 May 2006",
            "2006-05-23",
            "2006-05-23",
        );
        past("They met in 2019.", "in 2019", "2019-01-01", "2019-12-31");
        past(
            "They met on Monday 5 May.",
            "on Monday 5 May",
            "2025-05-05",
            "2025-05-05",
        );
    }

    #[test]
    fn days_to_come_lie_at_or_after_it() {
        let future =
            |sentence, text, day| check(sentence, Direction::Future, Some((text, day, day)));
        future("They will meet on Friday.", "on Friday", "2025-05-16");
        future("They will meet tomorrow.", "tomorrow", "2025-05-15");
        future(
            "They will meet on February 3.",
            "on February 3",
            "2026-02-03",
        );
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        check(
            "They may meet 12 envoys and march on.",
            Direction::Past,
            None,
        );
        check("The convoy of 2000 lorries left.", Direction::Past, None);
    }
}

//! A day of the calendar.

use std::fmt;

/// A day of the proleptic Gregorian calendar; orders by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    pub year: i16,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

impl Date {
    /// `None` where the calendar has no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let n_days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=n_days)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// Reads `2026-02-06`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        Self::new(year, month, parts.next()?.parse().ok()?)
    }

    /// Days from 1 January 1970, which is day 0.
    pub fn day_number(self) -> i32 {
        // Years begin in March here, so that the leap day is the last of its year.
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let month = (i32::from(self.month) + 9) % 12;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day of this number; `None` beyond the years that a date can have.
    pub fn from_day_number(number: i32) -> Option<Self> {
        let number = number.checked_add(719_468)?;
        let (era, day) = (number.div_euclid(146_097), number.rem_euclid(146_097));
        let year_of_era = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Self::new(year.try_into().ok()?, month as u8, day as u8)
    }
}

/// ISO 8601: `2026-02-06`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let between = |a, b| {
            let number = |text| Date::parse(text).map(Date::day_number);
            Some(number(b)? - number(a)?)
        };
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(between("2025-12-31", "2026-01-01"), Some(1));
        assert_eq!(between("1999-12-31", "2001-01-01"), Some(367));
    }

    #[test]
    fn days_are_numbered_without_a_gap() {
        let check = |text: &str, number| {
            assert_eq!(Date::parse(text).unwrap().day_number(), number, "{text}");
        };
        check("1970-01-01", 0);
        check("1969-12-31", -1);
        check("2000-03-01", 11_017);
        check("2026-02-06", 20_490);
        for number in -800_000..100_000 {
            let date = Date::from_day_number(number).unwrap();
            assert_eq!(date.day_number(), number, "{date}");
        }
        assert_eq!(Date::from_day_number(i32::MAX), None);
    }

    #[test]
    fn the_calendar_is_kept() {
        assert_eq!(
            Date::parse("2024-02-29")
                .map(|date| date.to_string())
                .as_deref(),
            Some("2024-02-29")
        );
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-04",
            "soon",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}

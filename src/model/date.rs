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

    /// Days since 1 March of the year 0: the difference of two is the days between them.
    pub fn day_number(self) -> i32 {
        // Years that begin in March have their leap day last.
        let (year, month) = match self.month {
            0..=2 => (i32::from(self.year) - 1, i32::from(self.month) + 9),
            month => (i32::from(self.year), i32::from(month) - 3),
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + (153 * month + 2) / 5 + i32::from(self.day) - 1
    }

    /// Reads `2026-02-06`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        Self::new(year, month, parts.next()?.parse().ok()?)
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

//! Days that sentences name, told from a day of publication.

use super::*;
use crate::text::tokens;

/// The first time phrase of a sentence published on Wednesday, 14 May 2025.
#[track_caller]
fn check(sentence: &str, direction: Direction, expected: Option<(&str, &str, &str)>) {
    let tokens = tokens(sentence, Span::new(0, sentence.len()));
    let phrase = time_phrases(sentence, &tokens).first().copied();
    let date =
        phrase.and_then(|phrase| phrase.resolve(sentence, Date::parse("2025-05-14"), direction));
    let found = date.map(|date| (date.text, date.from.to_string(), date.to.to_string()));
    let expected =
        expected.map(|(text, from, to)| (text.to_owned(), from.to_owned(), to.to_owned()));
    assert_eq!(found, expected, "{sentence}");
}

#[test]
fn past_days_lie_at_or_before_publication() {
    let past = |sentence, text, from, to| check(sentence, Direction::Past, Some((text, from, to)));
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
fn forms_of_the_newspaper() {
    let past = |sentence, text, from, to| check(sentence, Direction::Past, Some((text, from, to)));
    past(
        "It began back in June.",
        "back in June",
        "2024-06-01",
        "2024-06-30",
    );
    past(
        "It began on Feb. 3.",
        "on Feb. 3",
        "2025-02-03",
        "2025-02-03",
    );
    past(
        "It began Feb. 3, 2024.",
        "Feb. 3, 2024",
        "2024-02-03",
        "2024-02-03",
    );
    past(
        "It began on 3 Feb. and went on.",
        "on 3 Feb.",
        "2025-02-03",
        "2025-02-03",
    );
    past(
        "It began on May 3rd.",
        "on May 3rd",
        "2025-05-03",
        "2025-05-03",
    );
    past(
        "It began on the 3rd of May.",
        "on the 3rd of May",
        "2025-05-03",
        "2025-05-03",
    );
    past("It began in 2025.", "in 2025", "2025-01-01", "2025-12-31");
    past(
        "It began in late 2023.",
        "in late 2023",
        "2023-01-01",
        "2023-12-31",
    );
    past(
        "It began in mid-March.",
        "in mid-March",
        "2025-03-01",
        "2025-03-31",
    );
    past(
        "It began last June.",
        "last June",
        "2024-06-01",
        "2024-06-30",
    );
    past(
        "It began last year.",
        "last year",
        "2024-01-01",
        "2024-12-31",
    );
    past(
        "It began last week.",
        "last week",
        "2025-05-05",
        "2025-05-11",
    );
    past(
        "It began this month.",
        "this month",
        "2025-05-01",
        "2025-05-31",
    );
    past(
        "It began two days ago.",
        "two days ago",
        "2025-05-12",
        "2025-05-12",
    );
    past(
        "It began a year ago.",
        "a year ago",
        "2024-01-01",
        "2024-12-31",
    );
    past(
        "It began three weeks ago.",
        "three weeks ago",
        "2025-04-21",
        "2025-04-27",
    );
    past(
        "It began 10 months ago.",
        "10 months ago",
        "2024-07-01",
        "2024-07-31",
    );
    past(
        "It began on 2025-05-03.",
        "on 2025-05-03",
        "2025-05-03",
        "2025-05-03",
    );
    past(
        "It began late on Friday.",
        "late on Friday",
        "2025-05-09",
        "2025-05-09",
    );
    past(
        "It began early Monday.",
        "early Monday",
        "2025-05-12",
        "2025-05-12",
    );
    past(
        "It began on Friday night.",
        "on Friday night",
        "2025-05-09",
        "2025-05-09",
    );
    past(
        "It began in June of 2021.",
        "in June of 2021",
        "2021-06-01",
        "2021-06-30",
    );
    past(
        "It began in the 1990s.",
        "in the 1990s",
        "1990-01-01",
        "1999-12-31",
    );
    check(
        "It will begin next month.",
        Direction::Future,
        Some(("next month", "2025-06-01", "2025-06-30")),
    );
    check(
        "It will begin in two weeks.",
        Direction::Future,
        Some(("in two weeks", "2025-05-26", "2025-06-01")),
    );
    check(
        "It will begin in September.",
        Direction::Future,
        Some(("in September", "2025-09-01", "2025-09-30")),
    );
}

#[test]
fn days_to_come_lie_at_or_after_it() {
    let future = |sentence, text, day| check(sentence, Direction::Future, Some((text, day, day)));
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

//! What gives a line away: bylines, navigation, sentences and headings.

use crate::ingest::words;

/// Beginnings of lines that say who wrote; "by" stands apart, since it needs a name after it.
const WRITTEN: &[&str] = &[
    "reporting by",
    "reported by",
    "written by",
    "additional reporting",
    "compiled by",
    "editing by",
    "edited by",
    "words by",
    "posted by",
    "author:",
    "authors:",
    "by:",
    "editor:",
    "source:",
];

/// Words of the line, counted no further than `most`.
pub(super) fn n_words(line: &str, most: usize) -> usize {
    line.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(most)
        .count()
}

/// Whether the line stops as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*' | '_') || c.is_whitespace()
    });
    line.ends_with(['.', '!', '?', '…', '。', '؟', '۔'])
}

/// The line without the mark of a list, and whether it had one.
pub(super) fn unlisted(line: &str) -> (&str, bool) {
    let rest =
        line.trim_start_matches(['•', '·', '▪', '●', '◦', '‣', '■', '►', '▶', '*', '-', '–']);
    let listed =
        rest.len() < line.len() && (rest.starts_with(char::is_whitespace) || line.starts_with('•'));
    if listed {
        (rest.trim_start(), true)
    } else {
        (line, false)
    }
}

/// Language switches, buttons, teasers, breadcrumbs, cookie lines.
pub(super) fn is_navigation(line: &str) -> bool {
    if is_imprint(line) {
        return true;
    }
    if line.len() > 300 {
        return false;
    }
    let (bare, listed) = unlisted(line);
    if listed && n_words(bare, 3) <= 2 && !ends_sentence(bare) || n_words(bare, 1) == 0 {
        return true;
    }
    let folded = bare.to_lowercase();
    let folded = folded
        .trim_end_matches(['.', ':', '›', '>', '»', '…', '→', '+', ' ', '!'])
        .trim_start_matches(['‹', '<', '«', '←', '▶', ' ']);
    words::navigation().has(folded)
        || words::languages().has(folded)
        || words::navigation_leads().begin(folded) && n_words(bare, 26) <= 25
        || folded
            .split(['|', '/', '·', '•'])
            .all(|part| words::languages().has(part.trim()))
        || is_counter(folded)
        || is_breadcrumb(bare)
        || is_row_of_buttons(folded)
        || folded.starts_with("we ") && folded.contains("cookies") && n_words(folded, 41) <= 40
}

/// "© 2016 The Northern Herald. All rights reserved. …", however long it goes on.
fn is_imprint(line: &str) -> bool {
    let year = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '\u{a0}', '(', 'c', 'C', ')', '©']);
        rest.starts_with("19") || rest.starts_with("20")
    };
    let rest = ["©", "Copyright", "(c) ", "(C) "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    rest.is_some_and(year) && line.len() < 600
}

/// "Accept all   Reject all": buttons side by side.
fn is_row_of_buttons(folded: &str) -> bool {
    let mut buttons = folded
        .split(['|', '·', '•', '\t'])
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .peekable();
    buttons.peek().is_some() && buttons.all(|part| words::navigation().has(part))
}

/// "(Applause.)", "[BEGIN VIDEO CLIP]": what a transcript says of what is not spoken.
pub(super) fn is_direction(line: &str) -> bool {
    let inner = match line.strip_prefix(['(', '[']) {
        Some(rest) => rest.strip_suffix([')', ']']),
        None => None,
    };
    inner.is_some_and(|inner| {
        (1..=5).contains(&n_words(inner, 6)) && !inner.contains(['(', '[', '/', ':'])
    })
}

/// "Q: Has he met them?", "BERG: Mark, has he?", "ANNA BERG, HOST (voice-over): We begin in Oslo.": somebody speaks.
pub(super) fn is_turn(line: &str) -> bool {
    let Some((label, said)) = line.split_once(':') else {
        return false;
    };
    let label = label.split(['(', '[']).next().unwrap_or_default().trim();
    let shouts = label.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !label.chars().any(char::is_lowercase)
        && n_words(label, 9) <= 8;
    said.starts_with(char::is_whitespace) && (shouts || matches!(label, "Q" | "A"))
}

/// "3 min read", "1 of 7", "image 2 of 5", "12 comments", "250 shares".
fn is_counter(folded: &str) -> bool {
    let mut n_numbers = 0;
    let rest: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || c == '/' || c == '-')
        .filter(|word| {
            let number = word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
            n_numbers += usize::from(number);
            !number && !word.is_empty()
        })
        .take(5)
        .collect();
    n_numbers > 0
        && matches!(
            rest.as_slice(),
            ["min" | "mins" | "minute" | "minutes", "read"]
                | ["of"]
                | ["image" | "photo" | "slide" | "picture", "of"]
                | ["comments" | "comment" | "shares" | "share" | "views" | "likes"]
                | ["min" | "mins" | "minutes"]
                | ["list", "of", "items"]
                | ["list", "of"]
                | [
                    "hour"
                        | "hours"
                        | "min"
                        | "mins"
                        | "minute"
                        | "minutes"
                        | "day"
                        | "days"
                        | "week"
                        | "weeks",
                    "ago"
                ]
        )
}

/// "Home > World > Middle East", "News | World".
fn is_breadcrumb(line: &str) -> bool {
    let parts: Vec<&str> = line
        .split(['>', '›', '»', '|'])
        .map(str::trim)
        .take(7)
        .collect();
    let known = |part: &&str| words::navigation().has(&part.to_lowercase());
    (2..=6).contains(&parts.len())
        && parts.iter().all(|part| n_words(part, 5) <= 4)
        && parts.first().is_some_and(known)
}

/// "By Ama Mensah", "Reporting by A; editing by B", "Agencies", "Ama Mensah in Oslo".
pub(super) fn is_byline(line: &str) -> bool {
    if line.len() > 240 {
        return false;
    }
    let folded = line.to_lowercase();
    let folded = folded.trim_start_matches(['(', '*', '_', '—', '–', '-', ' ']);
    if words::desks().has(folded.trim_end_matches(['.', '*', '_']))
        || WRITTEN.iter().any(|lead| folded.starts_with(lead))
    {
        return true;
    }
    if let Some(name) = line
        .trim_start_matches(['*', '_'])
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))
    {
        return name.starts_with(char::is_uppercase)
            && !ends_sentence(line)
            && n_words(name, 20) <= 16
            && mostly_names(name);
    }
    is_name_in_place(line) || is_mail_address(line) || is_post(line) || is_sign_off(folded)
}

/// "Ama Mensah and Jon Berg", "Ama Mensah, Jon Berg and Ida Holm": names and nothing else.
pub(super) fn are_names(line: &str) -> bool {
    let names = || line.split(", ").flat_map(|part| part.split(" and "));
    names().count() >= 2 && names().all(is_name)
}

/// "Ama Mensah | Oslo | 5 March 2025": who wrote, before a bar.
pub(super) fn is_signed(line: &str) -> bool {
    let first = line.split(['|', '•', '·']).next().unwrap_or_default();
    let first = first.trim();
    first.len() + 2 < line.len() && (is_name(first) || are_names(first))
}

/// "Ama Mensah, Defence and security editor".
fn is_post(line: &str) -> bool {
    let last = line
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let post = matches!(
        last.as_str(),
        "editor" | "correspondent" | "reporter" | "writer" | "columnist"
    );
    let names = line
        .split_whitespace()
        .take(2)
        .all(|word| word.starts_with(char::is_uppercase));
    post && names && (3..=10).contains(&n_words(line, 11))
}

/// "Berg reported from Oslo.", "Ama Mensah contributed to this report."
fn is_sign_off(folded: &str) -> bool {
    let from = folded
        .find(" reported from ")
        .is_some_and(|at| n_words(folded.get(..at).unwrap_or_default(), 9) <= 8);
    n_words(folded, 31) <= 30
        && (from && !folded.contains([':', '"', '“'])
            || folded.contains(" contributed to this ")
            || folded.contains(" contributed reporting"))
}

/// "Ama Mensah in Oslo", "Ama Mensah and Jon Berg in Addis Ababa".
fn is_name_in_place(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(10).collect();
    let Some(at) = words.iter().position(|&word| word == "in") else {
        return false;
    };
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "de" | "bin" | "al" | "van")
    };
    (2..=6).contains(&at)
        && (at + 2..=at + 4).contains(&words.len())
        && !line.ends_with(['.', '!', '?', ':'])
        && words
            .iter()
            .enumerate()
            .all(|(i, &word)| i == at || capital(word))
}

fn is_mail_address(line: &str) -> bool {
    !line.contains(char::is_whitespace)
        && line.contains('@')
        && line.contains('.')
        && !line.starts_with('@')
}

/// Two to four capitalised words and nothing else.
pub(super) fn is_name(line: &str) -> bool {
    let plain = line
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    let words = || line.split_whitespace().take(5);
    plain
        && (2..=4).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
        && !line.ends_with('.')
}

/// Most words are capitalised, as in a list of names.
pub(super) fn mostly_names(line: &str) -> bool {
    let words = || {
        line.split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic))
            .take(20)
    };
    let n_capital = words()
        .filter(|word| {
            word.trim_start_matches(['(', '"', '“'])
                .starts_with(char::is_uppercase)
        })
        .count();
    n_capital * 3 >= words().count() * 2
}

/// Short, no full stop, begins as a title does: may be a headline or a heading.
pub(super) fn is_heading(line: &str, most_words: usize) -> bool {
    let question = line.ends_with('?') || line.ends_with('!');
    let begins = line.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || matches!(
                c,
                '"' | '“' | '‘' | '\'' | '#' | '*' | '(' | '[' | '@' | '$' | '£' | '€'
            )
            || c.is_alphabetic() && !c.is_lowercase()
    });
    begins
        && !is_turn(line)
        && (!ends_sentence(line) || question || line.ends_with("U.S."))
        && !line.ends_with([':', ',', ';'])
        && n_words(line, most_words + 1) <= most_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn navigation_is_known_by_its_words() {
        for line in [
            "• English",
            "• Arabic",
            "العربية",
            "Share",
            "Read more",
            "READ MORE:  Ministers meet again",
            "3 min read",
            "1 of 7",
            "Advertisement",
            "We use cookies to give you the best experience.",
            "Home > World > Africa",
            "English | Français",
            "Accept all   Reject all",
            "We and our 842 partners store and access information on a device, such as cookies.",
            "© 2016 Northern Herald Ltd. All rights reserved. The Northern Herald answers for nothing on the pages of others.",
            "Subscribe to our newsletter",
            "* * *",
        ] {
            assert!(is_navigation(line), "{line}");
        }
        for line in [
            "• Both sides agreed to meet again.",
            "Share prices fell in Lagos.",
            "Talks in Oslo",
            "Home rule is on the table | talks go on in Oslo today",
            "English ships left port",
        ] {
            assert!(!is_navigation(line), "{line}");
        }
    }

    #[test]
    fn what_is_not_spoken_and_who_speaks() {
        for line in ["(Applause.)", "[BEGIN VIDEO CLIP]", "(voice-over)"] {
            assert!(is_direction(line), "{line}");
        }
        for line in ["(AFP) Oslo", "(Ama Mensah/AFP)", "He left (late)."] {
            assert!(!is_direction(line), "{line}");
        }
        for line in [
            "Q: Has he met them?",
            "BERG: Mark, has he?",
            "ANNA BERG, HOST (voice-over): We begin in Oslo.",
        ] {
            assert!(is_turn(line) && !is_heading(line, 12), "{line}");
        }
        for line in ["Analysis: what now?", "16:05 Envoys meet", "OSLO:"] {
            assert!(!is_turn(line), "{line}");
        }
    }

    #[test]
    fn names_sign_a_page() {
        assert!(are_names("Ama Mensah, Jon Berg and Ida Holm"));
        assert!(!are_names("Ama Mensah") && !are_names("Chad and Niger meet"));
        assert!(is_signed("Ama Mensah | Oslo | 5 March 2025"));
        assert!(!is_signed("Oslo, 5 March 2025"));
    }

    #[test]
    fn bylines_need_names() {
        for line in [
            "By Ama Mensah",
            "By Ama Mensah and Jon Berg, The Northern Herald",
            "Reporting by A. Mensah; editing by J. Berg",
            "Ama Mensah in Oslo",
            "Agencies",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By Friday the two sides had met again.",
            "By the time they met it was late",
            "Ministers meet in Oslo",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }
}

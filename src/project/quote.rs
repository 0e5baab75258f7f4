//! Finding words again in a text that was changed: by the words themselves and what stands around them, as the
//! TextQuoteSelector of the W3C Web Annotation model does.

use crate::model::Span;

/// Characters before and after that tell two places of the same words apart.
const AROUND: usize = 32;

/// Where the words of `old` at `span` stand in `new`. `None` unless there is one place only: the only one with both
/// neighbourhoods, else the only one with either, else the only one at all.
pub fn find_again(old: &str, span: Span, new: &str) -> Option<Span> {
    let exact = old.get(span.range()).filter(|words| !words.is_empty())?;
    let prefix = tail(old.get(..span.start())?);
    let suffix = head(old.get(span.end()..)?);
    let places: Vec<usize> = new.match_indices(exact).map(|(at, _)| at).collect();
    let before = |at: &usize| new.get(..*at).is_some_and(|text| text.ends_with(prefix));
    let after = |at: &usize| {
        let rest = new.get(at + exact.len()..);
        rest.is_some_and(|text| text.starts_with(suffix))
    };
    let only = |fits: &dyn Fn(&usize) -> bool| {
        let mut fitting = places.iter().filter(|at| fits(at));
        let first = fitting.next().copied();
        (first, fitting.next().is_some())
    };
    let steps: [&dyn Fn(&usize) -> bool; 3] = [
        &|at| before(at) && after(at),
        &|at| before(at) || after(at),
        &|_| true,
    ];
    for fits in steps {
        match only(fits) {
            (Some(at), false) => return Some(Span::new(at, at + exact.len())),
            // Several fit: to choose one would be to guess.
            (Some(_), true) => return None,
            (None, _) => {}
        }
    }
    None
}

fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(AROUND - 1);
    from.map_or(text, |(at, _)| text.get(at..).unwrap_or_default())
}

fn head(text: &str) -> &str {
    let to = text.char_indices().nth(AROUND);
    to.map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "Ms Holm spoke. In Oslo, Ms Holm met Mr Lund – again. Mr Lund left.";

    fn check(words: &str, new: &str, expected: Option<&str>) {
        let start = OLD.find(words).unwrap();
        let found = find_again(OLD, Span::new(start, start + words.len()), new);
        let around = found.map(|span| {
            let end = (span.end() + 5).min(new.len());
            &new[span.start()..end]
        });
        assert_eq!(around, expected, "{words} in {new}");
    }

    #[test]
    fn words_are_found_by_what_stands_around_them() {
        check("Holm", &format!("Corrected. {OLD}"), Some("Holm spok"));
        check(
            "Lund –",
            &OLD.replace("spoke", "talked"),
            Some("Lund – agai"),
        );
        check(
            "Holm met",
            "In Oslo, Ms Holm met Mr Lund.",
            Some("Holm met Mr L"),
        );
        check("Holm", "Ms Holm left", Some("Holm left"));
    }

    #[test]
    fn two_places_or_none_are_orphaned() {
        check("Holm", "Mr Holm left. Dr Holm stayed.", None);
        check("Holm", "Mr Lund left.", None);
        let twice = format!("{OLD} {OLD}");
        check("Oslo", &twice, None);
    }
}

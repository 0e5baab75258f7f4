//! The words by which the furniture of a page is known: `assets/page/*.txt`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of words or phrases in lower case.
pub(super) struct Words {
    sorted: Vec<&'static str>,
    finder: Option<AhoCorasick>,
}

impl Words {
    fn of(file: &'static str) -> Self {
        let mut sorted: Vec<&str> = file
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        sorted.sort_unstable();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&sorted)
            .ok();
        Self { sorted, finder }
    }

    /// Whether `folded`, which is in lower case, is one of the list.
    pub fn has(&self, folded: &str) -> bool {
        self.sorted.binary_search(&folded).is_ok()
    }

    /// Whether `folded` begins with one of the list, a whole word.
    pub fn begin(&self, folded: &str) -> bool {
        self.places(folded).any(|at| at == 0)
    }

    /// Whether one of the list stands in `folded`, as whole words.
    pub fn are_in(&self, folded: &str) -> bool {
        self.places(folded).next().is_some()
    }

    /// Where those of the list stand in `folded`, as whole words.
    pub fn places(&self, folded: &str) -> impl Iterator<Item = usize> {
        let part_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = move |start: usize, end: usize| {
            let edge = |at: usize| {
                part_of_word(folded.get(..at).and_then(|head| head.chars().next_back()))
                    && part_of_word(folded.get(at..).and_then(|tail| tail.chars().next()))
            };
            !edge(start) && !edge(end)
        };
        let matches = self
            .finder
            .iter()
            .flat_map(move |finder| finder.find_iter(folded));
        matches
            .filter(move |found| whole(found.start(), found.end()))
            .map(|found| found.start())
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $(
            $(#[$doc])*
            pub(super) fn $name() -> &'static Words {
                static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(include_str!(concat!("../../assets/page/", $file))));
                &WORDS
            }
        )+
    };
}

lists! {
    /// Whole lines that belong to a page and not to its story.
    navigation = "navigation.txt";
    /// Beginnings of such lines.
    navigation_leads = "navigation-leads.txt";
    /// Names of languages, as the switch of a page has them.
    languages = "languages.txt";
    /// Whole lines that say who wrote.
    desks = "desks.txt";
    /// Agencies and others that sign pictures and stories.
    agencies = "agencies.txt";
    /// Last words of the names of those who hand out pictures.
    picture_sources = "picture-sources.txt";
    /// Words before the name in a credit.
    credit_labels = "credit-labels.txt";
    /// Words of captions that prose about events hardly uses.
    caption_cues = "caption-cues.txt";
    /// Words of captions that prose uses too.
    caption_hints = "caption-hints.txt";
    /// Last words of the names of papers and stations.
    outlets = "outlets.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert!(caption_cues().are_in("two envoys (l) in oslo"));
        assert!(caption_hints().are_in("two envoys meet in oslo"));
        assert!(!caption_hints().are_in("a meeting, metre by metre"));
        assert!(
            navigation_leads().begin("read more: ministers")
                && !navigation_leads().begin("they read more: much")
        );
        assert!(agencies().has("afp") && !agencies().has("af"));
    }
}

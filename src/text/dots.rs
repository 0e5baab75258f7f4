//! What a full stop after a word means: the end of a sentence, an abbreviation, or both.

use crate::text::chars::{at, before, is_inner, is_opener, is_space, skip, skip_at_most, sticks};
use crate::text::plain;

/// What a full stop does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dot {
    /// Ends a sentence: "They met."
    Ends,
    /// Belongs to its word and ends the sentence too: "He flew to the U.S. The talks …".
    EndsAbbreviation,
    /// Belongs to its word: "Adm. Cooper".
    Abbreviates,
}

/// A name follows: never an end.
const TITLES: &[&str] = &[
    "adm", "amb", "ayat", "brig", "capt", "cmdr", "cmdt", "col", "cpl", "dr", "drs", "ens", "fr",
    "ft", "gen", "gens", "gov", "hon", "insp", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr",
    "mrs", "ms", "mt", "mx", "pres", "prof", "profs", "pte", "pvt", "rear", "rep", "reps", "rev",
    "sen", "sens", "sgt", "sra", "st", "ste", "supt", "vs", "v", "viz", "cf", "e.g", "i.e",
    "al-hajj",
];

/// A number follows; before anything else they are plain words: "No. We will not."
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "sec", "secs", "para", "paras", "p", "pp", "pt", "vol",
    "vols", "fig", "figs", "ch", "ca", "c", "approx", "est", "res", "op", "ed", "n", "s", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "b", "d", "m", "div", "ext",
];

/// May end a sentence or not; the word after them tells.
const LOOSE: &[&str] = &[
    "assn", "assoc", "ave", "blvd", "bros", "co", "corp", "dept", "est", "esq", "etc", "govt",
    "hq", "inc", "intl", "jr", "ltd", "llc", "natl", "plc", "pte", "pty", "ret", "sr", "univ",
    "ariz", "ark", "calif", "colo", "conn", "fla", "ga", "kan", "ky", "md", "mich", "minn", "mont",
    "neb", "nev", "okla", "tenn", "tex", "va", "vt", "wis", "wyo", "ph.d", "jan", "feb", "apr",
    "aug", "sept", "oct", "nov", "dec", "al",
];

/// Capitalised, these begin a sentence and hardly ever continue a name.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "earlier",
    "even",
    "for",
    "from",
    "had",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "my",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
];

/// Zones that follow "9 p.m."
const ZONES: &[&str] = &[
    "gmt", "utc", "bst", "cet", "cest", "est", "edt", "et", "eastern", "pst", "pt", "ist", "local",
    "moscow",
];

/// Longest word worth looking up before a full stop, in characters.
const LONGEST: usize = 10;

/// What the full stop at byte `dot` of `text` does. Looks at a bounded stretch on either side.
pub(super) fn dot_at(text: &str, dot: usize) -> Dot {
    let word = word_before(text, dot);
    let folded = plain(word).to_lowercase();
    let next = Next::after(text, dot + 1);
    if word.is_empty() {
        return Dot::Ends;
    }
    let loose = || {
        if next.begins_a_sentence() {
            Dot::EndsAbbreviation
        } else {
            Dot::Abbreviates
        }
    };
    if is_initial(word) {
        // "J. D. Vance" and "Boutros B. Ghali", but "They chose plan B. The others left."
        let initial = next.is_capital() && !next.begins_a_sentence();
        return if initial { Dot::Abbreviates } else { Dot::Ends };
    }
    if TITLES.contains(&folded.as_str())
        && !(next.word.is_empty() || folded == "v" && !next.is_capital())
    {
        return Dot::Abbreviates;
    }
    if BEFORE_NUMBERS.contains(&folded.as_str()) && next.is_number() {
        return Dot::Abbreviates;
    }
    if matches!(folded.as_str(), "a.m" | "p.m") {
        // "at 9 p.m. GMT" goes on, "at 9 p.m. Officials said" does not.
        let ends =
            next.is_capital() && !ZONES.contains(&next.folded().as_str()) || next.word.is_empty();
        return if ends {
            Dot::EndsAbbreviation
        } else {
            Dot::Abbreviates
        };
    }
    if is_acronym(word) || LOOSE.contains(&folded.as_str()) && starts_upper(word) || folded == "etc"
    {
        return loose();
    }
    Dot::Ends
}

/// "U.S" and "a.m": single letters with full stops between them.
pub(super) fn is_acronym(word: &str) -> bool {
    let mut n_letters = 0;
    let single = plain(word).split('.').all(|part| {
        n_letters += 1;
        part.chars().count() == 1 && part.chars().all(char::is_alphabetic)
    });
    single && n_letters > 1
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars().filter(|&c| !sticks(c));
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// The word that ends at `dot`, full stops inside included; empty where it is longer than any abbreviation.
fn word_before(text: &str, dot: usize) -> &str {
    let mut start = dot;
    for _ in 0..=LONGEST {
        match before(text, start) {
            Some(c) if is_inner(c) || c == '.' => start -= c.len_utf8(),
            _ => return text.get(start..dot).unwrap_or_default(),
        }
    }
    "a word too long to be short"
}

/// What follows a full stop.
struct Next<'a> {
    word: &'a str,
    /// An opening bracket or quote stands before the word.
    opened: bool,
    /// A full stop stands right after the word: "J. A. Smith".
    dotted: bool,
}

impl<'a> Next<'a> {
    fn after(text: &'a str, from: usize) -> Self {
        let space = skip(text, from, |c| is_space(c) || sticks(c));
        let start = skip_at_most(text, space, 3, |c| is_opener(c) || sticks(c));
        let end = skip_at_most(text, start, 16, is_inner);
        Self {
            word: text.get(start..end).unwrap_or_default(),
            opened: start > space,
            dotted: at(text, end) == Some('.'),
        }
    }

    fn folded(&self) -> String {
        plain(self.word).to_lowercase()
    }

    fn is_capital(&self) -> bool {
        starts_upper(self.word)
    }

    fn is_number(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_numeric)
    }

    /// "The", "He": or nothing at all. "A." is an initial, "(" goes on.
    fn begins_a_sentence(&self) -> bool {
        if self.word.is_empty() {
            return !self.opened;
        }
        let single = self.word.chars().nth(1).is_none();
        self.is_capital() && !(single && self.dotted) && STARTERS.contains(&self.folded().as_str())
    }
}

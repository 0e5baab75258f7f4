//! The closed classes of English, and words that look like what they are not.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::extract::clause::words::Tag;
use crate::text::memo::Hash;

/// Whether `word` is one of a list written as words between blanks.
pub(crate) fn is_in(list: &'static str, word: &str) -> bool {
    /// Shorter lists are walked.
    const LONG: usize = 80;
    type Lists = HashMap<(*const u8, usize), HashSet<&'static str, Hash>, Hash>;
    thread_local! {
        /// Long lists cut into words.
        static LISTS: RefCell<Lists> = RefCell::default();
    }
    if list.len() < LONG {
        return stands_in(list, word);
    }
    LISTS.with_borrow_mut(|lists| {
        let words = lists.entry((list.as_ptr(), list.len()));
        let words = words.or_insert_with(|| list.split_ascii_whitespace().collect());
        words.contains(word)
    })
}

fn stands_in(list: &str, word: &str) -> bool {
    let (list, word) = (list.as_bytes(), word.as_bytes());
    let mut start = 0;
    loop {
        let end = start + word.len();
        let begins = list.get(start) == word.first() || word.is_empty();
        if begins
            && matches!(list.get(end), None | Some(b' '))
            && list.get(start..end) == Some(word)
        {
            return !word.contains(&b' ');
        }
        let rest = list.get(start..).unwrap_or_default();
        match rest.iter().position(|&byte| byte == b' ') {
            Some(blank) => start += blank + 1,
            None => return false,
        }
    }
}

/// The closed classes. Prepositions that also open clauses ("after") count as prepositions.
pub(super) const CLASSES: &[(Tag, &str)] = &[
    (
        Tag::Determiner,
        "the a an this these those some any all both each every no another several many few most other \
         such more either neither half much same own",
    ),
    (Tag::Owner, "its his her their our my your"),
    (
        Tag::Pronoun,
        "he she it they we i you him them us me himself itself themselves herself others anyone everyone \
         nobody there",
    ),
    (
        Tag::Modal,
        "will would could may might should must can shall 'll ca wo won't wouldn't couldn't shouldn't \
         can't cannot mustn't",
    ),
    (
        Tag::Be,
        "is are was were be been being am 're 'm isn't aren't wasn't weren't",
    ),
    (Tag::Have, "has have had having 've hasn't haven't hadn't"),
    (Tag::Do, "do does did don't doesn't didn't"),
    (Tag::Not, "not never n't nor hardly barely"),
    (Tag::Relative, "who which whom whose"),
    (
        Tag::Subordinator,
        "if because although though while whereas unless whether when once where how why what lest",
    ),
    (
        Tag::Preposition,
        "of in on at by with from for against between among over under near into onto through about \
         during within without toward towards across around behind beyond despite off outside inside \
         throughout upon via amid alongside along above below aboard except like per versus including \
         regarding concerning following besides beside to after before since until till as than",
    ),
    (
        Tag::Adverb,
        "also again ahead still now then already so far even meanwhile however instead together here yet \
         just only too very once ever always often soon later earlier ago back away home abroad up down \
         out forward aside afterwards nearby elsewhere perhaps maybe thus therefore nevertheless moreover \
         otherwise almost nearly quite rather first long indeed apart face-to-face alike overseas",
    ),
    (Tag::And, "and or but &"),
    (Tag::That, "that"),
];

/// Words that do one word's work, told by their first.
pub(super) const PHRASES: &[(&str, Tag)] = &[
    ("on the outskirts of", Tag::Preposition),
    ("on the sidelines of", Tag::Preposition),
    ("on the margins of", Tag::Preposition),
    ("off the coast of", Tag::Preposition),
    ("with the aid of", Tag::Preposition),
    ("with the help of", Tag::Preposition),
    ("tens of thousands of", Tag::Determiner),
    ("hundreds of thousands of", Tag::Determiner),
    ("as well as", Tag::And),
    ("in front of", Tag::Preposition),
    ("on behalf of", Tag::Preposition),
    ("in response to", Tag::Preposition),
    ("in retaliation for", Tag::Preposition),
    ("in support of", Tag::Preposition),
    ("in favour of", Tag::Preposition),
    ("in favor of", Tag::Preposition),
    ("in protest at", Tag::Preposition),
    ("as part of", Tag::Preposition),
    ("as many as", Tag::Determiner),
    ("as much as", Tag::Determiner),
    ("a number of", Tag::Determiner),
    ("a series of", Tag::Determiner),
    ("a group of", Tag::Determiner),
    ("ahead of", Tag::Preposition),
    ("according to", Tag::Preposition),
    ("because of", Tag::Preposition),
    ("instead of", Tag::Preposition),
    ("rather than", Tag::Preposition),
    ("such as", Tag::Preposition),
    ("along with", Tag::And),
    ("together with", Tag::And),
    ("but not", Tag::Break),
    ("away from", Tag::Preposition),
    ("close to", Tag::Preposition),
    ("next to", Tag::Preposition),
    ("due to", Tag::Preposition),
    ("out of", Tag::Preposition),
    ("as if", Tag::Subordinator),
    ("even as", Tag::Subordinator),
    ("even though", Tag::Subordinator),
    ("so that", Tag::Subordinator),
    ("more than", Tag::Determiner),
    ("less than", Tag::Determiner),
    ("fewer than", Tag::Determiner),
    ("up to", Tag::Determiner),
    ("at least", Tag::Determiner),
    ("at most", Tag::Determiner),
    ("some of", Tag::Determiner),
    ("half of", Tag::Determiner),
    ("all of", Tag::Determiner),
    ("most of", Tag::Determiner),
    ("both of", Tag::Determiner),
    ("thousands of", Tag::Determiner),
    ("hundreds of", Tag::Determiner),
    ("dozens of", Tag::Determiner),
    ("scores of", Tag::Determiner),
    ("part of", Tag::Determiner),
    ("no longer", Tag::Not),
    ("several of", Tag::Determiner),
    ("many of", Tag::Determiner),
    ("none of", Tag::Determiner),
    ("each of", Tag::Determiner),
    ("any of", Tag::Determiner),
    ("three of", Tag::Determiner),
    ("two of", Tag::Determiner),
    ("one of", Tag::Determiner),
    ("parts of", Tag::Determiner),
];

/// Nouns and adjectives that end like adverbs.
pub(super) const LY_NOUNS: &str = "family assembly supply rally reply anomaly monopoly apply comply multiply imply early friendly \
     elderly deadly daily weekly monthly orderly";

/// Nouns in -ing that are no participle: "a bombing campaign", "the meeting in Oslo".
pub(super) const ING_NOUNS: &str = "meeting bombing shelling backing building training warning killing hearing funding housing \
     bargaining peacekeeping briefing shooting fighting ceiling morning evening thing king wing ring \
     spring nothing something anything everything crossing feeling beginning being spending \
     trading banking shipping engineering offering landing sitting finding gathering holding uprising \
     understanding opening setting proceeding undertaking voting ruling mining policing outstanding \
     rating signing lifting polling beijing dealing";

/// Participles that are adjectives before a noun or after "be".
pub(super) const ADJECTIVES: &str = "neighboring neighbouring outgoing incoming occupying devastating far-reaching ruling governing \
     existing opposing warring surrounding willing unwilling sweeping \
     growing increasing continuing ongoing overwhelming emerging \
     developing promising alarming damning binding crippling long-standing outstanding upcoming";

/// Past forms that look like the infinitive.
pub(super) const UNCHANGED: &str = "hit set put cut let read split spread cast quit hurt shut shed cost forecast broadcast come \
     become run overcome undercut burst bid beat";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_stand_in_a_list() {
        let list = "aid aide envoy";
        for word in list.split(' ') {
            assert!(is_in(list, word), "{word}");
        }
        for word in ["ai", "ide", "envoys", "aid aide", "", "é"] {
            assert!(!is_in(list, word), "{word}");
        }
        for word in ING_NOUNS.split(' ').chain(["bombin", "", "king wing", "x"]) {
            assert_eq!(is_in(ING_NOUNS, word), stands_in(ING_NOUNS, word), "{word}");
        }
    }
}

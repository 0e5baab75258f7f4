//! Words and what part they play, from closed word classes, verb endings and the mentions.
//!
//! A learned tagger can take this file's place: what follows asks only for [`Tag`]s.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::extract::clause::classes::{CLASSES, LY_NOUNS, PHRASES, is_in};
use crate::extract::clause::open_class::{may_be_base, open_class, starts_infinitive};
use crate::extract::clause::tree::Tree;
use crate::extract::clause::verbs::{VerbForm, is_verb, verb_form};
use crate::model::{Form, Mention, Span};
use crate::text::{Deprel, Token, TokenKind, Upos};

/// The part a word plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag {
    /// Inside a name, a demonym or a metonym.
    Name,
    Noun,
    /// A word of an office: "Secretary of State".
    Title,
    /// A participle or adjective that only leads to a noun.
    Modifier,
    Determiner,
    /// "'s"
    Possessive,
    /// "its", "their"
    Owner,
    Pronoun,
    Number,
    Verb(VerbForm),
    Be,
    Have,
    Do,
    Modal,
    /// "to" before a verb
    To,
    Preposition,
    And,
    /// "that"
    That,
    /// "after", "if", "while"
    Subordinator,
    /// "who", "which"
    Relative,
    Adverb,
    /// A word that belongs to the one before it: "of" in "ahead of".
    Glue,
    Not,
    /// "on Friday", "last week"
    Time,
    Comma,
    /// A semicolon, colon or dash.
    Break,
    Quote,
    Open,
    Close,
    Hyphen,
    /// The end of the sentence, and whatever lies outside it.
    Edge,
}

/// One word of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub span: Span,
    pub lower: String,
    pub tag: Tag,
    /// Of a verb its infinitive; of a preposition of several words all of them; else as `lower`.
    pub lemma: String,
}

/// The words of a sentence with their tags. `times` are stretches that say when, `titles` offices as printed.
pub(super) fn words(
    text: &str,
    tokens: &[Token],
    mentions: &[Mention],
    times: &[Span],
    titles: &[Span],
) -> Vec<Word> {
    let names: Vec<Span> = mentions
        .iter()
        .filter(|mention| !matches!(mention.form, Form::Nominal | Form::Pronoun))
        .map(|mention| mention.span)
        .collect();
    let mut words: Vec<Word> = tokens
        .iter()
        .map(|token| word(text, token, &names, times, titles))
        .collect();
    join_phrases(&mut words);
    pass_over_own(&mut words);
    count_times(&mut words);
    for at in 0..words.len() {
        let tag = settled(&words, at);
        // "regional armed groups": what is described has no verb in it.
        let described = words.get(at).is_some_and(|word| {
            mentions.iter().any(|mention| {
                mention.form == Form::Nominal
                    && mention.span.contains(word.span)
                    && word.span.end() < mention.span.end()
            })
        });
        let tag = match tag {
            Tag::Verb(_) if described => Tag::Modifier,
            // "Seyed": an unknown word with a capital is a name that was not found.
            Tag::Verb(_) if at > 0 && is_unknown_name(text, &words, at) => Tag::Noun,
            // "have each offered", not "have both sides agreed".
            Tag::Determiner if is_floating(&words, at) => Tag::Adverb,
            // "has since left".
            Tag::Preposition | Tag::Subordinator if is_since_then(&words, at) => Tag::Adverb,
            tag => tag,
        };
        put(&mut words, at, tag);
    }
    words
}

/// "bombed Chad five times": how often is no thing.
fn count_times(words: &mut [Word]) {
    for at in 1..words.len() {
        let Some([number, times]) = words.get_mut(at - 1..=at) else {
            break;
        };
        let counts = number.tag == Tag::Number
            || matches!(
                number.lower.as_str(),
                "several" | "many" | "countless" | "two" | "three" | "four" | "five" | "six"
            );
        if counts && times.lower == "times" && times.tag == Tag::Noun {
            number.tag = Tag::Time;
            times.tag = Tag::Time;
        }
    }
}

/// "a deal of his own with Chad": three words that tell nothing.
fn pass_over_own(words: &mut [Word]) {
    for at in 0..words.len() {
        let [of, whose, own, ..] = words.get_mut(at..).unwrap_or_default() else {
            break;
        };
        if of.lower == "of" && whose.tag == Tag::Owner && own.lower == "own" {
            for word in [of, whose, own] {
                word.tag = Tag::Adverb;
            }
        }
    }
}

/// "a travel ban and asset freeze": what only its neighbours made a verb is a noun where the tagger sees one behind a noun.
pub(super) fn heed(words: &mut [Word], tree: &Tree) {
    for at in 1..words.len() {
        let Some([before, word]) = words.get(at - 1..=at) else {
            continue;
        };
        let bare = matches!(word.tag, Tag::Verb(VerbForm::Base)) && before.tag == Tag::Noun;
        let noun = |at: usize| tree.pos(at).is_some_and(|pos| pos.upos() == Upos::Noun);
        if bare && noun(at) && noun(at - 1) && tree.relation(at - 1) == Deprel::Compound {
            put(words, at, Tag::Noun);
        }
    }
}

fn is_floating(words: &[Word], at: usize) -> bool {
    let is = |at: usize, of: fn(&Word) -> bool| words.get(at).is_some_and(of);
    is(at, |word| matches!(word.lower.as_str(), "each" | "both"))
        && matches!(before(words, at), Tag::Have | Tag::Be | Tag::Modal)
        && is(at + 1, |next| verb_form(&next.lower).is_some())
}

fn is_since_then(words: &[Word], at: usize) -> bool {
    let is = |at: usize, of: fn(&Word) -> bool| words.get(at).is_some_and(of);
    is(at, |word| word.lower == "since")
        && before(words, at) == Tag::Have
        && is(at + 1, |next| verb_form(&next.lower).is_some())
}

fn is_unknown_name(text: &str, words: &[Word], at: usize) -> bool {
    let Some((before, word)) = at
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .zip(words.get(at))
    else {
        return false;
    };
    let capital = word.span.of(text).starts_with(char::is_uppercase);
    let unknown = verb_form(&word.lower).is_none_or(|(lemma, _)| !is_verb(&lemma));
    capital && unknown && !matches!(before.tag, Tag::Quote | Tag::Break)
}

/// A word by itself: names, times, closed classes; a noun if nothing else.
fn word(text: &str, token: &Token, names: &[Span], times: &[Span], titles: &[Span]) -> Word {
    let surface = token.span.of(text);
    let lower = surface.to_lowercase().replace('’', "'");
    let within = |spans: &[Span]| spans.iter().any(|span| span.contains(token.span));
    let tag = if within(names) {
        Tag::Name
    } else if within(times) {
        Tag::Time
    } else if within(titles)
        && token.kind == TokenKind::Word
        && !matches!(lower.as_str(), "former" | "the")
    {
        Tag::Title
    } else if matches!(lower.as_str(), "'s" | "'") {
        Tag::Possessive
    } else if surface.len() > 1 && surface.chars().all(char::is_uppercase) {
        // "US", "WHO": no pronouns.
        Tag::Noun
    } else {
        match token.kind {
            TokenKind::Punctuation => punctuation(&lower),
            TokenKind::Number => Tag::Number,
            TokenKind::Word => closed_class(&lower),
        }
    };
    Word {
        span: token.span,
        lemma: lower.clone(),
        lower,
        tag,
    }
}

fn closed_class(lower: &str) -> Tag {
    static TAGS: LazyLock<HashMap<&str, Tag>> = LazyLock::new(|| {
        // Of a word in two classes the first counts.
        let words = CLASSES.iter().rev();
        words
            .flat_map(|(tag, list)| list.split(' ').map(|word| (word, *tag)))
            .collect()
    });
    match TAGS.get(lower) {
        Some(tag) => *tag,
        None if lower.len() > 4 && lower.ends_with("ly") && !is_in(LY_NOUNS, lower) => Tag::Adverb,
        None => Tag::Noun,
    }
}

fn punctuation(lower: &str) -> Tag {
    match lower {
        "," => Tag::Comma,
        ";" | ":" | "—" | "–" | "--" => Tag::Break,
        "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "‘" => Tag::Quote,
        "(" | "[" | "{" => Tag::Open,
        ")" | "]" | "}" => Tag::Close,
        "'s" | "'" => Tag::Possessive,
        "-" => Tag::Hyphen,
        "." | "!" | "?" | "…" => Tag::Edge,
        "&" => Tag::And,
        _ => Tag::Adverb,
    }
}

/// [`PHRASES`] in their order.
fn phrases_by_first_word() -> &'static HashMap<&'static str, Vec<(&'static str, Tag)>> {
    static PHRASES_BY_WORD: LazyLock<HashMap<&str, Vec<(&str, Tag)>>> = LazyLock::new(|| {
        let mut by_word: HashMap<&str, Vec<(&str, Tag)>> = HashMap::new();
        for &(phrase, tag) in PHRASES {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            by_word.entry(first).or_default().push((phrase, tag));
        }
        by_word
    });
    &PHRASES_BY_WORD
}

/// "ahead of", "according to": the first word stands for all.
fn join_phrases(words: &mut [Word]) {
    for at in 0..words.len() {
        // Inside a longer phrase, or a name.
        if words
            .get(at)
            .is_none_or(|word| matches!(word.tag, Tag::Name | Tag::Time | Tag::Title | Tag::Glue))
        {
            continue;
        }
        let here = words.get(at..).unwrap_or_default();
        let first = here.first().map_or("", |word| word.lower.as_str());
        let starts = |(phrase, _): &&(&str, Tag)| {
            let mut here = here.iter();
            phrase
                .split(' ')
                .all(|want| here.next().is_some_and(|word| word.lower == want))
        };
        let phrases = phrases_by_first_word().get(first);
        let Some((phrase, tag)) = phrases.and_then(|phrases| phrases.iter().find(starts)) else {
            continue;
        };
        // "is due to meet".
        if *phrase == "due to" && at > 0 && leads_to_base(words, at) {
            continue;
        }
        let n_words = phrase.split(' ').count();
        for (step, word) in words.iter_mut().skip(at).take(n_words).enumerate() {
            word.tag = match (step, tag) {
                (0, _) | (_, Tag::Determiner) => *tag,
                _ => Tag::Glue,
            };
            if step == 0 {
                word.lemma = (*phrase).to_owned();
            }
        }
    }
}

/// Whether "due to" at `at` stands between a form of "be" and an infinitive.
fn leads_to_base(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 2);
    before(words, at) == Tag::Be
        && next.is_some_and(|next| next.tag == Tag::Noun && may_be_base(&next.lower))
}

fn put(words: &mut [Word], at: usize, tag: Tag) {
    let Some(word) = words.get_mut(at) else {
        return;
    };
    word.tag = tag;
    match tag {
        Tag::Verb(_) => {
            if let Some((lemma, _)) = verb_form(&word.lower) {
                word.lemma = lemma;
            }
        }
        Tag::Noun => word.lemma = singular(&word.lower),
        _ => {}
    }
}

/// The tag of a word among its neighbours; those before it are settled.
fn settled(words: &[Word], at: usize) -> Tag {
    let Some(word) = words.get(at) else {
        return Tag::Edge;
    };
    let last = at.checked_sub(1).and_then(|before| words.get(before));
    let next = words.get(at + 1);
    let touches = |a: Option<&Word>, b: Option<&Word>| matches!((a, b), (Some(a), Some(b)) if a.span.end() == b.span.start());
    match word.tag {
        // "Iran's" owns, "it's" is; a quote mark that follows nothing is a quote mark.
        Tag::Possessive
            if word.lower == "'s"
                && last.is_some_and(|w| matches!(w.tag, Tag::Pronoun | Tag::That)) =>
        {
            Tag::Be
        }
        Tag::Possessive
            if !touches(last, Some(word))
                || !last.is_some_and(|w| matches!(w.tag, Tag::Noun | Tag::Name | Tag::Title)) =>
        {
            Tag::Quote
        }
        Tag::Hyphen if !touches(last, Some(word)) || !touches(Some(word), next) => Tag::Break,
        Tag::Preposition
            if word.lower == "to"
                && next.is_some_and(|next| {
                    next.tag == Tag::Noun && may_be_base(&next.lower) || starts_infinitive(next)
                }) =>
        {
            Tag::To
        }
        // "over 870 missions"
        Tag::Preposition
            if matches!(word.lower.as_str(), "over" | "about" | "around" | "under")
                && next.is_some_and(|next| next.tag == Tag::Number) =>
        {
            Tag::Determiner
        }
        // "during that war": a pointer, where "said that war" would be a clause.
        Tag::That if last.is_some_and(|w| w.tag == Tag::Preposition) => Tag::Determiner,
        Tag::Owner
            if word.lower == "her"
                && !next.is_some_and(|next| {
                    matches!(next.tag, Tag::Noun | Tag::Name | Tag::Title | Tag::Number)
                }) =>
        {
            Tag::Pronoun
        }
        // "whose ship sank"
        Tag::Noun if last.is_some_and(|w| w.lower == "whose") => Tag::Noun,
        Tag::Noun => open_class(words, at, &word.lower),
        tag => tag,
    }
}

/// The tag before `at`, over adverbs and dates.
pub(super) fn before(words: &[Word], at: usize) -> Tag {
    let mut back = words
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .map(|word| word.tag);
    back.find(|tag| !matches!(tag, Tag::Adverb | Tag::Glue | Tag::Not | Tag::Time))
        .unwrap_or(Tag::Edge)
}

/// Whether the word at `at` is the first of its clause, but for "why", "how", "never".
pub(super) fn opens_clause(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|last| words.get(last));
    before.is_none_or(|word| {
        matches!(word.tag, Tag::Quote | Tag::Break | Tag::Edge)
            || matches!(
                word.lower.as_str(),
                "why" | "when" | "how" | "where" | "never" | "nor" | "neither" | "only"
            )
    })
}

/// "officials" → "official".
pub(crate) fn singular(noun: &str) -> String {
    let cut = |suffix: &str, with: &str| {
        noun.strip_suffix(suffix)
            .filter(|stem| stem.len() > 1)
            .map(|stem| format!("{stem}{with}"))
    };
    match noun {
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "people" | "talks" | "forces" | "news" | "arms" | "ties" | "goods" => {
            return noun.to_owned();
        }
        _ => {}
    }
    if noun.ends_with("ss") || noun.ends_with("us") || noun.ends_with("is") {
        return noun.to_owned();
    }
    cut("men", "man")
        .or_else(|| cut("ies", "y"))
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("shes", "sh"))
        .or_else(|| cut("ches", "ch"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| cut("s", ""))
        .unwrap_or_else(|| noun.to_owned())
}

//! Words and what part they play, from closed word classes, verb endings and the mentions.
//!
//! A learned tagger can take this file's place: what follows asks only for [`Tag`]s.

use crate::extract::clause::verbs::{VerbForm, is_nounish, verb_form};
use crate::model::{Form, Mention, Span};
use crate::text::{Token, TokenKind};

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

/// The closed classes. Prepositions that also open clauses ("after") count as prepositions.
const CLASSES: &[(Tag, &[&str])] = &[
    (
        Tag::Determiner,
        &[
            "the", "a", "an", "this", "these", "those", "some", "any", "all", "both", "each",
            "every", "no", "another", "several", "many", "few", "most", "other", "such", "more",
            "either", "neither", "half", "much", "same", "own",
        ],
    ),
    (
        Tag::Owner,
        &["its", "his", "her", "their", "our", "my", "your"],
    ),
    (
        Tag::Pronoun,
        &[
            "he",
            "she",
            "it",
            "they",
            "we",
            "i",
            "you",
            "him",
            "them",
            "us",
            "me",
            "himself",
            "itself",
            "themselves",
            "herself",
            "others",
            "anyone",
            "everyone",
            "nobody",
            "there",
        ],
    ),
    (
        Tag::Modal,
        &[
            "will",
            "would",
            "could",
            "may",
            "might",
            "should",
            "must",
            "can",
            "shall",
            "'ll",
            "ca",
            "wo",
            "won't",
            "wouldn't",
            "couldn't",
            "shouldn't",
            "can't",
            "cannot",
            "mustn't",
        ],
    ),
    (
        Tag::Be,
        &[
            "is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m", "isn't",
            "aren't", "wasn't", "weren't",
        ],
    ),
    (
        Tag::Have,
        &[
            "has", "have", "had", "having", "'ve", "hasn't", "haven't", "hadn't",
        ],
    ),
    (
        Tag::Do,
        &["do", "does", "did", "don't", "doesn't", "didn't"],
    ),
    (
        Tag::Not,
        &["not", "never", "n't", "nor", "hardly", "barely"],
    ),
    (Tag::Relative, &["who", "which", "whom", "whose"]),
    (
        Tag::Subordinator,
        &[
            "if", "because", "although", "though", "while", "whereas", "unless", "whether", "when",
            "once", "where", "how", "why", "what", "so", "lest",
        ],
    ),
    (
        Tag::Preposition,
        &[
            "of",
            "in",
            "on",
            "at",
            "by",
            "with",
            "from",
            "for",
            "against",
            "between",
            "among",
            "over",
            "under",
            "near",
            "into",
            "onto",
            "through",
            "about",
            "during",
            "within",
            "without",
            "toward",
            "towards",
            "across",
            "around",
            "behind",
            "beyond",
            "despite",
            "off",
            "outside",
            "inside",
            "throughout",
            "upon",
            "via",
            "amid",
            "alongside",
            "along",
            "above",
            "below",
            "aboard",
            "except",
            "like",
            "per",
            "versus",
            "including",
            "regarding",
            "concerning",
            "following",
            "besides",
            "beside",
            "to",
            "after",
            "before",
            "since",
            "until",
            "till",
            "as",
            "than",
        ],
    ),
    (
        Tag::Adverb,
        &[
            "also",
            "again",
            "ahead",
            "still",
            "now",
            "then",
            "already",
            "so",
            "far",
            "even",
            "meanwhile",
            "however",
            "instead",
            "together",
            "here",
            "yet",
            "just",
            "only",
            "too",
            "very",
            "once",
            "ever",
            "always",
            "often",
            "soon",
            "later",
            "earlier",
            "ago",
            "back",
            "away",
            "home",
            "abroad",
            "up",
            "down",
            "out",
            "forward",
            "aside",
            "afterwards",
            "nearby",
            "elsewhere",
            "perhaps",
            "maybe",
            "thus",
            "therefore",
            "nevertheless",
            "moreover",
            "otherwise",
            "almost",
            "nearly",
            "quite",
            "rather",
            "first",
            "long",
            "indeed",
            "apart",
            "face-to-face",
            "alike",
            "overseas",
        ],
    ),
    (Tag::And, &["and", "or", "but", "&"]),
    (Tag::That, &["that"]),
];
/// Nouns that end like adverbs.
const LY_NOUNS: &[&str] = &[
    "family", "assembly", "supply", "rally", "reply", "anomaly", "monopoly", "apply", "comply",
    "multiply", "imply", "early", "friendly", "likely", "only", "elderly", "deadly", "daily",
    "weekly", "monthly", "orderly",
];
/// Prepositions of several words, told by their first.
const PHRASES: &[(&[&str], Tag)] = &[
    (&["ahead", "of"], Tag::Preposition),
    (&["according", "to"], Tag::Preposition),
    (&["because", "of"], Tag::Preposition),
    (&["instead", "of"], Tag::Preposition),
    (&["rather", "than"], Tag::Preposition),
    (&["such", "as"], Tag::Preposition),
    (&["as", "well", "as"], Tag::And),
    (&["along", "with"], Tag::And),
    (&["together", "with"], Tag::And),
    (&["but", "not"], Tag::Break),
    (&["in", "front", "of"], Tag::Preposition),
    (&["on", "behalf", "of"], Tag::Preposition),
    (&["in", "response", "to"], Tag::Preposition),
    (&["in", "retaliation", "for"], Tag::Preposition),
    (&["in", "support", "of"], Tag::Preposition),
    (&["in", "favour", "of"], Tag::Preposition),
    (&["in", "favor", "of"], Tag::Preposition),
    (&["in", "protest", "at"], Tag::Preposition),
    (&["away", "from"], Tag::Preposition),
    (&["close", "to"], Tag::Preposition),
    (&["next", "to"], Tag::Preposition),
    (&["due", "to"], Tag::Preposition),
    (&["out", "of"], Tag::Preposition),
    (&["as", "part", "of"], Tag::Preposition),
    (&["on", "the", "outskirts", "of"], Tag::Preposition),
    (&["on", "the", "sidelines", "of"], Tag::Preposition),
    (&["on", "the", "margins", "of"], Tag::Preposition),
    (&["off", "the", "coast", "of"], Tag::Preposition),
    (&["with", "the", "aid", "of"], Tag::Preposition),
    (&["with", "the", "help", "of"], Tag::Preposition),
    (&["as", "if"], Tag::Subordinator),
    (&["even", "as"], Tag::Subordinator),
    (&["even", "though"], Tag::Subordinator),
    (&["so", "that"], Tag::Subordinator),
];
/// Nouns in -ing that are no participle: "a bombing campaign", "the meeting in Oslo".
const ING_NOUNS: &[&str] = &[
    "meeting",
    "bombing",
    "shelling",
    "backing",
    "building",
    "training",
    "warning",
    "killing",
    "hearing",
    "funding",
    "housing",
    "bargaining",
    "peacekeeping",
    "briefing",
    "shooting",
    "fighting",
    "ceiling",
    "morning",
    "evening",
    "thing",
    "king",
    "wing",
    "ring",
    "spring",
    "nothing",
    "something",
    "anything",
    "everything",
    "crossing",
    "feeling",
    "beginning",
    "standing",
    "being",
    "spending",
    "trading",
    "banking",
    "shipping",
    "engineering",
    "offering",
    "landing",
    "sitting",
    "finding",
    "gathering",
    "holding",
    "uprising",
    "understanding",
    "opening",
    "setting",
    "proceeding",
    "undertaking",
    "voting",
    "ruling",
    "mining",
    "policing",
    "outstanding",
    "rating",
    "signing",
    "lifting",
    "polling",
    "beijing",
    "dealing",
];

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
    for at in 0..words.len() {
        let tag = settled(&words, at);
        put(&mut words, at, tag);
    }
    words
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
    let class = CLASSES.iter().find(|(_, list)| list.contains(&lower));
    match class {
        Some((tag, _)) => *tag,
        None if lower.len() > 4 && lower.ends_with("ly") && !LY_NOUNS.contains(&lower) => {
            Tag::Adverb
        }
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

/// "ahead of", "according to": the first word stands for all.
fn join_phrases(words: &mut [Word]) {
    for at in 0..words.len() {
        let starts = |(phrase, _): &&(&[&str], Tag)| {
            let here = words.get(at..at + phrase.len()).unwrap_or_default();
            here.len() == phrase.len()
                && here
                    .iter()
                    .zip(*phrase)
                    .all(|(word, want)| word.lower == *want)
        };
        let Some((phrase, tag)) = PHRASES.iter().find(starts) else {
            continue;
        };
        for (step, word) in words.iter_mut().skip(at).take(phrase.len()).enumerate() {
            word.tag = if step == 0 { *tag } else { Tag::Adverb };
            if step == 0 {
                word.lemma = phrase.join(" ");
            }
        }
    }
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
        Tag::Noun => open_class(words, at, &word.lower),
        tag => tag,
    }
}

/// "to be", "to have", "to quickly leave".
fn starts_infinitive(next: &Word) -> bool {
    matches!(next.lower.as_str(), "be" | "have" | "do")
        || matches!(next.tag, Tag::Not | Tag::Adverb) && next.lower.ends_with("ly")
}

/// Past forms that look like the infinitive.
const UNCHANGED: &[&str] = &[
    "hit",
    "set",
    "put",
    "cut",
    "let",
    "read",
    "split",
    "spread",
    "cast",
    "quit",
    "hurt",
    "shut",
    "shed",
    "cost",
    "forecast",
    "broadcast",
    "come",
    "become",
    "run",
    "overcome",
    "undercut",
    "burst",
    "bid",
    "beat",
];

fn may_be_base(lower: &str) -> bool {
    UNCHANGED.contains(&lower) || verb_form(lower).is_some_and(|(_, form)| form == VerbForm::Base)
}

/// The tag before `at`, over adverbs and dates.
fn before(words: &[Word], at: usize) -> Tag {
    let mut back = words
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .map(|word| word.tag);
    back.find(|tag| !matches!(tag, Tag::Adverb | Tag::Not | Tag::Time))
        .unwrap_or(Tag::Edge)
}

/// A noun, a verb or a participle: told by ending and neighbours.
fn open_class(words: &[Word], at: usize, lower: &str) -> Tag {
    let Some((lemma, form)) = verb_form(lower) else {
        return Tag::Noun;
    };
    let prev = before(words, at);
    let next = words.get(at + 1);
    if at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|word| word.tag == Tag::Hyphen)
    {
        return Tag::Modifier;
    }
    let leads_to_noun = matches!(
        prev,
        Tag::Determiner | Tag::Possessive | Tag::Owner | Tag::Modifier | Tag::Number
    );
    let verb = match form {
        VerbForm::Ing if ING_NOUNS.contains(&lower) => {
            prev == Tag::Be || prev == Tag::Preposition && opens_group(next)
        }
        VerbForm::Ing => !leads_to_noun,
        VerbForm::Past | VerbForm::Participle if leads_to_noun || prev == Tag::Preposition => {
            return Tag::Modifier;
        }
        VerbForm::Past | VerbForm::Participle => {
            return Tag::Verb(match prev {
                Tag::Be | Tag::Have => VerbForm::Participle,
                Tag::Modal | Tag::To | Tag::Do if UNCHANGED.contains(&lower) => VerbForm::Base,
                _ => form,
            });
        }
        VerbForm::Third => {
            let subject = matches!(
                prev,
                Tag::Name
                    | Tag::Noun
                    | Tag::Title
                    | Tag::Pronoun
                    | Tag::Relative
                    | Tag::That
                    | Tag::Close
                    | Tag::And
            );
            let clear = subject || matches!(prev, Tag::Comma | Tag::Quote | Tag::Break);
            if is_nounish(&lemma) {
                subject && singular_before(words, at) && takes_object(next)
            } else {
                clear
            }
        }
        VerbForm::Base if matches!(prev, Tag::Modal | Tag::To | Tag::Do) => true,
        VerbForm::Base => match prev {
            Tag::Verb(VerbForm::Base) => words
                .get(..at)
                .unwrap_or_default()
                .last()
                .is_some_and(|word| matches!(word.lemma.as_str(), "help" | "let")),
            Tag::Pronoun | Tag::Relative | Tag::That => true,
            Tag::And => coordinates_base(words, at),
            _ => {
                plural_before(words, at)
                    && (!is_nounish(&lemma) || opens_group(next) || follows_verb(next))
            }
        },
    };
    if verb { Tag::Verb(form) } else { Tag::Noun }
}

/// "the", "its", a name: a noun group starts here.
fn opens_group(next: Option<&Word>) -> bool {
    next.is_some_and(|word| {
        matches!(
            word.tag,
            Tag::Determiner | Tag::Owner | Tag::Pronoun | Tag::Name | Tag::Title
        )
    })
}

fn follows_verb(next: Option<&Word>) -> bool {
    next.is_some_and(|word| {
        matches!(
            word.tag,
            Tag::That | Tag::To | Tag::Preposition | Tag::Number | Tag::Adverb | Tag::Noun
        )
    })
}

/// What a word that could be a plural noun must be followed by to be a verb: "strikes the", "plans to", "attacks Iran".
fn takes_object(next: Option<&Word>) -> bool {
    opens_group(next)
        || next.is_some_and(|word| {
            matches!(word.tag, Tag::That | Tag::To)
                || word.lower == "to"
                || verb_form(&word.lower).is_some_and(|(_, form)| form == VerbForm::Ing)
        })
}

/// Whether what stands before could be a subject in the singular.
fn singular_before(words: &[Word], at: usize) -> bool {
    let mut back = words.get(..at).unwrap_or_default().iter().rev();
    let last = back.find(|word| !matches!(word.tag, Tag::Adverb | Tag::Time));
    last.is_some_and(|word| word.tag != Tag::Noun || !word.lower.ends_with('s'))
}

/// Whether what stands before could be a subject in the plural: "officials", "Iran and the US".
fn plural_before(words: &[Word], at: usize) -> bool {
    let in_group = |tag| {
        matches!(
            tag,
            Tag::Name
                | Tag::Noun
                | Tag::Title
                | Tag::Determiner
                | Tag::Modifier
                | Tag::Owner
                | Tag::Possessive
                | Tag::Number
        )
    };
    let mut back = words.get(..at).unwrap_or_default().iter().rev();
    let Some(last) = back.find(|word| !matches!(word.tag, Tag::Adverb | Tag::Not | Tag::Time))
    else {
        return false;
    };
    if last.tag == Tag::Noun
        && (last.lower.ends_with('s') && !last.lower.ends_with("ss")
            || matches!(last.lower.as_str(), "people" | "police" | "men" | "women"))
    {
        return true;
    }
    // "Kenya and Somalia hold": a coordination directly before.
    matches!(last.tag, Tag::Name | Tag::Noun)
        && back
            .find(|word| !in_group(word.tag))
            .is_some_and(|word| word.lower == "and")
}

/// "to meet X and sign Y": a base form before the "and".
fn coordinates_base(words: &[Word], at: usize) -> bool {
    let mut verbs = words
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .map(|word| word.tag);
    verbs.find(|tag| matches!(tag, Tag::Verb(_))) == Some(Tag::Verb(VerbForm::Base))
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

//! Mentions as whole phrases: "the Coalition", "the two-day talks", "their delegation", where the name or noun is the head.
//!
//! Last of all: the rules before it compare bare names, and "the" in them would only be in the way.

use crate::extract::{Draft, Page};
use crate::lexicon::Inflection;
use crate::model::{Form, Mention, Span};
use crate::text::Token;

/// Takes the article into each mention whose phrase it begins: "the US said", not "the US delegation".
pub(super) fn widen(page: &Page, draft: &mut Draft) {
    let several = several(draft);
    let mut sentence = 0;
    for mention in &mut draft.mentions {
        while page
            .sentences
            .get(sentence)
            .is_some_and(|here| here.span.end() <= mention.span.start())
        {
            sentence += 1;
        }
        let takes = matches!(mention.form, Form::Name | Form::Metonym | Form::Nominal);
        // "The two countries" stands for two nodes, and is wholly neither.
        if !takes || several.binary_search(&mention.span).is_ok() {
            continue;
        }
        if let Some(here) = page.sentences.get(sentence)
            && let Some(article) = article(page, &here.tokens, mention)
        {
            mention.span = article.join(mention.span);
        }
    }
}

/// The spans that are mentions of more than one.
fn several(draft: &Draft) -> Vec<Span> {
    let pairs = draft.mentions.windows(2);
    let shared = pairs.filter_map(|pair| match pair {
        [a, b] if a.span == b.span && a.of != b.of => Some(a.span),
        _ => None,
    });
    shared.collect()
}

/// The determiner right before a mention that is the head of its phrase.
fn article(page: &Page, tokens: &[Token], mention: &Mention) -> Option<Span> {
    let from = tokens.partition_point(|token| token.span.start() < mention.span.start());
    let to = tokens.partition_point(|token| token.span.start() < mention.span.end());
    let before = tokens.get(from.checked_sub(1)?)?;
    let word = page.text(before.span).to_ascii_lowercase();
    let known: &[&str] = match mention.form {
        Form::Nominal => DETERMINERS,
        _ => &["the"],
    };
    // "during that war", but "said that troops had left".
    let joins = word == "that" && {
        let earlier = from.checked_sub(2).and_then(|at| tokens.get(at));
        !earlier.is_some_and(|earlier| BEFORE_THAT.contains(&page.text(earlier.span)))
    };
    (known.contains(&word.as_str()) && !joins && !goes_on(page, tokens.get(to), mention))
        .then_some(before.span)
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my",
    "another",
];

/// What "that" points behind.
const BEFORE_THAT: &[&str] = &[
    "after", "at", "before", "by", "during", "for", "from", "in", "of", "on", "since", "to",
    "until", "with",
];

/// Whether the phrase runs on behind the mention: "the US |delegation|", "the US-|led|".
fn goes_on(page: &Page, next: Option<&Token>, mention: &Mention) -> bool {
    let Some(next) = next else {
        return false;
    };
    let word = page.text(next.span);
    if !word.starts_with(char::is_alphanumeric) {
        let hyphen = matches!(word, "-" | "‐" | "‑");
        return hyphen && next.span.start() == mention.span.end();
    }
    if !word.starts_with(char::is_lowercase) {
        return true;
    }
    let lexicon = page.lexicon;
    let (text, at) = (&*page.article.text, next.span.start());
    let noun = lexicon.events.noun_at(text, at).is_some()
        || lexicon.assets.noun_at(text, at).is_some()
        || lexicon.organizations.noun_at(text, at).is_some()
        || lexicon.places.noun_at(text, at).is_some()
        || lexicon.titles.at(text, at).is_some();
    if noun {
        // "the Coalition strikes": without a parse, a noun is likelier.
        return true;
    }
    let finite = |form| !matches!(form, Inflection::Ing);
    let verb = lexicon.verbs.lemmas(word).any(|(_, form)| finite(form));
    !(verb || word.ends_with("ed") || word.ends_with("ly") || AFTER.contains(&word))
}

/// Words that no noun phrase goes on with.
const AFTER: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead",
    "all",
    "along",
    "also",
    "although",
    "amid",
    "among",
    "and",
    "are",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "because",
    "before",
    "behind",
    "being",
    "between",
    "beyond",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "could",
    "did",
    "do",
    "does",
    "during",
    "earlier",
    "even",
    "ever",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "here",
    "his",
    "how",
    "if",
    "in",
    "inside",
    "into",
    "is",
    "it",
    "its",
    "just",
    "last",
    "later",
    "like",
    "may",
    "might",
    "more",
    "must",
    "near",
    "never",
    "next",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "our",
    "out",
    "outside",
    "over",
    "said",
    "says",
    "she",
    "should",
    "since",
    "so",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "today",
    "together",
    "told",
    "tomorrow",
    "tonight",
    "too",
    "toward",
    "towards",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "via",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yesterday",
    "yet",
    "you",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;
    use crate::model::{Article, Kind};

    #[track_caller]
    fn check(text: &str, bare: &str, form: Form, whole: &str) {
        let article = Article::of_text(text);
        let page = Page::new(&article, lexicon());
        let mut draft = Draft::default();
        let at = text.find(bare).unwrap();
        let span = Span::new(at, at + bare.len());
        draft.add(Kind::Organization, None, span, form, bare);
        widen(&page, &mut draft);
        assert_eq!(draft.mentions[0].span.of(text), whole);
    }

    #[test]
    fn a_phrase_begins_with_its_article() {
        check("He met the UN on Friday.", "UN", Form::Name, "the UN");
        check("The UN said no.", "UN", Form::Name, "The UN");
        check("They left their base.", "base", Form::Nominal, "their base");
        check(
            "He saw the fleet's flag.",
            "fleet",
            Form::Nominal,
            "the fleet",
        );
    }

    #[test]
    fn an_article_of_another_noun_stays_out() {
        check("He met the UN envoy.", "UN", Form::Name, "UN");
        check("He met the UN-led group.", "UN", Form::Name, "UN");
        check("He met the UN website team.", "UN", Form::Name, "UN");
        check(
            "He said that troops left.",
            "troops",
            Form::Nominal,
            "troops",
        );
        check("Our UN is weak.", "UN", Form::Name, "UN");
    }
}

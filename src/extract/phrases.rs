//! Mentions as whole phrases: "the Coalition", "the two-day talks", "their delegation", where the name or noun is the head.
//!
//! Last of all: the rules before it compare bare names, and "the" in them would only be in the way.

use crate::extract::{Draft, Page};
use crate::lexicon::{Inflection, WordClass};
use crate::model::{Form, Kind, Mention, Span};
use crate::text::Token;

/// Takes the article into each mention whose phrase it begins, "the US said", not "the US delegation"; and into an event those
/// between whom it is: "talks with Chad".
pub(super) fn widen(page: &Page, draft: &mut Draft) {
    let several = several(draft);
    let mut sentence = 0;
    let mut wide = Vec::with_capacity(draft.mentions.len());
    for (at, mention) in draft.mentions.iter().enumerate() {
        while page
            .sentences
            .get(sentence)
            .is_some_and(|here| here.span.end() <= mention.span.start())
        {
            sentence += 1;
        }
        wide.push(mention.span);
        let takes = matches!(mention.form, Form::Name | Form::Metonym | Form::Nominal);
        // "The two countries" stands for two nodes, and is wholly neither.
        if !takes || several.binary_search(&mention.span).is_ok() {
            continue;
        }
        let (Some(here), Some(span)) = (page.sentences.get(sentence), wide.last_mut()) else {
            continue;
        };
        if let Some(article) = article(page, &here.tokens, mention) {
            *span = article.join(*span);
        }
        let event = draft
            .chain(mention.of)
            .is_some_and(|chain| chain.kind == Kind::Event);
        if event && mention.form == Form::Nominal {
            let after = draft.mentions.get(at + 1..).unwrap_or_default();
            if let Some(end) = parties_end(page, &here.tokens, mention, after) {
                *span = Span::new(span.start(), end);
            }
        }
    }
    for (mention, span) in draft.mentions.iter_mut().zip(wide) {
        mention.span = span;
    }
}

/// Where "between Chad and Niger", "with Chad" or "against Chad" ends behind an event.
fn parties_end(page: &Page, tokens: &[Token], event: &Mention, after: &[Mention]) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map_or("", |token| page.text(token.span));
    let mut at = tokens.partition_point(|token| token.span.start() < event.span.end());
    // "talks on Friday between".
    if word(at) == "on" && word(at + 2) == "between" {
        at += 2;
    }
    let named_at = |at: usize| {
        let at = at + usize::from(word(at) == "the");
        let start = tokens.get(at)?.span.start();
        let named = |mention: &&Mention| mention.span.start() == start && is_party(mention);
        after.iter().find(named).map(|mention| mention.span)
    };
    match word(at) {
        "with" | "against" => named_at(at + 1).map(Span::end),
        "between" => {
            let first = named_at(at + 1)?;
            let and = tokens.partition_point(|token| token.span.start() < first.end());
            let second = named_at(and + 1).filter(|_| word(and) == "and")?;
            let year = tokens.partition_point(|token| token.span.start() < second.end());
            let is_year = |text: &str| text.len() == 4 && text.parse::<u16>().is_ok();
            match tokens.get(year + 1) {
                Some(number) if word(year) == "in" && is_year(page.text(number.span)) => {
                    Some(number.span.end())
                }
                _ => Some(second.end()),
            }
        }
        _ => None,
    }
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.form, Form::Name | Form::Metonym)
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
    let known = match mention.form {
        Form::Nominal => page.lexicon.words.is(&word, WordClass::Determiner),
        _ => word == "the",
    };
    // "during that war", but "said that troops had left".
    let joins = word == "that" && {
        let earlier = from.checked_sub(2).and_then(|at| tokens.get(at));
        !earlier.is_some_and(|earlier| BEFORE_THAT.contains(&page.text(earlier.span)))
    };
    (known && !joins && !goes_on(page, tokens.get(to), mention)).then_some(before.span)
}

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
    let finite = |form| !matches!(form, Inflection::Base | Inflection::Ing);
    let verb = lexicon.verbs.lemmas(word).any(|(_, form)| finite(form));
    // "a fleet going there"; but "the US housing market".
    let going = mention.form == Form::Nominal && word.ends_with("ing");
    !(verb
        || going
        || word.ends_with("ed")
        || word.ends_with("ly")
        || lexicon.words.is(word, WordClass::After))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;
    use crate::model::Article;

    /// The mentions of `bare` words in `text`, each with its whole phrase.
    fn widened<'a>(text: &'a str, bare: &[(&str, Kind, Form)]) -> Vec<&'a str> {
        let article = Article::of_text(text);
        let page = Page::new(&article, lexicon());
        let mut draft = Draft::default();
        for (word, kind, form) in bare {
            let at = text.find(word).unwrap();
            draft.add(*kind, None, Span::new(at, at + word.len()), *form, word);
        }
        widen(&page, &mut draft);
        draft.mentions.iter().map(|m| m.span.of(text)).collect()
    }

    #[track_caller]
    fn check(text: &str, bare: &str, form: Form, whole: &str) {
        assert_eq!(widened(text, &[(bare, Kind::Organization, form)]), [whole]);
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
    fn an_event_takes_its_parties() {
        let text = "They held talks on Friday between Chad and the Sudan in 2025 and left.";
        let bare = [
            ("talks", Kind::Event, Form::Nominal),
            ("Chad", Kind::State, Form::Name),
            ("Sudan", Kind::State, Form::Name),
        ];
        let talks = "talks on Friday between Chad and the Sudan in 2025";
        assert_eq!(widened(text, &bare), [talks, "Chad", "the Sudan"]);
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

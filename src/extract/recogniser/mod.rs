//! Where names are, and of what class: a linear CRF over hashed features.
//!
//! Takes the tokens of an article's sentences, gives spans with a class. It knows no military asset and no metonym: those are rules'
//! business, and rules win.

mod document;
mod enumeration;
mod features;
mod lists;
mod memory;
mod model;
mod pieces;

pub use document::{Name, settle};
pub use enumeration::agree;
pub use features::{N_BITS, Usage, Words, features};
pub use lists::lists;
pub use model::{Label, Model, N_LABELS, Part, best_path, may_follow};
pub use pieces::pieces;

use features::together;
use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::model::Span;

/// What a name names, as far as a corpus of names can tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    Person,
    Organization,
    /// Places and states alike.
    Place,
    Event,
    /// Demonyms, works, laws, products: nothing for the map by itself.
    Other,
}

impl Class {
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Event,
        Self::Other,
    ];
}

/// The embedded model, unpacked once.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let bytes = include_bytes!("../../../assets/model/names.bin");
        Model::from_bytes(bytes).expect("assets/model/names.bin is checked by a test below")
    });
    &MODEL
}

/// What is thought to be named at a place already, and how much that is worth: added to the score of both ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hint {
    pub span: Span,
    pub class: Class,
    pub weight: f32,
}

/// The names of an article whose sentences have these tokens, by place, each with how sure the model is of its class, in percent;
/// `hints` by place too.
pub fn names(
    lexicon: &Lexicon,
    text: &str,
    sentences: &[&[Span]],
    hints: &[Hint],
) -> Vec<(Span, Class, u8)> {
    let mut cut: Vec<Vec<Span>> = Vec::with_capacity(sentences.len());
    for tokens in sentences {
        let mut spans = Vec::with_capacity(tokens.len());
        tokens
            .iter()
            .for_each(|token| pieces(text, *token, &mut spans));
        cut.push(spans);
    }
    let words: Vec<Vec<&str>> = cut
        .iter()
        .map(|spans| spans.iter().map(|span| span.of(text)).collect())
        .collect();
    let known = memory::known(&words);
    let mut usage = Usage::default();
    for (words, known) in words.iter().zip(&known) {
        let lower = |at: usize, _: &str| known.get(at).map_or("", |word| &word.lower).into();
        usage.add(words, lower);
    }
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let mut all_scores = Vec::with_capacity(words.len());
    for (sentence, (words, seen)) in words.iter().zip(&known).enumerate() {
        let here = seen.iter();
        let here = here.map(|seen| seen.word.in_article(&usage, &seen.lower));
        let known = Words::of(words, here.collect(), &lists(lexicon, words));
        let scores = |at| {
            rows.clear();
            together(&known, at, &mut rows);
            let mut scores = model().scores(&rows);
            memory::add_alone(seen, at, &mut scores);
            scores
        };
        let mut scores: Vec<_> = (0..known.len()).map(scores).collect();
        let spans = cut.get(sentence).map_or(&[][..], Vec::as_slice);
        take_hints(spans, hints, &mut scores);
        let mut names: Vec<_> = model().names(&scores).collect();
        agree(words, &scores, &mut names);
        found.extend(names.into_iter().map(|(start, end, class)| Name {
            sentence,
            start,
            end,
            class,
        }));
        all_scores.push(scores);
    }
    settle(&words, &mut found);
    let spans = found.iter().filter_map(|name| {
        let spans = cut.get(name.sentence)?.get(name.start..name.end)?;
        let scores = all_scores.get(name.sentence)?.get(name.start..name.end)?;
        let span = spans.first()?.join(*spans.last()?);
        Some((span, name.class, sure_of(scores, name.class)))
    });
    spans.collect()
}

/// What share of the weight the labels of a class have, on average over the words of a name.
fn sure_of(scores: &[[f32; N_LABELS]], class: Class) -> u8 {
    let share = |scores: &[f32; N_LABELS]| {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weight = |score: &f32| (score - top).exp();
        let own = scores.iter().enumerate().filter(|(label, _)| {
            Label(*label as u8)
                .parts()
                .is_some_and(|(other, _)| other == class)
        });
        let own: f32 = own.map(|(_, score)| weight(score)).sum();
        own / scores.iter().map(weight).sum::<f32>()
    };
    let total: f32 = scores.iter().map(share).sum();
    (100.0 * total / scores.len().max(1) as f32).round() as u8
}

/// Raises the scores of the labels that the hints within a sentence speak for.
fn take_hints(spans: &[Span], hints: &[Hint], scores: &mut [[f32; N_LABELS]]) {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return;
    };
    let from = hints.partition_point(|hint| hint.span.start() < first.start());
    let here = hints.get(from..).unwrap_or_default().iter();
    for hint in here.take_while(|hint| hint.span.end() <= last.end()) {
        let start = spans.partition_point(|span| span.start() < hint.span.start());
        let end = spans.partition_point(|span| span.end() <= hint.span.end());
        let mut raise = |at: usize, part, weight| {
            if let Some(scores) = scores.get_mut(at) {
                scores[usize::from(Label::new(hint.class, part).0)] += weight;
            }
        };
        if start + 1 == end {
            raise(start, Part::Single, 2.0 * hint.weight);
        } else if start < end {
            raise(start, Part::Begin, hint.weight);
            raise(end - 1, Part::End, hint.weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    fn check(text: &str, expected: &str) {
        let tokens: Vec<Span> = crate::text::tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|token| token.span)
            .collect();
        let found = names(lexicon(), text, &[&tokens], &[]);
        let shown: Vec<String> = found
            .iter()
            .map(|(span, class, _)| format!("{}|{class:?}", span.of(text)))
            .collect();
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn names_that_no_list_has() {
        check(
            "Tarvo Lindqvall met Oruba Sentamo in Brunswold on Monday.",
            "Tarvo Lindqvall|Person, Oruba Sentamo|Person, Brunswold|Place",
        );
    }

    #[test]
    fn sentences_without_names_have_none() {
        check("The talks ended without a result.", "");
        check("", "");
    }
}

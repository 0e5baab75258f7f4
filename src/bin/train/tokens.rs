//! Treebanks cut into tokens as this program cuts news.

use legation::model::Span;
use legation::text::{Pos, Upos, Xpos, tokens};

use crate::conllu::Word;

/// What kind of word it is; `None` where the treebank has a tag that this program does not know.
pub fn pos(word: &Word) -> Option<Pos> {
    Some(Pos::new(
        Upos::from_name(&word.upos)?,
        Xpos::from_name(&word.xpos)?,
    ))
}

/// The sentence cut by [`tokens`], each token with the part of speech of the words in it: "12-day" is one token here.
pub fn as_tokens(sentence: &[Word]) -> Vec<(String, Pos)> {
    let mut text = String::new();
    let mut places: Vec<Span> = Vec::new();
    for word in sentence {
        let start = text.len();
        text.push_str(&word.form);
        places.push(Span::new(start, text.len()));
        if word.spaced {
            text.push(' ');
        }
    }
    let found = tokens(&text, Span::new(0, text.len()));
    let inside = |span: Span| -> Vec<&Word> {
        let words = sentence
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.overlaps(span));
        words.map(|(word, _)| word).collect()
    };
    let parts: Vec<Vec<&Word>> = found.iter().map(|token| inside(token.span)).collect();
    let mut out = Vec::with_capacity(found.len());
    for (i, (token, words)) in found.iter().zip(&parts).enumerate() {
        let next = parts.get(i + 1).and_then(|words| words.first());
        if let Some(pos) = joint(words, next.copied()) {
            out.push((token.span.of(&text).to_owned(), pos));
        }
    }
    out
}

/// The part of speech of several words with hyphens between them.
fn joint(words: &[&Word], next: Option<&Word>) -> Option<Pos> {
    let &last = words.last()?;
    let tag = pos(last)?;
    if words.len() < 2 {
        return Some(tag);
    }
    let capital = last
        .form
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    // "al-Ani", "Mar-a-Lago", "F-35"
    if capital && words.iter().any(|word| word.upos == "PROPN") {
        return Some(Pos::new(Upos::Propn, Xpos::Nnp));
    }
    let before_noun =
        next.is_some_and(|next| matches!(next.upos.as_str(), "NOUN" | "PROPN" | "ADJ"));
    let may_modify = matches!(
        tag.xpos(),
        Xpos::Nn | Xpos::Nns | Xpos::Vbn | Xpos::Vbg | Xpos::Vbd | Xpos::Jj | Xpos::Rp | Xpos::In
    );
    // "a 12-day war", "Nimitz-class carriers"; but "his son-in-law"
    if before_noun && may_modify {
        return Some(Pos::new(Upos::Adj, Xpos::Jj));
    }
    Some(tag)
}

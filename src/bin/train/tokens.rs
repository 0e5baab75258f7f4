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

/// The sentence cut by [`tokens`]: "12-day" is one token here, and hangs from whatever the last of its words that looks out of it
/// hangs from.
pub fn as_tokens(sentence: &[Word]) -> Vec<Word> {
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
    // The words of each token, and the first token of each word.
    let parts: Vec<Vec<usize>> = found
        .iter()
        .map(|token| {
            (0..sentence.len())
                .filter(|&at| places[at].overlaps(token.span))
                .collect()
        })
        .collect();
    let token_of: Vec<Option<usize>> = (0..sentence.len())
        .map(|word| parts.iter().position(|words| words.contains(&word)))
        .collect();
    let head_token = |head: u32| match (head as usize).checked_sub(1) {
        None => Some(None),
        Some(head) => token_of.get(head).copied().flatten().map(Some),
    };
    let mut out = Vec::with_capacity(found.len());
    for (i, (token, words)) in found.iter().zip(&parts).enumerate() {
        let members: Vec<&Word> = words.iter().map(|&at| &sentence[at]).collect();
        let next = parts.get(i + 1).and_then(|words| words.first());
        let Some([upos, xpos]) = joint(&members, next.map(|&at| &sentence[at])) else {
            return Vec::new();
        };
        let outward = members
            .iter()
            .rev()
            .find_map(|word| Some((head_token(word.head)?, *word)))
            .filter(|(head, _)| *head != Some(i))
            .or_else(|| {
                members
                    .iter()
                    .filter_map(|word| Some((head_token(word.head)?, *word)))
                    .rfind(|(head, _)| *head != Some(i))
            });
        // A piece of a word that is one in the treebank hangs from the piece before it.
        let (head, relation) = match outward {
            Some((head, word)) if words.iter().any(|&at| token_of[at] == Some(i)) => {
                (head, word.relation.as_str())
            }
            _ => (i.checked_sub(1), "goeswith"),
        };
        out.push(Word {
            form: token.span.of(&text).to_owned(),
            lemma: members
                .last()
                .map_or_else(String::new, |word| word.lemma.clone()),
            upos,
            xpos,
            head: head.map_or(0, |head| head as u32 + 1),
            relation: relation.to_owned(),
            spaced: true,
        });
    }
    out
}

/// The parts of speech of several words with hyphens between them.
fn joint(words: &[&Word], next: Option<&Word>) -> Option<[String; 2]> {
    let &last = words.last()?;
    if words.len() < 2 {
        return Some([last.upos.clone(), last.xpos.clone()]);
    }
    let capital = last
        .form
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    // "al-Ani", "Mar-a-Lago", "F-35"
    if capital && words.iter().any(|word| word.upos == "PROPN") {
        return Some(["PROPN".into(), "NNP".into()]);
    }
    let before_noun =
        next.is_some_and(|next| matches!(next.upos.as_str(), "NOUN" | "PROPN" | "ADJ"));
    let may_modify = matches!(
        last.xpos.as_str(),
        "NN" | "NNS" | "VBN" | "VBG" | "VBD" | "JJ" | "RP" | "IN"
    );
    // "a 12-day war", "Nimitz-class carriers"; but "his son-in-law"
    if before_noun && may_modify {
        return Some(["ADJ".into(), "JJ".into()]);
    }
    Some([last.upos.clone(), last.xpos.clone()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str, upos: &str, head: u32, relation: &str, spaced: bool) -> Word {
        Word {
            form: form.into(),
            lemma: form.into(),
            upos: upos.into(),
            xpos: if upos == "NUM" { "CD" } else { "NN" }.into(),
            head,
            relation: relation.into(),
            spaced,
        }
    }

    #[test]
    fn words_of_one_token_hang_together_from_without() {
        let sentence = [
            word("a", "DET", 5, "det", true),
            word("12", "NUM", 4, "nummod", false),
            word("-", "PUNCT", 4, "punct", false),
            word("day", "NOUN", 5, "compound", true),
            word("war", "NOUN", 0, "root", true),
        ];
        let tokens: Vec<(String, u32, String)> = as_tokens(&sentence)
            .into_iter()
            .map(|word| (word.form, word.head, word.relation))
            .collect();
        let wanted = [
            ("a", 3, "det"),
            ("12-day", 3, "compound"),
            ("war", 0, "root"),
        ];
        assert_eq!(
            tokens,
            wanted.map(|(form, head, relation)| (form.to_owned(), head, relation.to_owned()))
        );
    }
}

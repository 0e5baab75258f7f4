//! Which word lists a word stands in, and where in the phrase.

use crate::lexicon::{Lexicon, StateForm};

/// For each word, four bits a list: alone, first, inside or last of a phrase of that list.
pub fn lists(lexicon: &Lexicon, words: &[&str]) -> Vec<u32> {
    let text = words.join(" ");
    let mut starts = Vec::with_capacity(words.len());
    let mut at = 0;
    for word in words {
        starts.push(at);
        at += word.len() + 1;
    }
    let mut bits = vec![0; words.len()];
    for (word, &from) in starts.iter().enumerate() {
        let state = lexicon.states.at(&text, from);
        let demonym = |form| matches!(form, StateForm::Demonym | StateForm::People);
        let found = [
            state
                .as_ref()
                .filter(|hit| !demonym(hit.value.form))
                .map(|hit| hit.span.end()),
            state
                .as_ref()
                .filter(|hit| demonym(hit.value.form))
                .map(|hit| hit.span.end()),
            lexicon
                .names
                .given(words[word])
                .map(|_| from + words[word].len()),
            lexicon.titles.at(&text, from).map(|hit| hit.span.end()),
            lexicon
                .organizations
                .at(&text, from)
                .map(|hit| hit.span.end()),
            lexicon
                .organizations
                .noun_at(&text, from)
                .map(|hit| hit.span.end()),
            lexicon.places.at(&text, from).map(|hit| hit.span.end()),
            lexicon
                .events
                .noun_at(&text, from)
                .map(|hit| hit.span.end()),
        ];
        for (list, end) in found.into_iter().enumerate() {
            let Some(end) = end else { continue };
            let past = starts.partition_point(|&start| start < end);
            for (at, slot) in bits.iter_mut().enumerate().take(past).skip(word) {
                let part = match (at == word, at + 1 == past) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, false) => 2,
                    (false, true) => 3,
                };
                *slot |= 1 << (4 * list + part);
            }
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn phrases_mark_their_words() {
        let bits = lists(lexicon(), &["New", "Zealand", "and", "Peru"]);
        assert_eq!(
            [bits[0] & 15, bits[1] & 15, bits[2], bits[3] & 15],
            [2, 8, 0, 1]
        );
        assert!(lists(lexicon(), &[]).is_empty());
    }
}

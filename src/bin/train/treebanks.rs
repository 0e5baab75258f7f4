//! The treebanks, as they are and as this program sees them.

use std::path::Path;

use anyhow::Result;

use crate::conllu::{self, Word};
use crate::tokens::as_tokens;

/// What tagger, lemmas and parser are learned from.
pub const TRAINED_ON: &str = "UD English EWT, train and dev sections (CC BY-SA 4.0), \
     UD English GUM, genres academic, bio and voyage (CC BY 4.0, texts CC BY and CC BY-SA)";

/// One of so many sentences is learned once more in capitals, and another one with a capital on each word: headlines.
const SHOUTED: usize = 12;

/// The sentences to learn from: EWT train and dev, and GUM.
pub fn learned_from(data: &Path) -> Result<Vec<Vec<Word>>> {
    let mut sentences = conllu::read(&data.join("ud_ewt/train.conllu"))?;
    sentences.extend(conllu::read(&data.join("ud_ewt/dev.conllu"))?);
    sentences.extend(conllu::read(&data.join("ud_gum_open/all.conllu"))?);
    Ok(sentences)
}

/// All forms in which a sentence is learned, each with the number of the sentence: as the treebank cuts it, as this program does where
/// that differs, and some as headlines.
pub fn seen(sentences: &[Vec<Word>]) -> Vec<(usize, Vec<Word>)> {
    let mut out = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let own = as_tokens(sentence);
        let differs = own.len() != sentence.len() && !own.is_empty();
        out.push((number, sentence.clone()));
        match number % SHOUTED {
            0 => out.push((number, cased(&own, str::to_uppercase))),
            1 => out.push((number, cased(&own, titled))),
            _ => {}
        }
        if differs {
            out.push((number, own));
        }
    }
    out.retain(|(_, sentence)| !sentence.is_empty());
    out
}

fn cased(sentence: &[Word], case: fn(&str) -> String) -> Vec<Word> {
    let cased = |word: &Word| Word {
        form: case(&word.form),
        ..word.clone()
    };
    sentence.iter().map(cased).collect()
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

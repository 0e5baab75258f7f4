//! Parts of speech, learned: an averaged perceptron over hashed features, greedy from left to right.
//!
//! Takes the words of one sentence, gives a [`Pos`] for each. The weights are `assets/model/tagger.bin`; how they were made is
//! `src/bin/train`.

mod features;
mod memory;
mod weights;

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::text::clusters::clusters;
use crate::text::pos::Pos;

#[cfg(feature = "train")]
pub use features::Context;
pub use features::{BITS, Word};
pub use memory::Memory;
pub use weights::Weights;
#[cfg(feature = "train")]
pub use weights::write;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let file = include_bytes!("../../../assets/model/tagger.bin");
    Weights::read(file).expect("assets/model/tagger.bin is checked by a test of this module")
});

/// The part of speech of each word of one sentence, as [`tokens`](crate::text::tokens()) cuts it, punctuation included.
pub fn tag(words: &[&str]) -> Vec<Pos> {
    thread_local! {
        static MEMORY: RefCell<Memory> = RefCell::new(Memory::new(&WEIGHTS));
    }
    MEMORY.with_borrow_mut(|memory| WEIGHTS.tag(words, clusters(), memory))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::pos::{Upos, Xpos};

    #[track_caller]
    fn check(tagged: &str) {
        let pairs: Vec<(&str, &str)> = tagged
            .split(' ')
            .map(|pair| pair.rsplit_once('/').unwrap())
            .collect();
        let words: Vec<&str> = pairs.iter().map(|&(word, _)| word).collect();
        let found: Vec<String> = tag(&words)
            .iter()
            .zip(&words)
            .map(|(pos, word)| format!("{word}/{}", pos.xpos().name()))
            .collect();
        assert_eq!(found.join(" "), tagged);
    }

    #[test]
    fn the_weights_are_whole() {
        assert!(WEIGHTS.classes.len() > 60, "joint tags");
        assert!(
            WEIGHTS.trained_on.contains("EWT"),
            "they say where they come from"
        );
        let wrong = include_bytes!("mod.rs");
        assert!(Weights::read(wrong).is_none(), "a foreign file is refused");
        let file = include_bytes!("../../../assets/model/tagger.bin");
        assert!(
            Weights::read(&file[..file.len() - 1]).is_none(),
            "a short file is refused"
        );
        assert!(file.len() < 1_500_000);
    }

    #[test]
    fn verbs_are_told_from_nouns() {
        check(
            "The/DT minister/NN met/VBD his/PRP$ counterpart/NN in/IN Oslo/NNP on/IN Friday/NNP ./.",
        );
        check("The/DT ships/NNS were/VBD sunk/VBN by/IN missiles/NNS ./.");
        check("Norway/NNP denies/VBZ that/IN it/PRP plans/VBZ to/TO attack/VB the/DT port/NN ./.");
        check("The/DT talks/NNS may/MD resume/VB next/JJ week/NN ,/, officials/NNS said/VBD ./.");
    }

    #[test]
    fn any_words_have_tags() {
        assert_eq!(tag(&[]), []);
        assert_eq!(tag(&["", "\u{ad}", "伊朗", "🇮🇷", "\0"]).len(), 5);
        assert_eq!(
            tag(&["."]).first().map(|pos| (pos.upos(), pos.xpos())),
            Some((Upos::Punct, Xpos::Stop))
        );
    }
}

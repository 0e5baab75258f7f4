//! Verb forms: which verb a word may be a form of.

use std::cell::RefCell;

use crate::lexicon::{Inflection, lexicon};
use crate::text::memo::Memo;

/// The forms of a regular English verb; "sent" may be past or participle, and only its place tells which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum VerbForm {
    Base,
    /// "meets"
    Third,
    /// "sent", "attacked"
    Past,
    /// "taken": a participle only
    Participle,
    /// "meeting"
    Ing,
}

/// Whether `lemma` is a verb we know.
pub(crate) fn is_verb(lemma: &str) -> bool {
    lexicon().verbs.is_common(lemma)
}

/// Whether the -s form of `lemma` is as often a noun in the plural: "attacks", "talks".
pub(crate) fn is_nounish(lemma: &str) -> bool {
    lexicon().verbs.is_nounish(lemma)
}

/// Whether `word` belongs to the verb in a reading of the word lists: "over" of "hand over".
pub(crate) fn is_particle(lemma: &str, word: &str) -> bool {
    let actions = lexicon().verbs.actions(lemma);
    actions.iter().any(|action| action.particle == word)
}

/// The verb and form that `word`, in lower case, may be; `None` for words that cannot be verbs.
/// An unknown word in -ed or -ing counts as a verb; an unknown one in -s does not.
pub(crate) fn verb_form(word: &str) -> Option<(String, VerbForm)> {
    thread_local! {
        static FORMS: RefCell<Memo<Option<(String, VerbForm)>>> = RefCell::new(Memo::new(4096));
    }
    let form = FORMS.with_borrow_mut(|forms| forms.get(word, || look_up(word)));
    (*form).clone()
}

fn look_up(word: &str) -> Option<(String, VerbForm)> {
    if let Some(found) = listed(word) {
        return Some(found);
    }
    if let Some((prefix, rest)) = word.split_once('-') {
        // "re-open", "de-escalate"; other compounds ("decision-making", "state-owned") are no verbs.
        let known = matches!(prefix, "re" | "de" | "co" | "pre")
            .then(|| look_up(rest))
            .flatten();
        return known.map(|(lemma, form)| (format!("{prefix}{lemma}"), form));
    }
    let known = |lemma: String| is_verb(&lemma).then_some(lemma);
    if let Some(stem) = word.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return Some((format!("{stem}y"), VerbForm::Past));
    }
    if let Some(stem) = word
        .strip_suffix("ed")
        .filter(|stem| stem.len() > 2 || is_verb(&format!("{stem}e")))
    {
        return Some((lemma_of_stem(stem), VerbForm::Past));
    }
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 1) {
        return Some((lemma_of_stem(stem), VerbForm::Ing));
    }
    if is_verb(word) {
        return Some((word.to_owned(), VerbForm::Base));
    }
    let third = [
        word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        word.strip_suffix("es")
            .filter(|stem| {
                ["s", "x", "z", "ch", "sh", "o"]
                    .iter()
                    .any(|end| stem.ends_with(end))
            })
            .map(str::to_owned),
        word.strip_suffix('s').map(str::to_owned),
    ];
    third
        .into_iter()
        .flatten()
        .find_map(known)
        .map(|lemma| (lemma, VerbForm::Third))
}

/// A form of the word lists: of a relation's verb, or irregular. A past form wins over an infinitive that looks the same:
/// "found" is mostly "find".
fn listed(word: &str) -> Option<(String, VerbForm)> {
    let form = |inflection| match inflection {
        Inflection::Past | Inflection::PastOrParticiple => VerbForm::Past,
        Inflection::Participle => VerbForm::Participle,
        Inflection::Third => VerbForm::Third,
        Inflection::Ing => VerbForm::Ing,
        Inflection::Base => VerbForm::Base,
    };
    let rank = |form: &VerbForm| match form {
        VerbForm::Past => 0,
        VerbForm::Participle => 1,
        VerbForm::Third => 2,
        VerbForm::Ing => 3,
        VerbForm::Base => 4,
    };
    let forms = lexicon()
        .verbs
        .lemmas(word)
        .map(|(lemma, inflection)| (lemma, form(inflection)));
    forms
        .min_by_key(|(_, form)| rank(form))
        .map(|(lemma, form)| (lemma.to_owned(), form))
}

/// "bomb|ed", "strik|ing", "plann|ed": the verb before its ending.
fn lemma_of_stem(stem: &str) -> String {
    let with_e = format!("{stem}e");
    let mut chars = stem.chars().rev();
    let doubled = chars.next() == chars.next();
    let single = || {
        stem.chars()
            .take(stem.chars().count() - 1)
            .collect::<String>()
    };
    if is_verb(stem) {
        stem.to_owned()
    } else if is_verb(&with_e) {
        with_e
    } else if doubled {
        single()
    } else {
        stem.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_verb() {
        for (word, lemma, form) in [
            ("met", "meet", VerbForm::Past),
            ("taken", "take", VerbForm::Participle),
            ("bombed", "bomb", VerbForm::Past),
            ("planned", "plan", VerbForm::Past),
            ("striking", "strike", VerbForm::Ing),
            ("denies", "deny", VerbForm::Third),
            ("clashes", "clash", VerbForm::Third),
            ("rallied", "rally", VerbForm::Past),
        ] {
            assert_eq!(verb_form(word), Some((lemma.to_owned(), form)), "{word}");
        }
        assert_eq!(verb_form("officials"), None);
        assert_eq!(verb_form("palace"), None);
    }
}

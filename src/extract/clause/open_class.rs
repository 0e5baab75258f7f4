//! Nouns, verbs and participles: told apart by their endings and by the words beside them.

use crate::extract::clause::classes::{ADJECTIVES, ING_NOUNS, UNCHANGED, is_in};
use crate::extract::clause::verbs::{VerbForm, is_nounish, verb_form};
use crate::extract::clause::words::{Tag, Word, before, opens_clause};

/// A noun, a verb or a participle: told by ending and neighbours.
pub(super) fn open_class(words: &[Word], at: usize, lower: &str) -> Tag {
    let made_clear = lower == "clear"
        && before(words, at) != Tag::To
        && words
            .get(..at)
            .unwrap_or_default()
            .last()
            .is_some_and(|word| word.lemma == "make");
    if made_clear {
        return Tag::Adverb;
    }
    let Some((lemma, form)) = verb_form(lower) else {
        // "which borders Chad": no list need know it.
        let third = before(words, at) == Tag::Relative
            && lower.len() > 3
            && lower.ends_with('s')
            && words
                .get(at + 1)
                .is_some_and(|next| matches!(next.tag, Tag::Name | Tag::Determiner));
        return if third {
            Tag::Verb(VerbForm::Third)
        } else {
            Tag::Noun
        };
    };
    // "levels of", where no verb is followed by "of".
    let of = words.get(at + 1).is_some_and(|word| word.lower == "of");
    if of
        && matches!(form, VerbForm::Third | VerbForm::Base)
        && !matches!(before(words, at), Tag::To | Tag::Modal | Tag::Do)
    {
        return Tag::Noun;
    }
    let prev = before(words, at);
    let last = at.checked_sub(1).and_then(|before| words.get(before));
    let next = words.get(at + 1);
    if at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|word| word.tag == Tag::Hyphen)
    {
        return Tag::Modifier;
    }
    if is_in(ADJECTIVES, lower) {
        match prev {
            Tag::Be if matches!(lower, "willing" | "unwilling" | "ongoing" | "outstanding") => {
                return Tag::Adverb;
            }
            Tag::Be => {}
            _ if next
                .is_some_and(|next| matches!(next.tag, Tag::Name | Tag::Noun | Tag::Title)) =>
            {
                return Tag::Modifier;
            }
            _ => {}
        }
    }
    // "made clear it wants", "remains concerned that".
    if last.is_some_and(|last| last.tag != Tag::Noun)
        && words
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|word| word.tag != Tag::Adverb)
            .is_some_and(|verb| {
                matches!(verb.tag, Tag::Verb(_))
                    && is_in("remain seem look feel become appear stay", &verb.lemma)
            })
        && matches!(form, VerbForm::Past | VerbForm::Participle)
        && next.is_some_and(|next| next.tag == Tag::That)
    {
        return Tag::Adverb;
    }
    let leads_to_noun = matches!(
        prev,
        Tag::Determiner | Tag::Possessive | Tag::Owner | Tag::Modifier | Tag::Number
    );
    let verb = match form {
        VerbForm::Ing if is_in(ING_NOUNS, lower) => {
            prev == Tag::Be || matches!(prev, Tag::Preposition | Tag::Verb(_)) && opens_group(next)
        }
        VerbForm::Ing => !leads_to_noun,
        VerbForm::Past | VerbForm::Participle if leads_to_noun || prev == Tag::Preposition => {
            return Tag::Modifier;
        }
        // "investigating alleged crimes", "Ousted president Bo Li".
        VerbForm::Past | VerbForm::Participle
            if (matches!(prev, Tag::Verb(_)) && touches_verb(last) || prev == Tag::Edge)
                && next
                    .is_some_and(|next| matches!(next.tag, Tag::Name | Tag::Noun | Tag::Title)) =>
        {
            return Tag::Modifier;
        }
        // "there are continued violations"
        VerbForm::Past | VerbForm::Participle
            if prev == Tag::Be
                && words
                    .get(..at)
                    .unwrap_or_default()
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|word| word.lower == "there") =>
        {
            return Tag::Modifier;
        }
        VerbForm::Past | VerbForm::Participle => {
            return Tag::Verb(match prev {
                Tag::Be | Tag::Have => VerbForm::Participle,
                Tag::Modal | Tag::To | Tag::Do if is_in(UNCHANGED, lower) => VerbForm::Base,
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
            if is_nounish(&lemma) && prev == Tag::And {
                // "meets the king and visits a base", but "attacks and strikes that kill".
                opens_group(next)
                    && words
                        .get(..at)
                        .unwrap_or_default()
                        .iter()
                        .any(|word| word.tag == Tag::Verb(VerbForm::Third))
            } else if is_nounish(&lemma)
                && subject
                && last.is_some_and(|last| last.tag == Tag::Adverb)
            {
                // "now claims", "often visits"
                true
            } else if is_nounish(&lemma) {
                subject && singular_before(words, at) && takes_object(prev, next)
            } else if next.is_some_and(is_finite) {
                // "US witnesses said".
                false
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
            _ if next.is_some_and(is_finite) => false,
            _ if is_demanded(words, at) || is_asked(words, at) => true,
            _ => {
                plural_before(words, at)
                    && (opens_group(next) || follows_verb(next, is_nounish(&lemma)))
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

fn follows_verb(next: Option<&Word>, nounish: bool) -> bool {
    next.is_some_and(|word| match word.tag {
        Tag::That | Tag::To | Tag::Number => true,
        // "ministers talks with" has no verb, "ministers meet with" has.
        Tag::Preposition | Tag::Adverb | Tag::Noun | Tag::Time | Tag::Comma | Tag::Edge => !nounish,
        _ => false,
    })
}

fn touches_verb(last: Option<&Word>) -> bool {
    last.is_some_and(|word| matches!(word.tag, Tag::Verb(_)))
}

/// "said", "has", "will": a verb whatever stands before it.
fn is_finite(word: &Word) -> bool {
    match word.tag {
        Tag::Be | Tag::Have | Tag::Do | Tag::Modal => true,
        Tag::Noun => verb_form(&word.lower).is_some_and(|(_, form)| {
            form == VerbForm::Past && !word.lower.ends_with("ed") || word.lower == "said"
        }),
        _ => false,
    }
}

/// "demanded that Chad withdraw": a base form after "that" and its subject, under a word of demanding.
fn is_demanded(words: &[Word], at: usize) -> bool {
    let head = words.get(..at).unwrap_or_default();
    let Some(that) = head.iter().rposition(|word| word.tag == Tag::That) else {
        return false;
    };
    let (before, between) = head.split_at(that);
    let is_verb = |word: &Word| {
        matches!(
            word.tag,
            Tag::Verb(_) | Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Relative | Tag::Comma
        )
    };
    let demands = |word: &Word| {
        matches!(
            word.lemma.as_str(),
            "demand"
                | "insist"
                | "urge"
                | "ask"
                | "propose"
                | "recommend"
                | "request"
                | "require"
                | "order"
                | "essential"
                | "vital"
        )
    };
    !between.iter().any(is_verb) && before.iter().rev().take(4).any(demands)
}

/// "Will Kenya attack Chad?": a base form behind a subject that an auxiliary opens.
fn is_asked(words: &[Word], at: usize) -> bool {
    let head = words.get(..at).unwrap_or_default();
    let auxiliary = head.iter().rposition(|word| !in_group(word.tag));
    auxiliary.is_some_and(|aux| {
        let word = head.get(aux).map(|word| word.tag);
        aux + 1 < at && matches!(word, Some(Tag::Modal | Tag::Do)) && opens_clause(words, aux)
    })
}

/// What a word that could be a plural noun must be followed by to be a verb: "strikes the", "plans to", "attacks Iran".
fn takes_object(prev: Tag, next: Option<&Word>) -> bool {
    // "a few steps to", but "Iran plans to".
    let to = next.is_some_and(|word| word.tag == Tag::To || word.lower == "to");
    opens_group(next)
        || to && matches!(prev, Tag::Name | Tag::Pronoun | Tag::Relative | Tag::Close)
        || next.is_some_and(|word| {
            word.tag == Tag::That
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
    let mut back = words.get(..at).unwrap_or_default().iter().rev();
    let Some(last) = back.find(|word| !matches!(word.tag, Tag::Adverb | Tag::Not | Tag::Time))
    else {
        return false;
    };
    if last.tag == Tag::Noun
        && (last.lower.ends_with('s') && !last.lower.ends_with("ss")
            || (matches!(last.lower.as_str(), "people" | "police") || last.lower.ends_with("men")))
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

/// "to be", "to have", "to quickly leave".
pub(super) fn starts_infinitive(next: &Word) -> bool {
    matches!(next.lower.as_str(), "be" | "have" | "do")
        || matches!(next.tag, Tag::Not | Tag::Adverb) && next.lower.ends_with("ly")
}

pub(super) fn may_be_base(lower: &str) -> bool {
    is_in(UNCHANGED, lower) || verb_form(lower).is_some_and(|(_, form)| form == VerbForm::Base)
}

/// What a noun group is made of.
const fn in_group(tag: Tag) -> bool {
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
}

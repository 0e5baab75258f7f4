//! Noun groups and verb groups: words that stand together, and nothing yet about who does what.

use std::ops::Range;

use crate::extract::clause::verbs::VerbForm;
use crate::extract::clause::words::{Tag, Word, opens_clause, singular};
use crate::model::{Form, Mention};

/// Index of a noun group within its sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct GroupId(pub usize);

/// Index of a verb group within its sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct VerbId(pub usize);

/// A determiner, modifiers and a head: "the senior Iranian officials", "US President Donald Trump".
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub words: Range<usize>,
    /// The head noun in the singular ("official"), or of a name its last word.
    pub noun: String,
    /// The mention that the head is, as an index into the sentence's mentions.
    pub mention: Option<usize>,
    /// Mentions before the head: "Iranian", the two of "US-Iran talks".
    pub modifiers: Vec<usize>,
    /// "Iran's", "their".
    pub owner: Option<GroupId>,
    /// "its", "his".
    pub owner_mention: Option<usize>,
    /// Prepositional phrases that follow: the nearest first, those of its own dependents after.
    pub preps: Vec<(String, GroupId)>,
    /// All members of the list it stands in, itself included; empty if it stands alone.
    pub list: Vec<GroupId>,
    /// What stands beside it between commas and says what it is.
    pub apposition: Option<GroupId>,
    /// "neither", "no".
    pub negated: bool,
}

/// Auxiliaries and a verb: "has not been bombed", "to sign".
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    pub words: Range<usize>,
    /// The word of the main verb.
    pub head: usize,
    pub lemma: String,
    pub finite: bool,
    /// Introduced by "to".
    pub infinitive: bool,
    pub form: VerbForm,
    pub passive: bool,
    pub negated: bool,
    pub modal: Option<String>,
    /// "up", "out", "back" directly after it.
    pub particle: Option<String>,
}

/// What a sentence is a row of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Element {
    Group(GroupId),
    Verb(VerbId),
    /// Any other word: a preposition, a comma.
    Word(usize),
}

/// The row of elements with the groups and verbs they point at.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub elements: Vec<Element>,
    pub groups: Vec<Group>,
    pub verbs: Vec<Verb>,
}

/// Cuts tagged words into groups.
pub(super) fn row(words: &[Word], mentions: &[Mention]) -> Row {
    let mut row = Row::default();
    let mut at = 0;
    let mut owner = None;
    while let Some(word) = words.get(at) {
        if starts_group(word.tag) {
            let end = group_end(words, at);
            let id = GroupId(row.groups.len());
            let mut group = group(words, at..end, mentions);
            group.owner = owner.take();
            let owned = words
                .get(end)
                .is_some_and(|next| next.tag == Tag::Possessive)
                && words
                    .get(end + 1)
                    .is_some_and(|next| starts_group(next.tag) && next.tag != Tag::Pronoun);
            row.groups.push(group);
            if owned {
                owner = Some(id);
            } else {
                row.elements.push(Element::Group(id));
            }
            at = if words
                .get(end)
                .is_some_and(|next| next.tag == Tag::Possessive)
            {
                end + 1
            } else {
                end
            };
        } else if starts_verb(words, at) {
            let (verb, end) = verb(words, at);
            let id = VerbId(row.verbs.len());
            row.verbs.push(verb);
            row.elements.push(Element::Verb(id));
            at = end;
        } else {
            row.elements.push(Element::Word(at));
            at += 1;
        }
    }
    while let Some(at) = inverted(words, &row) {
        set_straight(words, &mut row, at);
    }
    row
}

/// "Has Kenya attacked Chad?": the place in the row of an auxiliary that opens its clause and stands before subject and verb.
fn inverted(words: &[Word], row: &Row) -> Option<usize> {
    let verb = |element: Option<&Element>| match element {
        Some(Element::Verb(id)) => row.verbs.get(id.0),
        _ => None,
    };
    (0..row.elements.len()).find(|&at| {
        let Some(aux) = verb(row.elements.get(at)) else {
            return false;
        };
        let tag = words.get(aux.head).map(|word| word.tag);
        let subject = matches!(row.elements.get(at + 1), Some(Element::Group(_)));
        let fits = verb(row.elements.get(at + 2)).is_some_and(|main| {
            main.modal.is_none()
                && match tag {
                    Some(Tag::Modal | Tag::Do) => main.form == VerbForm::Base && !main.infinitive,
                    Some(Tag::Have) => {
                        matches!(main.form, VerbForm::Past | VerbForm::Participle)
                            && main.words.len() == 1
                    }
                    Some(Tag::Be) => main.form == VerbForm::Ing,
                    _ => false,
                }
        });
        subject && fits && opens_clause(words, aux.words.start)
    })
}

/// Gives the auxiliary at `at` of the row to the verb behind the subject.
fn set_straight(words: &[Word], row: &mut Row, at: usize) {
    let (Some(Element::Verb(first)), Some(Element::Verb(main))) = (
        row.elements.get(at).copied(),
        row.elements.get(at + 2).copied(),
    ) else {
        return;
    };
    let aux = row.verbs.remove(first.0);
    row.elements.remove(at);
    for element in &mut row.elements {
        if let Element::Verb(id) = element {
            id.0 -= usize::from(id.0 > first.0);
        }
    }
    let before = aux.words.start.checked_sub(1).and_then(|at| words.get(at));
    let never =
        before.is_some_and(|word| matches!(word.lower.as_str(), "never" | "nor" | "neither"));
    if let Some(verb) = row.verbs.get_mut(main.0 - 1) {
        verb.modal = aux.modal;
        verb.finite = true;
        verb.negated |= aux.negated || never;
    }
}

fn starts_group(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Name
            | Tag::Noun
            | Tag::Title
            | Tag::Modifier
            | Tag::Determiner
            | Tag::Owner
            | Tag::Pronoun
            | Tag::Number
    )
}

fn group_end(words: &[Word], start: usize) -> usize {
    let tag = |at: usize| words.get(at).map_or(Tag::Edge, |word| word.tag);
    if tag(start) == Tag::Pronoun {
        return start + 1;
    }
    let mut end = start;
    loop {
        match tag(end) {
            // "lent Chad 2 billion euros": a name and a number of things are two.
            Tag::Number
                if end > start
                    && tag(end - 1) == Tag::Name
                    && matches!(tag(end + 1), Tag::Noun | Tag::Modifier | Tag::Number) =>
            {
                break;
            }
            Tag::Name | Tag::Noun | Tag::Title | Tag::Modifier | Tag::Number => {}
            // "all the", "both these": a determiner only in front.
            Tag::Determiner | Tag::Owner
                if words.get(start..end).is_some_and(|head| {
                    head.iter()
                        .all(|word| matches!(word.tag, Tag::Determiner | Tag::Adverb))
                }) => {}
            Tag::Hyphen => {}
            // "the Umma (Nation) party": the bracket stands inside the group.
            Tag::Open if end > start => {
                let close = (end + 1..end + 6).find(|&at| tag(at) == Tag::Close);
                let Some(close) = close.filter(|&close| tag(close + 1) == Tag::Noun) else {
                    break;
                };
                end = close;
            }
            // "the most senior", "a visibly angry crowd", "a “skilled” negotiator"
            Tag::Adverb | Tag::Quote
                if end > start
                    && matches!(tag(end + 1), Tag::Noun | Tag::Modifier)
                    && words.get(end - 1).is_some_and(|word| {
                        matches!(word.tag, Tag::Determiner | Tag::Owner | Tag::Adverb)
                    }) => {}
            _ => break,
        }
        end += 1;
    }
    end.max(start + 1)
}

fn group(words: &[Word], range: Range<usize>, mentions: &[Mention]) -> Group {
    let inside = words.get(range.clone()).unwrap_or_default();
    let head = inside
        .iter()
        .rev()
        .find(|word| matches!(word.tag, Tag::Name | Tag::Noun | Tag::Title | Tag::Pronoun))
        .or(inside.last());
    let mut group = Group {
        words: range,
        ..Group::default()
    };
    let (Some(head), Some(first)) = (head, inside.first()) else {
        return group;
    };
    group.noun = singular(&head.lower);
    group.negated = matches!(first.lower.as_str(), "no" | "neither");
    let here = |mention: &Mention| mention.span.start() >= first.span.start();
    // "Iran's air defences" begins with its owner, who is a group of his own.
    let last = inside
        .last()
        .map_or(head.span.end(), |word| word.span.end());
    let owned = |mention: &Mention| {
        mention.form == Form::Nominal && mention.span.end() <= last && !here(mention)
    };
    let is_head =
        |mention: &&Mention| (here(mention) || owned(mention)) && mention.span.contains(head.span);
    // A name before a description, then the longest: "Oman News Agency" before the "Oman" within.
    let rank = |mention: &Mention| {
        (
            mention.form == Form::Nominal,
            std::cmp::Reverse(mention.span.len()),
        )
    };
    group.mention = mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| is_head(mention))
        .min_by_key(|(_, mention)| rank(mention))
        .map(|(at, _)| at);
    let taken = group
        .mention
        .and_then(|at| mentions.get(at))
        .filter(|mention| mention.form != Form::Nominal);
    let mut end = first.span.start();
    for (at, mention) in mentions.iter().enumerate() {
        let before_head = mention.span.end() <= head.span.start()
            || mention.span.end() <= head.span.end() && mention.span.start() < head.span.start();
        let other = Some(at) != group.mention
            && mention.form != Form::Nominal
            && !taken.is_some_and(|taken| taken.span.overlaps(mention.span));
        if here(mention)
            && before_head
            && other
            && mention.span.start() >= end
            && mention.span.end() <= head.span.start()
        {
            if mention.form == Form::Pronoun {
                group.owner_mention = Some(at);
            } else {
                group.modifiers.push(at);
            }
            end = mention.span.end();
        }
    }
    group
}

fn starts_verb(words: &[Word], at: usize) -> bool {
    let tag = |at: usize| words.get(at).map_or(Tag::Edge, |word| word.tag);
    match tag(at) {
        Tag::Verb(_) | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::To => true,
        Tag::Not => matches!(tag(at + 1), Tag::To | Tag::Verb(_)),
        _ => false,
    }
}

/// The verb group from `at`, and where it ends.
fn verb(words: &[Word], at: usize) -> (Verb, usize) {
    let mut verb = Verb {
        words: at..at,
        head: at,
        lemma: String::new(),
        finite: false,
        infinitive: false,
        form: VerbForm::Base,
        passive: false,
        negated: false,
        modal: None,
        particle: None,
    };
    let mut last_aux = None;
    let mut end = at;
    let mut scan = at;
    while let Some(word) = words.get(scan) {
        match word.tag {
            Tag::To if scan == at || end == at => verb.infinitive = true,
            // "is to visit" goes on as an infinitive of its own.
            Tag::To => break,
            Tag::Modal => {
                verb.modal = Some(word.lower.clone());
                verb.finite = true;
                last_aux = Some(word);
            }
            Tag::Be | Tag::Have | Tag::Do => {
                verb.finite |= last_aux.is_none()
                    && !verb.infinitive
                    && !matches!(word.lower.as_str(), "be" | "been" | "being" | "having");
                last_aux = Some(word);
            }
            Tag::Not => {
                verb.negated = true;
                scan += 1;
                continue;
            }
            Tag::Adverb | Tag::Glue | Tag::Time => {
                scan += 1;
                continue;
            }
            Tag::Verb(form) => {
                let by_be = last_aux.is_some_and(|aux| aux.tag == Tag::Be);
                if end > at || scan == at || verb.infinitive || verb.negated {
                    // A second verb after a finite one is a group of its own.
                    verb.form = form;
                    verb.lemma.clone_from(&word.lemma);
                    verb.head = scan;
                    verb.passive = by_be && matches!(form, VerbForm::Past | VerbForm::Participle);
                    verb.finite |= last_aux.is_none()
                        && !verb.infinitive
                        && matches!(form, VerbForm::Third | VerbForm::Past | VerbForm::Base);
                    end = scan + 1;
                }
                break;
            }
            _ => break,
        }
        verb.negated |= word.lower.ends_with("n't") || word.lower == "cannot";
        scan += 1;
        end = scan;
    }
    if verb.lemma.is_empty() {
        // No verb but the auxiliary itself: "is", "has".
        let aux = words
            .get(at..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|word| matches!(word.tag, Tag::Be | Tag::Have | Tag::Do));
        verb.lemma = match aux.map(|aux| aux.tag) {
            Some(Tag::Be) => "be",
            Some(Tag::Have) => "have",
            _ => "do",
        }
        .to_owned();
        verb.head = end.saturating_sub(1).max(at);
        end = end.max(at + 1);
    }
    verb.words = at..end;
    let next = words
        .get(end)
        .filter(|word| word.tag == Tag::Adverb || word.tag == Tag::Preposition);
    verb.particle = next
        .filter(|word| {
            matches!(
                word.lower.as_str(),
                "up" | "out" | "off" | "back" | "down" | "over" | "away" | "forward"
            )
        })
        .map(|word| word.lower.clone());
    (verb, end)
}

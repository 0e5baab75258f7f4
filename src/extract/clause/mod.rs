//! A light analysis of one sentence: which verbs it has, who is subject and object of each, what hangs on what.
//!
//! Takes the tokens of a sentence and the mentions in it; answers the questions that relation rules ask ("the objects of
//! this verb", "what stands behind 'with'"). Cuts the sentence into groups by closed word classes, verb endings and the
//! names in it; ties groups to verbs by word order (`links`), then by the dependency tree (`by_tree`), which has the last word on
//! subjects and on objects and phrases of other verbs. Never knows what a verb means.

mod asides;
mod by_tree;
mod classes;
mod groups;
mod links;
mod lists;
mod open_class;
mod subjects;
mod tree;
mod verbs;
mod words;

pub(crate) use classes::is_in;
pub(crate) use groups::{Element, Group, GroupId, Verb, VerbId};
pub(crate) use links::{Parent, Ties};
pub(crate) use tree::{Tree, trees};
pub(crate) use verbs::{VerbForm, is_nounish, is_verb, verb_form};
pub(crate) use words::{Tag, Word};

use crate::model::{Mention, Span};
use crate::text::Token;

/// What tells a relation: a verb or a noun.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Trigger {
    Verb(VerbId),
    Noun(GroupId),
}

/// How a noun group stands to a verb.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    Subject,
    Object,
    Prep(String),
}

/// A sentence taken apart.
#[derive(Debug)]
pub(crate) struct Clauses<'a> {
    pub words: Vec<Word>,
    /// Those that lie in the sentence, in order of place.
    pub mentions: &'a [Mention],
    elements: Vec<Element>,
    groups: Vec<Group>,
    verbs: Vec<Verb>,
    ties: Vec<Ties>,
}

impl<'a> Clauses<'a> {
    /// `times` are stretches that say when, `titles` offices as printed before or after a name; `tree` as [`trees`] gives it.
    pub fn read(
        text: &'a str,
        tokens: &[Token],
        mentions: &'a [Mention],
        times: &[Span],
        titles: &[Span],
        tree: &Tree,
    ) -> Self {
        let mut words = words::words(text, tokens, mentions, times, titles);
        words::heed(&mut words, tree);
        let row = groups::row(&words, mentions);
        let (row, ties) = links::Linker::link(&words, mentions, row);
        let ties = by_tree::ties(&words, &row, tree, ties);
        Self {
            words,
            mentions,
            elements: row.elements,
            groups: row.groups,
            verbs: row.verbs,
            ties,
        }
    }

    pub fn verbs(&self) -> impl DoubleEndedIterator<Item = (VerbId, &Verb, &Ties)> {
        let pairs = self.verbs.iter().zip(&self.ties);
        pairs
            .enumerate()
            .map(|(at, (verb, ties))| (VerbId(at), verb, ties))
    }

    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups
            .iter()
            .enumerate()
            .map(|(at, group)| (GroupId(at), group))
    }

    pub fn verb(&self, id: VerbId) -> Option<&Verb> {
        self.verbs.get(id.0)
    }

    pub fn ties(&self, id: VerbId) -> Option<&Ties> {
        self.ties.get(id.0)
    }

    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.0)
    }

    pub fn mention(&self, at: usize) -> Option<&'a Mention> {
        self.mentions.get(at)
    }

    /// The members of the list a group stands in, or itself; "Chad's envoy, Ana, and Bo" is the list of Ana and Bo.
    pub fn members(&self, id: GroupId) -> Vec<GroupId> {
        let list = |id| self.group(id).map(|group: &Group| &group.list);
        let own = list(id).filter(|list| !list.is_empty());
        let beside = || {
            let beside = self.group(id)?.apposition?;
            list(beside).filter(|list| list.first() == Some(&beside))
        };
        own.or_else(beside).cloned().unwrap_or_else(|| vec![id])
    }

    /// The nearest phrase of a group with one of these prepositions: "with" or "between".
    pub fn prep_of_group(&self, id: GroupId, wanted: &[&str]) -> Option<GroupId> {
        let preps = &self.group(id)?.preps;
        preps
            .iter()
            .find(|(prep, _)| wanted.contains(&prep.as_str()))
            .map(|(_, object)| *object)
    }

    /// The objects of all phrases of a verb with one of these prepositions.
    pub fn preps_of_verb(&self, id: VerbId, wanted: &[&str]) -> Vec<GroupId> {
        let preps = self
            .ties(id)
            .map(|ties| ties.preps.as_slice())
            .unwrap_or_default();
        preps
            .iter()
            .filter(|(prep, _)| wanted.contains(&prep.as_str()))
            .map(|(_, object)| *object)
            .collect()
    }

    /// The verb that a group, or the chain or list it stands in, is subject or object of.
    pub fn governor(&self, id: GroupId) -> Option<(VerbId, Standing)> {
        let members = self.members(id);
        self.verbs().find_map(|(verb, _, ties)| {
            let standing = if ties
                .subject
                .is_some_and(|subject| members.contains(&subject))
                && !ties.reduced
            {
                Standing::Subject
            } else if ties.objects.iter().any(|object| members.contains(object)) {
                Standing::Object
            } else {
                let (prep, _) = ties
                    .preps
                    .iter()
                    .find(|(_, object)| members.contains(object))?;
                Standing::Prep(prep.clone())
            };
            Some((verb, standing))
        })
    }

    /// The group this one hangs on by a preposition, the nearest first.
    pub fn above(&self, id: GroupId) -> Option<(GroupId, &str)> {
        let members = self.members(id);
        let before = self.groups.iter().enumerate().take(id.0).rev();
        before
            .filter_map(|(at, group)| {
                let (prep, _) = group
                    .preps
                    .iter()
                    .find(|(_, object)| members.contains(object))?;
                Some((GroupId(at), prep.as_str()))
            })
            .next()
    }

    pub fn word_span(&self, at: usize) -> Option<Span> {
        self.words.get(at).map(|word| word.span)
    }

    pub fn group_span(&self, id: GroupId) -> Option<Span> {
        let words = self.words.get(self.group(id)?.words.clone())?;
        Some(words.first()?.span.join(words.last()?.span))
    }

    /// The words of a group, its phrases not included.
    pub fn group_words(&self, id: GroupId) -> &[Word] {
        self.group(id)
            .and_then(|group| self.words.get(group.words.clone()))
            .unwrap_or_default()
    }

    pub fn verb_span(&self, id: VerbId) -> Option<Span> {
        self.verb(id).and_then(|verb| self.word_span(verb.head))
    }

    pub fn trigger_span(&self, trigger: Trigger) -> Option<Span> {
        match trigger {
            Trigger::Verb(id) => self.verb_span(id),
            Trigger::Noun(id) => self
                .group_words(id)
                .iter()
                .rev()
                .find(|word| word.tag != Tag::Edge)
                .map(|word| word.span),
        }
    }

    /// The verb that a word belongs to by place: the nearest before it in its clause, else the next finite one.
    pub fn verb_near(&self, at: usize) -> Option<VerbId> {
        let starts = |element: &Element| match element {
            Element::Group(id) => self.group(*id).map_or(0, |group| group.words.start),
            Element::Verb(id) => self.verb(*id).map_or(0, |verb| verb.words.start),
            Element::Word(word) => *word,
        };
        let split = self
            .elements
            .partition_point(|element| starts(element) < at);
        let before = self.elements.get(..split).unwrap_or_default().iter().rev();
        for element in before {
            match element {
                Element::Verb(id) => return Some(*id),
                Element::Word(word) => {
                    let tag = self.words.get(*word).map(|word| word.tag);
                    if matches!(
                        tag,
                        Some(
                            Tag::That | Tag::Subordinator | Tag::Break | Tag::Quote | Tag::Relative
                        )
                    ) {
                        break;
                    }
                }
                Element::Group(_) => {}
            }
        }
        self.elements
            .get(split..)
            .unwrap_or_default()
            .iter()
            .find_map(|element| match element {
                Element::Verb(id) => Some(*id),
                _ => None,
            })
    }
}

#[cfg(test)]
pub(super) mod tests;

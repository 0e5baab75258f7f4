//! Whose verb it is, and what it hangs on: told by what stands before it.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Element, GroupId, Verb, VerbId};
use crate::extract::clause::links::{
    CLAUSE_NOUNS, INFINITIVE_NOUNS, Linker, OBJECT_CONTROL, Parent, REPORTING,
};
use crate::extract::clause::verbs::VerbForm;
use crate::extract::clause::words::Tag;

impl Linker<'_> {
    /// Subject and parent of the verb at `at`.
    pub(super) fn before(&self, at: usize, verb: &Verb) -> (Option<GroupId>, Parent, bool) {
        let Some(left) = self.left(at) else {
            return (None, Parent::Root, false);
        };
        if verb.infinitive {
            return self.before_infinitive(left);
        }
        if !verb.finite {
            return self.before_participle(left);
        }
        match self.tag(left) {
            // "remains committed to", "stands accused of": told of the same subject.
            Tag::Verb(_) if verb.form == VerbForm::Past && verb.words.len() == 1 => {
                self.beside(self.verb_at(left))
            }
            Tag::Relative | Tag::That
                if self
                    .left(left)
                    .is_some_and(|g| self.group_at(g).is_some() || self.tag(g) == Tag::Comma) =>
            {
                let before = self
                    .left(left)
                    .filter(|&b| self.tag(b) == Tag::Comma)
                    .map_or(self.left(left), |comma| self.left(comma));
                let chain = before
                    .filter(|&g| self.group_at(g).is_some())
                    .map(|g| self.chain_back(g))
                    .unwrap_or_default();
                // "the head of the navy, who": a person before a thing.
                let antecedent = chain.first().and_then(|&g| self.group_at(g));
                antecedent.map_or((None, Parent::Root, false), |group| {
                    (Some(group), Parent::Relative(group), false)
                })
            }
            Tag::And => {
                let earlier = (0..left).rev().filter_map(|i| self.verb_at(i)).find(|&id| {
                    self.verb(id).is_some_and(|earlier| {
                        earlier.finite || (earlier.infinitive && verb.form == VerbForm::Base)
                    })
                });
                self.beside(earlier.map(|earlier| self.like(earlier, verb)))
            }
            Tag::Noun => self.before_finite(left, verb),
            // Araghchi “is a skilled negotiator”.
            Tag::Quote
                if self
                    .left(left)
                    .is_some_and(|at| self.group_at(at).is_some()) =>
            {
                self.before_finite(self.left(left).unwrap_or(left), verb)
            }
            Tag::Comma => match self.over_insertion(left) {
                Some(subject) => self.before_finite(subject, verb),
                None => self.beside_comma(left, verb),
            },
            Tag::Subordinator | Tag::Preposition => (
                None,
                Parent::Adverbial(None, self.lemma(left).to_owned()),
                false,
            ),
            _ => (None, Parent::Root, false),
        }
    }

    /// "denied that Chad left, but said": one says beside the saying, not beside what was said.
    fn like(&self, earlier: VerbId, verb: &Verb) -> VerbId {
        let reports = |id: VerbId| {
            self.verb(id)
                .is_some_and(|verb| is_in(REPORTING, verb.lemma.as_str()))
        };
        match self.ties.get(earlier.0).map(|ties| &ties.parent) {
            Some(Parent::Complement(said))
                if is_in(REPORTING, verb.lemma.as_str()) && !reports(earlier) && reports(*said) =>
            {
                *said
            }
            _ => earlier,
        }
    }

    pub(super) fn beside(&self, earlier: Option<VerbId>) -> (Option<GroupId>, Parent, bool) {
        match earlier {
            Some(id) => (
                self.ties.get(id.0).and_then(|ties| ties.subject),
                Parent::Beside(id),
                false,
            ),
            None => (None, Parent::Root, false),
        }
    }

    /// "met A, signed B and left": the same subject.
    pub(super) fn beside_comma(
        &self,
        comma: usize,
        verb: &Verb,
    ) -> (Option<GroupId>, Parent, bool) {
        let reporting = is_in(REPORTING, verb.lemma.as_str());
        let earlier = (0..comma)
            .rev()
            .filter_map(|i| self.verb_at(i))
            .find(|&id| self.verb(id).is_some_and(|verb| verb.finite));
        if reporting {
            (None, Parent::Root, false)
        } else {
            self.beside(earlier)
        }
    }

    /// The first group of the subject that ends at `last`, and the element it starts at.
    pub(super) fn subject_start(&self, last: usize) -> (usize, GroupId) {
        let chain = self.chain_back(last);
        let mut start = chain.last().copied().unwrap_or(last);
        // "vehicles carrying a delegation left", "officials based in Geneva said": over the participle.
        for _ in 0..4 {
            let before = self.left(start).map_or((None, None), |at| {
                let at = if self.tag(at) == Tag::Preposition {
                    self.left(at)
                } else {
                    Some(at)
                };
                (at, at.and_then(|at| self.verb_at(at)))
            });
            let (Some(_), Some(id)) = before else { break };
            let ties = self.ties.get(id.0);
            let inner = ties
                .filter(|ties| ties.reduced)
                .and_then(|ties| ties.subject);
            let noun = ties.and_then(|ties| match ties.parent {
                Parent::Noun(noun) => Some(noun),
                _ => None,
            });
            let Some(subject) = inner.or(noun) else { break };
            let Some(position) = self.position(subject) else {
                break;
            };
            start = self
                .chain_back(position)
                .last()
                .copied()
                .unwrap_or(position);
        }
        let id = self.group_at(start).unwrap_or(GroupId(0));
        let first = self
            .group(id)
            .and_then(|group| group.list.first().copied())
            .unwrap_or(id);
        let at = self
            .position(first)
            .filter(|&at| at < start)
            .unwrap_or(start);
        // The list may start inside a chain: "leaders of A and B".
        if at == start {
            (start, id)
        } else {
            (
                self.chain_back(at).last().copied().unwrap_or(at),
                self.group_at(self.chain_back(at).last().copied().unwrap_or(at))
                    .unwrap_or(first),
            )
        }
    }

    pub(super) fn before_finite(
        &self,
        last: usize,
        verb: &Verb,
    ) -> (Option<GroupId>, Parent, bool) {
        let (start, subject) = self.subject_start(last);
        let left = self.left(start);
        let nearest = self.group_at(last);
        let bare = verb.form == VerbForm::Past && verb.words.len() == 1;
        let Some(left) = left else {
            if bare && self.is_reduced(verb, last) {
                return (
                    nearest,
                    nearest.map_or(Parent::Root, Parent::Relative),
                    true,
                );
            }
            return (Some(subject), Parent::Root, false);
        };
        match self.element(left) {
            Some(Element::Verb(id)) => {
                let earlier = self.verb(id).map_or("", |verb| verb.lemma.as_str());
                if bare && (!is_in(REPORTING, earlier) || self.is_reduced(verb, last)) {
                    return (
                        nearest,
                        nearest.map_or(Parent::Root, Parent::Relative),
                        true,
                    );
                }
                (Some(subject), Parent::Complement(id), false)
            }
            Some(Element::Group(group)) => (Some(subject), Parent::Relative(group), false),
            _ => match self.tag(left) {
                Tag::That | Tag::Relative => (Some(subject), self.that_parent(left), false),
                Tag::Subordinator => (Some(subject), self.adverbial(left), false),
                Tag::Preposition => {
                    if matches!(
                        self.lemma(left),
                        "after" | "before" | "since" | "until" | "as" | "than" | "till" | "for"
                    ) {
                        if bare && self.is_reduced(verb, last) {
                            return (
                                nearest,
                                nearest.map_or(Parent::Root, Parent::Relative),
                                true,
                            );
                        }
                        (Some(subject), self.adverbial(left), false)
                    } else if bare && self.has_object(verb) {
                        // "Ana, who had talked to the envoy, Bo, urged Chad": no participle takes an object.
                        (None, Parent::Root, false)
                    } else if bare {
                        (
                            nearest,
                            nearest.map_or(Parent::Root, Parent::Relative),
                            true,
                        )
                    } else {
                        (None, Parent::Root, false)
                    }
                }
                Tag::And => {
                    let earlier = (0..left)
                        .rev()
                        .filter_map(|i| self.verb_at(i))
                        .find(|&id| self.verb(id).is_some_and(|verb| verb.finite));
                    (
                        Some(subject),
                        earlier.map_or(Parent::Root, Parent::Beside),
                        false,
                    )
                }
                Tag::Comma | Tag::Quote | Tag::Break => {
                    if bare && self.is_reduced(verb, last) {
                        return (
                            nearest,
                            nearest.map_or(Parent::Root, Parent::Relative),
                            true,
                        );
                    }
                    (Some(subject), self.comma_parent(left), false)
                }
                _ => (Some(subject), Parent::Root, false),
            },
        }
    }

    /// Whether somebody or something stands right behind a verb; what one is named or given does not count.
    fn has_object(&self, verb: &Verb) -> bool {
        const NAMES: &str =
            "name call dub title codename nickname give grant offer award pay elect appoint deem";
        let next = self.words.get(verb.words.end).map(|word| word.tag);
        let begins = matches!(
            next,
            Some(
                Tag::Name
                    | Tag::Noun
                    | Tag::Determiner
                    | Tag::Owner
                    | Tag::Pronoun
                    | Tag::Title
                    | Tag::Modifier
            )
        );
        begins && !is_in(NAMES, &verb.lemma)
    }

    /// "A said, B attacked" and "A said: B attacked".
    pub(super) fn comma_parent(&self, comma: usize) -> Parent {
        let before = self.left(comma).and_then(|at| {
            if self.tag(at) == Tag::Comma {
                self.left(at)
            } else {
                Some(at)
            }
        });
        if let Some(that) = before.filter(|&at| self.tag(at) == Tag::That) {
            return self.that_parent(that);
        }
        let said = before.and_then(|at| self.verb_at(at)).filter(|&id| {
            self.verb(id)
                .is_some_and(|verb| is_in(REPORTING, verb.lemma.as_str()))
        });
        said.map_or(Parent::Root, Parent::Complement)
    }

    pub(super) fn that_parent(&self, that: usize) -> Parent {
        let Some(before) = self.left(that) else {
            return Parent::Root;
        };
        if let Some(id) = self.verb_at(before) {
            return Parent::Complement(id);
        }
        if self.tag(before) == Tag::And {
            let earlier = (0..before)
                .rev()
                .filter_map(|i| self.verb_at(i))
                .find(|&id| self.verb(id).is_some_and(|verb| verb.finite));
            return earlier.map_or(Parent::Root, Parent::Beside);
        }
        let Some(group) = self.group_at(before) else {
            return Parent::Root;
        };
        let noun = self.group(group).map_or("", |group| group.noun.as_str());
        let teller = (0..before)
            .rev()
            .find_map(|i| self.verb_at(i))
            .filter(|&id| {
                self.verb(id)
                    .is_some_and(|verb| is_in(REPORTING, verb.lemma.as_str()))
            });
        match teller {
            // "told reporters that", but "fears that", "a missile that".
            Some(id) if self.tag(that) == Tag::That && !is_in(CLAUSE_NOUNS, noun) => {
                Parent::Complement(id)
            }
            _ if is_in(CLAUSE_NOUNS, noun) => Parent::Noun(group),
            _ => Parent::Relative(group),
        }
    }

    pub(super) fn adverbial(&self, at: usize) -> Parent {
        let word = self.lemma(at).to_owned();
        let earlier = (0..at).rev().filter_map(|i| self.verb_at(i)).next();
        match (word.as_str(), earlier) {
            ("whether" | "how" | "why" | "what", Some(id)) => Parent::Complement(id),
            (_, earlier) => Parent::Adverbial(earlier, word),
        }
    }

    pub(super) fn before_infinitive(&self, left: usize) -> (Option<GroupId>, Parent, bool) {
        let subject_of = |id: VerbId| self.ties.get(id.0).and_then(|ties| ties.subject);
        if let Some(id) = self.verb_at(left) {
            return (subject_of(id), Parent::Infinitive(id), false);
        }
        if self.tag(left) == Tag::And {
            let earlier = (0..left)
                .rev()
                .filter_map(|i| self.verb_at(i))
                .find(|&id| self.verb(id).is_some_and(|verb| verb.infinitive));
            return self.beside(earlier);
        }
        let Some(group) = self.group_at(left) else {
            let earlier = (0..left).rev().find_map(|i| self.verb_at(i));
            return earlier.map_or((None, Parent::Root, false), |id| {
                (subject_of(id), Parent::Infinitive(id), false)
            });
        };
        let chain = self.chain_back(left);
        let noun = chain
            .iter()
            .filter_map(|&at| self.group_at(at))
            .find(|&id| {
                self.group(id).is_some_and(|group| {
                    group.mention.is_none() && is_in(INFINITIVE_NOUNS, group.noun.as_str())
                })
            });
        let verb = (0..left).rev().find_map(|i| self.verb_at(i));
        if let Some(noun) = noun {
            let owner = self.group(noun).and_then(|group| group.owner);
            return (
                owner.or_else(|| verb.and_then(subject_of)),
                Parent::Noun(noun),
                false,
            );
        }
        let Some(id) = verb else {
            return (None, Parent::Noun(group), false);
        };
        let control = self
            .verb(id)
            .is_some_and(|verb| is_in(OBJECT_CONTROL, verb.lemma.as_str()));
        let outer = chain.last().and_then(|&at| self.group_at(at));
        // "…, the first delegation to visit Chad": what stands beside does it.
        let beside = chain
            .last()
            .and_then(|&at| self.left(at))
            .is_some_and(|left| self.tag(left) == Tag::Comma);
        if beside && !control {
            return (outer, Parent::Relative(group), false);
        }
        let subject = if control { outer } else { subject_of(id) };
        (subject, Parent::Infinitive(id), false)
    }

    pub(super) fn before_participle(&self, left: usize) -> (Option<GroupId>, Parent, bool) {
        let subject_of = |id: VerbId| self.ties.get(id.0).and_then(|ties| ties.subject);
        let earlier = |at: usize| {
            (0..at)
                .rev()
                .filter_map(|i| self.verb_at(i))
                .find(|&id| self.verb(id).is_some_and(|verb| verb.finite))
        };
        match self.element(left) {
            Some(Element::Verb(id)) => (subject_of(id), Parent::Gerund(id, String::new()), false),
            Some(Element::Group(group)) => (Some(group), Parent::Relative(group), true),
            _ => match self.tag(left) {
                Tag::Comma | Tag::Break | Tag::Quote => match earlier(left) {
                    Some(id) => (subject_of(id), Parent::Beside(id), false),
                    None => (None, Parent::Root, false),
                },
                Tag::And => {
                    let earlier = (0..left).rev().find_map(|i| self.verb_at(i));
                    self.beside(earlier)
                }
                Tag::Preposition => {
                    let prep = self.lemma(left).to_owned();
                    let before = self.left(left);
                    let noun = before.and_then(|at| self.group_at(at)).filter(|&id| {
                        self.group(id).is_some_and(|group| {
                            is_in(CLAUSE_NOUNS, group.noun.as_str())
                                || is_in(INFINITIVE_NOUNS, group.noun.as_str())
                        })
                    });
                    let verb_id = (0..left).rev().find_map(|i| self.verb_at(i));
                    if let Some(noun) = noun {
                        let owner = self
                            .group(noun)
                            .and_then(|group| group.owner)
                            .or_else(|| verb_id.and_then(subject_of));
                        return (owner, Parent::Noun(noun), false);
                    }
                    match verb_id {
                        Some(id) => {
                            let of_object = self.verb(id).is_some_and(|verb| {
                                matches!(
                                    verb.lemma.as_str(),
                                    "accuse"
                                        | "suspect"
                                        | "prevent"
                                        | "stop"
                                        | "ban"
                                        | "bar"
                                        | "thank"
                                        | "blame"
                                        | "criticise"
                                        | "criticize"
                                        | "condemn"
                                        | "praise"
                                        | "charge"
                                        | "convict"
                                        | "arrest"
                                        | "sanction"
                                        | "punish"
                                        | "discourage"
                                        | "prohibit"
                                        | "denounce"
                                        | "sentence"
                                        | "detain"
                                        | "jail"
                                        | "indict"
                                        | "dissuade"
                                )
                            });
                            // "stopped short of condemning": "short" is no object.
                            let object = before.and_then(|at| self.group_at(at)).filter(|&id| {
                                self.group(id).is_some_and(|group| group.noun != "short")
                            });
                            let passive = self.verb(id).is_some_and(|verb| verb.passive);
                            let short = object.is_none() && prep == "of";
                            let subject = if of_object && !passive && !short {
                                object
                            } else {
                                subject_of(id)
                            };
                            (subject, Parent::Gerund(id, prep), false)
                        }
                        None => (None, Parent::Adverbial(None, prep), false),
                    }
                }
                Tag::Subordinator => {
                    let id = earlier(left);
                    (id.and_then(subject_of), self.adverbial(left), false)
                }
                _ => (None, Parent::Root, false),
            },
        }
    }
}

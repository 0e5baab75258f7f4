//! Whether what a trigger tells has happened: from its own auxiliaries and from what it hangs on.
//!
//! A cue speaks for the trigger it stands over and for nothing else: in "A said B would attack C" the saying is told as
//! done, the attack as possible. Cues over cues are put together by [`under`].

mod nouns;
mod words;

#[cfg(test)]
mod tests;

use crate::extract::clause::{Clauses, GroupId, Parent, Tag, Trigger, Verb, VerbForm, VerbId};
use crate::extract::status::words::Force;
use crate::lexicon::{Reporting, Verbs};
use crate::model::{Span, Status};

/// So many words over words are followed; sentences nest less.
const DEEPEST: usize = 8;

/// A status and the word that decides it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Told {
    pub status: Status,
    pub cue: Option<Span>,
}

impl Told {
    /// Told as having happened.
    pub const DONE: Self = Self {
        status: Status::Asserted,
        cue: None,
    };
}

/// The status of what `trigger` tells.
pub(crate) fn status(clauses: &Clauses, lexicon: &Verbs, trigger: Trigger) -> Told {
    let context = Context { clauses, lexicon };
    match trigger {
        Trigger::Verb(id) => context.of_verb(id, 0),
        Trigger::Noun(id) => context.of_noun(id, 0),
    }
}

/// What is told of a word, `inner`, under a word of which `outer` is told: "may refuse to", "did not agree to".
fn under(outer: Told, inner: Told) -> Told {
    use Status as S;
    match (outer.status, inner.status) {
        (S::Asserted, _) | (S::Hypothetical | S::Planned, S::Demanded) => inner,
        // "has not ruled out attacking".
        (S::Denied, S::Denied) => Told {
            status: S::Hypothetical,
            ..inner
        },
        (S::Planned, S::Planned | S::Denied | S::Hypothetical) => inner,
        (S::Demanded, S::Denied | S::Hypothetical) => inner,
        _ => outer,
    }
}

struct Context<'a> {
    clauses: &'a Clauses<'a>,
    lexicon: &'a Verbs,
}

impl Context<'_> {
    fn of_verb(&self, id: VerbId, depth: usize) -> Told {
        let Some((verb, ties)) = self.clauses.verb(id).zip(self.clauses.ties(id)) else {
            return Told::DONE;
        };
        if let Some(cue) = self.negation(verb, ties.subject) {
            return self.told(Status::Denied, Some(cue));
        }
        let outer = if depth < DEEPEST {
            self.outer(id, &ties.parent, depth)
        } else {
            Told::DONE
        };
        let Some(own) = self.own(id, verb, &ties.parent) else {
            return outer;
        };
        match (outer.status, own.status) {
            (Status::Denied | Status::Hypothetical | Status::Demanded, Status::Planned) => outer,
            _ => own,
        }
    }

    /// What the auxiliaries and adverbs of a verb say; `None` where they say that it was so.
    fn own(&self, id: VerbId, verb: &Verb, parent: &Parent) -> Option<Told> {
        let cue = |words: &[&str]| self.find_in(verb.words.clone(), words);
        if let Some(asked) = self.is_asked(id, verb, parent) {
            return Some(asked);
        }
        if let Some(modal) = verb.modal.as_deref() {
            let perfect = cue(&["have"]).is_some();
            let status = match modal {
                "will" | "'ll" | "shall" | "wo" | "won't"
                    if cue(&["likely", "probably"]).is_some() =>
                {
                    Status::Hypothetical
                }
                "will" | "'ll" | "shall" | "wo" | "won't" => Status::Planned,
                // "announced it would close": meant; "said Chad would attack": thought possible.
                "would" if !perfect && self.is_own_intention(id, parent) => Status::Planned,
                // "must have left": guessed.
                "must" | "should" if !perfect => Status::Demanded,
                _ => Status::Hypothetical,
            };
            return Some(self.told(status, cue(&[modal])));
        }
        // "is due in Oslo".
        let due = verb.words.end;
        if verb.lemma == "be" && self.lower(due) == "due" {
            return Some(self.told(Status::Planned, Some(due)));
        }
        let beside = verb.words.start.saturating_sub(1)..verb.words.end;
        self.force_in(beside, words::of_adverb)
    }

    /// "not", "never", "has yet to"; "no envoy", "neither", "nobody" as its subject. "Not only" denies nothing.
    fn negation(&self, verb: &Verb, subject: Option<GroupId>) -> Option<usize> {
        let around = verb.words.start.saturating_sub(1)..verb.words.end;
        let only = |at: usize| matches!(self.lower(at + 1), "only" | "just" | "merely" | "simply");
        let own = around.clone().find(|&at| {
            self.clauses.words.get(at).is_some_and(|word| {
                verb.words.contains(&at) && word.tag == Tag::Not
                    || word.lower.ends_with("n't")
                    || word.lower == "cannot"
            })
        });
        if verb.negated {
            let at = own.unwrap_or(verb.words.start);
            return (!only(at)).then_some(at);
        }
        let subject = self.clauses.group(subject?)?;
        let start = subject.words.start;
        // "Nobody but Chad" is Chad.
        let but = self.lower(subject.words.end) == "but";
        let nobody = matches!(
            subject.noun.as_str(),
            "nobody" | "none" | "nothing" | "no-one"
        );
        ((subject.negated || nobody) && !but).then_some(start)
    }

    /// A question that can be answered with yes or no: "Will Chad attack?", "Should Chad attack, the port will close".
    fn is_asked(&self, id: VerbId, verb: &Verb, parent: &Parent) -> Option<Told> {
        if !matches!(parent, Parent::Root) {
            return None;
        }
        let after = self.clauses.words.get(verb.words.end..)?;
        let mark = after
            .iter()
            .find(|word| matches!(word.lower.as_str(), "." | "!" | "?" | "…"))?;
        let opening = self.opening(id);
        let wh = matches!(self.lower(opening), "why" | "when" | "how" | "where");
        let first = opening + usize::from(wh);
        let inverted = matches!(self.lower(first), "should" | "were" | "had");
        let asks = matches!(
            self.clauses.words.get(first).map(|word| word.tag),
            Some(Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
        );
        let subject_first = self.clauses.ties(id)?.subject.and_then(|subject| {
            let group = self.clauses.group(subject)?;
            Some(group.words.start < first + 1)
        });
        if subject_first.unwrap_or(true) {
            return None;
        }
        let asked = mark.lower == "?" && asks;
        let conditional = inverted && after.iter().any(|word| word.tag == Tag::Comma);
        (asked || conditional).then(|| self.told(Status::Hypothetical, Some(first)))
    }

    /// The first word of the sentence, or of the quotation that holds the verb.
    fn opening(&self, id: VerbId) -> usize {
        let start = self.clauses.verb(id).map_or(0, |verb| verb.words.start);
        let before = self.clauses.words.get(..start).unwrap_or_default();
        let opens =
            |word: &crate::extract::clause::Word| matches!(word.tag, Tag::Quote | Tag::Break);
        before.iter().rposition(opens).map_or(0, |at| at + 1)
    }

    /// "announced it would", "said it would": the one who speaks is the one who will act.
    fn is_own_intention(&self, id: VerbId, parent: &Parent) -> bool {
        let Parent::Complement(said) = parent else {
            return false;
        };
        let verb = self.lemma(*said);
        let subject = |id| self.clauses.ties(id).and_then(|ties| ties.subject);
        let own = subject(id).is_some_and(|group| {
            let noun = self.noun(group);
            matches!(noun, "it" | "they" | "he" | "she" | "we" | "i")
                || subject(*said) == Some(group)
        });
        matches!(
            verb,
            "announce"
                | "pledge"
                | "promise"
                | "vow"
                | "agree"
                | "decide"
                | "confirm"
                | "declare"
                | "swear"
        ) || own
            && matches!(
                verb,
                "say" | "state" | "tell" | "add" | "write" | "insist" | "signal"
            )
    }

    /// What the clause around a verb makes of it.
    fn outer(&self, id: VerbId, parent: &Parent, depth: usize) -> Told {
        match parent {
            Parent::Root | Parent::Relative(_) => Told::DONE,
            Parent::Beside(other) => self.beside(id, *other, depth),
            Parent::Complement(said) => self.complement(id, *said, depth),
            Parent::Infinitive(governor) => self.infinitive(id, *governor, depth),
            Parent::Gerund(governor, prep) => self.gerund(*governor, prep, depth),
            Parent::Adverbial(_, word) => match word.as_str() {
                "if" | "unless" | "whether" | "lest" | "as if" | "until" => {
                    self.told(Status::Hypothetical, self.word_before(id, word))
                }
                "without" | "instead of" | "rather than" => {
                    self.told(Status::Denied, self.word_before(id, word))
                }
                _ => Told::DONE,
            },
            Parent::Noun(group) => self
                .under_noun(*group, depth)
                .or_else(|| self.under_adjective(id, depth))
                .unwrap_or_else(|| {
                    // "steps to close the port", but "the statement that it had closed the port".
                    let infinitive = self.clauses.verb(id).is_some_and(|verb| verb.infinitive);
                    if infinitive {
                        self.told(Status::Planned, self.group_word(*group))
                    } else {
                        Told::DONE
                    }
                }),
        }
    }

    /// "said that", "denied that", "asked whether".
    fn complement(&self, id: VerbId, said: VerbId, depth: usize) -> Told {
        let told = self.of_verb(said, depth + 1);
        let verb = self.lemma(said);
        let cue = |status| self.told(status, self.head(said));
        if let Some(whether) = self.whether(id, said) {
            return self.told(Status::Hypothetical, Some(whether));
        }
        let inner = match (verb, self.lexicon.reporting(verb)) {
            ("deny", _) => cue(Status::Denied),
            (
                "demand" | "urge" | "ask" | "propose" | "recommend" | "request" | "require"
                | "want",
                _,
            ) => cue(Status::Demanded),
            (_, Some(Reporting::Denial)) => cue(Status::Denied),
            (_, Some(Reporting::Intention)) => cue(Status::Planned),
            (_, Some(Reporting::Doubt))
            | ("allege" | "warn" | "fear" | "suspect" | "ensure", _) => cue(Status::Hypothetical),
            _ => Told::DONE,
        };
        match told.status {
            // "did not deny that": not said to be so either.
            Status::Denied | Status::Hypothetical => under(told, inner),
            // What will be said, or must be, is no less so.
            _ => inner,
        }
    }

    /// "asked whether Chad attacked", "unclear if": the word that opens the clause of `id`.
    fn whether(&self, id: VerbId, said: VerbId) -> Option<usize> {
        let from = self.clauses.verb(said)?.words.end;
        let to = self.clauses.verb(id)?.words.start;
        (from..to)
            .rev()
            .find(|&at| matches!(self.lower(at), "whether" | "if"))
            .filter(|_| {
                self.clauses.verbs().all(|(other, verb, _)| {
                    other == id || verb.words.start >= to || verb.words.end <= from || !verb.finite
                })
            })
    }

    fn gerund(&self, governor: VerbId, prep: &str, depth: usize) -> Told {
        let verb = self.lemma(governor);
        let force = words::of_verb(verb);
        let cue = |status| self.told(status, self.head(governor));
        match prep {
            "without" | "instead of" | "rather than" | "against" => cue(Status::Denied),
            // "stopped bombing": it had.
            "" if matches!(verb, "stop" | "halt" | "cease" | "end" | "suspend") => Told::DONE,
            // "stopped short of".
            "of" if verb == "stop" || self.is_followed_by(governor, "short") => cue(Status::Denied),
            "from" if force == Some(Force::Denied) || matches!(verb, "keep" | "restrain") => {
                cue(Status::Denied)
            }
            "of" if force == Some(Force::Doubted) || matches!(verb, "convict") => {
                cue(Status::Hypothetical)
            }
            "by" | "after" | "in" | "while" | "before" => self.of_verb(governor, depth + 1),
            "to" if verb == "object" => cue(Status::Denied),
            "to" if matches!(verb, "commit" | "return" | "resort") => cue(Status::Planned),
            "about" | "on" | "at" => cue(Status::Planned),
            "for" => Told::DONE,
            _ => self.governed(governor, depth).unwrap_or(Told::DONE),
        }
    }

    /// "will meet X and sign Y": the second as the first; "met X and will sign Y": each by itself.
    fn beside(&self, id: VerbId, other: VerbId, depth: usize) -> Told {
        let form = self.clauses.verb(id).map(|verb| (verb.finite, verb.form));
        let first = self.clauses.verb(other).map(|verb| verb.form);
        match form {
            Some((true, VerbForm::Base)) if first == Some(VerbForm::Base) => {
                self.of_verb(other, depth + 1)
            }
            Some((false, _)) if first == form.map(|(_, form)| form) => {
                self.of_verb(other, depth + 1)
            }
            // "will return to the Gulf, visiting Oman": as much to come as the return.
            Some((false, VerbForm::Ing)) => match self.of_verb(other, depth + 1) {
                told if told.status == Status::Denied => Told::DONE,
                told => told,
            },
            _ => match self.clauses.ties(other).map(|ties| &ties.parent) {
                Some(
                    parent @ (Parent::Complement(_)
                    | Parent::Infinitive(_)
                    | Parent::Gerund(..)
                    | Parent::Noun(_)),
                ) if form.is_some_and(|(finite, _)| {
                    finite || matches!(parent, Parent::Infinitive(_))
                }) =>
                {
                    self.outer(other, parent, depth + 1)
                }
                _ => Told::DONE,
            },
        }
    }

    fn infinitive(&self, id: VerbId, governor: VerbId, depth: usize) -> Told {
        let Some((verb, ties)) = self.clauses.verb(governor).zip(self.clauses.ties(governor))
        else {
            return self.told(Status::Planned, None);
        };
        if let Some(told) = self.under_adjective(id, depth) {
            return told;
        }
        let cue = |status| self.told(status, self.head(governor));
        let own_subject = self.clauses.ties(id).and_then(|ties| ties.subject);
        let of_another = own_subject.is_some() && own_subject != ties.subject;
        let told = self.of_verb(governor, depth + 1);
        let yet = self.find_in(verb.words.start..self.start(id), &["yet"]);
        match verb.lemma.as_str() {
            // "has yet to sanction".
            "have" | "be" | "remain" if yet.is_some() => self.told(Status::Denied, yet),
            "want" | "ask" | "expect" | "invite" | "like" | "wish" if of_another => {
                under(told, cue(Status::Demanded))
            }
            // "gave Chad until Friday to leave".
            "give" | "set"
                if !self
                    .clauses
                    .preps_of_verb(governor, &["until", "till", "by"])
                    .is_empty()
                    || self
                        .find_in(
                            verb.words.end..self.start(id),
                            &["until", "deadline", "ultimatum"],
                        )
                        .is_some() =>
            {
                under(told, cue(Status::Demanded))
            }
            // "had to leave" did; "has to leave" is to.
            "have" if ties.objects.is_empty() && self.lower(verb.head) == "had" => told,
            "have" if ties.objects.is_empty() => under(told, cue(Status::Demanded)),
            // "is said to have bombed".
            "say" | "understand" | "rumour" | "rumor" if verb.passive => {
                under(told, cue(Status::Hypothetical))
            }
            _ => self
                .governed(governor, depth)
                .unwrap_or_else(|| cue(Status::Planned)),
        }
    }

    /// "is likely to attack", "unable to attack": by the word before "to".
    fn under_adjective(&self, id: VerbId, depth: usize) -> Option<Told> {
        let at = self.start(id).checked_sub(1)?;
        let force = words::of_adjective(self.lower(at))?;
        let inner = self.told(force.status(), Some(at));
        let before = self
            .clauses
            .verbs()
            .filter(|(other, verb, _)| *other != id && verb.words.end <= at);
        let be = before
            .map(|(other, ..)| other)
            .next_back()
            .filter(|_| depth < DEEPEST);
        let outer = be.map_or(Told::DONE, |be| self.of_verb(be, depth + 1));
        Some(under(outer, inner))
    }

    /// The status of what hangs on this verb; `None` if the verb says nothing about it.
    fn governed(&self, governor: VerbId, depth: usize) -> Option<Told> {
        let told = self.of_verb(governor, depth + 1);
        let lemma = self.lemma(governor);
        let force = words::of_verb(lemma)?;
        if force == Force::Plain {
            return Some(told);
        }
        // "did not fail to".
        if told.status == Status::Denied && matches!(lemma, "fail" | "omit" | "hesitate") {
            return Some(Told::DONE);
        }
        Some(under(told, self.told(force.status(), self.head(governor))))
    }

    fn told(&self, status: Status, cue: Option<usize>) -> Told {
        Told {
            status,
            cue: cue.and_then(|at| self.clauses.word_span(at)),
        }
    }

    /// What the first telling word of a stretch makes of it.
    fn force_in(
        &self,
        range: std::ops::Range<usize>,
        of: fn(&str) -> Option<Force>,
    ) -> Option<Told> {
        range
            .into_iter()
            .find_map(|at| Some(self.told(of(self.lower(at))?.status(), Some(at))))
    }

    fn find_in(&self, mut range: std::ops::Range<usize>, wanted: &[&str]) -> Option<usize> {
        range.find(|&at| wanted.contains(&self.lower(at)))
    }

    fn lower(&self, at: usize) -> &str {
        self.clauses.words.get(at).map_or("", |word| &word.lower)
    }

    fn lemma(&self, id: VerbId) -> &str {
        self.clauses.verb(id).map_or("", |verb| &verb.lemma)
    }

    fn noun(&self, id: GroupId) -> &str {
        self.clauses.group(id).map_or("", |group| &group.noun)
    }

    fn head(&self, id: VerbId) -> Option<usize> {
        self.clauses.verb(id).map(|verb| verb.head)
    }

    fn start(&self, id: VerbId) -> usize {
        self.clauses.verb(id).map_or(0, |verb| verb.words.start)
    }

    fn is_followed_by(&self, id: VerbId, word: &str) -> bool {
        self.head(id).is_some_and(|at| self.lower(at + 1) == word)
    }

    /// The last word of a group: its noun.
    fn group_word(&self, id: GroupId) -> Option<usize> {
        self.clauses.group(id)?.words.clone().next_back()
    }

    /// The nearest `word` before a verb.
    fn word_before(&self, id: VerbId, word: &str) -> Option<usize> {
        let first = word.split(' ').next().unwrap_or(word);
        (0..self.start(id))
            .rev()
            .find(|&at| self.lower(at) == first)
    }

    /// The preposition before a group.
    fn word_of_prep(&self, id: GroupId) -> Option<usize> {
        let start = self.clauses.group(id)?.words.start;
        (0..start).rev().find(|&at| {
            let tag = self.clauses.words.get(at).map(|word| word.tag);
            tag == Some(Tag::Preposition)
        })
    }
}

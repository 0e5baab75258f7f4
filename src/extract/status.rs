//! Whether what a trigger tells has happened: from its own auxiliaries and from what it hangs on.

use crate::extract::clause::{
    Clauses, GroupId, Parent, Standing, Trigger, VerbForm, VerbId, is_in,
};
use crate::lexicon::{Reporting, Verbs};
use crate::model::Status;

/// Verbs before an infinitive or gerund that only say how it was done: "continued to bomb", "managed to free".
const TRANSPARENT: &str = "continue begin start help manage come serve go cease proceed resume use get keep move work \
    remain succeed join act combine force compel allow enable cause lead rush resort see catch spend";
/// What follows is meant to come.
const INTENTION: &str = "want plan intend aim hope agree decide promise pledge vow offer prepare expect seek try attempt \
    set schedule commit undertake volunteer wish consider propose be due swear opt choose resolve \
    determine arrange announce signal mull discuss contemplate ask head gear poise authorise \
    authorize mobilise mobilize invite explore mean dispatch slate like look struggle";
/// What follows may or may not be.
const DOUBT: &str = "threaten allege suspect believe accuse appear seem fear claim report think presume rumour rumor \
    risk tend charge blame imagine talk warn caution say assume may predict suggest indict have";
/// What follows is not so.
const DENIAL: &str = "refuse fail decline deny avoid stop prevent ban bar forbid rule prohibit refrain abstain neglect \
    dissuade stall halt reject oppose block cancel postpone suspend dismiss abandon scrap exclude \
    resist";
/// What follows is wished of somebody.
const WISH: &str = "urge demand order press call require request instruct tell advise appeal beg need push pressure \
    recommend insist encourage remind plead lobby implore favour favor advocate deserve oblige";
const DOUBT_NOUNS: &str = "threat fear claim allegation accusation warning possibility risk prospect danger suspicion \
    ability capacity option right chance opportunity power authority readiness idea rumour rumor \
    likelihood charge concern belief suggestion speculation case event firepower means potential";
const INTENTION_NOUNS: &str = "plan decision effort attempt bid promise pledge vow offer proposal intention intent agreement \
    commitment move drive determination resolve willingness preparation hope invitation desire wish \
    ambition aim goal deal openness";
const WISH_NOUNS: &str = "call demand appeal request order need obligation pressure insistence push ultimatum plea end \
    halt";
const DENIAL_NOUNS: &str = "refusal failure denial lack absence rejection cancellation suspension";

/// The status of what `trigger` tells.
pub(crate) fn status(clauses: &Clauses, lexicon: &Verbs, trigger: Trigger) -> Status {
    let context = Context { clauses, lexicon };
    match trigger {
        Trigger::Verb(id) => context.of_verb(id, 0),
        Trigger::Noun(id) => context.of_noun(id, 0),
    }
}

struct Context<'a> {
    clauses: &'a Clauses<'a>,
    lexicon: &'a Verbs,
}

impl Context<'_> {
    fn of_verb(&self, id: VerbId, depth: usize) -> Status {
        let Some((verb, ties)) = self.clauses.verb(id).zip(self.clauses.ties(id)) else {
            return Status::Asserted;
        };
        if verb.negated
            || ties
                .subject
                .and_then(|subject| self.clauses.group(subject))
                .is_some_and(|subject| subject.negated)
        {
            return Status::Denied;
        }
        let outer = if depth < 8 {
            self.outer(id, &ties.parent, depth)
        } else {
            Status::Asserted
        };
        let own = match verb.modal.as_deref() {
            Some("will" | "'ll" | "shall" | "wo" | "won't") => Status::Planned,
            // "announced it would close": meant; "said Chad would attack": thought possible.
            Some("would") if self.is_own_intention(&ties.parent) => Status::Planned,
            Some("must" | "should") => Status::Demanded,
            Some(_) => Status::Hypothetical,
            None if self.is_doubted(&verb.words) => Status::Hypothetical,
            None => return outer,
        };
        match outer {
            Status::Denied | Status::Hypothetical | Status::Demanded if own == Status::Planned => {
                outer
            }
            _ => own,
        }
    }

    /// "reportedly" | "likely", "allegedly", "likely" before the verb or beside it.
    fn is_doubted(&self, words: &std::ops::Range<usize>) -> bool {
        let from = words.start.saturating_sub(1);
        let beside = self.clauses.words.get(from..words.end).unwrap_or_default();
        beside.iter().any(|word| {
            matches!(
                word.lower.as_str(),
                "reportedly"
                    | "allegedly"
                    | "possibly"
                    | "perhaps"
                    | "supposedly"
                    | "purportedly"
                    | "potentially"
            )
        })
    }

    fn is_own_intention(&self, parent: &Parent) -> bool {
        let Parent::Complement(said) = parent else {
            return false;
        };
        let lemma = self
            .clauses
            .verb(*said)
            .map_or("", |verb| verb.lemma.as_str());
        matches!(
            lemma,
            "announce"
                | "pledge"
                | "promise"
                | "vow"
                | "agree"
                | "decide"
                | "confirm"
                | "declare"
                | "swear"
        )
    }

    fn outer(&self, id: VerbId, parent: &Parent, depth: usize) -> Status {
        let lemma = |id: VerbId| self.clauses.verb(id).map_or("", |verb| verb.lemma.as_str());
        match parent {
            Parent::Root | Parent::Relative(_) => Status::Asserted,
            Parent::Beside(other) => self.beside(id, *other, depth),
            Parent::Complement(said) => {
                let told = self.of_verb(*said, depth + 1);
                let verb = lemma(*said);
                match self.lexicon.reporting(verb) {
                    _ if told == Status::Denied || verb == "deny" => Status::Denied,
                    _ if matches!(
                        verb,
                        "demand"
                            | "urge"
                            | "ask"
                            | "propose"
                            | "recommend"
                            | "request"
                            | "require"
                            | "want"
                    ) =>
                    {
                        Status::Demanded
                    }
                    Some(Reporting::Denial) => Status::Denied,
                    Some(Reporting::Intention) => Status::Planned,
                    Some(Reporting::Doubt) => Status::Hypothetical,
                    _ if matches!(
                        verb,
                        "allege" | "warn" | "threaten" | "fear" | "suspect" | "ensure"
                    ) =>
                    {
                        Status::Hypothetical
                    }
                    // A question or condition round the saying.
                    _ if told == Status::Hypothetical => Status::Hypothetical,
                    _ => Status::Asserted,
                }
            }
            Parent::Infinitive(governor) => self.infinitive(id, *governor, depth),
            Parent::Gerund(governor, prep) => {
                let verb = lemma(*governor);
                match prep.as_str() {
                    "without" | "instead of" | "rather than" | "against" => Status::Denied,
                    "from" if is_in(DENIAL, verb) || matches!(verb, "keep" | "restrain") => {
                        Status::Denied
                    }
                    "of" if is_in(DOUBT, verb) || matches!(verb, "convict") => Status::Hypothetical,
                    "by" | "after" | "in" | "while" | "before" => {
                        self.of_verb(*governor, depth + 1)
                    }
                    "to" if matches!(verb, "commit" | "return" | "object" | "resort") => {
                        if verb == "object" {
                            Status::Denied
                        } else {
                            Status::Planned
                        }
                    }
                    "about" | "on" | "at" => Status::Planned,
                    "for" => Status::Asserted,
                    _ => self
                        .governed(verb, *governor, depth)
                        .unwrap_or(Status::Asserted),
                }
            }
            Parent::Adverbial(_, word) => match word.as_str() {
                "if" | "unless" | "whether" | "lest" | "as if" | "until" => Status::Hypothetical,
                _ => Status::Asserted,
            },
            Parent::Noun(group) => self.under_noun(*group, depth).unwrap_or(Status::Planned),
        }
    }

    /// "will meet X and sign Y": the second as the first; "met X and will sign Y": each by itself.
    fn beside(&self, id: VerbId, other: VerbId, depth: usize) -> Status {
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
                Status::Denied => Status::Asserted,
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
                _ => Status::Asserted,
            },
        }
    }

    fn infinitive(&self, id: VerbId, governor: VerbId, depth: usize) -> Status {
        let Some((verb, ties)) = self.clauses.verb(governor).zip(self.clauses.ties(governor))
        else {
            return Status::Planned;
        };
        let own_subject = self.clauses.ties(id).and_then(|ties| ties.subject);
        let of_another = own_subject.is_some() && own_subject != ties.subject;
        match verb.lemma.as_str() {
            "want" | "ask" | "expect" | "invite" | "like" | "wish" if of_another => {
                Status::Demanded
            }
            "have" if ties.objects.is_empty() => Status::Demanded,
            lemma => self
                .governed(lemma, governor, depth)
                .unwrap_or(Status::Planned),
        }
    }

    /// The status of what hangs on this verb; `None` if the verb says nothing about it.
    fn governed(&self, lemma: &str, governor: VerbId, depth: usize) -> Option<Status> {
        let told = self.of_verb(governor, depth + 1);
        let status = if is_in(DENIAL, lemma) {
            Status::Denied
        } else if is_in(WISH, lemma) {
            Status::Demanded
        } else if is_in(INTENTION, lemma) {
            Status::Planned
        } else if is_in(DOUBT, lemma) {
            Status::Hypothetical
        } else if is_in(TRANSPARENT, lemma) {
            return Some(told);
        } else {
            return None;
        };
        // "did not agree to meet".
        Some(if told == Status::Denied {
            Status::Denied
        } else {
            status
        })
    }

    fn of_noun(&self, id: GroupId, depth: usize) -> Status {
        let Some(group) = self.clauses.group(id) else {
            return Status::Asserted;
        };
        if group.negated {
            return Status::Denied;
        }
        for word in self.clauses.group_words(id) {
            match word.lower.as_str() {
                "alleged" | "suspected" | "possible" | "potential" | "threatened"
                | "hypothetical" | "any" | "imminent" | "reported" | "likely" | "purported"
                | "further" => return Status::Hypothetical,
                "planned" | "proposed" | "upcoming" | "scheduled" | "next" | "future"
                | "forthcoming" | "expected" => return Status::Planned,
                _ => {}
            }
        }
        if depth >= 8 {
            return Status::Asserted;
        }
        if let Some((above, prep)) = self.clauses.above(id) {
            if prep == "without" {
                return Status::Denied;
            }
            if let Some(status) = self.under_noun(above, depth) {
                return status;
            }
        }
        match self.clauses.governor(id) {
            Some((_, Standing::Prep(prep))) if prep == "without" => Status::Denied,
            Some((_, Standing::Prep(prep))) if matches!(prep.as_str(), "ahead of" | "before") => {
                Status::Planned
            }
            Some((_, Standing::Prep(prep)))
                if matches!(
                    prep.as_str(),
                    "after" | "during" | "following" | "since" | "amid" | "despite" | "because of"
                ) =>
            {
                Status::Asserted
            }
            Some((governor, Standing::Object | Standing::Prep(_))) => {
                let lemma = self
                    .clauses
                    .verb(governor)
                    .map_or("", |verb| verb.lemma.as_str());
                match lemma {
                    "want" | "seek" | "like" | "ask" | "demand" => return Status::Demanded,
                    "say" | "be" | "have" | "report" | "announce" | "claim" | "discuss"
                    | "talk" | "set" | "head" | "look" | "mean" | "agree" | "charge" | "blame"
                    | "condemn" | "appear" | "choose" | "halt" | "stop" => {
                        return self.of_verb(governor, depth + 1);
                    }
                    _ => {}
                }
                self.governed(lemma, governor, depth)
                    .unwrap_or_else(|| self.of_verb(governor, depth + 1))
            }
            Some((governor, Standing::Subject)) => match self.clauses.verb(governor) {
                // "Talks between A and B will take place"; "an attack could ignite a war" says nothing of the attack but that it may be.
                Some(verb)
                    if matches!(
                        verb.lemma.as_str(),
                        "take"
                            | "begin"
                            | "start"
                            | "be"
                            | "happen"
                            | "resume"
                            | "continue"
                            | "open"
                    ) =>
                {
                    self.of_verb(governor, depth + 1)
                }
                Some(verb)
                    if matches!(
                        verb.modal.as_deref(),
                        Some("could" | "would" | "might" | "may")
                    ) =>
                {
                    Status::Hypothetical
                }
                _ => Status::Asserted,
            },
            None => Status::Asserted,
        }
    }

    /// "threats of an attack", "plans to attack": what the noun makes of what hangs on it; `None` if nothing.
    fn under_noun(&self, group: GroupId, depth: usize) -> Option<Status> {
        let noun = self
            .clauses
            .group(group)
            .map_or("", |group| group.noun.as_str());
        if self.clauses.group(group).is_some_and(|group| group.negated) {
            return Some(Status::Denied);
        }
        if is_in(DENIAL_NOUNS, noun) {
            Some(Status::Denied)
        } else if is_in(DOUBT_NOUNS, noun) {
            Some(Status::Hypothetical)
        } else if is_in(WISH_NOUNS, noun) {
            Some(Status::Demanded)
        } else if is_in(INTENTION_NOUNS, noun) {
            let told = self.of_noun(group, depth + 1);
            Some(if told == Status::Denied {
                Status::Denied
            } else {
                Status::Planned
            })
        } else {
            None
        }
    }
}

//! The status of what a noun tells, and what a noun makes of what hangs on it: "wants talks", "plans to attack", "dismissed claims that".

use crate::extract::clause::{GroupId, Parent, Standing, Ties, Verb, VerbId};
use crate::extract::status::words::{self, Force};
use crate::extract::status::{Context, DEEPEST, Told};
use crate::lexicon::Reporting;
use crate::model::Status;

impl Context<'_> {
    pub(super) fn of_noun(&self, id: GroupId, depth: usize) -> Told {
        let Some(group) = self.clauses.group(id) else {
            return Told::DONE;
        };
        if group.negated {
            return self.told(Status::Denied, Some(group.words.start));
        }
        if let Some(told) = self.force_in(group.words.clone(), words::of_modifier) {
            return told;
        }
        if depth >= DEEPEST {
            return Told::DONE;
        }
        if let Some((above, prep)) = self.clauses.above(id) {
            if prep == "without" {
                return self.told(Status::Denied, self.word_of_prep(id));
            }
            // "raised his concerns in a call": the call is where he did.
            let beside = matches!(prep, "in" | "during" | "at" | "after");
            if let Some(told) = self.under_noun(above, depth).filter(|_| !beside) {
                return told;
            }
        }
        match self.clauses.governor(id) {
            // "is to fly to Oslo for talks".
            Some((governor, Standing::Prep(prep)))
                if prep == "for" && self.aim(governor).is_some() =>
            {
                self.of_verb(self.aim(governor).unwrap_or(governor), depth + 1)
            }
            Some((governor, Standing::Prep(prep))) => match prep.as_str() {
                "without" => self.told(Status::Denied, self.word_of_prep(id)),
                "ahead of" | "before" => self.told(Status::Planned, self.word_of_prep(id)),
                // "arrested for the murder of": nobody has found so yet.
                "for" | "over"
                    if matches!(
                        self.lemma(governor),
                        "arrest" | "detain" | "hold" | "try" | "prosecute" | "extradite"
                    ) =>
                {
                    self.told(Status::Hypothetical, self.head(governor))
                }
                // "Under the deal, Chad may export copper": the deal is made.
                "under" if !matches!(self.lemma(governor), "come" | "be" | "put" | "place") => {
                    Told::DONE
                }
                "after" | "during" | "following" | "since" | "amid" | "despite" | "because of" => {
                    Told::DONE
                }
                _ => self.affected(governor, depth),
            },
            Some((governor, Standing::Object)) => self.affected(governor, depth),
            Some((governor, Standing::Subject)) => self.about(governor, depth),
            None => Told::DONE,
        }
    }

    /// The infinitive of "is to fly", if the verb is such a "be".
    fn aim(&self, be: VerbId) -> Option<VerbId> {
        let aims = |ties: &Ties| ties.parent == Parent::Infinitive(be);
        let mut verbs = self.clauses.verbs();
        let aim = verbs.find(|(_, _, ties)| aims(ties)).map(|(id, ..)| id);
        aim.filter(|_| self.lemma(be) == "be")
    }

    /// "wants talks", "held talks", "rejected talks": of the noun as object of a verb.
    fn affected(&self, governor: VerbId, depth: usize) -> Told {
        match self.lemma(governor) {
            "want" | "seek" | "like" | "ask" | "demand" => {
                self.told(Status::Demanded, self.head(governor))
            }
            "say" | "be" | "have" | "report" | "announce" | "claim" | "discuss" | "talk"
            | "set" | "head" | "look" | "mean" | "agree" | "charge" | "blame" | "condemn"
            | "appear" | "choose" | "halt" | "stop" | "imagine" | "think" | "assume" => {
                self.of_verb(governor, depth + 1)
            }
            _ => self
                .governed(governor, depth)
                .unwrap_or_else(|| self.of_verb(governor, depth + 1)),
        }
    }

    /// Of the noun as subject: "talks will take place"; "an attack could ignite a war" says only that it may be.
    fn about(&self, governor: VerbId, depth: usize) -> Told {
        let Some(verb) = self.clauses.verb(governor) else {
            return Told::DONE;
        };
        let happens = matches!(
            verb.lemma.as_str(),
            "take" | "begin" | "start" | "be" | "happen" | "resume" | "continue" | "open" | "occur"
        );
        // "The visit was cancelled", "talks are planned".
        let undone = verb.passive
            && matches!(
                words::of_verb(&verb.lemma),
                Some(Force::Denied | Force::Meant)
            );
        // "The visit was called off".
        if verb.passive && verb.lemma == "call" && self.is_followed_by(governor, "off") {
            return self.told(Status::Denied, Some(verb.head));
        }
        if undone {
            return self.governed(governor, depth).unwrap_or(Told::DONE);
        }
        if happens {
            return self.of_verb(governor, depth + 1);
        }
        match verb.modal.as_deref() {
            Some(modal @ ("could" | "would" | "might" | "may")) => self.told(
                Status::Hypothetical,
                self.find_in(verb.words.clone(), &[modal]),
            ),
            _ => Told::DONE,
        }
    }

    /// "threats of an attack", "plans to attack": what the noun makes of what hangs on it; `None` if nothing.
    pub(super) fn under_noun(&self, group: GroupId, depth: usize) -> Option<Told> {
        let cue = self.group_word(group);
        if let Some(denied) = self.denied_noun(group) {
            return Some(self.told(Status::Denied, Some(denied)));
        }
        if self.clauses.group(group).is_some_and(|group| group.negated) {
            // "no proof that Chad attacked": it may have.
            if matches!(
                self.noun(group),
                "proof" | "evidence" | "sign" | "indication"
            ) {
                return Some(self.told(Status::Hypothetical, cue));
            }
            let start = self.clauses.group(group).map(|group| group.words.start);
            return Some(self.told(Status::Denied, start));
        }
        let force = words::of_noun(self.noun(group))?;
        let told = self.told(force.status(), cue);
        if force != Force::Meant || depth >= DEEPEST {
            return Some(told);
        }
        let outer = self.of_noun(group, depth + 1);
        Some(if outer.status == Status::Denied {
            outer
        } else {
            told
        })
    }

    /// "dismissed claims that", "an ambition it has always denied": the word that denies what the noun says.
    fn denied_noun(&self, group: GroupId) -> Option<usize> {
        let denies = |verb: &Verb| {
            !verb.negated && self.lexicon.reporting(&verb.lemma) == Some(Reporting::Denial)
        };
        let by_relative = self.clauses.verbs().find(|(_, verb, ties)| {
            denies(verb) && !verb.passive && ties.parent == Parent::Relative(group)
        });
        let by_verb = || {
            let (id, standing) = self.clauses.governor(group)?;
            let verb = self.clauses.verb(id)?;
            let undergoes = match standing {
                Standing::Object => !verb.passive,
                Standing::Subject => verb.passive,
                Standing::Prep(_) => false,
            };
            (undergoes && denies(verb)).then_some(verb.head)
        };
        by_relative.map(|(_, verb, _)| verb.head).or_else(by_verb)
    }
}

//! Who is subject and object of which verb, what hangs on what: told from the order of groups, verbs and function words.
//!
//! [`Linker`] walks the row once; `lists` holds what it knows of noun groups, `subjects` what it knows of verbs.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Element, Group, GroupId, Row, Verb, VerbId};
use crate::extract::clause::verbs::{VerbForm, is_particle};
use crate::extract::clause::words::{Tag, Word};
use crate::model::Mention;

/// What a verb hangs on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Parent {
    /// Nothing: the sentence's own statement.
    Root,
    /// "said that it attacked", "said it attacked".
    Complement(VerbId),
    /// "wants to attack", "denied attacking".
    Infinitive(VerbId),
    /// "accused it of attacking": with the preposition.
    Gerund(VerbId, String),
    /// "if it attacked": with the subordinator.
    Adverbial(Option<VerbId>, String),
    /// "threats to attack", "fears that it attacked".
    Noun(GroupId),
    /// "the jets that attacked".
    Relative(GroupId),
    /// ", warning that …", "and warned": as much told as the other verb.
    Beside(VerbId),
}

/// What is known of a verb's neighbours.
#[derive(Clone, Debug)]
pub(crate) struct Ties {
    pub subject: Option<GroupId>,
    /// Direct objects: the first, and of verbs with two also the second.
    pub objects: Vec<GroupId>,
    pub preps: Vec<(String, GroupId)>,
    pub parent: Parent,
    /// A participle that stands for a passive clause: "talks held in Oslo".
    pub reduced: bool,
}

/// Verbs of saying and thinking: a clause may follow without "that".
pub(crate) const REPORTING: &str = "say tell write report announce claim state add note declare confirm believe think argue insist \
    reiterate stress explain suggest reveal acknowledge admit deny assert warn predict estimate \
    allege maintain charge complain disclose recall quote learn hear know understand hope fear \
    expect conclude show post tweet indicate vow pledge promise threaten agree decide demand urge \
    propose recommend boast concede caution remark comment observe emphasise emphasize underline \
    affirm testify signal mean protest lament ask answer reply respond make ensure wish want swear \
    contend assess imply repeat";

/// Verbs whose object does what the infinitive says: "urged Chad to withdraw".
pub(super) const OBJECT_CONTROL: &str = "urge ask want tell order force allow press call invite pressure require enable encourage \
    persuade convince compel command instruct permit push help expect advise warn remind cause lead \
    get authorise authorize appoint elect request beg implore challenge direct oblige forbid appeal \
    send see let make plead lobby need like";

/// Nouns that take an infinitive: "threats to strike", "a plan to leave".
pub(crate) const INFINITIVE_NOUNS: &str = "threat plan decision effort attempt bid promise pledge vow offer proposal call demand appeal \
    request refusal readiness willingness intention intent ability capacity right agreement desire \
    wish move order failure commitment obligation determination option push drive campaign chance \
    opportunity resolve power authority invitation deal openness aim goal step pressure need preparation ultimatum";

/// Ties every verb of a row to its groups.
pub(super) struct Linker<'a> {
    pub(super) words: &'a [Word],
    pub(super) mentions: &'a [Mention],
    pub(super) row: Row,
    pub(super) ties: Vec<Ties>,
}

impl<'a> Linker<'a> {
    pub fn link(words: &'a [Word], mentions: &'a [Mention], row: Row) -> (Row, Vec<Ties>) {
        let mut linker = Self {
            words,
            mentions,
            row,
            ties: Vec::new(),
        };
        linker.attach_phrases();
        linker.find_lists();
        linker.find_appositions();
        for at in 0..linker.row.elements.len() {
            if let Some(Element::Verb(id)) = linker.element(at) {
                linker.tie(at, id);
            }
        }
        linker.end_with_reporting();
        (linker.row, linker.ties)
    }

    pub(super) fn element(&self, at: usize) -> Option<Element> {
        self.row.elements.get(at).copied()
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        match self.element(at) {
            Some(Element::Word(word)) => self.words.get(word).map_or(Tag::Edge, |word| word.tag),
            Some(Element::Group(_)) => Tag::Noun,
            Some(Element::Verb(_)) => Tag::Verb(VerbForm::Base),
            None => Tag::Edge,
        }
    }

    pub(super) fn lemma(&self, at: usize) -> &str {
        match self.element(at) {
            Some(Element::Word(word)) => self.words.get(word).map_or("", |word| &word.lemma),
            _ => "",
        }
    }

    pub(super) fn group_at(&self, at: usize) -> Option<GroupId> {
        match self.element(at) {
            Some(Element::Group(id)) => Some(id),
            _ => None,
        }
    }

    pub(super) fn verb_at(&self, at: usize) -> Option<VerbId> {
        match self.element(at) {
            Some(Element::Verb(id)) => Some(id),
            _ => None,
        }
    }

    pub(super) fn group(&self, id: GroupId) -> Option<&Group> {
        self.row.groups.get(id.0)
    }

    pub(super) fn verb(&self, id: VerbId) -> Option<&Verb> {
        self.row.verbs.get(id.0)
    }

    pub(super) fn is_skipped(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Adverb | Tag::Glue | Tag::Time | Tag::Not)
            || self.leads_to_time(at)
    }

    /// "on" of "on Friday".
    pub(super) fn leads_to_time(&self, at: usize) -> bool {
        self.tag(at) == Tag::Preposition && self.tag(at + 1) == Tag::Time
    }

    /// The next element to the right that is no adverb, date or bracket.
    pub(super) fn right(&self, mut at: usize) -> usize {
        loop {
            at += 1;
            if self.tag(at) == Tag::Open {
                match (at..self.row.elements.len()).find(|&i| self.tag(i) == Tag::Close) {
                    Some(close) => at = close,
                    None => return at,
                }
            } else if !self.is_skipped(at) || at >= self.row.elements.len() {
                return at;
            }
        }
    }

    /// The next element to the left that is no adverb, date or bracket; `None` at the start.
    pub(super) fn left(&self, mut at: usize) -> Option<usize> {
        loop {
            at = at.checked_sub(1)?;
            if self.tag(at) == Tag::Close {
                match (0..at).rev().find(|&i| self.tag(i) == Tag::Open) {
                    Some(open) => at = open,
                    None => return Some(at),
                }
            } else if !self.is_skipped(at) {
                return Some(at);
            }
        }
    }

    fn tie(&mut self, at: usize, id: VerbId) {
        let Some(verb) = self.verb(id).cloned() else {
            return;
        };
        let (subject, parent, reduced) = self.before(at, &verb);
        let (objects, preps) = self.after(at, &verb);
        let mut subject = subject;
        // "…," said the minister.
        let mut objects = objects;
        if subject.is_none()
            && verb.finite
            && is_in(REPORTING, verb.lemma.as_str())
            && self
                .left(at)
                .is_none_or(|left| matches!(self.tag(left), Tag::Comma | Tag::Quote))
        {
            subject = objects.first().copied();
            objects.clear();
        }
        self.ties.push(Ties {
            subject,
            objects,
            preps,
            parent,
            reduced,
        });
    }

    pub(super) fn position(&self, id: GroupId) -> Option<usize> {
        self.row
            .elements
            .iter()
            .position(|element| *element == Element::Group(id))
    }

    /// Objects and prepositional phrases to the right of the verb at `at`.
    fn after(&self, at: usize, verb: &Verb) -> (Vec<GroupId>, Vec<(String, GroupId)>) {
        let mut objects = Vec::new();
        let mut preps: Vec<(String, GroupId)> = Vec::new();
        let mut here = self.right(at);
        // "handed over 700 kilos", "called on Chad to": the word belongs to the verb.
        if self.tag(here) == Tag::Preposition && is_particle(&verb.lemma, self.lemma(here)) {
            here = self.right(here);
        }
        let reporting = is_in(REPORTING, verb.lemma.as_str());
        loop {
            match self.element(here) {
                Some(Element::Group(id))
                    if preps.is_empty() || objects.is_empty() && !reporting =>
                {
                    // "said Chad attacked": the subject of another clause.
                    if self.starts_clause(self.list_end(here))
                        && (reporting || !objects.is_empty())
                        && !self.is_reduced_after(here)
                    {
                        break;
                    }
                    if objects.len() > 1 {
                        break;
                    }
                    objects.push(id);
                    here = self.right(self.list_end(here));
                }
                Some(Element::Word(_)) if self.tag(here) == Tag::Preposition => {
                    let next = self.right(here);
                    let Some(id) = self.group_at(next) else { break };
                    let clausal = matches!(
                        self.lemma(here),
                        "after" | "before" | "since" | "until" | "as"
                    ) && self.starts_clause(self.list_end(next));
                    if clausal {
                        break;
                    }
                    preps.push((self.lemma(here).to_owned(), id));
                    here = self.right(self.list_end(next));
                }
                Some(Element::Word(_)) if matches!(self.tag(here), Tag::Comma | Tag::And) => {
                    // "met with A, then with B": on where a preposition follows.
                    let next = self.right(here);
                    let next = if self.tag(next) == Tag::And {
                        self.right(next)
                    } else {
                        next
                    };
                    let again = self.tag(next) == Tag::Preposition
                        && preps.iter().any(|(prep, _)| prep == self.lemma(next));
                    // ", A and B, " : an apposition is jumped where the phrase goes on behind it.
                    if again {
                        here = next;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        (objects, preps)
    }

    fn is_reduced_after(&self, group: usize) -> bool {
        let at = self.right(self.chain_end(group));
        let verb = self.verb_at(at).and_then(|id| self.verb(id));
        verb.is_some_and(|verb| {
            verb.form == VerbForm::Past
                && verb.words.len() == 1
                && self.tag(self.right(at)) == Tag::Preposition
                && self.lemma(self.right(at)) == "by"
        })
    }

    /// "The sides met, officials said.": what stands before is what they said.
    fn end_with_reporting(&mut self) {
        for at in 0..self.row.elements.len() {
            let Some(id) = self.verb_at(at) else { continue };
            let Some(verb) = self
                .verb(id)
                .filter(|verb| verb.finite && is_in(REPORTING, verb.lemma.as_str()))
            else {
                continue;
            };
            let lemma = verb.lemma.clone();
            let Some(ties) = self
                .ties
                .get(id.0)
                .filter(|ties| matches!(ties.parent, Parent::Root | Parent::Beside(_)))
            else {
                continue;
            };
            let start = ties
                .subject
                .and_then(|group| self.position(group))
                .map_or(at, |start| start.min(at));
            let comma = self
                .left(start)
                .filter(|&left| matches!(self.tag(left), Tag::Comma | Tag::Quote));
            let has_clause = self
                .ties
                .iter()
                .any(|ties| ties.parent == Parent::Complement(id));
            if comma.is_none()
                || has_clause
                || matches!(
                    lemma.as_str(),
                    "make" | "show" | "want" | "agree" | "threaten" | "demand" | "deny"
                )
            {
                continue;
            }
            for before in 0..start {
                let Some(earlier) = self.verb_at(before) else {
                    continue;
                };
                if let Some(ties) = self
                    .ties
                    .get_mut(earlier.0)
                    .filter(|ties| ties.parent == Parent::Root && earlier != id)
                {
                    ties.parent = Parent::Complement(id);
                }
            }
            if let Some(ties) = self.ties.get_mut(id.0) {
                ties.parent = Parent::Root;
            }
        }
    }
}

/// Nouns that a that-clause or "of …ing" hangs on.
pub(crate) const CLAUSE_NOUNS: &str = "fear claim report allegation accusation warning threat demand statement hope belief suggestion \
    concern suspicion charge rumour rumor condition possibility risk prospect danger idea \
    announcement call insistence assurance promise fact sign evidence view plan intention denial \
    likelihood reminder proof indication";

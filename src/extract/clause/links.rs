//! Who is subject and object of which verb, what hangs on what: told from the order of groups, verbs and function words.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Element, Group, GroupId, Row, Verb, VerbId};
use crate::extract::clause::verbs::{VerbForm, is_particle};
use crate::extract::clause::words::{Tag, Word};
use crate::model::{Form, Mention};

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
const OBJECT_CONTROL: &str = "urge ask want tell order force allow press call invite pressure require enable encourage \
    persuade convince compel command instruct permit push help expect advise warn remind cause lead \
    get authorise authorize appoint elect request beg implore challenge direct oblige forbid appeal \
    send see let make plead lobby need like";

/// Nouns that take an infinitive: "threats to strike", "a plan to leave".
pub(crate) const INFINITIVE_NOUNS: &str = "threat plan decision effort attempt bid promise pledge vow offer proposal call demand appeal \
    request refusal readiness willingness intention intent ability capacity right agreement desire \
    wish move order failure commitment obligation determination option push drive campaign chance \
    opportunity resolve power authority invitation deal openness aim goal step pressure need";

/// Ties every verb of a row to its groups.
pub(super) struct Linker<'a> {
    words: &'a [Word],
    mentions: &'a [Mention],
    row: Row,
    ties: Vec<Ties>,
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

    fn element(&self, at: usize) -> Option<Element> {
        self.row.elements.get(at).copied()
    }

    fn tag(&self, at: usize) -> Tag {
        match self.element(at) {
            Some(Element::Word(word)) => self.words.get(word).map_or(Tag::Edge, |word| word.tag),
            Some(Element::Group(_)) => Tag::Noun,
            Some(Element::Verb(_)) => Tag::Verb(VerbForm::Base),
            None => Tag::Edge,
        }
    }

    fn lemma(&self, at: usize) -> &str {
        match self.element(at) {
            Some(Element::Word(word)) => self.words.get(word).map_or("", |word| &word.lemma),
            _ => "",
        }
    }

    fn group_at(&self, at: usize) -> Option<GroupId> {
        match self.element(at) {
            Some(Element::Group(id)) => Some(id),
            _ => None,
        }
    }

    fn verb_at(&self, at: usize) -> Option<VerbId> {
        match self.element(at) {
            Some(Element::Verb(id)) => Some(id),
            _ => None,
        }
    }

    fn group(&self, id: GroupId) -> Option<&Group> {
        self.row.groups.get(id.0)
    }

    fn verb(&self, id: VerbId) -> Option<&Verb> {
        self.row.verbs.get(id.0)
    }

    fn is_skipped(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Adverb | Tag::Glue | Tag::Time | Tag::Not)
            || self.leads_to_time(at)
    }

    /// "on" of "on Friday".
    fn leads_to_time(&self, at: usize) -> bool {
        self.tag(at) == Tag::Preposition && self.tag(at + 1) == Tag::Time
    }

    /// The next element to the right that is no adverb, date or bracket.
    fn right(&self, mut at: usize) -> usize {
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
    fn left(&self, mut at: usize) -> Option<usize> {
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

    /// "talks in Oslo between A and B": each phrase hangs on all groups of the chain before it.
    fn attach_phrases(&mut self) {
        for at in 0..self.row.elements.len() {
            let Some(id) = self.group_at(at) else {
                continue;
            };
            let mut preps = Vec::new();
            let mut end = at;
            loop {
                let prep = self.right(end);
                // "A, with C, …" does not hang on A, "A and B of C" only on B.
                if self.tag(prep) != Tag::Preposition {
                    break;
                }
                let next = self.right(prep);
                let Some(object) = self.group_at(next).filter(|_| !self.opens_clause(prep)) else {
                    break;
                };
                preps.push((self.lemma(prep).to_owned(), object));
                end = next;
                // A list inside the chain: "between A and B on C".
                while self.tag(self.right(end)) == Tag::And
                    && self.group_at(self.right(self.right(end))).is_some()
                {
                    end = self.right(self.right(end));
                }
            }
            if let Some(group) = self.row.groups.get_mut(id.0) {
                group.preps = preps;
            }
        }
    }

    /// "after Washington bombed": a preposition that opens a clause.
    fn opens_clause(&self, prep: usize) -> bool {
        matches!(
            self.lemma(prep),
            "after" | "before" | "since" | "until" | "as" | "than"
        ) && self.group_at(self.right(prep)).is_some()
            && self.starts_clause(self.right(prep))
            && !self.may_be_reduced(self.right(prep))
    }

    /// The last element of the chain "G of H in I" that starts at `at`.
    fn chain_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let prep = self.right(end);
            if self.tag(prep) != Tag::Preposition {
                return end;
            }
            let next = self.right(prep);
            if self.group_at(next).is_none() {
                return end;
            }
            end = next;
        }
    }

    /// The elements of the groups of the chain that ends at `at`, the nearest first.
    fn chain_back(&self, at: usize) -> Vec<usize> {
        let mut chain = vec![at];
        let mut here = at;
        while let Some(prep) = self
            .left(here)
            .filter(|&prep| self.tag(prep) == Tag::Preposition && !self.opens_clause(prep))
        {
            let Some(before) = self
                .left(prep)
                .filter(|&before| self.group_at(before).is_some())
            else {
                break;
            };
            chain.push(before);
            here = before;
        }
        chain
    }

    /// What tells whether two groups may stand in one list.
    fn class(&self, id: GroupId) -> Option<(bool, Option<u32>)> {
        let group = self.group(id)?;
        let mention = group.mention.and_then(|at| self.mentions.get(at));
        Some((mention.is_some(), None))
    }

    fn find_lists(&mut self) {
        let mut at = 0;
        while at < self.row.elements.len() {
            let is_and =
                self.tag(at) == Tag::And && self.lemma(at) != "but" || self.lemma(at) == "nor";
            let members = if is_and {
                self.list_around(at)
            } else {
                Vec::new()
            };
            if members.len() > 1 {
                let mut ids: Vec<GroupId> =
                    members.iter().filter_map(|&at| self.group_at(at)).collect();
                // "Iranian and American officials": both are officials.
                let noun = ids
                    .last()
                    .and_then(|id| self.group(*id))
                    .map(|group| (group.noun.clone(), group.mention.is_none()));
                for id in &ids {
                    let is_demonym = self
                        .group(*id)
                        .and_then(|group| group.mention)
                        .and_then(|at| self.mentions.get(at))
                        .is_some_and(|mention| mention.form == Form::Demonym);
                    if let (true, Some((noun, true)), Some(group)) =
                        (is_demonym, &noun, self.row.groups.get_mut(id.0))
                    {
                        group.noun.clone_from(noun);
                    }
                }
                let earlier: Vec<GroupId> = ids
                    .iter()
                    .filter_map(|id| self.group(*id))
                    .flat_map(|group| group.list.clone())
                    .collect();
                ids.extend(earlier);
                ids.sort_unstable();
                ids.dedup();
                for id in ids.clone() {
                    if let Some(group) = self.row.groups.get_mut(id.0) {
                        group.list.clone_from(&ids);
                    }
                }
            }
            at += 1;
        }
    }

    /// The elements of the members of the list whose "and" is at `and`; empty if it joins clauses.
    fn list_around(&self, and: usize) -> Vec<usize> {
        let after = self.right(and);
        let Some(right) = self.group_at(after) else {
            return Vec::new();
        };
        let Some(mut before) = self.left(and) else {
            return Vec::new();
        };
        if self.tag(before) == Tag::Comma {
            match self.left(before) {
                Some(at) => before = at,
                None => return Vec::new(),
            }
        }
        if self.group_at(before).is_none() {
            return Vec::new();
        }
        let class = self.class(right);
        // "A, the aide of B, and C": the apposition in between is no member.
        let own = self.group_at(before).and_then(|id| self.class(id));
        if own != class {
            let comma = self
                .left(before)
                .filter(|&comma| self.tag(comma) == Tag::Comma);
            let over = comma.and_then(|comma| self.left(comma)).filter(|&over| {
                self.group_at(over)
                    .is_some_and(|id| self.class(id) == class)
            });
            before = over.unwrap_or(before);
        }
        let chain = self.chain_back(before);
        let left = chain
            .iter()
            .copied()
            .find(|&at| self.group_at(at).and_then(|id| self.class(id)) == class)
            .unwrap_or(before);
        let outer = chain.last().copied().unwrap_or(before);
        let clause = self.starts_clause(after) && !self.may_be_reduced(after);
        // "watched Iranian and American officials visit": an adjective waits for the noun of the other.
        let is_demonym = |at: usize| {
            let mention = self
                .group_at(at)
                .and_then(|id| self.group(id))
                .filter(|group| group.words.len() == 1);
            mention
                .and_then(|group| group.mention)
                .and_then(|at| self.mentions.get(at))
                .is_some_and(|mention| mention.form == Form::Demonym)
        };
        let waits = is_demonym(left)
            && self
                .group(right)
                .is_some_and(|group| !group.modifiers.is_empty());
        if clause && !waits && self.is_object(outer) {
            return Vec::new();
        }
        let mut members = vec![left, after];
        // "A, B and C": on over commas.
        let mut first = left;
        while let Some(comma) = self
            .left(first)
            .filter(|&comma| self.tag(comma) == Tag::Comma)
        {
            let Some(item) = self
                .left(comma)
                .filter(|&item| self.group_at(item).is_some())
            else {
                break;
            };
            let start = self.chain_back(item);
            let outer = start.last().copied().unwrap_or(item);
            let leads = self
                .left(outer)
                .is_some_and(|at| self.tag(at) == Tag::Preposition)
                && self.left(outer).and_then(|at| self.left(at)).is_none();
            let of_left = self.group_at(left).and_then(|id| self.class(id));
            let named = start.iter().copied().find(|&at| {
                let of_item = self.group_at(at).and_then(|id| self.class(id));
                of_item == class || of_item == of_left
            });
            let Some(named) = named.filter(|_| !(leads || clause && self.is_object(outer))) else {
                break;
            };
            members.insert(0, named);
            first = outer;
        }
        members
    }

    /// Whether the group at `at` is followed, after its phrases, by a finite verb.
    fn starts_clause(&self, at: usize) -> bool {
        let next = self.right(self.chain_end(at));
        self.verb_at(next)
            .and_then(|id| self.verb(id))
            .is_some_and(|verb| verb.finite)
    }

    /// Whether the verb after the group at `at` may be a participle: "weapons and equipment seized from the rebels".
    fn may_be_reduced(&self, at: usize) -> bool {
        let next = self.right(self.chain_end(at));
        let bare = self
            .verb_at(next)
            .and_then(|id| self.verb(id))
            .is_some_and(|verb| {
                verb.form == VerbForm::Past
                    && verb.words.len() == 1
                    && !is_in(REPORTING, verb.lemma.as_str())
            });
        bare && self.tag(self.right(next)) == Tag::Preposition
            && matches!(self.lemma(self.right(next)), "from" | "by")
    }

    /// Whether the group at `at` stands after a verb that takes it, so that what follows is another clause.
    fn is_object(&self, at: usize) -> bool {
        let mut here = at;
        while let Some(left) = self.left(here) {
            match self.element(left) {
                Some(Element::Verb(id)) => {
                    let Some(verb) = self.verb(id) else {
                        return false;
                    };
                    return !is_in(REPORTING, verb.lemma.as_str());
                }
                Some(Element::Group(_)) => here = left,
                _ => match self.tag(left) {
                    Tag::Preposition => here = left,
                    _ => return false,
                },
            }
        }
        false
    }

    fn find_appositions(&mut self) {
        for at in 0..self.row.elements.len() {
            let Some(id) = self.group_at(at) else {
                continue;
            };
            let comma = self.right(self.chain_end(at));
            let beside = self.right(comma);
            let Some(other) = self
                .group_at(beside)
                .filter(|_| self.tag(comma) == Tag::Comma)
            else {
                continue;
            };
            let in_list = |id: GroupId| self.group(id).is_some_and(|group| !group.list.is_empty());
            // A clause of its own, or "A, B and C".
            let closed = matches!(
                self.tag(self.right(self.chain_end(beside))),
                Tag::Comma | Tag::Edge | Tag::Break | Tag::Quote | Tag::And | Tag::Relative
            );
            let same_list = self
                .group(id)
                .is_some_and(|group| group.list.contains(&other));
            let inside_other_list = in_list(other)
                && self
                    .group(other)
                    .and_then(|group| group.list.first().copied())
                    != Some(other);
            if !closed || same_list || inside_other_list {
                continue;
            }
            if let Some(group) = self.row.groups.get_mut(id.0) {
                group.apposition = Some(other);
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

    /// Subject and parent of the verb at `at`.
    fn before(&self, at: usize, verb: &Verb) -> (Option<GroupId>, Parent, bool) {
        let Some(left) = self.left(at) else {
            return (None, Parent::Root, false);
        };
        if verb.infinitive {
            return self.before_infinitive(left);
        }
        if !verb.finite {
            return self.before_participle(left, verb);
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
                self.beside(earlier)
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

    fn beside(&self, earlier: Option<VerbId>) -> (Option<GroupId>, Parent, bool) {
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
    fn beside_comma(&self, comma: usize, verb: &Verb) -> (Option<GroupId>, Parent, bool) {
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

    /// The group before "…, the X of Y," or ", who …," that ends with the comma at `comma`.
    fn over_insertion(&self, comma: usize) -> Option<usize> {
        let mut opening = comma;
        loop {
            opening = (0..opening).rev().find(|&i| self.tag(i) == Tag::Comma)?;
            let before = self.left(opening)?;
            let after = self.right(opening);
            let inserted = match self.element(after) {
                Some(Element::Group(_)) => !self.starts_clause(after),
                Some(Element::Verb(id)) => self.verb(id).is_some_and(|verb| !verb.finite),
                _ => {
                    matches!(
                        self.tag(after),
                        Tag::Relative | Tag::Preposition | Tag::Comma | Tag::And
                    ) || after >= comma
                }
            };
            if self.group_at(before).is_some() && inserted {
                return Some(before);
            }
            if self.group_at(before).is_none() && !matches!(self.tag(before), Tag::Comma) {
                return None;
            }
        }
    }

    /// The first group of the subject that ends at `last`, and the element it starts at.
    fn subject_start(&self, last: usize) -> (usize, GroupId) {
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

    fn position(&self, id: GroupId) -> Option<usize> {
        self.row
            .elements
            .iter()
            .position(|element| *element == Element::Group(id))
    }

    fn before_finite(&self, last: usize, verb: &Verb) -> (Option<GroupId>, Parent, bool) {
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

    /// "A said, B attacked" and "A said: B attacked".
    fn comma_parent(&self, comma: usize) -> Parent {
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

    /// A bare past form that is a participle: "talks held in Oslo ended", "officials detained by Chad".
    fn is_reduced(&self, verb: &Verb, last: usize) -> bool {
        let at = self.right(last);
        let next = self.right(at);
        if self.tag(next) != Tag::Preposition {
            return false;
        }
        let by = self.lemma(next) == "by";
        // A finite verb further on in the same stretch needs the subject for itself.
        let mut scan = next;
        while scan < self.row.elements.len() {
            match self.element(scan) {
                Some(Element::Verb(id)) if self.verb(id).is_some_and(|later| later.finite) => {
                    return true;
                }
                // "a body linked to the union, investigated"
                Some(Element::Word(_))
                    if self.tag(scan) == Tag::Comma
                        && self
                            .verb_at(self.right(scan))
                            .and_then(|id| self.verb(id))
                            .is_some_and(|later| later.finite) =>
                {
                    return true;
                }
                Some(Element::Word(_))
                    if matches!(
                        self.tag(scan),
                        Tag::Comma
                            | Tag::And
                            | Tag::That
                            | Tag::Relative
                            | Tag::Subordinator
                            | Tag::Break
                            | Tag::Quote
                            | Tag::Edge
                    ) =>
                {
                    break;
                }
                Some(Element::Word(_))
                    if matches!(
                        self.lemma(scan),
                        "after" | "before" | "since" | "until" | "as"
                    ) =>
                {
                    break;
                }
                _ => scan += 1,
            }
        }
        by && !matches!(
            verb.lemma.as_str(),
            "respond"
                | "begin"
                | "start"
                | "end"
                | "reply"
                | "increase"
                | "rise"
                | "fall"
                | "grow"
                | "drop"
                | "stand"
        )
    }

    fn that_parent(&self, that: usize) -> Parent {
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

    fn adverbial(&self, at: usize) -> Parent {
        let word = self.lemma(at).to_owned();
        let earlier = (0..at).rev().filter_map(|i| self.verb_at(i)).next();
        match (word.as_str(), earlier) {
            ("whether" | "how" | "why" | "what", Some(id)) => Parent::Complement(id),
            (_, earlier) => Parent::Adverbial(earlier, word),
        }
    }

    fn before_infinitive(&self, left: usize) -> (Option<GroupId>, Parent, bool) {
        let subject_of = |id: VerbId| self.ties.get(id.0).and_then(|ties| ties.subject);
        if let Some(id) = self.verb_at(left) {
            let reduced = self.verb(id).is_some_and(|verb| verb.passive);
            let _ = reduced;
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

    fn before_participle(&self, left: usize, verb: &Verb) -> (Option<GroupId>, Parent, bool) {
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
                            let object = before.and_then(|at| self.group_at(at));
                            let passive = self.verb(id).is_some_and(|verb| verb.passive);
                            let subject = if of_object && !passive {
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
                _ if verb.form == VerbForm::Ing => (None, Parent::Root, false),
                _ => (None, Parent::Root, false),
            },
        }
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

    /// The last element of the list that the group at `at` stands in.
    fn list_end(&self, at: usize) -> usize {
        let last = self
            .group_at(at)
            .and_then(|id| self.group(id))
            .and_then(|group| group.list.last().copied());
        last.and_then(|id| self.position(id))
            .filter(|&end| end > at)
            .unwrap_or(at)
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
                    "make" | "show" | "want" | "agree" | "threaten" | "demand"
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
    likelihood reminder";

//! What stands together: phrases that hang on nouns, lists, appositions.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Element, GroupId};
use crate::extract::clause::links::{Linker, REPORTING};
use crate::extract::clause::verbs::VerbForm;
use crate::extract::clause::words::Tag;
use crate::model::Form;

impl Linker<'_> {
    /// "talks in Oslo between A and B": each phrase hangs on all groups of the chain before it.
    pub(super) fn attach_phrases(&mut self) {
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
    pub(super) fn opens_clause(&self, prep: usize) -> bool {
        matches!(
            self.lemma(prep),
            "after" | "before" | "since" | "until" | "as" | "than"
        ) && self.group_at(self.right(prep)).is_some()
            && self.starts_clause(self.right(prep))
            && !self.may_be_reduced(self.right(prep))
    }

    /// The last element of the chain "G of H in I" that starts at `at`.
    pub(super) fn chain_end(&self, at: usize) -> usize {
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
    pub(super) fn chain_back(&self, at: usize) -> Vec<usize> {
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

    /// What tells whether two groups may stand in one list: a name by a name, a common noun by a common noun.
    pub(super) fn class(&self, id: GroupId) -> Option<bool> {
        self.group(id).map(|group| group.mention.is_some())
    }

    pub(super) fn find_lists(&mut self) {
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
    pub(super) fn list_around(&self, and: usize) -> Vec<usize> {
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
        // "the president of A and the king of B": the phrases are alike, and so are those they hang on.
        let of_right = self.right(after);
        let parallel = chain.windows(2).find_map(|pair| match pair {
            [inner, outer] => {
                let of = self.left(*inner).filter(|&of| self.lemma(of) == "of")?;
                let alike = self.tag(of_right) == Tag::Preposition
                    && self.lemma(of_right) == self.lemma(of)
                    && self.group_at(self.right(of_right)).is_some();
                let of_outer = self.group_at(*outer).and_then(|id| self.class(id));
                (alike && of_outer == class).then_some(*outer)
            }
            _ => None,
        });
        let nearest = chain
            .iter()
            .copied()
            .find(|&at| self.group_at(at).and_then(|id| self.class(id)) == class)
            .unwrap_or(before);
        let left = parallel.unwrap_or(nearest);
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

    /// Whether the group at `at` is followed, after its phrases, by a finite verb; "its pilot, Bo Li, was captured" too.
    pub(super) fn starts_clause(&self, at: usize) -> bool {
        let next = self.right(self.chain_end(at));
        let is_finite = |next: usize| {
            self.verb_at(next)
                .and_then(|id| self.verb(id))
                .is_some_and(|verb| verb.finite)
        };
        let beside = self.right(next);
        let closing = self.right(beside);
        let owned = self
            .group_at(at)
            .and_then(|id| self.group(id))
            .and_then(|group| self.words.get(group.words.start))
            .is_some_and(|word| word.tag == Tag::Owner);
        is_finite(next)
            || owned
                && self.tag(next) == Tag::Comma
                && self.group_at(beside).is_some()
                && self.tag(closing) == Tag::Comma
                && is_finite(self.right(closing))
    }

    /// Whether the verb after the group at `at` may be a participle: "weapons and equipment seized from the rebels".
    pub(super) fn may_be_reduced(&self, at: usize) -> bool {
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
    pub(super) fn is_object(&self, at: usize) -> bool {
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

    pub(super) fn find_appositions(&mut self) {
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
            // "Ansar, a splinter led by Bo, left".
            let next = self.right(self.chain_end(beside));
            let led = self.verb_at(next).is_some() && self.lemma(self.right(next)) == "by";
            let closed = closed || led;
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

    /// The last element of the list that the group at `at` stands in.
    pub(super) fn list_end(&self, at: usize) -> usize {
        let last = self
            .group_at(at)
            .and_then(|id| self.group(id))
            .and_then(|group| group.list.last().copied());
        last.and_then(|id| self.position(id))
            .filter(|&end| end > at)
            .unwrap_or(at)
    }
}

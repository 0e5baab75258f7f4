//! Subjects, objects and phrases of verbs by the dependency tree; where the tree is silent, or known to be weak, the ties that word order
//! tells stand.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Group, GroupId, Row, Verb, VerbId};
use crate::extract::clause::links::{Parent, REPORTING, Ties};
use crate::extract::clause::tree::Tree;
use crate::extract::clause::verbs::VerbForm;
use crate::extract::clause::words::{Tag, Word};
use crate::text::{Deprel, Xpos};

/// The ties of each verb.
pub(super) fn ties(words: &[Word], row: &Row, tree: &Tree, by_order: Vec<Ties>) -> Vec<Ties> {
    let reader = Reader::new(words, row, tree);
    let mut all: Vec<Ties> = by_order
        .into_iter()
        .enumerate()
        .map(|(at, ties)| reader.ties(VerbId(at), ties))
        .collect();
    reader.end_with_reporting(&mut all);
    all
}

/// Verbs of doing something, not of doing something to somebody who does it.
const TAKES_GERUND: &str =
    "rule consider contemplate risk suggest propose resume avoid deny stop begin start continue";

struct Reader<'a> {
    words: &'a [Word],
    row: &'a Row,
    tree: &'a Tree,
    /// By verb: the word that its subject and objects hang from; of "is a spokesman" that is "spokesman".
    predicates: Vec<usize>,
    /// By word.
    verbs: Vec<Option<VerbId>>,
    groups: Vec<Option<GroupId>>,
}

impl<'a> Reader<'a> {
    fn new(words: &'a [Word], row: &'a Row, tree: &'a Tree) -> Self {
        let mut reader = Self {
            words,
            row,
            tree,
            predicates: Vec::with_capacity(row.verbs.len()),
            verbs: vec![None; words.len()],
            groups: vec![None; words.len()],
        };
        for (at, group) in row.groups.iter().enumerate() {
            for slot in reader
                .groups
                .get_mut(group.words.clone())
                .into_iter()
                .flatten()
            {
                *slot = Some(GroupId(at));
            }
        }
        for (at, verb) in row.verbs.iter().enumerate() {
            let auxiliary = matches!(
                tree.relation(verb.head),
                Deprel::Cop | Deprel::Aux | Deprel::AuxPass
            );
            let predicate = tree
                .head(verb.head)
                .filter(|_| auxiliary)
                .unwrap_or(verb.head);
            reader.predicates.push(predicate);
            if let Some(slot) = reader.verbs.get_mut(predicate) {
                slot.get_or_insert(VerbId(at));
            }
        }
        reader
    }

    fn verb(&self, id: VerbId) -> Option<&'a Verb> {
        self.row.verbs.get(id.0)
    }

    fn group(&self, id: GroupId) -> Option<&'a Group> {
        self.row.groups.get(id.0)
    }

    fn predicate(&self, id: VerbId) -> usize {
        self.predicates.get(id.0).copied().unwrap_or(usize::MAX)
    }

    fn verb_at(&self, word: usize) -> Option<VerbId> {
        self.verbs.get(word).copied().flatten()
    }

    /// The group of a word that is no owner: of "one of Chad's ships" as a whole, not of "one of Chad". A list goes by its first member.
    fn group_at(&self, word: usize) -> Option<GroupId> {
        let mut id = self.groups.get(word).copied().flatten()?;
        // Owners stand before what they own.
        for (at, group) in self.row.groups.iter().enumerate().skip(id.0) {
            if group.owner == Some(id) {
                id = GroupId(at);
            }
        }
        let list = self
            .group(id)
            .map_or(&[][..], |group| group.list.as_slice());
        Some(list.first().copied().unwrap_or(id))
    }

    fn ties(&self, id: VerbId, by_order: Ties) -> Ties {
        let Some(verb) = self.verb(id) else {
            return by_order;
        };
        if self.is_astray(id, verb) {
            return by_order;
        }
        // "Kenyan jets bombed depots": a verb that word order takes for finite is no participle behind a noun.
        let parent = self
            .parent(id, verb)
            .filter(|(_, reduced)| by_order.parent == Parent::Root && !reduced)
            .map_or(by_order.parent, |(parent, _)| parent);
        let own = self.objects(id, 0);
        let mut objects = by_order.objects;
        objects.retain(|&object| own.is_empty() || !self.is_elsewhere(object, id));
        if objects.is_empty() {
            objects = own;
        }
        Ties {
            preps: self.preps(id, &objects, by_order.preps),
            subject: self
                .speaking(verb, by_order.subject)
                .or_else(|| self.named(self.subject(id), by_order.subject)),
            objects,
            parent,
            reduced: by_order.reduced,
        }
    }

    /// "Chad bombed Mali, officials said": what stands between a comma and a verb of saying speaks, though the tree may give the
    /// verb another's subject.
    fn speaking(&self, verb: &Verb, by_order: Option<GroupId>) -> Option<GroupId> {
        let words = &self.group(by_order?)?.words;
        let before = words.start.checked_sub(1)?;
        let is_aside = self.words.get(before)?.tag == Tag::Comma && words.end == verb.words.start;
        let follows = self
            .row
            .verbs
            .iter()
            .any(|other| other.finite && other.head < before);
        by_order.filter(|_| is_aside && follows && is_in(REPORTING, &verb.lemma))
    }

    /// The subject by tree; of a noun and a name beside it ("the emir, Sheikh Bo, launched") the name, where word order tells that.
    fn named(&self, by_tree: Option<GroupId>, by_order: Option<GroupId>) -> Option<GroupId> {
        let (Some(tree), Some(order)) = (by_tree, by_order) else {
            return by_tree.or(by_order);
        };
        let beside = self
            .head_word(order)
            .filter(|&word| self.tree.relation(word) == Deprel::Appos)
            .and_then(|word| self.group_at(self.tree.head(word)?));
        // "the union, whose envoy, Bo Holm, left, urged": the envoy is of another clause.
        let whose = self
            .group(order)
            .and_then(|group| group.words.start.checked_sub(1))
            .and_then(|before| self.words.get(before))
            .is_some_and(|word| word.tag == Tag::Relative);
        let is_beside = !whose && beside == Some(tree)
            || self
                .group(tree)
                .is_some_and(|group| group.apposition == Some(order));
        Some(if is_beside { order } else { tree })
    }

    /// Whether a group is the subject of another verb, or hangs from one.
    fn is_elsewhere(&self, group: GroupId, id: VerbId) -> bool {
        self.head_word(group).is_some_and(|word| {
            self.tree.relation(word).is_subject()
                || self.verb_over(word).is_some_and(|over| over != id)
        })
    }

    /// Whether the tree takes the verb for something else: then it has nothing to say about it.
    fn is_astray(&self, id: VerbId, verb: &Verb) -> bool {
        let predicate = self.predicate(id);
        matches!(
            self.tree.relation(predicate),
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Case
                | Deprel::Mark
                | Deprel::Fixed
                | Deprel::Flat
        ) || predicate == verb.head && self.tree.pos(predicate).is_some_and(|pos| !pos.is_verb())
    }

    /// The verb's own subject; whose verb an infinitive or a participle is, word order and the verb above it tell better.
    fn subject(&self, id: VerbId) -> Option<GroupId> {
        let children = self.tree.children(self.predicate(id)).iter().copied();
        children
            .filter(|&child| self.tree.relation(child).is_subject())
            .find_map(|child| self.meant(child))
    }

    /// The nearest verb above a word.
    fn verb_over(&self, word: usize) -> Option<VerbId> {
        self.tree.above(word).find_map(|at| self.verb_at(at))
    }

    /// The group of a word; of "who" and "which" what they stand for.
    fn meant(&self, word: usize) -> Option<GroupId> {
        let relative = self
            .tree
            .pos(word)
            .is_some_and(|pos| matches!(pos.xpos(), Xpos::Wdt | Xpos::Wp))
            || self
                .words
                .get(word)
                .is_some_and(|word| word.tag == Tag::Relative);
        if !relative {
            return self.group_at(word);
        }
        let clause = std::iter::once(word)
            .chain(self.tree.above(word))
            .find(|&at| self.tree.relation(at) == Deprel::AclRelcl)?;
        self.group_at(self.tree.head(clause)?)
    }

    fn objects(&self, id: VerbId, depth: usize) -> Vec<GroupId> {
        let predicate = self.predicate(id);
        let Some(verb) = self.verb(id).filter(|_| depth <= 6) else {
            return Vec::new();
        };
        if predicate != verb.head {
            // "is a spokesman"
            return self.group_at(predicate).into_iter().collect();
        }
        let mut objects: Vec<GroupId> = self
            .tree
            .with(predicate, &[Deprel::Iobj, Deprel::Obj])
            .filter(|&child| !self.is_of_gerund(verb, child))
            .filter_map(|child| self.meant(child))
            .collect();
        objects.dedup();
        // "condemned and rejected the attack"
        let shared = || {
            let first = self.tree.head(predicate)?;
            let other = self.verb_at(first)?;
            let behind = self
                .tree
                .with(first, &[Deprel::Obj])
                .any(|child| child > predicate);
            (self.tree.relation(predicate) == Deprel::Conj && behind && !verb.passive)
                .then(|| self.objects(other, depth + 1))
        };
        if objects.is_empty() {
            objects = shared().unwrap_or_default();
        }
        objects
    }

    /// "ruled out bombing Chad": Chad is of the bombing, though the tree may take "bombing" for its adjective.
    fn is_of_gerund(&self, verb: &Verb, object: usize) -> bool {
        let between = verb.head + 1..object;
        let mut others = self.row.verbs.iter();
        is_in(TAKES_GERUND, &verb.lemma)
            && others.any(|other| other.form == VerbForm::Ing && between.contains(&other.head))
    }

    /// Phrases of the verb itself and, since the tree is often wrong about those, of what hangs on it; never those of another verb.
    fn preps(
        &self,
        id: VerbId,
        objects: &[GroupId],
        by_order: Vec<(String, GroupId)>,
    ) -> Vec<(String, GroupId)> {
        let predicate = self.predicate(id);
        let mut preps: Vec<(String, GroupId)> = by_order
            .into_iter()
            .filter(|(_, group)| {
                !objects.contains(group)
                    && self
                        .head_word(*group)
                        .and_then(|word| self.verb_over(word))
                        .is_none_or(|over| over == id)
            })
            .collect();
        for child in self.tree.with(predicate, &[Deprel::Obl, Deprel::OblAgent]) {
            let leader = self.tree.leader(child, self.words);
            if let (Some(leader), Some(group)) = (leader, self.group_at(child))
                && !preps.iter().any(|(_, known)| *known == group)
            {
                preps.push((leader.lemma.clone(), group));
            }
        }
        preps.sort_by_key(|(_, group)| self.group(*group).map_or(0, |group| group.words.start));
        preps
    }

    /// The word of a group that hangs from outside it.
    fn head_word(&self, id: GroupId) -> Option<usize> {
        let words = self.group(id)?.words.clone();
        words.clone().find(|&word| {
            self.tree.relation(word) != Deprel::Punct
                && self
                    .tree
                    .head(word)
                    .is_none_or(|head| !words.contains(&head))
        })
    }

    /// What the verb hangs on, and whether it is a participle behind its noun; `None` where the tree does not tell.
    fn parent(&self, id: VerbId, verb: &Verb) -> Option<(Parent, bool)> {
        let predicate = self.predicate(id);
        let Some(head) = self.tree.head(predicate) else {
            return Some((Parent::Root, false));
        };
        let governor = self.verb_at(head).filter(|governor| *governor != id);
        let leader = self.tree.leader(predicate, self.words);
        let word = leader.map_or("", |leader| leader.lemma.as_str());
        let parent = match (self.tree.relation(predicate), governor) {
            (Deprel::Conj, Some(other)) => Parent::Beside(other),
            (Deprel::Ccomp | Deprel::Csubj, Some(other)) if verb.finite => {
                Parent::Complement(other)
            }
            (Deprel::Xcomp | Deprel::Ccomp, Some(other)) if verb.infinitive => {
                Parent::Infinitive(other)
            }
            (Deprel::Xcomp | Deprel::Ccomp, Some(other)) => Parent::Gerund(other, word.to_owned()),
            (Deprel::Advcl, Some(other)) if verb.infinitive => Parent::Infinitive(other),
            (Deprel::Advcl, Some(other)) if !verb.finite && word.is_empty() => {
                Parent::Beside(other)
            }
            (Deprel::Advcl, Some(other))
                if !verb.finite && leader.is_some_and(|leader| leader.tag == Tag::Preposition) =>
            {
                Parent::Gerund(other, word.to_owned())
            }
            (Deprel::Advcl, other) if other.is_some() || !word.is_empty() => {
                let when = self
                    .tree
                    .with(predicate, &[Deprel::Advmod])
                    .filter_map(|child| self.words.get(child))
                    .find(|word| word.tag == Tag::Subordinator);
                let word = if word.is_empty() {
                    when.map_or("", |word| word.lemma.as_str())
                } else {
                    word
                };
                Parent::Adverbial(other, word.to_owned())
            }
            (Deprel::Acl, _) => {
                let noun = self.group_at(head)?;
                let participle = !verb.finite || verb.form == VerbForm::Past;
                if participle && !verb.infinitive && word.is_empty() {
                    return Some((Parent::Relative(noun), true));
                }
                Parent::Noun(noun)
            }
            (Deprel::AclRelcl, _) => Parent::Relative(self.group_at(head)?),
            _ => return None,
        };
        Some((parent, false))
    }

    /// "The sides met, officials said.": what stands before is what they said.
    fn end_with_reporting(&self, all: &mut [Ties]) {
        for (at, verb) in self.row.verbs.iter().enumerate() {
            let (id, predicate) = (VerbId(at), self.predicate(VerbId(at)));
            // "Chad bombed Mali; Kenya denied it" says itself what was denied.
            let complete = self.tree.with(predicate, &[Deprel::Obj]).next().is_some();
            let aside = self.tree.relation(predicate) == Deprel::Parataxis
                && verb.finite
                && !complete
                // "accused Chad of arming rebels, a charge Chad denies".
                && verb.lemma != "deny"
                && is_in(REPORTING, &verb.lemma);
            let told = self
                .tree
                .head(predicate)
                .filter(|_| aside)
                .and_then(|head| self.verb_at(head));
            if let Some(told) = told.filter(|&told| told != id)
                && let Some(ties) = all.get_mut(told.0)
                && matches!(ties.parent, Parent::Root)
            {
                ties.parent = Parent::Complement(id);
                if let Some(ties) = all.get_mut(at) {
                    ties.parent = Parent::Root;
                }
            }
        }
    }
}

//! What stands between a verb and its subject, and participles that look like verbs.

use crate::extract::clause::classes::is_in;
use crate::extract::clause::groups::{Element, Verb};
use crate::extract::clause::links::{Linker, REPORTING};
use crate::extract::clause::words::Tag;

impl Linker<'_> {
    /// The group before "…, the X of Y,", ", who …," or ", officials said," that ends with the comma at `comma`.
    pub(super) fn over_insertion(&self, comma: usize) -> Option<usize> {
        let mut opening = comma;
        loop {
            opening = (0..opening).rev().find(|&i| self.tag(i) == Tag::Comma)?;
            let before = self.left(opening)?;
            let after = self.right(opening);
            let inserted = match self.element(after) {
                Some(Element::Group(_)) => {
                    !self.starts_clause(after) || self.is_teller(after, comma)
                }
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

    /// Whether nothing but "officials said" stands between the group at `at` and the comma.
    fn is_teller(&self, at: usize, comma: usize) -> bool {
        let said = self.right(self.chain_end(at));
        let tells = self
            .verb_at(said)
            .and_then(|id| self.verb(id))
            .is_some_and(|verb| verb.finite && is_in(REPORTING, verb.lemma.as_str()));
        tells && self.right(said) == comma
    }

    /// A bare past form that is a participle: "talks held in Oslo ended", "officials detained by Chad".
    pub(super) fn is_reduced(&self, verb: &Verb, last: usize) -> bool {
        let at = self.right(last);
        // "Chad, according to officials, attacked": what stands between makes it finite.
        let follows = self
            .verb_at(at)
            .and_then(|id| self.verb(id))
            .is_some_and(|next| next.words == verb.words);
        if !follows {
            return false;
        }
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
}

//! A reading in the making: chains and mentions that rules add to.

use crate::model::{
    Chain, ChainId, Claim, Kind, Mention, Note, RelationKind, Span, Speaker, Subkind,
};
#[cfg(test)]
use crate::model::{Form, Source};

/// Chains and their mentions so far. Mentions are sorted by place when a rule is given the draft.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub chains: Vec<Chain>,
    pub mentions: Vec<Mention>,
    pub notes: Vec<Note>,
}

impl Draft {
    /// For tests: a new chain with one mention; a description or pronoun makes an unnamed chain.
    #[cfg(test)]
    pub fn add(
        &mut self,
        kind: Kind,
        subkind: Option<Subkind>,
        span: Span,
        form: Form,
        name: &str,
    ) -> ChainId {
        let id = ChainId(self.chains.len() as u32);
        self.chains.push(Chain {
            kind,
            subkind,
            name: name.to_owned(),
            iso: None,
            named: !matches!(form, Form::Nominal | Form::Pronoun),
            roles: Vec::new(),
        });
        self.mention(id, span, form);
        id
    }

    /// For tests: another mention of a chain, put in its place.
    #[cfg(test)]
    pub fn mention(&mut self, of: ChainId, span: Span, form: Form) {
        let source = Source::Shown("a test says so");
        let mention = Mention {
            span,
            form,
            of,
            source,
        };
        let at = self
            .mentions
            .partition_point(|known| place(known) <= place(&mention));
        self.mentions.insert(at, mention);
    }

    pub fn chain(&self, id: ChainId) -> Option<&Chain> {
        self.chains.get(id.0 as usize)
    }

    /// Mentions that start within `span`, by place.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let start = |mention: &Mention| mention.span.start();
        let from = self.mentions.partition_point(|m| start(m) < span.start());
        let to = self.mentions.partition_point(|m| start(m) < span.end());
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Drops the groups of people that no claim speaks of, and numbers the other chains anew.
    pub fn drop_idle_crowds(&mut self, claims: &mut Vec<Claim>) {
        let mut n_mentions = vec![0; self.chains.len()];
        for mention in &self.mentions {
            if let Some(n) = n_mentions.get_mut(mention.of.0 as usize) {
                *n += 1;
            }
        }
        // "the old bridge in Mostar", told once: where it stands says nothing.
        let passing = |id: ChainId| {
            let building = self
                .chain(id)
                .is_some_and(|chain| !chain.named && chain.subkind == Some(Subkind::Building));
            let mut told = claims
                .iter()
                .filter(|claim| claim.source == id || claim.target == id);
            building
                && n_mentions.get(id.0 as usize) == Some(&1)
                && told.all(|claim| claim.kind == RelationKind::LocatedIn && claim.source == id)
        };
        let kept: Vec<bool> = claims.iter().map(|claim| !passing(claim.source)).collect();
        let mut kept = kept.into_iter();
        claims.retain(|_| kept.next().unwrap_or(true));
        let mut spoken_of = vec![false; self.chains.len()];
        let mut mark = |id: ChainId| {
            if let Some(slot) = spoken_of.get_mut(id.0 as usize) {
                *slot = true;
            }
        };
        for claim in claims.iter() {
            mark(claim.source);
            mark(claim.target);
            claim.place.into_iter().for_each(&mut mark);
            for speaker in &claim.attributed_to {
                if let Speaker::Entity(id) = speaker {
                    mark(*id);
                }
            }
        }
        // "rebels", "a Swiss engineer"; a holder of an office stays.
        let is_crowd = |chain: &Chain| {
            let alone =
                chain.kind == Kind::Person && chain.subkind.is_none() && chain.roles.is_empty();
            let idle = matches!(chain.subkind, Some(Subkind::People | Subkind::Building));
            !chain.named && (idle || alone)
        };
        let mut n_kept = 0;
        let new_ids: Vec<Option<ChainId>> = self
            .chains
            .iter()
            .zip(&spoken_of)
            .map(|(chain, spoken_of)| {
                let kept = *spoken_of || !is_crowd(chain);
                kept.then(|| {
                    n_kept += 1;
                    ChainId(n_kept - 1)
                })
            })
            .collect();
        let new_id = |id: ChainId| new_ids.get(id.0 as usize).copied().flatten();
        self.mentions
            .retain_mut(|mention| match new_id(mention.of) {
                Some(id) => {
                    mention.of = id;
                    true
                }
                None => false,
            });
        let mut kept = new_ids.iter().map(Option::is_some);
        self.chains.retain(|_| kept.next().unwrap_or(true));
        for role in self.chains.iter_mut().flat_map(|chain| &mut chain.roles) {
            role.of = role.of.and_then(new_id);
        }
        let renumber = |id: &mut ChainId| *id = new_id(*id).unwrap_or(*id);
        for claim in claims {
            renumber(&mut claim.source);
            renumber(&mut claim.target);
            claim.place = claim.place.and_then(new_id);
            for speaker in &mut claim.attributed_to {
                if let Speaker::Entity(id) = speaker {
                    renumber(id);
                }
            }
        }
    }

    /// Puts mentions in order of place, the longer of two that start together first, and drops repeats.
    pub fn sort(&mut self) {
        self.mentions.sort_by_key(place);
        self.mentions.dedup();
    }
}

fn place(mention: &Mention) -> (usize, std::cmp::Reverse<usize>, u32) {
    let Mention { span, of, .. } = mention;
    (span.start(), std::cmp::Reverse(span.end()), of.0)
}

//! A reading in the making: chains and mentions that rules add to.

use crate::model::{Chain, ChainId, Mention, Note, Span};
#[cfg(test)]
use crate::model::{Form, Kind, Subkind};

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
        let mention = Mention { span, form, of };
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

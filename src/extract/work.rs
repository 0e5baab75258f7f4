//! What is known of an article while its names are read: lines, titles, names with their chains.

use std::ops::Range;

use crate::extract::Draft;
use crate::extract::found::{Found, TitleAt};
use crate::extract::line::Line;
use crate::model::{
    Chain, ChainId, Form, Kind, Mention, Note, Role, RoleTime, Source, Span, Subkind,
};

/// A found name or description with its chain.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub found: Found,
    pub of: ChainId,
}

/// Everything the passes after the first read and add to.
pub(super) struct Work<'a> {
    pub lines: Vec<Line<'a>>,
    pub titles: Vec<Vec<TitleAt>>,
    /// By line, then by first word.
    pub placed: Vec<Vec<Placed>>,
    pub chains: Vec<Chain>,
    pub notes: Vec<Note>,
}

impl Work<'_> {
    pub fn chain(&self, id: ChainId) -> Option<&Chain> {
        self.chains.get(id.0 as usize)
    }

    pub fn kind(&self, id: ChainId) -> Option<Kind> {
        self.chain(id).map(|chain| chain.kind)
    }

    pub fn add_chain(&mut self, kind: Kind, subkind: Option<Subkind>, name: &str) -> ChainId {
        self.chains.push(Chain {
            kind,
            subkind,
            name: name.to_owned(),
            iso: None,
            named: true,
            roles: Vec::new(),
        });
        ChainId(self.chains.len() as u32 - 1)
    }

    /// Puts one more mention in its place.
    pub fn place(&mut self, line: usize, found: Found, of: ChainId) {
        if let Some(list) = self.placed.get_mut(line) {
            let at = list.partition_point(|known| known.found.words.start <= found.words.start);
            list.insert(at, Placed { found, of });
        }
    }

    /// The names and descriptions of a line.
    pub fn on(&self, line: usize) -> &[Placed] {
        self.placed.get(line).map_or(&[], Vec::as_slice)
    }

    /// The longest mention that begins at word `i`.
    pub fn starting(&self, line: usize, i: usize) -> Option<&Placed> {
        let begins = |placed: &&Placed| placed.found.words.start == i;
        self.on(line)
            .iter()
            .filter(begins)
            .max_by_key(|placed| placed.found.words.end)
    }

    /// The longest mention that ends right before word `i`.
    pub fn ending(&self, line: usize, i: usize) -> Option<&Placed> {
        let ends = |placed: &&Placed| placed.found.words.end == i;
        self.on(line)
            .iter()
            .filter(ends)
            .min_by_key(|placed| placed.found.words.start)
    }

    /// Whether a mention holds word `i`.
    pub fn is_taken(&self, line: usize, i: usize) -> bool {
        self.on(line)
            .iter()
            .any(|placed| placed.found.words.contains(&i))
    }

    /// An office of a person; the same office told twice is one with two places.
    pub fn give_role(&mut self, holder: ChainId, role: Role<ChainId, Span>) {
        let Some(chain) = self.chains.get_mut(holder.0 as usize) else {
            return;
        };
        let same_words = |known: &&mut Role<ChainId, Span>| {
            known.title.eq_ignore_ascii_case(&role.title)
                && (known.of == role.of || known.of.is_none() || role.of.is_none())
        };
        match chain.roles.iter_mut().find(same_words) {
            Some(known) => {
                known.of = known.of.or(role.of);
                // "former" once is "former" for the article: short titles drop it.
                if known.time == RoleTime::Current {
                    known.time = role.time;
                }
                known.evidence.extend(role.evidence);
                known.evidence.sort_unstable();
                known.evidence.dedup();
            }
            None => chain.roles.push(role),
        }
    }

    pub fn finish(self) -> Draft {
        let mentions = self.placed.iter().flatten().map(|placed| Mention {
            span: placed.found.span,
            form: placed.found.form,
            of: placed.of,
            source: placed.found.source,
        });
        let mut draft = Draft {
            mentions: mentions.collect(),
            chains: self.chains,
            notes: self.notes,
        };
        draft.sort();
        draft
    }
}

/// A description found at some words.
pub(super) fn described(
    line: &Line,
    words: Range<usize>,
    kind: Kind,
    subkind: Option<Subkind>,
) -> Found {
    use crate::extract::found::{Key, Trust};
    Found::new(line, words, kind, Key::Letters, Trust::Shown)
        .with(subkind)
        .formed(Form::Nominal)
        .because(Source::Shown("the noun says what it is"))
}

/// Text on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

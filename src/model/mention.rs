//! What one article says, before articles are put together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::words::words;
use crate::model::{
    Article, EventDate, Kind, Reason, RelationKind, Role, Span, Speaker, Status, Subkind,
};

words! {
    /// How a stretch of text points at somebody or something.
    Form {
        /// "Abbas Araghchi", "Iran".
        Name = "name", "name";
        /// "the foreign minister", "the sultanate".
        Nominal = "nominal", "description";
        /// "he", "their".
        Pronoun = "pronoun", "pronoun";
        /// "Tehran said": a capital or seat of government that stands for its state.
        Metonym = "metonym", "seat of government";
        /// "Iranian": tied to the state, not an act of it by itself.
        Demonym = "demonym", "demonym";
    }
}

/// How a mention was found, for whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// An entry of one of the program's word lists.
    Listed {
        list: &'static str,
        entry: &'static str,
    },
    /// What the sentence shows, as a half sentence: "a title stands before it".
    Shown(&'static str),
    /// The recogniser's, with the share of its weight that this kind of name has there, in percent.
    Learned(u8),
}

impl Source {
    /// A half sentence for people about a mention of this form: "found because …".
    pub fn reason(self, form: Form) -> String {
        match self {
            Self::Listed { entry, .. } if form == Form::Metonym => {
                format!("a capital or seat of government that acts, or is dealt with, as “{entry}”")
            }
            Self::Listed { list, entry } => format!("the list of {list} has “{entry}”"),
            Self::Shown(what) => what.to_owned(),
            Self::Learned(sure) => {
                format!("the recogniser takes it for such a name, {sure} % sure")
            }
        }
    }
}

/// Index of a [`Chain`] within its [`Reading`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ChainId(pub u32);

/// One stretch of text that points at the thing of its chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The name or phrase, with the article of a phrase it heads ("the US said", not "the US delegation"), without a possessive ending.
    pub span: Span,
    pub form: Form,
    pub of: ChainId,
    pub source: Source,
}

/// All mentions of one thing within one article (a coreference chain).
#[derive(Clone, PartialEq, Debug)]
pub struct Chain {
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    /// The fullest name in the article, as a newspaper would print it.
    pub name: String,
    /// ISO 3166-1 alpha-3 of a state; for others `None`.
    pub iso: Option<String>,
    /// `false` for a thing that is only ever described ("other warships").
    pub named: bool,
    pub roles: Vec<Role<ChainId, Span>>,
}

/// One relation as one sentence tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    pub source: ChainId,
    pub target: ChainId,
    pub kind: RelationKind,
    pub status: Status,
    pub attributed_to: Vec<Speaker<ChainId>>,
    pub when: Option<EventDate>,
    pub place: Option<ChainId>,
    /// The whole sentence: what is cited.
    pub sentence: Span,
    /// The words that tell the relation; inside `sentence`.
    pub trigger: Span,
    /// The rule that found it, by name.
    pub rule: &'static str,
    /// How its ends and its status were read.
    pub reason: Reason,
    /// Attributes of the kind: title, mode, topic, force, term, nearness, time …
    pub attributes: BTreeMap<&'static str, String>,
}

/// Something a person may want to know about how a text was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub span: Option<Span>,
    pub what: String,
}

/// What was found in one article. Mentions are sorted by place and do not overlap unless nested.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    pub article: Arc<Article>,
    pub chains: Vec<Chain>,
    pub mentions: Vec<Mention>,
    pub claims: Vec<Claim>,
    pub notes: Vec<Note>,
}

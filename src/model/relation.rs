//! Who does what to whom, who says so, and whether it happened.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::words::words;
use crate::model::{Anchor, Date, EntityId, RelationId, Span};

words! {
    /// The 18 event kinds and 12 structural kinds; the label reads between source and target.
    RelationKind {
        Meets = "meets", "met";
        NegotiatesWith = "negotiates_with", "negotiates with";
        Mediates = "mediates", "mediates for";
        Visits = "visits", "visits";
        AgreesWith = "agrees_with", "agrees with";
        Supports = "supports", "supports";
        YieldsTo = "yields_to", "yields to";
        CooperatesWith = "cooperates_with", "cooperates with";
        Aids = "aids", "aids";
        DemandsOf = "demands_of", "makes demands of";
        Accuses = "accuses", "accuses";
        Rejects = "rejects", "rejects";
        Threatens = "threatens", "threatens";
        Sanctions = "sanctions", "imposes sanctions on";
        MobilizesAgainst = "mobilizes_against", "mobilises against";
        Coerces = "coerces", "coerces";
        Attacks = "attacks", "attacks";
        ProtestsAgainst = "protests_against", "protests against";
        HoldsOffice = "holds_office", "holds office in";
        Represents = "represents", "represents";
        Appoints = "appoints", "appoints";
        MemberOf = "member_of", "is a member of";
        PartOf = "part_of", "is part of";
        LocatedIn = "located_in", "is in";
        DeployedTo = "deployed_to", "is deployed to";
        Operates = "operates", "operates";
        Commands = "commands", "commands";
        AdviserTo = "adviser_to", "advises";
        FamilyOf = "family_of", "is family of";
        ParticipatesIn = "participates_in", "takes part in";
    }
}

words! {
    /// The quads of PLOVER, for event kinds.
    Quad {
        VerbalCooperation = "verbal_cooperation", "verbal cooperation";
        MaterialCooperation = "material_cooperation", "material cooperation";
        VerbalConflict = "verbal_conflict", "verbal conflict";
        MaterialConflict = "material_conflict", "material conflict";
    }
}

words! {
    /// What a line's colour says.
    Tone {
        Cooperation = "cooperation", "Cooperation";
        Conflict = "conflict", "Conflict";
        Structure = "structure", "Structure";
    }
}

words! {
    /// Whether it happened; taken from the trigger's own context.
    Status {
        Asserted = "asserted", "Asserted";
        Planned = "planned", "Planned";
        Hypothetical = "hypothetical", "Hypothetical";
        Denied = "denied", "Denied";
        Demanded = "demanded", "Demanded";
    }
}

impl RelationKind {
    /// Whether source and target differ in what they do; undirected kinds order their ends by first mention.
    pub const fn directed(self) -> bool {
        !matches!(
            self,
            Self::Meets
                | Self::NegotiatesWith
                | Self::CooperatesWith
                | Self::AgreesWith
                | Self::FamilyOf
        )
    }

    /// `None` for structural kinds.
    pub const fn quad(self) -> Option<Quad> {
        match self {
            Self::Meets
            | Self::NegotiatesWith
            | Self::Mediates
            | Self::Visits
            | Self::AgreesWith
            | Self::Supports
            | Self::YieldsTo => Some(Quad::VerbalCooperation),
            Self::CooperatesWith | Self::Aids => Some(Quad::MaterialCooperation),
            Self::DemandsOf | Self::Accuses | Self::Rejects | Self::Threatens => {
                Some(Quad::VerbalConflict)
            }
            Self::Sanctions
            | Self::MobilizesAgainst
            | Self::Coerces
            | Self::Attacks
            | Self::ProtestsAgainst => Some(Quad::MaterialConflict),
            _ => None,
        }
    }

    pub const fn tone(self) -> Tone {
        match self.quad() {
            Some(Quad::VerbalCooperation | Quad::MaterialCooperation) => Tone::Cooperation,
            Some(Quad::VerbalConflict | Quad::MaterialConflict) => Tone::Conflict,
            None => Tone::Structure,
        }
    }
}

/// Who says so, when it is not the article itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Speaker<E> {
    Entity(E),
    /// "a source close to the talks".
    Text(String),
}

/// When it happened, resolved against the article's date.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EventDate {
    pub from: Date,
    /// Inclusive; equals `from` where the day is known.
    pub to: Date,
    /// The words it was read from: "on Friday".
    pub text: String,
}

impl EventDate {
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// How many days it may have been, one at least.
    pub fn n_days(&self) -> u32 {
        let days = self.to.day_number().saturating_sub(self.from.day_number());
        u32::try_from(days.max(0))
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    /// Days between the two; 0 where they overlap.
    pub fn days_apart(&self, other: &Self) -> u32 {
        let gap = |a: &Self, b: &Self| b.from.day_number().saturating_sub(a.to.day_number());
        u32::try_from(gap(self, other).max(gap(other, self)).max(0)).unwrap_or(u32::MAX)
    }
}

/// How an end of a relation is tied to the word that tells it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Tied {
    /// By a rule that reads a noun phrase whole: "Oman's foreign minister Ana Duarte".
    #[default]
    Phrase,
    Subject,
    Object,
    /// Behind this preposition: "with", "between", of a passive "by".
    After(String),
    /// A thing of theirs is the object: "bombed a Chadian depot".
    ThingOf,
    /// "Kenya's attack".
    Owner,
    /// "the Kenyan attack", "Kenya-Chad talks".
    Modifier,
    /// Subject or object of a clause that hangs on the word: "urged Kenya to leave".
    Clause,
}

impl Tied {
    /// The word in records: "subject", "with".
    pub fn word(&self) -> &str {
        match self {
            Self::Phrase => "phrase",
            Self::Subject => "subject",
            Self::Object => "object",
            Self::After(preposition) => preposition,
            Self::ThingOf => "owner of object",
            Self::Owner => "owner",
            Self::Modifier => "modifier",
            Self::Clause => "clause",
        }
    }
}

/// Why a sentence was read as it was.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reason {
    pub source: Tied,
    pub target: Tied,
    /// The words that decide whether it happened: "will", "denied"; `None` where nothing speaks against it.
    pub cue: Option<Span>,
}

/// What one sentence says of when, where and how, and why it was read so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Telling {
    pub when: Option<EventDate>,
    pub place: Option<EntityId>,
    pub attributes: BTreeMap<&'static str, String>,
    pub reason: Reason,
}

/// One sentence that tells a relation.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// The whole sentence.
    pub sentence: Anchor,
    /// Inside the sentence.
    pub trigger: Span,
    pub rule: &'static str,
    pub attributed_to: Vec<Speaker<EntityId>>,
    pub telling: Telling,
    /// `false` where the same words stood before, or the same agency told it (a repeated caption, agency copy): cited,
    /// never counted.
    pub independent: bool,
}

/// A line of the map. `source` and `target` differ.
#[derive(Clone, PartialEq, Debug)]
pub struct Relation {
    pub id: RelationId,
    pub source: EntityId,
    pub target: EntityId,
    pub kind: RelationKind,
    pub status: Status,
    /// The union over the evidence.
    pub attributed_to: Vec<Speaker<EntityId>>,
    pub when: Option<EventDate>,
    pub place: Option<EntityId>,
    pub attributes: BTreeMap<&'static str, String>,
    /// Sorted by anchor; never empty.
    pub evidence: Vec<Evidence>,
}

impl Relation {
    /// Independent sources: articles that tell this in words, and from an agency, of their own.
    pub fn n_sources(&self) -> usize {
        let independent = self.evidence.iter().filter(|cited| cited.independent);
        let articles: BTreeSet<_> = independent.map(|cited| cited.sentence.article).collect();
        articles.len().max(1)
    }
}

//! Who does what to whom, who says so, and whether it happened.

use std::collections::BTreeMap;

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

/// One sentence that tells a relation.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// The whole sentence.
    pub sentence: Anchor,
    /// Inside the sentence.
    pub trigger: Span,
    pub rule: &'static str,
    pub attributed_to: Vec<Speaker<EntityId>>,
    /// `false` where the same words stood before (a repeated caption, agency copy): cited, never counted.
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
    /// Articles that tell this in words of their own.
    pub fn n_sources(&self) -> usize {
        let mut articles: Vec<_> = self
            .evidence
            .iter()
            .filter(|e| e.independent)
            .map(|e| e.sentence.article)
            .collect();
        articles.dedup();
        articles.len().max(1)
    }
}

//! Who and what stands on the map.

use crate::model::words::words;
use crate::model::{Anchor, EntityId, Form};

words! {
    /// What a node is.
    Kind {
        State = "state", "States";
        Person = "person", "People";
        MilitaryAsset = "military_asset", "Military assets";
        Organization = "organization", "Organisations";
        Event = "event", "Events";
        Place = "place", "Places";
    }
}

impl Kind {
    /// One of them, in a sentence.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Person => "person",
            Self::MilitaryAsset => "military asset",
            Self::Organization => "organisation",
            Self::Event => "event",
            Self::Place => "place",
        }
    }
}

words! {
    /// The finer kind, where it is known.
    Subkind {
        Diplomat = "diplomat", "diplomat";
        HeadOfState = "head_of_state", "head of state";
        HeadOfGovernment = "head_of_government", "head of government";
        Minister = "minister", "minister";
        Official = "official", "official";
        Officer = "officer", "officer";
        Spokesperson = "spokesperson", "spokesperson";
        Legislator = "legislator", "legislator";
        Ship = "ship", "ship";
        Aircraft = "aircraft", "aircraft";
        Missile = "missile", "missile";
        Vehicle = "vehicle", "vehicle";
        AirDefence = "air_defence", "air defence";
        Unit = "unit", "unit or formation";
        Base = "base", "base";
        Site = "site", "site";
        Ministry = "ministry", "ministry";
        Military = "military", "armed force";
        Media = "media", "news organisation";
        Party = "party", "political party";
        ArmedGroup = "armed_group", "armed group";
        International = "international", "international organisation";
        Delegation = "delegation", "delegation";
        Company = "company", "company";
        People = "people", "group of people";
        Talks = "talks", "talks";
        War = "war", "war";
        Exercise = "exercise", "exercise";
        Treaty = "treaty", "treaty";
        Election = "election", "election";
        Protest = "protest", "protest";
        City = "city", "city";
        Region = "region", "region";
        Water = "water", "sea or strait";
        Building = "building", "building";
    }
}

words! {
    /// Whether an office is held now.
    RoleTime {
        Current = "current", "current";
        Former = "former", "former";
        Designate = "designate", "designate";
    }
}

/// An office: `E` names whose office it is, `W` where that is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role<E, W> {
    /// As printed: "Foreign Minister".
    pub title: String,
    pub of: Option<E>,
    pub time: RoleTime,
    pub evidence: Vec<W>,
}

/// Why two names are one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    SameName,
    /// "Mr Araghchi" after "Abbas Araghchi".
    ShorterName,
    /// "Araghchi" and "Araqchi": the same letters after transliteration.
    SameSpelling,
    /// An acronym and its long form.
    Acronym,
    /// "Chad's Foreign Ministry", "the Chadian Foreign Ministry".
    SameBody,
    /// A capital, demonym or other name of one state.
    SameState,
    /// Same surname, same office.
    SameSurnameAndTitle,
    /// "the Iranian foreign minister" for the one who holds that office.
    SameOffice,
    /// A pronoun or description that points back.
    PointsBack,
    /// The user joined them.
    ByHand,
}

impl Why {
    /// A half sentence for people: "two names are one because …".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::SameName => "the name is the same",
            Self::ShorterName => "it is a shorter form of the full name",
            Self::SameSpelling => "the name is the same, spelt another way",
            Self::Acronym => "one is the abbreviation of the other",
            Self::SameBody => "both are names of the same body",
            Self::SameState => "both are names of the same state",
            Self::SameSurnameAndTitle => "surname and office are the same",
            Self::SameOffice => "it names the office this person holds",
            Self::PointsBack => "it points back to the name before it",
            Self::ByHand => "you joined them",
        }
    }
}

/// One step of putting names together, kept so that it can be explained.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Join {
    pub mention: Anchor,
    pub with: Anchor,
    pub why: Why,
}

/// A person, state, military asset, organisation, place or event with all its mentions.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    pub id: EntityId,
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    pub name: String,
    /// Other names in the texts, most frequent first, without `name`.
    pub aliases: Vec<String>,
    /// ISO 3166-1 alpha-3 of a state.
    pub iso: Option<String>,
    pub named: bool,
    pub roles: Vec<Role<EntityId, Anchor>>,
    /// Sorted by anchor; never empty.
    pub mentions: Vec<(Anchor, Form)>,
    pub joins: Vec<Join>,
}

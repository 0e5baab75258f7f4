//! Sanctions, shows of force, coercion, attacks, protest.

use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{Kind, RelationKind, Subkind};

const BODIES: &[Kind] = &[Kind::State, Kind::Organization, Kind::Person];
const ARMED: &[Kind] = &[
    Kind::Person,
    Kind::State,
    Kind::Organization,
    Kind::MilitaryAsset,
];
const STRUCK: &[Kind] = &[
    Kind::Person,
    Kind::State,
    Kind::Organization,
    Kind::MilitaryAsset,
    Kind::Place,
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::Sanctions,
        source: BODIES,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::MobilizesAgainst,
        source: ARMED,
        target: &[Kind::State, Kind::Organization, Kind::Place, Kind::Person],
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Coerces,
        source: BODIES,
        target: &[
            Kind::Person,
            Kind::State,
            Kind::Organization,
            Kind::Event,
            Kind::MilitaryAsset,
            Kind::Place,
        ],
        keep: is_coerced,
    },
    Rule {
        kind: RelationKind::Attacks,
        source: ARMED,
        target: STRUCK,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::ProtestsAgainst,
        source: &[Kind::Person, Kind::Organization, Kind::State],
        target: PARTY,
        keep: keep_all,
    },
];

/// Of events only protests are put down.
fn is_coerced(scene: &Scene, found: &Found) -> bool {
    scene.kind(found.target) != Some(Kind::Event)
        || scene.subkind(found.target) == Some(Subkind::Protest)
}

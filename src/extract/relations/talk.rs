//! Meeting, bargaining, mediating, visiting, agreeing.

use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{Kind, RelationKind, Subkind};

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::Meets,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::NegotiatesWith,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Mediates,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Visits,
        source: PARTY,
        target: &[Kind::State, Kind::Place, Kind::Organization],
        keep: travels,
    },
    Rule {
        kind: RelationKind::AgreesWith,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
];

/// Newspapers visit nobody, and nobody visits one on business.
fn travels(scene: &Scene, found: &Found) -> bool {
    scene.subkind(found.target) != Some(Subkind::Media)
}

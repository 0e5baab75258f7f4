//! Backing, giving in, working together, giving aid.

use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::RelationKind;

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::Supports,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::YieldsTo,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::CooperatesWith,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Aids,
        source: PARTY,
        target: PARTY,
        keep: keep_all,
    },
];

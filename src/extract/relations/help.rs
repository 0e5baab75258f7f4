//! Backing, giving in, working together, giving aid.

use crate::extract::clause::Trigger;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::RelationKind;

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::Supports,
        source: PARTY,
        target: PARTY,
        keep: is_backed,
    },
    Rule {
        kind: RelationKind::YieldsTo,
        source: PARTY,
        target: PARTY,
        keep: is_let,
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

/// One welcomes a guest, which is meeting, or what somebody did.
fn is_backed(scene: &Scene, found: &Found) -> bool {
    let object = match found.trigger {
        Some(Trigger::Verb(id)) if found.verb(scene) == "welcome" => scene
            .clauses
            .ties(id)
            .and_then(|ties| ties.objects.first().copied()),
        _ => None,
    };
    object.is_none_or(|object| scene.actor(object).is_none())
}

/// "will not allow Chad to arm" gives nothing and takes nothing back.
fn is_let(scene: &Scene, found: &Found) -> bool {
    let allows = matches!(found.verb(scene), "allow" | "let" | "permit");
    let negated = match found.trigger {
        Some(Trigger::Verb(id)) => scene.clauses.verb(id).is_some_and(|verb| verb.negated),
        _ => false,
    };
    !(allows && negated)
}

/// "suspended aid to Chad" is a sanction, and not aid denied as well.
pub(super) fn drop_cut_aid(found: &mut Vec<Found>) {
    let cut: Vec<Found> = found
        .iter()
        .filter(|found| found.kind == RelationKind::Sanctions)
        .cloned()
        .collect();
    found.retain(|aid| {
        let by_noun =
            aid.kind == RelationKind::Aids && matches!(aid.trigger, Some(Trigger::Noun(_)));
        let is_cut = |cut: &Found| {
            cut.source == aid.source && cut.target == aid.target && cut.span.contains(aid.span)
        };
        !by_noun || !cut.iter().any(is_cut)
    });
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn support() {
        check(
            "[Ana|p] thanked [Oman] for its efforts.",
            &["Ana supports Oman"],
        );
        check(
            "[Kenya] praised [Chad]'s reforms.",
            &["Kenya supports Chad"],
        );
        check("[Ana|p] thanked the audience.", &[]);
    }

    #[test]
    fn giving_in() {
        check(
            "[Kenya] lifted sanctions on [Chad].",
            &["Kenya yields_to Chad"],
        );
        check(
            "[Kenya] withdrew its troops from [Chad].",
            &["Kenya yields_to Chad"],
        );
        check("[Kenya] lifted the trophy in [Chad].", &[]);
        check("[Kenya] will not allow [Chad] to arm.", &[]);
    }

    #[test]
    fn joint_action() {
        check(
            "[Japan] and [Chile] held a joint exercise.",
            &["Japan cooperates_with Chile"],
        );
        check(
            "[Japan] shared intelligence with [Chile].",
            &["Japan cooperates_with Chile"],
        );
        check("[Japan] shared the bill.", &[]);
    }

    #[test]
    fn aid() {
        check(
            "[Sweden] sent weapons to [Moldova].",
            &["Sweden aids Moldova"],
        );
        check("[Sweden] gave [Moldova] a loan.", &["Sweden aids Moldova"]);
        check(
            "[Sweden] received aid from [Moldova].",
            &["Moldova aids Sweden"],
        );
        check("[Sweden] sent a postcard to [Moldova].", &[]);
        check(
            "[Sweden] has suspended aid to [Moldova].",
            &["Sweden sanctions Moldova"],
        );
    }
}

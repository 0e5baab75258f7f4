//! Sanctions, shows of force, coercion, attacks, protest.

use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{Kind, Mention, RelationKind, Subkind};

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
        keep: is_of_another,
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

/// "The Iraqi army retook Iraqi territory": an army does not attack its own state; rebels do.
fn is_of_another(scene: &Scene, found: &Found) -> bool {
    let troops = matches!(
        scene.subkind(found.source),
        Some(Subkind::Military | Subkind::Unit | Subkind::Ministry)
    );
    let mentions = || scene.draft.mentions.iter();
    let is_named_in = |own: &Mention| {
        own.of == found.source
            && mentions().any(|state| state.of == found.target && own.span.contains(state.span))
    };
    !troops || !mentions().any(is_named_in)
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn sanctions() {
        check(
            "[Kenya] imposed sanctions on [Somalia].",
            &["Kenya sanctions Somalia"],
        );
        check(
            "[Kenya] expelled two [Chadian|d] diplomats.",
            &["Kenya sanctions Chadian"],
        );
        check("[Kenya] imposed order.", &[]);
    }

    #[test]
    fn shows_of_force() {
        check(
            "[Kenya] massed troops near [Chad].",
            &["Kenya mobilizes_against Chad"],
        );
        check(
            "[Kenya]'s build-up near [Chad] went on.",
            &["Kenya mobilizes_against Chad"],
        );
        check("[Kenya] massed a fortune.", &[]);
    }

    #[test]
    fn coercion() {
        check("[Kenya] arrested [Ana|p].", &["Kenya coerces Ana"]);
        check(
            "[Kenya]'s crackdown on [the Union|o] went on.",
            &["Kenya coerces the Union"],
        );
        check("Police arrested [Ana|p].", &[]);
    }

    #[test]
    fn attacks() {
        check(
            "[Kenyan|d] jets bombed [Somali|d] depots.",
            &["Kenyan attacks Somali"],
        );
        check(
            "[Kenya] launched a war against [Somalia].",
            &["Kenya attacks Somalia"],
        );
        check(
            "[Kenya]'s launch of a war against [Somalia] in June shook the region.",
            &["Kenya attacks Somalia"],
        );
        check("[Kenya] bombed a depot in [Somalia].", &[]);
    }

    #[test]
    fn protests() {
        check(
            "[the Union|o] rallied against [Kenya].",
            &["the Union protests_against Kenya"],
        );
        check("[the Union|o] rallied.", &[]);
    }
}

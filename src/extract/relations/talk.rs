//! Meeting, bargaining, mediating, visiting, agreeing.

use crate::extract::clause::Trigger;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{Kind, RelationKind, Subkind};

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::Meets,
        source: PARTY,
        target: PARTY,
        keep: faces,
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

/// One joins people to meet them, a body to belong to it.
fn faces(scene: &Scene, found: &Found) -> bool {
    found.verb(scene) != "join" || scene.kind(found.target) == Some(Kind::Person)
}

/// Newspapers visit nobody, and nobody visits one on business.
fn travels(scene: &Scene, found: &Found) -> bool {
    // "a Chadian frigate is due in Oslo": the ship is sent there.
    let subject = match found.trigger {
        Some(Trigger::Verb(id)) => scene.clauses.ties(id).and_then(|ties| ties.subject),
        _ => None,
    };
    let names = subject.map(|subject| [scene.named(subject), scene.named_best(subject)]);
    let mut names = names.into_iter().flatten().flatten();
    let is_asset = names.any(|chain| scene.kind(chain) == Some(Kind::MilitaryAsset));
    scene.subkind(found.target) != Some(Subkind::Media) && !is_asset
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn meetings() {
        check("[Ana|p] met [Bo|p] in [Nairobi|c].", &["Ana meets Bo"]);
        check(
            "[Ana|p] met separately with [Bo|p], then with [Cy|p] and [Di|p].",
            &["Ana meets Bo", "Ana meets Cy", "Ana meets Di"],
        );
        check(
            "[Ana|p] receives [Bo|p] (L), [Cy|p] and [Di|p] ahead of their meeting in [Oslo|c].",
            &["Ana meets Bo", "Ana meets Cy", "Ana meets Di"],
        );
        check("[Ana|p] and [Bo|p] met.", &["Ana meets Bo"]);
        check(
            "[Ana|p] shakes hands with [Bo|p] as [Cy|p] looks on.",
            &["Ana meets Bo"],
        );
        check(
            "[Ana|p] raised the matter in a call with [Bo|p].",
            &["Ana meets Bo"],
        );
        check(
            "[Ana|p] is due to meet [Bo|p].",
            &["Ana meets Bo (planned)"],
        );
        check("[Chad] met its targets.", &[]);
        check("[Chad] met [Kenya]'s demands.", &["Chad yields_to Kenya"]);
    }

    #[test]
    fn talks() {
        check(
            "[Kenya] and [Somalia] held border talks in [Oslo|c].",
            &["Kenya negotiates_with Somalia"],
        );
        check(
            "Talks between [Kenya] and [Somalia] ended on Friday.",
            &["Kenya negotiates_with Somalia"],
        );
        check(
            "[Kenya]-[Somalia] talks ended.",
            &["Kenya negotiates_with Somalia"],
        );
        check(
            "[Kenya] and [Somalia] ended three days of talks.",
            &["Kenya negotiates_with Somalia"],
        );
        check("[Ana|p] talked about the weather.", &[]);
    }

    #[test]
    fn mediation() {
        check(
            "[Qatar] mediated talks between [Kenya] and [Somalia].",
            &[
                "Kenya negotiates_with Somalia",
                "Qatar mediates Kenya",
                "Qatar mediates Somalia",
            ],
        );
        check(
            "[Qatar] brokered a truce between [Kenya] and [Somalia].",
            &[
                "Kenya agrees_with Somalia",
                "Qatar mediates Kenya",
                "Qatar mediates Somalia",
            ],
        );
        check("[Qatar] brokered nothing.", &[]);
    }

    #[test]
    fn visits() {
        check(
            "[Ana|p] arrived in [Ottawa|c] for a visit.",
            &["Ana visits Ottawa"],
        );
        check(
            "[Ana|p] will travel to [Chad] on Monday.",
            &["Ana visits Chad (planned)"],
        );
        check("[Ana|p] arrived late.", &[]);
        check(
            "[Ana|p] is due in [Ottawa|c] on Monday.",
            &["Ana visits Ottawa (planned)"],
        );
        check("[Ana|p]'s book is due in May.", &[]);
    }

    #[test]
    fn accords() {
        check(
            "[Chile] and [Peru] signed a fisheries accord on Monday.",
            &["Chile agrees_with Peru"],
        );
        check(
            "[Chile] signed a fisheries accord with [Peru].",
            &["Chile agrees_with Peru"],
        );
        check("[Chile] signed the visitors' book in [Peru].", &[]);
    }
}

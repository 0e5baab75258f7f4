//! One-sided promises, told by what is promised: "promised to continue aid to Chad", "agreed to reopen its border with Mali".

use std::collections::BTreeMap;

use crate::extract::clause::{Parent, Trigger, VerbId, is_in};
use crate::extract::relations::PARTY;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::verbs::aims;
use crate::model::{ChainId, Quad, RelationKind};

/// Verbs that bind their subject to what the infinitive says.
const BINDS: &str = "promise pledge offer agree vow commit undertake volunteer consent";

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let verbs = scene.clauses.verbs().map(|(id, ..)| id);
    verbs.flat_map(|id| promised(scene, id)).collect()
}

fn promised(scene: &Scene, child: VerbId) -> Vec<Found> {
    let Some(ties) = scene.clauses.ties(child) else {
        return Vec::new();
    };
    let Parent::Infinitive(id) = ties.parent else {
        return Vec::new();
    };
    let Some((verb, above)) = scene.clauses.verb(id).zip(scene.clauses.ties(id)) else {
        return Vec::new();
    };
    if verb.passive || verb.negated || !is_in(BINDS, &verb.lemma) || is_hostile(scene, child) {
        return Vec::new();
    }
    let lemma = scene
        .clauses
        .verb(child)
        .map_or("", |verb| verb.lemma.as_str());
    // "offered to host talks between Chad and Mali" is told as mediation.
    if is_in("host mediate broker facilitate arbitrate", lemma) {
        return Vec::new();
    }
    // "vowed never to recognise Chad".
    let never = scene.clauses.verb(child).is_some_and(|verb| verb.negated);
    let grants = is_in(
        "recognise recognize accept allow negotiate talk meet sign join return yield",
        lemma,
    );
    let kind = match (never, grants) {
        (true, true) => RelationKind::Rejects,
        (true, false) => return Vec::new(),
        (false, _) => RelationKind::AgreesWith,
    };
    let rule = if never { "vow" } else { "promise" };
    let sources = above
        .subject
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    let Some(span) = scene.clauses.verb_span(id) else {
        return Vec::new();
    };
    let is_party = |id: &ChainId| scene.kind(*id).is_some_and(|kind| PARTY.contains(&kind));
    let targets = aims(scene, child);
    let pairs = sources
        .iter()
        .filter(|id| is_party(id))
        .flat_map(|&source| {
            let others = targets.iter().filter(|id| is_party(id));
            others.map(move |&target| (source, target))
        });
    pairs
        .map(|(source, target)| Found {
            kind,
            source,
            target,
            trigger: Some(Trigger::Verb(id)),
            span,
            rule,
            attributes: BTreeMap::new(),
        })
        .collect()
}

/// "vowed to crush", "agreed to investigate", "agreed to swap": done to somebody or with what somebody has, promised to nobody.
fn is_hostile(scene: &Scene, id: VerbId) -> bool {
    let lemma = scene
        .clauses
        .verb(id)
        .map_or("", |verb| verb.lemma.as_str());
    let actions = scene.page.lexicon.verbs.actions(lemma);
    let friendly = |quad| {
        matches!(
            quad,
            Some(Quad::VerbalCooperation | Quad::MaterialCooperation)
        )
    };
    !actions.is_empty() && !actions.iter().any(|action| friendly(action.kind.quad()))
        || matches!(
            lemma,
            "respond"
                | "retaliate"
                | "fight"
                | "avenge"
                | "discuss"
                | "meet"
                | "visit"
                | "hold"
                | "swap"
                | "exchange"
        )
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn promises() {
        check(
            "[Kenya] promised to continue aid to [Chad].",
            &[
                "Kenya agrees_with Chad (planned)",
                "Kenya aids Chad (planned)",
            ],
        );
        check(
            "[Kenya] promised to sue [Chad].",
            &["Kenya accuses Chad (planned)"],
        );
        check("[Kenya] promised to grow.", &[]);
        check(
            "[Kenya] vowed never to recognise [Chad].",
            &["Kenya rejects Chad", "Kenya supports Chad (denied)"],
        );
    }
}

//! Relatives, aides and those who speak for somebody: "Ana Duarte, the president's sister".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Parent, Trigger};
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{ChainId, Form, Kind, RelationKind, Span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::FamilyOf,
        source: &[Kind::Person],
        target: &[Kind::Person],
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::AdviserTo,
        source: &[Kind::Person],
        target: PARTY,
        keep: keep_all,
    },
    Rule {
        kind: RelationKind::Represents,
        source: &[Kind::Person, Kind::Organization],
        target: PARTY,
        keep: keep_all,
    },
];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, _) in scene.clauses.groups() {
        let Some((kind, span, words)) = tie(scene, id) else {
            continue;
        };
        let Some(bearer) = bearer(scene, id) else {
            continue;
        };
        let Some(principal) =
            principal(scene, id, kind, span).filter(|&principal| principal != bearer)
        else {
            continue;
        };
        let rule = RULES.iter().find(|rule| rule.kind == kind);
        let admitted = rule.is_some_and(|rule| {
            let is = |kinds: &[Kind], id: ChainId| {
                scene.kind(id).is_some_and(|kind| kinds.contains(&kind))
            };
            is(rule.source, bearer) && is(rule.target, principal)
        });
        if admitted {
            found.push(Found {
                kind,
                source: bearer,
                target: principal,
                trigger: None,
                span,
                rule: "tie",
                attributes: BTreeMap::from([("term", words)]),
            });
        }
    }
    found
}

/// A word of the list of ties in a group: "son-in-law", "top aide".
fn tie(scene: &Scene, id: GroupId) -> Option<(RelationKind, Span, String)> {
    let text: &str = &scene.page.article.text;
    let words = scene.clauses.group_words(id);
    words.iter().find_map(|word| {
        let hit = scene.page.lexicon.titles.tie_at(text, word.span.start())?;
        let whole = words
            .iter()
            .any(|word| hit.span.contains(word.span) && word.span.end() == hit.span.end());
        (whole && !hit.value.plural).then(|| (hit.value.kind, hit.span, hit.phrase.to_owned()))
    })
}

/// Who bears the word: the name beside it, the one it describes, or the subject of "is".
pub(super) fn bearer(scene: &Scene, id: GroupId) -> Option<ChainId> {
    let person = |chain: &ChainId| scene.kind(*chain).is_some_and(|kind| PARTY.contains(&kind));
    if let Some(own) = scene.named(id).filter(person) {
        return Some(own);
    }
    let beside = scene
        .clauses
        .groups()
        .find(|(_, group)| group.apposition == Some(id))
        .map(|(other, _)| other);
    let after = scene.group(id).and_then(|group| group.apposition);
    let copula = scene
        .clauses
        .verbs()
        .find(|(_, verb, ties)| {
            // "accused of being his adviser", "wants to be his adviser": told of nobody as a fact.
            let told = !matches!(ties.parent, Parent::Gerund(..) | Parent::Infinitive(_));
            verb.lemma == "be" && !verb.negated && told && ties.objects.contains(&id)
        })
        .and_then(|(_, _, ties)| ties.subject);
    [beside, after, copula]
        .into_iter()
        .flatten()
        .find_map(|group| scene.named(group).filter(person))
}

/// Whose relative, aide or envoy: "Trump's", "of Trump", "to Trump", "US envoy".
fn principal(scene: &Scene, id: GroupId, kind: RelationKind, span: Span) -> Option<ChainId> {
    let group = scene.group(id)?;
    if let Some(owner) = group.owner.and_then(|owner| scene.actor(owner)) {
        return Some(owner);
    }
    let of: &[&str] = if kind == RelationKind::AdviserTo {
        &["to", "of"]
    } else {
        &["of", "for"]
    };
    let phrase = group
        .preps
        .first()
        .filter(|(prep, _)| of.contains(&prep.as_str()))
        .and_then(|(_, object)| scene.actor(*object));
    if phrase.is_some()
        && scene
            .clauses
            .trigger_span(Trigger::Noun(id))
            .is_some_and(|head| span.contains(head))
    {
        return phrase;
    }
    // "the Omani delegation", "US envoy", not "the Iranian son of".
    let mut before = scene.clauses.mentions.iter().filter(|mention| {
        let inside = scene
            .clauses
            .group_span(id)
            .is_some_and(|whole| whole.contains(mention.span));
        inside && mention.span.end() <= span.start() && mention.form != Form::Nominal
    });
    let last = before.next_back().map(|mention| (mention.of, mention.form));
    match last {
        Some((chain, Form::Pronoun)) => Some(chain),
        Some((chain, _))
            if kind == RelationKind::Represents
                && matches!(scene.kind(chain), Some(Kind::State | Kind::Organization)) =>
        {
            Some(chain)
        }
        Some((chain, _)) if kind == RelationKind::AdviserTo => Some(chain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn relatives() {
        check("[Ana|p], [Bo|p]'s sister, left.", &["Ana family_of Bo"]);
        check(
            "[Ana|p], the sister of [Bo|p], left.",
            &["Ana family_of Bo"],
        );
        check("[Ana|p] is [Bo|p]'s sister.", &["Ana family_of Bo"]);
        check("[Ana|p] joined [Bo|p]'s sister.", &[]);
    }

    #[test]
    fn aides_and_envoys() {
        check("[Ana|p], an aide to [Bo|p], left.", &["Ana adviser_to Bo"]);
        check(
            "[Ana|p], a spokeswoman for [the Union|o], left.",
            &["Ana represents the Union"],
        );
        check("An aide left [Bo|p].", &[]);
    }
}

//! Belonging to an alliance, a party or a force: "the bloc's member Chad", "US Navy Adm. Pia Lund".

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Trigger};
use crate::extract::relations::kin::bearer;
use crate::extract::relations::scene::{Found, Scene};
use crate::extract::relations::{PARTY, Rule, keep_all};
use crate::model::{ChainId, Kind, RelationKind, Subkind};

pub(super) const RULES: &[Rule] = &[Rule {
    kind: RelationKind::MemberOf,
    source: PARTY,
    target: &[Kind::Organization],
    keep: keep_all,
}];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    let mut found: Vec<Found> = scene
        .clauses
        .groups()
        .filter_map(|(id, _)| member(scene, id))
        .collect();
    found.extend(
        scene
            .clauses
            .groups()
            .flat_map(|(id, _)| all_members(scene, id)),
    );
    found
}

/// "Kenya and Chad are members of the Union", "are Union members".
fn all_members(scene: &Scene, id: GroupId) -> Vec<Found> {
    let is_member = scene.group(id).is_some_and(|group| group.noun == "member");
    let mut verbs = scene.clauses.verbs();
    let copula = verbs.find(|(_, verb, ties)| verb.lemma == "be" && ties.objects.contains(&id));
    let (Some((copula, verb, ties)), true) = (copula, is_member) else {
        return Vec::new();
    };
    let all = ties
        .subject
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    let own = scene.modifiers(id).into_iter().map(|(chain, _)| chain);
    let of = scene.clauses.prep_of_group(id, &["of"]);
    let mut bodies = own.chain(of.and_then(|of| scene.named(of)));
    let body = bodies.rfind(|&chain| scene.kind(chain) == Some(Kind::Organization));
    let (Some(body), Some(span)) = (body, scene.clauses.group_span(id)) else {
        return Vec::new();
    };
    // One alone is told by its apposition or copula already.
    let several = all.into_iter().filter(|&member| member != body);
    let several: Vec<_> = several.collect();
    if several.len() < 2 && !verb.negated {
        return Vec::new();
    }
    // "Chad is not a member": denied by its verb.
    let trigger = verb.negated.then_some(Trigger::Verb(copula));
    several
        .into_iter()
        .map(|source| Found {
            kind: RelationKind::MemberOf,
            source,
            target: body,
            trigger,
            span,
            rule: "members",
            attributes: BTreeMap::new(),
        })
        .collect()
}

fn member(scene: &Scene, id: GroupId) -> Option<Found> {
    let group = scene.group(id)?;
    let words = scene.clauses.group_words(id);
    let says_member = words.iter().any(|word| {
        matches!(
            word.lower.as_str(),
            "member" | "lawmaker" | "fighter" | "legislator" | "senator"
        )
    });
    let own = bearer(scene, id);
    let body = scene
        .modifiers(id)
        .into_iter()
        .map(|(chain, _)| chain)
        .rfind(|&chain| scene.kind(chain) == Some(Kind::Organization));
    let (member, body) = if let (Some(own), Some(body)) = (scene.named(id), body) {
        // A rank before the name: the force is where it serves. An office is another rule's.
        let serves = scene.kind(own) == Some(Kind::Person)
            && scene.subkind(body) == Some(Subkind::Military)
            && !holds_office(scene, own, body);
        (says_member || serves).then_some((own, body))?
    } else if says_member && group.noun == "member" {
        let of = scene
            .clauses
            .prep_of_group(id, &["of"])
            .and_then(|of| scene.named(of));
        (
            own?,
            body.or(of)
                .filter(|&of| scene.kind(of) == Some(Kind::Organization))?,
        )
    } else {
        return None;
    };
    Some(Found {
        kind: RelationKind::MemberOf,
        source: member,
        target: body,
        trigger: None,
        span: scene.clauses.group_span(id)?,
        rule: "member",
        attributes: BTreeMap::new(),
    })
}

fn holds_office(scene: &Scene, person: ChainId, body: ChainId) -> bool {
    scene
        .chain(person)
        .is_some_and(|chain| chain.roles.iter().any(|role| role.of == Some(body)))
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn members() {
        check(
            "[Finland] is a member of [the Union|o].",
            &["Finland member_of the Union"],
        );
        check(
            "[Finland] joined [the Union|o].",
            &["Finland member_of the Union"],
        );
        check(
            "[Finland] and [Chad] are members of [the Union|o].",
            &["Chad member_of the Union", "Finland member_of the Union"],
        );
        check(
            "[Finland] is not a member of [the Union|o].",
            &["Finland member_of the Union (denied)"],
        );
        check("[Finland] left [the Union|o].", &[]);
    }
}

//! Where things are: "a palace near the airport", "the destroyer in the strait".

use std::collections::BTreeMap;

use crate::extract::clause::GroupId;
use crate::extract::relations::Rule;
use crate::extract::relations::scene::{Found, Scene};
use crate::model::{Kind, RelationKind, Subkind};

const SITES: &[Kind] = &[Kind::Place, Kind::State];

pub(super) const RULES: &[Rule] = &[
    Rule {
        kind: RelationKind::DeployedTo,
        source: &[Kind::MilitaryAsset, Kind::Organization],
        target: &[Kind::Place, Kind::State, Kind::MilitaryAsset],
        keep: can_move,
    },
    Rule {
        kind: RelationKind::LocatedIn,
        source: &[
            Kind::Organization,
            Kind::MilitaryAsset,
            Kind::Event,
            Kind::Place,
        ],
        target: SITES,
        keep: stands_still,
    },
];

/// Ships and troops are sent; a party or a company has its seat.
fn can_move(scene: &Scene, found: &Found) -> bool {
    let force = matches!(
        scene.subkind(found.source),
        Some(Subkind::Military | Subkind::Unit | Subkind::ArmedGroup)
    );
    scene.kind(found.source) == Some(Kind::MilitaryAsset) || force
}

fn stands_still(scene: &Scene, found: &Found) -> bool {
    let site = matches!(
        scene.subkind(found.source),
        Some(Subkind::Base | Subkind::Site)
    );
    let asset = scene.kind(found.source) == Some(Kind::MilitaryAsset);
    (!asset || site)
        && !matches!(
            scene.subkind(found.source),
            Some(Subkind::People | Subkind::Unit)
        )
}

const IN: &[&str] = &[
    "in",
    "at",
    "on the outskirts of",
    "near",
    "outside",
    "off",
    "off the coast of",
    "inside",
    "on",
];

pub(super) fn shapes(scene: &Scene) -> Vec<Found> {
    scene
        .clauses
        .groups()
        .flat_map(|(id, _)| of_group(scene, id))
        .collect()
}

fn of_group(scene: &Scene, id: GroupId) -> Vec<Found> {
    let Some(group) = scene.group(id) else {
        return Vec::new();
    };
    let Some((prep, object)) = group
        .preps
        .first()
        .filter(|(prep, _)| IN.contains(&prep.as_str()))
    else {
        return Vec::new();
    };
    let Some(place) = scene
        .named(*object)
        .filter(|&chain| scene.kind(chain).is_some_and(|kind| SITES.contains(&kind)))
    else {
        return Vec::new();
    };
    let Some(span) = scene
        .clauses
        .group_span(id)
        .zip(scene.clauses.group_span(*object))
        .map(|(a, b)| a.join(b))
    else {
        return Vec::new();
    };
    let things = scene
        .clauses
        .members(id)
        .into_iter()
        .filter_map(|member| scene.named(member));
    let mut found = Vec::new();
    for thing in things {
        let kind = match scene.kind(thing) {
            _ if scene.subkind(thing) == Some(Subkind::People) => continue,
            Some(Kind::MilitaryAsset)
                if !matches!(scene.subkind(thing), Some(Subkind::Base | Subkind::Site)) =>
            {
                RelationKind::DeployedTo
            }
            Some(Kind::Organization)
                if matches!(
                    scene.subkind(thing),
                    Some(Subkind::Military | Subkind::Unit)
                ) =>
            {
                RelationKind::DeployedTo
            }
            Some(Kind::MilitaryAsset | Kind::Place | Kind::Event | Kind::Organization) => {
                RelationKind::LocatedIn
            }
            _ => continue,
        };
        let mut attributes = BTreeMap::new();
        if prep == "near" {
            attributes.insert("nearness", "near".to_owned());
        }
        found.push(Found {
            kind,
            source: thing,
            target: place,
            trigger: None,
            span,
            rule: "in place",
            attributes,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::check;

    #[test]
    fn sites_and_forces() {
        check(
            "The [palace|o] near [Muscat|c] is old.",
            &["palace located_in Muscat"],
        );
        check(
            "The [destroyer|a] off [Aden|c] is old.",
            &["destroyer deployed_to Aden"],
        );
        check(
            "[Kenya] sent a [destroyer|a] to [Aden|c].",
            &["destroyer deployed_to Aden"],
        );
        check("The [palace|o] is old, and [Muscat|c] is older.", &[]);
    }
}

//! What the layout is asked for: nodes with the room they need, springs along the relations, pins; and what an arrangement goes by.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::map;
use crate::app::state::State;
use crate::layout::{Arrangement, Balance, NodeBox, Request, Spring};
use crate::model::{
    Arranged, ArticleId, Entity, EntityId, Graph, Kind, Relation, RelationKind, RoleTime,
};

/// Any number does; this one draws the samples well.
const SEED: u64 = 7;

/// Everything that is shown or already has a place. What is switched off keeps its place, so that nothing moves when it comes back.
pub fn request(state: &State) -> Request {
    let graph = &state.graph;
    let is_placed = |entity: &&Entity| {
        state.visible.entities.contains(&entity.id) || state.positions.get(&entity.id).is_some()
    };
    let entities: Vec<&Entity> = graph.entities().iter().filter(is_placed).collect();
    let index = |id| {
        let found = entities.binary_search_by(|entity| entity.id.cmp(id));
        found.ok().map(|at| at as u32)
    };
    // A pair is tied the stronger the more articles tell of it in words of their own.
    let mut sources: BTreeMap<(u32, u32), BTreeSet<ArticleId>> = BTreeMap::new();
    for relation in graph.relations() {
        if let (Some(a), Some(b)) = (index(&relation.source), index(&relation.target)) {
            let own = relation.evidence.iter().filter(|told| told.independent);
            let articles = own.map(|told| told.sentence.article);
            let pair = sources.entry((a.min(b), a.max(b))).or_default();
            pair.extend(articles);
        }
    }
    let spring = |((a, b), articles): ((u32, u32), BTreeSet<ArticleId>)| Spring {
        a,
        b,
        weight: 1.0 + (articles.len().max(1) as f32).ln() * 0.5,
    };
    let pins = state.pins.iter();
    Request {
        nodes: entities
            .iter()
            .map(|entity| node_box(graph, entity))
            .collect(),
        springs: sources.into_iter().map(spring).collect(),
        pins: pins
            .filter_map(|(id, pos)| Some((index(id)?, *pos)))
            .collect(),
        seed: SEED,
        balance: Balance::new(state.settings.balance),
        ..Request::default()
    }
}

/// The request with these nodes only.
pub fn part(whole: &Request, these: &BTreeSet<EntityId>) -> Request {
    let kept: Vec<u32> = (0..)
        .zip(&whole.nodes)
        .filter(|(_, node)| these.contains(&node.id))
        .map(|(at, _)| at)
        .collect();
    let index = |at: u32| kept.binary_search(&at).ok().map(|at| at as u32);
    let nodes = kept.iter().filter_map(|&at| whole.nodes.get(at as usize));
    let springs = whole.springs.iter().filter_map(|spring| {
        Some(Spring {
            a: index(spring.a)?,
            b: index(spring.b)?,
            ..*spring
        })
    });
    let pins = whole.pins.iter();
    Request {
        nodes: nodes.cloned().collect(),
        springs: springs.collect(),
        pins: pins
            .filter_map(|(at, pos)| Some((index(*at)?, *pos)))
            .collect(),
        ..*whole
    }
}

/// What an arrangement of these nodes goes by; `None` where the layout itself is meant.
pub fn arrangement(state: &State, part: &Request, how: Arranged) -> Option<Arrangement> {
    let entities = || {
        let ids = part.nodes.iter();
        ids.map(|node| state.graph.entity(&node.id))
    };
    Some(match how {
        Arranged::Anew | Arranged::View | Arranged::ByHand => return None,
        Arranged::Circle => Arrangement::Circle,
        Arranged::Tiers => Arrangement::Tiers(entities().map(tier).collect()),
        Arranged::Rings => Arrangement::Rings(centre(state, part)),
        Arranged::Blocs => Arrangement::Blocs(
            entities()
                .map(|entity| owner(state, part, entity?))
                .collect(),
        ),
        Arranged::Timeline => {
            Arrangement::Timeline(entities().map(|entity| day(state, entity?)).collect())
        }
    })
}

fn node_box(graph: &Graph, entity: &Entity) -> NodeBox {
    let (width, height) = map::footprint(graph, entity);
    NodeBox {
        id: entity.id.clone(),
        width,
        height,
    }
}

fn tier(entity: Option<&Entity>) -> u32 {
    match entity.map(|entity| entity.kind) {
        Some(Kind::State) => 0,
        Some(Kind::Organization) => 1,
        Some(Kind::Person) => 2,
        Some(Kind::MilitaryAsset) => 3,
        Some(Kind::Event) => 4,
        Some(Kind::Place) | None => 5,
    }
}

/// The selected node, else the one that most lines end at.
fn centre(state: &State, part: &Request) -> u32 {
    let index = |id: &EntityId| index_of(part, id);
    let selected = state.selection.entities.iter();
    let selected: Vec<u32> = selected.filter_map(index).collect();
    if let [one] = selected.as_slice() {
        return *one;
    }
    let mut n_lines = vec![0_u32; part.nodes.len()];
    for spring in &part.springs {
        for end in [spring.a, spring.b] {
            if let Some(count) = n_lines.get_mut(end as usize) {
                *count += 1;
            }
        }
    }
    let most = (0..)
        .zip(&n_lines)
        .max_by_key(|&(at, n)| (*n, std::cmp::Reverse(at)));
    most.map_or(0, |(at, _)| at)
}

fn index_of(part: &Request, id: &EntityId) -> Option<u32> {
    let at = part.nodes.binary_search_by(|node| node.id.cmp(id));
    at.ok().map(|at| at as u32)
}

/// Whom a node belongs to, as most sentences have it; states belong to nobody.
fn owner(state: &State, part: &Request, entity: &Entity) -> Option<u32> {
    if entity.kind == Kind::State {
        return None;
    }
    let mut said: BTreeMap<u32, usize> = BTreeMap::new();
    let mut say = |id: &EntityId, times: usize| {
        if let Some(at) = index_of(part, id) {
            *said.entry(at).or_default() += times;
        }
    };
    for role in &entity.roles {
        if let (Some(of), RoleTime::Current) = (&role.of, role.time) {
            say(of, role.evidence.len());
        }
    }
    for relation in state.graph.relations_of(&entity.id) {
        if let Some(owner) = owner_by(relation, &entity.id) {
            say(owner, relation.evidence.len());
        }
    }
    let most = said
        .into_iter()
        .max_by_key(|&(at, times)| (times, std::cmp::Reverse(at)));
    most.map(|(at, _)| at)
}

/// The other end, if this relation makes it the owner.
fn owner_by<'a>(relation: &'a Relation, id: &EntityId) -> Option<&'a EntityId> {
    use RelationKind as K;
    match relation.kind {
        K::HoldsOffice | K::Represents | K::MemberOf | K::PartOf | K::LocatedIn | K::AdviserTo => {
            (relation.source == *id).then_some(&relation.target)
        }
        K::Operates | K::Commands => (relation.target == *id).then_some(&relation.source),
        _ => None,
    }
}

/// The middle one of the days it is told of.
fn day(state: &State, entity: &Entity) -> Option<i32> {
    let published = |article: ArticleId| {
        let article = state.article(article)?;
        Some(article.published?.date.day_number())
    };
    let mut days: Vec<i32> = state
        .graph
        .relations_of(&entity.id)
        .filter_map(|relation| match &relation.when {
            Some(when) => Some(when.from.day_number()),
            None => published(relation.evidence.first()?.sentence.article),
        })
        .collect();
    if days.is_empty() {
        let articles = entity.mentions.iter().map(|(anchor, _)| anchor.article);
        days.extend(articles.filter_map(published));
    }
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

//! Clusters to entities: names, other names, offices, reasons.

use std::collections::BTreeMap;

use crate::model::{
    Anchor, ChainId, Claim, Entity, EntityId, Form, Join, Kind, Reading, Role, RoleTime, Span,
};
use crate::resolve::cluster::Clusters;
use crate::resolve::edits::{Edits, Holders};
use crate::resolve::named;
use crate::resolve::nodes::{Node, NodeIdx};

/// The entity of each chain of each reading.
#[derive(Debug, Default)]
pub(super) struct Ids {
    whole: BTreeMap<(usize, ChainId), EntityId>,
    /// Mentions that were split off their chain.
    split: BTreeMap<(usize, ChainId), Vec<(Span, EntityId)>>,
}

impl Ids {
    pub fn get(&self, chain: &(usize, ChainId)) -> Option<&EntityId> {
        self.whole.get(chain)
    }

    /// Who an end of a claim is: of a chain that was cut, whoever is mentioned nearest to the trigger.
    pub fn of_end(
        &self,
        reading: &Reading,
        at: usize,
        of: ChainId,
        claim: &Claim,
    ) -> Option<&EntityId> {
        let whole = self.whole.get(&(at, of));
        let Some(split) = self.split.get(&(at, of)) else {
            return whole;
        };
        let own = reading
            .mentions
            .iter()
            .filter(|mention| mention.of == of)
            .map(|mention| mention.span);
        let nearest = own.min_by_key(|span| {
            let outside = !claim.sentence.contains(*span);
            let (a, b) = (claim.trigger, *span);
            let gap = a
                .start()
                .max(b.start())
                .saturating_sub(a.end().min(b.end()));
            (outside, gap)
        });
        let mut split = split.iter();
        let gone = split.find(|(span, _)| Some(*span) == nearest);
        gone.map(|(_, id)| id).or(whole)
    }
}

/// One entity a cluster.
pub(super) fn entities(
    readings: &[&Reading],
    nodes: &[Node],
    holders: &Holders,
    clusters: &mut Clusters,
    edits: &mut Edits,
) -> (Vec<Entity>, Ids) {
    let mut members: BTreeMap<NodeIdx, Vec<NodeIdx>> = BTreeMap::new();
    for at in 0..nodes.len() {
        members.entry(clusters.root(at)).or_default().push(at);
    }
    let mut drafts: Vec<(Entity, Vec<NodeIdx>)> = members
        .into_values()
        .filter_map(|members| Some((entity(nodes, &members)?, members)))
        .collect();
    named::by_hand(&mut drafts, holders, edits);
    number(&mut drafts);
    let mut of_node: BTreeMap<NodeIdx, EntityId> = BTreeMap::new();
    for (entity, members) in &drafts {
        for member in members {
            of_node.insert(*member, entity.id.clone());
        }
    }
    let mut ids = Ids::default();
    for (at, node) in nodes.iter().enumerate().rev() {
        let Some(id) = of_node.get(&at) else {
            continue;
        };
        let chain = (node.reading, node.chain_id);
        if node.alone {
            let spans = node.mentions.iter().map(|(at, _)| (at.span, id.clone()));
            ids.split.entry(chain).or_default().extend(spans);
        } else {
            ids.whole.insert(chain, id.clone());
        }
    }
    for (entity, members) in &mut drafts {
        entity.roles = roles(readings, nodes, members, &ids);
    }
    add_joins(&mut drafts, nodes, clusters);
    (drafts.into_iter().map(|(entity, _)| entity).collect(), ids)
}

fn entity(nodes: &[Node], members: &[NodeIdx]) -> Option<Entity> {
    let members: Vec<&Node> = members.iter().filter_map(|at| nodes.get(*at)).collect();
    let first = members.first()?;
    let kind = first.kind;
    let name = best_name(&members)?;
    let mut mentions: Vec<(Anchor, Form)> = members
        .iter()
        .flat_map(|node| node.mentions.iter().copied())
        .collect();
    mentions.sort();
    mentions.dedup();
    let mut subkinds: BTreeMap<_, usize> = BTreeMap::new();
    for node in &members {
        if let Some(subkind) = node.subkind {
            *subkinds.entry(subkind).or_default() += node.mentions.len();
        }
    }
    let subkind = subkinds
        .into_iter()
        .max_by_key(|(subkind, n)| (*n, std::cmp::Reverse(*subkind)));
    Some(Entity {
        id: EntityId::new(&format!("{}:{}", kind.word(), slug(&name))),
        kind,
        subkind: subkind.map(|(subkind, _)| subkind),
        aliases: aliases(&members, &name),
        iso: members.iter().find_map(|node| node.chain.iso.clone()),
        named: members.iter().any(|node| node.named),
        name,
        roles: Vec::new(),
        mentions,
        joins: Vec::new(),
    })
}

/// The fullest name of a person, the most frequent one of others; ties by more mentions, then by letters.
fn best_name(members: &[&Node]) -> Option<String> {
    let mut weights: BTreeMap<&str, usize> = BTreeMap::new();
    let any_named = members.iter().any(|node| node.named);
    for node in members.iter().filter(|node| node.named || !any_named) {
        *weights.entry(node.name.as_str()).or_default() += node.mentions.len();
    }
    let person = members
        .first()
        .is_some_and(|node| node.kind == Kind::Person);
    let best = weights.into_iter().max_by_key(|(name, weight)| {
        let n_words = name.split(' ').count();
        let shouts = !name.chars().any(char::is_lowercase) && name.contains(' ');
        let fullness = if person { n_words } else { n_words.min(2) };
        (!shouts, fullness, *weight, std::cmp::Reverse(*name))
    })?;
    Some(best.0.to_owned())
}

/// Other names in the texts, most frequent first.
fn aliases(members: &[&Node], name: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (alias, n) in members.iter().flat_map(|node| &node.names) {
        *counts.entry(alias.as_str()).or_default() += n;
    }
    let mut counts: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(alias, _)| *alias != name)
        .collect();
    counts.sort_by_key(|(alias, n)| (std::cmp::Reverse(*n), *alias));
    counts
        .into_iter()
        .map(|(alias, _)| alias.to_owned())
        .collect()
}

/// Small letters, digits and hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in any_ascii::any_ascii(name).to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            '\'' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "unnamed".to_owned()
    } else {
        slug.to_owned()
    }
}

/// Gives the second and later of one id a number, in order of their first mention.
fn number(drafts: &mut [(Entity, Vec<NodeIdx>)]) {
    drafts.sort_by(|(a, _), (b, _)| (&a.id, a.mentions.first()).cmp(&(&b.id, b.mentions.first())));
    let mut last: Option<(EntityId, usize)> = None;
    for (entity, _) in drafts {
        match &mut last {
            Some((id, n)) if *id == entity.id => {
                *n += 1;
                entity.id = EntityId::new(&format!("{}-{n}", id.as_str()));
            }
            _ => last = Some((entity.id.clone(), 1)),
        }
    }
}

fn roles(
    readings: &[&Reading],
    nodes: &[Node],
    members: &[NodeIdx],
    ids: &Ids,
) -> Vec<Role<EntityId, Anchor>> {
    let mut roles: Vec<Role<EntityId, Anchor>> = Vec::new();
    for node in members.iter().filter_map(|at| nodes.get(*at)) {
        let Some(article) = readings.get(node.reading).map(|reading| reading.article.id) else {
            continue;
        };
        for role in &node.chain.roles {
            let of = role.of.and_then(|of| ids.get(&(node.reading, of)).cloned());
            let evidence: Vec<Anchor> = role
                .evidence
                .iter()
                .map(|span| Anchor {
                    article,
                    span: *span,
                })
                .collect();
            let same = |known: &&mut Role<EntityId, Anchor>| {
                known.title.eq_ignore_ascii_case(&role.title)
                    && (known.of == of || known.of.is_none() || of.is_none())
            };
            match roles.iter_mut().find(same) {
                Some(known) => {
                    known.of = known.of.take().or(of);
                    if known.time == RoleTime::Current {
                        known.time = role.time;
                    }
                    known.evidence.extend(evidence);
                    known.evidence.sort_unstable();
                    known.evidence.dedup();
                }
                None => roles.push(Role {
                    title: role.title.clone(),
                    of,
                    time: role.time,
                    evidence,
                }),
            }
        }
    }
    keep_told_most(&mut roles);
    roles.sort_by(|a, b| {
        (std::cmp::Reverse(a.evidence.len()), &a.title)
            .cmp(&(std::cmp::Reverse(b.evidence.len()), &b.title))
    });
    roles
}

/// One title at two bodies: what several sentences say outweighs what one was thought to say.
fn keep_told_most(roles: &mut Vec<Role<EntityId, Anchor>>) {
    let counts: Vec<(String, usize)> = roles
        .iter()
        .map(|role| (role.title.to_lowercase(), role.evidence.len()))
        .collect();
    roles.retain(|role| {
        let title = role.title.to_lowercase();
        let most = counts
            .iter()
            .filter(|(known, _)| *known == title)
            .map(|(_, n)| *n)
            .max();
        role.time != RoleTime::Current
            || most.is_none_or(|most| most <= role.evidence.len() || role.evidence.len() > 1)
    });
}

fn add_joins(drafts: &mut [(Entity, Vec<NodeIdx>)], nodes: &[Node], clusters: &mut Clusters) {
    let mut by_root: BTreeMap<NodeIdx, Vec<Join>> = BTreeMap::new();
    for (node, with, why) in clusters.joins.clone() {
        let first = |at: NodeIdx| nodes.get(at).and_then(Node::first_name);
        if let (Some(mention), Some(with)) = (first(node), first(with)) {
            by_root
                .entry(clusters.root(node))
                .or_default()
                .push(Join { mention, with, why });
        }
    }
    for (entity, members) in drafts {
        let root = members.first().map(|node| clusters.root(*node));
        entity.joins = root
            .and_then(|root| by_root.remove(&root))
            .unwrap_or_default();
        entity.joins.sort_by_key(|join| (join.mention, join.with));
    }
}

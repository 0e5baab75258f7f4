//! What the map shows, worked out once for each graph: nodes with their letters and weight, lines with their place in the fan.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::map::Scene;
use crate::model::{
    Entity, EntityId, Graph, Kind, Quad, Relation, RelationId, Status, Subkind, Tone,
};
use crate::query::{disputed, is_disputed};

/// Up to this many relations between the same two nodes get a line each; beyond, one line for each tone.
const FAN: usize = 3;

/// One entity as the map draws it.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    pub id: EntityId,
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    pub name: String,
    /// ISO code, initials or acronym inside the shape.
    pub letters: String,
    pub n_letters: usize,
    /// Size of the shape, about 0.9 for one source and 1.3 for very many.
    pub scale: f32,
    /// Who is labelled first.
    pub weight: f32,
    /// Second line of the tooltip.
    pub about: String,
    /// Told of by the newest articles only.
    pub new: bool,
    /// How many others it stands for.
    pub n_folded: usize,
}

/// One relation, or all of one tone where there are too many for a line each.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Indices of nodes, `a` below `b`.
    pub a: u32,
    pub b: u32,
    /// Never empty.
    pub relations: Vec<RelationId>,
    pub tone: Tone,
    /// Of the strongest of its relations: deeds before words; `None` for structure.
    pub quad: Option<Quad>,
    pub status: Status,
    /// Width at zoom 1, in pixels.
    pub width: f32,
    pub head_at_a: bool,
    pub head_at_b: bool,
    /// Articles contradict one another about one of its relations.
    pub disputed: bool,
    /// Place in the fan: 0 is the middle, its neighbours are a whole step away.
    pub slot: f32,
}

impl Line {
    /// How many relations, where it is more than the line can say by itself.
    pub fn count(&self) -> Option<usize> {
        (self.relations.len() > 1).then_some(self.relations.len())
    }
}

/// Everything visible, sorted by id.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Content {
    pub nodes: Vec<Node>,
    pub lines: Vec<Line>,
    /// For each node, the lines it is an end of.
    pub lines_of: Vec<Vec<u32>>,
    /// All nodes, who is labelled first first.
    pub by_weight: Vec<u32>,
    /// For each relation, sorted by id, the line it is drawn in.
    drawn_in: Vec<(RelationId, u32)>,
    pub n_relations: usize,
}

impl Content {
    pub fn new(scene: &Scene<'_>) -> Self {
        let graph = scene.graph;
        let mut folded: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for of in scene.stands_for.values() {
            *folded.entry(of).or_default() += 1;
        }
        let nodes: Vec<Node> = graph
            .entities()
            .iter()
            .filter(|entity| scene.visible.entities.contains(&entity.id))
            .map(|entity| node(scene, entity, folded.get(&entity.id).copied().unwrap_or(0)))
            .collect();
        let relations: Vec<&Relation> = graph
            .relations()
            .iter()
            .filter(|relation| scene.visible.relations.contains(&relation.id))
            .collect();
        let lines = lines(&nodes, &relations, &disputed(graph));
        let strands = (0u32..).zip(&lines).flat_map(|(at, line)| {
            let ids = line.relations.iter();
            ids.map(move |id| (id.clone(), at))
        });
        let mut drawn_in: Vec<(RelationId, u32)> = strands.collect();
        drawn_in.sort();
        let mut lines_of = vec![Vec::new(); nodes.len()];
        for (at, line) in lines.iter().enumerate() {
            for end in [line.a, line.b] {
                if let Some(list) = lines_of.get_mut(end as usize) {
                    list.push(at as u32);
                }
            }
        }
        let mut by_weight: Vec<u32> = (0..nodes.len() as u32).collect();
        let weight = |at: &u32| nodes.get(*at as usize).map_or(0.0, |node| node.weight);
        by_weight.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
        Self {
            nodes,
            lines_of,
            by_weight,
            drawn_in,
            n_relations: relations.len(),
            lines,
        }
    }

    pub fn index_of(&self, id: &EntityId) -> Option<u32> {
        let at = self.nodes.binary_search_by(|node| node.id.cmp(id)).ok()?;
        Some(at as u32)
    }

    pub fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    pub fn line(&self, at: u32) -> Option<&Line> {
        self.lines.get(at as usize)
    }

    /// The lines at a node, each with the node at its other end.
    pub fn neighbours(&self, at: u32) -> impl Iterator<Item = (u32, u32)> {
        let lines = self.lines_of.get(at as usize);
        lines.into_iter().flatten().filter_map(move |&line| {
            let ends = self.line(line)?;
            Some((line, if ends.a == at { ends.b } else { ends.a }))
        })
    }

    /// The line a relation is drawn in.
    pub fn line_of(&self, relation: &RelationId) -> Option<u32> {
        let known = self.drawn_in.binary_search_by(|(id, _)| id.cmp(relation));
        let (_, line) = self.drawn_in.get(known.ok()?)?;
        Some(*line)
    }
}

/// The letters inside an entity's shape.
pub fn letters(entity: &Entity) -> String {
    match entity.kind {
        Kind::State => entity
            .iso
            .clone()
            .unwrap_or_else(|| initials(&entity.name, 3)),
        Kind::Person => person_initials(&entity.name),
        Kind::Organization => std::iter::once(&entity.name)
            .chain(&entity.aliases)
            .find(|name| is_acronym(name))
            .cloned()
            .unwrap_or_else(|| initials(&entity.name, 4)),
        Kind::MilitaryAsset | Kind::Event | Kind::Place => String::new(),
    }
}

/// Size of the shape by how many sources tell, each in words of its own, what it has to do with others: a caption that
/// is printed ten times makes nobody larger.
pub fn scale(graph: &Graph, id: &EntityId) -> f32 {
    let n_told: usize = graph.relations_of(id).map(Relation::n_sources).sum();
    let doublings = (1.0 + n_told as f32).log2();
    0.85 + 0.45 * (doublings / 5.0).min(1.0)
}

/// "Foreign Minister of Iran", or failing an office the kind.
pub fn about(graph: &Graph, entity: &Entity) -> String {
    if let Some(role) = entity.roles.first() {
        let of = role.of.as_ref().and_then(|of| graph.entity(of));
        return match of {
            Some(of) => format!("{} of {}", role.title, of.name),
            None => role.title.clone(),
        };
    }
    let kind = entity
        .subkind
        .map_or(entity.kind.singular(), Subkind::label);
    let mut letters = kind.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// "Iran attacks Israel · denied · 2 articles".
pub fn sentence(graph: &Graph, relation: &Relation) -> String {
    let name = |id: &EntityId| graph.entity(id).map_or("", |entity| entity.name.as_str());
    let n_articles = relation.n_sources();
    let noun = if n_articles == 1 {
        "article"
    } else {
        "articles"
    };
    let disputed = if is_disputed(graph, relation) {
        " · sources disagree"
    } else {
        ""
    };
    format!(
        "{} {} {} · {} · {n_articles} {noun}{disputed}",
        name(&relation.source),
        relation.kind.label(),
        name(&relation.target),
        relation.status.label().to_lowercase(),
    )
}

fn node(scene: &Scene<'_>, entity: &Entity, n_folded: usize) -> Node {
    let graph = scene.graph;
    let mut mentions = entity.mentions.iter();
    let new = mentions.all(|(at, _)| scene.newest.contains(&at.article));
    let n_mentions = entity.mentions.len();
    let n_relations = graph.relations_of(&entity.id).count();
    let stature = match entity.kind {
        Kind::State => 12.0,
        Kind::Person => 4.0,
        Kind::MilitaryAsset => 3.0,
        Kind::Organization | Kind::Event => 2.0,
        Kind::Place => 0.0,
    };
    let n = n_mentions;
    let noun = if n == 1 { "mention" } else { "mentions" };
    let letters = letters(entity);
    Node {
        id: entity.id.clone(),
        kind: entity.kind,
        subkind: entity.subkind,
        name: if n_folded > 0 {
            format!("{} +{n_folded}", entity.name)
        } else {
            entity.name.clone()
        },
        n_letters: letters.chars().count(),
        letters,
        scale: scale(graph, &entity.id),
        weight: stature + n_mentions as f32 + 1.5 * n_relations as f32,
        about: format!(
            "{} · {n} {noun}{}",
            about(graph, entity),
            if new { " · new" } else { "" }
        ),
        new,
        n_folded,
    }
}

fn lines(nodes: &[Node], relations: &[&Relation], disputed: &BTreeSet<RelationId>) -> Vec<Line> {
    let index = |id: &EntityId| nodes.binary_search_by(|node| node.id.cmp(id)).ok();
    let mut pairs: BTreeMap<(u32, u32), Vec<&Relation>> = BTreeMap::new();
    for &relation in relations {
        if let (Some(source), Some(target)) = (index(&relation.source), index(&relation.target))
            && source != target
        {
            let ends = (source.min(target) as u32, source.max(target) as u32);
            pairs.entry(ends).or_default().push(relation);
        }
    }
    let mut lines = Vec::new();
    for ((a, b), mut between) in pairs {
        between.sort_by(|x, y| (x.kind.tone(), &x.id).cmp(&(y.kind.tone(), &y.id)));
        let strands: Vec<&[&Relation]> = if between.len() <= FAN {
            between.chunks(1).collect()
        } else {
            between
                .chunk_by(|x, y| x.kind.tone() == y.kind.tone())
                .collect()
        };
        let middle = (strands.len() as f32 - 1.0) / 2.0;
        let a_id = nodes.get(a as usize).map(|node| &node.id);
        for (at, strand) in strands.iter().enumerate() {
            if let Some(line) = line((a, b), a_id, strand) {
                let slot = at as f32 - middle;
                let mut ids = line.relations.iter();
                let disputed = ids.any(|id| disputed.contains(id));
                lines.push(Line {
                    slot,
                    disputed,
                    ..line
                });
            }
        }
    }
    lines
}

fn line((a, b): (u32, u32), a_id: Option<&EntityId>, strand: &[&Relation]) -> Option<Line> {
    let first = strand.first()?;
    let tone = first.kind.tone();
    // What happened outweighs what was planned, denied or demanded.
    let status = strand.iter().map(|relation| relation.status).min()?;
    let n_sources = strand.iter().map(|relation| relation.n_sources()).max()?;
    let doublings = (n_sources.max(strand.len().div_ceil(2)) as f32).log2();
    let directed = || strand.iter().filter(|relation| relation.kind.directed());
    Some(Line {
        a,
        b,
        relations: strand.iter().map(|relation| relation.id.clone()).collect(),
        tone,
        quad: strand
            .iter()
            .filter_map(|relation| relation.kind.quad())
            .max(),
        status,
        width: match tone {
            Tone::Structure => 1.2,
            Tone::Cooperation | Tone::Conflict => (1.4 + 0.9 * doublings).min(4.0),
        },
        head_at_a: directed().any(|relation| Some(&relation.target) == a_id),
        head_at_b: directed().any(|relation| Some(&relation.source) == a_id),
        disputed: false,
        slot: 0.0,
    })
}

/// Words that do not count as names: "Badr Al Busaidi" is BB, "Ministry of Foreign Affairs" is MFA.
const SMALL: [&str; 22] = [
    "al", "el", "bin", "ibn", "bint", "ben", "de", "del", "der", "di", "da", "dos", "van", "von",
    "la", "le", "of", "the", "for", "and", "on", "in",
];

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-' || c == '–')
        .map(|word| {
            let lower = word.to_lowercase();
            ["al-", "el-"]
                .iter()
                .find_map(|article| lower.starts_with(article).then(|| word.get(3..)))
                .flatten()
                .unwrap_or(word)
        })
        .filter(|word| !SMALL.contains(&word.to_lowercase().as_str()))
}

fn capital(word: &str) -> impl Iterator<Item = char> {
    let first = word.chars().find(|c| c.is_alphanumeric());
    first.into_iter().flat_map(char::to_uppercase)
}

fn person_initials(name: &str) -> String {
    let capitals: Vec<char> = words(name).flat_map(capital).collect();
    match capitals.as_slice() {
        [first, .., last] => [*first, *last].iter().collect(),
        [only] => only.to_string(),
        [] => name.chars().take(1).collect(),
    }
}

/// "US Navy" is USN, not UN.
fn initials(name: &str, most: usize) -> String {
    let parts: Vec<String> = words(name)
        .map(|word| match is_acronym(word) {
            true if word.len() <= 3 => word.to_owned(),
            _ => capital(word).collect(),
        })
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() > 1 {
        return parts.concat().chars().take(most).collect();
    }
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

fn is_acronym(name: &str) -> bool {
    (2..=5).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_first_and_last_name() {
        for (name, expected) in [
            ("Abbas Araghchi", "AA"),
            ("Badr bin Hamad Al Busaidi", "BB"),
            ("Badr al-Busaidi", "BB"),
            ("Ursula von der Leyen", "UL"),
            ("Lula", "L"),
            ("Елена Петрова", "ЕП"),
        ] {
            assert_eq!(person_initials(name), expected, "{name}");
        }
        for (name, expected) in [
            ("Ministry of Foreign Affairs", "MFA"),
            ("US Central Command", "USCC"),
            ("US Navy", "USN"),
            (
                "Organisation for the Prohibition of Chemical Weapons",
                "OPCW",
            ),
            ("Hezbollah", "HE"),
        ] {
            assert_eq!(initials(name, 4), expected, "{name}");
        }
        assert!(is_acronym("IAEA") && !is_acronym("Iran"));
    }
}

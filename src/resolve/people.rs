//! Which names of different articles name one person.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::is_short_for;
use crate::model::{Kind, Why};
use crate::resolve::cluster::Clusters;
use crate::resolve::nodes::{Node, NodeIdx};
use crate::resolve::spelling::{folded, plain, same_sound};

/// A person node as it is compared.
struct Person {
    node: NodeIdx,
    words: Vec<String>,
    /// Titles in small letters, with the state or body each belongs to.
    offices: Vec<(String, Option<String>)>,
    named: bool,
}

/// People of a full name, by how their surname sounds.
type BySurname<'p> = BTreeMap<String, Vec<&'p Person>>;

fn surname(person: &Person) -> String {
    person
        .words
        .last()
        .map(|last| folded(last))
        .unwrap_or_default()
}

/// A name's words as they are compared: "Jean-Luc" is "Jean Luc", but a hyphen in the surname stays.
fn words(name: &str) -> Vec<String> {
    let words: Vec<String> = name
        .split_whitespace()
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let Some((last, given)) = words.split_last() else {
        return words;
    };
    let given = given.iter().flat_map(|word| word.split('-'));
    given.map(str::to_owned).chain([last.clone()]).collect()
}

/// "Al Rashidi", "Al-Rashidi" and, where one of those is told, "Alrashidi" are written alike.
fn glue_particles(people: &mut [Person]) {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for person in &mut *people {
        if let [.., particle, last] = person.words.as_mut_slice()
            && matches!(particle.as_str(), "al" | "el")
        {
            *last = format!("al-{last}");
            person.words.remove(person.words.len() - 2);
        }
        let last = person.words.last();
        told.extend(last.and_then(|last| Some(folded(last.strip_prefix("al-")?))));
    }
    for last in people
        .iter_mut()
        .filter_map(|person| person.words.last_mut())
    {
        if let Some(bare) = last.strip_prefix("al")
            && told.contains(&folded(bare))
            && bare.len() >= 4
        {
            *last = format!("al-{}", bare.trim_start_matches('-'));
        }
    }
}

/// Joins people: full names first, then surnames alone, then offices alone.
pub(super) fn join(
    nodes: &[Node],
    clusters: &mut Clusters,
    body_of: impl Fn(&Node, u32) -> Option<String>,
) {
    let mut people: Vec<Person> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.kind == Kind::Person && !node.alone)
        .map(|(at, node)| Person {
            node: at,
            words: words(&node.name),
            offices: node
                .chain
                .roles
                .iter()
                .map(|role| {
                    (
                        role.title.to_lowercase(),
                        role.of.and_then(|of| body_of(node, of.0)),
                    )
                })
                .collect(),
            named: node.named,
        })
        .collect();
    glue_particles(&mut people);
    // Fullest first, so that each shorter name meets the longest it fits; then by name, so that order of articles is nothing.
    people.sort_by(|a, b| {
        (!a.named, b.words.len(), &a.words, a.node).cmp(&(
            !b.named,
            a.words.len(),
            &b.words,
            b.node,
        ))
    });
    let mut full = BySurname::new();
    for person in people
        .iter()
        .filter(|person| person.named && person.words.len() > 1)
    {
        if let Some((known, why)) = same_full_name(&full, person, clusters) {
            clusters.join(person.node, known, why);
        }
        full.entry(surname(person)).or_default().push(person);
    }
    let mut alone = BySurname::new();
    let single = |person: &&Person| person.named && person.words.len() == 1;
    for person in people.iter().filter(single) {
        let known = of_surname(&full, person, clusters).or_else(|| equal_surname(&alone, person));
        if let Some((known, why)) = known {
            clusters.join(person.node, known, why);
        }
        alone.entry(surname(person)).or_default().push(person);
    }
    let mut in_office: BTreeMap<(&str, &str), Vec<&Person>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.named) {
        for (title, of) in &person.offices {
            if let Some(of) = of {
                let holders = in_office.entry((title.as_str(), of.as_str())).or_default();
                holders.push(person);
            }
        }
    }
    held_elsewhere(nodes, &people, clusters);
    for person in people.iter().filter(|person| !person.named) {
        let offices = person
            .offices
            .iter()
            .filter_map(|(title, of)| Some((title.as_str(), of.as_deref()?)));
        let holders = offices
            .filter_map(|office| in_office.get(&office))
            .flatten();
        let mut holders = holders.map(|holder| holder.node);
        // Two who held it: nobody can say which.
        if let Some(first) = holders.next()
            && holders.all(|other| clusters.same(first, other))
        {
            clusters.join(person.node, first, Why::SameOffice);
        }
    }
}

/// "The Foreign Secretary" in an article that names Ana Duarte, of whom another article tells that she is: the one person of the
/// article who holds that office by any article.
fn held_elsewhere(nodes: &[Node], people: &[Person], clusters: &mut Clusters) {
    let mut titles: BTreeMap<NodeIdx, Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.named) {
        let held = titles.entry(clusters.root(person.node)).or_default();
        held.extend(
            person
                .offices
                .iter()
                .map(|(title, of)| (title.as_str(), of.as_deref())),
        );
    }
    for described in people.iter().filter(|person| !person.named) {
        let article = nodes.get(described.node).map(|node| node.reading);
        let mut holders: Vec<NodeIdx> = Vec::new();
        for person in people.iter().filter(|person| person.named) {
            if nodes.get(person.node).map(|node| node.reading) != article {
                continue;
            }
            let root = clusters.root(person.node);
            let held = titles.get(&root).map_or(&[][..], Vec::as_slice);
            let holds = described.offices.iter().any(|(title, of)| {
                held.iter().any(|(known, body)| {
                    known == title && (of.is_none() || body.is_none() || *body == of.as_deref())
                })
            });
            if holds
                && !holders
                    .iter()
                    .any(|other| clusters.same(*other, person.node))
            {
                holders.push(person.node);
            }
        }
        if let [only] = holders.as_slice() {
            clusters.join(described.node, *only, Why::SameOffice);
        }
    }
}

/// The person of this full name; nobody, if two different ones fit.
fn same_full_name(
    full: &BySurname,
    person: &Person,
    clusters: &mut Clusters,
) -> Option<(NodeIdx, Why)> {
    let mut found: Option<(NodeIdx, Why)> = None;
    for known in full.get(&surname(person)).into_iter().flatten() {
        let why = if known.words == person.words {
            return Some((known.node, Why::SameName));
        } else if is_short_for(&person.words, &known.words) {
            Why::ShorterName
        } else if sounds_like(&person.words, &known.words) {
            Why::SameSpelling
        } else {
            continue;
        };
        match found {
            Some((other, _)) if !clusters.same(other, known.node) => return None,
            Some(_) => {}
            None => found = Some((known.node, why)),
        }
    }
    found
}

/// All words the same to the ear, the surname among them.
fn sounds_like(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_sound(a, b))
}

/// The one person in all articles with this surname; of several, the one with the same office.
fn of_surname(
    full: &BySurname,
    person: &Person,
    clusters: &mut Clusters,
) -> Option<(NodeIdx, Why)> {
    let alone = person.words.first()?;
    let mut candidates: Vec<&Person> = Vec::new();
    for known in full.get(&surname(person)).into_iter().flatten() {
        let last = known.words.last().is_some_and(|last| {
            same_sound(last, alone) || is_short_for(&person.words, &known.words)
        });
        if last
            && !candidates
                .iter()
                .any(|other| clusters.same(other.node, known.node))
        {
            candidates.push(known);
        }
    }
    let office = candidates
        .iter()
        .filter(|known| share_office(known, person))
        .collect::<Vec<_>>();
    match (office.as_slice(), candidates.as_slice()) {
        ([only], _) => Some((only.node, Why::SameSurnameAndTitle)),
        ([], [only]) if !contradict(only, person) => Some((only.node, Why::ShorterName)),
        _ => None,
    }
}

/// "Assad" and "Asad", where nobody's full name is told.
fn equal_surname(alone: &BySurname, person: &Person) -> Option<(NodeIdx, Why)> {
    let known = alone.get(&surname(person))?;
    let other = known.iter().rev().find(|other| {
        let pair = other.words.first().zip(person.words.first());
        pair.is_some_and(|(a, b)| same_sound(a, b)) && !contradict(other, person)
    })?;
    let same = other.words == person.words;
    Some((
        other.node,
        if same {
            Why::SameName
        } else {
            Why::SameSpelling
        },
    ))
}

fn share_office(a: &Person, b: &Person) -> bool {
    a.offices.iter().any(|(title, of)| {
        b.offices
            .iter()
            .any(|(other, body)| title == other && (of == body || of.is_none() || body.is_none()))
    })
}

/// Offices of two different states.
fn contradict(a: &Person, b: &Person) -> bool {
    let bodies = |person: &Person| {
        person
            .offices
            .iter()
            .filter_map(|(_, of)| of.clone())
            .collect::<Vec<_>>()
    };
    let (a, b) = (bodies(a), bodies(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|of| b.contains(of))
}

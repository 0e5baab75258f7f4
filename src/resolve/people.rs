//! Which names of different articles name one person.

use crate::extract::is_short_for;
use crate::model::{Kind, Why};
use crate::resolve::cluster::Clusters;
use crate::resolve::nodes::{Node, NodeIdx};
use crate::resolve::spelling::{plain, same_sound};

/// A person node as it is compared.
struct Person {
    node: NodeIdx,
    words: Vec<String>,
    /// Titles in small letters, with the state or body each belongs to.
    offices: Vec<(String, Option<String>)>,
    named: bool,
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
            words: node
                .name
                .split_whitespace()
                .map(plain)
                .filter(|word| !word.is_empty())
                .collect(),
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
    // Fullest first, so that each shorter name meets the longest it fits; then by name, so that order of articles is nothing.
    people.sort_by(|a, b| {
        (!a.named, b.words.len(), &a.words, a.node).cmp(&(
            !b.named,
            a.words.len(),
            &b.words,
            b.node,
        ))
    });
    let mut full: Vec<&Person> = Vec::new();
    for person in people
        .iter()
        .filter(|person| person.named && person.words.len() > 1)
    {
        if let Some((known, why)) = same_full_name(&full, person, clusters) {
            clusters.join(person.node, known, why);
        }
        full.push(person);
    }
    for person in people
        .iter()
        .filter(|person| person.named && person.words.len() == 1)
    {
        match of_surname(&full, person, clusters) {
            Some((known, why)) => clusters.join(person.node, known, why),
            None => join_equal_surnames(&people, person, clusters),
        }
    }
    for person in people.iter().filter(|person| !person.named) {
        if let Some(known) = of_office(&people, person, clusters) {
            clusters.join(person.node, known, Why::SameOffice);
        }
    }
}

/// The person of this full name; nobody, if two different ones fit.
fn same_full_name(
    full: &[&Person],
    person: &Person,
    clusters: &mut Clusters,
) -> Option<(NodeIdx, Why)> {
    let mut found: Option<(NodeIdx, Why)> = None;
    for known in full {
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
    full: &[&Person],
    person: &Person,
    clusters: &mut Clusters,
) -> Option<(NodeIdx, Why)> {
    let surname = person.words.first()?;
    let mut candidates: Vec<&Person> = Vec::new();
    for known in full {
        let last = known.words.last().is_some_and(|last| {
            same_sound(last, surname) || is_short_for(&person.words, &known.words)
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
fn join_equal_surnames(people: &[Person], person: &Person, clusters: &mut Clusters) {
    let before = people.iter().take_while(|other| other.node != person.node);
    let same = before.filter(|other| {
        let surname = other.words.first().zip(person.words.first());
        other.named
            && other.words.len() == 1
            && surname.is_some_and(|(a, b)| same_sound(a, b))
            && !contradict(other, person)
    });
    if let Some(other) = same.last() {
        let why = if other.words == person.words {
            Why::SameName
        } else {
            Why::SameSpelling
        };
        clusters.join(person.node, other.node, why);
    }
}

/// "the US Secretary of State" for the one named person who is told to be that.
fn of_office(people: &[Person], person: &Person, clusters: &mut Clusters) -> Option<NodeIdx> {
    let mut found: Option<NodeIdx> = None;
    for other in people.iter().filter(|other| other.named) {
        let same = person.offices.iter().any(|(title, of)| {
            of.is_some()
                && other
                    .offices
                    .iter()
                    .any(|(known, body)| known == title && body == of)
        });
        if same {
            match found {
                Some(known) if !clusters.same(known, other.node) => return None,
                _ => found = Some(other.node),
            }
        }
    }
    found
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

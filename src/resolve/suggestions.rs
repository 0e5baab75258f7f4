//! What is likely but unsure: pairs that may be one, names of two kinds, relations that hang by a pronoun.
//!
//! Looks at the finished entities, so that nothing already joined, by rule or by hand, is asked again.

use std::collections::BTreeMap;

use crate::extract::is_short_for;
use crate::model::{Anchor, Entity, Form, Kind, Line, Proposal, Relation, Suggestion};
use crate::resolve::answered::Answered;
use crate::resolve::spelling::{folded, n_changes, plain, same_sound};

/// More of one surname than this is no question for a person.
const MAX_NAMESAKES: usize = 12;

/// Every question, in order of what is to be looked at.
pub(super) fn suggestions(
    entities: &[Entity],
    relations: &[Relation],
    answered: &Answered,
) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    people(entities, &mut suggestions);
    offices(entities, &mut suggestions);
    initials(entities, &mut suggestions);
    kinds(entities, &mut suggestions);
    weak_relations(entities, relations, &mut suggestions);
    suggestions.retain(|suggestion| !answered.knows(&suggestion.what));
    suggestions.sort_by(|a, b| (&a.evidence, &a.reason).cmp(&(&b.evidence, &b.reason)));
    suggestions
}

/// The question whether two are one; nothing where one has no mention.
fn join(a: &Entity, b: &Entity, reason: String) -> Option<Suggestion> {
    let first = |entity: &Entity| entity.mentions.first().map(|(anchor, _)| *anchor);
    let (a, b) = (first(a)?, first(b)?);
    let (a, b) = (a.min(b), a.max(b));
    Some(Suggestion {
        what: Proposal::Join { a, b },
        reason,
        evidence: vec![a, b],
    })
}

fn words(entity: &Entity) -> Vec<String> {
    let words = entity.name.split_whitespace().map(plain);
    words.filter(|word| !word.is_empty()).collect()
}

/// Namesakes that no rule could join, and names that differ in a letter.
fn people(entities: &[Entity], out: &mut Vec<Suggestion>) {
    let mut by_surname: BTreeMap<String, Vec<(&Entity, Vec<String>)>> = BTreeMap::new();
    let mut by_given: BTreeMap<String, Vec<(&Entity, Vec<String>)>> = BTreeMap::new();
    let people = entities
        .iter()
        .filter(|entity| entity.kind == Kind::Person && entity.named);
    for person in people {
        let words = words(person);
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            if words.len() > 1 {
                let list = by_given.entry(first.clone()).or_default();
                list.push((person, words.clone()));
            }
            by_surname
                .entry(folded(last))
                .or_default()
                .push((person, words));
        }
    }
    for namesakes in by_surname
        .values()
        .filter(|list| list.len() <= MAX_NAMESAKES)
    {
        for (n, (a, a_words)) in namesakes.iter().enumerate() {
            for (b, b_words) in namesakes.iter().skip(n + 1) {
                let reason = namesake(a, a_words, b, b_words);
                out.extend(reason.and_then(|reason| join(a, b, reason)));
            }
        }
    }
    for list in by_given.values().filter(|list| list.len() <= MAX_NAMESAKES) {
        for (n, (a, a_words)) in list.iter().enumerate() {
            for (b, b_words) in list.iter().skip(n + 1) {
                let (Some(x), Some(y)) = (a_words.last(), b_words.last()) else {
                    continue;
                };
                let near = x.len().min(y.len()) >= 5 && !same_sound(x, y) && n_changes(x, y) == 1;
                if near && !of_two_states(a, b) {
                    let reason = format!("“{}” and “{}” differ in one letter", a.name, b.name);
                    out.extend(join(a, b, reason));
                }
            }
        }
    }
}

/// Why two of one surname may be one person, if they may.
fn namesake(a: &Entity, a_words: &[String], b: &Entity, b_words: &[String]) -> Option<String> {
    let (short, short_words, full, full_words) = if a_words.len() <= b_words.len() {
        (a, a_words, b, b_words)
    } else {
        (b, b_words, a, a_words)
    };
    if short_words.len() == 1 && is_short_for(short_words, full_words) {
        let doubt = if of_two_states(a, b) {
            "but their offices are those of two states"
        } else {
            "but others here have that surname too"
        };
        return Some(format!(
            "“{}” may be short for “{}”, {doubt}",
            short.name, full.name
        ));
    }
    let (x, y) = (short_words.first()?, full_words.first()?);
    let alike =
        x.len() >= 3 && y.starts_with(x.as_str()) || y.len() >= 3 && x.starts_with(y.as_str());
    // "Mohammad Javad Zarif" and "Javad Zarif": one goes by the second name.
    let second = full_words.len() > 2 && full_words.get(1) == Some(x);
    let may_be = short_words.len() > 1 && !of_two_states(a, b) && (alike || second);
    may_be.then(|| {
        format!(
            "“{}” and “{}” share the surname and may share the given name",
            short.name, full.name
        )
    })
}

/// Whether both hold offices, and none at the same body.
fn of_two_states(a: &Entity, b: &Entity) -> bool {
    let bodies = |entity: &Entity| -> Vec<_> {
        entity
            .roles
            .iter()
            .filter_map(|role| role.of.clone())
            .collect()
    };
    let (a, b) = (bodies(a), bodies(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|body| b.contains(body))
}

/// "the Chadian foreign minister", where two people hold that office.
fn offices(entities: &[Entity], out: &mut Vec<Suggestion>) {
    let mut holders: BTreeMap<(String, &str), Vec<&Entity>> = BTreeMap::new();
    let office_of = |entity: &'_ Entity| -> Vec<(String, String)> {
        let roles = entity.roles.iter();
        roles
            .filter_map(|role| {
                Some((
                    role.title.to_lowercase(),
                    role.of.as_ref()?.as_str().to_owned(),
                ))
            })
            .collect()
    };
    let people = || entities.iter().filter(|entity| entity.kind == Kind::Person);
    for person in people().filter(|person| person.named) {
        for role in &person.roles {
            if let Some(of) = &role.of {
                let list = holders
                    .entry((role.title.to_lowercase(), of.as_str()))
                    .or_default();
                list.push(person);
            }
        }
    }
    for described in people().filter(|person| !person.named) {
        for (title, of) in office_of(described) {
            let known = holders
                .get(&(title, of.as_str()))
                .map_or(&[][..], Vec::as_slice);
            for holder in known.iter().filter(|_| known.len() <= 3) {
                let reason = format!(
                    "“{}” may be {}, who is not the only one told to hold that office",
                    described.name, holder.name
                );
                out.extend(join(described, holder, reason));
            }
        }
    }
}

/// An abbreviation with the initials of one body that no article puts beside it.
fn initials(entities: &[Entity], out: &mut Vec<Suggestion>) {
    let mut long: BTreeMap<String, Vec<&Entity>> = BTreeMap::new();
    let bodies = || {
        let body = |entity: &&Entity| entity.kind == Kind::Organization && entity.named;
        entities.iter().filter(body)
    };
    for body in bodies() {
        let initials: String = body
            .name
            .split([' ', '-'])
            .filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()))
            .collect();
        if initials.chars().count() >= 3 {
            long.entry(initials).or_default().push(body);
        }
    }
    let short = |body: &&Entity| {
        !body.name.contains(' ')
            && body.name.len() >= 3
            && body.name.chars().all(char::is_uppercase)
    };
    for body in bodies().filter(short) {
        if let Some([only]) = long.get(&body.name).map(Vec::as_slice) {
            let reason = format!("“{}” has the initials of “{}”", body.name, only.name);
            out.extend(join(body, only, reason));
        }
    }
}

/// One name in two kinds: the kind told more often is asked for the other.
fn kinds(entities: &[Entity], out: &mut Vec<Suggestion>) {
    let mut by_name: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    let fluid = |entity: &&Entity| {
        matches!(
            entity.kind,
            Kind::Person | Kind::Organization | Kind::Place | Kind::Event
        ) && entity.named
    };
    for entity in entities.iter().filter(fluid) {
        by_name.entry(&entity.name).or_default().push(entity);
    }
    for namesakes in by_name.values() {
        let Some(main) = namesakes.iter().max_by_key(|entity| entity.mentions.len()) else {
            continue;
        };
        let others = namesakes
            .iter()
            .filter(|other| other.kind != main.kind && other.mentions.len() < main.mentions.len());
        for other in others {
            let Some((at, _)) = other.mentions.first() else {
                continue;
            };
            let reason = format!(
                "“{}” is {} elsewhere in these articles",
                other.name,
                with_article(main.kind.singular())
            );
            let mut evidence: Vec<Anchor> = vec![*at];
            evidence.extend(main.mentions.first().map(|(anchor, _)| *anchor));
            evidence.sort_unstable();
            out.push(Suggestion {
                what: Proposal::Kind {
                    at: *at,
                    kind: main.kind,
                    own: other.kind,
                },
                reason,
                evidence,
            });
        }
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// A relation told once, in a sentence that names an end by nothing but a pronoun.
fn weak_relations(entities: &[Entity], relations: &[Relation], out: &mut Vec<Suggestion>) {
    let by_id = |id| {
        let at = entities
            .binary_search_by(|entity: &Entity| entity.id.cmp(id))
            .ok()?;
        entities.get(at)
    };
    for relation in relations {
        let [evidence] = relation.evidence.as_slice() else {
            continue;
        };
        let sentence = evidence.sentence;
        let ends = [&relation.source, &relation.target];
        let weak = ends.iter().filter_map(|id| by_id(id)).find_map(|entity| {
            let mut here = entity.mentions.iter().filter(|(anchor, _)| {
                anchor.article == sentence.article && sentence.span.contains(anchor.span)
            });
            let first = here.next().filter(|(_, form)| *form == Form::Pronoun)?;
            here.all(|(_, form)| *form == Form::Pronoun)
                .then_some((entity, first.0))
        });
        if let Some((entity, pronoun)) = weak {
            let mention = |id| {
                let mut mentions = by_id(id)?.mentions.iter();
                let here = mentions.find(|(at, _)| {
                    at.article == sentence.article && sentence.span.contains(at.span)
                });
                here.map(|(at, _)| *at)
            };
            let line = Line {
                sentence,
                kind: relation.kind,
                status: relation.status,
                ends: mention(&relation.source).zip(mention(&relation.target)),
            };
            out.push(Suggestion {
                what: Proposal::WeakRelation { line },
                reason: format!(
                    "one sentence tells it, and names {} only by a pronoun",
                    entity.name
                ),
                evidence: vec![sentence, pronoun],
            });
        }
    }
}

//! How well the sample articles are read, against what a person found in them. A floor only rises.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use legation::model::{Entity, Form, Kind};

use crate::articles::{graph, samples};

/// Of a hundred named people, states, bodies, assets and places, so many are found, in the right kind.
const RECALL: usize = 95;
/// Of a hundred that are found, so many are right.
const PRECISION: usize = 95;

/// Kind and name, a line each.
fn labels() -> Vec<(Kind, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/entities.tsv");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (kind, name) = line.split_once('\t').unwrap();
            (Kind::from_word(kind).unwrap(), name.to_owned())
        })
        .collect()
}

fn is_called(entity: &Entity, name: &str) -> bool {
    entity.name == name || entity.aliases.iter().any(|alias| alias == name)
}

#[test]
fn who_is_named_in_the_samples() {
    let labels = labels();
    let graph = graph(&samples());
    let named = |entity: &&Entity| {
        let mut forms = entity.mentions.iter().map(|(_, form)| form);
        forms.any(|form| matches!(form, Form::Name | Form::Metonym | Form::Demonym))
    };
    let found: Vec<&Entity> = graph.entities().iter().filter(named).collect();
    let missed: Vec<_> = labels
        .iter()
        .filter(|(kind, name)| {
            !found
                .iter()
                .any(|entity| entity.kind == *kind && is_called(entity, name))
        })
        .collect();
    let wrong: Vec<_> = found
        .iter()
        .filter(|entity| {
            !labels
                .iter()
                .any(|(kind, name)| *kind == entity.kind && is_called(entity, name))
        })
        .map(|entity| entity.id.as_str())
        .collect();
    let recall = 100 * (labels.len() - missed.len()) / labels.len();
    let precision = 100 * (found.len() - wrong.len()) / found.len();
    assert!(
        recall >= RECALL && precision >= PRECISION,
        "found {recall} of 100, right {precision} of 100; missed {missed:?}, wrong {wrong:?}"
    );
}

#[test]
fn nobody_is_two() {
    let labels = labels();
    let graph = graph(&samples());
    let twice: BTreeSet<_> = labels
        .iter()
        .filter(|(kind, name)| {
            let called = graph
                .entities()
                .iter()
                .filter(|entity| entity.kind == *kind && is_called(entity, name));
            called.count() > 1
        })
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

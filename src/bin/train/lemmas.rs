//! Rules for lemmas, and the words they get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use legation::text::lemma::{Lemmas, changed, endings, key};
use legation::text::{Pos, Upos, Xpos};

use crate::conllu::Word;
use crate::tokens::pos;

/// An ending with fewer words behind it has no rule of its own.
const FEWEST: usize = 2;

type Rule = (usize, String);

/// The file of rules and exceptions learned from `sentences`.
pub fn learn_lemmas(sentences: &[Vec<Word>], trained_on: &str) -> String {
    let words = words(sentences);
    let mut votes: BTreeMap<(Xpos, &str), BTreeMap<Rule, usize>> = BTreeMap::new();
    for ((tag, word), lemma) in &words {
        for ending in endings(word) {
            *votes
                .entry((*tag, ending))
                .or_default()
                .entry(rule(word, lemma))
                .or_default() += 1;
        }
    }
    let mut rules: BTreeMap<(Xpos, &str), Rule> = BTreeMap::new();
    for (&(tag, ending), counts) in &votes {
        let best = counts
            .iter()
            .max_by_key(|(rule, n)| (**n, std::cmp::Reverse((*rule).clone())));
        if let Some((rule, _)) = best.filter(|(_, n)| **n >= FEWEST || ending.is_empty()) {
            rules.insert((tag, ending), rule.clone());
        }
    }
    let kept: BTreeMap<(Xpos, &str), &Rule> = rules
        .iter()
        .filter(|((tag, ending), rule)| {
            endings_below(ending).find_map(|shorter| rules.get(&(*tag, shorter))) != Some(rule)
        })
        .map(|(&at, rule)| (at, rule))
        .collect();
    let mut file = format!(
        "# Lemmas learned from {trained_on}\n# = tag, word, lemma; - tag, ending, characters to cut, what to add\n"
    );
    for ((tag, ending), (cut, add)) in &kept {
        let line = writeln!(file, "-\t{}\t{ending}\t{cut}\t{add}", tag.name());
        debug_assert!(line.is_ok(), "a string takes any text");
    }
    let exceptions: Vec<String> = {
        let learned = Lemmas::read(&file).unwrap_or_default();
        let wrong = words.iter().filter(|((tag, word), lemma)| {
            learned.by_ending(word.as_str().into(), *tag) != lemma.as_str()
        });
        wrong
            .map(|((tag, word), lemma)| format!("=\t{}\t{word}\t{lemma}\n", tag.name()))
            .collect()
    };
    file.extend(exceptions);
    file
}

/// The share of words whose lemma a file finds, given their tags.
pub fn lemma_accuracy(file: &str, sentences: &[Vec<Word>]) -> Option<f64> {
    let lemmas = Lemmas::read(file)?;
    let words: Vec<(&Word, Pos)> = tagged(sentences).collect();
    let n_right = words
        .iter()
        .filter(|(word, pos)| lemmas.lemma(&word.form, *pos) == word.lemma)
        .count();
    Some(n_right as f64 / words.len() as f64)
}

fn tagged(sentences: &[Vec<Word>]) -> impl Iterator<Item = (&Word, Pos)> {
    sentences
        .iter()
        .flatten()
        .filter_map(|word| Some((word, pos(word)?)))
}

/// Each word and tag with its commonest lemma.
fn words(sentences: &[Vec<Word>]) -> BTreeMap<(Xpos, String), String> {
    let mut counts: BTreeMap<(Xpos, String), BTreeMap<&str, usize>> = BTreeMap::new();
    let mut wanted: BTreeSet<Xpos> = Xpos::ALL.iter().copied().collect();
    // Addresses, foreign words and slips are their own lemmas.
    for tag in [Xpos::Add, Xpos::Fw, Xpos::Gw, Xpos::Nfp, Xpos::Xx, Xpos::Ls] {
        wanted.remove(&tag);
    }
    for (word, pos) in
        tagged(sentences).filter(|(_, pos)| wanted.contains(&pos.xpos()) && pos.upos() != Upos::X)
    {
        let key = key(&word.form, pos).into_owned();
        *counts
            .entry((pos.xpos(), key))
            .or_default()
            .entry(&word.lemma)
            .or_default() += 1;
    }
    let commonest = |lemmas: BTreeMap<&str, usize>| {
        lemmas
            .into_iter()
            .max_by_key(|&(lemma, n)| (n, std::cmp::Reverse(lemma)))
            .map(|(lemma, _)| lemma.to_owned())
    };
    counts
        .into_iter()
        .filter_map(|(at, lemmas)| Some((at, commonest(lemmas)?)))
        .collect()
}

/// How to make `lemma` of `word`: cut after what they share, then add the rest.
fn rule(word: &str, lemma: &str) -> Rule {
    let shared = word
        .chars()
        .zip(lemma.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let rule: Rule = (
        word.chars().count() - shared,
        lemma.chars().skip(shared).collect(),
    );
    debug_assert_eq!(changed(word, rule.0, &rule.1), lemma);
    rule
}

/// The endings of an ending, without itself.
fn endings_below(ending: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = ending.char_indices().skip(1).map(|(at, _)| at).collect();
    let below = (!ending.is_empty()).then_some("");
    starts
        .into_iter()
        .filter_map(|at| ending.get(at..))
        .chain(below)
}

//! Learning where names are.

mod corpora;
mod crf;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use legation::extract::recogniser::{
    Class, Label, Model, N_LABELS, Name, Part, Usage, Words, agree, features, lists, settle,
};
use legation::lexicon::lexicon;
use legation::project::write_whole;

use crate::names::corpora::{Corpus, Sentence, Silence, Text};
use crate::names::crf::{Example, allow};
use crate::random::Random;
use crate::write;

/// Sentences added again in other letters: three in five in capitals, the rest with every word capitalised.
const RECASED: f32 = 0.15;
const N_ROWS: usize = 300_000;

/// What the command line says beyond the folder of the corpora.
#[derive(Default)]
struct Wish {
    /// Corpora whose names hold one of these are kept from training and measured.
    hold: Vec<String>,
    /// Where the weights go instead of `assets/model/names.bin`.
    to: Option<PathBuf>,
}

/// Learns from all corpora but those held back, prints how it does on these, and writes the weights.
pub fn train(data: &Path, args: impl Iterator<Item = String>) -> Result<()> {
    let wish = wish(args)?;
    let corpora = corpora::read_all(data)?;
    let held = |corpus: &&Corpus| wish.hold.iter().any(|part| corpus.name.contains(part));
    let mut random = Random::new(1);
    let mut examples = Vec::new();
    for corpus in corpora.iter().filter(|corpus| !held(corpus)) {
        add_examples(corpus, &mut random, &mut examples);
    }
    let model = crf::learn(examples, &mut random, N_ROWS);
    for corpus in corpora.iter().filter(held) {
        println!(
            "held out {}:\n{}",
            corpus.name,
            score(&model, &corpus.texts)
        );
    }
    let bytes = model.to_bytes();
    println!("{} bytes", bytes.len());
    match wish.to {
        Some(path) => {
            write_whole(&path, &bytes).with_context(|| format!("writing {}", path.display()))
        }
        None if wish.hold.is_empty() => write("names.bin", &bytes),
        None => Ok(()),
    }
}

fn wish(mut args: impl Iterator<Item = String>) -> Result<Wish> {
    let mut wish = Wish::default();
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--hold", Some(parts)) => wish.hold = parts.split(',').map(str::to_owned).collect(),
            ("--to", Some(path)) => wish.to = Some(path.into()),
            _ => bail!("say: train names DATA_DIR [--hold CORPUS,CORPUS…] [--to FILE]"),
        }
    }
    Ok(wish)
}

fn add_examples(corpus: &Corpus, random: &mut Random, examples: &mut Vec<Example>) {
    for text in &corpus.texts {
        let words: Vec<Vec<&str>> = text.iter().map(Sentence::texts).collect();
        let usage = Usage::new(words.iter().map(Vec::as_slice));
        for (sentence, words) in text.iter().zip(&words) {
            examples.push(example(words, sentence, &usage, corpus));
            if random.unit() < RECASED {
                let recased = recased(words, random.unit() < 0.6);
                let recased: Vec<&str> = recased.iter().map(String::as_str).collect();
                examples.push(example(&recased, sentence, &usage, corpus));
            }
        }
    }
}

fn recased(words: &[&str], capitals: bool) -> Vec<String> {
    let title = |word: &&str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_uppercase().chain(letters).collect()
        })
    };
    if capitals {
        words.iter().map(|word| word.to_uppercase()).collect()
    } else {
        words.iter().map(title).collect()
    }
}

fn example(words: &[&str], sentence: &Sentence, usage: &Usage, corpus: &Corpus) -> Example {
    let parts = [Part::Begin, Part::Inside, Part::End, Part::Single];
    let outside = allow([Label::OUTSIDE]);
    let any = |class: Class| allow(parts.map(|part| Label::new(class, part)));
    let unlabelled = match corpus.silence {
        Silence::EventsAndOthers => outside | any(Class::Event) | any(Class::Other),
        Silence::Events | Silence::Nothing => outside,
    };
    let mut allowed = vec![unlabelled; words.len()];
    for &(start, end, class) in &sentence.names {
        for (at, slot) in allowed.iter_mut().enumerate().take(end).skip(start) {
            let part = match (at == start, at + 1 == end) {
                (true, true) => Part::Single,
                (true, false) => Part::Begin,
                (false, true) => Part::End,
                (false, false) => Part::Inside,
            };
            *slot = allow([Label::new(class, part)]);
            if class == Class::Other && corpus.silence == Silence::Events {
                *slot |= allow([Label::new(Class::Event, part)]);
            }
        }
    }
    Example {
        rows: rows(words, usage),
        allowed,
        weight: corpus.weight,
    }
}

fn rows(words: &[&str], usage: &Usage) -> Vec<Vec<u32>> {
    let words = Words::new(words, &lists(lexicon(), words), usage);
    let row = |at| {
        let mut out = Vec::new();
        features(&words, at, &mut out);
        out
    };
    (0..words.len()).map(row).collect()
}

/// Exact spans after the document pass: with class, without, and for persons, bodies and places alone.
fn score(model: &Model, texts: &[Text]) -> String {
    let classes: BTreeSet<Class> = texts
        .iter()
        .flatten()
        .flat_map(|sentence| &sentence.names)
        .map(|name| name.2)
        .collect();
    let mut table = [[0_usize; Class::ALL.len() + 1]; Class::ALL.len() + 1];
    let none = Class::ALL.len();
    for text in texts {
        for (sentence, mut found) in text.iter().zip(names(model, text)) {
            // A corpus without events does not say that there are none.
            found.retain(|(.., class)| classes.contains(class));
            let class_in = |names: &[(usize, usize, Class)], (start, end, _)| {
                let same = |name: &&(usize, usize, Class)| (name.0, name.1) == (start, end);
                names.iter().find(same).map_or(none, |name| name.2 as usize)
            };
            for &name in &sentence.names {
                table[name.2 as usize][class_in(&found, name)] += 1;
            }
            for &name in &found {
                if class_in(&sentence.names, name) == none {
                    table[none][name.2 as usize] += 1;
                }
            }
        }
    }
    let gold = |class: usize| table[class].iter().sum::<usize>();
    let found = |class: usize| table.iter().map(|row| row[class]).sum::<usize>();
    let f1 = |right: usize, all: usize| 200.0 * right as f32 / all.max(1) as f32;
    let over = |classes: &[usize]| {
        let all = classes
            .iter()
            .map(|&class| gold(class) + found(class))
            .sum();
        let right = classes.iter().map(|&class| table[class][class]).sum();
        let spans = classes
            .iter()
            .map(|&class| gold(class) - table[class][none])
            .sum();
        (f1(right, all), f1(spans, all))
    };
    let (typed, untyped) = over(&[0, 1, 2, 3, 4]);
    let (core, core_spans) = over(&[0, 1, 2]);
    let mut out = format!(
        "  typed F1 {typed:.1}, untyped {untyped:.1}; persons, bodies, places {core:.1}, {core_spans:.1}"
    );
    for class in Class::ALL {
        let at = class as usize;
        out.push_str(&format!(
            "\n    {class:?} {:.1}: gold {}, found {}, confused {:?}",
            over(&[at]).0,
            gold(at),
            found(at),
            table[at]
        ));
    }
    out
}

/// The names of each sentence, after the passes over enumerations and the document.
fn names(model: &Model, text: &Text) -> Vec<Vec<(usize, usize, Class)>> {
    let words: Vec<Vec<&str>> = text.iter().map(Sentence::texts).collect();
    let usage = Usage::new(words.iter().map(Vec::as_slice));
    let mut names = Vec::new();
    for (sentence, words) in words.iter().enumerate() {
        let scores: Vec<[f32; N_LABELS]> = rows(words, &usage)
            .iter()
            .map(|rows| model.scores(rows))
            .collect();
        let mut found: Vec<_> = model.names(&scores).collect();
        agree(words, &scores, &mut found);
        names.extend(found.into_iter().map(|(start, end, class)| Name {
            sentence,
            start,
            end,
            class,
        }));
    }
    settle(&words, &mut names);
    let mut by_sentence = vec![Vec::new(); words.len()];
    for name in names {
        by_sentence[name.sentence].push((name.start, name.end, name.class));
    }
    by_sentence
}

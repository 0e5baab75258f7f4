//! Corpora of names: sentences with who and what is named in them, all in one set of classes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::extract::recogniser::{Class, pieces};
use legation::model::Span;

/// What a corpus leaves open, beyond what it labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// All classes are labelled: no label is no name.
    Nothing,
    /// What happened is labelled like everything else that is neither person, body nor place.
    Events,
    /// Persons, bodies and places only: what has no label may be an event or a work.
    EventsAndOthers,
}

#[derive(Debug)]
pub struct Corpus {
    /// The file under the data folder.
    pub name: &'static str,
    /// How much a sentence counts in training.
    pub weight: f32,
    pub silence: Silence,
    pub texts: Vec<Text>,
}

/// Sentences of one text.
pub type Text = Vec<Sentence>;

/// A sentence with its names.
#[derive(Debug, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    /// Start, end, class.
    pub names: Vec<(usize, usize, Class)>,
}

impl Sentence {
    pub fn texts(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

/// Corpora with their weight (what is nearest to this program's texts counts most, labels by a machine least) and what they leave open; all carry one word and one BIO tag a line.
const CORPORA: &[(&str, f32, Silence)] = &[
    ("wikigold/all.conll", 1.0, Silence::Events),
    ("redocred/dev.conll", 1.0, Silence::Events),
    ("redocred/test.conll", 1.0, Silence::Events),
    (
        "crossner_politics_train_dev/train.conll",
        3.0,
        Silence::Nothing,
    ),
    (
        "crossner_politics_train_dev/dev.conll",
        3.0,
        Silence::Nothing,
    ),
    ("crossner_other/ai_train.conll", 1.0, Silence::Nothing),
    ("crossner_other/ai_dev.conll", 1.0, Silence::Nothing),
    ("crossner_other/ai_test.conll", 1.0, Silence::Nothing),
    (
        "crossner_other/literature_train.conll",
        1.0,
        Silence::Nothing,
    ),
    ("crossner_other/literature_dev.conll", 1.0, Silence::Nothing),
    (
        "crossner_other/literature_test.conll",
        1.0,
        Silence::Nothing,
    ),
    ("crossner_other/music_train.conll", 1.0, Silence::Nothing),
    ("crossner_other/music_dev.conll", 1.0, Silence::Nothing),
    ("crossner_other/music_test.conll", 1.0, Silence::Nothing),
    ("crossner_other/science_train.conll", 1.0, Silence::Nothing),
    ("crossner_other/science_dev.conll", 1.0, Silence::Nothing),
    ("crossner_other/science_test.conll", 1.0, Silence::Nothing),
    ("uner_ewt/dev.conll", 1.0, Silence::EventsAndOthers),
    ("uner_ewt/test.conll", 1.0, Silence::EventsAndOthers),
    ("uner_pud/all.conll", 1.0, Silence::EventsAndOthers),
    ("gum_open_genres/academic.conll", 1.0, Silence::Nothing),
    ("gum_open_genres/bio.conll", 1.0, Silence::Nothing),
    ("gum_open_genres/voyage.conll", 1.0, Silence::Nothing),
    ("silver/ewt_train.tsv", 1.0, Silence::Nothing),
    ("silver/factbook.tsv", 0.5, Silence::Nothing),
    ("silver/state_of_the_union.tsv", 0.5, Silence::Nothing),
];

/// Corpora that do not say where a text ends are cut into texts of so many sentences.
const TEXT_SENTENCES: usize = 10;

/// All corpora under `data`, demonyms mended.
pub fn read_all(data: &Path) -> Result<Vec<Corpus>> {
    let mut corpora = Vec::new();
    for &(name, weight, silence) in CORPORA {
        corpora.push(Corpus {
            name,
            weight,
            silence,
            texts: read(&data.join(name))?,
        });
    }
    let demonyms = demonyms(&corpora);
    for corpus in &mut corpora {
        if !corpus.name.starts_with("silver") {
            mend_demonyms(&mut corpus.texts, &demonyms);
        }
    }
    Ok(corpora)
}

fn read(path: &Path) -> Result<Vec<Text>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let whole_texts = text.contains("-DOCSTART-");
    let mut texts: Vec<Text> = vec![Vec::new()];
    let mut lines: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with("-DOCSTART-") {
            texts.push(Vec::new());
        } else if let Some((word, tag)) = line.split_once('\t') {
            lines.push((word, tag));
        } else if !lines.is_empty() {
            let full = |text: &Text| !whole_texts && text.len() == TEXT_SENTENCES;
            if texts.last().is_some_and(full) {
                texts.push(Vec::new());
            }
            if let Some(last) = texts.last_mut() {
                last.push(sentence(&lines));
            }
            lines.clear();
        }
    }
    texts.retain(|text| !text.is_empty());
    Ok(texts)
}

fn sentence(lines: &[(&str, &str)]) -> Sentence {
    let mut sentence = Sentence::default();
    for (word, tag) in lines {
        let start = sentence.words.len();
        let mut cut = Vec::new();
        pieces(word, Span::new(0, word.len()), &mut cut);
        sentence
            .words
            .extend(cut.iter().map(|span| span.of(word).to_owned()));
        let end = sentence.words.len();
        let class = match tag.get(2..) {
            Some("PER") => Class::Person,
            Some("ORG") => Class::Organization,
            Some("LOC") => Class::Place,
            Some("EVENT") => Class::Event,
            Some(_) => Class::Other,
            None => continue,
        };
        match sentence.names.last_mut() {
            Some(last) if tag.starts_with('I') && last.1 == start && last.2 == class => {
                last.1 = end;
            }
            _ => sentence.names.push((start, end, class)),
        }
    }
    let Sentence { words, names } = &mut sentence;
    names.iter_mut().for_each(|name| bare(words, name));
    sentence
}

/// "the United States" without its article, "France 's" without its ending: corpora differ there, and nobody minds.
fn bare(words: &[String], (start, end, _): &mut (usize, usize, Class)) {
    let is = |at: usize, any: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| any.contains(&word.as_str()))
    };
    if *start + 1 < *end && is(*start, &["the", "a", "an"]) {
        *start += 1;
    }
    if *start + 1 < *end && is(*end - 1, &["'s", "’s", "'", "’"]) {
        *end -= 1;
    }
}

/// Words that the corpora of nationalities mostly tag as such.
fn demonyms(corpora: &[Corpus]) -> BTreeSet<String> {
    let silver = || {
        let silver = corpora
            .iter()
            .filter(|corpus| corpus.name.starts_with("silver"));
        silver.flat_map(|corpus| &corpus.texts).flatten()
    };
    let single = |class: Class| {
        silver().flat_map(move |sentence| {
            let names = sentence
                .names
                .iter()
                .filter(move |name| name.0 + 1 == name.1 && name.2 == class);
            names.filter_map(|(start, ..)| sentence.words.get(*start))
        })
    };
    let mut found: BTreeSet<String> = single(Class::Other).cloned().collect();
    for word in single(Class::Place) {
        found.remove(word);
    }
    found
}

/// "German" is no place, whatever a corpus says.
fn mend_demonyms(texts: &mut [Text], demonyms: &BTreeSet<String>) {
    for sentence in texts.iter_mut().flatten() {
        for (start, end, class) in &mut sentence.names {
            let word = sentence.words.get(*start).filter(|_| *start + 1 == *end);
            if *class == Class::Place && word.is_some_and(|word| demonyms.contains(word)) {
                *class = Class::Other;
            }
        }
    }
}

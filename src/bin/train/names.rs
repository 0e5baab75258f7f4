//! Learning where names are: a CRF by stochastic gradient, with AdaGrad.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use legation::extract::recogniser::{
    Class, Label, Model, N_BITS, N_LABELS, Name, Part, Usage, Words, features, lists, may_follow,
    pieces, settle,
};
use legation::lexicon::lexicon;
use legation::model::Span;

use crate::random::Random;
use crate::write;

/// Corpora with their weight; all carry one word and one BIO tag a line.
const CORPORA: &[(&str, f32)] = &[
    ("wikigold/all.conll", 1.0),
    ("redocred/dev.conll", 1.0),
    ("redocred/test.conll", 1.0),
    ("crossner_politics_train_dev/train.conll", 1.0),
    ("crossner_politics_train_dev/dev.conll", 1.0),
    ("crossner_other/ai_train.conll", 1.0),
    ("crossner_other/ai_dev.conll", 1.0),
    ("crossner_other/ai_test.conll", 1.0),
    ("crossner_other/literature_train.conll", 1.0),
    ("crossner_other/literature_dev.conll", 1.0),
    ("crossner_other/literature_test.conll", 1.0),
    ("crossner_other/music_train.conll", 1.0),
    ("crossner_other/music_dev.conll", 1.0),
    ("crossner_other/music_test.conll", 1.0),
    ("crossner_other/science_train.conll", 1.0),
    ("crossner_other/science_dev.conll", 1.0),
    ("crossner_other/science_test.conll", 1.0),
    ("uner_ewt/dev.conll", 1.0),
    ("uner_ewt/test.conll", 1.0),
    ("uner_pud/all.conll", 1.0),
    ("gum_open_genres/academic.conll", 1.0),
    ("gum_open_genres/bio.conll", 1.0),
    ("gum_open_genres/voyage.conll", 1.0),
    ("silver/ewt_train.tsv", 1.0),
    ("silver/factbook.tsv", 0.5),
    ("silver/state_of_the_union.tsv", 0.5),
];

/// Left out of a first training, to see how it does on what it has not seen.
const HELD_OUT: &[&str] = &[
    "uner_pud/all.conll",
    "crossner_politics_train_dev/dev.conll",
];

const N_EPOCHS: usize = 4;
const RATE: f32 = 0.2;
const DROP: f32 = 0.3;
const SHRINK: f32 = 1e-4;
/// Sentences added again in other letters: three in five in capitals, the rest with every word capitalised.
const RECASED: f32 = 0.15;
const N_ROWS: usize = 150_000;

/// A sentence with its names.
struct Sentence {
    words: Vec<String>,
    /// Start, end, class.
    names: Vec<(usize, usize, Class)>,
}

/// Sentences of one text.
type Text = Vec<Sentence>;

/// What the learner sees of a sentence.
struct Example {
    rows: Vec<Vec<u32>>,
    gold: Vec<Label>,
    weight: f32,
}

/// Learns twice: once with two corpora held back, to print how it does on them; then with all, to write the weights.
pub fn train(data: &Path) -> Result<()> {
    let mut corpora = Vec::new();
    for (name, weight) in CORPORA {
        corpora.push((*name, *weight, read(&data.join(name))?));
    }
    let demonyms = demonyms(&corpora);
    for (name, _, texts) in &mut corpora {
        if name.starts_with("redocred") {
            mend_demonyms(texts, &demonyms);
        }
    }
    let seen = corpora.iter().filter(|(name, ..)| !HELD_OUT.contains(name));
    let model = learn(seen.map(|(_, weight, texts)| (*weight, texts.as_slice())));
    for (name, _, texts) in corpora.iter().filter(|(name, ..)| HELD_OUT.contains(name)) {
        println!("held out {name}: {}", score(&model, texts));
    }
    let model = learn(
        corpora
            .iter()
            .map(|(_, weight, texts)| (*weight, texts.as_slice())),
    );
    let bytes = model.to_bytes();
    println!("{} bytes", bytes.len());
    write("names.bin", &bytes)
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
            if !whole_texts {
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
    let mut sentence = Sentence {
        words: Vec::new(),
        names: Vec::new(),
    };
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
    sentence
}

/// Words that the corpus of nationalities mostly tags as such.
fn demonyms(corpora: &[(&str, f32, Vec<Text>)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for sentence in corpora
        .iter()
        .filter(|(name, ..)| name.starts_with("silver"))
        .flat_map(|(.., texts)| texts)
        .flatten()
    {
        let single = sentence
            .names
            .iter()
            .filter(|(start, end, class)| start + 1 == *end && *class == Class::Other);
        found.extend(
            single
                .filter_map(|(start, ..)| sentence.words.get(*start))
                .cloned(),
        );
    }
    for sentence in corpora
        .iter()
        .filter(|(name, ..)| name.starts_with("silver"))
        .flat_map(|(.., texts)| texts)
        .flatten()
    {
        for (start, ..) in sentence
            .names
            .iter()
            .filter(|(start, end, class)| start + 1 == *end && *class == Class::Place)
        {
            sentence.words.get(*start).map(|word| found.remove(word));
        }
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

fn learn<'a>(corpora: impl Iterator<Item = (f32, &'a [Text])>) -> Model {
    let mut random = Random::new(1);
    let mut examples = Vec::new();
    for (weight, texts) in corpora {
        for text in texts {
            let words: Vec<Vec<&str>> = text
                .iter()
                .map(|sentence| sentence.words.iter().map(String::as_str).collect())
                .collect();
            let usage = Usage::new(words.iter().map(Vec::as_slice));
            for (sentence, words) in text.iter().zip(&words) {
                examples.push(example(words, sentence, &usage, weight));
                if random.unit() < RECASED {
                    let recased = recased(words, random.unit() < 0.6);
                    let recased: Vec<&str> = recased.iter().map(String::as_str).collect();
                    examples.push(example(&recased, sentence, &usage, weight));
                }
            }
        }
    }
    let mut learner = Learner::new();
    for epoch in 1..=N_EPOCHS {
        random.shuffle(&mut examples);
        let loss: f32 = examples
            .iter()
            .map(|example| learner.learn(example, &mut random))
            .sum();
        println!(
            "epoch {epoch}: loss {:.3} a sentence",
            loss / examples.len() as f32
        );
    }
    Model::new(&learner.table, learner.steps, N_ROWS)
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

fn example(words: &[&str], sentence: &Sentence, usage: &Usage, weight: f32) -> Example {
    let mut gold = vec![Label::OUTSIDE; words.len()];
    for &(start, end, class) in &sentence.names {
        for (at, slot) in gold.iter_mut().enumerate().take(end).skip(start) {
            let part = match (at == start, at + 1 == end) {
                (true, true) => Part::Single,
                (true, false) => Part::Begin,
                (false, true) => Part::End,
                (false, false) => Part::Inside,
            };
            *slot = Label::new(class, part);
        }
    }
    Example {
        rows: rows(words, usage),
        gold,
        weight,
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

type Scores = [f32; N_LABELS];

struct Learner {
    table: Vec<Scores>,
    squares: Vec<Scores>,
    steps: [Scores; N_LABELS],
    step_squares: [Scores; N_LABELS],
}

impl Learner {
    fn new() -> Self {
        let n = 1 << N_BITS;
        let zero = [0.0; N_LABELS];
        Self {
            table: vec![zero; n],
            squares: vec![zero; n],
            steps: [zero; N_LABELS],
            step_squares: [zero; N_LABELS],
        }
    }

    /// One step up the likelihood of a sentence; gives the loss before it.
    fn learn(&mut self, example: &Example, random: &mut Random) -> f32 {
        let heard: Vec<Vec<u32>> = example
            .rows
            .iter()
            .map(|rows| {
                rows.iter()
                    .copied()
                    .filter(|_| random.unit() >= DROP)
                    .collect()
            })
            .collect();
        let scores: Vec<Scores> = heard
            .iter()
            .map(|rows| self.scores(rows, 1.0 / (1.0 - DROP)))
            .collect();
        let n = scores.len();
        let (forward, total) = self.forward(&scores);
        let backward = self.backward(&scores);
        let mut step_gradient = [[0.0; N_LABELS]; N_LABELS];
        let mut loss = total;
        for at in 0..n {
            let gold = usize::from(example.gold[at].0);
            loss -= scores[at][gold];
            let mut gradient: Scores = std::array::from_fn(|label| {
                (forward[at][label] + backward[at][label] - total).exp()
            });
            gradient[gold] -= 1.0;
            self.update(&heard[at], &gradient, example.weight);
            if at == 0 {
                continue;
            }
            let before_gold = usize::from(example.gold[at - 1].0);
            loss -= self.steps[before_gold][gold];
            step_gradient[before_gold][gold] -= 1.0;
            for before in 0..N_LABELS {
                for after in (0..N_LABELS).filter(|&after| may_follow(Some(before), Some(after))) {
                    let sum = forward[at - 1][before]
                        + self.steps[before][after]
                        + scores[at][after]
                        + backward[at][after];
                    step_gradient[before][after] += (sum - total).exp();
                }
            }
        }
        for (before, gradient) in step_gradient.iter().enumerate() {
            adagrad(
                &mut self.steps[before],
                &mut self.step_squares[before],
                gradient,
                example.weight,
            );
        }
        loss
    }

    fn scores(&self, rows: &[u32], scale: f32) -> Scores {
        let mut sums = [0.0; N_LABELS];
        for &row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.table[row as usize]) {
                *sum += weight;
            }
        }
        sums.map(|sum| sum * scale)
    }

    fn forward(&self, scores: &[Scores]) -> (Vec<Scores>, f32) {
        let mut all: Vec<Scores> = Vec::with_capacity(scores.len());
        for (at, scores) in scores.iter().enumerate() {
            let mut now = [f32::NEG_INFINITY; N_LABELS];
            for label in 0..N_LABELS {
                now[label] = match at.checked_sub(1) {
                    None if may_follow(None, Some(label)) => scores[label],
                    None => f32::NEG_INFINITY,
                    Some(last) => {
                        let before =
                            (0..N_LABELS).filter(|&before| may_follow(Some(before), Some(label)));
                        scores[label]
                            + log_sum(
                                before.map(|before| all[last][before] + self.steps[before][label]),
                            )
                    }
                };
            }
            all.push(now);
        }
        let ends = (0..N_LABELS).filter(|&label| may_follow(Some(label), None));
        let total = all
            .last()
            .map_or(0.0, |last| log_sum(ends.map(|label| last[label])));
        (all, total)
    }

    fn backward(&self, scores: &[Scores]) -> Vec<Scores> {
        let mut all = vec![[f32::NEG_INFINITY; N_LABELS]; scores.len()];
        for at in (0..scores.len()).rev() {
            for label in 0..N_LABELS {
                all[at][label] = if at + 1 == scores.len() {
                    if may_follow(Some(label), None) {
                        0.0
                    } else {
                        f32::NEG_INFINITY
                    }
                } else {
                    let after = (0..N_LABELS).filter(|&after| may_follow(Some(label), Some(after)));
                    log_sum(after.map(|after| {
                        self.steps[label][after] + scores[at + 1][after] + all[at + 1][after]
                    }))
                };
            }
        }
        all
    }

    fn update(&mut self, rows: &[u32], gradient: &Scores, weight: f32) {
        for &row in rows {
            adagrad(
                &mut self.table[row as usize],
                &mut self.squares[row as usize],
                gradient,
                weight,
            );
        }
    }
}

/// AdaGrad with a start of 1, so that a weight that was pushed once and lightly stays light: the heaviest rows are kept.
fn adagrad(weights: &mut Scores, squares: &mut Scores, gradient: &Scores, weight: f32) {
    for ((w, square), g) in weights.iter_mut().zip(squares).zip(gradient) {
        let g = weight * (g + SHRINK * *w);
        *square += g * g;
        *w -= RATE * g / (*square + 1.0).sqrt();
    }
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let top = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        top
    } else {
        top + values.map(|value| (value - top).exp()).sum::<f32>().ln()
    }
}

/// Exact spans, with class and without, after the document pass.
fn score(model: &Model, texts: &[Text]) -> String {
    let classes: BTreeSet<Class> = texts
        .iter()
        .flatten()
        .flat_map(|sentence| &sentence.names)
        .map(|name| name.2)
        .collect();
    let (mut typed, mut untyped, mut found, mut gold) = (0, 0, 0, 0);
    for text in texts {
        let words: Vec<Vec<&str>> = text
            .iter()
            .map(|sentence| sentence.words.iter().map(String::as_str).collect())
            .collect();
        let usage = Usage::new(words.iter().map(Vec::as_slice));
        let mut names = Vec::new();
        for (at, words) in words.iter().enumerate() {
            let scores: Vec<Scores> = rows(words, &usage)
                .iter()
                .map(|rows| model.scores(rows))
                .collect();
            names.extend(model.names(&scores).map(|(start, end, class)| Name {
                sentence: at,
                start,
                end,
                class,
            }));
        }
        settle(&words, &mut names);
        // A corpus without events does not say that there are none.
        names.retain(|name| classes.contains(&name.class));
        found += names.len();
        gold += text
            .iter()
            .map(|sentence| sentence.names.len())
            .sum::<usize>();
        for name in names {
            let same = text[name.sentence]
                .names
                .iter()
                .find(|(start, end, _)| (*start, *end) == (name.start, name.end));
            untyped += usize::from(same.is_some());
            typed += usize::from(same.is_some_and(|(.., class)| *class == name.class));
        }
    }
    let f1 = |right: usize| 200.0 * right as f32 / (found + gold).max(1) as f32;
    format!(
        "typed F1 {:.1}, untyped {:.1} ({found} found, {gold} gold)",
        f1(typed),
        f1(untyped)
    )
}

//! How well relations are read in sentences that no rule was made for. Floors only rise.
//!
//! `cargo test held_back -- --nocapture` prints the figures; `LEGATION_LIST=1` with it lists what is missed and what is wrong.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use legation::lexicon::lexicon;
use legation::model::{Article, ChainId, Claim, Reading, RelationKind};
use legation::{extract, ingest};

/// A file of sentences and what must be reached on it.
struct Set {
    file: &'static str,
    /// Of a hundred relations so many are found, ends, direction and kind right.
    recall: usize,
    /// Of a hundred found so many are right.
    precision: usize,
    /// Of a hundred so many are found with their status.
    recall_with_status: usize,
    /// Of the sentences that tell nothing, so many are read as telling something.
    invented: usize,
}

/// A line of the file: words of either end, kinds and statuses that will do.
struct Expected {
    needed: bool,
    source: Vec<String>,
    kinds: Vec<RelationKind>,
    target: Vec<String>,
    statuses: Vec<String>,
}

struct Case {
    sentence: String,
    expected: Vec<Expected>,
}

fn cases(file: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/relations")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix('\t') {
            Some(relation) => cases.last_mut().unwrap().expected.push(expected(relation)),
            None => cases.push(Case {
                sentence: line.to_owned(),
                expected: Vec::new(),
            }),
        }
    }
    cases
}

fn expected(line: &str) -> Expected {
    let (needed, line) = match line.strip_prefix('?') {
        Some(rest) => (false, rest),
        None => (true, line),
    };
    let (line, statuses) = match line.split_once(" (") {
        Some((line, statuses)) => (line, statuses.trim_end_matches(')')),
        None => (line, "asserted"),
    };
    let words: Vec<&str> = line.split(' ').collect();
    let kinds_of = |word: &str| -> Option<Vec<RelationKind>> {
        word.split('/').map(RelationKind::from_word).collect()
    };
    let at = words
        .iter()
        .position(|word| kinds_of(word).is_some())
        .unwrap_or_else(|| panic!("no kind in {line:?}"));
    let either = |words: &[&str]| words.join(" ").split('/').map(str::to_owned).collect();
    Expected {
        needed,
        source: either(&words[..at]),
        kinds: kinds_of(words[at]).unwrap(),
        target: either(&words[at + 1..]),
        statuses: statuses.split('/').map(str::to_owned).collect(),
    }
}

/// One sentence is read as it stands; of several paragraphs ("¶") the layout is read first.
fn read(text: &str) -> Reading {
    let article = if text.contains('¶') {
        ingest::article_from_text("case.txt", &text.replace(" ¶ ", "\n\n"))
    } else {
        Article::of_text(text)
    };
    extract::read(&Arc::new(article), lexicon())
}

/// Whether a chain is named where one of the words stands.
fn is_there(reading: &Reading, chain: ChainId, words: &[String]) -> bool {
    let text = &*reading.article.text;
    words.iter().any(|word| {
        let mut places = text.match_indices(word.as_str());
        let spans = reading
            .mentions
            .iter()
            .filter(|mention| mention.of == chain);
        let spans: Vec<_> = spans.map(|mention| mention.span).collect();
        places.any(|(at, _)| {
            spans
                .iter()
                .any(|span| span.start() < at + word.len() && at < span.end())
        })
    })
}

fn is_told(reading: &Reading, claim: &Claim, expected: &Expected) -> bool {
    let ends = |source, target| {
        is_there(reading, source, &expected.source) && is_there(reading, target, &expected.target)
    };
    expected.kinds.contains(&claim.kind)
        && (ends(claim.source, claim.target)
            || !claim.kind.directed() && ends(claim.target, claim.source))
}

fn show(reading: &Reading, claim: &Claim) -> String {
    let name = |id: ChainId| reading.chains[id.0 as usize].name.clone();
    format!(
        "{} {} {} ({})",
        name(claim.source),
        claim.kind.word(),
        name(claim.target),
        claim.status.word()
    )
}

#[test]
fn sentences_that_no_rule_was_made_for() {
    measure(&Set {
        file: "held_back.tsv",
        recall: 69,
        precision: 71,
        recall_with_status: 68,
        invented: 0,
    });
}

#[test]
fn statements_that_no_rule_was_made_for() {
    measure(&Set {
        file: "first_person.tsv",
        recall: 66,
        precision: 74,
        recall_with_status: 64,
        invented: 0,
    });
}

#[expect(
    clippy::print_stdout,
    reason = "figures for whoever asks with --nocapture"
)]
fn measure(set: &Set) {
    let list = env::var_os("LEGATION_LIST").is_some();
    let (mut needed, mut found, mut with_status) = (0, 0, 0);
    let (mut told, mut right, mut invented) = (0, 0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in cases(set.file) {
        let reading = read(&case.sentence);
        let mut notes = Vec::new();
        for expected in case.expected.iter().filter(|expected| expected.needed) {
            let of_it: Vec<&Claim> = reading
                .claims
                .iter()
                .filter(|claim| is_told(&reading, claim, expected))
                .collect();
            let status = of_it.iter().any(|claim| {
                let word = claim.status.word();
                expected.statuses.iter().any(|status| status == word)
            });
            needed += 1;
            found += usize::from(!of_it.is_empty());
            with_status += usize::from(status);
            let count = by_kind.entry(expected.kinds[0].word()).or_default();
            count.0 += usize::from(!of_it.is_empty());
            count.1 += 1;
            if !status {
                let how = if of_it.is_empty() { "missed" } else { "status" };
                notes.push(format!(
                    "{how}: {} {} {} ({})",
                    expected.source.join("/"),
                    expected.kinds[0].word(),
                    expected.target.join("/"),
                    expected.statuses.join("/")
                ));
            }
        }
        for claim in &reading.claims {
            let good = case
                .expected
                .iter()
                .any(|expected| is_told(&reading, claim, expected));
            told += 1;
            right += usize::from(good);
            if !good {
                notes.push(format!("wrong: {}", show(&reading, claim)));
            }
        }
        invented += usize::from(case.expected.is_empty() && !reading.claims.is_empty());
        if list && !notes.is_empty() {
            println!("{}", case.sentence);
            for note in notes {
                println!("\t{note}");
            }
        }
    }
    let of_hundred = |part: usize, whole: usize| 100 * part / whole.max(1);
    let (recall, precision) = (of_hundred(found, needed), of_hundred(right, told));
    let status = of_hundred(with_status, needed);
    let f1 = |p: usize, r: usize| 2 * p * r / (p + r).max(1);
    println!("by kind {by_kind:?}");
    println!(
        "{}: recall {recall} ({found} of {needed}), precision {precision} ({right} of {told}), F1 {}; \
         with status: recall {status}, F1 {}; invented in {invented} sentences",
        set.file,
        f1(precision, recall),
        f1(precision * with_status / found.max(1), status),
    );
    assert!(
        recall >= set.recall
            && precision >= set.precision
            && status >= set.recall_with_status
            && invented <= set.invented,
        "recall {recall}, precision {precision}, with status {status}, invented {invented}"
    );
}

//! How well status and speaker are told, on sentences set apart for it. A floor only rises.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use legation::extract;
use legation::lexicon::lexicon;
use legation::model::{Article, Claim, Reading, Speaker};

/// A file of sentences and what must be reached on it.
struct Set {
    file: &'static str,
    /// Of a hundred triggers, so many are found to tell something.
    found: usize,
    /// Of a hundred triggers that are found, so many in the right status, and so many with the right speaker.
    status: usize,
    speaker: usize,
}

/// A trigger of a sentence, and what is to be found there.
struct Row {
    trigger: String,
    status: String,
    speaker: String,
    sentence: String,
}

fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sentences")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let [trigger, status, speaker, sentence] = <[String; 4]>::try_from(cells).unwrap();
            Row {
                trigger,
                status,
                speaker,
                sentence,
            }
        })
        .collect()
}

fn read(sentence: &str) -> Reading {
    extract::read(&Arc::new(Article::of_text(sentence)), lexicon())
}

/// The claims whose trigger holds the word.
fn claims_at<'a>(reading: &'a Reading, trigger: &str) -> Vec<&'a Claim> {
    let claims = reading
        .claims
        .iter()
        .filter(|claim| claim.kind.quad().is_some());
    let mut claims: Vec<&Claim> = claims
        .filter(|claim| claim.trigger.of(&reading.article.text).contains(trigger))
        .collect();
    // "said Chad must leave" tells a demand; the leaving is told by the word alone.
    let shortest = claims.iter().map(|claim| claim.trigger.len()).min();
    claims.retain(|claim| Some(claim.trigger.len()) == shortest);
    claims
}

fn is_said_by(reading: &Reading, claim: &Claim, speaker: &str) -> bool {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let bare = ["the ", "a "]
            .iter()
            .find_map(|article| lower.strip_prefix(article));
        bare.unwrap_or(&lower).to_owned()
    };
    let mut speakers = claim.attributed_to.iter().map(|said| match said {
        Speaker::Entity(chain) => reading.chains[chain.0 as usize].name.clone(),
        Speaker::Text(text) => text.clone(),
    });
    match speaker {
        "-" => claim.attributed_to.is_empty(),
        name => speakers.any(|said| words(&said) == words(name)),
    }
}

#[test]
fn status_and_speaker_of_sentences_set_apart() {
    measure(&Set {
        file: "status.tsv",
        found: 86,
        status: 98,
        speaker: 98,
    });
}

#[test]
fn status_of_questions_refusals_and_preparations() {
    measure(&Set {
        file: "questions.tsv",
        found: 73,
        status: 95,
        speaker: 95,
    });
}

fn measure(set: &Set) {
    let (mut n_rows, mut n_found, mut n_status, mut n_speaker, mut n_invented) = (0, 0, 0, 0, 0);
    let mut report = Vec::new();
    for row in rows(set.file) {
        let reading = read(&row.sentence);
        if row.trigger == "-" {
            let events = reading
                .claims
                .iter()
                .any(|claim| claim.kind.quad().is_some());
            n_invented += usize::from(events);
            if events {
                report.push(format!("invented: {}", row.sentence));
            }
            continue;
        }
        n_rows += 1;
        let claims = claims_at(&reading, &row.trigger);
        let Some(first) = claims.first() else {
            report.push(format!("nothing at {:?}: {}", row.trigger, row.sentence));
            continue;
        };
        n_found += 1;
        let status = claims.iter().all(|claim| claim.status.word() == row.status);
        let speaker = claims
            .iter()
            .all(|claim| is_said_by(&reading, claim, &row.speaker));
        n_status += usize::from(status);
        n_speaker += usize::from(speaker);
        if !status || !speaker {
            report.push(format!(
                "{:?} is {} by {}, read {} by {:?}: {}",
                row.trigger,
                row.status,
                row.speaker,
                first.status.word(),
                first.attributed_to,
                row.sentence
            ));
        }
    }
    let of = |n: usize, all: usize| 100 * n / all.max(1);
    let figures = [
        of(n_found, n_rows),
        of(n_status, n_found),
        of(n_speaker, n_found),
    ];
    let report = report.join("\n");
    let said = format!(
        "of {n_rows} triggers found {n_found}, status {n_status}, speaker {n_speaker}; invented {n_invented}\n{report}"
    );
    assert!(
        figures[0] >= set.found
            && figures[1] >= set.status
            && figures[2] >= set.speaker
            && n_invented == 0,
        "{said}"
    );
}

//! What the learners are told, as one number for each file of weights.
//!
//! Weights that were learned from other features or other word lists than today's no longer come out of today's command. So
//! `assets/model/told.tsv` keeps, beside the checksum of each such file, one over what its learner was told of known texts; a test
//! makes both anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use legation::extract::recogniser::features as name_features;
use legation::extract::recogniser::{Usage, Words, lists};
use legation::lexicon::lexicon;
use legation::model::Span;
use legation::project::write_whole;
use legation::text::clusters::clusters;
use legation::text::parser::features as parser_features;
use legation::text::tagger::{Context, Word};
use legation::text::weights::checksum;
use legation::text::{tag, tokens};

/// A checksum over what a learner is told of known texts.
type Told = fn() -> Result<u64>;

/// The files whose learners are told of words by code and lists of this project.
const FILES: [(&str, Told); 3] = [
    ("names.bin", names),
    ("parser.bin", parser),
    ("tagger.bin", tagger),
];

/// Notes what the learner of a file was told; nothing for a file that is not of [`FILES`].
pub fn note(file: &str) -> Result<()> {
    if !FILES.iter().any(|(name, _)| *name == file) {
        return Ok(());
    }
    let path = folder("assets/model").join("told.tsv");
    let old = fs::read_to_string(&path).unwrap_or_default();
    let is_other = |line: &&str| line.split('\t').next() != Some(file);
    let mut lines: Vec<String> = old.lines().filter(is_other).map(str::to_owned).collect();
    lines.push(line(file)?);
    lines.sort_unstable();
    let text = lines.join("\n") + "\n";
    write_whole(&path, text.as_bytes()).with_context(|| format!("writing {}", path.display()))
}

/// Name of the file, checksum of its bytes, checksum of what its learner is told.
fn line(file: &str) -> Result<String> {
    let path = folder("assets/model").join(file);
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let told = FILES.iter().find(|(name, _)| *name == file);
    let told = told.map_or(Ok(0), |(_, told)| told())?;
    Ok(format!("{file}\t{:016x}\t{told:016x}", checksum(&bytes)))
}

/// The lists of each word that stands in one, among all lines of the lexicon; the features of the words of [`known`].
fn names() -> Result<u64> {
    let mut listed = BTreeSet::new();
    for path in sorted("assets/lexicon")? {
        for line in fs::read_to_string(path)?.lines() {
            let words: Vec<&str> = line.split(['\t', '|', ' ']).collect();
            let bits = lists(lexicon(), &words);
            let words = words.into_iter().map(str::to_owned);
            listed.extend(words.zip(bits).filter(|(_, bits)| *bits != 0));
        }
    }
    let mut told: Vec<u32> = Vec::new();
    for (word, bits) in listed {
        told.extend([checksum(word.as_bytes()) as u32, bits]);
    }
    for words in known()? {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let usage = Usage::new([words.as_slice()]);
        let words = Words::new(&words, &lists(lexicon(), &words), &usage);
        (0..words.len()).for_each(|at| name_features(&words, at, &mut told));
    }
    Ok(sum(&told))
}

fn tagger() -> Result<u64> {
    let mut told = Vec::new();
    for words in known()? {
        let n = words.len();
        let context = Context::new(words.iter().map(|word| Word::new(word, clusters())));
        (0..n).for_each(|at| told.extend(context.rows(at, [at % 7, at % 5])));
    }
    Ok(sum(&told))
}

fn parser() -> Result<u64> {
    let mut told = Vec::new();
    for words in known()? {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for (word, pos) in words.iter().zip(tag(&words)) {
            told.extend(parser_features(word, pos).map(Option::unwrap_or_default));
        }
    }
    Ok(sum(&told))
}

/// The words of each line of the samples that are UTF-8.
fn known() -> Result<Vec<Vec<String>>> {
    let mut known = Vec::new();
    for path in sorted("assets/samples")? {
        let Ok(text) = String::from_utf8(fs::read(path)?) else {
            continue;
        };
        for line in text.lines() {
            let words = tokens(line, Span::new(0, line.len()));
            known.push(
                words
                    .iter()
                    .map(|word| word.span.of(line).to_owned())
                    .collect(),
            );
        }
    }
    Ok(known)
}

fn sum(told: &[u32]) -> u64 {
    let bytes: Vec<u8> = told.iter().flat_map(|row| row.to_le_bytes()).collect();
    checksum(&bytes)
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder of this project, by name.
fn sorted(name: &str) -> Result<Vec<PathBuf>> {
    let path = folder(name);
    let entries = fs::read_dir(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut paths = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<PathBuf>>>()?;
    paths.sort_unstable();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_were_learned_from_what_learners_are_told_today() {
        let noted = fs::read_to_string(folder("assets/model").join("told.tsv")).unwrap();
        let today = FILES.map(|(file, _)| line(file).unwrap());
        assert_eq!(
            noted.lines().collect::<Vec<_>>(),
            today,
            "word lists or features have changed, or a file was put in by hand: learn it anew, see assets/README.md"
        );
    }
}

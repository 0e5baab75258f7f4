//! One article, one opinion: what is a name once is a name everywhere, and of one class.

use std::collections::{BTreeMap, HashMap};

use crate::extract::recogniser::Class;

/// A name as words of a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Name {
    pub sentence: usize,
    pub start: usize,
    /// Past the last word.
    pub end: usize,
    pub class: Class,
}

/// Every name takes the class most of its repeats have, and repeats that were missed are added. Sorted by place.
pub fn settle(sentences: &[Vec<&str>], names: &mut Vec<Name>) {
    let mut votes: BTreeMap<Vec<&str>, [f32; Class::ALL.len()]> = BTreeMap::new();
    for name in names.iter() {
        let Some(words) = sentences
            .get(name.sentence)
            .and_then(|words| words.get(name.start..name.end))
        else {
            continue;
        };
        votes.entry(words.to_vec()).or_default()[name.class as usize] += 1.0;
        if let (Class::Person, [_, .., last]) = (name.class, words) {
            votes.entry(vec![last]).or_default()[Class::Person as usize] += SURNAME;
        }
    }
    let settled: BTreeMap<Vec<&str>, (Class, f32)> = votes
        .into_iter()
        .map(|(words, votes)| (words, winner(&votes)))
        .collect();
    for name in names.iter_mut() {
        let words = sentences
            .get(name.sentence)
            .and_then(|words| words.get(name.start..name.end));
        if let Some((class, _)) = words.and_then(|words| settled.get(words)) {
            name.class = *class;
        }
    }
    add_repeats(sentences, &settled, names);
    names.sort_unstable();
}

/// A surname counts more than a name on its own: "Marsh" after "Ella Marsh" is she.
const SURNAME: f32 = 1.5;

fn winner(votes: &[f32; Class::ALL.len()]) -> (Class, f32) {
    let mut best = (Class::Person, 0.0);
    for (class, &n) in Class::ALL.iter().zip(votes) {
        if n > best.1 {
            best = (*class, n);
        }
    }
    best
}

fn add_repeats(
    sentences: &[Vec<&str>],
    settled: &BTreeMap<Vec<&str>, (Class, f32)>,
    names: &mut Vec<Name>,
) {
    // Longest first, so that a name is not cut short by its own beginning.
    let mut known: Vec<(&Vec<&str>, Class)> = Vec::new();
    for (words, (class, votes)) in settled {
        let n_letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let capital = words
            .first()
            .is_some_and(|first| first.starts_with(char::is_uppercase));
        if (words.len() > 1 || *votes >= SURNAME) && n_letters >= 3 && capital {
            known.push((words, *class));
        }
    }
    known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    let mut by_first: HashMap<&str, Vec<(&Vec<&str>, Class)>> = HashMap::new();
    for (words, class) in known {
        by_first.entry(words[0]).or_default().push((words, class));
    }
    let mut taken: Vec<Vec<bool>> = sentences
        .iter()
        .map(|words| vec![false; words.len()])
        .collect();
    for name in names.iter() {
        if let Some(taken) = taken
            .get_mut(name.sentence)
            .and_then(|taken| taken.get_mut(name.start..name.end))
        {
            taken.fill(true);
        }
    }
    for (sentence, (words, taken)) in sentences.iter().zip(&mut taken).enumerate() {
        for start in 0..words.len() {
            let Some(known) = by_first.get(words[start]) else {
                continue;
            };
            let fits = |name: &&(&Vec<&str>, Class)| {
                let end = start + name.0.len();
                words.get(start..end) == Some(name.0.as_slice())
                    && !taken[start..end].contains(&true)
            };
            if let Some((name, class)) = known.iter().find(fits) {
                let end = start + name.len();
                taken[start..end].fill(true);
                names.push(Name {
                    sentence,
                    start,
                    end,
                    class: *class,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, names: &[(usize, usize, usize, Class)]) -> Vec<String> {
        let sentences: Vec<Vec<&str>> = text
            .split(" / ")
            .map(|line| line.split(' ').collect())
            .collect();
        let name = |&(sentence, start, end, class)| Name {
            sentence,
            start,
            end,
            class,
        };
        let mut names: Vec<Name> = names.iter().map(name).collect();
        settle(&sentences, &mut names);
        names
            .iter()
            .map(|name| {
                format!(
                    "{}:{:?}",
                    sentences[name.sentence][name.start..name.end].join(" "),
                    name.class
                )
            })
            .collect()
    }

    #[test]
    fn a_surname_is_found_again() {
        let found = settled(
            "Ella Marsh left / Then Marsh spoke",
            &[(0, 0, 2, Class::Person)],
        );
        assert_eq!(found, ["Ella Marsh:Person", "Marsh:Person"]);
    }

    #[test]
    fn the_majority_decides() {
        let names = [
            (0, 0, 1, Class::Place),
            (1, 0, 1, Class::Organization),
            (2, 0, 1, Class::Organization),
        ];
        let found = settled("Lukoil sold / Lukoil bought / Lukoil paid", &names);
        assert_eq!(found, ["Lukoil:Organization"; 3]);
    }

    #[test]
    fn a_name_seen_once_alone_is_not_spread() {
        assert_eq!(
            settled("Mark left / Mark my words", &[(0, 0, 1, Class::Person)]),
            ["Mark:Person"]
        );
    }
}

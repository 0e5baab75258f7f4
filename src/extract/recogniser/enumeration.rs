//! One enumeration, one class: "Golkar, Masyumi and the Labour Party" are three bodies.

use crate::extract::recogniser::{Class, Label, N_LABELS, Part};

/// How much the others of an enumeration weigh against what a name looks like by itself. Chosen on texts that the weights had not
/// seen, as is [`STRAY`].
const OTHERS: f32 = 2.0;
/// How often one of an enumeration may be of a class that no other has.
const STRAY: f32 = 0.05;

/// What share each class has in a name.
type Shares = [f32; Class::ALL.len()];

/// Every name of a sentence (start, end, class) that stands in an enumeration of three or more is weighed anew with the others.
pub fn agree(words: &[&str], scores: &[[f32; N_LABELS]], names: &mut [(usize, usize, Class)]) {
    let mut from = 0;
    while from < names.len() {
        let mut to = from + 1;
        while to < names.len() && is_joint(words, names[to - 1].1, names[to].0) {
            to += 1;
        }
        if let Some(names) = names.get_mut(from..to).filter(|names| names.len() > 2) {
            weigh(scores, names);
        }
        from = to;
    }
}

/// Whether only commas and small words stand between.
fn is_joint(words: &[&str], end: usize, start: usize) -> bool {
    let between = words.get(end..start).unwrap_or_default();
    let joins = |word: &&str| matches!(*word, "," | ";" | "/" | "and" | "or");
    between.iter().any(joins) && between.iter().all(|word| joins(word) || *word == "the")
}

fn weigh(scores: &[[f32; N_LABELS]], names: &mut [(usize, usize, Class)]) {
    let shares: Vec<Shares> = names
        .iter()
        .map(|&(start, end, _)| shares(scores.get(start..end).unwrap_or_default()))
        .collect();
    let n_others = (names.len() - 1) as f32;
    let sum = |class: usize| shares.iter().map(|shares| shares[class]).sum::<f32>();
    let sums: Shares = std::array::from_fn(sum);
    for ((.., class), own) in names.iter_mut().zip(&shares) {
        let weight = |class: Class| {
            let own = own[class as usize];
            let others = (sums[class as usize] - own) / n_others;
            (own + 1e-6).ln() + OTHERS * (others + STRAY).ln()
        };
        let better = |best, other| {
            if weight(other) > weight(best) {
                other
            } else {
                best
            }
        };
        *class = Class::ALL.into_iter().fold(*class, better);
    }
}

/// What share each class has in a name whose words have these scores.
fn shares(scores: &[[f32; N_LABELS]]) -> Shares {
    let sums = Class::ALL.map(|class| {
        let part = |at: usize| match (at == 0, at + 1 == scores.len()) {
            (true, true) => Part::Single,
            (true, false) => Part::Begin,
            (false, true) => Part::End,
            (false, false) => Part::Inside,
        };
        let score = |(at, scores): (usize, &[f32; N_LABELS])| {
            scores[usize::from(Label::new(class, part(at)).0)]
        };
        scores.iter().enumerate().map(score).sum::<f32>()
    });
    let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights = sums.map(|sum| (sum - top).exp());
    let all: f32 = weights.iter().sum();
    weights.map(|weight| weight / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in capitals are names, each alone, a little more a person than a body; those with a star are surely bodies.
    fn agreed(text: &str) -> Vec<Class> {
        let words: Vec<&str> = text.split(' ').collect();
        let mut scores = vec![[0.0; N_LABELS]; words.len()];
        let mut names = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let mut raise = |class, score| {
                scores[at][usize::from(Label::new(class, Part::Single).0)] = score;
            };
            if word.ends_with('*') {
                raise(Class::Organization, 6.0);
                names.push((at, at + 1, Class::Organization));
            } else if word.starts_with(char::is_uppercase) {
                raise(Class::Person, 4.0);
                raise(Class::Organization, 3.0);
                names.push((at, at + 1, Class::Person));
            }
        }
        agree(&words, &scores, &mut names);
        names.into_iter().map(|name| name.2).collect()
    }

    #[test]
    fn the_others_of_an_enumeration_decide_what_is_unsure() {
        use Class::{Organization, Person};
        assert_eq!(agreed("A* , B and the C* left"), [Organization; 3]);
        assert_eq!(
            agreed("A* and B left"),
            [Organization, Person],
            "two are no enumeration"
        );
        assert_eq!(
            agreed("A* met B , C*"),
            [Organization, Person, Organization]
        );
    }
}

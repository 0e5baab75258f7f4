//! Finding somebody by what was typed: case, accents and one slip of the finger do not matter.

use std::cmp::Reverse;

use any_ascii::any_ascii;

use crate::model::{Entity, EntityId, Graph};

/// How well a name answers; better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Whole,
    Start,
    /// Every typed word begins a word of the name.
    Words,
    /// The same with one slip in words of four letters or more.
    Slip,
    /// The letters in this order: "abaragh".
    Letters,
}

/// Entities whose name or other name matches what was typed, best first, then those most spoken of. Nothing typed: everybody.
pub fn search(graph: &Graph, typed: &str) -> Vec<EntityId> {
    let typed = plain(typed);
    let mut hits: Vec<_> = graph
        .entities()
        .iter()
        .filter_map(|entity| Some((fit_of_entity(entity, &typed)?, entity)))
        .collect();
    hits.sort_by_key(|(fit, entity)| (*fit, Reverse(entity.mentions.len()), &entity.id));
    hits.into_iter()
        .map(|(_, entity)| entity.id.clone())
        .collect()
}

/// How like `name` is to what was typed, 0 the most; `None` where it is not.
pub fn closeness(name: &str, typed: &str) -> Option<u8> {
    fit(&plain(name), &plain(typed)).map(|fit| fit as u8)
}

/// The best fit of all names; one of another name comes after one of the name itself.
fn fit_of_entity(entity: &Entity, typed: &str) -> Option<(Fit, bool)> {
    let names = [(&entity.name, false)].into_iter();
    let names = names.chain(entity.aliases.iter().map(|alias| (alias, true)));
    names
        .filter_map(|(name, is_alias)| Some((fit(&plain(name), typed)?, is_alias)))
        .min()
}

/// Lower-case ASCII words with one space between them.
fn plain(text: &str) -> String {
    let ascii = any_ascii(text).to_lowercase();
    let words = ascii.split(|c: char| !c.is_alphanumeric() && c != '\'');
    // "Sana'a" and "Sanaa" are typed alike.
    let words = words.map(|word| word.replace('\'', ""));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn fit(name: &str, typed: &str) -> Option<Fit> {
    let every_typed_word = |begins: fn(&str, &str) -> bool| {
        let mut typed = typed.split(' ');
        typed.all(|typed| name.split(' ').any(|word| begins(word, typed)))
    };
    if name == typed {
        return Some(Fit::Whole);
    }
    if name.starts_with(typed) {
        return Some(Fit::Start);
    }
    if every_typed_word(|word, typed| word.starts_with(typed)) {
        return Some(Fit::Words);
    }
    if every_typed_word(begins_with_a_slip) {
        return Some(Fit::Slip);
    }
    (typed.len() >= 4 && letters_in_order(name, typed)).then_some(Fit::Letters)
}

/// Whether `word` begins with `typed` once one letter is added, dropped or changed, or two are swapped.
fn begins_with_a_slip(word: &str, typed: &str) -> bool {
    if word.starts_with(typed) {
        return true;
    }
    // `plain` made both ASCII, so bytes are letters.
    let (word, typed) = (word.as_bytes(), typed.as_bytes());
    if typed.len() < 4 {
        return false;
    }
    let ahead = word.iter().zip(typed).take_while(|(a, b)| a == b).count();
    let word = word.get(ahead..).unwrap_or_default();
    let typed = typed.get(ahead..).unwrap_or_default();
    let starts = |skip_word: usize, skip_typed: usize| {
        let typed = typed.get(skip_typed..).unwrap_or_default();
        word.get(skip_word..)
            .is_some_and(|word| word.starts_with(typed))
    };
    let swapped = match (word, typed) {
        ([a, b, ..], [c, d, ..]) => a == d && b == c && starts(2, 2),
        _ => false,
    };
    swapped || starts(1, 1) || starts(1, 0) || starts(0, 1)
}

fn letters_in_order(name: &str, typed: &str) -> bool {
    let mut name = name.chars().filter(|c| *c != ' ');
    let mut typed = typed.chars().filter(|c| *c != ' ');
    typed.all(|wanted| name.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::query::filter::tests::entity;

    fn check(typed: &str, expected: &[&str]) {
        let mut oman = entity("Oman", Kind::State, &[1, 2, 3]);
        oman.aliases = vec!["Muscat".to_owned(), "Omani".to_owned()];
        let entities = vec![
            oman,
            entity("Ömer Çelik", Kind::Person, &[1]),
            entity("Abbas Araghchi", Kind::Person, &[1, 2]),
            entity("Bank of Oman", Kind::Organization, &[1]),
            entity("Jean-Noël Barrot", Kind::Person, &[1]),
        ];
        let graph = Graph::new(entities, Vec::new());
        let found = search(&graph, typed);
        let found: Vec<_> = found.iter().map(EntityId::as_str).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn beginnings_of_words_in_any_order() {
        check("oman", &["Oman", "Bank of Oman"]);
        check("arag", &["Abbas Araghchi"]);
        check("araghchi ab", &["Abbas Araghchi"]);
        check("o", &["Oman", "Ömer Çelik", "Bank of Oman"]);
        check("noel", &["Jean-Noël Barrot"]);
        check("nothing", &[]);
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        check("OMER celik", &["Ömer Çelik"]);
        check("ÇELİK", &["Ömer Çelik"]);
        check("jean noel", &["Jean-Noël Barrot"]);
    }

    #[test]
    fn other_names_count() {
        check("muscat", &["Oman"]);
    }

    #[test]
    fn one_slip_is_forgiven() {
        for typed in ["araqhchi", "arghchi", "arraghchi", "argahchi", "abaragh"] {
            check(typed, &["Abbas Araghchi"]);
        }
        check("omna", &["Oman", "Bank of Oman"]);
        check("omx", &[]);
    }

    #[test]
    fn nothing_typed_lists_everybody() {
        check(
            " ",
            &[
                "Oman",
                "Abbas Araghchi",
                "Bank of Oman",
                "Jean-Noël Barrot",
                "Ömer Çelik",
            ],
        );
    }
}

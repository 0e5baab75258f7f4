//! Whether a text is English, which is all the reader knows.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Small words of English that are hardly any in its neighbours.
const ENGLISH: &str = "the of and to that for with was is by from at it his her has have be are this which will not but \
     they were had their who been said after would more than about when there could into its";

/// Small words of languages written in Latin letters that are hardly any in English.
const FOREIGN: &str = "le la les de du des et est une dans que qui avec sur par aux ont été ses cette mais ce il elle sont \
     leur selon der das und den dem von mit ist nicht ein eine einen auf für sich auch als nach bei wird wurde haben hat \
     zu im zum zur el los las del y en con se su más pero lo como fue han según di che della nel anche gli alla dei \
     não em um uma do da dos das ao pela pelo os het een van voor niet zijn dat op te aan bij ve bir bu ile için olarak \
     daha gibi sonra kadar olan się nie jest że na po och att som på är av med til ikke og af det til yang dan dengan \
     untuk dari ini itu pada și în pe cu az és hogy nem egy ja ei oli ya wa kwa ni za";

/// Whether a text, or a stretch of at least a long sentence, is plainly in another language: in other letters, or full of its small
/// words. Names, numbers and lists are in none.
pub fn is_foreign(text: &str) -> bool {
    let (mut n_latin, mut n_other) = (0_usize, 0_usize);
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    for letter in letters.take(10 * ENOUGH) {
        let latin = letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter);
        *(if latin { &mut n_latin } else { &mut n_other }) += 1;
    }
    if n_other >= 4 && n_other > n_latin {
        return true;
    }
    let words = text.split(|c: char| !c.is_alphabetic());
    let (mut n_words, mut n_english, mut n_foreign) = (0_usize, 0_usize, 0_usize);
    let small = words.filter(|word| word.starts_with(char::is_lowercase));
    for word in small.take(ENOUGH) {
        n_words += 1;
        match English::of(word) {
            Some(English::Yes) => n_english += 1,
            Some(English::No) => n_foreign += 1,
            None => {}
        }
    }
    n_foreign >= 3 && n_foreign > 2 * n_english && n_foreign * 100 >= n_words * 8
}

/// So many words are looked at, and ten times as many letters.
const ENOUGH: usize = 500;

#[derive(Clone, Copy)]
enum English {
    Yes,
    No,
}

impl English {
    /// What a small word speaks for.
    fn of(word: &str) -> Option<Self> {
        static WORDS: LazyLock<HashMap<&str, English>> = LazyLock::new(|| {
            let english = ENGLISH.split(' ').map(|word| (word, English::Yes));
            let foreign = FOREIGN.split(' ').map(|word| (word, English::No));
            english.chain(foreign).collect()
        });
        // All of them are this short.
        (word.len() <= 6)
            .then(|| WORDS.get(word).copied())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_from_english() {
        for text in [
            "Le ministre a rencontré mardi son homologue pour discuter de la reprise des pourparlers.",
            "Der Minister hat am Dienstag seinen Kollegen getroffen, um über das Programm und die Lage zu sprechen.",
            "El ministro se reunió el martes con su homólogo para hablar del programa de su país.",
            "Il ministro ha incontrato il suo omologo per discutere del programma che il Paese ha avviato.",
            "De minister sprak met het parlement over een plan van de regering, dat niet op tijd komt.",
            "Bakan, salı günü mevkidaşı ile ülkesinin programını ve yeni bir anlaşma için şartları görüştü.",
            "Министр встретился с коллегой.",
            "التقى الوزير نظيره",
            "دیدار وزیر با همتای خود",
            "外交部长会见了代表",
            "Υπουργός στην Αθήνα",
        ] {
            assert!(is_foreign(text), "{text}");
        }
    }

    #[test]
    fn english_and_lists_of_names_are_not() {
        for text in [
            "",
            "The minister met his counterpart in Muscat on Tuesday.",
            "La Paz, Los Angeles, El Salvador and Le Havre were on the list of the van der Berg family.",
            "Angela Merkel, Emmanuel Macron, Pedro Sánchez",
            "He said “c'est la vie” and left for the airport.",
            "ENVOYS MEET IN OSLO",
            "Results: 3-1, 2-2, 0-4",
            "The word 伊朗 means Iran.",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}

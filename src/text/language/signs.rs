//! By what languages are known: small words and letters.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Small words of English that are hardly any in its neighbours.
const ENGLISH: &str = "the of and to that for with was is by from at it his her has have be are this which will not but \
     they had were their who been said after would more than about when there could into its we you our";

/// Small words that are hardly any in English, by language; one word may be in several.
pub(super) const FOREIGN: &[(&str, &str)] = &[
    (
        "French",
        "le la les de du des et est une dans que qui avec sur par aux ont été ses cette mais ce il elle sont leur selon \
         nous vous je ne pas au",
    ),
    (
        "German",
        "der das und den dem von mit ist nicht ein eine einen auf für sich auch als nach bei wird wurde haben hat zu im \
         zum zur wir sie ich aus dass sind über",
    ),
    (
        "Spanish",
        "el la los las del de y en con se su más pero lo como fue han según que una sus este esta para por",
    ),
    (
        "Italian",
        "di che della nel anche gli alla dei il la le una sono è più questo delle con",
    ),
    (
        "Portuguese",
        "não em um uma da dos das ao pela pelo os de que para foi mais é na no seu sua",
    ),
    (
        "Dutch",
        "het een van voor niet zijn dat op te aan bij de en wordt ook naar heeft",
    ),
    (
        "Turkish",
        "ve bir bu ile için olarak daha gibi sonra kadar olan",
    ),
    ("Polish", "się nie jest że na po oraz dla jak"),
    ("Swedish", "och att som på är av med det till inte"),
    ("Danish or Norwegian", "ikke og af av det til på med som"),
    (
        "Indonesian",
        "yang dan dengan untuk dari ini itu pada tidak akan",
    ),
    ("Romanian", "în și pe cu la de nu este lui din"),
    ("Hungarian", "az és hogy nem egy"),
    ("Finnish", "ja ei oli että"),
    ("Swahili", "ya wa kwa ni za na katika"),
];

/// What a language is called that has no name here.
pub(super) const OTHER: &str = "another language";

/// Letters by which a language is known.
pub(super) struct Script {
    pub language: &'static str,
    /// Ranges of letters, ends included.
    letters: &'static [(char, char)],
    /// One of them is enough: no other language of the same script has it.
    pub own: bool,
}

impl Script {
    pub fn holds(&self, letter: char) -> bool {
        let mut ranges = self.letters.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&letter))
    }
}

/// Those that only one language has come before the scripts they are part of.
pub(super) const SCRIPTS: &[Script] = &[
    Script {
        language: "Ukrainian",
        letters: &[('є', 'є'), ('ї', 'ї'), ('ґ', 'ґ')],
        own: true,
    },
    Script {
        language: "Belarusian",
        letters: &[('ў', 'ў')],
        own: true,
    },
    Script {
        language: "Kazakh",
        letters: &[('ә', 'ә'), ('қ', 'қ'), ('ң', 'ң')],
        own: true,
    },
    Script {
        language: "Russian",
        letters: &[('ы', 'ы'), ('э', 'э'), ('ё', 'ё')],
        own: true,
    },
    Script {
        language: "a language in Cyrillic letters",
        letters: &[('Ѐ', 'ӿ')],
        own: false,
    },
    Script {
        language: "Urdu",
        letters: &[('ٹ', 'ٹ'), ('ڈ', 'ڈ'), ('ڑ', 'ڑ'), ('ے', 'ے')],
        own: true,
    },
    Script {
        language: "Persian",
        letters: &[
            ('پ', 'پ'),
            ('چ', 'چ'),
            ('ژ', 'ژ'),
            ('گ', 'گ'),
            ('ک', 'ک'),
            ('ی', 'ی'),
        ],
        own: true,
    },
    Script {
        language: "Arabic",
        letters: &[('\u{620}', '\u{6ff}')],
        own: false,
    },
    Script {
        language: "Hebrew",
        letters: &[('\u{5d0}', '\u{5ea}')],
        own: false,
    },
    Script {
        language: "Greek",
        letters: &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')],
        own: false,
    },
    Script {
        language: "Japanese",
        letters: &[('\u{3040}', '\u{30ff}')],
        own: true,
    },
    Script {
        language: "Korean",
        letters: &[('\u{ac00}', '\u{d7a3}')],
        own: false,
    },
    Script {
        language: "Chinese",
        letters: &[('\u{4e00}', '\u{9fff}')],
        own: false,
    },
    Script {
        language: "Hindi",
        letters: &[('\u{900}', '\u{97f}')],
        own: false,
    },
    Script {
        language: "Georgian",
        letters: &[('\u{10a0}', '\u{10ff}')],
        own: false,
    },
    Script {
        language: "Armenian",
        letters: &[('\u{530}', '\u{58f}')],
        own: false,
    },
    Script {
        language: "Thai",
        letters: &[('\u{e00}', '\u{e7f}')],
        own: false,
    },
];

#[derive(Clone, Copy)]
pub(super) enum Word {
    English,
    /// One bit for each language of `FOREIGN` that has it.
    Foreign(u32),
}

impl Word {
    /// What a small word speaks for.
    pub fn of(word: &str) -> Option<Self> {
        static WORDS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
            let mut words = HashMap::new();
            for (at, (_, list)) in FOREIGN.iter().enumerate() {
                for word in list.split_ascii_whitespace() {
                    let bit = 1 << at;
                    let entry = words.entry(word).or_insert(Word::Foreign(0));
                    if let Word::Foreign(bits) = entry {
                        *bits |= bit;
                    }
                }
            }
            words.extend(
                ENGLISH
                    .split_ascii_whitespace()
                    .map(|word| (word, Word::English)),
            );
            words
        });
        // All of them are this short.
        (word.len() <= 6)
            .then(|| WORDS.get(word).copied())
            .flatten()
    }
}

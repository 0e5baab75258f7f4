//! Whether a text, or a part of it, is English, which is all the reader knows; and failing that, which language it is.

mod signs;

use crate::model::Span;
use crate::text::language::signs::{FOREIGN, OTHER, SCRIPTS, Word};
use crate::text::sentences;

/// "Charles de Gaulle", "Ursula von der Leyen", "Bashar al Assad": between capitals these speak for no language.
const PARTICLES: &[&str] = &[
    "de", "la", "le", "du", "des", "der", "den", "von", "van", "di", "da", "del", "della", "dos",
    "das", "el", "los", "las", "y", "te", "zu", "zur", "dem",
];

/// So many small words are looked at, and ten times as many letters.
const ENOUGH: usize = 500;

/// So many different small words show a language: "care, care, care" is in none.
const FEW: usize = 3;

/// The marks that open and close a quotation.
const QUOTES: &[(char, char)] = &[('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')];

/// The language of a text, or of a stretch of at least a long sentence, that is plainly not English: in other letters, or
/// full of the small words of others. Names, numbers and lists are in none.
pub fn foreign(text: &str) -> Option<&'static str> {
    Counts::of(text).foreign()
}

pub fn is_foreign(text: &str) -> bool {
    foreign(text).is_some()
}

/// What of `within`, a paragraph, is in another language, and in which: all of it, else sentences, else quotations.
/// The parts are in order and do not overlap. In an article that is in `main`, what is not plainly English is too.
pub fn foreign_parts(
    text: &str,
    within: Span,
    main: Option<&'static str>,
) -> Vec<(Span, &'static str)> {
    let counts = Counts::of(within.of(text));
    let whole = counts
        .foreign()
        .or(main.filter(|_| !counts.is_plainly_english()));
    match whole {
        Some(language) if counts.n_english == 0 => return vec![(within, language)],
        None if !counts.may_hold_foreign() => return Vec::new(),
        _ => {}
    }
    let mut parts: Vec<(Span, &'static str)> = Vec::new();
    let (mut all, mut end) = (true, None);
    for sentence in sentences(text, within) {
        match sentence_parts(text, sentence, whole).as_slice() {
            [(part, language)] if *part == sentence => match parts.last_mut() {
                Some((last, same)) if same == language && end == Some(last.end()) => {
                    *last = last.join(sentence);
                }
                _ => parts.push((sentence, *language)),
            },
            found => {
                parts.extend(found);
                all = false;
            }
        }
        end = Some(sentence.end());
    }
    match whole.filter(|_| all) {
        Some(language) => vec![(within, language)],
        None => parts,
    }
}

/// The whole sentence, or its quotations; `around` is the language of its paragraph, where that is not English.
fn sentence_parts(
    text: &str,
    sentence: Span,
    around: Option<&'static str>,
) -> Vec<(Span, &'static str)> {
    let all = Counts::of(sentence.of(text));
    let is_english = |counts: &Counts| counts.n_english > counts.n_foreign;
    if all.n_english > 0 {
        let (mut quotations, mut rest) = (Vec::new(), all.clone());
        for quotation in quotations_of(text, sentence) {
            let counts = Counts::of(quotation.of(text));
            if let Some(language) = counts.foreign() {
                quotations.push((quotation, language));
                rest.n_english = rest.n_english.saturating_sub(counts.n_english);
                rest.n_foreign = rest.n_foreign.saturating_sub(counts.n_foreign);
            }
        }
        if !quotations.is_empty() && is_english(&rest) {
            return quotations;
        }
    }
    let language = all.foreign().or(around.filter(|_| !is_english(&all)));
    language
        .map(|language| (sentence, language))
        .into_iter()
        .collect()
}

/// What stands between quotation marks.
fn quotations_of(text: &str, sentence: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = sentence.start();
    while let Some((at, open, close)) = text.get(from..sentence.end()).and_then(opening) {
        let start = from + at + open.len_utf8();
        let rest = text.get(start..sentence.end()).unwrap_or_default();
        let Some(len) = rest.find(close) else {
            // A quotation of several sentences goes on in the next.
            found.push(Span::new(start, sentence.end()));
            break;
        };
        found.push(Span::new(start, start + len));
        from = start + len + close.len_utf8();
    }
    found
}

fn opening(rest: &str) -> Option<(usize, char, char)> {
    rest.char_indices().find_map(|(at, mark)| {
        let (open, close) = QUOTES.iter().find(|(open, _)| *open == mark)?;
        Some((at, *open, *close))
    })
}

/// What the letters and small words of a stretch speak for.
#[derive(Clone, Default)]
struct Counts {
    n_latin: usize,
    n_other: usize,
    /// Letters of scripts by which a language is known.
    scripts: [usize; SCRIPTS.len()],
    n_words: usize,
    n_english: usize,
    n_foreign: usize,
    /// How many of the foreign ones differ, up to `FEW`.
    n_different: usize,
    /// Small words by language, as in `FOREIGN`.
    votes: [usize; FOREIGN.len()],
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut has_small = false;
        let letters = text.chars().filter(|letter| letter.is_alphabetic());
        for letter in letters.take(10 * ENOUGH) {
            has_small |= letter.is_lowercase();
            let latin = letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter);
            if latin {
                counts.n_latin += 1;
                continue;
            }
            counts.n_other += 1;
            let script = SCRIPTS.iter().position(|script| script.holds(letter));
            if let Some(n) = script.and_then(|at| counts.scripts.get_mut(at)) {
                *n += 1;
            }
        }
        if has_small {
            counts.add_words(text);
        } else if counts.n_latin > 40 {
            let end = text.floor_char_boundary(10 * ENOUGH);
            counts.add_words(&text.get(..end).unwrap_or_default().to_lowercase());
        }
        counts
    }

    fn add_words(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphabetic());
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        let mut in_name = false;
        let mut different = [""; FEW];
        while let Some(word) = words.next() {
            if word.starts_with(char::is_uppercase) {
                in_name = true;
                continue;
            }
            let goes_on = words.peek().is_some_and(|next| {
                next.starts_with(char::is_uppercase) || PARTICLES.contains(next)
            });
            in_name = in_name && goes_on && PARTICLES.contains(&word);
            if in_name {
                continue;
            }
            self.n_words += 1;
            match Word::of(word) {
                Some(Word::English) => self.n_english += 1,
                Some(Word::Foreign(languages)) => {
                    self.n_foreign += 1;
                    if !different.contains(&word)
                        && let Some(place) = different.get_mut(self.n_different)
                    {
                        *place = word;
                        self.n_different += 1;
                    }
                    for (at, votes) in self.votes.iter_mut().enumerate() {
                        *votes += usize::from(languages >> at & 1 == 1);
                    }
                }
                None => {}
            }
            if self.n_words == ENOUGH {
                break;
            }
        }
    }

    fn foreign(&self) -> Option<&'static str> {
        if self.n_other >= 4 && self.n_other > self.n_latin {
            return Some(self.script());
        }
        let plainly = self.n_different >= FEW
            && self.n_foreign > 2 * self.n_english
            && self.n_foreign * 100 >= self.n_words * 8;
        plainly.then(|| self.latin())
    }

    fn is_plainly_english(&self) -> bool {
        self.n_english >= 3
            && self.n_english > 2 * self.n_foreign
            && self.n_english * 100 >= self.n_words * 15
    }

    /// Whether a sentence or quotation of it can be foreign.
    fn may_hold_foreign(&self) -> bool {
        self.n_other >= 4 || self.n_foreign >= 3 || self.n_words == ENOUGH
    }

    /// The one language that has the most of the small words.
    fn latin(&self) -> &'static str {
        let most = self.votes.iter().max().copied().unwrap_or(0);
        let mut leading = FOREIGN
            .iter()
            .zip(&self.votes)
            .filter(|(_, votes)| **votes == most);
        match (leading.next(), leading.next()) {
            (Some(((name, _), _)), None) => name,
            _ => OTHER,
        }
    }

    /// The language that alone has some of the letters, else the one that has most of them.
    fn script(&self) -> &'static str {
        let mut found = SCRIPTS.iter().zip(self.scripts);
        let known = found.find(|(script, n)| *n > 0 && script.own || n * 2 > self.n_other);
        known.map_or(OTHER, |(script, _)| script.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_from_english() {
        for (language, text) in [
            (
                "French",
                "Le ministre a rencontré mardi son homologue pour discuter de la reprise des pourparlers.",
            ),
            (
                "French",
                "LE MINISTRE A RENCONTRÉ MARDI SON HOMOLOGUE POUR DISCUTER DE LA REPRISE DES POURPARLERS.",
            ),
            (
                "German",
                "Der Minister hat am Dienstag seinen Kollegen getroffen, um über das Programm und die Lage zu sprechen.",
            ),
            (
                "Spanish",
                "El ministro se reunió el martes con su homólogo para hablar del programa de su país.",
            ),
            (
                "Italian",
                "Il ministro ha incontrato il suo omologo per discutere del programma che il Paese ha avviato.",
            ),
            (
                "Dutch",
                "De minister sprak met het parlement over een plan van de regering, dat niet op tijd komt.",
            ),
            (
                "Portuguese",
                "O ministro não quis comentar, mas o governo do país vai ao encontro dos que pedem uma saída pela via do diálogo.",
            ),
            (
                "Turkish",
                "Bakan, salı günü mevkidaşı ile ülkesinin programını ve yeni bir anlaşma için şartları görüştü.",
            ),
            (
                "Russian",
                "Министр встретился с коллегой и обсудил с ним планы этой встречи.",
            ),
            ("Ukrainian", "Міністр зустрівся з колегою в Києві."),
            ("a language in Cyrillic letters", "Министр встретился"),
            ("Arabic", "التقى الوزير نظيره"),
            ("Persian", "دیدار وزیر با همتای خود"),
            ("Chinese", "外交部长会见了代表"),
            ("Japanese", "外務大臣が代表と会った"),
            ("Greek", "Υπουργός στην Αθήνα"),
        ] {
            assert_eq!(foreign(text), Some(language), "{text}");
        }
    }

    #[test]
    fn english_and_lists_of_names_are_not() {
        for text in [
            "",
            "The minister met his counterpart in Muscat on Tuesday.",
            "La Paz, Los Angeles, El Salvador and Le Havre were on the list of the van der Berg family.",
            "Angela Merkel, Emmanuel Macron, Pedro Sánchez",
            "Ursula von der Leyen, Charles de Gaulle, Simone van den Berg, Rosa de la Cruz y Vega, Ana de los Santos",
            "He said “c'est la vie” and left for the airport.",
            "ENVOYS MEET IN OSLO",
            "Traditional een or managed een, every American deserves quality een.",
            "Write to amy@fish.example.com.de or to www.fish.example.com.de/de.",
            "Results: 3-1, 2-2, 0-4",
            "The word 伊朗 means Iran.",
        ] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str)]) {
        let parts = foreign_parts(text, Span::new(0, text.len()), None);
        let found: Vec<_> = parts
            .iter()
            .map(|(span, name)| (span.of(text), *name))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn of_an_english_paragraph_sentences_and_quotations_may_be_foreign() {
        check(
            "The minister spoke first to all that had come. Nous ne céderons pas aux menaces de la rue. Il a tort, dit le maire de la ville. Then he was gone for the day.",
            &[(
                "Nous ne céderons pas aux menaces de la rue. Il a tort, dit le maire de la ville.",
                "French",
            )],
        );
        check(
            "“Wir werden uns dem Druck nicht beugen und das Abkommen mit dem Nachbarn halten”, the chancellor said in Vienna.",
            &[(
                "Wir werden uns dem Druck nicht beugen und das Abkommen mit dem Nachbarn halten",
                "German",
            )],
        );
        check(
            "He said to them: “Le ministre est dans la rue. Il ne veut pas de la paix.” Then he was gone for the day.",
            &[(
                "Le ministre est dans la rue. Il ne veut pas de la paix.”",
                "French",
            )],
        );
        check(
            "The minister wrote: \"Мы не уступим давлению\", and the envoy of Chad left.",
            &[("Мы не уступим давлению", "Russian")],
        );
        check(
            "He called it “la joie de vivre” and “the joy of the street”.",
            &[],
        );
        check("The Partido de los Trabajadores y del Pueblo won.", &[]);
    }

    #[test]
    fn in_an_article_of_another_language_what_is_plainly_english_is_read() {
        let parts =
            |text: &str| foreign_parts(text, Span::new(0, text.len()), Some("French")).len();
        assert_eq!(parts("Paris, lundi"), 1);
        assert_eq!(
            parts("The minister has told the envoys that it was late."),
            0
        );
    }
}

//! One way to look up phrases, shared by all tables.
//!
//! Phrases are matched against the text itself, not against tokens: "F-35", "Al-Qaida" and "U.S." are found however a tokenizer
//! cuts them, over a line break, with a curly apostrophe, an en dash or a soft hyphen inside.

use crate::model::Span;

/// How capitals count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Case {
    /// As in the table, or all in capitals as headlines have it: "Iran", "IRAN", not "iran".
    /// Short names must be exact: "Mali" may shout, but "US" is never "us" and "Who" never "WHO".
    #[default]
    Proper,
    /// Any: "Foreign Minister", "foreign minister". The table is in lower case.
    Any,
}

/// A phrase found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Hit<'a, T> {
    pub span: Span,
    /// As the table writes it.
    pub phrase: &'static str,
    pub value: &'a T,
}

impl<T> Clone for Hit<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Hit<'_, T> {}

#[derive(Debug)]
struct Entry<T> {
    /// Of the phrase's first word, in lower case.
    first_word: u64,
    phrase: &'static str,
    value: T,
}

/// Phrases with what each stands for.
#[derive(Debug)]
pub struct Phrases<T> {
    case: Case,
    /// By hash of the first word, then longest first.
    entries: Vec<Entry<T>>,
    /// By the first bits of a hash, and one more: the first entry whose hash is not smaller.
    shelves: Vec<u32>,
    /// What is left of a hash tells its shelf.
    shift: u32,
    beginnings: Beginnings,
}

/// How the phrases of a list may begin: most words of a text are not looked up, since none begins like them.
#[derive(Debug)]
struct Beginnings([u64; 64]);

impl Beginnings {
    fn add(&mut self, phrase: &str) {
        if let Some((word, bit)) = Self::place(phrase) {
            self.0[word] |= bit;
        }
    }

    /// Whether a phrase may begin as `text` does.
    fn may_be(&self, text: &str) -> bool {
        Self::place(text).is_none_or(|(word, bit)| self.0[word] & bit != 0)
    }

    /// Where the first three letters or digits are marked; only where there are so many, and plain ones.
    fn place(text: &str) -> Option<(usize, u64)> {
        let &[a, b, c] = text.as_bytes().first_chunk()?;
        let plain = [a, b, c].iter().all(u8::is_ascii_alphanumeric);
        let letters = u32::from_le_bytes([a, b, c, 0]) | 0x0020_2020;
        let mark = letters.wrapping_mul(0x9e37_79b1) >> 20;
        plain.then_some(((mark >> 6) as usize, 1 << (mark & 63)))
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            case: Case::default(),
            entries: Vec::new(),
            shelves: Vec::new(),
            shift: u64::BITS - 1,
            beginnings: Beginnings([0; 64]),
        }
    }
}

impl<T> Phrases<T> {
    /// Fails with the phrase that stands twice, or that no text can match.
    pub(super) fn new(
        case: Case,
        phrases: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Result<Self, &'static str> {
        let mut entries: Vec<Entry<T>> = phrases
            .into_iter()
            .map(|(phrase, value)| Entry {
                first_word: hash_of_first_word(phrase),
                phrase,
                value,
            })
            .collect();
        entries.sort_unstable_by(|a, b| {
            let by_length = || b.phrase.len().cmp(&a.phrase.len());
            let by_phrase = || a.phrase.cmp(b.phrase);
            let by_word = a.first_word.cmp(&b.first_word);
            by_word.then_with(by_length).then_with(by_phrase)
        });
        for pair in entries.windows(2) {
            if let [a, b] = pair
                && a.phrase == b.phrase
            {
                return Err(a.phrase);
            }
        }
        let unmatchable = |e: &&Entry<T>| {
            !e.phrase.starts_with(char::is_alphanumeric)
                || case == Case::Any && e.phrase.chars().any(char::is_uppercase)
        };
        if let Some(entry) = entries.iter().find(unmatchable) {
            return Err(entry.phrase);
        }
        let mut beginnings = Beginnings([0; 64]);
        for entry in &entries {
            beginnings.add(entry.phrase);
        }
        let bits = entries.len().max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut shelves = Vec::with_capacity((1 << bits) + 1);
        for (at, entry) in entries.iter().enumerate() {
            let shelf = (entry.first_word >> shift) as usize;
            if shelves.len() <= shelf {
                shelves.resize(shelf + 1, at as u32);
            }
        }
        shelves.resize((1 << bits) + 1, entries.len() as u32);
        Ok(Self {
            case,
            entries,
            shelves,
            shift,
            beginnings,
        })
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The longest phrase that begins at byte `from` of `text` and ends at the end of a word.
    /// The caller sees to it that `from` is the beginning of one.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, T>> {
        let rest = text.get(from..)?;
        self.candidates(rest).find_map(|entry| {
            let len = match_len(entry.phrase, rest, self.case)?;
            Some(Hit {
                span: Span::new(from, from + len),
                phrase: entry.phrase,
                value: &entry.value,
            })
        })
    }

    /// What the whole of `phrase` stands for.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        self.candidates(phrase)
            .find(|entry| match_len(entry.phrase, phrase, self.case) == Some(phrase.len()))
            .map(|entry| &entry.value)
    }

    /// All phrases with their values, in an order that only the table decides.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        self.entries
            .iter()
            .map(|entry| (entry.phrase, &entry.value))
    }

    fn candidates(&self, rest: &str) -> impl Iterator<Item = &Entry<T>> {
        let may_be = self.beginnings.may_be(rest);
        let wanted = if may_be { hash_of_first_word(rest) } else { 0 };
        let shelf = (wanted >> self.shift) as usize;
        let start = |shelf: usize| self.shelves.get(shelf).map_or(0, |&start| start as usize);
        let entries = self.entries.get(start(shelf)..start(shelf + 1));
        entries
            .filter(|_| may_be)
            .unwrap_or_default()
            .iter()
            .skip_while(move |e| e.first_word < wanted)
            .take_while(move |e| e.first_word == wanted)
    }
}

/// FNV-1a over the lower-case letters and digits that `text` begins with.
fn hash_of_first_word(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |c: char| hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3);
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric);
    let n_letters = letters
        .map(|byte| add(char::from(byte.to_ascii_lowercase())))
        .count();
    let rest = text.get(n_letters..).unwrap_or_default();
    for c in rest.chars() {
        if c.is_ascii_alphanumeric() {
            add(c.to_ascii_lowercase());
        } else if c.is_ascii() || !c.is_alphanumeric() && !is_invisible(c) {
            break;
        } else if !is_invisible(c) {
            c.to_lowercase().for_each(&mut add);
        }
    }
    // Short words differ in the lower bits only.
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Bytes of `text` that `phrase` takes, if it is what `text` begins with.
fn match_len(phrase: &str, text: &str, case: Case) -> Option<usize> {
    if case == Case::Any {
        return match_as(phrase, text, |wanted, found| {
            found == wanted || found.to_lowercase().eq([wanted])
        });
    }
    match_as(phrase, text, |wanted, found| found == wanted).or_else(|| {
        let may_shout = phrase.chars().nth(3).is_some();
        let shouted = |wanted: char, found: char| wanted.to_uppercase().eq([found]);
        may_shout.then(|| match_as(phrase, text, shouted))?
    })
}

fn match_as(phrase: &str, text: &str, same_letter: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut found = text
        .char_indices()
        .filter(|(_, c)| !is_invisible(*c))
        .peekable();
    for wanted in phrase.chars() {
        let (_, c) = found.next()?;
        let same = match wanted {
            ' ' => c.is_whitespace(),
            '-' => matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–'),
            '\'' => matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`'),
            _ => same_letter(wanted, c),
        };
        if !same {
            return None;
        }
        if wanted == ' ' {
            let mut n_breaks = usize::from(c == '\n');
            while let Some((_, c)) = found.next_if(|(_, c)| c.is_whitespace()) {
                n_breaks += usize::from(c == '\n');
            }
            // A blank line ends a paragraph, and no name goes on beyond it.
            if n_breaks > 1 {
                return None;
            }
        }
    }
    let inside_word = phrase.ends_with(char::is_alphanumeric)
        && found.peek().is_some_and(|(_, c)| c.is_alphanumeric());
    let end = found.peek().map_or(text.len(), |(at, _)| *at);
    (!inside_word).then_some(end)
}

/// Soft hyphens, joiners and direction marks: they stand in the text and are no letters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(case: Case, phrases: &[&'static str], text: &str, expected: Option<&str>) {
        let list = Phrases::new(case, phrases.iter().map(|p| (*p, ()))).unwrap();
        let hit = list.at(text, 0);
        assert_eq!(hit.map(|h| h.span.of(text)), expected, "{text}");
    }

    #[test]
    fn the_longest_phrase_wins() {
        let list = ["Guinea", "Guinea-Bissau", "Papua New Guinea"];
        check(
            Case::Proper,
            &list,
            "Guinea-Bissau voted",
            Some("Guinea-Bissau"),
        );
        check(Case::Proper, &list, "Guinea voted", Some("Guinea"));
        check(Case::Proper, &list, "Guinea-led", Some("Guinea"));
        check(Case::Proper, &list, "Guineans voted", None);
    }

    #[test]
    fn headlines_may_shout_but_short_names_are_exact() {
        check(Case::Proper, &["Oman"], "OMAN TO HOST", Some("OMAN"));
        check(Case::Proper, &["Oman"], "oman", None);
        check(Case::Proper, &["US"], "us", None);
        check(Case::Proper, &["Who"], "WHO", None);
        check(
            Case::Any,
            &["foreign minister"],
            "Foreign MINISTER",
            Some("Foreign MINISTER"),
        );
    }

    #[test]
    fn the_way_a_text_is_set_does_not_matter() {
        check(
            Case::Proper,
            &["Quai d'Orsay"],
            "Quai\nd’Orsay said",
            Some("Quai\nd’Orsay"),
        );
        check(Case::Proper, &["F-35"], "F‑35s", None);
        check(Case::Proper, &["F-35"], "F‑35 jets", Some("F‑35"));
        check(Case::Proper, &["Kiel"], "Ki\u{ad}el.", Some("Ki\u{ad}el"));
        check(Case::Proper, &["Cape Town"], "Cape\n\nTown", None);
        check(Case::Proper, &["U.S."], "U.S. envoys", Some("U.S."));
    }

    #[test]
    fn a_phrase_twice_is_refused() {
        assert_eq!(
            Phrases::new(Case::Any, [("a", 1), ("a", 2)]).err(),
            Some("a")
        );
        assert_eq!(Phrases::new(Case::Any, [("Adm.", 1)]).err(), Some("Adm."));
    }
}

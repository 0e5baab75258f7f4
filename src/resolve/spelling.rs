//! When two spellings are one name: letters after transliteration, token by token.

/// A word in plain small letters: "Müller" → "muller", "al-Qa’im" → "al-qaim".
pub(super) fn plain(word: &str) -> String {
    let ascii = any_ascii::any_ascii(word).to_lowercase();
    ascii
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '.')
        .collect()
}

/// A word as its sound is written in several ways: "Araghchi" and "Araqchi", "Zelensky" and "Zelenskyy", "Gaddafi" and "Qaddafi".
pub(super) fn folded(word: &str) -> String {
    let plain = plain(word);
    let bare = plain
        .strip_prefix("al-")
        .or_else(|| plain.strip_prefix("el-"))
        .unwrap_or(&plain);
    let mut out = String::new();
    let mut letters = bare.chars().filter(char::is_ascii_alphanumeric).peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let folded = match (letter, next) {
            ('g' | 'k', Some('h')) => {
                letters.next();
                'k'
            }
            ('p', Some('h')) => {
                letters.next();
                'f'
            }
            ('o', Some('o' | 'u')) => {
                letters.next();
                'u'
            }
            ('e', Some('e')) => {
                letters.next();
                'i'
            }
            ('q', _) => 'k',
            ('y' | 'j', _) => 'i',
            ('o', _) => 'u',
            ('e', _) => 'i',
            ('w', _) => 'v',
            _ => letter,
        };
        if !out.ends_with(folded) {
            out.push(folded);
        }
    }
    out
}

/// Whether two surnames or given names are one, spelt in two ways.
pub(super) fn same_sound(a: &str, b: &str) -> bool {
    a == b || a.len() >= 4 && b.len() >= 4 && folded(a) == folded(b)
}

/// How many letters must be put in, left out or changed to make `b` of `a`.
pub(super) fn n_changes(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (n, letter) in a.chars().enumerate() {
        let mut diagonal = n;
        let mut left = n + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(letter != *other))
                .min(left + 1)
                .min(*above + 1);
            diagonal = std::mem::replace(above, best);
            left = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_spellings() {
        for (a, b) in [
            ("Araghchi", "Araqchi"),
            ("Zelensky", "Zelenskyy"),
            ("Assad", "Asad"),
            ("Al-Thani", "Thani"),
            ("Müller", "Muller"),
            ("Yousef", "Yusef"),
        ] {
            assert!(same_sound(&plain(a), &plain(b)), "{a} {b}");
        }
    }

    #[test]
    fn letters_that_differ() {
        for (a, b, n) in [
            ("merkel", "markel", 1),
            ("holm", "holm", 0),
            ("", "ab", 2),
            ("lund", "lunde", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!((n_changes(a, b), n_changes(b, a)), (n, n), "{a} {b}");
        }
    }

    #[test]
    fn two_names_that_look_alike() {
        for (a, b) in [
            ("Iran", "Iraq"),
            ("Merkel", "Markel"),
            ("Bush", "Bash"),
            ("Lee", "Li"),
            ("Trump", "Tramp"),
        ] {
            assert!(!same_sound(&plain(a), &plain(b)), "{a} {b}");
        }
    }
}

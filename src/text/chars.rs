//! Classes of characters, and looking at a text without ever missing a boundary.

/// Soft hyphens, zero-width characters and direction marks: in the text, but not to be seen.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Accents, vowel points and variation selectors, which belong to the character before them.
fn is_combining(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{93c}'
            | '\u{94d}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// White space, and control characters that behave like it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// What may stand inside a word once it has begun.
pub(super) fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c) || is_invisible(c)
}

/// What sticks to the character before it, whatever that is.
pub(super) fn sticks(c: char) -> bool {
    is_combining(c) || is_invisible(c)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

pub(super) fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '؟' | '۔'
    )
}

/// May close what a sentence opened. A straight quote may do either.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '*'
    )
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '(' | '[' | '{' | '*'
    )
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '▪'
            | '●'
            | '◦'
            | '‣'
            | '■'
            | '►'
            | '▶'
            | '–'
            | '-'
            | '*'
            | '+'
            | '>'
            | '#'
    )
}

/// The character that starts at byte `at`.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The first byte from `from` whose character is not in the class.
pub(super) fn skip(text: &str, from: usize, class: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(|c| !class(c)).unwrap_or(rest.len())
}

/// As [`skip`], but looks at no more than `n_chars` characters.
pub(super) fn skip_at_most(
    text: &str,
    from: usize,
    n_chars: usize,
    class: impl Fn(char) -> bool,
) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest
        .chars()
        .take(n_chars)
        .take_while(|&c| class(c))
        .map(char::len_utf8)
        .sum::<usize>()
}

/// "Iran" → `Xxx`, "F-35" → `X-dd`: letters by case, digits, the rest as it is, runs cut at two.
pub fn shape(word: &str) -> String {
    let mut shape = String::new();
    let (mut last, mut run) = ('\0', 0);
    for letter in word.chars() {
        let class = match letter {
            _ if letter.is_uppercase() => 'X',
            _ if letter.is_alphabetic() => 'x',
            _ if letter.is_numeric() => 'd',
            _ => letter,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            shape.push(class);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_cut_runs_at_two() {
        assert_eq!(
            ["Iran", "F-35", "USS", "12"].map(shape),
            ["Xxx", "X-dd", "XX", "dd"]
        );
    }
}

//! Text in XML.

use std::borrow::Cow;

/// `text` for an attribute or an element; what XML 1.0 has no place for becomes U+FFFD.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'') && replacement(c).is_none();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(replacement(c).unwrap_or(c)),
        }
    }
    Cow::Owned(escaped)
}

fn replacement(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' => Some(' '),
        '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(escape("Oman"), "Oman");
        assert_eq!(
            escape("<a&\"b\"'>\n\0"),
            "&lt;a&amp;&quot;b&quot;&apos;&gt; \u{fffd}"
        );
    }
}

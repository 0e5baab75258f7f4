//! Words in the order they stand on the screen.
//!
//! egui sets every line from left to right. Within a word of Arabic or Hebrew letters the shaper turns them the right way round
//! and joins them; what is left to do is the order of the words among each other, and of what is between them.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

use crate::ingest::fonts::Script;

/// Text as egui has to be given it. The same bytes in another order, but for brackets that are turned round.
pub fn on_screen(text: &str) -> Cow<'_, str> {
    let is_rtl = |c: char| matches!(Script::of(c), Some(Script::Arabic | Script::Hebrew));
    if !text.contains(is_rtl) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, None);
    let mut out = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = text.get(run.clone()).unwrap_or_default();
            match levels.get(run.start).is_some_and(|level| level.is_rtl()) {
                true => push_turned(words, &mut out),
                false => out.push_str(words),
            }
        }
    }
    Cow::Owned(out)
}

/// Words from the right to the left, each left as it is.
fn push_turned(words: &str, out: &mut String) {
    let mut pieces: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before_joins = false;
    for (at, c) in words.char_indices() {
        let joins = joins(c);
        if at > start && !(joins && before_joins) {
            pieces.extend(words.get(start..at));
            start = at;
        }
        before_joins = joins;
    }
    pieces.extend(words.get(start..));
    for piece in pieces.into_iter().rev() {
        match mirrored(piece) {
            Some(turned) => out.push(turned),
            None => out.push_str(piece),
        }
    }
}

/// Whether the shaper sets a letter from right to left along with its neighbours.
fn joins(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::NSM)
        || matches!(c, '،' | '؛' | '؟' | '\u{200c}' | '\u{200d}')
}

fn mirrored(piece: &str) -> Option<char> {
    let turned = match piece {
        "(" => ')',
        ")" => '(',
        "[" => ']',
        "]" => '[',
        "«" => '»',
        "»" => '«',
        _ => return None,
    };
    Some(turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_from_right_to_left_and_letters_are_left_to_the_shaper() {
        for (text, expected) in [
            ("Abbas Araghchi", "Abbas Araghchi"),
            ("عباس", "عباس"),
            ("عباس عراقچی", "عراقچی عباس"),
            ("בנימין נתניהו", "נתניהו בנימין"),
            // A foreign name in an English line, and a bracket within it.
            ("Leader (علی خامنه‌ای) spoke", "Leader (خامنه‌ای علی) spoke"),
            // An English name in an Arabic line.
            ("وزارة CENTCOM الدفاع", "الدفاع CENTCOM وزارة"),
            // Figures keep their own order.
            ("חמאס 2026 עזה", "עזה 2026 חמאס"),
        ] {
            assert_eq!(on_screen(text), expected, "{text}");
        }
    }
}

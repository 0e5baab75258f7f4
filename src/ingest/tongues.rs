//! What of an article is not English, told in a sentence.

use crate::model::{Article, BlockKind, Note, Span};
use crate::text::language::{foreign, foreign_parts};

/// What becomes of it.
const READ: &str = "only names that the lists know are read in";

/// "This article is in French: …", "One paragraph is in French: …"; nothing where all that is told is in English.
pub(super) fn note(article: &Article) -> Option<Note> {
    let main = foreign(&article.text);
    let told = article.blocks.iter().filter(|block| {
        matches!(
            block.kind,
            BlockKind::Body | BlockKind::Headline | BlockKind::Caption
        )
    });
    let (mut parts, mut all, mut paragraphs) = (Vec::new(), true, true);
    for block in told {
        let found = foreign_parts(&article.text, block.span, main);
        let whole = found.first().is_some_and(|(span, _)| *span == block.span);
        all &= whole;
        paragraphs &= whole || found.is_empty();
        parts.extend(found);
    }
    if let Some(language) = main.filter(|_| all) {
        let what = format!("This article is in {language}: {READ} it, and no relations.");
        return Some(Note { span: None, what });
    }
    let first: Span = parts.first()?.0;
    let mut languages: Vec<&str> = Vec::new();
    for (_, language) in &parts {
        if !languages.contains(language) {
            languages.push(language);
        }
    }
    let noun = if paragraphs { "paragraph" } else { "passage" };
    let (who, it) = match parts.len() {
        1 => (format!("One {noun} is"), "it"),
        n => (format!("{n} {noun}s are"), "them"),
    };
    let language = match languages.as_slice() {
        [only] => (*only).to_owned(),
        [a, b] => format!("{a} and {b}"),
        _ => "other languages".to_owned(),
    };
    Some(Note {
        span: Some(first),
        what: format!("{who} in {language}: {READ} {it}."),
    })
}

#[cfg(test)]
mod tests {
    use crate::ingest::article;

    #[track_caller]
    fn check(page: &str, wanted: &[&str]) {
        let article = article("a.txt", page.as_bytes()).unwrap();
        let found: Vec<&str> = article
            .notes
            .iter()
            .map(|note| note.what.as_str())
            .collect();
        assert_eq!(found, wanted);
    }

    const ENGLISH: &str = "The envoys of the two republics have met in the old palace and were to meet again in the spring.";
    const FRENCH: &str =
        "Le ministre a déclaré que la reprise des pourparlers est une victoire pour son pays.";
    const GERMAN: &str = "Der Minister hat am Dienstag erklärt, dass die Gespräche für das Land und den Nachbarn wichtig sind.";

    #[test]
    fn what_is_not_english_is_told() {
        check(ENGLISH, &[]);
        check(
            FRENCH,
            &[
                "This article is in French: only names that the lists know are read in it, and no relations.",
            ],
        );
        check(
            &format!("{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}"),
            &["One paragraph is in French: only names that the lists know are read in it."],
        );
        check(
            &format!("{ENGLISH}\n\n{FRENCH}\n\n{GERMAN}"),
            &[
                "2 paragraphs are in French and German: only names that the lists know are read in them.",
            ],
        );
        check(
            &format!("{ENGLISH} {FRENCH} {ENGLISH}"),
            &["One passage is in French: only names that the lists know are read in it."],
        );
        // The same statement twice, in two languages: the English one is read.
        check(
            &format!(
                "{FRENCH}\n\nOn parle de la paix et du commerce avec les voisins.\n\n{ENGLISH}"
            ),
            &["2 paragraphs are in French: only names that the lists know are read in them."],
        );
    }

    #[test]
    fn the_note_leads_to_the_first_of_them() {
        let page = format!("{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}");
        let article = article("a.txt", page.as_bytes()).unwrap();
        let note = article.notes.first().unwrap();
        assert_eq!(note.span.unwrap().of(&page), FRENCH);
    }
}

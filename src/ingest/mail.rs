//! Letters: the lines at their head, and the sender's name at their foot.

use crate::ingest::lines::Piece;
use crate::model::BlockKind;

/// Names of the lines without which a page is no letter.
const HEADS: &[&str] = &[
    "From",
    "To",
    "Cc",
    "Bcc",
    "Date",
    "Sent",
    "Subject",
    "Reply-To",
    "Message-ID",
];

/// A head has no more lines.
const MOST: usize = 40;

/// Marks the head and foot of a letter; its subject is the headline. Other pages are left as they are.
pub(super) fn mark(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let named = |piece: &Piece| name(piece.span.of(text));
    let n_head = pieces
        .iter()
        .take(MOST)
        .take_while(|piece| named(piece).is_some())
        .count();
    let is_letter = pieces
        .iter()
        .take(n_head)
        .filter_map(named)
        .filter(|name| HEADS.contains(name))
        .count()
        >= 3;
    if !is_letter {
        return pieces;
    }
    let foot = pieces
        .iter()
        .position(|piece| matches!(piece.span.of(text), "--" | "-- "));
    let mut marked = Vec::with_capacity(pieces.len() + 1);
    for (at, piece) in pieces.into_iter().enumerate() {
        let is_foot = foot.is_some_and(|foot| (foot..foot + 10).contains(&at));
        match name(piece.span.of(text)).filter(|_| at < n_head) {
            Some("Subject") => marked.extend(subject(text, piece)),
            // Its day is read as any other.
            Some("Date" | "Sent") => marked.push(piece.known(BlockKind::Dateline)),
            Some(_) => marked.push(piece.known(BlockKind::Navigation)),
            None if is_foot => marked.push(piece.known(BlockKind::Navigation)),
            None => marked.push(piece),
        }
    }
    marked
}

/// "X-Mailer" of "X-Mailer: Northern Mail".
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (plain && name.len() <= 30 && name.starts_with(|c: char| c.is_ascii_uppercase()))
        .then_some(name)
}

fn subject(text: &str, piece: Piece) -> Vec<Piece> {
    let cut = piece.span.start() + "Subject:".len();
    let name = piece.part(text, piece.span.start(), cut);
    let words = piece.part(text, cut, piece.span.end());
    let name = name.map(|name| name.known(BlockKind::Navigation));
    let words = words.map(|words| words.known(BlockKind::Headline));
    name.into_iter().chain(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::lines::{Form, paragraphs};

    #[track_caller]
    fn check(page: &str, wanted: &[(&str, Option<BlockKind>)]) {
        let pieces = mark(page, paragraphs(page, 0, Form::Plain));
        let found: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.span.of(page), piece.kind))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_letter_has_head_and_foot() {
        check(
            "From: Press Office\nDate: 5 March 2025\nSubject: Envoys meet\nX-Mailer: Northern Mail\n\nThe envoys met.\n\n--\nFish Ministry",
            &[
                ("From: Press Office", Some(BlockKind::Navigation)),
                ("Date: 5 March 2025", Some(BlockKind::Dateline)),
                ("Subject:", Some(BlockKind::Navigation)),
                ("Envoys meet", Some(BlockKind::Headline)),
                ("X-Mailer: Northern Mail", Some(BlockKind::Navigation)),
                ("The envoys met.", None),
                ("--", Some(BlockKind::Navigation)),
                ("Fish Ministry", Some(BlockKind::Navigation)),
            ],
        );
    }

    #[test]
    fn other_pages_are_none() {
        check(
            "Date: 5 March 2025\nOslo: Envoys meet\nThe envoys met.",
            &[
                ("Date: 5 March 2025", None),
                ("Oslo: Envoys meet", None),
                ("The envoys met.", None),
            ],
        );
    }
}

//! What a page says twice, and captions glued to the paragraph before them.

use std::collections::HashMap;

use crate::ingest::cues::n_words;
use crate::ingest::lines::Piece;
use crate::model::{BlockKind, Span};
use crate::text::is_invisible;

/// Shorter lines may stand twice without being copies: "AFP", "Advertisement", "He said:".
const SHORTEST: usize = 25;

/// Captions are not longer than this, in bytes; nor is what is looked for at the ends of a paragraph.
const LONGEST: usize = 1200;

/// So many places are tried at either end of a paragraph.
const TRIES: usize = 12;

/// Marks every later copy of a line as a repeat, and the first as repeated; cuts off a copy that is glued to the end or the
/// start of a paragraph.
pub(super) fn mark(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut places: HashMap<u64, Span> = HashMap::new();
    for piece in &pieces {
        if let Some(key) = key(piece.span.of(text)) {
            places.entry(key).or_insert(piece.span);
        }
    }
    let mut unglued = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match cut(text, piece, &places) {
            Some(parts) => unglued.extend(parts),
            None => unglued.push(piece),
        }
    }
    let mut first: HashMap<u64, usize> = HashMap::new();
    for i in 0..unglued.len() {
        let Some(piece) = unglued
            .get(i)
            .copied()
            .filter(|piece| piece.kind.is_none_or(|kind| kind == BlockKind::Headline))
        else {
            continue;
        };
        let Some(key) = key(piece.span.of(text)) else {
            continue;
        };
        let before = *first.entry(key).or_insert(i);
        let same = |other: &Piece| folded(other.span.of(text)).eq(folded(piece.span.of(text)));
        if before < i && unglued.get(before).is_some_and(same) {
            if let Some(copy) = unglued.get_mut(i) {
                copy.kind = Some(BlockKind::Repeat);
            }
            if let Some(original) = unglued.get_mut(before) {
                original.repeated = true;
            }
        }
    }
    unglued
}

/// The two parts of a paragraph that ends or starts with another line of the page.
fn cut(text: &str, piece: Piece, places: &HashMap<u64, Span>) -> Option<[Piece; 2]> {
    if piece.kind.is_some() || piece.span.len() <= 2 * SHORTEST {
        return None;
    }
    let line = piece.span.of(text);
    let stands_alone = |part: &str| {
        key(part)
            .and_then(|key| places.get(&key))
            .is_some_and(|span| folded(span.of(text)).eq(folded(part)))
    };
    let at = seams_from_end(line)
        .find(|&seam| line.get(seam..).is_some_and(stands_alone))
        .or_else(|| {
            seams_from_start(line).find(|&seam| line.get(..seam).is_some_and(stands_alone))
        })?;
    let at = piece.span.start() + at;
    let first = piece.part(text, piece.span.start(), at)?;
    let second = Piece {
        apart: false,
        ..piece.part(text, at, piece.span.end())?
    };
    Some([first, second])
}

/// Places near the end where a capital follows a closing mark or a small letter, from the last to the first.
fn seams_from_end(line: &str) -> impl Iterator<Item = usize> {
    let from = line.ceil_char_boundary(line.len().saturating_sub(LONGEST));
    let tail = line.get(from..).unwrap_or_default();
    let seams = tail
        .char_indices()
        .rev()
        .filter(move |&(at, c)| is_seam(tail, at, c));
    seams.map(move |(at, _)| from + at).take(TRIES)
}

/// The same near the start, from the first to the last.
fn seams_from_start(line: &str) -> impl Iterator<Item = usize> {
    let head = line
        .get(..line.floor_char_boundary(LONGEST))
        .unwrap_or(line);
    head.char_indices()
        .filter(move |&(at, c)| at > 0 && is_seam(head, at, c))
        .map(|(at, _)| at)
        .take(TRIES)
}

fn is_seam(part: &str, at: usize, c: char) -> bool {
    let Some(head) = part.get(..at) else {
        return false;
    };
    let before = head.chars().next_back();
    let opens = c.is_uppercase() || matches!(c, '“' | '"' | '‘');
    let glued = |before: char| {
        before.is_lowercase()
            || before.is_numeric()
            || is_close(before)
            || is_capital_run(head, part, at)
    };
    let spaced = || {
        let trimmed = head.trim_end();
        trimmed.len() < head.len() && trimmed.chars().next_back().is_some_and(is_close)
    };
    opens && (before.is_some_and(glued) || spaced())
}

fn is_close(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']' | '…'
    )
}

/// "AFPOman": a capital that is followed by a small letter after a capital.
fn is_capital_run(head: &str, part: &str, at: usize) -> bool {
    let small_next = part
        .get(at..)
        .and_then(|tail| tail.chars().nth(1))
        .is_some_and(char::is_lowercase);
    small_next && head.chars().next_back().is_some_and(char::is_uppercase)
}

/// A number for the words of a line; `None` for lines that are too short or too long to be copies.
fn key(line: &str) -> Option<u64> {
    if !(SHORTEST..=4 * LONGEST).contains(&line.len()) || n_words(line, 5) < 5 {
        return None;
    }
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in folded(line) {
        hash = (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3);
    }
    Some(hash)
}

/// Lower case, one space between words, nothing invisible, one sort of quotes: copies differ in such things.
fn folded(line: &str) -> impl Iterator<Item = char> {
    let mut spaced = false;
    line.chars()
        .filter(|&c| !is_invisible(c))
        .filter_map(move |c| {
            let space = c.is_whitespace();
            let keep = !(space && spaced);
            spaced = space;
            keep.then_some(match c {
                '“' | '”' | '„' => '"',
                '‘' | '’' => '\'',
                _ if space => ' ',
                _ => c,
            })
        })
        .flat_map(char::to_lowercase)
}

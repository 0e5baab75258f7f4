//! What each stretch of a page is there for.

#[cfg(test)]
mod tests;

use crate::ingest::captions::{Look, credit, look};
use crate::ingest::cues::{
    are_names, ends_sentence, is_byline, is_direction, is_heading, is_name, is_navigation,
    is_signed, mostly_names, n_words, unlisted,
};
use crate::ingest::date::{self, Reading};
use crate::ingest::lines::{Form, Piece, paragraphs};
use crate::ingest::{facts, mail, markdown, repeats};
use crate::model::{Block, BlockKind};

/// Who wrote and who publishes stands within so many lines of the top.
const HEAD: usize = 8;

/// A page of more paragraphs is no article but a log or a list, and is taken as it is.
const MOST: usize = 50_000;

/// After these, titles of other articles follow.
const LISTS: &[&str] = &[
    "related",
    "most read",
    "most popular",
    "most viewed",
    "recommended",
    "more from",
    "more on",
    "more stories",
    "read more",
    "read next",
    "read also",
    "also read",
    "top stories",
    "trending",
    "latest",
    "keep reading",
    "explore more",
    "you may",
    "you might",
    "see also",
    "editor",
];

/// The blocks of a page, in order, without overlap; only white space and invisible marks are outside them.
pub(super) fn blocks(text: &str, form: Form) -> Vec<Block> {
    let pieces = match form {
        Form::Plain => paragraphs(text, 0, form),
        Form::Markdown => markdown::pieces(text),
    };
    if pieces.len() > MOST {
        let body = |piece: &Piece| Block {
            kind: BlockKind::Body,
            span: piece.span,
        };
        return pieces.iter().map(body).collect();
    }
    let pieces = mail::mark(text, pieces);
    let mut pieces = repeats::mark(text, pieces);
    mark_furniture(text, &mut pieces);
    mark_headline(text, &mut pieces);
    let mut pieces = split_captions(text, &pieces);
    mark_beside_captions(text, &mut pieces);
    mark_headings(text, &mut pieces);
    mark_lists(text, &mut pieces);
    let mut blocks = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let kind = piece.kind.unwrap_or(BlockKind::Body);
        let dateline = (kind == BlockKind::Body)
            .then(|| split_dateline(text, piece))
            .flatten();
        match dateline {
            Some([place, story]) => {
                blocks.push(Block {
                    kind: BlockKind::Dateline,
                    span: place.span,
                });
                blocks.push(Block {
                    kind,
                    span: story.span,
                });
            }
            None => blocks.push(Block {
                kind,
                span: piece.span,
            }),
        }
    }
    blocks
}

/// Lines that are known by their words alone: dates, bylines, navigation, the name of the paper.
fn mark_furniture(text: &str, pieces: &mut [Piece]) {
    let is_prose = |piece: &Piece| {
        ends_sentence(piece.span.of(text)) && n_words(piece.span.of(text), 12) >= 12
    };
    let n_head = pieces.iter().position(is_prose).unwrap_or(0).max(HEAD);
    for (i, piece) in pieces
        .iter_mut()
        .enumerate()
        .filter(|(_, piece)| piece.kind.is_none())
    {
        let line = piece.span.of(text);
        if line.len() > 400 {
            continue;
        }
        let head = i < n_head;
        let byline = head && facts::is_station(line)
            || is_byline(line)
                && (head
                    || !line.contains(" in ")
                    || line.starts_with("By ")
                    || line.contains(" by "));
        let signed = head && is_signed(line) && is_date_line(line, head);
        piece.kind = if byline || signed {
            Some(BlockKind::Byline)
        } else if is_date_line(line, head) {
            Some(BlockKind::Dateline)
        } else if is_navigation(line) || (head && facts::is_outlet(line)) {
            Some(BlockKind::Navigation)
        } else {
            None
        };
    }
    mark_names(text, pieces, n_head);
}

/// A writer's name on a line of its own, over the line that says more: "Ama Mensah", then "Northern News, Oslo"; several names
/// over the day.
/// The first line that is no furniture may be a headline of two words and is left alone.
fn mark_names(text: &str, pieces: &mut [Piece], n_head: usize) {
    let first = pieces
        .iter()
        .position(|piece| piece.kind.is_none())
        .unwrap_or(0);
    for i in (first + 1..n_head.min(pieces.len())).rev() {
        let below = pieces.get(i + 1).and_then(|next| next.kind);
        let signs = |piece: &Piece| {
            let line = piece.span.of(text);
            piece.kind.is_none()
                && match below {
                    Some(BlockKind::Byline) => is_name(line) || are_names(line),
                    Some(BlockKind::Dateline) => are_names(line),
                    _ => false,
                }
        };
        if let Some(piece) = pieces.get_mut(i).filter(|piece| signs(piece)) {
            piece.kind = Some(BlockKind::Byline);
        }
    }
}

/// A line that is there for its date; prose with a date in it is not. Over the story it may name a place: "Oslo, 5 March 2025".
fn is_date_line(line: &str, head: bool) -> bool {
    // A row of a table has days in its columns.
    if line.contains('\t') {
        return false;
    }
    if date::is_hour(line) {
        return true;
    }
    match date::read(line) {
        Reading::Day(found) => {
            let short = n_words(line, 15) <= 14 && !ends_sentence(line);
            found.alone
                || short
                    && (found.label.is_some()
                        || head && mostly_names(line) && !is_life(line) && n_words(line, 11) <= 10)
        }
        Reading::Ambiguous => n_words(line, 7) <= 6,
        Reading::None => false,
    }
}

/// "Born 9 August 1929 in Oslo": a day of a life, not of an article.
fn is_life(line: &str) -> bool {
    ["Born", "Died", "b.", "d."]
        .iter()
        .any(|lead| line.starts_with(lead))
}

/// The first line that is no furniture, if it looks like a headline; a short line over it (a kicker) is one too.
fn mark_headline(text: &str, pieces: &mut [Piece]) {
    // Markdown has said it itself.
    if pieces
        .iter()
        .any(|piece| piece.kind == Some(BlockKind::Headline))
    {
        return;
    }
    let free: Vec<usize> = (0..pieces.len())
        .filter(|&i| {
            pieces
                .get(i)
                .is_some_and(|piece| piece.kind.is_none() && !is_credited_line(piece.span.of(text)))
        })
        .take(3)
        .collect();
    let line = |nth: usize| {
        free.get(nth)
            .and_then(|&i| pieces.get(i))
            .map_or("", |piece| piece.span.of(text))
    };
    let words = |nth: usize| n_words(line(nth), 40);
    // "Ministers met in Oslo." over a longer paragraph is a headline with a full stop.
    let stopped = words(0) <= 14
        && words(1) >= 2 * words(0)
        && words(1) >= 12
        && free
            .get(1)
            .and_then(|&i| pieces.get(i))
            .is_some_and(|piece| piece.apart);
    let only = words(1) == 0 && ends_sentence(line(0));
    let is_headline = !only && !unlisted(line(0)).1 && (is_heading(line(0), 30) || stopped);
    let n_headlines = match () {
        () if !is_headline => 0,
        () if words(0) <= 3 && words(1) > 3 && words(2) > 0 && is_heading(line(1), 30) => 2,
        () => 1,
    };
    for &i in free.iter().take(n_headlines) {
        if let Some(piece) = pieces.get_mut(i) {
            piece.kind = Some(BlockKind::Headline);
        }
    }
}

/// "Two envoys in Oslo. AFP" over everything else is a caption, not a headline; "Envoys meet - AFP" is one.
fn is_credited_line(line: &str) -> bool {
    credit(line).is_some_and(|credit| {
        !credit.dashed && (credit.start == 0 || line.get(..credit.start).is_some_and(ends_sentence))
    })
}

/// Marks captions and credits, and cuts a credit off the caption it ends.
fn split_captions(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut found = Vec::with_capacity(pieces.len());
    for (i, &piece) in pieces.iter().enumerate() {
        let line = piece.span.of(text);
        match piece.kind {
            Some(BlockKind::Caption) | None => {}
            Some(_) => {
                found.push(piece);
                continue;
            }
        }
        let credit = credit(line);
        if credit.is_some_and(|credit| credit.start == 0) {
            found.push(piece.known(BlockKind::Credit));
            continue;
        }
        if is_direction(line) {
            found.push(piece.known(BlockKind::Navigation));
            continue;
        }
        let head = credit.and_then(|credit| {
            piece.part(text, piece.span.start(), piece.span.start() + credit.start)
        });
        let shown = look(head.map_or(line, |head| head.span.of(text)));
        let shows = piece.kind.is_some()
            || shown == Look::Strong
            || shown >= Look::Weak && piece.repeated
            || match credit {
                Some(credit) if credit.dashed => shown >= Look::Weak,
                Some(_) => shown >= Look::Open,
                None => shown >= Look::Weak && is_credited(text, pieces, i),
            };
        let kind = if shows {
            BlockKind::Caption
        } else {
            BlockKind::Body
        };
        match (head, credit) {
            (Some(head), Some(credit)) if head.span != piece.span => {
                found.push(head.known(kind));
                let tail = piece.part(text, piece.span.start() + credit.start, piece.span.end());
                found.extend(tail.map(|tail| tail.known(BlockKind::Credit)));
            }
            _ if shows => found.push(piece.known(kind)),
            _ => found.push(piece),
        }
    }
    found
}

/// The words for those who cannot see a picture stand over its caption; "Image caption," stands before it.
fn mark_beside_captions(text: &str, pieces: &mut [Piece]) {
    let is = |piece: Option<&Piece>, kind| piece.is_some_and(|piece| piece.kind == Some(kind));
    for i in (0..pieces.len()).rev() {
        let Some(piece) = pieces.get(i).copied().filter(|piece| piece.kind.is_none()) else {
            continue;
        };
        let line = piece.span.of(text);
        let shown = !ends_sentence(line)
            && look(line) >= Look::Weak
            && is(pieces.get(i + 1), BlockKind::Caption);
        let led = i > 0
            && pieces
                .get(i - 1)
                .is_some_and(|lead| is_caption_lead(lead.span.of(text)));
        if let Some(piece) = pieces
            .get_mut(i)
            .filter(|_| shown || led && line.len() < 400)
        {
            piece.kind = Some(BlockKind::Caption);
        }
    }
}

fn is_caption_lead(line: &str) -> bool {
    line.len() < 20
        && line
            .trim_end_matches([',', ':', ' '])
            .eq_ignore_ascii_case("image caption")
}

/// The next line is a credit and nothing else.
fn is_credited(text: &str, pieces: &[Piece], i: usize) -> bool {
    let next = pieces.get(i + 1).filter(|next| next.kind.is_none());
    next.is_some_and(|next| {
        next.span.len() < 120 && credit(next.span.of(text)).is_some_and(|credit| credit.start == 0)
    })
}

/// Headings between paragraphs: short, no full stop, after a sentence and before one.
fn mark_headings(text: &str, pieces: &mut [Piece]) {
    let is_prose = |piece: &Piece| {
        piece.kind.is_none_or(|kind| kind == BlockKind::Body) && ends_sentence(piece.span.of(text))
    };
    let mut after_prose = false;
    for i in 0..pieces.len() {
        let Some(piece) = pieces.get(i).copied() else {
            break;
        };
        let line = piece.span.of(text);
        // A byline or a picture may stand between a heading and its text.
        let mut below = pieces.iter().skip(i + 1).take(4);
        let next = below.find(|next| next.kind.is_none_or(|kind| kind == BlockKind::Body));
        let before_prose =
            next.is_some_and(|next| is_prose(next) && n_words(next.span.of(text), 9) >= 9);
        if piece.kind.is_none()
            && after_prose
            && before_prose
            && line.len() < 160
            && !unlisted(line).1
            && is_heading(line, 12)
            && let Some(piece) = pieces.get_mut(i)
        {
            piece.kind = Some(BlockKind::Headline);
        }
        after_prose |= is_prose(&piece);
    }
}

/// Titles of other articles after "Related", "Most read" …
fn mark_lists(text: &str, pieces: &mut [Piece]) {
    let (mut begun, mut listing) = (false, false);
    for piece in pieces {
        let line = piece.span.of(text);
        match piece.kind {
            Some(BlockKind::Navigation) => {
                let folded = line
                    .get(..line.floor_char_boundary(24))
                    .unwrap_or(line)
                    .to_lowercase();
                listing = begun && (listing || LISTS.iter().any(|list| folded.starts_with(list)));
            }
            None | Some(BlockKind::Headline)
                if listing && line.len() < 200 && !ends_sentence(line) =>
            {
                piece.kind = Some(BlockKind::Navigation);
            }
            None => {
                listing = false;
                begun |= ends_sentence(line);
            }
            Some(_) => {}
        }
    }
}

/// "OSLO, Norway (Agency) — Two envoys …": the place, and the story after the dash.
fn split_dateline(text: &str, piece: Piece) -> Option<[Piece; 2]> {
    let line = piece.span.of(text);
    let lead = line.get(..line.floor_char_boundary(100)).unwrap_or(line);
    let dash = lead.char_indices().find(|&(at, c)| {
        let spaced = lead.get(..at).is_some_and(|head| head.ends_with(' '));
        matches!(c, '—' | '–')
            || (c == '-' && spaced)
            || (c == '/' && lead.get(at..).is_some_and(|tail| tail.starts_with("/. ")))
    });
    let (at, mark) = dash?;
    let head = lead.get(..at)?.trim_end();
    let end = at + mark.len_utf8();
    let story = line
        .get(end..)?
        .trim_start_matches(['-', '—', '–', '.', ' ', '\u{a0}']);
    if !is_place(head) || !is_story(story) {
        return None;
    }
    let cut = piece.span.end() - story.len();
    Some([
        piece.part(text, piece.span.start(), cut)?,
        piece.part(text, cut, piece.span.end())?,
    ])
}

/// Names of places, perhaps a day and an agency: "OSLO, Nov. 3 (Agency)", "Muscat, Oman".
fn is_place(head: &str) -> bool {
    let first = head.split([',', ' ', '(', '/']).next().unwrap_or_default();
    let n_letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = n_letters >= 3
        && first
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\''));
    let agency = head.ends_with([')', '/']) || head.contains('/');
    let named = head.split_whitespace().all(|word| {
        let word = word.trim_start_matches(['(', '/']);
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || matches!(word, "of" | "de" | "and" | "the" | "al" | "on")
    });
    // "Iran – and its allies" and "Adeyemi, Oslo's guest – she …" are prose.
    // "Ama Mensah (9 August 1929 – 2014)"
    let closed = head.matches('(').count() == head.matches(')').count();
    named
        && closed
        && n_words(head, 11) <= 10
        && (capitals
            || agency
            || (head.contains(", ") && mostly_names(head) && !head.contains(['\'', '’'])))
}

/// Begins as a sentence does, and goes on in lower case.
fn is_story(story: &str) -> bool {
    let begins = story.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '\'' | '‘')
    });
    let n_small = story
        .split_whitespace()
        .take(14)
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let shouts = !story.chars().any(char::is_lowercase) && n_words(story, 8) == 8;
    begins && (n_small >= 4 || shouts)
}

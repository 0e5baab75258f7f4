//! The marks of Markdown: front matter, headings, pictures. The text keeps its marks; the blocks tell.

use crate::ingest::cues::{n_words, unlisted};
use crate::ingest::lines::{Form, Piece, paragraphs, trim};
use crate::model::{BlockKind, Span};

/// The pieces of a Markdown page, those known whose marks say what they are.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let front = front_matter(text);
    let mut found: Vec<Piece> = Vec::new();
    found.extend(front.map(|span| Piece::new(span, true).known(BlockKind::Navigation)));
    let (mut fenced, mut after_picture) = (false, false);
    for piece in paragraphs(text, front.map_or(0, Span::end), Form::Markdown) {
        let line = piece.span.of(text);
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
            found.push(piece.known(BlockKind::Navigation));
            continue;
        }
        if fenced || is_markup(line) {
            found.push(piece.known(BlockKind::Navigation));
            continue;
        }
        let parts = picture(text, piece);
        if !parts.is_empty() {
            found.extend(parts);
            after_picture = true;
            continue;
        }
        let underline =
            !piece.apart && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'));
        if underline && let Some(title) = found.last_mut().filter(|before| before.kind.is_none()) {
            title.kind = Some(BlockKind::Headline);
        }
        found.push(match line {
            _ if is_heading(line) => piece.known(BlockKind::Headline),
            _ if after_picture && is_emphasis(line) => piece.known(BlockKind::Caption),
            _ if is_bare_link(line) => piece.known(BlockKind::Navigation),
            _ => piece,
        });
        after_picture = false;
    }
    found
}

/// The values of front matter: `title: "Talks in Oslo"` or `title = "Talks in Oslo"`.
pub(super) fn front_value<'a>(text: &'a str, keys: &[&str]) -> Option<&'a str> {
    let front = front_matter(text)?.of(text);
    keys.iter().find_map(|&wanted| {
        front.lines().find_map(|line| {
            let (key, value) = line
                .split_once(':')
                .or_else(|| line.split_once('='))
                .filter(|(key, _)| !key.contains('='))?;
            let value = value.trim().trim_matches(['"', '\'']).trim();
            (key.trim().eq_ignore_ascii_case(wanted) && !value.is_empty()).then_some(value)
        })
    })
}

/// The block between two lines of "---" (YAML) or "+++" (TOML) at the start of the page.
fn front_matter(text: &str) -> Option<Span> {
    let start = trim(text, 0, text.len())?.start();
    let body = text.get(start..)?;
    let fence = ["---", "+++"].into_iter().find(|&fence| {
        body.lines()
            .next()
            .is_some_and(|line| line.trim_end() == fence)
    })?;
    let mut end = start;
    for (n, line) in body.split_inclusive('\n').enumerate() {
        end += line.len();
        if n > 0 && line.trim_end() == fence {
            return trim(text, start, end);
        }
        // Nobody writes so much about an article; a lone rule opens the page.
        if n > 100 || (n == 1 && line.trim().is_empty()) {
            return None;
        }
    }
    None
}

/// The name without marks: `# Talks *in* [Oslo](x)` is `Talks in Oslo`.
pub(super) fn unmarked(line: &str) -> String {
    let line = line
        .trim_start_matches(['#', '>', ' '])
        .trim_end_matches(['#', ' ']);
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let Some((label, tail)) = rest.get(open + 1..).and_then(|tail| tail.split_once("]("))
        else {
            break;
        };
        let Some((_, after)) = tail.split_once(')') else {
            break;
        };
        out.push_str(rest.get(..open).unwrap_or_default());
        out.push_str(label);
        rest = after;
    }
    out.push_str(rest);
    out.replace(['*', '`'], "")
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with([' ', '\t'])
}

/// Comments, tags, definitions of links.
fn is_markup(line: &str) -> bool {
    let tag = line.starts_with('<') && line.ends_with('>') && !line.starts_with("<http");
    let definition = line.starts_with('[')
        && line
            .find("]:")
            .is_some_and(|at| at < 40 && !line.get(..at).is_some_and(|label| label.contains(' ')));
    tag || line.starts_with("<!--") || definition
}

/// "*Ama Mensah in Oslo.*", the whole line in emphasis.
fn is_emphasis(line: &str) -> bool {
    let marked = |mark: char| {
        line.len() > 2
            && line.starts_with(mark)
            && line.ends_with(mark)
            && !line.starts_with([mark; 2].iter().collect::<String>().as_str())
    };
    marked('*') || marked('_')
}

/// "- [World](/world)": a link of few words and nothing else.
fn is_bare_link(line: &str) -> bool {
    let (bare, listed) = unlisted(line);
    let label = bare
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("))
        .filter(|(_, url)| url.ends_with(')') && !url.contains(' '));
    label.is_some_and(|(label, _)| {
        !label.contains(']') && n_words(label, 9) <= if listed { 8 } else { 3 }
    })
}

/// `![caption](address)` as mark, caption, mark, and what follows on the line; nothing for other lines.
fn picture(text: &str, piece: Piece) -> Vec<Piece> {
    let line = piece.span.of(text);
    let opened = line
        .strip_prefix("[![")
        .map(|_| 3)
        .or_else(|| line.strip_prefix("![").map(|_| 2));
    let Some(open) = opened else {
        return Vec::new();
    };
    let Some(close) = line.find("](").filter(|&close| close >= open) else {
        return Vec::new();
    };
    let bracket = line
        .get(close..)
        .and_then(|tail| tail.find(')'))
        .map_or(line.len(), |at| close + at + 1);
    // A linked picture closes a second pair.
    let linked = open == 3
        && line
            .get(bracket..)
            .is_some_and(|tail| tail.starts_with("]("));
    let end = match line.get(bracket..).and_then(|tail| tail.find(')')) {
        Some(at) if linked => bracket + at + 1,
        _ => bracket,
    };
    let start = piece.span.start();
    let cut = |from: usize, to: usize| piece.part(text, start + from, start + to);
    let navigation = |from, to| cut(from, to).map(|part| part.known(BlockKind::Navigation));
    let parts = [
        navigation(0, open),
        cut(open, close).map(|part| part.known(BlockKind::Caption)),
        navigation(close, end),
        cut(end, line.len()),
    ];
    parts.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_set_apart() {
        let page =
            "---\ntitle: \"Talks: in Oslo\"\ndate: 2025-03-05\n---\n\n# Talks\n\nThey met.\n";
        assert_eq!(front_value(page, &["title"]), Some("Talks: in Oslo"));
        assert_eq!(
            front_value(page, &["published", "date"]),
            Some("2025-03-05")
        );
        assert_eq!(front_value("---\n\nThey met.\n---\n", &["title"]), None);
        let kinds: Vec<_> = pieces(page).iter().map(|piece| piece.kind).collect();
        assert_eq!(
            kinds,
            [Some(BlockKind::Navigation), Some(BlockKind::Headline), None]
        );
    }

    #[test]
    fn a_picture_gives_its_caption() {
        let page = "![Two envoys in Oslo. AFP](img/a.jpg)\n*They met twice.*\nThey left.";
        let parts: Vec<_> = pieces(page)
            .iter()
            .map(|piece| (piece.kind, piece.span.of(page)))
            .collect();
        assert_eq!(
            parts,
            [
                (Some(BlockKind::Navigation), "!["),
                (Some(BlockKind::Caption), "Two envoys in Oslo. AFP"),
                (Some(BlockKind::Navigation), "](img/a.jpg)"),
                (Some(BlockKind::Caption), "*They met twice.*"),
                (None, "They left."),
            ]
        );
    }

    #[test]
    fn marks_are_taken_off_titles() {
        assert_eq!(
            unmarked("## Talks *in* [Oslo](http://x.example) end"),
            "Talks in Oslo end"
        );
        assert_eq!(unmarked("[Oslo"), "[Oslo");
    }
}

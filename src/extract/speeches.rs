//! Which stretches of a page somebody speaks: quotations, and paragraphs that a line ending in a colon leads to.

use crate::model::Span;

/// The spoken stretches in order, each with its speaker where that is told.
///
/// `said_round` gives the speaker of a quotation that is named in the sentences it runs through, `said_last` the one of the last
/// sentence of a block. A quotation without a speaker of its own goes on from the one before it in its block; a block that
/// opens with one, from the block before.
pub(super) fn spoken<S: Clone>(
    text: &str,
    blocks: &[Span],
    said_round: impl Fn(Span) -> Option<S>,
    said_last: impl Fn(Span) -> Option<S>,
) -> Vec<(Span, Option<S>)> {
    let mut spoken = Vec::new();
    let mut before: Option<S> = None;
    for (at, &block) in blocks.iter().enumerate() {
        if let Some(statement) = statement(text, blocks, at) {
            spoken.push((statement, said_last(block)));
        }
        let words = block.of(text).trim();
        let opens = words.starts_with(QUOTES);
        let mut last = before.take().filter(|_| opens);
        for quotation in quotations(text, block) {
            let own = said_round(quotation).or_else(|| last.clone());
            spoken.push((quotation, own.clone()));
            last = own;
        }
        before = if words.ends_with(':') {
            said_last(block)
        } else {
            last.filter(|_| opens)
        };
    }
    spoken.sort_by_key(|(span, _)| span.start());
    spoken
}

const QUOTES: [char; 4] = ['"', '“', '„', '«'];

/// The stretches between quotation marks within `block`. One left open runs to the end of the block, as papers do that
/// close it only after the last paragraph.
fn quotations(text: &str, block: Span) -> Vec<Span> {
    let mut quotations = Vec::new();
    let mut open: Option<usize> = None;
    for (at, mark) in block.of(text).char_indices() {
        let at = block.start() + at;
        match (mark, open) {
            ('“' | '„' | '«', None) | ('"', None) => open = Some(at),
            ('”' | '»' | '"', Some(start)) => {
                quotations.push(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    quotations.extend(open.map(|start| Span::new(start, block.end())));
    quotations
}

/// The paragraphs that the one at `at` leads to ("The minister said:") where no quotation marks hold them together: as far
/// as somebody speaks of himself in them.
fn statement(text: &str, blocks: &[Span], at: usize) -> Option<Span> {
    const FIRST_PERSON: &[&str] = &["i", "we", "our", "us", "my"];
    let lead = blocks.get(at)?.of(text).trim_end();
    if !lead.ends_with(':') {
        return None;
    }
    let speaks_of_himself = |block: &&Span| {
        let mut words = block.of(text).split(|c: char| !c.is_alphabetic());
        words.any(|word| FIRST_PERSON.contains(&word.to_lowercase().as_str()) && word != "US")
    };
    let is_quoted = |block: &Span| block.of(text).contains(['"', '“', '”', '«']);
    let after = blocks.get(at + 1..)?;
    let n_plain = after.iter().take_while(|block| !is_quoted(block)).count();
    let plain = after.get(..n_plain)?;
    let last = plain.iter().rfind(speaks_of_himself)?;
    Some(plain.first()?.join(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_close_or_run_to_the_end_of_the_block() {
        let text = "He said \"no\". “Yes,” she said. “Or maybe";
        let found = quotations(text, Span::new(0, text.len()));
        let found: Vec<&str> = found.into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["\"no", "“Yes,", "“Or maybe"]);
    }

    #[test]
    fn a_statement_goes_on_as_long_as_somebody_speaks_of_himself() {
        let text = "Ana said:\nChad left.\nWe thank Chad.\nChad came back.";
        let lines = [(0, 9), (10, 20), (21, 35), (36, 51)].map(|(from, to)| Span::new(from, to));
        let found = statement(text, &lines, 0).map(|span| span.of(text));
        assert_eq!(found, Some("Chad left.\nWe thank Chad."));
        assert_eq!(statement(text, &lines, 1), None);
    }
}

//! Whose words a quotation of several sentences is: "“They left. They bombed Chad,” said Ana Duarte."

use crate::extract::Page;
use crate::extract::attribution::{quotations, speaker as speaking};
use crate::extract::relations::scene::Scene;
use crate::extract::relations::speaker;
use crate::model::{ChainId, Span, Speaker};

/// The quotations of a page in order, each with whoever speaks it, where that is said.
pub(super) struct Quotes {
    spoken: Vec<(Span, Speaker<ChainId>)>,
}

impl Quotes {
    pub fn new(page: &Page, scenes: &[Scene]) -> Self {
        let text: &str = &page.article.text;
        let whole = Span::new(0, text.len());
        let blocks: Vec<Span> = match page.article.blocks.as_slice() {
            [] => vec![whole],
            blocks => blocks.iter().map(|block| block.span).collect(),
        };
        let mut spoken = Vec::new();
        for (at, &block) in blocks.iter().enumerate() {
            let scenes = within(scenes, block);
            if let Some(statement) = statement(text, &blocks, at) {
                spoken.extend(said_last(scenes).map(|own| (statement, own)));
            }
            let mut last = None;
            for quotation in quotations(text, block) {
                let own = said_round(scenes, quotation).or_else(|| last.clone());
                spoken.extend(own.clone().map(|own| (quotation, own)));
                last = own;
            }
        }
        spoken.sort_by_key(|(span, _)| span.start());
        Self { spoken }
    }

    /// Who speaks the words at `span`, if they stand in a quotation.
    pub fn speaker_of(&self, span: Span) -> Option<Speaker<ChainId>> {
        let start = |(quotation, _): &(Span, _)| quotation.start() <= span.start();
        let last = self.spoken.partition_point(start).checked_sub(1)?;
        let quoted = self
            .spoken
            .get(last)
            .filter(|(quotation, _)| quotation.contains(span));
        quoted.map(|(_, speaker)| speaker.clone())
    }
}

/// The scenes that begin within `span` or run into it; scenes are in order of place.
fn within<'s, 'a>(scenes: &'s [Scene<'a>], span: Span) -> &'s [Scene<'a>] {
    let from = scenes.partition_point(|scene| scene.sentence.span.end() <= span.start());
    let to = scenes.partition_point(|scene| scene.sentence.span.start() < span.end());
    scenes.get(from..to).unwrap_or_default()
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

/// The speaker of the last sentence.
fn said_last(scenes: &[Scene]) -> Option<Speaker<ChainId>> {
    let scene = scenes.last()?;
    let (group, _) = speaking(&scene.clauses, &scene.page.lexicon.verbs)?;
    speaker(scene, group)
}

/// The speaker named outside the quotation, in a sentence that it runs through; the last such sentence, where it ends.
fn said_round(scenes: &[Scene], quotation: Span) -> Option<Speaker<ChainId>> {
    let mut round = within(scenes, quotation).iter().filter_map(|scene| {
        let (group, said) = speaking(&scene.clauses, &scene.page.lexicon.verbs)?;
        speaker(scene, group).filter(|_| !quotation.contains(said))
    });
    round.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::relations::tests::check;

    #[test]
    fn a_quotation_of_several_sentences_has_one_speaker() {
        check(
            "“[Kenya] left. It was late. [Kenya] bombed [Chad],” [Ana|p] said.",
            &["Kenya attacks Chad (says Ana)"],
        );
        check(
            "“[Kenya] bombed [Chad]. It was late,” [Ana|p] said.",
            &["Kenya attacks Chad (says Ana)"],
        );
        check(
            "“It is late,” [Ana|p] said. “[Kenya] bombed [Chad].”",
            &["Kenya attacks Chad (says Ana)"],
        );
        check(
            "[Ana|p] said “no”. [Kenya] bombed [Chad].",
            &["Kenya attacks Chad"],
        );
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

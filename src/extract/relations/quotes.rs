//! Whose words a quotation of several sentences is: "“They left. They bombed Chad,” said Ana Duarte."

use crate::extract::Page;
use crate::extract::attribution::speaker as speaking;
use crate::extract::relations::scene::Scene;
use crate::extract::relations::speaker;
use crate::extract::speeches::spoken;
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
        let round = |quotation| said_round(within(scenes, quotation), quotation);
        let last = |block| said_last(within(scenes, block));
        let spoken = spoken(text, &blocks, round, last);
        let told = spoken
            .into_iter()
            .filter_map(|(span, own)| Some((span, own?)));
        Self {
            spoken: told.collect(),
        }
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

/// The speaker of the last sentence.
fn said_last(scenes: &[Scene]) -> Option<Speaker<ChainId>> {
    let scene = scenes.last()?;
    let (group, _) = speaking(&scene.clauses, &scene.page.lexicon.verbs)?;
    speaker(scene, group)
}

/// The speaker named outside the quotation, in a sentence that it runs through; the last such sentence, where it ends.
fn said_round(scenes: &[Scene], quotation: Span) -> Option<Speaker<ChainId>> {
    let mut round = scenes.iter().filter_map(|scene| {
        let (group, said) = speaking(&scene.clauses, &scene.page.lexicon.verbs)?;
        speaker(scene, group).filter(|_| !quotation.contains(said))
    });
    round.next_back()
}

#[cfg(test)]
mod tests {
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
}

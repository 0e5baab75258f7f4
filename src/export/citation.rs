//! A footnote: the quote and where it stands.

use crate::model::{Article, Evidence, Span};

/// “quote” — title, publisher, date, paragraph N. What is not known is left out.
pub fn citation(article: &Article, evidence: &Evidence) -> String {
    citation_of(article, evidence.sentence.span)
}

/// The same for any words of an article.
pub fn citation_of(article: &Article, quoted: Span) -> String {
    let quote = quote_in_one_line(quoted.of(&article.text));
    let title = article.title.trim();
    let mut source = vec![if title.is_empty() {
        "Untitled".to_owned()
    } else {
        title.to_owned()
    }];
    source.extend(article.publisher.clone());
    source.extend(
        article
            .published
            .map(|published| published.date.to_string()),
    );
    source.extend(
        article
            .paragraph_at(quoted.start())
            .map(|number| format!("paragraph {number}")),
    );
    format!("“{quote}” — {}", source.join(", "))
}

/// White space as a footnote wants it, and quotation marks that do not close ours.
fn quote_in_one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('“', "‘").replace('”', "’")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Date, Published};

    #[test]
    fn a_footnote_says_where_it_stands() {
        let text = "Talks open\n\nThe envoy said “we\nagree”.";
        let mut article = Article::of_text(text);
        let quoted = Span::new(12, text.len());
        assert_eq!(
            citation_of(&article, quoted),
            "“The envoy said ‘we agree’.” — Untitled"
        );
        article.title = "Talks open".to_owned();
        article.publisher = Some("Harbour Gazette".to_owned());
        article.published = Some(Published {
            date: Date::new(2031, 4, 9).unwrap(),
            time: None,
        });
        article.blocks.push(Block {
            kind: BlockKind::Body,
            span: quoted,
        });
        assert_eq!(
            citation_of(&article, quoted),
            "“The envoy said ‘we agree’.” — Talks open, Harbour Gazette, 2031-04-09, paragraph 1"
        );
    }
}

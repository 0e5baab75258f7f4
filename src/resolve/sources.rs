//! Which sentences count as sources of their own, and which repeat another's words or come from the same agency.

use std::collections::BTreeSet;

use crate::lexicon::{MediaKind, lexicon};
use crate::model::{Anchor, Article, ArticleId, BlockKind, Date, Evidence, Reading};

/// Sentences with fewer pairs of words are copies only if they are the same throughout.
const FEWEST_PAIRS: usize = 7;
/// Of a hundred pairs of words of the shorter sentence, so many are in the other if the one is a copy of it.
const COPIED: usize = 80;
/// Words between quotation marks that are the same in both make them one source's: a post, a statement.
const QUOTED: usize = 5;
/// A sentence is held against so many before it. Copies are published together, and a thousand sources need no exact count.
const BACK: usize = 64;

/// What is known of the articles that evidence is cited from.
pub(super) struct Sources<'a> {
    readings: &'a [&'a Reading],
    /// The agency that wrote each, as its byline, date line or publisher says.
    agencies: Vec<Option<&'static str>>,
}

/// A cited sentence as it is compared.
struct Said {
    words: Vec<String>,
    pairs: BTreeSet<(String, String)>,
    quoted: Vec<String>,
}

impl<'a> Sources<'a> {
    /// `readings` are sorted by the ids of their articles.
    pub fn new(readings: &'a [&'a Reading]) -> Self {
        let agencies = readings.iter().map(|reading| agency(&reading.article));
        Self {
            readings,
            agencies: agencies.collect(),
        }
    }

    /// Marks what is not to be counted. The first published of several copies counts.
    pub fn mark(&self, evidence: &mut [Evidence]) {
        let mut order: Vec<usize> = (0..evidence.len()).collect();
        order.sort_by_key(|&at| {
            let cited = evidence.get(at).map(|cited| cited.sentence);
            let published = cited.and_then(|sentence| self.published(sentence.article));
            (published.is_none(), published, cited)
        });
        let mut before: Vec<Said> = Vec::new();
        let mut agencies: Vec<(&str, ArticleId)> = Vec::new();
        for at in order {
            let Some(cited) = evidence.get_mut(at) else {
                continue;
            };
            let article = cited.sentence.article;
            let agency = self.agency(article);
            let told_by_agency = agencies
                .iter()
                .any(|&(known, of)| Some(known) == agency && of != article);
            let said = Said::new(self.text(cited.sentence));
            let copied = before
                .iter()
                .rev()
                .take(BACK)
                .any(|known| said.copies(known));
            cited.independent &= !told_by_agency && !copied;
            if !copied {
                before.push(said);
            }
            agencies.extend(agency.map(|agency| (agency, article)));
        }
        // A repeat whose original tells nothing here still tells it once.
        if !evidence.iter().any(|cited| cited.independent)
            && let Some(first) = evidence.first_mut()
        {
            first.independent = true;
        }
    }

    /// The day an article was published.
    pub fn day(&self, article: ArticleId) -> Option<Date> {
        self.published(article).map(|(day, _)| day)
    }

    fn place(&self, article: ArticleId) -> Option<usize> {
        self.readings
            .binary_search_by_key(&article, |reading| reading.article.id)
            .ok()
    }

    fn agency(&self, article: ArticleId) -> Option<&'static str> {
        self.place(article)
            .and_then(|at| self.agencies.get(at).copied().flatten())
    }

    fn published(&self, article: ArticleId) -> Option<(Date, Option<(u8, u8)>)> {
        let reading = self.place(article).and_then(|at| self.readings.get(at))?;
        let published = reading.article.published?;
        Some((published.date, published.time))
    }

    fn text(&self, sentence: Anchor) -> &str {
        self.place(sentence.article)
            .and_then(|at| self.readings.get(at))
            .map_or("", |reading| sentence.span.of(&reading.article.text))
    }
}

impl Said {
    fn new(text: &str) -> Self {
        let words = words(text);
        let pairs = words.iter().cloned().zip(words.iter().skip(1).cloned());
        let quotes = text
            .split(['"', '“', '”', '„', '«', '»'])
            .skip(1)
            .step_by(2)
            .map(words_in_one)
            .filter(|quote| quote.split(' ').count() >= QUOTED);
        Self {
            pairs: pairs.collect(),
            quoted: quotes.collect(),
            words,
        }
    }

    /// The same words, nearly the same, or a quotation that the other has too.
    fn copies(&self, other: &Self) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let (shorter, longer) = if self.pairs.len() <= other.pairs.len() {
            (self, other)
        } else {
            (other, self)
        };
        let n_shared = shorter.pairs.intersection(&longer.pairs).count();
        let nearly =
            shorter.pairs.len() >= FEWEST_PAIRS && 100 * n_shared >= COPIED * shorter.pairs.len();
        let quoted = |quote: &String| {
            let mut others = other.quoted.iter();
            others.any(|known| known.contains(quote.as_str()) || quote.contains(known.as_str()))
        };
        self.words == other.words || nearly || self.quoted.iter().any(quoted)
    }
}

/// Letters and digits in lower case.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn words_in_one(text: &str) -> String {
    words(text).join(" ")
}

/// The news agency an article comes from: "OSLO (Reuters) —", "By Reuters". One that only signs a picture wrote nothing.
fn agency(article: &Article) -> Option<&'static str> {
    let signed = article
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Byline | BlockKind::Dateline))
        .map(|block| block.span.of(&article.text));
    let mut told = article.publisher.as_deref().into_iter().chain(signed);
    told.find_map(agency_in)
}

fn agency_in(text: &str) -> Option<&'static str> {
    let media = &lexicon().organizations;
    let begins = |(at, c): &(usize, char)| {
        let before = text.get(..*at).and_then(|head| head.chars().next_back());
        c.is_uppercase() && !before.is_some_and(char::is_alphanumeric)
    };
    let mut hits = text
        .char_indices()
        .filter(begins)
        .filter_map(|(at, _)| media.medium_at(text, at));
    let of_agency = hits.find(|hit| hit.value.kind == MediaKind::Agency);
    of_agency.map(|hit| hit.value.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, same: bool) {
        let copies = Said::new(a).copies(&Said::new(b));
        assert_eq!(copies, same, "{a} / {b}");
    }

    #[test]
    fn copies_are_told_by_their_words() {
        check("Chad met Niger.", "CHAD met Niger", true);
        check("Chad met Niger.", "Chad then met Niger.", false);
        check(
            "Ana Duarte (L) receives Bo Li ahead of their meeting in Oslo, Norway, on Friday.",
            "Ana Duarte receives Bo Li ahead of their meeting in Oslo, Norway, on Friday. [AFP]",
            true,
        );
        check(
            "The envoys of Chad and Niger met in Oslo on Friday for a first round of talks.",
            "In Oslo the envoys of Chad and Niger sat down on Friday, and talked for hours.",
            false,
        );
    }

    #[test]
    fn a_post_that_two_quote_is_one_source() {
        check(
            "“Chad will never leave the northern valley,” Ana Duarte wrote on X.",
            "On Sunday Duarte posted: \"Chad will never leave the northern valley\".",
            true,
        );
        check("He said “no”.", "She also said “no” to it.", false);
    }

    #[test]
    fn an_agency_is_who_wrote_not_who_photographed() {
        assert_eq!(agency_in("OSLO, Norway (Reuters) —"), Some("Reuters"));
        assert_eq!(agency_in("By AFP"), Some("Agence France-Presse"));
        assert_eq!(agency_in("By Ama Mensah in Oslo"), None);
    }
}

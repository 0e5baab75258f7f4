//! Invented articles that come with the program.

use crate::ingest;
use crate::model::Article;

/// File names, for messages and titles, and texts.
const SAMPLES: &[(&str, &[u8])] = &[];

/// All samples; one that cannot be read is left out, which `tests` rule out.
pub fn articles() -> Vec<Article> {
    let read = SAMPLES
        .iter()
        .map(|(name, bytes)| ingest::article(name, bytes));
    read.filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_an_article() {
        assert_eq!(articles().len(), SAMPLES.len());
    }
}

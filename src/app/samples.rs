//! Invented articles that come with the program.

use crate::ingest;
use crate::model::Article;

/// A file of `assets/samples` with its name.
macro_rules! sample {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../assets/samples/", $name)),
        )
    };
}

/// Names, for messages and where a text has no title, and what the files hold.
const SAMPLES: &[(&str, &[u8])] = &[
    sample!("1-fjord-courier-lisbon-talks.txt"),
    sample!("2-reykjavik-evening-post-lisbon-talks.txt"),
    sample!("3-harbour-gazette-frigate.txt"),
    sample!("4-fjord-courier-agreement.txt"),
    sample!("5-savanna-monitor-dam.txt"),
    sample!("6-maputo-tribune-dam.txt"),
    sample!("7-meridian-wire-treaty.txt"),
    sample!("8-pampas-herald-missile.txt"),
    sample!("9-austral-courier-missile.txt"),
];

/// All samples. One that could not be read would be left out; a test below rules that out.
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

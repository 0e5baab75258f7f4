//! Descriptions: "the Iranian foreign minister", "the sultanate", "the bloc", "the two countries".

mod bodies;
mod epithets;
mod offices;
mod pairs;
mod people;

pub(super) use people::sources;

use crate::extract::roles::Phrase;
use crate::extract::work::Work;

/// Adds what is described but not named.
pub(super) fn add(work: &mut Work, offices: &[Phrase]) {
    epithets::add(work);
    bodies::add(work);
    offices::add(work, offices);
    pairs::add(work);
    people::add(work);
}

#[cfg(test)]
mod tests;

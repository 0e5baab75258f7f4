//! Who does what to whom, sentence by sentence.
//!
//! Takes a [`Page`] and the mentions found on it, gives claims; may add nominal chains to the [`Draft`].

use crate::extract::{Draft, Page};
use crate::model::Claim;

/// The claims of a page, in order of their sentences.
pub(crate) fn claims(_page: &Page, _draft: &mut Draft) -> Vec<Claim> {
    Vec::new()
}

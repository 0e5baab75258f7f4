//! Who depends on whom in a sentence: a small BiLSTM with a biaffine head, trained on Universal Dependencies.
//!
//! Takes words with their tags, gives a head and a relation for each. Same words, same tree, on any machine.

mod features;
pub mod math;
mod net;
mod tree;

pub use features::{FORM, N_FEATURES, features, key};
pub use net::{Net, Places, Sizes};

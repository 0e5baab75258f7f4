//! The embedded word lists.
//!
//! Takes nothing but `assets/lexicon/*.tsv`, compiled in; gives look-ups. Never touches a file at run time.

/// All word lists.
#[derive(Debug, Default)]
pub struct Lexicon {}

/// The embedded lists, parsed once.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(Lexicon::default);
    &LEXICON
}

//! Names for things that outlive one run, and names that do not.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

/// The first 16 bytes of the SHA-256 of the decoded text: same text, same id, on any machine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId([u8; 16]);

impl ArticleId {
    pub fn from_text(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(digest.iter()) {
            *to = *from;
        }
        Self(id)
    }

    /// Reads the 32 hexadecimal digits that `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        u128::from_str_radix(text, 16)
            .ok()
            .map(|number| Self(number.to_be_bytes()))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Declares a cheap-to-clone readable id.
macro_rules! readable_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

readable_id! {
    /// Kind and slug of the name, with a number where two share it: `person:abbas-araghchi`.
    /// Derived anew with each graph and never stored as the user's handle on anything: that is an [`crate::model::Anchor`].
    EntityId
}
readable_id! {
    /// Source, kind, target and what else tells two relations apart; derived like [`EntityId`].
    RelationId
}
readable_id! {
    /// How the journal speaks of a view that the project keeps. Views never change under their name: one that is renamed or
    /// stored anew is another.
    ViewId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_id_reads_back() {
        let id = ArticleId::from_text("Oman hosts talks.");
        assert_eq!(ArticleId::parse(&id.to_string()), Some(id));
        assert_ne!(ArticleId::from_text("Oman hosts talks"), id);
        assert_eq!(ArticleId::parse("not an id"), None);
        assert_eq!(ArticleId::parse(&"+".repeat(32)), None);
    }
}

//! Closed sets of names from treebanks, as enums.

/// Declares a set of tags with `ALL`, `name()` and `from_name()`.
macro_rules! tag_set {
    ($(#[$meta:meta])* $set:ident { $($tag:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $set { $($tag,)+ }

        impl $set {
            pub const ALL: &'static [Self] = &[$(Self::$tag,)+];

            /// The tag as treebanks write it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$tag => $name,)+ }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|tag| tag.name() == name)
            }
        }
    };
}

pub(super) use tag_set;

//! The embedded word lists.
//!
//! Takes nothing but `assets/lexicon/*.tsv`, compiled in; gives look-ups by phrase at a place in a text, and by single word.
//! Never touches a file at run time, and never decides what a word means in its sentence: "Jordan" is found as a state and as a
//! given name, and the caller, who sees the sentence, chooses.
//!
//! Every table is one entry a line, `|` between alternatives, `-` for none, sorted by bytes (`LC_ALL=C sort`); the lines that
//! begin with `#` name its columns and its sources.

mod assets;
mod names;
mod organizations;
mod phrases;
mod places;
mod states;
mod table;
mod titles;
mod verbs;
mod words;

use std::sync::LazyLock;

pub use assets::{Asset, AssetForm, Assets};
pub use names::{Names, WordForm};
pub use organizations::{
    MediaKind, Medium, Number, OrgForm, Organization, OrganizationName, Organizations, PeopleNoun,
};
pub use phrases::{Case, Hit, Phrases};
pub use places::{Event, Events, NamedEvent, Place, PlaceNoun, Places};
pub use states::{Standing, State, StateForm, StateName, States};
pub use table::TableError;
pub use titles::{Scope, Tie, Title, Titles};
pub use verbs::{Action, Inflection, Nominal, Reporting, Slot, Verbs};
pub use words::{FunctionWords, WordClass};

/// The texts of all tables; a test passes three lines and leaves the rest empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables {
    pub states: &'static str,
    pub epithets: &'static str,
    pub titles: &'static str,
    pub ties: &'static str,
    pub organizations: &'static str,
    pub organization_nouns: &'static str,
    pub media: &'static str,
    pub assets: &'static str,
    pub asset_nouns: &'static str,
    pub hulls: &'static str,
    pub places: &'static str,
    pub place_nouns: &'static str,
    pub events: &'static str,
    pub event_names: &'static str,
    pub given_names: &'static str,
    pub nicknames: &'static str,
    pub particles: &'static str,
    pub verbs: &'static str,
    pub nouns: &'static str,
    pub reporting: &'static str,
    pub irregular: &'static str,
    pub common_verbs: &'static str,
    pub people_nouns: &'static str,
    pub function_words: &'static str,
}

impl Tables {
    /// The tables that the program carries.
    pub const EMBEDDED: Self = Self {
        states: include_str!("../../assets/lexicon/states.tsv"),
        epithets: include_str!("../../assets/lexicon/epithets.tsv"),
        titles: include_str!("../../assets/lexicon/titles.tsv"),
        ties: include_str!("../../assets/lexicon/ties.tsv"),
        organizations: include_str!("../../assets/lexicon/organizations.tsv"),
        organization_nouns: include_str!("../../assets/lexicon/organization_nouns.tsv"),
        media: include_str!("../../assets/lexicon/media.tsv"),
        assets: include_str!("../../assets/lexicon/assets.tsv"),
        asset_nouns: include_str!("../../assets/lexicon/asset_nouns.tsv"),
        hulls: include_str!("../../assets/lexicon/hulls.tsv"),
        places: include_str!("../../assets/lexicon/places.tsv"),
        place_nouns: include_str!("../../assets/lexicon/place_nouns.tsv"),
        events: include_str!("../../assets/lexicon/events.tsv"),
        event_names: include_str!("../../assets/lexicon/event_names.tsv"),
        given_names: include_str!("../../assets/lexicon/given_names.tsv"),
        nicknames: include_str!("../../assets/lexicon/nicknames.tsv"),
        particles: include_str!("../../assets/lexicon/particles.tsv"),
        verbs: include_str!("../../assets/lexicon/verbs.tsv"),
        nouns: include_str!("../../assets/lexicon/nouns.tsv"),
        reporting: include_str!("../../assets/lexicon/reporting.tsv"),
        irregular: include_str!("../../assets/lexicon/irregular.tsv"),
        common_verbs: include_str!("../../assets/lexicon/common_verbs.tsv"),
        people_nouns: include_str!("../../assets/lexicon/people_nouns.tsv"),
        function_words: include_str!("../../assets/lexicon/function_words.tsv"),
    };
}

/// All word lists.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub states: States,
    pub titles: Titles,
    pub organizations: Organizations,
    pub assets: Assets,
    pub places: Places,
    pub events: Events,
    pub names: Names,
    pub verbs: Verbs,
    pub words: FunctionWords,
}

impl Lexicon {
    /// Reads the tables strictly: a line out of order, twice, with a column too few or an unknown word is an error.
    pub fn from_tables(tables: &Tables) -> Result<Self, TableError> {
        Ok(Self {
            states: States::parse(tables)?,
            titles: Titles::parse(tables)?,
            organizations: Organizations::parse(tables)?,
            assets: Assets::parse(tables)?,
            places: Places::parse(tables)?,
            events: Events::parse(tables)?,
            names: Names::parse(tables)?,
            verbs: Verbs::parse(tables)?,
            words: FunctionWords::parse(tables)?,
        })
    }
}

/// The embedded lists, parsed once.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        Lexicon::from_tables(&Tables::EMBEDDED)
            .expect("assets/lexicon is checked by tests/it/assets.rs")
    });
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_table_can_be_read() {
        let outcome = Lexicon::from_tables(&Tables::EMBEDDED);
        assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
    }

    #[test]
    fn a_test_may_pass_three_lines() {
        let lexicon = Lexicon::from_tables(&Tables {
            hulls: "RVS\tISL\n",
            ..Tables::default()
        });
        assert_eq!(lexicon.unwrap().assets.hull("RVS"), Some(&["ISL"][..]));
    }
}

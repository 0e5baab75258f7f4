//! Organisations, the nouns that head their names, and news media.

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{TableError, rows};
use crate::model::Subkind;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organization {
    /// The long form.
    pub name: &'static str,
    pub acronym: Option<&'static str>,
    pub subkind: Option<Subkind>,
    /// ISO 3166-1 alpha-3 of the state it belongs to or sits in as a party.
    pub state: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrgForm {
    Name,
    Acronym,
}

/// A name or acronym of an organisation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OrganizationName {
    /// For [`Organizations::get`].
    pub idx: usize,
    pub form: OrgForm,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MediaKind {
    Agency,
    Broadcaster,
    Newspaper,
    /// X, Telegram: where somebody says something; never an actor.
    Platform,
}

impl MediaKind {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "agency" => Some(Self::Agency),
            "broadcaster" => Some(Self::Broadcaster),
            "newspaper" => Some(Self::Newspaper),
            "platform" => Some(Self::Platform),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Medium {
    /// The name it is known by.
    pub name: &'static str,
    pub kind: MediaKind,
    /// The state that runs it.
    pub run_by: Option<&'static str>,
}

/// Whether a noun speaks of one or of many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Number {
    One,
    Many,
}

/// A noun for people who act or suffer together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PeopleNoun {
    pub number: Number,
    /// Whether it needs a state, a people or a place beside it: "people" alone is nobody.
    pub needs_owner: bool,
}

#[derive(Debug, Default)]
pub struct Organizations {
    organizations: Vec<Organization>,
    names: Phrases<OrganizationName>,
    nouns: Phrases<Option<Subkind>>,
    media: Phrases<Medium>,
    people: Phrases<PeopleNoun>,
}

impl Organizations {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut organizations = Vec::new();
        let mut names = Vec::new();
        for (idx, row) in (0..).zip(rows::<5>("organizations", tables.organizations)?) {
            organizations.push(Organization {
                name: row.cells[0],
                acronym: row.list(1).next(),
                subkind: row.word_or_none(3, Subkind::from_word)?,
                state: row.list(4).next(),
            });
            let named = |form| move |name| (name, OrganizationName { idx, form });
            names.push(named(OrgForm::Name)(row.cells[0]));
            names.extend(row.list(1).map(named(OrgForm::Acronym)));
            names.extend(row.list(2).map(named(OrgForm::Name)));
        }
        let mut nouns = Vec::new();
        for row in rows::<3>("organization_nouns", tables.organization_nouns)? {
            let subkind = row.word_or_none(2, Subkind::from_word)?;
            nouns.push((row.cells[0], subkind));
            nouns.extend(row.list(1).map(|plural| (plural, subkind)));
        }
        let mut media = Vec::new();
        for row in rows::<4>("media", tables.media)? {
            let medium = Medium {
                name: row.cells[0],
                kind: row.word(2, MediaKind::from_word)?,
                run_by: row.list(3).next(),
            };
            media.push((row.cells[0], medium));
            media.extend(row.list(1).map(|name| (name, medium)));
        }
        let mut people = Vec::new();
        for row in rows::<3>("people_nouns", tables.people_nouns)? {
            let needs_owner = row.list(2).next() == Some("whose");
            let noun = |number| PeopleNoun {
                number,
                needs_owner,
            };
            let has_plural = row.list(1).next().is_some();
            let own = if has_plural {
                Number::One
            } else {
                Number::Many
            };
            people.push((row.cells[0], noun(own)));
            people.extend(row.list(1).map(|plural| (plural, noun(Number::Many))));
        }
        Ok(Self {
            organizations,
            names: phrases("organizations", Case::Proper, names)?,
            nouns: phrases("organization_nouns", Case::Any, nouns)?,
            media: phrases("media", Case::Proper, media)?,
            people: phrases("people_nouns", Case::Any, people)?,
        })
    }

    pub fn get(&self, name: OrganizationName) -> Option<&Organization> {
        self.organizations.get(name.idx)
    }

    /// The longest name or acronym of a known organisation that begins at byte `from`.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, OrganizationName>> {
        self.names.at(text, from)
    }

    /// A noun that heads the names of organisations: "ministry", "air force", "parliament".
    pub fn noun_at(&self, text: &str, from: usize) -> Option<Hit<'_, Option<Subkind>>> {
        self.nouns.at(text, from)
    }

    /// A news agency, broadcaster, newspaper or platform.
    pub fn medium_at(&self, text: &str, from: usize) -> Option<Hit<'_, Medium>> {
        self.media.at(text, from)
    }

    /// A noun for people who act together: "rebels", "aid workers"; those without a singular are many.
    pub fn people_at(&self, text: &str, from: usize) -> Option<Hit<'_, PeopleNoun>> {
        self.people.at(text, from)
    }

    pub fn names(&self) -> &Phrases<OrganizationName> {
        &self.names
    }

    pub fn nouns(&self) -> &Phrases<Option<Subkind>> {
        &self.nouns
    }

    pub fn media(&self) -> &Phrases<Medium> {
        &self.media
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn an_acronym_and_its_long_form_are_one() {
        let orgs = &lexicon().organizations;
        let name = |text| {
            orgs.at(text, 0)
                .and_then(|h| orgs.get(*h.value))
                .unwrap()
                .name
        };
        assert_eq!(
            name("NATO chief"),
            name("North Atlantic Treaty Organization")
        );
        assert!(orgs.at("nato", 0).is_none());
    }

    #[test]
    fn a_platform_is_not_a_newspaper() {
        let orgs = &lexicon().organizations;
        let kind = |text| orgs.medium_at(text, 0).map(|h| h.value.kind);
        assert_eq!(kind("Telegram"), Some(MediaKind::Platform));
        assert_eq!(kind("Reuters"), Some(MediaKind::Agency));
        assert_eq!(
            orgs.nouns().get("Air Force"),
            Some(&Some(Subkind::Military))
        );
    }
}

//! Places and events: names, and the nouns that head them.

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{TableError, rows};
use crate::model::Subkind;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The first name of its line: "Gulf" and "Persian Gulf" are one.
    pub name: &'static str,
    pub subkind: Subkind,
    /// ISO 3166-1 alpha-3 of the states it lies in, as the United Nations draw them; none for seas and world regions.
    pub states: Vec<&'static str>,
}

/// "airport", "province", "strait".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlaceNoun {
    pub subkind: Subkind,
    pub plural: bool,
}

#[derive(Debug, Default)]
pub struct Places {
    names: Phrases<Place>,
    nouns: Phrases<PlaceNoun>,
}

impl Places {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut names = Vec::new();
        for row in rows::<4>("places", tables.places)? {
            let place = Place {
                name: row.cells[0],
                subkind: row.word(2, Subkind::from_word)?,
                states: row.list(3).collect(),
            };
            names.extend(row.list(1).map(|name| (name, place.clone())));
            names.push((row.cells[0], place));
        }
        let mut nouns = Vec::new();
        for row in rows::<3>("place_nouns", tables.place_nouns)? {
            let subkind = row.word(2, Subkind::from_word)?;
            let noun = |plural| PlaceNoun { subkind, plural };
            nouns.push((row.cells[0], noun(false)));
            nouns.extend(row.list(1).map(|name| (name, noun(true))));
        }
        Ok(Self {
            names: phrases("places", Case::Proper, names)?,
            nouns: phrases("place_nouns", Case::Any, nouns)?,
        })
    }

    /// The longest name of a place that begins at byte `from`. Capitals are with the states.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, Place>> {
        self.names.at(text, from)
    }

    /// A noun that heads the names of places.
    pub fn noun_at(&self, text: &str, from: usize) -> Option<Hit<'_, PlaceNoun>> {
        self.nouns.at(text, from)
    }

    pub fn names(&self) -> &Phrases<Place> {
        &self.names
    }

    pub fn nouns(&self) -> &Phrases<PlaceNoun> {
        &self.nouns
    }
}

/// A noun for events: "summit", "airstrikes".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    pub subkind: Option<Subkind>,
    pub plural: bool,
    /// Whether what stands before it is worth a node of its own: "Lisbon talks"; not "visit".
    pub named: bool,
}

/// An event that has a name of its own: "Cold War", "NPT".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NamedEvent {
    /// The first name of its line.
    pub name: &'static str,
    pub subkind: Subkind,
}

#[derive(Debug, Default)]
pub struct Events {
    names: Phrases<NamedEvent>,
    nouns: Phrases<Event>,
}

impl Events {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut nouns = Vec::new();
        for row in rows::<4>("events", tables.events)? {
            let event = Event {
                subkind: row.word_or_none(2, Subkind::from_word)?,
                plural: false,
                named: row.word(3, |word| match word {
                    "named" => Some(true),
                    "common" => Some(false),
                    _ => None,
                })?,
            };
            nouns.extend(row.list(0).map(|noun| (noun, event)));
            let plural = Event {
                plural: true,
                ..event
            };
            nouns.extend(row.list(1).map(|noun| (noun, plural)));
        }
        let mut names = Vec::new();
        for row in rows::<3>("event_names", tables.event_names)? {
            let event = NamedEvent {
                name: row.cells[0],
                subkind: row.word(2, Subkind::from_word)?,
            };
            names.push((event.name, event));
            names.extend(row.list(1).map(|name| (name, event)));
        }
        Ok(Self {
            names: phrases("event_names", Case::Proper, names)?,
            nouns: phrases("events", Case::Any, nouns)?,
        })
    }

    /// The longest name of a known event that begins at byte `from`.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, NamedEvent>> {
        self.names.at(text, from)
    }

    /// The longest noun for an event that begins at byte `from`.
    pub fn noun_at(&self, text: &str, from: usize) -> Option<Hit<'_, Event>> {
        self.nouns.at(text, from)
    }

    pub fn nouns(&self) -> &Phrases<Event> {
        &self.nouns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    #[test]
    fn a_place_knows_its_state_and_its_first_name() {
        let places = &lexicon().places;
        let place = places.at("Bergen on Friday", 0).unwrap().value;
        assert_eq!(
            (place.subkind, &place.states[..]),
            (Subkind::City, &["NOR"][..])
        );
        let gulf = places.at("Gulf waters", 0).unwrap().value;
        assert_eq!(gulf.name, places.at("Persian Gulf", 0).unwrap().value.name);
        assert!(places.at("gulf between them", 0).is_none());
    }

    #[test]
    fn nouns_for_events_are_typed() {
        let events = &lexicon().events;
        let subkind = |text| events.noun_at(text, 0).and_then(|h| h.value.subkind);
        assert_eq!(subkind("talks in"), Some(Subkind::Talks));
        assert_eq!(subkind("Summit"), Some(Subkind::Talks));
        assert_eq!(subkind("table"), None);
        let named = events.at("JCPOA talks", 0).unwrap();
        assert_eq!(named.value.name, "Joint Comprehensive Plan of Action");
    }
}

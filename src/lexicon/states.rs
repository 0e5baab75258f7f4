//! States and territories: names, people, capitals, seats of government and epithets.

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::table::{TableError, rows};

/// What ISO 3166-1 does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Acts for itself among states, whoever recognises it.
    State,
    /// Belongs to a state: Greenland, Hong Kong.
    Territory,
    /// Is no more: the Soviet Union.
    Former,
}

impl Standing {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "state" => Some(Self::State),
            "territory" => Some(Self::Territory),
            "former" => Some(Self::Former),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State {
    /// ISO 3166-1 alpha-3; for former states the code it had, or a user-assigned one.
    pub iso: &'static str,
    /// As a newspaper prints it.
    pub name: &'static str,
    pub standing: Standing,
    pub capital: Option<&'static str>,
}

/// How a name points at its state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StateForm {
    /// "Iran", "Islamic Republic of Iran", "US".
    Name,
    /// "Iranian": an adjective, also for one person.
    Demonym,
    /// "Iranians", "Dutch".
    People,
    /// "Tehran": a place, and the state where it acts.
    Capital,
    /// "Kremlin", "Downing Street".
    Seat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StateName {
    pub iso: &'static str,
    pub form: StateForm,
}

#[derive(Debug, Default)]
pub struct States {
    /// Sorted by code.
    states: Vec<State>,
    names: Phrases<StateName>,
    epithets: Phrases<Vec<&'static str>>,
}

impl States {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let mut states = Vec::new();
        let mut names = Vec::new();
        let rows_of_states = rows::<8>("states", tables.states)?;
        for row in &rows_of_states {
            let [iso, name, ..] = row.cells;
            states.push(State {
                iso,
                name,
                standing: row.word(2, Standing::from_word)?,
                capital: row.list(6).next(),
            });
            names.push((name, (iso, StateForm::Name)));
            let forms = [
                StateForm::Name,
                StateForm::Demonym,
                StateForm::People,
                StateForm::Capital,
                StateForm::Seat,
            ];
            for (cell, form) in (3..).zip(forms) {
                names.extend(row.list(cell).map(|name| (name, (iso, form))));
            }
        }
        // "Singapore" is a name before it is a capital, "Thai" an adjective before it is a people.
        names.sort_by_key(|(name, (iso, form))| (*name, *form as u8, *iso));
        names.dedup_by(|later, first| later.0 == first.0 && later.1.0 == first.1.0);
        let names = names
            .into_iter()
            .map(|(name, (iso, form))| (name, StateName { iso, form }));
        let epithets = rows::<2>("epithets", tables.epithets)?;
        Ok(Self {
            states,
            names: phrases("states", Case::Proper, names)?,
            epithets: phrases(
                "epithets",
                Case::Any,
                epithets
                    .iter()
                    .map(|row| (row.cells[0], row.list(1).collect())),
            )?,
        })
    }

    /// The state with this ISO 3166-1 alpha-3 code.
    pub fn get(&self, iso: &str) -> Option<&State> {
        let found = self.states.binary_search_by(|s| s.iso.cmp(iso)).ok()?;
        self.states.get(found)
    }

    /// All states, by code.
    pub fn iter(&self) -> impl Iterator<Item = &State> {
        self.states.iter()
    }

    /// Names, demonyms, capitals and seats.
    pub fn names(&self) -> &Phrases<StateName> {
        &self.names
    }

    /// The longest name that begins at byte `from`.
    pub fn at(&self, text: &str, from: usize) -> Option<Hit<'_, StateName>> {
        self.names.at(text, from)
    }

    /// "sultanate", "Islamic republic" (without "the"): the states it may stand for, the most usual first.
    /// It stands for one of them only where the article speaks of that one.
    pub fn epithet_at(&self, text: &str, from: usize) -> Option<Hit<'_, Vec<&'static str>>> {
        self.epithets.at(text, from)
    }
}

/// A list whose troubles are named after its table.
pub(super) fn phrases<T>(
    table: &'static str,
    case: Case,
    items: impl IntoIterator<Item = (&'static str, T)>,
) -> Result<Phrases<T>, TableError> {
    Phrases::new(case, items).map_err(|phrase| TableError {
        table,
        line: 0,
        text: phrase.to_owned(),
        trouble: "A phrase stands twice, or not in the case of its table".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    fn check(text: &str, expected: Option<(&str, StateForm)>) {
        let found = lexicon().states.at(text, 0);
        assert_eq!(
            found.map(|h| (h.value.iso, h.value.form)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_state_is_found_by_name_people_and_seat() {
        check("Iceland's fleet", Some(("ISL", StateForm::Name)));
        check("US-led talks", Some(("USA", StateForm::Name)));
        check("U.S. envoy", Some(("USA", StateForm::Name)));
        check("Norwegian cutter", Some(("NOR", StateForm::Demonym)));
        check("Omanis say", Some(("OMN", StateForm::People)));
        check("Kremlin aides", Some(("RUS", StateForm::Seat)));
        check("South Korean ships", Some(("KOR", StateForm::Demonym)));
        check("Singapore", Some(("SGP", StateForm::Name)));
        check("us", None);
        check("European Union", None);
    }

    #[test]
    fn an_epithet_offers_states() {
        let states = &lexicon().states;
        let hit = states.epithet_at("Sultanate said", 0).unwrap();
        assert_eq!(hit.value.first(), Some(&"OMN"));
        assert!(
            states
                .get("OMN")
                .is_some_and(|s| s.capital == Some("Muscat"))
        );
    }
}

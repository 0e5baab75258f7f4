//! Verbs and nouns that tell what somebody does to somebody, and their forms.

use std::collections::{BTreeMap, HashMap};

use crate::lexicon::Tables;
use crate::lexicon::phrases::{Case, Hit, Phrases};
use crate::lexicon::states::phrases;
use crate::lexicon::table::{Row, TableError, rows};
use crate::model::RelationKind;

/// Where the other side of a relation stands, seen from its trigger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// "A met B".
    Object,
    /// "A accepted B's offer": whose the object is.
    Owner,
    /// "A urged that B withdraw": the subject of the clause.
    Clause,
    /// "A and B met", "talks between A and B", "A-B talks": the sides stand together.
    Pair,
    /// "A warned against B": after this preposition.
    After(&'static str),
    /// "A received aid from B": as `After`, and B is the one who does it.
    SourceAfter(&'static str),
}

impl Slot {
    fn from_word(word: &'static str) -> Self {
        match (word, word.strip_prefix('<')) {
            ("obj", _) => Self::Object,
            ("whose", _) => Self::Owner,
            ("that", _) => Self::Clause,
            ("pair", _) => Self::Pair,
            (_, Some(preposition)) => Self::SourceAfter(preposition),
            _ => Self::After(word),
        }
    }
}

/// One reading of a verb. The same verb may have several; the one whose `objects` fit is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// The words after the verb that belong to it: "out" of "pull out"; empty for most.
    pub particle: &'static str,
    pub kind: RelationKind,
    pub slots: Vec<Slot>,
    /// Lemmas of nouns, one of which must be the verb's object: "impose" + "sanctions"; empty: the object is free.
    pub objects: Vec<&'static str>,
}

/// One reading of a noun: "attack on".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Nominal {
    pub kind: RelationKind,
    /// Prepositions before the one who does it, beside the possessive and the adjective ("A's attack", "the Danish attack").
    pub sources: Vec<&'static str>,
    pub targets: Vec<Slot>,
}

/// How a verb of saying takes what is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reporting {
    /// "say", "tell", "write".
    Neutral,
    /// "claim", "allege": said, and the article keeps its distance.
    Claim,
    /// "deny": said not to be so.
    Denial,
    /// "vow", "announce plans": meant to come.
    Intention,
    /// "demand", "urge": wished of somebody else.
    Demand,
    /// "fear", "believe", "expect": thought possible.
    Doubt,
}

impl Reporting {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "neutral" => Some(Self::Neutral),
            "claim" => Some(Self::Claim),
            "denial" => Some(Self::Denial),
            "intention" => Some(Self::Intention),
            "demand" => Some(Self::Demand),
            "doubt" => Some(Self::Doubt),
            _ => None,
        }
    }
}

/// The form a verb is printed in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Inflection {
    Base,
    /// "meets".
    Third,
    /// "struck" after a subject: only where the participle differs ("took").
    Past,
    /// "taken".
    Participle,
    /// "bombed": the sentence decides.
    PastOrParticiple,
    /// "meeting".
    Ing,
}

#[derive(Debug, Default)]
pub struct Verbs {
    /// Sorted by form.
    forms: Vec<(String, &'static str, Inflection)>,
    actions: HashMap<&'static str, Vec<Action>>,
    nouns: Phrases<Vec<Nominal>>,
    reporting: HashMap<&'static str, Reporting>,
    /// Whether the -s form is as often a noun.
    common: HashMap<&'static str, bool>,
}

impl Verbs {
    pub(super) fn parse(tables: &Tables) -> Result<Self, TableError> {
        let irregular = rows::<5>("irregular", tables.irregular)?;
        let mut actions: HashMap<&str, Vec<Action>> = HashMap::new();
        for row in rows::<4>("verbs", tables.verbs)? {
            let (lemma, particle) = row.cells[0].split_once(' ').unwrap_or((row.cells[0], ""));
            actions.entry(lemma).or_default().push(Action {
                particle,
                kind: row.word(1, RelationKind::from_word)?,
                slots: row.list(2).map(Slot::from_word).collect(),
                objects: row.list(3).collect(),
            });
        }
        let mut nouns: BTreeMap<&str, Vec<Nominal>> = BTreeMap::new();
        for row in rows::<5>("nouns", tables.nouns)? {
            let nominal = Nominal {
                kind: row.word(2, RelationKind::from_word)?,
                sources: row.list(3).collect(),
                targets: row.list(4).map(Slot::from_word).collect(),
            };
            for noun in row.list(1) {
                nouns.entry(noun).or_default().push(nominal.clone());
            }
            nouns.entry(row.cells[0]).or_default().push(nominal);
        }
        let mut reporting = HashMap::new();
        for row in rows::<2>("reporting", tables.reporting)? {
            reporting.insert(row.cells[0], row.word(1, Reporting::from_word)?);
        }
        let mut common = HashMap::new();
        for row in rows::<2>("common_verbs", tables.common_verbs)? {
            common.insert(row.cells[0], row.list(1).next() == Some("noun"));
        }
        let lemmas = irregular.iter().map(|row| row.cells[0]);
        let mut lemmas: Vec<_> = lemmas
            .chain(actions.keys().copied())
            .chain(reporting.keys().copied())
            .collect();
        lemmas.sort_unstable();
        lemmas.dedup();
        let mut forms = Vec::with_capacity(lemmas.len() * 5);
        for lemma in lemmas {
            let found = irregular.binary_search_by(|row| row.cells[0].cmp(lemma));
            inflect(
                lemma,
                found.ok().and_then(|at| irregular.get(at)),
                &mut forms,
            );
        }
        forms.sort_unstable();
        forms.dedup();
        Ok(Self {
            forms,
            actions,
            nouns: phrases("nouns", Case::Any, nouns)?,
            reporting,
            common,
        })
    }

    /// The verbs that `word` may be a form of: "struck" is "strike", "found" is "find" and "found".
    pub fn lemmas(&self, word: &str) -> impl Iterator<Item = (&'static str, Inflection)> {
        let word = word.to_lowercase();
        let begin = self.forms.partition_point(|(form, ..)| *form < word);
        let rest = self.forms.get(begin..).unwrap_or_default();
        rest.iter()
            .take_while(move |(form, ..)| *form == word)
            .map(|(_, lemma, inflection)| (*lemma, *inflection))
    }

    /// What the verb tells, if anything: all readings, those with fixed objects among them.
    pub fn actions(&self, lemma: &str) -> &[Action] {
        self.actions.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub fn reporting(&self, lemma: &str) -> Option<Reporting> {
        self.reporting.get(lemma).copied()
    }

    /// Whether `lemma` is a verb that news is told with.
    pub fn is_common(&self, lemma: &str) -> bool {
        self.common.contains_key(lemma)
    }

    /// Whether the -s form of `lemma` is as often a noun in the plural: "attacks", "talks".
    pub fn is_nounish(&self, lemma: &str) -> bool {
        self.common.get(lemma).copied().unwrap_or_default()
    }

    /// The longest noun that tells a relation and begins at byte `from`; singular or plural.
    pub fn noun_at(&self, text: &str, from: usize) -> Option<Hit<'_, Vec<Nominal>>> {
        self.nouns.at(text, from)
    }

    pub fn nouns(&self) -> &Phrases<Vec<Nominal>> {
        &self.nouns
    }
}

fn inflect(
    lemma: &'static str,
    irregular: Option<&Row<5>>,
    forms: &mut Vec<(String, &'static str, Inflection)>,
) {
    let given = |cell| -> Vec<String> {
        irregular.map_or_else(Vec::new, |row| row.list(cell).map(str::to_owned).collect())
    };
    let or = |mut words: Vec<String>, regular: String| {
        if words.is_empty() {
            words.push(regular);
        }
        words
    };
    let third = or(given(1), with_s(lemma));
    let past = or(given(2), with_ed(lemma));
    let participle = given(3);
    let participle = if participle.is_empty() {
        past.clone()
    } else {
        participle
    };
    let ing = or(given(4), with_ing(lemma));
    forms.push((lemma.to_owned(), lemma, Inflection::Base));
    let mut push = |words: Vec<String>, inflection| {
        forms.extend(words.into_iter().map(|word| (word, lemma, inflection)));
    };
    push(third, Inflection::Third);
    push(ing, Inflection::Ing);
    let (both, only_past): (Vec<_>, Vec<_>) =
        past.into_iter().partition(|word| participle.contains(word));
    let only_participle = participle
        .into_iter()
        .filter(|word| !both.contains(word))
        .collect();
    push(only_past, Inflection::Past);
    push(only_participle, Inflection::Participle);
    push(both, Inflection::PastOrParticiple);
}

fn with_s(lemma: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh"];
    match stem_before_y(lemma) {
        Some(stem) => format!("{stem}ies"),
        None if sibilant.iter().any(|end| lemma.ends_with(end)) => format!("{lemma}es"),
        None => format!("{lemma}s"),
    }
}

fn with_ed(lemma: &str) -> String {
    match (stem_before_y(lemma), lemma.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (_, Some(stem)) => format!("{stem}ed"),
        _ => format!("{}ed", doubled(lemma)),
    }
}

fn with_ing(lemma: &str) -> String {
    let mute_e = lemma
        .strip_suffix('e')
        .filter(|stem| !stem.ends_with('e') && !stem.ends_with('o') && !stem.ends_with('y'));
    match mute_e {
        Some(stem) => format!("{stem}ing"),
        None => format!("{}ing", doubled(lemma)),
    }
}

/// "den" of "deny"; not of "deploy".
fn stem_before_y(lemma: &str) -> Option<&str> {
    let stem = lemma.strip_suffix('y')?;
    (!stem.ends_with(['a', 'e', 'i', 'o', 'u'])).then_some(stem)
}

/// "bann" for "ban", "hitt" for "hit": one syllable that ends in one vowel and one consonant.
/// Longer verbs that double ("compel") stand in `irregular.tsv`.
fn doubled(lemma: &str) -> String {
    let vowel = |c: &char| "aeiou".contains(*c);
    let mut from_end = lemma.chars().rev();
    let (last, middle, before) = (from_end.next(), from_end.next(), from_end.next());
    let one_vowel = lemma.chars().filter(vowel).count() == 1;
    match (last, middle, before) {
        (Some(last), Some(middle), Some(before))
            if one_vowel
                && !vowel(&last)
                && !"wxy".contains(last)
                && vowel(&middle)
                && !vowel(&before) =>
        {
            format!("{lemma}{last}")
        }
        _ => lemma.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::lexicon;

    fn check(word: &str, lemma: &str, inflection: Inflection) {
        let found: Vec<_> = lexicon().verbs.lemmas(word).collect();
        assert!(found.contains(&(lemma, inflection)), "{word}: {found:?}");
    }

    #[test]
    fn forms_lead_to_their_verb() {
        check("met", "meet", Inflection::PastOrParticiple);
        check("Meeting", "meet", Inflection::Ing);
        check("denies", "deny", Inflection::Third);
        check("deployed", "deploy", Inflection::PastOrParticiple);
        check("banned", "ban", Inflection::PastOrParticiple);
        check("seizing", "seize", Inflection::Ing);
        check("withdrew", "withdraw", Inflection::Past);
        check("withdrawn", "withdraw", Inflection::Participle);
        check("agreeing", "agree", Inflection::Ing);
        check("attacked", "attack", Inflection::PastOrParticiple);
        check("visited", "visit", Inflection::PastOrParticiple);
        assert_eq!(lexicon().verbs.lemmas("table").count(), 0);
    }

    #[test]
    fn a_verb_tells_by_its_object_and_particle() {
        let verbs = &lexicon().verbs;
        let imposes = verbs.actions("impose");
        assert!(imposes.iter().any(|a| a.kind == RelationKind::Sanctions
            && a.objects.contains(&"sanction")
            && a.slots.contains(&Slot::After("on"))));
        let pulls = verbs.actions("pull");
        assert!(pulls.iter().any(|a| a.particle == "out"));
        assert!(verbs.actions("report").is_empty());
        assert_eq!(verbs.reporting("say"), Some(Reporting::Neutral));
    }

    #[test]
    fn nouns_tell_too() {
        let verbs = &lexicon().verbs;
        let hit = verbs.noun_at("talks between", 0).unwrap();
        assert!(hit.value.iter().any(|n| n.targets.contains(&Slot::Pair)));
        let hit = verbs.noun_at("Attacks on", 0).unwrap();
        assert_eq!(hit.value[0].kind, RelationKind::Attacks);
        assert!(hit.value[0].targets.contains(&Slot::After("on")));
    }
}

//! Things without a name: "Iran's air defences", "other warships", "the Syrian army".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::chains::one_spelling;
use crate::extract::happenings::Happenings;
use crate::extract::line::{Line, Look, Setting};
use crate::extract::work::{Work, described, one_line};
use crate::extract::{assets, events};
use crate::lexicon::{AssetForm, Inflection, WordClass};
use crate::model::{BlockKind, ChainId, Form, Kind, Subkind};

/// What a thing is described by: its owner's chain, its noun.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Described {
    kind: Kind,
    owner: Option<ChainId>,
    noun: String,
}

/// Assets, bodies and events without a name.
pub(super) fn add(work: &mut Work) {
    let mut known: BTreeMap<Described, ChainId> = BTreeMap::new();
    let mut events = Happenings::default();
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        if matches!(
            line.block,
            BlockKind::Navigation | BlockKind::Credit | BlockKind::Byline
        ) {
            continue;
        }
        let n_words = line.len();
        let mut i = 0;
        while i < n_words {
            i = asset(work, at, i, &mut known)
                .or_else(|| body(work, at, i, &mut known))
                .or_else(|| events.read(work, at, i))
                .unwrap_or(i + 1);
        }
    }
    events.name(work);
}

/// The words of a description before its noun.
pub(super) struct Left {
    pub from: usize,
    pub owner: Option<(ChainId, Kind)>,
    /// In lower case; "the" and "its" are no part of the mention.
    pub determiner: Option<String>,
    pub n_words: usize,
}

/// Leftwards from a noun over adjectives to its owner or determiner.
pub(super) fn left(work: &Work, at: usize, noun: usize) -> Left {
    let mut left = Left {
        from: noun,
        owner: None,
        determiner: None,
        n_words: 0,
    };
    let Some(line) = work.lines.get(at) else {
        return left;
    };
    // Adjectives count only if an owner or a determiner stands before them: "launch missiles" has none.
    let mut from = noun;
    while from > 0 && noun - from < 6 {
        let last = from - 1;
        let text = line.text(last).to_lowercase();
        let possessive = line.is_possessive(last);
        let owner = if possessive {
            work.ending(at, last)
        } else {
            work.ending(at, from)
        };
        if let Some(owner) = owner {
            let owns = possessive
                || matches!(
                    owner.found.kind,
                    Kind::State | Kind::Organization | Kind::Person
                );
            // "Chad hold crucial talks": a verb, and Chad owns nothing.
            let verb = from < noun
                && !possessive
                && owner.found.form == Form::Name
                && line.look(from) == Look::Lower
                && is_verb(line, from);
            // "promised Chad 30 jets": they are not yet Chad's.
            let counted = from < noun
                && !possessive
                && owner.found.form == Form::Name
                && line.look(from) == Look::Number;
            if owns && !verb && !counted {
                left.owner = Some((owner.of, owner.found.kind));
                left.from = owner.found.words.start;
                left.n_words = noun - left.from;
                if line.is_before(left.from, &["the", "this", "that"]) {
                    left.determiner = Some(line.before(left.from).to_lowercase());
                } else if owner.found.form == Form::Demonym
                    && let Some(from) = adjectives_before(line, left.from)
                {
                    left.determiner = Some(line.before(from).to_lowercase());
                    left.from = from;
                    left.n_words = noun - from;
                }
            }
            return left;
        }
        if is_determiner(line, &text) {
            left.determiner = Some(text);
            left.from = from;
            left.n_words = noun - from;
            return left;
        }
        if is_quantity(line, &text) || line.look(last) == Look::Number {
            left.from = last;
            left.n_words = noun - last;
            left.determiner = left.determiner.or(Some(String::new()));
        } else if line.look(last) != Look::Lower
            || is_small(line, &text)
            || text.ends_with("ed") && !text.contains('-')
            || is_past(line, last)
        {
            return left;
        }
        from = last;
    }
    left
}

/// "a |12-day| Israeli campaign": the first of up to three adjectives before word `i`, if a determiner stands before them.
fn adjectives_before(line: &Line, i: usize) -> Option<usize> {
    let mut from = i;
    while from > 0 && i - from <= 3 {
        let word = line.before(from).to_lowercase();
        if is_determiner(line, &word) {
            return (from < i).then_some(from);
        }
        let plain = matches!(line.look(from - 1), Look::Lower | Look::Number);
        if !plain || is_small(line, &word) || is_verb(line, from - 1) {
            return None;
        }
        from -= 1;
    }
    None
}

/// "drew", "took": a verb in a form that is never an adjective.
pub(super) fn is_past(line: &Line, i: usize) -> bool {
    let mut forms = line.page.lexicon.verbs.lemmas(line.text(i));
    forms.any(|(_, form)| form == Inflection::Past)
}

pub(super) fn is_verb(line: &Line, i: usize) -> bool {
    let mut forms = line.page.lexicon.verbs.lemmas(line.text(i));
    forms.any(|(_, form)| !matches!(form, Inflection::Participle | Inflection::Ing))
}

/// Whether a description cannot reach over this word to its left.
pub(super) fn is_small(line: &Line, word: &str) -> bool {
    let words = &line.page.lexicon.words;
    words.is(word, WordClass::Stop) || words.is(word, WordClass::Verb)
}

fn is_determiner(line: &Line, word: &str) -> bool {
    line.page.lexicon.words.is(word, WordClass::Determiner)
}

fn is_quantity(line: &Line, word: &str) -> bool {
    line.page.lexicon.words.is(word, WordClass::Quantity)
}

/// An asset described at word `i`; gives the word after it.
fn asset(
    work: &mut Work,
    at: usize,
    i: usize,
    known: &mut BTreeMap<Described, ChainId>,
) -> Option<usize> {
    let line = work.lines.get(at)?;
    let (words, asset) = assets::noun_at(line, i)?;
    let (subkind, form) = (asset.subkind, asset.form);
    if form == AssetForm::Family || form == AssetForm::Class || work.is_taken(at, i) {
        return None;
    }
    let left = left(work, at, i);
    let line = work.lines.get(at)?;
    // "missile programme": the noun only describes another.
    let modifies = line.look(words.end) == Look::Lower
        && form == AssetForm::Singular
        && is_noun(line, words.end);
    let pointed = left.owner.is_some() || left.determiner.is_some() || form == AssetForm::Plural;
    let titled = line.setting == Setting::Headline && left.owner.is_none();
    // "the destroyer Thetis": the name was found.
    let named = work
        .starting(at, words.end)
        .is_some_and(|next| next.found.kind == Kind::MilitaryAsset);
    if modifies || !pointed || titled || named {
        return None;
    }
    let noun = line.page.text(line.span_of(&words)).to_lowercase();
    let key = Described {
        kind: Kind::MilitaryAsset,
        owner: left.owner.map(|(owner, _)| owner),
        noun: noun.clone(),
    };
    let found = described(
        line,
        left.from..words.end,
        Kind::MilitaryAsset,
        Some(subkind),
    );
    let name = one_line(line.page.text(found.span));
    let definite = matches!(
        left.determiner.as_deref(),
        Some("the" | "this" | "that" | "these" | "those")
    ) && left.owner.is_none();
    let back = definite
        .then(|| same_noun(work, Kind::MilitaryAsset, &noun, at))
        .flatten();
    let id = back
        .or_else(|| known.get(&key).copied())
        .unwrap_or_else(|| {
            let id = work.add_chain(Kind::MilitaryAsset, Some(subkind), &name);
            if let Some(chain) = work.chains.get_mut(id.0 as usize) {
                chain.named = false;
            }
            id
        });
    known.entry(key).or_insert(id);
    work.place(at, found, id);
    Some(words.end)
}

fn is_noun(line: &Line, i: usize) -> bool {
    const NOUNS: &[&str] = &[
        "programme",
        "program",
        "attack",
        "attacks",
        "strike",
        "strikes",
        "launch",
        "launches",
        "test",
        "tests",
        "capability",
        "capabilities",
        "production",
        "industry",
        "force",
        "forces",
        "group",
        "deal",
        "fire",
        "barrage",
        "parts",
        "crew",
        "crews",
        "pilot",
        "pilots",
        "technology",
        "system",
        "systems",
        "sales",
        "sale",
        "threat",
        "threats",
        "range",
        "warning",
        "alert",
        "alerts",
        "bomb",
        "talks",
        "issue",
        "issues",
        "file",
        "strategy",
        "policy",
        "defence",
        "defense",
        "development",
        "fuel",
        "exercise",
        "exercises",
    ];
    line.is(i, NOUNS) || assets::noun_at(line, i).is_some() || events::noun_at(line, i).is_some()
}

/// The last chain of a kind before line `at` whose name ends with this noun.
fn same_noun(work: &Work, kind: Kind, noun: &str, at: usize) -> Option<ChainId> {
    let last_word = noun.split(' ').next_back()?;
    let ends = |id: ChainId| {
        work.chain(id).is_some_and(|chain| {
            let name = chain.name.to_lowercase();
            chain.kind == kind
                && name
                    .split(' ')
                    .next_back()
                    .is_some_and(|word| word == last_word)
        })
    };
    (at.saturating_sub(12)..=at)
        .rev()
        .flat_map(|line| work.on(line).iter().rev())
        .map(|placed| placed.of)
        .find(|id| ends(*id))
}

/// A body described at word `i`: "the Syrian army", "Iran's state television", "the Asad regime", "the delegation".
fn body(
    work: &mut Work,
    at: usize,
    i: usize,
    known: &mut BTreeMap<Described, ChainId>,
) -> Option<usize> {
    let line = work.lines.get(at)?;
    let shown =
        line.look(i) == Look::Lower || line.look(i) == Look::Capital && line.is_before(i, &["the"]);
    if !shown || work.is_taken(at, i) || line.setting == Setting::Headline {
        return None;
    }
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .organizations
        .noun_at(&line.page.article.text, start)?;
    let people = line
        .page
        .lexicon
        .organizations
        .people_at(&line.page.article.text, start);
    // "opposition figures" are people, and the opposition only describes them.
    if people.is_some_and(|people| people.span.len() > hit.span.len()) {
        return None;
    }
    let subkind = *hit.value;
    let words = line.words_of(hit.span)?;
    let noun = line.page.text(hit.span).to_lowercase();
    // "government officials", "army chief": the noun only describes another.
    let titled = work.titles.get(at).is_some_and(|titles| {
        titles
            .iter()
            .any(|title| title.words.contains(&(words.end - 1)) || title.words.start == words.end)
    });
    let personal = matches!(
        noun.as_str(),
        "administration"
            | "government"
            | "regime"
            | "cabinet"
            | "dictatorship"
            | "team"
            | "campaign"
            | "junta"
            | "forces"
            | "troops"
            | "army"
            | "militia"
    );
    let left = left(work, at, i);
    let owned = left.owner.is_some_and(|(_, kind)| {
        kind == Kind::State
            || kind == Kind::Person && personal
            || kind == Kind::Organization && !personal
    });
    let the = left.determiner.as_deref() == Some("the") && left.owner.is_none();
    let definite = the && left.n_words == 0;
    // "the international community", "the global coalition": there is but one.
    let only_one = the
        && left.n_words > 0
        && line.is(
            i - 1,
            &["international", "global", "multinational", "us-led"],
        );
    if !titled && !owned && !definite && !only_one && fights(line, i, &words, subkind) {
        return fighters(work, at, &left, words, known);
    }
    if titled || !owned && !definite && !only_one {
        return None;
    }
    let line = work.lines.get(at)?;
    let found = described(line, left.from..words.end, Kind::Organization, subkind);
    let name = one_line(line.page.text(found.span));
    if line.look(i) == Look::Capital && !definite {
        return None;
    }
    if definite {
        // "the Coalition", of which more was said before, is a name still.
        let found = if line.look(i) == Look::Capital {
            found.formed(Form::Name)
        } else {
            found
        };
        let back = same_noun(work, Kind::Organization, &noun, at)?;
        work.place(at, found, back);
        return Some(words.end);
    }
    let spelt: Vec<&str> = noun.split(' ').map(one_spelling).collect();
    let key = Described {
        kind: Kind::Organization,
        owner: left.owner.map(|(owner, _)| owner),
        noun: spelt.join(" "),
    };
    let forces = || same_forces(work, left.owner?.0, &key.noun);
    let id = known.get(&key).copied().or_else(forces).unwrap_or_else(|| {
        let id = work.add_chain(Kind::Organization, subkind, &name);
        if let Some(chain) = work.chains.get_mut(id.0 as usize) {
            chain.named = false;
        }
        id
    });
    known.entry(key).or_insert(id);
    work.place(at, found, id);
    Some(words.end)
}

/// "Chadian forces" after "Chadian security forces", if no other forces of Chad were told.
fn same_forces(work: &Work, owner: ChainId, noun: &str) -> Option<ChainId> {
    if noun != "forces" {
        return None;
    }
    let mut told = None;
    for placed in work.placed.iter().flatten() {
        let chain = work.chain(placed.of)?;
        let forces = chain.kind == Kind::Organization && chain.name.to_lowercase().ends_with(noun);
        let owned = || {
            let words = &placed.found;
            let list = work.placed.iter().flatten();
            list.filter(|inner| inner.of == owner)
                .any(|inner| words.span.contains(inner.found.span))
        };
        if forces && owned() {
            if told.is_some_and(|told| told != placed.of) {
                return None;
            }
            told = Some(placed.of);
        }
    }
    told
}

/// "regional armed groups", "foreign militias": who fights is somebody, even without an owner; "the rebels" may be anybody.
fn fights(line: &Line, i: usize, words: &Range<usize>, subkind: Option<Subkind>) -> bool {
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    let described = line.look(before) == Look::Lower
        && !is_small(line, line.text(before))
        && !is_determiner(line, line.text(before))
        && !is_quantity(line, line.text(before))
        && !is_verb(line, before);
    described && subkind == Some(Subkind::ArmedGroup) && line.text(words.end - 1).ends_with('s')
}

fn fighters(
    work: &mut Work,
    at: usize,
    left: &Left,
    words: Range<usize>,
    known: &mut BTreeMap<Described, ChainId>,
) -> Option<usize> {
    let line = work.lines.get(at)?;
    let from = left.from.min(words.start - 1);
    let subkind = Some(Subkind::ArmedGroup);
    let found = described(line, from..words.end, Kind::Organization, subkind);
    let name = one_line(line.page.text(found.span));
    let key = Described {
        kind: Kind::Organization,
        owner: None,
        noun: name.to_lowercase(),
    };
    let id = known.get(&key).copied().unwrap_or_else(|| {
        let id = work.add_chain(Kind::Organization, subkind, &name);
        if let Some(chain) = work.chains.get_mut(id.0 as usize) {
            chain.named = false;
        }
        id
    });
    known.insert(key, id);
    work.place(at, found, id);
    Some(words.end)
}

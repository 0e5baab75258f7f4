//! Descriptions: "the Iranian foreign minister", "Iran's air defences", "the talks", "the sultanate".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Look, Setting};
use crate::extract::roles::{Phrase, give};
use crate::extract::work::{Work, described, one_line};
use crate::extract::{assets, events};
use crate::lexicon::{AssetForm, Scope};
use crate::model::{BlockKind, ChainId, Form, Kind, Subkind};

/// Adds what is described but not named.
pub(super) fn add(work: &mut Work, offices: &[Phrase]) {
    epithets(work);
    officers(work, offices);
    things(work);
    pairs(work);
}

/// "the sultanate" for the state of that kind that the article speaks of, if there is but one.
fn epithets(work: &mut Work) {
    // The states told so far, by code.
    let mut told: BTreeMap<String, ChainId> = BTreeMap::new();
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        for placed in work.on(at) {
            if let Some(iso) = work.chain(placed.of).and_then(|chain| chain.iso.clone()) {
                told.entry(iso).or_insert(placed.of);
            }
        }
        if let Some(line) = work
            .lines
            .get(at)
            .filter(|line| line.block != BlockKind::Navigation)
        {
            for i in 1..line.len() {
                if work.is_taken(at, i) || !line.is_before(i, &["the", "this", "that"]) {
                    continue;
                }
                let Some(start) = line.words.get(i).map(|word| word.span.start()) else {
                    continue;
                };
                let states = &line.page.lexicon.states;
                let Some(hit) = states.epithet_at(&line.page.article.text, start) else {
                    continue;
                };
                let Some(words) = line.words_of(hit.span) else {
                    continue;
                };
                // "the republic's president", but not "the kingdom of heaven" and not "the Islamic Republic News Agency".
                let goes_on = line.has_capital(words.end) || line.is(words.end, &["of"]);
                let mut candidates = hit.value.iter().filter_map(|iso| told.get(*iso));
                let only = candidates.next().filter(|_| candidates.next().is_none());
                if let Some(only) = only
                    && !goes_on
                {
                    let found = Found::new(line, words, Kind::State, Key::Letters, Trust::Shown);
                    more.push((found.formed(Form::Nominal), *only));
                }
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// "the Iranian foreign minister" for the one who holds that office; an unnamed holder otherwise.
fn officers(work: &mut Work, offices: &[Phrase]) {
    let mut holders = Holders::of(work);
    for phrase in offices {
        let Some(line) = work.lines.get(phrase.line) else {
            continue;
        };
        let headline = line.setting == Setting::Headline;
        let title = one_line(line.page.text(line.span_of(&phrase.title.words)));
        let definite = matches!(
            phrase.determiner.as_deref(),
            Some("the" | "his" | "her" | "their" | "its")
        );
        let indefinite = matches!(phrase.determiner.as_deref(), Some("a" | "an" | "another"));
        let bare = phrase.determiner.is_none() && phrase.body.is_some();
        let modified = line.is(phrase.words.end, &["of", "for", "to"])
            && phrase.title.words.end == phrase.words.end;
        if modified
            || phrase.title.title.scope == Scope::Calling
            || phrase.title.title.scope == Scope::Rank
            || work.is_taken(phrase.line, phrase.title.words.end.saturating_sub(1))
        {
            continue;
        }
        let from = phrase.words.start + usize::from(phrase.determiner.is_some());
        let found = described(
            line,
            from..phrase.words.end,
            Kind::Person,
            phrase.title.title.subkind,
        );
        let bodied = phrase.body.is_some();
        if !indefinite
            && (definite || bare || headline)
            && !line.is_before(phrase.words.start, &["his", "her"])
        {
            if let Some(holder) = holders.find(work, &title, phrase) {
                work.place(phrase.line, found, holder);
                continue;
            }
            let spoken_of = bodied && phrase.title.title.scope == Scope::State;
            if spoken_of && !headline {
                unnamed(work, phrase, found, &mut holders);
            }
        } else if indefinite && bodied && !headline {
            unnamed(work, phrase, found, &mut holders);
        }
    }
}

fn unnamed(work: &mut Work, phrase: &Phrase, found: Found, holders: &mut Holders) {
    let name = work
        .lines
        .get(phrase.line)
        .map(|line| one_line(line.page.text(found.span)));
    let id = work.add_chain(Kind::Person, found.subkind, &name.unwrap_or_default());
    if let Some(chain) = work.chains.get_mut(id.0 as usize) {
        chain.named = false;
    }
    work.place(phrase.line, found, id);
    give(work, id, phrase);
    holders.add(work, id);
}

/// People by the last word of the titles they hold.
#[derive(Debug, Default)]
struct Holders {
    by_word: BTreeMap<String, Vec<ChainId>>,
}

impl Holders {
    fn of(work: &Work) -> Self {
        let mut holders = Self::default();
        for at in 0..work.chains.len() {
            holders.add(work, ChainId(at as u32));
        }
        holders
    }

    fn add(&mut self, work: &Work, id: ChainId) {
        let Some(chain) = work.chain(id).filter(|chain| chain.kind == Kind::Person) else {
            return;
        };
        for role in &chain.roles {
            let list = self.by_word.entry(last_word(&role.title)).or_default();
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }

    /// The one person who holds an office of this title, at this body if one is told; the one told last, of several.
    fn find(&self, work: &Work, title: &str, phrase: &Phrase) -> Option<ChainId> {
        let holds = |id: &ChainId| {
            let roles = work
                .chain(*id)
                .map_or(&[][..], |chain| chain.roles.as_slice());
            roles.iter().any(|role| {
                let same_body = match (role.of, phrase.body) {
                    (Some(a), Some(b)) => a == b,
                    // "the Omani foreign minister" is not one of whom only "foreign minister" is known.
                    (None, Some(_)) => false,
                    _ => true,
                };
                same_body && same_office(&role.title, title)
            })
        };
        let known = self.by_word.get(&last_word(title))?;
        let holders: Vec<ChainId> = known.iter().copied().filter(holds).collect();
        match holders.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ if phrase.body.is_none() => {
                // Several foreign ministers: "the foreign minister" is whom the lines before named last.
                let before = (phrase.line.saturating_sub(3)..=phrase.line).rev();
                let mut told = before
                    .flat_map(|line| work.on(line).iter().rev())
                    .filter(|placed| holders.contains(&placed.of));
                let last = told.next().map(|placed| placed.of)?;
                told.all(|placed| placed.of == last).then_some(last)
            }
            _ => None,
        }
    }
}

fn last_word(title: &str) -> String {
    let last = title.split_whitespace().next_back();
    last.unwrap_or_default().to_lowercase()
}

/// "Foreign Minister" is "foreign minister", "Supreme Leader" is "leader", "minister" is not any minister.
fn same_office(full: &str, short: &str) -> bool {
    let (full, short) = (full.to_lowercase(), short.to_lowercase());
    full == short
        || full.ends_with(&format!(" {short}"))
            && matches!(
                short.as_str(),
                "leader"
                    | "president"
                    | "secretary of state"
                    | "secretary"
                    | "envoy"
                    | "spokesman"
                    | "spokeswoman"
                    | "commander"
                    | "chief"
                    | "press secretary"
            )
}

/// What a thing is described by: its owner's chain, its noun.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Described {
    kind: Kind,
    owner: Option<ChainId>,
    noun: String,
}

/// Assets, bodies and events without a name.
fn things(work: &mut Work) {
    let mut known: BTreeMap<Described, ChainId> = BTreeMap::new();
    let mut events = Events::default();
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
}

/// The words of a description before its noun.
struct Left {
    from: usize,
    owner: Option<(ChainId, Kind)>,
    /// In lower case; "the" and "its" are no part of the mention.
    determiner: Option<String>,
    n_words: usize,
}

/// Leftwards from a noun over adjectives to its owner or determiner.
fn left(work: &Work, at: usize, noun: usize) -> Left {
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
            if owns {
                left.owner = Some((owner.of, owner.found.kind));
                left.from = owner.found.words.start;
                left.n_words = noun - left.from;
                if line.is_before(left.from, &["the", "this", "that"]) {
                    left.determiner = Some(line.before(left.from).to_lowercase());
                }
            }
            return left;
        }
        if DETERMINERS.contains(&text.as_str()) {
            left.determiner = Some(text);
            left.from = from;
            left.n_words = noun - from;
            return left;
        }
        if QUANTITIES.contains(&text.as_str()) || line.look(last) == Look::Number {
            left.from = last;
            left.n_words = noun - last;
            left.determiner = left.determiner.or(Some(String::new()));
        } else if line.look(last) != Look::Lower
            || is_small(&text)
            || text.ends_with("ed") && !text.contains('-')
        {
            return left;
        }
        from = last;
    }
    left
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "our",
    "another",
];
const QUANTITIES: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "dozens",
    "several",
    "many",
    "more",
    "other",
    "additional",
    "some",
    "hundreds",
    "thousands",
    "few",
    "all",
    "both",
    "new",
];

fn is_small(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "and",
        "or",
        "but",
        "as",
        "by",
        "to",
        "of",
        "in",
        "on",
        "for",
        "with",
        "from",
        "at",
        "into",
        "about",
        "over",
        "after",
        "before",
        "between",
        "against",
        "near",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "has",
        "had",
        "have",
        "will",
        "would",
        "could",
        "may",
        "said",
        "says",
        "told",
        "not",
        "that",
        "which",
        "who",
        "when",
        "while",
        "if",
        "than",
        "during",
        "via",
        "through",
        "without",
        "within",
        "under",
        "like",
        "including",
        "also",
        "where",
        "launch",
        "launched",
        "deploy",
        "use",
        "used",
    ];
    SMALL.contains(&text)
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
    );
    let left = left(work, at, i);
    let owned = left.owner.is_some_and(|(_, kind)| {
        kind == Kind::State
            || kind == Kind::Person && personal
            || kind == Kind::Organization && !personal
    });
    let definite =
        left.determiner.as_deref() == Some("the") && left.owner.is_none() && left.n_words == 0;
    if titled || !owned && !definite {
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
    let key = Described {
        kind: Kind::Organization,
        owner: left.owner.map(|(owner, _)| owner),
        noun,
    };
    let id = known.get(&key).copied().unwrap_or_else(|| {
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

/// Events told so far, by what sort they are.
#[derive(Debug, Default)]
struct Events {
    told: Vec<Told>,
}

#[derive(Debug)]
struct Told {
    id: ChainId,
    group: &'static str,
    /// Chains of states named beside the noun.
    parties: Vec<ChainId>,
}

impl Events {
    /// An event described at word `i`; gives the word after it.
    fn read(&mut self, work: &mut Work, at: usize, i: usize) -> Option<usize> {
        let line = work.lines.get(at)?;
        let (n_words, event) = events::noun_at(line, i)?;
        if work.is_taken(at, i) {
            return None;
        }
        let words = i..i + n_words;
        let noun = line.page.text(line.span_of(&words)).to_lowercase();
        let group =
            group(&noun, event.subkind).filter(|_| event.named || events::is_talk(&noun))?;
        let subkind = event.subkind;
        let left = left(work, at, i);
        let line = work.lines.get(at)?;
        let parties = parties(work, at, &words, &left);
        let other = (left.from.saturating_sub(1)..i).any(|word| line.is(word, OTHER));
        let definite = matches!(
            left.determiner.as_deref(),
            Some("the" | "this" | "that" | "these" | "those")
        );
        // "war" alone, "in talks": nothing that one could point at.
        let pointed = definite
            || left.determiner.is_some()
            || left.n_words > 0
            || parties.len() > 1
            || group == "talks";
        if !pointed || left.determiner.as_deref() == Some("any") {
            return None;
        }
        let found = described(line, left.from..words.end, Kind::Event, subkind);
        let name = one_line(line.page.text(found.span));
        let fits = |told: &&Told| {
            let shared = told.parties.iter().any(|party| parties.contains(party));
            told.group == group && (told.parties.is_empty() || parties.is_empty() || shared)
        };
        let known = (!other)
            .then(|| self.told.iter().rev().find(fits))
            .flatten()
            .map(|told| told.id);
        let id = match known {
            Some(id) => id,
            None => {
                // "the war" of which nothing was said before is no event of this article.
                if definite && left.n_words == 0 && parties.is_empty() && group != "talks" {
                    return None;
                }
                let id = work.add_chain(Kind::Event, subkind, &name);
                if let Some(chain) = work.chains.get_mut(id.0 as usize) {
                    chain.named = false;
                }
                self.told.push(Told {
                    id,
                    group: if other { "other" } else { group },
                    parties: Vec::new(),
                });
                id
            }
        };
        if let Some(told) = self.told.iter_mut().find(|told| told.id == id) {
            told.parties.extend(parties);
        }
        if let Some(chain) = work.chains.get_mut(id.0 as usize)
            && name.len() > chain.name.len()
        {
            chain.name = name;
        }
        work.place(at, found, id);
        Some(words.end)
    }
}

const OTHER: &[&str] = &[
    "earlier", "previous", "past", "last", "another", "next", "future", "new", "second", "third",
    "former", "other", "separate", "any", "regional", "similar",
];

/// Nouns that may name one event in turn.
fn group(noun: &str, subkind: Option<Subkind>) -> Option<&'static str> {
    match noun {
        "talks" | "negotiations" | "discussions" | "consultations" | "dialogue" | "negotiation" => {
            Some("talks")
        }
        _ => match subkind? {
            Subkind::Talks => Some("meeting"),
            Subkind::War => Some("war"),
            Subkind::Exercise => Some("exercise"),
            Subkind::Treaty => Some("treaty"),
            Subkind::Election => Some("election"),
            Subkind::Protest => Some("protest"),
            _ => None,
        },
    }
}

/// The states beside an event's noun: "US-Iran talks", "talks between Chad and Niger", "war against Niger".
fn parties(work: &Work, at: usize, words: &Range<usize>, left: &Left) -> Vec<ChainId> {
    let Some(line) = work.lines.get(at) else {
        return Vec::new();
    };
    let state = |placed: &&crate::extract::work::Placed| {
        placed.found.kind == Kind::State && placed.found.form != Form::Nominal
    };
    let near_left = left.from.saturating_sub(4);
    let before = work.on(at).iter().filter(state).filter(|placed| {
        let found = &placed.found.words;
        let joined = (found.end..left.from)
            .all(|i| line.is(i, &["and", "-", "–", ","]) || work.is_taken(at, i));
        found.start >= near_left && found.end <= words.start && (found.start >= left.from || joined)
    });
    let mut parties: Vec<ChainId> = before.map(|placed| placed.of).collect();
    let between = (words.end..(words.end + 4).min(line.len()))
        .find(|i| line.is(*i, &["between", "with", "against"]));
    if let Some(from) = between {
        let to = (from + 8).min(line.len());
        let after = work.on(at).iter().filter(state);
        parties.extend(
            after
                .filter(|placed| placed.found.words.start > from && placed.found.words.end <= to)
                .map(|placed| placed.of),
        );
    }
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// "the two countries": the two states that were last named together.
fn pairs(work: &mut Work) {
    let mut last: Option<[ChainId; 2]> = None;
    for at in 0..work.lines.len() {
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        let mut more = Vec::new();
        for i in 0..line.len() {
            if let Some(pair) = pair_at(work, at, i) {
                last = Some(pair);
            }
            let counted = line.is(i, &["two", "both"])
                && line.is(
                    i + 1,
                    &[
                        "countries",
                        "sides",
                        "nations",
                        "states",
                        "governments",
                        "parties",
                        "neighbours",
                        "neighbors",
                        "powers",
                    ],
                );
            if counted && let Some(pair) = last {
                for of in pair {
                    more.push((described(line, i..i + 2, Kind::State, None), of));
                }
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// Two states joined at word `i`: "Iran and the United States", "US-Iran".
fn pair_at(work: &Work, at: usize, i: usize) -> Option<[ChainId; 2]> {
    let line = work.lines.get(at)?;
    let first = work
        .starting(at, i)
        .filter(|placed| placed.found.kind == Kind::State)?;
    let and = first.found.words.end;
    if !line.is(and, &["and", "-", "–"]) {
        return None;
    }
    let next = and + 1 + usize::from(line.is(and + 1, &["the"]));
    let second = work
        .starting(at, next)
        .filter(|placed| placed.found.kind == Kind::State)?;
    (first.of != second.of).then_some([first.of, second.of])
}

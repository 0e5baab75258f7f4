//! Descriptions: "the Iranian foreign minister", "the sultanate", "the two countries".

use std::collections::BTreeMap;

use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::Setting;
use crate::extract::roles::{Phrase, give};
use crate::extract::work::{Work, described, one_line};
use crate::lexicon::Scope;
use crate::model::{BlockKind, ChainId, Form, Kind};

/// Adds what is described but not named.
pub(super) fn add(work: &mut Work, offices: &[Phrase]) {
    epithets(work);
    officers(work, offices);
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

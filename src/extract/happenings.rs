//! Events without a name: "US-Iran talks", "the negotiations", "a 12-day war", and which of them are one.

use std::ops::Range;

use crate::extract::events;
use crate::extract::line::Look;
use crate::extract::things::{Left, is_past, is_small, is_verb, left};
use crate::extract::work::{Placed, Work, described, one_line};
use crate::model::{ChainId, Form, Kind, Subkind};

/// Events told so far in the article.
#[derive(Debug, Default)]
pub(super) struct Happenings {
    told: Vec<Told>,
}

#[derive(Debug)]
struct Told {
    id: ChainId,
    /// What sort of event: nouns that may stand for each other.
    group: String,
    /// "earlier", "second": not the one that the article is about.
    other: bool,
    /// Chains of states named beside the noun.
    parties: Vec<ChainId>,
}

/// How far back a description may point, in events.
const MEMORY: usize = 40;

impl Happenings {
    /// An event described at word `i`; gives the word after it.
    pub fn read(&mut self, work: &mut Work, at: usize, i: usize) -> Option<usize> {
        let line = work.lines.get(at)?;
        let (n_words, event) = events::noun_at(line, i)?;
        if work.is_taken(at, i) {
            return None;
        }
        let words = i..i + n_words;
        let noun = line.page.text(line.span_of(&words)).to_lowercase();
        let subkind = event.subkind;
        let telling = event.named || events::is_talk(&noun);
        let group = subkind
            .filter(|_| telling)
            .map(|subkind| group(&noun, subkind))?;
        let left = within(work, at, left(work, at, i), i);
        let line = work.lines.get(at)?;
        let (from, parties) = parties(work, at, &words, &left);
        let first_other = (left.from.saturating_sub(1)..i).find(|word| line.is(*word, OTHER));
        let other = first_other.is_some();
        let from = first_other.map_or(from, |first| from.min(first));
        let determiner = left.determiner.as_deref();
        let definite = matches!(
            determiner,
            Some("the" | "this" | "that" | "these" | "those")
        );
        let indefinite = matches!(determiner, Some("a" | "an"));
        // "nationwide protests" are met by somebody, with "the" or without.
        let described_protest = subkind == Some(Subkind::Protest)
            && left.n_words == 0
            && determiner.is_none()
            && i.checked_sub(1).is_some_and(|before| {
                line.look(before) == Look::Lower
                    && !is_small(line, line.text(before))
                    && !is_past(line, before)
            });
        let from = from - usize::from(described_protest);
        // "war" alone, "in talks": nothing that one could point at.
        let pointed = determiner.is_some()
            || left.n_words > 0
            || parties.len() > 1
            || group == "talks"
            || described_protest;
        if !pointed {
            return None;
        }
        let found = described(line, from..words.end, Kind::Event, subkind);
        let name = one_line(line.page.text(found.span));
        let like = self
            .known(&group, &parties, indefinite, definite)
            .filter(|_| !other);
        let known = like.filter(|known| is_of(work, *known, &left));
        let other = other || known.is_none() && like.is_some();
        // "the war" of which nothing was said before is no event of this article.
        if known.is_none()
            && definite
            && left.n_words == 0
            && parties.is_empty()
            && group != "talks"
        {
            return None;
        }
        let id = known.unwrap_or_else(|| {
            let id = work.add_chain(Kind::Event, subkind, &name);
            if let Some(chain) = work.chains.get_mut(id.0 as usize) {
                chain.named = false;
            }
            self.told.push(Told {
                id,
                group,
                other,
                parties: Vec::new(),
            });
            id
        });
        if let Some(told) = self
            .told
            .iter_mut()
            .rev()
            .take(MEMORY)
            .find(|told| told.id == id)
        {
            told.parties.extend(parties);
            told.parties.sort_unstable();
            told.parties.dedup();
        }
        work.place(at, found, id);
        Some(words.end)
    }

    /// The event told before that a description may point at.
    fn known(
        &self,
        group: &str,
        parties: &[ChainId],
        indefinite: bool,
        definite: bool,
    ) -> Option<ChainId> {
        let recent = || {
            self.told
                .iter()
                .rev()
                .take(MEMORY)
                .filter(|told| !told.other)
        };
        let fits = |told: &&Told| {
            let shared = told.parties.iter().any(|party| parties.contains(party));
            told.group == group && (told.parties.is_empty() || parties.is_empty() || shared)
        };
        // "a meeting" after a meeting is another one, "crucial talks" after talks are not.
        let one_more = indefinite && group == "meeting";
        let same = (!one_more).then(|| recent().find(fits)).flatten();
        // "the meeting" for the talks, where no meeting was told.
        let talks = || {
            recent()
                .find(|told| told.group == "talks")
                .filter(|_| definite && group == "meeting")
        };
        same.or_else(talks).map(|told| told.id)
    }

    /// Names each event of two parties after them: "talks between Chad and Niger".
    pub fn name(&self, work: &mut Work) {
        for told in &self.told {
            if told.parties.len() != 2 {
                continue;
            }
            let mut parties: Vec<String> = told
                .parties
                .iter()
                .filter_map(|party| work.chain(*party).map(|chain| chain.name.clone()))
                .collect();
            parties.sort();
            let Some(chain) = work.chains.get_mut(told.id.0 as usize) else {
                continue;
            };
            // Talks by any word are named alike, so that another article's are found to be the same.
            let noun = match told.group.as_str() {
                _ if told.other => chain.name.as_str(),
                "talks" => "talks",
                _ => chain.name.split(' ').next_back().unwrap_or_default(),
            };
            chain.name = format!("{} between {}", noun, parties.join(" and "));
        }
    }
}

/// "|crucial| talks", "the |Bern| talks": adjectives and places that belong to an event without an owner.
fn within(work: &Work, at: usize, mut left: Left, noun: usize) -> Left {
    let Some(line) = work.lines.get(at) else {
        return left;
    };
    if left.from < noun || left.owner.is_some() || left.determiner.is_some() {
        return left;
    }
    let place = work.ending(at, noun).filter(|placed| {
        placed.found.kind == Kind::Place && line.is_before(placed.found.words.start, &["the"])
    });
    if let Some(place) = place {
        left.from = place.found.words.start;
        left.determiner = Some("the".to_owned());
    } else {
        let adjective = |i: usize| {
            let text = line.text(i);
            line.look(i) == Look::Lower
                && !is_small(line, text)
                && !is_verb(line, i)
                && !text.ends_with("ing")
                && !work.is_taken(at, i)
        };
        while noun - left.from < 2 && left.from > 0 && adjective(left.from - 1) {
            left.from -= 1;
        }
    }
    left.n_words = noun - left.from;
    left
}

const OTHER: &[&str] = &[
    "earlier", "previous", "past", "last", "another", "next", "future", "new", "second", "third",
    "former", "other", "separate", "any", "regional", "similar", "two", "three", "several",
];

/// "the Assembly meeting" is not the talks told before, unless those are the Assembly's.
fn is_of(work: &Work, event: ChainId, left: &Left) -> bool {
    let body = left
        .owner
        .filter(|(_, kind)| *kind == Kind::Organization)
        .and_then(|(owner, _)| work.chain(owner));
    let event = work.chain(event);
    body.is_none_or(|body| event.is_some_and(|event| event.name.contains(&body.name)))
}

/// Talks by any word are talks; other events are the same only by the same noun.
fn group(noun: &str, subkind: Subkind) -> String {
    let last = noun.split(' ').next_back().unwrap_or(noun);
    match last {
        "talks" | "negotiations" | "discussions" | "consultations" | "dialogue" | "negotiation" => {
            "talks".to_owned()
        }
        "meeting" | "summit" => "meeting".to_owned(),
        _ if subkind == Subkind::Talks => "meeting".to_owned(),
        _ => last.trim_end_matches('s').to_owned(),
    }
}

/// The states beside an event's noun: "US-Iran talks", "talks between Chad and Niger", "war against Niger".
fn parties(work: &Work, at: usize, words: &Range<usize>, left: &Left) -> (usize, Vec<ChainId>) {
    let Some(line) = work.lines.get(at) else {
        return (left.from, Vec::new());
    };
    let state =
        |placed: &&Placed| placed.found.kind == Kind::State && placed.found.form != Form::Nominal;
    let mut from = left.from;
    let mut parties = Vec::new();
    for placed in work.on(at).iter().filter(state).rev() {
        let found = &placed.found.words;
        let joined = found.end <= from
            && from - found.end <= 1
            && (found.end..from).all(|i| line.is(i, &["and", "-", "–", "‑"]));
        let inside = found.start >= left.from && found.end <= words.start;
        // "Chad and Niger talks": the first belongs to the description as the second does.
        if inside || joined && left.owner.is_some() {
            from = from.min(found.start);
            parties.push(placed.of);
        }
    }
    let between = (words.end..(words.end + 4).min(line.len()))
        .take_while(|i| line.look(*i) != Look::Mark)
        .find(|i| line.is(*i, &["between", "with", "against"]));
    if let Some(after) = between {
        let to = (after + 8).min(line.len());
        let inside =
            |placed: &&Placed| placed.found.words.start > after && placed.found.words.end <= to;
        parties.extend(
            work.on(at)
                .iter()
                .filter(state)
                .filter(inside)
                .map(|placed| placed.of),
        );
    }
    parties.sort_unstable();
    parties.dedup();
    (from, parties)
}

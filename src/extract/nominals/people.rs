//! People by what they are to others or to the reader: "President Duarte's son-in-law", "a source close to the talks".

use std::collections::BTreeMap;

use crate::extract::chains::merge;
use crate::extract::line::{Line, Look, Setting};
use crate::extract::work::{Work, described, one_line};
use crate::lexicon::Inflection;
use crate::model::{BlockKind, ChainId, Kind, Source};

/// Adds people told by a relative, and joins those who are described first and named later.
pub(super) fn add(work: &mut Work) {
    relatives(work);
    named_later(work);
}

/// How many sentences later the name may come.
const SOON: usize = 3;

/// "A top adviser to Duarte spoke up. … 'No', Peter Holm wrote.": the name that comes soon after, new to the article and without
/// an office of its own, is the adviser's; nobody's where two new names come.
fn named_later(work: &mut Work) {
    let mut first: BTreeMap<ChainId, (usize, usize)> = BTreeMap::new();
    for (at, list) in work.placed.iter().enumerate() {
        for placed in list
            .iter()
            .filter(|placed| placed.found.kind == Kind::Person)
        {
            first
                .entry(placed.of)
                .or_insert((at, placed.found.words.start));
        }
    }
    let described = first.iter().filter(|(of, (at, start))| {
        let indefinite = work
            .lines
            .get(*at)
            .is_some_and(|line| line.is_before(*start, &["a", "an"]));
        let chain = work.chain(**of);
        indefinite && chain.is_some_and(|chain| !chain.named && !chain.roles.is_empty())
    });
    let pairs: Vec<(ChainId, ChainId)> = described
        .filter_map(|(of, (at, _))| {
            let mut new = first.iter().filter(|(other, (line, _))| {
                *line > *at
                    && *line <= at + SOON
                    && work.chain(**other).is_some_and(|chain| chain.named)
            });
            let (name, (line, start)) = new.next().filter(|_| new.next().is_none())?;
            let line = work.lines.get(*line)?;
            let chain = work.chain(*name)?;
            let end = work.starting(first.get(name)?.0, *start)?.found.words.end;
            let fits = chain.roles.is_empty()
                && chain.name.contains(' ')
                && line.block == BlockKind::Body
                && says(line, end);
            fits.then_some((*of, *name))
        })
        .collect();
    for (described, name) in &pairs {
        let roles = work
            .chains
            .get_mut(described.0 as usize)
            .map(|chain| std::mem::take(&mut chain.roles));
        for role in roles.into_iter().flatten() {
            work.give_role(*name, role);
        }
    }
    merge(work, &pairs.into_iter().collect());
}

/// "Peter Holm, |President Ana Duarte's son-in-law|,": another mention of Holm.
fn relatives(work: &mut Work) {
    for at in 0..work.lines.len() {
        let mut more = Vec::new();
        let Some(line) = work.lines.get(at) else {
            continue;
        };
        for owner in work.on(at) {
            let end = owner.found.words.end;
            if owner.found.kind != Kind::Person || !line.is_possessive(end) {
                continue;
            }
            let Some(tie_end) = tie(line, end + 1) else {
                continue;
            };
            let from = title_before(work, at, owner.found.words.start);
            let named = from
                .checked_sub(1)
                .filter(|comma| line.is(*comma, &[","]))
                .and_then(|comma| work.ending(at, comma))
                .filter(|named| named.found.kind == Kind::Person && named.of != owner.of);
            if let Some(named) = named
                && line.look(tie_end) == Look::Mark
            {
                let found = described(line, from..tie_end, Kind::Person, None);
                let source = Source::Shown("it tells whose relative the name before it is");
                more.push((found.because(source), named.of));
            }
        }
        for (found, of) in more {
            work.place(at, found, of);
        }
    }
}

/// Where a word for a relative or helper ends that begins at word `i`.
fn tie(line: &Line, i: usize) -> Option<usize> {
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .titles
        .tie_at(&line.page.article.text, start)?;
    (!hit.value.plural)
        .then(|| line.words_of(hit.span).map(|words| words.end))
        .flatten()
}

/// Leftwards from a name over its titles and their owner: "US President |Ana Duarte|".
fn title_before(work: &Work, at: usize, name: usize) -> usize {
    let titles = work.titles.get(at).map_or(&[][..], Vec::as_slice);
    let mut from = name;
    while let Some(title) = titles.iter().find(|title| title.words.end == from) {
        from = title.words.start;
    }
    if from < name
        && let Some(owner) = work.ending(at, from)
        && matches!(owner.found.kind, Kind::State | Kind::Organization)
    {
        from = owner.found.words.start;
    }
    from
}

/// One who speaks without a name: the chain, the noun, and whether it is "a second" one.
struct Unnamed {
    of: ChainId,
    noun: String,
    second: bool,
}

/// "A source close to the talks told …", "a second source", and "the source" that points back at one of them.
pub(in crate::extract) fn sources(work: &mut Work) {
    let mut told: Vec<Unnamed> = Vec::new();
    for at in 0..work.lines.len() {
        let body = work
            .lines
            .get(at)
            .is_some_and(|line| line.block == BlockKind::Body && line.setting == Setting::Running);
        for i in 1..work.lines.get(at).map_or(0, |line| line.len()) {
            if body {
                source(work, at, i, &mut told);
            }
        }
    }
}

fn source(work: &mut Work, at: usize, i: usize, told: &mut Vec<Unnamed>) {
    const NOUNS: &[&str] = &["source", "insider", "whistleblower", "eyewitness"];
    let Some(line) = work.lines.get(at) else {
        return;
    };
    if !line.is(i, NOUNS) || line.look(i) != Look::Lower || work.is_taken(at, i) {
        return;
    }
    let noun = line.text(i).to_lowercase();
    // Up to two words of what sort: "a senior diplomatic source".
    let mut from = i;
    while from > 0 && i - from < 3 && line.look(from - 1) == Look::Lower {
        if line.is_before(from, &["a", "an", "the", "another", "one"]) {
            break;
        }
        from -= 1;
    }
    let second = (from..i).any(|word| line.is(word, &["second", "other"]))
        || line.is_before(from, &["another"]);
    let first = (from..i).any(|word| line.is(word, &["first"]));
    if line.is_before(from, &["the"]) {
        let of_noun = || told.iter().filter(|source| source.noun == noun);
        let pointed = if second {
            of_noun().find(|source| source.second)
        } else if first {
            of_noun().find(|source| !source.second)
        } else {
            // Of two, the one who spoke last.
            let last = last_told(work, at, told);
            of_noun().find(|source| Some(source.of) == last)
        };
        if let Some(of) = pointed.map(|source| source.of) {
            let found = described(line, from..i + 1, Kind::Person, None);
            let source = Source::Shown("it points back at a source told of before");
            work.place(at, found.because(source), of);
        }
        return;
    }
    if !line.is_before(from, &["a", "an", "another"]) {
        return;
    }
    // A source of water is none: one that speaks.
    let Some(end) = speaks_at(line, i + 1) else {
        return;
    };
    let found = described(line, from..end, Kind::Person, None);
    let name = one_line(line.page.text(found.span));
    let of = work.add_chain(Kind::Person, None, &name);
    if let Some(chain) = work.chains.get_mut(of.0 as usize) {
        chain.named = false;
    }
    let source = Source::Shown("somebody without a name who speaks");
    work.place(at, found.because(source), of);
    told.push(Unnamed { of, noun, second });
}

/// Where the description ends and a verb of saying begins, which may be "also said".
fn speaks_at(line: &Line, from: usize) -> Option<usize> {
    let to = (from + 20).min(line.len());
    (from..to)
        .find(|i| line.is(*i, &["also", "later", "then"]) && says(line, i + 1) || says(line, *i))
}

/// Whether word `i` is a verb of saying with a subject: "said", not "to say".
fn says(line: &Line, i: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let finite = |form| !matches!(form, Inflection::Base | Inflection::Ing);
    line.look(i) == Look::Lower
        && !line.is_before(i, &["to"])
        && verbs
            .lemmas(line.text(i))
            .any(|(lemma, form)| finite(form) && verbs.reporting(lemma).is_some())
}

/// The one of these mentioned last before or in a line.
fn last_told(work: &Work, at: usize, told: &[Unnamed]) -> Option<ChainId> {
    (at.saturating_sub(12)..=at).rev().find_map(|line| {
        let mut here = work.on(line).iter().rev().map(|placed| placed.of);
        here.find(|of| told.iter().any(|source| source.of == *of))
    })
}

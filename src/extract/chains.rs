//! Which names of an article name the same thing.

use std::collections::BTreeMap;

use crate::extract::found::{Found, Key, TitleAt};
use crate::extract::line::Line;
use crate::extract::people::is_initial;
use crate::extract::repeats::acronym_after;
use crate::extract::work::{Placed, Work, one_line};
use crate::lexicon::{Lexicon, Scope, StateForm};
use crate::model::{Chain, ChainId, Form, Kind};

/// What two mentions must share to be one without further evidence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Same {
    Key(Kind, Key),
    Letters(Kind, String),
}

/// Puts the names of all lines into chains.
pub(super) fn join<'a>(
    lines: Vec<Line<'a>>,
    titles: Vec<Vec<TitleAt>>,
    found: Vec<Vec<Found>>,
) -> Work<'a> {
    let people = People::of(&lines, &titles, &found);
    let mut work = Work {
        placed: vec![Vec::new(); lines.len()],
        lines,
        titles,
        chains: Vec::new(),
        notes: Vec::new(),
    };
    let mut known: BTreeMap<Same, ChainId> = BTreeMap::new();
    let mut acronyms: Vec<(Same, ChainId)> = Vec::new();
    for (at, list) in found.into_iter().enumerate() {
        for mut f in list {
            f.line = at;
            let same = same(&work, &people, at, &f);
            let id = match known.get(&same) {
                Some(id) => *id,
                None => {
                    let id = new_chain(&mut work, at, &f);
                    known.insert(same, id);
                    id
                }
            };
            improve(&mut work, at, &f, id);
            if let Some(line) = work.lines.get(at)
                && let Some(acronym) = acronym_after(line, &f)
            {
                acronyms.push((Same::Letters(f.kind, acronym.to_lowercase()), id));
            }
            if let Some(list) = work.placed.get_mut(at) {
                list.push(Placed { found: f, of: id });
            }
        }
    }
    merge_acronyms(&mut work, &known, &acronyms);
    work
}

fn same(work: &Work, people: &People, at: usize, f: &Found) -> Same {
    let Some(line) = work.lines.get(at) else {
        return Same::Key(f.kind, f.key);
    };
    match (f.key, f.kind) {
        (Key::Letters, Kind::Person) => {
            let words: Vec<&str> = f.words.clone().map(|i| line.text(i)).collect();
            Same::Letters(Kind::Person, people.full(&words, f.span.start()))
        }
        (Key::Letters, kind) => {
            Same::Letters(kind, canonical(line.page.lexicon, line.page.text(f.span)))
        }
        (key, kind) => Same::Key(kind, key),
    }
}

fn new_chain(work: &mut Work, at: usize, f: &Found) -> ChainId {
    let Some(line) = work.lines.get(at) else {
        return work.add_chain(f.kind, f.subkind, "");
    };
    let lexicon = line.page.lexicon;
    let name = match f.key {
        Key::State(iso) => lexicon
            .states
            .get(iso)
            .map_or(iso, |state| state.name)
            .to_owned(),
        Key::Place(name) | Key::Seat(name) | Key::Medium(name) => name.to_owned(),
        _ => one_line(line.page.text(f.span)),
    };
    let iso = match f.key {
        Key::State(iso) => Some(iso.to_owned()),
        _ => None,
    };
    let id = work.add_chain(f.kind, f.subkind, &name);
    if let Some(chain) = work.chains.get_mut(id.0 as usize) {
        chain.iso = iso;
    }
    id
}

/// The fullest name is the chain's.
fn improve(work: &mut Work, at: usize, f: &Found, id: ChainId) {
    let Some(line) = work.lines.get(at) else {
        return;
    };
    let longer = matches!(f.key, Key::Letters | Key::Organization(_) | Key::Asset(_))
        && f.form == Form::Name;
    let name = one_line(line.page.text(f.span));
    let Some(chain) = work.chains.get_mut(id.0 as usize) else {
        return;
    };
    chain.subkind = chain.subkind.or(f.subkind);
    let shouts = !name.chars().any(char::is_lowercase) && name.contains(' ');
    if longer && name.chars().count() > chain.name.chars().count() && !shouts {
        chain.name = name;
    }
}

/// "Socialist Party (PS)": the abbreviation, wherever it stands, is the party.
fn merge_acronyms(work: &mut Work, known: &BTreeMap<Same, ChainId>, acronyms: &[(Same, ChainId)]) {
    for (same, long) in acronyms {
        let Some(short) = known.get(same).copied().filter(|short| short != long) else {
            continue;
        };
        merge(work, short, *long);
    }
}

/// Makes all mentions of `from` mentions of `into`; `from` is left empty.
pub(super) fn merge(work: &mut Work, from: ChainId, into: ChainId) {
    for placed in work.placed.iter_mut().flatten() {
        if placed.of == from {
            placed.of = into;
        }
    }
}

/// Drops chains without mentions and numbers the rest anew, in order of their first mention.
pub(super) fn compact(work: &mut Work) {
    let mut order: Vec<(usize, ChainId)> = Vec::new();
    let mut seen = vec![false; work.chains.len()];
    for placed in work.placed.iter().flatten() {
        if let Some(seen) = seen.get_mut(placed.of.0 as usize)
            && !*seen
        {
            *seen = true;
            order.push((placed.found.span.start(), placed.of));
        }
    }
    let mut new_ids = vec![None; work.chains.len()];
    let mut chains: Vec<Chain> = Vec::new();
    for (_, old) in order {
        if let (Some(slot), Some(chain)) = (
            new_ids.get_mut(old.0 as usize),
            work.chains.get(old.0 as usize),
        ) {
            *slot = Some(ChainId(chains.len() as u32));
            chains.push(chain.clone());
        }
    }
    let new_id = |old: ChainId| new_ids.get(old.0 as usize).copied().flatten();
    for placed in work.placed.iter_mut().flatten() {
        placed.of = new_id(placed.of).unwrap_or(placed.of);
    }
    for role in chains.iter_mut().flat_map(|chain| chain.roles.iter_mut()) {
        role.of = role.of.and_then(new_id);
    }
    work.chains = chains;
}

/// A name as it is compared: lower case, states by their code, "of" forms turned round.
/// "Oman's Foreign Ministry" and "Omani Foreign Ministry" are one.
pub(crate) fn canonical(lexicon: &Lexicon, name: &str) -> String {
    let name = name.trim();
    let name = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name);
    let mut out = String::new();
    let mut rest = name;
    if let Some(hit) = lexicon.states.at(name, 0)
        && matches!(hit.value.form, StateForm::Name | StateForm::Demonym)
    {
        let after = name.get(hit.span.end()..).unwrap_or_default();
        let after = after
            .strip_prefix("'s")
            .or_else(|| after.strip_prefix("’s"))
            .unwrap_or(after);
        if after.starts_with(char::is_whitespace) {
            out.push_str(hit.value.iso);
            rest = after;
        }
    }
    for word in rest.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word.to_lowercase().replace('’', "'"));
    }
    out
}

/// The people of an article by their full names, for whom a surname may stand.
struct People {
    /// Words of each full name, the place of its first mention, and what titles say of its bearer.
    full: Vec<(Vec<String>, usize)>,
}

impl People {
    fn of(lines: &[Line], titles: &[Vec<TitleAt>], found: &[Vec<Found>]) -> Self {
        let mut full: Vec<(Vec<String>, usize)> = Vec::new();
        let _ = titles;
        for (line, list) in lines.iter().zip(found) {
            for f in list
                .iter()
                .filter(|f| f.kind == Kind::Person && f.key == Key::Letters)
            {
                let words: Vec<String> = f.words.clone().map(|i| plain(line.text(i))).collect();
                if words.len() > 1 {
                    full.push((words, f.span.start()));
                }
            }
        }
        // The longest first, so that shorter ones find it; at equal length the one told first.
        full.sort_by_key(|(words, at)| (std::cmp::Reverse(words.len()), *at));
        Self { full }
    }

    /// The fullest name that `words`, at byte `at`, may be short for.
    fn full(&self, words: &[&str], at: usize) -> String {
        let words: Vec<String> = words.iter().map(|word| plain(word)).collect();
        let fits = |(full, _): &&(Vec<String>, usize)| is_short_for(&words, full);
        let mut candidates: Vec<&(Vec<String>, usize)> = self.full.iter().filter(fits).collect();
        if words.len() == 1 {
            // Of two with one surname, the one named last before; else the first after.
            candidates.sort_by_key(|(_, place)| {
                let before = *place <= at;
                (!before, if before { at - place } else { place - at })
            });
            let nearest = candidates.first().map(|(full, _)| full.clone());
            return nearest.map_or(words.join(" "), |full| {
                let refs: Vec<&str> = full.iter().map(String::as_str).collect();
                if refs == words {
                    words.join(" ")
                } else {
                    self.full(&refs, at)
                }
            });
        }
        candidates
            .first()
            .map_or(words.join(" "), |(full, _)| full.join(" "))
    }
}

fn plain(word: &str) -> String {
    any_ascii::any_ascii(word)
        .to_lowercase()
        .replace(['‘', '’', '`'], "'")
}

/// Whether `short` leaves out words of `full` but not the surname: "Badr Al Busaidi" of "Badr Bin Hamad Al Busaidi",
/// "J. Kerry" of "John Kerry", "Karbouly" of "Ziad al-Karbouly"; not "Ana Trump" of "Donald Trump".
pub(crate) fn is_short_for(short: &[String], full: &[String]) -> bool {
    let (Some((last, given)), Some((full_last, full_given))) =
        (short.split_last(), full.split_last())
    else {
        return false;
    };
    if !same_surname(last, full_last) || short.len() > full.len() {
        return false;
    }
    let mut rest = full_given.iter();
    let mut aligned = given.iter().enumerate().map(|(n, word)| {
        let mut skipped = 0;
        let hit = rest.by_ref().any(|other| {
            let fits = word == other || is_initial_of(word, other) || is_initial_of(other, word);
            skipped += usize::from(!fits);
            fits
        });
        // The given name is first in both: "Hamad Al Busaidi" is another man; a particle may begin the short form.
        hit && (n > 0 || skipped == 0 || PARTICLES.contains(&word.as_str()))
    });
    aligned.all(|fits| fits)
}

const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "abu", "van", "von", "de", "der", "den", "da", "di", "du",
    "la", "le", "del", "dos", "ter", "bint",
];

fn same_surname(a: &str, b: &str) -> bool {
    let bare = |word: &str| {
        let cut = word
            .split_once('-')
            .filter(|(particle, _)| PARTICLES.contains(particle));
        cut.map_or(word.to_owned(), |(_, rest)| rest.to_owned())
    };
    a == b || bare(a) == bare(b)
}

fn is_initial_of(short: &str, long: &str) -> bool {
    let letter = short.strip_suffix('.').unwrap_or(short);
    is_initial(&short.to_uppercase()) && letter.chars().count() == 1 && long.starts_with(letter)
}

/// Whether a title is a mere form of address.
pub(super) fn is_courtesy(title: &TitleAt) -> bool {
    title.title.scope == Scope::Courtesy
}

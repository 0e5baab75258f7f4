//! Which names of an article name the same thing.

use std::collections::BTreeMap;

use crate::extract::found::{Found, Key, TitleAt};
use crate::extract::full_names::{People, name_words, plain};
use crate::extract::line::Line;
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
    let people = People::of(&lines, &found);
    let owned = owned(&lines, &found);
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
            let same = same(&work, &people, &owned, at, &f);
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

fn same(
    work: &Work,
    people: &People,
    owned: &BTreeMap<String, String>,
    at: usize,
    f: &Found,
) -> Same {
    let Some(line) = work.lines.get(at) else {
        return Same::Key(f.kind, f.key);
    };
    match (f.key, f.kind) {
        (Key::Letters, Kind::Person) => {
            let words = name_words(line, &f.words);
            Same::Letters(Kind::Person, people.full(&words, f.span.start()))
        }
        (Key::Letters, Kind::MilitaryAsset) => {
            let name = one_line(line.page.text(f.span));
            let bare = without_prefix(line.page.lexicon, &name);
            Same::Letters(Kind::MilitaryAsset, canonical(line.page.lexicon, bare))
        }
        (Key::Letters, Kind::Organization) => {
            let letters = canonical(line.page.lexicon, line.page.text(f.span));
            Same::Letters(
                Kind::Organization,
                owned.get(&letters).cloned().unwrap_or(letters),
            )
        }
        (Key::Letters, kind) => {
            Same::Letters(kind, canonical(line.page.lexicon, line.page.text(f.span)))
        }
        (key, kind) => Same::Key(kind, key),
    }
}

/// Bodies that every state has, by their plain name, where the article names but one: "Foreign Ministry" of "Omani Foreign Ministry".
fn owned(lines: &[Line], found: &[Vec<Found>]) -> BTreeMap<String, String> {
    let mut owned: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (line, list) in lines.iter().zip(found) {
        let bodies = list
            .iter()
            .filter(|f| f.kind == Kind::Organization && f.key == Key::Letters);
        for f in bodies {
            let whole = canonical(line.page.lexicon, line.page.text(f.span));
            let Some((iso, plain)) = whole.split_once(' ') else {
                continue;
            };
            if iso.len() != 3 || !iso.bytes().all(|b| b.is_ascii_uppercase()) {
                continue;
            }
            let entry = owned
                .entry(plain.to_owned())
                .or_insert_with(|| Some(whole.clone()));
            if entry.as_ref().is_some_and(|known| *known != whole) {
                *entry = None;
            }
        }
    }
    let single = owned.into_iter();
    single
        .filter_map(|(plain, whole)| Some((plain, whole?)))
        .collect()
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
        _ if f.kind == Kind::Person => calmed(&one_line(line.page.text(f.span))),
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

/// "James O'Hara" of "JAMES O'HARA"; a name of one word may be an acronym.
fn calmed(name: &str) -> String {
    let shouts = !name.chars().any(char::is_lowercase) && name.contains(' ');
    if !shouts {
        return name.to_owned();
    }
    let mut opens = true;
    let calm = |letter: char| {
        let small = !opens;
        opens = !letter.is_alphanumeric();
        if small {
            letter.to_lowercase().collect::<String>()
        } else {
            letter.to_string()
        }
    };
    name.chars().map(calm).collect()
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
    let pairs = acronyms.iter().filter_map(|(same, long)| {
        let short = known.get(same).copied().filter(|short| short != long)?;
        Some((short, *long))
    });
    merge(work, &pairs.collect());
}

/// Makes all mentions of each first chain mentions of the second; the first is left empty.
pub(super) fn merge(work: &mut Work, pairs: &BTreeMap<ChainId, ChainId>) {
    for placed in work.placed.iter_mut().flatten() {
        if let Some(into) = pairs.get(&placed.of) {
            placed.of = *into;
        }
    }
    // An office at the one is an office at the other.
    for role in work.chains.iter_mut().flat_map(|chain| &mut chain.roles) {
        role.of = role.of.map(|of| *pairs.get(&of).unwrap_or(&of));
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
    // "the American military's Central Command" is America's.
    let mut words = rest.split_whitespace().peekable();
    let of_forces = |word: &str| {
        matches!(
            word,
            "military's" | "army's" | "government's" | "military’s" | "army’s" | "government’s"
        )
    };
    if !out.is_empty() {
        words.next_if(|word| of_forces(word));
    }
    for word in words {
        if !out.is_empty() {
            out.push(' ');
        }
        let plain = plain(word).replace('ʻ', "'");
        out.push_str(one_spelling(&plain.replace(['-', '‑'], " ")));
    }
    out
}

/// One of several spellings of a word that names are full of: "Defense" is "Defence", "TV" is "television".
pub(crate) fn one_spelling(word: &str) -> &str {
    match word {
        "tv" => "television",
        "defense" => "defence",
        "organization" => "organisation",
        "program" => "programme",
        "center" => "centre",
        "labor" => "labour",
        "harbor" => "harbour",
        "&" => "and",
        _ => word,
    }
}

/// A ship's name without "USS", "HNoMS".
pub(crate) fn without_prefix<'n>(lexicon: &Lexicon, name: &'n str) -> &'n str {
    let parts = name.split_once(' ');
    parts
        .filter(|(prefix, _)| lexicon.assets.hull(prefix).is_some())
        .map_or(name, |(_, bare)| bare)
}

/// Whether a title is a mere form of address.
pub(super) fn is_courtesy(title: &TitleAt) -> bool {
    title.title.scope == Scope::Courtesy
}

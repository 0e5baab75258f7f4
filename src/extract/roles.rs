//! Who holds which office, and whose office it is.

use std::ops::Range;

use crate::extract::chains::is_courtesy;
use crate::extract::found::{TitleAt, is_no_name};
use crate::extract::line::{Line, Look};
use crate::extract::whose;
use crate::extract::work::{Work, one_line};
use crate::lexicon::{Scope, WordClass};
use crate::model::{BlockKind, ChainId, Form, Kind, Role, RoleTime, Subkind};

/// A title in its phrase: "Iran's former foreign minister", "head of the Central Bank".
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub line: usize,
    /// From the owner or the first adjective to the end of "of …".
    pub words: Range<usize>,
    pub title: TitleAt,
    pub body: Option<ChainId>,
    pub time: RoleTime,
    /// "the", "his", "a" before it, in lower case.
    pub determiner: Option<String>,
    /// Who the sentence says holds it.
    pub holder: Option<ChainId>,
}

/// Gives each person the offices that the text tells, and the kind of person that follows from them; gives every office told, in
/// order of the text.
pub(super) fn assign(work: &mut Work) -> Vec<Phrase> {
    let mut told = Vec::new();
    for at in 0..work.lines.len() {
        let skipped = work.lines.get(at).is_none_or(|line| {
            matches!(
                line.block,
                BlockKind::Navigation | BlockKind::Credit | BlockKind::Byline
            )
        });
        if skipped {
            continue;
        }
        let mut titles = work.titles.get(at).cloned().unwrap_or_default();
        if let Some(line) = work.lines.get(at) {
            join_deputies(line, &mut titles);
        }
        for title in titles
            .iter()
            .filter(|title| !title.title.plural && !is_courtesy(title))
        {
            let Some(mut phrase) = phrase(work, at, title) else {
                continue;
            };
            phrase.holder = holder(work, &phrase, &titles);
            if let Some(holder) = phrase.holder {
                phrase.body = phrase
                    .body
                    .or_else(|| whose::behind_name(work, &phrase, holder));
                give(work, holder, &phrase);
            }
            told.push(phrase);
        }
    }
    whose::from_context(work);
    told
}

/// "deputy trade minister" is one office.
fn join_deputies(line: &Line, titles: &mut Vec<TitleAt>) {
    for at in (1..titles.len()).rev() {
        let Some([deputy, office]) = titles.get(at - 1..=at) else {
            continue;
        };
        let (from, gap) = (deputy.words.start, deputy.words.end..office.words.start);
        let joined = deputy.words.len() == 1
            && line.is(from, &["deputy"])
            && gap.len() <= 1
            && gap
                .clone()
                .all(|i| line.look(i) == Look::Lower && !line.is(i, &["and", "of"]));
        if joined {
            titles.remove(at - 1);
            if let Some(office) = titles.get_mut(at - 1) {
                office.words.start = from;
            }
        }
    }
}

/// Writes a phrase's office into its holder's chain.
pub(super) fn give(work: &mut Work, holder: ChainId, phrase: &Phrase) {
    let Some(line) = work.lines.get(phrase.line) else {
        return;
    };
    let span = line.span_of(&phrase.title.words);
    // "his Omani counterpart, X" says which office only to those who know his.
    if line.is(phrase.title.words.start, &["counterpart"]) {
        return;
    }
    let role = Role {
        title: one_line(line.page.text(span)),
        of: phrase.body.filter(|body| *body != holder),
        time: phrase.time,
        evidence: vec![span],
    };
    work.give_role(holder, role);
    let title = &phrase.title.title;
    if let Some(chain) = work.chains.get_mut(holder.0 as usize) {
        let rank_only = title.scope == Scope::Rank;
        if chain.subkind.is_none() || chain.subkind == Some(Subkind::Officer) && !rank_only {
            chain.subkind = title.subkind.or(chain.subkind);
        }
    }
}

/// The phrase round a title.
fn phrase(work: &Work, at: usize, title: &TitleAt) -> Option<Phrase> {
    let line = work.lines.get(at)?;
    let mut time = RoleTime::Current;
    // "Foreign Ministry spokesman": the title holds the body.
    let within = work.starting(at, title.words.start);
    let mut body = within
        .filter(|placed| placed.found.words.end < title.words.end)
        .filter(|placed| matches!(placed.found.kind, Kind::Organization | Kind::State))
        .map(|placed| placed.of);
    let mut from = title.words.start;
    let mut determiner = None;
    // Leftwards over adjectives to the owner: "Iran's top nuclear |negotiator|", "US Mideast special |envoy|".
    let mut n_adjectives = 0;
    while from > 0 {
        let last = from - 1;
        let text = line.text(last).to_lowercase();
        if let Some(told) = time_word(&text) {
            time = told;
            from = last;
        } else if line.is_possessive(last) {
            let Some(owner) = work.ending(at, last) else {
                break;
            };
            if owner.found.kind == Kind::Person {
                break;
            }
            body = body.or(Some(owner.of));
            from = owner.found.words.start;
            break;
        } else if let Some(owner) = work.ending(at, from) {
            match owner.found.kind {
                Kind::State | Kind::Organization => {
                    body = body.or(Some(owner.of));
                    from = owner.found.words.start;
                    // "Iranian Revolutionary Guard commander": the state before the body is not asked.
                    break;
                }
                Kind::MilitaryAsset => {
                    body = body.or(Some(owner.of));
                    from = owner.found.words.start;
                    break;
                }
                Kind::Place if n_adjectives < 3 => {
                    n_adjectives += 1;
                    from = owner.found.words.start;
                }
                _ => break,
            }
        } else if text == "whose" {
            // "the union, whose |ambassador|, Bo Holm".
            let end = last - usize::from(line.is_before(last, &[","]));
            let owner = work.ending(at, end);
            let owner =
                owner.filter(|owner| matches!(owner.found.kind, Kind::State | Kind::Organization));
            body = body.or(owner.map(|owner| owner.of));
            break;
        } else if matches!(
            text.as_str(),
            "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my" | "another"
        ) {
            determiner = Some(text);
            from = last;
            break;
        } else if is_adjective(line, last) && n_adjectives < 3 {
            n_adjectives += 1;
            from = last;
        } else if matches!(line.text(last), "-" | "‑") && line.is_before(last, &["ex", "then"]) {
            time = RoleTime::Former;
            from = last - 1;
        } else {
            break;
        }
    }
    // What stands before the owner: "the US Secretary of State", "former US ambassador".
    if body.is_some() {
        while from > 0 {
            let text = line.before(from).to_lowercase();
            if let Some(told) = time_word(&text) {
                time = told;
            } else if matches!(
                text.as_str(),
                "the" | "a" | "an" | "his" | "her" | "their" | "its"
            ) {
                determiner = determiner.or(Some(text));
            } else {
                break;
            }
            from -= 1;
        }
    }
    let mut end = title.words.end;
    if line.is(end, &["-"]) && line.is(end + 1, &["designate", "elect"]) {
        time = RoleTime::Designate;
        end += 2;
    } else if line.is(end, &["designate", "elect", "nominee"]) {
        time = RoleTime::Designate;
        end += 1;
    }
    let (end, told) = of_body(work, at, end);
    let body = match told {
        // "US special envoy for Syria": the sender stands before, the field after.
        Some(told) if body.is_none() || work.kind(told) == Some(Kind::Organization) => Some(told),
        _ => body,
    };
    Some(Phrase {
        line: at,
        words: from..end,
        title: title.clone(),
        body,
        time,
        determiner,
        holder: None,
    })
}

fn time_word(text: &str) -> Option<RoleTime> {
    match text {
        "former" | "ex" | "then" | "late" | "ousted" | "deposed" | "outgoing" | "retired"
        | "ex-" | "onetime" | "erstwhile" => Some(RoleTime::Former),
        "incoming" | "designate" | "designated" => Some(RoleTime::Designate),
        _ => None,
    }
}

/// A word that may stand between the owner and the title: "top", "new", "86-year-old", "Mideast".
fn is_adjective(line: &Line, i: usize) -> bool {
    let text = line.text(i);
    let words = &line.page.lexicon.words;
    let stops = words.is(text, WordClass::Stop) || words.is(text, WordClass::Verb);
    let plain = line.look(i) == Look::Lower && !stops && !text.ends_with("ed");
    let aged = line.look(i) == Look::Number && text.contains("year");
    plain || aged || line.look(i) == Look::Capital && !is_no_name(text) && !line.opens(i)
}

/// "of the Central Bank", "for the Middle East", "to NATO" after a title; where it ends and whom it names.
fn of_body(work: &Work, at: usize, end: usize) -> (usize, Option<ChainId>) {
    let Some(line) = work.lines.get(at) else {
        return (end, None);
    };
    if !line.is(end, &["of", "for", "in", "at", "to"]) {
        return (end, None);
    }
    let mut from = end + 1;
    while line.is(from, &["the", "its", "his", "their"]) {
        from += 1;
    }
    // "minister of foreign affairs of Ruritania".
    let mut skipped = 0;
    while work.starting(at, from).is_none()
        && line.look(from) == Look::Lower
        && skipped < 4
        && !line.is(from, &["and"])
    {
        from += 1;
        skipped += 1;
    }
    // "the union's commissioner for peace, Bo Holm": a field of work.
    if line.is(end, &["for"]) && skipped > 0 && line.is(from, &[","]) {
        return (from, None);
    }
    let Some(owner) = work.starting(at, from) else {
        return (end, None);
    };
    // "commander of India's 3rd Division": what is owned.
    let owned = Some(owner.found.words.end)
        .filter(|mark| owner.found.kind == Kind::State && line.is_possessive(*mark))
        .and_then(|mark| work.starting(at, mark + 1))
        .filter(|owned| matches!(owned.found.kind, Kind::Organization | Kind::MilitaryAsset));
    let owner = owned.unwrap_or(owner);
    let owner_end = owner.found.words.end;
    let is_body = match owner.found.kind {
        // "head of the Norwegian delegation": the adjective is no body.
        Kind::State if owner.found.form == Form::Demonym => false,
        Kind::State => {
            skipped == 0
                || line.is(from - 1, &["of"])
                || line.is(from - 1, &["the"]) && line.is(from - 2, &["of"])
        }
        Kind::Organization | Kind::MilitaryAsset => skipped < 2,
        // "a top adviser to Ana Duarte".
        Kind::Person => skipped == 0 && advises(line, end) && line.is(end, &["to", "of"]),
        _ => false,
    };
    // "ambassador to Chad" names where, not whose; "adviser to the President" is a tie, told elsewhere.
    let of = line.is(end, &["of", "at"]) || owner.found.kind != Kind::State;
    match (is_body && of, owner.found.kind) {
        (true, _) => (owner_end, Some(owner.of)),
        (false, Kind::Place | Kind::State) if skipped == 0 && owner.found.form != Form::Demonym => {
            (owner_end, None)
        }
        _ => (end, None),
    }
}

/// Whether the title before word `end` is that of somebody's helper.
fn advises(line: &Line, end: usize) -> bool {
    line.is_before(
        end,
        &["adviser", "advisor", "aide", "assistant", "confidant"],
    )
}

/// The person who holds the office of a phrase.
fn holder(work: &Work, phrase: &Phrase, titles: &[TitleAt]) -> Option<ChainId> {
    name_after(work, phrase, titles)
        .or_else(|| name_before(work, phrase))
        .or_else(|| made_to_be(work, phrase))
}

/// "Foreign Minister Ana Duarte", "the foreign minister, Ana Duarte", "minister for Europe Jan Novak".
fn name_after(work: &Work, phrase: &Phrase, titles: &[TitleAt]) -> Option<ChainId> {
    let line = work.lines.get(phrase.line)?;
    let person_at = |i: usize| {
        let placed = work.starting(phrase.line, i)?;
        (placed.found.kind == Kind::Person).then_some(placed)
    };
    let mut i = phrase.title.words.end;
    if i != phrase.words.end && person_at(i).is_none() {
        i = phrase.words.end;
    }
    let after_of = i == phrase.words.end && i != phrase.title.words.end;
    let skip_titles = |mut i: usize| {
        while let Some(next) = titles.iter().find(|title| title.words.start == i) {
            i = next.words.end;
        }
        i
    };
    let direct = skip_titles(i);
    if let Some(person) = person_at(direct) {
        return Some(person.of);
    }
    if !line.is(direct, &[","]) {
        return None;
    }
    // With a comma only where somebody's: "Oman's foreign minister, X"; else X may begin a list.
    let definite = matches!(
        phrase.determiner.as_deref(),
        Some("the" | "his" | "her" | "its" | "their")
    );
    let owned = phrase.body.is_some() || definite || phrase.determiner.is_some() && after_of;
    let person = person_at(skip_titles(direct + 1))?;
    let ends = person.found.words.end;
    let closed = line.is(ends, &[",", ".", ";", ":", ")", "—", "–", "”", "\""])
        || ends >= line.len()
        || line.look(ends) == Look::Lower;
    let listed = line.is(ends, &["and", "or"]);
    (owned && closed && !listed && phrase.determiner.as_deref() != Some("a")).then_some(person.of)
}

/// "Ana Duarte, the head of the bank"; "Duarte (foreign minister)".
fn name_before(work: &Work, phrase: &Phrase) -> Option<ChainId> {
    let line = work.lines.get(phrase.line)?;
    let comma = phrase.words.start.checked_sub(1)?;
    if !line.is(comma, &[",", "(", "—", "–"]) {
        return None;
    }
    let person = work.ending(phrase.line, comma)?;
    if person.found.kind != Kind::Person {
        return None;
    }
    // "X, Foreign Minister Y": the title is the next one's.
    let end = phrase.words.end;
    let next_name = work
        .starting(phrase.line, end)
        .is_some_and(|next| next.found.kind == Kind::Person);
    // "X, President Y's son-in-law" was told before: a name follows. "X, the minister and Y" is not closed.
    let closed = end >= line.len()
        || line.look(end) == Look::Mark && !line.is_possessive(end)
        || line.is(
            end,
            &[
                "and", "who", "in", "from", "since", "until", "told", "said", "at", "has", "was",
                "is", "under", "during", "that", "also", "as", "for", "of", "to", "on", "with",
            ],
        );
    (!next_name && closed && phrase.title.title.scope != Scope::Courtesy).then_some(person.of)
}

/// "appointed Ana Duarte as secretary of the council", "Duarte, who is the council's secretary", "Duarte is president".
fn made_to_be(work: &Work, phrase: &Phrase) -> Option<ChainId> {
    let line = work.lines.get(phrase.line)?;
    let link = phrase.words.start.checked_sub(1)?;
    let person_before = |i: usize| {
        let placed = work.ending(phrase.line, i)?;
        (placed.found.kind == Kind::Person).then_some(placed.of)
    };
    if line.is(link, &["as"]) {
        let verb = link.checked_sub(1)?;
        if line.is(verb, &["serves", "served", "serving"]) {
            return person_before(verb);
        }
        // "Ana Duarte, speaking as chairman of the union,".
        if line.is(verb, &["speaking", "acting", "writing"]) && line.is_before(verb, &[","]) {
            return person_before(verb - 1);
        }
        return person_before(link);
    }
    if line.is(link, &["is", "was", "became", "remains", "become"]) {
        let who = link - usize::from(line.is_before(link, &["who", "has", "had", "have"]));
        return person_before(who).or_else(|| person_before(who.checked_sub(1)?));
    }
    if line.is(link, &["named", "appointed", "elected"]) {
        let passive = line.is_before(link, &["was", "been", "is", "being"]);
        // "Ana Duarte, elected president of Chad,".
        if line.is_before(link, &[","]) {
            return person_before(link - 1);
        }
        let mut who = link.checked_sub(1)?;
        while passive
            && line.is(
                who,
                &["was", "been", "is", "being", "has", "had", "who", ","],
            )
        {
            who = who.checked_sub(1)?;
        }
        return passive.then(|| person_before(who + 1)).flatten();
    }
    // "named Ana Duarte ambassador to Spain".
    let person = work.ending(phrase.line, phrase.words.start)?;
    let verb = person.found.words.start.checked_sub(1)?;
    let made = person.found.kind == Kind::Person
        && line.is(
            verb,
            &["named", "appointed", "elected", "nominated", "made"],
        );
    made.then_some(person.of)
}

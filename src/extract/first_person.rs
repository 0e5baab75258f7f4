//! "I", "we" and "our": of a quotation whoever speaks it, of a statement whoever issues it; nobody where that is not said.
//!
//! One who holds office speaks as "we" for the state or body of the office. Newspapers say "we" in quotations only.

use crate::extract::found::{Found, Key, Trust};
use crate::extract::line::{Line, Look};
use crate::extract::speeches::spoken;
use crate::extract::work::{Placed, Work};
use crate::lexicon::Inflection;
use crate::model::{BlockKind, ChainId, Form, Kind, RoleTime, Source, Span, Subkind};

const ONE: &[&str] = &["I", "me", "my", "My"];
const SEVERAL: &[&str] = &["we", "We", "us", "our", "Our"];
/// Lines at the head of a page that may say whose statement it is.
const N_HEAD_LINES: usize = 4;
/// Words of the longest title between a verb of saying and the name behind it.
const LONGEST_TITLE: usize = 6;

/// Whom the first person means within a stretch.
#[derive(Clone, Default)]
struct Voice {
    one: Option<ChainId>,
    several: Vec<ChainId>,
}

/// Adds the first persons that are clear.
pub(super) fn add(work: &mut Work) {
    let is_first = |line: &Line, i| ONE.contains(&line.text(i)) || SEVERAL.contains(&line.text(i));
    let any = |line: &Line| (0..line.len()).any(|i| is_first(line, i));
    if !work.lines.iter().any(any) {
        return;
    }
    let (quoted, issued) = (quoted(work), issued(work));
    let mut more = Vec::new();
    for (at, line) in work.lines.iter().enumerate() {
        if !matches!(line.block, BlockKind::Body | BlockKind::Caption) {
            continue;
        }
        for i in (0..line.len()).filter(|&i| is_first(line, i) && !work.is_taken(at, i)) {
            let Some(word) = line.words.get(i) else {
                continue;
            };
            let within = quoted.iter().filter(|(span, _)| span.contains(word.span));
            let quoted = within.min_by_key(|(span, _)| span.len());
            let voice = quoted.map_or(&issued, |(_, voice)| voice);
            let meant = if ONE.contains(&line.text(i)) {
                voice.one.as_slice()
            } else {
                &voice.several
            };
            more.extend(meant.iter().map(|&of| (at, i, of)));
        }
    }
    for (at, i, of) in more {
        let Some((line, kind)) = work.lines.get(at).zip(work.kind(of)) else {
            continue;
        };
        let found = Found::new(line, i..i + 1, kind, Key::Letters, Trust::Shown);
        let source = Source::Shown("whoever speaks here says so of himself");
        work.place(at, found.formed(Form::Pronoun).because(source), of);
    }
}

/// The stretches that somebody speaks, told or not told who.
fn quoted(work: &Work) -> Vec<(Span, Voice)> {
    let Some(page) = work.lines.first().map(|line| line.page) else {
        return Vec::new();
    };
    let text = &page.article.text;
    let whole = Span::new(0, text.len());
    let blocks: Vec<Span> = match page.article.blocks.as_slice() {
        [] => vec![whole],
        blocks => blocks.iter().map(|block| block.span).collect(),
    };
    let round = |quotation: Span| {
        let at = lines_in(work, quotation);
        at.filter_map(|at| teller(work, at, Some(quotation)))
            .next_back()
    };
    let last = |block| teller(work, lines_in(work, block).next_back()?, None);
    let spoken = spoken(text, &blocks, round, last);
    let voice = |speaker: Option<ChainId>| speaker.map_or_else(Voice::default, |id| of(work, id));
    spoken
        .into_iter()
        .map(|(span, speaker)| (span, voice(speaker)))
        .collect()
}

fn lines_in(work: &Work, span: Span) -> std::ops::Range<usize> {
    let from = work
        .lines
        .partition_point(|line| line.span.end() <= span.start());
    let to = work
        .lines
        .partition_point(|line| line.span.start() < span.end());
    from..to.max(from)
}

/// Whom the first persons of `speaker` mean.
fn of(work: &Work, speaker: ChainId) -> Voice {
    match work.kind(speaker) {
        Some(Kind::Person) => Voice {
            one: Some(speaker),
            several: speaks_for(work, speaker).into_iter().collect(),
        },
        Some(Kind::State | Kind::Organization) => Voice {
            one: None,
            several: vec![speaker],
        },
        _ => Voice::default(),
    }
}

/// The state or body whose office somebody holds; of a ministry that the lists know, its state.
fn speaks_for(work: &Work, person: ChainId) -> Option<ChainId> {
    let roles = &work.chain(person)?.roles;
    let current = roles.iter().filter(|role| role.time == RoleTime::Current);
    let bodies: Vec<ChainId> = current.filter_map(|role| role.of).collect();
    let is = |kind: Kind| move |id: &&ChainId| work.kind(**id) == Some(kind);
    let state = bodies.iter().find(is(Kind::State)).copied();
    let body = || bodies.iter().find(is(Kind::Organization)).copied();
    state
        .or_else(|| body().map(|body| state_of(work, body).unwrap_or(body)))
        .or_else(|| whose_stance(work, person))
}

/// "Duarte reiterates Kenya's commitment": the state whose stance somebody is said to tell.
fn whose_stance(work: &Work, person: ChainId) -> Option<ChainId> {
    const VOICES: &[&str] = &[
        "reiterate",
        "reaffirm",
        "restate",
        "underline",
        "express",
        "stress",
    ];
    (0..work.lines.len()).find_map(|at| {
        let line = work.lines.get(at)?;
        let verbs = &line.page.lexicon.verbs;
        let speaks = work.on(at).first().is_some_and(|first| first.of == person);
        let mut voiced = (0..line.len()).filter(|&i| {
            let mut lemmas = verbs.lemmas(line.text(i));
            speaks && lemmas.any(|(lemma, _)| VOICES.contains(&lemma))
        });
        voiced.find_map(|i| {
            let name = i + 1 + usize::from(line.is(i + 1, &["the"]));
            let state = work.starting(at, name)?;
            let owns = line.is_possessive(state.found.words.end);
            (state.found.kind == Kind::State && owns).then_some(state.of)
        })
    })
}

fn state_of(work: &Work, ministry: ChainId) -> Option<ChainId> {
    let chain = work.chain(ministry)?;
    let lists = &work.lines.first()?.page.lexicon.organizations;
    let listed = lists.get(*lists.at(&chain.name, 0)?.value)?;
    let iso = listed
        .state
        .filter(|_| chain.subkind == Some(Subkind::Ministry))?;
    let mut chains = work.chains.iter();
    let at = chains.position(|chain| chain.iso.as_deref() == Some(iso))?;
    Some(ChainId(at as u32))
}

/// Who says something in a line, outside of `quotation`: "Duarte said", "said Foreign Minister Ana Duarte".
fn teller(work: &Work, at: usize, quotation: Option<Span>) -> Option<ChainId> {
    let line = work.lines.get(at)?;
    let verbs = &line.page.lexicon.verbs;
    let says = |i: usize| {
        let word = line.text(i);
        let outside = line
            .words
            .get(i)
            .is_some_and(|word| quotation.is_none_or(|quotation| !quotation.contains(word.span)));
        outside
            && line.look(i) == Look::Lower
            && verbs
                .lemmas(word)
                .any(|(lemma, _)| verbs.reporting(lemma).is_some())
    };
    let may_say = |placed: &Placed| {
        matches!(
            placed.found.kind,
            Kind::Person | Kind::State | Kind::Organization
        ) && placed.found.form != Form::Demonym
    };
    let said = |i: usize| {
        let before = work.ending(at, i).filter(|placed| may_say(placed));
        let behind = || {
            let titled = i + 1..i + 1 + LONGEST_TITLE;
            let mut names = work.on(at).iter();
            let name = names
                .find(|placed| may_say(placed) && titled.contains(&placed.found.words.start))?;
            let marks = |at| matches!(line.text(at), "\"" | "“" | "”" | "." | ":");
            let near = !(i..name.found.words.start).any(marks);
            (near && name.found.kind == Kind::Person).then_some(name)
        };
        before.or_else(behind).map(|placed| placed.of)
    };
    let mut verbs = (0..line.len()).filter(|&i| says(i));
    verbs.find_map(said)
}

/// Whom the words mean that nobody quotes.
fn issued(work: &Work) -> Voice {
    let head = 0..work.lines.len().min(N_HEAD_LINES);
    let named = head.clone().find_map(|at| named_issuer(work, at));
    named.or_else(|| opening_subject(work)).unwrap_or_default()
}

/// "Statement by Foreign Minister Ana Duarte", "Joint statement of the leaders of Kenya and Chad".
fn named_issuer(work: &Work, at: usize) -> Option<Voice> {
    const ISSUED: &[&str] = &[
        "statement",
        "communiqué",
        "communique",
        "declaration",
        "address",
        "speech",
        "remarks",
        "message",
        "interview",
    ];
    let line = work.lines.get(at)?;
    let issued = (0..line.len()).find(|&i| line.is(i, ISSUED))?;
    let by = issued + 1;
    if !line.is(by, &["by", "of", "from", "with"]) {
        return None;
    }
    // "Speech by A to the assembly on B": of what stands directly behind.
    let ends = (by + 1..line.len())
        .find(|&i| line.is(i, &["to", "on", "in", "at", "about", "after", "before"]));
    let within = by + 1..ends.unwrap_or(line.len());
    let behind = work
        .on(at)
        .iter()
        .filter(|placed| within.contains(&placed.found.words.start));
    let behind: Vec<ChainId> = behind.map(|placed| placed.of).collect();
    let person = behind
        .iter()
        .find(|&&id| work.kind(id) == Some(Kind::Person));
    if let Some(&person) = person {
        return Some(of(work, person));
    }
    let mut several = Vec::new();
    for id in behind {
        let body = matches!(work.kind(id), Some(Kind::State | Kind::Organization));
        if body && !several.contains(&id) {
            several.push(id);
        }
    }
    (!several.is_empty()).then_some(Voice { one: None, several })
}

/// "The United States strongly condemns …": the state or body that opens the text in the present tense.
fn opening_subject(work: &Work) -> Option<Voice> {
    let body = (0..work.lines.len()).filter(|&at| {
        let line = work.lines.get(at);
        line.is_some_and(|line| line.block == BlockKind::Body)
    });
    body.take(N_HEAD_LINES).find_map(|at| declarer(work, at))
}

fn declarer(work: &Work, at: usize) -> Option<Voice> {
    let line = work.lines.get(at)?;
    let first = work.on(at).iter().find(|placed| {
        matches!(placed.found.kind, Kind::State | Kind::Organization)
            && placed.found.form == Form::Name
            && placed.found.words.start <= usize::from(line.is(0, &["the"]))
    })?;
    let verb = first.found.words.end;
    let verb = verb + usize::from(line.text(verb).ends_with("ly"));
    let verbs = &line.page.lexicon.verbs;
    let declares = verbs.lemmas(line.text(verb)).any(|(lemma, form)| {
        form == Inflection::Third
            && (verbs.reporting(lemma).is_some() || !verbs.actions(lemma).is_empty())
    });
    declares.then(|| of(work, first.of))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::extract::read;
    use crate::ingest;
    use crate::lexicon::lexicon;

    /// The first persons of a text, each with the names of those it means.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = ingest::article_from_text("case.txt", text);
        let reading = read(&Arc::new(article), lexicon());
        let first = reading.mentions.iter().filter(|mention| {
            let word = mention.span.of(text);
            ONE.contains(&word) || SEVERAL.contains(&word)
        });
        let found: Vec<String> = first
            .map(|mention| {
                let name = &reading.chains[mention.of.0 as usize].name;
                format!("{} {name}", mention.span.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_quotation_is_its_speakers() {
        check(
            "“I met them,” Danish Premier Bo Hald said. “We thank Chad.”",
            &["I Bo Hald", "We Denmark"],
        );
        check(
            "“We thank Chad,” said Danish Premier Bo Hald in Oslo.",
            &["We Denmark"],
        );
        check("“We thank Chad,” a farmer said.", &[]);
    }

    #[test]
    fn a_statement_is_its_issuers() {
        check(
            "The United States condemns the raid on Chad. We call on Kenya to help.",
            &["We United States"],
        );
        check(
            "Joint statement by the leaders of Kenya and Uganda\n\nWe thank Chad.",
            &["We Kenya", "We Uganda"],
        );
        check("Our readers write\n\nWe have never been to Chad.", &[]);
    }
}

//! "Tehran said" is a state, "in Tehran" is a place.

use std::ops::Range;

use crate::extract::events;
use crate::extract::found::state_at;
use crate::extract::line::{Line, Look};
use crate::extract::places;
use crate::lexicon::{Action, Inflection, Slot, StateForm};
use crate::model::RelationKind;

/// Whether the capital at `words` acts or is addressed, so that its name stands for the state.
/// "Washington bombed the site", "thanked Muscat", "between Seoul and Tokyo", "Tehran's nuclear programme";
/// not "in Muscat", "Muscat's airport", "the Geneva talks", "Tirana, Albania".
pub(super) fn stands_for_state(line: &Line, words: &Range<usize>) -> bool {
    let Range { start, end } = *words;
    if line.is_possessive(end) {
        return owns_policy(line, end + 1);
    }
    if places::is_placed(line, start) || is_address(line, words) {
        return false;
    }
    if acts(line, words) || is_addressed(line, start) {
        return true;
    }
    beside_state(line, words)
}

/// Whether a verb follows that a thing could not carry: "has said", "launched", "thanked".
pub(super) fn acts(line: &Line, words: &Range<usize>) -> bool {
    let mut at = words.end;
    // "Tehran, however, has said" and "Tehran also said".
    if line.is(at, &[","])
        && line.is(
            at + 1,
            &[
                "however",
                "meanwhile",
                "too",
                "therefore",
                "though",
                "which",
                "who",
            ],
        )
    {
        at += 2 + usize::from(line.is(at + 2, &[","]));
    }
    if let Some(closing) = aside(line, at) {
        at = closing + 1;
    }
    while line.look(at) == Look::Lower && (line.text(at).ends_with("ly") || line.is(at, ADVERBS)) {
        at += 1;
    }
    let text = line.text(at);
    // "Tehran was arming the rebels".
    if line.is(at, &["is", "was", "are", "were"]) && is_at_it(line, at + 1) {
        return true;
    }
    // "demanded that Minsk withdraw".
    if line.is_before(words.start, &["that"]) && is_base(line, at) {
        return true;
    }
    if line.look(at) != Look::Lower || text.ends_with("ing") || line.is(at, NO_VERB) {
        return false;
    }
    if line.is(at, AUXILIARIES) {
        return true;
    }
    // A noun in the plural looks like a verb: "Kremlin aides"; a past tense does not.
    let past = text.ends_with("ed");
    past || line.is(at, COMMON_VERBS) || does(line, at)
}

/// Whether word `at` is such a verb with an object: "was bombing the border".
fn is_at_it(line: &Line, at: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let mut forms = verbs.lemmas(line.text(at));
    let object = matches!(
        line.look(at + 1),
        Look::Lower | Look::Number | Look::Capital | Look::Capitals
    );
    object
        && !line.is(at + 1, NO_OBJECT)
        && forms.any(|(lemma, form)| form == Inflection::Ing && !verbs.actions(lemma).is_empty())
}

/// Whether word `at` can only be the bare form of a verb of the word lists.
fn is_base(line: &Line, at: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let mut forms = verbs.lemmas(line.text(at));
    line.look(at) == Look::Lower
        && forms.any(|(lemma, form)| form == Inflection::Base && !verbs.actions(lemma).is_empty())
}

/// "Moscow, according to two diplomats, warned": the comma that ends what stands between.
fn aside(line: &Line, at: usize) -> Option<usize> {
    let opens = line.is(at, &[","]) && line.is(at + 1, &["according"]) && line.is(at + 2, &["to"]);
    (at + 4..at + 11).find(|&end| opens && line.is(end, &[","]))
}

/// Whether word `at` is a verb of which the word lists know what it does to others: "expelled", and with an object behind it "expels
/// three"; not "talks", which may be a noun.
fn does(line: &Line, at: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let Some(start) = line.words.get(at).map(|word| word.span.start()) else {
        return false;
    };
    let noun = verbs.noun_at(&line.page.article.text, start).is_some();
    let goes_on = matches!(
        line.look(at + 1),
        Look::Lower | Look::Number | Look::Capital | Look::Capitals
    ) && !line.is(at + 1, NO_OBJECT);
    let mut forms = verbs.lemmas(line.text(at));
    !noun
        && forms.any(|(lemma, form)| {
            let told = match form {
                Inflection::Past => true,
                Inflection::Third | Inflection::PastOrParticiple => goes_on,
                _ => false,
            };
            told && !verbs.actions(lemma).is_empty()
        })
}

/// What never opens an object.
const NO_OBJECT: &[&str] = &[
    "of", "in", "on", "at", "for", "to", "with", "between", "and", "or", "over", "by", "from", "as",
];

const ADVERBS: &[&str] = &[
    "also", "then", "now", "never", "still", "too", "again", "not", "later", "once", "yet",
];
const NO_VERB: &[&str] = &[
    "and", "or", "on", "in", "at", "for", "to", "of", "is", "was", "are", "were", "that", "speed",
    "need", "based",
];
const AUXILIARIES: &[&str] = &[
    "has", "had", "have", "will", "would", "may", "might", "could", "should", "must", "can", "did",
    "does", "cannot", "won't", "wants",
];
const COMMON_VERBS: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "made",
    "makes",
    "took",
    "takes",
    "began",
    "begins",
    "sent",
    "sends",
    "struck",
    "strikes",
    "hit",
    "hits",
    "gave",
    "gives",
    "sees",
    "saw",
    "hopes",
    "seeks",
    "sought",
    "insists",
    "maintains",
    "denies",
    "rejects",
    "accuses",
    "warns",
    "urges",
    "calls",
    "plans",
    "vows",
    "agrees",
    "backs",
    "supports",
    "holds",
    "held",
    "keeps",
    "kept",
    "believes",
    "considers",
    "thinks",
    "thought",
    "views",
    "faces",
    "needs",
    "knows",
    "fears",
    "claims",
    "launches",
    "threatens",
    "demands",
    "condemns",
    "welcomes",
    "hosts",
    "offers",
    "refuses",
    "responds",
    "became",
    "becomes",
    "broke",
    "brought",
    "withdrew",
    "won",
    "lost",
    "chose",
    "let",
    "put",
    "set",
    "shot",
    "fought",
    "led",
    "leads",
    "met",
    "meets",
    "signs",
    "continues",
    "remains",
    "bombs",
    "attacks",
    "expels",
    "recalls",
    "summons",
    "summoned",
];

/// "thanked Muscat", "pressure on Minsk", "ties with Hanoi": who is spoken to or dealt with.
fn is_addressed(line: &Line, i: usize) -> bool {
    let before = line.before(i);
    const TO: &[&str] = &[
        "with", "against", "by", "upon", "between", "unlike", "than", "from",
    ];
    const VERBS: &[&str] = &[
        "thanked",
        "thanks",
        "told",
        "accused",
        "accuses",
        "accusing",
        "warned",
        "warns",
        "warning",
        "urged",
        "urges",
        "urging",
        "pressed",
        "blamed",
        "blames",
        "blaming",
        "asked",
        "criticised",
        "criticized",
        "praised",
        "condemned",
        "supports",
        "supported",
        "backs",
        "backed",
        "backing",
        "informed",
        "assured",
        "threatened",
        "threatens",
        "invited",
        "forced",
        "pressured",
        "helped",
        "help",
        "let",
        "allow",
        "allowed",
        "allows",
        "persuade",
        "persuaded",
        "convince",
        "convinced",
        "sanctioned",
        "isolate",
        "isolated",
        "angered",
        "anger",
        "pressuring",
        "thanking",
        "deter",
        "sanction",
        "arm",
        "arming",
        "targets",
        "engage",
        "push",
        "pushing",
        "pushed",
        "wants",
        "wanted",
        "want",
        "expects",
    ];
    if line.is_before(i, VERBS) || line.is_before(i, TO) || is_dealt_with(line, i) {
        return true;
    }
    let policy = i.checked_sub(2).map_or("", |at| line.text(at));
    // "at the request of Minsk".
    if before == "of"
        && ["request", "behalf", "insistence", "invitation", "urging"].contains(&policy)
    {
        return true;
    }
    before.eq_ignore_ascii_case("on")
        && [
            "pressure",
            "sanctions",
            "tariffs",
            "demands",
            "called",
            "embargo",
            "reliance",
            "concessions",
        ]
        .iter()
        .any(|word| policy.eq_ignore_ascii_case(word))
}

/// "blacklisted Minsk", "support for Prague", "an appeal to Kyiv": the object of a verb, or behind the preposition of a noun, that says
/// what is done to somebody; of force and of travel a city may be the object.
fn is_dealt_with(line: &Line, i: usize) -> bool {
    let verbs = &line.page.lexicon.verbs;
    let deals = |kind: RelationKind| {
        use RelationKind as R;
        matches!(
            kind,
            R::AgreesWith
                | R::Supports
                | R::YieldsTo
                | R::CooperatesWith
                | R::Aids
                | R::DemandsOf
                | R::Accuses
                | R::Rejects
                | R::Threatens
                | R::Sanctions
        )
    };
    let Some(before) = i.checked_sub(1) else {
        return false;
    };
    let by_verb = line.look(before) == Look::Lower
        && verbs.lemmas(line.text(before)).any(|(lemma, _)| {
            let actions = verbs.actions(lemma);
            let plain = |action: &Action| {
                deals(action.kind) && action.particle.is_empty() && action.objects.is_empty()
            };
            !actions.is_empty()
                && actions.iter().all(|action| deals(action.kind))
                && actions
                    .iter()
                    .any(|action| plain(action) && action.slots.contains(&Slot::Object))
        });
    let prep = line.text(before).to_lowercase();
    let noun = before
        .checked_sub(1)
        .and_then(|noun| line.words.get(noun))
        .and_then(|noun| verbs.noun_at(&line.page.article.text, noun.span.start()));
    let sent = prep == "to"
        && before.checked_sub(1).is_some_and(|noun| {
            line.is(
                noun,
                &[
                    "deliveries",
                    "shipments",
                    "sales",
                    "exports",
                    "supplies",
                    "weapons",
                    "arms",
                ],
            )
        });
    let by_noun = sent
        || noun.is_some_and(|hit| {
            let mut nominals = hit.value.iter();
            nominals.any(|nominal| {
                deals(nominal.kind)
                    && nominal
                        .targets
                        .iter()
                        .any(|slot| matches!(slot, Slot::After(after) if *after == prep))
            })
        });
    by_verb || by_noun
}

/// "Tehran's nuclear programme": what a city does not own.
fn owns_policy(line: &Line, from: usize) -> bool {
    let mut at = from;
    while at < line.len() && at - from < 4 {
        if places::noun_at(line, at).is_some()
            || events::noun_at(line, at).is_some() && line.look(at) == Look::Capital
        {
            return false;
        }
        let goes_on = matches!(line.look(at), Look::Lower | Look::Capital | Look::Capitals);
        if !goes_on || line.is(at, &["and", "of", "in", "to", "for", "is", "was", "has"]) {
            break;
        }
        at += 1;
    }
    const OF_CITIES: &[&str] = &[
        "mayor",
        "streets",
        "street",
        "residents",
        "skyline",
        "outskirts",
        "suburbs",
        "population",
        "downtown",
        "old",
        "main",
        "central",
        "city",
    ];
    at > from && !(from..at).any(|word| line.is(word, OF_CITIES))
}

/// "Tirana, Albania": the city with its state.
fn is_address(line: &Line, words: &Range<usize>) -> bool {
    let state = line.is(words.end, &[","])
        && state_at(line, words.end + 1).is_some_and(|(_, _, form)| form == StateForm::Name)
        && line.is(
            state_at(line, words.end + 1).map_or(0, |(words, ..)| words.end),
            &[",", ".", ""],
        );
    let based =
        line.is(words.end, &["-", "‑"]) && line.is(words.end + 1, &["based", "born", "area"]);
    let noun =
        places::noun_at(line, words.end).is_some() || events::noun_at(line, words.end).is_some();
    state || based || noun
}

/// "Seoul and Tokyo", "Moscow-Kyiv": coordinated with a state that acts.
fn beside_state(line: &Line, words: &Range<usize>) -> bool {
    let joined = line.is(words.end, &["and", "or", "-", "–"]);
    if joined && let Some((next, _, form)) = state_at(line, words.end + 1) {
        let other_acts = form == StateForm::Name && !line.is_before(words.start, &["in"])
            || form == StateForm::Capital;
        return other_acts && (acts(line, &next) || is_addressed(line, words.start));
    }
    let before = words.start.checked_sub(2);
    let joined = line.is_before(words.start, &["and", "or", "-", "–"]);
    joined
        && before.is_some_and(|last| {
            (last.saturating_sub(2)..=last).any(|from| {
                state_at(line, from).is_some_and(|(other, _, form)| {
                    other.end == last + 1
                        && (form == StateForm::Capital && stands_for_state_before(line, &other)
                            || form == StateForm::Name && is_addressed(line, other.start))
                })
            })
        })
}

/// The first of two, without looking ahead again.
fn stands_for_state_before(line: &Line, words: &Range<usize>) -> bool {
    !places::is_placed(line, words.start) && is_addressed(line, words.start)
}

//! Sentences with their names marked, and what is tied to what in them.

use super::*;
use crate::extract::draft::Draft;
use crate::extract::when::time_phrases;
use crate::model::Form;
use crate::model::Kind;
use crate::text::tokens;

/// Reads "[Kenya] met {the envoys}": names in brackets, descriptions in braces, demonyms as "[Kenyan|d]".
pub(crate) fn marked(sentence: &str) -> (String, Draft) {
    let mut text = String::new();
    let mut draft = Draft::default();
    let mut open = Vec::new();
    let mut chars = sentence.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' | '{' => open.push((text.len(), c)),
            '|' => {
                let kind = chars.next().unwrap_or('s');
                open.last_mut().unwrap().1 = kind;
            }
            ']' | '}' => {
                let (start, mark) = open.pop().unwrap();
                let (kind, form) = match mark {
                    '{' => (Kind::Person, Form::Nominal),
                    'd' => (Kind::State, Form::Demonym),
                    'p' => (Kind::Person, Form::Name),
                    'o' => (Kind::Organization, Form::Name),
                    'a' => (Kind::MilitaryAsset, Form::Name),
                    'e' => (Kind::Event, Form::Nominal),
                    'c' => (Kind::Place, Form::Name),
                    _ => (Kind::State, Form::Name),
                };
                let span = Span::new(start, text.len());
                let name = span.of(&text).to_owned();
                draft.add(kind, None, span, form, &name);
            }
            c => text.push(c),
        }
    }
    (text, draft)
}

/// Every verb with what is tied to it: "met(minister; envoys; in Nairobi)".
fn ties(sentence: &str) -> String {
    let (text, draft) = marked(sentence);
    let tokens = tokens(&text, Span::new(0, text.len()));
    let times: Vec<Span> = time_phrases(&text, &tokens)
        .iter()
        .map(|time| time.span)
        .collect();
    let tree = trees(&text, &[(&tokens, &draft.mentions)])
        .pop()
        .unwrap_or_default();
    let clauses = Clauses::read(&text, &tokens, &draft.mentions, &times, &[], &tree);
    let name = |id: GroupId| {
        let list: Vec<&str> = clauses
            .members(id)
            .iter()
            .map(|id| clauses.group_words(*id).last().unwrap().span.of(&text))
            .collect();
        list.join("+")
    };
    let mut lines = Vec::new();
    for (id, verb, ties) in clauses.verbs() {
        let mut parts = vec![ties.subject.map_or("-".to_owned(), name)];
        parts.extend(ties.objects.iter().map(|id| name(*id)));
        parts.extend(
            ties.preps
                .iter()
                .map(|(prep, id)| format!("{prep} {}", name(*id))),
        );
        let not = if verb.negated { "not " } else { "" };
        let passive = if verb.passive || ties.reduced && verb.form != VerbForm::Ing {
            "be "
        } else {
            ""
        };
        let parent = match &ties.parent {
            Parent::Root => String::new(),
            Parent::Complement(id) | Parent::Infinitive(id) => {
                format!(" < {}", clauses.verb(*id).unwrap().lemma)
            }
            Parent::Gerund(id, prep) => format!(" < {} {prep}", clauses.verb(*id).unwrap().lemma),
            Parent::Adverbial(_, word) => format!(" < {word}"),
            Parent::Noun(id) | Parent::Relative(id) => format!(" < {}", name(*id)),
            Parent::Beside(id) => format!(" & {}", clauses.verb(*id).unwrap().lemma),
        };
        let _ = id;
        lines.push(format!(
            "{not}{passive}{}({}){parent}",
            verb.lemma,
            parts.join("; ")
        ));
    }
    lines.join(" / ")
}

#[track_caller]
fn check(sentence: &str, expected: &str) {
    assert_eq!(ties(sentence), expected, "{sentence}");
}

#[test]
fn subjects_and_objects() {
    check(
        "[Kenya] met {envoys} from [Somalia] in [Nairobi|c].",
        "meet(Kenya; envoys; from Somalia; in Nairobi)",
    );
    check(
        "The foreign ministers of [Kenya] and [Somalia] met in [Nairobi|c].",
        "meet(ministers; in Nairobi)",
    );
    check(
        "A depot in [Somalia] was bombed by [Kenyan|d] jets.",
        "be bomb(depot; by jets)",
    );
    check(
        "[Kenya]'s attacks on [Somalia] continued.",
        "continue(attacks)",
    );
    check(
        "[Ana Duarte|p], the foreign minister of [Kenya], has not met [Bo Li|p].",
        "not meet(Duarte; Li)",
    );
}

#[test]
fn lists() {
    check(
        "[Ana|p] met [Bo|p], then [Cy|p] and [Di|p].",
        "meet(Ana; Bo+Cy+Di)",
    );
    check(
        "[Ana|p] met separately with [Bo|p], then with [Cy|p] and [Di|p].",
        "meet(Ana; with Bo; with Cy+Di)",
    );
    check(
        "[Kenya] met [Chad] and [Somalia] left.",
        "meet(Kenya; Chad) / leave(Somalia) & meet",
    );
    check(
        "[Kenya] and [Somalia] are holding talks.",
        "hold(Kenya+Somalia; talks)",
    );
    check(
        "[Ana|p] receives [Bo|p] (L), [Cy|p] and [Di|p] ahead of their meeting in [Oslo|c].",
        "receive(Ana; Bo+Cy+Di; ahead of meeting; in Oslo)",
    );
}

#[test]
fn clauses_within_clauses() {
    check(
        "[Kenya] said [Somalia] would attack [Chad].",
        "say(Kenya) / attack(Somalia; Chad) < say",
    );
    check(
        "[Kenya] said that [Somalia] had attacked [Chad].",
        "say(Kenya) / attack(Somalia; Chad) < say",
    );
    check(
        "[Somalia] attacked [Chad], officials said on Friday.",
        "attack(Somalia; Chad) < say / say(officials)",
    );
    check(
        "[Kenya] urged [Somalia] to withdraw its troops from [Chad].",
        "urge(Kenya; Somalia) / withdraw(Somalia; troops; from Chad) < urge",
    );
    check(
        "[Kenya] wants to attack [Chad].",
        "want(Kenya) / attack(Kenya; Chad) < want",
    );
    check(
        "[Kenya] denied attacking [Chad].",
        "deny(Kenya) / attack(Kenya; Chad) < deny ",
    );
    check(
        "[Kenya] accused [Chad] of bombing its ships.",
        "accuse(Kenya; Chad) / bomb(Chad; ships) < accuse of",
    );
    check(
        "[Kenya]'s threats to attack [Chad] worried [Oslo|c].",
        "attack(Kenya; Chad) < threats / worry(threats; Oslo)",
    );
    check(
        "[Bo|p], who met [Cy|p], left.",
        "meet(Bo; Cy) < Bo / leave(Bo)",
    );
    check(
        "Talks held in [Oslo|c] ended.",
        "be hold(Talks; in Oslo) < Talks / end(Talks)",
    );
}

#[test]
fn questions_are_set_straight() {
    check("Will [Kenya] attack [Chad]?", "attack(Kenya; Chad)");
    check("Has [Kenya] attacked [Chad]?", "attack(Kenya; Chad)");
    check(
        "Never has [Kenya] attacked [Chad].",
        "not attack(Kenya; Chad)",
    );
    check("Is [Kenya] ready?", "be(-; ready)");
}

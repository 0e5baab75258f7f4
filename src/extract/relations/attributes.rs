//! What a relation says beside its ends: how, about what, with how much force, how many.

use std::collections::BTreeMap;

use crate::extract::clause::{GroupId, Tag, Trigger, is_in};
use crate::extract::relations::office;
use crate::extract::relations::scene::{Found, Scene};
use crate::model::{Reason, RelationKind, Tied};

/// A topic longer than this is no topic.
const LONGEST_TOPIC: usize = 80;

/// Adds to what the rule itself found, where the trigger's own words say it.
pub(super) fn fill(
    scene: &Scene,
    found: &Found,
    reason: &Reason,
    attributes: &mut BTreeMap<&'static str, String>,
) {
    use RelationKind as K;
    let Some(trigger) = found.trigger else { return };
    let mut add = |name, value: Option<String>| {
        if let Some(value) = value {
            attributes.entry(name).or_insert(value);
        }
    };
    match found.kind {
        K::NegotiatesWith => {
            add("mode", mode(scene, trigger).map(str::to_owned));
            add("topic", topic(scene, trigger));
        }
        K::AgreesWith | K::Meets => add("topic", topic(scene, trigger)),
        K::DemandsOf => add("force", Some(force(lemma(scene, trigger)).to_owned())),
        K::Appoints => {
            add("act", Some(office::act(lemma(scene, trigger)).to_owned()));
            add("office", appointed_as(scene, trigger));
        }
        K::ParticipatesIn => add("role", Some(role(lemma(scene, trigger)).to_owned())),
        K::LocatedIn | K::DeployedTo | K::MobilizesAgainst => {
            let near = matches!(&reason.target, Tied::After(prep) if is_near(prep));
            add("nearness", near.then(|| "near".to_owned()));
        }
        K::Attacks | K::Aids | K::YieldsTo | K::Coerces | K::Sanctions => {
            add("number", number(scene, trigger));
        }
        _ => {}
    }
}

/// The verb or noun of a trigger.
pub(super) fn lemma<'a>(scene: &'a Scene, trigger: Trigger) -> &'a str {
    match trigger {
        Trigger::Verb(id) => scene
            .clauses
            .verb(id)
            .map_or("", |verb| verb.lemma.as_str()),
        Trigger::Noun(id) => scene
            .clauses
            .group(id)
            .map_or("", |group| group.noun.as_str()),
    }
}

fn is_near(prep: &str) -> bool {
    matches!(
        prep,
        "near" | "off" | "close to" | "outside" | "off the coast of" | "on the outskirts of"
    )
}

/// "indirect talks", "negotiated directly", "talks through mediators".
fn mode(scene: &Scene, trigger: Trigger) -> Option<&'static str> {
    let said = |word: &str| match word {
        "indirect" | "indirectly" => Some("indirect"),
        "direct" | "directly" | "face-to-face" => Some("direct"),
        _ => None,
    };
    let groups = groups_of(scene, trigger);
    let of_groups = groups
        .iter()
        .flat_map(|&group| scene.clauses.group_words(group));
    let by_word = of_groups
        .chain(beside(scene, trigger))
        .find_map(|word| said(&word.lower));
    const THROUGH: &[&str] = &["through", "via"];
    let through = groups
        .iter()
        .any(|&group| scene.clauses.prep_of_group(group, THROUGH).is_some())
        || matches!(trigger, Trigger::Verb(id) if !scene.clauses.preps_of_verb(id, THROUGH).is_empty());
    by_word.or(through.then_some("indirect"))
}

/// The verb, the word before it and those up to three after it.
fn beside<'a>(scene: &'a Scene, trigger: Trigger) -> &'a [crate::extract::clause::Word] {
    let Trigger::Verb(id) = trigger else {
        return &[];
    };
    let range = scene.clauses.verb(id).map(|verb| {
        let end = (verb.words.end + 3).min(scene.clauses.words.len());
        verb.words.start.saturating_sub(1)..end
    });
    range
        .and_then(|range| scene.clauses.words.get(range))
        .unwrap_or_default()
}

/// The noun that tells it, or the objects of the verb that does.
fn groups_of(scene: &Scene, trigger: Trigger) -> Vec<GroupId> {
    match trigger {
        Trigger::Noun(id) => vec![id],
        Trigger::Verb(id) => scene
            .clauses
            .ties(id)
            .map(|ties| ties.objects.clone())
            .unwrap_or_default(),
    }
}

/// "talks over fishing rights", "discussed with Chad the border", "an accord on water".
fn topic(scene: &Scene, trigger: Trigger) -> Option<String> {
    const ABOUT: &[&str] = &["over", "about", "on", "concerning", "regarding"];
    let verb = match trigger {
        Trigger::Verb(id) => Some(id),
        Trigger::Noun(id) => scene.clauses.governor(id).map(|(verb, _)| verb),
    };
    let of_verb = verb
        .map(|id| scene.clauses.preps_of_verb(id, ABOUT))
        .unwrap_or_default();
    let mut groups = groups_of(scene, trigger)
        .into_iter()
        .filter_map(|group| scene.clauses.prep_of_group(group, ABOUT))
        .chain(of_verb);
    groups
        .find_map(|group| phrase(scene, group))
        .or_else(|| before_noun(scene, trigger))
}

/// "border talks", "nuclear talks": what the word before the noun says they are about.
fn before_noun(scene: &Scene, trigger: Trigger) -> Option<String> {
    let named = |span| {
        let mut mentions = scene.clauses.mentions.iter();
        mentions.any(|mention| mention.span.overlaps(span))
    };
    groups_of(scene, trigger).into_iter().find_map(|group| {
        let head = scene.clauses.trigger_span(Trigger::Noun(group))?;
        let words = scene.clauses.group_words(group);
        let at = words.iter().position(|word| word.span == head)?;
        let word = words.get(at.checked_sub(1)?)?;
        // "Direct talks" at the head of a sentence look like a noun.
        let manner = is_in(
            "direct indirect new fresh formal informal bilateral secret final further",
            &word.lower,
        );
        let about = word.tag == Tag::Noun && !manner || word.lower == "nuclear";
        let dealing = matches!(
            scene.group(group)?.noun.as_str(),
            "talks" | "talk" | "negotiation" | "deal" | "agreement" | "accord" | "treaty" | "pact"
        );
        (about && dealing && !named(word.span)).then(|| word.lower.clone())
    })
}

/// The words of a group with its owner before and its "of" behind, the article left out.
fn phrase(scene: &Scene, group: GroupId) -> Option<String> {
    let found = scene.group(group)?;
    let own = scene.clauses.group_span(group)?;
    let owner = found
        .owner
        .and_then(|owner| scene.clauses.group_span(owner));
    let of = scene.clauses.prep_of_group(group, &["of"]);
    let of = of.and_then(|of| scene.clauses.group_span(of));
    let span = owner.map_or(own, |owner| owner.join(own));
    let text = scene.text(of.map_or(span, |of| span.join(of)));
    let text = text.trim_start_matches("the ").trim();
    let letters = text.chars().any(char::is_alphabetic);
    (letters && text.len() <= LONGEST_TOPIC).then(|| text.to_owned())
}

fn force(lemma: &str) -> &'static str {
    const DEMANDS: &str = "demand order insist require instruct press pressure force command oblige warn must say condition \
        ultimatum insistence tell";
    if is_in(DEMANDS, lemma) {
        "demand"
    } else {
        "appeal"
    }
}

fn role(lemma: &str) -> &'static str {
    match lemma {
        "attend" => "attendee",
        "lead" | "head" | "chair" => "leader",
        "host" => "host",
        "mediate" | "broker" | "facilitate" => "mediator",
        _ => "party",
    }
}

/// "appointed Ana Duarte as envoy", "named her ambassador".
fn appointed_as(scene: &Scene, trigger: Trigger) -> Option<String> {
    let Trigger::Verb(id) = trigger else {
        return None;
    };
    let behind = scene.clauses.preps_of_verb(id, &["as"]).first().copied();
    let second = scene
        .clauses
        .ties(id)
        .and_then(|ties| ties.objects.get(1).copied());
    phrase(scene, behind.or(second)?)
}

/// "killed twelve soldiers": "12 soldiers".
fn number(scene: &Scene, trigger: Trigger) -> Option<String> {
    let Trigger::Verb(id) = trigger else {
        return None;
    };
    let (verb, ties) = scene.clauses.verb(id).zip(scene.clauses.ties(id))?;
    let theme: Vec<GroupId> = if verb.passive {
        ties.subject.into_iter().collect()
    } else {
        ties.objects.clone()
    };
    theme.into_iter().find_map(|group| {
        let words = scene.clauses.group_words(group);
        let at = words
            .iter()
            .position(|word| numeral(&word.lower).is_some())?;
        let n = numeral(&words.get(at)?.lower)?;
        let noun = words
            .get(at + 1..)?
            .iter()
            .rfind(|word| word.tag == Tag::Noun)?;
        Some(format!("{n} {}", noun.lower))
    })
}

/// "12", "1,200", "twelve".
fn numeral(word: &str) -> Option<u64> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let named = WORDS.iter().position(|known| *known == word);
    named
        .map(|at| at as u64 + 1)
        .or_else(|| word.replace(',', "").parse().ok())
}

#[cfg(test)]
mod tests {
    use crate::extract::relations::tests::attributes;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        assert_eq!(attributes(sentence), expected, "{sentence}");
    }

    #[test]
    fn talks_have_a_mode_and_a_topic() {
        check(
            "[Kenya] and [Somalia] held indirect talks over water rights.",
            &["mode=indirect", "topic=water rights"],
        );
        check(
            "Direct talks between [Kenya] and [Somalia] ended.",
            &["mode=direct"],
        );
        check(
            "[Kenya] and [Somalia] held border talks.",
            &["topic=border"],
        );
        check("[Kenya] and [Somalia] held talks on Friday.", &[]);
    }

    #[test]
    fn one_asks_or_demands() {
        check("[Kenya] urged [Chad] to stop.", &["force=appeal"]);
        check("[Kenya] demanded that [Chad] stop.", &["force=demand"]);
    }

    #[test]
    fn numbers_are_of_those_concerned() {
        check(
            "[Kenya] arrested two [Chadian|d] envoys.",
            &["number=2 envoys"],
        );
    }

    #[test]
    fn ships_off_a_coast_are_near_it() {
        check("[Caldera|a] was stationed off [Chad].", &["nearness=near"]);
    }
}

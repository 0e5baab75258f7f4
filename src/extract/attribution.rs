//! Who says what a trigger tells, where it is not the article itself.

use crate::extract::clause::{Clauses, GroupId, Parent, Standing, Tag, Trigger, VerbId, is_in};
use crate::lexicon::{Reporting, Verbs};
use crate::model::Span;

/// The groups that name the speakers of what `trigger` tells, the innermost first.
pub(crate) fn speakers(clauses: &Clauses, lexicon: &Verbs, trigger: Trigger) -> Vec<GroupId> {
    let mut speakers = Vec::new();
    let mut verb = match trigger {
        Trigger::Verb(id) => Some(id),
        Trigger::Noun(id) => clauses
            .governor(id)
            .map(|(verb, _)| verb)
            .or_else(|| verb_round(clauses, id)),
    };
    // A noun under a verb of saying ("announced an attack") is said by its subject.
    if let (Trigger::Noun(_), Some(id)) = (trigger, verb.filter(|&id| says(clauses, lexicon, id))) {
        speakers.extend(clauses.ties(id).and_then(|ties| ties.subject));
    }
    for _ in 0..8 {
        let Some(id) = verb else { break };
        let Some(ties) = clauses.ties(id) else { break };
        verb = match ties.parent {
            Parent::Complement(said) => {
                let subject = clauses.ties(said).and_then(|ties| ties.subject);
                if says(clauses, lexicon, said) {
                    speakers.extend(subject);
                }
                Some(said)
            }
            // "accused Chad of bombing", "denied bombing": said by whoever accuses or denies.
            Parent::Infinitive(other) | Parent::Gerund(other, _) => {
                let reporting = clauses
                    .verb(other)
                    .filter(|verb| !verb.passive)
                    .and_then(|verb| lexicon.reporting(&verb.lemma));
                if matches!(
                    reporting,
                    Some(Reporting::Claim | Reporting::Denial | Reporting::Demand)
                ) && says(clauses, lexicon, other)
                {
                    speakers.extend(clauses.ties(other).and_then(|ties| ties.subject));
                }
                Some(other)
            }
            Parent::Beside(other) | Parent::Adverbial(Some(other), _) => Some(other),
            // "fears that …", "threats to …", "the jets that …": on from the verb that holds the noun.
            Parent::Noun(group) | Parent::Relative(group) => {
                if matches!(ties.parent, Parent::Noun(_)) {
                    speakers.extend(of_statement(clauses, lexicon, group));
                }
                clauses
                    .governor(group)
                    .map(|(verb, _)| verb)
                    .filter(|&next| next.0 < id.0)
            }
            Parent::Adverbial(None, _) | Parent::Root => None,
        };
    }
    speakers.extend(according_to(clauses));
    speakers.dedup();
    speakers
}

/// Who speaks in a sentence, and the verb that says so: the last of several.
pub(crate) fn speaker(clauses: &Clauses, lexicon: &Verbs) -> Option<(GroupId, Span)> {
    let mut speaking = clauses.verbs().filter_map(|(id, verb, ties)| {
        let subject = ties
            .subject
            .filter(|_| verb.finite && says(clauses, lexicon, id))?;
        Some((subject, clauses.verb_span(id)?))
    });
    speaking.next_back()
}

/// Whose claim it is: "Kenya's claim that …", "claims that … were denied by Kenya".
fn of_statement(clauses: &Clauses, lexicon: &Verbs, group: GroupId) -> Option<GroupId> {
    const STATEMENTS: &str = "claim statement allegation accusation charge report denial insistence warning assertion \
        announcement assurance complaint";
    let noun = clauses.group(group)?;
    if !is_in(STATEMENTS, &noun.noun) {
        return None;
    }
    let by_verb = || {
        let (verb, standing) = clauses.governor(group)?;
        let denied = clauses.verb(verb).filter(|verb| {
            verb.passive && lexicon.reporting(&verb.lemma) == Some(Reporting::Denial)
        });
        let passive = denied.is_some() && standing == Standing::Subject;
        let by = clauses.preps_of_verb(verb, &["by"]).first().copied();
        by.filter(|_| passive)
    };
    noun.owner
        .or_else(|| clauses.prep_of_group(group, &["by", "from"]))
        .or_else(by_verb)
}

/// "According to state television, …": whoever stands behind it speaks for the sentence.
fn according_to(clauses: &Clauses) -> Option<GroupId> {
    let at = clauses
        .words
        .iter()
        .position(|word| word.tag == Tag::Preposition && word.lemma == "according to")?;
    let is_owner = |id| clauses.groups().any(|(_, group)| group.owner == Some(id));
    // "according to Kenya's minister" is not Kenya.
    clauses
        .groups()
        .find(|&(id, group)| group.words.start > at && !is_owner(id))
        .map(|(id, _)| id)
}

fn verb_round(clauses: &Clauses, id: GroupId) -> Option<VerbId> {
    let mut here = id;
    for _ in 0..6 {
        let (above, _) = clauses.above(here)?;
        if let Some((verb, _)) = clauses.governor(above) {
            return Some(verb);
        }
        here = above;
    }
    None
}

fn says(clauses: &Clauses, lexicon: &Verbs, id: VerbId) -> bool {
    clauses.verb(id).is_some_and(|verb| {
        // "was told" has a hearer for its subject; "wants" and "makes" tell nothing.
        !verb.passive
            && lexicon.reporting(&verb.lemma).is_some()
            && !matches!(
                verb.lemma.as_str(),
                "want"
                    | "continue"
                    | "require"
                    | "show"
                    | "find"
                    | "plan"
                    | "intend"
                    | "aim"
                    | "order"
                    | "instruct"
            )
    })
}

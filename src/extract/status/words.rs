//! Words that say of what hangs on them that it is meant, doubted, denied or wished for.

use crate::extract::clause::is_in;
use crate::model::Status;

/// What a governing word makes of what hangs on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Force {
    /// Nothing: "continued to bomb", "managed to free".
    Plain,
    Meant,
    Doubted,
    Denied,
    Wished,
}

impl Force {
    pub fn status(self) -> Status {
        match self {
            Self::Plain => Status::Asserted,
            Self::Meant => Status::Planned,
            Self::Doubted => Status::Hypothetical,
            Self::Denied => Status::Denied,
            Self::Wished => Status::Demanded,
        }
    }
}

/// Verbs before an infinitive, a gerund or the noun of an act.
const VERBS: &[(Force, &str)] = &[
    (
        Force::Plain,
        "continue begin start help manage come serve go cease proceed resume use get keep move work remain succeed \
         join act combine force compel allow enable cause lead rush resort see catch spend know dare bother happen",
    ),
    (
        Force::Denied,
        "refuse fail decline deny avoid stop prevent ban bar forbid rule prohibit refrain abstain neglect dissuade \
         stall halt reject oppose block cancel postpone suspend dismiss abandon scrap exclude resist omit forgo \
         hesitate",
    ),
    (
        Force::Wished,
        "urge demand order press call require request instruct tell advise appeal beg need push pressure recommend \
         insist encourage remind plead lobby implore favour favor advocate deserve oblige",
    ),
    (
        Force::Meant,
        "want plan intend aim hope agree decide promise pledge vow offer prepare expect seek try attempt set schedule \
         commit undertake volunteer wish consider propose be due swear opt choose resolve determine arrange announce \
         signal mull discuss contemplate ask head gear poise authorise authorize mobilise mobilize invite explore \
         mean dispatch slate like look struggle",
    ),
    (
        Force::Doubted,
        "threaten allege suspect believe accuse appear seem fear claim report think presume rumour rumor risk tend \
         charge blame imagine talk warn caution say assume may predict suggest indict have",
    ),
];

/// Nouns with an infinitive, "of" or "that" behind them.
const NOUNS: &[(Force, &str)] = &[
    (
        Force::Denied,
        "refusal failure denial lack absence rejection cancellation suspension inability unwillingness reluctance short",
    ),
    (
        Force::Doubted,
        "threat fear claim allegation accusation warning possibility risk prospect danger suspicion ability capacity \
         option right chance opportunity power authority readiness idea rumour rumor likelihood charge concern belief \
         suggestion speculation case event firepower means potential report worry question scenario pretext",
    ),
    (
        Force::Wished,
        "call demand appeal request order need obligation pressure insistence push ultimatum plea end halt deadline",
    ),
    (
        Force::Meant,
        "plan decision effort attempt bid promise pledge vow offer proposal intention intent agreement commitment move \
         drive determination resolve willingness preparation hope invitation desire wish ambition aim goal deal \
         openness",
    ),
];

/// Adjectives between "be" and an infinitive: "is likely to attack".
const ADJECTIVES: &[(Force, &str)] = &[
    (
        Force::Doubted,
        "likely unlikely able capable possible free entitled",
    ),
    (
        Force::Denied,
        "unable unwilling reluctant powerless hesitant loath afraid",
    ),
    (
        Force::Meant,
        "ready set due willing eager determined prepared poised keen anxious desperate bound certain sure",
    ),
];

/// Words before the noun of an act: "the alleged bombing", "a planned visit".
const MODIFIERS: &[(Force, &str)] = &[
    (
        Force::Doubted,
        "alleged suspected possible potential threatened hypothetical any imminent reported likely purported further \
         feared supposed looming eventual presumed",
    ),
    (
        Force::Meant,
        "planned proposed upcoming scheduled next future forthcoming expected intended promised impending",
    ),
    (
        Force::Denied,
        "cancelled canceled aborted failed thwarted foiled averted attempted",
    ),
];

/// Adverbs beside a verb: "reportedly bombed".
const ADVERBS: &[(Force, &str)] = &[
    (
        Force::Doubted,
        "reportedly allegedly possibly perhaps supposedly purportedly potentially apparently presumably likely \
         probably maybe",
    ),
    (Force::Denied, "almost nearly"),
];

pub(super) fn of_verb(lemma: &str) -> Option<Force> {
    find(VERBS, lemma)
}

pub(super) fn of_noun(noun: &str) -> Option<Force> {
    find(NOUNS, noun)
}

pub(super) fn of_adjective(word: &str) -> Option<Force> {
    find(ADJECTIVES, word)
}

pub(super) fn of_modifier(word: &str) -> Option<Force> {
    find(MODIFIERS, word)
}

pub(super) fn of_adverb(word: &str) -> Option<Force> {
    find(ADVERBS, word)
}

fn find(table: &[(Force, &'static str)], word: &str) -> Option<Force> {
    table
        .iter()
        .find(|(_, list)| is_in(list, word))
        .map(|(force, _)| *force)
}

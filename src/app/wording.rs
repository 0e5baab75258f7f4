//! The words on the screen that depend on what is shown: numbers with their nouns, days, verbs in both directions, sources.

use crate::model::{
    Anchor, Article, BlockKind, Date, EntityId, EventDate, Evidence, Grade, Graph, Published,
    Reason, Relation, RelationKind, Speaker, Status, Tied,
};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// "1 citation", "3 citations".
pub fn count(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(n))
}

/// "Head of state" for "head of state".
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// "12,400".
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "6 Feb 2026".
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day, month(date), date.year)
}

/// "6 Feb 2026 16:31".
pub fn published(at: &Published) -> String {
    match at.time {
        Some((hour, minute)) => format!("{} {hour:02}:{minute:02}", day(at.date)),
        None => day(at.date),
    }
}

/// A day, a month, a year or a stretch, as short as it can be said.
pub fn when(date: &EventDate) -> String {
    let (from, to) = (date.from, date.to);
    let last_of_month = |date: Date| Date::new(date.year, date.month, date.day + 1).is_none();
    if from == to {
        return day(from);
    }
    if from.year == to.year && from.day == 1 && last_of_month(to) {
        return match (from.month, to.month) {
            (1, 12) => from.year.to_string(),
            (a, b) if a == b => format!("{} {}", month(from), from.year),
            _ => format!("{}–{} {}", month(from), month(to), to.year),
        };
    }
    if (from.year, from.month) == (to.year, to.month) {
        return format!("{}–{}", from.day, day(to));
    }
    if from.year == to.year {
        return format!("{} {} – {}", from.day, month(from), day(to));
    }
    format!("{} – {}", day(from), day(to))
}

/// What stands between the selected node and the other end: "met", "is attacked by".
pub const fn verb(kind: RelationKind, end: End) -> &'static str {
    match end {
        End::Source => kind.label(),
        End::Target => passive(kind),
    }
}

/// Which end of a relation one looks from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Source,
    Target,
}

/// "publisher not stated", rather than nothing: a gap that is named can be filled.
pub fn publisher(article: &Article) -> &str {
    article
        .publisher
        .as_deref()
        .unwrap_or("publisher not stated")
}

pub fn title(article: &Article) -> &str {
    match article.title.trim() {
        "" => "Untitled article",
        title => title,
    }
}

/// "The National · 6 Feb 2026 09:59".
pub fn imprint(article: &Article) -> String {
    let date = article
        .published
        .as_ref()
        .map_or_else(|| "no date".to_owned(), published);
    format!("{} · {date}", publisher(article))
}

/// All that is to be known about how an article was read.
pub fn notes(article: &Article) -> String {
    let notes: Vec<&str> = article
        .notes
        .iter()
        .map(|note| note.what.as_str())
        .collect();
    notes.join(" ")
}

/// "24 Nov 2026 22:10", of seconds since 1970.
pub fn moment(secs: u64) -> String {
    let (days, left) = (secs / 86_400, secs % 86_400);
    let date = i32::try_from(days).ok().and_then(Date::from_day_number);
    let day = date.map_or_else(String::new, day);
    format!("{day} {:02}:{:02}", left / 3600, left / 60 % 60)
}

/// "B2": how far a source and what it says can be trusted.
pub fn grade(grade: Grade) -> String {
    format!("{}{}", grade.reliability.word(), grade.credibility.word())
}

/// Where in its article something stands: "paragraph 8", "photo caption".
pub fn place_in(article: &Article, anchor: Anchor) -> String {
    let at = anchor.span.start();
    if let Some(number) = article.paragraph_at(at) {
        return format!("paragraph {number}");
    }
    match article.block_at(at).map(|block| block.kind) {
        Some(BlockKind::Body) | None => String::from("text"),
        Some(kind) => kind.label().to_owned(),
    }
}

/// "says Oman’s Foreign Ministry"; `None` where the article says it itself.
pub fn attribution(graph: &Graph, speakers: &[Speaker<EntityId>]) -> Option<String> {
    let names: Vec<String> = speakers
        .iter()
        .map(|speaker| speaker_name(graph, speaker))
        .collect();
    let said = match names.len() {
        0 => return None,
        1 => "says",
        _ => "say",
    };
    Some(format!("{said} {}", list(&names)))
}

/// "A", "A and B", "A, B and C".
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Why a sentence is read as telling a relation: "“met” has Ana Duarte for its subject and Bo Li behind “with”; told as
/// having happened".
pub fn why(graph: &Graph, relation: &Relation, cited: &Evidence, text: &str) -> String {
    let name = |id: &EntityId| {
        graph
            .entity(id)
            .map_or_else(|| id.to_string(), |entity| entity.name.clone())
    };
    let Reason {
        source,
        target,
        cue,
    } = &cited.telling.reason;
    let (a, b) = (name(&relation.source), name(&relation.target));
    let trigger = one_line(cited.trigger.of(text));
    let status = match (relation.status, cue) {
        (Status::Asserted, _) if relation.kind.quad().is_none() => "told as being so".to_owned(),
        (Status::Asserted, _) => "told as having happened".to_owned(),
        (status, Some(cue)) => format!("{}, by the word “{}”", status.word(), cue.of(text)),
        (status, None) => status.word().to_owned(),
    };
    let ends = if (source, target) == (&Tied::Phrase, &Tied::Phrase) {
        format!("“{trigger}” joins {a} and {b} in one phrase")
    } else {
        format!(
            "“{trigger}” has {} and {}",
            tied(source, &a),
            tied(target, &b)
        )
    };
    format!("{ends}; {status}. Rule: {}.", rule(cited.rule))
}

fn tied(way: &Tied, name: &str) -> String {
    match way {
        Tied::Phrase => format!("{name} in the same phrase"),
        Tied::Subject => format!("{name} for its subject"),
        Tied::Object => format!("{name} for its object"),
        Tied::After(preposition) => format!("{name} behind “{preposition}”"),
        Tied::ThingOf => format!("a thing of {name} for its object"),
        Tied::Owner => format!("{name} as whose it is"),
        Tied::Modifier => format!("{name} before it"),
        Tied::Clause => format!("{name} in the clause under it"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a rule of the reader looks for, in plain words.
pub fn rule(name: &str) -> &str {
    match name {
        "verb" => "a verb between the two names",
        "noun" => "a noun for the act, and who it ties",
        "announced act" => "an act that a statement announces",
        "tie" => "a word for the tie between two people",
        "in place" => "a place named as where it is",
        "office" => "an office beside the name",
        "forces" => "a rank beside the name",
        "takes part" => "who is named as taking part",
        "member" => "who is named as a member",
        "belongs" => "whose it is said to be",
        "city of" => "a city named with its state",
        other => other,
    }
}

fn speaker_name(graph: &Graph, speaker: &Speaker<EntityId>) -> String {
    match speaker {
        Speaker::Entity(id) => graph
            .entity(id)
            .map_or_else(|| id.to_string(), |entity| entity.name.clone()),
        Speaker::Text(text) => text.clone(),
    }
}

fn month(date: Date) -> &'static str {
    let at = usize::from(date.month).saturating_sub(1);
    MONTHS.get(at).copied().unwrap_or_default()
}

const fn passive(kind: RelationKind) -> &'static str {
    use RelationKind as K;
    match kind {
        K::Mediates => "has as mediator",
        K::Visits => "is visited by",
        K::Supports => "is supported by",
        K::YieldsTo => "gains a concession from",
        K::Aids => "is aided by",
        K::DemandsOf => "faces demands of",
        K::Accuses => "is accused by",
        K::Rejects => "is rejected by",
        K::Threatens => "is threatened by",
        K::Sanctions => "is under sanctions of",
        K::MobilizesAgainst => "faces mobilisation by",
        K::Coerces => "is coerced by",
        K::Attacks => "is attacked by",
        K::ProtestsAgainst => "faces protests of",
        K::HoldsOffice => "has in office",
        K::Represents => "is represented by",
        K::Appoints => "is appointed by",
        K::MemberOf => "has as member",
        K::PartOf => "includes",
        K::LocatedIn => "is where to find",
        K::DeployedTo => "has deployed there",
        K::Operates => "is operated by",
        K::Commands => "is commanded by",
        K::AdviserTo => "is advised by",
        K::ParticipatesIn => "is attended by",
        K::Meets | K::NegotiatesWith | K::AgreesWith | K::CooperatesWith | K::FamilyOf => {
            kind.label()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(from: &str, to: &str) -> String {
        when(&EventDate {
            from: Date::parse(from).unwrap(),
            to: Date::parse(to).unwrap(),
            text: String::new(),
        })
    }

    #[test]
    fn numbers_carry_their_noun() {
        assert_eq!(count(1, "citation"), "1 citation");
        assert_eq!(count(0, "article"), "0 articles");
        assert_eq!(count(12400, "relation"), "12,400 relations");
    }

    #[test]
    fn stretches_of_time_are_said_briefly() {
        assert_eq!(dated("2026-02-06", "2026-02-06"), "6 Feb 2026");
        assert_eq!(dated("2025-06-01", "2025-06-30"), "Jun 2025");
        assert_eq!(dated("2025-01-01", "2025-12-31"), "2025");
        assert_eq!(dated("2026-02-02", "2026-02-08"), "2–8 Feb 2026");
        assert_eq!(dated("2026-01-28", "2026-02-08"), "28 Jan – 8 Feb 2026");
        assert_eq!(
            dated("2025-12-28", "2026-01-03"),
            "28 Dec 2025 – 3 Jan 2026"
        );
    }
}

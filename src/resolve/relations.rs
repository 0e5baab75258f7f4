//! Claims to relations: the same told twice is one relation with two sentences.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Anchor, BlockKind, Claim, Entity, EntityId, EventDate, Evidence, Reading, Relation, RelationId,
    RelationKind, Span, Speaker, Status,
};
use crate::resolve::edits::{Edits, entity_at};
use crate::resolve::entities::Ids;

/// A claim with its ends as entities.
struct Told {
    source: EntityId,
    target: EntityId,
    kind: RelationKind,
    status: Status,
    when: Option<EventDate>,
    place: Option<EntityId>,
    attributes: BTreeMap<&'static str, String>,
    evidence: Evidence,
}

/// The relations that claims and edits tell.
pub(super) fn relations(
    readings: &[&Reading],
    ids: &Ids,
    entities: &[Entity],
    edits: &Edits,
) -> Vec<Relation> {
    let mut told: Vec<Told> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        told.extend(
            reading
                .claims
                .iter()
                .filter_map(|claim| from_claim(reading, at, claim, ids, edits)),
        );
    }
    told.extend(edits.related.iter().filter_map(|by_hand| {
        let source = entity_at(entities, by_hand.source)?;
        let target = entity_at(entities, by_hand.target)?;
        Some(Told {
            source: source.id.clone(),
            target: target.id.clone(),
            kind: by_hand.kind,
            status: by_hand.status,
            when: None,
            place: None,
            attributes: BTreeMap::new(),
            evidence: Evidence {
                sentence: by_hand.sentence,
                trigger: by_hand.sentence.span,
                rule: "by hand",
                attributed_to: Vec::new(),
                independent: true,
            },
        })
    }));
    told.retain(|told| told.source != told.target);
    told.sort_by_key(|told| (told.evidence.sentence, told.evidence.trigger));
    let mut groups: BTreeMap<(EntityId, RelationKind, EntityId, Status), Vec<Told>> =
        BTreeMap::new();
    for told in told {
        // Undirected kinds meet whichever end is told first.
        let swap = !told.kind.directed() && told.target < told.source;
        let (a, b) = if swap {
            (&told.target, &told.source)
        } else {
            (&told.source, &told.target)
        };
        let key = (a.clone(), told.kind, b.clone(), told.status);
        groups.entry(key).or_default().push(told);
    }
    let said = Said { readings };
    let mut relations = Vec::new();
    for group in groups.into_values() {
        for (n, part) in by_date(group).into_iter().enumerate() {
            relations.extend(relation(part, n, &said));
        }
    }
    relations
}

fn from_claim(
    reading: &Reading,
    at: usize,
    claim: &Claim,
    ids: &Ids,
    edits: &Edits,
) -> Option<Told> {
    let sentence = Anchor {
        article: reading.article.id,
        span: claim.sentence,
    };
    if edits.is_rejected(sentence, claim.kind) {
        return None;
    }
    let id = |chain| ids.get(&(at, chain)).cloned();
    let speaker = |speaker: &Speaker<_>| match speaker {
        Speaker::Entity(chain) => id(*chain).map(Speaker::Entity),
        Speaker::Text(text) => Some(Speaker::Text(text.clone())),
    };
    let block = reading.article.block_at(claim.sentence.start());
    Some(Told {
        source: id(claim.source)?,
        target: id(claim.target)?,
        kind: claim.kind,
        status: edits.status(sentence, claim.kind).unwrap_or(claim.status),
        when: claim.when.clone(),
        place: claim.place.and_then(id),
        attributes: claim.attributes.clone(),
        evidence: Evidence {
            sentence,
            trigger: claim.trigger,
            rule: claim.rule,
            attributed_to: claim.attributed_to.iter().filter_map(speaker).collect(),
            independent: block.is_none_or(|block| block.kind != BlockKind::Repeat),
        },
    })
}

/// Told of different days, it happened twice; where no day is told, it is the first of them.
fn by_date(group: Vec<Told>) -> Vec<Vec<Told>> {
    let mut parts: Vec<(Option<EventDate>, Vec<Told>)> = Vec::new();
    let (dated, undated): (Vec<Told>, Vec<Told>) =
        group.into_iter().partition(|told| told.when.is_some());
    for told in dated {
        let fits = |when: &Option<EventDate>| match (when, &told.when) {
            (Some(a), Some(b)) => a.from <= b.to && b.from <= a.to,
            _ => true,
        };
        match parts.iter_mut().find(|(when, _)| fits(when)) {
            Some((when, part)) => {
                // The narrower of the two says more.
                let narrower = |a: &EventDate, b: &EventDate| {
                    b.from >= a.from && b.to <= a.to && (a.from, a.to) != (b.from, b.to)
                };
                if let (Some(known), Some(new)) = (when.as_ref(), &told.when)
                    && narrower(known, new)
                {
                    *when = told.when.clone();
                }
                part.push(told);
            }
            None => parts.push((told.when.clone(), vec![told])),
        }
    }
    match parts.first_mut() {
        Some((_, first)) => first.extend(undated),
        None => parts.push((None, undated)),
    }
    let mut out = Vec::new();
    for (when, mut part) in parts {
        part.sort_by_key(|told| (told.evidence.sentence, told.evidence.trigger));
        if let Some(first) = part.first_mut() {
            first.when = when;
        }
        out.push(part);
    }
    out
}

fn relation(part: Vec<Told>, n: usize, said: &Said) -> Option<Relation> {
    let first = part.first()?;
    let (source, target, kind, status) = (
        first.source.clone(),
        first.target.clone(),
        first.kind,
        first.status,
    );
    let when = first.when.clone();
    let place = part.iter().find_map(|told| told.place.clone());
    let mut attributes = BTreeMap::new();
    let mut speakers = BTreeSet::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for told in part {
        for (name, value) in told.attributes {
            attributes.entry(name).or_insert(value);
        }
        speakers.extend(told.evidence.attributed_to.iter().cloned());
        match evidence
            .iter_mut()
            .find(|known| known.sentence == told.evidence.sentence)
        {
            Some(known) => {
                for speaker in told.evidence.attributed_to {
                    if !known.attributed_to.contains(&speaker) {
                        known.attributed_to.push(speaker);
                    }
                }
            }
            None => evidence.push(told.evidence),
        }
    }
    said.mark(&mut evidence);
    Some(Relation {
        id: relation_id(&source, &target, kind, status, n),
        source,
        target,
        kind,
        status,
        attributed_to: speakers.into_iter().collect(),
        when,
        place,
        attributes,
        evidence,
    })
}

fn relation_id(
    source: &EntityId,
    target: &EntityId,
    kind: RelationKind,
    status: Status,
    n: usize,
) -> RelationId {
    let (a, b) = if kind.directed() || source <= target {
        (source, target)
    } else {
        (target, source)
    };
    let mut id = format!("{a} {} {b}", kind.word());
    if status != Status::Asserted {
        id.push(' ');
        id.push_str(status.word());
    }
    if n > 0 {
        id.push_str(&format!(" {}", n + 1));
    }
    RelationId::new(&id)
}

/// The words of every sentence that is cited, to know which were said before.
struct Said<'a> {
    readings: &'a [&'a Reading],
}

impl Said<'_> {
    /// Word for word the same sentences count once: a repeated caption, agency copy.
    fn mark(&self, evidence: &mut [Evidence]) {
        let mut seen = BTreeSet::new();
        let mut repeats = Vec::new();
        for (at, cited) in evidence.iter().enumerate() {
            let words = self.words(cited.sentence);
            if !words.is_empty() && !seen.insert(words) {
                repeats.push(at);
            }
        }
        for at in repeats {
            if let Some(cited) = evidence.get_mut(at) {
                cited.independent = false;
            }
        }
        // A repeat whose original tells nothing here still tells it once.
        if !evidence.iter().any(|cited| cited.independent)
            && let Some(first) = evidence.first_mut()
        {
            first.independent = true;
        }
    }

    fn words(&self, sentence: Anchor) -> String {
        let at = self
            .readings
            .binary_search_by_key(&sentence.article, |reading| reading.article.id);
        let text = at
            .ok()
            .and_then(|at| self.readings.get(at))
            .map_or("", |reading| {
                let span: Span = sentence.span;
                span.of(&reading.article.text)
            });
        let letters = text
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' });
        let lower: String = letters.flat_map(char::to_lowercase).collect();
        lower.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

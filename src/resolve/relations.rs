//! Claims to relations: the same told twice is one relation with two sentences.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Anchor, BlockKind, Claim, Entity, EntityId, EventDate, Evidence, Reading, Relation, RelationId,
    RelationKind, Speaker, Status, Telling,
};
use crate::resolve::corrections;
use crate::resolve::edits::{Edits, Holders};
use crate::resolve::entities::Ids;
use crate::resolve::sources::Sources;

/// A claim with its ends as entities.
#[derive(Debug)]
pub(super) struct Told {
    pub source: EntityId,
    pub target: EntityId,
    pub kind: RelationKind,
    pub status: Status,
    pub evidence: Evidence,
}

/// The relations that claims and edits tell.
pub(super) fn relations(
    readings: &[&Reading],
    ids: &Ids,
    entities: &[Entity],
    holders: &Holders,
    edits: &mut Edits,
) -> Vec<Relation> {
    let mut told: Vec<Told> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let claims = reading.claims.iter();
        told.extend(claims.filter_map(|claim| from_claim(reading, at, claim, ids)));
    }
    let mut told = corrections::corrected(told, readings, entities, holders, edits);
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
    let sources = Sources::new(readings);
    let mut relations = Vec::new();
    for group in groups.into_values() {
        for (n, part) in by_date(group, &sources).into_iter().enumerate() {
            relations.extend(relation(part, n, &sources));
        }
    }
    relations
}

fn from_claim(reading: &Reading, at: usize, claim: &Claim, ids: &Ids) -> Option<Told> {
    let sentence = Anchor {
        article: reading.article.id,
        span: claim.sentence,
    };
    let id = |chain| ids.of_end(reading, at, chain, claim).cloned();
    let speaker = |speaker: &Speaker<_>| match speaker {
        Speaker::Entity(chain) => id(*chain).map(Speaker::Entity),
        Speaker::Text(text) => Some(Speaker::Text(text.clone())),
    };
    let block = reading.article.block_at(claim.sentence.start());
    Some(Told {
        source: id(claim.source)?,
        target: id(claim.target)?,
        kind: claim.kind,
        status: claim.status,
        evidence: Evidence {
            sentence,
            trigger: claim.trigger,
            rule: claim.rule,
            attributed_to: claim.attributed_to.iter().filter_map(speaker).collect(),
            telling: Telling {
                when: claim.when.clone(),
                place: claim.place.and_then(id),
                attributes: claim.attributes.clone(),
                reason: claim.reason.clone(),
            },
            independent: block.is_none_or(|block| block.kind != BlockKind::Repeat),
        },
    })
}

/// Those told of one act.
struct Part {
    when: Option<EventDate>,
    told: Vec<Told>,
}

/// Told of different days, it happened twice; where no day is told, it is the one nearest to the day of the article. What is
/// so at all times (an office, a tie) is one whenever it is told.
fn by_date(group: Vec<Told>, sources: &Sources) -> Vec<Part> {
    let happens = group.first().is_some_and(|told| told.kind.quad().is_some());
    let (mut dated, undated): (Vec<Told>, Vec<Told>) = group
        .into_iter()
        .partition(|told| happens && told.evidence.telling.when.is_some());
    // The narrowest first: "in June" joins the day in June that another tells.
    dated.sort_by_key(|told| {
        let when = told.evidence.telling.when.as_ref();
        (when.map(EventDate::n_days), when.map(|when| when.from))
    });
    let mut parts: Vec<Part> = Vec::new();
    for told in dated {
        let fits = |part: &&mut Part| match (&part.when, &told.evidence.telling.when) {
            (Some(a), Some(b)) => a.overlaps(b),
            _ => false,
        };
        match parts.iter_mut().find(fits) {
            Some(part) => part.told.push(told),
            None => parts.push(Part {
                when: told.evidence.telling.when.clone(),
                told: vec![told],
            }),
        }
    }
    parts.sort_by(|a, b| a.when.cmp(&b.when));
    if parts.is_empty() {
        let mut told = undated.iter();
        parts.push(Part {
            when: told.find_map(|told| told.evidence.telling.when.clone()),
            told: undated,
        });
    } else {
        for told in undated {
            let day = sources.day(told.evidence.sentence.article);
            let distance = |part: &Part| match (&part.when, day) {
                (Some(when), Some(day)) => when.days_apart(&EventDate {
                    from: day,
                    to: day,
                    text: String::new(),
                }),
                _ => 0,
            };
            if let Some(nearest) = parts.iter_mut().min_by_key(|part| distance(part)) {
                nearest.told.push(told);
            }
        }
    }
    for part in &mut parts {
        part.told
            .sort_by_key(|told| (told.evidence.sentence, told.evidence.trigger));
    }
    parts
}

fn relation(part: Part, n: usize, sources: &Sources) -> Option<Relation> {
    let Part { when, told } = part;
    let first = told.first()?;
    let (source, target, kind, status) = (
        first.source.clone(),
        first.target.clone(),
        first.kind,
        first.status,
    );
    let place = told
        .iter()
        .find_map(|told| told.evidence.telling.place.clone());
    let mut attributes = BTreeMap::new();
    let mut speakers = BTreeSet::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for told in told {
        for (name, value) in &told.evidence.telling.attributes {
            attributes.entry(*name).or_insert_with(|| value.clone());
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
    sources.mark(&mut evidence);
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

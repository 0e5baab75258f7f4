//! An invented affair with every kind of node and line, for tests of the map.

use std::collections::BTreeMap;

use crate::model::{
    Anchor, ArticleId, Entity, EntityId, Evidence, Form, Graph, Kind, Relation, RelationId,
    RelationKind, Role, RoleTime, Span, Status, Subkind, Telling,
};

use Kind::{Event, MilitaryAsset, Organization, Person, Place, State};
use RelationKind as R;
use Status::{Asserted, Demanded, Denied, Hypothetical, Planned};

type Entry = (
    &'static str,
    Kind,
    Option<Subkind>,
    &'static str,
    &'static str,
    usize,
);

/// Id, kind, finer kind, name, ISO code or office, mentions.
const ENTITIES: &[Entry] = &[
    ("nor", State, None, "Norway", "NOR", 31),
    ("per", State, None, "Peru", "PER", 24),
    ("ken", State, None, "Kenya", "KEN", 12),
    ("omn", State, None, "Oman", "OMN", 15),
    ("che", State, None, "Switzerland", "CHE", 5),
    ("ind", State, None, "India", "IND", 3),
    (
        "holm",
        Person,
        Some(Subkind::Diplomat),
        "Ingrid Holmsen",
        "Foreign Minister",
        17,
    ),
    (
        "quispe",
        Person,
        Some(Subkind::Diplomat),
        "Mateo Quispe Arana",
        "Foreign Minister",
        14,
    ),
    (
        "vidal",
        Person,
        Some(Subkind::HeadOfState),
        "Lucía Vidal",
        "President",
        8,
    ),
    (
        "berg",
        Person,
        Some(Subkind::HeadOfGovernment),
        "Anders Berg",
        "Prime Minister",
        6,
    ),
    (
        "said",
        Person,
        Some(Subkind::Diplomat),
        "Yusuf bin Saif Al Maawali",
        "Mediator",
        11,
    ),
    (
        "omar",
        Person,
        Some(Subkind::Minister),
        "Grace Omondi",
        "Defence Minister",
        5,
    ),
    (
        "rao",
        Person,
        Some(Subkind::Diplomat),
        "Priya Rao",
        "Ambassador",
        3,
    ),
    (
        "keller",
        Person,
        Some(Subkind::Official),
        "Hans Keller",
        "Envoy",
        4,
    ),
    (
        "tor",
        Person,
        Some(Subkind::Officer),
        "Admiral Tor Lund",
        "Commander",
        3,
    ),
    (
        "flores",
        Person,
        Some(Subkind::Spokesperson),
        "Ana Flores",
        "Spokesperson",
        4,
    ),
    (
        "mbeki",
        Person,
        Some(Subkind::Legislator),
        "Daniel Mwangi",
        "",
        1,
    ),
    ("stone", Person, None, "Ruth Stone", "", 1),
    (
        "solveig",
        MilitaryAsset,
        Some(Subkind::Ship),
        "HNoMS Solveig",
        "",
        6,
    ),
    (
        "condor",
        MilitaryAsset,
        Some(Subkind::Aircraft),
        "Condor patrol aircraft",
        "",
        3,
    ),
    (
        "pillar",
        MilitaryAsset,
        Some(Subkind::Missile),
        "Pillar 3",
        "",
        2,
    ),
    (
        "tank",
        MilitaryAsset,
        Some(Subkind::Vehicle),
        "T-90 column",
        "",
        1,
    ),
    (
        "shield",
        MilitaryAsset,
        Some(Subkind::AirDefence),
        "Fjord air defence battery",
        "",
        2,
    ),
    (
        "brig",
        MilitaryAsset,
        Some(Subkind::Unit),
        "2nd Coastal Brigade",
        "",
        2,
    ),
    (
        "talara",
        MilitaryAsset,
        Some(Subkind::Base),
        "Talara naval base",
        "",
        5,
    ),
    (
        "silo",
        MilitaryAsset,
        Some(Subkind::Site),
        "Ancón radar site",
        "",
        2,
    ),
    (
        "un",
        Organization,
        Some(Subkind::International),
        "UN",
        "",
        9,
    ),
    (
        "iaea",
        Organization,
        Some(Subkind::International),
        "IMO",
        "",
        4,
    ),
    (
        "mfa",
        Organization,
        Some(Subkind::Ministry),
        "Norwegian Ministry of Foreign Affairs",
        "",
        5,
    ),
    (
        "navy",
        Organization,
        Some(Subkind::Military),
        "Peruvian Navy",
        "",
        6,
    ),
    (
        "nato",
        Organization,
        Some(Subkind::International),
        "NATO",
        "",
        3,
    ),
    (
        "fish",
        Organization,
        Some(Subkind::Company),
        "Nordfisk",
        "",
        4,
    ),
    (
        "post",
        Organization,
        Some(Subkind::Media),
        "The Lima Post",
        "",
        2,
    ),
    ("talks", Event, Some(Subkind::Talks), "Muscat talks", "", 10),
    (
        "ex",
        Event,
        Some(Subkind::Exercise),
        "Exercise Cold Reef",
        "",
        4,
    ),
    (
        "treaty",
        Event,
        Some(Subkind::Treaty),
        "Fisheries treaty of 1998",
        "",
        5,
    ),
    (
        "protest",
        Event,
        Some(Subkind::Protest),
        "Callao harbour protests",
        "",
        2,
    ),
    ("muscat", Place, Some(Subkind::City), "Muscat", "", 7),
    ("lima", Place, Some(Subkind::City), "Lima", "", 4),
    ("oslo", Place, Some(Subkind::City), "Oslo", "", 4),
    ("reef", Place, Some(Subkind::Water), "Mendaña Reef", "", 8),
    ("geneva", Place, Some(Subkind::City), "Geneva", "", 2),
    ("mombasa", Place, Some(Subkind::City), "Mombasa", "", 2),
    ("callao", Place, Some(Subkind::City), "Callao", "", 2),
];

/// Source, kind, target, status, articles.
const RELATIONS: &[(&str, RelationKind, &str, Status, u8)] = &[
    ("holm", R::HoldsOffice, "nor", Asserted, 3),
    ("quispe", R::HoldsOffice, "per", Asserted, 3),
    ("vidal", R::HoldsOffice, "per", Asserted, 2),
    ("berg", R::HoldsOffice, "nor", Asserted, 2),
    ("said", R::Represents, "omn", Asserted, 2),
    ("omar", R::HoldsOffice, "ken", Asserted, 1),
    ("rao", R::Represents, "ind", Asserted, 1),
    ("keller", R::Represents, "che", Asserted, 1),
    ("tor", R::Commands, "solveig", Asserted, 1),
    ("flores", R::Represents, "mfa", Asserted, 1),
    ("mfa", R::PartOf, "nor", Asserted, 1),
    ("navy", R::PartOf, "per", Asserted, 1),
    ("solveig", R::DeployedTo, "reef", Asserted, 2),
    ("nor", R::Operates, "solveig", Asserted, 2),
    ("navy", R::Operates, "condor", Asserted, 1),
    ("navy", R::Operates, "talara", Asserted, 1),
    ("per", R::Operates, "pillar", Asserted, 1),
    ("per", R::Operates, "silo", Asserted, 1),
    ("nor", R::Operates, "shield", Asserted, 1),
    ("brig", R::PartOf, "navy", Asserted, 1),
    ("talks", R::LocatedIn, "muscat", Asserted, 3),
    ("muscat", R::LocatedIn, "omn", Asserted, 1),
    ("lima", R::LocatedIn, "per", Asserted, 1),
    ("oslo", R::LocatedIn, "nor", Asserted, 1),
    ("geneva", R::LocatedIn, "che", Asserted, 1),
    ("mombasa", R::LocatedIn, "ken", Asserted, 1),
    ("callao", R::LocatedIn, "per", Asserted, 1),
    ("protest", R::LocatedIn, "callao", Asserted, 1),
    ("nor", R::MemberOf, "nato", Asserted, 1),
    ("holm", R::ParticipatesIn, "talks", Asserted, 3),
    ("quispe", R::ParticipatesIn, "talks", Asserted, 3),
    ("said", R::ParticipatesIn, "talks", Asserted, 2),
    ("keller", R::ParticipatesIn, "talks", Planned, 1),
    ("holm", R::Meets, "said", Asserted, 3),
    ("quispe", R::Meets, "said", Asserted, 2),
    ("holm", R::NegotiatesWith, "quispe", Asserted, 4),
    ("said", R::Mediates, "nor", Asserted, 1),
    ("omn", R::Mediates, "per", Asserted, 2),
    ("nor", R::Accuses, "per", Asserted, 3),
    ("per", R::Rejects, "nor", Asserted, 2),
    ("nor", R::DemandsOf, "per", Demanded, 2),
    ("per", R::Threatens, "nor", Hypothetical, 1),
    ("nor", R::AgreesWith, "per", Planned, 1),
    ("nor", R::Sanctions, "navy", Planned, 1),
    ("navy", R::Attacks, "fish", Denied, 2),
    ("fish", R::Accuses, "navy", Asserted, 1),
    ("condor", R::Coerces, "solveig", Asserted, 1),
    ("per", R::MobilizesAgainst, "reef", Asserted, 1),
    ("ken", R::Supports, "nor", Asserted, 1),
    ("ind", R::CooperatesWith, "per", Asserted, 1),
    ("un", R::DemandsOf, "per", Demanded, 1),
    ("un", R::Supports, "omn", Asserted, 2),
    ("iaea", R::Visits, "silo", Planned, 1),
    ("ex", R::LocatedIn, "reef", Asserted, 1),
    ("navy", R::ParticipatesIn, "ex", Asserted, 1),
    ("brig", R::ParticipatesIn, "ex", Planned, 1),
    ("nor", R::AgreesWith, "treaty", Asserted, 1),
    ("per", R::Rejects, "treaty", Hypothetical, 1),
    ("post", R::Accuses, "vidal", Asserted, 1),
    ("vidal", R::Appoints, "quispe", Asserted, 1),
    ("berg", R::Meets, "omar", Planned, 1),
    ("rao", R::Meets, "quispe", Asserted, 1),
    ("tank", R::DeployedTo, "talara", Hypothetical, 1),
];

fn article(number: u8) -> ArticleId {
    ArticleId::from_text(&format!("article {number}"))
}

pub fn id(short: &str) -> EntityId {
    EntityId::new(short)
}

pub fn graph() -> Graph {
    let at = |number, place: usize| Anchor {
        article: article(number),
        span: Span::new(place, place + 4),
    };
    let entities = ENTITIES.iter().enumerate();
    let entities = entities.map(
        |(row, &(short, kind, subkind, name, tag, n_mentions))| Entity {
            id: id(short),
            kind,
            subkind,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: (kind == State).then(|| tag.to_owned()),
            named: true,
            roles: (kind == Person && !tag.is_empty())
                .then(|| Role {
                    title: tag.to_owned(),
                    of: None,
                    time: RoleTime::Current,
                    evidence: Vec::new(),
                })
                .into_iter()
                .collect(),
            mentions: (0..n_mentions)
                .map(|mention| (at(0, 1000 * row + 10 * mention), Form::Name))
                .collect(),
            joins: Vec::new(),
        },
    );
    let relations = RELATIONS.iter();
    let relations = relations.map(|&(source, kind, target, status, n_articles)| Relation {
        id: RelationId::new(&format!(
            "{source} {} {target} {}",
            kind.word(),
            status.word()
        )),
        source: id(source),
        target: id(target),
        kind,
        status,
        attributed_to: Vec::new(),
        when: None,
        place: None,
        attributes: BTreeMap::new(),
        evidence: (0..n_articles)
            .map(|number| Evidence {
                sentence: at(number, 0),
                trigger: Span::new(0, 2),
                rule: "sample",
                attributed_to: Vec::new(),
                telling: Telling::default(),
                independent: true,
            })
            .collect(),
    });
    Graph::new(entities.collect(), relations.collect())
}

/// As many nodes, most of them around a few that many deal with.
pub fn many(n: usize) -> Graph {
    let small = graph();
    let (kinds, lines) = (small.entities(), small.relations());
    let name = |at: usize| format!("e{at:04}");
    let entities = (0..n).map(|at| {
        let like = &kinds[at % kinds.len()];
        Entity {
            id: EntityId::new(&name(at)),
            name: format!("{} {}", like.name, at / kinds.len() + 1),
            ..like.clone()
        }
    });
    let relations = (0..n * 3 / 2).map(|at| {
        let like = &lines[at % lines.len()];
        // The square falls mostly on low numbers, so that these have many lines.
        let part = (at * 7919 % n) as f32 / n as f32;
        let hub = (part * part * n as f32) as usize;
        Relation {
            id: RelationId::new(&format!("r{at:04}")),
            source: EntityId::new(&name(at % n)),
            target: EntityId::new(&name(hub)),
            ..like.clone()
        }
    });
    Graph::new(entities.collect(), relations.collect())
}

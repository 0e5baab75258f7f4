//! Relations told by verbs and nouns of the word lists: "A met B", "talks between A and B".

use std::collections::BTreeMap;

use crate::extract::clause::{
    Clauses, GroupId, Parent, Standing, Tag, Trigger, Verb, VerbForm, VerbId, is_in,
};
use crate::extract::relations::scene::{Found, Scene};
use crate::lexicon::{Action, Nominal, Slot};
use crate::model::{ChainId, Kind, RelationKind, Span};

/// Verbs that only carry their noun: "held talks with", "launched an attack on", "issued a warning to".
const LIGHT: &str = "hold launch carry conduct make give sign issue stage begin start open resume continue conclude \
    finish end have take impose wage mount lead pay reach strike express offer provide send deliver \
    voice join enter announce declare organise organize attend prepare order renew repeat reiterate \
    increase step intensify respond extend suspend abandon complete plan set execute file lodge \
    perform undertake host maintain keep level exert put bring show engage pursue commit perpetrate \
    be cease stop halt face launch approve authorise authorize grant allocate earmark unveil promise pledge propose agree return escalate deepen demand call";

/// The verb frames of a sentence.
pub(super) fn of_verbs(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, verb, _) in scene.clauses.verbs() {
        for action in readings(scene, id, verb) {
            found.extend(verb_relations(scene, id, verb, action));
        }
    }
    found
}

/// The readings of a verb that fit its particle and its object; those with a fixed object win over those without.
fn readings<'a>(scene: &Scene<'a>, id: VerbId, verb: &Verb) -> Vec<&'a Action> {
    let actions = scene.page.lexicon.verbs.actions(&verb.lemma);
    let followed = |particle: &str| {
        let words = scene.clauses.words.get(verb.head + 1..).unwrap_or_default();
        particle
            .split(' ')
            .zip(words)
            .all(|(want, word)| word.lower == want)
            && particle.split(' ').count() <= words.len()
    };
    let fits = |action: &&Action| action.particle.is_empty() || followed(action.particle);
    let theme = theme(scene, id, verb);
    // "sent USS Caldera to": an asset by name stands for its noun.
    let is_asset = |group: &GroupId| {
        scene
            .named(*group)
            .is_some_and(|chain| scene.kind(chain) == Some(Kind::MilitaryAsset))
    };
    let has_object = |action: &&Action| {
        let moves = matches!(
            action.kind,
            RelationKind::DeployedTo | RelationKind::MobilizesAgainst
        );
        action.objects.is_empty()
            || theme
                .iter()
                .any(|&group| is_one_of(&scene.clauses, group, &action.objects))
            || moves && theme.iter().any(is_asset)
    };
    let fitting: Vec<&Action> = actions.iter().filter(fits).filter(has_object).collect();
    let particle = fitting.iter().any(|action| !action.particle.is_empty());
    let object = fitting.iter().any(|action| !action.objects.is_empty());
    fitting
        .into_iter()
        .filter(|action| !particle || !action.particle.is_empty())
        .filter(|action| !object || !action.objects.is_empty())
        .collect()
}

/// The groups that undergo the verb: its objects, or of a passive its subject.
fn theme(scene: &Scene, id: VerbId, verb: &Verb) -> Vec<GroupId> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    let is_passive = is_passive(scene, id, verb);
    if is_passive {
        ties.subject.into_iter().collect()
    } else {
        ties.objects.clone()
    }
}

pub(super) fn is_passive(scene: &Scene, id: VerbId, verb: &Verb) -> bool {
    let ties = scene.clauses.ties(id);
    // "is opposed to", "is allied with": a state of the subject, nobody's act upon it.
    let adjectival = matches!(
        verb.lemma.as_str(),
        "oppose" | "commit" | "ally" | "align" | "involve" | "engage"
    ) && ties
        .is_some_and(|ties| ties.preps.first().is_some_and(|(prep, _)| prep != "by"));
    !adjectival
        && (verb.passive || ties.is_some_and(|ties| ties.reduced) && verb.form != VerbForm::Ing)
}

/// Whether the group's noun, or one of its list, or what it is a round of, is one of `nouns`.
fn is_one_of(clauses: &Clauses, group: GroupId, nouns: &[&str]) -> bool {
    // The head, or in "military aid programme" the noun before it.
    let is = |id: GroupId| {
        let nouns_of = clauses
            .group_words(id)
            .iter()
            .rev()
            .filter(|word| word.tag == Tag::Noun);
        let mut last = nouns_of.take(2);
        last.any(|word| {
            nouns.contains(&word.lemma.as_str())
                || nouns.contains(&word.lemma.trim_end_matches('s'))
        })
    };
    let of = clauses
        .group(group)
        .and_then(|group| group.preps.first())
        .filter(|(prep, _)| prep == "of");
    clauses.members(group).into_iter().any(is) || of.is_some_and(|(_, object)| is(*object))
}

fn verb_relations(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<Found> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    let passive = is_passive(scene, id, verb);
    let subject = if passive {
        scene.clauses.preps_of_verb(id, &["by"]).first().copied()
    } else {
        ties.subject
    };
    // Told of the thing that moves, not of who sends it.
    let moves = matches!(
        action.kind,
        RelationKind::DeployedTo | RelationKind::LocatedIn
    );
    let mut sources: Vec<ChainId> = if moves {
        let theme = theme(scene, id, verb);
        let mover = theme
            .first()
            .copied()
            .filter(|_| !ties.objects.is_empty() || passive)
            .or(ties.subject);
        mover
            .map(|group| {
                scene
                    .clauses
                    .members(group)
                    .into_iter()
                    .filter_map(|member| scene.named_best(member))
                    .collect()
            })
            .unwrap_or_default()
    } else {
        subject
            .map(|group| agents(scene, group, action.kind))
            .unwrap_or_default()
    };
    let mut targets = targets_of(scene, id, verb, action);
    for slot in &action.slots {
        // "received aid from Chad": the subject is the one who gets.
        if let (true, Slot::SourceAfter(prep)) = (targets.is_empty(), slot) {
            let givers = after(scene, id, action, prep);
            if !givers.is_empty() {
                targets = std::mem::replace(&mut sources, givers);
            }
        }
    }
    let span = trigger_span(scene, id, verb, action);
    let pair = targets.is_empty() && action.slots.contains(&Slot::Pair);
    let pairs = if pair {
        within(scene, ties.subject.filter(|_| !passive))
    } else {
        across(&sources, &targets)
    };
    let Some(span) = span else { return Vec::new() };
    let trigger = Some(Trigger::Verb(id));
    pairs
        .into_iter()
        .map(|(source, target)| Found {
            kind: action.kind,
            source,
            target,
            trigger,
            span,
            rule: "verb",
            attributes: BTreeMap::new(),
        })
        .collect()
}

/// The other side of a verb: the first of its slots that holds somebody.
fn targets_of(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let filled = action.slots.iter().map(|slot| match slot {
        Slot::Object => object_targets(scene, id, verb, action),
        Slot::Owner => owners(scene, id, verb, action),
        Slot::After(prep) => after(scene, id, action, prep),
        Slot::Clause => clause_subject(scene, id),
        Slot::SourceAfter(_) | Slot::Pair => Vec::new(),
    });
    let mut filled = filled.filter(|targets| !targets.is_empty());
    filled.next().unwrap_or_default()
}

/// The verb, with its particle or fixed object where that is what tells: "imposed sanctions".
fn trigger_span(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Option<Span> {
    let head = scene.clauses.verb_span(id)?;
    if !action.particle.is_empty() {
        let last = verb.head + action.particle.split(' ').count();
        return scene.clauses.word_span(last).map(|last| head.join(last));
    }
    if !action.objects.is_empty() {
        let object = theme(scene, id, verb)
            .into_iter()
            .find(|&group| is_one_of(&scene.clauses, group, &action.objects));
        let noun = object.and_then(|group| scene.clauses.trigger_span(Trigger::Noun(group)));
        return Some(noun.map_or(head, |noun| head.join(noun)));
    }
    Some(head)
}

/// Those who act: the subject's list; "Israel's attacks killed" acts for Israel.
fn agents(scene: &Scene, subject: GroupId, kind: RelationKind) -> Vec<ChainId> {
    let actors = scene.actors(subject);
    if let (true, Some(speaker)) = (actors.is_empty(), speaker_meant(scene, subject)) {
        return scene.actors(speaker);
    }
    if !actors.is_empty()
        && scene.group(subject).is_some_and(|group| {
            group.mention.is_none()
                || !actors
                    .iter()
                    .all(|&actor| scene.kind(actor) == Some(Kind::Event))
        })
    {
        return actors;
    }
    let nouns = nominals(scene, subject);
    let same = nouns.iter().any(|nominal| {
        nominal.kind == kind
            || kind == RelationKind::Attacks && nominal.kind == RelationKind::Coerces
    });
    if same {
        scene.owner(subject).into_iter().collect()
    } else {
        Vec::new()
    }
}

/// "Chad said it would": the pronoun is whoever speaks.
pub(super) fn speaker_meant(scene: &Scene, subject: GroupId) -> Option<GroupId> {
    let group = scene.group(subject)?;
    let points_back =
        matches!(group.noun.as_str(), "it" | "they" | "he" | "she") && group.mention.is_none();
    let child = scene
        .clauses
        .verbs()
        .find(|(_, _, ties)| ties.subject == Some(subject))?;
    match child.2.parent {
        Parent::Complement(said) if points_back => scene.clauses.ties(said)?.subject,
        // "Kenya denied claims that it bombed Chad", "claims that it bombed Chad were denied by Kenya".
        Parent::Noun(claim) if points_back => {
            let (said, standing) = scene.clauses.governor(claim)?;
            match standing {
                Standing::Object => scene.clauses.ties(said)?.subject,
                Standing::Subject => scene.clauses.preps_of_verb(said, &["by"]).first().copied(),
                Standing::Prep(_) => None,
            }
        }
        // "Kenya never bombed Chad, but it bombed Mali".
        Parent::Beside(other) if points_back && matches!(group.noun.as_str(), "it" | "they") => {
            scene.clauses.ties(other)?.subject
        }
        _ => None,
    }
}

/// "accepted Chad's offer", "heeded a call from Chad".
fn owners(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let fixed = theme(scene, id, verb)
        .into_iter()
        .filter(|&group| is_one_of(&scene.clauses, group, &action.objects));
    fixed.filter_map(|group| scene.owner(group)).collect()
}

fn object_targets(scene: &Scene, id: VerbId, verb: &Verb, action: &Action) -> Vec<ChainId> {
    let groups = theme(scene, id, verb);
    // "gave Chad aid": the object that is not the fixed noun.
    let free = groups.iter().copied().find(|&group| {
        action.objects.is_empty() || !is_one_of(&scene.clauses, group, &action.objects)
    });
    let fixed = groups.first().copied().filter(|_| {
        matches!(
            action.kind,
            RelationKind::ParticipatesIn | RelationKind::Mediates | RelationKind::Attacks
        )
    });
    let Some(group) = free.or(fixed) else {
        return Vec::new();
    };
    match action.kind {
        RelationKind::Mediates => parties(scene, group),
        RelationKind::ParticipatesIn => events(scene, group),
        RelationKind::Attacks => struck(scene, group),
        // One meets, visits, thanks, joins those named, not the owners of things named.
        RelationKind::Meets
        | RelationKind::Visits
        | RelationKind::Appoints
        | RelationKind::MemberOf
        | RelationKind::HoldsOffice
        | RelationKind::Commands
        | RelationKind::Operates
        | RelationKind::FamilyOf
        | RelationKind::NegotiatesWith
        | RelationKind::CooperatesWith
        | RelationKind::Aids
        | RelationKind::YieldsTo => scene.actors(group),
        _ => others(scene, id, group),
    }
}

/// Whose the thing is, or of one's own with whom: "rejected Chad's offer", "broke off his talks with Chad", "massed troops on
/// its border with Chad".
fn others(scene: &Scene, id: VerbId, group: GroupId) -> Vec<ChainId> {
    let acts = scene
        .clauses
        .verb(id)
        .is_some_and(|verb| !is_passive(scene, id, verb));
    let subject = scene.clauses.ties(id).and_then(|ties| ties.subject);
    let own = subject
        .filter(|_| acts)
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    let mut concerned = scene.concerned(group);
    concerned.retain(|chain| !own.contains(chain));
    if concerned.is_empty() {
        toward(scene, group)
    } else {
        concerned
    }
}

/// "rejected talks with Chad", "broke his commitment to Chad".
fn toward(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let borders = scene.group(group).is_some_and(|group| {
        matches!(
            group.noun.as_str(),
            "border" | "frontier" | "boundary" | "commitment" | "obligation" | "tie" | "ties"
        )
    });
    let is_dealing = borders || !nominals(scene, group).is_empty();
    let with = scene.clauses.prep_of_group(group, &["with", "to"]);
    with.filter(|_| is_dealing)
        .map(|with| scene.actors(with))
        .unwrap_or_default()
}

/// What is hit, and whose it is.
fn struck(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let mut targets = Vec::new();
    for member in scene.clauses.members(group) {
        let hit = scene.named(member);
        // The site and the state it belongs to; of a person, a state or a body nobody else is hit.
        let has_owner = hit.is_none_or(|chain| {
            matches!(
                scene.kind(chain),
                Some(Kind::MilitaryAsset | Kind::Place | Kind::Event)
            )
        });
        let owner = scene.owner(member).filter(|&owner| {
            has_owner && (hit.is_none() || scene.kind(owner) != Some(Kind::Person))
        });
        for chain in hit.into_iter().chain(owner) {
            if !targets.contains(&chain) {
                targets.push(chain);
            }
        }
    }
    targets
}

/// The sides of mediated talks: "between A and B", "A-B talks".
fn parties(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    if let Some(between) = scene
        .clauses
        .prep_of_group(group, &["between", "among", "with"])
    {
        return scene.actors(between);
    }
    let sides: Vec<ChainId> = scene
        .modifiers(group)
        .into_iter()
        .map(|(chain, _)| chain)
        .collect();
    if sides.len() > 1 { sides } else { Vec::new() }
}

/// The list of a group, events left out.
fn parties_of(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let mut actors = scene.actors(group);
    actors.retain(|&actor| scene.kind(actor) != Some(Kind::Event));
    actors
}

fn events(scene: &Scene, group: GroupId) -> Vec<ChainId> {
    let named = |member: GroupId| {
        scene
            .named(member)
            .filter(|&chain| scene.kind(chain) == Some(Kind::Event))
    };
    scene
        .clauses
        .members(group)
        .into_iter()
        .filter_map(named)
        .collect()
}

fn after(scene: &Scene, id: VerbId, action: &Action, prep: &str) -> Vec<ChainId> {
    let mut all = Vec::new();
    let kind = action.kind;
    for group in scene.clauses.preps_of_verb(id, &[prep]) {
        if belongs_to_noun(scene, group, action, prep) {
            continue;
        }
        let found = match kind {
            RelationKind::ParticipatesIn => events(scene, group),
            // "claimed responsibility for the attack on Chad".
            RelationKind::Attacks if prep == "for" => scene
                .clauses
                .prep_of_group(group, &["on", "against", "in", "at", "of"])
                .map(|hit| struck(scene, hit))
                .unwrap_or_default(),
            RelationKind::Attacks => struck(scene, group),
            RelationKind::DeployedTo | RelationKind::Visits | RelationKind::Mediates => scene
                .clauses
                .members(group)
                .into_iter()
                .filter_map(|member| scene.actor(member))
                .collect(),
            RelationKind::Meets | RelationKind::NegotiatesWith | RelationKind::MemberOf => {
                scene.actors(group)
            }
            // "joined in the last days of Chad's campaign".
            RelationKind::CooperatesWith => {
                let actors = parties_of(scene, group);
                if actors.is_empty() {
                    scene.owner(group).into_iter().collect()
                } else {
                    actors
                }
            }
            // "complained about an allegation by Chad" blames nobody.
            RelationKind::Accuses
                if nominals(scene, group)
                    .iter()
                    .any(|nominal| nominal.kind == kind) =>
            {
                Vec::new()
            }
            // One withdraws from a country, and from a treaty with it; the second gives it nothing.
            RelationKind::YieldsTo if !toward(scene, group).is_empty() => Vec::new(),
            _ => others(scene, id, group),
        };
        for chain in found {
            if !all.contains(&chain) {
                all.push(chain);
            }
        }
    }
    all
}

/// Whether the phrase hangs on a noun with a relation of its own before it: "agreed to mediation in the talks with Chad".
fn belongs_to_noun(scene: &Scene, group: GroupId, action: &Action, prep: &str) -> bool {
    let holders = scene.clauses.groups().filter(|(_, holder)| {
        holder.preps.first().is_some_and(|(known, object)| {
            known == prep && scene.clauses.members(group).contains(object)
        })
    });
    let mut holders = holders
        .map(|(id, _)| id)
        .filter(|&id| !is_one_of(&scene.clauses, id, &action.objects));
    holders.any(|holder| {
        let takes = |slot: &Slot| {
            matches!(slot, Slot::After(known) if *known == prep)
                || *slot == Slot::Pair && matches!(prep, "between" | "among")
        };
        scene
            .clauses
            .governor(holder)
            .is_none_or(|(_, standing)| matches!(standing, Standing::Prep(_)))
            && nominals(scene, holder)
                .iter()
                .any(|nominal| nominal.targets.iter().any(takes))
    })
}

/// The subject of the clause that hangs on a verb: "demanded that Chad withdraw", "wants Chad to withdraw".
fn clause_subject(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let child = scene
        .clauses
        .verbs()
        .find(|(_, _, ties)| matches!(ties.parent, Parent::Complement(said) if said == id));
    let subject = child.and_then(|(_, _, ties)| ties.subject);
    subject
        .map(|group| scene.concerned(group))
        .unwrap_or_default()
}

/// Each of one side with each of the other.
fn across(sources: &[ChainId], targets: &[ChainId]) -> Vec<(ChainId, ChainId)> {
    sources
        .iter()
        .flat_map(|&source| targets.iter().map(move |&target| (source, target)))
        .collect()
}

/// Each with each other: "A, B and C agreed".
fn within(scene: &Scene, group: Option<GroupId>) -> Vec<(ChainId, ChainId)> {
    let actors = group.map(|group| scene.actors(group)).unwrap_or_default();
    pairs(&actors)
}

fn pairs(actors: &[ChainId]) -> Vec<(ChainId, ChainId)> {
    let mut pairs = Vec::new();
    for (at, &first) in actors.iter().enumerate() {
        pairs.extend(actors.iter().skip(at + 1).map(|&second| (first, second)));
    }
    pairs
}

/// The nouns of the word list that a group's head is, the longest first found.
pub(super) fn nominals<'a>(scene: &Scene<'a>, id: GroupId) -> &'a [Nominal] {
    let Some(head) = scene.clauses.trigger_span(Trigger::Noun(id)) else {
        return &[];
    };
    let text = &scene.page.article.text;
    for word in scene.clauses.group_words(id) {
        let hit = scene.page.lexicon.verbs.noun_at(text, word.span.start());
        if let Some(hit) = hit.filter(|hit| hit.span.contains(head)) {
            return hit.value;
        }
    }
    &[]
}

/// The noun frames of a sentence.
pub(super) fn of_nouns(scene: &Scene) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, group) in scene.clauses.groups() {
        // A name is no noun: "the Daily Strike".
        let is_name = group.mention.is_some()
            && scene
                .named(id)
                .and_then(|chain| scene.kind(chain))
                .is_some_and(|kind| kind != Kind::Event);
        if is_name {
            continue;
        }
        for nominal in nominals(scene, id) {
            found.extend(noun_relations(scene, id, nominal));
        }
    }
    found
}

fn noun_relations(scene: &Scene, id: GroupId, nominal: &Nominal) -> Vec<Found> {
    let Some(span) = scene.clauses.trigger_span(Trigger::Noun(id)) else {
        return Vec::new();
    };
    let mut targets = Vec::new();
    let mut pair = Vec::new();
    for slot in &nominal.targets {
        match slot {
            Slot::After(prep) if targets.is_empty() => {
                if let Some(group) = scene.clauses.prep_of_group(id, &[prep]) {
                    targets = match nominal.kind {
                        RelationKind::Attacks => struck(scene, group),
                        RelationKind::ParticipatesIn => events(scene, group),
                        RelationKind::Visits | RelationKind::Meets => scene.actors(group),
                        _ => scene.concerned(group),
                    };
                }
            }
            Slot::Pair => pair = sides(scene, id),
            // "its demand that Chad withdraw".
            Slot::Clause if targets.is_empty() => {
                let child = scene
                    .clauses
                    .verbs()
                    .find(|(_, verb, ties)| verb.finite && ties.parent == Parent::Noun(id));
                let subject = child.and_then(|(_, _, ties)| ties.subject);
                targets = subject
                    .map(|subject| scene.concerned(subject))
                    .unwrap_or_default();
            }
            _ => {}
        }
    }
    // "attacks in the town of Jabla" hit it; in a state they may hit anybody.
    if targets.is_empty() && nominal.kind == RelationKind::Attacks {
        let place = scene
            .clauses
            .prep_of_group(id, &["in"])
            .map(|place| scene.concerned(place))
            .unwrap_or_default();
        targets.extend(
            place
                .into_iter()
                .filter(|&chain| scene.kind(chain) == Some(Kind::Place)),
        );
    }
    let suffered = suffered(scene, id, nominal);
    let relations = if !suffered.is_empty() {
        suffered
    } else if pair.len() > 1 {
        pairs(&pair)
    } else {
        let sources = noun_agents(scene, id, &nominal.sources, &targets);
        let carried = scene
            .clauses
            .governor(id)
            .is_some_and(|(_, standing)| standing == Standing::Object);
        if targets.is_empty() && carried && nominal.targets.contains(&Slot::Pair) {
            pairs(&sources)
        } else {
            across(&sources, &targets)
        }
    };
    relations
        .into_iter()
        .map(|(source, target)| Found {
            kind: nominal.kind,
            source,
            target,
            trigger: Some(Trigger::Noun(id)),
            span,
            rule: "noun",
            attributes: BTreeMap::new(),
        })
        .collect()
}

/// "won praise from Chad", "came under attack by Chad": the subject is the one to whom it is done.
fn suffered(scene: &Scene, id: GroupId, nominal: &Nominal) -> Vec<(ChainId, ChainId)> {
    const RECEIVES: &str = "win draw earn receive get attract face suffer provoke prompt trigger meet incur sustain \
         survive endure spark";
    let Some((verb, standing)) = scene.clauses.governor(id) else {
        return Vec::new();
    };
    let lemma = scene
        .clauses
        .verb(verb)
        .map_or("", |verb| verb.lemma.as_str());
    let receives = match &standing {
        Standing::Object => is_in(RECEIVES, lemma),
        Standing::Prep(prep) => {
            prep == "under" && matches!(lemma, "come" | "be")
                || prep == "with" && lemma == "meet"
                || prep == "for" && lemma == "come"
        }
        Standing::Subject => false,
    };
    let told = nominal.kind.quad().is_some() && nominal.kind.directed();
    if !receives || !told {
        return Vec::new();
    }
    let by = scene
        .clauses
        .prep_of_group(id, &["from", "by"])
        .map(|by| scene.actors(by))
        .unwrap_or_default();
    let own = scene.modifiers(id).first().map(|(chain, _)| *chain);
    let sources: Vec<ChainId> = if by.is_empty() {
        own.into_iter().collect()
    } else {
        by
    };
    let subject = scene.clauses.ties(verb).and_then(|ties| ties.subject);
    let targets = subject
        .map(|subject| scene.concerned(subject))
        .unwrap_or_default();
    across(&sources, &targets)
}

/// The two sides of a reciprocal noun: "between A and B", "A-B talks", "talks of A and B".
fn sides(scene: &Scene, id: GroupId) -> Vec<ChainId> {
    if let Some(between) = scene.clauses.prep_of_group(id, &["between", "among"]) {
        return scene.actors(between);
    }
    let modifiers: Vec<ChainId> = scene
        .modifiers(id)
        .into_iter()
        .map(|(chain, _)| chain)
        .collect();
    if modifiers.len() == 2 {
        modifiers
    } else {
        Vec::new()
    }
}

/// Whom the act of a verb is aimed at: its objects, else those behind "against", "on", "to".
pub(super) fn aims(scene: &Scene, id: VerbId) -> Vec<ChainId> {
    let Some(ties) = scene.clauses.ties(id) else {
        return Vec::new();
    };
    // "threatened to recall its ambassador from Oslo": where the act itself finds its target.
    if let Some(verb) = scene.clauses.verb(id) {
        let of_act: Vec<ChainId> = readings(scene, id, verb)
            .into_iter()
            .flat_map(|action| targets_of(scene, id, verb, action))
            .collect();
        if !of_act.is_empty() {
            return of_act;
        }
    }
    let own = ties
        .subject
        .map(|subject| scene.actors(subject))
        .unwrap_or_default();
    // "reopen its border to Chad": its own border is nobody else.
    let objects: Vec<ChainId> = ties
        .objects
        .iter()
        .flat_map(|&object| scene.concerned(object))
        .filter(|chain| !own.contains(chain))
        .collect();
    if !objects.is_empty() {
        return objects;
    }
    let behind = scene
        .clauses
        .preps_of_verb(id, &["against", "on", "to", "at", "with", "from", "into"]);
    behind
        .into_iter()
        .flat_map(|group| scene.concerned(group))
        .collect()
}

/// Who does what a noun tells: its owner, its adjective, whoever stands behind one of `sources`, or the subject of a light verb.
pub(super) fn noun_agents(
    scene: &Scene,
    id: GroupId,
    sources: &[&str],
    targets: &[ChainId],
) -> Vec<ChainId> {
    let Some(group) = scene.group(id) else {
        return Vec::new();
    };
    let own = scene
        .modifiers(id)
        .first()
        .map(|(chain, _)| *chain)
        .filter(|chain| !targets.contains(chain));
    if let Some(owner) = group.owner {
        let owners = scene.actors(owner);
        if !owners.is_empty() {
            return owners;
        }
    }
    if let Some(chain) = own {
        return vec![chain];
    }
    if let Some(by) = scene.clauses.prep_of_group(id, sources) {
        let actors = scene.actors(by);
        if !actors.is_empty() && actors != targets {
            return actors;
        }
    }
    // "launched an attack on": the subject of the verb that carries the noun.
    let meeting = !targets.is_empty()
        && nominals(scene, id)
            .iter()
            .any(|nominal| nominal.kind == RelationKind::Meets);
    let carried = scene.clauses.governor(id).filter(|(verb, standing)| {
        let verb = scene.clauses.verb(*verb);
        matches!(standing, Standing::Object) && verb.is_some_and(|verb| is_in(LIGHT, verb.lemma.as_str()))
            // "raised this in a call with"
            || meeting && matches!(standing, Standing::Prep(prep) if matches!(prep.as_str(), "in" | "during" | "at"))
            || matches!(standing, Standing::Prep(prep) if matches!(prep.as_str(), "in" | "with" | "to" | "into")) && verb.is_some_and(|verb| matches!(verb.lemma.as_str(), "engage" | "respond" | "join" | "enter" | "participate" | "return"))
    });
    if let Some((verb, _)) = carried {
        let passive = scene
            .clauses
            .verb(verb)
            .is_some_and(|inner| is_passive(scene, verb, inner));
        let ties = scene.clauses.ties(verb);
        let subject = if passive {
            scene.clauses.preps_of_verb(verb, &["by"]).first().copied()
        } else {
            ties.and_then(|ties| ties.subject)
        };
        let actors = subject
            .map(|subject| scene.actors(subject))
            .unwrap_or_default();
        return actors
            .into_iter()
            .filter(|actor| scene.kind(*actor) != Some(Kind::Event))
            .collect();
    }
    group
        .owner_mention
        .and_then(|at| scene.clauses.mention(at))
        .map(|mention| mention.of)
        .or_else(|| scene.owner_in_list(id))
        .into_iter()
        .collect()
}

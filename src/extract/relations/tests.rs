//! The helper that every rule's tests use: sentences with their names marked, and what they tell.
//!
//! Names stand in brackets: "[Kenya]" is a state, "[Ana|p]" a person, "[the Union|o]" a body, "[Caldera|a]" an asset,
//! "[Oslo|c]" a place, "[talks|e]" an event, "[Kenyan|d]" a demonym.

use super::*;
use crate::extract::clause::tests::marked;
use crate::lexicon::lexicon;
use crate::model::{Article, Date, Published};

/// The claims of a sentence published on 14 May 2025, with its text and its names.
fn read(sentence: &str) -> (String, Draft, Vec<Claim>) {
    let (text, mut draft) = marked(sentence);
    let mut article = Article::of_text(&text);
    article.published = Date::parse("2025-05-14").map(|date| Published { date, time: None });
    let page = Page::new(&article, lexicon());
    let claims = claims(&page, &mut draft);
    (text, draft, claims)
}

/// The claims, one a line: "Kenya meets Chad (planned; says Oslo)".
fn told(sentence: &str) -> Vec<String> {
    let (_, draft, claims) = read(sentence);
    let name = |id: ChainId| draft.chain(id).map_or("?", |chain| chain.name.as_str());
    let mut lines: Vec<String> = claims
        .iter()
        .map(|claim| {
            assert!(claim.sentence.contains(claim.trigger), "{claim:?}");
            let mut notes = Vec::new();
            if claim.status != Status::Asserted {
                notes.push(claim.status.word().to_owned());
            }
            notes.extend(claim.attributed_to.iter().map(|speaker| match speaker {
                Speaker::Entity(id) => format!("says {}", name(*id)),
                Speaker::Text(words) => format!("says “{words}”"),
            }));
            let notes = if notes.is_empty() {
                String::new()
            } else {
                format!(" ({})", notes.join("; "))
            };
            format!(
                "{} {} {}{notes}",
                name(claim.source),
                claim.kind.word(),
                name(claim.target)
            )
        })
        .collect();
    lines.sort();
    lines
}

/// How each claim was read: "Subject bomb Object by will".
pub(super) fn reasons(sentence: &str) -> Vec<String> {
    let (text, _, claims) = read(sentence);
    let reason = |claim: &Claim| {
        let Reason {
            source,
            target,
            cue,
        } = &claim.reason;
        let cue = cue.map_or(String::new(), |cue| format!(" by {}", cue.of(&text)));
        format!("{source:?} {} {target:?}{cue}", claim.trigger.of(&text))
    };
    claims.iter().map(reason).collect()
}

/// The attributes of all claims, as "force=appeal".
pub(super) fn attributes(sentence: &str) -> Vec<String> {
    let (_, _, claims) = read(sentence);
    let pairs = claims.iter().flat_map(|claim| &claim.attributes);
    pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

#[track_caller]
pub(in crate::extract) fn check(sentence: &str, expected: &[&str]) {
    let mut expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    expected.sort();
    assert_eq!(told(sentence), expected, "{sentence}");
}

/// What holds for every rule.
#[test]
fn standing_in_one_sentence_is_no_relation() {
    check("[Ana|p] spoke while [Bo|p] listened.", &[]);
    check("[Kenya] said the road from [Chad] was long.", &[]);
    check("[Kenya] has a border with [Somalia].", &[]);
}

#[test]
fn one_relation_per_member_and_none_within_a_side() {
    check(
        "[Ana|p] met [Bo|p], [Cy|p] and [Di|p].",
        &["Ana meets Bo", "Ana meets Cy", "Ana meets Di"],
    );
    check(
        "[Kenya] and [Chad] bombed [Somalia].",
        &["Chad attacks Somalia", "Kenya attacks Somalia"],
    );
    check("[Ana|p] met [Bo|p] and [Cy|p] left.", &["Ana meets Bo"]);
}

#[test]
fn passives_and_nouns_turn_the_ends_round() {
    check(
        "[Somalia] was bombed by [Kenya].",
        &["Kenya attacks Somalia"],
    );
    check(
        "The bombing of [Somalia] by [Kenya] went on.",
        &["Kenya attacks Somalia"],
    );
    check(
        "[Kenya]'s attack on [Somalia] went on.",
        &["Kenya attacks Somalia"],
    );
}

#[test]
fn nouns_have_their_doer_and_their_sufferer() {
    check("[Chad] won praise from [Kenya].", &["Kenya supports Chad"]);
    check(
        "[Chad] came under attack from [Kenya].",
        &["Kenya attacks Chad"],
    );
    check(
        "[Kenya] condemned [Chad]'s bombing of [Mali].",
        &["Chad attacks Mali", "Kenya accuses Chad"],
    );
    check("[Kenya] condemned the bombing of [Mali].", &[]);
    check(
        "[Kenya] rejected a plan put forward by [Chad].",
        &["Kenya rejects Chad"],
    );
    check(
        "[Kenya] massed troops on its border with [Chad].",
        &["Kenya mobilizes_against Chad"],
    );
    check(
        "[Kenya] recognised the independence of [Chad] and [Mali].",
        &["Kenya supports Chad", "Kenya supports Mali"],
    );
}

#[test]
fn the_status_is_the_triggers_own() {
    check(
        "[Kenya] will bomb [Chad].",
        &["Kenya attacks Chad (planned)"],
    );
    check(
        "[Kenya] plans to bomb [Chad].",
        &["Kenya attacks Chad (planned)"],
    );
    check(
        "[Kenya] may bomb [Chad].",
        &["Kenya attacks Chad (hypothetical)"],
    );
    check(
        "[Kenya] did not bomb [Chad].",
        &["Kenya attacks Chad (denied)"],
    );
    check(
        "[Kenya] refused to bomb [Chad].",
        &["Kenya attacks Chad (denied)"],
    );
    check(
        "[Kenya] never bombed [Chad], but it bombed [Mali].",
        &["Kenya attacks Chad (denied)", "Kenya attacks Mali"],
    );
    check(
        "If [Kenya] bombs [Chad], prices will rise.",
        &["Kenya attacks Chad (hypothetical)"],
    );
    check("[Kenya] continued to bomb [Chad].", &["Kenya attacks Chad"]);
    check(
        "The alleged bombing of [Chad] by [Kenya] made news.",
        &["Kenya attacks Chad (hypothetical)"],
    );
}

/// Day and place of each claim: "2025-05-09 Oslo".
fn when_and_where(sentence: &str) -> Vec<String> {
    let (_, draft, claims) = read(sentence);
    let line = |claim: &Claim| {
        let day = claim
            .when
            .as_ref()
            .map_or("-".to_owned(), |when| when.from.to_string());
        let place = claim.place.and_then(|id| draft.chain(id));
        format!("{day} {}", place.map_or("-", |place| &place.name))
    };
    claims.iter().map(line).collect()
}

#[test]
fn day_and_place_are_the_triggers_own() {
    let check = |sentence, expected: &[&str]| {
        assert_eq!(when_and_where(sentence), expected, "{sentence}");
    };
    check(
        "[Kenya] met [Chad] in [Oslo|c] on Friday.",
        &["2025-05-09 Oslo"],
    );
    check("In [Oslo|c], [Kenya] met [Chad].", &["- Oslo"]);
    check(
        "Talks between [Kenya] and [Chad] in [Oslo|c] ended.",
        &["- Oslo"],
    );
    check(
        "[Ana|p] met [Bo|p] for talks on the famine in [Mali].",
        &["- -"],
    );
    check(
        "In June, [Kenya] bombed [Chad], arresting [Ana|p].",
        &["2024-06-01 -", "2024-06-01 -"],
    );
    check(
        "[Kenya] said on Friday that [Chad] had bombed [Mali].",
        &["- -"],
    );
}

#[test]
fn the_speaker_travels_with_the_claim() {
    check(
        "[Kenya] said that [Somalia] had bombed [Chad].",
        &["Somalia attacks Chad (says Kenya)"],
    );
    check(
        "[Somalia] bombed [Chad], officials said.",
        &["Somalia attacks Chad (says “officials”)"],
    );
    for sentence in [
        "According to [Ana|p], [Somalia] bombed [Chad].",
        "According to [Kenya]'s foreign minister, [Ana|p], [Somalia] bombed [Chad].",
        "[Somalia] bombed [Chad], according to [Ana|p].",
        "[Ana|p] was quoted as saying that [Somalia] had bombed [Chad].",
        "[Ana|p] wrote on X that [Somalia] had bombed [Chad].",
        "[Ana|p]'s statement that [Somalia] had bombed [Chad] made news.",
    ] {
        check(sentence, &["Somalia attacks Chad (says Ana)"]);
    }
    check(
        "Claims that it had bombed [Chad] were denied by [Somalia].",
        &["Somalia attacks Chad (denied; says Somalia)"],
    );
    check(
        "“[Somalia] bombed [Chad],” [Ana|p] told reporters.",
        &["Somalia attacks Chad (says Ana)"],
    );
    check(
        "A source close to the talks said that [Somalia] bombed [Chad].",
        &["Somalia attacks Chad (says “A source close to the talks”)"],
    );
}

#[test]
fn endless_sentences_are_read_piece_by_piece() {
    let endless = "Nobody knew more, ".repeat(500);
    check(
        &format!("{endless}but [Kenya] bombed [Chad]."),
        &["Kenya attacks Chad"],
    );
}

#[test]
fn each_does_it_to_the_other() {
    check(
        "[Kenya] and [Chad] accused each other of theft.",
        &["Chad accuses Kenya", "Kenya accuses Chad"],
    );
    check("[Kenya] and [Chad] accused the weather.", &[]);
}

#[test]
fn whoever_is_judged_did_it() {
    check(
        "[Ana|p] was jailed for the murder of [Bo|p].",
        &["Ana attacks Bo"],
    );
    check(
        "[Ana|p] was arrested for the murder of [Bo|p].",
        &["Ana attacks Bo (hypothetical)"],
    );
}

#[test]
fn two_offices_of_one_sentence_are_two() {
    check(
        "[Ana|p] of [Kenya] and [Bo|p] of [Chad] signed a treaty.",
        &["Ana agrees_with Bo"],
    );
    check("The king of [Kenya] left.", &[]);
}

#[test]
fn what_is_drawn_from_somebody_is_done_by_him() {
    check("[Chad] drew praise from [Kenya].", &["Kenya supports Chad"]);
    check("[Chad] drew water from [Kenya].", &[]);
}

#[test]
fn a_denial_of_its_own_denies_no_neighbour() {
    check(
        "[Kenya] accused [Chad] of the raid; [Mali] has always denied it.",
        &["Kenya accuses Chad"],
    );
}

#[test]
fn a_travel_to_come_is_for_talks_to_come() {
    check(
        "[Ana|p] is to visit [Oslo|c] next week for talks with [Bo|p].",
        &[
            "Ana negotiates_with Bo (planned)",
            "Ana visits Oslo (planned)",
        ],
    );
}

#[test]
fn arms_are_bought_from_those_who_arm() {
    check(
        "[Chad] bought two attack helicopters from [Italy].",
        &["Italy aids Chad"],
    );
    check("[Chad] bought two houses from [Italy].", &[]);
}

#[test]
fn a_time_given_is_a_demand() {
    check(
        "[Chad] gave [Niger] a week to withdraw.",
        &["Chad demands_of Niger"],
    );
    check("[Chad] gave [Niger] a map.", &[]);
}

#[test]
fn a_name_and_a_number_of_things_are_two() {
    check("[Chad] lent [Niger] 2 billion euros.", &["Chad aids Niger"]);
    check(
        "[Chad] promised [Niger] 30 buses.",
        &["Chad agrees_with Niger (planned)"],
    );
}

#[test]
fn fire_is_exchanged_both_ways() {
    check(
        "[Chad] and [Niger] exchanged heavy fire across the border.",
        &["Chad attacks Niger", "Niger attacks Chad"],
    );
}

#[test]
fn what_is_swapped_is_no_side() {
    check(
        "[Chad] and [Niger] agreed to swap prisoners.",
        &[
            "Chad agrees_with Niger",
            "Chad cooperates_with Niger (planned)",
        ],
    );
}

#[test]
fn ties_are_frozen() {
    check(
        "[Chad] froze relations with [Niger].",
        &["Chad sanctions Niger"],
    );
    check(
        "[Chad] froze the assets of [Acme|o].",
        &["Chad sanctions Acme"],
    );
    check(
        "[Chad] nationalised the assets of [Acme|o].",
        &["Chad coerces Acme"],
    );
}

#[test]
fn given_by_somebody() {
    check("[Bo|p] was given asylum by [Chad].", &["Chad aids Bo"]);
    check("[Bo|p] was given a prize by [Chad].", &[]);
}

#[test]
fn the_pilot_who_was_captured_shot_nobody() {
    check(
        "The jet of [Chad] was shot down by [Kenyan|d] gunners and its pilot, [Bo|p], was captured.",
        &[],
    );
}

#[test]
fn men_act_for_their_leader() {
    check("[Bo|p]'s men ousted [Ana|p].", &["Bo coerces Ana"]);
    check("Two [Kenyan|d] men kidnapped [Ana|p].", &[]);
}

#[test]
fn clauses_inside_a_sentence_keep_their_own_subjects() {
    check(
        "[The Union|o], whose envoy, [Bo|p], left, urged [Chad] to stop.",
        &["The Union demands_of Chad"],
    );
    check(
        "[Ana|p], who had talked to the envoy's father, [Bo|p], urged [Chad] to stop.",
        &["Ana demands_of Chad", "Ana meets Bo"],
    );
    check(
        "[Kenya] said that the boats had left but called on [Chad] to wait.",
        &["Kenya demands_of Chad (says Kenya)"],
    );
    check(
        "[Ana|p] demanded that [Kenya] withdraw its troops from [Chad].",
        &[
            "Ana demands_of Kenya",
            "Kenya yields_to Chad (demanded; says Ana)",
        ],
    );
}

#[test]
fn nouns_that_look_like_verbs_and_words_that_tell_nothing() {
    check(
        "[Kenya] imposed a travel ban and asset freeze on [Ana|p].",
        &["Kenya sanctions Ana"],
    );
    check(
        "[Ana|p] signed a deal of her own with [Chad].",
        &["Ana agrees_with Chad"],
    );
    check(
        "[Kenya] extended the embargo on [Chad] and the mandate of [the Panel|o].",
        &["Kenya sanctions Chad"],
    );
    check(
        "Under a deal with [Chad], [Kenya] may export copper.",
        &["Chad agrees_with Kenya"],
    );
}

#[test]
fn names_beside_descriptions() {
    check(
        "[Ansar|o], a splinter commanded by [Ana|p], left.",
        &["Ana commands Ansar"],
    );
    check(
        "A call between [Kenya]'s president, [Ana|p], and [Bo|p] ended.",
        &["Ana meets Bo"],
    );
    check(
        "The negotiators of [Kenya] and [Chad] met.",
        &["Kenya negotiates_with Chad"],
    );
    check(
        "[Kenya] and [Chad] broke off relations.",
        &["Chad sanctions Kenya", "Kenya sanctions Chad"],
    );
}

#[test]
fn where_things_go_is_not_where_those_go_who_bring_them() {
    check("[Kenya] returned the boats to [Chad].", &[]);
    check(
        "[Kenya] sent [the frigate|a] to the mouth of [the Congo|c].",
        &["the frigate deployed_to the Congo"],
    );
}

#[test]
fn both_of_two_states_are_asked() {
    let text = "Kenya quarrelled with Chad. Greenpeace called on both governments to wait.";
    let article = std::sync::Arc::new(Article::of_text(text));
    let reading = crate::extract::read(&article, lexicon());
    let asked = reading.claims.iter();
    let asked = asked.filter(|claim| claim.kind == RelationKind::DemandsOf);
    assert_eq!(asked.count(), 2);
}

//! Sentences with what is found in them: "[name|kind]", "{description|kind}", "(pronoun|kind)"; a demonym is "[Omani|state~]",
//! a seat of government that acts "[Oslo|state^]".

use std::sync::Arc;

use super::*;
use crate::lexicon::lexicon;
use crate::model::{ChainId, Form, Kind, RoleTime};

pub(super) fn reading(text: &str) -> Reading {
    read(&Arc::new(Article::of_text(text)), lexicon())
}

fn marked(text: &str) -> String {
    let reading = reading(text);
    let mut marks: Vec<(usize, bool, usize, String)> = Vec::new();
    for mention in &reading.mentions {
        let chain = &reading.chains[mention.of.0 as usize];
        let (open, close, form) = match mention.form {
            Form::Name => ("[", "]", ""),
            Form::Demonym => ("[", "]", "~"),
            Form::Metonym => ("[", "]", "^"),
            Form::Nominal => ("{", "}", ""),
            Form::Pronoun => ("(", ")", ""),
        };
        let span = mention.span;
        marks.push((span.start(), true, usize::MAX - span.end(), open.to_owned()));
        let closing = format!("|{}{form}{close}", chain.kind.word());
        marks.push((span.end(), false, usize::MAX - span.start(), closing));
    }
    marks.sort();
    let mut out = String::new();
    let mut done = 0;
    for (at, _, _, mark) in marks {
        out.push_str(&text[done..at]);
        out.push_str(&mark);
        done = at;
    }
    out + &text[done..]
}

#[track_caller]
pub(super) fn check(expected: &str) {
    let mut text = String::new();
    let mut rest = expected;
    while let Some(at) = rest.find(['[', ']', '{', '}', '(', ')', '|']) {
        text.push_str(&rest[..at]);
        rest = match rest[at..].strip_prefix('|') {
            Some(kind) => &kind[kind.find([']', '}', ')']).unwrap() + 1..],
            None => &rest[at + 1..],
        };
    }
    text.push_str(rest);
    assert_eq!(marked(&text), expected);
}

/// "title @ body" of everybody, former and coming ones marked.
pub(super) fn roles(text: &str) -> Vec<String> {
    let reading = reading(text);
    let mut roles = Vec::new();
    for chain in &reading.chains {
        for role in &chain.roles {
            let body = role
                .of
                .map_or("-", |of| &reading.chains[of.0 as usize].name);
            let time = match role.time {
                RoleTime::Current => "",
                RoleTime::Former => "former ",
                RoleTime::Designate => "designate ",
            };
            roles.push(format!("{}: {time}{} @ {body}", chain.name, role.title));
        }
    }
    roles
}

#[test]
fn people_by_title_given_name_and_shorter_name() {
    check("Foreign Minister [Ana Duarte|person] met Mr [Holm|person] on Friday.");
    check("[Omar bin Said al-Rashid|person] spoke. [Al-Rashid|person] then left.");
    check("On Monday the President of the club resigned.");
    check("Republican [Anna Holm|person] won.");
}

#[test]
fn titles_are_no_part_of_a_name_and_no_state() {
    check("Secretary of State [Anna Holm|person] spoke.");
    check("[Norwegian|state~] Prime Minister [Anna Holm|person] spoke.");
}

#[test]
fn a_body_may_have_one_word_but_not_in_a_title() {
    check("Regulators in [Oslo|place] fined [Facebook|organization] and [Lukoil|organization].");
    check("[The CFC|organization] said (it|organization) would wait.");
    check("[Ana Duarte|person] is an MP for the coast.");
    check("[US|state] Secretary of State [Peter Holm|person] spoke.");
}

#[test]
fn a_state_in_the_name_of_a_body_is_its_adjective() {
    check("[The [Chad|state~] Fisheries Council|organization] left.");
}

#[test]
fn a_capital_acts_or_is_a_place() {
    check("[Oslo|state^] said (it|state) would wait.");
    check("The envoys met in [Oslo|place].");
    check("He thanked [Oslo|state^] for (its|state) help.");
    check("The ship left near [Oslo|place]'s harbour.");
    check("{The [Bern|place] talks|event} failed.");
}

#[test]
fn bodies_by_head_noun_with_their_owner() {
    check("[The [Chadian|state~] Fisheries Ministry|organization] closed.");
    check("[[Chad|state]'s Foreign Ministry|organization] closed.");
    check("The Ministry was closed.");
    check("[The Bank of Chad|organization] closed.");
    check("[The Truth and Reconciliation Commission|organization] met.");
}

#[test]
fn headlines_in_capitals_are_read() {
    check(
        "ENVOYS LEAVE [OSLO|place] AFTER [ANGELA MARSH|person] SPOKE.\n\n[Angela Marsh|person] Tells [Peru|state] to Leave {the Talks|event}\n\n[Angela Marsh|person] spoke in [Oslo|place].",
    );
}

#[test]
fn other_languages_are_read_for_known_names_only() {
    check(
        "Reunión en Mascate\n\nEl ministro de [Chad|state], Tarvo Lindqvall, se reunió el martes con su homólogo de [Oman|state] y habló del programa de su país.",
    );
    check(
        "Außenminister trifft Kollegen und Freunde\n\nDer Minister hat am Dienstag seinen Kollegen getroffen, um über das Programm und die Lage zu sprechen.",
    );
    check("دیدار وزیر با همتای خود در مسقط");
    check(
        "[Oslo|state^] thanked nobody.\n\nLe ministre Tarvo Lindqvall a déclaré que la reprise des pourparlers est une victoire pour son pays et que les discussions ont été utiles.\n\n[Chad|state] was glad.",
    );
}

#[test]
fn words_of_another_language_in_an_english_paragraph_are_no_names() {
    check(
        "[Chad|state]'s foreign minister [Tarvo Lindqvall|person] spoke to the press first: “Wir werden uns dem Druck der Straße nicht beugen und das Abkommen mit dem Nachbarn [Peru|state] halten, sagte mir der Minister Holger Brand.” (He|person) then left for [Oslo|place] with (his|person) envoys.",
    );
    check(
        "The envoys of [Chad|state] left the hall early. Nous ne céderons pas aux menaces de la rue, a dit le Ministre Jean Bonnet à [Oslo|place]. The envoys of [Peru|state] stayed.",
    );
}

#[test]
fn a_name_in_a_headline_ends_before_its_verb() {
    for (text, verb) in [
        ("United Nations Council Meets", "Meets"),
        ("United Nations Council Meets Envoys in Oslo", "Meets"),
        (
            "Kestrel Fisheries Council Threatens Two Envoys",
            "Threatens",
        ),
    ] {
        let reading = reading(text);
        let mut names = reading.mentions.iter().map(|mention| mention.span.of(text));
        assert!(names.all(|name| !name.contains(verb)), "{text}");
    }
    check("[United States|state] Threatens [Peru|state]");
}

#[test]
fn ships_weapons_bases_and_units() {
    check(
        "The frigate [HNoMS Roald Vang|military_asset] sailed. [The Roald Vang|military_asset] is old.",
    );
    check("The destroyer [Caldera|military_asset] sailed.");
    check("Two [KC-135R Stratotanker|military_asset] landed.");
    check("[The 71st Mountain Battalion|military_asset] marched.");
    check("Room B-12 was empty.");
}

#[test]
fn places_by_noun_and_preposition() {
    check("Troops reached [Zarbad Dam|place].");
    check("The rebels hold towns including [Zarbad|place] and [Ferani|place].");
    check("[Northern Chad|place] is dry.");
}

#[test]
fn between_commas_behind_an_office_stands_who_holds_it() {
    check("Its water minister, [Rehema Mwakasege|person], said no.");
}

#[test]
fn events_with_a_name() {
    check("[Operation Silent Harvest|event] began.");
    check("They suspended the exercise, [Silent Lantern|event], and left.");
    check("After the exercise, [Ella Marsh|person] said it was over.");
    check("[The 2001 Chadian general election|event] was fair.");
    check("The operation began.");
}

#[test]
fn things_without_a_name_have_owners() {
    check("{[Chad|state]'s air defences|military_asset} fell silent.");
    check("The missile programme continues.");
}

#[test]
fn offices_and_whose_they_are() {
    let of = |text| roles(text).join("; ");
    assert_eq!(
        of("Foreign Minister Ana Duarte left."),
        "Ana Duarte: Foreign Minister @ -"
    );
    assert_eq!(
        of("Chad's foreign minister, Ana Duarte, left."),
        "Ana Duarte: foreign minister @ Chad"
    );
    assert_eq!(
        of("Former Chadian president Ana Duarte left."),
        "Ana Duarte: former president @ Chad"
    );
    assert_eq!(
        of("Ana Duarte, the head of the Bank of Chad, left."),
        "Ana Duarte: head @ Bank of Chad"
    );
    assert_eq!(
        of("On the Chadian side, Foreign Minister Ana Duarte spoke."),
        "Ana Duarte: Foreign Minister @ Chad"
    );
    assert_eq!(
        of("He appointed Ana Duarte as secretary of the Supreme Water Council."),
        "Ana Duarte: secretary @ Supreme Water Council"
    );
    // The relative has no office.
    assert_eq!(
        of("Peter Holm, President Ana Duarte's brother, left."),
        "Ana Duarte: President @ -"
    );
}

#[test]
fn descriptions_point_at_who_holds_the_office() {
    let reading = reading(
        "Chad's foreign minister, Ana Duarte, came. The Chadian foreign minister then left.",
    );
    let mentions: Vec<&str> = reading
        .mentions
        .iter()
        .filter(|mention| reading.chains[mention.of.0 as usize].name == "Ana Duarte")
        .map(|mention| mention.span.of(&reading.article.text))
        .collect();
    assert_eq!(mentions, ["Ana Duarte", "The Chadian foreign minister"]);
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let reading = reading("Ana Duarte met Peter Duarte. Mr Duarte left.");
    let people = reading
        .chains
        .iter()
        .filter(|chain| chain.kind == Kind::Person);
    assert_eq!(people.count(), 2);
}

#[test]
fn an_abbreviation_is_its_long_form() {
    let reading = reading("The Chadian Fisheries Council (CFC) met. The CFC then left.");
    let bodies: Vec<&str> = reading
        .chains
        .iter()
        .filter(|chain| chain.kind == Kind::Organization)
        .map(|chain| chain.name.as_str())
        .collect();
    assert_eq!(bodies, ["Chadian Fisheries Council"]);
    let reading = crate::extract::tests::reading(
        "The National Movement for the Liberation of Azawad (MNLA) met.",
    );
    let bodies: Vec<&str> = reading
        .chains
        .iter()
        .map(|chain| chain.name.as_str())
        .collect();
    assert_eq!(bodies, ["National Movement for the Liberation of Azawad"]);
}

#[test]
fn every_mention_tells_how_it_was_found() {
    let reading = reading("Oman waits. The sultanate met Tarvo Lindqvall in Brunswold. He left.");
    let told = reading.mentions.iter().map(|mention| {
        let words = mention.span.of(&reading.article.text);
        format!("{words}: {}", mention.source.reason(mention.form))
    });
    let told: Vec<String> = told.collect();
    let expected = [
        "Oman: the list of states has “Oman”",
        "The sultanate: the list of kinds of state has “sultanate”",
        "He: there is but one that it can point back at",
    ];
    for line in expected {
        assert!(told.iter().any(|told| told == line), "{line}: {told:?}");
    }
    let sure = |told: &&String| told.contains("the recogniser takes it for such a name, ");
    assert!(told.iter().any(|told| sure(&told)), "{told:?}");
}

#[test]
fn a_line_without_end_is_read_in_parts() {
    let text = "Chad and Niger ".repeat(2_000);
    assert_eq!(reading(&text).chains.len(), 2);
}

#[test]
fn buildings_stand_with_their_town() {
    check("They met in {a villa outside [Oslo|place]|place}. Then {the villa|place} burned.");
    check("The villa was old, and a bridge fell.");
}

#[test]
fn a_dam_is_a_place_whatever_its_name() {
    check("{Talks|event} on the [Mavuno|place] dam ended.");
}

#[test]
fn what_is_promised_is_not_yet_owned() {
    check("[Belgium|state] promised [Chad|state] {30 fighter jets|military_asset}.");
}

#[test]
fn powers_without_a_name_are_a_crowd() {
    check("{Six world powers|organization} urged [Iran|state] to stop.");
    check("{Western powers|organization} accused [Iran|state] of theft.");
    check(
        "[Iran|state] bombed [Iraq|state], and {Western powers|organization} accused [Iran|state] of theft.",
    );
    check("[Iran|state] accused him of having powers.");
}

#[test]
fn crowds_stand_where_somebody_deals_with_them() {
    check(
        "{[Burundian|state~] militiamen|organization} attacked {[Congolese|state~] refugees|organization}.",
    );
    check(
        "{Rebels in [the Ivory Coast|state]|organization} freed {six [Danish|state~] aid workers|organization}.",
    );
    check("Refugees and tourists filled the square.");
    check("[Kenya|state] visited the refugee camp.");
}

#[test]
fn capitals_that_are_told_to_act_or_are_at_it_are_states() {
    check("They demanded that [Minsk|state^] withdraw.");
    check("[Kenya|state] said that [Minsk|state^] was bombing [Chad|state].");
    check("At the request of [Minsk|state^], [Kenya|state] left.");
}

#[test]
fn what_stands_beside_a_name_tells_its_kind() {
    check("[Hairong Pelagic|organization], {a [Chinese|state~] company|organization}, may fish.");
    check("[Greenpeace|organization], whose ship [Esperanza|military_asset] sank, left.");
    check("[The Bangsamoro Islamic Freedom Fighters|organization] left.");
}

#[test]
fn people_in_capitals() {
    check("[RICHARD M. HOLM|person] spoke.");
    let reading = reading("JAMES O'HARA spoke to Peter Holm.");
    let names: Vec<&str> = reading
        .chains
        .iter()
        .map(|chain| chain.name.as_str())
        .collect();
    assert_eq!(names, ["James O'Hara", "Peter Holm"]);
}

/// Whom the mentions of this form name, in order.
fn of(reading: &Reading, form: Form) -> Vec<ChainId> {
    let mentions = reading.mentions.iter();
    let told = mentions.filter(|mention| mention.form == form);
    told.map(|mention| mention.of).collect()
}

#[test]
fn he_is_whom_the_text_speaks_of() {
    check(
        "[Peter Holm|person] was an envoy. [Omar Said|person], {the chairman|person}, appointed (him|person).",
    );
    let text =
        "Peter Holm was an envoy. Omar Said, the chairman, appointed him. He met Ana Duarte.";
    let reading = reading(text);
    let holm = of(&reading, Form::Name)[0];
    assert_eq!(of(&reading, Form::Pronoun), [holm, holm]);
}

#[test]
fn his_may_be_whoever_is_named_since() {
    let reading = reading("He thanked Peter Holm for his patience and Omar Said for his work.");
    let holm = of(&reading, Form::Name)[0];
    assert_eq!(of(&reading, Form::Pronoun), [holm]);
}

#[test]
fn he_is_nobody_named_on_the_way_to_him() {
    let text = "Peter Holm died. Born in Oslo, the son of a planter, Omar Said, he studied law.";
    let reading = reading(text);
    let holm = of(&reading, Form::Name)[0];
    assert_eq!(of(&reading, Form::Pronoun), [holm]);
}

#[test]
fn whose_turn_it_is_to_speak_is_not_spoken_of() {
    let reading = reading("Peter Holm: Omar Said visited Chad, where he met Ana Duarte.");
    let said = of(&reading, Form::Name)[1];
    assert_eq!(of(&reading, Form::Pronoun), [said]);
}

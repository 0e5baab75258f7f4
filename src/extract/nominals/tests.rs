//! Descriptions found, and descriptions left alone, in the marks of `extract/tests.rs`.

use crate::extract::tests::{check, reading, roles};

/// Everything that is said of one, in order of the text.
#[track_caller]
fn said_of(text: &str, name: &str, expected: &[&str]) {
    let reading = reading(text);
    let told = reading.mentions.iter().filter(|mention| {
        let chain = reading.chains.get(mention.of.0 as usize);
        chain.is_some_and(|chain| chain.name == name)
    });
    let told: Vec<&str> = told
        .map(|mention| mention.span.of(&reading.article.text))
        .collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn states_by_what_they_are() {
    said_of(
        "Oman signed the fishing treaty. The sultanate had waited for years.",
        "Oman",
        &["Oman", "The sultanate"],
    );
    // Two kingdoms: nobody can say which.
    said_of(
        "Jordan and Morocco signed. The kingdom had waited for years.",
        "Morocco",
        &["Morocco"],
    );
}

#[test]
fn bodies_by_what_they_are() {
    said_of(
        "Chad applied to the European Union. The bloc welcomed it.",
        "European Union",
        &["the European Union", "The bloc"],
    );
    said_of(
        "The Labour Party met the Iron Front. Later the party split.",
        "Labour Party",
        &["The Labour Party", "the party"],
    );
    // Two such bodies: nobody can say which.
    said_of(
        "The European Union and NATO met. The bloc welcomed it.",
        "European Union",
        &["The European Union"],
    );
    // It goes on, or nobody was named.
    said_of(
        "The Labour Party met. The party leader left.",
        "Labour Party",
        &["The Labour Party"],
    );
    check("The bloc welcomed it.");
}

#[test]
fn those_who_rule_a_state_are_the_state() {
    said_of(
        "Chad's leadership wants a new tariff. Farmers do not trust the leadership.",
        "Chad",
        &["Chad's leadership", "Chad", "the leadership"],
    );
    check("On {the [Chadian|state~] side|state}, nobody spoke.");
    check("The team leadership met.");
}

#[test]
fn the_country_where_it_cannot_be_another() {
    said_of(
        "Chad vowed to defend the country's borders.",
        "Chad",
        &["Chad", "the country"],
    );
    said_of(
        "Chad raised its tariffs. The country exports cotton.",
        "Chad",
        &["Chad", "its", "The country"],
    );
    said_of(
        "Chad urged its citizens to leave the country.",
        "Chad",
        &["Chad", "its"],
    );
    said_of(
        "Chad and Niger met. The country exports cotton.",
        "Chad",
        &["Chad"],
    );
}

#[test]
fn an_office_beside_a_name_is_one_more_mention() {
    said_of(
        "Ana Duarte, the head of the Bank of Chad, resigned.",
        "Ana Duarte",
        &["Ana Duarte", "the head of the Bank of Chad"],
    );
    said_of(
        "The Nigerien trade minister met his Chadian counterpart, Ana Duarte, in Geneva.",
        "Ana Duarte",
        &["his Chadian counterpart", "Ana Duarte"],
    );
}

#[test]
fn relatives_between_commas() {
    said_of(
        "Peter Holm, President Ana Duarte's son-in-law, left.",
        "Peter Holm",
        &["Peter Holm", "President Ana Duarte's son-in-law"],
    );
    said_of(
        "Peter Holm, President Ana Duarte's son-in-law and a banker left.",
        "Peter Holm",
        &["Peter Holm"],
    );
}

#[test]
fn described_first_and_named_soon_after() {
    let text =
        "A top adviser to Ana Duarte defended the tariff. \"It will hold,\" Peter Holm said.";
    said_of(
        text,
        "Peter Holm",
        &["A top adviser to Ana Duarte", "Peter Holm"],
    );
    assert_eq!(roles(text), ["Peter Holm: adviser @ Ana Duarte"]);
    // Two new names: it may be either.
    let two = "A top adviser to Ana Duarte defended it. Peter Holm said no. Mary Lund said yes.";
    said_of(two, "Peter Holm", &["Peter Holm"]);
}

#[test]
fn sources_are_somebody_when_they_speak() {
    let told = "[Chad|state] bombed [Niger|state], {a source close to the court|person} said.";
    check(&format!("{told} {{The source|person}} gave no name."));
    // Whose words nobody needs is no node.
    check("A source close to the court said no.");
    check("The river is a source of water.");
}

#[test]
fn pronouns_of_who_acts_and_who_speaks() {
    check("[Chad|state] warned (it|state) would close (its|state) ports.");
    check("[Chad|state] warned it would be wrong.");
    check("[Chad|state] told [Niger|state] it would close (its|state) ports.");
    check("\"(I|person) will go,\" [Ana Duarte|person] said.");
    check("\"I will go.\" [Ana Duarte|person] left.");
}

#[test]
fn both_of_a_pair() {
    said_of(
        "Chad and Niger trade in cotton. The two countries share a border.",
        "Niger",
        &["Niger", "two countries"],
    );
    said_of(
        "The two countries share a border with Niger.",
        "Niger",
        &["Niger"],
    );
}

#[test]
fn both_presidents_are_presidents() {
    let text = "President Amina Sow of Chad met President Ivo Kral of Malta on Monday. Senator Jan Novak praised Professor \
                Ana Lima. A bishop urged both presidents to meet.";
    said_of(text, "Jan Novak", &["Jan Novak"]);
    said_of(text, "Ivo Kral", &["Ivo Kral", "both presidents"]);
}

#[test]
fn that_country_is_the_one_named_last() {
    said_of(
        "Kenya praised Chad after that country signed a treaty.",
        "Chad",
        &["Chad", "that country"],
    );
}

#[test]
fn a_body_by_its_noun_with_a_capital() {
    said_of(
        "The Truth Commission met. Somalia accused the Commission of lying.",
        "Truth Commission",
        &["The Truth Commission", "the Commission"],
    );
}

#[test]
fn who_chairs_a_body_is_not_the_body() {
    said_of(
        "Omar Holm, the chairman of the S.D.O., left. The Sahel Development Organization met.",
        "Omar Holm",
        &["Omar Holm", "the chairman of the S.D.O."],
    );
}

#[test]
fn his_lawyer_is_whoever_is_named_beside() {
    said_of(
        "Peter Holm was arrested. His lawyer, Ana Duarte, left.",
        "Ana Duarte",
        &["His lawyer", "Ana Duarte"],
    );
}

#[test]
fn letters_in_brackets_show_the_whole_name() {
    said_of(
        "The African Union Mission in Somalia (AMISOM) left.",
        "African Union Mission in Somalia",
        &["The African Union Mission in Somalia", "AMISOM"],
    );
}

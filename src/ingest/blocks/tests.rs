//! Pages, and the blocks they come apart into.

use super::*;

/// One block a line: its kind, a colon, its text.
#[track_caller]
fn check(form: Form, page: &str, wanted: &str) {
    let found: Vec<String> = blocks(page, form)
        .iter()
        .map(|block| format!("{}: {}", block.kind.word(), block.span.of(page)))
        .collect();
    assert_eq!(
        found.join("\n"),
        wanted
            .trim_start()
            .replace("\n            ", "\n")
            .trim_end()
    );
}

#[test]
fn a_pasted_page_comes_apart() {
    check(
        Form::Plain,
        "Envoys meet in Oslo over fishing rights\r\nLast updated: March 5, 2025 | 16:31 ..\r\nAma Mensah receives Jon Berg ahead of their meeting in Oslo. AFP\r\nOSLO, Norway (Agency) — Two envoys met on Friday and spoke for hours about fish.\r\nA hard winter\r\nThe two sides are to meet again in the spring, officials of both of them said.\r\nRead more\r\n",
        "headline: Envoys meet in Oslo over fishing rights
            dateline: Last updated: March 5, 2025 | 16:31 ..
            caption: Ama Mensah receives Jon Berg ahead of their meeting in Oslo.
            credit: AFP
            dateline: OSLO, Norway (Agency) —
            body: Two envoys met on Friday and spoke for hours about fish.
            headline: A hard winter
            body: The two sides are to meet again in the spring, officials of both of them said.
            navigation: Read more",
    );
}

#[test]
fn a_caption_glued_to_a_paragraph_is_cut_off() {
    check(
        Form::Plain,
        "Envoys meet\n\n\"We shall guard the nation's waters.\"Minister Ama Mensah and Jon Berg ahead of talks, in Oslo. Fish Ministry / AFP\nMinister Ama Mensah and Jon Berg ahead of talks, in Oslo. Fish Ministry / AFP\nMinister Ama Mensah and Jon Berg ahead of talks, in Oslo. Fish Ministry / AFP",
        "headline: Envoys meet
            body: \"We shall guard the nation's waters.\"
            caption: Minister Ama Mensah and Jon Berg ahead of talks, in Oslo.
            credit: Fish Ministry / AFP
            repeat: Minister Ama Mensah and Jon Berg ahead of talks, in Oslo. Fish Ministry / AFP
            repeat: Minister Ama Mensah and Jon Berg ahead of talks, in Oslo. Fish Ministry / AFP",
    );
}

#[test]
fn a_caption_glued_before_a_paragraph_is_cut_off() {
    check(
        Form::Plain,
        "Ama Mensah and Jon Berg in the old harbour. Photo: Fish AgencyEven as the talks went on, the ships left.\n\nAma Mensah and Jon Berg in the old harbour. Photo: Fish Agency",
        "caption: Ama Mensah and Jon Berg in the old harbour.
            credit: Photo: Fish Agency
            body: Even as the talks went on, the ships left.
            repeat: Ama Mensah and Jon Berg in the old harbour. Photo: Fish Agency",
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(
            Form::Plain,
            "Envoys meet in Oslo\n\nTwo envoys met in the old palace by the harbour of Oslo on Friday and\nspoke for hours about fish, ships and the winter, which is hard this\nyear. They are to meet again in the spring, when the ice on the fjord\nwill have gone.\n",
            "headline: Envoys meet in Oslo
            body: Two envoys met in the old palace by the harbour of Oslo on Friday and\nspoke for hours about fish, ships and the winter, which is hard this\nyear. They are to meet again in the spring, when the ice on the fjord\nwill have gone.",
        );
}

#[test]
fn furniture_is_not_prose() {
    check(
        Form::Plain,
        "WORLD\nEnvoys meet in Oslo over fish\nBy Ama Mensah\nThe Northern Herald\n• English\n• Arabic\nThe envoys met on Friday, and it was late when they left.\nRelated articles\nShips leave port\nWinter comes early",
        "navigation: WORLD
            headline: Envoys meet in Oslo over fish
            byline: By Ama Mensah
            navigation: The Northern Herald
            navigation: • English
            navigation: • Arabic
            body: The envoys met on Friday, and it was late when they left.
            navigation: Related articles
            navigation: Ships leave port
            navigation: Winter comes early",
    );
}

#[test]
fn pages_that_are_kept_up_to_date_have_hours() {
    check(
        Form::Plain,
        "Envoys meet in Oslo: live\nAma Mensah and Jon Berg\nSat 22 Feb 2025 18.41 GMT First published on Sat 22 Feb 2025 07.55 GMT\n\n18:41 GMT\nThe envoys met on Friday, and it was late when they left.\n\n3.15pm\nThe envoys had tea on Friday, and it was late when they left.",
        "headline: Envoys meet in Oslo: live
            byline: Ama Mensah and Jon Berg
            dateline: Sat 22 Feb 2025 18.41 GMT First published on Sat 22 Feb 2025 07.55 GMT
            dateline: 18:41 GMT
            body: The envoys met on Friday, and it was late when they left.
            dateline: 3.15pm
            body: The envoys had tea on Friday, and it was late when they left.",
    );
}

#[test]
fn transcripts_and_points_are_told() {
    check(
            Form::Plain,
            "Envoys meet in Oslo\nANNA BERG, HOST: The envoys met on Friday, and it was late when they left.\n(BEGIN VIDEO CLIP)\nBERG: Mark, has he met them?\nMARK HOLM, CORRESPONDENT (voice-over): He has met them and has gone home late at night.\nThe ministers of both of the two republics:\n(b) thanked Norway;\n(c) called on both sides to meet again.",
            "headline: Envoys meet in Oslo
            body: ANNA BERG, HOST: The envoys met on Friday, and it was late when they left.
            navigation: (BEGIN VIDEO CLIP)
            body: BERG: Mark, has he met them?
            body: MARK HOLM, CORRESPONDENT (voice-over): He has met them and has gone home late at night.
            body: The ministers of both of the two republics:
            body: (b) thanked Norway;
            body: (c) called on both sides to meet again.",
        );
}

#[test]
fn a_loud_wire_story_has_a_dateline_too() {
    check(
        Form::Plain,
        "OSLO, MARCH 5, 2025 (AFP) - TWO ENVOYS MET ON FRIDAY AND SPOKE FOR HOURS ABOUT FISH.",
        "dateline: OSLO, MARCH 5, 2025 (AFP) -
            body: TWO ENVOYS MET ON FRIDAY AND SPOKE FOR HOURS ABOUT FISH.",
    );
}

#[test]
fn markdown_marks_its_parts() {
    check(
        Form::Markdown,
        "---\ntitle: Talks\n---\n# Envoys meet\n\n![The envoys. AFP](a.jpg)\n\nThey *met* in [Oslo](http://oslo.example).\n\n- [World](/world)\n",
        "navigation: ---\ntitle: Talks\n---
            headline: # Envoys meet
            navigation: ![
            caption: The envoys.
            credit: AFP
            navigation: ](a.jpg)
            body: They *met* in [Oslo](http://oslo.example).
            navigation: - [World](/world)",
    );
}

#[test]
fn plain_prose_is_all_body() {
    check(
        Form::Plain,
        "The two ministers met in Oslo.",
        "body: The two ministers met in Oslo.",
    );
    check(
        Form::Plain,
        "Iran – and its allies, too – was ready to talk about the matter. AFP reported it.",
        "body: Iran – and its allies, too – was ready to talk about the matter. AFP reported it.",
    );
}

//! Sentences with their names marked, and what they tell.

use super::*;
use crate::extract::clause::tests::marked;
use crate::lexicon::lexicon;
use crate::model::{Article, Date, Published};

/// The claims of a sentence published on 14 May 2025, one a line: "Kenya meets Chad (planned; says Oslo; on Friday)".
fn told(sentence: &str) -> Vec<String> {
    let (text, mut draft) = marked(sentence);
    let mut article = Article::of_text(&text);
    article.published = Date::parse("2025-05-14").map(|date| Published { date, time: None });
    let page = Page::new(&article, lexicon());
    let claims = claims(&page, &mut draft);
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

#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    let mut expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    expected.sort();
    assert_eq!(told(sentence), expected, "{sentence}");
}

#[test]
fn meetings() {
    check(
        "[Ana Duarte|p] met [Bo Li|p] in [Nairobi|c].",
        &["Ana Duarte meets Bo Li"],
    );
    check(
        "[Ana|p] met separately with [Bo|p], then with [Cy|p] and [Di|p].",
        &["Ana meets Bo", "Ana meets Cy", "Ana meets Di"],
    );
    check(
        "[Ana|p] receives [Bo|p] (L), [Cy|p] and [Di|p] ahead of their meeting in [Oslo|c].",
        &["Ana meets Bo", "Ana meets Cy", "Ana meets Di"],
    );
    check("[Ana|p] and [Bo|p] met.", &["Ana meets Bo"]);
    check(
        "[Ana|p] shakes hands with [Bo|p] as [Cy|p] looks on.",
        &["Ana meets Bo"],
    );
    check("[Chad] met its targets.", &[]);
    check(
        "[Ana|p] will meet [Bo|p] on Friday.",
        &["Ana meets Bo (planned)"],
    );
    check("[Ana|p] has not met [Bo|p].", &["Ana meets Bo (denied)"]);
}

#[test]
fn talks() {
    check(
        "[Kenya] and [Somalia] held border talks in [Oslo|c].",
        &["Kenya negotiates_with Somalia"],
    );
    check(
        "Talks between [Kenya] and [Somalia] ended on Friday.",
        &["Kenya negotiates_with Somalia"],
    );
    check(
        "[Kenya]-[Somalia] talks ended.",
        &["Kenya negotiates_with Somalia"],
    );
    check(
        "[Qatar] mediated talks between [Kenya] and [Somalia].",
        &[
            "Kenya negotiates_with Somalia",
            "Qatar mediates Kenya",
            "Qatar mediates Somalia",
        ],
    );
    check("[Ana|p] talked about the weather.", &[]);
}

#[test]
fn visits_and_accords() {
    check(
        "[Ana|p] arrived in [Ottawa|c] for a visit.",
        &["Ana visits Ottawa"],
    );
    check(
        "[Chile] and [Peru] signed a fisheries accord on Monday.",
        &["Chile agrees_with Peru"],
    );
    check(
        "[Chile] signed a fisheries accord with [Peru].",
        &["Chile agrees_with Peru"],
    );
    check("[Ana|p] arrived late.", &[]);
}

#[test]
fn force() {
    check("[Kenya] bombed a depot in [Somalia].", &[]);
    check(
        "[Kenyan|d] jets bombed [Somali|d] depots.",
        &["Kenyan attacks Somali"],
    );
    check(
        "[Somalia] was bombed by [Kenya].",
        &["Kenya attacks Somalia"],
    );
    check(
        "[Kenya]'s attack on [Somalia] went on.",
        &["Kenya attacks Somalia"],
    );
    check(
        "The bombing of [Somalia] by [Kenya] went on.",
        &["Kenya attacks Somalia"],
    );
    check(
        "[Kenya] launched a war against [Somalia].",
        &["Kenya attacks Somalia"],
    );
    check(
        "[Kenya]'s launch of a war against [Somalia] in June shook the region.",
        &["Kenya attacks Somalia"],
    );
    check(
        "[Kenya] imposed sanctions on [Somalia].",
        &["Kenya sanctions Somalia"],
    );
    check("Police in [Lima|c] detained [Ana|p].", &[]);
}

#[test]
fn words_of_conflict() {
    check(
        "[Kenya] said that [Somalia] would attack [Chad].",
        &["Somalia attacks Chad (hypothetical; says Kenya)"],
    );
    check(
        "[Kenya] denied attacking [Chad].",
        &["Kenya attacks Chad (denied; says Kenya)"],
    );
    check(
        "[Kenya] urged [Somalia] to withdraw from [Chad].",
        &[
            "Kenya demands_of Somalia",
            "Somalia yields_to Chad (demanded; says Kenya)",
        ],
    );
    check(
        "[Kenya] accused [Chad] of bombing [Somalia].",
        &[
            "Kenya accuses Chad",
            "Chad attacks Somalia (hypothetical; says Kenya)",
        ],
    );
    check("[Kenya] rejected [Chad]'s offer.", &["Kenya rejects Chad"]);
    check(
        "[Kenya] threatened to bomb [Chad].",
        &["Kenya attacks Chad (hypothetical)", "Kenya threatens Chad"],
    );
    check(
        "[Kenya] wants [Chad] to free [Ana|p].",
        &[
            "Kenya demands_of Chad (demanded)",
            "Chad yields_to Ana (demanded)",
        ],
    );
}

#[test]
fn belonging() {
    check("[Ana|p], [Bo|p]'s sister, left.", &["Ana family_of Bo"]);
    check("[Lyon|c], [France], is old.", &["Lyon part_of France"]);
    check(
        "[Kenya]'s [Foreign Ministry|o] spoke.",
        &["Foreign Ministry part_of Kenya"],
    );
    check(
        "[Kenya]'s [air defences|a] were hit.",
        &["Kenya operates air defences"],
    );
    check("[Ana|p], an aide to [Bo|p], left.", &["Ana adviser_to Bo"]);
    check("[Ana|p] joined [Bo|p]'s sister.", &[]);
}

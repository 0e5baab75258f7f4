//! Sentences of one trigger each: what their cues make of it.

use crate::extract::relations::check;

/// What is told of Kenya's attack on Chad in `sentence`.
#[track_caller]
fn attack(sentence: &str, told: &str) {
    let line = format!("Kenya attacks Chad{told}");
    let line = line.trim_end_matches(" (asserted)");
    check(sentence, &[line]);
}

#[test]
fn negation_has_a_scope() {
    attack("[Kenya] did not bomb [Chad].", " (denied)");
    attack("[Kenya] hasn't bombed [Chad].", " (denied)");
    attack("No [Kenyan|d] envoy left, and [Kenya] bombed [Chad].", "");
    attack("[Kenya] not only bombed [Chad], it boasted of it.", "");
    attack("[Kenya] nearly bombed [Chad].", " (denied)");
    attack("[Kenya] has yet to bomb [Chad].", " (denied)");
    attack(
        "[Kenya] stopped short of a decision to bomb [Chad].",
        " (denied)",
    );
    attack("[Kenya] was unable to bomb [Chad].", " (denied)");
    attack("[Kenya] did not fail to bomb [Chad].", "");
    attack(
        "[Kenya] has not ruled out bombing [Chad].",
        " (hypothetical)",
    );
    attack("[Kenya] denied claims that it bombed [Chad].", " (denied)");
}

#[test]
fn what_may_be_is_no_fact() {
    attack("[Kenya] might bomb [Chad].", " (hypothetical)");
    attack("[Kenya] is likely to bomb [Chad].", " (hypothetical)");
    attack("[Kenya] will likely bomb [Chad].", " (hypothetical)");
    attack("[Kenya] reportedly bombed [Chad].", " (hypothetical)");
    attack("[Kenya] is said to have bombed [Chad].", " (hypothetical)");
    attack(
        "If [Kenya] were to bomb [Chad], the port would close.",
        " (hypothetical)",
    );
    attack(
        "The port closes if [Kenya] wants to bomb [Chad].",
        " (hypothetical)",
    );
    attack(
        "The fear that [Kenya] bombed [Chad] grew.",
        " (hypothetical)",
    );
    attack(
        "It is unclear whether [Kenya] will bomb [Chad].",
        " (hypothetical)",
    );
    attack(
        "Reports of [Kenya]'s attack on [Chad] grew.",
        " (hypothetical)",
    );
}

#[test]
fn what_is_meant_is_to_come() {
    attack("[Kenya] is ready to bomb [Chad].", " (planned)");
    attack("[Kenya] agreed to bomb [Chad].", " (planned)");
    attack(
        "[Kenya] said it would bomb [Chad].",
        " (planned; says Kenya)",
    );
    attack(
        "[Kenya]'s planned attack on [Chad] made news.",
        " (planned)",
    );
    attack("[Kenya] did not plan to bomb [Chad].", " (denied)");
    attack("[Kenya] may plan to bomb [Chad].", " (hypothetical)");
}

#[test]
fn what_others_are_to_do_is_demanded() {
    check(
        "[Somalia] wants [Kenya] to bomb [Chad].",
        &[
            "Kenya attacks Chad (demanded)",
            "Somalia demands_of Kenya (demanded)",
        ],
    );
    attack("[Kenya] has to bomb [Chad].", " (demanded)");
    attack("[Kenya] had to bomb [Chad].", "");
    attack("[Kenya] must have bombed [Chad].", " (hypothetical)");
}

#[test]
fn what_ends_has_been() {
    attack("[Kenya] stopped bombing [Chad].", "");
    attack("[Kenya] agreed to stop bombing [Chad].", "");
}

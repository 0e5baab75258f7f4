//! "The bloc", "the alliance", "the ministry": a body by what it is, spoken of just before.

use std::collections::BTreeSet;

use crate::extract::bodies::noun_at;
use crate::extract::crowds::tags_of;
use crate::extract::found::Found;
use crate::extract::line::{Line, Look, Setting};
use crate::extract::work::{Work, described};
use crate::model::{BlockKind, ChainId, Form, Kind, Source, Subkind};
use crate::text::Upos;

/// Lines before the description in which the body is named.
const REACH: usize = 3;

/// Adds the bodies that are told by their noun. Where two may be meant, neither is.
pub(super) fn add(work: &mut Work) {
    for at in 0..work.lines.len() {
        for (found, of) in on(work, at) {
            work.place(at, found, of);
        }
    }
}

fn on(work: &Work, at: usize) -> Vec<(Found, ChainId)> {
    let mut all = Vec::new();
    let read = |line: &&Line| line.block == BlockKind::Body;
    let Some(line) = work.lines.get(at).filter(read) else {
        return all;
    };
    let mut tags: Option<Vec<Upos>> = None;
    for i in 1..line.len() {
        let capital = line.look(i) == Look::Capital && line.setting == Setting::Running;
        let plain = (line.look(i) == Look::Lower || capital) && line.is_before(i, &["the"]);
        if !plain || work.is_taken(at, i) {
            continue;
        }
        let noun = noun_at(line, i).filter(|(words, _)| words.len() == 1);
        let Some((words, subkind)) = noun else {
            continue;
        };
        let tags = tags.get_or_insert_with(|| tags_of(line));
        // "the party leader", "the alliance of rebels", "the group Ansar".
        let next = words.end;
        let goes_on = line.is(next, &["of", "that", "which", "known", "called"])
            || line.has_capital(next)
            || matches!(tags.get(next), Some(Upos::Noun | Upos::Propn | Upos::Adj));
        if goes_on {
            continue;
        }
        if let Some(of) = meant(work, at, i, subkind) {
            let found = described(line, words, Kind::Organization, subkind);
            let source = Source::Shown("it is the only such body spoken of just before");
            all.push((found.because(source), of));
        }
    }
    all
}

/// The one body named before word `i` whose name has the noun, or else the one of that finer kind.
fn meant(work: &Work, at: usize, i: usize, subkind: Option<Subkind>) -> Option<ChainId> {
    let noun = work.lines.get(at)?.text(i).to_lowercase();
    let mut by_name = BTreeSet::new();
    let mut by_kind = BTreeSet::new();
    for from in at.saturating_sub(REACH)..=at {
        for placed in work.on(from) {
            let found = &placed.found;
            let named = found.kind == Kind::Organization && found.form == Form::Name;
            if !named || from == at && found.words.end >= i {
                continue;
            }
            let Some(chain) = work.chain(placed.of) else {
                continue;
            };
            let mut words = chain.name.split(' ');
            if words.any(|word| word.to_lowercase() == noun) {
                by_name.insert(placed.of);
            }
            let several = matches!(
                subkind,
                Some(Subkind::International | Subkind::Party | Subkind::ArmedGroup)
            );
            if several && chain.subkind == subkind {
                by_kind.insert(placed.of);
            }
        }
    }
    let only = |mut all: BTreeSet<ChainId>| all.pop_first().filter(|_| all.is_empty());
    if by_name.is_empty() {
        only(by_kind)
    } else {
        only(by_name)
    }
}

//! Whose an office is, where its own phrase does not say: behind the name, beside it elsewhere, in the capital, by a pronoun.

use std::ops::Range;

use crate::extract::found::state_at;
use crate::extract::places;
use crate::extract::pronouns;
use crate::extract::roles::{Phrase, give};
use crate::extract::work::{Placed, Work};
use crate::lexicon::{Scope, StateForm};
use crate::model::{Chain, ChainId, Form, Kind, Role, RoleTime, Span, Subkind};

/// "President Ana Duarte |of Chad|": the state of an office that stands behind the name.
pub(super) fn behind_name(work: &Work, phrase: &Phrase, holder: ChainId) -> Option<ChainId> {
    let line = work.lines.get(phrase.line)?;
    let name = work
        .on(phrase.line)
        .iter()
        .find(|placed| placed.of == holder && placed.found.words.start >= phrase.title.words.end)?;
    let end = name.found.words.end;
    let from = end + 1 + usize::from(line.is(end + 1, &["the"]));
    let state = work.starting(phrase.line, from)?;
    let owns = phrase.title.title.scope == Scope::State
        && line.is(end, &["of"])
        && state.found.kind == Kind::State
        && state.found.form != Form::Demonym;
    owns.then_some(state.of)
}

/// An office of a state of which no sentence says whose: that of the state named last before it in its sentence.
/// "On the Chadian side, Foreign Minister Ana Duarte"; not "in Chad, Foreign Minister Ana Duarte".
pub(super) fn from_context(work: &mut Work) {
    let mut told = Vec::new();
    for (at, chain) in work.chains.iter().enumerate() {
        for (n, role) in chain.roles.iter().enumerate() {
            let title = (role.of.is_none() && is_of_state(work, &role.title)).then_some(());
            let near = role.evidence.iter().filter_map(|span| {
                state_before(work, *span)
                    .or_else(|| state_of_capital(work, *span))
                    .or_else(|| state_of_ministry(work, *span, &role.title))
            });
            let near: Vec<ChainId> = near.collect();
            let elsewhere = title.filter(|()| near.is_empty()).map(|()| {
                let own = states_of(work, ChainId(at as u32));
                let country = country(work, &role.title);
                if own.is_empty() {
                    country.into_iter().collect()
                } else {
                    own
                }
            });
            let mut states = near.into_iter().chain(elsewhere.unwrap_or_default());
            if let (None, Some(first)) = (role.of, states.next())
                && states.all(|other| other == first)
            {
                told.push((at, n, first));
            }
        }
    }
    for (at, n, state) in told {
        if let Some(role) = work
            .chains
            .get_mut(at)
            .and_then(|chain| chain.roles.get_mut(n))
        {
            role.of = Some(state);
        }
    }
}

fn state_before(work: &Work, title: Span) -> Option<ChainId> {
    let at = work
        .lines
        .partition_point(|line| line.span.end() <= title.start());
    let line = work.lines.get(at)?;
    let titles = work.titles.get(at)?;
    let words = line.words_of(title)?;
    titles
        .iter()
        .find(|known| known.words == words && known.title.scope == Scope::State)?;
    let before = |placed: &&Placed| {
        placed.found.kind == Kind::State && placed.found.words.end <= words.start
    };
    let states: Vec<&Placed> = work.on(at).iter().filter(before).collect();
    let last = states.iter().max_by_key(|placed| placed.found.words.end)?;
    let Range { start, end } = last.found.words;
    // Of several, only one that owns something or has its people there: "Chad's delegation", "Chad officials like".
    let alone = states.iter().all(|placed| placed.of == last.of);
    // "Chad's Bo Li" is one of Chad's people, and says nothing of others.
    let of_name = work
        .starting(at, end + 1)
        .is_some_and(|next| next.found.kind == Kind::Person);
    let sided = line.is_possessive(end) && !of_name
        || line.is(
            end,
            &["side", "officials", "leaders", "diplomats", "delegation"],
        );
    // "Chad was sheltering opponents of President Bo Li": somebody else's president.
    let acts = last.found.form != Form::Demonym;
    let of_other = !sided && acts && line.is_before(words.start, &["of", "against", "by", "with"]);
    ((alone && !of_name || sided) && !of_other && !places::is_placed(line, start))
        .then_some(last.of)
}

/// "Chad disagreed. Foreign ministry spokeswoman Ana Duarte said": a ministry without a state is that of the sentence before.
fn state_of_ministry(work: &Work, title: Span, words: &str) -> Option<ChainId> {
    let at = work
        .lines
        .partition_point(|line| line.span.end() <= title.start());
    let is_ministry = words
        .split(' ')
        .any(|word| word.eq_ignore_ascii_case("ministry"));
    let opens = work.lines.get(at)?.words_of(title)?.start == 0;
    pronouns::opener(work, at)
        .filter(|state| is_ministry && opens && work.kind(*state) == Some(Kind::State))
}

/// Whether an office is one of a state, by its title.
fn is_of_state(work: &Work, title: &str) -> bool {
    let titles = work
        .lines
        .first()
        .map(|line| line.page.lexicon.titles.titles());
    let lower = title.to_lowercase();
    let hit = titles.and_then(|titles| titles.at(&lower, 0));
    hit.is_some_and(|hit| hit.span.end() == lower.len() && hit.value.scope == Scope::State)
}

/// "Chad's Ana Duarte", "Ana Duarte of Chad": the states that the article puts beside a name.
fn states_of(work: &Work, person: ChainId) -> Vec<ChainId> {
    let mut states = Vec::new();
    for (line, list) in work.lines.iter().zip(&work.placed) {
        for named in list.iter().filter(|placed| placed.of == person) {
            let Range { start, end } = named.found.words;
            let owner = start
                .checked_sub(1)
                .filter(|mark| line.is_possessive(*mark))
                .and_then(|mark| list.iter().find(|placed| placed.found.words.end == mark));
            let from = end + 1 + usize::from(line.is(end + 1, &["the"]));
            let of = list
                .iter()
                .find(|placed| line.is(end, &["of"]) && placed.found.words.start == from);
            let state = owner.or(of).filter(|placed| {
                placed.found.kind == Kind::State && placed.found.form != Form::Demonym
            });
            states.extend(state.map(|placed| placed.of));
        }
    }
    states
}

/// The one country that has an office of this name, if the article tells of that country.
fn country(work: &Work, title: &str) -> Option<ChainId> {
    let iso = match title.to_lowercase().as_str() {
        "secretary of state" | "secretary of defense" | "treasury secretary" => "USA",
        "foreign secretary" | "home secretary" | "chancellor of the exchequer" => "GBR",
        "taoiseach" => "IRL",
        _ => return None,
    };
    let named = |chain: &Chain| chain.kind == Kind::State && chain.iso.as_deref() == Some(iso);
    let state = work.chains.iter().position(named)?;
    Some(ChainId(state as u32))
}

/// "In Ndjamena, President Ana Duarte said": who heads a state is at home in its capital, if the article tells of that state.
fn state_of_capital(work: &Work, title: Span) -> Option<ChainId> {
    let at = work
        .lines
        .partition_point(|line| line.span.end() <= title.start());
    let line = work.lines.get(at)?;
    let words = line.words_of(title)?;
    let known = work.titles.get(at)?;
    let heads = known.iter().any(|known| {
        known.words == words
            && matches!(
                known.title.subkind,
                Some(Subkind::HeadOfState | Subkind::HeadOfGovernment)
            )
    });
    let (capital, iso, _) = state_at(line, 1).filter(|(.., form)| *form == StateForm::Capital)?;
    let opens =
        line.is(0, &["in"]) && line.is(capital.end, &[","]) && words.start == capital.end + 1;
    let named = |chain: &Chain| chain.kind == Kind::State && chain.iso.as_deref() == Some(iso);
    let state = work.chains.iter().position(named)?;
    (heads && opens).then_some(ChainId(state as u32))
}

/// Whom the "his" or "its" stands for with which a phrase begins.
fn pronoun_of(work: &Work, phrase: &Phrase) -> Option<ChainId> {
    let mut placed = work.on(phrase.line).iter();
    let pronoun = placed.find(|placed| {
        placed.found.form == Form::Pronoun && placed.found.words.start == phrase.words.start
    });
    pronoun.map(|pronoun| pronoun.of)
}

/// "His foreign minister, Bo Li", "its spokesman": whose office it is, once the pronoun is known. A person's people serve his state.
pub(super) fn of_owners(work: &mut Work, told: &[Phrase]) {
    for phrase in told {
        let Some(holder) = phrase.holder.filter(|_| phrase.body.is_none()) else {
            continue;
        };
        let Some(owner) = pronoun_of(work, phrase).filter(|of| *of != holder) else {
            continue;
        };
        let of_state = phrase.title.title.scope == Scope::State;
        let body = match work.kind(owner) {
            Some(Kind::State | Kind::Organization) => Some(owner),
            Some(Kind::Person) if of_state => {
                let roles = work.chain(owner).map_or(&[][..], |chain| &chain.roles);
                let mut states = roles.iter().filter_map(|role| role.of);
                states.rfind(|of| work.kind(*of) == Some(Kind::State))
            }
            Some(Kind::Person) => Some(owner),
            _ => None,
        };
        if body.is_some() {
            let owned = Phrase {
                body,
                ..phrase.clone()
            };
            give(work, holder, &owned);
        }
    }
}

/// "his Chadian counterpart, Bo Li": holds at home the office that he, whom the pronoun stands for, has at his.
pub(super) fn of_counterparts(work: &mut Work, told: &[Phrase]) {
    for phrase in told {
        let (Some(holder), Some(home)) = (phrase.holder, phrase.body) else {
            continue;
        };
        let is_counterpart = work
            .lines
            .get(phrase.line)
            .is_some_and(|line| line.is(phrase.title.words.start, &["counterpart"]));
        let Some(owner) = pronoun_of(work, phrase).filter(|_| is_counterpart) else {
            continue;
        };
        let roles = work.chain(owner).map_or(&[][..], |chain| &chain.roles);
        let of_state = |role: &&Role<ChainId, Span>| {
            role.time == RoleTime::Current
                && role.of.is_some_and(|of| work.kind(of) == Some(Kind::State))
        };
        let Some(office) = roles.iter().rfind(of_state).filter(|_| owner != holder) else {
            continue;
        };
        let evidence = work
            .lines
            .get(phrase.line)
            .map(|line| line.span_of(&phrase.title.words));
        let role = Role {
            title: office.title.clone(),
            of: Some(home),
            time: RoleTime::Current,
            evidence: evidence.into_iter().collect(),
        };
        work.give_role(holder, role);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::lexicon::lexicon;
    use crate::model::Article;

    /// "Ana Duarte: president of Chad" for each office whose state is known.
    fn offices(text: &str) -> Vec<String> {
        let reading = crate::extract::names(&Arc::new(Article::of_text(text)), lexicon());
        let name = |at: usize| reading.chains.get(at).map_or("?", |chain| &chain.name);
        let roles = reading.chains.iter().flat_map(|chain| {
            chain.roles.iter().filter_map(|role| {
                let of = name(role.of?.0 as usize);
                Some(format!("{}: {} of {of}", chain.name, role.title))
            })
        });
        roles.collect()
    }

    #[test]
    fn the_state_stands_behind_the_name() {
        assert_eq!(
            offices("President Ana Duarte of Chad met Prime Minister Bo Holm of Kenya."),
            [
                "Ana Duarte: President of Chad",
                "Bo Holm: Prime Minister of Kenya"
            ]
        );
        assert_eq!(offices("President Ana Duarte met farmers."), [""; 0]);
    }

    #[test]
    fn its_minister_and_whose_envoy() {
        assert_eq!(
            offices("Kenya has won. Its deputy trade minister, Bo Holm, left."),
            ["Bo Holm: deputy trade minister of Kenya"]
        );
        assert_eq!(
            offices("Kenya, whose foreign minister, Bo Holm, left, won."),
            ["Bo Holm: foreign minister of Kenya"]
        );
        assert_eq!(
            offices("Kenya won. Foreign ministry spokeswoman Ana Duarte spoke."),
            ["Ana Duarte: Foreign ministry spokeswoman of Kenya"]
        );
        assert_eq!(
            offices("Kenya sheltered opponents of President Ana Duarte."),
            [""; 0]
        );
    }

    #[test]
    fn a_field_of_work_and_a_capacity() {
        assert_eq!(
            offices("The African Union's commissioner for peace, Bo Holm, left."),
            ["Bo Holm: commissioner of African Union"]
        );
        assert_eq!(
            offices("Ana Duarte, speaking as chairman of the African Union, left."),
            ["Ana Duarte: chairman of African Union"]
        );
    }

    #[test]
    fn the_owned_body_is_led() {
        assert_eq!(
            offices("General Bo Holm, commander of Chad's 3rd Division, left."),
            ["Bo Holm: commander of 3rd Division"]
        );
    }

    #[test]
    fn a_head_of_state_is_at_home_in_the_capital() {
        let kenya = "Kenya is calm. In Nairobi, President Ana Duarte spoke.";
        assert_eq!(offices(kenya), ["Ana Duarte: President of Kenya"]);
        let envoy = "Kenya is calm. In Nairobi, Foreign Minister Ana Duarte spoke.";
        assert_eq!(offices(envoy), [""; 0]);
    }

    #[test]
    fn a_counterpart_holds_the_same_office_at_home() {
        let text = "President Ana Duarte of Chad left. She met her Kenyan counterpart, Bo Holm.";
        assert_eq!(
            offices(text),
            [
                "Ana Duarte: President of Chad",
                "Bo Holm: President of Kenya"
            ]
        );
    }

    #[test]
    fn his_minister_serves_his_state() {
        let text = "President Ana Duarte of Chad left. Her foreign minister, Bo Holm, stayed.";
        assert_eq!(
            offices(text),
            [
                "Ana Duarte: President of Chad",
                "Bo Holm: foreign minister of Chad"
            ]
        );
    }
}

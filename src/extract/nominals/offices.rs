//! "The Iranian foreign minister": whoever holds the office.

use std::collections::BTreeMap;

use crate::extract::found::Found;
use crate::extract::line::Setting;
use crate::extract::roles::{Phrase, give};
use crate::extract::work::{Work, described, one_line};
use crate::lexicon::Scope;
use crate::model::{BlockKind, ChainId, Kind, Source};

/// "the Iranian foreign minister" for the one who holds that office; an unnamed holder otherwise.
pub(super) fn add(work: &mut Work, offices: &[Phrase]) {
    let mut holders = Holders::of(work);
    for phrase in offices {
        if phrase.holder.is_some() {
            beside_name(work, phrase);
            continue;
        }
        let Some(line) = work.lines.get(phrase.line) else {
            continue;
        };
        let headline = line.setting == Setting::Headline || line.block == BlockKind::Headline;
        let title = one_line(line.page.text(line.span_of(&phrase.title.words)));
        let definite = matches!(
            phrase.determiner.as_deref(),
            Some("the" | "his" | "her" | "their" | "its")
        );
        let indefinite = matches!(phrase.determiner.as_deref(), Some("a" | "an" | "another"));
        let bare = phrase.determiner.is_none() && phrase.body.is_some();
        let modified = line.is(phrase.words.end, &["of", "for", "to"])
            && phrase.title.words.end == phrase.words.end;
        if modified
            || phrase.title.title.scope == Scope::Calling
            || phrase.title.title.scope == Scope::Rank
            || work.is_taken(phrase.line, phrase.title.words.end.saturating_sub(1))
        {
            continue;
        }
        let from = phrase.words.start + usize::from(phrase.determiner.is_some());
        let found = described(
            line,
            from..phrase.words.end,
            Kind::Person,
            phrase.title.title.subkind,
        );
        let bodied = phrase.body.is_some();
        if !indefinite
            && (definite || bare || headline)
            && !line.is_before(phrase.words.start, &["his", "her"])
        {
            if let Some(holder) = holders.find(work, &title, phrase) {
                let source = Source::Shown("it names the office that this person holds");
                work.place(phrase.line, found.because(source), holder);
                continue;
            }
            // "The Foreign Secretary" with capitals is one that the reader knows, if not from this article.
            let known = definite && line.has_capital(phrase.title.words.end - 1);
            let spoken_of = (bodied || known) && phrase.title.title.scope == Scope::State;
            if spoken_of && !headline {
                unnamed(work, phrase, found, &mut holders);
            }
        } else if indefinite && bodied && !headline {
            unnamed(work, phrase, found, &mut holders);
        }
    }
}

/// "Ana Duarte, |the head of the bank|,": told beside the name, it is one more mention; "his Chadian counterpart, Ana Duarte" too.
fn beside_name(work: &mut Work, phrase: &Phrase) {
    let (Some(line), Some(holder)) = (work.lines.get(phrase.line), phrase.holder) else {
        return;
    };
    let comma = phrase.words.start.checked_sub(1);
    let behind = comma.is_some_and(|comma| {
        line.is(comma, &[",", "("])
            && work
                .ending(phrase.line, comma)
                .is_some_and(|named| named.of == holder)
    });
    let counterpart =
        line.is(phrase.title.words.start, &["counterpart"]) && line.is(phrase.words.end, &[","]);
    if behind || counterpart {
        let from = phrase.words.start + usize::from(phrase.determiner.is_some());
        let subkind = phrase.title.title.subkind;
        let found = described(line, from..phrase.words.end, Kind::Person, subkind);
        let source = Source::Shown("it stands beside the name, between commas");
        work.place(phrase.line, found.because(source), holder);
    }
}

fn unnamed(work: &mut Work, phrase: &Phrase, found: Found, holders: &mut Holders) {
    let name = work
        .lines
        .get(phrase.line)
        .map(|line| one_line(line.page.text(found.span)));
    let id = work.add_chain(Kind::Person, found.subkind, &name.unwrap_or_default());
    if let Some(chain) = work.chains.get_mut(id.0 as usize) {
        chain.named = false;
    }
    let source = Source::Shown("it names an office, without the name of who holds it");
    work.place(phrase.line, found.because(source), id);
    give(work, id, phrase);
    holders.add(work, id);
}

/// People by the last word of the titles they hold.
#[derive(Debug, Default)]
struct Holders {
    by_word: BTreeMap<String, Vec<ChainId>>,
}

impl Holders {
    fn of(work: &Work) -> Self {
        let mut holders = Self::default();
        for at in 0..work.chains.len() {
            holders.add(work, ChainId(at as u32));
        }
        holders
    }

    fn add(&mut self, work: &Work, id: ChainId) {
        let Some(chain) = work.chain(id).filter(|chain| chain.kind == Kind::Person) else {
            return;
        };
        for role in &chain.roles {
            let list = self.by_word.entry(last_word(&role.title)).or_default();
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }

    /// The one person who holds an office of this title, at this body if one is told; the one told last, of several.
    fn find(&self, work: &Work, title: &str, phrase: &Phrase) -> Option<ChainId> {
        let holds = |id: &ChainId| {
            let roles = work
                .chain(*id)
                .map_or(&[][..], |chain| chain.roles.as_slice());
            roles.iter().any(|role| {
                let same_body = match (role.of, phrase.body) {
                    (Some(a), Some(b)) => a == b,
                    // "the Omani foreign minister" is not one of whom only "foreign minister" is known.
                    (None, Some(_)) => false,
                    _ => true,
                };
                same_body && same_office(&role.title, title)
            })
        };
        let known = self.by_word.get(&last_word(title))?;
        let holders: Vec<ChainId> = known.iter().copied().filter(holds).collect();
        match holders.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ if phrase.body.is_none() => {
                // Several foreign ministers: "the foreign minister" is whom the lines before named last.
                let before = (phrase.line.saturating_sub(3)..=phrase.line).rev();
                let mut told = before
                    .flat_map(|line| work.on(line).iter().rev())
                    .filter(|placed| holders.contains(&placed.of));
                let last = told.next().map(|placed| placed.of)?;
                told.all(|placed| placed.of == last).then_some(last)
            }
            _ => None,
        }
    }
}

fn last_word(title: &str) -> String {
    let last = title.split_whitespace().next_back();
    last.unwrap_or_default().to_lowercase()
}

/// "Foreign Minister" is "foreign minister", "Supreme Leader" is "leader", "minister" is not any minister.
fn same_office(full: &str, short: &str) -> bool {
    let (full, short) = (full.to_lowercase(), short.to_lowercase());
    full == short
        || full.ends_with(&format!(" {short}"))
            && matches!(
                short.as_str(),
                "leader"
                    | "president"
                    | "secretary of state"
                    | "secretary"
                    | "envoy"
                    | "spokesman"
                    | "spokeswoman"
                    | "commander"
                    | "chief"
                    | "press secretary"
            )
}

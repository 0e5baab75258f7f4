//! A stretch of a line that was recognised, before it is known which others name the same thing.

use std::collections::HashSet;
use std::ops::Range;

use crate::extract::Page;
use crate::extract::line::{Line, Look};
use crate::lexicon::{StateForm, Title, WordClass, lexicon};
use crate::model::{Form, Kind, Source, Span, Subkind};

/// What the word lists know a name to be the name of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Key {
    /// ISO 3166-1 alpha-3.
    State(&'static str),
    /// The long form in the list of organisations.
    Organization(&'static str),
    Medium(&'static str),
    Place(&'static str),
    /// A seat of government, by its name.
    Seat(&'static str),
    /// A family of weapons, or one model of it.
    Asset(&'static str),
    /// Nothing but its own letters.
    Letters,
}

/// How much stands behind a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Trust {
    /// Two capitals in a row, nothing else.
    Guessed,
    /// The sentence shows it: a title, a head noun, a given name.
    Shown,
    /// A word list has it.
    Known,
}

/// A recognised stretch.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub line: usize,
    pub words: Range<usize>,
    pub span: Span,
    pub kind: Kind,
    pub subkind: Option<Subkind>,
    pub form: Form,
    pub key: Key,
    pub trust: Trust,
    pub source: Source,
}

impl Found {
    pub fn new(line: &Line, words: Range<usize>, kind: Kind, key: Key, trust: Trust) -> Self {
        Self {
            line: 0,
            span: line.span_of(&words),
            words,
            kind,
            subkind: None,
            form: Form::Name,
            key,
            trust,
            source: source(line, kind, key, trust),
        }
    }

    pub fn with(self, subkind: Option<Subkind>) -> Self {
        Self { subkind, ..self }
    }

    pub fn formed(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// What to tell whoever asks why this was found.
    pub fn because(self, source: Source) -> Self {
        Self { source, ..self }
    }
}

/// What is told of a find unless its rule has more to say.
fn source(line: &Line, kind: Kind, key: Key, trust: Trust) -> Source {
    let listed = |list, entry| Source::Listed { list, entry };
    match key {
        Key::State(iso) => {
            let state = line.page.lexicon.states.get(iso);
            listed("states", state.map_or(iso, |state| state.name))
        }
        Key::Organization(name) => listed("organisations", name),
        Key::Medium(name) => listed("news organisations", name),
        Key::Place(name) => listed("places", name),
        Key::Seat(name) => listed("seats of government", name),
        Key::Asset(name) => listed("weapons", name),
        Key::Letters if trust == Trust::Guessed => {
            Source::Shown("capitals where no sentence begins")
        }
        Key::Letters => Source::Shown(match kind {
            Kind::Person => "a title, a given name or a verb of saying stands beside it",
            Kind::Organization => "the words are those of a body's name",
            Kind::Place => "a word for a place stands in it or before it",
            Kind::Event => "the words are those of an event's name",
            Kind::MilitaryAsset => "the words are those of a ship, weapon, base or unit",
            Kind::State => "it is another word for the state",
        }),
    }
}

/// A title in a line: "Foreign Minister", wherever it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct TitleAt {
    pub words: Range<usize>,
    pub title: Title,
}

/// The titles of a line, by place; where two overlap, the first and longest.
pub(super) fn titles(line: &Line) -> Vec<TitleAt> {
    let lexicon = line.page.lexicon;
    let text = &line.page.article.text;
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let next = i + 1;
        i = next;
        if line.look(next - 1) == Look::Mark {
            continue;
        }
        let Some(word) = line.words.get(next - 1) else {
            break;
        };
        let Some(hit) = lexicon.titles.at(text, word.span.start()) else {
            continue;
        };
        let Some(words) = line.words_of(hit.span) else {
            continue;
        };
        // "General Assembly" is a body, "Commander Centre" too.
        let body_follows = line.has_capital(words.start)
            && line.look(words.end) == Look::Capital
            && words.len() == 1
            && is_organization_noun(line, words.end);
        if body_follows {
            continue;
        }
        i = words.end;
        found.push(TitleAt {
            words,
            title: *hit.value,
        });
    }
    found
}

pub(super) fn is_organization_noun(line: &Line, i: usize) -> bool {
    let start = line.words.get(i).map(|word| word.span.start());
    start.is_some_and(|start| {
        let nouns = &line.page.lexicon.organizations;
        nouns.noun_at(&line.page.article.text, start).is_some()
    })
}

/// The words of a state's name or adjective that begins at word `i`.
pub(super) fn state_at(line: &Line, i: usize) -> Option<(Range<usize>, &'static str, StateForm)> {
    let start = line.words.get(i)?.span.start();
    let hit = line
        .page
        .lexicon
        .states
        .at(&line.page.article.text, start)?;
    let words = line.words_of(hit.span)?;
    Some((words, hit.value.iso, hit.value.form))
}

/// What the whole article tells about its words.
pub(super) struct Vocabulary<'a> {
    lower: HashSet<&'a str>,
}

impl<'a> Vocabulary<'a> {
    pub fn of(page: &Page<'a>, lines: &[Line<'a>]) -> Self {
        let mut lower = HashSet::new();
        for line in lines {
            for word in line.words.iter().filter(|word| word.look == Look::Lower) {
                lower.insert(page.text(word.span));
            }
        }
        Self { lower }
    }

    /// Whether the word also stands in the article without its capital.
    pub fn is_common(&self, word: &str) -> bool {
        self.lower.contains(word.to_lowercase().as_str())
    }
}

/// Whether a word has a capital for other reasons than being a name.
pub(super) fn is_no_name(word: &str) -> bool {
    lexicon().words.is(word, WordClass::Opens)
}

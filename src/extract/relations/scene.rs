//! One sentence as the rules see it: its clauses, and whom each noun group stands for.

use std::collections::BTreeMap;

use crate::extract::clause::{Clauses, Group, GroupId, Parent, Tag, Tree, Trigger, is_in, trees};
use crate::extract::relations::nouns::nominals;
use crate::extract::when::{TimePhrase, time_phrases};
use crate::extract::{Draft, Page, Sentence};
use crate::lexicon::Slot;
use crate::model::{Chain, ChainId, Form, Kind, Mention, RelationKind, Span, Subkind};
use crate::text::{Token, readable};

/// A sentence with everything that a rule may ask.
pub(super) struct Scene<'a> {
    pub page: &'a Page<'a>,
    pub draft: &'a Draft,
    pub sentence: &'a Sentence,
    pub clauses: Clauses<'a>,
    pub times: Vec<TimePhrase>,
}

/// What a rule found, before status, speaker, day and place are added.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub kind: RelationKind,
    pub source: ChainId,
    pub target: ChainId,
    /// What the status is taken from; structural shapes have none and are asserted.
    pub trigger: Option<Trigger>,
    /// The words that tell the relation.
    pub span: Span,
    pub rule: &'static str,
    pub attributes: BTreeMap<&'static str, String>,
}

impl Found {
    /// The verb that tells it; empty where a noun or a shape does.
    pub fn verb<'s>(&self, scene: &'s Scene) -> &'s str {
        match self.trigger {
            Some(Trigger::Verb(id)) => scene
                .clauses
                .verb(id)
                .map_or("", |verb| verb.lemma.as_str()),
            _ => "",
        }
    }
}

/// Nouns for those who act for the state or body named before them: "Iranian officials", "the US Navy's jets".
const ACTS_FOR: &str = "administration adviser agent aircraft paratrooper commando airman infantry cavalry ambassador army artillery authority battery bomber \
    bulldozer cabinet carrier coastguard commander commando congress convoy council crew delegate \
    delegation destroyer diplomat drone emissary envoy fleet force forces frigate general government \
    gunboat gunship helicopter jet junta leader leadership legislator lawmaker marine mediator \
    military minister ministry mission navy negotiator official officer parliament peacekeeper plane \
    police policeman politician premier president ruler regime representative security serviceman \
    servicewoman ship side sniper soldier spokesman spokeswoman spokesperson squadron state \
    submarine tank team troop troops unit vessel warplane warship agency intelligence senate court \
    tribunal embassy consulate inspector observer monitor mp deputy judge prosecutor republic \
    predator doctor elder farmer youth national citizen people";
/// Nouns for those who act for a body or a person, but not for a state: "Hamas fighters", not "Chadian rebels".
const FOLLOWS: &str = "militant militia militiaman fighter gunman gunner operative faction rebel terrorist guerrilla \
    insurgent member supporter activist network group movement party coalition candidate follower \
    cell leader terror commander bomber wing loyalist organisation organization student worker \
    demonstrator protester refugee man";

/// What a body is called beside its name.
const BODIES: &str = "service agency group movement party company bank union alliance bloc organisation organization militia \
    newspaper broadcaster network ministry body watchdog charity firm";

/// Several of what they are made of.
const COLLECTIVES: &str = "alliance coalition group number dozen hundred score handful array";

impl<'a> Scene<'a> {
    /// Each sentence as one scene; an endless one as several, cut after a semicolon or a comma.
    pub fn all(
        page: &'a Page<'a>,
        draft: &'a Draft,
        sentences: impl Iterator<Item = &'a Sentence>,
    ) -> Vec<Self> {
        let text: &str = &page.article.text;
        let mut pieces: Vec<(&Sentence, &[Token], &[Mention])> = Vec::new();
        for sentence in sentences {
            let mut rest = sentence.tokens.as_slice();
            while !rest.is_empty() {
                let words: Vec<&str> = rest.iter().map(|token| token.span.of(text)).collect();
                let (tokens, after) = rest
                    .split_at_checked(readable(&words))
                    .unwrap_or((rest, &[]));
                let mentions = draft.mentions_in(within(sentence, tokens));
                pieces.push((sentence, tokens, mentions));
                rest = after;
            }
        }
        let told: Vec<_> = pieces
            .iter()
            .map(|(_, tokens, mentions)| (*tokens, *mentions))
            .collect();
        let trees = trees(text, &told);
        let titles = titles(draft);
        let scene = |((sentence, tokens, mentions), tree)| {
            let titles = titles_in(&titles, within(sentence, tokens));
            Self::new(page, draft, sentence, tokens, mentions, &titles, &tree)
        };
        pieces.into_iter().zip(trees).map(scene).collect()
    }

    fn new(
        page: &'a Page<'a>,
        draft: &'a Draft,
        sentence: &'a Sentence,
        tokens: &[Token],
        mentions: &'a [Mention],
        titles: &[Span],
        tree: &Tree,
    ) -> Self {
        let text: &str = &page.article.text;
        let times = time_phrases(text, tokens);
        let spans: Vec<Span> = times.iter().map(|time| time.span).collect();
        Self {
            page,
            draft,
            sentence,
            clauses: Clauses::read(text, tokens, mentions, &spans, titles, tree),
            times,
        }
    }

    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.page.article.text)
    }

    pub fn chain(&self, id: ChainId) -> Option<&'a Chain> {
        self.draft.chain(id)
    }

    pub fn kind(&self, id: ChainId) -> Option<Kind> {
        self.chain(id).map(|chain| chain.kind)
    }

    pub fn subkind(&self, id: ChainId) -> Option<Subkind> {
        self.chain(id).and_then(|chain| chain.subkind)
    }

    fn mention(&self, at: usize) -> Option<&'a Mention> {
        self.clauses.mention(at)
    }

    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.clauses.group(id)
    }

    /// Whom the head of a group stands for: the mention it is, else the state whose officials, troops or ships it names.
    pub fn actor(&self, id: GroupId) -> Option<ChainId> {
        let group = self.group(id)?;
        let acts_for = is_in(ACTS_FOR, &group.noun);
        if let Some(mention) = group.mention.and_then(|at| self.mention(at)) {
            let is_thing = self
                .chain(mention.of)
                .is_some_and(|chain| !chain.named && chain.kind == Kind::MilitaryAsset);
            // "Ethiopian jets bombed a depot": the state acts, not the unnamed jets.
            return (is_thing && acts_for)
                .then(|| self.owner(id))
                .flatten()
                .or(Some(mention.of));
        }
        // "her adviser, Bo Li, asked": the name beside it, and never the one advised.
        let is_person = |chain: &ChainId| self.kind(*chain) == Some(Kind::Person);
        if let Some(beside) = group
            .apposition
            .and_then(|beside| self.named(beside))
            .filter(is_person)
        {
            return Some(beside);
        }
        // "its counter-intelligence service, BIS, blamed".
        let is_body = |chain: &ChainId| {
            self.kind(*chain) == Some(Kind::Organization)
                && self.chain(*chain).is_some_and(|chain| chain.named)
        };
        if let Some(beside) = group
            .apposition
            .and_then(|beside| self.named(beside))
            .filter(|chain| is_in(BODIES, &group.noun) && is_body(chain))
        {
            return Some(beside);
        }
        // "Ansar, a splinter led by Bo Holm": what stands beside a name is whoever bears it.
        if let Some(host) = self.host(id) {
            return Some(host);
        }
        // "an alliance of rebel groups": the groups.
        if is_in(COLLECTIVES, &group.noun)
            && let Some((_, of)) = group.preps.first().filter(|(prep, _)| prep == "of")
            && *of > id
            && let Some(members) = self.actor(*of)
        {
            return Some(members);
        }
        let follows = is_in(FOLLOWS, &group.noun);
        let owner = self.owner(id).filter(|_| acts_for || follows)?;
        match self.kind(owner) {
            Some(Kind::State) => acts_for.then_some(owner),
            Some(Kind::Person) => follows.then_some(owner),
            _ => Some(owner),
        }
    }

    /// The body named before a description of it between commas.
    fn host(&self, id: GroupId) -> Option<ChainId> {
        let article = self.clauses.group_words(id).first()?.tag == Tag::Determiner;
        let mut groups = self.clauses.groups().filter(|_| article);
        let (host, _) = groups.find(|(_, group)| group.apposition == Some(id))?;
        let is_body = |chain: &ChainId| {
            self.kind(*chain) == Some(Kind::Organization)
                && self.chain(*chain).is_some_and(|chain| chain.named)
        };
        self.named(host).filter(is_body)
    }

    /// The mention that the head of a group is, and nothing else.
    pub fn named(&self, id: GroupId) -> Option<ChainId> {
        let at = self.group(id)?.mention?;
        self.mention(at).map(|mention| mention.of)
    }

    /// The mention of a group, or the name that stands beside it: "a new missile, the Caldera 4,".
    pub fn named_best(&self, id: GroupId) -> Option<ChainId> {
        let is_named = |chain: &ChainId| self.chain(*chain).is_some_and(|chain| chain.named);
        let beside = self
            .group(id)?
            .apposition
            .and_then(|beside| self.named(beside))
            .filter(is_named);
        let own = self.named(id);
        own.filter(is_named).or(beside).or(own)
    }

    /// Everyone in the list that a group stands in.
    pub fn actors(&self, id: GroupId) -> Vec<ChainId> {
        let mut actors: Vec<ChainId> = Vec::new();
        for member in self.clauses.members(id) {
            // "the ministers of Kenya and Chad" act for both.
            let of = self.group(member).filter(|group| {
                group.mention.is_none() && group.modifiers.is_empty() && group.owner.is_none()
            });
            let of = of
                .and_then(|group| group.preps.first())
                .filter(|(prep, _)| matches!(prep.as_str(), "of" | "from"));
            let states = of
                .map(|(_, object)| self.clauses.members(*object))
                .filter(|states| states.len() > 1)
                .unwrap_or_default();
            let shared = states
                .iter()
                .filter_map(|&state| self.named(state))
                .filter(|_| self.actor(member).is_some());
            let both = self.both(member);
            let found: Vec<ChainId> = self
                .actor(member)
                .into_iter()
                .chain(both)
                .chain(shared)
                .collect();
            for actor in found {
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
        }
        actors
    }

    /// "The two countries", "we" of two heads of state: several mentions of the same words.
    fn both(&self, id: GroupId) -> Vec<ChainId> {
        let own = self
            .group(id)
            .and_then(|group| group.mention)
            .and_then(|at| self.mention(at));
        let Some(own) = own.filter(|own| matches!(own.form, Form::Nominal | Form::Pronoun)) else {
            return Vec::new();
        };
        let mentions = self.clauses.mentions.iter();
        let same = mentions.filter(|other| other.span == own.span && other.of != own.of);
        same.map(|other| other.of).collect()
    }

    /// "Chad's missiles, its backing of rebels": the owner told first in the list.
    pub fn owner_in_list(&self, id: GroupId) -> Option<ChainId> {
        let words = self.clauses.group_words(id);
        let owned = words.first().is_some_and(|word| word.tag == Tag::Owner);
        let list = &self.group(id).filter(|_| owned)?.list;
        let earlier = list.iter().take_while(|&&member| member != id);
        let owners = earlier.filter_map(|&member| self.group(member)?.owner);
        owners.filter_map(|owner| self.named(owner)).last()
    }

    /// Whose the thing is: "Iran's", "Iranian", "of Iran", "by Iran".
    pub fn owner(&self, id: GroupId) -> Option<ChainId> {
        let group = self.group(id)?;
        let modifier = group
            .modifiers
            .iter()
            .rev()
            .filter_map(|&at| self.mention(at))
            .map(|mention| mention.of);
        let mut modifier = modifier.filter(|&chain| {
            matches!(
                self.kind(chain),
                Some(Kind::State | Kind::Organization | Kind::Person)
            )
        });
        if let Some(chain) = modifier.next() {
            return Some(chain);
        }
        if let Some(owner) = group.owner.and_then(|owner| self.actor(owner)) {
            return Some(owner);
        }
        if let Some(owner) = group.owner_mention.and_then(|at| self.mention(at)) {
            return Some(owner.of);
        }
        if let Some(owner) = self.owner_in_list(id) {
            return Some(owner);
        }
        // "the court's indictment of Chad": not Chad's, and "the bombing of Chad" neither.
        let suffers = nominals(self, id).iter().any(|nominal| {
            nominal.targets.contains(&Slot::After("of")) && !nominal.sources.contains(&"of")
        });
        // "positions of Chad", "crimes by Chad"; "of" only directly behind: "areas near the town of Rafah" are not Rafah's.
        let direct = group
            .preps
            .first()
            .filter(|(prep, _)| prep == "of" && group.owner.is_none() && !suffers)
            .map(|(_, object)| *object);
        if let Some(of) = direct {
            let is_event = self
                .named(of)
                .is_some_and(|chain| self.kind(chain) == Some(Kind::Event));
            let own = self.actor(of).filter(|_| !is_event);
            // "the last stages of a Danish campaign".
            return own.or_else(|| if of > id { self.owner(of) } else { None });
        }
        if group.mention.is_none() {
            let by = self.clauses.prep_of_group(id, &["by", "from"]);
            // "sovereignty against adventurism by Chad": the adventurism is Chad's.
            let by = by.filter(|&by| !nominals(self, id).is_empty() || self.is_nearest(id, by));
            if let Some(owner) = by.and_then(|by| self.actor(by)) {
                return Some(owner);
            }
            if let Some(author) = self.author(id) {
                return Some(author);
            }
        }
        // "Israeli helicopters and tanks": the adjective counts for the second too.
        let first = group
            .list
            .first()
            .filter(|&&first| first != id && group.words.len() == 1 && group.preps.is_empty())?;
        let modifiers = self
            .modifiers(*first)
            .into_iter()
            .filter(|(_, form)| *form == Form::Demonym);
        modifiers.map(|(chain, _)| chain).next()
    }

    /// "a proposal put forward by Chad", "the plan drafted by Chad".
    fn author(&self, id: GroupId) -> Option<ChainId> {
        const MAKES: &str = "put make propose submit present table draft issue offer draw sponsor launch announce write \
             publish order levy impose suggest demand pledge promise send set stage hold";
        let mut verbs = self.clauses.verbs();
        let (made, ..) = verbs.find(|(_, verb, ties)| {
            ties.parent == Parent::Relative(id)
                && (ties.reduced || verb.passive)
                && is_in(MAKES, &verb.lemma)
        })?;
        let by = self.clauses.preps_of_verb(made, &["by"]);
        by.first().and_then(|&by| self.actor(by))
    }

    /// Whether no noun between the two has the phrase for its own.
    pub fn is_nearest(&self, id: GroupId, object: GroupId) -> bool {
        let between = self
            .clauses
            .groups()
            .filter(|(at, group)| *at > id && *at < object && group.mention.is_none());
        let mut holders =
            between.filter(|(_, group)| group.preps.iter().any(|(_, of)| *of == object));
        holders.next().is_none()
    }

    /// Those a group stands for, or whose the things are: the targets of "rejected Chad's offer", "bombed Chadian depots".
    pub fn concerned(&self, id: GroupId) -> Vec<ChainId> {
        let mut all = Vec::new();
        for member in self.clauses.members(id) {
            // Of an event told whose it is, that one: "condemned Chad's invasion".
            let actor = self
                .actor(member)
                .filter(|&actor| self.kind(actor) != Some(Kind::Event));
            let found: Vec<ChainId> = match actor.or_else(|| self.owner(member)) {
                Some(owner) => {
                    let of = self.group(member).and_then(|group| group.preps.first());
                    // "the independence of Chad and Mali": of both.
                    let both = of
                        .filter(|(prep, _)| prep == "of" && actor.is_none())
                        .map(|(_, of)| self.actors(*of))
                        .filter(|both| both.contains(&owner));
                    both.unwrap_or_else(|| vec![owner])
                }
                None => self.actor(member).into_iter().collect(),
            };
            // "urged both countries".
            for chain in found.into_iter().chain(self.both(member)) {
                if !all.contains(&chain) {
                    all.push(chain);
                }
            }
        }
        all
    }

    /// The chain of the mention at a modifier of a group, with its form.
    pub fn modifiers(&self, id: GroupId) -> Vec<(ChainId, Form)> {
        let modifiers = self
            .group(id)
            .map(|group| group.modifiers.as_slice())
            .unwrap_or_default();
        modifiers
            .iter()
            .filter_map(|&at| self.mention(at))
            .map(|mention| (mention.of, mention.form))
            .collect()
    }

    /// A mention's own words.
    pub fn mention_span(&self, id: GroupId) -> Option<Span> {
        self.mention(self.group(id)?.mention?)
            .map(|mention| mention.span)
    }
}

/// What the tokens of a sentence span.
fn within(sentence: &Sentence, tokens: &[Token]) -> Span {
    match tokens {
        [first, .., last] => first.span.join(last.span),
        _ => sentence.span,
    }
}

/// The offices printed on a page, by place.
fn titles(draft: &Draft) -> Vec<Span> {
    let roles = draft.chains.iter().flat_map(|chain| &chain.roles);
    let mut titles: Vec<Span> = roles.flat_map(|role| &role.evidence).copied().collect();
    titles.sort_unstable();
    titles
}

/// Those of a sentence: "Secretary of State" is one word to the clauses.
fn titles_in(titles: &[Span], sentence: Span) -> Vec<Span> {
    let from = titles.partition_point(|title| title.start() < sentence.start());
    let here = titles.get(from..).unwrap_or_default().iter().copied();
    here.take_while(|title| title.start() < sentence.end())
        .filter(|title| sentence.contains(*title))
        .collect()
}

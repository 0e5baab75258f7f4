//! From the records of format 1 to a project; what cannot be used is put aside and named.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::slice;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::ingest;
use crate::model::{
    self, Article, ArticleId, Credibility, Date, Grade, Kind, Note, Published, RelationKind,
    Reliability, Span, Status, Subkind, Tone, ViewId,
};
use crate::project::file::Loaded;
use crate::project::file::v1::{
    Anchor, ArticleRecord, Edit, File, FilterRecord, FocusRecord, Line, Noted, Placed, Pos,
    Unknown, ViewFile, ViewRecord,
};
use crate::project::{Appearance, Camera, Near, Project, View, each_edit};
use crate::query::{Filter, Voice};

impl File {
    /// The project, with what cannot be used put aside and named.
    pub fn into_project(self) -> Loaded {
        let mut project = Project {
            title: self.title,
            start_view: self.start_view,
            ..Project::default()
        };
        project.unknown.fields = self.unknown;
        let mut notes = Vec::new();
        // Side by side: a year of an affair is a thousand texts.
        let articles: Vec<_> = self
            .articles
            .par_iter()
            .map(|raw| read_article(raw))
            .collect();
        for (number, (raw, article)) in self.articles.into_iter().zip(articles).enumerate() {
            if let Err(why) = article.and_then(|read| keep_article(read, &mut project)) {
                notes.push(format!("article {}: {why}; it is left out", number + 1));
                project.unknown.articles.push(raw_text(raw));
            }
        }
        let n_edits = self.journal.len();
        for (number, raw) in self.journal.into_iter().enumerate() {
            let (edit, as_read, note) = read_edit(raw, &project);
            project.journal.push_read(edit, as_read);
            notes.extend(note.map(|why| format!("edit {}: {why}; it sleeps", number + 1)));
        }
        if self.done != usize::MAX && self.done > n_edits {
            notes.push(format!(
                "{} edits are said to hold, but there are {n_edits}; all of them do",
                self.done
            ));
        }
        project.journal.set_done(self.done);
        for (number, raw) in self.views.into_iter().enumerate() {
            match read_view(&raw, &project, &mut notes) {
                Ok(view) => project.views.push(view),
                Err(why) => {
                    notes.push(format!("view {}: {why}; it is left out", number + 1));
                    project.unknown.views.push(raw_text(raw));
                }
            }
        }
        notes.extend(lost_views(&project));
        Loaded { project, notes }
    }
}

/// Views the journal speaks of that are not in the file.
fn lost_views(project: &Project) -> Vec<String> {
    let mut notes = Vec::new();
    for (number, edit) in project.journal.all().iter().enumerate() {
        let mut is_lost = false;
        edit.each_view(&mut |id| is_lost |= project.view(id).is_none());
        if is_lost {
            notes.push(format!(
                "edit {}: the view it speaks of is not in the file; it sleeps",
                number + 1
            ));
        }
    }
    notes
}

fn raw_text(raw: Box<RawValue>) -> Box<str> {
    raw.into()
}

/// What the text tells is read from it again; what the file it came from told beside it is taken from here.
fn read_article(raw: &RawValue) -> Result<(Article, Map<String, Value>), String> {
    let record: ArticleRecord<'_> = serde_json::from_str(raw.get()).map_err(|e| e.to_string())?;
    let id = ArticleId::from_text(&record.text);
    let named = match record.title.trim() {
        "" => String::new(),
        title => format!("“{title}” "),
    };
    if ArticleId::parse(&record.id) != Some(id) {
        return Err(format!("the text {named}was changed outside Legation"));
    }
    let name = record.paths.first().map_or("", |path| path);
    let mut article = ingest::article_from_text(name, &record.text);
    article.paths = record
        .paths
        .iter()
        .map(|path| PathBuf::from(&**path))
        .collect();
    article.title = record.title.into_owned();
    let publisher = record.publisher.map(Cow::into_owned);
    article.publisher = publisher.or(article.publisher);
    let published = record.published.as_deref().and_then(published_from_text);
    article.published = published.or(article.published);
    let notes = record.notes.iter().map(|note| Note {
        what: note.what.clone().into_owned(),
        span: note
            .bytes
            .and_then(|bytes| span_from_bytes(bytes, &article.text)),
    });
    article.notes = notes.collect();
    Ok((article, record.unknown))
}

fn keep_article(
    (article, unknown): (Article, Map<String, Value>),
    project: &mut Project,
) -> Result<(), String> {
    if project.article(article.id).is_some() {
        return Err(format!("the text “{}” is here twice", article.title));
    }
    if !unknown.is_empty() {
        project.unknown.of_articles.insert(article.id, unknown);
    }
    project.keep_article(Arc::new(article));
    Ok(())
}

fn published_from_text(text: &str) -> Option<Published> {
    let (date, time) = match text.split_once('T') {
        None => (text, None),
        Some((date, time)) => (date, Some(time)),
    };
    let clock = |time: &str| {
        let (hour, minute) = time.split_once(':')?;
        Some((hour.parse().ok()?, minute.parse().ok()?))
    };
    Some(Published {
        date: Date::parse(date)?,
        time: time.and_then(clock),
    })
}

/// The edit; its JSON if this version would write it differently; and why it sleeps, if it does.
fn read_edit(
    raw: Box<RawValue>,
    project: &Project,
) -> (model::Edit, Option<Box<str>>, Option<String>) {
    let asleep = |raw, why| {
        (
            model::Edit::Group(Vec::new()),
            Some(raw_text(raw)),
            Some(why),
        )
    };
    let record: Edit = match serde_json::from_str(raw.get()) {
        Ok(record) => record,
        Err(error) => {
            // The rest of the message lists everything this version does understand.
            let message = error.to_string();
            let what = message.split(", expected").next().unwrap_or(&message);
            return asleep(raw, format!("this version does not understand it ({what})"));
        }
    };
    let edit = match edit_from_record(&record) {
        Ok(edit) => edit,
        Err(why) => return asleep(raw, why),
    };
    let why = sleeps(&edit, project);
    let as_value = |text: &str| serde_json::from_str::<Value>(text).ok();
    let rewritten = serde_json::to_string(&record).ok();
    let same = rewritten.is_some_and(|text| as_value(&text) == as_value(raw.get()));
    (edit, (!same).then(|| raw_text(raw)), why)
}

fn edit_from_record(record: &Edit) -> Result<model::Edit, String> {
    let status = |word: &str| known(word, Status::from_word);
    Ok(match record {
        Edit::AddArticle(id) => model::Edit::AddArticle(article_id(id)?),
        Edit::RemoveArticle(id) => model::Edit::RemoveArticle(article_id(id)?),
        Edit::ReplaceArticle { old, new } => model::Edit::ReplaceArticle {
            old: article_id(old)?,
            new: article_id(new)?,
        },
        Edit::GradeSource {
            article,
            reliability,
            credibility,
        } => model::Edit::GradeSource {
            article: article_id(article)?,
            grade: Grade {
                reliability: known(reliability, Reliability::from_word)?,
                credibility: known(credibility, Credibility::from_word)?,
            },
        },
        Edit::Pin { at, pos } => model::Edit::Pin {
            at: anchor(at)?,
            pos: pos.map(model::MapPos::from),
        },
        Edit::Arrange { how, stood } => model::Edit::Arrange {
            how: known(how, model::Arranged::from_word)?,
            stood: stood
                .iter()
                .map(|placed| Ok((anchor(&placed.at)?, model::MapPos::from(placed.pos))))
                .collect::<Result<_, String>>()?,
        },
        Edit::Hide { at } => model::Edit::Hide { at: anchor(at)? },
        Edit::Show { at } => model::Edit::Show { at: anchor(at)? },
        Edit::Delete { at } => model::Edit::Delete { at: anchor(at)? },
        Edit::Merge { a, b } => model::Edit::Merge {
            a: anchor(a)?,
            b: anchor(b)?,
        },
        Edit::KeepApart { a, b } => model::Edit::KeepApart {
            a: anchor(a)?,
            b: anchor(b)?,
        },
        Edit::Split { mention, mentions } => model::Edit::Split {
            mentions: mention
                .iter()
                .chain(mentions)
                .map(anchor)
                .collect::<Result<_, _>>()?,
        },
        Edit::Rename { at, name } => model::Edit::Rename {
            at: anchor(at)?,
            name: name.clone(),
        },
        Edit::SetKind { at, kind, subkind } => model::Edit::SetKind {
            at: anchor(at)?,
            kind: known(kind, Kind::from_word)?,
            subkind: known_subkind(subkind.as_deref())?,
        },
        Edit::SetIso { at, iso } => model::Edit::SetIso {
            at: anchor(at)?,
            iso: iso.clone(),
        },
        Edit::AddAlias { at, alias } => model::Edit::AddAlias {
            at: anchor(at)?,
            alias: alias.clone(),
        },
        Edit::RemoveAlias { at, alias } => model::Edit::RemoveAlias {
            at: anchor(at)?,
            alias: alias.clone(),
        },
        Edit::NotAMention { at } => model::Edit::NotAMention { at: anchor(at)? },
        Edit::AddMention { at, of } => model::Edit::AddMention {
            at: anchor(at)?,
            of: anchor(of)?,
        },
        Edit::AddEntity { at, kind, subkind } => model::Edit::AddEntity {
            at: anchor(at)?,
            kind: known(kind, Kind::from_word)?,
            subkind: known_subkind(subkind.as_deref())?,
        },
        Edit::Relate {
            source,
            target,
            kind,
            status: word,
            sentence,
        } => model::Edit::Relate {
            source: anchor(source)?,
            target: anchor(target)?,
            kind: known(kind, RelationKind::from_word)?,
            status: status(word)?,
            sentence: anchor(sentence)?,
        },
        Edit::Reject { line } => model::Edit::Reject {
            line: line_from_record(line)?,
        },
        Edit::Confirm { line } => model::Edit::Confirm {
            line: line_from_record(line)?,
        },
        Edit::SetStatus { line, status: word } => model::Edit::SetStatus {
            line: line_from_record(line)?,
            status: status(word)?,
        },
        Edit::Retype { line, to } => model::Edit::Retype {
            line: line_from_record(line)?,
            to: known(to, RelationKind::from_word)?,
        },
        Edit::Redirect {
            line,
            source,
            target,
        } => model::Edit::Redirect {
            line: line_from_record(line)?,
            source: anchor(source)?,
            target: anchor(target)?,
        },
        Edit::Note { on, text } => model::Edit::Note {
            on: match on {
                Noted::Node(at) => model::Noted::Node(anchor(at)?),
                Noted::Line(line) => model::Noted::Line(line_from_record(line)?),
            },
            text: text.clone(),
        },
        Edit::AddView { view, at } => model::Edit::AddView {
            view: ViewId::new(view),
            at: *at,
        },
        Edit::ReplaceView { old, new } => model::Edit::ReplaceView {
            old: ViewId::new(old),
            new: ViewId::new(new),
        },
        Edit::RemoveView(view) => model::Edit::RemoveView(ViewId::new(view)),
        Edit::StartView { view } => model::Edit::StartView(view.as_deref().map(ViewId::new)),
        Edit::GoToView { from, to } => model::Edit::GoToView {
            from: ViewId::new(from),
            to: ViewId::new(to),
        },
        Edit::Group(edits) => model::Edit::Group(
            edits
                .iter()
                .map(edit_from_record)
                .collect::<Result<_, _>>()?,
        ),
    })
}

fn line_from_record(line: &Line) -> Result<model::Line, String> {
    let was = line.was.as_deref();
    let ends = line.ends.as_ref();
    Ok(model::Line {
        sentence: anchor(&line.sentence)?,
        kind: known(&line.kind, RelationKind::from_word)?,
        status: was.map_or(Ok(Status::Asserted), |word| known(word, Status::from_word))?,
        ends: ends
            .map(|(source, target)| Ok::<_, String>((anchor(source)?, anchor(target)?)))
            .transpose()?,
    })
}

fn known<T>(word: &str, from_word: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    from_word(word).ok_or_else(|| format!("this version does not know “{word}”"))
}

fn known_subkind(word: Option<&str>) -> Result<Option<Subkind>, String> {
    word.map(|word| known(word, Subkind::from_word)).transpose()
}

fn article_id(text: &str) -> Result<ArticleId, String> {
    ArticleId::parse(text).ok_or_else(|| format!("“{text}” is the id of no article"))
}

fn anchor(anchor: &Anchor) -> Result<model::Anchor, String> {
    let (start, end) = anchor.bytes;
    if start > end {
        return Err(format!(
            "its words end before they begin, at {start} to {end}"
        ));
    }
    Ok(model::Anchor {
        article: article_id(&anchor.article)?,
        span: Span::new(start as usize, end as usize),
    })
}

/// Why a place cannot be found, if it cannot.
fn lost(at: model::Anchor, project: &Project) -> Option<String> {
    let Some(article) = project.article(at.article) else {
        return Some(format!("there is no article {}", at.article));
    };
    let (start, end) = (at.span.start(), at.span.end());
    let found = article.text.get(start..end).is_some();
    (!found).then(|| {
        format!(
            "article {} has no words at bytes {start} to {end}",
            at.article
        )
    })
}

/// Why an edit does nothing for now, if something it speaks of is not here. It wakes by itself when that comes back.
fn sleeps(edit: &model::Edit, project: &Project) -> Option<String> {
    let mut why = None;
    each_edit(slice::from_ref(edit), &mut |single| {
        let missing = match single {
            model::Edit::AddArticle(id) | model::Edit::RemoveArticle(id) => Some(id),
            model::Edit::GradeSource { article, .. } => Some(article),
            model::Edit::ReplaceArticle { old, new } => [old, new]
                .into_iter()
                .find(|id| project.article(**id).is_none()),
            _ => None,
        };
        let missing = missing.filter(|id| project.article(**id).is_none());
        let missing = missing.map(|id| format!("there is no article {id}"));
        why = why.take().or(missing);
    });
    edit.clone().each_anchor(&mut |at| {
        why = why.take().or_else(|| lost(*at, project));
    });
    why
}

fn span_from_bytes((start, end): (u32, u32), text: &str) -> Option<Span> {
    let (start, end) = (start as usize, end as usize);
    text.get(start..end)?;
    Some(Span::new(start, end))
}

impl From<Pos> for model::MapPos {
    fn from(pos: Pos) -> Self {
        Self { x: pos.x, y: pos.y }
    }
}

/// The switches of a view; words that no version of today knows switch nothing.
fn filter_from_record(record: &FilterRecord) -> Filter {
    fn known<T: Ord>(words: &[String], from_word: fn(&str) -> Option<T>) -> BTreeSet<T> {
        words.iter().filter_map(|word| from_word(word)).collect()
    }
    let days = record.days.as_ref();
    Filter {
        kinds_off: known(&record.kinds_off, Kind::from_word),
        subkinds_off: known(&record.subkinds_off, Subkind::from_word),
        tones_off: known(&record.tones_off, Tone::from_word),
        relation_kinds_off: known(&record.relation_kinds_off, RelationKind::from_word),
        statuses_off: known(&record.statuses_off, Status::from_word),
        voices_off: known(&record.voices_off, Voice::from_word),
        articles_off: known(&record.articles_off, ArticleId::parse),
        least_sources: record.least_sources,
        days: days.and_then(|(from, to)| Some((Date::parse(from)?, Date::parse(to)?))),
        loose_off: record.loose_off,
        disputed_only: record.disputed_only,
    }
}

/// A view; places that point nowhere are counted, and kept for when their words come back.
fn read_view(raw: &RawValue, project: &Project, notes: &mut Vec<String>) -> Result<View, String> {
    let record: ViewRecord = serde_json::from_str(raw.get()).map_err(|e| e.to_string())?;
    let view = view_from_record(record)?;
    let places = view.positions.iter().map(|(at, _)| at);
    let places = places.chain(&view.selection).chain(&view.hidden);
    let n_lost = places.filter(|at| lost(**at, project).is_some()).count();
    if n_lost > 0 {
        notes.push(format!(
            "view “{}”: {n_lost} places point to no words here; they wait for them",
            view.name
        ));
    }
    Ok(view)
}

/// A view out of a file of its own; the error says what is wrong with it.
pub fn view_from_json(text: &str) -> Result<View, String> {
    let file: ViewFile = serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        if message.contains("legation_view") {
            "it is no view of Legation".to_owned()
        } else {
            message
        }
    })?;
    match file.format {
        1 => Ok(view_from_record(file.view)?.unlisted()),
        newer => Err(format!(
            "it was written by a newer Legation (view format {newer})"
        )),
    }
}

fn view_from_record(record: ViewRecord) -> Result<View, String> {
    let anchors = |records: &[Anchor]| records.iter().map(anchor).collect::<Result<Vec<_>, _>>();
    let places = |records: &[Placed]| {
        let place = |placed: &Placed| Ok((anchor(&placed.at)?, placed.pos.into()));
        records
            .iter()
            .map(place)
            .collect::<Result<Vec<_>, String>>()
    };
    let positions = places(&record.positions)?;
    let selection = anchors(&record.selection)?;
    let near = |near: &FocusRecord| {
        Ok::<_, String>(Near {
            centres: anchors(&near.centres)?,
            n_steps: near.steps,
        })
    };
    Ok(View {
        id: record.id.as_deref().map(ViewId::new),
        by_journal: record.by_journal,
        name: record.name,
        positions,
        camera: record.camera.map(|camera| Camera {
            centre: camera.centre.into(),
            zoom: camera.zoom,
        }),
        filter: filter_from_record(&record.filter),
        selection,
        pins: places(&record.pins)?,
        hidden: anchors(&record.hidden)?,
        folded: anchors(&record.folded)?,
        focus: record.focus.as_ref().map(near).transpose()?,
        communities: record.communities,
        appearance: record.appearance.as_deref().and_then(Appearance::from_word),
        unknown: Unknown {
            fields: record.unknown,
            ..Unknown::default()
        },
    })
}

//! From a project to the bytes of format 1.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::model::{self, Article, Span, Status};
use crate::project::file::v1::{
    Anchor, ArticleRecord, CameraRecord, Edit, FilterRecord, FocusRecord, Line, NoteRecord, Noted,
    Placed, Pos, ViewFile, ViewRecord,
};
use crate::project::{Project, View};
use crate::query::Filter;

/// The bytes of a file of format 1: one article, edit or view a line.
pub fn write(project: &Project) -> serde_json::Result<Vec<u8>> {
    let unknown = &project.unknown;
    let articles = project.articles.iter().map(|article| {
        let of_article = unknown.of_articles.get(&article.id);
        serde_json::to_string(&article_record(article, of_article))
    });
    let journal = project
        .journal
        .with_as_read()
        .map(|(edit, as_read)| match as_read {
            Some(as_read) => Ok(as_read.to_owned()),
            None => serde_json::to_string(&Edit::from(edit)),
        });
    let views = project
        .views
        .iter()
        .map(|view| serde_json::to_string(&view_record(view)));
    let kept =
        |list: &[Box<str>]| -> Vec<_> { list.iter().map(|raw| Ok(raw.to_string())).collect() };

    let mut text = String::from("{\"format\":1");
    let mut field = |name: &str, json: String| {
        for part in [",\n", &serde_json::to_string(name)?, ":", &json] {
            text.push_str(part);
        }
        serde_json::Result::Ok(())
    };
    field("engine", serde_json::to_string(env!("CARGO_PKG_VERSION"))?)?;
    field("title", serde_json::to_string(&project.title)?)?;
    field("articles", list(articles.chain(kept(&unknown.articles)))?)?;
    field("journal", list(journal)?)?;
    field("done", project.journal.done().to_string())?;
    field("views", list(views.chain(kept(&unknown.views)))?)?;
    if let Some(name) = &project.start_view {
        field("start_view", serde_json::to_string(name)?)?;
    }
    for (name, value) in &unknown.fields {
        field(name, serde_json::to_string(value)?)?;
    }
    text.push_str("}\n");
    Ok(text.into_bytes())
}

fn list(items: impl Iterator<Item = serde_json::Result<String>>) -> serde_json::Result<String> {
    let items = items.collect::<Result<Vec<_>, _>>()?;
    Ok(if items.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}\n]", items.join(",\n"))
    })
}

fn article_record<'a>(
    article: &'a Article,
    unknown: Option<&Map<String, Value>>,
) -> ArticleRecord<'a> {
    ArticleRecord {
        id: article.id.to_string(),
        paths: article
            .paths
            .iter()
            .map(|path| path.to_string_lossy())
            .collect(),
        title: (&*article.title).into(),
        publisher: article.publisher.as_deref().map(Cow::from),
        published: article.published.map(|published| match published.time {
            Some((hour, minute)) => format!("{}T{hour:02}:{minute:02}", published.date),
            None => published.date.to_string(),
        }),
        notes: article
            .notes
            .iter()
            .map(|note| NoteRecord {
                what: (&*note.what).into(),
                bytes: note.span.map(bytes_of),
            })
            .collect(),
        text: (&*article.text).into(),
        unknown: unknown.cloned().unwrap_or_default(),
    }
}

fn placed(places: &[(model::Anchor, model::MapPos)]) -> Vec<Placed> {
    let finite = |(at, pos): &(model::Anchor, model::MapPos)| {
        let pos = Pos::finite(*pos)?;
        Some(Placed { at: at.into(), pos })
    };
    places.iter().filter_map(finite).collect()
}

impl From<&model::Edit> for Edit {
    fn from(edit: &model::Edit) -> Self {
        match edit {
            model::Edit::AddArticle(id) => Self::AddArticle(id.to_string()),
            model::Edit::RemoveArticle(id) => Self::RemoveArticle(id.to_string()),
            model::Edit::Pin { at, pos } => Self::Pin {
                at: at.into(),
                pos: pos.and_then(Pos::finite),
            },
            model::Edit::Arrange { how, stood } => Self::Arrange {
                how: how.word().to_owned(),
                stood: placed(stood),
            },
            model::Edit::ReplaceArticle { old, new } => Self::ReplaceArticle {
                old: old.to_string(),
                new: new.to_string(),
            },
            model::Edit::GradeSource { article, grade } => Self::GradeSource {
                article: article.to_string(),
                reliability: grade.reliability.word().to_owned(),
                credibility: grade.credibility.word().to_owned(),
            },
            model::Edit::Delete { at } => Self::Delete { at: at.into() },
            model::Edit::Hide { at } => Self::Hide { at: at.into() },
            model::Edit::Show { at } => Self::Show { at: at.into() },
            model::Edit::Merge { a, b } => Self::Merge {
                a: a.into(),
                b: b.into(),
            },
            model::Edit::KeepApart { a, b } => Self::KeepApart {
                a: a.into(),
                b: b.into(),
            },
            model::Edit::Split { mentions } => match mentions.as_slice() {
                [only] => Self::Split {
                    mention: Some(only.into()),
                    mentions: Vec::new(),
                },
                several => Self::Split {
                    mention: None,
                    mentions: several.iter().map(Anchor::from).collect(),
                },
            },
            model::Edit::Rename { at, name } => Self::Rename {
                at: at.into(),
                name: name.clone(),
            },
            model::Edit::SetKind { at, kind, subkind } => Self::SetKind {
                at: at.into(),
                kind: kind.word().to_owned(),
                subkind: subkind.map(|subkind| subkind.word().to_owned()),
            },
            model::Edit::SetIso { at, iso } => Self::SetIso {
                at: at.into(),
                iso: iso.clone(),
            },
            model::Edit::AddAlias { at, alias } => Self::AddAlias {
                at: at.into(),
                alias: alias.clone(),
            },
            model::Edit::RemoveAlias { at, alias } => Self::RemoveAlias {
                at: at.into(),
                alias: alias.clone(),
            },
            model::Edit::NotAMention { at } => Self::NotAMention { at: at.into() },
            model::Edit::AddMention { at, of } => Self::AddMention {
                at: at.into(),
                of: of.into(),
            },
            model::Edit::AddEntity { at, kind, subkind } => Self::AddEntity {
                at: at.into(),
                kind: kind.word().to_owned(),
                subkind: subkind.map(|subkind| subkind.word().to_owned()),
            },
            model::Edit::Relate {
                source,
                target,
                kind,
                status,
                sentence,
            } => Self::Relate {
                source: source.into(),
                target: target.into(),
                kind: kind.word().to_owned(),
                status: status.word().to_owned(),
                sentence: sentence.into(),
            },
            model::Edit::Reject { line } => Self::Reject { line: line.into() },
            model::Edit::Confirm { line } => Self::Confirm { line: line.into() },
            model::Edit::SetStatus { line, status } => Self::SetStatus {
                line: line.into(),
                status: status.word().to_owned(),
            },
            model::Edit::Retype { line, to } => Self::Retype {
                line: line.into(),
                to: to.word().to_owned(),
            },
            model::Edit::Redirect {
                line,
                source,
                target,
            } => Self::Redirect {
                line: line.into(),
                source: source.into(),
                target: target.into(),
            },
            model::Edit::Note { on, text } => Self::Note {
                on: match on {
                    model::Noted::Node(at) => Noted::Node(at.into()),
                    model::Noted::Line(line) => Noted::Line(line.into()),
                },
                text: text.clone(),
            },
            model::Edit::AddView { view, at } => Self::AddView {
                view: view.to_string(),
                at: *at,
            },
            model::Edit::ReplaceView { old, new } => Self::ReplaceView {
                old: old.to_string(),
                new: new.to_string(),
            },
            model::Edit::RemoveView(view) => Self::RemoveView(view.to_string()),
            model::Edit::StartView(view) => Self::StartView {
                view: view.as_ref().map(ToString::to_string),
            },
            model::Edit::GoToView { from, to } => Self::GoToView {
                from: from.to_string(),
                to: to.to_string(),
            },
            model::Edit::Group(edits) => Self::Group(edits.iter().map(Self::from).collect()),
        }
    }
}

impl From<&model::Line> for Line {
    fn from(line: &model::Line) -> Self {
        let was = line.status;
        Self {
            sentence: (&line.sentence).into(),
            kind: line.kind.word().to_owned(),
            was: (was != Status::Asserted).then(|| was.word().to_owned()),
            ends: line.ends.map(|(a, b)| ((&a).into(), (&b).into())),
        }
    }
}

fn bytes_of(span: Span) -> (u32, u32) {
    (span.start() as u32, span.end() as u32)
}

impl From<&model::Anchor> for Anchor {
    fn from(anchor: &model::Anchor) -> Self {
        Self {
            article: anchor.article.to_string(),
            bytes: bytes_of(anchor.span),
        }
    }
}

impl Pos {
    /// JSON has no word for what is no number, and no node belongs there.
    fn finite(pos: model::MapPos) -> Option<Self> {
        let model::MapPos { x, y } = pos;
        (x.is_finite() && y.is_finite()).then_some(Self { x, y })
    }
}

fn view_record(view: &View) -> ViewRecord {
    let words = |words: &mut dyn Iterator<Item = &'static str>| words.map(str::to_owned).collect();
    let Filter {
        kinds_off,
        subkinds_off,
        tones_off,
        relation_kinds_off,
        statuses_off,
        voices_off,
        articles_off,
        least_sources,
        days,
        loose_off,
        disputed_only,
    } = &view.filter;
    ViewRecord {
        id: view.id.as_ref().map(ToString::to_string),
        by_journal: view.by_journal,
        name: view.name.clone(),
        positions: placed(&view.positions),
        camera: view.camera.and_then(|camera| {
            let centre = Pos::finite(camera.centre)?;
            let zoom = camera.zoom;
            zoom.is_finite().then_some(CameraRecord { centre, zoom })
        }),
        filter: FilterRecord {
            kinds_off: words(&mut kinds_off.iter().map(|kind| kind.word())),
            tones_off: words(&mut tones_off.iter().map(|tone| tone.word())),
            statuses_off: words(&mut statuses_off.iter().map(|status| status.word())),
            articles_off: articles_off.iter().map(ToString::to_string).collect(),
            subkinds_off: words(&mut subkinds_off.iter().map(|subkind| subkind.word())),
            relation_kinds_off: words(&mut relation_kinds_off.iter().map(|kind| kind.word())),
            voices_off: words(&mut voices_off.iter().map(|voice| voice.word())),
            least_sources: *least_sources,
            days: days.map(|(from, to)| (from.to_string(), to.to_string())),
            loose_off: *loose_off,
            disputed_only: *disputed_only,
        },
        selection: view.selection.iter().map(Anchor::from).collect(),
        pins: placed(&view.pins),
        hidden: view.hidden.iter().map(Anchor::from).collect(),
        folded: view.folded.iter().map(Anchor::from).collect(),
        focus: view.focus.as_ref().map(|near| FocusRecord {
            centres: near.centres.iter().map(Anchor::from).collect(),
            steps: near.n_steps,
        }),
        communities: view.communities,
        appearance: view.appearance.map(|look| look.word().to_owned()),
        unknown: view.unknown.fields.clone(),
    }
}

/// One view as a file of its own.
pub fn view_to_json(view: &View) -> serde_json::Result<Vec<u8>> {
    let mut text = serde_json::to_string(&ViewFile {
        format: 1,
        view: view_record(&view.unlisted()),
    })?;
    text.push('\n');
    Ok(text.into_bytes())
}

//! Format 1, in structs of its own: what the vocabulary becomes must not change old files.
//!
//! What this version does not understand is kept: unknown fields as values, and whatever cannot be read at all (an edit of a
//! later kind, an article whose text was changed) letter by letter.

mod read;
mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::model::ArticleId;

pub(super) use read::view_from_json;
pub(super) use write::{view_to_json, write};

/// What another version wrote and this one does not understand, kept to be written again.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Unknown {
    fields: Map<String, Value>,
    /// Fields of articles.
    of_articles: BTreeMap<ArticleId, Map<String, Value>>,
    /// Articles and views that cannot be used, as read.
    articles: Vec<Box<str>>,
    views: Vec<Box<str>>,
}

/// A file of format 1.
#[derive(Deserialize, Debug)]
pub(super) struct File {
    #[serde(rename = "format")]
    _format: u64,
    #[serde(rename = "engine", default)]
    _engine: String,
    #[serde(default)]
    title: String,
    articles: Vec<Box<RawValue>>,
    journal: Vec<Box<RawValue>>,
    /// How many edits hold; all, where it is not said.
    #[serde(default = "all")]
    done: usize,
    #[serde(default)]
    views: Vec<Box<RawValue>>,
    #[serde(default)]
    start_view: Option<String>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

fn all() -> usize {
    usize::MAX
}

#[derive(Serialize, Deserialize)]
struct ArticleRecord<'a> {
    id: String,
    paths: Vec<Cow<'a, str>>,
    title: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<Cow<'a, str>>,
    /// `2026-02-06` or `2026-02-06T16:31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// What could not be settled when the file was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteRecord<'a>>,
    text: Cow<'a, str>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct NoteRecord<'a> {
    what: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<(u32, u32)>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Edit {
    AddArticle(String),
    RemoveArticle(String),
    ReplaceArticle {
        old: String,
        new: String,
    },
    GradeSource {
        article: String,
        /// A to F.
        reliability: String,
        /// 1 to 6.
        credibility: String,
    },
    Pin {
        at: Anchor,
        /// Missing: the node is free again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pos: Option<Pos>,
    },
    Arrange {
        how: String,
        /// Where the nodes stood before.
        stood: Vec<Placed>,
    },
    Hide {
        at: Anchor,
    },
    Show {
        at: Anchor,
    },
    Delete {
        at: Anchor,
    },
    Merge {
        a: Anchor,
        b: Anchor,
    },
    KeepApart {
        a: Anchor,
        b: Anchor,
    },
    Split {
        /// One alone, as the first versions wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mention: Option<Anchor>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<Anchor>,
    },
    Rename {
        at: Anchor,
        name: String,
    },
    SetKind {
        at: Anchor,
        kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subkind: Option<String>,
    },
    SetIso {
        at: Anchor,
        /// Missing: it has no code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        iso: Option<String>,
    },
    AddAlias {
        at: Anchor,
        alias: String,
    },
    RemoveAlias {
        at: Anchor,
        alias: String,
    },
    NotAMention {
        at: Anchor,
    },
    AddMention {
        at: Anchor,
        of: Anchor,
    },
    AddEntity {
        at: Anchor,
        kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subkind: Option<String>,
    },
    Relate {
        source: Anchor,
        target: Anchor,
        kind: String,
        status: String,
        sentence: Anchor,
    },
    Reject {
        #[serde(flatten)]
        line: Line,
    },
    Confirm {
        #[serde(flatten)]
        line: Line,
    },
    SetStatus {
        #[serde(flatten)]
        line: Line,
        status: String,
    },
    Retype {
        #[serde(flatten)]
        line: Line,
        to: String,
    },
    Redirect {
        line: Line,
        source: Anchor,
        target: Anchor,
    },
    Note {
        on: Noted,
        text: String,
    },
    AddView {
        view: String,
        at: usize,
    },
    ReplaceView {
        old: String,
        new: String,
    },
    RemoveView(String),
    StartView {
        /// Missing: the map as it was left.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        view: Option<String>,
    },
    GoToView {
        from: String,
        to: String,
    },
    Group(Vec<Self>),
}

/// A relation as one sentence tells it.
#[derive(Serialize, Deserialize)]
struct Line {
    sentence: Anchor,
    kind: String,
    /// The status it was told with; missing: asserted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<String>,
    /// Mentions of source and target; missing: whoever they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends: Option<(Anchor, Anchor)>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Noted {
    Node(Anchor),
    Line(Line),
}

/// Bytes of the UTF-8 text of an article, half open.
#[derive(Serialize, Deserialize, Clone)]
struct Anchor {
    article: String,
    bytes: (u32, u32),
}

#[derive(Serialize, Deserialize, Clone, Copy)]
struct Pos {
    x: f32,
    y: f32,
}

#[derive(Serialize, Deserialize)]
struct ViewRecord {
    /// How the journal speaks of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// On the list only while the journal says so.
    #[serde(default, skip_serializing_if = "is_off")]
    by_journal: bool,
    name: String,
    #[serde(default)]
    positions: Vec<Placed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    camera: Option<CameraRecord>,
    #[serde(default)]
    filter: FilterRecord,
    #[serde(default)]
    selection: Vec<Anchor>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pins: Vec<Placed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hidden: Vec<Anchor>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    folded: Vec<Anchor>,
    /// Only what is near these is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    focus: Option<FocusRecord>,
    #[serde(default, skip_serializing_if = "is_off")]
    communities: bool,
    /// `light` or `dark`; missing: as the desktop says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    appearance: Option<String>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

/// A view in a file of its own.
#[derive(Serialize, Deserialize)]
struct ViewFile {
    #[serde(rename = "legation_view")]
    format: u64,
    #[serde(flatten)]
    view: ViewRecord,
}

#[derive(Serialize, Deserialize)]
struct Placed {
    at: Anchor,
    pos: Pos,
}

#[derive(Serialize, Deserialize)]
struct FocusRecord {
    centres: Vec<Anchor>,
    /// Lines away at most.
    steps: usize,
}

#[derive(Serialize, Deserialize)]
struct CameraRecord {
    centre: Pos,
    zoom: f32,
}

/// Words of what is switched off.
#[derive(Serialize, Deserialize, Default)]
struct FilterRecord {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tones_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    statuses_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    articles_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    subkinds_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relation_kinds_off: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    voices_off: Vec<String>,
    #[serde(default, skip_serializing_if = "is_nothing")]
    least_sources: usize,
    /// First and last day, as `2026-02-06`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "is_off")]
    loose_off: bool,
    #[serde(default, skip_serializing_if = "is_off")]
    disputed_only: bool,
}

const fn is_nothing(n: &usize) -> bool {
    *n == 0
}

const fn is_off(on: &bool) -> bool {
    !*on
}

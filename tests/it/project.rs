//! Project files: what is saved comes back, whatever cannot be read is refused with a sentence and left as it is.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write broken files on purpose"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use legation::ingest;
use legation::model::{
    Anchor, Arranged, Article, Credibility, Date, Edit, Grade, Kind, Line, MapPos, Noted,
    RelationKind, Reliability, Span, Status, Subkind, Tone, ViewId,
};
use legation::project::{
    Appearance, Camera, Near, Project, ProjectError, View, load, save, view_from_json, view_to_json,
};
use legation::query::{Filter, Voice};

const TEXT: &str = "Talks open in Port Meridian\n\nForeign Minister Ansa Tolvanen met her colleague – “a friend”.\n";

/// Where `words` stand in `article`.
fn anchor(article: &Article, words: &str) -> Anchor {
    let start = article.text.find(words).unwrap();
    Anchor {
        article: article.id,
        span: Span::new(start, start + words.len()),
    }
}

/// A project with an edit of every kind.
fn project() -> Project {
    let mut article = ingest::article("talks.txt", TEXT.as_bytes()).unwrap();
    article.paths = vec!["affairs/talks.txt".into()];
    let name = anchor(&article, "Ansa Tolvanen");
    let place = anchor(&article, "Port Meridian");
    let sentence = anchor(
        &article,
        "Foreign Minister Ansa Tolvanen met her colleague – “a friend”.",
    );
    let pos = |x, y| Some(MapPos { x, y });
    let kind = RelationKind::Visits;
    let line = Line {
        sentence,
        kind,
        status: Status::Planned,
        ends: Some((name, place)),
    };
    let any_ends = Line {
        ends: None,
        status: Status::Asserted,
        ..line
    };
    let edits = [
        Edit::AddArticle(article.id),
        Edit::Pin {
            at: name,
            pos: pos(0.1, -0.0),
        },
        Edit::Pin {
            at: name,
            pos: None,
        },
        Edit::Arrange {
            how: Arranged::Circle,
            stood: vec![
                (name, MapPos { x: 0.1, y: -7.7 }),
                (place, MapPos { x: 1e-30, y: 3e9 }),
            ],
        },
        Edit::Hide { at: place },
        Edit::Show { at: place },
        Edit::Merge { a: name, b: place },
        Edit::Split {
            mentions: vec![name],
        },
        Edit::Rename {
            at: name,
            name: "A. \"T\"\n\u{2028}🕊".to_owned(),
        },
        Edit::SetKind {
            at: name,
            kind: Kind::Person,
            subkind: Some(Subkind::Minister),
        },
        Edit::SetKind {
            at: place,
            kind: Kind::Place,
            subkind: None,
        },
        Edit::Relate {
            source: name,
            target: place,
            kind,
            status: Status::Planned,
            sentence,
        },
        Edit::Reject { line: any_ends },
        Edit::SetStatus {
            line,
            status: Status::Denied,
        },
        Edit::Confirm { line },
        Edit::Retype {
            line,
            to: RelationKind::Meets,
        },
        Edit::Redirect {
            line,
            source: place,
            target: name,
        },
        Edit::Note {
            on: Noted::Node(name),
            text: "asked twice\n\u{2014} no answer".to_owned(),
        },
        Edit::Note {
            on: Noted::Line(line),
            text: String::new(),
        },
        Edit::GradeSource {
            article: article.id,
            grade: Grade {
                reliability: Reliability::Usually,
                credibility: Credibility::Doubtful,
            },
        },
        Edit::ReplaceArticle {
            old: article.id,
            new: article.id,
        },
        Edit::Delete { at: place },
        Edit::KeepApart { a: name, b: place },
        Edit::Split {
            mentions: vec![name, place],
        },
        Edit::SetIso {
            at: place,
            iso: Some("NOR".to_owned()),
        },
        Edit::SetIso {
            at: place,
            iso: None,
        },
        Edit::AddAlias {
            at: name,
            alias: "Tolvanen".to_owned(),
        },
        Edit::RemoveAlias {
            at: name,
            alias: "Tolvanen".to_owned(),
        },
        Edit::NotAMention { at: place },
        Edit::AddMention {
            at: sentence,
            of: name,
        },
        Edit::AddEntity {
            at: sentence,
            kind: Kind::Event,
            subkind: Some(Subkind::Talks),
        },
        Edit::AddView {
            view: ViewId::new("evening"),
            at: 1,
        },
        Edit::ReplaceView {
            old: ViewId::new("evening"),
            new: ViewId::new("morning"),
        },
        Edit::GoToView {
            from: ViewId::new("evening"),
            to: ViewId::new("morning"),
        },
        Edit::StartView(Some(ViewId::new("morning"))),
        Edit::RemoveView(ViewId::new("morning")),
        Edit::StartView(None),
        Edit::Group(vec![
            Edit::Pin {
                at: name,
                pos: pos(f32::MIN_POSITIVE / 2.0, f32::MAX),
            },
            Edit::Group(vec![Edit::RemoveArticle(article.id)]),
        ]),
    ];
    let mut project = Project {
        title: "The harbour affair".to_owned(),
        start_view: Some("Map".to_owned()),
        ..Project::default()
    };
    project.views.push(View {
        name: "Map".to_owned(),
        positions: vec![(
            name,
            MapPos {
                x: 1.0e-7,
                y: 16_777_217.0,
            },
        )],
        camera: Some(Camera {
            centre: MapPos { x: 3.3, y: -4.4 },
            zoom: 0.7,
        }),
        filter: Filter {
            kinds_off: [Kind::Event].into(),
            tones_off: [Tone::Structure].into(),
            statuses_off: [Status::Denied].into(),
            articles_off: [article.id].into(),
            subkinds_off: [Subkind::Ship].into(),
            relation_kinds_off: [RelationKind::Meets].into(),
            voices_off: [Voice::Quoted].into(),
            least_sources: 2,
            days: Date::parse("2031-03-01").zip(Date::parse("2031-03-09")),
            loose_off: true,
            disputed_only: true,
        },
        selection: vec![place],
        pins: vec![(place, MapPos { x: -1.0, y: 0.3 })],
        hidden: vec![name],
        folded: vec![place],
        focus: Some(Near {
            centres: vec![name, place],
            n_steps: 2,
        }),
        communities: true,
        appearance: Some(Appearance::Dark),
        ..View::default()
    });
    for name in ["evening", "morning"] {
        project.views.push(View {
            id: Some(ViewId::new(name)),
            by_journal: true,
            name: name.to_owned(),
            ..View::default()
        });
    }
    project.keep_article(Arc::new(article));
    for edit in edits {
        project.journal.push(edit);
    }
    project.journal.undo();
    project
}

fn saved(project: &Project) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(project, &path).unwrap();
    (folder, path)
}

#[test]
fn save_then_load_is_identity() {
    let project = project();
    let (_folder, path) = saved(&project);
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.notes, Vec::<String>::new());
    assert_eq!(loaded.project, project);
    let first = fs::read(&path).unwrap();
    save(&loaded.project, &path).unwrap();
    assert_eq!(
        fs::read(&path).unwrap(),
        first,
        "saved twice, the same bytes"
    );
}

#[test]
fn positions_come_back_to_the_bit() {
    let mut project = project();
    let at = project.views[0].positions[0].0;
    // A linear congruential generator (Numerical Recipes): any bits will do.
    let mut state = 1_u32;
    let mut any_float = || loop {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let float = f32::from_bits(state ^ (state >> 15));
        if float.is_finite() {
            return float;
        }
    };
    let mut floats = vec![
        -0.0,
        f32::MIN_POSITIVE,
        f32::from_bits(1),
        f32::from_bits(0x807f_ffff),
        f32::MAX,
    ];
    floats.extend((0..100_000).map(|_| any_float()));
    project.views[0].positions = floats.iter().map(|&x| (at, MapPos { x, y: -x })).collect();
    for &x in floats.iter().take(1000) {
        let pos = Some(MapPos { x, y: x });
        project
            .journal
            .push(Edit::Group(vec![Edit::Pin { at, pos }]));
    }
    let (_folder, path) = saved(&project);
    let loaded = load(&path).unwrap().project;
    let bits = |project: &Project| {
        let positions = project.views[0].positions.iter();
        positions
            .map(|(_, pos)| (pos.x.to_bits(), pos.y.to_bits()))
            .collect::<Vec<_>>()
    };
    assert!(bits(&loaded) == bits(&project));
    let json = String::from_utf8(view_to_json(&project.views[0]).unwrap()).unwrap();
    let mut alone = project.clone();
    alone.views[0] = view_from_json(&json).unwrap();
    assert!(
        bits(&alone) == bits(&project),
        "a view in a file of its own"
    );
    assert_eq!(alone.views, project.views);
    let no_view = view_from_json(r#"{"format":1}"#).unwrap_err();
    assert_eq!(no_view, "it is no view of Legation");
    let pins = |project: &Project| {
        let edits = project.journal.all().iter();
        edits
            .filter_map(|edit| match edit {
                Edit::Group(group) => group.first().cloned(),
                _ => None,
            })
            .filter_map(|edit| match edit {
                Edit::Pin { pos, .. } => pos.map(|pos| (pos.x.to_bits(), pos.y.to_bits())),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert!(pins(&loaded) == pins(&project));
}

#[test]
fn what_is_no_number_is_not_written() {
    let mut project = project();
    let at = project.views[0].positions[0].0;
    let nowhere = MapPos {
        x: f32::NAN,
        y: 0.0,
    };
    project.views[0].positions.push((at, nowhere));
    project.views[0].camera = Some(Camera {
        centre: nowhere,
        zoom: f32::INFINITY,
    });
    project.journal.push(Edit::Pin {
        at,
        pos: Some(nowhere),
    });
    let (_folder, path) = saved(&project);
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.notes, Vec::<String>::new());
    assert_eq!(loaded.project.views[0].positions.len(), 1);
    assert_eq!(loaded.project.views[0].camera, None);
    assert_eq!(
        loaded.project.journal.active().last(),
        Some(&Edit::Pin { at, pos: None })
    );
}

/// The file of format 1 that must load for ever.
fn first_format() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/format-1.legation")
}

#[test]
fn format_1_loads_for_ever() {
    let loaded = load(&first_format()).unwrap();
    let project = &loaded.project;
    assert_eq!(project.title, "The harbour affair");
    assert_eq!(project.articles.len(), 2);
    assert_eq!(project.active_articles().len(), 2);
    assert_eq!(project.journal.all().len(), 6);
    assert_eq!(project.journal.done(), 5);
    let at = project.views[0].positions[0].0;
    let article = project.article(at.article).unwrap();
    assert_eq!(at.span.of(&article.text), "Ansa Tolvanen");
    let Edit::Pin { pos: Some(pos), .. } = project.journal.active()[2] else {
        panic!("the third edit is a pin");
    };
    assert_eq!((pos.x, pos.y), (-120.25, 33.1));
    assert_eq!(project.views[0].camera.unwrap().zoom, 0.85);
    assert_eq!(loaded.notes.len(), 1, "{:?}", loaded.notes);
    assert!(
        loaded.notes[0].starts_with("edit 4: this version does not understand it"),
        "{:?}",
        loaded.notes
    );
}

/// One of format 1 with an edit of every kind there was when views came into the journal.
#[test]
fn every_kind_of_edit_loads_for_ever() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/format-1-views.legation");
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.notes, Vec::<String>::new());
    let project = &loaded.project;
    assert_eq!((project.articles.len(), project.views.len()), (1, 3));
    assert_eq!(
        (project.journal.all().len(), project.journal.done()),
        (38, 37)
    );
    let view = &project.views[0];
    assert_eq!(view.focus.as_ref().unwrap().n_steps, 2);
    assert!(view.communities && view.folded.len() == 1 && view.filter.days.is_some());
    let (_folder, copy) = saved(project);
    let value = |path: &Path| -> serde_json::Value {
        let mut value: serde_json::Value =
            serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        value["engine"] = "any".into();
        value
    };
    assert_eq!(value(&copy), value(&path), "nothing is lost or reworded");
}

#[test]
fn what_another_version_wrote_is_kept() {
    let project = load(&first_format()).unwrap().project;
    let (_folder, path) = saved(&project);
    let value = |path: &Path| -> serde_json::Value {
        let mut value: serde_json::Value =
            serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        value["engine"] = "any".into();
        value
    };
    assert_eq!(value(&path), value(&first_format()));
    let text = fs::read_to_string(&path).unwrap();
    for unknown in [
        "\"mood\"",
        "\"reader\"",
        "\"applaud\"",
        "\"why\"",
        "\"lighting\"",
    ] {
        assert!(text.contains(unknown), "{unknown}");
    }
}

#[test]
fn a_changed_text_is_named_and_kept_aside() {
    let (_folder, path) = saved(&project());
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replace("met her colleague", "hit her colleague");
    fs::write(&path, &changed).unwrap();
    let loaded = load(&path).unwrap();
    assert!(loaded.project.articles.is_empty());
    assert!(
        loaded.notes[0].contains("changed outside Legation"),
        "{:?}",
        loaded.notes
    );
    assert_eq!(
        loaded.project.journal.all().len(),
        project().journal.all().len(),
        "the edits sleep"
    );
    save(&loaded.project, &path).unwrap();
    // Put right by hand, everything that was said holds again.
    let repaired = fs::read_to_string(&path)
        .unwrap()
        .replace("hit her colleague", "met her colleague");
    fs::write(&path, repaired).unwrap();
    let repaired = load(&path).unwrap().project;
    assert_eq!(repaired.articles, project().articles);
    assert_eq!(repaired.journal, project().journal);
}

#[test]
fn an_anchor_that_splits_a_letter_sleeps() {
    let (_folder, path) = saved(&project());
    let text = fs::read_to_string(&path).unwrap();
    let article = project().articles[0].clone();
    let dash = article.text.find('–').unwrap();
    let name = anchor(&article, "Ansa Tolvanen").span;
    let old = format!("[{},{}]", name.start(), name.end());
    for bad in [
        format!("[{},{dash}]", dash + 1),
        format!("[{},{}]", dash, dash + 1),
        "[0,4294967295]".to_owned(),
    ] {
        fs::write(&path, text.replace(&old, &bad)).unwrap();
        let loaded = load(&path).unwrap();
        assert!(!loaded.notes.is_empty());
        assert_eq!(
            loaded.project.journal.all().len(),
            project().journal.all().len()
        );
    }
}

#[test]
fn whatever_is_no_project_gets_its_sentence_and_stays() {
    let whole = {
        let (_folder, path) = saved(&project());
        fs::read(&path).unwrap()
    };
    let newer = String::from_utf8(whole.clone())
        .unwrap()
        .replace("\"format\":1", "\"format\":7");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    let cases: [(&str, &[u8], &str); 8] = [
        ("empty", b"", "The file is empty: "),
        (
            "cut short",
            &whole[..whole.len() / 2],
            "The project file is damaged (it ends too early",
        ),
        ("a text", b"Oman hosts talks.", "Not a Legation project: "),
        ("zeros", &[0; 512], "Not a Legation project: "),
        (
            "foreign JSON",
            b"{\"nodes\":[]}",
            "Not a Legation project: \"format\" is missing",
        ),
        (
            "newer",
            newer.as_bytes(),
            "Written by a newer Legation (format 7, this one reads up to 1): ",
        ),
        (
            "no UTF-8",
            b"{\"format\":1,\"title\":\"\xff\"",
            "The project file is damaged (no text from byte 21 on)",
        ),
        (
            "wrong shape",
            b"{\"format\":1,\"articles\":3,\"journal\":[]}",
            "The project file is damaged (invalid type",
        ),
    ];
    for (what, bytes, sentence) in cases {
        fs::write(&path, bytes).unwrap();
        let message = load(&path).unwrap_err().to_string();
        assert!(message.starts_with(sentence), "{what}: {message}");
        assert!(
            message.ends_with("\nmap.legation") || message.ends_with("/map.legation"),
            "{message}"
        );
        assert_eq!(fs::read(&path).unwrap(), bytes, "{what} is left as it was");
    }
    assert!(matches!(
        load(folder.path()),
        Err(ProjectError::Folder { .. })
    ));
    assert!(matches!(
        load(&folder.path().join("none")),
        Err(ProjectError::Missing { .. })
    ));
    let large = folder.path().join("large.legation");
    fs::File::create(&large).unwrap().set_len(3 << 30).unwrap();
    assert!(matches!(load(&large), Err(ProjectError::TooLarge { .. })));
}

#[test]
fn every_cut_and_every_flipped_byte_is_survived() {
    let (_folder, path) = saved(&project());
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len() - 1).step_by(7) {
        fs::write(&path, &whole[..at]).unwrap();
        assert!(load(&path).is_err(), "cut at {at}");
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, &flipped).unwrap();
        // Loaded or refused; not a panic, and never a citation of words that are not there.
        if let Ok(loaded) = load(&path) {
            for article in &loaded.project.articles {
                assert_eq!(*article.text, *TEXT);
            }
        }
    }
}

#[test]
fn edits_and_as_many_undos_are_where_one_began() {
    let mut project = load(&first_format()).unwrap().project;
    let before = project.active_articles();
    let n_done = project.journal.done();
    let edits = self::project().journal.all().to_vec();
    for edit in edits.iter().cloned() {
        project.journal.push(edit);
    }
    for edit in edits.iter().rev() {
        assert_eq!(project.journal.undo(), Some(edit));
    }
    assert_eq!(project.active_articles(), before);
    assert_eq!(project.journal.done(), n_done);
}

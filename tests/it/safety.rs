//! The user's work is safe: whatever is killed, damaged, undone or read in another order.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write broken files on purpose"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use legation::extract;
use legation::ingest;
use legation::lexicon::lexicon;
use legation::model::{
    Anchor, Article, ChainId, Credibility, Edit, Grade, Graph, Kind, Line, MapPos, Noted, Reading,
    Relation, RelationKind, Reliability, Span, Speaker, Status,
};
use legation::project::recovery::{self, Recovery};
use legation::project::{Project, View, load, save};
use legation::resolve::{resolve, resolve_all};
use serde_json::Value;

use crate::properties::Dice;

const ARTICLES: [&str; 3] = [
    "Chad and Niger meet\n\nMarch 4, 2031\n\nChadian Foreign Minister Ana Duarte met Nigerien Foreign Minister Issa Bello in Oslo on Monday.\n\nDuarte thanked Norway for its mediation.\n",
    "Mali denies attack\n\nMarch 5, 2031\n\nMali did not attack a base of Chad, its foreign minister said. Ms Duarte called the talks with Niger useful.\n",
    "A frigate leaves\n\nMarch 6, 2031\n\nDenmark deployed the frigate HDMS Absalon to Norway. Issa Bello visited Denmark.\n",
];

fn articles() -> Vec<Arc<Article>> {
    let article = |(number, text): (usize, &&str)| {
        let name = format!("{number}.txt");
        Arc::new(ingest::article(&name, text.as_bytes()).unwrap())
    };
    ARTICLES.iter().enumerate().map(article).collect()
}

fn readings(articles: &[Arc<Article>]) -> Vec<Arc<Reading>> {
    let read = |article| Arc::new(extract::read(article, lexicon()));
    articles.iter().map(read).collect()
}

/// What random edits may speak of.
struct Places {
    mentions: Vec<Anchor>,
    lines: Vec<Line>,
}

fn places(graph: &Graph, articles: &[Arc<Article>]) -> Places {
    let entities = graph.entities().iter();
    let mut mentions: Vec<Anchor> = entities
        .flat_map(|entity| entity.mentions.iter().map(|(at, _)| *at))
        .collect();
    // Words that are no mention, too.
    mentions.extend(articles.iter().map(|article| Anchor {
        article: article.id,
        span: Span::new(0, 4),
    }));
    let first = |id| graph.entity(id).map(|entity| entity.mentions[0].0);
    let lines = graph.relations().iter().flat_map(|relation| {
        relation.evidence.iter().map(move |told| Line {
            sentence: told.sentence,
            kind: relation.kind,
            status: relation.status,
            ends: first(&relation.source).zip(first(&relation.target)),
        })
    });
    let lines: Vec<Line> = lines.collect();
    assert!(lines.len() > 2 && mentions.len() > 10);
    Places { mentions, lines }
}

fn any_edit(dice: &mut Dice, places: &Places, articles: &[Arc<Article>]) -> Edit {
    let pick = |dice: &mut Dice| places.mentions[dice.below(places.mentions.len())];
    let (at, b) = (pick(dice), pick(dice));
    let mut line = places.lines[dice.below(places.lines.len())];
    if dice.below(4) == 0 {
        line.ends = None;
    }
    let article = articles[dice.below(articles.len())].id;
    let kind = RelationKind::ALL[dice.below(RelationKind::ALL.len())];
    let status = Status::ALL[dice.below(Status::ALL.len())];
    let sort = Kind::ALL[dice.below(Kind::ALL.len())];
    let name = ["Somebody", "Ana Duarte", "a “name”\n", "Ω"][dice.below(4)].to_owned();
    match dice.below(24) {
        0 => Edit::Pin {
            at,
            pos: Some(MapPos {
                x: f32::from_bits(dice.below(0x7f00_0000) as u32),
                y: -1.5,
            }),
        },
        1 => Edit::Pin { at, pos: None },
        2 | 3 => Edit::Merge { a: at, b },
        4 => Edit::KeepApart { a: at, b },
        5 => Edit::Split {
            mentions: vec![at, b],
        },
        6 => Edit::Rename { at, name },
        7 => Edit::SetKind {
            at,
            kind: sort,
            subkind: None,
        },
        8 => Edit::SetIso {
            at,
            iso: Some(name),
        },
        9 => Edit::AddAlias { at, alias: name },
        10 => Edit::RemoveAlias { at, alias: name },
        11 => Edit::NotAMention { at },
        12 => Edit::AddMention { at, of: b },
        13 => Edit::AddEntity {
            at,
            kind: sort,
            subkind: None,
        },
        14 => Edit::Relate {
            source: at,
            target: b,
            kind,
            status,
            sentence: line.sentence,
        },
        15 => Edit::Reject { line },
        16 => Edit::Confirm { line },
        17 => Edit::SetStatus { line, status },
        18 => Edit::Retype { line, to: kind },
        19 => Edit::Redirect {
            line,
            source: at,
            target: b,
        },
        20 => Edit::Note {
            on: match dice.below(2) {
                0 => Noted::Node(at),
                _ => Noted::Line(line),
            },
            text: name,
        },
        21 => Edit::GradeSource {
            article,
            grade: Grade {
                reliability: Reliability::ALL[dice.below(6)],
                credibility: Credibility::ALL[dice.below(6)],
            },
        },
        22 => match dice.below(4) {
            0 => Edit::RemoveArticle(article),
            1 => Edit::Delete { at },
            2 => Edit::Hide { at },
            _ => Edit::Show { at },
        },
        _ => Edit::Group(vec![Edit::Hide { at: b }, Edit::Pin { at, pos: None }]),
    }
}

#[test]
fn random_journals_are_saved_undone_and_redone() {
    const N_JOURNALS: u64 = 1000;
    let articles = articles();
    let readings = readings(&articles);
    let reversed: Vec<_> = readings.iter().rev().cloned().collect();
    let plain = resolve(&readings, &[]);
    let places = places(&plain, &articles);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    let mut n_edits = 0;
    for seed in 0..N_JOURNALS {
        let mut dice = Dice::new(seed);
        let mut project = Project::default();
        for article in &articles {
            project.keep_article(Arc::clone(article));
            project.journal.push(Edit::AddArticle(article.id));
        }
        let start = project.clone();
        let n = 30 + dice.below(11);
        for _ in 0..n {
            let edit = any_edit(&mut dice, &places, &articles);
            project.journal.push(edit);
        }
        n_edits += n;
        let edited = resolve(&readings, project.journal.active());
        assert!(
            edited == resolve(&reversed, project.journal.active()),
            "order of articles, journal {seed}"
        );
        let done = project.clone();
        for _ in 0..n {
            project.journal.undo().unwrap();
        }
        assert_eq!(project.journal.active(), start.journal.active());
        assert!(
            resolve(&readings, project.journal.active()) == plain,
            "undone, journal {seed}"
        );
        let back = dice.below(n);
        (0..back).for_each(|_| assert!(project.journal.redo().is_some()));
        // In the middle of a history, as a person may save.
        save(&project, &path).unwrap();
        let loaded = load(&path).unwrap();
        assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
        assert!(loaded.project == project, "journal {seed}");
        project = loaded.project;
        while project.journal.redo().is_some() {}
        assert!(project == done, "redone, journal {seed}");
        if seed % 8 == 0 {
            assert!(resolve(&readings, project.journal.active()) == edited);
        }
    }
    assert!(n_edits >= 30_000);
}

/// A project with something of everything, as JSON.
fn whole_file() -> Vec<u8> {
    let articles = articles();
    let readings = readings(&articles);
    let places = places(&resolve(&readings, &[]), &articles);
    let mut project = Project::default();
    for article in articles.iter().take(1) {
        project.keep_article(Arc::clone(article));
        project.journal.push(Edit::AddArticle(article.id));
    }
    let mut dice = Dice::new(5);
    for _ in 0..60 {
        let edit = any_edit(&mut dice, &places, &articles);
        project.journal.push(edit);
    }
    project.views.push(View {
        name: "Start".to_owned(),
        positions: vec![(places.mentions[0], MapPos { x: 1.0, y: 2.0 })],
        ..View::default()
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(&project, &path).unwrap();
    fs::read(path).unwrap()
}

/// Every value below `value` by its path of keys and indices.
fn paths(value: &Value, at: &mut Vec<String>, out: &mut Vec<String>) {
    let mut go = |key: String, inner: &Value| {
        at.push(key);
        out.push(format!("/{}", at.join("/")));
        paths(inner, at, out);
        at.pop();
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| go(key.clone(), inner)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(n, inner)| go(n.to_string(), inner)),
        _ => {}
    }
}

/// Loads damaged bytes: no panic, no wait, the file as it was.
fn survives(path: &Path, bytes: &[u8], what: &str) {
    fs::write(path, bytes).unwrap();
    let begin = Instant::now();
    let loaded = panic::catch_unwind(|| load(path).map(|loaded| loaded.project));
    let elapsed = begin.elapsed();
    assert!(elapsed < Duration::from_secs(1), "{what}: {elapsed:?}");
    assert!(fs::read(path).unwrap() == bytes, "{what}: changed");
    let Ok(loaded) = loaded else {
        panic!("{what}: a panic");
    };
    match loaded {
        Err(error) => assert!(error.to_string().contains(": "), "{what}: {error}"),
        // What could be loaded can be worked with and saved, as a copy.
        Ok(project) => {
            for article in &project.articles {
                let known = ARTICLES.contains(&&*article.text);
                assert!(known, "{what}: words that nobody wrote");
            }
            let copy = path.with_file_name("copy.legation");
            save(&project, &copy).unwrap();
        }
    }
}

#[test]
fn two_thousand_damaged_projects_are_refused_or_read_in_part() {
    let whole = whole_file();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    let mut n = 0;
    let mut survive = |bytes: &[u8], what: &str| {
        survives(&path, bytes, what);
        n += 1;
    };
    let mut dice = Dice::new(3);
    for _ in 0..500 {
        let at = dice.below(whole.len());
        survive(&whole[..at], &format!("cut at {at}"));
    }
    for _ in 0..800 {
        let (at, bit) = (dice.below(whole.len()), dice.below(8));
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << bit;
        survive(&flipped, &format!("bit {bit} of byte {at}"));
    }
    let value: Value = serde_json::from_slice(&whole).unwrap();
    let mut all = Vec::new();
    paths(&value, &mut Vec::new(), &mut all);
    let wrong: [Value; 8] = [
        Value::Null,
        Value::Bool(true),
        serde_json::json!(-1),
        serde_json::json!(u64::MAX),
        serde_json::json!(1.0e308),
        serde_json::json!("Ω"),
        serde_json::json!([]),
        serde_json::json!({"a": {}}),
    ];
    for _ in 0..800 {
        let place = &all[dice.below(all.len())];
        let wrong = &wrong[dice.below(wrong.len())];
        let mut changed = value.clone();
        *changed.pointer_mut(place).unwrap() = wrong.clone();
        let bytes = serde_json::to_vec(&changed).unwrap();
        survive(&bytes, &format!("{wrong} at {place}"));
    }
    let text = String::from_utf8(whole).unwrap();
    let deep =
        |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for (what, bad) in [
        (
            "nested lists",
            text.replacen(
                "\"journal\":[",
                &format!("\"journal\":[{},", deep("[", "]")),
                1,
            ),
        ),
        (
            "nested groups",
            text.replacen(
                "\"journal\":[",
                &format!("\"journal\":[{},", deep("{\"group\":[", "]}")),
                1,
            ),
        ),
        (
            "nested unknown",
            text.replacen(
                '{',
                &format!("{{\"x\":{},", deep("{\"a\":", "}").replace(":}", ":1}")),
                1,
            ),
        ),
        ("nested only", deep("[", "]")),
        ("a huge number", text.replace("\"done\":", "\"done\":1")),
        (
            "a number beyond all",
            text.replacen("1.0", "1e999999999", 1),
        ),
        (
            "a long number",
            text.replacen("1.0", &"9".repeat(400_000), 1),
        ),
        (
            "two journals",
            text.replacen("\"journal\":", "\"journal\":[],\"journal\":", 1),
        ),
        (
            "two formats",
            text.replacen("\"format\":1", "\"format\":1,\"format\":2", 1),
        ),
        (
            "two texts",
            text.replacen("\"text\":", "\"text\":\"a\",\"text\":", 1),
        ),
        (
            "a lone surrogate",
            text.replacen("\"title\":\"", "\"title\":\"\\ud800", 1),
        ),
        ("a mark at the beginning", format!("\u{feff}{text}")),
        ("twice", format!("{text}{text}")),
    ] {
        assert_ne!(bad, text, "{what}");
        survive(bad.as_bytes(), what);
    }
    assert!(n >= 2000, "{n}");
}

/// Where the other process is to save.
const SAVE_TO: &str = "LEGATION_TEST_SAVE_TO";
const N_KILLS: u64 = 200;

/// Two states of one project, both large enough to be caught half-written.
fn two_projects() -> [Project; 2] {
    let text: String = (0..6000)
        .map(|n| format!("Oman hosts talks, day {n}.\n"))
        .collect();
    let article = Arc::new(Article::of_text(&text));
    ["one", "two"].map(|title| {
        let mut project = Project {
            title: title.to_owned(),
            ..Project::default()
        };
        project.keep_article(Arc::clone(&article));
        project.journal.push(Edit::AddArticle(article.id));
        for n in 0..200 {
            let at = Anchor {
                article: article.id,
                span: Span::new(n, n + 1),
            };
            project.journal.push(Edit::Rename {
                at,
                name: title.to_owned(),
            });
        }
        project
    })
}

/// No test of its own: the process that the next one kills.
#[test]
fn saves_until_it_is_killed() {
    let Some(folder) = std::env::var_os(SAVE_TO) else {
        return;
    };
    let folder = PathBuf::from(folder);
    let path = folder.join("map.legation");
    let projects = two_projects();
    let recovery = Recovery::in_folder(&folder.join("recovery"));
    recovery.keep(&projects[0], Some(&path), 7).unwrap();
    let mut out = std::io::stdout();
    for project in projects.iter().cycle() {
        out.write_all(b"saving\n").unwrap();
        out.flush().unwrap();
        save(project, &path).unwrap();
    }
}

fn half_written(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap();
    let half = names.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".tmp")
    });
    half.count()
}

#[cfg(unix)]
#[test]
fn killed_while_it_saves_the_old_file_or_the_new_one_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    let projects = two_projects();
    save(&projects[0], &path).unwrap();
    let whole: Vec<Vec<u8>> = projects
        .iter()
        .map(|project| {
            let copy = folder.path().join("copy.legation");
            save(project, &copy).unwrap();
            fs::read(copy).unwrap()
        })
        .collect();
    let began = Instant::now();
    save(&projects[0], &path).unwrap();
    // As long as a save takes on this machine, and half as long again; a disk that is busy is not waited for.
    let longest = (began.elapsed().as_micros() as usize * 3 / 2).min(400_000);
    let mut dice = Dice::new(1);
    let mut caught_writing = 0;
    for kill in 0..N_KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["safety::saves_until_it_is_killed", "--exact", "--nocapture"])
            .env(SAVE_TO, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut n_saves = 1 + dice.below(2);
        while n_saves > 0 {
            let line = said.next().unwrap().unwrap();
            n_saves -= usize::from(line.ends_with("saving"));
        }
        thread::sleep(Duration::from_micros(dice.below(longest) as u64));
        // SIGKILL: nothing is tidied up.
        child.kill().unwrap();
        child.wait().unwrap();
        let now = fs::read(&path).unwrap();
        assert!(
            whole.contains(&now),
            "kill {kill}: neither the old nor the new file"
        );
        let n_half = half_written(folder.path());
        if kill % 2 == 0 {
            // What was left is swept by whoever saves next.
            save(&projects[0], &path).unwrap();
            assert_eq!(half_written(folder.path()), 0, "kill {kill}: left behind");
        }
        caught_writing += usize::from(n_half > 0);
        if kill % 20 == 0 {
            let lost = recovery::lost_work(&folder.path().join("recovery"));
            let newest = lost.first().expect("recovery is offered");
            assert_eq!((newest.title.as_str(), newest.n_unsaved), ("one", 7));
            assert_eq!(newest.path.as_deref(), Some(&*path));
            lost.iter().for_each(recovery::discard);
        }
    }
    assert!(load(&path).unwrap().notes.is_empty());
    assert!(
        caught_writing > 10,
        "the kills came at other moments: {caught_writing}"
    );
}

/// The reading of another engine: mentions with the words before them, sentences cut elsewhere, chains in another order,
/// some claims no longer found.
fn another_engine(reading: &Reading, drops_claims: bool) -> Arc<Reading> {
    let mut other = reading.clone();
    let text = &*reading.article.text;
    let n = other.chains.len() as u32;
    other.chains.reverse();
    for chain in &mut other.chains {
        for role in &mut chain.roles {
            role.of = role.of.map(|of| ChainId(n - 1 - of.0));
        }
    }
    for mention in &mut other.mentions {
        mention.of = ChainId(n - 1 - mention.of.0);
        let title = ["Ms ", "Mr "].iter().find(|title| {
            let before = text.get(..mention.span.start()).unwrap_or_default();
            before.ends_with(*title)
        });
        if let Some(title) = title {
            mention.span = Span::new(mention.span.start() - title.len(), mention.span.end());
        }
    }
    let turned = |of: ChainId| ChainId(n - 1 - of.0);
    for claim in &mut other.claims {
        claim.source = turned(claim.source);
        claim.target = turned(claim.target);
        claim.place = claim.place.map(turned);
        claim.attributed_to = claim
            .attributed_to
            .iter()
            .map(|speaker| match speaker {
                Speaker::Entity(of) => Speaker::Entity(turned(*of)),
                Speaker::Text(text) => Speaker::Text(text.clone()),
            })
            .collect();
        let end = claim.trigger.end().max(claim.sentence.end() - 1);
        claim.sentence = Span::new(claim.sentence.start(), end);
    }
    if drops_claims {
        other.claims.clear();
    }
    Arc::new(other)
}

/// What the table of the promise asks for: join, split, rename, reject and more; then an article more, one less, all read
/// again, another engine. Every correction is still in force.
#[test]
fn corrections_outlive_articles_rereading_and_engines() {
    let mut articles = articles();
    let readings = readings(&articles);
    let at = |number: usize, words: &str| {
        let article = &articles[number];
        let start = article.text.find(words).unwrap();
        Anchor {
            article: article.id,
            span: Span::new(start, start + words.len()),
        }
    };
    let ms_duarte = {
        let words = at(1, "Ms Duarte");
        Anchor {
            span: Span::new(words.span.start() + 3, words.span.end()),
            ..words
        }
    };
    let (ana, issa, chad, niger) = (
        at(0, "Ana Duarte"),
        at(0, "Issa Bello"),
        at(0, "Chad"),
        at(0, "Niger"),
    );
    let ship = at(2, "HDMS Absalon");
    let plain = resolve(&readings, &[]);
    let met = plain.relations().iter().find(|relation| {
        let ends = [&relation.source, &relation.target];
        relation.kind == RelationKind::Meets
            && ends.contains(&&plain.entity_at(ana).unwrap().id)
            && ends.contains(&&plain.entity_at(issa).unwrap().id)
    });
    let met = met.unwrap();
    let visit = plain
        .relations()
        .iter()
        .find(|relation| relation.kind == RelationKind::Visits)
        .unwrap();
    let line = |relation: &Relation, source, target| Line {
        sentence: relation.evidence[0].sentence,
        kind: relation.kind,
        status: relation.status,
        ends: Some((source, target)),
    };
    let edits = [
        // The other Duarte of the second article is somebody else.
        Edit::Split {
            mentions: vec![ms_duarte],
        },
        Edit::KeepApart {
            a: ana,
            b: ms_duarte,
        },
        Edit::Merge { a: chad, b: niger },
        Edit::Rename {
            at: issa,
            name: "Issa Bello Maiga".to_owned(),
        },
        Edit::Reject {
            line: line(met, ana, issa),
        },
        Edit::Confirm {
            line: line(visit, at(2, "Issa Bello"), at(2, "Denmark.")),
        },
        Edit::Delete { at: ship },
        Edit::AddAlias {
            at: ana,
            alias: "A. D. of the ministry".to_owned(),
        },
    ];
    // The name at the end of a sentence is mentioned without its full stop.
    let mut project = Project::default();
    for article in &articles {
        project.keep_article(Arc::clone(article));
        project.journal.push(Edit::AddArticle(article.id));
    }
    for edit in edits {
        project.journal.push(edit);
    }
    let in_force = |readings: &[Arc<Reading>], project: &Project, what: &str| {
        let graph = resolve(readings, &project.said());
        let entity = |at| {
            graph
                .entity_at(at)
                .unwrap_or_else(|| panic!("{what}: {at:?}"))
        };
        assert_ne!(entity(ana).id, entity(ms_duarte).id, "{what}: split");
        assert_eq!(entity(chad).id, entity(niger).id, "{what}: joined");
        assert_eq!(entity(issa).name, "Issa Bello Maiga", "{what}: renamed");
        assert_eq!(
            entity(at(2, "Issa Bello")).name,
            "Issa Bello Maiga",
            "{what}"
        );
        assert!(graph.entity_at(ship).is_none(), "{what}: deleted");
        let alias = "A. D. of the ministry".to_owned();
        assert!(entity(ana).aliases.contains(&alias), "{what}: alias");
        let still = graph.relations().iter().any(|relation| {
            let ends = [&relation.source, &relation.target];
            relation.kind == RelationKind::Meets
                && ends.contains(&&entity(ana).id)
                && ends.contains(&&entity(issa).id)
        });
        assert!(!still, "{what}: rejected");
        let visits = graph.relations().iter().any(|relation| {
            relation.kind == RelationKind::Visits && relation.source == entity(issa).id
        });
        assert!(visits, "{what}: confirmed");
    };
    in_force(&readings, &project, "as said");
    // An article more.
    let more = "Chad and Niger again\n\nMarch 8, 2031\n\nAna Duarte met Issa Bello again, and NIGER closed its border with Chad.\n";
    let more = Arc::new(ingest::article("more.txt", more.as_bytes()).unwrap());
    let mut with_more = readings.clone();
    with_more.push(Arc::new(extract::read(&more, lexicon())));
    let graph = resolve(&with_more, &project.said());
    assert_eq!(graph.entity_at(issa).unwrap().name, "Issa Bello Maiga");
    let later = more.text.find("Issa Bello").unwrap();
    let later = Anchor {
        article: more.id,
        span: Span::new(later, later + 10),
    };
    assert_eq!(
        graph.entity_at(later).unwrap().name,
        "Issa Bello Maiga",
        "it teaches"
    );
    // Saved, loaded and read again.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(&project, &path).unwrap();
    let loaded = load(&path).unwrap().project;
    let again: Vec<_> = loaded
        .articles
        .iter()
        .map(|article| Arc::new(extract::read(article, lexicon())))
        .collect();
    in_force(&again, &loaded, "read again");
    // Another engine, twice.
    for drops_claims in [false, true] {
        let others = readings
            .iter()
            .map(|reading| another_engine(reading, drops_claims));
        in_force(&others.collect::<Vec<_>>(), &loaded, "another engine");
    }
    // An article gone: what was said of it sleeps, the rest holds, and it wakes when the article returns.
    let first: Vec<_> = readings
        .iter()
        .filter(|r| r.article.id != chad.article)
        .cloned()
        .collect();
    let asleep = resolve_all(&first, &loaded.said()).asleep;
    assert!(asleep.len() >= 4, "{asleep:?}");
    in_force(&readings, &loaded, "back again");
    assert!(resolve_all(&readings, &loaded.said()).asleep.is_empty());
    // The file of the first article was corrected: its text is another, its places are found again.
    let old = articles.remove(0);
    let changed = old.text.replace("on Monday", "on Tuesday morning");
    let new =
        Arc::new(ingest::article("0.txt", format!("Corrected.\n\n{changed}").as_bytes()).unwrap());
    let mut replaced = loaded.clone();
    replaced.keep_article(Arc::clone(&new));
    replaced.journal.push(Edit::ReplaceArticle {
        old: old.id,
        new: new.id,
    });
    let active = replaced.active_articles();
    assert!(active.contains(&new) && !active.contains(&old));
    let now: Vec<_> = active
        .iter()
        .map(|article| Arc::new(extract::read(article, lexicon())))
        .collect();
    let graph = resolve(&now, &replaced.said());
    let moved = |words: &str| {
        let start = new.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        graph
            .entity_at(Anchor {
                article: new.id,
                span,
            })
            .unwrap()
    };
    assert_eq!(moved("Issa Bello").name, "Issa Bello Maiga");
    assert_eq!(moved("Chad and").id, moved("Niger meet").id);
    replaced.journal.undo();
    assert_eq!(replaced.said(), loaded.said());
}

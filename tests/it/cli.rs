//! The command line as a shell sees it: bytes, exit codes, and one line for each trouble.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use legation::project::{Project, save, write_whole};

const TEXTS: [(&str, &str); 4] = [
    (
        "a.txt",
        "Norrland and Ostrava open talks\n\nPORT MERIDIAN – Iran’s foreign minister met his Omani counterpart on Friday.\n",
    ),
    (
        "b.txt",
        "Frigate sent\n\nThe United States deployed the USS Example to the Gulf, “routine”, the Pentagon said.\n",
    ),
    (
        "c.md",
        "# Sanctions\n\nFrance and Germany imposed sanctions on Belarus in June, a spokesperson said.\n",
    ),
    (
        "copy of a.txt",
        "Norrland and Ostrava open talks\n\nPORT MERIDIAN – Iran’s foreign minister met his Omani counterpart on Friday.\n",
    ),
];

fn articles() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = TEXTS.map(|(name, text)| {
        let path = folder.path().join(name);
        write_whole(&path, text.as_bytes()).unwrap();
        path
    });
    (folder, paths.to_vec())
}

fn legation() -> Command {
    Command::new(env!("CARGO_BIN_EXE_legation"))
}

fn extract(paths: &[PathBuf]) -> Output {
    legation().arg("extract").args(paths).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let (_folder, mut paths) = articles();
    let first = extract(&paths);
    assert_eq!(
        (first.status.code(), stderr(&first)),
        (Some(0), String::new())
    );
    for n_threads in ["1", "2", "7"] {
        paths.rotate_left(1);
        let output = legation()
            .env("RAYON_NUM_THREADS", n_threads)
            .arg("extract")
            .args(&paths)
            .output()
            .unwrap();
        assert_eq!(output.stdout, first.stdout, "{n_threads} threads");
    }
}

#[test]
fn a_folder_stands_for_its_articles() {
    let (folder, paths) = articles();
    let output = extract(&[folder.path().to_owned()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(output.stdout, extract(&paths).stdout);
}

#[test]
fn a_project_stands_for_its_articles_and_places() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/format-1.legation");
    let record = legation().arg("extract").arg(&project).output().unwrap();
    assert_eq!(
        record.status.code(),
        Some(1),
        "one edit of the file is unknown"
    );
    let record: serde_json::Value = serde_json::from_slice(&record.stdout).unwrap();
    assert_eq!(record["articles"].as_array().unwrap().len(), 2);
    let formats = [
        "jsonl",
        "graphml",
        "gexf",
        "csv-nodes",
        "csv-edges",
        "csv-together",
    ];
    for format in formats {
        let output = legation()
            .args(["extract", "-f", format])
            .arg(&project)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stdout.is_empty(), "{format}");
    }
}

#[test]
fn the_record_has_its_shape_and_true_offsets() {
    let (_folder, paths) = articles();
    let record: serde_json::Value = serde_json::from_slice(&extract(&paths).stdout).unwrap();
    assert_eq!(record["schema"], "legation.graph/1");
    assert_eq!(record["engine"], env!("CARGO_PKG_VERSION"));
    let articles = record["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 3, "two files of one text are one article");
    let text_of = |id: &serde_json::Value| -> Vec<char> {
        let article = articles
            .iter()
            .find(|article| article["id"] == *id)
            .unwrap();
        let path = article["path"].as_str().unwrap();
        let text: Vec<_> = fs::read_to_string(path).unwrap().chars().collect();
        assert_eq!(article["chars"], text.len());
        text
    };
    for article in articles {
        let chars = text_of(&article["id"]);
        for block in article["blocks"].as_array().unwrap() {
            assert!(block["end"].as_u64().unwrap() as usize <= chars.len());
        }
    }
    for entity in record["entities"].as_array().unwrap() {
        for mention in entity["mentions"].as_array().unwrap() {
            let place = |end: &str| mention[end].as_u64().unwrap() as usize;
            let cited: String = text_of(&mention["article"])[place("start")..place("end")]
                .iter()
                .collect();
            assert_eq!(mention["text"], cited);
        }
    }
    for relation in record["relations"].as_array().unwrap() {
        assert!(
            !relation["evidence"].as_array().unwrap().is_empty(),
            "{relation}"
        );
    }
}

#[test]
fn a_bad_file_is_named_and_the_others_go_on() {
    let (folder, mut paths) = articles();
    let whole = extract(&paths);
    let missing = folder.path().join("missing.txt");
    paths.push(missing.clone());
    let output = extract(&paths);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, whole.stdout);
    let stderr = stderr(&output);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(
        stderr.starts_with(&format!("legation: {}: ", missing.display())),
        "{stderr}"
    );

    let output = extract(&[missing]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let (folder, paths) = articles();
    let into = |path: &Path| {
        let mut command = legation();
        command.arg("extract").args(&paths).arg("-o").arg(path);
        command.output().unwrap()
    };
    let path = folder.path().join("graph.json");
    let output = into(&path);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read(&path).unwrap(), extract(&paths).stdout);
    let text = fs::read(&paths[0]).unwrap();
    assert_eq!(
        into(&folder.path().join("../").join(&paths[0]))
            .status
            .code(),
        Some(2)
    );
    assert_eq!(
        fs::read(&paths[0]).unwrap(),
        text,
        "an article is never replaced"
    );
    let gone = into(&folder.path().join("gone/graph.json"));
    assert_eq!(gone.status.code(), Some(2));
    assert!(
        stderr(&gone).starts_with("legation: The folder does not exist"),
        "{}",
        stderr(&gone)
    );
}

#[test]
fn a_closed_pipe_is_no_trouble() {
    let (_folder, paths) = articles();
    let mut child = legation()
        .arg("extract")
        .args(&paths)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn check_says_in_words_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(&Project::default(), &path).unwrap();
    let check = |path: &Path| legation().arg("check").arg(path).output().unwrap();
    let whole = check(&path);
    assert_eq!(whole.status.code(), Some(0));
    let said = String::from_utf8(whole.stdout).unwrap();
    assert!(
        said.ends_with("map.legation: whole: 0 articles, 0 edits, 0 views\n"),
        "{said}"
    );

    let unknown = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/format-1.legation");
    let output = check(&unknown);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("edit 4: this version does not understand it"),
        "{}",
        stderr(&output)
    );

    write_whole(&path, b"Oman hosts talks.").unwrap();
    let output = check(&path);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(
        stderr(&output).starts_with("legation: Not a Legation project"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn no_window_is_one_sentence() {
    let output = legation()
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let stderr = stderr(&output);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("window"), "{stderr}");
}

//! The walls of the house: who may import whom, and who may touch the outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lowest first. Modules in one row do not know each other.
const FLOORS: &[&[&str]] = &[
    &["model"],
    &["text", "lexicon"],
    &["ingest"],
    &["extract"],
    &["resolve", "layout", "query"],
    &["project"],
    &["export"],
    &["worker"],
    &["cli", "app"],
];

/// A word, and the only places in `src` that may say it outside of tests.
const RESERVED: &[(&str, &[&str])] = &[
    ("egui", &["app/"]),
    ("eframe", &["app/", "main.rs"]),
    ("egui_graphs", &["app/map/"]),
    ("rfd", &["app/"]),
    (
        "serde",
        &[
            "project/file/",
            "project/lock.rs",
            "project/process.rs",
            "project/recovery.rs",
            "export/",
            "cli/layout.rs",
            "app/settings.rs",
        ],
    ),
    ("std::thread", &["worker/", "app/"]),
    ("std::fs", &["ingest/", "project/", "cli/", "bin/"]),
    ("std::net", &[]),
    ("SystemTime", &["project/"]),
];

#[test]
fn imports_run_down_the_floors() {
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(floor) = floor_of(&file.module) else {
            continue;
        };
        for named in crate_names(&file.code) {
            let Some(below) = floor_of(&named) else {
                continue;
            };
            if named != file.module && below >= floor {
                wrong.push(format!(
                    "{} must not import {named} ({})",
                    file.module, file.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_some_touch_the_outside() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (word, places) in RESERVED {
            if says(&file.code, word) && !places.iter().any(|place| file.path.starts_with(place)) {
                wrong.push(format!("src/{} says {word}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_what_it_is() {
    let silent = sources()
        .into_iter()
        .filter(|file| !file.all.starts_with("//!"));
    let silent: Vec<_> = silent.map(|file| file.path).collect();
    assert!(silent.is_empty(), "no module doc: {silent:?}");
}

#[test]
fn every_folder_of_src_has_a_floor() {
    let modules: BTreeSet<_> = sources().into_iter().map(|file| file.module).collect();
    let homeless: Vec<_> = modules
        .iter()
        .filter(|module| floor_of(module).is_none())
        .collect();
    assert_eq!(
        homeless,
        ["bin", "lib.rs", "main.rs"]
            .iter()
            .filter(|known| modules.contains(**known))
            .collect::<Vec<_>>()
    );
}

#[test]
fn the_test_itself_can_see() {
    let code = "use crate::{\n    app::{self, map},\n    model::Span,\n};\nlet x = crate::text::tokens(t);\n";
    assert_eq!(
        crate_names(code).into_iter().collect::<Vec<_>>(),
        ["app", "model", "text"]
    );
    assert!(says("let a = std::fs::read(p);", "std::fs"));
    assert!(says("use std::{fs, io};", "std::fs"));
    assert!(!says("let serde_like = 1;", "serde"));
    assert_eq!(
        code_of("a // std::fs\n#[cfg(test)]\nmod tests { use std::fs; }"),
        "a \n"
    );
}

struct Source {
    /// Relative to `src`, with forward slashes.
    path: String,
    /// First folder of the path, or the file itself.
    module: String,
    all: String,
    /// Without comments and without the tests at the end.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let source = |file: PathBuf| {
        let path = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let module = path.split('/').next().unwrap().to_owned();
        let all = fs::read_to_string(&file).unwrap();
        let code = code_of(&all);
        Source {
            path,
            module,
            all,
            code,
        }
    };
    files.into_iter().map(source).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn code_of(all: &str) -> String {
    let before_tests = all
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    before_tests
        .lines()
        .map(|line| format!("{}\n", line.split("//").next().unwrap_or_default()))
        .collect()
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The modules named after `crate::`, also in lists broken over lines.
fn crate_names(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            names.extend(heads(list));
        } else {
            names.extend(first_word(rest));
        }
    }
    names
}

/// The first word of each member of a `{…}` list, whose opening brace is already gone.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut start, mut members) = (0_i32, 0, Vec::new());
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    members
        .into_iter()
        .filter_map(|member| first_word(member.trim_start()))
        .collect()
}

fn first_word(text: &str) -> Option<String> {
    let end = text
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .unwrap_or(text.len());
    text.get(..end)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

/// Whether `code` says `word` as a path of its own, also as `use std::{fs, io}` for `std::fs`.
fn says(code: &str, word: &str) -> bool {
    let alone = |code: &str, word: &str| {
        code.match_indices(word).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = code[at + word.len()..].chars().next();
            let part = |letter: Option<char>| {
                letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
            };
            !part(before) && !part(after)
        })
    };
    let listed = word.split_once("::").is_some_and(|(root, leaf)| {
        let opening = format!("{root}::{{");
        let mut lists = code
            .match_indices(&opening)
            .map(|(at, found)| &code[at + found.len()..]);
        lists.any(|list| heads(list).iter().any(|name| name == leaf))
    });
    alone(code, word) || listed
}

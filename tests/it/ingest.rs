//! Files that are no articles, and articles in every usual wrapping: each gets its sentence, none hangs.

use std::fs;
use std::path::Path;
use std::process::Command;

use legation::ingest::{IngestError, MAX_BYTES, article, article_files, open};
use legation::model::BlockKind;
use legation::text::is_invisible;

const STORY: &str =
    "Envoys meet in Oslo\r\n\r\nThe envoys met on Friday – and it was late when they “left”.\r\n";

fn refusal(path: &Path) -> String {
    open(path).unwrap_err().to_string()
}

#[test]
fn every_bad_file_gets_its_own_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        let mut file = fs::File::create(&path).unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        path
    };
    let large = write("large.txt", b"");
    fs::File::options()
        .write(true)
        .open(&large)
        .unwrap()
        .set_len(200_000_000)
        .unwrap();
    for (path, wanted) in [
        (write("empty.txt", b""), "The file is empty"),
        (
            write("blank.txt", b" \r\n\t\n"),
            "The file has no words in it",
        ),
        (
            write("paper.txt", b"%PDF-1.4\n..."),
            "This is a PDF; Legation reads .txt and .md files for now: save its text as .txt",
        ),
        (
            write("paper.docx", b"PK\x03\x04 word/document.xml"),
            "This is a Word document (DOCX)",
        ),
        (
            write("noise.txt", &[0, 159, 146, 150, 0, 1, 2, 3, 0, 0]),
            "This is not a text file",
        ),
        (large, "The file is too large: 200 MB"),
        (
            folder.path().join("gone.txt"),
            "The file is no longer there",
        ),
        (folder.path().to_owned(), "This is a folder"),
    ] {
        let message = refusal(&path);
        assert!(message.starts_with(wanted), "{message}");
        let (sentence, place) = message.split_once('\n').unwrap();
        assert!(
            !sentence.contains('\n') && place == path.display().to_string(),
            "what first, where last: {message}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_does_not_hang() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.txt");
    match Command::new("mkfifo").arg(&pipe).status() {
        Ok(status) if status.success() => {
            assert!(refusal(&pipe).starts_with("This is not a file but a device, pipe or socket"));
        }
        _ => assert!(!pipe.exists(), "no mkfifo here"),
    }
    assert!(matches!(
        open(Path::new("/dev/zero")),
        Err(IngestError::NotAFile { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.txt");
    fs::File::create(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever runs this as root may read everything, and reads an empty file.
    let error = open(&path).unwrap_err();
    assert!(
        matches!(
            error,
            IngestError::Unreadable { .. } | IngestError::Empty { .. }
        ),
        "{error}"
    );
}

#[test]
fn every_wrapping_gives_the_same_article() {
    let plain = article("a.txt", STORY.as_bytes()).unwrap();
    assert_eq!(&*plain.text, STORY, "nothing is cleaned");
    let utf16 = |unit: fn(u16) -> [u8; 2]| STORY.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(STORY);
    for bytes in [
        [b"\xef\xbb\xbf", STORY.as_bytes()].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(),
        [vec![0xfe, 0xff], utf16(u16::to_be_bytes)].concat(),
        windows.into_owned(),
    ] {
        let other = article("b.txt", &bytes).unwrap();
        assert_eq!(
            (other.id, &other.blocks, &other.title),
            (plain.id, &plain.blocks, &plain.title)
        );
    }
}

#[test]
fn a_folder_gives_its_articles_in_order() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        article_files(folder.path()),
        Err(IngestError::NoArticles { .. })
    ));
    for name in ["b.txt", "a.MD", "c.pdf", ".hidden.txt"] {
        fs::File::create(folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join("d.txt")).unwrap();
    let names: Vec<_> = article_files(folder.path())
        .unwrap()
        .iter()
        .map(|path| path.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["a.MD", "b.txt"]);
    assert!(matches!(
        article_files(&folder.path().join("gone")),
        Err(IngestError::Vanished { .. })
    ));
}

#[test]
fn only_white_space_is_outside_the_blocks() {
    let pages = [
        STORY.to_owned(),
        "\u{200f}Head\u{ad}line\u{200e}\n\n• English\n• Arabic\n\nOSLO (AFP) – The envoys met on Friday and left in the night. AFP\n\nPhoto: AFP\n".repeat(3),
        "---\ntitle: x\n---\n# Head\n![Two envoys / AFP](a.png) tail\n| a | b |\n|---|---|\n> quoted\n```\ncode\n```\n[1]: http://example.org\n".to_owned(),
        "a\n".repeat(60_000),
        "one line of words. ".repeat(20_000),
    ];
    for (page, name) in pages
        .iter()
        .flat_map(|page| [(page, "a.txt"), (page, "a.md")])
    {
        let article = article(name, page.as_bytes()).unwrap();
        let mut end = 0;
        for block in &article.blocks {
            assert!(
                end <= block.span.start() && !block.span.of(page).is_empty(),
                "{block:?} of {name}"
            );
            assert!(
                page[end..block.span.start()]
                    .chars()
                    .all(|c| c.is_whitespace() || is_invisible(c))
            );
            end = block.span.end();
        }
        assert!(
            page[end..]
                .chars()
                .all(|c| c.is_whitespace() || is_invisible(c))
        );
        assert!(
            article
                .blocks
                .iter()
                .any(|block| block.kind == BlockKind::Body)
        );
    }
}

#[test]
fn a_large_article_is_read_and_a_larger_one_is_not() {
    let line = "The envoys met in Oslo on Friday. ";
    let large = line.repeat(MAX_BYTES as usize / line.len() / 10);
    assert_eq!(article("a.txt", large.as_bytes()).unwrap().blocks.len(), 1);
    let larger = line.repeat(MAX_BYTES as usize / line.len() + 1);
    assert!(matches!(
        article("a.txt", larger.as_bytes()),
        Err(IngestError::TooLarge { .. })
    ));
}

//! Bytes to text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_2, ISO_8859_8, KOI8_R, SHIFT_JIS, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
};

use crate::model::Note;

/// A text as decoded, and what had to be guessed.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub note: Option<Note>,
}

/// Bytes by which other formats are known, and what people call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM\0", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"bplist", "a web archive"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
];

/// What a guess may be: the encodings in which people still save text. Anything else is read as the first.
const LEGACY: &[(&Encoding, &str)] = &[
    (WINDOWS_1252, "Western European"),
    (WINDOWS_1256, "Arabic"),
    (WINDOWS_1251, "Cyrillic"),
    (WINDOWS_1250, "Central European"),
    (WINDOWS_1253, "Greek"),
    (WINDOWS_1254, "Turkish"),
    (WINDOWS_1255, "Hebrew"),
    (WINDOWS_1257, "Baltic"),
    (ISO_8859_2, "Central European"),
    (ISO_8859_8, "Hebrew"),
    (KOI8_R, "Cyrillic"),
    (GBK, "Chinese"),
    (BIG5, "Chinese"),
    (SHIFT_JIS, "Japanese"),
    (EUC_JP, "Japanese"),
    (EUC_KR, "Korean"),
];

/// So many bytes are enough to tell encodings apart.
const SAMPLE: usize = 1 << 18;

/// The text of `bytes`, or what they are instead.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if let Some(what) = other_format(bytes) {
        return Err(what);
    }
    let (text, note) = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        let (text, damaged) = encoding.decode_without_bom_handling(body);
        (text, damaged.then(damage))
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        (text, damaged.then(damage))
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), None)
    } else if is_binary(bytes) {
        return Err("not a text file");
    } else if is_damaged_utf8(bytes) {
        (String::from_utf8_lossy(bytes), Some(damage()))
    } else {
        let (encoding, script) = guess(bytes);
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let what = format!(
            "The file does not say how its letters are encoded; it was read as {} ({script}).",
            encoding.name()
        );
        (text, Some(Note { span: None, what }))
    };
    if is_binary(text.as_bytes()) {
        return Err("not a text file");
    }
    Ok(Decoded { text, note })
}

fn damage() -> Note {
    let what = "Some characters of the file are damaged; they are shown as \u{fffd}.".to_owned();
    Note { span: None, what }
}

fn other_format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        let head = bytes.get(..bytes.len().min(4096))?;
        let holds = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
        return Some(if holds(b"word/") {
            "a Word document (DOCX)"
        } else if holds(b"xl/") {
            "an Excel workbook"
        } else if holds(b"opendocument.text") {
            "an OpenDocument text"
        } else if holds(b"epub") {
            "an EPUB book"
        } else {
            "a Word document or a ZIP archive"
        });
    }
    if bytes.get(8..12) == Some(b"WEBP") && bytes.starts_with(b"RIFF") {
        return Some("a picture (WebP)");
    }
    let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    found.map(|&(_, what)| what)
}

/// UTF-16 has a NUL in every other byte of Latin text, and in its spaces and line ends whatever the script.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    if !sample.contains(&0) {
        return None;
    }
    let pairs = sample.len() / 2;
    let usual =
        |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0x6ff | 0x2010..=0x203a);
    let share = |unit: fn([u8; 2]) -> u16| {
        let (units, _) = sample.as_chunks::<2>();
        let n = units.iter().filter(|&&pair| usual(unit(pair))).count();
        n * 10 >= pairs * 9
    };
    match (share(u16::from_le_bytes), share(u16::from_be_bytes)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Control characters that no text has: more than a stray one.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |b: u8| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_control = bytes.iter().filter(|&&b| control(b)).count();
    n_control > 1 && n_control * 200 > bytes.len() || bytes.iter().filter(|&&b| b == 0).count() > 8
}

/// UTF-8 with few errors, such as one cut off at the end, and more good characters than bad ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good > 4 * n_bad
}

fn guess(bytes: &[u8]) -> (&'static Encoding, &'static str) {
    let first = bytes.iter().position(|&b| b >= 0x80).unwrap_or(0);
    let from = first.saturating_sub(SAMPLE / 4);
    let sample = bytes
        .get(from..bytes.len().min(from + SAMPLE))
        .unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    debug_assert_ne!(guessed, UTF_8, "UTF-8 was tried before");
    let known = LEGACY.iter().find(|(encoding, _)| *encoding == guessed);
    known.copied().unwrap_or((WINDOWS_1252, "Western European"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let decoded = decode(bytes).unwrap_or_else(|what| panic!("{what}"));
        (decoded.text.into_owned(), decoded.note.is_some())
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_usual_encoding_gives_the_same_text() {
        let news = "The “talks” – in Zürich – went on.\r\nنعم لا، في وقت ما";
        assert_eq!(text(news.as_bytes()), (news.to_owned(), false));
        let marked = format!("\u{feff}{news}");
        assert_eq!(text(marked.as_bytes()), (news.to_owned(), false));
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(
                text(&utf16(&marked, unit)),
                (news.to_owned(), false),
                "with a mark"
            );
            assert_eq!(
                text(&utf16(news, unit)),
                (news.to_owned(), false),
                "without a mark"
            );
        }
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said_so() {
        let western = "The envoy’s “full” reply – Señor Núñez, façade, Zürich – came late.";
        let (bytes, _, _) = WINDOWS_1252.encode(western);
        assert_eq!(text(&bytes), (western.to_owned(), true));
        let arabic =
            "التقى وزير الخارجية نظيره في العاصمة يوم الجمعة، وبحثا سبل التعاون بين البلدين.";
        let (bytes, _, _) = WINDOWS_1256.encode(arabic);
        assert_eq!(text(&bytes), (arabic.to_owned(), true));
    }

    #[test]
    fn a_character_cut_off_is_no_other_encoding() {
        let cut = "نعم، في وقت ما".as_bytes();
        let (read, noted) = text(&cut[..cut.len() - 1]);
        assert!(read.starts_with("نعم") && read.ends_with('\u{fffd}') && noted);
    }

    #[test]
    fn other_formats_are_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7 \n"[..], "a PDF"),
            (
                b"PK\x03\x04..........[Content_Types].xml word/document.xml",
                "a Word document (DOCX)",
            ),
            (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
            (&[0, 1, 2, 3, 0, 0, 200, 17, 4, 0], "not a text file"),
            (&[0; 64], "not a text file"),
        ] {
            assert_eq!(decode(bytes).err(), Some(what));
        }
    }
}

//! Font files of the system, for scripts that the bundled fonts lack: found by name in the usual folders, never parsed for taste.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of fonts are not deeper than this.
const DEEPEST: usize = 5;
/// Larger files are not fonts one would want in memory.
const LARGEST: u64 = 80_000_000;

/// A script that Inter cannot write.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Script {
    Arabic,
    Hebrew,
    Han,
    Kana,
    Hangul,
}

impl Script {
    pub const ALL: &[Self] = &[
        Self::Arabic,
        Self::Hebrew,
        Self::Han,
        Self::Kana,
        Self::Hangul,
    ];

    /// The script of a letter; `None` for those that every font has, or that nobody asked for yet.
    pub const fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Some(Self::Hebrew),
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => Some(Self::Arabic),
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' => Some(Self::Han),
            '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}' => Some(Self::Kana),
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Some(Self::Hangul),
            _ => None,
        }
    }

    /// "Arabic", for a message.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Arabic => "Arabic",
            Self::Hebrew => "Hebrew",
            Self::Han => "Chinese",
            Self::Kana => "Japanese",
            Self::Hangul => "Korean",
        }
    }

    /// Names of files that hold the script, best first, without weight and ending.
    const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Arabic => &[
                "notosansarabic",
                "notosansarabicui",
                "notonaskharabic",
                "sfarabic",
                "geezapro",
                "segoeui",
                "tahoma",
                "dejavusans",
                "freesans",
                "arial",
            ],
            Self::Hebrew => &[
                "notosanshebrew",
                "sfhebrew",
                "arialhb",
                "segoeui",
                "dejavusans",
                "liberationsans",
                "freesans",
                "arial",
            ],
            Self::Han => &[
                "notosanscjk",
                "notosanscjksc",
                "notosanssc",
                "sourcehansanssc",
                "pingfang",
                "hiraginosansgb",
                "msyh",
                "wqymicrohei",
                "wqyzenhei",
                "droidsansfallbackfull",
                "simsun",
                "uming",
                "arialunicode",
            ],
            Self::Kana => &[
                "notosanscjk",
                "notosanscjkjp",
                "notosansjp",
                "sourcehansansjp",
                "hiraginosansw3",
                "ヒラギノ角ゴシックw3",
                "yugothr",
                "msgothic",
                "ipagothic",
                "ipag",
                "wqymicrohei",
                "droidsansfallbackfull",
            ],
            Self::Hangul => &[
                "notosanscjk",
                "notosanscjkkr",
                "notosanskr",
                "sourcehansanskr",
                "applesdgothicneo",
                "malgun",
                "nanumgothic",
                "wqymicrohei",
                "droidsansfallbackfull",
            ],
        }
    }
}

/// The folders where this system keeps its fonts, the user's own first.
pub fn font_folders() -> Vec<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    let own = [".local/share/fonts", ".fonts", "Library/Fonts"].map(|folder| home.join(folder));
    let windows = std::env::var_os("WINDIR").map(|folder| PathBuf::from(folder).join("Fonts"));
    let shared = [
        "/usr/local/share/fonts",
        "/usr/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    let shared = shared.iter().map(PathBuf::from);
    own.into_iter().chain(windows).chain(shared).collect()
}

/// The best font for a script in these folders; `None` where there is none that can be read.
pub fn font_for(script: Script, folders: &[PathBuf]) -> Option<Vec<u8>> {
    let mut known = BTreeMap::new();
    for folder in folders {
        collect(folder, DEEPEST, &mut known);
    }
    let mut names = script.files().iter();
    names.find_map(|name| {
        let bytes = fs::read(known.get(*name)?).ok()?;
        is_font(&bytes).then_some(bytes)
    })
}

/// Files by bare name, the regular weight of each.
fn collect(folder: &Path, deepest: usize, known: &mut BTreeMap<String, PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if deepest > 0 {
                collect(&path, deepest - 1, known);
            }
            continue;
        }
        let small = fs::metadata(&path).is_ok_and(|about| about.len() <= LARGEST);
        if let (true, Some(name)) = (small, bare(&path)) {
            known.entry(name).or_insert(path);
        }
    }
}

/// "notosansarabic" for "NotoSansArabic-Regular.ttf" and "NotoSansArabic[wdth,wght].ttf"; `None` for other weights.
fn bare(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    if !["ttf", "ttc", "otf", "otc"].contains(&ending.as_str()) {
        return None;
    }
    let stem = path.file_stem()?.to_str()?.to_lowercase();
    let stem = stem.split('[').next()?;
    let stem = stem.strip_suffix("-regular").unwrap_or(stem);
    Some(stem.chars().filter(|c| c.is_alphanumeric()).collect())
}

/// Whether a file looks whole: egui ends the program on a font that it cannot parse.
fn is_font(bytes: &[u8]) -> bool {
    let number = |at: usize, n: usize| {
        let digits = bytes.get(at..at + n)?.iter();
        Some(digits.fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    };
    let first = match bytes.get(..4) {
        Some(b"ttcf") => number(12, 4),
        Some([0, 1, 0, 0] | b"OTTO" | b"true") => Some(0),
        _ => None,
    };
    let Some((first, n_tables)) = first.and_then(|at| Some((at, number(at + 4, 2)?))) else {
        return false;
    };
    let has = |wanted: &[u8; 4]| {
        (0..n_tables).any(|table| {
            let at = first + 12 + 16 * table;
            let (Some(tag), Some(from), Some(length)) =
                (bytes.get(at..at + 4), number(at + 8, 4), number(at + 12, 4))
            else {
                return false;
            };
            tag == wanted && bytes.get(from..from + length).is_some()
        })
    };
    [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"]
        .into_iter()
        .all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_know_their_script() {
        for (letters, expected) in [
            ("عباس", Some(Script::Arabic)),
            ("گفت", Some(Script::Arabic)),
            ("נתניהו", Some(Script::Hebrew)),
            ("王毅", Some(Script::Han)),
            ("ウクライナ", Some(Script::Kana)),
            ("김정은", Some(Script::Hangul)),
            ("Лавров Δένδιας Āzəŕ 12", None),
        ] {
            for letter in letters.chars() {
                assert_eq!(Script::of(letter), expected, "{letter}");
            }
        }
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "fonts of a test are nobody's work"
    )]
    fn the_best_readable_font_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("truetype/some");
        fs::create_dir_all(&inner).unwrap();
        let whole = include_bytes!("../../assets/fonts/Inter-Regular.otf");
        let folders = [folder.path().to_owned()];
        assert_eq!(font_for(Script::Hebrew, &folders), None, "nothing there");
        fs::write(inner.join("DejaVuSans.ttf"), whole).unwrap();
        fs::write(inner.join("DejaVuSans-Bold.ttf"), b"bold").unwrap();
        // A better one, cut short.
        fs::write(inner.join("NotoSansHebrew-Regular.ttf"), &whole[..9000]).unwrap();
        let found = font_for(Script::Hebrew, &folders);
        assert!(found.is_some_and(|bytes| bytes == whole));
        assert_eq!(font_for(Script::Han, &folders), None);
    }

    #[test]
    fn weights_are_told_apart() {
        for (name, expected) in [
            ("NotoSansArabic-Regular.ttf", Some("notosansarabic")),
            ("NotoSansArabic[wdth,wght].ttf", Some("notosansarabic")),
            ("NotoSansArabic-Bold.ttf", Some("notosansarabicbold")),
            ("wqy-zenhei.ttc", Some("wqyzenhei")),
            ("readme.txt", None),
        ] {
            assert_eq!(bare(Path::new(name)).as_deref(), expected, "{name}");
        }
    }
}

//! From the text of a file of any format to the structs of the newest, one step at a time.
//!
//! A format 2 gets a `v2.rs`, a step `v2::File::from(v1::File)`, and an arm in [`read`]; `v1.rs` then only ever reads.

use std::path::Path;

use serde::Deserialize;
use serde_json::error::Category;

use crate::project::ProjectError;
use crate::project::file::v1;

/// The format that is written.
pub(super) const CURRENT: u64 = 1;

/// Why a text is no project, before it is known where it came from.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Fault {
    Foreign(&'static str),
    Damaged(String),
    Newer(u64),
}

impl Fault {
    pub fn at(self, path: &Path) -> ProjectError {
        let path = path.to_owned();
        match self {
            Self::Foreign(why) => ProjectError::Foreign { path, why },
            Self::Damaged(what) => ProjectError::Damaged { path, what },
            Self::Newer(format) => ProjectError::Newer { path, format },
        }
    }
}

/// Reads a file of any format this version knows.
pub(super) fn read(text: &str) -> Result<v1::File, Fault> {
    match format_of(text)? {
        1 => serde_json::from_str(text).map_err(|error| damage(&error)),
        format => Err(Fault::Newer(format)),
    }
}

fn format_of(text: &str) -> Result<u64, Fault> {
    #[derive(Deserialize)]
    struct Header {
        format: Option<serde_json::Value>,
    }
    let header: Header = serde_json::from_str(text).map_err(|error| {
        // A project begins `{"format":`, so one that was cut short still shows what it was.
        let begins = text.trim_start().strip_prefix('{').map(str::trim_start);
        match (begins, error.classify()) {
            (Some(rest), Category::Syntax | Category::Eof) if rest.starts_with("\"format\"") => {
                damage(&error)
            }
            (_, Category::Data) => Fault::Foreign("\"format\" is missing"),
            _ => Fault::Foreign("the file holds something else"),
        }
    })?;
    let format = header.format.as_ref().and_then(serde_json::Value::as_u64);
    match format {
        None => Err(Fault::Foreign("\"format\" is missing")),
        Some(0) => Err(Fault::Foreign("there is no format 0")),
        Some(format) => Ok(format),
    }
}

fn damage(error: &serde_json::Error) -> Fault {
    Fault::Damaged(if error.is_eof() {
        format!("it ends too early, in line {}", error.line())
    } else {
        error.to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_foreign_or_damaged_text_is_told_apart() {
        let foreign = |text| matches!(read(text), Err(Fault::Foreign(_)));
        let damaged = |text| matches!(read(text), Err(Fault::Damaged(_)));
        for text in [
            "{}",
            "[]",
            "null",
            "Oman hosts talks.",
            "\0\0\0",
            "{\"a\":1}",
            r#"{"format":"tea"}"#,
            r#"{"format":0}"#,
        ] {
            assert!(foreign(text), "{text}");
        }
        for text in [
            r#"{"format":1"#,
            r#"{"format":1,"articles":["#,
            r#"{"format":1}"#,
            r#"{"format":1,"articles":[],"journal":7,"views":[]}"#,
        ] {
            assert!(damaged(text), "{text}");
        }
        assert_eq!(
            read(r#"{"format":2,"wonders":[]}"#).unwrap_err(),
            Fault::Newer(2)
        );
    }
}

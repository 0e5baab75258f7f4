//! The last good versions of a project, kept beside it for whoever asks for that.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::project::file::load;

/// How many are kept.
pub const N_VERSIONS: usize = 3;

/// Where version `number` of a project stands; 1 is the last one before this.
pub fn version_path(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}.back-{number}.legation"))
}

/// Puts the file as it is now before the versions kept so far and lets go of the oldest. A file that is missing or damaged
/// pushes no good one out. Says whether it was kept.
pub fn keep_version(path: &Path) -> io::Result<bool> {
    if load(path).is_err() {
        return Ok(false);
    }
    let real = fs::canonicalize(path)?;
    for number in (1..N_VERSIONS).rev() {
        let older = version_path(&real, number);
        if older.exists() {
            fs::rename(older, version_path(&real, number + 1))?;
        }
    }
    // A copy, since the file itself stays until the new one takes its name.
    fs::copy(&real, version_path(&real, 1))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Project, save, write_whole};

    #[test]
    fn the_last_three_good_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("affair.v2.legation");
        assert!(!keep_version(&path).unwrap(), "nothing there yet");
        let titled = |title: &str| Project {
            title: title.to_owned(),
            ..Project::default()
        };
        for title in ["a", "b", "c", "d", "e"] {
            keep_version(&path).unwrap();
            save(&titled(title), &path).unwrap();
        }
        write_whole(&path, b"{damaged").unwrap();
        assert!(!keep_version(&path).unwrap());
        let titles: Vec<_> = (1..=N_VERSIONS)
            .map(|number| load(&version_path(&path, number)).unwrap().project.title)
            .collect();
        assert_eq!(titles, ["d", "c", "b"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}

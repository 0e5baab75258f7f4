//! Whether a file is still the one that was read or written.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

/// A file as it was: its length and time, and its content, since a clock may stand still.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    n_bytes: u64,
    changed: Option<SystemTime>,
    content: [u8; 32],
}

impl Stamp {
    pub fn of(path: &Path) -> io::Result<Self> {
        let about = fs::metadata(path)?;
        let mut hasher = Sha256::new();
        io::copy(&mut File::open(path)?, &mut Hashing(&mut hasher))?;
        Ok(Self {
            n_bytes: about.len(),
            changed: about.modified().ok(),
            content: hasher.finalize().into(),
        })
    }

    /// Whether the file holds something else now. One that is gone is not changed: writing it again takes nothing away.
    pub fn is_outdated(&self, path: &Path) -> bool {
        let Ok(about) = fs::metadata(path) else {
            return false;
        };
        if about.len() == self.n_bytes && about.modified().ok() == self.changed {
            return false;
        }
        Self::of(path).is_ok_and(|now| now.content != self.content)
    }
}

struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::write_whole;

    #[test]
    fn another_content_is_noticed_and_another_time_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        write_whole(&path, b"one").unwrap();
        let stamp = Stamp::of(&path).unwrap();
        assert!(!stamp.is_outdated(&path));
        write_whole(&path, b"one").unwrap();
        assert!(!stamp.is_outdated(&path), "written again as it was");
        write_whole(&path, b"two").unwrap();
        assert!(stamp.is_outdated(&path));
        fs::remove_file(&path).unwrap();
        assert!(!stamp.is_outdated(&path));
    }
}

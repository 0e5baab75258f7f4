//! Two windows on one project: a small file beside it says who has it open.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::project::process::Process;
use crate::project::write_whole;

/// Held while a project is open; the file goes when this does.
#[derive(Debug)]
pub struct Lock {
    file: PathBuf,
}

/// Who else has the project open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    pub host: String,
    pub process: u32,
    /// It is another machine's, so that nobody here can say whether it still runs.
    pub elsewhere: bool,
}

#[derive(Serialize, Deserialize)]
struct Record {
    process: Process,
}

impl Lock {
    /// Takes the project at `path`, or says who has it. What a process left behind that runs no more is nobody's.
    /// Where no lock can be written (a read-only folder) nobody is kept out: `None`.
    pub fn take(path: &Path) -> Result<Option<Self>, Holder> {
        match holder(path) {
            Some(holder) => Err(holder),
            None => Ok(Self::take_anyway(path)),
        }
    }

    /// Takes it from whoever has it.
    pub fn take_anyway(path: &Path) -> Option<Self> {
        let file = lock_path(path)?;
        let record = Record {
            process: Process::this(),
        };
        let bytes = serde_json::to_vec(&record).ok()?;
        write_whole(&file, &bytes).ok()?;
        Some(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Whoever took it over since keeps it.
        if read(&self.file).is_none_or(|process| process == Process::this()) {
            fs::remove_file(&self.file).ok();
        }
    }
}

/// Who has the project at `path` open, this process excepted.
pub fn holder(path: &Path) -> Option<Holder> {
    let process = read(&lock_path(path)?)?;
    if process == Process::this() || process.runs() == Some(false) {
        return None;
    }
    Some(Holder {
        elsewhere: process.host != Process::this().host,
        host: process.host,
        process: process.id,
    })
}

fn read(file: &Path) -> Option<Process> {
    let record: Record = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    Some(record.process)
}

/// `.affair.legation.lock` beside the file itself, whatever link leads there.
fn lock_path(path: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = real.file_name()?.to_string_lossy().into_owned();
    Some(real.with_file_name(format!(".{name}.lock")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_by(process: &Process, path: &Path) {
        let record = Record {
            process: process.clone(),
        };
        let bytes = serde_json::to_vec(&record).unwrap();
        write_whole(&lock_path(path).unwrap(), &bytes).unwrap();
    }

    #[test]
    fn one_holds_it_and_lets_it_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        let lock = Lock::take(&path).unwrap().unwrap();
        assert_eq!(holder(&path), None, "that is this process itself");
        assert!(lock.file.exists());
        drop(lock);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_dead_process_left_is_nobodys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        let mut child = std::process::Command::new("sleep")
            .arg("30")
            .spawn()
            .unwrap();
        let living = Process::of(child.id());
        left_by(&living, &path);
        let holder = Lock::take(&path).unwrap_err();
        assert_eq!((holder.process, holder.elsewhere), (child.id(), false));
        child.kill().unwrap();
        child.wait().unwrap();
        let lock = Lock::take(&path).unwrap().unwrap();
        // Another window takes it over: it stays that one's.
        let mut elsewhere = living;
        elsewhere.host = "elsewhere".to_owned();
        left_by(&elsewhere, &path);
        drop(lock);
        assert!(Lock::take(&path).unwrap_err().elsewhere);
        write_whole(&lock_path(&path).unwrap(), b"no lock").unwrap();
        assert!(
            Lock::take(&path).unwrap().is_some(),
            "nonsense locks nobody out"
        );
    }
}

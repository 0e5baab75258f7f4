//! A file appears whole under its name, or what stood there before stays.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::project::file::leftovers;

/// Why a file was not written; what stood there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("The disk is full: free some space, or save in another place\n{}", path.display())]
    DiskFull { path: PathBuf, source: io::Error },
    #[error("Writing is not allowed here: save under another name or in another folder\n{}", path.display())]
    Protected { path: PathBuf, source: io::Error },
    #[error("The folder does not exist (any more): save in another one\n{}", path.display())]
    FolderGone { path: PathBuf, source: io::Error },
    #[error("This is a folder: give a file name\n{}", path.display())]
    Folder { path: PathBuf },
    #[error("Cannot write the file ({source}): save in another place\n{}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
}

/// What a save does to the disk, in this order. Each may fail by itself, and tests let each do so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Look,
    Create,
    /// From this byte on.
    Write(usize),
    Mode,
    Sync,
    Rename,
    SyncFolder,
}

/// Asked before each step; an error is taken for one of the disk.
pub type Faults<'a> = &'a dyn Fn(Step) -> io::Result<()>;

/// Bytes written between two looks at [`Faults`].
const CHUNK: usize = 64 << 10;

/// Writes a temporary file beside `path`, brings it to the disk and renames it over `path`. Follows symbolic links and keeps
/// the mode of the file it replaces. What is no regular file (`/dev/stdout`, a pipe) is written to as it is.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_whole_with(path, bytes, &|_| Ok(()))
}

/// As [`write_whole`], on a disk with faults.
pub fn write_whole_with(path: &Path, bytes: &[u8], faults: Faults) -> Result<(), WriteError> {
    replace(path, bytes, faults).map_err(|error| in_words(path, error))
}

fn in_words(path: &Path, source: io::Error) -> WriteError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => WriteError::DiskFull { path, source },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            WriteError::Protected { path, source }
        }
        ErrorKind::NotFound | ErrorKind::NotADirectory => WriteError::FolderGone { path, source },
        ErrorKind::IsADirectory => WriteError::Folder { path },
        _ => WriteError::Unwritable { path, source },
    }
}

fn replace(path: &Path, bytes: &[u8], faults: Faults) -> io::Result<()> {
    faults(Step::Look)?;
    let target = link_target(path)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(old) if !old.is_file() => {
            return OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(bytes);
        }
        // A rename would go through all the same, but whoever protects a file means it.
        Ok(old) if old.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        Ok(old) => Some(old.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    faults(Step::Create)?;
    let (mut file, temporary) = create_beside(folder)?;
    let written = fill(&mut file, bytes, old, faults).and_then(|()| {
        faults(Step::Rename)?;
        fs::rename(&temporary, &target)
    });
    if let Err(error) = written {
        // The first error is the one to tell; a temporary file too many harms nobody.
        fs::remove_file(&temporary).ok();
        return Err(error);
    }
    sync_folder(folder, faults)
}

fn fill(
    file: &mut File,
    bytes: &[u8],
    mode: Option<fs::Permissions>,
    faults: Faults,
) -> io::Result<()> {
    for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
        faults(Step::Write(number * CHUNK))?;
        file.write_all(chunk)?;
    }
    faults(Step::Mode)?;
    if let Some(mode) = mode {
        file.set_permissions(mode)?;
    }
    faults(Step::Sync)?;
    file.sync_all()
}

/// The new name reaches the disk with its folder. Some file systems cannot do that on demand, and some folders may not be
/// opened; the file is in place anyway. A disk that fails at it is named.
fn sync_folder(folder: &Path, faults: Faults) -> io::Result<()> {
    let synced = faults(Step::SyncFolder)
        .and_then(|()| File::open(folder))
        .and_then(|folder| folder.sync_all());
    match synced {
        Err(error)
            if error.raw_os_error() == Some(EIO) || error.kind() == ErrorKind::StorageFull =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

/// "Input/output error", for which the standard library has no name.
const EIO: i32 = 5;

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Where a chain of symbolic links ends, also if nothing is there yet.
fn link_target(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MAX_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&target) else {
            return Ok(target);
        };
        target = target
            .parent()
            .map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    Err(io::Error::other("symbolic links that lead in a circle"))
}

/// A new empty file of a name that nobody uses.
fn create_beside(folder: &Path) -> io::Result<(File, PathBuf)> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(leftovers::name(number));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        write_whole(&path, b"old and longer").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names_in(folder.path()), ["map.legation"]);
    }

    #[test]
    fn a_fault_at_any_step_leaves_a_whole_file_and_nothing_else() {
        const ENOSPC: i32 = 28;
        const EACCES: i32 = 13;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        let new = vec![b'n'; 3 * CHUNK - 1];
        let mut steps = Vec::new();
        let seen = std::cell::RefCell::new(&mut steps);
        write_whole_with(&path, &new, &|step| {
            seen.borrow_mut().push(step);
            Ok(())
        })
        .unwrap();
        assert_eq!(steps.len(), 9, "{steps:?}");
        for failing in steps {
            for code in [ENOSPC, EIO, EACCES] {
                write_whole(&path, b"old").unwrap();
                let result = write_whole_with(&path, &new, &|step| match step == failing {
                    true => Err(io::Error::from_raw_os_error(code)),
                    false => Ok(()),
                });
                assert_eq!(names_in(folder.path()), ["map.legation"]);
                let now = fs::read(&path).unwrap();
                if failing == Step::SyncFolder {
                    assert!(now == new, "it is in place by then");
                    assert_eq!(result.is_err(), code != EACCES);
                    continue;
                }
                assert_eq!(now, b"old", "{failing:?} {code}");
                let message = result.unwrap_err().to_string();
                let expected = match code {
                    ENOSPC => "The disk is full: free some space, or save in another place",
                    EACCES => "Writing is not allowed here: save under another name",
                    _ => "Cannot write the file (Input/output error",
                };
                assert!(message.starts_with(expected), "{message}");
                assert!(message.ends_with("map.legation"), "{message}");
            }
        }
    }

    #[test]
    fn a_disk_that_is_really_full() {
        let full = Path::new("/dev/full");
        if full.exists() {
            let error = write_whole(full, b"x").unwrap_err();
            assert!(matches!(error, WriteError::DiskFull { .. }), "{error}");
        }
    }

    #[test]
    fn places_that_cannot_be_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let gone = write_whole(&folder.path().join("gone/map.legation"), b"x");
        assert!(
            matches!(gone, Err(WriteError::FolderGone { .. })),
            "{gone:?}"
        );
        let is_folder = write_whole(folder.path(), b"x");
        assert!(
            matches!(is_folder, Err(WriteError::Folder { .. })),
            "{is_folder:?}"
        );
        let path = folder.path().join("kept.legation");
        write_whole(&path, b"old").unwrap();
        let mut mode = fs::metadata(&path).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&path, mode).unwrap();
        let protected = write_whole(&path, b"new");
        assert!(
            matches!(protected, Err(WriteError::Protected { .. })),
            "{protected:?}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_the_mode_is_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.legation");
        let link = folder.path().join("link.legation");
        symlink("real.legation", &link).unwrap();
        write_whole(&link, b"through a link to nothing yet").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        write_whole(&link, b"new").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&real).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        assert!(write_whole(&circle, b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_as_it_is() {
        write_whole(Path::new("/dev/null"), b"x").unwrap();
    }
}

//! A file appears whole under its name, or what stood there before stays.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

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

/// Writes a temporary file beside `path`, brings it to the disk and renames it over `path`. Follows symbolic links and keeps
/// the mode of the file it replaces. What is no regular file (`/dev/stdout`, a pipe) is written to as it is.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    replace(path, |file| file.write_all(bytes)).map_err(|error| in_words(path, error))
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

fn replace(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let target = link_target(path)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(old) if !old.is_file() => {
            return fill(&mut OpenOptions::new().write(true).open(&target)?);
        }
        // A rename would go through all the same, but whoever protects a file means it.
        Ok(old) if old.permissions().readonly() => return Err(ErrorKind::PermissionDenied.into()),
        Ok(old) => Some(old),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (mut file, temporary) = create_beside(folder)?;
    let written = fill(&mut file)
        .and_then(|()| old.map_or(Ok(()), |old| file.set_permissions(old.permissions())))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, &target));
    if let Err(error) = written {
        // The first error is the one to tell; a temporary file too many harms nobody.
        fs::remove_file(&temporary).ok();
        return Err(error);
    }
    // The new name reaches the disk with its folder. Some file systems cannot do that on demand; the file is in place anyway.
    File::open(folder).and_then(|folder| folder.sync_all()).ok();
    Ok(())
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
        let path = folder.join(format!(".legation-{}-{number}.tmp", process::id()));
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
    fn a_full_disk_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.legation");
        write_whole(&path, b"old").unwrap();
        let full = replace(&path, |file| {
            file.write_all(b"ha")?;
            Err(ErrorKind::StorageFull.into())
        });
        let error = in_words(&path, full.unwrap_err());
        assert!(matches!(error, WriteError::DiskFull { .. }), "{error}");
        assert!(error.to_string().starts_with("The disk is full"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["map.legation"]);
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

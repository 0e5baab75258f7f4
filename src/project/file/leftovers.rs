//! Temporary files: what they are called, and what a process that was killed left of them.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::project::process::Process;

/// What another machine left may still be written there, but not for this long.
const SURELY_LEFT: Duration = Duration::from_secs(24 * 60 * 60);

/// A name that no other process anywhere uses for its file number `number`.
pub(super) fn name(number: u64) -> String {
    let Process { host, id, .. } = Process::this();
    format!(".legation-{}-{id}-{number}.tmp", plain(&host))
}

/// Takes away what processes that run no more left half-written in a folder: our own kind of file only.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.file_name();
        let is_file = entry.file_type().is_ok_and(|sort| sort.is_file());
        let Some((host, id)) = maker(&file.to_string_lossy()).filter(|_| is_file) else {
            continue;
        };
        let age = entry.metadata().and_then(|about| about.modified()).ok();
        let age = age.and_then(|then| then.elapsed().ok());
        let is_old = age.is_some_and(|age| age > SURELY_LEFT);
        let is_dead = host == plain(&Process::this().host) && Process::of(id).runs() == Some(false);
        if is_dead || is_old {
            // One that cannot be taken away harms nobody.
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// The machine and process that made a temporary file of this name.
fn maker(name: &str) -> Option<(String, u32)> {
    let inner = name.strip_prefix(".legation-")?.strip_suffix(".tmp")?;
    let (rest, number) = inner.rsplit_once('-')?;
    number.parse::<u64>().ok()?;
    // The first versions left the machine out.
    let (host, id) = rest.rsplit_once('-').unwrap_or(("", rest));
    Some((host.to_owned(), id.parse().ok()?))
}

fn plain(host: &str) -> String {
    let letters = host.chars();
    letters
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_dead_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let host = plain(&Process::this().host);
        let own = name(7);
        // No process has such a number.
        let dead = format!(".legation-{host}-4194305-0.tmp");
        let elsewhere = ".legation-elsewhere_-4194305-0.tmp".to_owned();
        let others = [
            ".legation-x.tmp",
            "legation-1-2.tmp",
            ".legation-1-2.tmp.txt",
            "map.tmp",
        ];
        let others = others.map(str::to_owned);
        let kept: Vec<String> = [own, elsewhere].into_iter().chain(others).collect();
        for name in kept.iter().chain([&dead]) {
            fs::File::create(folder.path().join(name)).unwrap();
        }
        sweep(folder.path());
        for name in &kept {
            assert!(folder.path().join(name).exists(), "{name}");
        }
        if Process::this().runs() == Some(true) {
            assert!(!folder.path().join(&dead).exists());
        }
        let long_ago = std::time::SystemTime::now() - 2 * SURELY_LEFT;
        for name in &kept {
            let file = fs::File::options()
                .write(true)
                .open(folder.path().join(name));
            file.unwrap().set_modified(long_ago).unwrap();
        }
        sweep(folder.path());
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 4, "what is no file of ours stays for ever");
    }
}

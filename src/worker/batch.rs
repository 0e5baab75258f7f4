//! Many files at once, in parallel, with results that do not show it; one bad file harms no other.

use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use rayon::prelude::*;

use crate::extract;
use crate::ingest;
use crate::lexicon::Lexicon;
use crate::model::{Article, Reading};

/// A file that could not be used, and why, in one sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub path: PathBuf,
    pub what: String,
}

/// Does `work` for each number below `n` side by side; hands the results over on this thread, in order.
pub fn in_order<T: Send>(
    n: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T),
) {
    let (sender, results) = mpsc::channel();
    rayon::in_place_scope_fifo(|scope| {
        for at in 0..n {
            let (sender, work) = (sender.clone(), &work);
            // The receiver outlives the scope: sending cannot fail.
            scope.spawn_fifo(move |_| drop(sender.send((at, work(at)))));
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (at, result) in &results {
            early.insert(at, result);
            while let Some(result) = early.remove(&next) {
                each(next, result);
                next += 1;
            }
        }
    });
}

/// The files to open, sorted and without doubles: the articles of a folder in the place of the folder.
pub fn files_of(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match ingest::article_files(path) {
            Ok(mut found) => files.append(&mut found),
            Err(error) => problems.push(Problem {
                what: without_path(&error.to_string(), path),
                path: path.clone(),
            }),
        }
    }
    files.sort();
    files.dedup();
    (files, problems)
}

/// Opens files side by side. Results are in the order of `paths`.
pub fn open_files(paths: &[PathBuf]) -> Vec<Result<Article, Problem>> {
    paths.par_iter().map(|path| open_file(path)).collect()
}

/// Opens one file; a panic on the way is a problem like any other.
pub fn open_file(path: &Path) -> Result<Article, Problem> {
    let problem = |what: String| Problem {
        path: path.to_owned(),
        what,
    };
    match guarded(|| ingest::open(path)) {
        Ok(Ok(article)) => Ok(article),
        Ok(Err(error)) => Err(problem(without_path(&error.to_string(), path))),
        Err(panic) => Err(problem(panic)),
    }
}

/// One article for each text, by id; the file first by path gives what the text does not tell.
pub fn join_same_texts(mut articles: Vec<Article>) -> Vec<Arc<Article>> {
    articles.sort_by(|a, b| a.paths.cmp(&b.paths));
    let mut by_id: BTreeMap<_, Article> = BTreeMap::new();
    for mut article in articles {
        match by_id.get_mut(&article.id) {
            None => {
                by_id.insert(article.id, article);
            }
            Some(known) => {
                known.paths.append(&mut article.paths);
                known.paths.sort();
                known.paths.dedup();
            }
        }
    }
    by_id.into_values().map(Arc::new).collect()
}

/// Reads articles side by side. Results are in the order of `articles`.
pub fn read_articles(
    articles: &[Arc<Article>],
    lexicon: &Lexicon,
) -> Vec<Result<Arc<Reading>, Problem>> {
    articles
        .par_iter()
        .map(|article| read_article(article, lexicon))
        .collect()
}

/// Reads one article; a panic on the way is a problem that names the file.
pub fn read_article(article: &Arc<Article>, lexicon: &Lexicon) -> Result<Arc<Reading>, Problem> {
    guarded(|| Arc::new(extract::read(article, lexicon))).map_err(|what| Problem {
        path: name_of(article),
        what,
    })
}

/// A panic in guarded work is told by its problem, with its place; keeps the standard message off the terminal there, and
/// only there.
pub fn quiet_guarded_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let place = info.location().map(ToString::to_string);
            PLACE.set(place.unwrap_or_default());
        } else {
            usual(info);
        }
    }));
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last guarded panic of this thread was.
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}

/// Runs `work`; a panic becomes a sentence.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    // The work owns what it makes and only reads what it borrows, so nothing half-changed is seen afterwards.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        format!(
            "A fault in the program stopped this ({} {}): please report it, with the file",
            words_of(&*payload),
            PLACE.take()
        )
    })
}

fn words_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no words")
}

/// A message without the path it ends with: a problem has that already.
pub fn without_path(message: &str, path: &Path) -> String {
    let shown = path.display().to_string();
    let message = message.trim_end();
    message
        .strip_suffix(shown.as_str())
        .unwrap_or(message)
        .trim_end_matches(['\n', ' ', ':'])
        .to_owned()
}

/// What people call an article: its file, else its title.
fn name_of(article: &Article) -> PathBuf {
    let title = || PathBuf::from(&article.title);
    article.paths.first().cloned().unwrap_or_else(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let mut got = Vec::new();
        in_order(200, |at| at * at, |at, square| got.push((at, square)));
        let expected: Vec<_> = (0..200).map(|at| (at, at * at)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn two_files_of_one_text_are_one_article() {
        let article = |path: &str, text: &str| {
            let mut article = Article::of_text(text);
            article.paths.push(path.into());
            article.title = path.to_owned();
            article
        };
        let some = [
            article("b.txt", "Oman"),
            article("c.txt", "Qatar"),
            article("a.txt", "Oman"),
        ];
        let joined = join_same_texts(some.to_vec());
        let reversed = join_same_texts(some.into_iter().rev().collect());
        assert_eq!(joined, reversed);
        assert_eq!(joined.len(), 2);
        let oman = joined
            .iter()
            .find(|article| &*article.text == "Oman")
            .unwrap();
        assert_eq!(oman.paths, [PathBuf::from("a.txt"), PathBuf::from("b.txt")]);
        assert_eq!(oman.title, "a.txt");
    }

    #[test]
    fn a_panic_is_a_sentence() {
        quiet_guarded_panics();
        let what = guarded(|| panic!("index {} out of reach", 7)).unwrap_err();
        assert!(
            what.contains("(index 7 out of reach src/worker/batch.rs:"),
            "{what}"
        );
    }

    #[test]
    fn a_missing_file_is_named_once() {
        let problem = open_file(Path::new("no/such.txt")).unwrap_err();
        assert_eq!(problem.path, Path::new("no/such.txt"));
        assert!(!problem.what.contains("such.txt"), "{}", problem.what);
    }
}

//! How fast articles are read on one thread, stage by stage, and how long the embedded weights and lists take to load.
//!
//! `cargo bench --no-default-features --bench reading` reads the articles of the tests again and again;
//! `cargo bench --no-default-features --bench reading -- FOLDER` reads the files of a folder once. Times are the process's own where
//! the system tells them, so that another program beside it does not count.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at its first surprise"
)]
#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use legation::extract::{self, recogniser};
use legation::ingest;
use legation::lexicon::lexicon;
use legation::model::{Article, Span};
use legation::resolve::resolve;
use legation::text::word_classes::word_class;
use legation::text::{parse, parse_all, sentences, tag, tokens};

/// What the articles of the tests are repeated to.
const N_BYTES: usize = 5_000_000;
/// Millions of bytes a second, on one thread.
const WHOLE: f64 = 0.35;
const NAMES: f64 = 0.8;
const LOAD_SECS: f64 = 0.05;

fn main() {
    let load = load();
    println!("weights and lists loaded in {:.1} ms", load * 1e3);
    let folder = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let texts = folder.map_or_else(texts_of_tests, |folder| texts_of(Path::new(&folder)));
    let n_bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    println!("{} articles, {:.2} MB", texts.len(), n_bytes as f64 / 1e6);
    let speed = |what: &str, secs: f64| {
        let speed = n_bytes as f64 / 1e6 / secs;
        println!("{what:<34} {secs:7.2} s {speed:7.2} MB/s");
        speed
    };

    let (articles, ingest) = timed(|| {
        let article = |(name, text): &(String, Vec<u8>)| ingest::article(name, text).unwrap();
        texts.iter().map(article).map(Arc::new).collect::<Vec<_>>()
    });
    speed("files to articles", ingest);
    stages(&articles, speed);
    let (n_mentions, names) = timed(|| {
        let read = |article| extract::names(article, lexicon()).mentions.len();
        articles.iter().map(read).sum::<usize>()
    });
    let names = speed("articles to names", names);
    let (readings, read) = timed(|| {
        let read = |article| Arc::new(extract::read(article, lexicon()));
        articles.iter().map(read).collect::<Vec<_>>()
    });
    speed("articles to names and relations", read);
    let (graph, join) = timed(|| resolve(&readings, &[]));
    speed("those to one graph", join);
    let whole = speed("files to graph", ingest + read + join);
    let n_claims: usize = readings.iter().map(|reading| reading.claims.len()).sum();
    let n_nodes = graph.entities().len();
    println!("{n_mentions} mentions, {n_claims} relations, {n_nodes} nodes");
    assert!(load <= LOAD_SECS, "loading takes too long");
    assert!(names >= NAMES, "names take too long");
    assert!(whole >= WHOLE, "reading takes too long");
}

/// Asks everything embedded for the first time.
fn load() -> f64 {
    let ((), secs) = timed(|| {
        lexicon();
        recogniser::model();
        word_class("minister");
        let tags = tag(&["minister"]);
        parse(&["minister"], &tags);
    });
    secs
}

/// The parts that can be called by themselves.
fn stages(articles: &[Arc<Article>], speed: impl Fn(&str, f64) -> f64) {
    let (cut, secs) = timed(|| {
        let cut = |article: &Arc<Article>| {
            let whole = Span::new(0, article.text.len());
            let spans = sentences(&article.text, whole).into_iter();
            let spans = spans.map(|span| tokens(&article.text, span));
            spans
                .map(|tokens| tokens.iter().map(|token| token.span).collect::<Vec<Span>>())
                .collect::<Vec<_>>()
        };
        articles.iter().map(cut).collect::<Vec<_>>()
    });
    speed("  sentences and tokens", secs);
    let ((), secs) = timed(|| {
        for (article, cut) in articles.iter().zip(&cut) {
            let cut: Vec<&[Span]> = cut.iter().map(Vec::as_slice).collect();
            recogniser::names(lexicon(), &article.text, &cut, &[]);
        }
    });
    speed("  recogniser", secs);
    let words: Vec<Vec<Vec<&str>>> = articles
        .iter()
        .zip(&cut)
        .map(|(article, cut)| {
            let words =
                |spans: &Vec<Span>| spans.iter().map(|span| span.of(&article.text)).collect();
            cut.iter().map(words).collect()
        })
        .collect();
    let (tags, secs) = timed(|| {
        let tags = |sentences: &Vec<Vec<&str>>| sentences.iter().map(|words| tag(words)).collect();
        words.iter().map(tags).collect::<Vec<Vec<_>>>()
    });
    speed("  tagger, all sentences", secs);
    let ((), secs) = timed(|| {
        for (words, tags) in words.iter().zip(&tags) {
            let pairs = words.iter().zip(tags);
            let pairs: Vec<_> = pairs
                .map(|(words, tags)| (words.as_slice(), tags.as_slice()))
                .collect();
            parse_all(&pairs);
        }
    });
    speed("  parser, all sentences", secs);
}

fn texts_of_tests() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut texts = texts_of(&folder);
    texts.retain(|(name, _)| name.ends_with(".marks"));
    for (_, text) in &mut texts {
        *text = unmarked(str::from_utf8(text).unwrap()).into_bytes();
    }
    let n_bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let again = texts.len() * N_BYTES.div_ceil(n_bytes);
    texts.iter().cloned().cycle().take(again).collect()
}

/// "[Oslo|place] met (its|state) guests (L)" without its marks.
fn unmarked(marked: &str) -> String {
    let mut text = String::with_capacity(marked.len());
    let mut rest = marked.chars();
    while let Some(letter) = rest.next() {
        let told = |rest: &str| rest.find(')').is_some_and(|end| rest[..end].contains('|'));
        match letter {
            '[' | '{' => {}
            '(' if told(rest.as_str()) => {}
            '|' if rest.as_str().starts_with(|next: char| next.is_lowercase()) => {
                rest.find(|&letter| matches!(letter, ']' | '}' | ')'));
            }
            _ => text.push(letter),
        }
    }
    text
}

/// The files of a folder by name.
fn texts_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.is_file()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// What comes out, and the seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let clock = Clock::now();
    let value = work();
    (value, clock.secs())
}

/// The processor time of this process as Linux counts it, else the time of day.
struct Clock {
    used: Option<f64>,
    begin: Instant,
}

impl Clock {
    fn now() -> Self {
        Self {
            used: used(),
            begin: Instant::now(),
        }
    }

    fn secs(&self) -> f64 {
        let own = self.used.zip(used()).map(|(before, after)| after - before);
        own.unwrap_or_else(|| self.begin.elapsed().as_secs_f64())
    }
}

fn used() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanos: f64 = stat.split(' ').next()?.parse().ok()?;
    Some(nanos / 1e9)
}

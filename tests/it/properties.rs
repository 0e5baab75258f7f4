//! What holds for every text, shown on many: random bytes, sentences put together at random, sample articles with wounds.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use legation::export;
use legation::extract;
use legation::ingest;
use legation::lexicon::lexicon;
use legation::model::{Article, Edit, Graph, MapPos, Reading, Span};
use legation::project::{Project, load, save};
use legation::resolve::resolve;

/// xorshift64*: small, seeded, good enough to be surprising.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const PIECES: &[&str] = &[
    "Iran",
    "the United States",
    "U.S.",
    "Oman’s",
    "Norrland",
    "Ostrava’s",
    "Foreign Minister",
    "Abbas Araghchi",
    "Ms Tolvanen",
    "President",
    "Adm. J. P. O’Neil",
    "USS Example",
    "NRS Heron",
    "F-35s",
    "the carrier",
    "an MQ-9 drone",
    "Al Udeid Air Base",
    "the EU",
    "NATO",
    "U.N. Security Council",
    "the IAEA",
    "Muscat",
    "the Strait of Hormuz",
    "talks",
    "met",
    "will meet",
    "did not attack",
    "threatened to strike",
    "urged",
    "denied having",
    "said",
    "is mediating between",
    "was appointed",
    "deployed",
    "who",
    "and",
    "with",
    "by",
    "to",
    "in",
    "that",
    "his",
    "they",
    "on Friday",
    "in June 2031",
    "if",
    "not",
    "former",
    "the country’s top diplomat",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "—",
    "–",
    "…",
    ".",
    ". ",
    ".\n",
    "?",
    ",",
    ":",
    "\n\n",
    "\r\n",
    "• ",
    "Photo: AFP",
    "By Ilse Varga",
    "Last updated 9 April 2031, 16:31",
    "[Reuters]",
    "12-day",
    "3.5",
    "$1.2bn",
    "é",
    "ß",
    "İ",
    "ﬁ",
    "伊朗",
    "إيران",
    "\u{200f}",
    "\u{ad}",
    "\u{a0}",
    "\u{2028}",
    "🇮🇷",
    "\u{301}",
    "\t",
    "\0",
];

fn sentence_like(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(120) {
        text.push_str(dice.pick(PIECES));
        if dice.below(8) != 0 {
            text.push(' ');
        }
    }
    text
}

fn random_bytes(dice: &mut Dice) -> Vec<u8> {
    let n = dice.below(600);
    let most = [256, 128, 16][dice.below(3)];
    let mut bytes: Vec<_> = (0..n).map(|_| dice.below(most) as u8).collect();
    let marks: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b""];
    bytes.splice(0..0, dice.pick(&marks).iter().copied());
    bytes
}

/// Cuts, doubles, swaps and flips parts of `bytes`.
fn wound(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let (a, b) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
        let part = a.min(b)..a.max(b).min(a.min(b) + 200);
        match dice.below(5) {
            0 => drop(bytes.drain(part)),
            1 => {
                let copy = bytes[part].to_vec();
                bytes.splice(b..b, copy);
            }
            2 => bytes.truncate(a.max(bytes.len() / 2)),
            3 => drop(bytes.splice(a..a, dice.pick(PIECES).bytes())),
            _ => bytes
                .iter_mut()
                .skip(a)
                .take(1)
                .for_each(|byte| *byte ^= 0x15),
        }
    }
    bytes
}

/// The sample articles that ship with the program.
fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Everything the pipeline gives for these files.
fn pipeline(files: &[Vec<u8>]) -> (Vec<Arc<Article>>, Vec<Arc<Reading>>, Graph) {
    let articles: Vec<_> = files
        .iter()
        .filter_map(|bytes| ingest::article("any.txt", bytes).ok().map(Arc::new))
        .collect();
    let readings: Vec<_> = articles
        .iter()
        .map(|article| Arc::new(extract::read(article, lexicon())))
        .collect();
    let graph = resolve(&readings, &[]);
    (articles, readings, graph)
}

fn json(graph: &Graph, articles: &[Arc<Article>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    export::json(graph, articles, &mut bytes).unwrap();
    bytes
}

/// Fails where a reading or graph points to what is not there.
fn check_places(readings: &[Arc<Reading>], graph: &Graph) {
    for reading in readings {
        let article = &reading.article;
        let text = &*article.text;
        let is_in_text = |span: Span| text.get(span.range()).is_some();
        let mut end = 0;
        for block in &article.blocks {
            assert!(
                is_in_text(block.span) && block.span.start() >= end,
                "{block:?} of {text:?}"
            );
            end = block.span.end();
        }
        for mention in &reading.mentions {
            assert!(
                is_in_text(mention.span) && !mention.span.is_empty(),
                "{mention:?} of {text:?}"
            );
            assert!(
                (mention.of.0 as usize) < reading.chains.len(),
                "{mention:?} of {text:?}"
            );
            let chars = article.chars(mention.span);
            assert_eq!(article.bytes(chars), Some(mention.span));
        }
        assert!(
            reading
                .mentions
                .is_sorted_by_key(|mention| mention.span.start()),
            "mentions out of order in {text:?}"
        );
        for claim in &reading.claims {
            assert!(
                is_in_text(claim.sentence) && is_in_text(claim.trigger),
                "{claim:?} of {text:?}"
            );
            assert!(
                claim.sentence.contains(claim.trigger),
                "{claim:?} of {text:?}"
            );
            assert_ne!(claim.source, claim.target, "{claim:?} of {text:?}");
        }
    }
    let text_of = |id| {
        readings
            .iter()
            .find(|reading| reading.article.id == id)
            .map(|reading| &*reading.article.text)
    };
    for entity in graph.entities() {
        assert!(
            !entity.mentions.is_empty() && !entity.name.trim().is_empty(),
            "{entity:?}"
        );
        for (anchor, _) in &entity.mentions {
            assert!(
                text_of(anchor.article)
                    .unwrap()
                    .get(anchor.span.range())
                    .is_some()
            );
            assert!(graph.entity_at(*anchor).is_some());
        }
        for role in &entity.roles {
            assert!(
                role.of.as_ref().is_none_or(|of| graph.entity(of).is_some()),
                "{role:?}"
            );
        }
    }
    for relation in graph.relations() {
        assert!(!relation.evidence.is_empty(), "{relation:?}");
        assert!(
            relation
                .place
                .as_ref()
                .is_none_or(|place| graph.entity(place).is_some())
        );
        for evidence in &relation.evidence {
            assert!(
                text_of(evidence.sentence.article)
                    .unwrap()
                    .get(evidence.sentence.span.range())
                    .is_some()
            );
        }
    }
}

#[test]
fn no_bytes_bring_the_program_down() {
    for seed in 0..400 {
        let (articles, readings, graph) = pipeline(&[random_bytes(&mut Dice::new(seed))]);
        check_places(&readings, &graph);
        json(&graph, &articles);
    }
}

#[test]
fn no_words_bring_the_program_down() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let files: Vec<_> = (0..=dice.below(3))
            .map(|_| sentence_like(&mut dice).into_bytes())
            .collect();
        let (articles, readings, graph) = pipeline(&files);
        check_places(&readings, &graph);
        json(&graph, &articles);
    }
}

#[test]
fn no_wound_of_an_article_brings_the_program_down() {
    for (number, sample) in samples().iter().enumerate() {
        for seed in 0..12 {
            let wounded = wound(sample, &mut Dice::new(seed + 1000 * number as u64));
            let (articles, readings, graph) = pipeline(&[wounded]);
            check_places(&readings, &graph);
            json(&graph, &articles);
        }
    }
}

/// Sample articles, and some sentences put together at random.
fn files() -> Vec<Vec<u8>> {
    let mut dice = Dice::new(7);
    let mut files = samples();
    files.extend((0..4).map(|_| sentence_like(&mut dice).into_bytes()));
    files
}

#[test]
fn the_same_input_gives_the_same_output_in_any_order() {
    let mut files = files();
    let (articles, readings, graph) = pipeline(&files);
    let expected = json(&graph, &articles);
    for _ in 0..3 {
        files.rotate_left(1);
        let (articles, shuffled, graph) = pipeline(&files);
        assert_eq!(shuffled.len(), readings.len());
        assert!(
            json(&graph, &articles) == expected,
            "the order of articles shows"
        );
    }
}

/// A project of all these articles.
fn project_of(articles: &[Arc<Article>]) -> Project {
    let mut project = Project::default();
    for article in articles {
        project.keep_article(Arc::clone(article));
        project.journal.push(Edit::AddArticle(article.id));
    }
    project
}

#[test]
fn any_edits_and_as_many_undos_are_where_one_began() {
    let (articles, readings, graph) = pipeline(&files());
    let mut project = project_of(&articles);
    let before = (
        project.active_articles(),
        json(&resolve(&readings, project.journal.active()), &articles),
    );
    let mut dice = Dice::new(11);
    let mentions: Vec<_> = graph
        .entities()
        .iter()
        .flat_map(|entity| &entity.mentions)
        .map(|(at, _)| *at)
        .collect();
    let mut n_edits = 0;
    for _ in 0..40 {
        if mentions.is_empty() {
            break;
        }
        let (a, b) = (
            mentions[dice.below(mentions.len())],
            mentions[dice.below(mentions.len())],
        );
        let pos = MapPos {
            x: dice.below(1000) as f32 / 7.0,
            y: -1.0,
        };
        project.journal.push(match dice.below(8) {
            0 => Edit::Pin {
                at: a,
                pos: Some(pos),
            },
            1 => Edit::Merge { a, b },
            2 => Edit::Split { mentions: vec![a] },
            3 => Edit::Hide { at: a },
            4 => Edit::Show { at: a },
            5 => Edit::RemoveArticle(a.article),
            6 => Edit::Rename {
                at: a,
                name: "Somebody".to_owned(),
            },
            _ => Edit::Group(vec![Edit::Hide { at: a }, Edit::Pin { at: b, pos: None }]),
        });
        n_edits += 1;
        let edited = resolve(&readings, project.journal.active());
        check_places(&readings, &edited);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(&project, &path).unwrap();
    let mut project = load(&path).unwrap().project;
    for _ in 0..n_edits {
        assert!(project.journal.undo().is_some());
    }
    let after = resolve(&readings, project.journal.active());
    let ids = |articles: &[Arc<Article>]| {
        articles
            .iter()
            .map(|article| article.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&project.active_articles()), ids(&before.0));
    assert!(json(&after, &articles) == before.1);
}

#[test]
fn a_loaded_article_reads_like_the_one_that_was_saved() {
    let (articles, _, graph) = pipeline(&files());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.legation");
    save(&project_of(&articles), &path).unwrap();
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.notes, Vec::<String>::new());
    let project = loaded.project;
    let readings: Vec<_> = project
        .articles
        .iter()
        .map(|article| Arc::new(extract::read(article, lexicon())))
        .collect();
    assert!(json(&resolve(&readings, &[]), &project.articles) == json(&graph, &articles));
}

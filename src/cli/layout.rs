//! `legation layout`: only the layout, from node-link JSON to positions.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::anyhow;
use lexopt::{Arg, ValueExt as _};
use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize as _};

use crate::cli::{Command, Exit, Failure};
use crate::layout::{Balance, NodeBox, Old, Positions, Request, Simulation, Spring};
use crate::model::{EntityId, MapPos};
use crate::project;

pub(super) const COMMAND: Command = Command {
    name: "layout",
    about: "find places for the nodes of a graph",
    help: "\
Finds places for the nodes of a graph given as node-link JSON.

Usage:
  legation layout GRAPH.json [-o POSITIONS.json] [options]

Options:
  -o, --output POSITIONS.json   write to this file, whole or not at all
      --mode MODE               distances, clusters or mixed (the default)
      --iterations N            cooled steps after the start, at most; 0 leaves the start as it is
      --init POSITIONS.json     nodes in it stay there, in mode distances nearly; others come beside their neighbours
      --pin POSITIONS.json      nodes in it are put there and never move
      --seed N                  another number, another picture
      --threads N               share the work among so many (1); the result is the same
  -h, --help                    this text

GRAPH.json is {\"nodes\": [{\"id\", \"width\"?, \"height\"?}], \"edges\": [{\"source\", \"target\", \"weight\"?}]}; \"links\" serves for \"edges\".
POSITIONS.json is {\"id\": [x, y], …}, y downwards. How long it took goes to stderr: {\"layout_s\": …, \"iters\": …}.
The same graph and options give the same bytes. At most 2000000 nodes and 10000000 edges.

Examples:
  legation layout graph.json -o positions.json
  legation layout graph.json --mode clusters --seed 7
  legation layout tomorrow.json --init positions.json -o positions.json

Exit code: 0 done; 2 not done.
",
    run,
};

/// The largest graph that is taken: some minutes and some gigabytes.
const MOST_NODES: usize = 2_000_000;
const MOST_EDGES: usize = 10_000_000;
/// Size of a node that names none: a shape without a label.
const SIZE: f32 = 40.0;

struct Options {
    graph: PathBuf,
    output: Option<PathBuf>,
    balance: Balance,
    iterations: Option<u32>,
    init: Option<PathBuf>,
    pin: Option<PathBuf>,
    seed: u64,
    threads: NonZeroUsize,
}

fn run(
    parser: &mut lexopt::Parser,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Failure> {
    let options = parse(parser)?;
    let graph: NodeLink = read(&options.graph)?;
    let mut request = request(graph, &options)
        .map_err(|error| anyhow!("{error}\n{}", options.graph.display()))?;
    let init = options.init.as_deref().map(positions).transpose()?;
    if let Some(pins) = options.pin.as_deref().map(positions).transpose()? {
        request.pins = (0..)
            .zip(&request.nodes)
            .filter_map(|(at, node)| Some((at, pins.get(&node.id)?)))
            .collect();
    }

    let began = Instant::now();
    let settle = || {
        let mut simulation = Simulation::new(request, &init.unwrap_or_default());
        let mut iters = 0_u32;
        while !simulation.is_settled() {
            simulation.step();
            iters += 1;
        }
        (simulation, iters)
    };
    let (simulation, iters) = match options.threads.get() {
        1 => settle(),
        n => rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build()
            .map_err(|error| anyhow!("{n} threads cannot be had: {error}"))?
            .install(settle),
    };
    let layout_s = began.elapsed().as_secs_f64();

    let bytes = json(&simulation.positions());
    match options.output {
        None => out.write_all(&bytes)?,
        Some(path) => project::write_whole(&path, &bytes).map_err(anyhow::Error::new)?,
    }
    writeln!(err, "{{\"layout_s\":{layout_s:.6},\"iters\":{iters}}}")?;
    Ok(Exit::Done)
}

fn parse(parser: &mut lexopt::Parser) -> Result<Options, Failure> {
    let mut graph = None;
    let mut options = Options {
        graph: PathBuf::new(),
        output: None,
        balance: Balance::MIXED,
        iterations: None,
        init: None,
        pin: None,
        seed: 0,
        threads: NonZeroUsize::MIN,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Err(Failure::HelpWanted),
            Arg::Short('o') | Arg::Long("output") => options.output = Some(parser.value()?.into()),
            Arg::Long("mode") => options.balance = balance(&parser.value()?.string()?)?,
            Arg::Long("iterations") => options.iterations = Some(parser.value()?.parse()?),
            Arg::Long("init") => options.init = Some(parser.value()?.into()),
            Arg::Long("pin") => options.pin = Some(parser.value()?.into()),
            Arg::Long("seed") => options.seed = parser.value()?.parse()?,
            Arg::Long("threads") => options.threads = parser.value()?.parse()?,
            Arg::Value(file) if graph.is_none() => graph = Some(file.into()),
            _ => return Err(arg.unexpected().into()),
        }
    }
    options.graph = graph.ok_or_else(|| Failure::Usage("no graph given".to_owned()))?;
    Ok(options)
}

fn balance(mode: &str) -> Result<Balance, Failure> {
    match mode {
        "distances" => Ok(Balance::DISTANCES),
        "clusters" => Ok(Balance::CLUSTERS),
        "mixed" => Ok(Balance::MIXED),
        _ => Err(Failure::Usage(format!(
            "there is no mode “{mode}”; there is distances, clusters, mixed"
        ))),
    }
}

/// A file as what it should hold; the sentence says where it stops making sense.
fn read<T: DeserializeOwned>(path: &Path) -> Result<T, anyhow::Error> {
    let bytes = std::fs::read(path)
        .map_err(|error| anyhow!("cannot be read: {error}\n{}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| anyhow!("{error}\n{}", path.display()))
}

fn positions(path: &Path) -> Result<Positions, anyhow::Error> {
    let places: BTreeMap<String, (f32, f32)> = read(path)?;
    Ok(Positions {
        at: places
            .into_iter()
            .map(|(id, (x, y))| (EntityId::new(&id), MapPos { x, y }))
            .collect(),
    })
}

/// Nodes in the order of their ids, so that the order in the file does not show.
fn request(graph: NodeLink, options: &Options) -> Result<Request, anyhow::Error> {
    let mut nodes = graph.nodes;
    check_size(nodes.len(), graph.edges.len())?;
    nodes.sort_by(|a, b| a.id.0.cmp(&b.id.0));
    if let Some([twice, _]) = nodes.array_windows().find(|[a, b]| a.id.0 == b.id.0) {
        return Err(anyhow!("two nodes have the id “{}”", twice.id.0));
    }
    let index = |id: &Id| {
        nodes
            .binary_search_by(|node| node.id.0.cmp(&id.0))
            .map(|at| at as u32)
            .map_err(|_absent| anyhow!("an edge names “{}”, but no node has that id", id.0))
    };
    let springs: Result<Vec<Spring>, anyhow::Error> = graph
        .edges
        .iter()
        .map(|edge| {
            Ok(Spring {
                a: index(&edge.source)?,
                b: index(&edge.target)?,
                weight: edge.weight.unwrap_or(1.0),
            })
        })
        .collect();
    Ok(Request {
        springs: springs?,
        nodes: nodes
            .iter()
            .map(|node| NodeBox {
                id: EntityId::new(&node.id.0),
                width: node.width.unwrap_or(SIZE),
                height: node.height.unwrap_or(SIZE),
            })
            .collect(),
        pins: Vec::new(),
        seed: options.seed,
        balance: options.balance,
        old: Old::GivesWay,
        steps: options.iterations,
    })
}

fn check_size(n_nodes: usize, n_edges: usize) -> Result<(), anyhow::Error> {
    if n_nodes <= MOST_NODES && n_edges <= MOST_EDGES {
        return Ok(());
    }
    Err(anyhow!(
        "too large: {n_nodes} nodes and {n_edges} edges, where at most {MOST_NODES} and {MOST_EDGES} are laid out"
    ))
}

/// One node a line.
fn json(positions: &Positions) -> Vec<u8> {
    let lines: Vec<String> = positions
        .at
        .iter()
        .map(|(id, pos)| {
            let id = serde_json::Value::from(id.as_str());
            format!("{id}:[{},{}]", Number(pos.x), Number(pos.y))
        })
        .collect();
    format!("{{{}}}\n", lines.join(",\n")).into_bytes()
}

/// A number as JSON has it, with as many digits as bring it back.
struct Number(f32);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

#[derive(Deserialize)]
struct NodeLink {
    nodes: Vec<Node>,
    #[serde(alias = "links")]
    edges: Vec<Edge>,
}

#[derive(Deserialize)]
struct Node {
    id: Id,
    width: Option<f32>,
    height: Option<f32>,
}

#[derive(Deserialize)]
struct Edge {
    source: Id,
    target: Id,
    weight: Option<f32>,
}

/// A name, or a number read as a name.
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id, text or number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Ok(Id(text.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }
        }

        deserializer.deserialize_any(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Outcome, run};

    /// Runs on a graph in a file; gives the exit, stdout and stderr.
    fn lay_out(graph: &str, options: &[&str]) -> (Outcome, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.json");
        std::fs::File::create(&path)
            .and_then(|mut file| file.write_all(graph.as_bytes()))
            .unwrap();
        let mut args = vec!["layout".into(), path.into_os_string()];
        args.extend(options.iter().map(Into::into));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = run(args, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (outcome, text(out), text(err))
    }

    const TRIANGLE: &str = r#"{"nodes":[{"id":"c"},{"id":1},{"id":"b"}],
        "links":[{"source":"b","target":"c","weight":2},{"source":1,"target":"b"},{"source":"c","target":1,"weight":null}]}"#;

    #[test]
    fn a_graph_gets_positions() {
        let (outcome, out, err) = lay_out(TRIANGLE, &[]);
        assert_eq!(outcome, Outcome::Exit(Exit::Done));
        let places: BTreeMap<String, (f32, f32)> = serde_json::from_str(&out).unwrap();
        assert_eq!(places.keys().collect::<Vec<_>>(), ["1", "b", "c"]);
        assert!(err.starts_with("{\"layout_s\":"), "{err}");
        assert_eq!(lay_out(TRIANGLE, &["--threads", "2"]).1, out);
        for mode in ["distances", "clusters", "mixed"] {
            let outcome = lay_out(TRIANGLE, &["--mode", mode]).0;
            assert_eq!(outcome, Outcome::Exit(Exit::Done), "{mode}");
        }
    }

    #[test]
    fn an_empty_graph_has_no_positions() {
        assert_eq!(lay_out(r#"{"nodes":[],"edges":[]}"#, &[]).1, "{}\n");
    }

    #[test]
    fn a_graph_beyond_all_bounds_gets_a_sentence() {
        check_size(1_000_000, 1_500_000).unwrap();
        let too_large = check_size(MOST_NODES + 1, 7).unwrap_err().to_string();
        assert!(too_large.starts_with("too large: 2000001 nodes"));
        assert_eq!(too_large.lines().count(), 1);
        for most in [MOST_NODES, MOST_EDGES] {
            assert!(COMMAND.help.contains(&format!("{most}")));
        }
    }

    #[test]
    fn what_is_no_graph_gets_a_sentence() {
        for (graph, sentence) in [
            ("", "EOF while parsing"),
            ("[1]", "invalid"),
            (r#"{"nodes":[]}"#, "missing field `edges`"),
            (
                r#"{"nodes":[{"id":"a"},{"id":"a"}],"edges":[]}"#,
                "two nodes have the id “a”",
            ),
            (
                r#"{"nodes":[{"id":"a"}],"edges":[{"source":"a","target":"z"}]}"#,
                "an edge names “z”, but no node has that id",
            ),
        ] {
            let (outcome, out, err) = lay_out(graph, &[]);
            assert_eq!((outcome, out.as_str()), (Outcome::Exit(Exit::NotDone), ""));
            assert!(err.contains(sentence), "{err}");
            assert_eq!(err.lines().count(), 1, "{err}");
        }
        assert!(
            lay_out(TRIANGLE, &["--mode", "pretty"])
                .2
                .contains("no mode “pretty”")
        );
    }
}

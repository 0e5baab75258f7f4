//! GraphML, as networkx, igraph, yEd and Gephi read it; places are `x` and `y`.

use std::io::{self, Write};

use crate::export::sheet::{Column, EDGE_COLUMNS, NODE_COLUMNS, Sheet, Sort};
use crate::export::xml::escape;

/// Writes the graph; undirected kinds are undirected edges.
pub fn graphml(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    write_key("node", "label", "string", out)?;
    write_keys("node", NODE_COLUMNS, out)?;
    write_key("node", "x", "float", out)?;
    write_key("node", "y", "float", out)?;
    write_key("edge", "label", "string", out)?;
    write_key("edge", "weight", "int", out)?;
    write_keys("edge", EDGE_COLUMNS, out)?;
    writeln!(out, "<graph id=\"legation\" edgedefault=\"directed\">")?;
    for entity in sheet.graph.entities() {
        write!(out, "<node id=\"{}\">", escape(entity.id.as_str()))?;
        write_data("node", "label", &entity.name, out)?;
        for column in NODE_COLUMNS {
            write_data("node", column.name, &(column.value)(sheet, entity), out)?;
        }
        if let Some(pos) = sheet.position(entity) {
            write_data("node", "x", &pos.x.to_string(), out)?;
            write_data("node", "y", &pos.y.to_string(), out)?;
        }
        writeln!(out, "</node>")?;
    }
    for relation in sheet.graph.relations() {
        let directed = relation.kind.directed();
        write!(
            out,
            "<edge id=\"{}\" source=\"{}\" target=\"{}\" directed=\"{directed}\">",
            escape(relation.id.as_str()),
            escape(relation.source.as_str()),
            escape(relation.target.as_str()),
        )?;
        write_data("edge", "label", relation.kind.label(), out)?;
        write_data("edge", "weight", &relation.n_sources().to_string(), out)?;
        for column in EDGE_COLUMNS {
            write_data("edge", column.name, &(column.value)(sheet, relation), out)?;
        }
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</graph>\n</graphml>")
}

fn write_keys<T>(of: &str, columns: &[Column<T>], out: &mut dyn Write) -> io::Result<()> {
    for column in columns {
        let sort = match column.sort {
            Sort::Text => "string",
            Sort::Whole => "int",
        };
        write_key(of, column.name, sort, out)?;
    }
    Ok(())
}

fn write_key(of: &str, name: &str, sort: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<key id=\"{of}.{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{sort}\"/>"
    )
}

fn write_data(of: &str, name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    write!(out, "<data key=\"{of}.{name}\">{}</data>", escape(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheet::tests::written;

    #[test]
    fn nodes_and_edges_carry_their_data() {
        let text = written(graphml);
        for part in [
            "<node id=\"state:oman\"><data key=\"node.label\">Oman &quot;&lt;&amp;&gt;&quot;</data><data key=\"node.kind\">state</data>",
            "<data key=\"node.x\">1.5</data><data key=\"node.y\">-2</data></node>",
            "<edge id=\"r\" source=\"state:oman\" target=\"state:qatar\" directed=\"false\"><data key=\"edge.label\">met</data>",
            "<data key=\"edge.attributed_to\">a \u{fffd}diplomat</data>",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        for key in text.split("<data key=\"").skip(1) {
            let key = key.split('"').next().unwrap();
            assert!(text.contains(&format!("<key id=\"{key}\"")), "{key}");
        }
    }
}

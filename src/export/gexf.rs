//! GEXF 1.3, as Gephi reads it; places are `viz:position`.

use std::io::{self, Write};

use crate::export::sheet::{Column, EDGE_COLUMNS, NODE_COLUMNS, Sheet, Sort};
use crate::export::xml::escape;

/// Writes the graph; Gephi keeps parallel edges apart by `kind`.
pub fn gexf(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">
<meta><creator>Legation {}</creator></meta>
<graph mode=\"static\" defaultedgetype=\"directed\">",
        env!("CARGO_PKG_VERSION")
    )?;
    write_attributes("node", NODE_COLUMNS, out)?;
    write_attributes("edge", EDGE_COLUMNS, out)?;
    writeln!(out, "<nodes>")?;
    for entity in sheet.graph.entities() {
        let (id, label) = (escape(entity.id.as_str()), escape(&entity.name));
        write!(out, "<node id=\"{id}\" label=\"{label}\">")?;
        write_values(sheet, entity, NODE_COLUMNS, out)?;
        if let Some(pos) = sheet.position(entity) {
            // Gephi's y grows upwards.
            write!(
                out,
                "<viz:position x=\"{}\" y=\"{}\" z=\"0\"/>",
                pos.x, -pos.y
            )?;
        }
        writeln!(out, "</node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for relation in sheet.graph.relations() {
        let direction = if relation.kind.directed() {
            "directed"
        } else {
            "undirected"
        };
        write!(
            out,
            "<edge id=\"{}\" source=\"{}\" target=\"{}\" type=\"{direction}\" kind=\"{}\" label=\"{}\" weight=\"{}\">",
            escape(relation.id.as_str()),
            escape(relation.source.as_str()),
            escape(relation.target.as_str()),
            relation.kind.word(),
            relation.kind.label(),
            relation.n_sources(),
        )?;
        write_values(sheet, relation, EDGE_COLUMNS, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

fn write_attributes<T>(of: &str, columns: &[Column<T>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{of}\">")?;
    for column in columns {
        let (name, sort) = (column.name, type_of(column.sort));
        writeln!(
            out,
            "<attribute id=\"{name}\" title=\"{name}\" type=\"{sort}\"/>"
        )?;
    }
    writeln!(out, "</attributes>")
}

fn type_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Text => "string",
        Sort::Whole => "integer",
    }
}

fn write_values<T>(
    sheet: &Sheet<'_>,
    row: &T,
    columns: &[Column<T>],
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    for column in columns {
        let value = (column.value)(sheet, row);
        if !value.is_empty() {
            let value = escape(&value);
            write!(out, "<attvalue for=\"{}\" value=\"{value}\"/>", column.name)?;
        }
    }
    write!(out, "</attvalues>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheet::tests::written;

    #[test]
    fn nodes_and_edges_carry_their_values() {
        let text = written(gexf);
        for part in [
            "<node id=\"state:oman\" label=\"Oman &quot;&lt;&amp;&gt;&quot;\"><attvalues><attvalue for=\"kind\" value=\"state\"/>",
            "<viz:position x=\"1.5\" y=\"2\" z=\"0\"/></node>",
            "<edge id=\"r\" source=\"state:oman\" target=\"state:qatar\" type=\"undirected\" kind=\"meets\" label=\"met\" weight=\"1\">",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert_eq!(
            text.matches("<viz:position").count(),
            1,
            "an unknown place is left out"
        );
    }
}

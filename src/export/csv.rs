//! Two tables for spreadsheets, with the column names Gephi looks for (RFC 4180).

use std::io::{self, Write};

use crate::export::sheet::{EDGE_COLUMNS, NODE_COLUMNS, Sheet};
use crate::query;

/// One node a row.
pub fn csv_nodes(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names = NODE_COLUMNS.iter().map(|column| column.name.to_owned());
    let names = ["Id", "Label"].map(str::to_owned).into_iter().chain(names);
    write_row(names.chain(["x", "y"].map(str::to_owned)), out)?;
    for entity in sheet.graph.entities() {
        let cells = NODE_COLUMNS
            .iter()
            .map(|column| (column.value)(sheet, entity));
        let known = [entity.id.to_string(), entity.name.clone()];
        let pos = sheet.position(entity);
        let place = |part: Option<f32>| part.map_or_else(String::new, |part| part.to_string());
        let places = [place(pos.map(|pos| pos.x)), place(pos.map(|pos| pos.y))];
        write_row(known.into_iter().chain(cells).chain(places), out)?;
    }
    Ok(())
}

/// One edge a row.
pub fn csv_edges(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let known = ["Source", "Target", "Type", "Id", "Label", "Weight"].map(str::to_owned);
    let names = EDGE_COLUMNS.iter().map(|column| column.name.to_owned());
    write_row(known.into_iter().chain(names), out)?;
    for relation in sheet.graph.relations() {
        let direction = if relation.kind.directed() {
            "Directed"
        } else {
            "Undirected"
        };
        let known = [
            relation.source.to_string(),
            relation.target.to_string(),
            direction.to_owned(),
            relation.id.to_string(),
            relation.kind.label().to_owned(),
            relation.n_sources().to_string(),
        ];
        let cells = EDGE_COLUMNS
            .iter()
            .map(|column| (column.value)(sheet, relation));
        write_row(known.into_iter().chain(cells), out)?;
    }
    Ok(())
}

/// Who is named in one sentence without a relation, one pair a row, with the first sentence. In no other format.
pub fn csv_together(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names = ["Source", "Target", "Type", "Label", "Weight", "quote"];
    write_row(names.map(str::to_owned).into_iter(), out)?;
    for pair in query::together(sheet.graph, sheet.articles) {
        let quote = pair.sentences.first().and_then(|sentence| {
            let mut articles = sheet.articles.iter();
            let article = articles.find(|article| article.id == sentence.article)?;
            Some(sentence.span.of(&article.text).to_owned())
        });
        let [source, target] = pair.ends.map(|end| end.to_string());
        let cells = [
            source,
            target,
            "Undirected".to_owned(),
            query::MENTIONED_WITH.to_owned(),
            pair.sentences.len().to_string(),
            quote.unwrap_or_default(),
        ];
        write_row(cells.into_iter(), out)?;
    }
    Ok(())
}

fn write_row(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheet::tests::written;

    #[test]
    fn a_row_for_each_and_quotes_where_needed() {
        assert_eq!(
            written(csv_nodes),
            "Id,Label,kind,subkind,iso,aliases,mentions,articles,x,y\r\n\
             state:oman,\"Oman \"\"<&>\"\"\",state,,,,1,1,1.5,-2\r\n\
             state:qatar,Qatar,state,,,,1,1,,\r\n"
        );
        let edges = written(csv_edges);
        assert!(
            edges.starts_with("Source,Target,Type,Id,Label,Weight,kind,tone,status,attributed_to,from,to,evidence,quote\r\nstate:oman,state:qatar,Undirected,r,met,1,meets,cooperation,asserted,"),
            "{edges}"
        );
    }
}

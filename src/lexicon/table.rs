//! Reading a table strictly.

use thiserror::Error;

/// What is wrong with a table, for the person who edits it.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{trouble}\nassets/lexicon/{table}.tsv, line {line}: {text}")]
pub struct TableError {
    pub table: &'static str,
    /// Counted from 1, with the `#` lines; 0 where the table as a whole is meant.
    pub line: usize,
    pub text: String,
    pub trouble: String,
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<const N: usize> {
    table: &'static str,
    line: usize,
    pub cells: [&'static str; N],
}

impl<const N: usize> Row<N> {
    /// The alternatives in a cell; none for "-".
    pub fn list(&self, cell: usize) -> impl Iterator<Item = &'static str> + use<N> {
        let text = self.cells.get(cell).copied().unwrap_or("-");
        text.split('|').filter(|word| *word != "-")
    }

    /// The cell as the word of a closed list.
    pub fn word<T>(
        &self,
        cell: usize,
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Result<T, TableError> {
        let text = self.cells.get(cell).copied().unwrap_or_default();
        from_word(text).ok_or_else(|| self.error(format!("Not a word this column knows: {text}")))
    }

    /// As [`Row::word`], where "-" stands for none.
    pub fn word_or_none<T>(
        &self,
        cell: usize,
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, TableError> {
        if self.cells.get(cell) == Some(&"-") {
            return Ok(None);
        }
        self.word(cell, from_word).map(Some)
    }

    pub fn error(&self, trouble: impl Into<String>) -> TableError {
        TableError {
            table: self.table,
            line: self.line,
            text: self.cells.join(" ⇥ "),
            trouble: trouble.into(),
        }
    }
}

/// The rows of a table of `N` columns; `#` lines at the top are for people.
pub(super) fn rows<const N: usize>(
    table: &'static str,
    text: &'static str,
) -> Result<Vec<Row<N>>, TableError> {
    let mut rows = Vec::with_capacity(text.len() / 24);
    let mut previous = "";
    for (idx, line) in text.lines().enumerate() {
        let fail = |trouble: &str| TableError {
            table,
            line: idx + 1,
            text: line.to_owned(),
            trouble: trouble.to_owned(),
        };
        if line.starts_with('#') {
            if !previous.is_empty() {
                return Err(fail("A # line stands only at the top"));
            }
            continue;
        }
        if line <= previous {
            return Err(fail("Out of order, or twice (LC_ALL=C sort)"));
        }
        previous = line;
        if !is_tidy(line) {
            return Err(fail(
                "A cell or an alternative is empty or has spaces at its ends",
            ));
        }
        let mut cells = [""; N];
        let mut n_cells = 0;
        for cell in line.split('\t') {
            if let Some(slot) = cells.get_mut(n_cells) {
                *slot = cell;
            }
            n_cells += 1;
        }
        if n_cells != N {
            return Err(fail(&format!("{n_cells} columns instead of {N}")));
        }
        rows.push(Row {
            table,
            line: idx + 1,
            cells,
        });
    }
    Ok(rows)
}

/// No two of tab, bar and space stand side by side, nor any of them at an end of the line.
fn is_tidy(line: &str) -> bool {
    let is_gap = |byte: u8| matches!(byte, b'\t' | b'|' | b' ');
    let mut after_gap = true;
    for byte in line.bytes() {
        if after_gap && is_gap(byte) {
            return false;
        }
        after_gap = is_gap(byte);
    }
    !after_gap
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &'static str, expected: Result<usize, &str>) {
        let outcome = rows::<2>("test", text);
        match expected {
            Ok(n_rows) => assert_eq!(outcome.unwrap().len(), n_rows, "{text}"),
            Err(trouble) => {
                let error = outcome.unwrap_err();
                assert!(error.trouble.contains(trouble), "{text}: {error}");
            }
        }
    }

    #[test]
    fn a_table_is_sorted_has_no_line_twice_and_no_cell_too_few() {
        check("# name\tkind\na\t1\nb\t2\n", Ok(2));
        check("", Ok(0));
        check("b\t2\na\t1\n", Err("Out of order"));
        check("a\t1\na\t1\n", Err("twice"));
        check("a\n", Err("1 columns"));
        check("a\tb\tc\n", Err("3 columns"));
        check("a\t1\n# late\n", Err("top"));
        check("a \t1\n", Err("spaces"));
        check("a\tb||c\n", Err("empty"));
    }
}

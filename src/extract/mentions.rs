//! Everybody and everything an article mentions, in the order in which the passes need each other.

use crate::extract::found::{Vocabulary, titles};
use crate::extract::line::Line;
use crate::extract::{
    Draft, Page, acronyms, beside, chains, crowds, first_person, learned, names, nominals,
    pronouns, repeats, roles, shortened, sites, things, whose,
};

/// Finds names line by line, then throughout the article; joins them; then offices, descriptions and pronouns.
pub(super) fn find(page: &Page) -> Draft {
    let lines: Vec<Line> = page
        .sentences
        .iter()
        .flat_map(|sentence| Line::of(page, sentence))
        .collect();
    let vocabulary = Vocabulary::of(page, &lines);
    let titles: Vec<_> = lines.iter().map(titles).collect();
    let mut found: Vec<_> = lines
        .iter()
        .zip(&titles)
        .map(|(line, titles)| names::find(line, titles, &vocabulary))
        .collect();
    learned::weigh(&lines, &titles, &mut found);
    repeats::complete(&lines, &mut found, &vocabulary);
    let mut work = chains::join(lines, titles, found);
    shortened::add(&mut work);
    things::add(&mut work);
    let offices = roles::assign(&mut work);
    nominals::add(&mut work, &offices);
    acronyms::add(&mut work);
    beside::add(&mut work);
    pronouns::add(&mut work);
    whose::of_owners(&mut work, &offices);
    first_person::add(&mut work);
    // After the pronouns: "he" is hardly ever a source.
    nominals::sources(&mut work);
    crowds::add(&mut work);
    sites::add(&mut work);
    chains::compact(&mut work);
    work.finish()
}

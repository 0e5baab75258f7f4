//! Everybody and everything an article mentions, in the order in which the passes need each other.

use crate::extract::found::{Found, TitleAt, Vocabulary, titles};
use crate::extract::line::Line;
use crate::extract::{
    Draft, Page, acronyms, beside, chains, crowds, first_person, learned, names, nominals,
    pronouns, repeats, roles, shortened, sites, things, whose,
};

/// The lines of a page, the titles in each, and the names that are found line by line, then throughout the article.
pub(super) fn named<'a>(page: &'a Page<'a>) -> (Vec<Line<'a>>, Vec<Vec<TitleAt>>, Vec<Vec<Found>>) {
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
    (lines, titles, found)
}

/// Finds names and joins them; then offices, descriptions and pronouns.
pub(super) fn find(page: &Page) -> Draft {
    let (lines, titles, found) = named(page);
    let mut work = chains::join(lines, titles, found);
    shortened::add(&mut work);
    things::add(&mut work);
    let offices = roles::assign(&mut work);
    nominals::add(&mut work, &offices);
    acronyms::add(&mut work);
    beside::add(&mut work);
    pronouns::add(&mut work);
    whose::of_owners(&mut work, &offices);
    whose::of_counterparts(&mut work, &offices);
    first_person::add(&mut work);
    // After the pronouns: "he" is hardly ever a source.
    nominals::sources(&mut work);
    crowds::add(&mut work);
    sites::add(&mut work);
    chains::compact(&mut work);
    work.finish()
}

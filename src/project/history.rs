//! An edit in words, for the menu ("Undo pin Badr Al Busaidi") and the list of what was said.

use crate::model::{Anchor, Arranged, Edit, Graph, Kind, Line, Noted, RelationKind, ViewId};
use crate::project::Project;

/// What an edit did, as a line of a history: "Pinned Badr Al Busaidi".
pub fn describe(edit: &Edit, project: &Project, graph: &Graph) -> String {
    Teller { project, graph }.tell(edit)
}

struct Teller<'a> {
    project: &'a Project,
    graph: &'a Graph,
}

impl Teller<'_> {
    fn tell(&self, edit: &Edit) -> String {
        let name = |at: &Anchor| self.name(*at);
        match edit {
            Edit::AddArticle(id) => format!("Added {}", self.title(*id)),
            Edit::RemoveArticle(id) => format!("Removed {}", self.title(*id)),
            Edit::ReplaceArticle { new, .. } => format!("Read {} again", self.title(*new)),
            Edit::GradeSource { article, grade } => format!(
                "Graded {} {}{}",
                self.title(*article),
                grade.reliability.word(),
                grade.credibility.word()
            ),
            Edit::Pin { at, pos: Some(_) } => format!("Pinned {}", name(at)),
            Edit::Pin { at, pos: None } => format!("Unpinned {}", name(at)),
            Edit::Arrange { how, .. } => how.label().to_owned(),
            Edit::Hide { at } => format!("Hid {}", name(at)),
            Edit::Show { at } => format!("Showed {}", name(at)),
            Edit::Delete { at } => format!("Deleted {}", self.words(*at)),
            // Both are one now: what the article calls each tells them apart.
            Edit::Merge { a, b } => format!("Joined {} with {}", self.words(*b), self.words(*a)),
            Edit::KeepApart { a, b } => format!("Kept {} and {} apart", name(a), name(b)),
            Edit::Split { mentions } => match mentions.as_slice() {
                [] => "Split off nothing".to_owned(),
                [only] => format!("Split off “{}”", self.words(*only)),
                [first, ..] => {
                    format!(
                        "Split off {} ({} mentions)",
                        self.words(*first),
                        mentions.len()
                    )
                }
            },
            Edit::Rename { at, name } => format!("Renamed {} to {name}", self.words(*at)),
            Edit::SetKind {
                at, kind, subkind, ..
            } => match subkind {
                Some(subkind) => format!("Made {} {}", name(at), with_article(subkind.label())),
                None => format!("Made {} {}", name(at), with_article(kind.singular())),
            },
            Edit::SetIso { at, iso: Some(iso) } => format!("Gave {} the code {iso}", name(at)),
            Edit::SetIso { at, iso: None } => format!("Took the code of {} away", name(at)),
            Edit::AddAlias { at, alias } => format!("Added “{alias}” as a name of {}", name(at)),
            Edit::RemoveAlias { at, alias } => {
                format!("Removed “{alias}” from the names of {}", name(at))
            }
            Edit::NotAMention { at } => format!("Marked “{}” as no mention", self.words(*at)),
            Edit::AddMention { at, of } => {
                format!("Marked “{}” as {}", self.words(*at), name(of))
            }
            Edit::AddEntity { at, kind, .. } => format!(
                "Marked “{}” as {}",
                self.words(*at),
                with_article(kind.singular())
            ),
            Edit::Relate {
                source,
                target,
                kind,
                ..
            } => format!("Added: {}", self.line(*kind, Some((*source, *target)))),
            Edit::Reject { line } => format!("Rejected: {}", self.told(line)),
            Edit::Confirm { line } => format!("Confirmed: {}", self.told(line)),
            Edit::SetStatus { line, status } => {
                let status = status.label().to_lowercase();
                format!("Marked as {status}: {}", self.told(line))
            }
            Edit::Retype { line, to } => {
                format!("Changed to “{}”: {}", to.label(), self.told(line))
            }
            Edit::Redirect {
                line,
                source,
                target,
            } => format!(
                "Changed the ends: {}",
                self.line(line.kind, Some((*source, *target)))
            ),
            Edit::Note { on, text } => {
                let on = match on {
                    Noted::Node(at) => name(at),
                    Noted::Line(line) => self.told(line),
                };
                match text.trim() {
                    "" => format!("Removed the note on {on}"),
                    _ => format!("Wrote a note on {on}"),
                }
            }
            Edit::AddView { view, .. } => format!("Stored the view {}", self.view(view)),
            Edit::ReplaceView { old, new } => self.replaced(old, new),
            Edit::RemoveView(view) => format!("Deleted the view {}", self.view(view)),
            Edit::StartView(Some(view)) => {
                format!("Made {} the view shown on opening", self.view(view))
            }
            Edit::StartView(None) => "Made the map open as it was left".to_owned(),
            Edit::GoToView { to, .. } => format!("Went to the view {}", self.view(to)),
            Edit::Group(edits) => self.group(edits),
        }
    }

    fn replaced(&self, old: &ViewId, new: &ViewId) -> String {
        let views = self.project.view(old).zip(self.project.view(new));
        let (was, is) = (self.view(old), self.view(new));
        match views {
            Some((a, b)) if a.name != b.name => format!("Renamed the view {was} to {is}"),
            Some((a, b)) if a.appearance != b.appearance => {
                format!("Changed the colours of the view {is}")
            }
            _ => format!("Stored the view {is} anew"),
        }
    }

    fn view(&self, id: &ViewId) -> String {
        let view = self.project.view(id);
        view.map_or_else(
            || "that is no longer there".to_owned(),
            |view| format!("“{}”", view.name),
        )
    }

    /// One edit by its name, several by kind and number: "Pinned 3 nodes".
    fn group(&self, edits: &[Edit]) -> String {
        match edits {
            [] => "An edit this version does not know".to_owned(),
            [only] => self.tell(only),
            // Where things stood before is no deed of its own.
            [
                Edit::Arrange {
                    how: Arranged::ByHand,
                    ..
                },
                rest @ ..,
            ] => self.group(rest),
            // What was unpinned for it is part of it.
            [.., last @ (Edit::Arrange { .. } | Edit::GoToView { .. })] => self.tell(last),
            [first, rest @ ..] => {
                let n = edits.len();
                match plural(first) {
                    Some((did, what))
                        if rest.iter().all(|edit| plural(edit) == Some((did, what))) =>
                    {
                        format!("{did} {n} {what}")
                    }
                    // The rest of one correction follows from its first part.
                    _ if !matches!(
                        first,
                        Edit::Pin { .. } | Edit::Hide { .. } | Edit::Show { .. }
                    ) =>
                    {
                        let others = if n == 2 {
                            "one more edit"
                        } else {
                            &format!("{} more edits", n - 1)
                        };
                        format!("{}, and {others}", self.tell(first))
                    }
                    _ => format!("{n} edits"),
                }
            }
        }
    }

    fn name(&self, at: Anchor) -> String {
        let entity = self.graph.entity_at(at);
        entity.map_or_else(|| self.words(at), |entity| entity.name.clone())
    }

    /// The words of the article themselves.
    fn words(&self, at: Anchor) -> String {
        let article = self.project.article(at.article);
        let words = article.map_or("", |article| at.span.of(&article.text));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            "something no longer found".to_owned()
        } else {
            words
        }
    }

    fn title(&self, id: crate::model::ArticleId) -> String {
        let title = self.project.article(id).map(|article| article.title.trim());
        match title {
            None | Some("") => "an article".to_owned(),
            Some(title) => format!("“{title}”"),
        }
    }

    fn told(&self, line: &Line) -> String {
        self.line(line.kind, line.ends)
    }

    fn line(&self, kind: RelationKind, ends: Option<(Anchor, Anchor)>) -> String {
        match ends {
            Some((source, target)) => format!(
                "{} {} {}",
                self.name(source),
                kind.label(),
                self.name(target)
            ),
            None => kind.label().to_owned(),
        }
    }
}

/// What many such edits are together.
const fn plural(edit: &Edit) -> Option<(&'static str, &'static str)> {
    Some(match edit {
        Edit::AddArticle(_) => ("Added", "articles"),
        Edit::RemoveArticle(_) => ("Removed", "articles"),
        Edit::Pin { pos: Some(_), .. } => ("Pinned", "nodes"),
        Edit::Pin { pos: None, .. } => ("Unpinned", "nodes"),
        Edit::Hide { .. } => ("Hid", "nodes"),
        Edit::Show { .. } => ("Showed", "nodes"),
        Edit::Delete { .. } => ("Deleted", "nodes"),
        Edit::Merge { .. } => ("Joined", "pairs"),
        Edit::KeepApart { .. } => ("Kept", "pairs apart"),
        Edit::Reject { .. } => ("Rejected", "citations"),
        Edit::Confirm { .. } => ("Confirmed", "citations"),
        Edit::SetStatus { .. } => ("Changed the status of", "citations"),
        Edit::Retype { .. } => ("Changed the kind of", "citations"),
        Edit::Redirect { .. } => ("Changed the ends of", "citations"),
        Edit::NotAMention { .. } => ("Marked", "stretches of text as no mention"),
        _ => return None,
    })
}

fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// The kind of a thing in a sentence, for those who list them.
pub fn one_of(kind: Kind) -> String {
    with_article(kind.singular())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Article, ArticleId, Entity, EntityId, Form, Grade, MapPos, Span, Status};
    use crate::project::View;

    const TEXT: &str = "Badr Al Busaidi spoke. Al Busaidi met Ana Duarte.";

    fn at(words: &str) -> Anchor {
        let start = TEXT.find(words).unwrap();
        Anchor {
            article: ArticleId::from_text(TEXT),
            span: Span::new(start, start + words.len()),
        }
    }

    fn entity(name: &str, mentions: &[&str]) -> Entity {
        Entity {
            id: EntityId::new(name),
            kind: Kind::Person,
            subkind: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: mentions
                .iter()
                .map(|words| (at(words), Form::Name))
                .collect(),
            joins: Vec::new(),
        }
    }

    #[test]
    fn edits_read_like_a_diary() {
        let mut project = Project::default();
        project.keep_article(Arc::new(Article::of_text(TEXT)));
        let entities = vec![
            entity("Badr Al Busaidi", &["Badr Al Busaidi", "Al Busaidi met"]),
            entity("Ana Duarte", &["Ana Duarte"]),
        ];
        let graph = Graph::new(entities, Vec::new());
        let (badr, ana) = (at("Badr Al Busaidi"), at("Ana Duarte"));
        let short = Anchor {
            span: Span::new(23, 33),
            ..badr
        };
        let pin = Edit::Pin {
            at: badr,
            pos: Some(MapPos { x: 1.0, y: 2.0 }),
        };
        let line = Line {
            sentence: at("Al Busaidi met Ana Duarte."),
            kind: RelationKind::Meets,
            status: Status::Asserted,
            ends: Some((badr, ana)),
        };
        let hide = Edit::Hide { at: badr };
        let group = |edits: &[Edit]| Edit::Group(edits.to_vec());
        let moved = Edit::Arrange {
            how: Arranged::ByHand,
            stood: vec![(badr, MapPos { x: 0.0, y: 0.0 })],
        };
        let diary = [
            (pin.clone(), "Pinned Badr Al Busaidi"),
            (group(&[pin.clone(), pin.clone()]), "Pinned 2 nodes"),
            (group(&[moved, pin.clone()]), "Pinned Badr Al Busaidi"),
            (group(&[pin, hide]), "2 edits"),
            (
                Edit::Merge { a: badr, b: short },
                "Joined Al Busaidi with Badr Al Busaidi",
            ),
            (
                Edit::KeepApart { a: badr, b: ana },
                "Kept Badr Al Busaidi and Ana Duarte apart",
            ),
            (
                Edit::Split {
                    mentions: vec![short],
                },
                "Split off “Al Busaidi”",
            ),
            (
                Edit::Reject { line },
                "Rejected: Badr Al Busaidi met Ana Duarte",
            ),
            (
                Edit::Retype {
                    line,
                    to: RelationKind::Visits,
                },
                "Changed to “visits”: Badr Al Busaidi met Ana Duarte",
            ),
            (
                Edit::SetKind {
                    at: ana,
                    kind: Kind::Organization,
                    subkind: None,
                },
                "Made Ana Duarte an organisation",
            ),
            (
                Edit::Note {
                    on: Noted::Node(ana),
                    text: "who?".to_owned(),
                },
                "Wrote a note on Ana Duarte",
            ),
            (
                Edit::GradeSource {
                    article: badr.article,
                    grade: Grade::default(),
                },
                "Graded an article F6",
            ),
        ];
        let [morning, evening] = ["Morning", "Evening"].map(|name| {
            project.keep_view(&View {
                name: name.to_owned(),
                ..View::default()
            })
        });
        let view = morning.clone();
        let of_views = [
            (Edit::AddView { view, at: 0 }, "Stored the view “Morning”"),
            (
                Edit::ReplaceView {
                    old: morning.clone(),
                    new: evening.clone(),
                },
                "Renamed the view “Morning” to “Evening”",
            ),
            (
                Edit::GoToView {
                    from: evening,
                    to: morning.clone(),
                },
                "Went to the view “Morning”",
            ),
            (Edit::RemoveView(morning), "Deleted the view “Morning”"),
        ];
        for (edit, words) in diary.into_iter().chain(of_views) {
            assert_eq!(describe(&edit, &project, &graph), words);
        }
        let hide = Edit::Hide { at: badr };
        let lost = describe(&hide, &Project::default(), &Graph::default());
        assert_eq!(lost, "Hid something no longer found");
    }
}

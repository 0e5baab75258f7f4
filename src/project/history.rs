//! An edit in words, for the menu ("Undo pin Badr Al Busaidi") and the list of what was said.

use crate::model::{Anchor, Edit, Graph, Kind};

/// What an edit did, as a line of a history: "Pinned Badr Al Busaidi".
pub fn describe(edit: &Edit, graph: &Graph) -> String {
    let name = |at: &Anchor| match graph.entity_at(*at) {
        Some(entity) => entity.name.clone(),
        None => "something no longer found".to_owned(),
    };
    match edit {
        Edit::AddArticle(_) => "Added an article".to_owned(),
        Edit::RemoveArticle(_) => "Removed an article".to_owned(),
        Edit::Pin { at, pos: Some(_) } => format!("Pinned {}", name(at)),
        Edit::Pin { at, pos: None } => format!("Unpinned {}", name(at)),
        Edit::Arrange { how, .. } => how.label().to_owned(),
        Edit::Hide { at } => format!("Hid {}", name(at)),
        Edit::Show { at } => format!("Showed {}", name(at)),
        Edit::Merge { a, b } => format!("Joined {} and {}", name(a), name(b)),
        Edit::Split { mention } => format!("Split off {}", name(mention)),
        Edit::Rename { name, .. } => format!("Renamed to {name}"),
        Edit::SetKind { at, kind, .. } => {
            let article = match kind {
                Kind::Organization | Kind::Event => "an",
                _ => "a",
            };
            format!("Made {} {article} {}", name(at), kind.singular())
        }
        Edit::Relate {
            source,
            target,
            kind,
            ..
        } => format!("Added: {} {} {}", name(source), kind.label(), name(target)),
        Edit::Reject { kind, .. } => format!("Rejected: {}", kind.label()),
        Edit::SetStatus { kind, status, .. } => {
            let status = status.label().to_lowercase();
            format!("Marked as {status}: {}", kind.label())
        }
        Edit::Group(edits) => describe_group(edits, graph),
    }
}

/// One edit by its name, several by kind and number: "Pinned 3 nodes".
fn describe_group(edits: &[Edit], graph: &Graph) -> String {
    let verb = |edit: &Edit| match edit {
        Edit::AddArticle(_) => Some(("Added", "articles")),
        Edit::RemoveArticle(_) => Some(("Removed", "articles")),
        Edit::Pin { pos: Some(_), .. } => Some(("Pinned", "nodes")),
        Edit::Pin { pos: None, .. } => Some(("Unpinned", "nodes")),
        Edit::Hide { .. } => Some(("Hid", "nodes")),
        Edit::Show { .. } => Some(("Showed", "nodes")),
        _ => None,
    };
    match edits {
        [] => "An edit this version does not know".to_owned(),
        [only] => describe(only, graph),
        // What was unpinned for it is part of it.
        [.., last @ Edit::Arrange { .. }] => describe(last, graph),
        [first, rest @ ..] => match verb(first) {
            Some((did, what)) if rest.iter().all(|edit| verb(edit) == Some((did, what))) => {
                format!("{did} {} {what}", edits.len())
            }
            _ => format!("{} edits", edits.len()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Entity, EntityId, Form, MapPos, Span};

    #[test]
    fn edits_read_like_a_diary() {
        let anchor = Anchor {
            article: ArticleId::from_text("Badr Al Busaidi spoke."),
            span: Span::new(0, 15),
        };
        let entity = Entity {
            id: EntityId::new("person:badr-al-busaidi"),
            kind: Kind::Person,
            subkind: None,
            name: "Badr Al Busaidi".to_owned(),
            aliases: Vec::new(),
            iso: None,
            named: true,
            roles: Vec::new(),
            mentions: vec![(anchor, Form::Name)],
            joins: Vec::new(),
        };
        let graph = Graph::new(vec![entity], Vec::new());
        let pos = Some(MapPos { x: 1.0, y: 2.0 });
        let pin = Edit::Pin { at: anchor, pos };
        assert_eq!(describe(&pin, &graph), "Pinned Badr Al Busaidi");
        let group = Edit::Group(vec![pin.clone(), pin.clone()]);
        assert_eq!(describe(&group, &graph), "Pinned 2 nodes");
        let mixed = Edit::Group(vec![pin, Edit::Hide { at: anchor }]);
        assert_eq!(describe(&mixed, &graph), "2 edits");
        let lost = describe(&Edit::Hide { at: anchor }, &Graph::default());
        assert_eq!(lost, "Hid something no longer found");
    }
}

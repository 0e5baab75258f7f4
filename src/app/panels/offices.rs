//! Offices and kinds of a node, in words.

use crate::model::{Anchor, Entity, EntityId, Graph, Role, RoleTime};

/// "Foreign Minister of Iran · diplomat".
pub fn line(graph: &Graph, entity: &Entity) -> String {
    let mut parts: Vec<String> = current_first(entity)
        .into_iter()
        .map(|role| office(graph, role))
        .collect();
    parts.dedup();
    parts.truncate(3);
    let kind = entity
        .subkind
        .map_or(entity.kind.singular(), |subkind| subkind.label());
    let is_told = parts
        .iter()
        .any(|part| part.to_lowercase().contains(&kind.to_lowercase()));
    if !is_told {
        parts.push(kind.to_owned());
    }
    parts.join(" · ")
}

/// The first office only; nothing for a node that has none.
pub fn short(graph: &Graph, entity: &Entity) -> String {
    match current_first(entity).first() {
        Some(role) => office(graph, role),
        None => entity
            .subkind
            .map_or_else(String::new, |subkind| subkind.label().to_owned()),
    }
}

/// "former President of the United States".
pub fn office<W>(graph: &Graph, role: &Role<EntityId, W>) -> String {
    let time = match role.time {
        RoleTime::Current => "",
        RoleTime::Former => "former ",
        RoleTime::Designate => "designated ",
    };
    let of = role.of.as_ref().and_then(|id| graph.entity(id));
    let title = &role.title;
    match of.map(|entity| entity.name.as_str()) {
        Some(name) if !title.contains(name) => format!("{time}{title} of {}", with_article(name)),
        _ => format!("{time}{title}"),
    }
}

/// "the United States", but "Oman".
fn with_article(name: &str) -> String {
    let plural = ["United ", "Islamic ", "Supreme "]
        .iter()
        .any(|start| name.starts_with(start));
    let of_it = name.contains(" of ") || ["Netherlands", "Philippines"].contains(&name);
    if (plural || of_it) && !name.starts_with("the ") {
        return format!("the {name}");
    }
    name.to_owned()
}

fn current_first(entity: &Entity) -> Vec<&Role<EntityId, Anchor>> {
    let mut roles: Vec<_> = entity.roles.iter().collect();
    roles.sort_by_key(|role| role.time);
    roles
}

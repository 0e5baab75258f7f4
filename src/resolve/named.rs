//! Names, kinds and codes that the user gave.

use std::collections::BTreeMap;

use crate::model::{Edit, Entity, EntityId};
use crate::resolve::edits::{Edits, Holders};
use crate::resolve::entities::slug;
use crate::resolve::nodes::NodeIdx;

/// Changes entities as said, in the order it was said; `drafts` are entities with the nodes they are made of.
pub(super) fn by_hand(drafts: &mut [(Entity, Vec<NodeIdx>)], holders: &Holders, edits: &mut Edits) {
    let mut draft_of: BTreeMap<NodeIdx, usize> = BTreeMap::new();
    for (draft, (_, members)) in drafts.iter().enumerate() {
        draft_of.extend(members.iter().map(|node| (*node, draft)));
    }
    for (number, edit) in edits.each() {
        let at = match edit {
            Edit::Rename { at, .. }
            | Edit::SetKind { at, .. }
            | Edit::SetIso { at, .. }
            | Edit::AddAlias { at, .. }
            | Edit::RemoveAlias { at, .. } => *at,
            // Words that the reader found meanwhile are what the user said they are.
            Edit::AddEntity { at, .. } => *at,
            _ => continue,
        };
        let node = holders.at(at);
        let draft = node.and_then(|node| draft_of.get(&node));
        if let Some((entity, _)) = draft.and_then(|draft| drafts.get_mut(*draft)) {
            change(entity, edit);
            edits.found(number);
        }
    }
}

fn change(entity: &mut Entity, edit: &Edit) {
    match edit {
        Edit::Rename { name, .. } => {
            let old = std::mem::replace(&mut entity.name, name.clone());
            entity.aliases.retain(|alias| alias != name);
            if old != *name && !entity.aliases.contains(&old) {
                entity.aliases.insert(0, old);
            }
            entity.named = true;
        }
        Edit::SetKind { kind, subkind, .. } | Edit::AddEntity { kind, subkind, .. } => {
            entity.kind = *kind;
            entity.subkind = *subkind;
        }
        Edit::SetIso { iso, .. } => entity.iso.clone_from(iso),
        Edit::AddAlias { alias, .. }
            if *alias != entity.name && !entity.aliases.contains(alias) =>
        {
            entity.aliases.push(alias.clone());
        }
        Edit::RemoveAlias { alias, .. } => entity.aliases.retain(|known| known != alias),
        _ => {}
    }
    let id = format!("{}:{}", entity.kind.word(), slug(&entity.name));
    entity.id = EntityId::new(&id);
}

use std::fmt::Write as _;

use cemapi_abi::{Name, NameId};

use super::Members;
use crate::text::{
    Flaw, Node, Shape,
    scalar::{in_range, read_iid, read_text, write_iid, write_text},
};

/// Reads `(set: "{...}", id: 5)` or `(set: "{...}", name: "x")`.
pub(in crate::text) fn read_name_id(node: Node<'_>) -> Result<NameId, Flaw<'_>> {
    let mut members = Members::read(node, "MAPINAMEID")?;
    let set = match members.take("set") {
        Some(node) if node.shape() != Shape::Word("NULL") => Some(read_iid(node)?),
        _ => None,
    };
    let name = match members.take("name") {
        Some(name) => Name::Text(read_text(name)?),
        None => Name::Number(in_range(members.need("id")?, "32 bits")?),
    };
    members.end(&["set", "id", "name"]).map(|()| NameId { set, name })
}

pub(in crate::text) fn write_name_id(out: &mut String, name: &NameId) {
    out.push_str("(set: ");
    match name.set {
        Some(set) => write_iid(out, set),
        None => out.push_str("NULL"),
    }
    match &name.name {
        Name::Number(number) => _ = write!(out, ", id: {number}"),
        Name::Text(text) => {
            out.push_str(", name: ");
            write_text(out, text);
        }
    }
    out.push(')');
}

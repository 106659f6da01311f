use std::fmt::Write as _;

use cemapi_abi::{SortOrderSet, registry::SORT_ORDER};

use super::Members;
use crate::text::{
    Flaw, Node,
    property::write_tag,
    scalar::{read_number, read_tag, write_list, write_number},
};

/// Reads `(keys: [(PR_SUBJECT_W, TABLE_SORT_ASCEND)])`.
pub(in crate::text) fn read_order(node: Node<'_>) -> Result<SortOrderSet, Flaw<'_>> {
    let mut members = Members::read(node, "SSortOrderSet")?;
    let mut order = SortOrderSet {
        categories: members.number("cCategories", None)?,
        expanded: members.number("cExpanded", None)?,
        keys: Vec::new(),
    };
    for key in members.need("keys")?.list()? {
        let parts = key.tuple()?;
        let [tag, direction] = parts[..] else {
            return Err(key.expected("a tag and a direction"));
        };
        order.keys.push((read_tag(tag)?, read_number(direction, Some(&SORT_ORDER))?));
    }
    members.end(&["keys", "cCategories", "cExpanded"]).map(|()| order)
}

pub(in crate::text) fn write_order(out: &mut String, order: &SortOrderSet) {
    out.push_str("(keys: ");
    write_list(out, &order.keys, |out, (tag, direction)| {
        out.push('(');
        write_tag(out, *tag);
        out.push_str(", ");
        write_number(out, *direction, Some(&SORT_ORDER));
        out.push(')');
    });
    for (name, number) in [("cCategories", order.categories), ("cExpanded", order.expanded)] {
        if number != 0 {
            _ = write!(out, ", {name}: {number}");
        }
    }
    out.push(')');
}

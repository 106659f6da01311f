use std::fmt::Write as _;

use cemapi_abi::{MapiInit, registry::INIT};

use super::Members;
use crate::text::{Flaw, Node, scalar::write_number};

pub(in crate::text) fn read_init(node: Node<'_>) -> Result<MapiInit, Flaw<'_>> {
    let mut members = Members::read(node, "MAPIINIT_0")?;
    let init = MapiInit {
        ulVersion: members.number("ulVersion", None)?,
        ulFlags: members.number("ulFlags", Some(&INIT))?,
    };
    members.end(&["ulVersion", "ulFlags"]).map(|()| init)
}

pub(in crate::text) fn write_init(out: &mut String, init: MapiInit) {
    _ = write!(out, "(ulVersion: {}, ulFlags: ", init.ulVersion);
    write_number(out, init.ulFlags, Some(&INIT));
    out.push(')');
}

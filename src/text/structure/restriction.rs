use std::fmt::Write as _;

use cemapi_abi::{
    Restriction,
    registry::{BITMASK, FUZZY, RELOP},
};

use super::Members;
use crate::text::{
    Flaw, Named, Node, Shape,
    property::{Entries, read_prop, write_prop},
    scalar::{read_tag, unknown, write_list, write_number},
};

/// Reads `And([...])`, `Property(relop: RELOP_EQ, ulPropTag: ..., prop: (...))` and the like.
pub(in crate::text) fn read_restriction<'a>(
    node: Node<'a>,
    entries: &mut Entries<'_>,
) -> Result<Restriction, Flaw<'a>> {
    const KNOWN: &[&str] = &[
        "ulFuzzyLevel",
        "relop",
        "relBMR",
        "ulPropTag",
        "ulPropTag1",
        "ulPropTag2",
        "prop",
        "ulMask",
        "cb",
        "rt",
    ];
    let Shape::Applied(kind) = node.shape() else {
        return Err(node.expected("a restriction such as `Exist(ulPropTag: PR_SUBJECT)`"));
    };
    let mut parts = || -> Result<Vec<Restriction>, Flaw<'a>> {
        node.inside()?.list()?.into_iter().map(|part| read_restriction(part, entries)).collect()
    };
    match kind {
        "And" => return parts().map(Restriction::And),
        "Or" => return parts().map(Restriction::Or),
        "Not" => {
            return read_restriction(node.inside()?, entries).map(Box::new).map(Restriction::Not);
        }
        _ => {}
    }
    let mut members = Members::read(node, "the restriction")?;
    let restriction = match kind {
        "Content" => Restriction::Content {
            fuzzy: members.number("ulFuzzyLevel", Some(&FUZZY))?,
            tag: read_tag(members.need("ulPropTag")?)?,
            prop: read_prop(members.need("prop")?, entries)?,
        },
        "Property" => Restriction::Property {
            relation: members.number("relop", Some(&RELOP))?,
            tag: read_tag(members.need("ulPropTag")?)?,
            prop: read_prop(members.need("prop")?, entries)?,
        },
        "CompareProps" => Restriction::CompareProps {
            relation: members.number("relop", Some(&RELOP))?,
            left: read_tag(members.need("ulPropTag1")?)?,
            right: read_tag(members.need("ulPropTag2")?)?,
        },
        "Bitmask" => Restriction::Bitmask {
            relation: members.number("relBMR", Some(&BITMASK))?,
            tag: read_tag(members.need("ulPropTag")?)?,
            mask: members.number("ulMask", None)?,
        },
        "Size" => Restriction::Size {
            relation: members.number("relop", Some(&RELOP))?,
            tag: read_tag(members.need("ulPropTag")?)?,
            bytes: members.number("cb", None)?,
        },
        "Exist" => Restriction::Exist(read_tag(members.need("ulPropTag")?)?),
        "Other" => Restriction::Other(members.number("rt", None)?),
        _ => {
            let known = [
                "And",
                "Or",
                "Not",
                "Content",
                "Property",
                "CompareProps",
                "Bitmask",
                "Size",
                "Exist",
                "Other",
            ];
            return Err(unknown(node, kind, "a restriction", known));
        }
    };
    members.end(KNOWN).map(|()| restriction)
}

pub(in crate::text) fn write_restriction(
    out: &mut String,
    restriction: &Restriction,
    names: &dyn Named,
) {
    let parts = |out: &mut String, word: &str, parts: &[Restriction]| {
        out.push_str(word);
        write_list(out, parts, |out, part| write_restriction(out, part, names));
    };
    match restriction {
        Restriction::And(inner) => parts(out, "And(", inner),
        Restriction::Or(inner) => parts(out, "Or(", inner),
        Restriction::Not(inner) => {
            out.push_str("Not(");
            write_restriction(out, inner, names);
        }
        Restriction::Content { fuzzy, tag, prop } => {
            out.push_str("Content(ulFuzzyLevel: ");
            write_number(out, *fuzzy, Some(&FUZZY));
            _ = write!(out, ", ulPropTag: {tag}, prop: ");
            write_prop(out, prop, names);
        }
        Restriction::Property { relation, tag, prop } => {
            out.push_str("Property(relop: ");
            write_number(out, *relation, Some(&RELOP));
            _ = write!(out, ", ulPropTag: {tag}, prop: ");
            write_prop(out, prop, names);
        }
        Restriction::CompareProps { relation, left, right } => {
            out.push_str("CompareProps(relop: ");
            write_number(out, *relation, Some(&RELOP));
            _ = write!(out, ", ulPropTag1: {left}, ulPropTag2: {right}");
        }
        Restriction::Bitmask { relation, tag, mask } => {
            out.push_str("Bitmask(relBMR: ");
            write_number(out, *relation, Some(&BITMASK));
            _ = write!(out, ", ulPropTag: {tag}, ulMask: 0x{mask:X}");
        }
        Restriction::Size { relation, tag, bytes } => {
            out.push_str("Size(relop: ");
            write_number(out, *relation, Some(&RELOP));
            _ = write!(out, ", ulPropTag: {tag}, cb: {bytes}");
        }
        Restriction::Exist(tag) => _ = write!(out, "Exist(ulPropTag: {tag}"),
        Restriction::Other(kind) => _ = write!(out, "Other(rt: {kind}"),
    }
    out.push(')');
}

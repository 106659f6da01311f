//! The structures that arguments point to, each read and written by the names of its members.

use std::fmt::Write as _;

use cemapi_abi::{
    ComposeFields, MapiInit, Name, NameId, Notification, Restriction, SortOrderSet, Text,
    registry::{BITMASK, COMPOSE, EVENTS, FUZZY, Group, INIT, OBJECT_TYPE, RELOP, SORT_ORDER},
};

use super::{
    Flaw, Names, Node, Problem, Shape, nearest,
    property::{Entries, read_prop, write_entry, write_prop, write_tag},
    scalar::{
        in_range, read_iid, read_number, read_tag, read_text, write_iid, write_list, write_number,
        write_text,
    },
};

/// The members of a structure that is being read.
struct Members<'a> {
    whole: Node<'a>,
    of: &'static str,
    fields: Vec<(&'a str, Node<'a>)>,
}

impl<'a> Members<'a> {
    fn read(whole: Node<'a>, of: &'static str) -> Result<Self, Flaw<'a>> {
        match whole.shape() {
            Shape::Group | Shape::Applied(_) => Ok(Self { whole, of, fields: whole.fields()? }),
            _ => Err(whole.expected(format!("{of} in parentheses"))),
        }
    }

    fn take(&mut self, name: &str) -> Option<Node<'a>> {
        let place = self.fields.iter().position(|(known, _)| *known == name)?;
        Some(self.fields.remove(place).1)
    }

    fn need(&mut self, name: &str) -> Result<Node<'a>, Flaw<'a>> {
        self.take(name).ok_or_else(|| {
            let (field, of) = (name.to_owned(), self.of.to_owned());
            self.whole.flaw(Problem::MissingField { field, of })
        })
    }

    fn number(&mut self, name: &str, group: Option<&'static Group>) -> Result<u32, Flaw<'a>> {
        self.take(name).map_or(Ok(0), |node| read_number(node, group))
    }

    fn text(&mut self, name: &str) -> Result<Option<Text>, Flaw<'a>> {
        match self.take(name) {
            Some(node) if node.shape() != Shape::Word("NULL") => read_text(node).map(Some),
            _ => Ok(None),
        }
    }

    /// Ends the reading: there may be nothing left.
    fn end(self, known: &[&'static str]) -> Result<(), Flaw<'a>> {
        match self.fields.first() {
            None => Ok(()),
            Some((key, _)) => Err(Flaw::new(
                key,
                Problem::UnknownField {
                    field: (*key).to_owned(),
                    of: self.of.to_owned(),
                    near: nearest(key, known.iter().copied()),
                },
            )),
        }
    }
}

pub(super) fn read_init(node: Node<'_>) -> Result<MapiInit, Flaw<'_>> {
    let mut members = Members::read(node, "MAPIINIT_0")?;
    let init = MapiInit {
        ulVersion: members.number("ulVersion", None)?,
        ulFlags: members.number("ulFlags", Some(&INIT))?,
    };
    members.end(&["ulVersion", "ulFlags"]).map(|()| init)
}

pub(super) fn write_init(out: &mut String, init: MapiInit) {
    _ = write!(out, "(ulVersion: {}, ulFlags: ", init.ulVersion);
    write_number(out, init.ulFlags, Some(&INIT));
    out.push(')');
}

/// Reads `And([...])`, `Property(relop: RELOP_EQ, ulPropTag: ..., prop: (...))` and the like.
pub(super) fn read_restriction<'a>(
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
            return Err(super::scalar::unknown(node, kind, "a restriction", known));
        }
    };
    members.end(KNOWN).map(|()| restriction)
}

pub(super) fn write_restriction(out: &mut String, restriction: &Restriction, names: &Names) {
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

/// Reads `(keys: [(PR_SUBJECT_W, TABLE_SORT_ASCEND)])`.
pub(super) fn read_order(node: Node<'_>) -> Result<SortOrderSet, Flaw<'_>> {
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

pub(super) fn write_order(out: &mut String, order: &SortOrderSet) {
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

/// Reads `(set: "{...}", id: 5)` or `(set: "{...}", name: "x")`.
pub(super) fn read_name_id(node: Node<'_>) -> Result<NameId, Flaw<'_>> {
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

pub(super) fn write_name_id(out: &mut String, name: &NameId) {
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

pub(super) fn read_notification<'a>(
    node: Node<'a>,
    entries: &mut Entries<'_>,
) -> Result<Notification, Flaw<'a>> {
    let mut members = Members::read(node, "NOTIFICATION")?;
    let mut notification = Notification {
        event: members.number("ulEventType", Some(&EVENTS))?,
        object_type: members.number("ulObjType", Some(&OBJECT_TYPE))?,
        ..Notification::default()
    };
    for (name, entry) in entry_members(&mut notification) {
        if let Some(node) = members.take(name) {
            *entry = entries.read(node)?;
        }
    }
    let known = ["ulEventType", "ulObjType", "lpEntryID", "lpParentID", "lpOldID", "lpOldParentID"];
    members.end(&known).map(|()| notification)
}

fn entry_members(notification: &mut Notification) -> [(&'static str, &mut cemapi_abi::EntryId); 4] {
    [
        ("lpEntryID", &mut notification.entry),
        ("lpParentID", &mut notification.parent),
        ("lpOldID", &mut notification.old_entry),
        ("lpOldParentID", &mut notification.old_parent),
    ]
}

pub(super) fn write_notification(out: &mut String, notification: &Notification, names: &Names) {
    out.push_str("(ulEventType: ");
    write_number(out, notification.event, Some(&EVENTS));
    out.push_str(", ulObjType: ");
    write_number(out, notification.object_type, Some(&OBJECT_TYPE));
    for (name, entry) in entry_members(&mut notification.clone()) {
        if *entry != cemapi_abi::EntryId::Null {
            _ = write!(out, ", {name}: ");
            write_entry(out, entry, names);
        }
    }
    out.push(')');
}

const COMPOSE_TEXTS: [&str; 8] = [
    "pszAccount",
    "pszTo",
    "pszCc",
    "pszBcc",
    "pszSubject",
    "pszBody",
    "pszAttachments",
    "pszMsgClass",
];

fn compose_texts(fields: &mut ComposeFields) -> [&mut Option<Text>; 8] {
    [
        &mut fields.account,
        &mut fields.to,
        &mut fields.cc,
        &mut fields.bcc,
        &mut fields.subject,
        &mut fields.body,
        &mut fields.attachments,
        &mut fields.class,
    ]
}

pub(super) fn read_compose(node: Node<'_>) -> Result<ComposeFields, Flaw<'_>> {
    let mut members = Members::read(node, "MAILCOMPOSEFIELDS")?;
    let size = members.take("cbSize").map(|node| read_number(node, None)).transpose()?;
    let mut fields = ComposeFields {
        size,
        flags: members.number("dwFlags", Some(&COMPOSE))?,
        attachment_count: members.number("cAttachments", None)?,
        ..ComposeFields::default()
    };
    for (name, text) in COMPOSE_TEXTS.into_iter().zip(compose_texts(&mut fields)) {
        *text = members.text(name)?;
    }
    let known: Vec<&'static str> =
        ["cbSize", "dwFlags", "cAttachments"].into_iter().chain(COMPOSE_TEXTS).collect();
    members.end(&known).map(|()| fields)
}

pub(super) fn write_compose(out: &mut String, fields: &ComposeFields) {
    out.push_str("(dwFlags: ");
    write_number(out, fields.flags, Some(&COMPOSE));
    if let Some(size) = fields.size {
        _ = write!(out, ", cbSize: {size}");
    }
    if fields.attachment_count != 0 {
        _ = write!(out, ", cAttachments: {}", fields.attachment_count);
    }
    for (name, text) in COMPOSE_TEXTS.into_iter().zip(compose_texts(&mut fields.clone())) {
        if let Some(text) = text {
            _ = write!(out, ", {name}: ");
            write_text(out, text);
        }
    }
    out.push(')');
}

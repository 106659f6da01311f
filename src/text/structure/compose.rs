use std::fmt::Write as _;

use cemapi_abi::{ComposeFields, Text, registry::COMPOSE};

use super::Members;
use crate::text::{
    Flaw, Node,
    scalar::{read_number, write_number, write_text},
};

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

pub(in crate::text) fn read_compose(node: Node<'_>) -> Result<ComposeFields, Flaw<'_>> {
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

pub(in crate::text) fn write_compose(out: &mut String, fields: &ComposeFields) {
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

use cemapi_abi::layout::{Member, Structure, structures};

use super::comment;

/// Names that structures have besides their own.
const ALIASES: &[(&str, &str)] =
    &[("SBinaryArray", "ENTRYLIST, *LPENTRYLIST"), ("MAPIINIT_0", "MAPIINIT, *LPMAPIINIT")];

/// The structures of one header.
pub(super) fn all(header: &str) -> String {
    structures::all().filter(|known| known.header == header).map(one).collect()
}

/// The other names of `GUID`.
pub(super) fn ids() -> String {
    "typedef GUID IID, CLSID;\n\
     typedef GUID *LPIID;\n\
     #ifdef __cplusplus\n\
     #define REFIID const IID &\n\
     #else\n\
     #define REFIID const IID *\n\
     #endif\n\n"
        .to_owned()
}

fn one(structure: &Structure) -> String {
    let name = structure.name;
    // The union of values is known by its tag alone.
    let (tag, names) = match name.strip_prefix('_') {
        Some(_) => (name.to_owned(), String::new()),
        None => (format!("_{name}"), format!(" {name}, *LP{name}")),
    };
    let alias = ALIASES.iter().find(|(known, _)| *known == name);
    let alias = alias.map_or_else(String::new, |(_, alias)| format!("typedef {name} {alias};\n"));
    let open = if names.is_empty() { "" } else { "typedef " };
    format!("{}\n{open}{}{names};\n{alias}\n", comment(structure.doc), body(structure, &tag, 0))
}

/// `struct tag { ... }`, indented by so many levels.
fn body(structure: &Structure, tag: &str, level: usize) -> String {
    let word = if structure.union { "union" } else { "struct" };
    let space = if tag.is_empty() { "" } else { " " };
    let indent = "    ".repeat(level);
    let members: String = structure
        .members
        .iter()
        .map(|(name, c_type, member)| {
            let declared = match member {
                Member::Structure(inner) if inner.header.is_empty() => {
                    format!("{} {name}", body(inner, "", level + 1))
                }
                _ => declare(c_type, name),
            };
            format!("{indent}    {declared};\n")
        })
        .collect();
    format!("{word}{space}{tag} {{\n{members}{indent}}}")
}

/// A member of a plain type or an array.
fn declare(c_type: &str, name: &str) -> String {
    // One member is named with a word that Rust keeps for itself.
    let name = name.trim_end_matches('_');
    match c_type.split_once('[') {
        Some((element, count)) => format!("{element} {name}[{count}"),
        None if c_type.ends_with('*') => format!("{c_type}{name}"),
        None => format!("{c_type} {name}"),
    }
}

//! The C headers that go with the library, made from the registry.

mod constant;
mod interface;
mod structure;

use cemapi_abi::registry::INTERFACES;

/// The types that the registry does not know, as C.
const PLATFORM: &str = include_str!("platform.h");

/// The types and macros that MAPI has on every platform.
const MAPI: &str = include_str!("mapi.h");

/// Macros for arrays of a fixed number of elements.
const SIZED: &str = include_str!("sized.h");

/// Every header: its name and its text.
#[must_use]
pub fn all() -> [(&'static str, String); 4] {
    [
        ("mapidefs.h", header("MAPIDEFS_H", "types, structures and interfaces", &[], &mapidefs())),
        ("mapix.h", header("MAPIX_H", "the session and how to get one", &["mapidefs.h"], &mapix())),
        ("mapiutil.h", header("MAPIUTIL_H", "conveniences", &["mapidefs.h"], &mapiutil())),
        ("cemapi.h", header("CEMAPI_H", "what only CE has", &["mapix.h", "mapiutil.h"], &cemapi())),
    ]
}

fn header(guard: &str, what: &str, includes: &[&str], parts: &[String]) -> String {
    let includes: String = includes.iter().map(|name| format!("#include \"{name}\"\n")).collect();
    let includes = if includes.is_empty() { includes } else { format!("{includes}\n") };
    format!(
        "/* CE MAPI: {what}.\n * Made from the registry by `cargo run -p cemapi-library --bin \
         headers`; do not edit. */\n#ifndef {guard}\n#define {guard}\n\n{includes}{}\n\n#endif\n",
        parts.join("\n").trim_end()
    )
}

fn mapidefs() -> Vec<String> {
    vec![
        PLATFORM.to_owned(),
        structure::all("unknwn.h"),
        structure::ids(),
        structure::all("objidl.h"),
        interface::forward(&["unknwn.h", "objidl.h"]),
        interface::all("unknwn.h"),
        interface::all("objidl.h"),
        "#endif\n".to_owned(),
        MAPI.to_owned(),
        constant::codes(false),
        constant::flags(),
        constant::types(),
        constant::tags(false),
        constant::iids(),
        interface::forward(&["mapidefs.h", "mapix.h", "cemapi.h"]),
        structure::all("mapidefs.h"),
        SIZED.to_owned(),
        interface::all("mapidefs.h"),
    ]
}

fn mapix() -> Vec<String> {
    vec![
        structure::all("mapix.h"),
        interface::functions(|name| header_of(name) == "mapix.h"),
        interface::all("mapix.h"),
    ]
}

fn mapiutil() -> Vec<String> {
    vec![interface::functions(|name| header_of(name) == "mapiutil.h")]
}

fn cemapi() -> Vec<String> {
    vec![
        constant::codes(true),
        constant::tags(true),
        structure::all("cemapi.h"),
        interface::all("cemapi.h"),
        interface::functions(|name| header_of(name) == "cemapi.h"),
    ]
}

/// The header that the documentation names for a function (ENV-4).
fn header_of(function: &str) -> &'static str {
    match function {
        "FreeProws" | "HrGetOneProp" | "HrSetOneProp" => "mapiutil.h",
        _ if function.starts_with("Mail") => "cemapi.h",
        _ => INTERFACES[0].header,
    }
}

/// A comment of the registry's as one of C's.
fn comment(doc: &str) -> String {
    format!("/* {} */", doc.trim())
}

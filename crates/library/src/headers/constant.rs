use std::fmt::Display;

use cemapi_abi::registry::{CODES, CONSTANTS, IIDS, TAGS, TYPES};

fn define(name: &str, value: impl Display) -> String {
    format!("#define {name} {value}\n")
}

/// A definition that leaves alone what another header has defined already.
fn define_once(name: &str, value: impl Display) -> String {
    format!("#ifndef {name}\n{}#endif\n", define(name, value))
}

/// Whether only CE has it.
fn of_ce(name: &str) -> bool {
    name.starts_with("CEMAPI_") || name.starts_with("PR_CE_")
}

/// The result codes that only CE has, or the others.
pub(super) fn codes(ce: bool) -> String {
    let codes = CODES.iter().filter(|(name, _)| of_ce(name) == ce);
    let codes = codes.map(|(name, code)| define_once(name, format!("((HRESULT)0x{:08X})", code.0)));
    format!("/* Result codes. */\n{}", codes.collect::<String>())
}

/// Flags and enumerated values.
pub(super) fn flags() -> String {
    let flags = CONSTANTS.iter().map(|(name, value)| {
        if *value < 10 {
            define_once(name, value)
        } else {
            define_once(name, format!("0x{value:X}"))
        }
    });
    format!("/* Flags and enumerated values. */\n{}", flags.collect::<String>())
}

/// Property types.
pub(super) fn types() -> String {
    let flags = [
        ("MV_FLAG", cemapi_abi::registry::MV_FLAG),
        ("MV_INSTANCE", cemapi_abi::registry::MV_INSTANCE),
    ];
    let types = TYPES.iter().chain(&flags);
    let types = types.map(|(name, value)| define(name, format!("((ULONG)0x{value:04X})")));
    format!("/* Property types. */\n{}", types.collect::<String>())
}

/// The property tags that only CE has, or the others.
pub(super) fn tags(ce: bool) -> String {
    let tags = TAGS.iter().filter(|(name, _)| of_ce(name) == ce);
    let tags = tags.map(|(name, tag)| {
        define(name, format!("PROP_TAG(0x{:04X}, 0x{:04X})", tag.type_of(), tag.id()))
    });
    format!("/* Property tags. */\n{}", tags.collect::<String>())
}

/// Interface ids. Windows declares those of COM itself.
pub(super) fn iids() -> String {
    let (com, own): (Vec<_>, Vec<_>) = IIDS.iter().partition(|(name, _)| {
        matches!(*name, "IID_IUnknown" | "IID_ISequentialStream" | "IID_IStream")
    });
    let define = |ids: Vec<&(&str, cemapi_abi::Iid)>| -> String {
        ids.into_iter()
            .map(|(name, iid)| format!("static const IID {name} = {};\n", braces(*iid)))
            .collect()
    };
    format!("/* Interface ids. */\n#ifndef _WIN32\n{}#endif\n{}", define(com), define(own))
}

/// An id as C initializes it.
fn braces(iid: cemapi_abi::Iid) -> String {
    let bytes = iid.to_bytes();
    let [a, b, c, d, e, f, g, h, rest @ ..] = bytes;
    let rest: Vec<String> = rest.iter().map(|byte| format!("0x{byte:02X}")).collect();
    format!(
        "{{0x{:08X}, 0x{:04X}, 0x{:04X}, {{{}}}}}",
        u32::from_le_bytes([a, b, c, d]),
        u16::from_le_bytes([e, f]),
        u16::from_le_bytes([g, h]),
        rest.join(", ")
    )
}

//! The headers are those that the registry makes, and compilers understand by them what the
//! contract says.

use std::{fmt::Write, fs, path::Path};

use crate::compiler::{Compiler, Source};

#[test]
fn headers_are_up_to_date() {
    for (name, text) in cemapi::headers::all() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("include").join(name);
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "run `cargo run -p cemapi-library --bin headers` for {name}");
    }
}

/// The methods of contract 5.2, 9.2 and 12 that follow those of the base, in their order.
const METHODS: &[(&str, &[&str], &str)] = &[
    ("IUnknown", &[], "QueryInterface AddRef Release"),
    (
        "IMAPISession",
        &["IUnknown"],
        "GetLastError GetMsgStoresTable OpenMsgStore OpenAddressBook OpenProfileSection \
         GetStatusTable OpenEntry CompareEntryIDs Advise Unadvise MessageOptions \
         QueryDefaultMessageOpt EnumAdrTypes QueryIdentity Logoff SetDefaultStore AdminServices \
         ShowForm PrepareForm",
    ),
    ("ICEMAPISession", &["IUnknown", "IMAPISession"], "CreateMsgStore DeleteMsgStore"),
    (
        "IMAPIProp",
        &["IUnknown"],
        "GetLastError SaveChanges GetProps GetPropList OpenProperty SetProps DeleteProps CopyTo \
         CopyProps GetNamesFromIDs GetIDsFromNames",
    ),
    (
        "IMsgStore",
        &["IUnknown", "IMAPIProp"],
        "Advise Unadvise CompareEntryIDs OpenEntry SetReceiveFolder GetReceiveFolder \
         GetReceiveFolderTable StoreLogoff AbortSubmit GetOutgoingQueue SetLockState FinishedMsg \
         NotifyNewMail",
    ),
    (
        "IMAPIContainer",
        &["IUnknown", "IMAPIProp"],
        "GetContentsTable GetHierarchyTable OpenEntry SetSearchCriteria GetSearchCriteria",
    ),
    (
        "IMAPIFolder",
        &["IUnknown", "IMAPIProp", "IMAPIContainer"],
        "CreateMessage CopyMessages DeleteMessages CreateFolder CopyFolder DeleteFolder \
         SetReadFlags GetMessageStatus SetMessageStatus SaveContentsSort EmptyFolder",
    ),
    (
        "IMessage",
        &["IUnknown", "IMAPIProp"],
        "GetAttachmentTable OpenAttach CreateAttach DeleteAttach GetRecipientTable \
         ModifyRecipients SubmitMessage SetReadFlag",
    ),
    ("IAttach", &["IUnknown", "IMAPIProp"], ""),
    (
        "IMAPITable",
        &["IUnknown"],
        "GetLastError Advise Unadvise GetStatus SetColumns QueryColumns GetRowCount SeekRow \
         SeekRowApprox QueryPosition FindRow Restrict CreateBookmark FreeBookmark SortTable \
         QuerySortOrder QueryRows Abort ExpandRow CollapseRow WaitForCompletion GetCollapseState \
         SetCollapseState",
    ),
    ("IMAPIAdviseSink", &["IUnknown"], "OnNotify"),
];

/// How many slots contract 5.2, 9 and 12 count.
const SLOTS: &[(&str, usize)] = &[
    ("ICEMAPISession", 24),
    ("IMAPIProp", 14),
    ("IMsgStore", 27),
    ("IMAPIContainer", 19),
    ("IMAPIFolder", 30),
    ("IMessage", 22),
    ("IAttach", 14),
    ("IMAPITable", 26),
    ("IMAPIAdviseSink", 4),
];

/// Interface, method and slot, of all that the contract lists.
fn slots() -> Vec<(&'static str, &'static str, usize)> {
    let own = |name: &str| METHODS.iter().find(|(known, ..)| *known == name);
    let mut slots = Vec::new();
    for (name, bases, methods) in METHODS {
        let bases = bases.iter().filter_map(|base| own(base)).map(|(.., methods)| *methods);
        let all = bases.chain([*methods]).flat_map(str::split_whitespace).enumerate();
        slots.extend(all.map(|(slot, method)| (*name, method, slot)));
    }
    slots
}

#[test]
fn methods_stand_in_their_slots_for_c() {
    let mut source = "#include <cemapi.h>\n#include <stddef.h>\n".to_owned();
    for (interface, method, slot) in slots() {
        let _ = writeln!(
            source,
            "_Static_assert(offsetof({interface}Vtbl, {method}) == {slot} * sizeof(void *), \
             \"{interface}::{method}\");"
        );
    }
    for (interface, count) in SLOTS {
        let _ = writeln!(
            source,
            "_Static_assert(sizeof({interface}Vtbl) == {count} * sizeof(void *), \"{interface}\");"
        );
    }
    for compiler in Compiler::all(Source::C) {
        compiler.check("slots", &source);
    }
}

#[test]
fn methods_stand_in_their_slots_for_cpp() {
    // GCC writes a pointer to a virtual method as one more than its offset in the table.
    let mut source = "#include <cemapi.h>\n#include <stdio.h>\n#include <string.h>\n\
        template <class Method> static bool at(Method method, size_t slot) {\n\
        size_t offset; memcpy(&offset, &method, sizeof(offset));\n\
        return offset == slot * sizeof(void *) + 1; }\n\
        int main() { int wrong = 0;\n"
        .to_owned();
    for (interface, method, slot) in slots() {
        let _ = writeln!(
            source,
            "if (!at(&{interface}::{method}, {slot})) {{ wrong++; puts(\"{interface}::{method}\"); }}"
        );
    }
    source.push_str("return wrong; }\n");
    let compiler = Compiler::host(Source::Cpp);
    let program = compiler.build("slots", &source);
    let run = compiler.run(&program, &[], "ce");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

/// Sizes and some offsets of contract 13: an expression, its value with 32-bit pointers and with
/// 64-bit pointers.
const LAYOUTS: &[(&str, usize, usize)] = &[
    ("sizeof(ULONG)", 4, 4),
    ("sizeof(LONG)", 4, 4),
    ("sizeof(TCHAR)", 2, 2),
    ("sizeof(MAPIINIT_0)", 8, 8),
    ("sizeof(ENTRYID)", 5, 5),
    ("sizeof(CEENTRYID)", 16, 16),
    ("sizeof(MAPIUID)", 16, 16),
    ("sizeof(SBinary)", 8, 16),
    ("offsetof(SBinary, lpb)", 4, 8),
    ("sizeof(ENTRYLIST)", 8, 16),
    ("sizeof(union _PV)", 8, 16),
    ("sizeof(SPropValue)", 16, 24),
    ("offsetof(SPropValue, dwAlignPad)", 4, 4),
    ("offsetof(SPropValue, Value)", 8, 8),
    ("offsetof(SPropTagArray, aulPropTag)", 4, 4),
    ("sizeof(SPropProblem)", 12, 12),
    ("offsetof(SPropProblemArray, aProblem)", 4, 4),
    ("sizeof(SRow)", 12, 16),
    ("sizeof(ADRENTRY)", 12, 16),
    ("offsetof(ADRENTRY, rgPropVals)", 8, 8),
    ("offsetof(SRowSet, aRow)", 4, 8),
    ("offsetof(ADRLIST, aEntries)", 4, 8),
    ("sizeof(MAPIERROR)", 20, 32),
    ("offsetof(MAPIERROR, ulContext)", 16, 28),
    ("sizeof(MAPINAMEID)", 12, 24),
    ("offsetof(MAPINAMEID, Kind)", 8, 16),
    ("offsetof(SSortOrderSet, aSort)", 12, 12),
    ("sizeof(SSortOrder)", 8, 8),
    ("sizeof(SRestriction)", 16, 32),
    ("offsetof(SRestriction, res)", 4, 8),
    ("sizeof(ERROR_NOTIFICATION)", 20, 32),
    ("sizeof(NEWMAIL_NOTIFICATION)", 28, 56),
    ("sizeof(OBJECT_NOTIFICATION)", 40, 72),
    ("offsetof(OBJECT_NOTIFICATION, lpPropTagArray)", 36, 64),
    ("sizeof(TABLE_NOTIFICATION)", 56, 80),
    ("offsetof(TABLE_NOTIFICATION, row)", 40, 56),
    ("sizeof(EXTENDED_NOTIFICATION)", 12, 16),
    ("sizeof(STATUS_OBJECT_NOTIFICATION)", 16, 32),
    ("sizeof(NOTIFICATION)", 64, 88),
    ("offsetof(NOTIFICATION, info)", 8, 8),
    ("sizeof(MAILCOMPOSEFIELDS)", 44, 80),
    ("offsetof(MAILCOMPOSEFIELDS, pszMsgClass)", 40, 72),
];

#[test]
fn structures_lie_as_the_contract_says() {
    let mut source = "#include <cemapi.h>\n#include <stddef.h>\n".to_owned();
    for (expression, narrow, wide) in LAYOUTS {
        let _ = writeln!(
            source,
            "static_assert(({expression}) == (sizeof(void *) == 4 ? {narrow} : {wide}), \
             \"{expression}\");"
        );
    }
    for compiler in Compiler::all(Source::Cpp) {
        compiler.check("layouts", &source);
    }
    Compiler::narrow().check("layouts", &source);
}

#[test]
fn c_programs_link_and_run() {
    let compiler = Compiler::host(Source::C);
    let source = include_str!("all.c");
    let program = compiler.build("all", source);
    let run = compiler.run(&program, &[], "ce");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "0x00000000\n");
}

#[test]
fn headers_compile_alone() {
    for (name, _) in cemapi::headers::all() {
        for source in [Source::C, Source::Cpp] {
            for compiler in Compiler::all(source) {
                compiler.check(&format!("alone-{name}"), &format!("#include <{name}>\n"));
            }
        }
    }
}

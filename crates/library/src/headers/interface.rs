use cemapi_abi::registry::{INTERFACES, Interface, Kind, Param, Returns, Signature};

use super::comment;

/// What programs call a pointer to each interface.
const POINTERS: &[(&str, &str)] = &[
    ("IUnknown", "LPUNKNOWN"),
    ("IStream", "LPSTREAM"),
    ("IMAPISession", "LPMAPISESSION"),
    ("ICEMAPISession", "LPCEMAPISESSION"),
    ("IMAPIProp", "LPMAPIPROP"),
    ("IMsgStore", "LPMDB"),
    ("IMAPIContainer", "LPMAPICONTAINER"),
    ("IMAPIFolder", "LPMAPIFOLDER"),
    ("IMessage", "LPMESSAGE"),
    ("IAttach", "LPATTACH"),
    ("IMAPITable", "LPMAPITABLE"),
    ("IMAPIAdviseSink", "LPMAPIADVISESINK"),
];

/// Interfaces that methods name and CE documents no use for.
const OPAQUE: &[(&str, &str)] = &[
    ("IAddrBook", "LPADRBOOK"),
    ("IProfSect", "LPPROFSECT"),
    ("IMsgServiceAdmin", "LPSERVICEADMIN"),
    ("IMAPIProgress", "LPMAPIPROGRESS"),
];

fn of(header: &str) -> impl Iterator<Item = &'static Interface> {
    INTERFACES
        .iter()
        .copied()
        .filter(move |known| known.receiver.is_some() && known.header == header)
}

/// Declares the interfaces of some headers, and names pointers to them.
pub(super) fn forward(headers: &[&str]) -> String {
    let known = headers.iter().copied().flat_map(of).map(|interface| interface.name);
    let ours = headers.contains(&"mapidefs.h");
    let opaque = OPAQUE.iter().filter(|_| ours).map(|(name, _)| *name);
    let pointers = || POINTERS.iter().chain(OPAQUE);
    known
        .chain(opaque)
        .map(|name| {
            let pointer = pointers().find(|(known, _)| *known == name);
            let pointer = pointer.map_or_else(String::new, |(_, pointer)| format!(", *{pointer}"));
            format!("typedef struct {name} {name}{pointer};\n")
        })
        // LPCIID is MAPI's own.
        .chain(ours.then(|| {
            "typedef const IID *LPCIID;\n#ifdef _WIN32\ntypedef GUID *LPGUID;\n#endif\n".to_owned()
        }))
        .chain(["\n".to_owned()])
        .collect()
}

/// The interfaces of one header, as C++ and as C want them.
pub(super) fn all(header: &str) -> String {
    of(header).map(one).collect()
}

fn one(interface: &Interface) -> String {
    let name = interface.name;
    let base = interface.base.map_or_else(String::new, |base| format!(" : public {base}"));
    let methods: String = interface
        .methods
        .iter()
        .map(|method| {
            format!(
                "    {}\n    virtual {} STDMETHODCALLTYPE {}({}) = 0;\n",
                comment(method.doc),
                returns(method),
                method.name,
                params(method, None)
            )
        })
        .collect();
    format!(
        "{}\n#if defined(__cplusplus) && !defined(CINTERFACE)\nstruct {name}{base} {{\n{methods}}};\n\
         #else\ntypedef struct {name}Vtbl {{\n{}}} {name}Vtbl;\nstruct {name} {{\n    \
         const {name}Vtbl *lpVtbl;\n}};\n#endif\n\n",
        comment(interface.doc),
        slots(interface, name)
    )
}

/// The table of an interface with the methods of its bases, as C declares it.
fn slots(interface: &Interface, this: &str) -> String {
    let own = interface.methods.iter().map(|method| {
        let params = params(method, Some(this));
        format!("    {} (STDMETHODCALLTYPE *{})({params});\n", returns(method), method.name)
    });
    interface.extended().map(|base| slots(base, this)).into_iter().chain(own).collect()
}

/// The functions that `wanted` picks.
pub(super) fn functions(wanted: impl Fn(&str) -> bool) -> String {
    let functions = INTERFACES[0].methods.iter().filter(|function| wanted(function.name));
    functions
        .map(|function| {
            format!(
                "{}\nMAPI_EXTERN_C {} STDAPICALLTYPE {}({});\n\n",
                comment(function.doc),
                returns(function),
                function.name,
                params(function, None)
            )
        })
        .collect()
}

const fn returns(method: &Signature) -> &'static str {
    match method.returns {
        Returns::Code(c_type) => c_type,
        Returns::Number => "ULONG",
        Returns::Nothing => "void",
    }
}

fn params(method: &Signature, this: Option<&str>) -> String {
    let this = this.map(|this| format!("{this} *This"));
    let all: Vec<_> = this.into_iter().chain(method.params.iter().map(param)).collect();
    if all.is_empty() { "void".to_owned() } else { all.join(", ") }
}

fn param(param: &Param) -> String {
    let (c_type, name) = (param.c_type, param.c_name);
    match (param.out, param.kind) {
        // The place for bytes is the bytes themselves.
        (true, Kind::Bytes) => format!("void *{name}"),
        (true, _) if c_type.ends_with('*') => format!("{c_type}*{name}"),
        (true, _) => format!("{c_type} *{name}"),
        (false, _) if c_type.ends_with('*') => format!("{c_type}{name}"),
        (false, _) => format!("{c_type} {name}"),
    }
}

//! The real library.

use std::{
    io::{self, Write},
    sync::LazyLock,
};

use libloading::Library;

use crate::{error::LastError, exports::EXPORTS, options::options, platform};

struct Real {
    library: Option<Library>,
    /// Where each exported function of the registry is.
    functions: Vec<Option<usize>>,
}

static REAL: LazyLock<Real> = LazyLock::new(|| {
    let _kept = LastError::keep();
    let path = &options().library;
    let library = if path.as_os_str().is_empty() {
        Err("CEMAPI_RECORD_LIBRARY does not say which".to_owned())
    } else {
        platform::load(path).map_err(|error| error.to_string())
    };
    let library = library
        .inspect_err(|error| {
            _ = writeln!(io::stderr(), "cemapi-recorder: no library to forward to: {error}");
        })
        .ok();
    let functions = EXPORTS.iter().map(|name| find(library.as_ref()?, name)).collect();
    Real { library, functions }
});

fn find(library: &Library, name: &str) -> Option<usize> {
    // SAFETY: the symbol is only taken for an address, which a function has.
    let address = unsafe { *library.get::<*const ()>(name).ok()? };
    Some(address.expose_provenance()).filter(|address| *address != 0)
}

/// Where the real library has the function with this number in the registry.
pub(crate) fn function(index: usize) -> Option<usize> {
    REAL.functions.get(index).copied().flatten()
}

/// Where the real library has a function that the registry does not know.
pub(crate) fn named(name: &str) -> Option<usize> {
    find(REAL.library.as_ref()?, name)
}

//! The real library.

use std::{
    io::{self, Write},
    path::Path,
    sync::LazyLock,
};

use cemapi_abi::Function;
use libloading::Library;

use crate::{error::LastError, exports::EXPORTS, options::options, platform};

struct Real {
    library: Option<Library>,
    /// Where each exported function of the registry is.
    functions: Vec<Option<usize>>,
}

static REAL: LazyLock<Real> = LazyLock::new(|| {
    let _kept = LastError::keep();
    let library = load(&options().library)
        .inspect_err(|error| {
            _ = writeln!(io::stderr(), "cemapi-recorder: no library to forward to: {error}");
        })
        .ok();
    let find = |name: &&str| {
        let library = library.as_ref()?;
        find(library, name).or_else(|| find(library, &decorated(name)?))
    };
    let functions = EXPORTS.iter().map(find).collect();
    Real { library, functions }
});

/// Loads the library. Where the recorder has its name, that may be the recorder: then every call
/// would go round in a circle.
fn load(path: &Path) -> Result<Library, String> {
    if path.as_os_str().is_empty() {
        return Err("CEMAPI_RECORD_LIBRARY does not say which".to_owned());
    }
    let library = platform::load(path).map_err(|error| error.to_string())?;
    let own = platform::module((load as fn(&Path) -> _ as *const ()).expose_provenance());
    let found = EXPORTS.iter().find_map(|name| find(&library, name));
    match found.and_then(platform::module) {
        found if found.is_some() && found == own => {
            Err(format!("{} is the recorder itself", path.display()))
        }
        _ => Ok(library),
    }
}

/// What some libraries for Windows call a function: its name, and how many bytes its arguments have
/// in a 32-bit program, whatever the program.
fn decorated(name: &str) -> Option<String> {
    let function = Function::named(name).next().filter(|_| cfg!(windows))?;
    Some(format!("{name}@{}", 4 * function.signature().params.len()))
}

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

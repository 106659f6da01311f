use std::path::Path;

use libloading::Error;
#[cfg(unix)]
use libloading::os::unix::Library as Loaded;
#[cfg(windows)]
use libloading::os::windows::Library as Loaded;

use crate::Export;

/// The library under test.
///
/// It is never unloaded: what it does as the process ends is part of what is looked at.
#[derive(Debug)]
pub(super) struct Library(Loaded);

impl Library {
    /// Loads it.
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        // SAFETY: loading runs the library's code, and this process is there to see what it does.
        unsafe { Loaded::new(path) }.map(Self)
    }

    /// Where it has a function.
    pub(super) fn function(&self, export: &Export) -> Option<usize> {
        // SAFETY: only the address is taken; the signature decides later how it is called.
        let symbol = unsafe {
            match export {
                Export::Name(name) => self.0.get::<unsafe extern "C" fn()>(name.as_bytes()),
                #[cfg(windows)]
                Export::Ordinal(number) => self.0.get_ordinal::<unsafe extern "C" fn()>(*number),
                // Only Windows numbers what a library exports.
                #[cfg(unix)]
                Export::Ordinal(_) => return None,
            }
        };
        symbol.ok().map(|function| *function as usize)
    }
}

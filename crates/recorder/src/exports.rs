//! The functions that the library exports: those of the registry, which are recorded, and those
//! that mapi32 asks of a mail client besides, which are only passed on.

use cemapi_com::ARGUMENTS;

use crate::{forward, real};

cemapi_com::exports!(crate::call::function);

macro_rules! passed_on {
    ($($name:ident),*) => { $(
        #[doc = concat!("`", stringify!($name), "`, which is not recorded.")]
        ///
        /// # Safety
        ///
        /// Arguments are what the documentation wants.
        #[unsafe(no_mangle)]
        pub unsafe extern "C-unwind" fn $name(
            a: usize, b: usize, c: usize, d: usize, e: usize, f: usize,
        ) -> usize {
            let mut arguments = [0; ARGUMENTS];
            arguments[..6].copy_from_slice(&[a, b, c, d, e, f]);
            match real::named(stringify!($name)) {
                // SAFETY: the program vouches for the arguments.
                Some(function) => unsafe { forward::function(function, &arguments) },
                None => forward::FAILED,
            }
        }
    )* };
}

passed_on!(MAPIAdminProfiles);

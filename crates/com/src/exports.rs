use cemapi_abi::registry::INTERFACES;

/// The place of a function in the registry, whose functions come before all methods. A name that
/// it does not have, or another number of parameters than it has, does not compile.
#[must_use]
pub const fn index(name: &str, params: usize) -> usize {
    let functions = INTERFACES[0].methods;
    let mut index = 0;
    while !equal(functions[index].name, name) {
        index += 1;
    }
    assert!(functions[index].params.len() == params, "another number of parameters");
    index
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// Exports every function of the registry. Each hands its number there and its arguments to a
/// function `fn(usize, &mut [usize; ARGUMENTS]) -> usize`.
#[macro_export]
macro_rules! exports {
    ($entry:path) => {
        $crate::exports! { $entry;
            MAPIInitialize(init);
            MAPIUninitialize();
            MAPILogonEx(parent, profile, password, flags, session);
            MAPIAllocateBuffer(size, buffer);
            MAPIAllocateMore(size, object, buffer);
            MAPIFreeBuffer(buffer);
            FreeProws(rows);
            HrGetOneProp(object, tag, prop);
            HrSetOneProp(object, prop);
            MailComposeMessage(fields);
            MailDisplayMessage(entry, size);
            MailSwitchToFolder(entry, size);
            MailSwitchToAccount(account, flags);
            MailSyncMessages(account, flags);
            MailLaunchNewAccountWizard();
        }
    };
    ($entry:path; $($name:ident($($param:ident),*);)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            ///
            /// # Safety
            ///
            /// Arguments are what the documentation wants.
            #[unsafe(no_mangle)]
            pub unsafe extern "C-unwind" fn $name($($param: usize),*) -> usize {
                const INDEX: usize = {
                    const PARAMS: &[&str] = &[$(stringify!($param)),*];
                    $crate::index(stringify!($name), PARAMS.len())
                };
                let given: &[usize] = &[$($param),*];
                let mut arguments = [0; $crate::ARGUMENTS];
                arguments[..given.len()].copy_from_slice(given);
                $entry(INDEX, &mut arguments)
            }
        )*

        /// The names of all functions that the library exports, in the registry's order.
        pub static EXPORTS: &[&str] = &[$(stringify!($name)),*];
    };
}

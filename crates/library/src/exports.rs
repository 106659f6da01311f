//! The functions that the library exports, under the names of the registry.

use cemapi_abi::registry::INTERFACES;

use crate::call;

/// The place of a function in the registry, whose functions come before all methods. A name that
/// it does not have, or another number of parameters than it has, does not compile.
const fn index(name: &str, params: usize) -> usize {
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

macro_rules! exports {
    ($($name:ident($($param:ident),*);)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            ///
            /// # Safety
            ///
            /// Arguments are what the documentation wants.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $name($($param: usize),*) -> usize {
                const INDEX: usize = {
                    const PARAMS: &[&str] = &[$(stringify!($param)),*];
                    index(stringify!($name), PARAMS.len())
                };
                call::enter(INDEX, None, &mut [$($param),*])
            }
        )*

        /// The names of all functions that the library exports.
        pub static EXPORTS: &[&str] = &[$(stringify!($name)),*];
    };
}

exports! {
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

#[cfg(test)]
mod tests {
    use super::{EXPORTS, INTERFACES};

    #[test]
    fn every_function_is_exported() {
        let known: Vec<_> = INTERFACES[0].methods.iter().map(|function| function.name).collect();
        assert_eq!(EXPORTS, known);
    }
}

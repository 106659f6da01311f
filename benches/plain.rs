//! What ron and serde alone make of a generated scenario: no places, and no name looked up.

use std::hint::black_box;

use ron::{Options, extensions::Extensions};
use serde::Deserialize;

use crate::Measured;

pub(crate) fn read(text: &str) -> Measured<()> {
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    black_box(options.from_str::<Scenario>(text)?);
    Ok(())
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is read is not looked at")]
struct Scenario {
    shows: String,
    clauses: Vec<String>,
    calls: Vec<Call>,
}

#[derive(Deserialize)]
#[expect(dead_code, non_snake_case, reason = "what is read is not looked at")]
enum Call {
    MAPIInitialize {
        #[serde(default)]
        lpMapiInit: Option<Init>,
    },
    MAPIUninitialize {},
    MAPILogonEx {
        #[serde(default)]
        lpszProfileName: Option<String>,
        #[serde(default)]
        flFlags: Vec<Flag>,
        session: String,
    },
    MAPIAllocateBuffer {
        cbSize: u32,
        buffer: String,
    },
    MAPIAllocateMore {
        cbSize: u32,
        lpObject: String,
        buffer: String,
    },
    MAPIFreeBuffer {
        lpBuffer: String,
    },
    AddRef {
        object: String,
    },
    Release {
        object: String,
    },
    Logoff {
        session: String,
        #[serde(default)]
        ulFlags: Vec<Flag>,
    },
}

#[derive(Deserialize)]
#[expect(dead_code, non_snake_case, reason = "what is read is not looked at")]
struct Init {
    ulVersion: u32,
    ulFlags: Vec<Flag>,
}

#[derive(Deserialize)]
#[expect(non_camel_case_types, reason = "flags keep the header's names")]
enum Flag {
    MAPI_EXTENDED,
    MAPI_NEW_SESSION,
    MAPI_LOGOFF_UI,
    MAPI_MULTITHREAD_NOTIFICATIONS,
}

//! Lists the message stores of the default profile and opens each, with Microsoft's crate for
//! Outlook's MAPI. Nothing here knows of CE MAPI, of the emulator or of the recorder.
//!
//! Rows are freed one by one, as the crate's `RowSet` does it, and the set that they came in with
//! them: `RowSet` itself calls `FreeProws`, which Wine's mapi32 exports only as `FreeProws@4`.

use std::{ptr, slice};

use outlook_mapi::{
    Initialize, Logon, LogonFlags, PropTag, PropValue, PropValueData, Row,
    sys::{
        IMsgStore, MAPI_BEST_ACCESS, MAPIFreeBuffer, MDB_NO_DIALOG, PR_DISPLAY_NAME_W, PR_ENTRYID,
        SRowSet,
    },
};
use windows_core::{Interface, PCWSTR, Result};

fn main() -> Result<()> {
    let initialized = Initialize::new(Default::default())?;
    let flags = LogonFlags { extended: true, use_default: true, ..Default::default() };
    let logon = Logon::new(initialized, Default::default(), None, None, flags)?;

    let mut set: *mut SRowSet = ptr::null_mut();
    // SAFETY: the place for the rows outlives the call; the rows that come are as many as they say,
    // and each becomes the owner of its own properties.
    let rows: Vec<Row> = unsafe {
        logon.session.GetMsgStoresTable(0)?.QueryRows(50, 0, &mut set)?;
        let first = (&raw mut (*set).aRow).cast();
        slice::from_raw_parts_mut(first, (*set).cRows as usize).iter_mut().map(Row::new).collect()
    };
    println!("{} store(s)", rows.len());
    for row in rows {
        let (mut name, mut opened) = (String::from("without a name"), false);
        for PropValue { tag: PropTag(tag), value } in row.iter() {
            match value {
                PropValueData::Unicode(text) if tag == PR_DISPLAY_NAME_W => {
                    // SAFETY: the row holds a string that ends with a zero.
                    let text = unsafe { PCWSTR::from_raw(text.as_ptr()).to_string() };
                    name = text.unwrap_or_default();
                }
                PropValueData::Binary(id) if tag == PR_ENTRYID => opened = open(&logon, id)?,
                _ => {}
            }
        }
        println!("{name}: {}", if opened { "opened" } else { "not opened" });
    }
    // SAFETY: the set was handed out for the program to free, and nobody uses it any more.
    unsafe { MAPIFreeBuffer(set.cast()) };
    Ok(())
}

/// Opens a store and lets go of it.
fn open(logon: &Logon, id: &[u8]) -> Result<bool> {
    let (mut store, mut iid): (Option<IMsgStore>, _) = (None, IMsgStore::IID);
    // SAFETY: the ids and the place for the store outlive the call.
    unsafe {
        logon.session.OpenMsgStore(
            0,
            id.len() as u32,
            id.as_ptr().cast_mut().cast(),
            &mut iid,
            MAPI_BEST_ACCESS | MDB_NO_DIALOG,
            &mut store,
        )?;
    }
    Ok(store.is_some())
}

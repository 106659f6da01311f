use cemapi_abi::{
    Call, HResult, Handle, Pointer, Prop, PropValue, Text,
    registry::{
        FunctionCall, MAPI_E_NOT_ENOUGH_MEMORY, PR_DISPLAY_NAME_W, PR_SUBJECT_W, TableCall,
    },
};
use cemapi_emulator::{Emulator, Limits, Policy};

use crate::common::{G, Process, create_message, set};

#[test]
fn what_is_handed_out_is_freed_with_one_call() {
    let limits = Limits { memory: 4096, ..Limits::default() };
    let mut process = Process::with(Emulator::new(Policy::ce()).with_limits(limits));
    for _ in 0..1000 {
        let table = process.stores_table();
        process.rows(table, 10);
        process.release(table);
        process.props(process.store, &[PR_DISPLAY_NAME_W]);
    }
    let leak = TableCall::QueryRows { lRowCount: 10, ulFlags: 0, lppRows: G };
    let mut failed = false;
    for _ in 0..100 {
        let table = process.stores_table();
        let returned = process.call(Call::Table(table, leak.clone()));
        match returned.outs[0].thing() {
            // Freeing the set alone leaks its rows (UTIL-1).
            Some(set) => {
                let free = FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(set) };
                process.call(Call::Function(free));
            }
            None => {
                assert_eq!(HResult(returned.value), MAPI_E_NOT_ENOUGH_MEMORY);
                failed = true;
            }
        }
    }
    assert!(failed);
}

#[test]
fn limits_are_met_with_documented_errors() {
    let limits = Limits { store: 2000, messages: 3, ..Limits::default() };
    let mut process = Process::with(Emulator::new(Policy::ce()).with_limits(limits));
    let drafts = process.drafts();
    let messages: Vec<Handle> = (0..3).map(|_| process.message(drafts)).collect();
    let more = Call::Folder(drafts, create_message());
    assert_eq!(process.code(more), MAPI_E_NOT_ENOUGH_MEMORY);
    let long = PropValue::Unicode(Some(Text::from_units(vec![0x41; 1000])));
    let prop = Prop { tag: PR_SUBJECT_W, value: long };
    let code = process.code(Call::Prop(messages[0], set(vec![prop])));
    assert_eq!(code, MAPI_E_NOT_ENOUGH_MEMORY);
}

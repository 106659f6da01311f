use cemapi_abi::{
    Call, EntryId, Notification, Pointer, Reply, Size, Thread,
    registry::{
        ClientCall, E_INVALIDARG, MAPI_MESSAGE, PR_SUBJECT_W, S_OK, SinkCall, StoreCall,
        UnknownCall, fnevObjectCreated, fnevObjectMoved,
    },
};
use cemapi_emulator::{Callback, Moment};

use crate::{
    common::{G, text},
    process,
};

#[test]
fn sinks_are_told_of_what_they_asked_for() {
    let mut process = process();
    let sink = process.object(Call::Client(ClientCall::NewSink { ulReply: 7, lppSink: G }));
    let advise = StoreCall::Advise {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Null,
        ulEventMask: fnevObjectCreated | fnevObjectMoved,
        lpAdviseSink: Pointer::To(sink),
        lpulConnection: G,
    };
    let connection = process.object(Call::Store(process.store, advise));
    let added = process.emulator.callbacks();
    assert_eq!(added[0].call, Call::Unknown(sink, UnknownCall::AddRef {}));
    assert_eq!(added[0].reply, Reply::of(2));
    assert_eq!(process.release(sink), 1, "Advise keeps the sink (ADVISE-6)");

    let drafts = process.drafts();
    let message = process.message(drafts);
    process.set(message, PR_SUBJECT_W, text("not told of"));
    process.address(message);
    process.submit(message);
    let told = process.emulator.callbacks();
    let events: Vec<_> = told.iter().map(notification).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].event, fnevObjectCreated);
    assert_eq!((events[1].event, events[1].object_type), (fnevObjectMoved, MAPI_MESSAGE));
    assert_eq!(events[1].old_parent, events[0].parent);
    assert_eq!((told[0].moment, told[0].thread), (Moment::Within, Some(Thread(0))));
    assert_eq!(told[0].reply, Reply::of(7));

    let unadvise = || StoreCall::Unadvise { ulConnection: Pointer::To(connection) };
    assert_eq!(process.code(Call::Store(process.store, unadvise())), S_OK);
    let released = process.emulator.callbacks();
    assert_eq!(released[0].call, Call::Unknown(sink, UnknownCall::Release {}));
    assert_eq!(process.code(Call::Store(process.store, unadvise())), E_INVALIDARG);
}

fn notification(callback: &Callback) -> Notification {
    match &callback.call {
        Call::Sink(_, SinkCall::OnNotify { cNotif: 1, lpNotifications: Some(told) }) => {
            (**told).clone()
        }
        other => panic!("{other:?}"),
    }
}

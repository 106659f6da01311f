use super::interface::interface;

interface! {
    /// What a program brings along itself; these are no functions of CE MAPI.
    ClientCall for Client {
        base: None,
        iid: None,
        header: "",
        receiver: None,
    }

    /// Makes an advise sink whose OnNotify returns `ulReply`.
    NewSink(ulReply: ULONG; lppSink as sink: LPMAPIADVISESINK) -> HRESULT, supported;
}

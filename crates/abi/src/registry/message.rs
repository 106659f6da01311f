use super::{IID_IMessage, Object, interface::interface};

interface! {
    /// A message (section 9.6).
    MessageCall for IMessage {
        base: Some("IMAPIProp"),
        iid: Some(IID_IMessage),
        header: "mapidefs.h",
        receiver: Some(("message", Object::Message)),
    }

    /// Opens the table of attachments.
    14 GetAttachmentTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, supported;
    /// Opens an attachment.
    15 OpenAttach(ulAttachmentNum: ULONG, lpInterface: LPCIID, ulFlags: ULONG in OPEN; lppAttach as attachment: LPATTACH) -> HRESULT, supported;
    /// Makes an attachment.
    16 CreateAttach(lpInterface: LPCIID, ulFlags: ULONG; lpulAttachmentNum: ULONG, lppAttach as attachment: LPATTACH) -> HRESULT, supported;
    /// Deletes an attachment.
    17 DeleteAttach(ulAttachmentNum: ULONG, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, ulFlags: ULONG) -> HRESULT, supported;
    /// Opens the table of recipients.
    18 GetRecipientTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, supported;
    /// Sets the recipients.
    19 ModifyRecipients(ulFlags: ULONG in MODIFY_RECIPIENTS, lpMods: LPADRLIST) -> HRESULT, supported;
    /// Hands the message over to be sent.
    20 SubmitMessage(ulFlags: ULONG) -> HRESULT, supported;
    /// Would mark the message as read; CE does not support it.
    21 SetReadFlag(ulFlags: ULONG) -> HRESULT, unsupported;
}

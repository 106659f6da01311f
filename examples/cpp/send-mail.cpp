// Sends one message, from logon to uninitialize: opens the first store, makes a message in its
// Drafts, fills it in, submits it and gives everything back.
//
// Usage: send-mail [ADDRESS]

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <stdio.h>
#include <string.h>

// Prints a result code and says whether it is a success.
static bool check(const char *call, HRESULT hr)
{
    printf("%-24s 0x%08lX\n", call, (unsigned long)(ULONG)hr);
    return SUCCEEDED(hr);
}

// A reference to an object, given back when it goes out of scope.
template <class Interface> class Reference {
public:
    Reference() : object(NULL) {}
    ~Reference()
    {
        if (object != NULL)
            object->Release();
    }
    Interface *operator->() const { return object; }
    operator Interface *() const { return object; }

    // Where a method is to put the object.
    Interface **place() { return &object; }

private:
    Reference(const Reference &);
    Reference &operator=(const Reference &);

    Interface *object;
};

// The entry id that a property holds; no bytes at all if it is no entry id.
static SBinary entry_of(const SPropValue &prop)
{
    SBinary none = {0, NULL};
    return PROP_TYPE(prop.ulPropTag) == PT_BINARY ? prop.Value.bin : none;
}

static LPENTRYID id_of(const SBinary &entry) { return (LPENTRYID)entry.lpb; }

// Opens the store in the first row of the table of stores, which is the default one.
static bool open_store(ICEMAPISession *session, LPMDB *store)
{
    Reference<IMAPITable> table;
    LPSRowSet rows = NULL;

    if (!check("GetMsgStoresTable", session->GetMsgStoresTable(0, table.place()))
        || !check("QueryRows", table->QueryRows(1, 0, &rows)))
        return false;

    bool opened = false;
    if (rows->cRows == 1 && rows->aRow[0].cValues > 0) {
        SBinary entry = entry_of(rows->aRow[0].lpProps[0]);
        opened = check("OpenMsgStore",
                       session->OpenMsgStore(0, entry.cb, id_of(entry), NULL, 0, store));
    } else {
        puts("there is no store");
    }
    FreeProws(rows);
    return opened;
}

// Makes a message in the Drafts of the store.
static bool create_message(LPMDB store, LPMESSAGE *message)
{
    SizedSPropTagArray(1, tags) = {1, {PR_CE_IPM_DRAFTS_ENTRYID}};
    LPSPropValue props = NULL;
    ULONG count = 0;
    ULONG type = 0;
    LPUNKNOWN unknown = NULL;

    // A missing property is a success too, and then there is an error in its place.
    if (!check("GetProps", store->GetProps((LPSPropTagArray)&tags, 0, &count, &props)))
        return false;
    SBinary drafts = entry_of(props[0]);
    HRESULT opened = store->OpenEntry(drafts.cb, id_of(drafts), NULL, MAPI_MODIFY, &type, &unknown);
    bool success = check("OpenEntry", opened) && type == MAPI_FOLDER;
    if (success) {
        LPMAPIFOLDER folder = (LPMAPIFOLDER)unknown;
        success = check("CreateMessage", folder->CreateMessage(NULL, 0, message));
    }
    if (unknown != NULL)
        unknown->Release();
    MAPIFreeBuffer(props);
    return success;
}

// Sets the one recipient. The whole list lies in one block.
static bool set_recipient(LPMESSAGE message, LPCWSTR address, ULONG length)
{
    const ULONG values = 3;
    const ULONG list_size = (ULONG)CbNewADRLIST(1);
    // Properties begin where their alignment wants them.
    const ULONG props_at = (list_size + 7) & ~7u;
    const ULONG text_at = props_at + values * (ULONG)sizeof(SPropValue);
    const ULONG size = text_at + (length + 1) * (ULONG)sizeof(WCHAR);

    BYTE *block = NULL;
    if (!check("MAPIAllocateBuffer", MAPIAllocateBuffer(size, (LPVOID *)&block)))
        return false;
    memset(block, 0, size);
    memcpy(block + text_at, address, length * sizeof(WCHAR));

    static WCHAR smtp[] = TEXT("SMTP");
    LPSPropValue props = (LPSPropValue)(block + props_at);
    props[0].ulPropTag = PR_RECIPIENT_TYPE;
    props[0].Value.ul = MAPI_TO;
    props[1].ulPropTag = PR_ADDRTYPE;
    props[1].Value.lpszW = smtp;
    props[2].ulPropTag = PR_EMAIL_ADDRESS;
    props[2].Value.lpszW = (LPWSTR)(block + text_at);

    LPADRLIST list = (LPADRLIST)block;
    list->cEntries = 1;
    list->aEntries[0].cValues = values;
    list->aEntries[0].rgPropVals = props;

    bool success = check("ModifyRecipients", message->ModifyRecipients(MODRECIP_ADD, list));
    check("MAPIFreeBuffer", (HRESULT)MAPIFreeBuffer(block));
    return success;
}

static bool set_subject(LPMESSAGE message)
{
    static WCHAR subject[] = TEXT("A message");
    SPropValue props[3];

    memset(props, 0, sizeof(props));
    props[0].ulPropTag = PR_SUBJECT;
    props[0].Value.lpszW = subject;
    props[1].ulPropTag = PR_MESSAGE_FLAGS;
    props[1].Value.ul = MSGFLAG_FROMME | MSGFLAG_UNSENT;
    props[2].ulPropTag = PR_MSG_STATUS;
    props[2].Value.ul = MSGSTATUS_RECTYPE_SMTP;
    return check("SetProps", message->SetProps(3, props, NULL));
}

// Writes the body through a stream.
static bool write_body(LPMESSAGE message)
{
    static const WCHAR body[] = TEXT("Written through a stream.");
    LPUNKNOWN unknown = NULL;
    ULONG written = 0;

    if (!check("OpenProperty",
               message->OpenProperty(PR_BODY, NULL, STGM_WRITE, MAPI_MODIFY, &unknown)))
        return false;
    LPSTREAM stream = (LPSTREAM)unknown;
    bool success = check("Write", stream->Write(body, (ULONG)sizeof(body), &written))
        && written == sizeof(body);
    success = success && check("Commit", stream->Commit(0));
    stream->Release();
    return success;
}

static bool send(ICEMAPISession *session, LPCWSTR address, ULONG length)
{
    Reference<IMsgStore> store;
    Reference<IMessage> message;

    return open_store(session, store.place()) && create_message(store, message.place())
        && set_recipient(message, address, length) && set_subject(message) && write_body(message)
        && check("SubmitMessage", message->SubmitMessage(0));
}

int main(int argc, char **argv)
{
    // Addresses are of ASCII characters.
    WCHAR address[128];
    const char *given = argc > 1 ? argv[1] : "someone@example.com";
    ULONG length = 0;
    while (given[length] != '\0' && length < sizeof(address) / sizeof(address[0]) - 1) {
        address[length] = (WCHAR)(unsigned char)given[length];
        ++length;
    }
    address[length] = 0;

    ICEMAPISession *session = NULL;
    bool sent = false;

    if (!check("MAPIInitialize", MAPIInitialize(NULL)))
        return 1;
    if (check("MAPILogonEx", MAPILogonEx(0, NULL, NULL, 0, (LPMAPISESSION *)&session))
        && session != NULL) {
        sent = send(session, address, length);
        check("Logoff", session->Logoff(0, 0, 0));
        session->Release();
        session = NULL;
    }
    MAPIUninitialize();
    puts(sent ? "sent" : "not sent");
    return sent ? 0 : 1;
}

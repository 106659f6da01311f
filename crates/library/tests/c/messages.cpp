// Messages, tables, streams and events through the C ABI: what the emulator says of them reaches
// the program's memory, and the program's sinks are really called.

#include <cemapi.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <thread>

#define expect(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                \
            exit(99);                                                                              \
        }                                                                                          \
    } while (0)

// A sink that keeps what it is told.
class Sink : public IMAPIAdviseSink {
public:
    ULONG references = 1;
    ULONG told = 0;
    ULONG event = 0;
    ULONG type = 0;
    ULONG size = 0;
    bool here = false;
    IMAPISession *session = NULL;

    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, LPVOID *place) override
    {
        *place = NULL;
        return E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() override { return ++references; }
    ULONG STDMETHODCALLTYPE Release() override { return --references; }
    ULONG STDMETHODCALLTYPE OnNotify(ULONG count, LPNOTIFICATION notification) override
    {
        ULONG same = 0;
        OBJECT_NOTIFICATION *object = &notification->info.obj;
        expect(count == 1);
        ++told;
        event = notification->ulEventType;
        type = object->ulObjType;
        size = object->cbEntryID;
        here = thread == std::this_thread::get_id();
        // A sink may call CE MAPI.
        expect(session->CompareEntryIDs(object->cbEntryID, object->lpEntryID, object->cbEntryID,
                                        object->lpEntryID, 0, &same) == S_OK);
        expect(same == TRUE);
        return 0;
    }

private:
    std::thread::id thread = std::this_thread::get_id();
};

static bool equal(LPCWSTR one, LPCWSTR other)
{
    while (*one != 0 && *one == *other) {
        ++one;
        ++other;
    }
    return *one == *other;
}

static IMAPISession *session;
static LPMDB store;
static LPMAPIFOLDER drafts;

static void open()
{
    LPMAPITABLE table = NULL;
    LPSRowSet rows = NULL;
    ULONG count = 0, type = 0;
    LPSPropValue props = NULL;
    LPUNKNOWN folder = NULL;
    SizedSPropTagArray(2, tags) = {2, {PR_CE_IPM_DRAFTS_ENTRYID, PR_SUBJECT}};

    expect(MAPIInitialize(NULL) == S_OK);
    expect(MAPILogonEx(0, NULL, NULL, 0, &session) == S_OK);
    expect(session->GetMsgStoresTable(0, &table) == S_OK);
    expect(table->QueryRows(10, 0, &rows) == S_OK);
    expect(rows->cRows > 0);
    LPSPropValue entry = rows->aRow[0].lpProps;
    expect(entry->ulPropTag == PR_ENTRYID && entry->Value.bin.cb > 0);
    LPENTRYID id = (LPENTRYID)entry->Value.bin.lpb;
    expect(session->OpenMsgStore(0, entry->Value.bin.cb, id, NULL, 0, &store) == S_OK);
    FreeProws(rows);
    expect(table->Release() == 0);

    expect(store->GetProps((LPSPropTagArray)&tags, 0, &count, &props) == MAPI_W_ERRORS_RETURNED);
    expect(count == 2 && (uintptr_t)props % 8 == 0);
    expect(props[0].ulPropTag == PR_CE_IPM_DRAFTS_ENTRYID);
    expect(PROP_TYPE(props[1].ulPropTag) == PT_ERROR && props[1].Value.err == MAPI_E_NOT_FOUND);
    id = (LPENTRYID)props[0].Value.bin.lpb;
    expect(session->OpenEntry(props[0].Value.bin.cb, id, NULL, 0, &type, &folder) == S_OK);
    expect(type == MAPI_FOLDER);
    drafts = (LPMAPIFOLDER)folder;
    // Nobody has to ask for the type.
    expect(store->OpenEntry(props[0].Value.bin.cb, id, NULL, 0, NULL, &folder) == S_OK);
    expect(((LPMAPIFOLDER)folder)->Release() == 0);
    expect(MAPIFreeBuffer(props) == 0);
}

static void close()
{
    drafts->Release();
    store->Release();
    expect(session->Logoff(0, 0, 0) == S_OK);
    session->Release();
    MAPIUninitialize();
}

static void streams()
{
    static const WCHAR text[] = TEXT("Gr\u00FC\u00DFe");
    LPMESSAGE message = NULL;
    LPUNKNOWN unknown = NULL;
    ULONG moved = 0;
    WCHAR read[32];
    LARGE_INTEGER start;
    ULARGE_INTEGER place;
    STATSTG status;

    open();
    expect(drafts->CreateMessage(NULL, 0, &message) == S_OK);
    expect(message->OpenProperty(PR_BODY, NULL, STGM_WRITE, MAPI_MODIFY, &unknown) == S_OK);
    LPSTREAM stream = (LPSTREAM)unknown;
    expect(stream->Write(text, sizeof(text), &moved) == S_OK && moved == sizeof(text));
    start.QuadPart = 0;
    place.QuadPart = 7;
    expect(stream->Seek(start, STREAM_SEEK_SET, &place) == S_OK && place.QuadPart == 0);
    expect(SUCCEEDED(stream->Read(read, sizeof(read), &moved)));
    expect(moved == sizeof(text) && memcmp(read, text, moved) == 0);
    expect(stream->Stat(&status, 0) == S_OK && status.cbSize.QuadPart == sizeof(text));
    expect(stream->Commit(0) == S_OK);
    expect(stream->Release() == 0);
    expect(message->Release() == 0);
    close();
}

static void tables()
{
    static WCHAR one[] = TEXT("one"), two[] = TEXT("two");
    LPMAPITABLE table = NULL;
    LPSRowSet rows = NULL;
    ULONG count = 0;
    LPSPropValue fetched = NULL;

    open();
    for (int i = 0; i < 2; ++i) {
        LPMESSAGE message = NULL;
        SPropValue subject;
        subject.ulPropTag = PR_SUBJECT;
        subject.Value.lpszW = i == 0 ? two : one;
        expect(drafts->CreateMessage(NULL, 0, &message) == S_OK);
        expect(HrSetOneProp(message, &subject) == S_OK);
        expect(HrGetOneProp(message, PR_SUBJECT, &fetched) == S_OK);
        expect(equal(fetched->Value.lpszW, subject.Value.lpszW));
        expect(MAPIFreeBuffer(fetched) == 0);
        message->Release();
    }
    SizedSPropTagArray(2, columns) = {2, {PR_SUBJECT, PR_ENTRYID}};
    SizedSSortOrderSet(1, order) = {1, 0, 0, {{PR_SUBJECT, TABLE_SORT_ASCEND}}};
    expect(drafts->GetContentsTable(0, &table) == S_OK);
    expect(table->SetColumns((LPSPropTagArray)&columns, 0) == S_OK);
    expect(table->SortTable((LPSSortOrderSet)&order, 0) == S_OK);
    expect(table->GetRowCount(0, &count) == S_OK && count == 2);
    expect(table->QueryRows(10, 0, &rows) == S_OK);
    expect(rows->cRows == 2 && rows->aRow[0].cValues == 2);
    expect(equal(rows->aRow[0].lpProps[0].Value.lpszW, one));
    expect(equal(rows->aRow[1].lpProps[0].Value.lpszW, two));
    FreeProws(rows);

    SPropValue wanted;
    wanted.ulPropTag = PR_SUBJECT;
    wanted.Value.lpszW = two;
    SRestriction is_two;
    is_two.rt = RES_PROPERTY;
    is_two.res.resProperty.relop = RELOP_EQ;
    is_two.res.resProperty.ulPropTag = PR_SUBJECT;
    is_two.res.resProperty.lpProp = &wanted;
    expect(table->Restrict(&is_two, 0) == S_OK);
    expect(table->SeekRow(BOOKMARK_BEGINNING, 0, NULL) == S_OK);
    expect(table->QueryRows(10, 0, &rows) == S_OK && rows->cRows == 1);
    SBinary *id = &rows->aRow[0].lpProps[1].Value.bin;
    ENTRYLIST doomed = {1, id};
    expect(drafts->DeleteMessages(&doomed, 0, NULL, 0) == S_OK);
    FreeProws(rows);
    table->Release();
    close();
}

// Where a sink is told is for the policy to say.
static void events(bool here)
{
    Sink sink;
    LPMESSAGE message = NULL;
    ULONG connection = 0;

    open();
    sink.session = session;
    expect(session->Advise(0, NULL, fnevObjectCreated, &sink, &connection) == S_OK);
    expect(connection != 0 && sink.references == 2);
    expect(drafts->CreateMessage(NULL, 0, &message) == S_OK);
    message->Release();
    expect(session->Unadvise(connection) == S_OK);
    expect(sink.references == 1);
    // Now nobody tells it anything any more.
    expect(sink.told == 1 && sink.here == here);
    expect(sink.event == fnevObjectCreated && sink.type == MAPI_MESSAGE && sink.size == 16);
    expect(FAILED(session->Unadvise(connection + 1)));
    close();
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "streams") == 0)
        streams();
    else if (strcmp(what, "tables") == 0)
        tables();
    else if (strcmp(what, "events") == 0)
        events(true);
    else if (strcmp(what, "events-elsewhere") == 0)
        events(false);
    else
        return 97;
    return 0;
}

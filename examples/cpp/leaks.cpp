// Leaks in eight ways, each on purpose, so that a recording of it shows what is found of each.
// Every leak says in its comment what is missing.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <stdio.h>
#include <stdlib.h>

// Ends the program if a call fails that the leaks depend on.
static void need(const char *call, HRESULT hr)
{
    if (FAILED(hr)) {
        printf("%s: 0x%08lX\n", call, (unsigned long)(ULONG)hr);
        exit(1);
    }
}

static ICEMAPISession *log_on()
{
    ICEMAPISession *session = NULL;
    need("MAPILogonEx", MAPILogonEx(0, NULL, NULL, 0, (LPMAPISESSION *)&session));
    return session;
}

// A sink that lives as long as the program.
class Sink : public IMAPIAdviseSink {
public:
    Sink() : references(1) {}
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, LPVOID *object)
    {
        *object = NULL;
        return E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() { return ++references; }
    ULONG STDMETHODCALLTYPE Release() { return --references; }
    ULONG STDMETHODCALLTYPE OnNotify(ULONG, LPNOTIFICATION) { return 0; }

private:
    ULONG references;
};

static Sink sink;

static IMsgStore *open_store(ICEMAPISession *session)
{
    IMAPITable *table = NULL;
    LPSRowSet rows = NULL;
    IMsgStore *store = NULL;

    need("GetMsgStoresTable", session->GetMsgStoresTable(0, &table));
    need("QueryRows", table->QueryRows(1, 0, &rows));
    SBinary entry = rows->aRow[0].lpProps[0].Value.bin;
    need("OpenMsgStore",
         session->OpenMsgStore(0, entry.cb, (LPENTRYID)entry.lpb, NULL, 0, &store));
    FreeProws(rows);
    table->Release();
    return store;
}

static IMAPIFolder *open_drafts(IMsgStore *store)
{
    SizedSPropTagArray(1, tags) = {1, {PR_CE_IPM_DRAFTS_ENTRYID}};
    LPSPropValue props = NULL;
    ULONG count = 0;
    ULONG type = 0;
    LPUNKNOWN folder = NULL;

    need("GetProps", store->GetProps((LPSPropTagArray)&tags, 0, &count, &props));
    SBinary entry = props[0].Value.bin;
    need("OpenEntry",
         store->OpenEntry(entry.cb, (LPENTRYID)entry.lpb, NULL, MAPI_MODIFY, &type, &folder));
    MAPIFreeBuffer(props);
    return (IMAPIFolder *)folder;
}

int main()
{
    need("MAPIInitialize", MAPIInitialize(NULL));

    // 1. A session that is released and never logged off: no Logoff.
    log_on()->Release();

    // 2. A session that is logged off and never released: no Release.
    log_on()->Logoff(0, 0, 0);

    ICEMAPISession *session = log_on();
    IMsgStore *store = open_store(session);
    IMAPIFolder *folder = open_drafts(store);

    // 3. A message that nobody releases: no Release.
    IMessage *message = NULL;
    need("CreateMessage", folder->CreateMessage(NULL, 0, &message));

    // 4. A table that nobody releases: no Release.
    IMAPITable *table = NULL;
    need("GetHierarchyTable", folder->GetHierarchyTable(0, &table));

    // 5. A block that nobody frees: no MAPIFreeBuffer.
    void *block = NULL;
    need("MAPIAllocateBuffer", MAPIAllocateBuffer(100, &block));

    // 6. Rows that nobody frees: no FreeProws.
    IMAPITable *stores = NULL;
    LPSRowSet rows = NULL;
    need("GetMsgStoresTable", session->GetMsgStoresTable(0, &stores));
    need("QueryRows", stores->QueryRows(1, 0, &rows));
    stores->Release();

    // 7. A registration that nobody cancels: no Unadvise.
    ULONG connection = 0;
    need("Advise", store->Advise(0, NULL, fnevObjectCreated, &sink, &connection));

    folder->Release();
    store->Release();
    session->Logoff(0, 0, 0);
    session->Release();

    // 8. The subsystem stays initialized: no MAPIUninitialize.
    puts("leaked in eight ways");
    return 0;
}

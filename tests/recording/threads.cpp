// Four threads that open and close folders of one store, and a sink that is told of a new message.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

class Sink : public IMAPIAdviseSink {
public:
    Sink() : references(1), told(0) {}
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, LPVOID *object)
    {
        *object = NULL;
        return E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() { return ++references; }
    ULONG STDMETHODCALLTYPE Release() { return --references; }
    ULONG STDMETHODCALLTYPE OnNotify(ULONG, LPNOTIFICATION) { return ++told, 0; }

    std::atomic<ULONG> references;
    std::atomic<ULONG> told;
};

static int failures = 0;

static void need(const char *call, bool succeeded)
{
    if (!succeeded) {
        printf("%s failed\n", call);
        ++failures;
    }
}

int main()
{
    static Sink sink;
    ICEMAPISession *session = NULL;
    IMAPITable *table = NULL;
    LPSRowSet rows = NULL;
    IMsgStore *store = NULL;

    need("MAPIInitialize", SUCCEEDED(MAPIInitialize(NULL)));
    need("MAPILogonEx", SUCCEEDED(MAPILogonEx(0, NULL, NULL, 0, (LPMAPISESSION *)&session)));
    need("GetMsgStoresTable", SUCCEEDED(session->GetMsgStoresTable(0, &table)));
    need("QueryRows", SUCCEEDED(table->QueryRows(1, 0, &rows)));
    SBinary id = rows->aRow[0].lpProps[0].Value.bin;
    need("OpenMsgStore",
         SUCCEEDED(session->OpenMsgStore(0, id.cb, (LPENTRYID)id.lpb, NULL, 0, &store)));
    FreeProws(rows);
    table->Release();

    SizedSPropTagArray(1, tags) = {1, {PR_CE_IPM_DRAFTS_ENTRYID}};
    LPSPropValue props = NULL;
    ULONG count = 0;
    need("GetProps", SUCCEEDED(store->GetProps((LPSPropTagArray)&tags, 0, &count, &props)));
    SBinary drafts = props[0].Value.bin;

    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.push_back(std::thread([=] {
            for (int round = 0; round < 100; ++round) {
                ULONG type = 0;
                LPUNKNOWN folder = NULL;
                if (FAILED(store->OpenEntry(drafts.cb, (LPENTRYID)drafts.lpb, NULL, 0, &type,
                                            &folder)))
                    return;
                folder->AddRef();
                folder->Release();
                folder->Release();
            }
        }));
    for (std::thread &thread : threads)
        thread.join();

    // Not every implementation has QueryInterface; where it has, an object stays the same object.
    LPVOID same = NULL, unknown = NULL;
    if (SUCCEEDED(store->QueryInterface(IID_IMsgStore, &same))) {
        need("identity", same == store);
        need("QueryInterface", SUCCEEDED(store->QueryInterface(IID_IUnknown, &unknown)));
        need("identity", unknown == same);
        store->Release();
        store->Release();
    }

    ULONG type = 0, connection = 0;
    LPUNKNOWN opened = NULL;
    IMessage *message = NULL;
    need("OpenEntry",
         SUCCEEDED(store->OpenEntry(drafts.cb, (LPENTRYID)drafts.lpb, NULL, 0, &type, &opened)));
    need("Advise", SUCCEEDED(store->Advise(0, NULL, fnevObjectCreated, &sink, &connection)));
    need("CreateMessage",
         SUCCEEDED(((IMAPIFolder *)opened)->CreateMessage(NULL, 0, &message)));
    need("SaveChanges", message != NULL);
    message->Release();
    need("Unadvise", SUCCEEDED(store->Unadvise(connection)));
    printf("references %lu\n", (unsigned long)sink.references);

    opened->Release();
    MAPIFreeBuffer(props);
    store->Release();
    session->Logoff(0, 0, 0);
    session->Release();
    MAPIUninitialize();
    return failures;
}

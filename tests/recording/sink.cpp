// Opens, in a sink, each message that the sink is told of.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <stddef.h>

class Sink : public IMAPIAdviseSink {
public:
    Sink() : store(NULL), references(1) {}
    HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, LPVOID *object)
    {
        *object = NULL;
        return E_NOINTERFACE;
    }
    ULONG STDMETHODCALLTYPE AddRef() { return ++references; }
    ULONG STDMETHODCALLTYPE Release() { return --references; }
    ULONG STDMETHODCALLTYPE OnNotify(ULONG, LPNOTIFICATION notification)
    {
        const OBJECT_NOTIFICATION &made = notification->info.obj;
        ULONG type = 0;
        LPUNKNOWN object = NULL;
        store->OpenEntry(made.cbEntryID, made.lpEntryID, NULL, 0, &type, &object);
        if (object != NULL)
            object->Release();
        return 0;
    }

    IMsgStore *store;

private:
    ULONG references;
};

static Sink sink;

int main()
{
    ICEMAPISession *session = NULL;
    IMAPITable *stores = NULL;
    LPSRowSet rows = NULL;
    SizedSPropTagArray(1, tags) = {1, {PR_CE_IPM_DRAFTS_ENTRYID}};
    LPSPropValue props = NULL;
    LPUNKNOWN drafts = NULL;
    IMessage *message = NULL;
    ULONG count = 0;
    ULONG type = 0;
    ULONG connection = 0;

    MAPIInitialize(NULL);
    MAPILogonEx(0, NULL, NULL, 0, (LPMAPISESSION *)&session);
    session->GetMsgStoresTable(0, &stores);
    stores->QueryRows(1, 0, &rows);
    const SBinary &entry = rows->aRow[0].lpProps[0].Value.bin;
    session->OpenMsgStore(0, entry.cb, (LPENTRYID)entry.lpb, NULL, 0, &sink.store);
    FreeProws(rows);
    stores->Release();
    sink.store->GetProps((LPSPropTagArray)&tags, 0, &count, &props);
    const SBinary &folder = props[0].Value.bin;
    sink.store->OpenEntry(folder.cb, (LPENTRYID)folder.lpb, NULL, MAPI_MODIFY, &type, &drafts);
    MAPIFreeBuffer(props);
    sink.store->Advise(0, NULL, fnevObjectCreated, &sink, &connection);
    ((IMAPIFolder *)drafts)->CreateMessage(NULL, 0, &message);
    message->Release();
    sink.store->Unadvise(connection);
    drafts->Release();
    sink.store->Release();
    session->Logoff(0, 0, 0);
    session->Release();
    MAPIUninitialize();
    return 0;
}

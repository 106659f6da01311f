// A thread that calls and says after each call how many have returned, and another whose calls tell
// in their argument what it had been told by then.

#include <cemapi.h>
#include <mapidefs.h>
#include <mapiutil.h>
#include <mapix.h>

#include <atomic>
#include <thread>

static const ULONG CALLS = 50000;

static std::atomic<ULONG> returned(0);

static void tell(IMAPISession *session)
{
    for (ULONG call = 1; call <= CALLS; ++call) {
        session->AddRef();
        returned.store(call, std::memory_order_release);
        session->Release();
    }
}

static void listen()
{
    for (ULONG told = 0; told < CALLS;) {
        void *block = NULL;
        told = returned.load(std::memory_order_acquire);
        MAPIAllocateBuffer(told, &block);
        MAPIFreeBuffer(block);
    }
}

int main()
{
    IMAPISession *session = NULL;
    if (MAPIInitialize(NULL) != S_OK || MAPILogonEx(0, NULL, NULL, 0, &session) != S_OK)
        return 1;
    std::thread listener(listen), teller(tell, session);
    listener.join();
    teller.join();
    session->Logoff(0, 0, 0);
    session->Release();
    MAPIUninitialize();
}
